"""One row of the transcript as a strip of styled segments.

Invariant: text reaches the strip as it is, never as markup, and every strip is as wide as the pane.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from workbench.model import CodeId, Coding, Interview, Polarity
from workbench.tui.widgets.transcript.colours import blended, readable
from workbench.tui.widgets.transcript.columns import Columns
from workbench.tui.widgets.transcript.highlights import Bracket, Brackets, Highlights
from workbench.tui.widgets.transcript.layout import Layout, Paragraph

_SIGNS = {None: "", Polarity.PROMOTES: " +", Polarity.HINDERS: " −", Polarity.NEUTRAL: " 0"}
_CACHED_ROWS = 2048
_HERE = "▍"
_MORE_LANES = "║"


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
    ground: Color
    ink: Color
    strength: float
    """Share of a code's colour in the ground of a coded passage."""


class Painter:
    """Paints the rows of one layout with one set of codings, and remembers them.

    `highlights` are of these codings; they outlast the layout.
    """

    def __init__(
        self,
        interview: Interview,
        layout: Layout,
        *,
        codings: Sequence[Coding],
        highlights: Highlights,
        colours: Mapping[CodeId, Color],
        palette: Palette,
        columns: Columns,
        width: int,
    ) -> None:
        self._interview = interview
        self._layout = layout
        self._codings = codings
        self._colours = colours
        self._palette = palette
        self._columns = columns
        self._width = width
        self._highlights = highlights
        self._brackets = Brackets([coding.span for coding in codings], layout)
        self._label_widths: dict[tuple[CodeId, Polarity | None], int] = {}
        self._labels = self._brackets.labels(columns.labels, self._label_width)
        self._grounds: dict[tuple[CodeId, ...], Color] = {}
        self._strips: dict[tuple[int, bool, bool], Strip] = {}

    def strip(self, row: int, *, here: bool, in_turn: bool) -> Strip:
        """A row of the text.

        `here` marks the row one is on, `in_turn` the rows of the turn one is in.
        """
        key = (row, here, in_turn)
        painted = self._strips.get(key)
        if painted is None:
            if len(self._strips) >= _CACHED_ROWS:
                self._strips.clear()
            painted = self._strips[key] = self._paint(row, here=here, in_turn=in_turn)
        return painted

    def blank(self) -> Strip:
        """A row beyond the text."""
        return Strip.blank(self._width, self._palette.words)

    def _paint(self, row: int, *, here: bool, in_turn: bool) -> Strip:
        columns, palette = self._columns, self._palette
        paragraph = self._layout.paragraph(row)
        mark = _HERE if here else ("▏" if in_turn else " ")
        segments = [
            Segment(" " * columns.indent, palette.words),
            Segment(mark.ljust(columns.mark), palette.here),
            *self._gutter(row, paragraph),
            Segment(" " * columns.gap, palette.words),
            *self._words(row, paragraph),
        ]
        filled = columns.words + columns.measure + 1
        segments = [*Strip(segments).adjust_cell_length(filled, palette.words)]
        segments += self._lanes(row)
        segments.append(Segment(" ", palette.words))
        segments += self._labels_at(row)
        return Strip(segments).adjust_cell_length(self._width, palette.words)

    def _gutter(self, row: int, paragraph: Paragraph | None) -> list[Segment]:
        """The speaker on a turn's first row; the time beside it, or on the next row of words."""
        columns, palette = self._columns, self._palette
        turn = None if paragraph is None else paragraph.turn
        below = -1 if turn is None else row - self._layout.turn_row(turn)
        if turn is None or below > 1 or (below == 1 and self._layout.is_empty(row)):
            return [Segment(" " * columns.gutter, palette.words)]
        if below == 1:
            return [
                Segment(_fitted("" if columns.time else turn.time, columns.gutter), palette.time)
            ]
        moderator = self._interview.is_moderator(turn)
        style = palette.moderator_label if moderator else palette.speaker
        speaker = Segment(_fitted(turn.speaker, columns.speaker), style)
        if not columns.time:
            return [speaker]
        return [speaker, Segment(" " + _fitted(turn.time, columns.time), palette.time)]

    def _words(self, row: int, paragraph: Paragraph | None) -> list[Segment]:
        base = self._base_style(paragraph)
        text, start, end = self._interview.text, self._layout.starts[row], self._layout.ends[row]
        segments = []
        for begin, stop, cover in self._highlights.pieces(start, end):
            style = self._coded(base, cover) if cover else base
            segments.append(Segment(text[begin:stop], style))
        return segments

    def _base_style(self, paragraph: Paragraph | None) -> Style:
        if paragraph is None or paragraph.turn is None:
            return self._palette.aside
        if self._interview.is_moderator(paragraph.turn):
            return self._palette.moderator
        return self._palette.words

    def _coded(self, base: Style, cover: tuple[int, ...]) -> Style:
        """The style of covered words, quiet ones no quieter than can be read there."""
        ground = self._ground(cover)
        written = self._palette.ink if base.color is None else Color.from_rich_color(base.color)
        ink = readable(written, ground=ground, ink=self._palette.ink)
        return base + Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def _ground(self, cover: tuple[int, ...]) -> Color:
        codes = tuple(sorted({self._codings[index].code for index in cover}))
        ground = self._grounds.get(codes)
        if ground is None:
            palette = self._palette
            ground = self._grounds[codes] = blended(
                palette.ground,
                (self._colour(code) for code in codes),
                strength=palette.strength,
                ink=palette.ink,
            )
        return ground

    def _lanes(self, row: int) -> list[Segment]:
        """One cell for each lane, the outermost next to the labels.

        The cell next to the words also stands for the lanes there is no room for.
        """
        palette, room = self._palette, self._columns.lanes
        cells = [Segment(" ", palette.words)] * room
        for bracket in self._brackets.at(row):
            if bracket.lane < room:
                cells[room - 1 - bracket.lane] = Segment(
                    _corner(bracket, row), self._ink_of(bracket.coding)
                )
            else:
                cells[0] = Segment(_MORE_LANES, palette.time)
        return cells

    def _labels_at(self, row: int) -> list[Segment]:
        codings, left_out = self._labels.get(row, ([], 0))
        segments: list[Segment] = []
        room = self._columns.labels
        for index in codings:
            if segments:
                segments.append(Segment(" ", self._palette.words))
                room -= 1
            label = _fitted(self._label(index), min(room, self._label_width(index)))
            segments.append(Segment(label, self._ink_of(index)))
            room -= cell_len(label)
        if left_out:
            more = f" +{left_out}"
            kept = Strip(segments).adjust_cell_length(
                self._columns.labels - len(more), self._palette.words
            )
            segments = [*kept, Segment(more, self._palette.time)]
        return segments

    def _label(self, index: int) -> str:
        coding = self._codings[index]
        return f"{coding.code}{_SIGNS[coding.polarity]}"

    def _label_width(self, index: int) -> int:
        coding = self._codings[index]
        key = (coding.code, coding.polarity)
        width = self._label_widths.get(key)
        if width is None:
            width = min(cell_len(self._label(index)), self._columns.labels)
            self._label_widths[key] = width
        return width

    def _colour(self, code: CodeId) -> Color:
        return self._colours.get(code, self._palette.ink)

    def _ink_of(self, index: int) -> Style:
        palette = self._palette
        colour = self._colour(self._codings[index].code)
        legible = readable(colour, ground=palette.ground, ink=palette.ink)
        return palette.words + Style(color=legible.rich_color)


def _corner(bracket: Bracket, row: int) -> str:
    if bracket.first == bracket.last:
        return "]"
    if row == bracket.first:
        return "╮"
    return "╯" if row == bracket.last else "│"


def _fitted(label: str, width: int) -> str:
    """The label in exactly `width` cells, cut with an ellipsis where it does not fit."""
    if cell_len(label) > width:
        return set_cell_size(label, width - 1) + "…"
    return set_cell_size(label, width)
