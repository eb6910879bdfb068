"""How much evidence makes how good a suggestion. Pure numbers, no language.

Each cue hit is taken as one independent reason: the score is the chance that at least one of them
holds, 1 - product of (1 - weight).
"""

from collections.abc import Iterable
from math import prod

from workbench.model import Confidence

_HIGH = 0.7
_MEDIUM = 0.5

_WEIGHTS = {1: 0.35, 2: 0.55, 3: 0.7}
"""By the number of words of the cue: a phrase says more than a word."""
_AS_WRITTEN = 0.05
"""More for the very form of the cue than for another inflection of it."""


def weight(words: int, *, exact: bool, sharers: int) -> float:
    """What one hit of a cue of `words` words is worth, if `sharers` branches have that cue."""
    base = _WEIGHTS[min(words, 3)] + (_AS_WRITTEN if exact else 0.0)
    return base / sharers


def combine(weights: Iterable[float]) -> float:
    """The score of several hits together, 0-1; of none, 0."""
    return round(1 - prod(1 - each for each in weights), 4)


def band(score: float) -> Confidence:
    if score >= _HIGH:
        return Confidence.HIGH
    return Confidence.MEDIUM if score >= _MEDIUM else Confidence.LOW
