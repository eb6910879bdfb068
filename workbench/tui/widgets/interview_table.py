"""The list of interviews as a table.

Invariant: the interview under the cursor stays under it when rows come, go or are sorted anew, as
long as it is shown.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from workbench.model import InterviewId, InterviewSummary
from workbench.text.translation import _
from workbench.tui.widgets.interview_columns import (
    SPELT_OUT,
    Column,
    State,
    bar_of,
    columns_for,
    fitting,
    grouped,
    percent_coded,
    share_coded,
)

__all__ = ["InterviewTable", "grouped"]

_PLAIN = Style()


class InterviewTable(DataTable[Text], inherit_bindings=False):
    """Shows summaries in the order given; Enter or a click opens one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "interviews--quiet",
        "interviews--coded",
        "interviews--uncoded",
        "interviews--undirected",
        "interviews--finished",
        "interviews--in-progress",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select_cursor",
            _("Read"),
            id="interviews.read",
            tooltip=_("Open the interview under the cursor"),
        ),
        *(
            Binding(key, action, name, show=False, id=f"interviews.{ident}", tooltip=tooltip)
            for key, action, name, ident, tooltip in (
                ("up", "cursor_up", _("Up"), "up", _("One interview up")),
                ("down", "cursor_down", _("Down"), "down", _("One interview down")),
                ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
                ("pagedown", "page_down", _("Page down"), "page-down", _("One page down")),
                ("home", "scroll_top", _("First"), "first", _("To the first interview")),
                ("end", "scroll_bottom", _("Last"), "last", _("To the last interview")),
            )
        ),
    ]

    class Chosen(Message):
        """An interview is to be opened."""

        def __init__(self, interview: InterviewId) -> None:
            super().__init__()
            self.interview = interview

    class Moved(Message):
        """The cursor is on another interview."""

    class HeadingChosen(Message):
        """The rows are to be sorted by a column."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id, cursor_type="row")
        self._shown: Sequence[InterviewSummary] = ()
        self._among: Sequence[InterviewSummary] = ()
        self._sorted_by = "id"
        self._backwards = False
        self._painted_with: dict[str, Style] = {}

    def show(
        self,
        shown: Sequence[InterviewSummary],
        *,
        among: Sequence[InterviewSummary],
        sorted_by: str,
        backwards: bool,
    ) -> None:
        """Show these rows; `among` are all there are, which the widths are measured by."""
        at = self.under_cursor
        self._shown, self._among = shown, among
        self._sorted_by, self._backwards = sorted_by, backwards
        self._fill(at)

    @property
    def under_cursor(self) -> InterviewId | None:
        """The interview the cursor is on."""
        if 0 <= self.cursor_row < len(self._shown):
            return self._shown[self.cursor_row].id
        return None

    def go_to(self, interview: InterviewId) -> None:
        """Put the cursor on an interview, if it is shown."""
        row = next((i for i, each in enumerate(self._shown) if each.id == interview), None)
        if row is not None:
            self.move_cursor(row=row, animate=False)

    def on_resize(self) -> None:
        if self._among:
            self._fill(self.under_cursor)

    def notify_style_update(self) -> None:
        """The colours stand in the cells: another theme paints them anew."""
        super().notify_style_update()
        if self._shown:
            self.call_after_refresh(self._paint_anew)

    def _paint_anew(self) -> None:
        if self._inks() != self._painted_with:
            self._fill(self.under_cursor)

    def _inks(self) -> dict[str, Style]:
        styles = {name: self.get_component_rich_style(name) for name in self.COMPONENT_CLASSES}
        return {name: Style(color=each.color, bold=each.bold) for name, each in styles.items()}

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        self.post_message(self.Moved())

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        if event.row_key.value is not None:
            self.post_message(self.Chosen(InterviewId(event.row_key.value)))

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        event.stop()
        if event.column_key.value is not None:
            self.post_message(self.HeadingChosen(event.column_key.value))

    def _fill(self, at: InterviewId | None) -> None:
        row = self.cursor_row
        self._painted_with = self._inks()
        width = self.scrollable_content_region.width
        every = columns_for(self._among, spelt_out=width >= SPELT_OUT)
        columns = fitting(every, self._among, width=width, sorted_by=self._sorted_by)
        self.clear(columns=True)
        for column, cells in columns:
            self.add_column(self._heading(column, cells), width=cells, key=column.name)
        for each in self._shown:
            self.add_row(*(self._cell(each, *column) for column in columns), key=each.id)
        rows = [each.id for each in self._shown]
        if at in rows:
            row = rows.index(at)
        elif any(each.id == at for each in self._among):
            row = 0
        self.move_cursor(row=min(row, max(0, len(rows) - 1)), animate=False)

    def _heading(self, column: Column, cells: int) -> Text:
        name = column.heading[:1].upper() + column.heading[1:]
        if column.name == self._sorted_by:
            name = set_cell_size(name, min(cell_len(name), cells - 1))
            name += "▼" if self._backwards else "▲"
        return _aligned(name, cells, right=column.number)

    def _cell(self, interview: InterviewSummary, column: Column, cells: int) -> Text:
        text = _aligned(column.show(interview), cells, right=column.number)
        if column.name == "coded":
            full, rest = bar_of(share_coded(interview))
            quiet = "" if interview.coded_words else "quiet"
            return Text.assemble(
                (full, self._ink("coded")),
                (rest, self._ink("uncoded")),
                (f" {percent_coded(interview):>4}", self._ink(quiet)),
            )
        text.stylize(self._ink(_ink_of(interview, column.name)))
        return text

    def _ink(self, name: str) -> Style:
        """The colour and weight of a component, without its ground."""
        return self._painted_with.get(f"interviews--{name}", _PLAIN)


def _ink_of(interview: InterviewSummary, column: str) -> str:
    if column == "state":
        return {State.NEW: "quiet", State.IN_PROGRESS: "in-progress", State.FINISHED: "finished"}[
            State.of(interview)
        ]
    if column == "undirected":
        return "undirected" if interview.undirected else "quiet"
    if column == "codings":
        return "" if interview.codings else "quiet"
    return {"memo": "in-progress", "turns": "quiet", "words": "quiet", "people": "quiet"}.get(
        column, ""
    )


def _aligned(words: str, cells: int, *, right: bool) -> Text:
    text = Text(words, no_wrap=True, overflow="ellipsis", justify="right" if right else "left")
    text.truncate(cells, overflow="ellipsis")
    return text
