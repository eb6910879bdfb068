"""Getting about: next and previous of what is being walked through, finding, other interviews."""

import asyncio
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING

from textual import work

from workbench.errors import WorkbenchError
from workbench.model import InterviewId, Reference, Span
from workbench.text.translation import _
from workbench.tui.screens.desk.answering import Answering
from workbench.workflows.finding import spans_found

if TYPE_CHECKING:
    from workbench.text.searching import Search
    from workbench.tui.screens.find import FoundPlace
    from workbench.workflows.opening import Workspace

_AGAIN = _("Esc again goes back to the list.")


class Walk(Enum):
    """What next and previous go through."""

    SUGGESTIONS = "suggestions"
    CODINGS = "codings"
    UNDIRECTED = "undirected"
    UNCODED = "uncoded"
    REVISED = "revised"
    HITS = "hits"

    def told(self) -> str:
        names = {
            Walk.SUGGESTIONS: _("suggestions"),
            Walk.CODINGS: _("codings"),
            Walk.UNDIRECTED: _("codings without direction"),
            Walk.UNCODED: _("uncoded turns"),
            Walk.REVISED: _("codings to look at"),
            Walk.HITS: _("hits"),
        }
        return names[self]


class Walking(Answering):
    """Owns what is walked through, the hits, and where one jumped from."""

    walk = Walk.SUGGESTIONS
    _hits: tuple[Span, ...] = ()
    _hits_of: InterviewId | None = None
    _search: "FoundPlace | None" = None
    _came_from: tuple[InterviewId, int] | None = None

    def action_walk(self, step: int) -> None:
        if self.loaded is None:
            return
        go = {
            Walk.SUGGESTIONS: self.go_to_suggestion,
            Walk.CODINGS: self._go_to_coding,
            Walk.UNDIRECTED: self._go_to_undirected,
            Walk.UNCODED: self._go_to_uncoded,
            Walk.REVISED: self.go_to_revised,
            Walk.HITS: self._go_to_hit,
        }
        if go[self.walk](step):
            return
        if self.walk is Walk.SUGGESTIONS and self.advice_pending:
            self.say(_("Suggestions are still being made."))
        elif self.walk is Walk.HITS and self._search is not None and self._search.everywhere:
            self._go_on_in_other_interviews(self._search.search, step)
        else:
            which = self.walk.told()
            told = _("No more {which} below.") if step > 0 else _("No more {which} above.")
            self.say(told.format(which=which))

    def action_change_walk(self) -> None:
        """Through the next kind of thing; hits and marked codings only where there are any."""
        marked = self.loaded is not None and bool(self.loaded.coded.revised)
        there = {Walk.HITS: bool(self.hits), Walk.REVISED: marked}
        ways = [each for each in Walk if there.get(each, True)]
        at = ways.index(self.walk) if self.walk in ways else -1
        self.walk = ways[(at + 1) % len(ways)]
        self.say(_("n and p now go through {which}.").format(which=self.walk.told()))

    @property
    def hits(self) -> tuple[Span, ...]:
        """What was found in this interview."""
        here = self.loaded is not None and self._hits_of == self.loaded.interview.id
        return self._hits if here else ()

    def _go_to_coding(self, step: int) -> bool:
        return self._go_to_next_coding(step, undirected=False)

    def _go_to_undirected(self, step: int) -> bool:
        return self._go_to_next_coding(step, undirected=True)

    def _go_to_next_coding(self, step: int, *, undirected: bool) -> bool:
        """Also to another one that begins here: each is come to once."""
        loaded, meant, place = self.loaded, self.meant(), self.view.place
        if loaded is None:
            return False
        besides = meant if meant is not None and meant.span.start == place else None
        coding = loaded.coded.beyond(place, step, besides=besides, undirected=undirected)
        if coding is not None:
            self.view.go_to(coding.span.start)
            self.mean(coding)
        return coding is not None

    def go_to_revised(self, step: int) -> bool:
        """To the next coding that a corrected text moved or changed."""
        loaded, meant, place = self.loaded, self.meant(), self.view.place
        if loaded is None:
            return False
        besides = meant if meant is not None and meant.span.start == place else None
        coding = loaded.coded.beyond(place, step, besides=besides, revised=True)
        if coding is not None:
            self.view.go_to(coding.span.start)
            self.mean(coding)
        return coding is not None

    def _go_to_uncoded(self, step: int) -> bool:
        loaded = self.loaded
        turn = None if loaded is None else loaded.coded.uncoded_beyond(self.view.place, step)
        if turn is not None:
            self.view.go_to(turn.start)
        return turn is not None

    def _go_to_hit(self, step: int) -> bool:
        here = self.view.place
        if step > 0:
            found = next((span for span in self.hits if span.start > here), None)
        else:
            found = next((span for span in reversed(self.hits) if span.start < here), None)
        if found is not None:
            self.view.go_to(found.start)
        return found is not None

    @work(group="hits", exclusive=True, exit_on_error=False)
    async def _go_on_in_other_interviews(self, search: "Search", step: int) -> None:
        """To the first hit of the next interview that has any, or the last of one before."""
        at = self.order.index(self.wanted) if self.wanted in self.order else -1
        others = self.order[at + 1 :] if step > 0 else self.order[:at][::-1]
        try:
            found = await asyncio.to_thread(_first_with_hits, self.workspace, others, search)
        except WorkbenchError as error:
            self.tell(error)
            return
        if found is None:
            self.say(_("No more hits in any interview."))
            return
        self._hits_of, self._hits = found
        self.go_to_place(self._hits_of, self._hits[0 if step > 0 else -1].start)

    # Finding

    def action_find(self) -> None:
        from workbench.tui.screens.find import FindScreen

        if self.loaded is not None:
            screen = FindScreen(
                self.workspace,
                interview=self.loaded.interview.id,
                place=self.view.place,
                among=self.order,
            )
            self.app.push_screen(screen, self._found)

    def _found(self, found: "FoundPlace | None") -> None:
        if found is None or self.loaded is None:
            return
        self._came_from = (self.loaded.interview.id, self.view.place)
        self._search, self.walk = found, Walk.HITS
        self._hits, self._hits_of = found.hits, found.interview
        self.go_to_place(found.interview, found.span.start)

    def go_to_place(self, interview: InterviewId, place: int) -> None:
        """Go to an offset, also in another interview."""
        if self.loaded is not None and interview == self.loaded.interview.id:
            self.view.mark_hits(self.hits)
            self.view.go_to(place)
        else:
            self._places[interview] = place
            self.go_to_interview(interview)

    def action_return(self) -> None:
        """Back to where the last jump began; again, forth."""
        back, loaded = self._came_from, self.loaded
        if back is None or loaded is None:
            self.say(_("There was no jump to return from."))
            return
        self._came_from = (loaded.interview.id, self.view.place)
        self.go_to_place(*back)

    def interview_shown(self) -> None:
        super().interview_shown()
        self._show_hits()

    def _show_hits(self) -> None:
        self.view.mark_hits(self.hits)
        everywhere = self._search is not None and self._search.everywhere
        if self.walk is Walk.HITS and not self.hits and not everywhere:
            self.walk = Walk.SUGGESTIONS

    def show_where(self, at: Reference) -> None:
        loaded = self.loaded
        if loaded is None or at.interview != loaded.interview.id:
            return
        turn = loaded.interview.turn(at.turn)
        if turn is not None:
            self.go_on_to(turn.start + at.offset)

    # Other interviews

    def action_interview(self, step: int) -> None:
        at = self.order.index(self.wanted) if self.wanted in self.order else -1
        following = at + step
        if at < 0 or not 0 <= following < len(self.order):
            self.say(
                _("This is the last interview.") if step > 0 else _("This is the first interview.")
            )
            return
        self.go_to_interview(self.order[following])

    def action_leave(self) -> None:
        """Let go of what is held, one thing at a time; with nothing held, twice: to the list."""
        if self.let_go_of_edges():
            return
        if self.view.selection is not None:
            self.view.clear_selection()
        elif self.hits:
            self._hits, self._search = (), None
            self._show_hits()
        elif self.said == _AGAIN:
            self.leave_for_the_list()
        else:
            self.say(_AGAIN)


def _first_with_hits(
    workspace: "Workspace", interviews: Iterable[InterviewId], search: "Search"
) -> tuple[InterviewId, tuple[Span, ...]] | None:
    for each in interviews:
        spans = spans_found(workspace.interview(each), search)
        if spans:
            return each, spans
    return None
