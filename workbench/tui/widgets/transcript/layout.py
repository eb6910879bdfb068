"""Which characters of an interview stand on which row of the screen.

Invariant: the rows divide the text without gap or overlap; row `i` holds the characters from
`tiles[i]` up to `tiles[i + 1]`, of which `[starts[i], ends[i])` are seen. What is not seen is white
space at a break and the labels of turns, which stand in the gutter instead.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from workbench.model import Interview, Span, Turn

_LINE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that begins on a row of its own."""

    tile: int
    """Where the characters that belong to it begin; a label not seen stands before `start`."""
    start: int
    end: int
    turn: Turn | None
    """None for header lines and whatever else belongs to no turn."""
    opens: bool
    """The first of its turn."""
    exact: bool
    """Holds characters that are not one cell wide."""


def paragraphs_of(interview: Interview) -> tuple[Paragraph, ...]:
    """Every paragraph of the interview, in order; empty for a text of white space alone."""
    text = interview.text
    odd = {char for char in set(text) - {"\n"} if cell_len(char) != 1}
    found: list[Paragraph] = []
    for tile, start, end, turn, opens in _pieces(interview):
        exact = bool(odd) and not odd.isdisjoint(text[start:end])
        found.append(Paragraph(tile if found else 0, start, end, turn, opens, exact))
    return tuple(found)


def _pieces(interview: Interview) -> Iterator[tuple[int, int, int, Turn | None, bool]]:
    text, done = interview.text, 0
    for turn in interview.turns:
        label = turn.start
        if turn.speaker:
            label = max(done, text.rfind("\n", done, turn.start) + 1)
        for line in _LINE.finditer(text, done, label):
            yield line.start(), *line.span(), None, False
        tile, opens = label, True
        for line in _LINE.finditer(text, turn.start, turn.end):
            yield tile if opens else line.start(), *line.span(), turn, opens
            opens = False
        if opens:
            yield tile, turn.start, turn.start, turn, True
        done = turn.end
    for line in _LINE.finditer(text, done):
        yield line.start(), *line.span(), None, False


class Layout:
    """The paragraphs of one text wrapped to a measure, once."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph], *, measure: int) -> None:
        """Wrap. `measure` is in cells, at least 2, so that every character fits a row."""
        self.text = text
        self.measure = max(2, measure)
        self.paragraphs = paragraphs
        self.tiles = array("I")
        self.starts = array("I")
        self.ends = array("I")
        self.owners = array("I")
        """For each row the index of its paragraph; an empty row belongs to the one before it."""
        self.firsts = array("I")
        """For each paragraph the row on which it begins."""
        for index, paragraph in enumerate(paragraphs):
            if index and (paragraph.opens or paragraph.turn is not paragraphs[index - 1].turn):
                self._add_empty(paragraph.tile, owner=index - 1)
            self._add(paragraph, index)
        self._add_empty(len(text) if paragraphs else 0, owner=max(0, len(paragraphs) - 1))

    @property
    def height(self) -> int:
        """Rows, the empty ones between turns among them."""
        return len(self.starts)

    def row_of(self, offset: int) -> int:
        """The row that holds the character at `offset`."""
        last = max(0, len(self.text) - 1)
        return max(0, bisect_right(self.tiles, min(max(0, offset), last)) - 1)

    def rows_of(self, span: Span) -> tuple[int, int]:
        """The first and last row on which characters of the span are seen."""
        first, last = self.row_of(span.start), self.row_of(max(span.start, span.end - 1))
        if first < last and span.start >= self.ends[first]:
            first += 1
        return first, last

    def paragraph(self, row: int) -> Paragraph | None:
        """The paragraph of a row; None where the text is empty."""
        return self.paragraphs[self.owners[row]] if self.paragraphs else None

    def is_empty(self, row: int) -> bool:
        """Whether the row only divides: no character stands on it."""
        following = self.tiles[row + 1] if row + 1 < self.height else len(self.text)
        return self.tiles[row] == following and self.starts[row] == self.ends[row]

    def offset_at(self, row: int, cell: int) -> int:
        """The character shown at a cell of a row; beyond the words, the last one of the row."""
        start, end = self.starts[row], self.ends[row]
        paragraph = self.paragraph(row)
        if paragraph is None or not paragraph.exact:
            return min(start + max(0, cell), max(start, end - 1))
        taken = 0
        for offset in range(start, end):
            taken += cell_len(self.text[offset])
            if taken > cell:
                return offset
        return max(start, end - 1)

    def cell_of(self, offset: int) -> int:
        """The cell at which a character stands in its row."""
        start = self.starts[self.row_of(offset)]
        return cell_len(self.text[start : max(start, offset)])

    def turn_row(self, turn: Turn) -> int:
        """The row on which a turn begins."""
        found = bisect_left(self.paragraphs, turn.start, key=lambda each: each.start)
        return self.firsts[found]

    def _add_empty(self, tile: int, *, owner: int) -> None:
        self.tiles.append(tile)
        self.starts.append(tile)
        self.ends.append(tile)
        self.owners.append(owner)

    def _add(self, paragraph: Paragraph, index: int) -> None:
        wrap = _wrap_exactly if paragraph.exact else _wrap
        first = len(self.starts)
        self.firsts.append(first)
        for start, end in wrap(self.text, paragraph.start, paragraph.end, self.measure):
            self.starts.append(start)
            self.ends.append(end)
        added = len(self.starts) - first
        self.tiles.append(paragraph.tile)
        self.tiles.extend(self.starts[first + 1 :])
        self.owners.extend([index] * added)


def _wrap(text: str, start: int, end: int, measure: int) -> Iterator[tuple[int, int]]:
    """Break `[start, end)` greedily at spaces, counting every character as one cell."""
    find = text.rfind
    while end - start > measure:
        cut = find(" ", start + 1, start + measure + 1)
        if cut < 0:
            cut = start + measure
        yield start, _seen_end(text, start, cut)
        start = _after_spaces(text, cut, end)
    yield start, end


def _wrap_exactly(text: str, start: int, end: int, measure: int) -> Iterator[tuple[int, int]]:
    """Break as `_wrap` does, measuring every character."""
    while (limit := _fitting(text, start, end, measure)) < end:
        cut = text.rfind(" ", start + 1, limit + 1)
        if cut < 0:
            cut = limit
        yield start, _seen_end(text, start, cut)
        start = _after_spaces(text, cut, end)
    yield start, end


def _fitting(text: str, start: int, end: int, measure: int) -> int:
    """How far a row that begins at `start` reaches; at least one character."""
    taken, reached = 0, start
    while reached < end:
        taken += cell_len(text[reached])
        if taken > measure:
            break
        reached += 1
    # A sign and its selector can be wider together than the sum of the two.
    while reached > start + 1 and cell_len(text[start:reached]) > measure:
        reached -= 1
    return max(reached, min(start + 1, end))


def _seen_end(text: str, start: int, cut: int) -> int:
    """Where the seen part of a row ends that is broken before `cut`."""
    seen = cut
    while seen > start and text[seen - 1] == " ":
        seen -= 1
    return seen if seen > start else cut


def _after_spaces(text: str, cut: int, end: int) -> int:
    """Where the row after a break begins."""
    while cut < end and text[cut] == " ":
        cut += 1
    return cut
