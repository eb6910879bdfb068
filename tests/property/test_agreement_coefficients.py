"""Laws of agreement: equal coders, exchanged coders, and figures from their definitions."""

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.agreement.distances import (
    interval,
    jaccard,
    masi,
    nominal,
    ordinal,
    ratio,
    steps,
    summed_distance,
    total_distance,
)
from workbench.agreement.many import binary_many
from workbench.agreement.reliability import Ratings, alpha, alpha_at, binary, coefficients
from workbench.agreement.sets import SetAlphas
from workbench.agreement.tables import two_by_two, two_by_two_many
from workbench.model import Level, Undefined

NUMBERS = st.one_of(st.integers(0, 6), st.fractions(0, 5, max_denominator=4))
SETS = st.frozensets(st.sampled_from("abcd"), max_size=4)
COUNTS = st.tuples(*[st.integers(0, 30)] * 4)
DISTANCES = [(nominal, NUMBERS), (interval, NUMBERS), (ratio, NUMBERS), (steps, NUMBERS)]
DISTANCES += [(jaccard, SETS), (masi, SETS)]


def rows(values, *, coders=None, missing=True):
    """Units with weights; the same number of coders in all."""
    value = st.none() | values if missing else values
    number = st.just(coders) if coders else st.integers(2, 4)
    return number.flatmap(
        lambda many: st.lists(st.tuples(st.integers(0, 3), st.tuples(*[value] * many)), max_size=8)
    )


def one_by_one(units):
    """Every unit once, without those of weight 0."""
    return [row for weight, row in units for _ in range(weight)]


def alpha_by_definition(units, distance):
    """Krippendorff (2011) with every value by itself."""
    paired = [[value for value in row if value is not None] for row in one_by_one(units)]
    paired = [row for row in paired if len(row) > 1]
    given = [value for row in paired for value in row]
    expected = sum(Fraction(distance(a, b)) for a, b in permutations(given, 2))
    if not expected:
        return None
    observed = sum(
        Fraction(distance(a, b)) / (len(row) - 1) for row in paired for a, b in permutations(row, 2)
    )
    return 1 - (len(given) - 1) * observed / expected


@pytest.mark.parametrize(("distance", "values"), DISTANCES)
@given(data=st.data())
def test_alpha_is_its_definition(distance, values, data):
    units = data.draw(rows(values))
    expected = alpha_by_definition(units, distance)
    found = alpha(units, distance)
    assert isinstance(found, Undefined) if expected is None else found == expected


@given(units=rows(NUMBERS))
def test_ordinal_alpha_is_its_definition(units):
    given = Ratings(units).paired_values
    expected = alpha_by_definition(units, ordinal(given)) if given else None
    found = alpha_at(units, Level.ORDINAL)
    assert isinstance(found, Undefined) if expected is None else found == expected


@given(given=st.dictionaries(st.integers(0, 9), st.integers(1, 9), min_size=2, max_size=6))
def test_the_ordinal_distance_counts_what_was_given_between(given):
    distance = ordinal(given)
    for low in given:
        for high in given:
            if low < high:
                between = sum(number for value, number in given.items() if low <= value <= high)
                assert distance(low, high) == (between - Fraction(given[low] + given[high], 2)) ** 2


@pytest.mark.parametrize(("distance", "values"), DISTANCES)
@given(data=st.data())
def test_sums_over_pairs_are_those_of_every_pair(distance, values, data):
    sides = st.dictionaries(values, st.integers(1, 9), max_size=5)
    first, second = data.draw(sides), data.draw(sides)
    expected = sum(Fraction(distance(a, b)) * first[a] * second[b] for a in first for b in second)
    assert total_distance(distance, first, second) == expected


@given(values=st.lists(st.integers(1, 1000), min_size=60, max_size=90, unique=True))
def test_a_sum_of_many_ratios_is_right_to_a_double(values):
    pairs = dict.fromkeys(pairwise(values), 1)
    exact = sum(Fraction(a - b, a + b) ** 2 for a, b in pairs)
    assert float(summed_distance(ratio, pairs)) == pytest.approx(float(exact), rel=1e-12)


@pytest.mark.parametrize(("distance", "values"), DISTANCES)
@given(data=st.data())
def test_distances_are_symmetric_and_0_only_between_equals(distance, values, data):
    a, b = data.draw(values), data.draw(values)
    assert distance(a, b) == distance(b, a) >= 0
    assert (distance(a, b) == 0) == (a == b)


