"""From scores to the chance that a coder accepts, and from that to a band of confidence.

A logistic function of the score, its lead over the next branch, the length of turn and sentence
(short turns are seldom coded), and the sentence's own hits. Its weights were fitted on interviews
01-14 of the demonstration corpus, coder A, each interview scored without its own codings: one set
for the codebook alone and one for what was learnt from many passages; with few passages the truth
lies between. Pure numbers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.model import Confidence
from workbench.suggest.vectors import Floats

_COLD = np.array([-7.454, 2.568, 4.639, 1.013, 0.537, -0.688])
_LEARNED = np.array([-9.275, 1.239, 2.451, 1.472, 0.599, -0.235])
_MANY = 200
"""Passages from which on the second set holds alone."""
_MOST_CUES = 3.0

SHOWN = 0.3
"""A code that is less likely to be accepted is not shown ..."""
_SAID_OUTRIGHT = 0.15
_OUTRIGHT = 0.9
_PLAIN = 0.3
_LARGE = 500
"""... unless its cues are said so plainly that they are worth this much; then this suffices."""
_BANDS = ((0.7, Confidence.HIGH), (0.45, Confidence.MEDIUM))


@dataclass(frozen=True, slots=True)
class Lengths:
    """Words of each sentence, and of the turn it stands in."""

    sentence: NDArray[np.int64]
    turn: NDArray[np.int64]


def chances(
    total: Floats, cues: Floats, lengths: Lengths, branch: NDArray[np.int64], *, passages: int
) -> NDArray[np.float64]:
    """The chance that each code is right for each sentence.

    total, cues: sentences x codes; branch: of each code, the column of its top code.
    passages: how many the scores were learnt from; 0 for the codebook alone.
    """
    share = min(1.0, passages / _MANY)
    weights = _COLD + share * (_LEARNED - _COLD)
    said = np.log1p(lengths.turn)[:, None] * weights[3]
    said = said + np.log1p(lengths.sentence)[:, None] * weights[4]
    strength = (
        weights[0]
        + weights[1] * total
        + weights[2] * _leads(total, branch)
        + said
        + weights[5] * np.minimum(cues, _MOST_CUES)
    )
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-strength.astype(np.float64)))
    return chance


def _leads(total: Floats, branch: NDArray[np.int64]) -> Floats:
    """How far each code is before the best of the other branches (below 0: behind)."""
    tops = sorted(set(branch.tolist()))
    if len(tops) < 2 or not len(total):
        return total
    best = total[:, tops]
    order = np.argsort(-best, axis=1, kind="stable")
    rows = np.arange(len(total))
    first, second = best[rows, order[:, 0]], best[rows, order[:, 1]]
    winner = np.array(tops)[order[:, 0]]
    others = np.where(branch[None, :] == winner[:, None], second[:, None], first[:, None])
    leads: Floats = (total - others).astype(np.float32)
    return leads


def worth_showing(chance: float, cues: float, *, sentences: int) -> bool:
    """Whether a code is shown, given its chance and what the sentence's own hits are worth.

    sentences: how many the project has; in a small one every plain hit is shown.
    """
    share = min(1.0, sentences / _LARGE)
    plain = cues >= share * _OUTRIGHT + (1 - share) * _PLAIN
    return chance >= (share * share * _SAID_OUTRIGHT if plain else SHOWN)


def band(chance: float) -> Confidence:
    """The band of a chance that is shown."""
    return next((name for least, name in _BANDS if chance >= least), Confidence.LOW)
