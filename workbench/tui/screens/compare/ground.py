"""The ground of the compare screen: two coders' interviews read, followed, written to.

Invariant: what is on the screen is what is on disk, at most one second and one loading behind; the
codings held here and the view change together.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.message import Message
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model import Codebook, CodingId, DisagreementKind, InterviewId, PairKey, Reference
from workbench.tui.collecting import keep, let_go
from workbench.tui.screens.compare.loading import (
    LoadedPair,
    LoadedSides,
    Update,
    load_pair,
    load_sides,
    read_update,
)
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.scribe import Prepare, Scribe, Written
from workbench.tui.widgets.compare import ComparedShown, ComparedView, Standing
from workbench.tui.widgets.compare.disagreement_list import DisagreementList
from workbench.tui.widgets.compare.listed import Listed
from workbench.tui.widgets.compare.names import MarginNames
from workbench.tui.widgets.compare.rows import Rows
from workbench.tui.widgets.compare.sides import Sides
from workbench.tui.widgets.line import Line

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.pairing import Pair

_LET_GO_AFTER = 1.0
"""Seconds after leaving until the memory of the interview is gone through."""


class CompareGround(ProjectScreen[InterviewId]):
    """Owns the pair, the interview shown, and the queue of what is written."""

    class Loaded(Message):
        """The pair has been read."""

        def __init__(self, loaded: LoadedPair) -> None:
            super().__init__()
            self.loaded = loaded

    class SidesLoaded(Message):
        """An interview has been read."""

        def __init__(self, sides: LoadedSides) -> None:
            super().__init__()
            self.sides = sides

    def __init__(
        self,
        workspace: "Workspace",
        pair: "Pair",
        *,
        interview: InterviewId | None = None,
        place: int | None = None,
        at: Reference | None = None,
    ) -> None:
        """`interview` with `place`, or `at`, is where one was: what differs near it is shown."""
        super().__init__(workspace)
        self.pair = pair
        self.loaded: LoadedPair | None = None
        self.sides: LoadedSides | None = None
        self.current: Listed | None = None
        """The disagreement one is at."""
        self.wanted: InterviewId | None = interview if at is None else at.interview
        """The interview that is shown, or about to be."""
        self._begin_at = place
        self._at = at
        self._goal: PairKey | None = None
        """The disagreement to be at once its interview is shown."""
        self._said = ("", 0)
        """What was said, and after how many moves."""
        self._stands_for: tuple[Rows | None, InterviewId | None] = (None, None)
        self._stands = Standing()
        self.waiting = False
        self.with_direction = False
        """Whether unlike directions are disagreements, too."""
        self.scribe: Scribe[Update] = Scribe(
            self._what_is_new,
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
        yield from self.compose_filter()
        with Container(id="compared"):
            with Vertical(id="between"):
                yield MarginNames(id="margin-names")
                yield ComparedView(id="transcript")
            with Vertical(id="beside"):
                yield DisagreementList(id="differences")
                yield Sides(id="sides")
        yield Static(id="nothing", markup=False)
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def compose_filter(self) -> ComposeResult:
        """Where the words to look for are typed."""
        yield from ()

    @property
    def view(self) -> ComparedView:
        return self.query_one(ComparedView)

    @property
    def differences(self) -> DisagreementList:
        return self.query_one(DisagreementList)

    @property
    def codebook(self) -> Codebook:
        return Codebook() if self.loaded is None else self.loaded.codebook

    def on_mount(self) -> None:
        self.query_one("#nothing").display = False
        self.view.focus()
        self.opening = True
        self.refresh_told()
        self._load()

    def on_unmount(self) -> None:
        """Leave nothing behind that is large."""
        self.loaded = self.sides = None
        self.app.set_timer(_LET_GO_AFTER, let_go)

    async def finish_writing(self) -> None:
        """Wait until every key pressed so far has been done."""
        await self.scribe.drain()

    # Reading

    def reload(self) -> None:
        """Read what is new; at first, everything."""
        if self.loaded is None:
            self._load()
        else:
            self.scribe.ask()

    @work(thread=True, exclusive=True, group="pair", exit_on_error=False)
    def _load(self) -> None:
        try:
            loaded = load_pair(self.workspace, self.pair, direction=self.with_direction)
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))
            return
        self.post_message(self.Loaded(loaded))

    @on(Loaded)
    def _show_loaded(self, message: Loaded) -> None:
        self.opening = False
        self._take_over(message.loaded)
        self.begin()

    def _take_over(self, loaded: LoadedPair) -> None:
        self.loaded, self.shown_revision = loaded, loaded.revision
        self.rows_changed()

    def show_interview(self, interview: InterviewId, goal: PairKey | None = None) -> None:
        """Show another interview; `goal` is the disagreement to be at then."""
        self.wanted, self._goal = interview, goal
        self._load_sides(interview)

    @work(thread=True, exclusive=True, group="sides", exit_on_error=False)
    def _load_sides(self, interview: InterviewId) -> None:
        worker, loaded = get_current_worker(), self.loaded
        known = None if loaded is None else loaded.interviews.get(interview)
        if known is None:
            return
        try:
            sides = load_sides(self.pair, known)
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            self.post_message(self.SidesLoaded(sides))

    @on(SidesLoaded)
    def _show_sides(self, message: SidesLoaded) -> None:
        sides, loaded, before = message.sides, self.loaded, self.sides
        if loaded is None or sides.interview.id != self.wanted:
            return
        again = before is not None and before.interview.id == sides.interview.id
        place, self._begin_at = self._begin_at, None
        self._show_text(sides, place=self.view.place if again else place)
        goal, self._goal = self.row_of(self._goal), None
        if goal is not None:
            self.be_at(goal)
        else:
            self.follow_place()
        keep()
        if sides.revision < loaded.revision:
            # Somebody has written while this was read, and it was told before it was here.
            self._load_sides(sides.interview.id)

    def _show_text(self, sides: LoadedSides, *, place: int | None) -> None:
        self.sides = sides
        shown = ComparedShown(
            sides.first,
            second=sides.second,
            agreed=sides.agreed,
            first_coder=self.pair.first,
            standing=self.standing(),
        )
        self.view.compare(sides.page, shown, codebook=self.codebook, place=place)
        self.query_one(MarginNames).tell_names(
            self.pair.first, self.pair.second, self.pair.consensus
        )

    def row_of(self, key: PairKey | None) -> Listed | None:
        """A disagreement as it is now."""
        return None if self.loaded is None else self.loaded.rows.get(key)

    def standing(self) -> Standing:
        """What is settled, and what one is looking at, of the interview shown."""
        rows = None if self.loaded is None else self.loaded.rows
        if self._stands_for != (rows, self.wanted):
            self._stands_for = (rows, self.wanted)
            self._stands = self._standing_of_rows()
        chosen = frozenset[CodingId]() if self.current is None else self.current.ids
        return replace(self._stands, chosen=chosen)

    def _standing_of_rows(self) -> Standing:
        settled: set[CodingId] = set()
        unlike: set[CodingId] = set()
        for each in self.rows_here():
            if not each.open:
                settled |= each.ids
            elif each.disagreement.kind is DisagreementKind.DIRECTION:
                unlike |= each.ids
        return Standing(frozenset(settled), frozenset(unlike))

    def rows_here(self) -> tuple[Listed, ...]:
        """The disagreements of the interview shown, by place."""
        return () if self.loaded is None else self.loaded.rows.of(self.wanted)

    # Writing

    def write(
        self, prepare: Prepare, then: "Callable[[Written[Update]], None] | None" = None
    ) -> None:
        """Do something to the project when its turn has come, and `then` go on."""
        self.scribe.do(prepare, then)

    def _what_is_new(self) -> Callable[[], Update]:
        loaded, since = self.loaded, self.shown_revision or 0
        if loaded is None:
            return partial(Update, since)
        return partial(read_update, self.workspace, self.pair, loaded, self.sides, since)

    def _settle(self, written: Written[Update]) -> None:
        """Show what is on disk now, and say what was done."""
        if written.outcome is not None:
            self.say(written.outcome.told)
        self._take_in(written.news)
        self.refresh_told()

    def _take_in(self, update: Update) -> None:
        loaded = self.loaded
        if loaded is None or update.revision <= (self.shown_revision or 0):
            return
        if update.whole is not None:
            self._take_over(update.whole)
            if update.sides is not None and update.sides.interview.id == self.wanted:
                self._show_text(update.sides, place=self.view.place)
                self.follow_place()
            else:
                self.begin()
            return
        rows = loaded.rows.with_others(update.rows) if update.rows else loaded.rows
        self._take_over(replace(loaded, revision=update.revision, rows=rows))
        self._recode(update)
        self.view.stand(self.standing())

    def _recode(self, update: Update) -> None:
        sides = self.sides
        if sides is None or update.read is None or sides.interview.id != update.interview:
            return
        by_coder = {
            self.pair.first: sides.first,
            self.pair.second: sides.second,
            self.pair.consensus: sides.agreed,
        }
        for gone in update.gone:
            for coded in by_coder.values():
                coded.drop(gone)
        for coding in update.changed:
            by_coder[coding.coder].put(coding)
        self.sides = replace(sides, read=update.read)
        self.view.recode(update.changed, update.gone)

    # What the floors above do

    def begin(self) -> None:
        """The pair has been read: show where one was, or where there is something to decide."""

    def rows_changed(self) -> None:
        """`loaded.rows` are others now."""

    def be_at(self, listed: Listed) -> None:
        """Be at a disagreement of the interview that is shown."""

    def follow_place(self) -> None:
        """Be at the disagreement where one is in the text, if there is one."""

    def refresh_told(self) -> None:
        """Bring heading, status and what is told beside up to date."""

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
