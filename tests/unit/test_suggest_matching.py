"""Cues in texts: which words they hit, by which rule, and which they must not hit."""

import json

import pytest

from tests.unit.suggest_samples import SmallLexicon, book, interview
from workbench.errors import InputError
from workbench.model import CodeId, Cue, Span
from workbench.suggest.matching import CueMatcher, Hit, strongest
from workbench.suggest.patterns import Pattern
from workbench.suggest.reading import Forms, read


def hits(said, *cues, lexicon=None, common=()):
    """The words hit with kind and cue, in the order of the text."""
    talk = interview(("IP1", said))
    forms = Forms()
    text = read(talk, forms)
    matcher = CueMatcher(book(*cues), lexicon or SmallLexicon(), forms)
    matcher.meet(common)
    found = [hit for segment in matcher.hits(text) for hit in segment]
    return [
        (talk.text[hit.span.start : hit.span.end], hit.kind, hit.pattern.cue.text) for hit in found
    ]


@pytest.mark.parametrize(
    ("said", "cue", "expected"),
    [
        ("Nya Chefer.", Cue("ny chef"), [("Nya Chefer", "lemma", "ny chef")]),
        ("En rutin.", Cue("rutin"), [("rutin", "exact", "rutin")]),
        ("Målen, målade.", Cue("mål"), [("Målen", "lemma", "mål")]),
        ("Sluta!", Cue("slutade"), [("Sluta", "lemma", "slutade")]),
        ("Rutiner. RUTIN.", Cue("rutin", "exact"), [("RUTIN", "exact", "rutin")]),
        ("Vi hör av oss.", Cue("höra av sig"), [("hör av oss", "lemma", "höra av sig")]),
    ],
)
def test_words_and_phrases_are_hit_in_every_inflection(said, cue, expected):
    assert hits(said, cue) == expected


def test_a_gap_holds_up_to_three_other_words_and_does_not_leave_the_sentence():
    cue = Cue("få … svar")
    assert hits("Jag fick aldrig något riktigt svar.", cue) == [
        ("fick aldrig något riktigt svar", "lemma", "få … svar")
    ]
    assert hits("Fick svar.", cue)
    assert not hits("Fick a b c d svar.", cue)
    assert not hits("Det fick. Nytt svar.", cue)
    assert hits("Jag fick inget svar.", Cue("få ... svar"))


def test_a_phrase_without_a_gap_needs_its_words_side_by_side():
    assert not hits("Nya bra chefer.", Cue("ny chef"))


def test_compounds_are_hit_at_their_parts_and_quoted_whole():
    assert hits("Samverkansforumet.", Cue("forum")) == [("Samverkansforumet", "compound", "forum")]
    assert hits("Samverkansforumet.", Cue("samverkan"))
    assert not hits("Samverkansforumet.", Cue("forum", "word"))
    assert not hits("Samverkansforumet.", Cue("forum", "exact"))


@pytest.mark.parametrize("word", ["inledning", "respektive", "xyledning"])
def test_a_cue_is_not_found_inside_a_word_that_is_no_compound_of_it(word):
    assert not hits(f"En {word}.", Cue("ledning"), Cue("respekt"))


@pytest.mark.parametrize(
    ("cue", "found"), [("-forum", True), ("forum-", False), ("samverkan-", True), ("forum", True)]
)
def test_a_part_is_looked_for_at_its_end_of_the_compound(cue, found):
    assert bool(hits("Samverkansforumet.", Cue(cue, "part"))) is found


def test_an_excluding_cue_takes_the_words_it_overlaps():
    cues = (Cue("rutin"), Cue("kafferutin", exclude=True))
    assert hits("Kafferutin.", *cues) == []
    assert [text for text, _, _ in hits("Kafferutin och rutin.", *cues)] == ["rutin"]


def test_a_typing_error_is_taken_for_the_word_one_edit_away():
    assert hits("Kunksap.", Cue("kunskap")) == [("Kunksap", "spelling", "kunskap")]
    assert hits("Kunskappen.", Cue("kunskap")) == [("Kunskappen", "spelling", "kunskap")]


