"""Figures: computed by hand on a few trials, the same each time."""

import numpy as np
import pytest

from tests.unit.suggest_samples import SmallLexicon, coding, interview
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Confidence,
    Cue,
    Decision,
    InterviewId,
    Span,
    Suggestion,
    Verdict,
)
from workbench.suggest import learned
from workbench.suggest.elsewhere import Others
from workbench.suggest.evaluating import evaluate
from workbench.suggest.figures import figures, interval, macro_top1
from workbench.suggest.growing import Judgements, likelihood_ratio
from workbench.suggest.reading import Forms, read
from workbench.suggest.scoring import Background
from workbench.suggest.trials import Shown, Trial, ranks, rolled_up, trial

A, B, C = (CodeId(name) for name in "ABC")
BOOK = Codebook(
    codes=(
        Code(A, "a", cues=(Cue("rutin"),)),
        Code(CodeId("A.x"), "x", A),
        Code(B, "b"),
        Code(C, "c"),
    )
)


def shown(code, right, chance=0.8, band=Confidence.HIGH):
    return Shown(code, chance, band, right)


TRIALS = (
    Trial(
        ((A, 1), (A, 3), (B, 2)),
        (shown(A, True), shown(A, False), shown(B, False, 0.4, Confidence.LOW)),
        ((A, True), (A, False), (B, False)),
        uncoded=4,
        bothered=1,
    ),
    Trial(((A, 1),), (shown(A, True, 0.9),), ((A, True),), uncoded=6, bothered=0),
)


def test_rankings_are_averaged_over_codings_and_over_codes():
    found = figures(TRIALS, (A, B, C))
    assert found.micro.top1 == 2 / 4
    assert found.micro.recall3 == 1
    assert found.micro.mrr == pytest.approx((1 + 1 / 3 + 1 / 2 + 1) / 4)
    assert found.macro.top1 == pytest.approx((2 / 3 + 0) / 2)
    assert [each.codings for each in found.per_code] == [3, 1, 0]


def test_what_is_shown_is_judged_by_what_is_coded():
    found = figures(TRIALS, (A, B, C))
    assert (found.micro_shown.precision, found.micro_shown.recall) == (2 / 4, 2 / 4)
    assert found.micro_shown.f1 == 0.5
    assert found.macro_shown.precision == pytest.approx((2 / 3 + 0) / 2)
    assert found.bothered == 1 / 10


def test_bands_tell_what_was_predicted_and_what_came():
    high, medium, low = figures(TRIALS, (A, B, C)).reliability
    assert (high.confidence, high.shown, high.right) == (Confidence.HIGH, 3, pytest.approx(2 / 3))
    assert high.predicted == pytest.approx((0.8 + 0.8 + 0.9) / 3)
    assert (medium.shown, low.shown, low.right) == (0, 1, 0)


def test_intervals_are_the_same_each_time_and_hold_the_value():
    low, high = interval(TRIALS, macro_top1)
    assert (low, high) == interval(TRIALS, macro_top1)
    assert low <= figures(TRIALS, (A, B)).macro.top1 <= high
    assert interval((), macro_top1) == (0, 0)


def test_a_passage_takes_the_highest_score_of_its_sentences_and_ties_follow_the_book():
    talk = interview(("IP1", "Ett. Två. Tre."))
    text = read(talk, Forms())
    codings = [coding(talk, "Ett. Två", "C"), coding(talk, "Tre", "B"), coding(talk, "Tre", "A.x")]
    scores = np.array([[0.1, 0.0, 0.0], [0.0, 0.0, 0.9], [0.5, 0.5, 0.5]])
    assert ranks(codings, text, scores, codebook=BOOK) == ((C, 1), (B, 2), (A, 1))


def test_codes_below_roll_up_to_the_highest_of_their_branch():
    columns = {A: 0, CodeId("A.x"): 1, B: 2, C: 3}
    rolled = rolled_up(np.array([[0.1, 0.7, 0.2, 0.3]]), columns, BOOK)
    assert rolled.tolist() == [[0.7, 0.2, 0.3]]


