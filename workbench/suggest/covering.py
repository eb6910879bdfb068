"""Stretches of one text, joined where they overlap, so that many are asked about quickly. Pure."""

from bisect import bisect_left
from collections.abc import Iterable

from workbench.model import Span


class Covered:
    """What some stretches cover together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, span: Span) -> bool:
        """Whether the span shares a character with any of them."""
        at = bisect_left(self._starts, span.end) - 1
        return at >= 0 and self._ends[at] > span.start
