"""Tables as a workbook: the figures on one sheet, how they were counted on the next.

Invariant: text is text, never a formula, a link or a number; equal grids give equal bytes.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, BinaryIO

from workbench.model import Column, Grid, GridCell, GridRow, Shape, row_shape

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FORMS = {
    Shape.TEXT: "@",
    Shape.COUNT: "0",
    Shape.SIGNED: "+0;−0;0",
    Shape.SHARE: "0.0 %",
    Shape.RATE: "0.0",
    Shape.FIGURE: "+0.00;−0.00;0.00",
    Shape.CHANCE: "0.000",
}

_LIGHT, _DARK = "#FFFFFF", "#56B4E9"
"""Okabe and Ito's sky blue: black figures can be read on it."""

_PAGE = 260
"""Characters beside each other that can still be read on one landscape A4."""

_LINE = 15
"""Points: the height of a row of one line. A letter is about 0.85 of a figure wide."""

_LONGEST_CELL = 32_767
"""Characters (Microsoft, "Excel specifications and limits")."""

_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def workbook(
    out: BinaryIO, grids: Sequence[Grid], *, names: Sequence[str], created: datetime, author: str
) -> None:
    """Write each grid on a sheet of its name, then one sheet that says how they were counted.

    created: the time that stands in the file, of the project's last event.
    """
    import xlsxwriter

    # What is written goes to memory first: XlsxWriter closes the file that it is given.
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, _PLAIN)
    book.set_properties({"title": _capital(grids[0].title), "author": author, "created": created})
    formats = _Formats(book)
    for grid, name in zip(grids, names, strict=True):
        _Sheet(book.add_worksheet(_sheet_name(name)), grid, formats).write()
    _explain(book.add_worksheet(_sheet_name(grids[0].labels["counted"])), grids, formats)
    book.close()
    out.write(held.getvalue())


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]


def _sheet_name(name: str) -> str:
    """At most 31 characters, none of `[ ] : * ? / \\`."""
    return "".join("–" if char in "[]:*?/\\'" else char for char in name)[:31]


