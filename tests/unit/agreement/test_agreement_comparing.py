"""From codings to a report: worked cases on spans, intervals, notes, what is refused."""

from fractions import Fraction

import numpy as np
import pytest

from tests.unit.agreement.oracles import CASES, of
from workbench.agreement.comparing import Comparison, compare, compare_part
from workbench.agreement.resampling import bounds, draws
from workbench.agreement.units import ComparedText, ComparedTurn
from workbench.model import (
    AgreementUnit,
    CodeId,
    Coder,
    ConfidenceInterval,
    InterviewId,
    PassageCounts,
    Span,
    Undefined,
)

A, B = Coder("A"), Coder("B")
STR, LED = CodeId("STR"), CodeId("LED")


def text(interview, turns, first, second):
    """An interview of turns (start, end), and both coders' codings (start, end, code)."""
    return ComparedText(
        InterviewId(interview),
        tuple(
            ComparedTurn(number, Span(*turn), "", (Span(*turn),))
            for number, turn in enumerate(turns, start=1)
        ),
        {A: with_direction(first), B: with_direction(second)},
    )


def with_direction(codings):
    return [(*each, "") if len(each) == 3 else each for each in codings]


def how(codes, **settings):
    return Comparison(
        coders=(A, B), codes=tuple(codes), count_as={code: code for code in codes}, **settings
    )


def span_case(name):
    data = CASES[name]["data"]
    first, second = (
        [(start, end, CodeId(code)) for start, end, code in rows]
        for rows in data["coders [start,end,code)"]
    )
    one = text("01", [(0, data["length"])], first, second)
    return compare_part([one], how([CodeId(each) for each in "abc"])), data


@pytest.mark.parametrize("name", of("kappa|pi|alpha|ac1|bp|f1"))
def test_spans_give_the_exact_figures_of_their_characters(name):
    part, data = span_case(name)
    each = next(each for each in part.codes if each.code == data["code"])
    assert [each.both, each.only_a, each.only_b, each.neither] == data[
        "table(both,onlyA,onlyB,neither)"
    ]
    exact = CASES[name]["computed_by"]["own_interval_exact"]
    for coefficient, key in (
        *(("percent", "percent"), ("cohen_kappa", "kappa"), ("scott_pi", "pi")),
        *(("krippendorff_alpha", "alpha"), ("gwet_ac1", "ac1"), ("brennan_prediger", "bp")),
        *(("positive_agreement", "f1"), ("negative_agreement", "p_neg")),
    ):
        assert each.coefficients[coefficient] == float(Fraction(exact[key]))


def test_sets_of_codes_on_spans_give_the_exact_alpha():
    name = "Span oracle L=400: set-valued alpha (Jaccard) over 3 codes"
    part, _ = span_case(name)
    exact = Fraction(CASES[name]["computed_by"]["own_interval_exact"])
    assert part.overall["alpha_jaccard"] == float(exact)


def test_passages_are_matched_one_to_one_and_the_rest_is_counted_on_its_side():
    one = text(
        "01",
        [(0, 100)],
        [(0, 10, STR), (20, 30, STR), (40, 50, STR)],
        [(0, 10, STR), (22, 40, STR), (60, 70, STR)],
    )
    (each,) = compare_part([one], how([STR])).codes
    assert each.passages == PassageCounts(matched=2, exact=1, only_a=1, only_b=1)


def test_what_lies_outside_the_participants_words_makes_no_difference():
    one = text("01", [(10, 20), (40, 50)], [(10, 20, STR)], [(0, 35, STR)])
    (each,) = compare_part([one], how([STR])).codes
    assert (each.both, each.only_a, each.only_b, each.neither) == (10, 0, 0, 10)
    assert each.passages == PassageCounts(matched=1, exact=1, only_a=0, only_b=0)


def test_sub_codes_that_count_as_one_code_are_counted_once():
    one = text("01", [(0, 10)], [(0, 6, CodeId("STR.a")), (0, 6, CodeId("STR.b"))], [(0, 6, STR)])
    count_as = {STR: STR, CodeId("STR.a"): STR, CodeId("STR.b"): STR}
    part = compare_part([one], Comparison(coders=(A, B), codes=(STR,), count_as=count_as))
    assert part.codes[0].both == 6
    assert part.codes[0].passages == PassageCounts(matched=1, exact=1, only_a=0, only_b=0)


def test_half_of_a_sentence_counts_where_half_is_asked_for():
    one = text("01", [(0, 10)], [(0, 5, STR)], [(0, 4, STR)])
    unit = AgreementUnit.SENTENCE
    (any_character,) = compare_part([one], how([STR], unit=unit)).codes
    (half,) = compare_part([one], how([STR], unit=unit, overlap=Fraction(1, 2))).codes
    assert (any_character.both, any_character.only_a) == (1, 0)
    assert (half.both, half.only_a) == (0, 1)


def test_where_a_direction_is_not_set_the_coder_is_missing():
    one = text(
        "01",
        [(0, 40)],
        [(0, 10, STR, "+"), (10, 20, STR, "+"), (20, 30, STR, "-")],
        [(0, 10, STR, "+"), (10, 20, STR, ""), (20, 30, STR, "+")],
    )
    part = compare_part([one], how([STR], polarity=True))
    promotes, hinders, neutral = part.codes
    assert [each.polarity for each in part.codes] == ["+", "-", "0"]
    assert (promotes.both, promotes.only_a, promotes.only_b, promotes.neither) == (10, 0, 10, 10)
    assert (hinders.both, hinders.only_a, hinders.only_b, hinders.neither) == (0, 10, 0, 20)
    assert neutral.neither == 30
    assert "10 units without a direction" in str(part.notes[0])


