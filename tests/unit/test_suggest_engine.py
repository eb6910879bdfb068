"""What is suggested, on which evidence, what is learnt from whom, and what is left out."""

import pytest

from tests.unit.suggest_samples import SmallLexicon, book, coding, interview
from workbench.errors import WorkbenchError
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Confidence,
    Cue,
    Decision,
    Evidence,
    Polarity,
    Span,
    Suggestion,
    Verdict,
)
from workbench.suggest import drop_known
from workbench.suggest.engine import Engine
from workbench.suggest.explaining import Explainer
from workbench.suggest.learned import lessons
from workbench.suggest.scoring import Background

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur", definition="Arbetet är ordnat.", cues=(Cue("struktur"),)),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR"), cues=(Cue("rutin"), Cue("blankett"))),
        Code(CodeId("STA"), "Stabilitet", cues=(Cue("sluta", polarity=Polarity.HINDERS),)),
    )
)


def engine(*talks, codebook=BOOK, **taught):
    return Engine(Background(talks, codebook, SmallLexicon()), **taught)


def suggest(said, codebook=BOOK, **taught):
    talk = interview(("IP1", said))
    return engine(talk, codebook=codebook, **taught).suggest(talk.id)


def test_a_passage_is_whole_sentences_of_one_turn_verbatim():
    talk = interview(("IP1", "Det var bra. Sen slutade  hon (skratt)."), ("IP2", "Ja ja."))
    (found,) = [each for each in engine(talk).suggest(talk.id) if each.evidence[0].kind == "lemma"]
    assert found.text == talk.text[found.span.start : found.span.end]
    assert found.text.endswith("Sen slutade  hon (skratt).")
    assert (found.interview, found.turn, found.speaker, found.code) == ("07", 1, "IP1", "STA")


def test_neighbouring_sentences_for_the_same_code_are_one_passage_and_turns_are_not_joined():
    talk = interview(("IP1", "Hon slutade. Han slutade."), ("IP2", "Sluta."))
    spans = [(each.turn, each.text) for each in engine(talk).suggest(talk.id)]
    assert spans == [(1, "Hon slutade. Han slutade."), (2, "Sluta.")]


def test_evidence_quotes_the_words_and_where_they_stand():
    talk = interview(("IP1", "Vi fick Blanketten då."))
    (found,) = engine(talk).suggest(talk.id)
    (why,) = [each for each in found.evidence if each.cue]
    assert (why.kind, why.cue, why.text, why.code) == (
        "lemma", "blankett", "Blanketten", "STR.rutiner",
    )  # fmt: skip
    assert talk.text[why.span.start : why.span.end] == "Blanketten"


def test_of_one_branch_one_code_is_suggested():
    assert [each.code for each in suggest("En rutin och en blankett.")] in (
        [CodeId("STR.rutiner")],
        [CodeId("STR")],
    )


def test_nothing_is_suggested_for_the_moderator_but_the_question_is_evidence():
    talk = interview(("M", "Har ni rutin?"), ("IP1", "Ja, en bra rutin."))
    found = engine(talk).suggest(talk.id)
    assert {each.turn for each in found} == {2}
    (asked,) = [why for why in found[0].evidence if why.kind == "question"]
    assert talk.text[asked.span.start : asked.span.end] == asked.text == "rutin"
    assert talk.turn_at(asked.span.start).number == 1


@pytest.mark.parametrize(
    ("said", "polarity"),
    [
        ("Vi har ingen rutin.", Polarity.HINDERS),
        ("Rutin saknas.", Polarity.HINDERS),
        ("Vi har rutin.", None),
        ("Det borde finnas rutin.", Polarity.NEUTRAL),
        ("Hon slutade.", Polarity.HINDERS),
        ("Hon slutade inte.", Polarity.PROMOTES),
    ],
)
def test_the_direction_is_guessed_from_evidence_only(said, polarity):
    found = suggest(said)[0]
    assert found.polarity is polarity
    turned = [why.text for why in found.evidence if why.kind == "negation"]
    assert bool(turned) is (polarity is not None and said != "Hon slutade.")


