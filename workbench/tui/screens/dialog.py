"""What the dialogs share: a panel over the screen, and writing that loses nothing when it fails.

Invariant: a dialog that writes closes when what was typed is on disk, and stays as it is when the
writing fails.
"""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from workbench.errors import WorkbenchError
from workbench.text.translation import _

Result = TypeVar("Result")

_HEIGHTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-high")]
"""Style classes by rows of the screen: there is room for air from 30 on."""


_STYLES = Path(__file__).parents[1] / "codebook.tcss"
"""Not relative: that would be to whichever module a dialog stands in."""


class Dialog(ModalScreen[Result], inherit_bindings=False):
    """A panel in the middle of the screen, dismissed with its result; Esc gives None."""

    CSS_PATH = _STYLES
    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "app.focus_next",
            _("Next field"),
            show=False,
            id="dialog.next-field",
            tooltip=_("To the next field"),
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            _("Previous field"),
            show=False,
            id="dialog.previous-field",
            tooltip=_("To the previous field"),
        ),
    ]


class Problem(Static):
    """Says what is wrong; takes no room while nothing is."""

    DEFAULT_CSS = "Problem { height: auto; padding: 0 1; color: $error; }"

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.display = False

    def say(self, words: str) -> None:
        """Show these words; none hides the row."""
        self.display = bool(words)
        # The sign keeps it a warning where there is no colour.
        self.update(Content(f"! {words}" if words else ""))


class WritingDialog(Dialog[Result], Generic[Result]):
    """Writes in a worker thread, and closes with the outcome."""

    class Done(Message):
        """What was typed is on disk."""

        def __init__(self, outcome: object) -> None:
            super().__init__()
            self.outcome = outcome

    class Failed(Message):
        """It could not be written."""

        def __init__(self, error: WorkbenchError) -> None:
            super().__init__()
            self.error = error

    def __init__(self) -> None:
        super().__init__()
        self._writing = False

    def write(self, deed: Callable[[], Result]) -> None:
        """Carry out `deed` unless one is under way; close with what it returns."""
        if not self._writing:
            self._writing = True
            self._carry_out(deed)

    @work(thread=True, group="writing", exit_on_error=False)
    def _carry_out(self, deed: Callable[[], Result]) -> None:
        try:
            outcome = deed()
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Done(outcome))

    def on_writing_dialog_done(self, message: Done) -> None:
        # The worker returned a Result; messages carry no type of their own.
        self.dismiss(message.outcome)  # type: ignore[arg-type]

    def on_writing_dialog_failed(self, message: Failed) -> None:
        self._writing = False
        self.query_one(Problem).say(str(message.error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What no one foresaw is said as well: a worker never fails in silence."""
        if event.state is WorkerState.ERROR:
            self._writing = False
            self.query_one(Problem).say(
                str(event.worker.error) or type(event.worker.error).__name__
            )
