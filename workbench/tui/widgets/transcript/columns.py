"""How the width of the transcript pane is shared out: gutter, words, lanes and labels.

Invariant: the columns never depend on which codings there are, so that a passage does not move
when it is coded.
"""

from dataclasses import dataclass

COMFORTABLE = 84
"""Cells of the longest row of words: beyond, the eye loses the way back."""

_WIDE = 110
"""From this width on the margins are generous."""

_MARK = 2
_GAP = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column, from left to right."""

    indent: int
    mark: int
    """The sign at the row one is on."""
    gutter: int
    """Speaker and time."""
    gap: int
    measure: int
    """Words."""
    lanes: int
    """Brackets, one cell each, after one empty cell."""
    labels: int
    """Codes, after one empty cell."""

    @property
    def words(self) -> int:
        """Where the words begin."""
        return self.indent + self.mark + self.gutter + self.gap

    @classmethod
    def fit(cls, width: int, *, gutter: int) -> "Columns":
        """Share out `width` cells; `gutter` is what the longest label and the times ask for."""
        wide = width >= _WIDE
        lanes, labels = (5, 18) if wide else (3, 10)
        if width < 60:
            lanes, labels = 2, 5
        gutter = min(gutter, 14 if wide else 10, max(2, width // 5))
        fixed = _MARK + gutter + _GAP + 1 + lanes + 1 + labels
        measure = max(2, min(COMFORTABLE, width - fixed))
        indent = max(0, (width - fixed - measure) // 2)
        return cls(indent, _MARK, gutter, _GAP, measure, lanes, labels)
