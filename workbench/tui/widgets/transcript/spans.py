"""Spans that come and go while one works, found by where they stand.

Pure: offsets and names, no styles. Invariant: what is asked about a stretch of text costs by what
stands there, not by how much there is in the whole text.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from workbench.model import CodingId, Span

_BUCKET = 9
"""Spans are filed under every stretch of 2^9 code points that they touch."""


_N = TypeVar("_N", CodingId, Span)
_Filed = tuple[int, int, _N]


class SpanIndex(Generic[_N]):
    """Spans by name. Empty spans stand nowhere and are left out."""

    def __init__(self, spans: Iterable[tuple[_N, Span]] = ()) -> None:
        self._spans: dict[_N, Span] = {}
        self._buckets: dict[int, list[_Filed[_N]]] = {}
        self._order: list[_Filed[_N]] = []
        for name, span in spans:
            if len(span) > 0:
                self._spans[name] = span
                filed = (span.start, span.end, name)
                self._order.append(filed)
                for bucket in _buckets_of(span):
                    self._buckets.setdefault(bucket, []).append(filed)
        self._order.sort()
        for filed_here in self._buckets.values():
            filed_here.sort()

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, name: _N) -> bool:
        return name in self._spans

    def span(self, name: _N) -> Span | None:
        return self._spans.get(name)

    def put(self, name: _N, span: Span) -> None:
        """Add a span, or move the one of that name."""
        self.drop(name)
        if len(span) == 0:
            return
        self._spans[name] = span
        filed = (span.start, span.end, name)
        insort(self._order, filed)
        for bucket in _buckets_of(span):
            insort(self._buckets.setdefault(bucket, []), filed)

    def drop(self, name: _N) -> None:
        """Take a span away, if it is there."""
        span = self._spans.pop(name, None)
        if span is None:
            return
        filed = (span.start, span.end, name)
        self._order.pop(bisect_left(self._order, filed))
        for bucket in _buckets_of(span):
            here = self._buckets[bucket]
            here.pop(bisect_left(here, filed))

    def touching(self, start: int, end: int) -> list[_N]:
        """The names of the spans that share a character with `[start, end)`, by start and end."""
        if end - start <= 1 << _BUCKET and start >> _BUCKET == (end - 1) >> _BUCKET:
            here = self._buckets.get(start >> _BUCKET, ())
            return [name for first, last, name in here if first < end and last > start]
        found = {
            filed
            for bucket in range(start >> _BUCKET, ((end - 1) >> _BUCKET) + 1)
            for filed in self._buckets.get(bucket, ())
            if filed[0] < end and filed[1] > start
        }
        return [name for _start, _end, name in sorted(found)]

    def at(self, offset: int) -> list[_N]:
        """The names of the spans that cover a character, the innermost (shortest) first."""
        return sorted(
            self.touching(offset, offset + 1),
            key=lambda name: (len(self._spans[name]), -self._spans[name].start, name),
        )

    def in_order(self, here: tuple[int, int, str], step: int) -> Iterator[_N]:
        """Those behind (start, end, name), or (step -1) before it, the nearest first."""
        if step > 0:
            at = bisect_right(self._order, here, key=_key)
            return (self._order[place][2] for place in range(at, len(self._order)))
        at = bisect_left(self._order, here, key=_key)
        return (self._order[place][2] for place in range(at - 1, -1, -1))

    def starts_after(self, offset: int) -> Iterator[_N]:
        """Those that begin behind an offset, the nearest first."""
        at = bisect_right(self._order, offset, key=lambda filed: filed[0])
        return (self._order[place][2] for place in range(at, len(self._order)))

    def starts_before(self, offset: int) -> Iterator[_N]:
        """Those that begin before an offset, the nearest first."""
        at = bisect_left(self._order, offset, key=lambda filed: filed[0])
        return (self._order[place][2] for place in range(at - 1, -1, -1))


def _buckets_of(span: Span) -> range:
    return range(span.start >> _BUCKET, ((span.end - 1) >> _BUCKET) + 1)


def _key(filed: _Filed[_N]) -> tuple[int, int, str]:
    start, end, name = filed
    return start, end, str(name)
