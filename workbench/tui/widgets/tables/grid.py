"""The grid of a table: names at the left and headings above stay in sight, the figures move.

Invariant: the cursor is on a cell while there are any; a figure is shown whole or not at all; each
cell's shade is also a sign, so that it is seen without colour.
"""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
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

from workbench.model import CodeId
from workbench.text.translation import _
from workbench.tui.widgets.compare.drift_chart import bar
from workbench.tui.widgets.tables.laid import Laid, LaidCell, LaidColumn, LaidRow
from workbench.tui.widgets.transcript.brackets import fitted

SHADES = " ░▒▓█"
"""Nothing, and quarters of the largest figure."""

_WIDE = 110
"""Cells from which there is room for whole names and for bars."""
_NAME_AT_MOST = {False: 24, True: 44}
_HEADING_AT_MOST = {False: 12, True: 16}
_GAP = 2
_BAR = 8
_SWATCH = "■"


class TableGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a table; Enter or a second click asks for what a cell counts."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--name",
        "table--heading",
        "table--here",
        "table--figure",
        "table--zero",
        "table--shade",
        "table--total",
        "table--up",
        "table--down",
        "table--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=show, id=f"table.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip, show in (
            ("enter", "choose", _("Passages"), "passages", _("List what the cell counts"), True),
            ("up", "move(-1,0)", _("Up"), "up", _("To the cell above"), False),
            ("down", "move(1,0)", _("Down"), "down", _("To the cell below"), False),
            ("left", "move(0,-1)", _("Left"), "left", _("To the cell on the left"), False),
            ("right", "move(0,1)", _("Right"), "right", _("To the cell on the right"), False),
            ("pageup", "page(-1)", _("Page up"), "page-up", _("One page of rows up"), False),
            ("pagedown", "page(1)", _("Page down"), "page-down", _("One page down"), False),
            ("home", "edge(0,-1)", _("First"), "first", _("To the first value"), False),
            ("end", "edge(0,1)", _("Last"), "last", _("To the total"), False),
            ("ctrl+home", "edge(-1,0)", _("Top"), "top", _("To the first row"), False),
            ("ctrl+end", "edge(1,0)", _("Bottom"), "bottom", _("To the last row"), False),
        )
    ]

    at: var[tuple[int, int]] = var((0, 0), init=False)
    """Row and column of the cell one is on."""

    class Moved(Message):
        """The cursor is on another cell."""

    class Chosen(Message):
        """What the cell under the cursor counts is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._laid = Laid()
        self._name_cells = self._note_cells = 0
        """Cells of the names and of the directions behind them."""
        self._signed = False
        """Whether any row has something folded below it, or could."""
        self._ends: list[int] = []
        """Where each column ends, from the first column on."""

    def show_laid(self, laid: Laid) -> None:
        """Show a table; the cursor stays with its code and value, as far as they are there."""
        here = self.here
        self._laid = laid
        if here is not None:
            self.set_reactive(TableGrid.at, (_row_like(laid, here[0]), _column_like(laid, here[1])))
        self._measure()
        self.call_after_refresh(self._bring_into_sight)
        self.refresh()

    @property
    def here(self) -> tuple[LaidRow, LaidColumn, LaidCell] | None:
        """The cell one is on, with what it stands under."""
        row, column = self.at
        if row >= len(self._laid.rows) or column >= len(self._laid.columns):
            return None
        found = self._laid.rows[row]
        return found, self._laid.columns[column], found.cells[column]

    # -- measures -----------------------------------------------------------------------------

    @property
    def _wide(self) -> bool:
        return self.size.width >= _WIDE

    @property
    def _barred(self) -> bool:
        return self._wide and self._laid.barred

    @property
    def _head(self) -> int:
        """Rows of headings."""
        return self._laid.levels + bool(self._laid.measures)

    @property
    def _front(self) -> int:
        """Cells at the left that do not move."""
        return self._name_cells + (self._note_cells + 1 if self._note_cells else 0)

    def _measure(self) -> None:
        laid = self._laid
        self._signed = any(row.sign.strip() for row in laid.rows)
        front = 5 if self._signed else 3
        labels = (2 * row.depth + front + cell_len(row.label) for row in laid.rows)
        self._name_cells = min(_NAME_AT_MOST[self._wide], max(labels, default=0))
        self._note_cells = max((cell_len(row.note) for row in laid.rows), default=0)
        self._ends = list(accumulate(map(self._width, range(len(laid.figures)))))
        width = self._front + (self._ends[-1] if self._ends else 0)
        self.virtual_size = Size(width, self._head + len(laid.rows))

    def _width(self, at: int) -> int:
        """Cells of a column: a gap, its figures, and its shade or bar behind them."""
        widths = self._laid.figures[at]
        figures = sum(widths) + 2 * (len(widths) - 1)
        heading = min(_HEADING_AT_MOST[self._wide], cell_len(self._laid.columns[at].headings[-1]))
        return _GAP + max(figures, heading) + 2 + (_BAR if self._has_bar(at) else 0)

    def _has_bar(self, at: int) -> bool:
        return self._barred and self._laid.columns[at].parts is None

    def on_resize(self) -> None:
        self._measure()
        self._bring_into_sight()

    # -- painting -----------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        plain = self.get_component_rich_style("table--name")
        row = self.scroll_offset.y + y - self._head
        if not self._laid.rows or (y >= self._head and row >= len(self._laid.rows)):
            return Strip.blank(width, plain)
        segments = list(self._heading(y) if y < self._head else self._painted(row))
        return Strip(segments).adjust_cell_length(width, plain)

    def _in_sight(self) -> tuple[range, bool]:
        """The columns that are shown whole, and whether there are more behind them."""
        left = self.scroll_offset.x
        room = self.scrollable_content_region.width - self._front
        first = bisect_right(self._ends, left)
        if left > (self._ends[first - 1] if first else 0):
            first += 1
        after = bisect_right(self._ends, left + room)
        return range(min(first, after), after), after < len(self._ends)

    def _heading(self, level: int) -> Iterator[Segment]:
        plain = self.get_component_rich_style("table--heading")
        columns, more = self._in_sight()
        told = "‹" if columns and columns[0] > 0 and level == 0 else ""
        yield Segment(told.rjust(self._front), plain)
        if level == self._laid.levels:
            yield from self._measure_names(columns, plain)
        elif level < self._laid.levels - 1:
            yield from self._upper_headings(columns, level, plain)
        else:
            for at in columns:
                heading = self._laid.columns[at].headings[level]
                yield from self._right(at, heading, self._heading_style(at, plain))
        if more and level == 0:
            yield Segment(" ›", plain)

    def _right(self, at: int, words: str, style: Style) -> Iterator[Segment]:
        """Words above the figures of a column."""
        plain = self.get_component_rich_style("table--heading")
        behind = 2 + (_BAR if self._has_bar(at) else 0)
        room = self._width(at) - _GAP - behind
        words = words if cell_len(words) <= room else fitted(words, room)
        yield Segment(" " * (_GAP + room - cell_len(words)), plain)
        yield Segment(words, style)
        yield Segment(" " * behind, plain)

    def _heading_style(self, at: int, plain: Style) -> Style:
        return self.get_component_rich_style("table--here") if at == self.at[1] else plain

    def _upper_headings(self, columns: range, level: int, plain: Style) -> Iterator[Segment]:
        """The value of the first attribute, once over all columns that have it."""
        at = columns.start
        while at < columns.stop:
            above = self._laid.columns[at].headings[: level + 1]
            end = at + 1
            while end < columns.stop and self._laid.columns[end].headings[: level + 1] == above:
                end += 1
            room = sum(map(self._width, range(at, end)))
            here = at <= self.at[1] < end
            style = self.get_component_rich_style("table--here") if here else plain
            yield Segment(" " * _GAP, plain)
            yield Segment(fitted(above[-1], room - _GAP), style)
            at = end

    def _measure_names(self, columns: range, plain: Style) -> Iterator[Segment]:
        for at in columns:
            yield from self._right(at, self._joined(at, self._laid.measures), plain)

    def _joined(self, at: int, words: tuple[str, ...]) -> str:
        widths = self._laid.figures[at]
        return "  ".join(word.rjust(width) for word, width in zip(words, widths, strict=True))

    def _painted(self, row: int) -> Iterator[Segment]:
        laid = self._laid.rows[row]
        yield from self._named(laid, here=row == self.at[0])
        for at in self._in_sight()[0]:
            yield from self._cell(laid.cells[at], at, here=(row, at) == self.at)

    def _named(self, row: LaidRow, *, here: bool) -> Iterator[Segment]:
        style = self.get_component_rich_style("table--here" if here else "table--name")
        if self._name_cells:
            swatch = Style(color=row.colour) if row.colour and row.label else Style()
            sign = f"{row.sign} " if self._signed else ""
            front = f" {'  ' * row.depth}{sign}"
            room = self._name_cells - cell_len(front) - 2
            yield Segment(front, style)
            yield Segment(_SWATCH if row.label else " ", style + swatch)
            yield Segment(" " + fitted(row.label, max(0, room)), style)
        if self._note_cells:
            tones = {"+": "up", "-": "down"}
            tone = tones.get(row.direction or "")
            own = self.get_component_rich_style(f"table--{tone}") if tone and not here else style
            yield Segment(" " + fitted(row.note, self._note_cells), own)

    def _cell(self, cell: LaidCell, at: int, *, here: bool) -> Iterator[Segment]:
        plain = self.get_component_rich_style("table--name")
        whole = self._laid.columns[at].parts is None
        level = 0 if whole else self._level(cell)
        style = self._cell_style(cell, level, here=here, whole=whole)
        behind = 2 + (_BAR if self._has_bar(at) else 0)
        room = self._width(at) - _GAP - behind
        yield Segment(" " * (_GAP - 1), plain)
        yield Segment(" " + self._joined(at, cell.words).rjust(room), style)
        if not self._has_bar(at):
            yield Segment(f" {SHADES[level]}", style)
            return
        most = max((row.cells[at].count for row in self._laid.rows), default=0)
        told = bar(cell.count / most, _BAR).replace("·", " ") if most else " " * _BAR
        yield Segment("  " + told, self.get_component_rich_style("table--shade"))

    def _level(self, cell: LaidCell) -> int:
        """How dark a cell is, 0 to 4: by quarters of the largest."""
        if cell.figure <= 0 or not self._laid.most:
            return 0
        return 1 + min(3, int(4 * cell.figure / self._laid.most))

    def _cell_style(self, cell: LaidCell, level: int, *, here: bool, whole: bool) -> Style:
        if here:
            cursor = self.get_component_rich_style("table--cursor")
            return cursor + Style(reverse=True) if self.app.no_color else cursor
        if cell.tone:
            return self.get_component_rich_style(f"table--{cell.tone}")
        if not cell.count and cell.key is not None:
            return self.get_component_rich_style("table--zero")
        if whole or cell.key is None:
            return self.get_component_rich_style("table--total" if whole else "table--name")
        own = self.get_component_rich_style("table--shade")
        ground = self.colors[2]
        ink = ground if own.color is None else Color.from_rich_color(own.color)
        shade = Style(bgcolor=ground.blend(ink, 0.1 * level).rich_color)
        return self.get_component_rich_style("table--figure") + shade

    # -- moving -------------------------------------------------------------------------------

    def go_to_code(self, code: CodeId) -> None:
        """To the first row of a code, under the same value."""
        row = next((at for at, row in enumerate(self._laid.rows) if row.code == code), None)
        if row is not None:
            self._go_to(row, self.at[1])

    def action_move(self, rows: int, columns: int) -> None:
        self._go_to(self.at[0] + rows, self.at[1] + columns)

    def action_page(self, direction: int) -> None:
        rows = max(1, self.scrollable_content_region.height - self._head - 1)
        self._go_to(self.at[0] + direction * rows, self.at[1])

    def action_edge(self, rows: int, columns: int) -> None:
        far = len(self._laid.rows) + len(self._laid.columns)
        self._go_to(self.at[0] + far * rows, self.at[1] + far * columns)

    def _go_to(self, row: int, column: int) -> None:
        last = len(self._laid.rows) - 1, len(self._laid.columns) - 1
        if min(last) >= 0:
            self.at = max(0, min(row, last[0])), max(0, min(column, last[1]))

    def watch_at(self) -> None:
        self._bring_into_sight()
        self.refresh()
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        if self.here is not None:
            self.post_message(self.Chosen())

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - self._head
        first = self._in_sight()[0].start
        left = event.x - self._front + (self._ends[first - 1] if first else 0)
        column = bisect_right(self._ends, left)
        if event.y < self._head or event.x < self._front or row >= len(self._laid.rows):
            return
        if column < len(self._ends):
            again = (row, column) == self.at
            self._go_to(row, column)
            if again or event.chain > 1:
                self.action_choose()

    def _bring_into_sight(self) -> None:
        row, column = self.at
        if column >= len(self._ends):
            return
        room = max(1, self.scrollable_content_region.width - self._front)
        begins = [0, *self._ends]
        # The first column in sight is shown from its beginning on.
        least = next(
            begin for begin in begins if begin >= min(self._ends[column] - room, begins[column])
        )
        x = min(max(self.scroll_offset.x, least), begins[column])
        rows = max(1, self.scrollable_content_region.height - self._head)
        y = max(0, min(max(self.scroll_offset.y, row - rows + 1), row))
        self.scroll_to(x=x, y=y, animate=False, force=True)


def _row_like(laid: Laid, before: LaidRow) -> int:
    """The row of the same code and direction, of the same code, or the first."""
    for same in (
        lambda row: (row.code, row.direction) == (before.code, before.direction),
        lambda row: row.code == before.code,
    ):
        found = next((at for at, row in enumerate(laid.rows) if same(row)), None)
        if found is not None:
            return found
    return 0


def _column_like(laid: Laid, before: LaidColumn) -> int:
    """The column of the same value; of the whole the whole; else the first."""
    return next((at for at, each in enumerate(laid.columns) if each.parts == before.parts), 0)
