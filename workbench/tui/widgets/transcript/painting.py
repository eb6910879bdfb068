"""One row of the transcript as a strip of styled segments.

Invariant: text reaches the strip as it is, never as markup, and every strip is as wide as the pane.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from workbench.model import CodeId, Coding, CodingId, Interview, Span
from workbench.tui.widgets.transcript.brackets import Brackets, fitted
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.colours import blended, readable
from workbench.tui.widgets.transcript.columns import Columns
from workbench.tui.widgets.transcript.layout import Layout, Paragraph
from workbench.tui.widgets.transcript.offered import Offered
from workbench.tui.widgets.transcript.spans import SpanIndex

_CACHED_ROWS = 2048
_HERE = "▍"
_IN_TURN = "▏"
_TARGET_STRENGTH = 0.09
"""Share of the ink in the ground of the sentence that a key would code."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The styles of a theme, resolved."""

    words: Style
    moderator: Style
    aside: Style
    """Header lines and whatever else belongs to no turn."""
    speaker: Style
    moderator_label: Style
    time: Style
    here: Style
    selection: Style
    hit: Style
    cursor: Style
    ground: Color
    ink: Color
    strength: float
    """Share of a code's colour in the ground of a coded passage."""
    plain: bool
    """Colours are not shown: what they tell is told by bold and reverse instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown on the text."""

    coded: Coded
    offered: Offered | None = None
    """Suggestions; None where they are hidden or not there yet."""
    hits: SpanIndex[Span] = field(default_factory=SpanIndex)
    """What was searched for."""


@dataclass(frozen=True, slots=True)
class Look:
    """What changes with every key: painted on top of the rest and never remembered."""

    cursor: int | None = None
    """The character one is on."""
    selected: Span | None = None
    target: Span | None = None
    """What a code's key would code now, where nothing is selected."""

    def touches(self, start: int, end: int) -> bool:
        """Whether any of it is on the characters of a row."""
        if self.cursor is not None and start <= self.cursor < max(end, start + 1):
            return True
        return any(
            span is not None and span.start < end and span.end > start
            for span in (self.selected, self.target)
        )


