"""Contrasts against published examples, other libraries, and a count of every permutation."""

from itertools import permutations
from math import sqrt

import pytest
from scipy.stats import chi2_contingency
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests

from tests.unit.frame_samples import BOOK, LED, STA, talk
from workbench.analysis.contrasts import (
    adjusted_residual,
    contrast,
    holm,
    log_likelihood,
    log_ratio,
)
from workbench.analysis.shuffling import shuffle
from workbench.errors import UsageError
from workbench.model import Coder, Contrast, ContrastCell, CountingFrame, Cut, Finding, Unit

CODER = Coder("A")


def test_residuals_of_a_published_table() -> None:
    """Agresti, A. (2007). An Introduction to Categorical Data Analysis, 2nd ed., tables 2.5, 2.8:
    party by gender, 762 327 468 and 484 239 477."""
    women, men = (762, 327, 468), (484, 239, 477)
    found = [
        adjusted_residual(one, sum(women), one + other, sum(women) + sum(men))
        for one, other in zip(women, men, strict=True)
    ]
    assert found == [pytest.approx(each, abs=0.005) for each in (4.50, 0.70, -5.32)]


def test_residuals_and_log_likelihood_are_those_of_other_libraries() -> None:
    counts, bases = [12, 30, 7, 0], [100, 140, 90, 25]
    table = [counts, [base - count for count, base in zip(counts, bases, strict=True)]]
    residuals = Table(table, shift_zeros=False).standardized_resids[0]
    ours = [
        adjusted_residual(count, base, sum(counts), sum(bases))
        for count, base in zip(counts, bases, strict=True)
    ]
    assert ours == [pytest.approx(each) for each in residuals]
    g2 = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(counts, bases) == pytest.approx(g2)


@pytest.mark.parametrize(
    "cell", [(0, 10, 0, 40), (10, 10, 40, 40), (0, 0, 5, 40), (5, 40, 5, 40), (0, 0, 0, 0)]
)
def test_there_is_no_residual_where_a_margin_is_empty_or_full(cell: tuple[int, ...]) -> None:
    assert adjusted_residual(*cell) is None


def test_the_log_ratio_is_1_for_twice_as_common() -> None:
    assert log_ratio(20, 100, 30, 300) == 1
    assert log_ratio(0, 100, 10, 100) == pytest.approx(-4.3219, abs=1e-4)
    assert log_ratio(0, 100, 0, 100) is None
    assert log_ratio(3, 100, 0, 0) is None


def test_holm_is_that_of_another_library() -> None:
    chances = [0.01, 0.04, 0.03, 0.005, 0.8, 0.03]
    assert holm(chances) == [
        pytest.approx(each) for each in multipletests(chances, method="holm")[1]
    ]
    assert holm([None, 0.02, None, 0.03]) == [None, 0.04, None, 0.04]


def interview(name: str, kommun: str, led: int, others: int) -> CountingFrame:
    turns = [("A", "ord", "LED")] * led + [("A", "ord", "STA")] * others
    return talk(name, *turns, kommun=kommun)


def compared(frames: list[CountingFrame], **options: int) -> Contrast:
    return contrast(frames, BOOK, Cut(by=("kommun",)), coder=CODER, **options)


def cell(found: Contrast, value: str, code: str = LED) -> ContrastCell:
    return next(each for each in found.cells if (each.value, each.code) == (value, code))


SMALL = [
    *(interview(f"0{n}", "Aneby", led, 5) for n, led in enumerate((9, 7, 8))),
    *(interview(f"1{n}", "Eksjö", led, 5) for n, led in enumerate((1, 2, 3, 6, 2))),
]


def test_p_is_how_many_of_all_permutations_are_as_extreme() -> None:
    found = compared(SMALL, permutations=20_000)
    labels = ["A"] * 3 + ["E"] * 5
    led = [9, 7, 8, 1, 2, 3, 6, 2]

    def residual(dealt: tuple[str, ...]) -> float:
        here = [n for n, value in zip(led, dealt, strict=True) if value == "A"]
        told = adjusted_residual(sum(here), sum(here) + 5 * len(here), sum(led), sum(led) + 40)
        return abs(told or 0)

    every = [residual(dealt) for dealt in permutations(labels)]
    exact = sum(each >= residual(tuple(labels)) - 1e-9 for each in every) / len(every)
    p = cell(found, "Aneby").p
    assert p is not None
    assert abs(p - exact) < 4 * sqrt(exact * (1 - exact) / 20_000)


def test_p_is_never_zero_and_the_same_seed_gives_the_same() -> None:
    found = compared(SMALL, permutations=99)
    assert found == compared(SMALL, permutations=99)
    assert all(each.p is not None and each.p >= 1 / 100 for each in found.cells if each.p)
    assert [each.p for each in found.cells] != [
        each.p for each in compared(SMALL, permutations=99, seed=2).cells
    ]


def test_with_three_interviews_against_three_nothing_can_be_told() -> None:
    frames = [interview(f"a{n}", "Aneby", 30, 1) for n in range(3)]
    frames += [interview(f"e{n}", "Eksjö", 1, 30) for n in range(3)]
    found = compared(frames)
    assert cell(found, "Aneby").smallest_p == pytest.approx(2 / 20)
    assert cell(found, "Aneby").residual > 10
    assert {each.finding for each in found.cells} == {Finding.CANNOT_TELL}
    assert {each.finding for each in found.codes} == {Finding.CANNOT_TELL}


