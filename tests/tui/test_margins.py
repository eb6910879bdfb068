"""Columns, spans, brackets and colours: what stands beside and behind the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from workbench.model import (
    Code,
    Codebook,
    CodeId,
    CodingId,
    Span,
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
from workbench.tui.widgets.transcript.margin import Margin
from workbench.tui.widgets.transcript.spans import SpanIndex

spans = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 900)).map(lambda at: Span(at[0], sum(at))),
    max_size=12,
)
changes = st.lists(st.tuples(st.booleans(), st.integers(0, 14), st.integers(0, 40)), max_size=30)


@given(spans, spans, st.integers(0, 3900), st.integers(1, 1500))
def test_an_index_of_spans_finds_what_a_search_through_all_finds(before, later, start, length):
    index = SpanIndex((CodingId(str(n)), span) for n, span in enumerate(before))
    there = dict(enumerate(before))
    for n, span in enumerate(later):
        if n % 3:
            index.put(CodingId(str(n)), span)
            there[n] = span
        else:
            index.drop(CodingId(str(n)))
            there.pop(n, None)
    there = {CodingId(str(n)): span for n, span in there.items() if len(span)}
    end = start + length
    expected = [n for n, span in there.items() if span.start < end and span.end > start]
    assert sorted(index.touching(start, end)) == sorted(expected)
    at = [n for n, span in there.items() if span.start <= start < span.end]
    assert index.at(start) == sorted(at, key=lambda n: (len(there[n]), -there[n].start, n))
    behind = sorted((span.start, span.end, n) for n, span in there.items() if span.start > start)
    assert list(index.starts_after(start)) == [n for *_, n in behind]
    ahead = sorted((span.start, span.end, n) for n, span in there.items() if span.start < start)
    assert list(index.starts_before(start)) == [n for *_, n in reversed(ahead)]


def margin_after(span_list, operations, width=12):
    """A margin that was filled and then changed, with what should be in it."""
    margin = Margin(label_cells=width)
    there = {
        CodingId(str(n)): (span.start // 60, span.end // 60) for n, span in enumerate(span_list)
    }
    margin.fill((first, last, coding, 5) for coding, (first, last) in there.items())
    for takes_away, number, row in operations:
        coding = CodingId(str(number))
        if takes_away:
            margin.drop(coding)
            there.pop(coding, None)
        else:
            margin.put(coding, row, row + number, 5)
            there[coding] = (row, row + number)
    return margin, there


@given(spans, changes)
def test_brackets_that_share_a_row_have_different_lanes_whatever_came_and_went(
    span_list, operations
):
    margin, there = margin_after(span_list, operations)
    for row in range(80):
        brackets = margin.at(row)
        expected = {coding for coding, (first, last) in there.items() if first <= row <= last}
        assert {bracket.coding for bracket in brackets} == expected
        assert len({bracket.lane for bracket in brackets}) == len(brackets)


@given(spans, changes)
def test_every_label_stands_on_a_row_of_its_bracket_or_is_counted_as_left_out(
    span_list, operations
):
    margin, there = margin_after(span_list, operations)
    rows = {row: labels for row in range(200) if (labels := margin.labels(row)) is not None}
    at_rows = {coding: row for row, labels in rows.items() for coding in labels.codings}
    assert len(at_rows) + sum(labels.left_out for labels in rows.values()) == len(there)
    for coding, row in at_rows.items():
        assert there[coding][0] <= row <= there[coding][1]
    for labels in rows.values():
        assert labels.used == max(0, len(labels.codings) * 6 - 1)
        assert labels.used <= 12


@given(spans, changes)
def test_a_bracket_that_comes_moves_no_other(span_list, operations):
    margin, _there = margin_after(span_list, operations)
    before = {bracket.coding: bracket for row in range(80) for bracket in margin.at(row)}
    margin.put(CodingId("new"), 3, 9, 5)
    after = {bracket.coding: bracket for row in range(80) for bracket in margin.at(row)}
    assert {**after, **before} == after


def test_the_longer_bracket_is_the_outer_one():
    margin = Margin(label_cells=10)
    margin.fill([(0, 0, CodingId("short"), 3), (0, 5, CodingId("long"), 3)])
    assert {each.coding: each.lane for each in margin.at(0)} == {"short": 1, "long": 0}


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
