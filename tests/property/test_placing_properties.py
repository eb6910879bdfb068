"""Laws of placing: whole words that occur once are found where they stand."""

from bisect import bisect_right

from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.model import Interview, InterviewId, Span, Turn
from workbench.placing import Placement, place
from workbench.placing.views import views_of

WORDS = st.sampled_from(
    "och det är så vi gör ju på kommunen, Åsa ”samverkan” – va … (skratt) 8:30 alltså. nå'n".split()
)
TURNS = st.lists(
    st.tuples(st.sampled_from(["M", "IP1", "IP2"]), st.lists(WORDS, min_size=1, max_size=12)),
    min_size=1,
    max_size=12,
)


def interview(said):
    text, turns = "", []
    for number, (label, words) in enumerate(said, 1):
        start = len(text) + len(label) + 2
        text += f"{label}: {' '.join(words)}\n"
        turns.append(Turn(number, label, start, len(text) - 1))
    return Interview(InterviewId("1"), "", text, tuple(turns), moderators=frozenset({"M"}))


def places_between_words(text, needle):
    found, at = [], text.find(needle)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(needle) : at + len(needle) + 1]
        if not (before.isalnum() and needle[0].isalnum()) and not (
            after.isalnum() and needle[-1].isalnum()
        ):
            found.append(at)
        at = text.find(needle, at + 1)
    return found


def draw_words_of_a_turn(data, talk):
    turn = data.draw(st.sampled_from(talk.turns))
    words = talk.text[turn.start : turn.end].split(" ")
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start = turn.start + len(" ".join(words[:first])) + (1 if first else 0)
    return turn, Span(start, start + len(" ".join(words[first : last + 1])))


@given(TURNS, st.data())
def test_whole_words_that_occur_once_are_found_verbatim_at_their_place(said, data):
    talk = interview(said)
    turn, span = draw_words_of_a_turn(data, talk)
    quotation = talk.text[span.start : span.end]
    assume(len(places_between_words(talk.text, quotation)) == 1)
    for where in ({}, {"turn": turn.number}, {"turn": turn.number, "speaker": turn.speaker}):
        assert place(quotation, talk, **where) == Placement(span, "verbatim", turn.number, 1.0)


@given(TURNS, st.data())
def test_what_is_found_in_a_turn_named_reads_as_the_quotation(said, data):
    talk = interview(said)
    turn, span = draw_words_of_a_turn(data, talk)
    quotation = talk.text[span.start : span.end]
    outcome = place(quotation, talk, turn=turn.number)
    if isinstance(outcome, Placement):
        assert talk.text[outcome.span.start : outcome.span.end] == quotation
        assert turn.start <= outcome.span.start < turn.end
    else:
        assert len(outcome.candidates) > 1


@given(TURNS, st.data())
def test_folding_a_quotation_leads_back_to_the_same_place(said, data):
    talk = interview(said)
    turn, span = draw_words_of_a_turn(data, talk)
    quotation = talk.text[span.start : span.end]
    assume(len(places_between_words(talk.text, quotation)) == 1)
    typed = quotation.replace("”", '"').replace("–", "-").replace(" ", "\n ").replace("…", "...")
    assume(len(places_between_words(views_of(talk).folded.text, " ".join(typed.split()))) == 1)
    assert place(typed, talk, turn=turn.number).span == span


@given(TURNS)
def test_every_character_of_a_view_leads_back_to_its_own(said):
    talk = interview(said)
    for view in (views_of(talk).folded, views_of(talk).said):
        assert len(view.offsets) == len(view.text) + 1
        assert view.offsets == sorted(view.offsets)
        for char, at in zip(view.text, view.offsets, strict=False):
            if char.isalnum():
                assert talk.text[at] == char


@given(TURNS)
def test_what_is_said_holds_no_label(said):
    talk = interview(said)
    starts = [turn.start for turn in talk.turns]
    for at in views_of(talk).said.offsets[:-1]:
        turn = talk.turns[bisect_right(starts, at) - 1]
        assert turn.start <= at < turn.end
