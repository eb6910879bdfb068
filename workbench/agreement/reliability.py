"""Agreement of two or more coders on any values, also where some gave none.

Invariant: figures are exact rationals of the counts; a coder's missing value is no value: it
neither agrees nor disagrees. A unit that fewer than two coders gave a value shows no agreement.

Throughout, r is the number of values that a unit has, r_k how many of them are k, n the number of
units, q the number of categories, p_k the mean share of k in the units that have values.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import Any

from workbench.agreement.distances import (
    Distance,
    Value,
    interval,
    jaccard,
    masi,
    mid_ranks,
    nominal,
    ranks,
    ratio,
    steps,
    summed_distance,
    total_distance,
)
from workbench.agreement.tables import NO_UNITS, Exact
from workbench.model import Level, Undefined

Unit = tuple[int, tuple[Value | None, ...]]
"""How many units have these values, one for each coder; None where a coder gave none."""
_Pair = tuple[Any, Any]
_NO_DISTANCE = Undefined("The distance between all values given is 0.")


class Ratings:
    """What coders gave each unit, counted in the ways that the coefficients need."""

    def __init__(
        self,
        units: Iterable[Unit],
        *,
        categories: Collection[Value] | None = None,
        coders: Sequence[str] = (),
    ) -> None:
        """`categories` that could have been given; by default those that were. `coders` names them
        where a figure is undefined."""
        self.rows: Counter[tuple[Any, ...]] = Counter()
        for number, values in units:
            if number:
                self.rows[values] += number
        self.names = tuple(coders)
        self.categories = set(self._given() if categories is None else categories)

    def mapped(self, places: Mapping[Any, Any]) -> "Ratings":
        """The same with every value replaced."""
        units = (
            (number, tuple(None if value is None else places[value] for value in row))
            for row, number in self.rows.items()
        )
        categories = {places[value] for value in self.categories}
        return Ratings(units, categories=categories, coders=self.names)

    @cached_property
    def units(self) -> int:
        return self.rows.total()

    @cached_property
    def coders(self) -> int:
        return max(map(len, self.rows), default=len(self.names))

    @cached_property
    def sizes(self) -> Counter[int]:
        """r -> units that have so many values."""
        found: Counter[int] = Counter()
        for row, number in self.rows.items():
            found[len(row) - row.count(None)] += number
        return found

    @cached_property
    def values_by_size(self) -> dict[int, Counter[Any]]:
        """r -> value -> how often it was given in units with r values."""
        found: dict[int, Counter[Any]] = {size: Counter() for size in self.sizes}
        for row, number in self.rows.items():
            given = found[len(row) - row.count(None)]
            for value in row:
                if value is not None:
                    given[value] += number
        return found

    @cached_property
    def differing_by_size(self) -> dict[int, Counter[_Pair]]:
        """r -> two unlike values -> how often two coders gave them to a unit with r values."""
        found: dict[int, Counter[_Pair]] = {size: Counter() for size in self.sizes}
        for row, number in self.rows.items():
            values = [value for value in row if value is not None]
            pairs = found[len(values)]
            for a, b in combinations(values, 2):
                if a != b:
                    pairs[a, b] += number
        return found

    @cached_property
    def paired(self) -> int:
        """Units that two coders or more gave a value."""
        return sum(number for size, number in self.sizes.items() if size > 1)

    @cached_property
    def paired_values(self) -> Counter[Any]:
        """How often each value was given in those units."""
        found: Counter[Any] = Counter()
        for size, given in self.values_by_size.items():
            if size > 1:
                found.update(given)
        return found

    @cached_property
    def mean_shares(self) -> dict[Any, Fraction]:
        """p_k: the mean of r_k / r over the units that have values."""
        with_values = self.units - self.sizes[0]
        shares = dict.fromkeys(self.categories, Fraction(0))
        for size, given in self.values_by_size.items():
            for value, number in given.items():
                shares[value] += Fraction(number, size * with_values)
        return shares

    @cached_property
    def unpaired(self) -> Undefined | None:
        """Why nothing can be compared, if so."""
        if not self.units:
            return NO_UNITS
        if self.coders < 2:
            return Undefined("There is only one coder.")
        if self.paired:
            return None
        for place in range(self.coders):
            if all(row[place] is None for row in self.rows):
                return Undefined(
                    "{coder} gave none of the {units} units a value; that is not the same as "
                    "coding nothing there.",
                    {"coder": self._name(place), "units": self.units},
                )
        return Undefined(
            "None of the {units} units has values of two coders.", {"units": self.units}
        )

    @cached_property
    def unvaried(self) -> Undefined | None:
        """Why there is no chance to correct for, if so."""
        if self.unpaired or len(self.paired_values) > 1:
            return self.unpaired
        return Undefined(
            "All values given to the {units} units that can be compared are the same: nothing "
            "varies.",
            {"units": self.paired},
        )

    def _given(self) -> Iterable[Any]:
        return (value for row in self.rows for value in row if value is not None)

    def _name(self, place: int) -> str:
        return self.names[place] if self.names else str(place + 1)


Units = Ratings | Iterable[Unit]


def counted(units: Units) -> Ratings:
    return units if isinstance(units, Ratings) else Ratings(units)


# -- Observed ---------------------------------------------------------------------------------


def percent(units: Units) -> Exact:
    """The mean over units of the share of pairs of coders that agree.

    `sum_k r_k (r_k - 1) / (r (r - 1))`: Fleiss (1971), Psychological Bulletin 76, 378-382; with
    missing values Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., chapter 2.
    """
    ratings = counted(units)
    return ratings.unpaired or 1 - _differing(ratings, nominal)


def specific_agreement(units: Units, value: Value) -> Exact:
    """`sum r_k (r_k - 1) / sum r_k (r - 1)`: of the pairs in which one coder gave `value`, the
    share in which the other did.

    Uebersax (1982), Journal of Psychiatric Research 17, 335-342; of two coders the positive (and,
    of the other value, the negative) agreement of Cicchetti & Feinstein (1990).
    """
    ratings = counted(units)
    if ratings.unpaired:
        return ratings.unpaired
    shared = possible = 0
    for row, number in ratings.rows.items():
        size, given = len(row) - row.count(None), row.count(value)
        if size > 1:
            shared += number * given * (given - 1)
            possible += number * given * (size - 1)
    if possible:
        return Fraction(shared, possible)
    return Undefined(
        "No coder gave the value “{value}” to any of the {units} units that can be compared.",
        {"value": str(value), "units": ratings.paired},
    )


def _differing(ratings: Ratings, distance: Distance) -> Fraction:
    """The mean distance of two coders' values in a unit: over its pairs, then over the units."""
    found = Fraction(0)
    for size, pairs in ratings.differing_by_size.items():
        if size > 1:
            found += 2 * summed_distance(distance, pairs) / (size * (size - 1))
    return found / ratings.paired


