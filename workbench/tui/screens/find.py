"""Find words: in this interview or in all, as they are written or as a regular expression.

Invariant: at most one thread looks at a time; what it finds for words that have changed since is
thrown away. The texts are kept while the screen is open and no longer.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Footer, Input, Static

from workbench.errors import WorkbenchError
from workbench.model import InterviewId, Span
from workbench.text.searching import Search
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.hit_list import HitList, reference_of
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line
from workbench.workflows.finding import Hit, KeptInterviews, find, spans_found

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace

_HEIGHTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-high")]
"""Style classes by rows of the screen: there is room for air from 30 on."""

MOST = 5_000
"""Hits that are listed; whoever has more goes on typing."""

_PAUSE = 0.06
"""Seconds without a key before the search begins."""
_FIRST, _LATER = 0.03, 0.15
"""Seconds after which the first and the following hits are shown."""
_BREATH, _REST = 50, 0.0002
"""After so many hits the thread rests so many seconds: else each key waits for its 5 ms."""
_LONG = 0.7
"""Seconds after which it is said how far the search has come."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where to jump, and what n and p walk through from there."""

    interview: InterviewId
    span: Span
    search: Search
    hits: tuple[Span, ...]
    """Every hit in that interview, in order."""
    everywhere: bool = False
    """Whether all interviews were searched."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was looked for, and where."""

    search: Search = field(default_factory=lambda: Search(""))
    everywhere: bool = False


_last: "WeakKeyDictionary[Workspace, Asked]" = WeakKeyDictionary()
"""What each open project was last asked for, offered again."""


class _Portions:
    """Gathers what a thread finds and shows it a portion at a time, the first one soon."""

    def __init__(self, show: Callable[[Sequence[Hit], int, int], object]) -> None:
        """`show` is given hits, and how many of how many interviews are looked through."""
        self._show = show
        self._hits: list[Hit] = []
        self._done = self._total = 0
        self._due = monotonic() + _FIRST
        self.listed = 0

    def add(self, hit: Hit) -> None:
        self._hits.append(hit)
        self.listed += 1
        if self.listed % _BREATH == 0:
            sleep(_REST)
            self._show_if_due()

    def come_to(self, done: int, total: int, _what: str) -> None:
        """So many interviews have been looked through."""
        self._done, self._total = done, total
        self._show_if_due()

    def show(self) -> None:
        self._show(self._hits, self._done, self._total)
        self._hits = []
        self._due = monotonic() + _LATER

    def _show_if_due(self) -> None:
        if monotonic() > self._due:
            self.show()


