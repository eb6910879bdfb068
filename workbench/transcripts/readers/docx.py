"""Word files: the document's body walked element by element.

Runs in the child process. Invariant: what a reader of the printed document would see is in a block
(accepted insertions, moved text at its new place, content controls, fields, nested tables); what
he would not see (deletions, comments, hidden text) or sees outside the text (notes, boxes, headers)
is aside.

Source: ECMA-376-1:2016, Office Open XML, sections 11 and 17.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.files.archives import check_archive, parse_xml, read_member
from workbench.transcripts.blocks import to_json
from workbench.transcripts.readers.gathering import Gathering, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_PART_LIMIT = 100_000_000
_HEADING = re.compile(r"(?:heading|rubrik|title|titel)[ -]?\d?", re.IGNORECASE)
_STRONG = frozenset({"strong", "stark", "starkbetoning", "intenseemphasis"})
_OFF = frozenset({"0", "false", "off", "none"})
_SYMBOLS = {
    "f04a": "☺",
    "f04b": "😐",
    "f04c": "☹",
    "f0b7": "•",
    "f0a7": "▪",
    "f0e0": "→",
    "f0df": "←",
    "f0fb": "✗",
    "f0fc": "✓",
    "f0a8": "☐",
    "f0fe": "☒",
}
"""Of Wingdings and Symbol, which Word writes as private characters."""
_UNKNOWN_SYMBOL = "□"

TRANSPARENT = frozenset(
    """
    ins moveTo smartTag customXml hyperlink fldSimple dir bdo sdtContent rubyBase ruby
    AlternateContent Choice oMath oMathPara
    """.split()
)
"""Elements whose children count as if they stood in their place."""
_PARTS = (
    ("footnotes", "footnote"),
    ("endnotes", "endnote"),
    ("comments", "comment"),
    ("header", "header"),
    ("footer", "footer"),
)


def parse(data: bytes, options: dict[str, object]) -> dict[str, object]:
    """Read a Word file into the JSON of a document; `options["name"]` is the file's name."""
    name = str(options["name"])
    check_archive(data, name=name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = main_part(archive, name)
        gathering = Gathering()
        walker = Walker(gathering)
        root = root_of(archive, main, name)
        body = next((child for child in root if local_name(child) == "body"), None)
        if body is None:
            raise InputError(f"“{name}” is damaged: it has no text.", "Save it again in Word.")
        walker.container(body)
        walker.finish()
        for kind, target in side_parts(archive, main, name):
            read_side_part(root_of(archive, target, name), kind, gathering)
    return to_json(gathering.document())


def root_of(archive: zipfile.ZipFile, part: str, name: str) -> "_Element":
    return parse_xml(read_member(archive, part, _PART_LIMIT), name)


def main_part(archive: zipfile.ZipFile, name: str) -> str:
    """The part that the package names as its document; `word/document.xml` as a rule."""
    members = set(archive.namelist())
    for kind, target in relations(archive, "_rels/.rels", "", name):
        if kind == "officeDocument" and target in members:
            return target
    if "word/document.xml" not in members:
        raise InputError(
            f"“{name}” is no Word file, or is damaged: it holds no document.",
            "Open it in the program it was made with and save it again as .docx.",
        )
    return "word/document.xml"


def relations(
    archive: zipfile.ZipFile, part: str, base: str, name: str
) -> Iterator[tuple[str, str]]:
    """Kind and target of each relation to a part of the same package."""
    if part not in archive.namelist():
        return
    for relation in root_of(archive, part, name):
        target = relation.get("Target") or ""
        if relation.get("TargetMode") == "External" or not target:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(base, target))
        yield (relation.get("Type") or "").rpartition("/")[2], path


def side_parts(archive: zipfile.ZipFile, main: str, name: str) -> Iterator[tuple[str, str]]:
    members = set(archive.namelist())
    found = list(relations(archive, relations_part(main), main.rpartition("/")[0], name))
    for relation, kind in _PARTS:
        for other, target in found:
            if other == relation and target in members:
                yield kind, target


