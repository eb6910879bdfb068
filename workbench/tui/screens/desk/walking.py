"""Getting about: next and previous of what is being walked through, finding, other interviews."""

from enum import Enum
from typing import TYPE_CHECKING

from workbench.model import InterviewId, Reference, Span
from workbench.text.translation import _
from workbench.tui.screens.desk.answering import Answering

if TYPE_CHECKING:
    from workbench.tui.screens.find import FoundPlace


class Walk(Enum):
    """What next and previous go through."""

    SUGGESTIONS = "suggestions"
    CODINGS = "codings"
    UNCODED = "uncoded"
    HITS = "hits"

    def told(self) -> str:
        names = {
            Walk.SUGGESTIONS: _("suggestions"),
            Walk.CODINGS: _("codings"),
            Walk.UNCODED: _("uncoded turns"),
            Walk.HITS: _("hits"),
        }
        return names[self]


class Walking(Answering):
    """Owns what is walked through, the hits, and where one jumped from."""

    walk = Walk.SUGGESTIONS
    _hits: tuple[Span, ...] = ()
    _hits_of: InterviewId | None = None
    _came_from: tuple[InterviewId, int] | None = None

    def action_walk(self, step: int) -> None:
        if self.loaded is None:
            return
        go = {
            Walk.SUGGESTIONS: self.go_to_suggestion,
            Walk.CODINGS: self._go_to_coding,
            Walk.UNCODED: self._go_to_uncoded,
            Walk.HITS: self._go_to_hit,
        }
        if go[self.walk](step):
            return
        if self.walk is Walk.SUGGESTIONS and self.advice_pending:
            self.say(_("Suggestions are still being made."))
        else:
            which = self.walk.told()
            told = _("No more {which} below.") if step > 0 else _("No more {which} above.")
            self.say(told.format(which=which))

    def action_change_walk(self) -> None:
        """Through suggestions, codings, uncoded turns, and hits where there are any."""
        ways = [each for each in Walk if each is not Walk.HITS or self.hits]
        at = ways.index(self.walk) if self.walk in ways else -1
        self.walk = ways[(at + 1) % len(ways)]
        self.say(_("n and p now go through {which}.").format(which=self.walk.told()))

    @property
    def hits(self) -> tuple[Span, ...]:
        """What was found in this interview."""
        here = self.loaded is not None and self._hits_of == self.loaded.interview.id
        return self._hits if here else ()

    def _go_to_coding(self, step: int) -> bool:
        coding = None if self.loaded is None else self.loaded.coded.beyond(self.view.place, step)
        if coding is not None:
            self.view.go_to(coding.span.start)
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
        self._hits, self._hits_of, self.walk = found.hits, found.interview, Walk.HITS
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
        self.view.mark_hits(self.hits)
        if self.walk is Walk.HITS and not self.hits:
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
        """Let go of what is held, one thing at a time; with nothing held, back to the list."""
        if self.let_go_of_edges():
            return
        if self.view.selection is not None:
            self.view.clear_selection()
        elif self.hits:
            self._hits = ()
            self.interview_shown()
        else:
            self.dismiss(self.wanted)
