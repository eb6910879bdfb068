"""How far two values are from each other, and sums of distances over many pairs.

Invariant: a distance is symmetric, at least 0, and 0 between equal values, so also between two
empty sets: both say that no code applies. Distances and sums are exact; only sums over more than
a few hundred different ratios are rounded, to the precision of a double.
"""

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from itertools import pairwise
from math import fsum
from typing import Any

Value = Hashable
"""A category, a number, or a frozenset of codes."""
Number = int | Fraction
Distance = Callable[[Any, Any], Number]
Marginals = Mapping[Any, int]
"""How often each value was given."""

_MANY_RATIOS = 40
"""Different values above which sums of ratios are rounded: their common denominator has thousands
of digits."""


def nominal(a: Value, b: Value) -> Number:
    """0 for the same value, else 1."""
    return int(a != b)


def interval(a: Number, b: Number) -> Number:
    """`(a - b)**2`: values on a scale with equal steps.

    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D.
    """
    return (a - b) * (a - b)


def ratio(a: Number, b: Number) -> Number:
    """`((a - b) / (a + b))**2`: values with a true zero, none negative.

    Krippendorff (2011), section D. 0 between two zeros.
    """
    if a == b:
        return 0
    apart: Fraction = Fraction(a - b) / (a + b)
    return apart * apart


def steps(a: Number, b: Number) -> Number:
    """`|a - b|`: for ranks, the number of steps between them.

    The linear weights of Cohen (1968), Psychological Bulletin 70, 213-220, and of Cicchetti &
    Allison (1971), American Journal of EEG Technology 11, 101-110.
    """
    return a - b if a > b else b - a


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> Number:
    """`1 - |A and B| / |A or B|` between two sets.

    Jaccard (1912), New Phytologist 11, 37-50.
    """
    union = len(a | b)
    return 1 - Fraction(len(a & b), union) if union else 0


def masi(a: frozenset[Any], b: frozenset[Any]) -> Number:
    """`1 - J * M`: Jaccard's similarity times 1 for equal sets, 2/3 where one holds the other, 1/3
    where each has something of its own, 0 where they share nothing.

    Passonneau (2006), Measuring Agreement on Set-valued Items (MASI), LREC, section 3.
    """
    union, shared = len(a | b), len(a & b)
    if not union:
        return 0
    thirds = 3 if a == b else 2 if a <= b or b <= a else 1
    return 1 - Fraction(shared * thirds, union * 3)


def ranks(marginals: Marginals) -> dict[Any, Number]:
    """The place of each value in their order, from 0: what `steps` is taken between."""
    return dict(zip(sorted(marginals), range(len(marginals)), strict=True))


def mid_ranks(marginals: Marginals) -> dict[Any, Number]:
    """The mean rank of each value when all that were given stand in order.

    Krippendorff's ordinal distance between c and k, `(n_c / 2 + n_between + n_k / 2)**2` with the
    numbers of values given, is the square of the difference of their mean ranks (2011, section D).
    """
    found: dict[Any, Number] = {}
    below = 0
    for value in sorted(marginals):
        found[value] = below + Fraction(marginals[value] + 1, 2)
        below += marginals[value]
    return found


def ordinal(marginals: Marginals) -> Distance:
    """Krippendorff's ordinal distance for values that were given so many times."""
    places = mid_ranks(marginals)
    return lambda a, b: (places[a] - places[b]) ** 2


# -- Sums over pairs --------------------------------------------------------------------------


def total_distance(distance: Distance, first: Marginals, second: Marginals) -> Fraction:
    """The sum of `first[a] * second[b] * distance(a, b)` over all pairs.

    Without visiting the pairs for `nominal`, `interval` and `steps`.
    """
    if distance is nominal:
        return Fraction(_nominal_total(first, second))
    if distance is interval:
        return Fraction(_interval_total(first, second))
    if distance is steps:
        return Fraction(_steps_total(first, second))
    products = {
        (a, b): many * more for a, many in first.items() for b, more in second.items() if a != b
    }
    return summed_distance(distance, products)


def summed_distance(distance: Distance, pairs: Mapping[tuple[Any, Any], Number]) -> Fraction:
    """The sum of weight times distance over pairs of values."""
    if distance is ratio and len({value for pair in pairs for value in pair}) > _MANY_RATIOS:
        terms = (float(weight * ratio(a, b)) for (a, b), weight in pairs.items())
        return Fraction(fsum(terms))
    sums: dict[int, Number] = {}
    for (a, b), weight in pairs.items():
        apart = distance(a, b)
        sums[apart.denominator] = sums.get(apart.denominator, 0) + apart.numerator * weight
    return sum((Fraction(each) / below for below, each in sums.items()), Fraction(0))


def _nominal_total(first: Marginals, second: Marginals) -> int:
    same = sum(number * second.get(value, 0) for value, number in first.items())
    return sum(first.values()) * sum(second.values()) - same


def _interval_total(first: Marginals, second: Marginals) -> Number:
    """The sum of `(a - b)**2` from the first and second moments of each side."""
    (many, sum_a, squares_a), (more, sum_b, squares_b) = _moments(first), _moments(second)
    return more * squares_a + many * squares_b - 2 * sum_a * sum_b


def _moments(marginals: Marginals) -> tuple[Number, Number, Number]:
    return (
        sum(marginals.values()),
        sum(number * value for value, number in marginals.items()),
        sum(number * value * value for value, number in marginals.items()),
    )


def _steps_total(first: Marginals, second: Marginals) -> Number:
    """The sum of `|a - b|`: each stretch between neighbours times the pairs that it divides."""
    many, more = sum(first.values()), sum(second.values())
    values = sorted({*first, *second})
    below_first = below_second = 0
    found: Number = 0
    for value, following in pairwise(values):
        below_first += first.get(value, 0)
        below_second += second.get(value, 0)
        divided = below_first * (more - below_second) + (many - below_first) * below_second
        found += (following - value) * divided
    return found
