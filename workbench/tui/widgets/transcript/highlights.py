"""Where codings cover the text, and the brackets in the margin that tell which codes they are.

Pure: offsets and rows, no styles. Codings are named by their index in the sequence given.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from workbench.model import Coding, Span
from workbench.tui.widgets.transcript.layout import Layout


class Highlights:
    """The text divided where a coding begins or ends.

    Invariant: from `bounds[i]` up to the next bound exactly the codings `covers[i]` hold.
    """

    def __init__(self, codings: Sequence[Coding]) -> None:
        changes: dict[int, list[int]] = defaultdict(list)
        for index, coding in enumerate(codings):
            if len(coding.span) > 0:
                changes[coding.span.start].append(index)
                changes[coding.span.end].append(index)
        self.bounds = sorted(changes)
        self.covers: list[tuple[int, ...]] = []
        active: set[int] = set()
        for bound in self.bounds:
            active.symmetric_difference_update(changes[bound])
            self.covers.append(tuple(sorted(active)))

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """`[start, end)` as pieces in order, each with the codings that cover it."""
        at = bisect_right(self.bounds, start)
        cover = self.covers[at - 1] if at else ()
        while at < len(self.bounds) and self.bounds[at] < end:
            yield start, self.bounds[at], cover
            start, cover = self.bounds[at], self.covers[at]
            at += 1
        if start < end:
            yield start, end, cover


@dataclass(frozen=True, slots=True)
class Bracket:
    """One coding in the margin."""

    coding: int
    first: int
    last: int
    """Rows, both included."""
    lane: int
    """From 0, the outermost; two brackets that share a row have different lanes."""


class Brackets:
    """The brackets of every coding and the rows on which their labels stand."""

    def __init__(self, spans: Sequence[Span], layout: Layout) -> None:
        rows = sorted(
            (*layout.rows_of(span), index) for index, span in enumerate(spans) if len(span) > 0
        )
        rows.sort(key=lambda each: (each[0], -each[1], each[2]))
        self.lanes: list[list[Bracket]] = []
        """Lane by lane, in order of rows."""
        self.in_order: list[Bracket] = []
        free: list[int] = []
        busy: list[tuple[int, int]] = []
        for first, last, index in rows:
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            lane = heappop(free) if free else len(self.lanes)
            if lane == len(self.lanes):
                self.lanes.append([])
            heappush(busy, (last, lane))
            bracket = Bracket(index, first, last, lane)
            self.lanes[lane].append(bracket)
            self.in_order.append(bracket)

    def at(self, row: int) -> Iterator[Bracket]:
        """The brackets that reach a row, lane by lane."""
        for lane in self.lanes:
            found = bisect_right(lane, row, key=lambda bracket: bracket.first) - 1
            if found >= 0 and lane[found].last >= row:
                yield lane[found]

    def labels(
        self, width: int, label_width: Callable[[int], int]
    ) -> dict[int, tuple[list[int], int]]:
        """Which labels stand on which row, beside each other in `width` cells.

        A label stands on the first of its bracket's rows that has room; where none has, its first
        row counts one label that is left out. `label_width` measures a coding's label in cells.
        """
        placed: dict[int, tuple[list[int], int]] = {}
        used: dict[int, int] = {}
        for bracket in self.in_order:
            wanted = label_width(bracket.coding)
            for row in range(bracket.first, bracket.last + 1):
                taken = used.get(row, 0)
                if taken and taken + 1 + wanted > width:
                    continue
                used[row] = taken + wanted + (1 if taken else 0)
                codings, left_out = placed.get(row, ([], 0))
                placed[row] = ([*codings, bracket.coding], left_out)
                break
            else:
                codings, left_out = placed.get(bracket.first, ([], 0))
                placed[bracket.first] = (codings, left_out + 1)
        return placed