def test_the_ranking_holds_every_sentence_with_every_code_best_first():
    talk = interview(("M", "Hej."), ("IP1", "Rutin. Ja."))
    found = list(engine(talk).ranking(talk.id))
    assert {(each.text, each.code) for each in found} == {
        (text, code.id) for text in ("Rutin.", "Ja.") for code in BOOK.codes
    }
    scores = [each.score for each in found if each.text == "Rutin."]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_code_below_another_never_scores_higher():
    talk = interview(("IP1", "Rutin och blankett. Inget alls."))
    found = {(each.span, each.code): each.score for each in engine(talk).ranking(talk.id)}
    for (span, code), score in found.items():
        if code == "STR.rutiner":
            assert score <= found[span, CodeId("STR")]


def test_the_same_texts_give_the_same_suggestions():
    talk = interview(("IP1", "Nya chefer slutade. Ingen rutin finns."))
    assert engine(talk).suggest(talk.id) == engine(talk).suggest(talk.id)


def test_an_interview_without_turns_or_words_gives_nothing():
    assert engine(interview()).suggest(interview().id) == []
    silent = interview(("IP1", "(skratt)"))
    assert engine(silent).suggest(silent.id) == []


TAUGHT = interview(
    ("IP1", "Lokalen var iskall hela vintern."),
    ("IP2", "Sommaren regnade bort."),
    number="01",
)


def score_of(found, code):
    return {each.code: each.score for each in found}[CodeId(code)]


def test_codings_raise_the_code_for_passages_like_them_and_explain_it():
    talk = interview(("IP1", "Den iskalla lokalen igen."))
    codings = [coding(TAUGHT, "Lokalen var iskall", "STA")]
    cold = engine(TAUGHT, talk)
    taught = engine(TAUGHT, talk, codings=[*codings, coding(TAUGHT, "Sommaren", "STR")])
    assert score_of(taught.ranking(talk.id), "STA") > score_of(cold.ranking(talk.id), "STA")


def test_a_rejection_lowers_that_code_only():
    talk = interview(("IP1", "Den iskalla lokalen igen."))
    span = coding(TAUGHT, "Lokalen var iskall", "STA").span
    no = Decision(TAUGHT.id, span, CodeId("STA"), Coder("A"), Verdict.REJECTED)
    before, after = engine(TAUGHT, talk), engine(TAUGHT, talk, decisions=[no])
    assert score_of(after.ranking(talk.id), "STA") < score_of(before.ranking(talk.id), "STA")
    assert score_of(after.ranking(talk.id), "STR") == score_of(before.ranking(talk.id), "STR")


def test_a_recoding_teaches_the_other_code_and_a_skip_nothing():
    span = Span(5, 9)
    taken = Decision(
        TAUGHT.id, span, CodeId("STA"), Coder("A"), Verdict.RECODED, CodeId("STR.rutiner")
    )
    skipped = Decision(TAUGHT.id, Span(20, 25), CodeId("STA"), Coder("A"), Verdict.SKIPPED)
    (lesson,) = lessons([], [taken, skipped], BOOK)
    assert lesson.given == {"STR", "STR.rutiner"}
    assert lesson.refused == {"STA"}


def test_a_passage_like_it_is_named_by_its_reference():
    talk = interview(("IP1", "Lokalen var iskall hela vintern, slutade aldrig."), number="02")
    codings = [coding(TAUGHT, "Lokalen var iskall hela vintern.", "STA")]
    (found,) = engine(TAUGHT, talk, codings=codings).suggest(talk.id)
    assert ("like", "01:1") in [(why.kind, why.cue) for why in found.evidence]


def test_what_is_coded_or_refused_is_not_suggested_again():
    talk = interview(("IP1", "Slutade utan rutin."))
    found = engine(talk).suggest(talk.id)
    coded = [coding(talk, "utan rutin", "STR")]
    assert "STA" in {each.code for each in drop_known(found, coded, BOOK)}
    assert not {each.code for each in drop_known(found, coded, BOOK)} & {"STR", "STR.rutiner"}
    no = Decision(talk.id, Span(5, 6), CodeId("STA"), Coder("A"), Verdict.REJECTED)
    assert "STA" not in {each.code for each in drop_known(found, [], BOOK, [no])}


