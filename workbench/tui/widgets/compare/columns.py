"""How the width is shared out where two coders' margins stand on either side of the words.

Invariant: as in a single transcript, the columns never depend on which codings there are.
"""

from dataclasses import dataclass

from workbench.tui.widgets.transcript.columns import COMFORTABLE, Columns

_WIDE = 90
"""From this width on the margins are generous."""
_NARROW = 60
"""Below this width they give way to the words."""
_CLOCK = 8
"""Cells of `hh:mm:ss`."""
_MARK = 2


@dataclass(frozen=True, slots=True)
class ComparedColumns(Columns):
    """Cells of each column: gutter, labels, lanes, words, lanes, labels, and what was settled.

    The first coder's margin has the same `lanes` and `labels` as the second's.
    """

    settled_lanes: int = 0
    settled_labels: int = 0
    """0 where what was settled is not shown; else after one empty cell each."""

    @property
    def before(self) -> int:
        """The first coder's margin, with the empty cells around its lanes."""
        return self.labels + 1 + self.lanes + 1

    @property
    def words(self) -> int:
        return self.indent + self.mark + self.gutter + self.gap + self.before

    @property
    def behind(self) -> int:
        """Where the second coder's margin begins."""
        return self.words + self.measure

    @property
    def settled(self) -> int:
        """Where the margin of what was settled begins."""
        return self.behind + self.before

    @classmethod
    def sides(cls, width: int, *, speaker: int, timed: bool, settled: bool) -> "ComparedColumns":
        """Share out `width` cells; `speaker` is what the longest label asks for.

        settled: whether what was settled has a margin of its own.
        """
        wide = width >= _WIDE
        lanes, labels = (3, 8) if wide else (2, 6)
        if width < _NARROW:
            lanes, labels = 1, 4
        agreed = ((2, 6) if wide else (1, 5)) if settled else (0, 0)
        least = _CLOCK if timed else 2
        speaker = min(max(speaker, least), max(least, 9 if wide else 5), max(2, width // 6))
        gap = 2 if wide else 1
        margins = 2 * (labels + 1 + lanes + 1) + (sum(agreed) + 2 if settled else 0)
        fixed = _MARK + speaker + gap + margins
        measure = max(2, min(COMFORTABLE, width - fixed))
        indent = max(0, (width - fixed - measure) // 2)
        return cls(indent, _MARK, speaker, 0, gap, measure, lanes, labels, *agreed)
