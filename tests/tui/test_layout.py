import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.model import Interview, InterviewId, Span, Turn
from workbench.text import normal_text
from workbench.tui.widgets.transcript.layout import Layout, paragraphs_of

LETTERS = "abcåäö .,–…界e\u0301❤\ufe0f🙂"
words = st.text(LETTERS, min_size=1, max_size=120)
speakers = st.sampled_from(["", "IP1", "Moderator", "Anna Östlund"])


@st.composite
def interviews(draw):
    """Header lines, turns of one or more paragraphs, and lines that belong to no turn."""
    parts, turns, length = [], [], 0

    def add(piece):
        nonlocal length
        parts.append(piece)
        length += len(piece)

    for line in draw(st.lists(words, max_size=3)):
        add(normal_text(line) + "\n")
    for speaker, paragraphs, gap in draw(
        st.lists(st.tuples(speakers, st.lists(words, min_size=1, max_size=3), words | st.none()))
    ):
        said = "\n".join(normal_text(each).strip() for each in paragraphs).strip()
        add(f"{speaker}: " if speaker else "")
        if said:
            turns.append(Turn(len(turns) + 1, speaker, length, length + len(said)))
        add(said + "\n")
        if gap is not None:
            add(normal_text(gap) + "\n")
    return Interview(InterviewId("1"), "t", "".join(parts), tuple(turns))


def laid_out(text, *turns, measure=20):
    interview = Interview(InterviewId("1"), "t", text, turns)
    return Layout(text, paragraphs_of(interview), measure=measure)


def seen(layout):
    return [layout.text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]


@given(interviews(), st.integers(2, 60))
def test_the_rows_divide_the_text_in_order_without_gap_or_overlap(interview, measure):
    layout = Layout(interview.text, paragraphs_of(interview), measure=measure)
    bounds = [*layout.tiles, len(interview.text)]
    assert bounds[0] == 0
    assert bounds == sorted(bounds)
    for row in range(layout.height):
        assert bounds[row] <= layout.starts[row] <= layout.ends[row] <= bounds[row + 1]


@given(interviews(), st.integers(2, 60))
def test_every_character_but_white_space_and_labels_is_seen_once(interview, measure):
    layout = Layout(interview.text, paragraphs_of(interview), measure=measure)
    hidden = set()
    for turn in interview.turns:
        if turn.speaker:
            hidden.update(range(turn.start - len(turn.speaker) - 2, turn.start))
    expected = [
        at for at, char in enumerate(interview.text) if not char.isspace() and at not in hidden
    ]
    found = [
        at
        for start, end in zip(layout.starts, layout.ends, strict=True)
        for at in range(start, end)
        if not interview.text[at].isspace()
    ]
    assert found == expected


@given(interviews(), st.integers(2, 60))
def test_no_row_is_wider_than_the_measure(interview, measure):
    layout = Layout(interview.text, paragraphs_of(interview), measure=measure)
    for row in seen(layout):
        assert cell_len(row) <= measure or len(row) == 1


@given(interviews(), st.integers(2, 60), st.data())
def test_an_offset_seen_is_found_again_at_its_row_and_cell(interview, measure, data):
    layout = Layout(interview.text, paragraphs_of(interview), measure=measure)
    rows = [row for row in range(layout.height) if layout.starts[row] < layout.ends[row]]
    if not rows:
        return
    row = data.draw(st.sampled_from(rows))
    offset = data.draw(st.integers(layout.starts[row], layout.ends[row] - 1))
    assert layout.row_of(offset) == row
    found = layout.offset_at(row, layout.cell_of(offset))
    assert found == offset or cell_len(interview.text[offset]) == 0 or "\ufe0f" in interview.text


def test_rows_break_at_spaces():
    layout = laid_out("ett två tre fyra fem", Turn(1, "", 0, 20), measure=9)
    assert seen(layout) == ["ett två", "tre fyra", "fem", ""]


def test_a_word_longer_than_the_measure_is_cut():
    layout = laid_out("samverkansforumet", Turn(1, "", 0, 17), measure=10)
    assert seen(layout)[:2] == ["samverkans", "forumet"]


def test_wide_characters_count_two_cells():
    layout = laid_out("界界界 界", Turn(1, "", 0, 5), measure=6)
    assert seen(layout)[:2] == ["界界界", "界"]


def test_the_label_of_a_turn_is_not_seen():
    text = "Rubrik\nIP1: Hej på er\nIP2: Hej"
    layout = laid_out(text, Turn(1, "IP1", 12, 21), Turn(2, "IP2", 27, 30))
    assert [row for row in seen(layout) if row] == ["Rubrik", "Hej på er", "Hej"]


def test_an_empty_row_stands_between_turns_but_not_between_paragraphs_of_one():
    text = "IP1: Ett\nTvå\nIP2: Tre"
    layout = laid_out(text, Turn(1, "IP1", 5, 12), Turn(2, "IP2", 18, 21))
    assert seen(layout) == ["Ett", "Två", "", "Tre", ""]
    assert [layout.is_empty(row) for row in range(5)] == [False, False, True, False, True]


def test_what_stands_between_turns_and_belongs_to_none_is_seen():
    text = "IP1: Ett\n[paus, inspelningen stannar]\nIP2: Tre"
    layout = laid_out(text, Turn(1, "IP1", 5, 8), Turn(2, "IP2", 43, 46), measure=40)
    assert "[paus, inspelningen stannar]" in seen(layout)


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_a_text_without_words_has_one_empty_row(text):
    layout = laid_out(text)
    assert layout.height == 1
    assert layout.row_of(0) == 0
    assert layout.paragraph(0) is None


def test_a_span_that_begins_in_the_space_at_a_break_begins_on_the_next_row():
    layout = laid_out("ett två tre", Turn(1, "", 0, 11), measure=7)
    assert layout.rows_of(Span(7, 11)) == (1, 1)
    assert layout.rows_of(Span(0, 11)) == (0, 1)
