"""The margin: which bracket stands in which lane, and on which row its label.

Pure: rows and lanes, no styles. Invariant: two brackets that share a row have different lanes, and
the labels of a row fit its width. A bracket that is added or taken away moves no other one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from workbench.model import CodingId

_ROWS = 5
"""Brackets are filed under every block of 2^5 rows that they reach."""


class Bracket(NamedTuple):
    """One coding in the margin. A tuple: thousands are made at every change of width."""

    coding: CodingId
    first: int
    last: int
    """Rows, both included."""
    lane: int
    """From 0, the outermost."""

    def reaches(self, row: int) -> bool:
        return self.first <= row <= self.last


@dataclass(slots=True)
class LabelRow:
    """The labels of one row, from left to right."""

    codings: list[CodingId]
    used: int = 0
    """Cells, the empty ones between labels among them."""
    left_out: int = 0
    """Brackets that begin here and found no room for their label on any of their rows."""


class Margin:
    """The brackets of a text's codings and their labels, kept while codings come and go."""

    def __init__(self, *, label_cells: int) -> None:
        """`label_cells` is the width of the column of labels."""
        self._cells = label_cells
        self._brackets: dict[CodingId, Bracket] = {}
        self._blocks: dict[int, list[Bracket]] = {}
        self._labels: dict[int, LabelRow] = {}
        self._labelled: dict[CodingId, tuple[int, int]] = {}
        """Row and cells of each label that is shown."""

    def fill(self, reaches: Iterable[tuple[int, int, CodingId, int]]) -> None:
        """Put many at once: first row, last row, coding, cells of its label.

        Greedy interval colouring in the order of rows, the longer one outside.
        """
        free: list[int] = []
        lanes = 0
        busy: list[tuple[int, int]] = []
        for first, last, coding, cells in sorted(
            reaches, key=lambda each: (each[0], -each[1], each[2])
        ):
            while busy and busy[0][0] < first:
                heappush(free, heappop(busy)[1])
            if free:
                lane = heappop(free)
            else:
                lane, lanes = lanes, lanes + 1
            heappush(busy, (last, lane))
            self._file(Bracket(coding, first, last, lane), cells)

    def put(self, coding: CodingId, first: int, last: int, cells: int) -> None:
        """Add a bracket in the outermost lane that is free on all its rows."""
        self.drop(coding)
        taken = {
            bracket.lane
            for block in range(first >> _ROWS, (last >> _ROWS) + 1)
            for bracket in self._blocks.get(block, ())
            if bracket.first <= last and bracket.last >= first
        }
        lane = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        self._file(Bracket(coding, first, last, lane), cells)

    def drop(self, coding: CodingId) -> None:
        """Take a bracket and its label away, if it is there."""
        bracket = self._brackets.pop(coding, None)
        if bracket is None:
            return
        for block in range(bracket.first >> _ROWS, (bracket.last >> _ROWS) + 1):
            self._blocks[block].remove(bracket)
        shown = self._labelled.pop(coding, None)
        if shown is None:
            self._labels[bracket.first].left_out -= 1
            return
        row, cells = shown
        labels = self._labels[row]
        labels.codings.remove(coding)
        labels.used -= cells + 1 if labels.codings else cells

    def rows(self, coding: CodingId) -> tuple[int, int] | None:
        """The first and last row of a bracket; None where it is not there."""
        bracket = self._brackets.get(coding)
        return None if bracket is None else (bracket.first, bracket.last)

    def at(self, row: int) -> list[Bracket]:
        """The brackets that reach a row."""
        return [each for each in self._blocks.get(row >> _ROWS, ()) if each.reaches(row)]

    def labels(self, row: int) -> LabelRow | None:
        """What is written beside a row; None where nothing is."""
        return self._labels.get(row)

    def _file(self, bracket: Bracket, cells: int) -> None:
        self._brackets[bracket.coding] = bracket
        for block in range(bracket.first >> _ROWS, (bracket.last >> _ROWS) + 1):
            self._blocks.setdefault(block, []).append(bracket)
        self._write_label(bracket, cells)

    def _write_label(self, bracket: Bracket, cells: int) -> None:
        """On the first of the bracket's rows that has room."""
        for row in range(bracket.first, bracket.last + 1):
            labels = self._labels.get(row)
            if labels is None:
                labels = self._labels[row] = LabelRow([])
            wanted = cells + 1 if labels.codings else cells
            if labels.codings and labels.used + wanted > self._cells:
                continue
            labels.codings.append(bracket.coding)
            labels.used += wanted
            self._labelled[bracket.coding] = (row, cells)
            return
        self._labels[bracket.first].left_out += 1


def lane_cell(lane: int, room: int) -> int | None:
    """The cell of a lane among `room` cells, the outermost last; None where it has none."""
    return room - 1 - lane if lane < room else None
