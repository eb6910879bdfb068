"""Suggestions on the coding screen: asked for, shown, made anew; what was answered, read again."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message
from textual.timer import Timer

from workbench.errors import WorkbenchError
from workbench.model import CodeId, Confidence, Decision, InterviewId, Span, Suggestion
from workbench.tui.screens.desk.ground import DeskGround
from workbench.tui.widgets.transcript import Offered

if TYPE_CHECKING:
    from concurrent.futures import Future

_ASK_AFTER = 3.0
"""Seconds after the last coding until suggestions are made anew."""


class Advice(DeskGround):
    """Owns what is suggested for the interview."""

    class Reread(Message):
        """Decisions, finished marks and counts of codes as they are now."""

        def __init__(
            self,
            interview: InterviewId,
            decisions: list[Decision],
            finished: frozenset[InterviewId],
            counts: dict[CodeId, int],
            accepted: dict[Confidence, tuple[int, int]],
        ) -> None:
            super().__init__()
            self.interview = interview
            self.decisions = decisions
            self.finished = finished
            self.counts = counts
            self.accepted = accepted

    class Advised(Message):
        """Suggestions for an interview have been computed, or could not be."""

        def __init__(
            self,
            interview: InterviewId,
            suggestions: list[Suggestion],
            error: WorkbenchError | None = None,
        ) -> None:
            super().__init__()
            self.interview = interview
            self.suggestions = suggestions
            self.error = error

    offered: Offered | None = None
    advice_pending = False
    """Suggestions have been asked for and are not there yet."""
    _asking_again: Timer | None = None

    def about_to_show(self) -> None:
        self.offered, self.advice_pending = None, False

    def interview_shown(self) -> None:
        if self.loaded is not None:
            self._ask_advice(self.loaded.interview.id)

    def on_unmount(self) -> None:
        self.offered = None

    def show_offers(self) -> None:
        """Underline what is suggested."""
        self.view.offer(self.offered)

    def taught(self) -> None:
        """Every coding and answer teaches: once the coder pauses, suggestions are made anew."""
        if self._asking_again is not None:
            self._asking_again.stop()
        self._asking_again = self.set_timer(_ASK_AFTER, self._ask_again)

    def _ask_again(self) -> None:
        if self.loaded is not None and not self.advice_pending:
            self._ask_advice(self.loaded.interview.id)

    def _ask_advice(self, interview: InterviewId) -> None:
        """Those there are stay until the new ones come."""
        asked = self.workspace.suggest(interview)
        if asked is not None:
            self.advice_pending = True
            asked.add_done_callback(
                lambda done: None if done.cancelled() else self._advised(interview, done)
            )

    def _advised(self, interview: InterviewId, done: "Future[list[Suggestion]]") -> None:
        """Called in the adviser's thread."""
        error = done.exception()
        if isinstance(error, WorkbenchError):
            self.post_message(self.Advised(interview, [], error))
        elif error is None:
            self.post_message(self.Advised(interview, done.result()))

    @on(Advised)
    def _show_advice(self, message: Advised) -> None:
        loaded = self.loaded
        if loaded is None or message.interview != loaded.interview.id:
            return
        self.advice_pending = False
        if message.error is not None:
            self.tell(message.error)
            return
        before, self.offered = (
            self.offered,
            Offered(
                message.suggestions,
                decisions=loaded.decisions,
                coded=loaded.coded,
                codebook=loaded.codebook,
            ),
        )
        if before is not None:
            self.offered.skipped_before(before)
        self.show_offers()
        self.refresh_told()

    def marks_changed(self, interview: InterviewId) -> None:
        self._reread(interview)

    @work(thread=True, exclusive=True, group="reread", exit_on_error=False)
    def _reread(self, interview: InterviewId) -> None:
        try:
            decisions = self.workspace.decisions(interview)
            finished = self.workspace.finished()
            counts = self.workspace.code_counts()
            accepted = self.workspace.accepted_shares()
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        self.post_message(self.Reread(interview, decisions, finished, counts, accepted))

    @on(Reread)
    def _take_reread(self, message: Reread) -> None:
        loaded = self.loaded
        if loaded is None or message.interview != loaded.interview.id:
            return
        self.loaded = replace(
            loaded,
            decisions=message.decisions,
            finished=message.finished,
            counts=message.counts,
            accepted=message.accepted,
        )
        self.counts_changed()
        if self.offered is not None:
            self.offered.answer(message.decisions)
            self.show_offers()
        self.refresh_told()

    def coding_touched(self, span: Span) -> None:
        if self.offered is not None:
            for passage in self.offered.look_again(span):
                self.view.offers_changed(passage)