class FindField(Input):
    """Where the words are typed; the keys that do not type move in the hits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.jump",
            _("Jump there"),
            id="find.jump",
            tooltip=_("Close and go to the hit under the cursor"),
        ),
        *(
            Binding(key, f"screen.{action}", name, show=False, id=f"find.{ident}", tooltip=tooltip)
            for key, action, name, ident, tooltip in (
                ("up", "move(-1)", _("Up"), "up", _("To the hit above")),
                ("down", "move(1)", _("Down"), "down", _("To the hit below")),
                ("pageup", "page(-1)", _("Page up"), "page-up", _("One page of hits up")),
                ("pagedown", "page(1)", _("Page down"), "page-down", _("One page of hits down")),
                ("ctrl+home", "edge(-1)", _("First"), "first", _("To the first hit")),
                ("ctrl+end", "edge(1)", _("Last"), "last", _("To the last hit")),
            )
        ),
    ]


class FindScreen(ModalScreen[FoundPlace | None], inherit_bindings=False):
    """Hits narrow while one types; Enter jumps, Esc goes back to where one was."""

    CSS_PATH = "../find.tcss"
    VERTICAL_BREAKPOINTS = _HEIGHTS
    AUTO_FOCUS = "#wanted"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "turn_scope",
            _("Here or everywhere"),
            id="find.scope",
            tooltip=_("Look in this interview, or in all"),
        ),
        Binding(
            "f3",
            "turn_kind",
            _("Words or expression"),
            id="find.kind",
            tooltip=_("Take what is typed as it stands, or as a regular expression"),
        ),
        Binding(
            "escape",
            "dismiss",
            _("Back"),
            id="find.close",
            tooltip=_("Close and stay where one was"),
        ),
    ]

    class FoundSome(Message):
        """More hits, or how far the search has come."""

        def __init__(self, number: int, hits: Sequence[Hit], done: int, total: int) -> None:
            super().__init__()
            self.number, self.hits, self.done, self.total = number, hits, done, total

    class Ended(Message):
        """The search has come to its end, for this reason if it failed."""

        def __init__(self, number: int, error: WorkbenchError | None) -> None:
            super().__init__()
            self.number, self.error = number, error

    class Jumped(Message):
        """Every hit of the interview to jump to has been counted."""

        def __init__(self, place: FoundPlace) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self,
        workspace: "Workspace",
        *,
        interview: InterviewId,
        place: int = 0,
        among: Sequence[InterviewId] = (),
        words: str = "",
    ) -> None:
        """`interview` and `place` are where one is; `among` come first where all are looked in.

        `words` are looked for at once; without, the last search is offered again.
        """
        super().__init__()
        self._workspace = workspace
        self._interview, self._place = interview, place
        self._among = tuple(among)
        self._every: tuple[InterviewId, ...] = ()
        """All interviews, once they have been asked for."""
        last = _last.get(workspace, Asked())
        self._asked = Asked(Search(words), last.everywhere) if words else last
        self._answered = Asked()
        """Which question the hits on the screen answer."""
        self._kept = KeptInterviews(workspace)
        self._number = 0
        """Of the latest question; what answers an earlier one is thrown away."""
        self._shows = 0
        """The number of the question whose hits are on the screen."""
        self._looking = self._waiting = self._moved = self._jump_when_found = False
        self._leaving = False
        self._begun = 0.0
        self._error: WorkbenchError | None = None
        self._done = self._total = 0
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="find") as sheet:
            sheet.border_title = _("Find")
            yield FindField(
                self._asked.search.written,
                placeholder=_("Words, or a part of one"),
                max_length=1000,
                id="wanted",
            )
            with Horizontal(id="ways"):
                yield Choice(
                    key_of(self, "find.scope"), (_("this interview"), _("all")), id="scope"
                )
                yield Choice(
                    key_of(self, "find.kind"),
                    (_("as written"), _("regular expression")),
                    id="kind",
                )
            yield Line(id="found")
            yield HitList(id="hits")
            yield Static(id="no-hits", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._show_ways()
        self._ask_now()

    def on_unmount(self) -> None:
        self._number += 1

    # -- what is asked ----------------------------------------------------------------------

    @on(Input.Changed, "#wanted")
    def _typed(self, message: Input.Changed) -> None:
        if message.value == self._asked.search.written:
            return
        self._asked = Asked(Search(message.value, self._asked.search.regular), self._everywhere)
        self._number += 1
        self._waiting, self._jump_when_found = True, False
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_PAUSE, self._ask_now)

    @property
    def _everywhere(self) -> bool:
        return self._asked.everywhere

    def action_turn_scope(self) -> None:
        self._asked = Asked(self._asked.search, not self._everywhere)
        self._ask_anew()

    def action_turn_kind(self) -> None:
        search = self._asked.search
        self._asked = Asked(Search(search.written, not search.regular), self._everywhere)
        self._ask_anew()

    @on(Choice.Turned, "#scope")
    def _click_scope(self) -> None:
        self.action_turn_scope()

    @on(Choice.Turned, "#kind")
    def _click_kind(self) -> None:
        self.action_turn_kind()

    def _ask_anew(self) -> None:
        self._show_ways()
        self._ask_now()

    def _show_ways(self) -> None:
        self.query_one("#scope", Choice).second = self._everywhere
        self.query_one("#kind", Choice).second = self._asked.search.regular

    def _ask_now(self) -> None:
        """Begin to look; while a thread still looks for what was asked before, once it stops."""
        if self._timer is not None:
            self._timer.stop()
        self._number += 1
        self._waiting = self._moved = False
        self._error = None
        _last[self._workspace] = self._asked
        if self._asked.search.empty:
            self._start_answer(())
            self._tell()
        elif not self._looking:
            self._looking = True
            self._begun = monotonic()
            self._done = self._total = 0
            self._look(self._number, self._asked)

    # -- what is found ----------------------------------------------------------------------

    @work(thread=True, group="find", exit_on_error=False)
    def _look(self, number: int, asked: Asked) -> None:
        found = _Portions(lambda *each: self.post_message(self.FoundSome(number, *each)))
        error: WorkbenchError | None = None
        try:
            for hit in find(
                self._kept,
                asked.search,
                self._all_interviews() if asked.everywhere else (self._interview,),
                cancelled=lambda: number != self._number or found.listed > MOST,
                progress=found.come_to,
            ):
                found.add(hit)
        except WorkbenchError as failure:
            error = failure
        finally:
            found.show()
            self.post_message(self.Ended(number, error))

    def _all_interviews(self) -> tuple[InterviewId, ...]:
        if not self._every:
            known = [each.id for each in self._workspace.interviews()]
            first = [each for each in self._among if each in known]
            self._every = (*first, *(each for each in known if each not in first))
        return self._every

    @on(FoundSome)
    def _show_more(self, message: FoundSome) -> None:
        if message.number != self._number:
            return
        self._done, self._total = message.done, message.total
        if message.hits and self._shows != message.number:
            self._start_answer(message.hits)
        elif message.hits:
            self.query_one(HitList).add(message.hits)
        self._go_to_nearest()
        self._tell()

    @on(Ended)
    def _finish(self, message: Ended) -> None:
        self._looking = False
        if message.number != self._number:
            if not self._waiting:
                self._ask_now()
            return
        self._error = message.error
        if message.error is None and self._shows != message.number:
            self._start_answer(())
        self._tell()
        if self._jump_when_found:
            self.action_jump()

    def _start_answer(self, hits: Sequence[Hit]) -> None:
        self._shows = self._number
        self._answered = self._asked
        self.query_one(HitList).start_anew(hits)

    def _go_to_nearest(self) -> None:
        """To the first hit after the place one was at, until one has moved oneself."""
        hits = self.query_one(HitList)
        if self._moved:
            return
        here = [row for row, hit in enumerate(hits.hits) if hit.interview == self._interview]
        if here:
            at = bisect_left(here, self._place, key=lambda row: hits.hits[row].span.end)
            hits.go_to(here[min(at, len(here) - 1)])

    # -- moving and jumping -----------------------------------------------------------------

    def action_move(self, step: int) -> None:
        self._moved = True
        self.query_one(HitList).move(step)

    def action_page(self, direction: int) -> None:
        self._moved = True
        self.query_one(HitList).move_page(direction)

    def action_edge(self, direction: int) -> None:
        self._moved = True
        hits = self.query_one(HitList)
        hits.go_to(0 if direction < 0 else len(hits.hits) - 1)

    @on(HitList.Moved)
    def _tell_where(self) -> None:
        self._tell()

    @on(HitList.Chosen)
    def _jump_to_clicked(self) -> None:
        self.action_jump()

    def action_jump(self) -> None:
        """Jump to the hit under the cursor; when the answer is not there yet, as soon as it is."""
        settled = not self._waiting and (self._shows == self._number or not self._looking)
        self._jump_when_found = not settled
        hit = self.query_one(HitList).under_cursor
        if settled and hit is not None and self._error is None and not self._leaving:
            self._leaving = True
            self._count_hits(hit, self._answered.search)

    @work(thread=True, group="jump", exclusive=True, exit_on_error=False)
    def _count_hits(self, hit: Hit, search: Search) -> None:
        hits: tuple[Span, ...] = (hit.span,)
        with suppress(WorkbenchError):
            hits = spans_found(self._kept.interview(hit.interview), search)
        self.post_message(
            self.Jumped(
                FoundPlace(hit.interview, hit.span, search, hits, everywhere=self._everywhere)
            )
        )

    @on(Jumped)
    def _leave(self, message: Jumped) -> None:
        self.dismiss(message.place)

    # -- what is said -----------------------------------------------------------------------

    def _tell(self) -> None:
        hits = self.query_one(HitList)
        nothing = self.query_one("#no-hits", Static)
        hits.display = bool(hits.hits)
        nothing.display = not hits.hits
        if not hits.hits:
            nothing.update(self._told_nothing())
        self.query_one("#found", Line).say(self._told_count(hits), self._told_place(hits))

    def _told_count(self, hits: HitList) -> Content:
        if self._error is not None:
            return Content.styled(self._error.message, "$warning")
        number = len(hits.hits)
        if self._asked.search.empty:
            return Content()
        if number > MOST:
            told = _("The first {n} hits; type more to narrow them").format(n=grouped(MOST))
        elif number:
            told = ngettext("{n} hit", "{n} hits", number).format(n=grouped(number))
            if self._answered.everywhere:
                places = len({hit.interview for hit in hits.hits})
                told += " " + ngettext("in {n} interview", "in {n} interviews", places).format(
                    n=grouped(places)
                )
        else:
            told = _("Looking…") if self._looking else _("No hits")
        if self._looking and monotonic() - self._begun > _LONG:
            told += " · " + _("{done} of {total} interviews looked through").format(
                done=grouped(self._done), total=grouped(self._total)
            )
        return Content.styled(told, "$foreground")

    def _told_place(self, hits: HitList) -> Content:
        hit = hits.under_cursor
        if hit is None:
            return Content()
        told = f"{grouped(hits.cursor + 1)} · {reference_of(hit)}"
        return Content.styled(f"{told} · {hit.title}" if self._answered.everywhere else told)

    def _told_nothing(self) -> Content:
        search = self._asked.search
        if search.empty:
            return Content.assemble(
                (_("Type what to look for."), "bold"),
                "\n\n",
                _("It is found inside longer words too, over line breaks, in either case;"),
                "\n",
                _("å, ä and ö are letters of their own."),
            )
        if self._error is not None:
            return Content(self._error.remedy)
        if self._looking:
            return Content()
        words = search.written.strip()
        if self._everywhere:
            return Content.styled(_("Nothing holds “{words}”.").format(words=words), "bold")
        told = _("Nothing in this interview holds “{words}”.").format(words=words)
        remedy = _("{key} looks in all interviews.").format(key=key_of(self, "find.scope"))
        return Content.assemble((told, "bold"), "\n\n", remedy)
