"""Getting about among disagreements: next and previous, also in other interviews; sifting them."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from workbench.model import InterviewId, PairKey, Reference, Span
from workbench.text.translation import _
from workbench.tui.screens.compare.ground import CompareGround
from workbench.tui.screens.compare.loading import LoadedPair
from workbench.tui.widgets.compare import ComparedView
from workbench.tui.widgets.compare.disagreement_list import DisagreementList
from workbench.tui.widgets.compare.listed import Listed
from workbench.tui.widgets.compare.names import MarginNames
from workbench.tui.widgets.compare.sifting import sifted
from workbench.tui.widgets.transcript.spans import SpanIndex

_AGAIN = _("Esc again goes back.")


class SiftField(Input):
    """Where the words are typed that disagreements are to answer to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,down",
            "screen.leave_filter",
            _("To the text"),
            id="compare.keep-filter",
            tooltip=_("Back to the text; what is listed stays sifted"),
        ),
        Binding(
            "escape",
            "screen.clear_filter",
            _("Show all"),
            id="compare.show-all",
            tooltip=_("Show all disagreements again"),
        ),
    ]


class Walking(CompareGround):
    """Owns which disagreements are shown, and which of them one is at."""

    shown_rows: list[Listed] = []  # noqa: RUF012 - replaced, never changed in place
    only_open = False
    """Whether next and previous pass over what is settled."""
    _index: SpanIndex[Span] = SpanIndex()
    _by_span: dict[Span, list[PairKey]] = {}  # noqa: RUF012 - replaced, never changed in place
    _indexed: tuple[PairKey, ...] = ()
    _indexed_for: tuple[object, object] = (None, None)
    _row_at: dict[PairKey, int] = {}  # noqa: RUF012 - replaced, never changed in place
    _came_from: PairKey | None = None

    def compose_filter(self) -> ComposeResult:
        yield SiftField(
            placeholder=_(
                "Code, interview, kommun, kind, open, settled, kommun=Eksjö, STR|KUN, >20"
            ),
            id="filter",
        )

    # What is shown

    @property
    def written(self) -> str:
        """The words typed."""
        return self.query_one("#filter", Input).value

    def rows_changed(self) -> None:
        if self.loaded is None:
            return
        self.shown_rows = sifted(self.loaded.rows.all, self.written, self.loaded.codebook)
        self._row_at = {each.key: row for row, each in enumerate(self.shown_rows)}
        self.differences.show_rows(self.shown_rows, self.loaded.codebook, at=self._row_at)
        if self.current is not None:
            self.current = self.row_of(self.current.key)
        self._index_rows()
        self.refresh_told()

    def _index_rows(self) -> None:
        """Find the disagreements of the interview by place; only where they are others now."""
        rows = self.rows_here()
        here = (self.loaded and self.loaded.rows, self.wanted)
        if here == self._indexed_for:
            return
        self._indexed_for = here
        keys = tuple(each.key for each in rows)
        if keys == self._indexed:
            return
        by_span: dict[Span, list[PairKey]] = {}
        for each in rows:
            by_span.setdefault(each.disagreement.span, []).append(each.key)
        self._indexed, self._by_span = keys, by_span
        self._index = SpanIndex((span, span) for span in by_span)

    @on(Input.Changed, "#filter")
    def _sift(self) -> None:
        self.rows_changed()

    def action_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def sift_by(self, words: str) -> None:
        """Show the disagreements that answer to these words."""
        field = self.query_one("#filter", Input)
        field.value = words
        field.display = bool(words)

    def action_leave_filter(self) -> None:
        """Back to the text; to the first row where the one one is at is not among them."""
        field = self.query_one("#filter", Input)
        field.display = bool(field.value.strip())
        self.view.focus()
        if self.shown_rows and self._row_here() is None:
            self.go_to(self.shown_rows[0])

    def action_clear_filter(self) -> None:
        self.sift_by("")
        self.view.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are typed, the keys of the text are letters."""
        typing = self.query_one("#filter").has_focus
        return not typing or action in _WHILE_TYPING

    # Where one is

    def begin(self) -> None:
        """To the disagreement nearest to where one was, else to the first that is open."""
        loaded = self.loaded
        if loaded is None:
            return
        self.refresh_told()
        if not loaded.compared.interviews:
            return
        self._tell_left_out(loaded)
        here = self.row_of(None if self.current is None else self.current.key)
        listed = here or self._nearest() or self._first_open()
        if listed is not None:
            self.go_to(listed)
        elif self.wanted in loaded.compared.interviews:
            self.show_interview(self.wanted)
        else:
            self.show_interview(loaded.compared.interviews[0])

    def _tell_left_out(self, loaded: LoadedPair) -> None:
        """Whoever comes from an interview that is left out is told why it is not shown."""
        left = next((e for e in loaded.compared.left_out if e.interview == self.wanted), None)
        if left is not None:
            told = _("Interview {id} is left out: {who} has not finished it.")
            who = _(" and ").join(left.unfinished)
            told = told.format(id=left.interview, who=who)
            self.notify(told, severity="warning", markup=False)

    def _nearest(self) -> Listed | None:
        """The first disagreement at or behind where one was, in the interview one comes from."""
        place, at = self._begin_at, self._at
        self._begin_at = self._at = None
        if self.loaded is None or self.wanted not in self.loaded.compared.interviews:
            return None
        rows = self.rows_here()
        if at is not None:
            turn = self.loaded.interviews[at.interview].turn(at.turn)
            place = None if turn is None else turn.start + at.offset
        if place is None:
            return next((each for each in rows if each.open), next(iter(rows), None))
        return next((each for each in rows if each.disagreement.span.end > place), None)

    def _first_open(self) -> Listed | None:
        if self.wanted is not None and self.loaded is not None and self.rows_here():
            return next((each for each in self.rows_here() if each.open), None)
        return next(
            (each for each in self.shown_rows if each.open), next(iter(self.shown_rows), None)
        )

    def go_to(self, listed: Listed) -> None:
        """Be at a disagreement, also of another interview."""
        interview = listed.disagreement.interview
        self.current = listed
        self.differences.go_to(listed)
        if self.sides is not None and self.sides.interview.id == interview == self.wanted:
            self.be_at(listed)
        else:
            self.show_interview(interview, listed.key)
            self.refresh_told()

    def be_at(self, listed: Listed) -> None:
        self.current = listed
        self._index_rows()
        self.view.go_to_passage(listed.disagreement.span)
        self._look()

    def follow_place(self) -> None:
        """Where one selects, or is still in the same passage, one stays at its disagreement."""
        self._index_rows()
        here, current = self.view.place, self.current
        stays = current is not None and current.disagreement.interview == self.wanted
        if current is not None and stays:
            span = current.disagreement.span
            stays = self.view.selection is not None or span.start <= here < span.end
        if not stays:
            keys = [key for span in self._index.at(here) for key in self._by_span[span]]
            self.current = self.row_of(keys[0]) if keys else None
        self._look()

    def _look(self) -> None:
        current = self.current
        self.view.look_at(None if current is None else current.disagreement.span)
        self.view.stand(self.standing())
        self.differences.go_to(current)
        self.current_changed()
        self.refresh_told()

    def current_changed(self) -> None:
        """One is at another disagreement, perhaps."""

    @on(ComparedView.Moved)
    def _follow(self) -> None:
        if self.sides is not None and self.sides.interview.id == self.wanted:
            self.query_one(MarginNames).stand(self.view.columns)
            self.follow_place()

    @on(DisagreementList.Chosen)
    def _go_to_chosen(self, message: DisagreementList.Chosen) -> None:
        self.go_to(message.listed)

    # Going on

    def action_walk(self, step: int) -> None:
        """To the next or previous disagreement that is shown, also of another interview."""
        found = self._beyond(step)
        if found is not None:
            self._came_from = None if self.current is None else self.current.key
            self.go_to(found)
            return
        which = _("open disagreements") if self.only_open else _("disagreements")
        told = _("No more {which} below.") if step > 0 else _("No more {which} above.")
        self.say(told.format(which=which))

    def _beyond(self, step: int) -> Listed | None:
        rows = self.shown_rows
        at = self._row_here()
        if at is None:
            behind = self._rows_behind()
            ahead = range(behind, len(rows)) if step > 0 else range(behind - 1, -1, -1)
        else:
            ahead = range(at + 1, len(rows)) if step > 0 else range(at - 1, -1, -1)
        wanted = (rows[row] for row in ahead)
        return next((each for each in wanted if each.open or not self.only_open), None)

    def _row_here(self) -> int | None:
        """The row of the disagreement one is at, if it is shown."""
        return None if self.current is None else self._row_at.get(self.current.key)

    def _rows_behind(self) -> int:
        """The first row behind where one is in the text."""
        if self.loaded is None or self.wanted is None:
            return 0
        order = self.loaded.compared.interviews
        return self.differences.row_after(order, self.wanted, self.view.place)

    def action_change_walk(self) -> None:
        self.only_open = not self.only_open
        told = (
            _("n and p now go through what is open.")
            if self.only_open
            else _("n and p now go through all disagreements.")
        )
        self.say(told)

    def action_return(self) -> None:
        """Back to the disagreement where the last jump began; again, forth."""
        back = self.row_of(self._came_from)
        if back is None:
            self.say(_("There was no jump to return from."))
            return
        self._came_from = None if self.current is None else self.current.key
        self.go_to(back)

    def action_interview(self, step: int) -> None:
        """To the first disagreement of the next interview, or of the one before."""
        order = () if self.loaded is None else self.loaded.compared.interviews
        at = order.index(self.wanted) if self.wanted in order else -1
        if at < 0 or not 0 <= at + step < len(order):
            self.say(
                _("This is the last interview.") if step > 0 else _("This is the first interview.")
            )
            return
        self.go_to_interview(order[at + step])

    def go_to_interview(self, interview: InterviewId) -> None:
        """Show an interview, at the first disagreement in it that is shown."""
        rows = [each for each in self.shown_rows if each.disagreement.interview == interview]
        listed = next((each for each in rows if each.open), next(iter(rows), None))
        if listed is not None:
            self.go_to(listed)
        else:
            self.current = None
            self.show_interview(interview)

    def show_where(self, at: Reference) -> None:
        """Go where something was undone or done again."""
        loaded = self.loaded
        if loaded is None or at.interview not in loaded.interviews:
            return
        turn = loaded.interviews[at.interview].turn(at.turn)
        place = at.offset if turn is None else turn.start + at.offset
        rows = loaded.rows.of(at.interview)
        here = [
            each
            for each in rows
            if each.disagreement.span.start <= place < each.disagreement.span.end
        ]
        if here and (self.current is None or self.current.key not in {each.key for each in here}):
            self.go_to(here[0])

    def action_leave(self) -> None:
        """Let go of what is held, one thing at a time; with nothing held, twice: back."""
        if self.view.selection is not None:
            self.view.clear_selection()
        elif self.written:
            self.action_clear_filter()
        elif self.said == _AGAIN or self.loaded is None or not self.loaded.rows:
            self.leave()
        else:
            self.say(_AGAIN)

    def leave(self) -> None:
        """Close, once what was asked for is done."""

        def close() -> None:
            if self.is_active:
                self.dismiss(self.wanted)

        self.scribe.do(close)


_WHILE_TYPING = frozenset(
    {"leave_filter", "clear_filter", "focus_next", "focus_previous", "command_palette", "quit"}
)