def test_a_suggestion_is_right_where_the_branch_is_coded_on_its_words():
    talk = interview(("IP1", "Ett. Två. Tre."))
    text = read(talk, Forms())
    start = talk.text.index("Ett")

    def suggested(code, first, last):
        span = Span(start + first, start + last)
        return Suggestion(talk.id, 1, "IP1", span, "", CodeId(code), 0.5, Confidence.LOW, ())

    made = trial(
        (), [suggested("A.x", 0, 4), suggested("B", 0, 4), suggested("A", 10, 14)],
        [coding(talk, "Ett", "A")], text, codebook=BOOK,
    )  # fmt: skip
    assert [each.right for each in made.shown] == [True, False, False]
    assert made.found == ((A, True),)
    assert (made.uncoded, made.bothered) == (2, 1)


def test_an_interview_is_never_foreseen_from_itself():
    talks = [
        interview(("IP1", "Ett unikt glasklart ord här."), number=number) for number in ("1", "2")
    ]
    background = Background(talks, BOOK, SmallLexicon())
    first = [coding(talks[0], "glasklart", "B")]
    alone = evaluate(background, first)
    assert alone.trials["learned"][0].ranks == alone.trials["cold"][0].ranks
    both = evaluate(background, [*first, coding(talks[1], "glasklart", "B")])
    assert both.trials["learned"][0].ranks == ((B, 1),)
    assert both.interviews == ("1", "2")
    assert both.chance == (1 / 3, 1, pytest.approx((1 + 1 / 2 + 1 / 3) / 3))


def test_the_same_input_gives_the_same_evaluation():
    talk = interview(("IP1", "Rutin. Chefer slutade."), number="1")
    other = interview(("IP1", "Ny rutin."), number="2")
    background = Background([talk, other], BOOK, SmallLexicon())
    codings = [coding(talk, "Rutin", "A"), coding(other, "Ny rutin", "B")]
    assert evaluate(background, codings) == evaluate(background, codings)


def test_the_likelihood_ratio_is_dunnings():
    # Dunning (1993), table of bigrams: k11 = 110, k12 = 2442, k21 = 111, k22 = 29114.
    assert likelihood_ratio(110, 111, 110 + 2442, 111 + 29114) == pytest.approx(270.72, abs=0.01)
    assert likelihood_ratio(5, 5, 10, 10) == pytest.approx(0)


def test_suggesters_from_elsewhere_are_evaluated_with_the_rest():
    class Points:
        def suggest(self, talk):
            for turn in talk.participant_turns():
                span = Span(turn.start, turn.end)
                yield Suggestion(
                    talk.id, turn.number, turn.speaker, span, "", B, 1.0, Confidence.LOW, ()
                )

    talks = [interview(("IP1", "Något helt annat."), number=number) for number in ("1", "2")]
    codings = [coding(each, "helt", "B") for each in talks]
    background = Background(talks, BOOK, SmallLexicon())
    done = evaluate(background, codings, others=Others([("points", Points())]))
    assert [each.ranks for each in done.trials["cold"]] == [((B, 1),), ((B, 1),)]
    assert [each.ranks for each in evaluate(background, codings).trials["cold"]] != [
        ((B, 1),), ((B, 1),),
    ]  # fmt: skip


def test_more_passages_than_are_learnt_from_are_evaluated_all(monkeypatch):
    monkeypatch.setattr(learned, "_MOST", 1)
    talks = [interview(("IP1", "Ny rutin."), number=number) for number in ("1", "2")]
    codings = [coding(each, "rutin", "B") for each in talks]
    done = evaluate(Background(talks, BOOK, SmallLexicon()), codings)
    assert [len(each.ranks) for each in done.trials["centroid of whole passages"]] == [1, 1]


def test_decisions_on_interviews_that_are_gone_are_left_out():
    talks = [interview(("IP1", "Ny rutin."), number=number) for number in ("1", "2")]
    codings = [coding(each, "rutin", "B") for each in talks]
    gone = Decision(InterviewId("9"), Span(0, 5), B, Coder("A"), Verdict.REJECTED)
    background = Background(talks, BOOK, SmallLexicon())
    assert evaluate(background, codings, [gone]) == evaluate(background, codings)


def test_a_cue_is_right_where_its_code_or_one_above_or_below_is_coded():
    talk = interview(("IP1", "En rutin."), number="1")
    sisters = Codebook(codes=(*BOOK.codes, Code(CodeId("A.y"), "Y", CodeId("A"))))

    def judged(coded, code):
        given = Judgements(sisters, [coding(talk, "rutin", coded)], (), ())
        return given.of(talk.id, Span(0, len(talk.text)), CodeId(code))

    assert [judged("A", "A.x"), judged("A.x", "A"), judged("A.y", "A.x")] == [True, True, None]
