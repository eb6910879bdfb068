"""What is done from the list: the finished mark, memos, the codebook, undo and redo.

Invariant: what is done is done one after the other, in the order of the keys, and told when it is
on disk.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from workbench.errors import ProjectError, WorkbenchError
from workbench.model import InterviewId
from workbench.text.translation import _
from workbench.tui.screens.compare.opening import Comparing

if TYPE_CHECKING:
    from workbench.workflows.telling import Outcome

_LOOK_AGAIN = 0.01
"""Seconds, while the program is about to end."""

Deed = Callable[[], "Outcome | None"]
"""Writes something; None where there was nothing to write."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A memo as it is before it is edited."""

    subject: str
    title: str
    about: str
    text: str
    draft: str | None
    """What was typed and not written: the terminal closed, or somebody else was faster."""

    @property
    def told(self) -> tuple[str, ...]:
        """What stands above the field: beside a draft also what the memo says now."""
        if self.draft is None or not self.text or self.draft == self.text:
            return (self.about,)
        return self.about, _("It says now: {memo}").format(memo=self.text)


class InterviewDeeds(Comparing[None]):
    """Writes what is done to the interview under the cursor and to the project."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f",
            "finish",
            _("Finished"),
            id="interviews.finish",
            tooltip=_("Mark the interview as finished, or take the mark away"),
        ),
        Binding(
            "m",
            "note_interview",
            _("Memo"),
            show=False,
            id="interviews.memo",
            tooltip=_("Write a memo on the interview"),
        ),
        Binding(
            "M",
            "note_project",
            _("Project memo"),
            show=False,
            id="project.memo",
            tooltip=_("Write the memo on the whole project"),
        ),
        Binding(
            "b",
            "codebook",
            _("Codebook"),
            id="codebook.open",
            tooltip=_("See and change the codebook"),
        ),
        Binding(
            "t",
            "tables",
            _("Tables"),
            id="tables.open",
            tooltip=_("Count codes by cases, see what each figure rests on, compare"),
        ),
        Binding(
            "F",
            "find_passages",
            _("Find passages"),
            show=False,
            id="query.open",
            tooltip=_("Find passages by codes, cases and words"),
        ),
        Binding(
            "u",
            "undo",
            _("Undo"),
            show=False,
            id="project.undo",
            tooltip=_("Take back what you did last, also of before a restart"),
        ),
        Binding(
            "ctrl+r",
            "redo",
            _("Redo"),
            show=False,
            id="project.redo",
            tooltip=_("Do again what was undone"),
        ),
    ]

    class Done(Message):
        """A deed is on disk, or could not be done."""

        def __init__(self, outcome: "Outcome | None", error: WorkbenchError | None) -> None:
            super().__init__()
            self.outcome, self.error = outcome, error

    class MemoRead(Message):
        """The memo to be edited is there."""

        def __init__(self, noted: Noted, write: Callable[[str], Deed]) -> None:
            super().__init__()
            self.noted, self.write = noted, write

    said = ""
    """What was done last, or why it was not, until one goes on."""
    said_in_vain = False
    """Whether `said` tells of something that was not done."""

    def under_cursor(self) -> InterviewId | None:
        """The interview meant."""
        raise NotImplementedError

    def show_done(self, outcome: "Outcome | None") -> None:
        """Show what was done: read again, go to where it was."""
        raise NotImplementedError

    def tell_status(self) -> None:
        """Show `said`, and what is left."""
        raise NotImplementedError

    # -- one after the other ----------------------------------------------------------------

    @property
    def _deeds(self) -> deque[Deed]:
        waiting: deque[Deed] | None = self.__dict__.get("_waiting_deeds")
        if waiting is None:
            waiting = self.__dict__["_waiting_deeds"] = deque()
        return waiting

    def do(self, deed: Deed) -> None:
        """Carry a deed out after those that wait."""
        self._deeds.append(deed)
        if len(self._deeds) == 1:
            self._carry_out(deed)

    @work(thread=True, group="deeds", exit_on_error=False)
    def _carry_out(self, deed: Deed) -> None:
        outcome: Outcome | None = None
        failed: WorkbenchError | None = None
        try:
            outcome = deed()
        except WorkbenchError as error:
            failed = error
        finally:
            self.post_message(self.Done(outcome, failed))

    @on(Done)
    def _go_on(self, message: Done) -> None:
        self._deeds.popleft()
        if self._deeds:
            self._carry_out(self._deeds[0])
        if message.error is not None:
            self._tell_failed(message.error)
        elif message.outcome is not None:
            self.said, self.said_in_vain = message.outcome.told, False
        self.show_done(message.outcome)

    async def finish_writing(self) -> None:
        while self._deeds:
            await asyncio.sleep(_LOOK_AGAIN)

    def _tell_failed(self, error: WorkbenchError) -> None:
        if isinstance(error, ProjectError):
            self.tell(error)
        else:
            self.said, self.said_in_vain = str(error), True

    # -- what there is to do ----------------------------------------------------------------

    def action_finish(self) -> None:
        interview = self.under_cursor()
        if interview is not None:
            self.do(partial(self._turn_mark, interview))

    def _turn_mark(self, interview: InterviewId) -> "Outcome":
        finished = interview in self.workspace.finished()
        return self.workspace.finish(interview, not finished)

    def action_undo(self) -> None:
        self.do(self.workspace.undo)

    def action_redo(self) -> None:
        self.do(self.workspace.redo)

    def action_codebook(self) -> None:
        from workbench.tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.workspace), lambda _code: self.reload())

    def action_tables(self) -> None:
        from workbench.tui.screens.tables.screen import TablesScreen

        self.app.push_screen(TablesScreen(self.workspace), lambda _nothing: self.reload())

    def action_find_passages(self) -> None:
        from workbench.tui.screens.tables.query import QueryScreen

        self.app.push_screen(QueryScreen(self.workspace), lambda _nothing: self.reload())

    def action_note_interview(self) -> None:
        interview = self.under_cursor()
        if interview is not None:
            self.opening = True
            self._read_interview_memo(interview)

    def action_note_project(self) -> None:
        self.opening = True
        self._read_project_memo()

    @work(thread=True, group="memo", exclusive=True, exit_on_error=False)
    def _read_interview_memo(self, interview_id: InterviewId) -> None:
        subject = f"interview:{interview_id}"
        try:
            interview = self.workspace.interview(interview_id)
            noted = Noted(
                subject,
                _("Memo on interview {id}").format(id=interview.id),
                interview.title,
                interview.memo,
                self.workspace.draft(subject),
            )
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))
            return
        note = self.workspace.note_interview
        write = partial(partial, note, interview_id, before=noted.text)
        self.post_message(self.MemoRead(noted, lambda text: write(memo=text)))

    @work(thread=True, group="memo", exclusive=True, exit_on_error=False)
    def _read_project_memo(self) -> None:
        try:
            noted = Noted(
                "project",
                _("Memo on the project"),
                self.workspace.title,
                self.workspace.project_memo(),
                self.workspace.draft("project"),
            )
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))
            return
        write = partial(partial, self.workspace.note_project, before=noted.text)
        self.post_message(self.MemoRead(noted, lambda text: write(memo=text)))

    @on(MemoRead)
    def _edit_memo(self, message: MemoRead) -> None:
        from workbench.tui.screens.memo import MemoScreen

        self.opening = False
        noted = message.noted
        keep_draft = partial(self.workspace.keep_draft, noted.subject)

        def written(text: str | None) -> None:
            if text is not None and text != noted.text:
                self.do(partial(_kept, message.write(text), text, keep_draft))

        self.app.push_screen(
            MemoScreen(noted.title, noted.told, noted.text, noted.draft, keep_draft), written
        )


def _kept(deed: Deed, text: str, keep_draft: Callable[[str], None]) -> "Outcome | None":
    """Write the memo; the draft goes once that is on disk, and holds everything if it is not."""
    try:
        outcome = deed()
    except WorkbenchError:
        keep_draft(text)
        raise
    keep_draft("")
    return outcome