class _Formats:
    """Makes each format once."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **wanted: object) -> "Format":
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            font = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
            self._made[key] = self._book.add_format({**font, **wanted})
        return self._made[key]


class _Sheet:
    """One grid on one sheet."""

    def __init__(self, sheet: "Worksheet", grid: Grid, formats: _Formats) -> None:
        self.sheet, self.grid, self.formats = sheet, grid, formats
        self.levels = len(grid.columns[0].headings)
        self.first = 2 + self.levels
        """The row of the first figures: a title, a blank line, the headings."""

    def write(self) -> None:
        sheet, grid = self.sheet, self.grid
        sheet.write_string(0, 0, _capital(grid.title), self.formats.of(bold=True, font_size=14))
        self._headings()
        widths = self._widths()
        for at, row in enumerate(grid.rows):
            self._row(self.first + at, row)
            lines = max(
                ceil(len(str(row.cells[head] or "")) * 0.85 / (widths[head] - 1))
                for head in range(grid.heads)
            )
            sheet.set_row(self.first + at, _LINE * max(1, lines))
        below = self.first + len(grid.rows) + 1
        for at, line in enumerate(grid.below):
            sheet.write_string(below + at, 0, line, self.formats.of(italic=True))
        self._shade()
        self._bars()
        sheet.freeze_panes(self.first, grid.heads)
        sheet.repeat_rows(2, self.first - 1)
        sheet.repeat_columns(0, grid.heads - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        if sum(widths) <= _PAGE:
            sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F&R&P / &N")

    def _headings(self) -> None:
        for level in range(self.levels):
            for (left, right), heading in _runs(self.grid.columns, level):
                is_text = self.grid.columns[left].shape is Shape.TEXT
                form = self.formats.of(
                    bold=True,
                    bottom=1 if level == self.levels - 1 else 0,
                    text_wrap=True,
                    align="left" if is_text else "center" if right > left else "right",
                    indent=int(is_text and left >= self.grid.heads),
                )
                if right > left and heading:
                    self.sheet.merge_range(2 + level, left, 2 + level, right, heading, form)
                else:
                    for column in range(left, right + 1):
                        self.sheet.write_string(2 + level, column, heading, form)

    def _row(self, at: int, row: GridRow) -> None:
        for column, (cell, of) in enumerate(zip(row.cells, self.grid.columns, strict=True)):
            shape = row_shape(row, of)
            form = self.formats.of(
                num_format=_FORMS[shape],
                bold=row.total,
                bottom=4 if row.last else 0,
                indent=self._indent(row, column),
                align="left" if shape is Shape.TEXT else "right",
                text_wrap=shape is Shape.TEXT and column < self.grid.heads,
            )
            _write(self.sheet, at, column, cell, form)

    def _indent(self, row: GridRow, column: int) -> int:
        """Sub-codes below their code; text away from the figure before it."""
        if self.grid.columns[column].shape is not Shape.TEXT:
            return 0
        if column >= self.grid.heads:
            return 1
        return row.depth if column == min(1, self.grid.heads - 1) else 0

    def _shade(self) -> None:
        """The larger, the darker; figures that are shaded are compared with each other."""
        rows = [at for at, row in enumerate(self.grid.rows, self.first) if row.shades]
        columns = [at for at, column in enumerate(self.grid.columns) if column.shaded]
        if not rows or not columns:
            return
        places = [
            f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
            for top, bottom in _blocks(rows)
            for left, right in _blocks(columns)
        ]
        self.sheet.conditional_format(
            places[0],
            {
                "type": "2_color_scale",
                "min_type": "num",
                "min_value": 0,
                "min_color": _LIGHT,
                "max_color": _DARK,
                "multi_range": " ".join(places),
            },
        )

    def _bars(self) -> None:
        rows = [at for at, row in enumerate(self.grid.rows, self.first) if row.shades]
        for at, column in enumerate(self.grid.columns):
            if column.barred and rows:
                places = [f"{_letters(at)}{a + 1}:{_letters(at)}{b + 1}" for a, b in _blocks(rows)]
                self.sheet.conditional_format(
                    places[0],
                    {
                        "type": "data_bar",
                        "bar_color": _DARK,
                        "min_type": "num",
                        "min_value": 0,
                        "multi_range": " ".join(places),
                    },
                )

    def _widths(self) -> list[float]:
        """Set the width of each column; returns them, in characters."""
        widths: list[float] = []
        for at, column in enumerate(self.grid.columns):
            longest = max((len(str(row.cells[at] or "")) for row in self.grid.rows), default=0)
            if column.shape is Shape.TEXT:
                width = min(48, max(longest, len(column.headings[-1])) + 2)
            else:
                width = max(9, min(18, len(column.headings[-1]) + 2))
            self.sheet.set_column(at, at, width)
            widths.append(width)
        return widths


def _runs(columns: Sequence[Column], level: int) -> Iterator[tuple[tuple[int, int], str]]:
    """Neighbours that share a heading and all those above it; at the lowest level each alone."""
    if level == len(columns[0].headings) - 1:
        yield from (((at, at), each.headings[level]) for at, each in enumerate(columns))
        return
    at = 0
    for heads, run in groupby(columns, key=lambda each: each.headings[: level + 1]):
        width = len(list(run))
        yield (at, at + width - 1), heads[-1]
        at += width


def _blocks(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    begin = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield begin, last
            begin = number
        last = number
    yield begin, last


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _write(sheet: "Worksheet", row: int, column: int, cell: GridCell, form: "Format") -> None:
    if cell is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell[:_LONGEST_CELL], form)
    else:
        sheet.write_number(row, column, cell, form)


def _explain(sheet: "Worksheet", grids: Sequence[Grid], formats: _Formats) -> None:
    """The second sheet: what every figure means and rests on."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, grids[0].labels["counted"], formats.of(bold=True, font_size=14))
    lines = dict.fromkeys(line for grid in grids for line in grid.counted)
    for at, (what, words) in enumerate(lines, start=2):
        sheet.write_string(at, 0, what, formats.of(bold=True))
        sheet.write_string(at, 1, words[:_LONGEST_CELL], formats.of(text_wrap=True))