# -- Corrected for chance ---------------------------------------------------------------------


def cohen_kappa(units: Units) -> Exact:
    """`1 - D_o / D_e` of two coders, chance by each one's own shares of the q categories.

    Cohen (1960), Educational and Psychological Measurement 20, 37-46. Units without both values
    are left out.
    """
    return weighted_kappa(units, nominal)


def weighted_kappa(units: Units, distance: Distance) -> Exact:
    """`1 - sum d_ij o_ij / sum d_ij e_ij`: kappa where some disagreements weigh more than others.

    `o_ij` is the share of units with the first coder's value i and the second's j, `e_ij` the
    product of the two coders' shares. Cohen (1968), Psychological Bulletin 70, 213-220.
    """
    ratings = counted(units)
    refused = ratings.unpaired or _not_two(ratings, "krippendorff_alpha, fleiss_kappa")
    if refused:
        return refused
    pairs = {row: number for row, number in ratings.rows.items() if None not in row}
    first: Counter[Any] = Counter()
    second: Counter[Any] = Counter()
    for (a, b), number in pairs.items():
        first[a] += number
        second[b] += number
    expected = total_distance(distance, first, second)
    if not expected:
        return ratings.unvaried or _NO_DISTANCE
    return 1 - ratings.paired * summed_distance(distance, pairs) / expected


def scott_pi(units: Units) -> Exact:
    """`p_e = sum p_k**2`, p_k the share of category k in what both coders gave.

    Scott (1955), Public Opinion Quarterly 19, 321-325. Units without both values are left out.
    """
    ratings = counted(units)
    refused = ratings.unvaried or _not_two(ratings, "fleiss_kappa")
    if refused:
        return refused
    n = ratings.paired_values.total()
    by_chance = Fraction(sum(number**2 for number in ratings.paired_values.values()), n * n)
    return 1 - _differing(ratings, nominal) / (1 - by_chance)


