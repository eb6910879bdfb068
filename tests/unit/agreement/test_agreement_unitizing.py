"""Unitizing alphas: worked cases, and the definition word for word on single characters."""

from collections import Counter
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.agreement.oracles import CASES, UNITIZING
from workbench.agreement import unitizing
from workbench.model import Undefined

PUBLISHED = [name for name in UNITIZING if CASES[name]["kind"] == "published"]
DEGENERATE = [name for name in UNITIZING if CASES[name]["kind"] == "degenerate"]


def as_units(coders):
    """Rows start, end, code as arrays, with codes numbered; and the names of the codes."""
    codes = sorted({code for rows in coders for *_, code in rows})
    units = [
        unitizing.Units(
            np.array([start for start, *_ in rows], np.int64),
            np.array([end for _, end, _ in rows], np.int64),
            np.array([codes.index(code) for *_, code in rows], np.int64),
        )
        for rows in coders
    ]
    return units, codes


def figures(coders, *edges):
    units, codes = as_units(coders)
    summed = unitizing.sums(units, np.array(edges, np.int64), codes=len(codes))
    overall, per_code = unitizing.exact(summed, len(coders))
    return overall | {"ku_alpha": dict(zip(codes, per_code, strict=True))}


def of_case(name):
    data = CASES[name]["data"]
    key = next(each for each in data if "spans per coder" in each)
    return figures(data[key], 0, data["length"])


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_continuum_gives_the_published_figure(name):
    case = CASES[name]
    found = of_case(name)
    if case["coefficient"] == "ku_alpha":
        assert isinstance(found["ku_alpha"].pop("7"), Undefined)
        assert found["ku_alpha"] == {
            code: value for code, value in case["published_value"].items() if code != "7"
        }
        return
    figure = float(found[case["coefficient"].replace("bar_u", "binary_u")])
    assert figure == pytest.approx(case["published_value"], abs=1e-3)
    exact = next(value for key, value in case["computed_by"].items() if key.startswith("own"))
    assert figure == pytest.approx(exact, abs=1e-10)


@pytest.mark.parametrize("name", DEGENERATE)
def test_what_cannot_be_computed_says_why(name):
    found = of_case(name)
    for key, value in CASES[name]["computed_by"]["own_formula"].items():
        if key in ("u_alpha", "bar_u_alpha", "cu_alpha"):
            figure = found[key.replace("bar_u", "binary_u")]
            if value is None:
                assert isinstance(figure, Undefined)
                assert figure.reason
            else:
                assert float(figure) == pytest.approx(value)


def test_the_reason_names_what_is_missing():
    reasons = {name: of_case(name)["cu_alpha"].reason for name in DEGENERATE}
    assert reasons == {
        "Unitizing: spans never intersect": "No two coders' passages with these codes overlap.",
        "Unitizing: one coder has no spans": "No two coders' passages with these codes overlap.",
        "Unitizing: no spans at all": "No coder has a passage with one of these codes.",
        "Unitizing: only one code in the intersections": (
            "Where coders' passages overlap there is only one code: nothing varies."
        ),
    }


# -- The definition, character by character -----------------------------------------------------


@st.composite
def divided(draw):
    """One coder's units on 24 characters: they do not overlap, and may touch."""
    rows, at = [], 0
    while at < 24:
        at += draw(st.integers(0, 6))
        end = min(24, at + draw(st.integers(1, 8)))
        if at < end:
            rows.append((at, end, draw(st.sampled_from("abc"))))
        at = end
    return rows


