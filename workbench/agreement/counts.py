"""How many units the coders gave a code: of two coders the table of four, of more how many did.

Invariant: counts are whole numbers, kept apart by interview, so that those of any choice of
interviews, also with some of them twice, are sums.
"""

from collections.abc import Iterator

import numpy as np

from workbench.agreement.reliability import Unit
from workbench.agreement.spans import Integers
from workbench.agreement.units import Cells


def two_by_two_counts(cells: Cells) -> Integers:
    """[interview, category, 4]: both, only the first, only the second, neither; of two coders.

    Units on which the word of either is missing are left out.
    """
    first, second = cells.given
    known = np.broadcast_to(cells.known.all(axis=0), first.shape)
    return np.stack(
        [
            cells.per_interview(each & known).T
            for each in (first & second, first & ~second, ~first & second, ~first & ~second)
        ],
        axis=-1,
    )


def histogram(cells: Cells) -> Integers:
    """[interview, category, r, c]: units on which r coders have a word, c of them gave the code."""
    coders, categories, number = cells.given.shape
    sizes = np.broadcast_to(cells.known.sum(axis=0), (categories, number))
    coded = (cells.given & cells.known).sum(axis=0)
    wide = coders + 1
    places = np.arange(categories)[:, None] * wide * wide + sizes * wide + coded
    places = places + cells.interview_of * (categories * wide * wide)
    counted = np.bincount(
        places.ravel(),
        weights=np.broadcast_to(cells.weights, places.shape).ravel(),
        minlength=cells.interviews * categories * wide * wide,
    )
    # Sums of whole numbers below 2**53 are exact as floats.
    return counted.astype(np.int64).reshape(cells.interviews, categories, wide, wide)


def ratings(counted: Integers) -> Iterator[Unit]:
    """The rows of a histogram `[r, c]` as units with the values of so many coders."""
    coders = counted.shape[-1] - 1
    for size in range(coders + 1):
        for given in range(size + 1):
            values = (True,) * given + (False,) * (size - given) + (None,) * (coders - size)
            yield int(counted[size, given]), values


def coded_by(counted: Integers) -> tuple[int, ...]:
    """Units that none, one ... all of the coders gave the code, from a histogram `[r, c]`.

    Only units on which at least two coders have a word.
    """
    return tuple(int(each) for each in counted[2:].sum(axis=0))
