"""Sheets in: csv, xlsx and ods as rows of text under column names.

Invariant: every cell is text in the normal form of interviews (`normal_text`), without the guard
that our csv files carry against formulas; a row knows the number under which its reader sees it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import TextIO, cast

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.decoding import decode
from workbench.files.writing import unguarded
from workbench.text import normal_text


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet."""

    number: int
    """From 1, the header counted: the line of a csv file on which the row begins, or the row of
    a spreadsheet."""
    cells: Mapping[str, str]
    """Column -> text, for every column of the sheet; empty where the row has no such cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A header and the rows below it that are not empty."""

    name: str
    """The file's."""
    columns: tuple[str, ...]
    """Case-folded, without surrounding white space; unique."""
    headings: tuple[str, ...]
    """The same as they are written."""
    rows: tuple[Row, ...]


_FIELD_LIMIT = 2**31 - 1
"""The largest that fits a C long on every system."""
_CONTAINERS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""How a zip archive, an empty one, and an old Office file begin."""
_DELIMITERS = ";\t,"
"""In this order a tie is decided."""
_QUOTED = re.compile(r'"(?:[^"]|"")*"?')
_ESCAPED = re.compile("[\udc80-\udcff]")
"""Bytes that were not UTF-8, as `surrogateescape` has them."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
"""What Excel understands as the first line of a csv file."""

_Numbered = tuple[int, list[str]]
_Parsed = tuple[int, list[str] | InputError]
"""A row that cannot be divided into cells is its error, so that a pipe can go on below it."""


