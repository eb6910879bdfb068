"""Cue matches in interviews: what is suggested, on which evidence, and what is not."""

from collections.abc import Collection

import pytest

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Cue,
    Interview,
    InterviewId,
    Span,
    Suggestion,
    Turn,
)
from workbench.suggest import build_suggester, cue_types, drop_known, word_types

LEMMAS = {
    "slutade": {"sluta"},
    "sluta": {"sluta"},
    "nya": {"ny"},
    "ny": {"ny"},
    "chefer": {"chef"},
    "chef": {"chef"},
    "rutiner": {"rutin"},
    "rutin": {"rutin"},
    "mål": {"mål", "måla"},
    "målade": {"måla"},
    "målen": {"mål"},
    "blanketten": {"blankett"},
}


def vocabulary(types: Collection[str]) -> dict[str, frozenset[str]]:
    return {form: frozenset(LEMMAS[form]) for form in types if form in LEMMAS}


BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur", cues=(Cue("struktur"),)),
        Code(
            CodeId("STR.rutiner"),
            "Rutiner",
            CodeId("STR"),
            cues=(Cue("rutin"), Cue("vem gör vad", "exact"), Cue("blanketten")),
        ),
        Code(CodeId("STA"), "Stabilitet", cues=(Cue("sluta"), Cue("ny chef"), Cue("chef"))),
        Code(CodeId("LED"), "Ledning", cues=(Cue("chef"),)),
        Code(CodeId("MAL"), "Mål", cues=(Cue("mål"),)),
        Code(CodeId("TOM"), "Utan ledtrådar"),
    )
)


def interview(*turns: tuple[str, str]) -> Interview:
    text, found = "", []
    for number, (label, said) in enumerate(turns, start=1):
        text += f"{label}: "
        found.append(Turn(number, label, len(text), len(text) + len(said)))
        text += said + "\n"
    return Interview(InterviewId("07"), "Prov", text, tuple(found), moderators=frozenset({"M"}))


def suggest(*sentences: str) -> list[Suggestion]:
    suggester = build_suggester(BOOK, vocabulary=vocabulary)
    return suggester.suggest(interview(("IP1", " ".join(sentences))))


def codes(found: list[Suggestion]) -> list[tuple[str, str]]:
    return [(each.text, each.code) for each in found]


def test_a_sentence_with_a_cue_is_suggested_whole_and_verbatim() -> None:
    (found,) = suggest("Det var bra.", "Sen slutade  hon (skratt).", "Ja.")
    assert (found.text, found.code) == ("Sen slutade  hon (skratt).", "STA")
    assert (found.interview, found.turn, found.speaker) == ("07", 1, "IP1")
    assert found.polarity is None


def test_evidence_quotes_the_words_and_where_they_stand() -> None:
    talk = interview(("IP1", "Vi fick Nya Chefer då."))
    found = build_suggester(BOOK, vocabulary=vocabulary).suggest(talk)
    (evidence,) = found[0].evidence
    assert (evidence.kind, evidence.cue, evidence.text) == ("lemma", "ny chef", "Nya Chefer")
    assert talk.text[evidence.span.start : evidence.span.end] == "Nya Chefer"
    assert evidence.code == "STA"


def test_the_form_of_the_cue_itself_is_exact_evidence_and_scores_higher() -> None:
    (exact,) = suggest("Rutin.")
    (lemma,) = suggest("Rutiner.")
    assert (exact.evidence[0].kind, lemma.evidence[0].kind) == ("exact", "lemma")
    assert exact.score > lemma.score


def test_an_exact_cue_matches_no_other_form_but_any_case() -> None:
    assert codes(suggest("Vem gör vad då?")) == [("Vem gör vad då?", "STR.rutiner")]
    assert suggest("Vem gjorde vad då?") == []


def test_an_inflected_cue_matches_through_its_lemma() -> None:
    book = Codebook(codes=(Code(CodeId("A"), "A", cues=(Cue("slutade"),)),))
    found = build_suggester(book, vocabulary=vocabulary).suggest(interview(("IP1", "Sluta nu.")))
    assert [each.code for each in found] == ["A"]


def test_a_cue_in_dictionary_form_is_not_taken_for_a_form_of_another_word() -> None:
    assert codes(suggest("Målen är höga.", "Han målade.")) == [("Målen är höga.", "MAL")]


def test_a_phrase_does_not_reach_over_the_end_of_a_sentence() -> None:
    assert [each.code for each in suggest("Allt är nya.", "Chefer vill det.")] == ["STA", "LED"]
    assert suggest("Vem gör.", "Vad då?") == []


def test_a_cue_inside_a_longer_cue_is_no_evidence_of_its_own() -> None:
    stability = next(each for each in suggest("En ny chef.") if each.code == "STA")
    assert [each.cue for each in stability.evidence] == ["ny chef"]


