"""Where one can go in a transcript: by character, word, sentence and turn.

Pure. Invariant: every place given is the offset of a character that is seen, and each unit is the
one that tables and suggestions count (`workbench.text`).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import islice

from workbench.model import Interview, Span
from workbench.text import sentences, word_spans
from workbench.tui.widgets.transcript.layout import Paragraph

_REMEMBERED = 64
"""Paragraphs whose words or sentences are kept."""


class By(Enum):
    """The steps one moves and selects by."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"


class Places:
    """The units of one text."""

    def __init__(self, interview: Interview, paragraphs: Sequence[Paragraph]) -> None:
        self._interview = interview
        self._text = interview.text
        self._paragraphs = [each for each in paragraphs if each.start < each.end]
        self._starts = [each.start for each in self._paragraphs]
        self._divided: dict[tuple[int, By], list[Span]] = {}

    def nearest(self, offset: int) -> int:
        """The seen character at an offset, or else the nearest before it, or the first."""
        if not self._paragraphs:
            return 0
        paragraph = self._paragraphs[max(0, self._index(offset))]
        return min(max(offset, paragraph.start), paragraph.end - 1)

    def start_after(self, offset: int, by: By) -> int | None:
        """Where the first unit begins that begins behind an offset."""
        for unit in self._units_from(offset, by):
            if unit.start > offset:
                return unit.start
        return None

    def start_before(self, offset: int, by: By) -> int | None:
        """Where the last unit begins that begins before an offset."""
        for unit in self._units_back_from(offset, by):
            if unit.start < offset:
                return unit.start
        return None

    def end_after(self, offset: int, by: By) -> int | None:
        """Where the first unit ends that ends behind an offset."""
        for unit in self._units_from(offset, by):
            if unit.end > offset:
                return unit.end
        return None

    def end_before(self, offset: int, by: By) -> int | None:
        """Where the last unit ends that ends before an offset."""
        for unit in self._units_back_from(offset, by):
            if unit.end < offset:
                return unit.end
        return None

    def unit_at(self, offset: int, by: By) -> Span | None:
        """The unit that holds a character; else the one before it in its paragraph, or after."""
        index = self._index(offset)
        if not 0 <= index < len(self._paragraphs):
            return None
        if by is By.TURN:
            return self._turn_at(index)
        if by is By.CHARACTER:
            return Span(offset, offset + 1)
        units = self._units_in(index, by)
        return units[_last_before(units, offset)] if units else None

    def grown(self, span: Span) -> Span:
        """The next larger thing around a passage: word, sentence, paragraph, turn."""
        last = max(span.start, span.end - 1)
        for by in (By.WORD, By.SENTENCE):
            wider = self._around(span, self.unit_at(span.start, by), self.unit_at(last, by))
            if wider is not None:
                return wider
        first_line, last_line = self._line(self._index(span.start)), self._line(self._index(last))
        wider = self._around(span, first_line, last_line)
        if wider is None:
            turns = self.unit_at(span.start, By.TURN), self.unit_at(last, By.TURN)
            wider = self._around(span, *turns)
        return wider or span

    def _around(self, span: Span, first: Span | None, last: Span | None) -> Span | None:
        """From the beginning of one unit to the end of the other, if that is more."""
        if first is None or last is None:
            return None
        wider = Span(min(span.start, first.start), max(span.end, last.end))
        return wider if wider != span else None

    def _index(self, offset: int) -> int:
        """Of the paragraph that holds an offset, or else the one before it."""
        return bisect_right(self._starts, offset) - 1

    def _line(self, index: int) -> Span:
        paragraph = self._paragraphs[max(0, index)]
        return Span(paragraph.start, paragraph.end)

    def _units_in(self, index: int, by: By) -> list[Span]:
        """The words or sentences of a paragraph, remembered while one is near it."""
        there = self._divided.get((index, by))
        if there is None:
            if len(self._divided) >= _REMEMBERED:
                self._divided.clear()
            paragraph = self._paragraphs[index]
            divide: Callable[[str, int, int], list[tuple[int, int]]] = (
                word_spans if by is By.WORD else sentences
            )
            found = divide(self._text, paragraph.start, paragraph.end)
            there = self._divided[index, by] = [Span(*unit) for unit in found]
        return there

    def _turn_at(self, index: int) -> Span:
        turn = self._paragraphs[index].turn
        return self._between_turns(index) if turn is None else Span(turn.start, turn.end)

    def _between_turns(self, index: int) -> Span:
        """Lines that belong to no turn, such as a head, are one unit until the next turn."""
        first = last = index
        while first > 0 and self._paragraphs[first - 1].turn is None:
            first -= 1
        while last + 1 < len(self._paragraphs) and self._paragraphs[last + 1].turn is None:
            last += 1
        return Span(self._paragraphs[first].start, self._paragraphs[last].end)

    def _units_from(self, offset: int, by: By) -> Iterator[Span]:
        """Units in order, from the paragraph of an offset on."""
        for index in range(max(0, self._index(offset)), len(self._paragraphs)):
            if by is By.CHARACTER:
                yield from self._characters_from(index, offset)
            elif by is By.TURN:
                yield self._turn_at(index)
            else:
                units = self._units_in(index, by)
                yield from islice(units, _last_before(units, offset), None)

    def _units_back_from(self, offset: int, by: By) -> Iterator[Span]:
        """Units in the opposite order, from the paragraph of an offset back."""
        for index in range(min(self._index(offset), len(self._paragraphs) - 1), -1, -1):
            if by is By.CHARACTER:
                yield from self._characters_back_from(index, offset)
            elif by is By.TURN:
                yield self._turn_at(index)
            else:
                units = self._units_in(index, by)
                last = _last_before(units, offset)
                yield from (units[place] for place in range(min(last, len(units) - 1), -1, -1))

    def _characters_from(self, index: int, offset: int) -> Iterator[Span]:
        paragraph = self._paragraphs[index]
        for at in range(max(paragraph.start, offset - 1), paragraph.end):
            yield Span(at, at + 1)

    def _characters_back_from(self, index: int, offset: int) -> Iterator[Span]:
        paragraph = self._paragraphs[index]
        for at in range(min(paragraph.end - 1, offset), paragraph.start - 1, -1):
            yield Span(at, at + 1)


def _last_before(units: Sequence[Span], offset: int) -> int:
    """The last unit that begins at or before an offset, or the first one."""
    return max(0, bisect_right(units, offset, key=lambda unit: unit.start) - 1)
