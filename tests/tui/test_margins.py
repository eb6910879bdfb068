"""Columns, highlights, brackets and colours: what stands beside and behind the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Interview,
    InterviewId,
    Span,
    Turn,
)
from workbench.tui.themes import themes
from workbench.tui.widgets.transcript.colours import (
    READABLE,
    blended,
    code_colours,
    contrast,
    readable,
)
from workbench.tui.widgets.transcript.columns import COMFORTABLE, Columns
from workbench.tui.widgets.transcript.highlights import Brackets, Highlights
from workbench.tui.widgets.transcript.layout import Layout, paragraphs_of

TEXT = "ord " * 100

spans = st.lists(
    st.tuples(st.integers(0, 399), st.integers(0, 399)).map(lambda each: Span(*sorted(each))),
    max_size=12,
)


def coded(span_list):
    return [
        Coding(CodingId(str(n)), InterviewId("1"), span, CodeId("STR"), Coder("A"))
        for n, span in enumerate(span_list)
    ]


def layout(measure=20):
    interview = Interview(InterviewId("1"), "t", TEXT, (Turn(1, "", 0, 399),))
    return Layout(TEXT, paragraphs_of(interview), measure=measure)


@given(spans, st.integers(0, 399), st.integers(0, 399))
def test_each_piece_has_exactly_the_codings_that_cover_it(span_list, one, other):
    start, end = sorted((one, other))
    pieces = list(Highlights(coded(span_list)).pieces(start, end))
    assert [at for begin, stop, _ in pieces for at in range(begin, stop)] == list(range(start, end))
    for begin, stop, cover in pieces:
        for at in (begin, stop - 1):
            covering = [n for n, span in enumerate(span_list) if span.start <= at < span.end]
            assert list(cover) == covering


@given(spans)
def test_brackets_that_share_a_row_have_different_lanes(span_list):
    brackets = Brackets(span_list, layout())
    for row in range(layout().height):
        lanes = [bracket.lane for bracket in brackets.at(row)]
        assert len(lanes) == len(set(lanes))
        expected = sum(1 for each in brackets.in_order if each.first <= row <= each.last)
        assert len(lanes) == expected


@given(spans, st.integers(3, 20))
def test_every_label_stands_on_a_row_of_its_bracket_or_is_counted_as_left_out(span_list, width):
    brackets = Brackets(span_list, layout())
    labels = brackets.labels(width, lambda _coding: 3)
    at_rows = {coding: row for row, (codings, _) in labels.items() for coding in codings}
    left_out = sum(count for _, count in labels.values())
    assert len(at_rows) + left_out == len(brackets.in_order)
    for bracket in brackets.in_order:
        if bracket.coding in at_rows:
            assert bracket.first <= at_rows[bracket.coding] <= bracket.last
    for codings, _ in labels.values():
        assert len(codings) * 4 - 1 <= width or len(codings) <= 1


def test_the_longer_bracket_is_the_outer_one():
    brackets = Brackets([Span(0, 10), Span(0, 300)], layout())
    assert {each.coding: each.lane for each in brackets.in_order} == {1: 0, 0: 1}


@given(st.integers(20, 260), st.integers(1, 30), st.booleans())
def test_the_columns_fit_the_pane_and_the_measure_is_comfortable(width, speaker, timed):
    columns = Columns.fit(width, speaker=speaker, timed=timed)
    taken = columns.words + columns.measure + 1 + columns.lanes + 1 + columns.labels
    assert taken <= width or columns.measure == 2
    assert columns.measure <= COMFORTABLE


def test_at_80_cells_half_the_pane_and_more_is_left_for_words():
    assert Columns.fit(79, speaker=9, timed=True).measure >= 48


DANERMARK_LIKE = ("#c0504d", "#3d85c6", "#b58900", "#6aa84f", "#a64d9e", "#e69138", "#ffff00")


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_words_can_be_read_on_every_coding_in_every_theme(theme, depth):
    ground, ink = Color.parse(theme.background), Color.parse(theme.foreground)
    strength = float(theme.variables["coding-strength"])
    for colour in DANERMARK_LIKE:
        mixed = blended(ground, [Color.parse(colour)] * depth, strength=strength, ink=ink)
        assert contrast(mixed, ink) >= READABLE
        assert mixed != ground


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_the_moderator_can_be_read_on_every_coding_in_every_theme(theme):
    ground, ink = Color.parse(theme.background), Color.parse(theme.foreground)
    quiet = Color.parse(theme.variables["quiet"])
    assert contrast(quiet, ground) >= READABLE
    strength = float(theme.variables["coding-strength"])
    for colour in DANERMARK_LIKE:
        mixed = blended(ground, [Color.parse(colour)], strength=strength, ink=ink)
        assert contrast(readable(quiet, ground=mixed, ink=ink), mixed) >= READABLE


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("colour", DANERMARK_LIKE)
def test_labels_can_be_read_in_every_theme(theme, colour):
    ground, ink = Color.parse(theme.background), Color.parse(theme.foreground)
    legible = readable(Color.parse(colour), ground=ground, ink=ink)
    assert contrast(legible, ground) >= READABLE


def test_black_on_white_has_the_greatest_contrast():
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)


def test_overlapping_codings_have_a_colour_of_their_own():
    ground, red, blue = (Color.parse(each) for each in ("#ffffff", "#ff0000", "#0000ff"))
    ink = Color.parse("#000000")
    both = blended(ground, [red, blue], strength=0.3, ink=ink)
    alone = [blended(ground, [each], strength=0.3, ink=ink) for each in (red, blue)]
    assert both not in [ground, *alone]


def test_a_code_without_a_colour_has_its_parents_and_one_without_any_a_spare_one():
    book = Codebook(
        codes=(
            Code(CodeId("A"), "A", colour="#102030"),
            Code(CodeId("A.b"), "b", parent=CodeId("A")),
            Code(CodeId("B"), "B"),
            Code(CodeId("C"), "C", colour="no colour"),
        )
    )
    colours = code_colours(book)
    assert colours[CodeId("A.b")] == colours[CodeId("A")] == Color.parse("#102030")
    assert len({colours[CodeId(each)].hex for each in "ABC"}) == 3