class Elsewhere:
    """A suggester from another package."""

    def suggest(self, talk):
        turn = next(talk.participant_turns())
        span = Span(turn.start, turn.start + 3)
        why = Evidence("house rule", "x", talk.text[span.start : span.end], span, CodeId("STA"))
        return [
            Suggestion(
                talk.id, turn.number, turn.speaker, span, why.text, CodeId("STA"), 1.0,
                Confidence.HIGH, (why,),
            )
        ]  # fmt: skip


def test_a_suggester_from_elsewhere_takes_part():
    talk = interview(("IP1", "Alltså det där med hissen, den slutade gå."))
    alone = engine(talk).suggest(talk.id)
    both = engine(talk, others=[("house", Elsewhere())]).suggest(talk.id)
    assert both[0].score > alone[0].score
    assert "house" in [why.kind for why in both[0].evidence]


def test_an_english_codebook_is_searched_in_english():
    from workbench.suggest.language import TableLexicon

    codes = (Code(CodeId("A"), "Meetings", cues=(Cue("meeting"),)), Code(CodeId("B"), "Other"))
    talk = interview(("IP1", "We had no meetings at all."))
    background = Background([talk], Codebook(language="en", codes=codes), TableLexicon("en"))
    (found,) = Engine(background).suggest(talk.id)
    assert (found.code, found.polarity) == ("A", Polarity.HINDERS)


def test_a_book_without_codes_or_cues_suggests_nothing_and_does_not_fail():
    talk = interview(("IP1", "Rutin."))
    assert engine(talk, codebook=Codebook()).suggest(talk.id) == []
    assert engine(talk, codebook=book()).suggest(talk.id) == []


def test_the_direction_follows_that_of_the_coders_own_passages():
    from dataclasses import replace

    talks = [
        interview(("IP1", f"Lokalen var iskall hela vintern, nummer {n}."), number=f"{n:02}")
        for n in range(12)
    ]
    talk = interview(("IP1", "Lokalen var iskall hela vintern, slutade aldrig."), number="99")
    codings = [
        replace(coding(each, "Lokalen var iskall hela vintern", "STA"), polarity=Polarity.PROMOTES)
        for each in talks
    ]
    (found,) = engine(*talks, talk, codings=codings).suggest(talk.id)
    assert found.polarity is Polarity.PROMOTES


def test_a_run_of_sentences_has_of_one_branch_one_code_too():
    said = "En struktur och en rutin. En struktur. En rutin och en blankett. En struktur."
    found = suggest(said)
    passages = [(each.span, BOOK.top(each.code)) for each in found]
    assert len(passages) == len(set(passages))


def test_where_a_passage_itself_says_nothing_the_rest_of_its_turn_is_the_evidence():
    talk = interview(("IP1", "Så är det. En rutin."))
    background = Background([talk], BOOK, SmallLexicon())
    column = background.columns[CodeId("STR.rutiner")]
    explained = Explainer(background, None).evidence(
        background.score(talk.id), 0, 1, column, hits=[[]]
    )
    (why,) = explained
    assert (why.kind, why.text, why.cue) == ("turn", "rutin", "rutin")
    assert talk.text[why.span.start : why.span.end] == "rutin"


def test_a_sentence_without_end_is_read_in_time():
    talk = interview(("IP1", "rutin och blankett " * 20_000))
    (found, *_) = engine(talk).suggest(talk.id)
    assert found.span.end - found.span.start > 300_000


class Broken(Elsewhere):
    def __init__(self, **changes):
        self.changes = changes

    def suggest(self, talk):
        from dataclasses import replace

        return [replace(each, **self.changes) for each in super().suggest(talk)]


@pytest.mark.parametrize(
    "changes",
    [{"score": 7}, {"score": float("nan")}, {"span": Span(0, 10**6)}, {"no such field": 1}],
)
def test_a_suggester_that_fails_is_told_by_its_name(changes):
    talk = interview(("IP1", "Alltså det där med hissen."))
    with pytest.raises(WorkbenchError, match="“house” fails on interview 07"):
        engine(talk, others=[("house", Broken(**changes))]).suggest(talk.id)


def test_what_a_suggester_quotes_is_what_the_interview_says():
    talk = interview(("IP1", "Alltså det där med hissen, den slutade gå."))
    why = Evidence("", "x", "something else", Span(5, 11), CodeId("STA"))
    found = engine(talk, others=[("house", Broken(evidence=(why,)))]).suggest(talk.id)
    assert found[0].evidence[-1].text == talk.text[5:11]