@given(counts=COUNTS)
def test_one_code_is_the_same_as_a_table_as_values_and_as_arrays(counts):
    table = two_by_two(*counts)
    pairs = ((True, True), (True, False), (False, True), (False, False))
    units = list(zip(counts, pairs, strict=True))
    ratings = Ratings(units, categories=(False, True))
    by_values = coefficients(ratings, Level.NOMINAL, positive=True)
    array = two_by_two_many(np.array(counts))
    for name, value in table.items():
        if isinstance(value, Undefined):
            assert isinstance(by_values[name], Undefined)
            assert np.isnan(array[name])
        else:
            assert by_values[name] == value
            assert array[name] == pytest.approx(float(value), abs=1e-9)


@given(counts=COUNTS)
def test_coders_may_change_places(counts):
    a, b, c, d = counts
    assert same(two_by_two(a, b, c, d), two_by_two(a, c, b, d))


@given(counts=COUNTS)
def test_coded_and_not_coded_may_change_places(counts):
    a, b, c, d = counts
    found, turned = two_by_two(a, b, c, d), two_by_two(d, b, c, a)
    turned["positive_agreement"], turned["negative_agreement"] = (
        turned["negative_agreement"],
        turned["positive_agreement"],
    )
    assert same(found, turned)


def same(first, second):
    return {name: None if isinstance(x, Undefined) else x for name, x in first.items()} == {
        name: None if isinstance(x, Undefined) else x for name, x in second.items()
    }


@given(units=rows(NUMBERS, missing=False), level=st.sampled_from(Level))
def test_equal_coders_agree_entirely(units, level):
    equal = [(weight, (row[0],) * len(row)) for weight, row in units]
    found = coefficients(Ratings(equal), level)
    assert {value for value in found.values() if not isinstance(value, Undefined)} <= {1}
    if len({row[0] for weight, row in equal if weight}) > 1:
        assert found["krippendorff_alpha"] == found["fleiss_kappa"] == found["gwet_ac1"] == 1


@given(units=rows(NUMBERS), level=st.sampled_from(Level))
def test_a_weight_is_so_many_units(units, level):
    spread = [(1, row) for row in one_by_one(units)]
    assert same(coefficients(Ratings(units), level), coefficients(Ratings(spread), level))


@given(units=rows(NUMBERS), level=st.sampled_from(Level))
def test_no_coefficient_exceeds_1(units, level):
    for value in coefficients(Ratings(units), level).values():
        assert isinstance(value, Undefined) or value <= 1


@given(units=rows(st.booleans()))
def test_many_coders_are_the_same_as_values_and_as_arrays(units):
    coders = max((len(row) for _, row in units), default=2)
    counts = np.zeros((coders + 1, coders + 1), int)
    for weight, row in units:
        counts[coders - row.count(None), row.count(True)] += weight
    array = binary_many(counts)
    exact = binary(units)
    assert array.keys() == exact.keys()
    for name, value in exact.items():
        if isinstance(value, Undefined):
            assert np.isnan(array[name])
        else:
            assert array[name] == pytest.approx(float(value), abs=1e-9)


@given(units=rows(SETS), data=st.data())
def test_sets_from_arrays_are_exact_and_resampled_alike(units, data):
    coders = len(units[0][1]) if units else 2
    lengths = np.array([weight for weight, _ in units], np.int64)
    flags = [
        np.array(
            [[code in (row[coder] or ()) for code in "abcd"] for _, row in units], bool
        ).reshape(len(units), 4)
        for coder in range(coders)
    ]
    present = [
        np.array([row[coder] is not None for _, row in units], bool) for coder in range(coders)
    ]
    parts = np.array(
        data.draw(st.lists(st.integers(0, 2), min_size=len(units), max_size=len(units))), np.int64
    )
    arrays = SetAlphas(lengths, flags, present=present, parts=parts)
    times = np.array(
        data.draw(
            st.lists(
                st.integers(0, 2), min_size=len(arrays.marginals), max_size=len(arrays.marginals)
            )
        )
    )
    resampled = [
        (int(times[part]) * weight, row) for part, (weight, row) in zip(parts, units, strict=True)
    ]
    found, many = arrays.exact(), arrays.many(times)
    for name, distance in (("alpha_jaccard", jaccard), ("alpha_masi", masi)):
        expected = alpha(units, distance)
        assert found[name] == expected or isinstance(expected, Undefined)
        assert isinstance(found[name], Undefined) == isinstance(expected, Undefined)
        drawn = alpha(resampled, distance)
        if isinstance(drawn, Undefined):
            assert np.isnan(many[name])
        else:
            assert many[name] == pytest.approx(float(drawn), abs=1e-9)
