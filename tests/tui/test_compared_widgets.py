"""Two margins around the words, disagreements in a list, figures as bars: each part by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.color import Color

from tests.tui.comparing import comparing, first_of, go_to, screen_of
from tests.tui.conftest import settle
from tests.tui.desk import LARGE
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Disagreement,
    DisagreementKind,
    Interview,
    InterviewId,
    Polarity,
    Reference,
    Settlement,
    Side,
    Span,
    Taken,
    Turn,
    Undefined,
)
from workbench.tui.themes import themes
from workbench.tui.widgets.compare import ComparedColumns, ComparedPainter, ComparedShown, Standing
from workbench.tui.widgets.compare.drift_chart import bar, sparkline, told_figure
from workbench.tui.widgets.compare.listed import Listed, taken_sign, told_codes
from workbench.tui.widgets.compare.sifting import sifted
from workbench.tui.widgets.transcript import Coded
from workbench.tui.widgets.transcript.colours import READABLE, code_colours, contrast
from workbench.tui.widgets.transcript.layout import Layout, paragraphs_of
from workbench.tui.widgets.transcript.painting import Look, Palette
from workbench.workflows.pairing import Settled

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur", colour="#3d85c6"),
        Code(CodeId("STR.r"), "Rutiner för möten", parent=CodeId("STR")),
        Code(CodeId("FOR"), "Forum", colour="#e69138"),
    )
)
TEXT = "IP1: " + "ord " * 40
WORDS = Span(5, len(TEXT) - 1)
TALK = Interview(InterviewId("07"), "Samtal", TEXT, (Turn(1, "IP1", *(5, len(TEXT) - 1)),))


def coding(name, coder, start, end, code="STR", polarity=None):
    return Coding(
        CodingId(name), TALK.id, Span(start, end), CodeId(code), Coder(coder), polarity=polarity
    )


def disagreement(first, second, kind, size=10):
    spans = [each.span for each in (first, second) if each is not None]
    span = Span(min(each.start for each in spans), max(each.end for each in spans))
    return Disagreement(TALK.id, kind, first, second, span, size, Reference(TALK.id, 1))


# Columns


@given(st.integers(20, 300), st.integers(2, 30), st.booleans(), st.booleans())
def test_the_margins_around_the_words_fit_the_width_and_are_alike(width, speaker, timed, settled):
    columns = ComparedColumns.sides(width, speaker=speaker, timed=timed, settled=settled)
    assert columns.measure >= 2
    assert columns.behind == columns.words + columns.measure
    behind = columns.before + columns.settled_lanes + columns.settled_labels
    if width >= 60:
        assert columns.behind + behind <= width
        assert columns.measure >= 20


def test_at_80_cells_there_is_room_to_read():
    assert ComparedColumns.sides(79, speaker=9, timed=False, settled=False).measure >= 48


# The words between


def palette(theme, *, plain=False):
    from rich.style import Style

    ink, ground = Color.parse(theme.foreground), Color.parse(theme.background)
    base = Style(color=ink.rich_color, bgcolor=ground.rich_color)
    return Palette(
        **dict.fromkeys(
            (
                "words",
                "moderator",
                "aside",
                "speaker",
                "moderator_label",
                "time",
                "here",
                "selection",
                "hit",
                "cursor",
            ),
            base,
        ),
        ground=ground,
        ink=ink,
        strength=float(theme.variables["coding-strength"]),
        plain=plain,
    )


def painted(first, second, *, agreed=(), standing=None, theme=None, width=100, settled=True):
    columns = ComparedColumns.sides(width, speaker=3, timed=False, settled=settled)
    layout = Layout(TEXT, paragraphs_of(TALK), measure=columns.measure)
    shown = ComparedShown(
        Coded(TALK, first),
        second=Coded(TALK, second),
        agreed=Coded(TALK, agreed),
        first_coder=Coder("A"),
        standing=standing or Standing(),
    )
    painter = ComparedPainter(
        TALK,
        layout,
        shown=shown,
        colours=code_colours(BOOK),
        names={each.id: each.short_name for each in BOOK.codes},
        palette=palette(theme or themes()[0]),
        columns=columns,
        width=width,
    )
    return columns, [
        painter.strip(row, Look(), here=False, in_turn=False) for row in range(layout.height)
    ]


def style_of(columns, strips, offset):
    """How a character of the first row is painted."""
    cell = columns.words + offset - WORDS.start
    taken = 0
    for segment in strips[0]:
        taken += cell_len(segment.text)
        if taken > cell:
            return segment.style
    raise AssertionError(offset)


def test_the_firsts_codes_stand_left_of_the_words_the_seconds_right():
    columns, strips = painted(
        [coding("a", "A", 5, 20)],
        [coding("b", "B", 9, 20, "FOR", Polarity.HINDERS)],
        agreed=[coding("c", "consensus", 5, 20)],
    )
    row = strips[0].text
    assert row[: columns.words].rstrip().endswith("STR [")
    assert row[columns.behind :].split() == ["]", "FOR", "−", "]", "STR"]
    assert all(cell_len(strip.text) == 100 for strip in strips)


def test_only_words_on_which_they_differ_are_underlined():
    columns, strips = painted([coding("a", "A", 5, 20)], [coding("b", "B", 9, 20)])
    assert style_of(columns, strips, 6).underline
    assert not style_of(columns, strips, 12).underline
    assert not style_of(columns, strips, 25).underline
    grounds = {style_of(columns, strips, each).bgcolor for each in (6, 12, 25)}
    assert len(grounds) == 3


def test_what_is_settled_is_as_quiet_as_what_is_agreed_and_its_brackets_lose_their_colour():
    first, second = coding("a", "A", 5, 20), coding("b", "B", 5, 20, "FOR")
    columns, loud = painted([first], [second])
    _, quiet = painted([first], [second], standing=Standing(frozenset({first.id, second.id})))
    assert style_of(columns, loud, 6).underline
    assert not style_of(columns, quiet, 6).underline
    inks = [
        next(segment.style.color for segment in strips[0] if "STR" in segment.text)
        for strips in (loud, quiet)
    ]
    assert inks[0] != inks[1]


def test_unlike_directions_are_a_difference_though_code_and_edges_are_the_same():
    first = coding("a", "A", 5, 20, polarity=Polarity.PROMOTES)
    second = coding("b", "B", 5, 20, polarity=Polarity.HINDERS)
    columns, same = painted([first], [second])
    _, unlike = painted([first], [second], standing=Standing(unlike=frozenset({"a", "b"})))
    assert not style_of(columns, same, 6).underline
    assert style_of(columns, unlike, 6).underline


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_words_can_be_read_wherever_they_differ(theme):
    first, second = coding("a", "A", 5, 20), coding("b", "B", 9, 30, "FOR")
    columns, strips = painted([first], [second], theme=theme)
    for offset in (6, 12, 25):
        style = style_of(columns, strips, offset)
        ink, ground = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
        assert contrast(ink, ground) >= READABLE


async def test_a_passage_that_fits_is_seen_whole_when_one_comes_to_it(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for each in pair.disagreements()[:12]:
            await go_to(pilot, each)
            view = screen_of(app).view
            first, last = view._layout_rows.rows_of(each.span)
            top, height = view.scroll_offset.y, view.size.height
            assert top <= first
            assert last < top + height or last - first >= height - 1


async def test_the_names_stand_above_their_margins(finished, pair):
    app = comparing(finished, pair)
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await go_to(pilot, first_of(pair, DisagreementKind.CODE))
        screen = screen_of(app)
        row = screen.query_one("#margin-names").render().plain
        columns = screen.view.columns
        assert columns.words - columns.before <= row.index("‹ A") < columns.words
        assert columns.behind <= row.index("B ›") < columns.settled
        assert row.index("consensus"[:6]) >= columns.settled


# The list


def test_codes_are_told_as_they_stand_left_and_right():
    first, second = coding("a", "A", 5, 20), coding("b", "B", 5, 20, "FOR")
    kinds = DisagreementKind
    assert told_codes(disagreement(first, second, kinds.CODE), BOOK) == "STR | FOR"
    assert told_codes(disagreement(None, second, kinds.ONE_CODED), BOOK) == "– | FOR"
    assert told_codes(disagreement(first, None, kinds.ONE_CODED), BOOK) == "STR | –"
    wider = coding("b", "B", 5, 30)
    assert told_codes(disagreement(first, wider, kinds.BOUNDARIES), BOOK) == "STR"
    plus = coding("a", "A", 5, 20, polarity=Polarity.PROMOTES)
    minus = coding("b", "B", 5, 20, polarity=Polarity.HINDERS)
    assert told_codes(disagreement(plus, minus, kinds.DIRECTION), BOOK) == "STR + | STR −"


@pytest.mark.parametrize("taken", Taken)
def test_every_decision_has_a_sign_of_its_own_also_without_colour(taken):
    first = coding("a", "A", 5, 20)
    row = Listed(disagreement(first, None, DisagreementKind.ONE_CODED))
    side = Side(first.id, first.span, first.code, None)
    settlement = Settlement(
        TALK.id, (Coder("A"), Coder("B")), Coder("consensus"), side, None, taken, "", ()
    )
    signs = {
        taken_sign(Listed(row.disagreement, Settled(settlement, overtaken)))
        for overtaken in (False, True)
    } | {taken_sign(row)}
    assert len(signs) == 3
    assert all(cell_len(each) == 3 for each in signs)


def rows():
    first, second = coding("a", "A", 5, 20), coding("b", "B", 9, 30, "FOR")
    below = coding("d", "B", 40, 50, "STR.r")
    kinds = DisagreementKind
    return [
        Listed(
            disagreement(first, second, kinds.CODE, 25),
            attributes={"kommun": "Sävsjö", "roll": "chef"},
            met=frozenset({("STR", "FOR")}),
        ),
        Listed(
            disagreement(None, below, kinds.ONE_CODED, 10),
            attributes={"kommun": "Eksjö", "roll": "chef"},
        ),
    ]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("", [0, 1]),
        ("str", [0, 1]),
        ("STR.r", [1]),
        ("for", [0]),
        ("rutiner", [1]),
        ("möten", [1]),
        ("sävsjö", [0]),
        ("savsjo", [0]),
        ("chef", [0, 1]),
        ("kommun=eksjö", [1]),
        ("roll=eksjö", []),
        ("STR|FOR", [0]),
        ("FOR|STR", []),
        ("–|STR", [1]),
        ("-|STR.r", [1]),
        ("STR|-", [0]),
        (">10", [0]),
        ("<11", [1]),
        ("open", [0, 1]),
        ("settled", []),
        ("07", [0, 1]),
        ("7", [0, 1]),
        ("08", []),
        ("interview=7", [0, 1]),
        ("code chef", [0]),
        ("only one", [1]),
        ("[", []),
        ("=", []),
        ("|", []),
    ],
)
def test_words_leave_what_answers_to_all_of_them(words, left):
    all_rows = rows()
    assert sifted(all_rows, words, BOOK) == [all_rows[at] for at in left]


@given(st.text(max_size=12))
def test_whatever_is_typed_only_leaves_rows_out(words):
    all_rows = rows()
    found = sifted(all_rows, words, BOOK)
    assert found == [each for each in all_rows if each in found]


# Figures


@given(st.floats(-1, 1), st.integers(1, 80))
def test_a_bar_is_as_long_as_its_figure_to_an_eighth_of_a_cell(figure, cells):
    drawn = bar(figure, cells)
    assert cell_len(drawn) == cells
    eighths = 8 * drawn.count("█") + sum(
        " ▏▎▍▌▋▊▉".index(each) for each in drawn if each in "▏▎▍▌▋▊▉"
    )
    assert abs(eighths - max(0.0, figure) * cells * 8) <= 0.5


def test_a_line_of_figures_rises_and_falls_with_them_and_leaves_gaps():
    assert sparkline([0.0, 0.5, 1.0, -0.3, Undefined("no units")]) == "▁▅█▁ "


def test_figures_have_two_decimals_and_a_minus():
    assert [told_figure(each) for each in (0.5, -0.126, Undefined("none"))] == [
        "0.50",
        "−0.13",
        "–",
    ]
