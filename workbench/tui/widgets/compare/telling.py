"""Both codings of a disagreement, what was decided, and what the book says, in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from textual.content import Content

from workbench.model import Code, Codebook, CodeId, Coder, Coding, Taken
from workbench.text.translation import _
from workbench.tui.widgets.compare.listed import Listed, told_kind
from workbench.tui.widgets.inspector import told_making, told_meaning, told_time
from workbench.tui.widgets.interview_table import grouped
from workbench.workflows.pairing import Settled

Ink = Callable[[CodeId], str]
"""The colour in which a code is written."""


def told_heading(listed: Listed) -> Content:
    """Kind, reference, size."""
    disagreement = listed.disagreement
    size = _("{n} characters").format(n=grouped(disagreement.size))
    return Content.assemble(
        (told_kind(disagreement.kind).capitalize(), "bold $accent"),
        (f"  {disagreement.reference} · {size}", "$quiet"),
    )


def told_side(
    coder: Coder, coding: Coding | None, codebook: Codebook, *, ink: Ink, short: bool
) -> Iterator[Content]:
    """One coder's coding whole: who, code and path, direction, when, memo; short: on one row."""
    who = (f"{coder}  ", "bold $primary")
    if coding is None:
        yield Content.assemble(who, (_("nothing coded"), "$quiet"))
        return
    code = codebook.by_id.get(coding.code)
    name = coding.code if code is None else code.short_name
    path = "" if code is None else codebook.path(code.id).replace("/", " / ")
    path = "" if path == name else path
    first = Content.assemble(who, ("▪ ", ink(coding.code)), (name, f"bold {ink(coding.code)}"))
    size = _("{n} characters").format(n=grouped(len(coding.span)))
    meaning = f"  {told_meaning(coding)} · {size}"
    if short:
        memo = f"  ✎ {' '.join(coding.memo.split())}" if coding.memo else ""
        yield Content.assemble(first, meaning, (memo, "italic"), (f"  {path}", "$quiet"))
        return
    making = told_making(coding)
    yield Content.assemble(first, f"  {path}")
    yield Content.assemble(meaning, (f" · {making}" if making else "", "$quiet"))
    if coding.memo:
        yield Content.assemble(("  ✎ ", "$accent"), (coding.memo, "italic"))


def told_taken(taken: Taken, first: Coder, second: Coder) -> str:
    """`A's`, `both`, `neither` …"""
    return {
        Taken.FIRST: _("{coder}'s").format(coder=first),
        Taken.SECOND: _("{coder}'s").format(coder=second),
        Taken.BOTH: _("both"),
        Taken.NEITHER: _("neither"),
        Taken.NEW: _("a new coding"),
        Taken.AGREED: _("the same"),
    }[taken]


def told_decision(
    settled: Settled | None,
    made: Iterable[Coding],
    codebook: Codebook,
    *,
    coders: tuple[Coder, Coder],
    draft: str,
) -> Iterator[Content]:
    """What was decided, by whom and why; before that, the reason written so far."""
    if settled is None:
        if draft:
            told = _("Reason, not decided yet: {words}").format(words=draft)
            yield Content.styled(told, "italic $accent")
        return
    settlement = settled.settlement
    if settled.overtaken:
        yield Content.styled(_("! Changed since it was decided: decide anew."), "bold $warning")
    taken = _("Settled: {what}").format(what=told_taken(settlement.taken, *coders))
    when = "" if settlement.time is None else told_time(settlement.time)
    by = " · ".join(filter(None, [settlement.author, when]))
    yield Content.assemble((f"✓ {taken}", "bold $success"), (f"  {by}", "$quiet"))
    if settlement.taken is Taken.NEW:
        for coding in made:
            code = codebook.by_id.get(coding.code)
            name = coding.code if code is None else code.short_name
            yield Content.assemble(("  ▪ ", ""), (name, "bold"), f"  {told_meaning(coding)}")
    if settlement.reason:
        yield Content.styled(f"  “{settlement.reason}”", "italic")


def told_definitions(
    codes: Iterable[CodeId], codebook: Codebook, *, ink: Ink, short: bool
) -> Iterator[Content]:
    """What the book says of each code; short: the definition alone."""
    for code_id in codes:
        code = codebook.by_id.get(code_id)
        if code is None:
            continue
        yield Content.assemble(
            (code.short_name, f"bold {ink(code.id)}"),
            ("  " + (_one_line(code.definition) or _("No definition yet.")), "$quiet"),
        )
        if not short:
            yield from _rest_of(code)


def _rest_of(code: Code) -> Iterator[Content]:
    fields: Mapping[str, str] = {
        _("Include"): code.include,
        _("Exclude"): code.exclude,
        _("Example"): code.example,
    }
    for heading, words in fields.items():
        if words.strip():
            yield Content.assemble((f"  {heading}: ", "$primary"), (_one_line(words), "$quiet"))


def _one_line(words: str) -> str:
    return " ".join(words.split())
