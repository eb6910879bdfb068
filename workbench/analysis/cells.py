"""What a cell of a table counts, one by one.

Invariant: the numbers of a cell's entries add up to the cell, in every unit. For words the entries
are stretches of coded text that do not overlap and lie in one turn each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.analysis.frames import LEFT_OUT, FrameCounter
from workbench.analysis.values import Values
from workbench.model import (
    CellEntry,
    CellKey,
    Codebook,
    CountingFrame,
    Cut,
    Span,
    Unit,
)


def cell_entries(
    frames: Sequence[CountingFrame], codebook: Codebook, cut: Cut, key: CellKey
) -> list[CellEntry]:
    """The things that one cell counts, by interview and place.

    Raises what `cut_table` raises. A value that no speaker has gives nothing.
    """
    values = Values(cut, frames)
    wanted = _codes(codebook, key)
    found: list[CellEntry] = []
    for frame in frames:
        spans = [
            span for span in frame.spans if span[2] in wanted and key.polarity in (None, span[3])
        ]
        if not spans:
            continue
        speaker_values = values.speaker_values(frame)
        counted = {*speaker_values} - {LEFT_OUT}
        if key.parts is not None:
            counted &= {values.numbers.get(key.parts, LEFT_OUT)} - {LEFT_OUT}
        if counted:
            counter = FrameCounter(
                replace(frame, spans=spans), speaker_values, ancestors={}, split=False
            )
            found += _Lister(counter, frozenset(counted)).entries(cut.unit)
    return found


def _codes(codebook: Codebook, key: CellKey) -> frozenset[str]:
    if key.code is None:
        return frozenset(code.id for code in codebook.codes)
    return frozenset([key.code]) if key.own else codebook.descendants(key.code)


@dataclass(frozen=True, slots=True)
class _Lister:
    """Lists what one frame's codings count for, under some values."""

    counter: FrameCounter
    counted: frozenset[int]

    def entries(self, unit: Unit) -> Iterable[CellEntry]:
        if unit is Unit.SEGMENTS:
            return self._segments()
        if unit is Unit.TURNS:
            return self._turns()
        if unit is Unit.WORDS:
            return self._words()
        return self._people() if unit is Unit.PARTICIPANTS else self._interview()

    def _spans(self) -> Iterator[Span]:
        return (Span(start, end) for start, end, _, _ in self.counter.frame.spans)

    def _entry(self, turn: int, number: int, span: Span, codings: Iterable[Span]) -> CellEntry:
        frame = self.counter.frame
        return CellEntry(
            interview=frame.interview,
            turn=turn + 1,
            speaker=frame.speakers[frame.turn_speakers[turn]],
            number=number,
            span=span,
            codings=tuple(codings),
        )

    def _homes(self) -> Iterator[tuple[Span, int]]:
        """The codings that count under the values wanted, each with its turn."""
        for span in self._spans():
            home = self.counter.home(span.start, span.end)
            if home is not None and self.counter.values[home] in self.counted:
                yield span, home

    def _segments(self) -> Iterator[CellEntry]:
        return (self._entry(home, 1, span, (span,)) for span, home in self._homes())

    def _turns(self) -> Iterator[CellEntry]:
        frame = self.counter.frame
        touched: dict[int, list[Span]] = {}
        for span in self._spans():
            for turn in self.counter.turns_touched(span.start, span.end):
                if self.counter.values[turn] in self.counted:
                    touched.setdefault(turn, []).append(span)
        for turn, spans in sorted(touched.items()):
            whole = Span(frame.turn_starts[turn], frame.turn_ends[turn])
            yield self._entry(turn, 1, whole, spans)

    def _people(self) -> Iterator[CellEntry]:
        people: dict[int, list[tuple[Span, int]]] = {}
        for span, home in self._homes():
            speaker = self.counter.frame.turn_speakers[home]
            if self.counter.is_person(speaker):
                people.setdefault(speaker, []).append((span, home))
        for homes in people.values():
            yield self._entry(homes[0][1], 1, homes[0][0], (span for span, _ in homes))

    def _interview(self) -> Iterator[CellEntry]:
        homes = list(self._homes())
        if homes:
            first = self._entry(homes[0][1], 1, homes[0][0], (span for span, _ in homes))
            yield replace(first, speaker="")

    def _words(self) -> Iterator[CellEntry]:
        """Coded text without its overlaps, cut where turns end."""
        counter, frame = self.counter, self.counter.frame
        for together, spans in _joined(self._spans()):
            for turn in counter.turns_touched(together.start, together.end):
                if counter.values[turn] not in self.counted:
                    continue
                begin = max(together.start, frame.turn_starts[turn])
                end = min(together.end, frame.turn_ends[turn])
                number = counter.words_in(begin, end)
                if number:
                    touching = [each for each in spans if each.overlaps(Span(begin, end))]
                    yield self._entry(turn, number, Span(begin, end), touching)


def _joined(spans: Iterable[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Spans in order put together where they overlap or meet, each with those it is made of."""
    together: Span | None = None
    parts: list[Span] = []
    for span in spans:
        if together is not None and span.start <= together.end:
            together = Span(together.start, max(together.end, span.end))
            parts.append(span)
            continue
        if together is not None:
            yield together, parts
        together, parts = span, [span]
    if together is not None:
        yield together, parts