def test_more_cues_make_a_better_suggestion_and_repetition_does_not() -> None:
    (one,) = suggest("Rutin.")
    (again,) = suggest("Rutin rutin rutin.")
    (two,) = suggest("Rutin och blanketten.")
    assert one.score == again.score < two.score <= 1
    assert len(again.evidence) == 3


def test_a_cue_that_several_branches_share_counts_less_for_each() -> None:
    shared = suggest("En chef.")
    assert [each.code for each in shared] == ["STA", "LED"]
    assert shared[0].score < suggest("Rutin.")[0].score


def test_confidence_follows_the_score() -> None:
    assert suggest("Rutin.")[0].confidence is Confidence.LOW
    assert suggest("Vem gör vad?")[0].confidence is Confidence.HIGH


def test_codes_for_one_sentence_come_best_first() -> None:
    found = suggest("En ny chef slutade utan rutin.")
    assert [each.code for each in found] == ["STA", "STR.rutiner", "LED"]
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_parent_is_suggested_only_on_a_cue_of_its_own_and_then_holds_its_childrens() -> None:
    assert [each.code for each in suggest("Rutin.")] == ["STR.rutiner"]
    parent = next(each for each in suggest("Struktur och rutin.") if each.code == "STR")
    assert [each.code for each in parent.evidence] == ["STR", "STR.rutiner"]


def test_moderators_and_text_outside_turns_are_left_out() -> None:
    talk = interview(("M", "Har ni rutin?"), ("IP1", "Nej."))
    assert build_suggester(BOOK, vocabulary=vocabulary).suggest(talk) == []
    heading = Interview(InterviewId("1"), "", "Rutin\nJa.", (Turn(1, "A", 6, 9),))
    assert build_suggester(BOOK, vocabulary=vocabulary).suggest(heading) == []


def test_what_the_transcriber_put_in_brackets_is_no_evidence() -> None:
    assert suggest("Vi har [rutin] en (chef) då.") == []


def test_an_interview_without_turns_gives_nothing() -> None:
    empty = Interview(InterviewId("1"), "", "", ())
    assert build_suggester(BOOK, vocabulary=vocabulary).suggest(empty) == []


def test_the_ranking_holds_every_sentence_with_every_code_also_at_zero() -> None:
    suggester = build_suggester(BOOK, vocabulary=vocabulary)
    talk = interview(("M", "Hej."), ("IP1", "Rutin. Ja."))
    found = list(suggester.ranking(talk))
    assert {(each.text, each.code) for each in found} == {
        (text, code.id) for text in ("Rutin.", "Ja.") for code in BOOK.codes
    }
    first = [(each.code, each.score) for each in found if each.text == "Rutin."]
    assert first[0][0] == "STR"
    assert first[0][1] == first[1][1] > 0
    assert {score for _, score in first[2:]} == {0.0}


def test_word_forms_are_asked_for_once() -> None:
    asked: list[str] = []

    def counting(types: Collection[str]) -> dict[str, frozenset[str]]:
        asked.extend(types)
        return vocabulary(types)

    suggester = build_suggester(BOOK, vocabulary=counting)
    for _ in range(2):
        suggester.suggest(interview(("IP1", "Rutin och rutin och chefer.")))
    assert len(asked) == len(set(asked))
    assert {"rutin", "chefer", "och"} <= set(asked)


def test_the_forms_that_lemmas_are_needed_for() -> None:
    talk = interview(("M", "Moderatorns ord"), ("IP1", "Å Ja (skratt) samverkan-möte"))
    assert word_types(talk) == {"å", "ja", "samverkan-möte"}
    assert cue_types(BOOK) >= {"vem", "gör", "vad", "ny", "chef"}


def coding(span: Span, code: str, name: str = "07") -> Coding:
    return Coding(CodingId("x"), InterviewId(name), span, CodeId(code), Coder("A"))


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("STR.rutiner", ["STA"]),
        ("STR", ["STA"]),
        ("STA", ["STR.rutiner"]),
        ("LED", ["STA", "STR.rutiner"]),
    ],
)
def test_what_the_coder_has_coded_there_is_not_suggested_again(code: str, left: list[str]) -> None:
    found = suggest("Slutade utan rutin.")
    kept = drop_known(found, [coding(Span(8, 9), code)], BOOK)
    assert sorted(each.code for each in kept) == left


def test_the_same_code_elsewhere_does_not_hide_a_suggestion() -> None:
    found = suggest("Rutin.", "Ja.")
    assert drop_known(found, [coding(Span(12, 15), "STR.rutiner")], BOOK) == found
    assert drop_known(found, [coding(Span(5, 11), "STR.rutiner", "08")], BOOK) == found
