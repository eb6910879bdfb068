"""Coefficients against worked cases from the literature and from other programs."""

from fractions import Fraction

import numpy as np
import pytest

from tests.unit.agreement.oracles import CASES, LEFT_OUT, UNITIZING, of
from workbench.agreement.distances import interval, jaccard, masi, nominal
from workbench.agreement.interpretation import notes
from workbench.agreement.many import binary_many
from workbench.agreement.reliability import (
    Ratings,
    alpha,
    alpha_at,
    binary,
    brennan_prediger,
    coefficients,
    fleiss_kappa,
    gwet_ac1,
    percent,
    square,
)
from workbench.agreement.sets import SetAlphas
from workbench.agreement.tables import two_by_two, two_by_two_many
from workbench.model import Level, Undefined

NAMES = {"percent_agreement": "percent"}
TABLES = [
    name
    for name in of(
        "percent_agreement",
        "cohen_kappa",
        "scott_pi",
        "brennan_prediger",
        "gwet_ac1",
        "gwet_ac2",
        "weighted_kappa",
        "krippendorff_alpha",
    )
    if "table" in CASES[name]["data"]
]
MATRICES = [
    name
    for name in of("krippendorff_alpha", "fleiss_kappa", "gwet_ac1", "brennan_prediger")
    if CASES[name]["data"].keys()
    & {"rows=coders", "rows,cols", "rows=units,cols=observers", "units x category counts"}
    or "units (sorted ratings)" in CASES[name]["data"]
]
DIGITISED = [name for name in CASES if name.startswith("Krippendorff1995 continuum A")]
SETS = ["Set-valued codes, Jaccard distance", "Set-valued codes, exact-match percent"]
PER_CATEGORY = of("fleiss_kappa_per_category", "cohen_kappa_per_category")
SPECIFIC = of(
    "positive_specific_agreement",
    "negative_specific_agreement",
    "f1",
    "pabak+ac1+specific_agreement",
)
DISTANCES = of("masi_distance", "set_distance")
SPANS = of("kappa|pi|alpha|ac1|bp|f1")
SPAN_SETS = ["Span oracle L=400: set-valued alpha (Jaccard) over 3 codes"]
DEGENERATE = of("all")


def test_every_case_is_tested_or_listed_as_left_out():
    groups = [
        *(TABLES, MATRICES, DIGITISED, SETS, PER_CATEGORY, SPECIFIC, DISTANCES, SPANS, SPAN_SETS),
        *(DEGENERATE, UNITIZING, LEFT_OUT),
    ]
    taken = [name for group in groups for name in group]
    assert len(CASES) == 85
    assert sorted(taken) == sorted(CASES)


def test_only_coefficients_that_are_not_offered_are_left_out():
    assert {CASES[name]["coefficient"] for name in LEFT_OUT} == {
        *("gamma", "boundary_similarity", "alpha_U (1995/2004)", "conger_kappa"),
        *("randolph_kappa", "holsti", "dice_macro"),
    }


def agrees(found, case, *, published=None):
    """As printed, to its digits; and as computed, to all that are given."""
    assert not isinstance(found, Undefined), found
    published = case["published_value"] if published is None else published
    if published is not None:
        assert float(found) == pytest.approx(published, abs=0.501 * 10 ** -case["digits"])
    exact, digits = computed(case)
    assert float(found) == pytest.approx(exact, abs=0.501 * 10**-digits)


def computed(case):
    """The value with most digits that the case gives, and how many those are."""
    given = case["computed_by"]
    for name, value in given.items():
        if name.startswith("own") and isinstance(value, float):
            return value, 10
    several = [value for name, value in given.items() if isinstance(value, float)]
    if several:
        best = max(several, key=lambda value: len(repr(value)))
        return best, min(10, len(repr(best)) - 2)
    return next(value[0] for value in given.values() if isinstance(value, list)), 5


def half_apart(a, b):
    """Artstein & Poesio's third category is half as far from the others as those are."""
    return 0 if a == b else Fraction(1, 2) if 2 in (a, b) else 1


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_two_coders_gives_the_published_figure(name):
    case = CASES[name]
    coefficient = NAMES.get(case["coefficient"], case["coefficient"])
    distance = {"nominal": nominal, "quadratic": interval}.get(case["metric"], half_apart)
    found = square(case["data"]["table"], distance=distance)[coefficient]
    agrees(found, case)
    table = case["data"]["table"]
    if len(table) == 2:
        (a, b), (c, d) = table
        assert two_by_two(a, b, c, d)[coefficient] == found


def ratings_of(data):
    if "rows=coders" in data:
        return Ratings((1, row) for row in zip(*data["rows=coders"], strict=True))
    if "rows=units,cols=observers" in data:
        return Ratings((1, tuple(row)) for row in data["rows=units,cols=observers"])
    if "units (sorted ratings)" in data:
        return Ratings((1, tuple(row)) for row in data["units (sorted ratings)"])
    return Ratings(
        (1, tuple(category for category, number in enumerate(row) for _ in range(number)))
        for row in data["units x category counts"]
    )