def fleiss_kappa(units: Units) -> Exact:
    """`p_e = sum p_k**2`: Scott's pi for any number of coders.

    Fleiss (1971), Psychological Bulletin 76, 378-382; with missing values Gwet (2014), chapter 2:
    p_k is the mean of r_k / r over all units that have values.
    """
    ratings = counted(units)
    if ratings.unvaried:
        return ratings.unvaried
    by_chance = sum(share * share for share in ratings.mean_shares.values())
    return 1 - _differing(ratings, nominal) / (1 - by_chance)


def gwet_ac1(units: Units) -> Exact:
    """`p_e = sum p_k (1 - p_k) / (q - 1)`.

    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    return gwet_ac2(units, nominal)


def gwet_ac2(units: Units, distance: Distance) -> Exact:
    """`p_e = T_w sum p_k (1 - p_k) / (q (q - 1))`: AC1 where near values agree in part.

    Agreement weighs `w_kl = 1 - d_kl / max d`; T_w is the sum of all weights. Gwet (2014),
    Handbook of Inter-Rater Reliability, 4th ed., chapters 2 and 5.
    """
    ratings = counted(units)
    q = len(ratings.categories)
    refused = ratings.unpaired or _one_category(ratings)
    if refused:
        return refused
    largest = _largest(distance, ratings.categories)
    if not largest:
        return _NO_DISTANCE
    once = dict.fromkeys(ratings.categories, 1)
    agreed = 1 - _differing(ratings, distance) / largest
    weights = q * q - total_distance(distance, once, once) / largest
    shares = ratings.mean_shares.values()
    by_chance = weights * sum(share * (1 - share) for share in shares) / (q * (q - 1))
    return (agreed - by_chance) / (1 - by_chance)


def brennan_prediger(units: Units) -> Exact:
    """`p_e = 1 / q`: chance is any category as well as another.

    Brennan & Prediger (1981), Educational and Psychological Measurement 41, 687-699.
    """
    ratings = counted(units)
    refused = ratings.unpaired or _one_category(ratings)
    if refused:
        return refused
    q = len(ratings.categories)
    return 1 - _differing(ratings, nominal) / (1 - Fraction(1, q))


def alpha(units: Units, distance: Distance = nominal) -> Exact:
    """Krippendorff's alpha, `1 - D_o / D_e`, for any number of coders, distance and missing values.

    With n values in units that have two or more, n_c of them c:
    `D_o = 1/n sum_units sum_pairs 2 d / (r - 1)`, `D_e = 1/(n (n-1)) sum_c sum_k n_c n_k d_ck`.
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D. Undefined where
    nothing varies: Krippendorff (2019), Content Analysis, 4th ed., chapter 12.
    """
    ratings = counted(units)
    if ratings.unvaried:
        return ratings.unvaried
    given = ratings.paired_values
    expected = total_distance(distance, given, given)
    if not expected:
        return _NO_DISTANCE
    observed = Fraction(0)
    for size, pairs in ratings.differing_by_size.items():
        if size > 1:
            observed += 2 * summed_distance(distance, pairs) / (size - 1)
    return 1 - (given.total() - 1) * observed / expected


def alpha_at(units: Units, level: Level) -> Exact:
    """Krippendorff's alpha with the distance of a level of measurement."""
    ratings = counted(units)
    if level is Level.ORDINAL:
        return alpha(ratings.mapped(_places(ratings)), interval)
    return alpha(ratings, _ALPHA_DISTANCES[level])


def _places(ratings: Ratings) -> dict[Any, Any]:
    """Mean ranks; values that stand in no unit that can be compared have none and need none."""
    places = mid_ranks(ratings.paired_values)
    return {value: places.get(value, 0) for value in ratings.categories}


_ALPHA_DISTANCES = {Level.NOMINAL: nominal, Level.INTERVAL: interval, Level.RATIO: ratio}


def _largest(distance: Distance, categories: Collection[Any]) -> Fraction:
    if distance is nominal:
        return Fraction(1)
    if distance in (interval, steps, ratio):
        return Fraction(distance(min(categories), max(categories)))
    return Fraction(max(distance(a, b) for a, b in combinations(categories, 2)))


