"""What is coded, what is left, and which suggestions are open, while codings come and go."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Decision,
    Interview,
    InterviewId,
    Polarity,
    Span,
    Suggestion,
    Turn,
    Verdict,
)
from workbench.tui.widgets.transcript import Coded, Offered

WORDS = "Ett ord till. " * 20
TURNS = tuple(Turn(n + 1, "M" if n % 4 == 0 else "IP1", n * 14, n * 14 + 13) for n in range(20))
INTERVIEW = Interview(InterviewId("1"), "t", WORDS, TURNS, moderators=frozenset({"M"}))
BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("LED"), "Ledning"),
    )
)

spans = st.tuples(st.integers(0, 279), st.integers(1, 60)).map(
    lambda at: Span(at[0], min(280, sum(at)))
)
steps = st.lists(
    st.tuples(st.integers(0, 5), st.none() | spans, st.none() | st.sampled_from(Polarity)),
    max_size=25,
)


def coding(number, span, code="STR", polarity=None):
    return Coding(
        CodingId(str(number)), INTERVIEW.id, span, CodeId(code), Coder("A"), polarity=polarity
    )


@given(steps)
def test_counts_follow_every_change(changes):
    coded, there = Coded(INTERVIEW), {}
    for number, span, polarity in changes:
        if span is None:
            coded.drop(CodingId(str(number)))
            there.pop(number, None)
        else:
            there[number] = coding(number, span, polarity=polarity)
            coded.put(there[number])
    anew = Coded(INTERVIEW, there.values())
    untouched = [
        turn
        for turn in TURNS
        if turn.speaker != "M"
        and not any(
            each.span.start < turn.end and each.span.end > turn.start for each in there.values()
        )
    ]
    assert coded.uncoded == anew.uncoded == len(untouched)
    undirected = sum(each.polarity is None for each in there.values())
    assert coded.undirected == anew.undirected == undirected
    assert len(coded) == len(there)
    seen, place = [], -1
    while (turn := coded.uncoded_beyond(place, 1)) is not None:
        seen.append(turn)
        place = turn.start
    assert seen == untouched
    back, place = [], len(WORDS) + 20
    while (turn := coded.uncoded_beyond(place, -1)) is not None:
        back.append(turn)
        place = turn.start
    last = TURNS[-1]
    assert back == [turn for turn in reversed(untouched) if turn is not last]


def test_the_innermost_coding_comes_first():
    coded = Coded(INTERVIEW, [coding(1, Span(0, 100)), coding(2, Span(20, 30), "LED")])
    assert [each.id for each in coded.at(25)] == ["2", "1"]
    assert [each.id for each in coded.at(50)] == ["1"]


def suggestion(span, code="STR", score=0.5):
    return Suggestion(INTERVIEW.id, 2, "IP1", span, "", CodeId(code), score, Confidence.MEDIUM, ())


def offered(*suggestions, codings=(), decisions=()):
    coded = Coded(INTERVIEW, codings)
    return coded, Offered(suggestions, decisions=decisions, coded=coded, codebook=BOOK)


def decision(span, verdict, code="STR"):
    return Decision(INTERVIEW.id, span, CodeId(code), Coder("A"), verdict)


FIRST, SECOND = Span(14, 27), Span(42, 55)


def test_a_passage_with_the_code_or_one_above_or_below_it_is_not_open():
    coded, offers = offered(
        suggestion(FIRST), suggestion(SECOND, "STR.rutiner"), suggestion(SECOND, "LED")
    )
    assert len(offers) == 2
    new = coding(1, Span(20, 50))
    coded.put(new)
    offers.look_again(new.span)
    assert offers.at(FIRST.start) == []
    assert [each.code for each in offers.at(SECOND.start)] == ["LED"]
    coded.drop(new.id)
    offers.look_again(new.span)
    assert [each.code for each in offers.at(FIRST.start)] == ["STR"]


def test_what_was_accepted_rejected_or_recoded_is_answered_and_what_was_skipped_is_not():
    for verdict in Verdict:
        _, offers = offered(suggestion(FIRST), decisions=[decision(FIRST, verdict)])
        assert (len(offers) == 1) is (verdict is Verdict.SKIPPED)


def test_an_answer_that_was_undone_opens_the_suggestion_again():
    _, offers = offered(suggestion(FIRST), decisions=[decision(FIRST, Verdict.REJECTED)])
    offers.answer([])
    assert offers.passages(0, 280) == [FIRST]


def test_the_best_comes_first_and_walking_leaves_out_what_was_passed_over():
    _, offers = offered(
        suggestion(FIRST, "STR", 0.4), suggestion(FIRST, "LED", 0.9), suggestion(SECOND)
    )
    assert [each.code for each in offers.at(FIRST.start)] == ["LED", "STR"]
    assert offers.beyond(0, 1) == FIRST
    offers.skip(offers.at(FIRST.start)[0])
    assert offers.beyond(0, 1) == SECOND
    assert offers.beyond(SECOND.start, -1) is None
    assert len(offers) == 2