def related_part(archive: zipfile.ZipFile, main: str, kind: str, name: str) -> str | None:
    """The part that stands in a relation to the document, such as its styles."""
    members = set(archive.namelist())
    found = relations(archive, relations_part(main), main.rpartition("/")[0], name)
    return next((target for other, target in found if other == kind and target in members), None)


def relations_part(main: str) -> str:
    """The part that holds what another part stands in relation to."""
    folder, _, file = main.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"


def read_side_part(root: "_Element", kind: str, gathering: Gathering) -> None:
    """Each note or comment, or the whole of a header or footer, as one aside."""
    holders = list(root) if kind in ("footnote", "endnote", "comment") else [root]
    for holder in holders:
        # Separators between text and notes are no notes.
        if not isinstance(holder.tag, str) or attribute(holder, "type") not in (None, "normal"):
            continue
        inner = Walker(Gathering())
        inner.container(holder)
        gathering.add_aside(kind, inner.finish())
        gathering.aside.extend(inner.gathering.aside)


def local_name(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: "_Element", name: str) -> str | None:
    """An attribute by its local name: transitional and strict files differ in namespaces."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child_of(element: "_Element", name: str) -> "_Element | None":
    return next((child for child in element if local_name(child) == name), None)


def _is_on(properties: "_Element | None", name: str) -> bool | None:
    """Whether a switch such as `w:b` is on; None where it is not given."""
    switch = None if properties is None else child_of(properties, name)
    if switch is None:
        return None
    return (attribute(switch, "val") or "on").casefold() not in _OFF


class Walker:
    """Walks one story (body, cell, note, box) and gathers its paragraphs and tables."""

    def __init__(self, gathering: Gathering) -> None:
        self.gathering = gathering
        self._pieces: list[Piece] = []
        self._inline = {
            "r": self._run,
            "del": self._deleted,
            "moveFrom": self._nothing,
            "sdt": self._content_control,
            "t": self._text,
        }
        self._in_run = {
            "t": "text",
            "tab": "\t",
            "ptab": "\t",
            "br": "\n",
            "cr": "\n",
            "noBreakHyphen": "-",
        }

    def finish(self) -> str:
        """Close what is open; the text of the story."""
        if self._pieces:
            self._end_paragraph(heading=False)
        return self.gathering.raw_text()

    def container(self, element: "_Element") -> None:
        for child in element:
            name = local_name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt" or name in TRANSPARENT:
                self.container(child)
            elif name in ("del", "moveFrom"):
                self._deleted(child, bold=False)
            elif name == "altChunk":
                self.gathering.doubts.append(
                    "The file embeds another document, which was not read."
                )

    def _paragraph(self, element: "_Element") -> None:
        properties = child_of(element, "pPr")
        style = None if properties is None else child_of(properties, "pStyle")
        heading = style is not None and bool(_HEADING.fullmatch(attribute(style, "val") or ""))
        for child in element:
            self._inner(child, bold=False)
        mark = None if properties is None else child_of(properties, "rPr")
        if mark is not None and any(local_name(child) in ("del", "moveFrom") for child in mark):
            # The end of the paragraph is deleted: it runs on into the next.
            return
        self._end_paragraph(heading=heading)

    def _end_paragraph(self, *, heading: bool) -> None:
        self.gathering.add_paragraph(self._pieces, heading=heading)
        self._pieces = []

    def _inner(self, element: "_Element", *, bold: bool) -> None:
        name = local_name(element)
        handler = self._inline.get(name)
        if handler is not None:
            handler(element, bold=bold)
        elif name in TRANSPARENT:
            for child in element:
                self._inner(child, bold=bold)

    def _nothing(self, element: "_Element", *, bold: bool) -> None:
        """Moved text counts where it moved to."""

    def _content_control(self, element: "_Element", *, bold: bool) -> None:
        content = child_of(element, "sdtContent")
        for child in content if content is not None else ():
            self._inner(child, bold=bold)

    def _text(self, element: "_Element", *, bold: bool) -> None:
        """Of a formula."""
        self._pieces.append((element.text or "", bold))

    def _deleted(self, element: "_Element", *, bold: bool) -> None:
        words = (node.text or "" for node in element.iter() if local_name(node) in ("delText", "t"))
        self.gathering.add_aside("deleted", "".join(words))

    def _run(self, element: "_Element", *, bold: bool) -> None:
        properties = child_of(element, "rPr")
        is_bold = _is_on(properties, "b")
        if is_bold is None and properties is not None:
            style = child_of(properties, "rStyle")
            is_bold = style is not None and (attribute(style, "val") or "").casefold() in _STRONG
        if _is_on(properties, "vanish"):
            start = len(self._pieces)
            self._run_content(element, bold=False)
            hidden = "".join(text for text, _ in self._pieces[start:])
            del self._pieces[start:]
            self.gathering.add_aside("hidden", hidden)
            return
        self._run_content(element, bold=bool(is_bold) or bold)

    def _run_content(self, element: "_Element", *, bold: bool) -> None:
        for child in element:
            name = local_name(child)
            written = self._in_run.get(name)
            if written == "text":
                # A line feed in the XML is no line break in Word.
                words = (child.text or "").replace("\n", " ").replace("\r", " ")
                self._pieces.append((words, bold))
            elif written is not None:
                self._pieces.append((written, bold))
            elif name == "sym":
                code = (attribute(child, "char") or "").casefold()
                self._pieces.append((_SYMBOLS.get(code, _UNKNOWN_SYMBOL), bold))
            elif name in ("drawing", "pict", "object"):
                self._boxes(child)
            elif name in ("AlternateContent", "Choice"):
                self._run_content(child, bold=bold)
            elif name == "ruby":
                self._inner(child, bold=bold)

    def _boxes(self, element: "_Element") -> None:
        """The text of boxes in a drawing; a box within a box comes with the outer one."""
        for child in element:
            name = local_name(child)
            if name == "txbxContent":
                inner = Walker(Gathering())
                inner.container(child)
                self.gathering.add_aside("textbox", inner.finish())
                self.gathering.aside.extend(inner.gathering.aside)
            elif name != "Fallback":
                self._boxes(child)

    # -- Tables ---------------------------------------------------------------------------------

    def _table(self, element: "_Element") -> None:
        self.gathering.add_table(self._rows(element))

    def _rows(self, element: "_Element") -> list[list[str]]:
        rows: list[list[str]] = []
        for child in element:
            name = local_name(child)
            if name == "tr":
                self._row(child, rows)
            elif name == "sdt" or name in TRANSPARENT:
                rows.extend(self._rows(child))
        return rows

    def _row(self, element: "_Element", rows: list[list[str]]) -> None:
        cells: list[str] = []
        self._cells(element, cells)
        properties = child_of(element, "trPr")
        if properties is not None and child_of(properties, "del") is not None:
            self.gathering.add_aside("deleted", "\n".join(cells))
        else:
            rows.append(cells)

    def _cells(self, element: "_Element", cells: list[str]) -> None:
        for child in element:
            name = local_name(child)
            if name == "tc":
                cells.append(self._cell(child))
                cells.extend([""] * (_span(child) - 1))
            elif name == "sdt" or name in TRANSPARENT:
                self._cells(child, cells)

    def _cell(self, element: "_Element") -> str:
        inner = Walker(Gathering())
        inner.container(element)
        text = inner.finish()
        self.gathering.aside.extend(inner.gathering.aside)
        self.gathering.doubts.extend(inner.gathering.doubts)
        return text


def _span(cell: "_Element") -> int:
    """How many columns a cell covers; bounded, since files may claim anything."""
    properties = child_of(cell, "tcPr")
    span = None if properties is None else child_of(properties, "gridSpan")
    written = "" if span is None else attribute(span, "val") or ""
    return min(int(written), 63) if written.isdecimal() and written != "0" else 1
