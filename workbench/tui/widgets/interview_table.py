"""The list of interviews as a table: which columns fit, in which order the rows stand.

Invariant: the interview under the cursor stays under it when rows come, go or are sorted anew, as
long as it is shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import DataTable

from workbench.model import InterviewId, InterviewSummary
from workbench.text import natural_key, swedish_key
from workbench.text.translation import _

SortKey = tuple[object, ...]

_TITLE_AT_LEAST = 22
_VALUE_AT_MOST = 20
_SPELT_OUT = 100
"""From this width on the state is told in words, below by its sign alone."""


class State(Enum):
    """How far the coder has come, in the order of work."""

    NEW = 0
    IN_PROGRESS = 1
    FINISHED = 2

    @classmethod
    def of(cls, interview: InterviewSummary) -> "State":
        if interview.finished:
            return cls.FINISHED
        return cls.IN_PROGRESS if interview.codings else cls.NEW

    def told(self, *, spelt_out: bool = True) -> str:
        """A sign, and words if wanted: `◐ in progress`."""
        sign = "○◐●"[self.value]
        words = (_("new"), _("in progress"), _("finished"))[self.value]
        return f"{sign} {words}" if spelt_out else sign


@dataclass(frozen=True)
class Column:
    """What one column shows of an interview and how it is sorted by it."""

    name: str
    """Stable: names the column in the order of sorting."""
    heading: str
    show: Callable[[InterviewSummary], str]
    sort: Callable[[InterviewSummary], SortKey]
    number: bool = False


def _attribute_column(name: str) -> Column:
    def show(interview: InterviewSummary) -> str:
        return interview.attributes.get(name, "")

    return Column(
        f"attribute:{name}",
        name,
        show,
        lambda interview: (not show(interview), natural_key(show(interview))),
    )


def _counted(name: str, heading: str, count: Callable[[InterviewSummary], int]) -> Column:
    return Column(
        name,
        heading,
        lambda interview: grouped(count(interview)),
        lambda interview: (-count(interview),),
        number=True,
    )


def grouped(count: int) -> str:
    """`12 345`: thousands divided by a no-break space."""
    return f"{count:,}".replace(",", "\u00a0")


def telling_attributes(interviews: Sequence[InterviewSummary]) -> list[str]:
    """The attributes, those first that tell most: words before figures, groups before details.

    An attribute makes groups when its values are at most half as many as the interviews.
    """
    values: dict[str, list[str]] = {}
    for each in interviews:
        for name, value in each.attributes.items():
            if value:
                values.setdefault(name, []).append(value)

    def rank(name: str) -> tuple[bool, bool]:
        told = values[name]
        in_words = any(char.isalpha() for char in "".join(told))
        return not in_words, len(set(told)) > max(1, len(interviews) // 2)

    return sorted(values, key=rank)


def columns_for(interviews: Sequence[InterviewSummary], *, spelt_out: bool = True) -> list[Column]:
    """Every column these interviews have.

    The state is told in words, or by its sign alone and without a heading.
    """
    return [
        Column("id", _("Id"), lambda each: each.id, lambda each: (natural_key(each.id),)),
        Column("title", _("Title"), lambda each: each.title, lambda each: swedish_key(each.title)),
        *map(_attribute_column, telling_attributes(interviews)),
        _counted("turns", _("Turns"), lambda each: each.turns),
        _counted("words", _("Words"), lambda each: each.words),
        _counted("people", _("People"), lambda each: each.participants),
        _counted("codings", _("Codings"), lambda each: each.codings),
        Column(
            "state",
            _("State") if spelt_out else "",
            lambda each: State.of(each).told(spelt_out=spelt_out),
            lambda each: (State.of(each).value,),
        ),
    ]


def in_order(
    interviews: Sequence[InterviewSummary], column: Column, *, backwards: bool
) -> list[InterviewSummary]:
    """Sorted by a column; equal ones by id."""
    by_id = sorted(interviews, key=lambda each: natural_key(each.id))
    return sorted(by_id, key=column.sort, reverse=backwards)


def _width(column: Column, interviews: Sequence[InterviewSummary], *, sorted_by: str) -> int:
    sign = 1 if column.name == sorted_by else 0
    cells = (cell_len(column.show(each)) for each in interviews)
    return max([cell_len(column.heading) + sign, *cells])


def fitting(
    columns: Sequence[Column],
    interviews: Sequence[InterviewSummary],
    *,
    width: int,
    sorted_by: str = "id",
) -> list[tuple[Column, int]]:
    """The columns that fit into `width` cells, each with its own width without padding.

    Attributes give way, the last first; the title takes what is left.
    """
    wanted = {each.name: _width(each, interviews, sorted_by=sorted_by) for each in columns}
    for column in columns:
        if column.name.startswith("attribute:"):
            wanted[column.name] = min(wanted[column.name], _VALUE_AT_MOST)
    title = min(wanted["title"], max(_TITLE_AT_LEAST, width // 5))
    kept = list(columns)
    while sum(wanted[each.name] + 2 for each in kept) - wanted["title"] + title > width:
        attributes = [each for each in kept if each.name.startswith("attribute:")]
        if not attributes:
            break
        kept.remove(attributes[-1])
    others = sum(wanted[each.name] + 2 for each in kept if each.name != "title") + 2
    wanted["title"] = max(8, min(max(wanted["title"], 8), width - others))
    return [(each, wanted[each.name]) for each in kept]


class InterviewTable(DataTable[Text], inherit_bindings=False):
    """Shows summaries in the order given; Enter or a click opens one."""

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
        width = self.scrollable_content_region.width
        every = columns_for(self._among, spelt_out=width >= _SPELT_OUT)
        columns = fitting(every, self._among, width=width, sorted_by=self._sorted_by)
        self.clear(columns=True)
        for column, cells in columns:
            self.add_column(self._heading(column, cells), width=cells, key=column.name)
        for each in self._shown:
            self.add_row(*(_cell(column, each, cells) for column, cells in columns), key=each.id)
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


def _cell(column: Column, interview: InterviewSummary, cells: int) -> Text:
    return _aligned(column.show(interview), cells, right=column.number)


def _aligned(words: str, cells: int, *, right: bool) -> Text:
    text = Text(words, no_wrap=True, overflow="ellipsis", justify="right" if right else "left")
    text.truncate(cells, overflow="ellipsis")
    return text
