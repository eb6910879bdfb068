"""Ask before something is done: what is asked, what hangs on it, yes or no."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from workbench.text.translation import _
from workbench.tui.screens.dialog import Dialog


class ConfirmScreen(Dialog[bool | None]):
    """True for yes; None for no and for Esc. Enter takes the answer that has the keys: no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,j", "yes", _("Yes"), id="confirm.yes", tooltip=_("Do it")),
        Binding("escape,n", "no", _("No"), id="confirm.no", tooltip=_("Leave everything as it is")),
        Binding(
            "left,right",
            "other",
            _("Other"),
            show=False,
            id="confirm.other",
            tooltip=_("To the other answer"),
        ),
    ]

    def __init__(
        self, question: str, consequences: Sequence[str] = (), *, yes: str, no: str
    ) -> None:
        """`consequences` are told below the question, a line each; `yes` and `no` are answers."""
        super().__init__()
        self._question = question
        self._consequences = consequences
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        with Vertical(id="confirm", classes="dialog"):
            yield Static(Content.styled(self._question, "bold"), id="question")
            if self._consequences:
                lines = Content("\n").join(Content(line) for line in self._consequences)
                yield Static(lines, id="consequences")
            with Horizontal(id="answers"):
                yield Button(_answer("y", self._yes), id="yes", compact=True)
                yield Button(_answer("n", self._no), id="no", compact=True)

    def on_mount(self) -> None:
        self.query_one("#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.dismiss(True if event.button.id == "yes" else None)

    def action_yes(self) -> None:
        self.dismiss(True)

    def action_no(self) -> None:
        self.dismiss(None)

    def action_other(self) -> None:
        self.query_one("#yes" if self.query_one("#no").has_focus else "#no").focus()


def _answer(key: str, words: str) -> Content:
    return Content.assemble((key, "bold"), "  ", words)