def test_with_many_interviews_a_difference_is_told_in_both_directions() -> None:
    frames = [interview(f"a{n}", "Aneby", 9 + n % 3, 2) for n in range(10)]
    frames += [interview(f"e{n}", "Eksjö", 2 + n % 2, 9) for n in range(10)]
    found = compared(frames)
    assert cell(found, "Aneby").finding is Finding.MORE
    assert cell(found, "Eksjö").finding is Finding.LESS
    led = next(each for each in found.codes if each.code == LED)
    assert led.finding is Finding.DIFFERS
    assert led.common
    assert led.highest is not None
    assert led.highest[0] == "Aneby"


def test_one_talkative_interview_makes_no_difference_of_a_whole_municipality() -> None:
    """Passages counted as independent would give a residual that is called significant."""
    frames = [interview(f"a{n}", "Aneby", led, 5) for n, led in enumerate((60, 2, 2, 2, 2))]
    frames += [interview(f"e{n}", "Eksjö", 2, 5) for n in range(6)]
    found = cell(compared(frames), "Aneby")
    assert found.residual is not None
    assert found.residual > 3
    assert found.p is not None
    assert found.p > 0.3
    assert found.finding is Finding.NOT_SHOWN


def test_an_interview_with_several_values_stays_where_it_is() -> None:
    mixed = talk(
        "99",
        *[("A", "ord", "LED")] * 5,
        ("B", "ord", "STA"),
        people={"A": {"kommun": "Aneby"}, "B": {"kommun": "Eksjö"}},
    )
    found = compared([*SMALL, mixed])
    assert found.mixed == 1
    assert found.interviews == {"Aneby": 3, "Eksjö": 5}
    assert cell(found, "Aneby").count == 9 + 7 + 8 + 5


def test_where_every_interview_has_several_values_nothing_can_be_shuffled() -> None:
    frames = [
        talk(
            str(n),
            ("A", "ord", "LED"),
            ("B", "ord", "STA"),
            people={"A": {"kommun": "Aneby"}, "B": {"kommun": "Eksjö"}},
        )
        for n in range(5)
    ]
    found = compared(frames)
    assert {each.p for each in found.cells} == {None}
    assert {each.finding for each in found.cells} == {Finding.CANNOT_TELL}


def test_a_value_with_one_interview_is_not_told_of() -> None:
    frames = [interview(f"e{n:03}", "Eksjö", 1, 9) for n in range(200)]
    found = compared([interview("a", "Aneby", 50, 1), *frames])
    assert cell(found, "Aneby").finding is Finding.CANNOT_TELL


def test_the_smallest_p_is_what_the_most_extreme_arrangement_gets() -> None:
    found = compared(SMALL)
    assert cell(found, "Aneby").smallest_p == pytest.approx(1 / 56)
    counts = [9, 9, 9, 1, 2, 1, 2, 1]
    moving = [(int(at > 2), ((count,), 10)) for at, count in enumerate(counts)]
    chances = shuffle(moving, [((0,), 0), ((0,), 0)], codes=1, permutations=50_000, seed=1)
    assert chances.cell(0, 0) == pytest.approx(1 / 56, rel=0.1)


def test_shares_of_turns_are_of_all_turns_coded_or_not() -> None:
    frames = [
        talk("01", ("A", "ord", "LED STA"), ("A", "ord", ""), ("M", "ja", ""), kommun="Aneby"),
        talk("02", ("A", "ord", ""), kommun="Eksjö"),
    ]
    found = contrast(frames, BOOK, Cut(by=("kommun",), unit=Unit.TURNS), coder=CODER)
    led = cell(found, "Aneby")
    assert (led.count, led.base, led.elsewhere, led.base_elsewhere) == (1, 2, 0, 1)


def test_a_code_is_common_in_half_of_the_interviews_of_every_value() -> None:
    frames = [
        interview("a1", "Aneby", 1, 0),
        interview("a2", "Aneby", 0, 1),
        interview("a3", "Aneby", 0, 1),
        interview("e1", "Eksjö", 1, 1),
    ]
    common = {each.code: each.common for each in compared(frames).codes}
    assert common == {LED: False, "STR": False, STA: True}


def test_few_permutations_for_many_comparisons_are_told() -> None:
    frames = [*SMALL, *(interview(f"2{n}", "Nässjö", 4, 5) for n in range(3))]
    found = compared(frames, permutations=99)
    assert [each.kind for each in found.remarks] == ["few permutations"]


@pytest.mark.parametrize("frames", [[], SMALL[:1], SMALL[:3]])
def test_without_two_values_nothing_can_be_told(frames: list[CountingFrame]) -> None:
    found = compared(frames)
    assert {each.finding for each in found.codes} == {Finding.CANNOT_TELL}
    assert all(each.p is None for each in found.cells)


def test_nothing_is_compared_without_an_attribute() -> None:
    with pytest.raises(UsageError, match="compared"):
        contrast(SMALL, BOOK, Cut(), coder=CODER)
