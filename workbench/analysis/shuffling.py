"""Dealing the values of interviews out anew: how often chance alone makes so large a difference.

Invariant: an interview moves as a whole, with everything coded in it; one whose speakers have
several values stays where it is (a permutation test holds for any group of permutations).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_AT_ONCE = 1_000
"""Permutations in memory at a time."""

_SAME = 1e-9
"""Statistics that differ less are equal: rounding must not decide a tie."""

Numbers = NDArray[np.float64]
Counted = tuple[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Chances:
    """p values; NaN where nothing can be shuffled or a margin is empty."""

    cells: Numbers
    """By value and code: of the adjusted residual, two-sided."""
    codes: Numbers
    """By code: of G2 over all values."""

    def cell(self, value: int, code: int) -> float | None:
        return _known(self.cells[value, code])

    def code(self, code: int) -> float | None:
        return _known(self.codes[code])


def _known(p: float) -> float | None:
    return None if np.isnan(p) else float(p)


def shuffle(
    moving: Sequence[tuple[int, Counted]],
    fixed: Sequence[Counted],
    *,
    codes: int,
    permutations: int,
    seed: int,
) -> Chances:
    """p = (1 + times chance is as extreme) / (1 + permutations).

    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero. Statistical
    Applications in Genetics and Molecular Biology 9(1), 39.

    moving: the value of each interview, its counts by code and its base; fixed: by value, what the
    others add; codes: how many there are.
    """
    values = len(fixed)
    labels = np.array([value for value, _ in moving], dtype=np.int64)
    # The base is one more column beside the codes.
    counts = np.array([[*each, base] for _, (each, base) in moving], dtype=np.float64)
    counts = counts.reshape(len(moving), codes + 1)
    held = np.array([[*each, base] for each, base in fixed], dtype=np.float64)
    held = held.reshape(values, codes + 1)
    if len(set(labels.tolist())) < 2 or not codes:
        return Chances(np.full((values, codes), np.nan), np.full(codes, np.nan))
    observed = _statistics(_dealt(labels[None, :], counts, held))
    extreme = [np.zeros_like(observed[0][0]), np.zeros_like(observed[1][0])]
    chance = np.random.Generator(np.random.PCG64(seed))
    for begun in range(0, permutations, _AT_ONCE):
        number = min(_AT_ONCE, permutations - begun)
        dealt = chance.permuted(np.tile(labels, (number, 1)), axis=1)
        for at, found in enumerate(_statistics(_dealt(dealt, counts, held))):
            extreme[at] += (found >= observed[at] - _SAME).sum(axis=0)
    cells, over_all = ((1 + times) / (1 + permutations) for times in extreme)
    movable = np.isin(np.arange(values), labels)
    cells[~movable[:, None] | np.isnan(observed[0][0])] = np.nan
    over_all[np.isnan(observed[1][0])] = np.nan
    return Chances(cells, over_all)


def _dealt(labels: NDArray[np.int64], counts: Numbers, held: Numbers) -> Numbers:
    """By permutation, value and code (the base last): the sums."""
    return np.stack(
        [(labels == value) @ counts + held[value] for value in range(len(held))], axis=1
    )


def _statistics(dealt: Numbers) -> tuple[Numbers, Numbers]:
    """|adjusted residual| by permutation, value and code; G2 by permutation and code.

    NaN where a code occurs nowhere or everywhere, or a value has nothing, or all there is.
    """
    here, base = dealt[:, :, :-1], dealt[:, :, -1:]
    of_all, everything = here.sum(axis=1, keepdims=True), base.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = base * of_all / everything
        spread = expected * (1 - of_all / everything) * (1 - base / everything)
        residual = np.abs(here - expected) / np.sqrt(np.where(spread > 0, spread, np.nan))
        likelihood = 2 * (_surprise(here, expected) + _surprise(base - here, base - expected)).sum(
            axis=1
        )
    told = (of_all > 0) & (of_all < everything)
    return residual, np.where(told[:, 0, :], likelihood, np.nan)


def _surprise(observed: Numbers, expected: Numbers) -> Numbers:
    terms: Numbers = np.where(observed > 0, observed * np.log(observed / expected), 0.0)
    return terms