# -- Intervals ----------------------------------------------------------------------------------


def several(number):
    """Interviews that are unlike each other."""
    return [
        text(
            f"{place:02}",
            [(0, 100 + place)],
            [(0, 20 + 3 * place, STR), (60, 70 + place, LED)],
            [(5, 30, STR), (60 + place, 70 + 2 * place, LED)],
        )
        for place in range(1, number + 1)
    ]


def test_an_interval_is_what_drawing_interviews_by_hand_gives():
    texts = several(6)
    part = compare_part(texts, how([STR, LED], resamples=200, seed=7))
    drawn = draws(6, resamples=200, seed=7).astype(int)
    kappas, jaccards = [], []
    for times in drawn:
        chosen = [
            ComparedText(InterviewId(f"{each.interview}-{copy}"), each.turns, each.codings)
            for each, number in zip(texts, times, strict=True)
            for copy in range(number)
        ]
        again = compare_part(chosen, how([STR, LED], resamples=1))
        kappas.append(again.codes[0].coefficients["cohen_kappa"])
        jaccards.append(again.overall["alpha_jaccard"])
    for found, values in (
        (part.codes[0].intervals["cohen_kappa"], kappas),
        (part.intervals["alpha_jaccard"], jaccards),
    ):
        assert isinstance(found, ConfidenceInterval)
        low, high = np.quantile(np.array(values, float), (0.025, 0.975))
        assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


def test_the_same_seed_gives_the_same_interval_and_another_seed_another():
    texts = several(8)
    one, same, other = (
        compare_part(texts, how([STR], seed=seed)).codes[0].intervals["scott_pi"]
        for seed in (1, 1, 2)
    )
    assert one == same != other


def test_every_draw_has_as_many_interviews_as_there_are():
    drawn = draws(25, resamples=500, seed=3)
    assert drawn.shape == (500, 25)
    assert (drawn.sum(axis=1) == 25).all()
    assert drawn.mean() == 1
    assert 0 in drawn
    assert drawn.max() > 2


@pytest.mark.parametrize(("interviews", "refused"), [(4, True), (5, False)])
def test_of_fewer_than_five_interviews_there_is_no_interval(interviews, refused):
    part = compare_part(several(interviews), how([STR]))
    each = part.codes[0].intervals["krippendorff_alpha"]
    assert isinstance(each, Undefined) == refused
    assert isinstance(part.intervals["alpha_masi"], Undefined) == refused
    if isinstance(each, Undefined):
        assert "4 are too few (5 at least)" in each.reason


def test_an_interval_of_what_is_undefined_too_often_is_undefined():
    values = np.ones((100, 2))
    values[:6, 0] = np.nan
    values[:5, 1] = np.nan
    refused, given = bounds(values)
    assert isinstance(refused, Undefined)
    assert "undefined in 6 of 100" in refused.reason
    assert given == ConfidenceInterval(1.0, 1.0)


# -- Unitizing and parts ------------------------------------------------------------------------


def test_unitizing_is_refused_where_a_coders_own_passages_overlap():
    one = text(
        "07",
        [(0, 50), (60, 100)],
        [(0, 20, STR), (70, 90, STR), (80, 95, LED)],
        [(0, 20, STR)],
    )
    codes = (STR, LED)
    part = compare_part(
        [one], how(codes, exclusive=codes, exclusive_as={code: code for code in codes})
    )
    for figure in (part.overall["u_alpha"], part.overall["cu_alpha"], part.unitized[LED]):
        assert isinstance(figure, Undefined)
        assert figure.reason.startswith("A's own passages with these codes overlap (places: 1,")
        assert "07:2" in figure.reason


def test_unitizing_counts_characters_whatever_the_unit_is_and_only_the_codes_named():
    texts = several(5)
    codes = (STR, LED)
    settings = {"exclusive": codes, "exclusive_as": {code: code for code in codes}}
    in_turns = compare_part(texts, how([STR], unit=AgreementUnit.TURN, **settings))
    in_characters = compare_part(texts, how([STR, LED], **settings))
    assert in_turns.overall["u_alpha"] == in_characters.overall["u_alpha"]
    assert in_turns.unitized == in_characters.unitized
    assert isinstance(in_turns.intervals["u_alpha"], ConfidenceInterval)


def test_parts_stand_in_natural_order_with_what_is_missing_last():
    turns = tuple(
        ComparedTurn(number, Span(10 * number, 10 * number + 5), value)
        for number, value in enumerate(["(saknas)", "10", "9", "Åneby", "Eksjö"], start=1)
    )
    one = ComparedText(InterviewId("01"), turns, {A: [], B: []})
    report = compare([one], how([STR], by="kommun"))
    assert [part.value for part in report.parts] == ["9", "10", "Eksjö", "Åneby", "(saknas)"]


def test_a_coder_who_never_used_a_code_is_named():
    one = text("01", [(0, 50)], [(0, 10, STR)], [])
    (each,) = compare_part([one], how([STR])).codes
    assert each.coefficients["cohen_kappa"] == 0
    assert any(str(note).startswith("B never used this code") for note in each.notes)
