"""Laws of reading many interviews as one: there and back again, nothing moves."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.model import Coder, Coding, CodingId, Interview, InterviewId, Span, Turn
from workbench.workflows.joining import Joint

WORDS = st.text("abåäö 😀.\n", min_size=1, max_size=12).map(lambda raw: f"x{raw}y")
ANSWERS = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=6)


def parts_of(said):
    parts = []
    for number, answers in enumerate(said, 1):
        text, turns = f"svar-{number:04}", []
        for at, words in enumerate(answers, 1):
            start = len(text) + len(f"\nF{at}: ")
            text += f"\nF{at}: {words}"
            turns.append(Turn(at, f"F{at}", start, len(text)))
        parts.append(Interview(InterviewId(f"svar-{number:04}"), "", text, tuple(turns)))
    return parts


@given(ANSWERS)
def test_turns_hold_the_same_words(said):
    joint = Joint.of(InterviewId("svar.csv"), parts_of(said))
    text = joint.interview.text
    assert [text[turn.start : turn.end] for turn in joint.interview.turns] == [
        words for answers in said for words in answers
    ]


@given(ANSWERS, st.data())
def test_a_passage_of_an_answer_comes_back_from_the_joint_text(said, data):
    parts = parts_of(said)
    joint = Joint.of(InterviewId("svar.csv"), parts)
    part = data.draw(st.sampled_from(parts))
    first = data.draw(st.sampled_from(part.turns))
    last = data.draw(st.sampled_from(part.turns[first.number - 1 :]))
    start = data.draw(st.integers(first.start, first.end - 1))
    end = data.draw(st.integers(max(start, last.start) + 1, last.end))
    coding = Coding(CodingId("1"), part.id, Span(start, end), "STR", Coder("A"))
    shown = joint.coding(coding)
    assert joint.own(shown.span) == (part.id, coding.span)


@given(ANSWERS, st.data())
def test_any_passage_lies_in_one_answer_or_is_refused(said, data):
    parts = parts_of(said)
    joint = Joint.of(InterviewId("svar.csv"), parts)
    size = len(joint.interview.text)
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    touched = {piece.interview for piece in joint.pieces if piece.start < end and start < piece.end}
    try:
        interview, own = joint.own(Span(start, end))
    except InputError:
        assert len(touched) != 1
    else:
        assert touched == {interview}
        made = Coding(CodingId("1"), interview, own, "STR", Coder("A"))
        assert Span(start, end).contains(joint.coding(made).span)
