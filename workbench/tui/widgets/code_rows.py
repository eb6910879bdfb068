"""Codes in rows: swatch, id, name, key and counts, one of them under the cursor.

Invariant: the cursor stays on its code when rows come, go or change their order, as long as the
code is shown; the swatch is never the only sign of a code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
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
from workbench.tui.widgets.interview_table import grouped

_CURSOR = "▍"
_HERE = "•"
_SWATCH = "■"
_LEAST_COUNT = 3
"""Cells of a column of counts."""
_LEAST_NAME = 6
"""Cells; a name that would be cut shorter is left out."""


@dataclass(frozen=True, slots=True)
class CodeRow:
    """What a row says of a code."""

    code: CodeId
    colour: Color
    label: str
    """The id as far as it tells something here; may be empty."""
    name: str
    note: str = ""
    """Said after the name: why the row is shown."""
    key: str = ""
    counts: tuple[str, ...] = ()
    indent: int = 0
    """Cells."""
    sign: str = " "
    """One cell before the label."""
    here: bool = False
    """Whether the code is at the transcript's cursor."""


@dataclass(frozen=True, slots=True)
class _Inks:
    """The styles of one row."""

    words: Style
    quiet: Style
    label: Style
    mark: Style


class CodeRows(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows; the cursor moves by keys, a click chooses."""

    ALLOW_SELECT = False
    FOCUS_ON_CLICK = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "codes--words",
        "codes--quiet",
        "codes--label",
        "codes--mark",
        "codes--cursor",
        "codes--cursor-blurred",
        "codes--hover",
    }
    DEFAULT_CSS = """
    CodeRows {
        height: 1fr;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .codes--words { color: $foreground; }
        & > .codes--quiet { color: $quiet; }
        & > .codes--label { color: $foreground; text-style: bold; }
        & > .codes--mark { color: $accent; }
        & > .codes--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & > .codes--cursor-blurred {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        & > .codes--hover { background: $block-hover-background; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"codes.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "move(-1)", _("Up"), "up", _("One code up")),
            ("down", "move(1)", _("Down"), "down", _("One code down")),
            ("pageup", "page(-1)", _("Page up"), "page-up", _("One page of codes up")),
            ("pagedown", "page(1)", _("Page down"), "page-down", _("One page of codes down")),
            ("home", "edge(-1)", _("First"), "first", _("To the first code")),
            ("end", "edge(1)", _("Last"), "last", _("To the last code")),
            ("enter", "choose", _("Choose"), "choose", _("Choose the code under the cursor")),
        )
    ]

    cursor: var[int] = var(0, init=False)
    """The row the cursor is on."""
    hovered: var[int | None] = var[int | None](None, init=False)

    always_strong = False
    """Whether the cursor is as clear while another part of the screen has the keys."""
    keeps_cursor = True
    """Whether the cursor is seen at all while another part of the screen has the keys."""
    click_chooses = True
    """Whether the first click chooses; otherwise it moves the cursor, and the next one chooses."""
    aligned = False
    """Whether the names stand below each other."""

    class Highlighted(Message):
        """The cursor is on another code, or on none."""

        def __init__(self, rows: "CodeRows", code: CodeId | None) -> None:
            super().__init__()
            self.rows = rows
            self.code = code

        @property
        def control(self) -> "CodeRows":
            return self.rows

    class Clicked(Message):
        """A code was clicked on, without being chosen."""

        def __init__(self, rows: "CodeRows", code: CodeId) -> None:
            super().__init__()
            self.rows = rows
            self.code = code

        @property
        def control(self) -> "CodeRows":
            return self.rows

    class Chosen(Message):
        """A code is chosen, by Enter or a click."""

        def __init__(self, rows: "CodeRows", code: CodeId) -> None:
            super().__init__()
            self.rows = rows
            self.code = code

        @property
        def control(self) -> "CodeRows":
            return self.rows

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._rows: Sequence[CodeRow] = ()
        self._has_keys = False
        self._clicked = -1
        """The row clicked on last."""
        self._count_widths: tuple[int, ...] = ()
        self._label_width = 0
        self._told: CodeId | None = None

    @property
    def under_cursor(self) -> CodeId | None:
        """The code the cursor is on."""
        return self._rows[self.cursor].code if self.cursor < len(self._rows) else None

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The codes that have a row, in their order."""
        return tuple(row.code for row in self._rows)

    def show_rows(self, rows: Sequence[CodeRow], *, at: CodeId | None = None) -> None:
        """Show other rows with the cursor on `at`, else on the code it was on, else near it."""
        wanted = self.under_cursor if at is None else at
        self._rows = rows
        self._measure()
        codes = self.codes
        place = codes.index(wanted) if wanted in codes else self.cursor
        self.set_reactive(CodeRows.cursor, min(place, max(0, len(rows) - 1)))
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
        self._bring_into_sight()
        self.refresh()
        self._tell()

    def change_row(self, place: int, row: CodeRow) -> None:
        """Show another row of the same code and widths in the place of one."""
        self._rows = [*self._rows[:place], row, *self._rows[place + 1 :]]
        self.refresh_lines(place)

    def note_on(self, row: CodeRow) -> str:
        """What is said after the name; asked for when the row is painted."""
        return row.note

    def go_to(self, code: CodeId) -> None:
        """Put the cursor on a code, if it is shown."""
        if code in self.codes:
            self.cursor = self.codes.index(code)

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        base = self.get_component_rich_style("codes--words")
        if row >= len(self._rows):
            return Strip.blank(self.size.width, base)
        inks = self._inks(row)
        strip = Strip(self._segments(self._rows[row], inks, width, at_cursor=self._is_seen(row)))
        strip = strip.adjust_cell_length(width, inks.words)
        return strip.adjust_cell_length(self.size.width, base)

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_lines(old)
        self.refresh_lines(new)
        self._bring_into_sight()
        self._tell()

    def watch_hovered(self, old: int | None, new: int | None) -> None:
        for row in (old, new):
            if row is not None:
                self.refresh_lines(row)

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.refresh_lines(self.cursor)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.refresh())

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        self._bring_into_sight()
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row = self._row_at(event)
        self.hovered = row

    def on_leave(self) -> None:
        self.hovered = None

    def on_click(self, event: events.Click) -> None:
        row = self._row_at(event)
        if row is None:
            return
        event.stop()
        again = row == (self.cursor if self.keeps_cursor else self._clicked)
        self.cursor = self._clicked = row
        code = self.under_cursor
        if self.click_chooses or again:
            self.action_choose()
        elif code is not None:
            self.post_message(self.Clicked(self, code))

    def action_move(self, step: int) -> None:
        self._move_to(self.cursor + step)

    def action_page(self, step: int) -> None:
        self._move_to(self.cursor + step * max(1, self.size.height - 1))

    def action_edge(self, side: int) -> None:
        self._move_to(0 if side < 0 else len(self._rows) - 1)

    def action_choose(self) -> None:
        code = self.under_cursor
        if code is not None:
            self.post_message(self.Chosen(self, code))

    def _move_to(self, row: int) -> None:
        self.cursor = min(max(row, 0), max(0, len(self._rows) - 1))

    def _tell(self) -> None:
        code = self.under_cursor
        if code != self._told:
            self._told = code
            self.post_message(self.Highlighted(self, code))

    def _row_at(self, event: events.MouseEvent) -> int | None:
        at = event.get_content_offset(self)
        row = None if at is None else self.scroll_offset.y + at.y
        return row if row is not None and row < len(self._rows) else None

    def _bring_into_sight(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if height <= 0:
            return
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False)

    def _is_seen(self, row: int) -> bool:
        seen = self.always_strong or self.keeps_cursor or self.has_focus
        return row == self.cursor and seen

    def _inks(self, row: int) -> _Inks:
        words = self.get_component_rich_style("codes--words")
        quiet = self.get_component_rich_style("codes--quiet")
        label = self.get_component_rich_style("codes--label")
        mark = self.get_component_rich_style("codes--mark")
        if self._is_seen(row):
            strong = self.always_strong or self.has_focus
            name = "codes--cursor" if strong else "codes--cursor-blurred"
            ground = self.get_component_rich_style(name)
            # Quiet words need not be readable on the cursor's ground, so all of them are ink.
            return _Inks(ground, ground, ground + Style(bold=True), ground)
        if row == self.hovered:
            hover = self.get_component_rich_style("codes--hover")
            ground = Style(bgcolor=hover.bgcolor)
            return _Inks(words + ground, quiet + ground, label + ground, mark + ground)
        return _Inks(words, quiet, label, mark)

    def _segments(self, row: CodeRow, inks: _Inks, width: int, *, at_cursor: bool) -> list[Segment]:
        swatch = inks.words + Style(color=row.colour.rich_color)
        left = [
            Segment(_CURSOR if at_cursor else " ", inks.mark),
            Segment(_HERE if row.here else " ", inks.mark),
            Segment(" " * row.indent, inks.words),
            Segment(_SWATCH, swatch),
            Segment(row.sign, inks.quiet),
        ]
        right = self._right(row)
        room = width - 4 - row.indent - cell_len(right)
        middle = self._middle(row, inks, room)
        filled = sum(segment.cell_length for segment in middle)
        gap = Segment(" " * max(0, room - filled), inks.words)
        return [*left, *middle, gap, Segment(right, inks.quiet)]

    def _middle(self, row: CodeRow, inks: _Inks, room: int) -> list[Segment]:
        """Label, name and note in the room there is, a blank at the end."""
        cells = max(0, room - 1)
        label = _cut(row.label, cells)
        if self.aligned and self._label_width:
            label = label.ljust(min(self._label_width, cells))
        note = self.note_on(row)
        segments = [Segment(label, inks.label)] if label else []
        cells -= cell_len(label) + (2 if label else 0)
        if row.name and cells >= min(_LEAST_NAME, cell_len(row.name)):
            reserved = min(cell_len(note) + 2, cells // 2) if note else 0
            name = _cut(row.name, cells - reserved)
            segments.append(Segment(f"  {name}" if label else name, inks.words))
            cells -= cell_len(name) + 2
        if note and cells >= _LEAST_NAME:
            segments.append(Segment(f"  {_cut(note, cells)}", inks.quiet))
        return segments

    def _right(self, row: CodeRow) -> str:
        """The key and the counts, each in its column."""
        return self._in_columns(row.key, row.counts)

    def headings(self, *counts: str) -> str:
        """Words of three letters that stand above the columns of counts there are."""
        return self._in_columns("", counts)

    def _in_columns(self, key: str, counts: Sequence[str]) -> str:
        columns = [key.rjust(1)] if self._has_keys else []
        for place, width in enumerate(self._count_widths):
            columns.append((counts[place] if place < len(counts) else "").rjust(width))
        return "  ".join(columns) + " "

    def _measure(self) -> None:
        rows = self._rows
        self._has_keys = any(row.key for row in rows)
        self._label_width = max((cell_len(row.label) for row in rows), default=0)
        columns = max((len(row.counts) for row in rows), default=0)
        self._count_widths = tuple(
            max([_LEAST_COUNT, *(cell_len(row.counts[at]) for row in rows if at < len(row.counts))])
            for at in range(columns)
        )


def told_count(count: int) -> str:
    """A count as a row shows it; a code that is not used stands back."""
    return grouped(count) if count else "·"


def _cut(words: str, cells: int) -> str:
    if cell_len(words) <= cells:
        return words
    return set_cell_size(words, max(0, cells - 1)).rstrip() + "…" if cells > 0 else ""