@pytest.mark.parametrize("name", MATRICES)
def test_values_of_many_coders_give_the_published_figure(name):
    case = CASES[name]
    level = Level(case["metric"])
    function = {
        "krippendorff_alpha": lambda ratings: alpha_at(ratings, level),
        "fleiss_kappa": fleiss_kappa,
        "gwet_ac1": gwet_ac1,
        "brennan_prediger": brennan_prediger,
    }[case["coefficient"]]
    ratings = ratings_of(case["data"])
    found = function(ratings)
    agrees(found, case)
    assert coefficients(ratings, level)[case["coefficient"]] == found


@pytest.mark.parametrize("name", DIGITISED)
def test_a_continuum_cut_into_units_gives_the_published_figure(name):
    case = CASES[name]
    first, second = case["data"]["coder1"], case["data"]["coder2"]
    pairs = list(zip(first, second, strict=True))
    counts = [pairs.count(each) for each in (("1", "1"), ("1", "0"), ("0", "1"), ("0", "0"))]
    agrees(two_by_two(*counts)[case["coefficient"]], case)
    agrees(two_by_two_many(np.array([counts]))[case["coefficient"]][0], case)


@pytest.mark.parametrize("name", SETS)
def test_sets_of_codes_give_the_figure_of_other_programs(name):
    case = CASES[name]
    first, second = case["data"]["coder1"], case["data"]["coder2"]
    sets = Ratings((1, (frozenset(a), frozenset(b))) for a, b in zip(first, second, strict=True))
    if case["coefficient"] == "percent_agreement":
        agrees(percent(sets), case)
    else:
        agrees(alpha(sets, jaccard), case)
        assert coefficients(sets, Level.NOMINAL)["alpha_jaccard"] == alpha(sets, jaccard)


@pytest.mark.parametrize("name", PER_CATEGORY)
def test_a_category_against_the_rest_is_the_same_function_on_two_values(name):
    case = CASES[name]
    if case["coefficient"] == "cohen_kappa_per_category":
        table = np.array(case["data"]["table"])
        found = []
        for k in range(len(table)):
            both, first, second = table[k, k], table[k].sum(), table[:, k].sum()
            counts = (both, first - both, second - both, table.sum() - first - second + both)
            found.append(two_by_two(*map(int, counts))["cohen_kappa"])
        expected = case["computed_by"]["statsmodels 2x2 collapsed"]
    else:
        ratings = ratings_of(case["data"])
        found = [
            fleiss_kappa(ratings.mapped({value: value == k for value in ratings.categories}))
            for k in sorted(ratings.categories)
        ]
        expected = case["computed_by"]["own_formula"]
        # Fleiss printed what came of rounded terms.
        assert [float(each) for each in found] == pytest.approx(case["published_value"], abs=0.005)
    assert [float(each) for each in found] == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize("name", SPECIFIC)
def test_agreement_on_a_value_alone_is_as_published(name):
    case = CASES[name]
    (a, b), (c, d) = case["data"]["table"]
    found = two_by_two(a, b, c, d)
    if case["coefficient"] == "pabak+ac1+specific_agreement":
        expected = case["computed_by"]["own_formula"]
        names = {
            "pabak": "brennan_prediger",
            "ac1": "gwet_ac1",
            "p_pos": "positive_agreement",
            "p_neg": "negative_agreement",
        }
        assert {name: float(found[names[name]]) for name in names} == pytest.approx(expected)
        told = notes((a, b, c, d), found, ("A", "B"))
        assert [str(note).partition(":")[0] for note in told] == ["Most units have the code"]
        return
    negative = case["coefficient"] == "negative_specific_agreement"
    agrees(found["negative_agreement" if negative else "positive_agreement"], case)


@pytest.mark.parametrize("name", DISTANCES)
def test_distances_between_sets_are_as_defined(name):
    case = CASES[name]
    x, y = frozenset(case["data"]["x"]), frozenset(case["data"]["y"])
    if x or y:
        assert masi(x, y) == Fraction(2, 3)
        assert float(masi(x, y)) == pytest.approx(case["published_value"])
    else:
        assert masi(x, y) == jaccard(x, y) == case["published_value"]


@pytest.mark.parametrize("name", SPANS)
def test_figures_of_spans_are_the_exact_rationals(name):
    case = CASES[name]
    counts = case["data"]["table(both,onlyA,onlyB,neither)"]
    expected = case["computed_by"]["own_interval_exact"]
    names = {
        "percent": "percent",
        "kappa": "cohen_kappa",
        "pi": "scott_pi",
        "alpha": "krippendorff_alpha",
        "ac1": "gwet_ac1",
        "bp": "brennan_prediger",
        "f1": "positive_agreement",
        "p_neg": "negative_agreement",
    }
    found = two_by_two(*counts)
    assert {short: found[name] for short, name in names.items()} == {
        short: Fraction(expected[short]) for short in names
    }
    both, only_a, only_b, _ = counts
    code = case["data"]["code"]
    first, second = (character_sets(case, place) for place in (0, 1))
    given = [(code in a, code in b) for a, b in zip(first, second, strict=True)]
    assert [given.count(each) for each in ((True, True), (True, False), (False, True))] == [
        *(both, only_a, only_b)
    ]


