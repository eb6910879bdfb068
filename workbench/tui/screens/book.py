"""A screen that changes the codebook.

Invariant: one change at a time, in the order of the keys, each worked out on the codebook as it is
on disk; nothing is shown as done before it is written.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.worker import Worker, WorkerState, get_current_worker

from workbench.errors import InputError, WorkbenchError
from workbench.model import Code, Codebook, CodeId
from workbench.text.translation import _
from workbench.tui.screens.watching import ProjectScreen
from workbench.workflows.rearranging import rebased

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.telling import Outcome

Deed = Callable[[], "Outcome | None"]
"""Writes one action, outside the screen's thread; None where there was nothing to do."""


@dataclass(frozen=True, slots=True)
class LoadedBook:
    """The codebook with this coder's codings counted."""

    revision: int
    codebook: Codebook
    counts: dict[CodeId, int]


def load_book(workspace: "Workspace") -> LoadedBook:
    """Ask for the codebook; the revision first. Raises WorkbenchError."""
    return LoadedBook(workspace.revision(), workspace.codebook(), workspace.code_counts())


class BookScreen(ProjectScreen[CodeId]):
    """Reads the codebook, and writes changes one after the other."""

    class Loaded(Message):
        """The codebook has been read."""

        def __init__(self, loaded: LoadedBook) -> None:
            super().__init__()
            self.loaded = loaded

    class Written(Message):
        """A change is on disk, or could not be written; with the codebook as it is now."""

        def __init__(
            self,
            outcome: "Outcome | None",
            loaded: LoadedBook | None,
            error: WorkbenchError | None = None,
        ) -> None:
            super().__init__()
            self.outcome, self.loaded, self.error = outcome, loaded, error

    class Asked(Message):
        """What was asked of the project before a dialog is there: open it."""

        def __init__(self, open_dialog: Callable[[], None]) -> None:
            super().__init__()
            self.open_dialog = open_dialog

    def __init__(self, workspace: "Workspace", *, at: CodeId | None = None) -> None:
        """`at` is the code to begin with."""
        super().__init__(workspace)
        self._wanted = at
        """The code to put the cursor on when the book is shown next."""
        self._loaded: LoadedBook | None = None
        self._waiting: deque[Deed] = deque()
        self._writing = False
        self._done = ""
        """What was done last, in words."""

    def show_book(self, loaded: LoadedBook, *, at: CodeId | None) -> None:
        """Show the codebook as it is now, with the cursor on `at` if that is given."""
        raise NotImplementedError

    @property
    def _book(self) -> Codebook:
        return Codebook() if self._loaded is None else self._loaded.codebook

    @property
    def _counts(self) -> dict[CodeId, int]:
        return {} if self._loaded is None else self._loaded.counts

    def reload(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, group="book", exit_on_error=False)
    def _load(self) -> None:
        worker = get_current_worker()
        try:
            loaded = load_book(self.workspace)
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(loaded))

    @on(Loaded)
    def _show_loaded(self, message: Loaded) -> None:
        self._show(message.loaded)

    def _show(self, loaded: LoadedBook) -> None:
        if self._loaded is None or loaded.revision >= self._loaded.revision:
            self._loaded, self.shown_revision = loaded, loaded.revision
            at, self._wanted = self._wanted, None
            self.show_book(loaded, at=at)

    def _do(self, deed: Deed) -> None:
        self._waiting.append(deed)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._writing:
            self._writing = True
            self._write(self._waiting.popleft())

    @work(thread=True, group="writing", exit_on_error=False)
    def _write(self, deed: Deed) -> None:
        try:
            outcome = deed()
            self.post_message(self.Written(outcome, load_book(self.workspace)))
        except WorkbenchError as error:
            self.post_message(self.Written(None, None, error))

    @on(Written)
    def _show_written(self, message: Written) -> None:
        self._writing = False
        if message.error is not None:
            self._told = ""
            self.tell(message.error)
            self.reload()
        elif message.loaded is not None:
            self._note(message.outcome)
            self._show(message.loaded)
        self._go_on()

    def _note(self, outcome: "Outcome | None") -> None:
        if outcome is not None:
            self._wanted, self._done = outcome.code, outcome.told

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.group == "writing":
            self._writing = False
            self._go_on()

    def _returned(self, outcome: "Outcome | None") -> None:
        """A dialog has written what it asked for."""
        if outcome is not None:
            self._note(outcome)
            self.reload()

    def _save(self, before: Code, after: Code) -> "Outcome":
        """Write what was changed of a code. Raises WorkbenchError."""
        now = self.workspace.codebook().by_id.get(before.id)
        if now is None:
            raise InputError(
                _("The code “{name}” is no longer in the codebook.").format(name=before.name),
                _("Somebody else has deleted it; their undo brings it back."),
            )
        return self.workspace.put_code(rebased(before, after, now=now))

    def _ask_project(self, question: Callable[[], Callable[[], None]]) -> None:
        """Ask in a thread for what a dialog tells, then open it."""
        self.opening = True
        self._ask_in_thread(question)

    @work(thread=True, group="asking", exit_on_error=False)
    def _ask_in_thread(self, question: Callable[[], Callable[[], None]]) -> None:
        try:
            self.post_message(self.Asked(question()))
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))

    @on(Asked)
    def _open_dialog(self, message: Asked) -> None:
        self.opening = False
        if self.is_active:
            message.open_dialog()
