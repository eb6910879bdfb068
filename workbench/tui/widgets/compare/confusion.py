"""Code by code: the characters that the first coder gave one code and the second another.

Invariant: the cursor is on a cell while there are any; each cell's shade is also a sign, so that it
is seen without colour.
"""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Codebook, CodeId, Coder, Confusion
from workbench.text.translation import _
from workbench.tui.widgets.compare.listed import code_name
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.transcript.brackets import fitted

_SHADES = " ░▒▓█"
_LABEL_AT_MOST = 12
_HEAD = 2
"""Rows of headings."""


class ConfusionTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the table; Enter or a second click asks for what stands behind a cell."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "confusion--names",
        "confusion--codes",
        "confusion--zero",
        "confusion--agreed",
        "confusion--differing",
        "confusion--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=show, id=f"matrix.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip, show in (
            ("up", "move(-1,0)", _("Up"), "up", _("To the cell above"), False),
            ("down", "move(1,0)", _("Down"), "down", _("To the cell below"), False),
            ("left", "move(0,-1)", _("Left"), "left", _("To the cell on the left"), False),
            ("right", "move(0,1)", _("Right"), "right", _("To the cell on the right"), False),
            (
                "enter",
                "choose",
                _("Disagreements"),
                "choose",
                _("Show the disagreements of this cell"),
                True,
            ),
        )
    ]

    at: var[tuple[int, int]] = var((0, 0), init=False)
    """Row and column of the cell one is on."""

    class Moved(Message):
        """The cursor is on another cell."""

    class Chosen(Message):
        """What stands behind a cell is wanted: the codes, None for not coded."""

        def __init__(self, first: CodeId | None, second: CodeId | None) -> None:
            super().__init__()
            self.first, self.second = first, second

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._table = Confusion((), ())
        self._labels: list[str] = []
        self._coders: tuple[Coder, Coder] = (Coder(""), Coder(""))
        self._widths: list[int] = []
        self._first_width = 0
        self._shares = False

    def show_table(
        self, table: Confusion, codebook: Codebook, coders: tuple[Coder, Coder], *, shares: bool
    ) -> None:
        """Show a table; shares: per cent of what the first coder gave the code of the row."""
        self._table, self._coders, self._shares = table, coders, shares
        self._labels = [code_name(code, codebook) for code in table.codes] + [_("not coded")]
        self._measure()
        last = len(self._labels) - 1
        self.set_reactive(ConfusionTable.at, (min(self.at[0], last), min(self.at[1], last)))
        self.refresh()

    @property
    def cell(self) -> tuple[CodeId | None, CodeId | None]:
        """The codes of the cell one is on; None for not coded."""
        codes: tuple[CodeId | None, ...] = (*self._table.codes, None)
        return codes[self.at[0]], codes[self.at[1]]

    @property
    def characters(self) -> int:
        """Of the cell one is on."""
        return self._table.characters[self.at[0]][self.at[1]] if self._table.characters else 0

    def _measure(self) -> None:
        told = [[self._told(row, column) for column in self._indexes] for row in self._indexes]
        self._widths = [
            max(cell_len(fitted_label(self._labels[column])), *(len(line[column]) for line in told))
            + 3
            for column in self._indexes
        ]
        names = [fitted_label(each) for each in self._labels]
        self._first_width = max(map(cell_len, [*names, f"‹ {self._coders[0]}"]), default=0) + 2
        width = self._first_width + sum(self._widths)
        self.virtual_size = Size(width, _HEAD + len(self._labels))

    @property
    def _indexes(self) -> range:
        return range(len(self._labels))

    def _told(self, row: int, column: int) -> str:
        number = self._table.characters[row][column]
        if not number:
            return "·"
        if not self._shares:
            return grouped(number)
        return f"{100 * number / max(1, sum(self._table.characters[row])):.0f} %"

    def _level(self, row: int, column: int) -> int:
        """How dark a cell is, 0 to 4, beside the largest; agreement apart from the rest."""
        number = self._table.characters[row][column]
        last = len(self._labels) - 1
        if not number or (row, column) == (last, last):
            return 0
        peers = [
            self._table.characters[i][j]
            for i in self._indexes
            for j in self._indexes
            if (i == j) == (row == column) and (i, j) != (last, last)
        ]
        share: float = (number / max(peers)) ** 0.5
        return max(1, min(4, round(share * 4)))

    def render_line(self, y: int) -> Strip:
        offset = self.scroll_offset
        row, width = offset.y + y, self.scrollable_content_region.width
        plain = self.get_component_rich_style("confusion--codes")
        if not self._labels or row >= _HEAD + len(self._labels):
            return Strip.blank(width, plain)
        segments = self._heading(row) if row < _HEAD else self._painted(row - _HEAD)
        whole = Strip(segments)
        # The names of the rows stay where they are; what is behind them moves.
        names = whole.crop(0, self._first_width)
        rest = whole.crop(self._first_width + offset.x, self._first_width + offset.x + width)
        return Strip([*names, *rest]).adjust_cell_length(width, plain)

    def _heading(self, row: int) -> list[Segment]:
        names = self.get_component_rich_style("confusion--names")
        codes = self.get_component_rich_style("confusion--codes")
        if row == 0:
            room = sum(self._widths)
            return [
                Segment(" " * self._first_width, codes),
                Segment(fitted(f" {self._coders[1]} ›", max(1, room)), names),
            ]
        heads = [Segment(fitted(f"‹ {self._coders[0]}", self._first_width), names)]
        for column, width in zip(self._indexes, self._widths, strict=True):
            style = names if column == self.at[1] else codes
            heads.append(Segment(fitted_label(self._labels[column]).rjust(width), style))
        return heads

    def _painted(self, row: int) -> list[Segment]:
        names = self.get_component_rich_style("confusion--names")
        codes = self.get_component_rich_style("confusion--codes")
        label = fitted(fitted_label(self._labels[row]), self._first_width)
        segments = [Segment(label, names if row == self.at[0] else codes)]
        for column, width in zip(self._indexes, self._widths, strict=True):
            level = self._level(row, column)
            told = self._told(row, column).rjust(width - 3)
            style = self._cell_style(row, column, level)
            segments += [Segment(" ", codes), Segment(f"{_SHADES[level]} {told}", style)]
        return segments

    def _cell_style(self, row: int, column: int, level: int) -> Style:
        if (row, column) == self.at:
            cursor = self.get_component_rich_style("confusion--cursor")
            return cursor + Style(reverse=True) if self.app.no_color else cursor
        if not self._table.characters[row][column]:
            return self.get_component_rich_style("confusion--zero")
        name = "agreed" if row == column else "differing"
        own = self.get_component_rich_style(f"confusion--{name}")
        ground = self.colors[2]
        ink = ground if own.color is None else Color.from_rich_color(own.color)
        return Style(color=self.colors[3].rich_color) + Style(
            bgcolor=ground.blend(ink, 0.11 * level).rich_color
        )

    def action_move(self, rows: int, columns: int) -> None:
        last = len(self._labels) - 1
        row, column = self.at[0] + rows, self.at[1] + columns
        if last >= 0:
            self.at = (max(0, min(row, last)), max(0, min(column, last)))

    def watch_at(self) -> None:
        self._bring_into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        if self._labels:
            self.post_message(self.Chosen(*self.cell))

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - _HEAD
        left = event.x - self._first_width + self.scroll_offset.x
        column = 0
        while column < len(self._widths) and left >= self._widths[column]:
            left -= self._widths[column]
            column += 1
        if 0 <= row < len(self._labels) and 0 <= column < len(self._labels) and left >= 0:
            again = (row, column) == self.at
            self.at = (row, column)
            if again or event.chain > 1:
                self.action_choose()

    def _bring_into_sight(self) -> None:
        row, column = self.at
        room = self.scrollable_content_region.width - self._first_width
        left = sum(self._widths[:column])
        right = left + self._widths[column]
        x = min(max(self.scroll_offset.x, right - room), left)
        height = self.scrollable_content_region.height
        y = max(0, min(max(self.scroll_offset.y, row + _HEAD - height + 1), row))
        self.scroll_to(x=max(0, x), y=y, animate=False, force=True)


def fitted_label(label: str) -> str:
    return label if cell_len(label) <= _LABEL_AT_MOST else fitted(label, _LABEL_AT_MOST)
