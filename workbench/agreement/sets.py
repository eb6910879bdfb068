"""Krippendorff's alpha over sets of codes, from arrays: for texts with many passages.

Invariant: `exact` is the same rational as `reliability.alpha` with `jaccard` or `masi`; `many` is
the same to the precision of doubles, for many choices of interviews at once.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from workbench.agreement.tables import NO_UNITS, Exact
from workbench.model import Undefined

_Numbers = NDArray[np.int64]
_Flags = NDArray[np.bool_]
_NAMES = ("alpha_jaccard", "alpha_masi")
_BLOCK = 512
"""Rows of distances held at once."""


class SetAlphas:
    """Counts of the sets of codes that coders gave to stretches of text."""

    def __init__(
        self,
        lengths: _Numbers,
        sets: Sequence[_Flags],
        *,
        present: Sequence[_Flags] | None = None,
        parts: _Numbers | None = None,
    ) -> None:
        """`lengths[i]`: units in stretch i. `sets[coder][i, code]`: whether the coder gave it the
        code. `present[coder][i]`: whether the coder is there at all. `parts[i]`: the interview."""
        stretches = len(lengths)
        self.parts = np.zeros(stretches, np.int64) if parts is None else parts
        there = (
            np.ones((len(sets), stretches), np.bool_) if present is None else np.asarray(present)
        )
        self.size = there.sum(axis=0)
        self.lengths = np.where(self.size > 1, lengths, 0)
        self.units = int(lengths.sum())
        self.members, given = _distinct(sets)
        self.sizes = self.members.sum(axis=1, dtype=np.int64)
        self.given = list(zip(given, there, strict=True))
        self.marginals = self._marginals()

    def _marginals(self) -> _Numbers:
        """How often each distinct set was given in each part, where two coders are there."""
        different, parts = len(self.members), int(self.parts.max(initial=0)) + 1
        found = np.zeros(parts * different, np.int64)
        for which, there in self.given:
            place = self.parts * different + which
            np.add.at(found, place[there], self.lengths[there])
        return found.reshape(parts, different)

    def counts(self) -> dict[tuple[tuple[int, ...] | None, ...], int]:
        """How many units have each combination of the coders' sets: what the alphas come from.

        A set is the numbers of its codes; None where the coder is missing.
        """
        absent = len(self.members)
        places = np.stack([np.where(there, which, absent) for which, there in self.given], axis=1)
        rows, which = np.unique(places, axis=0, return_inverse=True)
        units = np.zeros(len(rows), np.int64)
        np.add.at(units, which.ravel(), self.lengths)
        sets = [*(tuple(np.flatnonzero(row).tolist()) for row in self.members), None]
        return {
            tuple(sets[place] for place in row): number
            for row, number in zip(rows.tolist(), units.tolist(), strict=True)
            if number
        }

    def exact(self) -> dict[str, Exact]:
        """`alpha_jaccard` and `alpha_masi` of all parts together."""
        given = self.marginals.sum(axis=0)
        paired = int(self.lengths.sum())
        if not paired:
            reason = Undefined(
                "None of the {units} units has values of two coders.", {"units": self.units}
            )
            return dict.fromkeys(_NAMES, reason if self.units else NO_UNITS)
        if np.count_nonzero(given) < 2:
            same = Undefined(
                "All values given to the {units} units that can be compared are the same: nothing "
                "varies.",
                {"units": paired},
            )
            return dict.fromkeys(_NAMES, same)
        observed, expected = self._observed(), self._expected(given)
        values = int(given.sum())
        return {
            name: 1 - (values - 1) * observed[place] / expected[place]
            for place, name in enumerate(_NAMES)
        }

    def _observed(self) -> list[Fraction]:
        """`sum 2 d / (r - 1)` over pairs of coders and units, for each distance."""
        found = [Fraction(0), Fraction(0)]
        for size in np.unique(self.size[self.size > 1]):
            for (first, is_first), (second, is_second) in combinations(self.given, 2):
                chosen = (self.size == size) & is_first & is_second
                union, *above = self._distances(first[chosen], second[chosen])
                for place, numerators in enumerate(above):
                    sums = np.zeros(self.members.shape[1] + 1, np.int64)
                    np.add.at(sums, union, numerators * self.lengths[chosen])
                    found[place] += _over(sums) * Fraction(2, int(size) - 1)
        return [found[0], found[1] / 3]

    def _expected(self, given: _Numbers) -> list[Fraction]:
        """`sum n_c n_k d_ck` over all pairs of distinct sets, for each distance."""
        codes = self.members.shape[1] + 1
        sums = [[0] * codes, [0] * codes]
        every = np.arange(len(self.members))
        for start in range(0, len(every), _BLOCK):
            rows = every[start : start + _BLOCK]
            union, *above = self._distances(rows[:, None], every[None, :])
            place = union + codes * np.arange(len(rows))[:, None]
            for total, numerators in zip(sums, above, strict=True):
                # Whole numbers below 2**53, so that a double holds them.
                weighed = np.bincount(
                    place.ravel(), (numerators * given).ravel(), len(rows) * codes
                ).reshape(len(rows), codes)
                for row, many in zip(weighed, given[rows].tolist(), strict=True):
                    for below, each in enumerate(row.tolist()):
                        total[below] += many * int(each)
        return [_over(sums[0]), _over(sums[1]) / 3]

    def _distances(self, first: _Numbers, second: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Size of the union, and the distances by Jaccard and MASI times it (MASI's times 3)."""
        a, b = self.sizes[first], self.sizes[second]
        if first.ndim == 1:
            shared = (self.members[first] & self.members[second]).sum(axis=1, dtype=np.int64)
        else:
            rows = self.members[first[:, 0]].astype(np.float64)
            shared = (rows @ self.members.T.astype(np.float64)).astype(np.int64)
        union = a + b - shared
        within = shared == np.minimum(a, b)
        thirds = np.where(a == b, np.where(within, 3, 1), np.where(within, 2, 1))
        return union, union - shared, 3 * union - thirds * shared

    def many(self, times: NDArray[np.generic]) -> dict[str, NDArray[np.float64]]:
        """The alphas when part p is taken `times[..., p]` times; NaN where undefined."""
        taken = np.asarray(times, np.float64)
        values = taken @ self.marginals.sum(axis=1)
        between = self._between_parts()
        found = {}
        for place, name in enumerate(_NAMES):
            observed = taken @ self._observed_in_parts(place)
            expected = ((taken @ between[place]) * taken).sum(axis=-1)
            below = np.where(expected > 0, expected, np.nan)
            found[name] = np.asarray(1 - (values - 1) * observed / below, np.float64)
        return found

    def _observed_in_parts(self, place: int) -> NDArray[np.float64]:
        found = np.zeros(len(self.marginals))
        for (first, is_first), (second, is_second) in combinations(self.given, 2):
            chosen = (self.size > 1) & is_first & is_second
            apart = self._as_floats(first[chosen], second[chosen])[place]
            weights = 2 * apart * self.lengths[chosen] / (self.size[chosen] - 1)
            found += np.bincount(self.parts[chosen], weights, len(found))
        return found

    def _between_parts(self) -> NDArray[np.float64]:
        """`sum n_c n_k d_ck` over the sets given in one part and in another, for each distance.

        However often a part is taken, what is expected is a sum over pairs of parts.
        """
        given = self.marginals.astype(np.float64)
        found = np.zeros((len(_NAMES), len(given), len(given)))
        every = np.arange(len(self.members))
        for start in range(0, len(every), _BLOCK):
            rows = every[start : start + _BLOCK]
            for place, apart in enumerate(self._as_floats(rows[:, None], every[None, :])):
                found[place] += given[:, rows] @ (apart @ given.T)
        return found

    def _as_floats(
        self, first: _Numbers, second: _Numbers
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The distances by Jaccard and MASI."""
        union, by_jaccard, by_masi = self._distances(first, second)
        below = np.maximum(union, 1)
        return by_jaccard / below, by_masi / (3 * below)


def _distinct(sets: Sequence[_Flags]) -> tuple[_Flags, list[_Numbers]]:
    """The different sets, and which of them each coder gave to each stretch."""
    stacked = np.concatenate(list(sets))
    codes = stacked.shape[1]
    packed = np.zeros((len(stacked), max(1, -(-codes // 64)) * 8), np.uint8)
    bits = np.packbits(stacked, axis=1)
    packed[:, : bits.shape[1]] = bits
    words = packed.view(np.uint64)
    if words.shape[1] == 1:
        _, places, which = np.unique(words[:, 0], return_index=True, return_inverse=True)
    else:
        _, places, which = np.unique(words, axis=0, return_index=True, return_inverse=True)
    return stacked[places], np.split(which.ravel().astype(np.int64), len(sets))


def _over(sums: Sequence[int] | _Numbers) -> Fraction:
    """`sum sums[u] / u`; two empty sets have a union of 0 and no distance."""
    return sum(
        (Fraction(int(each), below) for below, each in enumerate(sums) if below), Fraction(0)
    )
