"""Sheets of LibreOffice (.ods): the cells of the first table with content, as text.

Runs in the child process. Source: OpenDocument 1.3 part 3, 9.1 (tables), 19.385 (value types).
"""

import io
import zipfile
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.files.archives import parse_xml, read_member

if TYPE_CHECKING:
    from lxml.etree import _Element

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_PART_LIMIT = 200_000_000
_WIDEST = 16_384
"""Columns of a sheet in LibreOffice."""
_MOST_CELLS = 20_000_000
_ROWS_IN = ("table-header-rows", "table-row-group", "table-rows")


def is_ods(data: bytes) -> bool:
    """Whether the archive says that it is a sheet of OpenDocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("mimetype")[:100].startswith(_MIMETYPE)
    except (KeyError, zipfile.BadZipFile):
        return False


def parse_ods(data: bytes, name: str) -> list[list[str]]:
    """The rows of the first table in which something stands; the archive has been checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = parse_xml(read_member(archive, "content.xml", _PART_LIMIT), name)
    for table in root.iter():
        if _local(table) == "table":
            rows = _rows(table, name)
            while rows and not any(rows[-1]):
                rows.pop()
            if rows:
                return rows
    return []


def _rows(table: "_Element", name: str) -> list[list[str]]:
    """Rows with repeated ones written out; those at the end that only fill the sheet are not."""
    rows: list[list[str]] = []
    empty = cells = 0
    for element in _row_elements(table):
        row = _cells(element)
        times = _times(element, "number-rows-repeated")
        if not row:
            empty += times
            continue
        cells += (len(row) + 1) * times + empty
        if cells > _MOST_CELLS:
            raise InputError(f"“{name}” has more than {_MOST_CELLS} cells.", "Divide it.")
        rows += [[] for _ in range(empty)]
        rows += [row] * times
        empty = 0
    return rows


def _row_elements(parent: "_Element") -> "list[_Element]":
    found = []
    for child in parent:
        if _local(child) == "table-row":
            found.append(child)
        elif _local(child) in _ROWS_IN:
            found += _row_elements(child)
    return found


def _cells(row: "_Element") -> list[str]:
    """The texts of a row's cells, without the empty ones at its end."""
    cells: list[str] = []
    empty = 0
    for cell in row:
        if _local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        text = _text(cell)
        times = min(_times(cell, "number-columns-repeated"), _WIDEST)
        if not text:
            empty += times
            continue
        if len(cells) + empty + times > _WIDEST:
            break
        cells += [""] * empty + [text] * times
        empty = 0
    return cells


def _text(cell: "_Element") -> str:
    """What the cell shows; dates as ISO 8601, numbers in full."""
    kind = _attribute(cell, "value-type")
    if kind == "date":
        return (_attribute(cell, "date-value") or "").removesuffix("T00:00:00").replace("T", " ")
    if kind in ("float", "currency", "percentage"):
        value = _attribute(cell, "value") or ""
        try:
            return format(float(value), ".15g")
        except ValueError:
            return value
    if kind == "boolean":
        return (_attribute(cell, "boolean-value") or "").upper()
    return "\n".join(_words(each) for each in cell if _local(each) == "p")


def _words(paragraph: "_Element") -> str:
    """The words of a paragraph; notes in it are none of them."""
    pieces = [paragraph.text or ""]
    for child in paragraph:
        name = _local(child)
        if name == "s":
            pieces.append(" " * min(_times(child, "c"), 1000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            pieces.append(_words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _times(element: "_Element", attribute: str) -> int:
    written = _attribute(element, attribute) or ""
    return max(1, min(int(written), 2**31)) if written.isdecimal() else 1


def _attribute(element: "_Element", name: str) -> str | None:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
