"""The ground of the coding screen: one interview read, followed, written to, told about.

Invariant: what is on the screen is what is on disk, at most one second and one loading behind;
`loaded.coded` and the pane change together.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Footer
from textual.worker import get_current_worker

from workbench.errors import LockedError, WorkbenchError
from workbench.model import (
    Coding,
    CodingId,
    InterviewId,
    Reference,
    Span,
)
from workbench.text.translation import _
from workbench.tui.collecting import keep, let_go
from workbench.tui.loading import LoadedInterview, load_interview
from workbench.tui.screens.compare.opening import Comparing
from workbench.tui.scribe import Prepare, Scribe, Written
from workbench.tui.widgets.inspector import Inspector
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.transcript import TranscriptView

if TYPE_CHECKING:
    from workbench.workflows.opening import News, Workspace
    from workbench.workflows.telling import Outcome

_LET_GO_AFTER = 1.0
"""Seconds after leaving until the memory of the interview is gone through."""
_REMEMBER_AFTER = 0.5
"""Seconds after the last move until the place is written down."""
_HEIGHTS: list[tuple[int, str]] | None = [(0, "-tiny"), (12, "-low"), (30, "-high")]
"""Style classes by rows: in fewer than 12 there is room for the words and for what is said."""


@dataclass(slots=True)
class Made:
    """A coding that was made or changed, perhaps not on disk yet."""

    moves: int
    """How often one had moved then."""
    coding: CodingId | None = None
    before: "Made | None" = None
    """What was made before it, for where this comes to nothing."""

    def known(self) -> CodingId | None:
        """The coding, or the one before where none came of it."""
        return self.coding or (None if self.before is None else self.before.known())


class DeskGround(Comparing[InterviewId]):
    """Owns the interview and the queue of what is written."""

    VERTICAL_BREAKPOINTS = _HEIGHTS

    class Loaded(Message):
        """An interview has been read from the project."""

        def __init__(self, loaded: LoadedInterview) -> None:
            super().__init__()
            self.loaded = loaded

    class Gone(Message):
        """The interview asked for could not be read."""

        def __init__(self, interview: InterviewId, error: WorkbenchError) -> None:
            super().__init__()
            self.interview = interview
            self.error = error

    def __init__(
        self,
        workspace: "Workspace",
        interview: InterviewId,
        *,
        walk: tuple[InterviewId, ...],
        places: dict[InterviewId, int],
        at: Reference | None = None,
        every: tuple[InterviewId, ...] = (),
    ) -> None:
        """`walk` is the order of next and previous; `places` remembers where one was.

        `every` are all interviews there are, also those that the list does not show.
        """
        super().__init__(workspace)
        self.wanted = interview
        self.order = walk
        self.every = every or walk
        self.loaded: LoadedInterview | None = None
        self._made: Made | None = None
        """The coding made or changed last, also while it is being written."""
        self._places = places
        self._at = at
        self._said = ("", 0)
        """What was said, and after how many moves."""
        self._led = 0
        """How many of the moves were not the coder's own."""
        self.waiting = False
        self._is_gone = False
        """Whether the interview has been taken out of the project."""
        self._remembering: Timer | None = None
        self.scribe: Scribe[News] = Scribe(
            lambda: partial(workspace.news, self.shown_revision or 0, self._shown_interview),
            wake=lambda: self.app.run_worker(
                self.scribe.run(), name="scribe", group="scribe", exit_on_error=False
            ),
            done=self._settle,
            failed=self.tell,
            waiting=self._tell_waiting,
        )

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        with Container(id="desk"):
            yield TranscriptView(id="transcript")
            yield from self.compose_side()
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def compose_side(self) -> ComposeResult:
        """What stands beside the transcript."""
        yield Inspector(id="inspector")

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def inspector(self) -> Inspector:
        return self.query_one(Inspector)

    def on_mount(self) -> None:
        self.view.focus()
        self.refresh_told()
        self.reload()

    def on_unmount(self) -> None:
        """Leave nothing behind that is large."""
        self.loaded = None
        self.app.set_timer(_LET_GO_AFTER, let_go)

    async def finish_writing(self) -> None:
        """Wait until every key pressed so far has been done, and note where one is."""
        await self.scribe.drain()
        if self.loaded is not None and self.loaded.interview.id in self._places:
            # No place is worth staying for: the disk may be full, or the file not to be written.
            with suppress(WorkbenchError):
                await asyncio.to_thread(self._remember, self.loaded.interview.id, self.view.place)

    # Reading

    def reload(self) -> None:
        """Read what is new; at first, everything."""
        if self.loaded is None or self.loaded.interview.id != self.wanted:
            self._load(self.wanted)
        else:
            self.scribe.ask()

    def go_to_interview(self, interview: InterviewId, at: Reference | None = None) -> None:
        """Leave this interview for another one, once what was asked for here is done."""
        self.wanted, self._at = interview, at

        def leave() -> None:
            if self.wanted == interview:
                self._load(interview)

        self.scribe.do(leave)

    @property
    def _shown_interview(self) -> InterviewId:
        return self.wanted if self.loaded is None else self.loaded.interview.id

    def compare_from(self) -> tuple[InterviewId | None, int | None]:
        return self._shown_interview, self.view.place

    def leave_for_the_list(self) -> None:
        """Close this screen, once what was asked for is done."""

        def leave() -> None:
            if self.is_active:
                self.dismiss(self.wanted)

        self.scribe.do(leave)

    @work(thread=True, exclusive=True, group="interview", exit_on_error=False)
    def _load(self, interview: InterviewId) -> None:
        worker = get_current_worker()
        try:
            loaded = load_interview(self.workspace, interview)
        except WorkbenchError as error:
            self.post_message(self.Gone(interview, error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(loaded))

    @on(Loaded)
    def _show_loaded(self, message: Loaded) -> None:
        loaded = message.loaded
        if loaded.interview.id != self.wanted:
            return
        before, self.loaded = self.loaded, loaded
        self.shown_revision = loaded.revision
        same = before is not None and before.interview.text == loaded.interview.text
        self.about_to_show()
        if before is None or before.interview.id != loaded.interview.id or not same:
            self._made, self._said = None, ("", 0)
            place = self._place_in(loaded)
        else:
            place = self.view.place
        self.view.read(loaded.page, coded=loaded.coded, codebook=loaded.codebook, place=place)
        self.interview_shown()
        self.refresh_told()
        keep()

    def _place_in(self, loaded: LoadedInterview) -> int | None:
        """Where to begin: at the reference asked for, else where one was, else nowhere special."""
        at, self._at = self._at, None
        if at is None:
            return self._places.get(loaded.interview.id)
        turn = loaded.interview.turn(at.turn)
        if turn is None:
            self.notify(
                _("There is no turn {number} in this interview.").format(number=at.turn),
                severity="warning",
                markup=False,
            )
            return None
        return min(turn.start + at.offset, max(turn.start, turn.end - 1))

    @on(Gone)
    def _leave_gone(self, message: Gone) -> None:
        self.tell(message.error)
        if self.loaded is None or message.interview == self.loaded.interview.id:
            self._is_gone = True
            self._leave_if_gone()
        else:
            self.wanted = self.loaded.interview.id

    def on_screen_resume(self) -> None:
        self._leave_if_gone()

    def _leave_if_gone(self) -> None:
        """Leave an interview that is no more; not under a dialog, whose words would be lost."""
        if self._is_gone and self.is_active:
            self.dismiss(None)

    # Writing

    def write(
        self, prepare: Prepare, then: "Callable[[Written[News]], None] | None" = None
    ) -> None:
        """Do something to the project when its turn has come, and `then` go on."""
        made = self._made = Made(self.view.moves, before=self.made)

        def settled(written: "Written[News]") -> None:
            made.coding = None if written.outcome is None else written.outcome.coding
            if then is not None:
                then(written)

        self.scribe.do(prepare, settled)

    def when_written(self, go_on: Callable[[], None]) -> None:
        """Go on once what was asked for before is done; keys wait for it."""
        if self.scribe.idle:
            go_on()
            return
        self.opening = True

        def now() -> None:
            self.opening = False
            go_on()

        self.scribe.do(now)

    @property
    def own_moves(self) -> int:
        """How often the coder has moved, where she was led not counted."""
        return self.view.moves - self._led

    def mean(self, coding: Coding) -> None:
        """Directions, memos and the like are for this coding now, until one moves."""
        self._made = Made(self.view.moves, coding=coding.id)
        self.refresh_told()

    @property
    def made(self) -> "Made | None":
        """What was made or changed last, until one moves."""
        made = self._made
        return made if made is not None and made.moves == self.view.moves else None

    def _settle(self, written: "Written[News]") -> None:
        """Show what is on disk now, and say what was done."""
        outcome, news = written.outcome, written.news
        if outcome is not None:
            self.say(outcome.told)
        self._take_in(news)
        self.refresh_told()

    def _take_in(self, news: "News") -> None:
        loaded = self.loaded
        if loaded is None or news.revision <= (self.shown_revision or 0):
            return
        if news.everything or news.interview:
            self._load(self.wanted)
            return
        self.shown_revision = news.revision
        if news.changed or news.gone or news.decisions:
            self.taught()
        if news.changed or news.gone:
            loaded.coded.revise({*news.gone, *(each.id for each in news.changed)}, news.revised)
            self._recode(loaded, news.changed, news.gone)
        if news.codebook is not None:
            self.loaded = replace(loaded, codebook=news.codebook)
            self.view.recolour(loaded.coded, news.codebook)
            self.codebook_changed()
            self.taught()
        if news.decisions or news.others:
            self.marks_changed(loaded.interview.id)

    def _recode(
        self,
        loaded: LoadedInterview,
        changed: tuple[Coding, ...],
        gone: frozenset[CodingId],
    ) -> None:
        touched = {*gone, *(coding.id for coding in changed)}
        before = [was for each in touched if (was := loaded.coded.get(each)) is not None]
        for coding_id in gone:
            loaded.coded.drop(coding_id)
        for coding in changed:
            loaded.coded.put(coding)
        self.view.recode(changed, gone)
        for coding in (*before, *changed):
            self.coding_touched(coding.span)
        for code, step in [(each.code, -1) for each in before] + [
            (each.code, 1) for each in changed
        ]:
            loaded.counts[code] = loaded.counts.get(code, 0) + step
        self.counts_changed()

    def about_to_show(self) -> None:
        """An interview is about to be shown, another one or the same read anew."""

    def interview_shown(self) -> None:
        """An interview has been read anew."""

    def taught(self) -> None:
        """There is something to be learnt from: codings, answers, another codebook."""

    def coding_touched(self, span: Span) -> None:
        """A coding has come or gone here."""

    def marks_changed(self, interview: InterviewId) -> None:
        """Answers to suggestions, finished marks or other interviews have changed."""

    def counts_changed(self) -> None:
        """`loaded.counts` are others now."""

    def codebook_changed(self) -> None:
        """`loaded.codebook` is another one now."""

    def done_elsewhere(self, outcome: "Outcome | None") -> None:
        """A dialog has written something itself: show it."""
        if outcome is None:
            return
        made = self._made = Made(self.view.moves, coding=outcome.coding)
        self.scribe.ask(lambda _written: self.say(outcome.told) if made is self._made else None)

    def go_on_to(self, place: int) -> None:
        """Move on after something was done, without forgetting what was done."""
        made, said, moves = self.made, self.said, self.view.moves
        self.view.go_to(place)
        self._led += self.view.moves - moves
        if made is not None:
            made.moves = self.view.moves
        if said:
            self.say(said)

    # Telling

    def say(self, words: str) -> None:
        """Say something in the status line, until the next move."""
        self._said = (words, self.view.moves)
        self.refresh_told()

    @property
    def said(self) -> str:
        """What was said since the last move."""
        words, moves = self._said
        return words if moves == self.view.moves else ""

    def _tell_waiting(self, waiting: bool) -> None:
        self.waiting = waiting
        self.refresh_told()

    @on(TranscriptView.Moved)
    def _follow_place(self) -> None:
        if self.loaded is not None:
            self._places[self.loaded.interview.id] = self.view.place
            self._remember_soon()
        self.refresh_told()

    def refresh_told(self) -> None:
        """Bring heading, status and inspector up to date."""

    def _remember_soon(self) -> None:
        """Write the place down, once one has stopped moving for a moment."""
        if self._remembering is not None:
            self._remembering.stop()
        self._remembering = self.set_timer(_REMEMBER_AFTER, self._remember_now)

    @work(thread=True, group="remember", exit_on_error=False)
    def _remember_now(self) -> None:
        loaded = self.loaded
        if loaded is None:
            return
        try:
            self._remember(loaded.interview.id, self.view.place)
        except LockedError:
            # The next move, or leaving, notes it; what is waited for is told already.
            return
        except WorkbenchError as error:
            self.post_message(self.Failed(error))

    def _remember(self, interview: InterviewId, place: int) -> None:
        if self.workspace.coder is not None:
            self.workspace.remember(interview, place)
