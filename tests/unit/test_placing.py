"""A quotation is found where it stands, by the gentlest means, or not at all."""

import pytest

from workbench.model import Interview, InterviewId, Participant, Span, Turn
from workbench.placing import Placement, Unplaced, place


def interview(*said, header="Fokusgrupp i Eksjö\n\n"):
    """An interview of (label, words); the moderator is M."""
    text, turns = header, []
    for number, (label, words) in enumerate(said, 1):
        start = len(text) + len(label) + 2
        text += f"{label}: {words}\n"
        turns.append(Turn(number, label, start, start + len(words)))
    people = tuple(Participant(label) for label in dict.fromkeys(label for label, _ in said))
    return Interview(
        InterviewId("07"), "Sju", text, tuple(turns), people, moderators=frozenset({"M"})
    )


TALK = interview(
    ("M", "Hur gör ni när ni ska samverka?"),
    ("IP1", "Vi ringer varandra. Sen blir det som det blir, va."),
    ("IP2", "Det är ju ”gränslöst” – alla gör allt … och ingen\ngör något."),
    ("IP1", "Nej. Ja."),
    ("IP3", "Sen blir det som det blir, va. Men handlingsplanen ligger i pärmen."),
    ("IP2", "Ja. Ja, vi saknar rutiner för hur man lämnar över en person till kommunen."),
)


def found(quotation, talk=TALK, **where):
    outcome = place(quotation, talk, **where)
    assert isinstance(outcome, Placement), outcome
    return talk.text[outcome.span.start : outcome.span.end], outcome.how, outcome.turn


def unplaced(quotation, talk=TALK, **where):
    outcome = place(quotation, talk, **where)
    assert isinstance(outcome, Unplaced), outcome
    return outcome


# -- Verbatim ---------------------------------------------------------------------------------


def test_verbatim_in_the_turn_named():
    quotation = "Sen blir det som det blir, va."
    assert found(quotation, turn=2) == (quotation, "verbatim", 2)
    assert found(quotation, turn=5) == (quotation, "verbatim", 5)
    assert place(quotation, TALK, turn=5).score == 1.0


def test_surrounding_white_space_does_not_count():
    assert found("  Vi ringer varandra.\n", turn=2) == ("Vi ringer varandra.", "verbatim", 2)


def test_without_a_turn_the_only_place_is_taken():
    assert found("ligger i pärmen") == ("ligger i pärmen", "verbatim", 5)


def test_whole_words_are_preferred_to_parts_of_words():
    assert found("Men handling", turn=5) == ("Men handling", "verbatim", 5)
    talk = interview(("A", "Planen är en handlingsplan och planen en plan."))
    assert found("plan", talk) == ("plan", "verbatim", 1)
    assert place("plan", talk).span.end == len(talk.text) - 2


@pytest.mark.parametrize("quotation", ["", "  \n", "\u200b"])
def test_an_empty_quotation_is_unplaced(quotation):
    assert "empty" in unplaced(quotation, turn=2).reason


def test_composed_letters_are_read_as_the_transcript_has_them():
    assert found("i pa\u0308rmen", turn=5) == ("i pärmen", "verbatim", 5)


# -- More than one place ----------------------------------------------------------------------


def test_twice_in_a_turn_is_ambiguous_and_tells_both():
    outcome = unplaced("Ja", turn=6)
    assert "2 times in turn 6" in outcome.reason
    assert [TALK.text[span.start : span.end] for span in outcome.candidates] == ["Ja", "Ja"]


def test_what_is_taken_decides_between_equal_places():
    first, second = unplaced("Ja", turn=6).candidates
    assert place("Ja", TALK, turn=6, taken=[first]).span == second
    assert isinstance(place("Ja", TALK, turn=6, taken=[first, second]), Unplaced)


def test_the_offset_of_a_reference_decides_between_equal_places():
    start = TALK.turns[5].start
    assert place("Ja", TALK, turn=6, offset=0).span == Span(start, start + 2)
    assert place("Ja", TALK, turn=6, offset=4).span == Span(start + 4, start + 6)
    assert isinstance(place("Ja", TALK, turn=6, offset=1), Unplaced)
    assert found("ligger i pärmen", turn=5, offset=1) == ("ligger i pärmen", "verbatim", 5)


def test_the_only_place_is_found_again_although_it_is_taken():
    span = place("ligger i pärmen", TALK, turn=5).span
    assert place("ligger i pärmen", TALK, turn=5, taken=[span]).span == span


def test_without_a_turn_a_repeated_quotation_is_ambiguous_unless_the_speaker_decides():
    quotation = "Sen blir det som det blir, va."
    assert "2 times in interview 07 (turns 2, 5)" in unplaced(quotation).reason
    assert found(quotation, speaker="ip3 ") == (quotation, "verbatim", 5)
    assert isinstance(place(quotation, TALK, speaker="IP2"), Unplaced)
    assert isinstance(place(quotation, TALK, speaker="någon annan"), Unplaced)


# -- Folded -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "quotation",
    [
        'Det är ju "gränslöst" - alla gör allt ... och ingen gör något.',
        "Det  är\u00a0ju »gränslöst« — alla gör allt ...  och ingen\tgör något.",
        "”Det är ju ”gränslöst” – alla gör allt … och ingen gör något.”",
        "[...] Det är ju “gränslöst” – alla gör allt … och ingen gör något. [...]",
    ],
)
def test_white_space_quotation_marks_and_dashes_are_folded(quotation):
    words, how, turn = found(quotation, turn=3)
    assert words.startswith("Det är ju ”gränslöst”")
    assert words.endswith("\ngör något.")
    assert (how, turn) == ("folded", 3)


