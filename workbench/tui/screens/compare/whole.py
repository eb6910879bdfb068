"""Both codings of a disagreement whole, and what the book says of their codes."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from workbench.model import Codebook, CodeId, Coding, Interview
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.compare.sides import There
from workbench.tui.widgets.compare.telling import (
    Ink,
    told_decision,
    told_definitions,
    told_heading,
    told_side,
)


class WholeText(VerticalScroll, inherit_bindings=False):
    """Scrolls where there is not room for all."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"whole.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "scroll_up", _("Up"), "up", _("One row up")),
            ("down", "scroll_down", _("Down"), "down", _("One row down")),
            ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
            ("pagedown,space", "page_down", _("Page down"), "page-down", _("One page down")),
        )
    ]


class WholeScreen(Dialog[None]):
    """Shows everything about one disagreement, to be read together."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,i,q",
            "dismiss",
            _("Close"),
            id="whole.close",
            tooltip=_("Close and go on where one was"),
        ),
    ]

    def __init__(self, there: There, interview: Interview, codebook: Codebook, ink: Ink) -> None:
        super().__init__()
        self._there, self._interview = there, interview
        self._codebook, self._ink = codebook, ink

    def compose(self) -> ComposeResult:
        with WholeText(id="whole", classes="dialog") as panel:
            panel.border_title = _("Both codings, and the book")
            panel.border_subtitle = _("{close} closes").format(close=key_of(self, "whole.close"))
            yield Static(Content("\n").join(self._lines()), markup=False)

    def on_mount(self) -> None:
        self.query_one(WholeText).focus()

    def _lines(self) -> Iterator[Content]:
        there, listed = self._there, self._there.listed
        if listed is None:
            return
        disagreement = listed.disagreement
        yield told_heading(listed)
        sides = zip(there.coders, (disagreement.first, disagreement.second), strict=True)
        for coder, coding in sides:
            yield Content("")
            yield from told_side(coder, coding, self._codebook, ink=self._ink, short=False)
            if coding is not None:
                yield Content.styled(f"  “{self._words(coding)}”", "italic")
        decision = list(
            told_decision(
                listed.settled,
                there.made,
                self._codebook,
                coders=there.coders,
                draft=there.draft,
            )
        )
        if decision:
            yield Content("")
            yield from decision
        for code in self._with_parents(listed.codes):
            yield Content("")
            yield from told_definitions([code], self._codebook, ink=self._ink, short=False)

    def _words(self, coding: Coding) -> str:
        return " ".join(self._interview.text[coding.span.start : coding.span.end].split())

    def _with_parents(self, codes: tuple[CodeId, ...]) -> list[CodeId]:
        """The codes and those above them, each once, a code above those below it."""
        found: dict[CodeId, None] = {}
        for code in codes:
            line = []
            at: CodeId | None = code
            while at is not None and at in self._codebook.by_id:
                line.append(at)
                at = self._codebook.by_id[at].parent
            found.update(dict.fromkeys(reversed(line)))
        return list(found)