class Painter:
    """Paints the rows of one layout and remembers them."""

    def __init__(
        self,
        interview: Interview,
        layout: Layout,
        *,
        shown: Shown,
        colours: Mapping[CodeId, Color],
        names: Mapping[CodeId, str],
        palette: Palette,
        columns: Columns,
        width: int,
    ) -> None:
        self._interview = interview
        self._layout = layout
        self._shown = shown
        self._colours = colours
        self._names = names
        """What each code is called in the margin."""
        self._palette = palette
        self._columns = columns
        self._width = width
        self._grounds: dict[tuple[tuple[CodeId, ...], float], Color] = {}
        self._inks: dict[CodeId, Style] = {}
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._beside = self._brackets(shown.coded, lanes=columns.lanes, labels=columns.labels)

    def strip(self, row: int, look: Look, *, here: bool, in_turn: bool) -> Strip:
        """A row of the text.

        `here` marks the row one is on, `in_turn` the rows of the turn one is in.
        """
        layout = self._layout
        if look.touches(layout.starts[row], layout.ends[row]):
            return self._paint(row, look, here=here, in_turn=in_turn)
        key = (row, here, in_turn)
        painted = self._strips.get(key)
        if painted is None:
            if len(self._strips) >= _CACHED_ROWS:
                self._strips.clear()
            painted = self._strips[key] = self._paint(row, _NO_LOOK, here=here, in_turn=in_turn)
        return painted

    def blank(self) -> Strip:
        """A row beyond the text."""
        return Strip.blank(self._width, self._palette.words)

    def show(self, shown: Shown) -> None:
        """Show other suggestions or hits on the same codings."""
        self._shown = shown
        self._strips.clear()

    def recode(self, changed: Iterable[Coding], gone: Iterable[CodingId]) -> list[tuple[int, int]]:
        """Take in codings that have come, changed or gone; returns the rows to paint anew."""
        rows = self._beside.recode(changed, gone)
        for first, last in rows:
            self.forget(first, last)
        return rows

    def forget(self, first: int, last: int) -> None:
        """Paint some rows (both included) anew when they are next seen."""
        if last - first > len(self._strips):
            self._strips.clear()
            return
        for row in range(first, last + 1):
            for here in (False, True):
                for in_turn in (False, True):
                    self._strips.pop((row, here, in_turn), None)

    def _paint(self, row: int, look: Look, *, here: bool, in_turn: bool) -> Strip:
        columns, palette = self._columns, self._palette
        paragraph = self._layout.paragraph(row)
        mark = _HERE if here else (_IN_TURN if in_turn else " ")
        segments = [
            Segment(" " * columns.indent, palette.words),
            Segment(mark.ljust(columns.mark), palette.here),
            *self._gutter(row, paragraph),
            *self._before_words(row),
            *self._words(row, paragraph, look),
        ]
        words_end = columns.words + columns.measure
        segments = [*Strip(segments).adjust_cell_length(words_end, palette.words)]
        segments += self._after_words(row)
        return Strip(segments).adjust_cell_length(self._width, palette.words)

    def _before_words(self, row: int) -> list[Segment]:
        """What stands between the gutter and the words of a row."""
        return [Segment(" " * self._columns.gap, self._palette.words)]

    def _after_words(self, row: int) -> list[Segment]:
        """What stands behind the words of a row."""
        space = Segment(" ", self._palette.words)
        return [space, *self._beside.lanes(row), space, *self._beside.labels(row)]

    def _gutter(self, row: int, paragraph: Paragraph | None) -> list[Segment]:
        """The speaker on a turn's first row; the time beside it, or on the next row of words."""
        columns, palette = self._columns, self._palette
        turn = None if paragraph is None else paragraph.turn
        below = -1 if turn is None else row - self._layout.turn_row(turn)
        if turn is None or below > 1 or (below == 1 and self._layout.is_empty(row)):
            return [Segment(" " * columns.gutter, palette.words)]
        if below == 1:
            return [
                Segment(fitted("" if columns.time else turn.time, columns.gutter), palette.time)
            ]
        moderator = self._interview.is_moderator(turn)
        style = palette.moderator_label if moderator else palette.speaker
        speaker = Segment(fitted(turn.speaker, columns.speaker), style)
        if not columns.time:
            return [speaker]
        return [speaker, Segment(" " + fitted(turn.time, columns.time), palette.time)]

    def _words(self, row: int, paragraph: Paragraph | None, look: Look) -> list[Segment]:
        """The words of a row, divided wherever what is shown on them begins or ends."""
        text, start, end = self._interview.text, self._layout.starts[row], self._layout.ends[row]
        base = self._base_style(paragraph)
        if start == end:
            return [Segment(" ", base + self._palette.cursor)] if look.cursor == start else []
        shown = self._shown
        codings = self._codings_on(start, end)
        offers = [] if shown.offered is None else shown.offered.passages(start, end)
        hits = shown.hits.touching(start, end)
        spans = [coding.span for coding in codings]
        bounds = _bounds(start, end, [*spans, *offers, *hits, look.selected, look.target], look)
        segments = []
        for begin, stop in pairwise(bounds):
            cover = [each for each in codings if _covers(each.span, begin)]
            style = self._coded(base, cover) if cover else base
            if any(_covers(span, begin) for span in offers):
                style += _UNDERLINED
            if any(_covers(span, begin) for span in hits):
                style += self._palette.hit
            segments.append(Segment(text[begin:stop], self._on_top(style, begin, look)))
        return segments

    def _codings_on(self, start: int, end: int) -> list[Coding]:
        """What is coded on the characters of a row."""
        return self._shown.coded.touching(start, end)

    def _on_top(self, style: Style, offset: int, look: Look) -> Style:
        """What one is about to do, over what is there."""
        palette = self._palette
        if look.target is not None and _covers(look.target, offset):
            style += self._targeted(style)
        selected = look.selected is not None and _covers(look.selected, offset)
        if selected:
            style += _REVERSED if palette.plain else palette.selection
        if offset == look.cursor:
            style += _plain_cursor(on_selection=selected) if palette.plain else palette.cursor
        return style

    def _targeted(self, style: Style) -> Style:
        palette = self._palette
        if palette.plain:
            return _BOLD
        ground = palette.ground if style.bgcolor is None else Color.from_rich_color(style.bgcolor)
        return Style(bgcolor=ground.blend(palette.ink, _TARGET_STRENGTH).rich_color)

    def _base_style(self, paragraph: Paragraph | None) -> Style:
        if paragraph is None or paragraph.turn is None:
            return self._palette.aside
        if self._interview.is_moderator(paragraph.turn):
            return self._palette.moderator
        return self._palette.words

    def _coded(self, base: Style, cover: Sequence[Coding]) -> Style:
        """The style of covered words."""
        return self._on_ground(base, self._ground({coding.code for coding in cover}))

    def _on_ground(self, base: Style, ground: Color) -> Style:
        """Quiet words no quieter than can be read there."""
        written = self._palette.ink if base.color is None else Color.from_rich_color(base.color)
        ink = readable(written, ground=ground, ink=self._palette.ink)
        return base + Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def _ground(self, codes: Iterable[CodeId], share: float = 1.0) -> Color:
        """The codes' colours on the ground, each with a share of what a theme gives it."""
        key = (tuple(sorted(codes)), share)
        ground = self._grounds.get(key)
        if ground is None:
            palette = self._palette
            ground = self._grounds[key] = blended(
                palette.ground,
                (self._colour(code) for code in key[0]),
                strength=palette.strength * share,
                ink=palette.ink,
            )
        return ground

    def _brackets(
        self, coded: Coded, *, lanes: int, labels: int, mirrored: bool = False
    ) -> Brackets:
        return Brackets(
            self._layout,
            coded,
            names=self._names,
            ink=self._bracket_style,
            plain=self._palette.words,
            quiet=self._palette.time,
            lanes=lanes,
            labels=labels,
            mirrored=mirrored,
        )

    def _bracket_style(self, coding: Coding) -> Style:
        return self._ink_of(coding.code)

    def _colour(self, code: CodeId) -> Color:
        return self._colours.get(code, self._palette.ink)

    def _ink_of(self, code: CodeId) -> Style:
        style = self._inks.get(code)
        if style is None:
            palette = self._palette
            legible = readable(self._colour(code), ground=palette.ground, ink=palette.ink)
            style = self._inks[code] = palette.words + Style(color=legible.rich_color)
        return style


_NO_LOOK = Look()
_UNDERLINED = Style(underline=True)
_BOLD = Style(bold=True)
_REVERSED = Style(reverse=True)


def _plain_cursor(*, on_selection: bool) -> Style:
    return Style(bold=True, underline=True, reverse=not on_selection)


def _covers(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _bounds(start: int, end: int, spans: Iterable[Span | None], look: Look) -> list[int]:
    """Where the style of a row may change, from its first to behind its last character."""
    bounds = {start, end}
    for span in spans:
        if span is not None:
            bounds.add(min(max(span.start, start), end))
            bounds.add(min(max(span.end, start), end))
    if look.cursor is not None and start <= look.cursor < end:
        bounds.update((look.cursor, look.cursor + 1))
    return sorted(bounds)
