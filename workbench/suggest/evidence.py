"""What hits are worth: by kind, length, rarity, and how many codes share the cue. Pure numbers."""

from collections.abc import Iterable, Mapping, Sequence
from math import log1p

import numpy as np

from workbench.model import Codebook, CodeId
from workbench.suggest.matching import Hit, strongest
from workbench.suggest.patterns import Pattern
from workbench.suggest.vectors import Floats

_KINDS = {
    "exact": 1.0,
    "lemma": 1.0,
    "pattern": 1.0,
    "regex": 1.0,
    "compound": 0.8,
    "spelling": 0.7,
}
_FIRST_PART = 0.6
"""The first part of a compound says less than the last: `chefsnätverk` is a network."""
_LONGEST = 3
"""Words beyond which a longer phrase says no more."""
_NEVER_SAID = 500
"""Sentences without any cue that are taken for granted: in a few, rarity cannot be judged."""
_MOST = 3.0
"""What all hits of one code in a text are worth at most."""


class Worth:
    """What each cue is worth in these texts."""

    def __init__(self, texts: Iterable[Sequence[Sequence[Hit]]]) -> None:
        """texts: the hits of each interview, segment by segment."""
        self._segments = _NEVER_SAID
        self._found: dict[Pattern, int] = {}
        for segments in texts:
            self._segments += len(segments)
            for hits in segments:
                for pattern in {hit.pattern for hit in hits}:
                    self._found[pattern] = self._found.get(pattern, 0) + 1

    def of(self, hit: Hit) -> float:
        """A rare cue says more than one that everybody says all the time."""
        pattern = hit.pattern
        words = min(max(1, len(pattern.slots)), _LONGEST)
        rarity = log1p(self._segments / (1 + self._found.get(pattern, 0)))
        kind = _KINDS[hit.kind] * (_FIRST_PART if hit.part else 1.0)
        scale = log1p(self._segments)
        return kind * pattern.cue.weight / pattern.sharers * (0.5 + words / 2) * rarity / scale

    def row(self, hits: Sequence[Hit], columns: Mapping[CodeId, int], codebook: Codebook) -> Floats:
        """What the hits of one segment are worth to each code; those above a code share in it."""
        best: dict[tuple[str, CodeId], float] = {}
        for hit in strongest(hits):
            key = (hit.pattern.cue.text, hit.pattern.code)
            best[key] = max(best.get(key, 0.0), self.of(hit))
        above: dict[tuple[str, CodeId], float] = {}
        for (cue, code), worth in best.items():
            for each in codebook.ancestors(code):
                above[cue, each] = max(above.get((cue, each), 0.0), worth)
        row = np.zeros(len(columns), dtype=np.float32)
        for (_, code), worth in above.items():
            row[columns[code]] += worth
        return np.minimum(row, _MOST)
