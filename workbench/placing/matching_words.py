"""Which word of a quotation is which word of the interview.

Semi-global alignment (Sellers 1980, J. Algorithms 1): the quotation as a whole against the stretch
of the text where it costs least. Every word put in, left out or exchanged costs 1; what a mark of
omission stands for costs nothing.
"""

from dataclasses import dataclass
from typing import Literal

from workbench.placing.wording import Piece

MOST_REPLACED = 8
"""Words that an insertion in square brackets may stand for."""

StepKind = Literal["equal", "exchanged", "added", "missing", "marked"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way through both."""

    kind: StepKind
    """`added`: the quotation has a word that the text has not; `missing`: the other way round;
    `marked`: missing, and a mark says so."""
    piece: int
    """Index of the piece of the quotation."""
    word: int
    """Index of the word of the text; of an added one, of the next."""


@dataclass(frozen=True, slots=True)
class Alignment:
    cost: int
    start: int
    """Index of the first word of the text that is covered."""
    end: int
    steps: tuple[Step, ...]


def align(pieces: list[Piece], words: list[str]) -> Alignment:
    """The cheapest way to read the quotation's pieces in the text's words.

    Asides are passed over. A pause may stand for words left out at a small cost, so that a
    speaker's own pause is none.
    """
    rows = _Rows(pieces, words)
    end = min(range(len(words) + 1), key=lambda at: (rows.costs[-1][at], at))
    steps, start = rows.way(end)
    counted = sum(step.kind in ("exchanged", "added", "missing") for step in steps)
    return Alignment(counted, start, end, tuple(steps))


_PAUSE = 0.6
"""Of a pause that stands for words left out: less than one word."""
_EXCHANGE = 1.05
_ADDED = 1.1
_EQUAL = -0.01
"""Missing words cost 1. Of two ways that change as many, the one with more equal words wins, and
an exchanged word is one, also at the ends."""


class _Rows:
    """The costs, row by row, and how each came about."""

    def __init__(self, pieces: list[Piece], words: list[str]) -> None:
        self.pieces = [
            (index, piece) for index, piece in enumerate(pieces) if piece.kind != "aside"
        ]
        self.words = words
        self.costs: list[list[float]] = [[0.0] * (len(words) + 1)]
        self.origins: list[list[int]] = []
        """For each cell of a row the column in the row above it came from; -1: the cell before."""
        for _, piece in self.pieces:
            fill = self._word_row if piece.kind == "word" else self._mark_row
            costs, origins = fill(piece, self.costs[-1])
            self.costs.append(costs)
            self.origins.append(origins)

    def _word_row(self, piece: Piece, above: list[float]) -> tuple[list[float], list[int]]:
        form = piece.form
        costs, origins = [above[0] + _ADDED], [0]
        for at, word in enumerate(self.words):
            cost, origin = above[at] + (_EQUAL if word == form else _EXCHANGE), at
            if above[at + 1] + _ADDED < cost:
                cost, origin = above[at + 1] + _ADDED, at + 1
            if costs[at] + 1 < cost:
                cost, origin = costs[at] + 1, -1
            costs.append(cost)
            origins.append(origin)
        return costs, origins

    def _mark_row(self, piece: Piece, above: list[float]) -> tuple[list[float], list[int]]:
        """A mark stands for nothing, or for words that end here."""
        reach = MOST_REPLACED if piece.kind == "inserted" else len(above)
        price = _PAUSE if piece.kind == "pause" else 0.0
        costs, origins = [], []
        best = 0
        for at, cost in enumerate(above):
            if cost < above[best] or at - best > reach:
                best = (
                    at
                    if at - best <= reach
                    else min(range(at - reach, at + 1), key=lambda each: above[each])
                )
            taken = above[best] + (price if best < at else 0.0)
            costs.append(min(cost, taken))
            origins.append(at if cost <= taken else best)
        return costs, origins

    def way(self, end: int) -> tuple[list[Step], int]:
        steps: list[Step] = []
        row, at = len(self.pieces), end
        while row:
            index, piece = self.pieces[row - 1]
            origin = self.origins[row - 1][at]
            if piece.kind != "word":
                steps += [Step("marked", index, word) for word in range(at - 1, origin - 1, -1)]
                row, at = row - 1, origin
            elif origin == -1:
                at -= 1
                steps.append(Step("missing", index, at))
            elif origin == at:
                row -= 1
                steps.append(Step("added", index, at))
            else:
                row, at = row - 1, origin
                same = self.words[at] == piece.form
                steps.append(Step("equal" if same else "exchanged", index, at))
        return steps[::-1], at