def character_sets(case, coder):
    sets = [set() for _ in range(case["data"]["length"])]
    for start, end, code in case["data"]["coders [start,end,code)"][coder]:
        for place in range(start, end):
            sets[place].add(code)
    return [frozenset(each) for each in sets]


@pytest.mark.parametrize("name", SPAN_SETS)
def test_set_distances_over_spans_are_the_exact_rational(name):
    case = CASES[name]
    expected = Fraction(case["computed_by"]["own_interval_exact"])
    first, second = (character_sets(case, place) for place in (0, 1))
    assert alpha(((1, pair) for pair in zip(first, second, strict=True)), jaccard) == expected
    flags = [
        np.array([[code in each for code in "abc"] for each in sets]) for sets in (first, second)
    ]
    assert SetAlphas(np.ones(len(first), np.int64), flags).exact()["alpha_jaccard"] == expected


# -- Where a trustworthy tool says that it cannot tell ----------------------------------------


def degenerate(name):
    rows = CASES[name]["data"]["rows=coders"]
    units = [
        (1, tuple(None if value is None else bool(value) for value in row))
        for row in zip(*rows, strict=True)
    ]
    ratings = Ratings(units, categories=(False, True), coders=("Anna", "Bo"))
    return ratings, coefficients(ratings, Level.NOMINAL, positive=True)


def table_of(name):
    (neither, only_b), (only_a, both) = CASES[name]["data"][
        "table [neither..both] rows=A(0,1) cols=B(0,1)"
    ]
    return both, only_a, only_b, neither


FAMILY = (
    *("percent", "cohen_kappa", "scott_pi", "krippendorff_alpha", "gwet_ac1"),
    *("brennan_prediger", "positive_agreement", "negative_agreement"),
)


@pytest.mark.parametrize("name", DEGENERATE)
def test_the_table_the_values_and_the_arrays_say_the_same(name):
    ratings, found = degenerate(name)
    counts = table_of(name)
    table = two_by_two(*counts)
    array = two_by_two_many(np.array(counts))
    for each in FAMILY:
        if isinstance(table[each], Undefined):
            assert isinstance(found[each], Undefined)
            assert np.isnan(array[each])
        else:
            assert table[each] == found[each]
            assert array[each] == pytest.approx(float(table[each]))
    units = [(number, row) for row, number in ratings.rows.items()]
    assert found | binary(units, coders=ratings.names) == found


def test_a_coder_without_the_code_gets_kappa_0_and_is_named():
    name = "One coder used no codes"
    _, found = degenerate(name)
    assert {each: found[each] for each in FAMILY} == {
        "percent": Fraction(7, 10),
        "cohen_kappa": 0,
        "scott_pi": Fraction(-3, 17),
        "krippendorff_alpha": Fraction(-2, 17),
        "gwet_ac1": Fraction(89, 149),
        "brennan_prediger": Fraction(2, 5),
        "positive_agreement": 0,
        "negative_agreement": Fraction(14, 17),
    }
    assert float(found["krippendorff_alpha"]) == pytest.approx(
        CASES[name]["computed_by"]["krippendorff.alpha"]
    )
    (note,) = notes(table_of(name), found, ("Anna", "Bo"))
    assert str(note).startswith("Bo never used this code: see whether Bo finished.")


def test_a_coder_who_is_missing_throughout_makes_every_figure_undefined():
    _, found = degenerate("One coder missing throughout")
    assert {str(each) for each in found.values()} == {
        "Bo gave none of the 5 units a value; that is not the same as coding nothing there."
    }
    assert all(isinstance(each, Undefined) for each in found.values())


def test_coders_without_a_unit_in_common_make_every_figure_undefined():
    _, found = degenerate("Empty intersection of documents/units")
    assert {str(each) for each in found.values()} == {
        "None of the 6 units has values of two coders."
    }
    assert all(isinstance(each, Undefined) for each in found.values())


def test_perfect_disagreement_is_told_and_alpha_keeps_its_correction():
    name = "Perfect disagreement"
    _, found = degenerate(name)
    assert found["cohen_kappa"] == found["scott_pi"] == found["brennan_prediger"] == -1
    assert found["krippendorff_alpha"] == Fraction(-9, 10)
    assert found["percent"] == found["positive_agreement"] == 0
    told = " ".join(map(str, notes(table_of(name), found, ("Anna", "Bo"))))
    assert "swapped" in told


def test_perfect_agreement_is_1_and_an_interval_would_mislead():
    name = "Perfect agreement"
    _, found = degenerate(name)
    assert set(found.values()) == {1}
    told = " ".join(map(str, notes(table_of(name), found, ("Anna", "Bo"))))
    assert "No disagreement was seen" in told


def test_no_units_make_every_figure_undefined():
    _, found = degenerate("No units")
    assert {str(each) for each in found.values()} == {"There are no units to compare."}
    assert all(isinstance(each, Undefined) for each in found.values())
    assert {str(each) for each in two_by_two(0, 0, 0, 0).values()} == {
        "There are no units to compare."
    }
    assert all(np.isnan(each) for each in binary_many(np.zeros((3, 3))).values())
