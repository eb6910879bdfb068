"""A screen on a project that other processes may change at any time.

Invariant: what is shown is at most one second and one loading behind what is on disk, and a screen
that is covered asks nothing.
"""

from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from workbench.errors import WorkbenchError
from workbench.text.translation import _

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace

_Result = TypeVar("_Result")

_EVERY = 0.5
"""Seconds between two looks at the project's revision."""
_READ = 4.0
"""Seconds in which the same is not said again: it still stands on the screen."""


_HEIGHTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-high")]
"""Style classes by rows of the screen: there is room for air from 30 on."""


class ProjectScreen(Screen[_Result], inherit_bindings=False):
    """Knows the workspace, looks for changes by others, and tells what went wrong."""

    VERTICAL_BREAKPOINTS = _HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "app.focus_next",
            _("Next part"),
            show=False,
            id="screen.next-part",
            tooltip=_("To the next part of the screen"),
        ),
        Binding(
            "shift+tab",
            "app.focus_previous",
            _("Previous part"),
            show=False,
            id="screen.previous-part",
            tooltip=_("To the previous part of the screen"),
        ),
    ]

    class RevisionSeen(Message):
        """The number of the project's latest change."""

        def __init__(self, revision: int) -> None:
            super().__init__()
            self.revision = revision

    class Failed(Message):
        """The workspace could not answer; `opening`: what a dialog was to begin with."""

        def __init__(self, error: WorkbenchError, *, opening: bool = False) -> None:
            super().__init__()
            self.error = error
            self.opening = opening

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__()
        self.workspace = workspace
        self.shown_revision: int | None = None
        """Of what is on the screen; None until something is."""
        self.opening = False
        """Whether a dialog is about to come: keys wait for it."""
        self._asking = False
        self._told = ""
        self._last_words, self._last_said = "", 0.0
        """What was said last, and when."""

    def on_mount(self) -> None:
        self.set_interval(_EVERY, self.look_for_changes)

    def on_screen_resume(self) -> None:
        self.look_for_changes()

    @property
    def is_left(self) -> bool:
        """Whether it has been closed: its parts may be gone before it is."""
        return self not in self.app.screen_stack

    def look_for_changes(self) -> None:
        """Ask whether anyone has written, unless the answer to the last question is due."""
        if self.is_current and not self._asking and self.shown_revision is not None:
            self._asking = True
            self._ask_revision()

    async def finish_writing(self) -> None:
        """Wait until every key pressed so far has been done, before the program ends."""

    def reload(self) -> None:
        """Show what the project holds now, without moving."""
        raise NotImplementedError

    def on_project_screen_revision_seen(self, message: RevisionSeen) -> None:
        self._asking = False
        self._told = ""
        if message.revision != self.shown_revision:
            self.reload()

    def on_project_screen_failed(self, message: Failed) -> None:
        self._asking = False
        if message.opening:
            self.opening = False
        self.tell(message.error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What no one foresaw is said as well: a worker never fails in silence."""
        if event.state is WorkerState.ERROR:
            self._asking = self.opening = False
            self._say(str(event.worker.error) or type(event.worker.error).__name__)

    def tell(self, error: WorkbenchError) -> None:
        """Say what went wrong and what to do about it."""
        self._say(str(error))

    def _say(self, what: str) -> None:
        """Once, until something has succeeded meanwhile and it is no longer on the screen."""
        still_read = what == self._last_words and monotonic() - self._last_said < _READ
        if what != self._told and not still_read:
            self._told = self._last_words = what
            self._last_said = monotonic()
            self.notify(what, title=_("That did not work"), severity="error", markup=False)

    @work(thread=True, group="revision", exit_on_error=False)
    def _ask_revision(self) -> None:
        try:
            self.post_message(self.RevisionSeen(self.workspace.revision()))
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