@pytest.mark.parametrize("word", ["okunskap", "kunsp", "kusnkpa"])
def test_an_opposite_and_what_is_further_away_are_no_typing_errors(word):
    assert not [each for each in hits(f"{word}.", Cue("kunskap")) if each[1] == "spelling"]


def test_what_the_corpus_says_often_is_no_typing_error():
    assert hits("Kunksap.", Cue("kunskap"), common={"kunksap"}) == []


def test_an_exact_cue_has_no_typing_errors():
    assert hits("Kunksap.", Cue("kunskap", "exact")) == []


def test_a_regular_expression_sees_the_sentence_as_written():
    assert hits("Plan B2. Plan.", Cue(r"plan \w\d", "regex")) == [
        ("Plan B2", "regex", r"plan \w\d")
    ]


def test_a_matcher_pattern_sees_words_with_their_lemmas():
    pattern = json.dumps([{"LOWER": {"IN": ["ingen", "inga"]}}, {"OP": "?"}, {"LEMMA": "rutin"}])
    found = hits("Det finns inga bra rutiner (skratt).", Cue(pattern, "pattern"))
    assert found == [("inga bra rutiner", "pattern", pattern)]


def test_a_lemma_in_a_matcher_pattern_is_what_a_cue_would_find():
    # spaCy's table takes `mål` for a form of `måla`, and knows no word with a capital.
    pattern = json.dumps([{"LEMMA": {"IN": ["mål", "chef"]}}])
    found = hits("Chefer och målen. Målade mål.", Cue(pattern, "pattern"))
    assert [words for words, _, _ in found] == ["Chefer", "målen", "mål"]


def test_what_the_transcriber_put_in_brackets_is_not_hit():
    assert hits("Vi har [rutin] en (chef) då.", Cue("rutin"), Cue("chef")) == []


def test_forms_are_asked_for_once():
    lexicon = SmallLexicon()
    talk = interview(("IP1", "Rutin och rutin och chefer."))
    forms = Forms()
    matcher = CueMatcher(book(Cue("rutin")), lexicon, forms)
    for _ in range(2):
        matcher.hits(read(talk, forms))
    said = [form for form in lexicon.asked if form in ("chefer", "och")]
    assert sorted(said) == ["chefer", "och"]


@pytest.mark.parametrize("pattern", ["[", '[{"LOWER": 3}]', "{}"])
def test_a_pattern_that_spacy_refuses_is_told_in_words(pattern):
    with pytest.raises(InputError, match="cannot read the pattern"):
        hits("Rutin.", Cue(pattern, "pattern"))


def test_a_pattern_with_parts_of_speech_finds_nothing_without_a_trained_pipeline():
    noun = Cue('[{"POS": "NOUN"}]', "pattern")
    assert hits("Rutin.", noun, Cue("rutin")) == [("Rutin", "exact", "rutin")]


def test_an_expression_sees_a_sentence_without_end_in_parts():
    said = "aa " * 4_000 + "ab"
    assert hits(said, Cue("a.*b", "regex"))[-1][0].endswith("ab")


def test_excluding_and_hits_within_hits_are_settled_in_time():
    said = "rutin kafferutin chef " * 10_000
    found = hits(said, Cue("rutin"), Cue("kafferutin", exclude=True), Cue("chef"))
    assert len(found) == 20_000


def test_of_two_cues_on_the_same_words_the_same_one_counts_in_whatever_order_they_come():
    first, second = (
        Hit(Pattern(Cue(text), CodeId("STR"), (), 1), Span(0, 6), "lemma")
        for text in ("gäller", "gälla")
    )
    assert strongest([first, second]) == strongest([second, first])


def test_an_expression_that_cannot_be_read_finds_nothing():
    assert hits("Rutin.", Cue("(", "regex"), Cue("rutin")) == [("Rutin", "exact", "rutin")]