def _not_two(ratings: Ratings, instead: str) -> Undefined | None:
    if ratings.coders == 2:
        return None
    return Undefined(
        "Compares two coders, and there are {coders}: see {instead}.",
        {"coders": ratings.coders, "instead": instead},
    )


def _one_category(ratings: Ratings) -> Undefined | None:
    if len(ratings.categories) > 1:
        return None
    return Undefined("Only one value was given: what else could have been, is not known.")


# -- All of them ------------------------------------------------------------------------------


def square(
    table: Sequence[Sequence[int]], *, distance: Distance = nominal, values: Sequence[Value] = ()
) -> dict[str, Exact]:
    """Every coefficient of two coders on k categories, by its name.

    `table[i][j]` counts the units that the first coder gave category i and the second j.
    `distance` is taken between `values` (by default the numbers of rows and columns) for
    `weighted_kappa`, `krippendorff_alpha` and `gwet_ac2`; the others tell only equal from unequal.
    """
    names = values or range(len(table))
    ratings = Ratings(
        (
            (number, (names[i], names[j]))
            for i, row in enumerate(table)
            for j, number in enumerate(row)
        ),
        categories=names,
    )
    return _coefficients(ratings, distance) | {"krippendorff_alpha": alpha(ratings, distance)}


def coefficients(ratings: Ratings, level: Level, *, positive: Value = None) -> dict[str, Exact]:
    """Every coefficient of a table of values, by its name.

    Disagreement weighs as the level says: on an ordinal level by the number of ranks between
    (`weighted_kappa`, `gwet_ac2`) or of values given between (`krippendorff_alpha`); on the others
    by the square of the difference, or of the ratio. `positive` is the value that says that the
    code applies, where there is one besides another that denies it. Values are sets throughout, or
    each is taken for a set of one.
    """
    weighed, distance = ratings, _ALPHA_DISTANCES.get(level, steps)
    if level is Level.ORDINAL:
        weighed = ratings.mapped(ranks(dict.fromkeys(ratings.categories, 1)))
    found = _coefficients(ratings, nominal)
    found["weighted_kappa"] = weighted_kappa(weighed, distance)
    found["gwet_ac2"] = gwet_ac2(weighed, distance)
    found["krippendorff_alpha"] = alpha_at(ratings, level)
    return found | _specific(ratings, positive) | _of_sets(ratings)


def binary(units: Iterable[Unit], *, coders: Sequence[str] = ()) -> dict[str, Exact]:
    """The coefficients of any number of coders on one code, from True, False and None."""
    ratings = Ratings(units, categories=(False, True), coders=coders)
    return {
        "percent": percent(ratings),
        "fleiss_kappa": fleiss_kappa(ratings),
        "krippendorff_alpha": alpha(ratings),
        "gwet_ac1": gwet_ac1(ratings),
        "brennan_prediger": brennan_prediger(ratings),
        **_specific(ratings, True),
    }


def _coefficients(ratings: Ratings, distance: Distance) -> dict[str, Exact]:
    return {
        "percent": percent(ratings),
        "cohen_kappa": cohen_kappa(ratings),
        "weighted_kappa": weighted_kappa(ratings, distance),
        "scott_pi": scott_pi(ratings),
        "fleiss_kappa": fleiss_kappa(ratings),
        "krippendorff_alpha": alpha(ratings),
        "gwet_ac1": gwet_ac1(ratings),
        "gwet_ac2": gwet_ac2(ratings, distance),
        "brennan_prediger": brennan_prediger(ratings),
    }


def _specific(ratings: Ratings, positive: Value) -> dict[str, Exact]:
    others = [value for value in ratings.categories if value != positive]
    if positive is None or len(others) != 1:
        unclear = ratings.unpaired or Undefined(
            "Which of the values says that a code applies, is not clear: write 1 and 0."
        )
        return {"positive_agreement": unclear, "negative_agreement": unclear}
    return {
        "positive_agreement": specific_agreement(ratings, positive),
        "negative_agreement": specific_agreement(ratings, others[0]),
    }


def _of_sets(ratings: Ratings) -> dict[str, Exact]:
    if not any(isinstance(value, frozenset) for value in ratings.categories):
        # Sets of one are either equal or share nothing: the distance is 0 or 1.
        return dict.fromkeys(("alpha_jaccard", "alpha_masi"), alpha(ratings))
    return {"alpha_jaccard": alpha(ratings, jaccard), "alpha_masi": alpha(ratings, masi)}
