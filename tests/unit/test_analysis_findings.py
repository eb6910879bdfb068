"""Codes together, saturation, voices and participants, each on a case counted by hand."""

from itertools import combinations

import pytest

from tests.unit.frame_samples import BOOK, LED, RUT, STA, STR, talk
from workbench.analysis.growth import expected_codes, saturation
from workbench.analysis.speaking import attendance, voices
from workbench.analysis.together import cooccurrence
from workbench.model import Coder, Cut, InterviewId, Nearness, Participant

CODER = Coder("A")


def pair(frames, first, second, near, *, distance=0, **cut):
    found = cooccurrence(frames, BOOK, Cut(**cut), coder=CODER, near=near, distance=distance)
    return next(p for p in found.pairs if (p.first, p.second) == (first, second))


NEIGHBOURS = [
    talk(
        "01",
        ("A", "ett två", "LED STR.rutiner"),
        ("M", "hm", ""),
        ("B", "tre", "LED"),
        ("A", "fyra", ""),
        ("A", "fem", "STR"),
        ("A", "sex", ""),
        ("A", "sju", "STA"),
    ),
    talk("02", ("A", "ett", "STR"), ("M", "hm", "LED")),
]


@pytest.mark.parametrize(
    ("near", "distance", "together", "either"),
    [
        (Nearness.PASSAGE, 0, 1, 4),
        (Nearness.TURN, 0, 1, 4),
        (Nearness.TURNS, 1, 1, 4),
        # The first turn has both, the third and the fifth are two apart.
        (Nearness.TURNS, 2, 3, 4),
    ],
)
def test_codes_are_together(near, distance, together, either):
    found = pair(NEIGHBOURS, LED, STR, near, distance=distance)
    assert (found.together, found.with_either) == (together, either)
    assert found.jaccard == pytest.approx(together / either)


def test_a_code_and_one_below_it_are_no_pair():
    found = cooccurrence(
        NEIGHBOURS, BOOK, Cut(codes=frozenset({STR, RUT, LED})), coder=CODER, near=Nearness.TURN
    )
    assert [(p.first, p.second) for p in found.pairs] == [(LED, STR), (LED, RUT)]


def test_codes_that_never_occur_have_no_coefficient():
    assert pair([talk("01", ("A", "ett", "LED"))], STR, STA, Nearness.TURN).jaccard is None


def grown(frames, finished=(), **cut):
    return saturation(frames, BOOK, Cut(**cut), coder=CODER, titles={}, finished=finished)


def test_new_codes_come_in_order_of_date_and_the_undated_last():
    found = grown(
        [
            talk("01", ("A", "ett", "LED STA")),
            talk("02", ("A", "ett", "LED STR"), datum="2015-10-01"),
            talk("03", ("A", "ett", "STR.rutiner STR"), datum="2015-09-30"),
            talk("04", ("A", "ett", ""), datum="2015-01-01"),
        ]
    )
    assert [(s.interview, s.new_codes, s.cumulative) for s in found.steps] == [
        ("03", (STR, RUT), 2),
        ("02", (LED,), 3),
        ("01", (STA,), 4),
    ]
    assert found.undated == ("01",)
    assert found.never == ()


def test_an_interview_without_codings_is_a_step_once_it_is_finished():
    frames = [talk("01", ("A", "ett", "")), talk("02", ("A", "ett", "LED"))]
    assert [s.interview for s in grown(frames, finished={"01"}).steps] == ["01", "02"]


def test_saturation_is_reached_where_a_run_of_two_brings_next_to_nothing():
    codes = ["LED", "STR", "", "", "STA", "", "LED", "LED"]
    frames = [
        talk(f"0{n}", ("A", "ett", code or "LED"), datum=f"2015-09-0{n}")
        for n, code in enumerate(codes, start=1)
    ]
    # The run 5-6 brings one of two; the run 6-7 nothing.
    assert grown(frames).reached == "07"
    assert grown(frames[:6]).reached is None
    assert grown(frames[:5]).reached is None


def test_what_is_expected_in_any_order_is_the_mean_over_all_orders():
    having = {"LED": {0, 1, 2}, "STR": {1}, "STA": {0, 3}}
    for number in range(1, 6):
        chosen = list(combinations(range(5), number))
        met = [sum(bool(each & set(some)) for each in having.values()) for some in chosen]
        expected = expected_codes([len(each) for each in having.values()], 5, number)
        assert expected == pytest.approx(sum(met) / len(chosen))


TALK = talk(
    "01",
    ("M", "hur går det", ""),
    ("A", "ett två tre fyra fem sex", "LED+ STR.rutiner"),
    ("B", "sju åtta", "LED"),
    ("A", "nio tio", "LED"),
    kommun="Aneby",
    **{"antal deltagare": "4"},
)


def test_shares_of_words_are_of_what_participants_said():
    (found,) = voices([TALK], BOOK, Cut(), coder=CODER, titles={}).conversations
    assert [(v.speaker, v.turns, v.words, v.share, v.codings) for v in found.voices] == [
        ("A", 2, 8, 0.8, 3),
        ("B", 1, 2, 0.2, 1),
    ]
    assert found.moderator_share == pytest.approx(3 / 13)
    assert found.effective == pytest.approx(1 / (0.8**2 + 0.2**2))


def test_a_code_rests_on_those_who_are_coded_with_it_or_one_below():
    found = {c.code: c for c in voices([TALK], BOOK, Cut(), coder=CODER, titles={}).codes}
    led = found[LED]
    assert (led.codings, led.participants, led.interviews) == (3, 2, 1)
    assert (led.loudest, led.loudest_share) == ("01 A", pytest.approx(2 / 3))
    assert found[STR].codings == 1
    assert found[STA].loudest_share is None


def test_without_a_coder_there_are_voices_but_no_codes():
    assert voices([TALK], BOOK, Cut(), coder=None, titles={}).codes == ()


PEOPLE = {
    InterviewId("01"): (
        Participant("A", "chef"),
        Participant("B"),
        Participant("C", "handläggare", {"kommun": "Eksjö"}),
    )
}


def test_those_who_are_listed_and_never_heard_have_dropped_out():
    found = attendance([TALK], PEOPLE, Cut(by=("kommun",)))
    assert [(p.label, p.spoke, p.words) for p in found.people] == [
        ("A", True, 8),
        ("B", True, 2),
        ("C", False, 0),
    ]
    assert [(g.value, g.known, g.spoke, g.dropped_out) for g in found.groups] == [
        ("Aneby", 2, 2, 0),
        ("Eksjö", 1, 0, 1),
    ]
    assert (found.total.known, found.total.dropped_out, found.total.words) == (3, 1, 10)


def test_another_number_of_participants_than_the_sheet_says_is_told():
    found = attendance([TALK], PEOPLE, Cut())
    assert [(r.kind, r.facts) for r in found.remarks] == [("other number", ("01", "4", "2"))]


def test_conditions_limit_who_is_listed():
    found = attendance([TALK], PEOPLE, Cut(where=("kommun=Eksjö",)))
    assert [p.label for p in found.people] == ["C"]
