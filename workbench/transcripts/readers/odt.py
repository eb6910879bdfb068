"""OpenDocument texts: content.xml walked element by element.

Runs in the child process. Invariant: as for Word files, what a reader of the printed document would
see in the text is in a block, all else aside.

Source: OASIS, Open Document Format 1.3, part 3, sections 5, 6 and 9.
"""

import io
import re
import zipfile
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.files.archives import check_archive, parse_xml, read_member
from workbench.transcripts.blocks import to_json
from workbench.transcripts.readers.gathering import Gathering, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_PART_LIMIT = 100_000_000
_WHITE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_STRONG = frozenset({"Strong_20_Emphasis", "Strong", "Stark_20_betoning"})
_SILENT = frozenset(
    """
    tracked-changes annotation-end bookmark bookmark-start bookmark-end change change-start
    change-end soft-page-break sequence-decls variable-decls user-field-decls
    table-of-content-source forms note-citation ruby-text creator date
    initials desc title index-title-template
    """.split()
)
"""Elements without words of the text."""


def parse(data: bytes, options: dict[str, object]) -> dict[str, object]:
    """Read an OpenDocument text into the JSON of a document; `options["name"]` is its name."""
    name = str(options["name"])
    check_archive(data, name=name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" not in archive.namelist():
            raise InputError(
                f"“{name}” is damaged: it holds no text.", "Save it again in LibreOffice."
            )
        root = parse_xml(read_member(archive, "content.xml", _PART_LIMIT), name)
    body = next((node for node in root.iter() if _local(node) == "body"), None)
    text = (
        next((node for node in body if _local(node) == "text"), None) if body is not None else None
    )
    if text is None:
        raise InputError(f"“{name}” is no text document.", "Save it as .odt or .docx.")
    gathering = Gathering()
    walker = _Walker(gathering, _bold_styles(root))
    walker.container(text)
    return to_json(gathering.document())


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: "_Element", name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _bold_styles(root: "_Element") -> frozenset[str]:
    """Names of the automatic styles that are bold."""
    names = set(_STRONG)
    for style in root.iter():
        if _local(style) != "style":
            continue
        if any(
            _attribute(inner, "font-weight") in ("bold", "700", "800", "900") for inner in style
        ):
            names.add(_attribute(style, "name"))
    return frozenset(names)


class _Walker:
    """Walks one story (body, cell, note, box)."""

    def __init__(self, gathering: Gathering, bold_styles: frozenset[str]) -> None:
        self.gathering = gathering
        self._bold_styles = bold_styles
        self._pieces: list[Piece] = []
        self._after_space = True
        """White space collapses, also across elements."""

    def container(self, element: "_Element") -> None:
        for child in element:
            name = _local(child)
            if name in ("p", "h"):
                self._paragraph(child, heading=name == "h")
            elif name == "table":
                self.gathering.add_table(self._rows(child))
            elif name == "tracked-changes":
                self._tracked(child)
            elif name in ("frame", "text-box", "custom-shape", "g"):
                self._box(child)
            elif name and name not in _SILENT:
                # Lists, sections, indexes.
                self.container(child)

    def text_of(self, element: "_Element") -> str:
        """The text of an inner story, whose asides are kept as well."""
        inner = _Walker(Gathering(), self._bold_styles)
        inner.container(element)
        self.gathering.aside.extend(inner.gathering.aside)
        return inner.gathering.raw_text()

    def _paragraph(self, element: "_Element", *, heading: bool) -> None:
        self._pieces = []
        self._after_space = True
        self._inline(element, bold=_attribute(element, "style-name") in self._bold_styles)
        self.gathering.add_paragraph(self._pieces, heading=heading)

    def _inline(self, element: "_Element", *, bold: bool) -> None:
        self._words(element.text, bold=bold)
        for child in element:
            self._element(child, bold=bold)
            self._words(child.tail, bold=bold)

    def _element(self, child: "_Element", *, bold: bool) -> None:
        name = _local(child)
        if name == "s":
            count = _attribute(child, "c")
            spaces = min(int(count), _MOST_SPACES) if count.isdecimal() else 1
            self._pieces.append((" " * spaces, bold))
            self._after_space = False
        elif name in ("tab", "line-break"):
            self._pieces.append(("\t" if name == "tab" else "\n", bold))
            self._after_space = True
        elif name == "note":
            self._note(child)
        elif name == "annotation":
            self.gathering.add_aside("comment", self.text_of(child))
        elif name in ("frame", "text-box", "custom-shape", "g"):
            self._box(child)
        elif name and name not in _SILENT:
            style = _attribute(child, "style-name")
            self._inline(child, bold=bold or style in self._bold_styles)

    def _words(self, raw: str | None, *, bold: bool) -> None:
        if not raw:
            return
        words = _WHITE.sub(" ", raw)
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._after_space = words.endswith(" ")
            self._pieces.append((words, bold))

    def _note(self, element: "_Element") -> None:
        kind = "endnote" if _attribute(element, "note-class") == "endnote" else "footnote"
        for child in element:
            if _local(child) == "note-body":
                self.gathering.add_aside(kind, self.text_of(child))

    def _box(self, element: "_Element") -> None:
        if any(_local(node) in ("p", "h") for node in element.iter()):
            self.gathering.add_aside("textbox", self.text_of(_unwrapped(element)))

    def _tracked(self, element: "_Element") -> None:
        """Insertions stand in the text; deletions only here."""
        for region in element:
            for change in region:
                if _local(change) == "deletion":
                    self.gathering.add_aside("deleted", self.text_of(change))

    def _rows(self, element: "_Element") -> list[list[str]]:
        rows: list[list[str]] = []
        for child in element:
            name = _local(child)
            if name == "table-row":
                rows.append(self._cells(child))
            elif name in ("table-rows", "table-header-rows", "table-row-group"):
                rows.extend(self._rows(child))
        return rows

    def _cells(self, element: "_Element") -> list[str]:
        cells: list[str] = []
        for child in element:
            if _local(child) in ("table-cell", "covered-table-cell"):
                times = _attribute(child, "number-columns-repeated")
                cells.append(self.text_of(child))
                cells.extend([""] * (min(int(times), 64) - 1 if times.isdecimal() else 0))
        return cells


def _unwrapped(element: "_Element") -> "_Element":
    """The box inside a frame, so that its text is not taken for another box."""
    inner = next((node for node in element.iter() if _local(node) == "text-box"), None)
    return element if inner is None else inner
