"""Where one goes and what one selects: by character, word, sentence and turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import Interview, InterviewId, Span, Turn
from workbench.tui.widgets.transcript.layout import paragraphs_of
from workbench.tui.widgets.transcript.moving import By, Places
from workbench.tui.widgets.transcript.selecting import Selection

TEXT = (
    "Intervju 1\n"
    "M: Hur är det? Berätta.\n"
    "IP1: Det går bra. (skratt) Vi träffas t.ex. på måndagar.\nOch åker hem.\n"
    "IP2: Ja."
)


def turn(number, speaker, words):
    start = TEXT.index(words)
    return Turn(number, speaker, start, start + len(words))


INTERVIEW = Interview(
    InterviewId("1"),
    "t",
    TEXT,
    (
        turn(1, "M", "Hur är det? Berätta."),
        turn(2, "IP1", "Det går bra. (skratt) Vi träffas t.ex. på måndagar.\nOch åker hem."),
        turn(3, "IP2", "Ja."),
    ),
)
PLACES = Places(INTERVIEW, paragraphs_of(INTERVIEW))
BY = st.sampled_from(By)
LABELS = {
    at
    for label in ("M:", "IP1:", "IP2:")
    for at in range(TEXT.index(label), TEXT.index(label) + len(label))
}


def at(words):
    return TEXT.index(words)


def walked(by, step, start):
    """Every place one comes to, from a start to the end."""
    find = PLACES.start_after if step > 0 else PLACES.start_before
    places = [start]
    while (place := find(places[-1], by)) is not None:
        places.append(place)
    return places


def words_at(places, length=4):
    return [TEXT[place : place + length] for place in places]


def test_by_sentence_one_comes_to_each_once_and_asides_belong_to_what_precedes():
    assert words_at(walked(By.SENTENCE, 1, at("Hur"))) == [
        "Hur ",
        "Berä",
        "Det ",
        "Vi t",
        "Och ",
        "Ja.",
    ]


def test_by_turn_one_comes_to_what_was_said_not_to_the_label():
    assert words_at(walked(By.TURN, 1, at("Hur"))) == ["Hur ", "Det ", "Ja."]


def test_by_word_asides_and_labels_are_passed_over():
    words = [TEXT[place:].split(maxsplit=1)[0] for place in walked(By.WORD, 1, at("bra"))]
    assert words == [
        "bra.",
        "Vi",
        "träffas",
        "t.ex.",
        "på",
        "måndagar.",
        "Och",
        "åker",
        "hem.",
        "Ja.",
    ]


def test_back_goes_to_the_beginning_of_the_unit_first():
    assert PLACES.start_before(at("träffas"), By.SENTENCE) == at("Vi")
    assert PLACES.start_before(at("Vi"), By.SENTENCE) == at("Det")


@given(BY)
def test_the_way_back_is_the_way_there(by):
    there = walked(by, 1, at("Intervju"))
    assert walked(by, -1, there[-1]) == there[::-1]


@given(BY, st.integers(0, len(TEXT)))
def test_one_never_stands_on_a_label_or_on_a_line_break(by, offset):
    for place in (PLACES.start_after(offset, by), PLACES.start_before(offset, by)):
        if place is not None:
            assert place not in LABELS
            assert TEXT[place] != "\n"
    nearest = PLACES.nearest(offset)
    assert nearest not in LABELS
    assert TEXT[nearest] != "\n"


@pytest.mark.parametrize(
    ("by", "place", "unit"),
    [
        (By.WORD, "fas t", "träffas"),
        (By.SENTENCE, "skratt", "Det går bra. (skratt)"),
        (By.SENTENCE, "åker", "Och åker hem."),
        (By.TURN, "åker", "Det går bra. (skratt) Vi träffas t.ex. på måndagar.\nOch åker hem."),
    ],
)
def test_the_unit_at_a_place(by, place, unit):
    span = PLACES.unit_at(at(place), by)
    assert TEXT[span.start : span.end] == unit


def text_of(selection):
    return TEXT[selection.span.start : selection.span.end]


def test_a_selection_grows_word_sentence_paragraph_turn_and_shrinks_the_same_way():
    selection = Selection.at(Span(at("träffas") + 2, at("träffas") + 3))
    seen = []
    for _ in range(5):
        selection = selection.grown(PLACES)
        seen.append(text_of(selection))
    assert seen == [
        "träffas",
        "Vi träffas t.ex. på måndagar.",
        "Det går bra. (skratt) Vi träffas t.ex. på måndagar.",
        "Det går bra. (skratt) Vi träffas t.ex. på måndagar.\nOch åker hem.",
        "Det går bra. (skratt) Vi träffas t.ex. på måndagar.\nOch åker hem.",
    ]
    back = []
    while selection is not None:
        back.append(text_of(selection))
        selection = selection.shrunk()
    assert back[:4] == seen[3::-1]


def test_extending_from_a_word_keeps_the_word_and_gives_back_what_was_added():
    word = PLACES.unit_at(at("träffas"), By.WORD)
    selection = Selection.at(word).extended(PLACES, By.SENTENCE, 1)
    assert text_of(selection) == "träffas t.ex. på måndagar."
    selection = selection.extended(PLACES, By.WORD, -1)
    assert text_of(selection) == "träffas t.ex. på måndagar"
    selection = selection.extended(PLACES, By.WORD, -1)
    assert text_of(selection) == "träffas t.ex. på"
    for _ in range(2):
        selection = selection.extended(PLACES, By.WORD, -1)
    assert text_of(selection) == "träffas"
    selection = selection.extended(PLACES, By.WORD, -1)
    assert text_of(selection) == "Vi träffas"
    assert selection.head == at("Vi")
    assert text_of(selection.extended(PLACES, By.WORD, 1)) == "träffas"


def test_the_other_end_moves_after_turning_round():
    word = PLACES.unit_at(at("träffas"), By.WORD)
    selection = Selection.at(word).extended(PLACES, By.WORD, 1).turned()
    assert selection.head == at("träffas")
    assert text_of(selection.extended(PLACES, By.WORD, -1)) == "Vi träffas t.ex"
    assert text_of(selection.extended(PLACES, By.WORD, 1)) == "t.ex"


@given(st.integers(0, len(TEXT)), st.lists(st.tuples(BY, st.sampled_from([-1, 1])), max_size=20))
def test_a_selection_always_holds_its_anchor_and_stays_in_the_text(start, steps):
    place = PLACES.nearest(start)
    selection = Selection.at(Span(place, place + 1))
    for by, step in steps:
        selection = selection.extended(PLACES, by, step)
        assert selection.span.contains(selection.anchor)
        assert 0 <= selection.span.start < selection.span.end <= len(TEXT)
        assert selection.span.start <= selection.head < selection.span.end


@given(st.integers(0, len(TEXT)), BY)
def test_a_step_forth_and_back_selects_the_same_again(start, by):
    unit = PLACES.unit_at(PLACES.nearest(start), by)
    selection = Selection.at(unit)
    further = selection.extended(PLACES, by, 1)
    if further.span != selection.span:
        assert further.extended(PLACES, by, -1).span == selection.span
