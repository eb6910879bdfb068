"""All that is said of one code, to be read and scrolled."""

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import Code, Codebook, CodeId, readable_id
from workbench.text.translation import _, ngettext
from workbench.tui.widgets.code_tree import with_below
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.transcript.colours import code_colours

_BROKEN_AT = 72
"""A line longer than this was broken because it was full."""
_NEW_LINE = re.compile(r"\s*([-–•*]|\d+[.)])\s")
"""The beginning of a line that is one of a list."""

_CUES = 60
"""Cues shown of a code; the form has them all."""


def flowing(text: str) -> str:
    """The text without the line ends that a codebook file has because its lines were full."""
    lines = text.split("\n")
    joined = [lines[0].rstrip()]
    for line, above in zip(lines[1:], lines, strict=False):
        first = line.split(" ", 1)[0]
        was_full = len(above.rstrip()) + 1 + len(first) > _BROKEN_AT
        if was_full and line.strip() and not line[:1].isspace() and not _NEW_LINE.match(line):
            joined[-1] += f" {line.strip()}"
        else:
            joined.append(line.rstrip())
    return "\n".join(joined)


class CodeDetail(VerticalScroll, inherit_bindings=False):
    """Shows definition, include, exclude, example, cues and memo of a code."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"detail.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "scroll_up", _("Up"), "up", _("One row up")),
            ("down", "scroll_down", _("Down"), "down", _("One row down")),
            ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
            ("pagedown", "page_down", _("Page down"), "page-down", _("One page down")),
            ("home", "scroll_home", _("Beginning"), "beginning", _("To the beginning")),
            ("end", "scroll_end", _("End"), "end", _("To the end")),
        )
    ]

    def compose(self) -> ComposeResult:
        yield Static(id="code-detail", markup=False)

    def show(self, codebook: Codebook, code: CodeId | None, counts: Mapping[CodeId, int]) -> None:
        """Show a code of the codebook, or with None what can be done in an empty one."""
        known = None if code is None else codebook.by_id.get(code)
        told = Content() if known is None else _told(codebook, known, counts)
        self.query_one("#code-detail", Static).update(told)


def _told(codebook: Codebook, code: Code, counts: Mapping[CodeId, int]) -> Content:
    colour = code_colours(codebook)[code.id]
    label = readable_id(code.id)
    parts = [
        Content.assemble(
            ("■ ", colour.hex),
            (f"{label}  " if label else "", "bold $accent"),
            (code.name, "bold"),
        ),
        Content.styled(" · ".join(_facts(codebook, code, counts)), "$quiet"),
    ]
    if code.revived:
        parts += [
            Content(),
            Content.styled(
                _("Deleted by somebody while another coded with it: delete it again or keep it."),
                "$warning",
            ),
        ]
    for heading, text in _texts(code):
        parts += [Content(), Content.styled(heading, "bold $primary"), Content(flowing(text))]
    if not code.definition:
        parts += [Content(), Content.styled(_("No definition yet."), "$quiet")]
    return Content("\n").join(parts)


def _facts(codebook: Codebook, code: Code, counts: Mapping[CodeId, int]) -> Iterator[str]:
    if code.parent is not None:
        above = codebook.by_id.get(code.parent)
        if above is not None:
            yield _("below {code}").format(code=above.short_name)
    if code.key:
        yield _("key {key}").format(key=code.key)
    own = counts.get(code.id, 0)
    yield ngettext("{n} coding", "{n} codings", own).format(n=grouped(own))
    if codebook.children(code.id):
        total = with_below(codebook, counts)[code.id]
        yield _("{n} with those below").format(n=grouped(total))


def _texts(code: Code) -> Iterator[tuple[str, str]]:
    shown = [cue.text if cue.rule == "lemma" else f"“{cue.text}”" for cue in code.cues[:_CUES]]
    more = len(code.cues) - len(shown)
    cues = ", ".join(shown) + (_(" … and {n} more").format(n=more) if more else "")
    every = (
        (_("Definition"), code.definition),
        (_("Include"), code.include),
        (_("Exclude"), code.exclude),
        (_("Example"), code.example),
        (_("Cues"), cues),
        (_("Memo"), code.memo),
    )
    return ((heading, text) for heading, text in every if text)