def test_folded_without_a_turn():
    assert found('ju "gränslöst" -') == ("ju ”gränslöst” –", "folded", 3)


# -- Over several turns -----------------------------------------------------------------------

ACROSS = "gör något.\nIP1: Nej. Ja."


@pytest.mark.parametrize("turn", [3, 4])
def test_a_quotation_may_go_on_into_the_next_turn_with_its_label(turn):
    words, how, home = found(ACROSS, turn=turn)
    assert words == ACROSS
    assert (how, home) == ("verbatim", 3)


def test_a_quotation_may_go_on_into_the_next_turn_without_its_label():
    words, how, turn = found("gör något. Nej. Ja. Sen blir det", turn=3)
    assert words == "gör något.\nIP1: Nej. Ja.\nIP3: Sen blir det"
    assert (how, turn) == ("folded", 3)


def test_a_label_at_the_ends_is_no_part_of_what_is_found():
    assert found("IP1: Vi ringer varandra.", turn=2) == ("Vi ringer varandra.", "verbatim", 2)
    assert found("samverka?\nIP1:", turn=1) == ("samverka?", "verbatim", 1)


def test_a_passage_begun_by_the_moderator_belongs_to_the_first_participant():
    assert found("ni ska samverka?\nIP1: Vi ringer", turn=2) == (
        ("ni ska samverka?\nIP1: Vi ringer", "verbatim", 2)
    )


# -- Nearby -----------------------------------------------------------------------------------


def test_a_wrong_number_finds_the_turn_nearby():
    assert found("ligger i pärmen", turn=3) == ("ligger i pärmen", "nearby", 5)
    assert found('ju "gränslöst" -', turn=6) == ("ju ”gränslöst” –", "nearby", 3)


def test_folded_in_the_turn_named_comes_before_verbatim_nearby():
    talk = interview(("A", "alla - gör allt"), ("B", "alla – gör allt"))
    assert found("alla - gör allt", talk, turn=2) == ("alla – gör allt", "folded", 2)


def far_apart(*, again):
    filler = [("M", f"Fråga nummer {number}?") for number in range(20)]
    last = [("B", "Vi har ingen rutin för det.")] if again else []
    return interview(("A", "Vi har ingen rutin för det."), *filler, *last)


def test_far_from_the_turn_named_the_only_place_is_taken():
    talk = far_apart(again=False)
    assert found("ingen rutin", talk, turn=15) == ("ingen rutin", "nearby", 1)
    assert found("ingen rutin", talk, turn=999) == ("ingen rutin", "nearby", 1)


def test_the_place_nearby_comes_before_the_place_far_away():
    assert found("ingen rutin", far_apart(again=True), turn=18) == ("ingen rutin", "nearby", 22)


def test_two_places_far_away_are_ambiguous():
    assert "2 times" in unplaced("ingen rutin", far_apart(again=True), turn=11).reason


def test_text_outside_every_turn_is_found_only_when_no_turn_has_it():
    assert found("i Eksjö") == ("i Eksjö", "verbatim", 0)
    talk = interview(("A", "Här i Eksjö gör vi så."))
    assert found("i Eksjö", talk) == ("i Eksjö", "verbatim", 1)


# -- Fuzzy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quotation", "words"),
    [
        (
            "Vi saknar rutiner för hur man lämnar över en person till komunen.",
            "vi saknar rutiner för hur man lämnar över en person till kommunen.",
        ),
        (
            "saknar rutiner för hur lämnar över en person till kommunen",
            "saknar rutiner för hur man lämnar över en person till kommunen",
        ),
    ],
)
def test_a_quotation_not_word_for_word_is_found_between_words_and_flagged(quotation, words):
    for where in ({"turn": 6}, {"turn": 2}, {}):
        outcome = place(quotation, TALK, **where)
        assert (TALK.text[outcome.span.start : outcome.span.end], outcome.how) == (words, "fuzzy")
        assert 0.9 <= outcome.score < 1


def test_what_is_not_there_is_unplaced():
    for quotation in ("Något helt annat som ingen har sagt i rummet.", "Nix", "kväve"):
        assert "not found in interview 07" in unplaced(quotation, turn=2).reason


def test_the_nearest_miss_is_told():
    outcome = unplaced("Ja, vi saknar pengar för hur man tar över personer till kommunen.", turn=6)
    assert "nearest is turn 6" in outcome.reason
    assert len(outcome.candidates) == 1


def test_two_passages_nearly_alike_are_ambiguous_unless_the_turn_decides():
    talk = interview(
        ("A", "Vi saknar rutiner för överlämning till kommunen i dag."),
        ("B", "Men vi saknar rutiner för överlämning till kommunen i går."),
    )
    quotation = "Vi saknar rutin för överlämning till kommunen i"
    assert "several passages" in unplaced(quotation, talk).reason
    assert found(quotation, talk, turn=2)[1:] == ("fuzzy", 2)


def test_a_short_quotation_is_never_guessed():
    assert isinstance(place("lignar i pärmen", interview(("A", "Det ligger i pärm."))), Unplaced)


def test_an_interview_without_turns_places_nothing_and_does_not_fail():
    empty = Interview(InterviewId("1"), "", "", ())
    assert isinstance(place("Något helt annat som ingen har sagt", empty, turn=1), Unplaced)
    assert place("Bara text", Interview(InterviewId("1"), "", "Bara text.", ())).span == Span(0, 9)
