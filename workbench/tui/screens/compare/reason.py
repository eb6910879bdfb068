"""Why something was settled as it was: one line, kept as a draft while it is typed."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.memo import MemoScreen


class ReasonField(Input):
    """Where the line is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.keep",
            _("Keep"),
            id="settle.keep-reason",
            tooltip=_("Keep the reason and close"),
        ),
    ]


class ReasonScreen(MemoScreen):
    """Edits one line; dismissed with it, or with None when given up."""

    def compose_field(self, text: str) -> ComposeResult:
        yield ReasonField(
            " ".join(text.split()),
            placeholder=_("In a sentence; it goes with the decision"),
            max_length=2000,
            id="memo-text",
        )

    @property
    def keep_key(self) -> str:
        return key_of(self.query_one(ReasonField), "settle.keep-reason")

    def start_typing(self) -> None:
        self.query_one("#memo").set_class(True, "-one-line")
        field = self.query_one(ReasonField)
        field.focus()
        field.cursor_position = len(field.value)

    @property
    def text(self) -> str:
        return self.query_one(ReasonField).value

    @on(Input.Changed)
    def _note_line(self) -> None:
        self.note_change()