def by_characters(coders, length):
    """Every figure from the formulas of the paper, with one character after the other."""
    n = len(coders) * length
    said, observed, paired = paired_characters(coders, length)
    given = Counter(code for hers in said for code in hers)
    squares = sum((end - start) ** 2 for rows in coders for start, end, _ in rows)
    u = quotient(
        sum(length for (c, k), length in observed.items() if c != k) / n,
        Fraction(
            n * n - sum(number**2 for number in given.values()), n * n - squares - given[None]
        ),
    )
    gaps = given[None]
    binary = quotient(
        sum(length for (c, k), length in observed.items() if (c is None) != (k is None)) / n,
        Fraction(2 * gaps * (n - gaps), n * n - squares - gaps),
    )
    both = {pair: length for pair, length in observed.items() if None not in pair}
    of_code = Counter()
    for (c, _), length in both.items():
        of_code[c] += length
    total = sum(of_code.values())
    own = Counter()
    for (coder, number), length in paired.items():
        own[coders[coder][number][2]] += length**2
    cu = None
    if total:
        cu = quotient(
            sum(length for (c, k), length in both.items() if c != k) / total,
            share(
                total**2 - sum(each**2 for each in of_code.values()),
                total**2 - sum(own.values()),
            ),
        )
    ku = {}
    for code in {code for rows in coders for *_, code in rows}:
        mine = of_code[code]
        ku[code] = (
            quotient(
                (mine - both.get((code, code), 0)) / mine,
                share(mine * (total - mine), mine * total - own[code]),
            )
            if mine
            else None
        )
    return {"u_alpha": u, "binary_u_alpha": binary, "cu_alpha": cu, "ku_alpha": ku}


def paired_characters(coders, length):
    """What each coder said of each character; o_ck; p_S by coder and number of the unit."""
    m = len(coders)
    said = [[None] * length for _ in coders]
    unit = [[None] * length for _ in coders]
    for coder, rows in enumerate(coders):
        for number, (start, end, code) in enumerate(rows):
            said[coder][start:end] = [code] * (end - start)
            unit[coder][start:end] = [number] * (end - start)
    observed, paired = Counter(), Counter()
    for one, other in permutations(range(m), 2):
        for at in range(length):
            pair = said[one][at], said[other][at]
            observed[pair] += Fraction(1, m - 1)
            if None not in pair:
                paired[one, unit[one][at]] += Fraction(1, m - 1)
    return said, observed, paired


def share(above, below):
    return Fraction(above) / below if below else Fraction(0)


def quotient(observed, expected):
    return 1 - Fraction(observed) / expected if expected else None


@settings(max_examples=400, deadline=None)
@given(st.lists(divided(), min_size=2, max_size=4))
def test_figures_are_the_definition_word_for_word(coders):
    found = figures(coders, 0, 24)
    exact = by_characters(coders, 24)
    for name in unitizing.NAMES:
        value = found[name]
        assert (None if isinstance(value, Undefined) else value) == exact[name]
    for code, value in found["ku_alpha"].items():
        assert (None if isinstance(value, Undefined) else value) == exact["ku_alpha"][code]


@settings(max_examples=100, deadline=None)
@given(divided())
def test_equal_coders_agree_wholly_or_nothing_varies(rows):
    found = figures([rows, rows], 0, 24)
    values = [found[name] for name in unitizing.NAMES] + list(found["ku_alpha"].values())
    assert all(isinstance(value, Undefined) or value == 1 for value in values)


@settings(max_examples=100, deadline=None)
@given(st.lists(divided(), min_size=2, max_size=3), st.lists(divided(), min_size=3, max_size=3))
def test_an_interview_drawn_twice_counts_as_two_that_are_alike(first, second):
    second = second[: len(first)]
    moved = [[(s + 24, e + 24, c) for s, e, c in rows] for rows in second]
    again = [[(s + 48, e + 48, c) for s, e, c in rows] for rows in second]
    twice = [[*a, *b, *c] for a, b, c in zip(first, moved, again, strict=True)]
    units, codes = as_units([[*a, *b] for a, b in zip(first, moved, strict=True)])
    summed = unitizing.sums(units, np.array([0, 24, 48]), codes=len(codes))
    overall, per_code = unitizing.many(summed, len(first), np.array([[1.0, 2.0]]))
    exact = figures(twice, 0, 24, 48, 72)
    for name in unitizing.NAMES:
        assert_same(overall[name][0], exact[name])
    for place, code in enumerate(codes):
        assert_same(per_code[0, place], exact["ku_alpha"][code])


def assert_same(value, exact):
    if isinstance(exact, Undefined):
        assert np.isnan(value)
    else:
        assert value == pytest.approx(float(exact), abs=1e-9)
