"""What hangs on a code, in words, before it is deleted or merged."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workbench.model import Codebook, CodeId, readable_id
from workbench.text.translation import _, ngettext
from workbench.tui.widgets.interview_table import grouped

if TYPE_CHECKING:
    from workbench.workflows.editing_codebook import CodeUse

_NAMED = 4
"""Codes told by name; of more, only the number is said."""


def told_code(codebook: Codebook, code: CodeId) -> str:
    """`STR.rutiner “Rutiner”`, or the name alone where the program made up the id."""
    known = codebook.by_id.get(code)
    if known is None:
        return code
    label = readable_id(known.id)
    return f"{label} “{known.name}”" if label else f"“{known.name}”"


def short_code(codebook: Codebook, code: CodeId) -> str:
    """`STR.rutiner`, or `“Rutiner”` where the program made up the id."""
    known = codebook.by_id.get(code)
    label = code if known is None else readable_id(known.id)
    return label or told_code(codebook, code)


def of_deleting(codebook: Codebook, use: "CodeUse") -> list[str]:
    """A line per fact."""
    return [*_codings(use), *_below(codebook, use, _("go too"), _("goes too"))]


def of_merging(use: "CodeUse", target: CodeId) -> list[str]:
    """A line per fact; what `use` tells of includes the codes below."""
    lines = list(_codings(use))
    if use.codings_by_coder:
        lines.append(_("Where a passage has both codes, one coding stays."))
    below = [code for code in use.below if code != target]
    if below:
        count = ngettext("{n} code below it", "{n} codes below it", len(below))
        where = _("moves along.") if len(below) == 1 else _("move along.")
        lines.append(f"{count.format(n=len(below))} {where}")
    return lines


def _codings(use: "CodeUse") -> Iterator[str]:
    total = sum(use.codings_by_coder.values())
    if not total:
        below = _("Nothing is coded with it or the codes below.")
        yield below if use.below else _("Nothing is coded with it.")
        return
    told = (
        ngettext(
            "{n} coding hangs on it and the codes below",
            "{n} codings hang on it and the codes below",
            total,
        )
        if use.below
        else ngettext("{n} coding hangs on it", "{n} codings hang on it", total)
    )
    where = ngettext("in {n} interview", "in {n} interviews", use.interviews)
    coders = ", ".join(
        _("{n} by {coder}").format(n=grouped(count), coder=coder).replace(" ", "\u00a0")
        for coder, count in sorted(use.codings_by_coder.items())
    )
    yield f"{told.format(n=grouped(total))}, {where.format(n=use.interviews)}: {coders}."


def _below(codebook: Codebook, use: "CodeUse", many: str, one: str) -> Iterator[str]:
    if not use.below:
        return
    count = ngettext("{n} code below it", "{n} codes below it", len(use.below))
    told = f"{count.format(n=len(use.below))} {one if len(use.below) == 1 else many}"
    if len(use.below) <= _NAMED:
        told += ": " + ", ".join(told_code(codebook, code) for code in use.below)
    yield f"{told}."
