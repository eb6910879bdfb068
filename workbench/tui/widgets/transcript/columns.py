"""How the width of the transcript pane is shared out: gutter, words, lanes and labels.

Invariant: the columns never depend on which codings there are, so that a passage does not move
when it is coded.
"""

from dataclasses import dataclass

COMFORTABLE = 84
"""Cells of the longest row of words: beyond, the eye loses the way back."""

_WIDE = 110
"""From this width on the margins are generous."""

_NARROW = 60
"""Below this width the margins give way to the words."""

_CLOCK = 8
"""Cells of `hh:mm:ss`."""

_MARK = 2
_GAP = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells of each column, from left to right."""

    indent: int
    mark: int
    """The sign at the row one is on."""
    speaker: int
    """Who speaks; where there is little room the time stands below."""
    time: int
    """The time beside the speaker, after one empty cell; 0 where there is little room."""
    gap: int
    measure: int
    """Words."""
    lanes: int
    """Brackets, one cell each, after one empty cell; the outermost is the last."""
    labels: int
    """Codes, after one empty cell."""

    @property
    def gutter(self) -> int:
        """Speaker and time together."""
        return self.speaker + (self.time + 1 if self.time else 0)

    @property
    def words(self) -> int:
        """Where the words begin."""
        return self.indent + self.mark + self.gutter + self.gap

    @classmethod
    def fit(cls, width: int, *, speaker: int, timed: bool) -> "Columns":
        """Share out `width` cells; `speaker` is what the longest label asks for."""
        wide = width >= _WIDE
        lanes, labels = (4, 18) if wide else (3, 10)
        if width < _NARROW:
            lanes, labels = 2, 5
        time = _CLOCK if timed and wide else 0
        speaker = max(speaker, _CLOCK) if timed and not wide else speaker
        speaker = min(speaker, 16 if wide else 10, max(2, width // 5))
        gutter = speaker + (time + 1 if time else 0)
        fixed = _MARK + gutter + _GAP + 1 + lanes + 1 + labels
        measure = max(2, min(COMFORTABLE, width - fixed))
        indent = max(0, (width - fixed - measure) // 2)
        return cls(indent, _MARK, speaker, time, _GAP, measure, lanes, labels)
