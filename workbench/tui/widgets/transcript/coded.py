"""One coder's codings of one interview, kept up to date while she codes.

Pure. Invariant: counts and indexes follow every `put` and `drop`; what a change costs depends on
the passage, not on how much is coded elsewhere.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from workbench.model import Coding, CodingId, Interview, RevisedCoding, Span, Turn
from workbench.tui.widgets.transcript.spans import SpanIndex


class Coded:
    """What is coded where, and what is left."""

    def __init__(
        self,
        interview: Interview,
        codings: Iterable[Coding] = (),
        revised: Iterable[RevisedCoding] = (),
    ) -> None:
        """`revised` are those that a corrected text moved, changed or left without a place."""
        self._interview = interview
        self._revised = {each.coding.id: each for each in revised}
        self._codings = {coding.id: coding for coding in codings}
        self._index: SpanIndex[CodingId] = SpanIndex(
            (coding.id, coding.span) for coding in self._codings.values()
        )
        self._turn_starts = [turn.start for turn in interview.turns]
        self._turn_ends = [turn.end for turn in interview.turns]
        self._ours = [not interview.is_moderator(turn) for turn in interview.turns]
        self._covers = [0] * len(interview.turns)
        """For each turn, how many codings touch it."""
        self.undirected = 0
        """Codings without a direction."""
        for coding in self._codings.values():
            self._count(coding, 1)
        self.uncoded = sum(
            ours and not covers for ours, covers in zip(self._ours, self._covers, strict=True)
        )
        """Participants' turns that no coding touches."""

    def __len__(self) -> int:
        return len(self._codings)

    def __iter__(self) -> Iterator[Coding]:
        return iter(self._codings.values())

    def get(self, coding: CodingId) -> Coding | None:
        return self._codings.get(coding)

    @property
    def revised(self) -> list[RevisedCoding]:
        """What waits for somebody to look at it and has a place, in the order of the text."""
        found = [each for each in self._revised.values() if each.now is not None]
        return sorted(found, key=lambda each: _order(each.coding))

    @property
    def lost(self) -> list[RevisedCoding]:
        """What lost its place, in the order in which it stood."""
        found = [each for each in self._revised.values() if each.now is None]
        return sorted(found, key=lambda each: _order(each.coding))

    def revision(self, coding: CodingId) -> RevisedCoding | None:
        """What a corrected text did to a coding, while nobody has looked."""
        return self._revised.get(coding)

    def revise(self, touched: Iterable[CodingId], revised: Iterable[RevisedCoding]) -> None:
        """Take in what still waits of some codings."""
        for each in touched:
            self._revised.pop(each, None)
        self._revised.update({each.coding.id: each for each in revised})

    def put(self, coding: Coding) -> None:
        """Add a coding, or take in how it is now."""
        self.drop(coding.id)
        before = self._uncoded_in(coding.span)
        self._codings[coding.id] = coding
        self._index.put(coding.id, coding.span)
        self._count(coding, 1)
        self.uncoded += self._uncoded_in(coding.span) - before

    def drop(self, coding_id: CodingId) -> None:
        """Take a coding away, if it is there."""
        coding = self._codings.pop(coding_id, None)
        if coding is None:
            return
        before = self._uncoded_in(coding.span)
        self._index.drop(coding_id)
        self._count(coding, -1)
        self.uncoded += self._uncoded_in(coding.span) - before

    def at(self, offset: int) -> list[Coding]:
        """The codings that cover a character, the innermost first."""
        return [self._codings[each] for each in self._index.at(offset)]

    def touching(self, start: int, end: int) -> list[Coding]:
        """The codings that share a character with `[start, end)`, by start and end."""
        return [self._codings[each] for each in self._index.touching(start, end)]

    def beyond(
        self,
        offset: int,
        step: int,
        *,
        besides: Coding | None = None,
        undirected: bool = False,
        revised: bool = False,
    ) -> Coding | None:
        """The next coding behind an offset, or (step -1) before it.

        besides: the one that one is on; others that begin where it does are gone through too.
        undirected: only those without a direction; revised: only those that wait to be looked at.
        """
        here = (offset, len(self._interview.text), "") if besides is None else _order(besides)
        if besides is None and step < 0:
            here = (offset, 0, "")
        for each in self._index.in_order(here, step):
            coding = self._codings[each]
            if undirected and coding.polarity is not None:
                continue
            if not revised or each in self._revised:
                return coding
        return None

    def uncoded_beyond(self, offset: int, step: int) -> Turn | None:
        """The next participant's turn without a coding behind (or before) the one at an offset."""
        here = bisect_right(self._turn_starts, offset) - 1
        last = len(self._covers)
        for index in range(here + 1, last) if step > 0 else range(here - 1, -1, -1):
            if self._ours[index] and not self._covers[index]:
                return self._interview.turns[index]
        return None

    def _turns(self, span: Span) -> range:
        """Indexes of the turns that share a character with a span."""
        return range(
            bisect_right(self._turn_ends, span.start), bisect_left(self._turn_starts, span.end)
        )

    def _count(self, coding: Coding, step: int) -> None:
        for index in self._turns(coding.span):
            self._covers[index] += step
        if coding.polarity is None:
            self.undirected += step

    def _uncoded_in(self, span: Span) -> int:
        return sum(self._ours[index] and not self._covers[index] for index in self._turns(span))


def _order(coding: Coding) -> tuple[int, int, str]:
    return coding.span.start, coding.span.end, coding.id