def read_sheet(
    path: Path | None,
    *,
    data: bytes | None = None,
    name: str = "",
    containment: Containment | None = None,
) -> Sheet:
    """Read csv (`;`, `,` or tab), xlsx or ods (the first sheet with content): `path` or `data`.

    `name` is the file's for messages, where `path` does not tell. A spreadsheet is opened in
    `containment`, or in one of its own. Raises InputError: not readable, empty, columns without
    or with the same name, more cells than columns.
    """
    shown = name or (path.name if path is not None else "the sheet")
    content = _content(path, shown) if data is None else data
    if content.startswith(_CONTAINERS):
        numbered: Iterable[_Numbered] = _spreadsheet(content, shown, containment)
    else:
        numbered = _delimited(decode(content, name=shown).text, shown)
    columns: tuple[str, ...] | None = None
    headings: tuple[str, ...] = ()
    rows = []
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, number=number, name=shown)
            headings = tuple(map(_heading, cells))
        else:
            rows.append(_row(columns, cells, number=number, name=shown))
    if columns is None:
        raise InputError(f"“{shown}” is empty.", "Its first row must name the columns.")
    return Sheet(shown, tuple(filter(None, columns)), tuple(filter(None, headings)), tuple(rows))


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a pipe that cannot be read; those below it can."""

    number: int
    error: InputError


def iter_rows(
    lines: TextIO, *, header: Callable[[Sequence[str], str], None] | None = None
) -> Iterator[Row | BadRow]:
    """The rows of a csv as they arrive: each as soon as its last line is complete.

    For pipes: no line is asked for before the row above it was taken. `header` is called with the
    columns and the name for messages, and may raise. A line that is not UTF-8 (`surrogateescape`)
    is read as cp1252. Raises InputError for a pipe without a header, or whose columns are amiss.
    """
    name = "standard input"
    columns: tuple[str, ...] | None = None
    for number, cells in _parsed(map(_decoded, iter(lines.readline, "")), name):
        try:
            if isinstance(cells, InputError):
                raise cells
            if not any(cell.strip() for cell in cells):
                continue
            if columns is not None:
                yield _row(columns, cells, number=number, name=name)
                continue
        except InputError as error:
            if columns is None:
                raise
            yield BadRow(number, error)
            continue
        columns = _columns(cells, number=number, name=name)
        if header is not None:
            header(columns, name)
    if columns is None:
        raise InputError(f"“{name}” is empty.", "Its first row must name the columns.")


def _decoded(line: str) -> str:
    if line.isascii() or not _ESCAPED.search(line):
        return line
    return line.encode("utf-8", "surrogateescape").decode("cp1252", errors="replace")


def _content(path: Path | None, name: str) -> bytes:
    if path is None:
        raise InputError(
            f"“{name}” cannot be read: no file is named.", "Name a csv, xlsx or ods file."
        )
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"There is no file “{path}”.", "See how its name is spelt.") from error
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be read: {error.strerror or error}.", "See whether you may read it."
        ) from error


# -- The header and the rows ------------------------------------------------------------------


def _columns(cells: list[str], *, number: int, name: str) -> tuple[str, ...]:
    """The column names; empty ones stay, so that the cells keep their places."""
    columns = tuple(_heading(cell).casefold() for cell in cells)
    seen: set[str] = set()
    for column in columns:
        if column and column in seen:
            raise InputError(
                f"“{name}”, row {number}: the column “{column}” is there twice.",
                "Give each column a name of its own.",
            )
        seen.add(column)
    return columns


def _heading(cell: str) -> str:
    return " ".join(cell.split())


def _row(columns: tuple[str, ...], cells: list[str], *, number: int, name: str) -> Row:
    named: dict[str, str] = dict.fromkeys((column for column in columns if column), "")
    for place, cell in enumerate(cells):
        column = columns[place] if place < len(columns) else ""
        if column:
            named[column] = cell
        elif cell.strip():
            raise InputError(
                f"“{name}”, row {number}: cell {place + 1} (“{_short(cell)}”) stands under no "
                "column name.",
                "Name the column; or set text that holds the delimiter between quotation marks.",
            )
    return Row(number, named)


def _short(cell: str) -> str:
    return cell if len(cell) <= 30 else cell[:29] + "…"


def _text(cell: str) -> str:
    return normal_text(unguarded(cell))


# -- csv --------------------------------------------------------------------------------------


def _delimited(text: str, name: str) -> Iterator[_Numbered]:
    for number, cells in _parsed(iter(io.StringIO(text, newline="")), name):
        if isinstance(cells, InputError):
            raise cells
        yield number, cells


def _parsed(lines: Iterator[str], name: str) -> Iterator[_Parsed]:
    """Number and cells of each row; reads a line only when it is needed."""
    for skipped, line in enumerate(lines):
        first = line if skipped else line.removeprefix("\ufeff")
        separator = None if skipped else _SEPARATOR_LINE.fullmatch(first)
        if separator is not None:
            yield from _records(lines, separator[1], name=name, skipped=1)
            return
        if first.strip():
            rest = chain([first], lines)
            yield from _records(rest, _delimiter(first), name=name, skipped=skipped)
            return


def _delimiter(header: str) -> str:
    """The delimiter that occurs most often in the header, outside quotation marks."""
    plain = _QUOTED.sub("", header)
    return max(_DELIMITERS, key=plain.count)


def _records(lines: Iterator[str], delimiter: str, *, name: str, skipped: int) -> Iterator[_Parsed]:
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield (
                number,
                InputError(
                    f"“{name}”, row {number}: the quotation marks do not fit together.",
                    'Set the whole cell between " and write "" for each one inside it.',
                ),
            )
            continue
        yield number, [_text(cell) for cell in cells]


# -- xlsx -------------------------------------------------------------------------------------


def _spreadsheet(data: bytes, name: str, containment: Containment | None) -> list[_Numbered]:
    function = f"{__name__}:parse_spreadsheet"
    if containment is None:
        with Containment() as own:
            found = own.call(function, data, name=name, options={"name": name})
    else:
        found = containment.call(function, data, name=name, options={"name": name})
    rows = cast("list[list[str]]", found)
    return [(number, [_text(cell) for cell in cells]) for number, cells in enumerate(rows, 1)]


def parse_spreadsheet(data: bytes, options: Mapping[str, str]) -> list[list[str]]:
    """The cells of the first sheet with content, as text; runs in the child."""
    from workbench.files.archives import check_archive  # only the child needs it
    from workbench.files.ods import is_ods, parse_ods

    name = options["name"]
    check_archive(data, name=name)
    if is_ods(data):
        return parse_ods(data, name)
    with _workbook(data, values=True) as worksheets:
        for title, rows in worksheets:
            if rows:
                _refuse_uncalculated(data, title, rows, name=name)
                return [[_shown(value) for value in row] for row in rows]
    return []


@contextmanager
def _workbook(
    data: bytes, *, values: bool
) -> Iterator[Iterator[tuple[str, list[tuple[object, ...]]]]]:
    """Title and rows of each visible sheet, with the values of formulas or the formulas."""
    import openpyxl  # slow to import; only the child needs it

    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=values, keep_links=False
    )
    try:
        yield (
            (sheet.title, _rows(sheet.iter_rows(values_only=True)))
            for sheet in book.worksheets
            if sheet.sheet_state == "visible" and sheet.reset_dimensions() is None
        )
    finally:
        book.close()


def _rows(found: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """The rows without the empty ones below the last."""
    rows = list(found)
    while rows and all(value is None for value in rows[-1]):
        rows.pop()
    return rows


def _refuse_uncalculated(
    data: bytes, title: str, rows: list[tuple[object, ...]], *, name: str
) -> None:
    """A formula that no program has calculated yet would read as an empty cell."""
    with _workbook(data, values=False) as worksheets:
        written = next(found for other, found in worksheets if other == title)
    for number, (values, formulas) in enumerate(zip(rows, written, strict=False), 1):
        for value, formula in zip(values, formulas, strict=False):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                raise InputError(
                    f"“{name}”, row {number}: a formula has no value yet.",
                    "Open the file in Excel or LibreOffice and save it.",
                )


def _shown(value: object) -> str:
    """A cell's value as text: dates as ISO 8601, whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, (date, time, timedelta)):
        return _shown_time(value)
    return str(value)


def _shown_time(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
