"""Word reports: every paragraph, and whether it is set as a block quotation.

Runs in the child process. A block quotation is a paragraph in a style that is called one (Quote,
Citat, Intense Quote ...), or based on such a style, or indented on both sides.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.files.archives import check_archive
from workbench.text import normal_text
from workbench.transcripts.blocks import Aside, plain
from workbench.transcripts.readers import docx
from workbench.transcripts.readers.gathering import Gathering, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

_QUOTE = re.compile(r"quot|citat|block ?text", re.IGNORECASE)
_NO_QUOTE = re.compile(r"k[äa]ll|source|attribut|refer|author|f[öo]rfatt", re.IGNORECASE)
_INDENT = 280
"""Twips on each side from which a paragraph is set in: half a centimetre."""
_SEEN = frozenset({"footnote", "endnote", "textbox"})
_DEEPEST = 20


def parse(data: bytes, options: dict[str, object]) -> dict[str, object]:
    """Read a Word file into `{"paragraphs": [[text, is a quotation], ...]}`."""
    name = str(options["name"])
    check_archive(data, name=name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = docx.main_part(archive, name)
        gathering = _Paragraphs()
        walker = _Walker(gathering, _quote_styles(archive, main, name))
        root = docx.root_of(archive, main, name)
        body = next((child for child in root if docx.local_name(child) == "body"), None)
        if body is None:
            raise InputError(f"“{name}” is damaged: it has no text.", "Save it again in Word.")
        walker.container(body)
        walker.finish()
        for kind, target in docx.side_parts(archive, main, name):
            if kind in _SEEN:
                docx.read_side_part(docx.root_of(archive, target, name), kind, gathering)
    return {"paragraphs": gathering.all()}


class _Paragraphs(Gathering):
    """Keeps each paragraph by itself, with whether it is a quotation."""

    def __init__(self) -> None:
        super().__init__()
        self.quote = False
        self._paragraphs: list[tuple[str, bool]] = []

    def add_paragraph(self, pieces: Sequence[Piece], *, heading: bool = False) -> None:
        text = _clean("".join(text for text, _ in pieces))
        if text:
            self._paragraphs.append((text, self.quote and not heading))

    def all(self) -> list[tuple[str, bool]]:
        seen = (aside for aside in self.aside if aside.kind in _SEEN)
        return [*self._paragraphs, *(part for aside in seen for part in _lines(aside))]


def _lines(aside: Aside) -> list[tuple[str, bool]]:
    return [(text, False) for line in aside.text.split("\n") if (text := plain(line).strip())]


def _clean(raw: str) -> str:
    lines = (" ".join(line.split()) for line in normal_text(raw).split("\n"))
    return "\n".join(filter(None, lines))


class _Walker(docx.Walker):
    """As for transcripts, but cells are paragraphs like others, and styles are looked at."""

    def __init__(self, gathering: _Paragraphs, styles: frozenset[str]) -> None:
        super().__init__(gathering)
        self._paragraphs = gathering
        self._styles = styles

    def _paragraph(self, element: "_Element") -> None:
        self._paragraphs.quote = self._is_quote(docx.child_of(element, "pPr"))
        super()._paragraph(element)

    def _is_quote(self, properties: "_Element | None") -> bool:
        if properties is None:
            return False
        style = docx.child_of(properties, "pStyle")
        if style is not None and (docx.attribute(style, "val") or "") in self._styles:
            return True
        if docx.child_of(properties, "numPr") is not None:
            return False
        return _is_set_in(properties)

    def _table(self, element: "_Element") -> None:
        for child in element.iterchildren():
            name = docx.local_name(child)
            if name == "tc":
                self.container(child)
            elif name in ("tr", "sdt", "sdtContent", "ins", "customXml"):
                self._table(child)


def _is_set_in(properties: "_Element") -> bool:
    indent = docx.child_of(properties, "ind")
    if indent is None:
        return False
    left = docx.attribute(indent, "left") or docx.attribute(indent, "start") or "0"
    right = docx.attribute(indent, "right") or docx.attribute(indent, "end") or "0"
    return all(_is_number(side) and int(side) >= _INDENT for side in (left, right))


def _is_number(written: str) -> bool:
    return written.isdecimal() and len(written) < 6


def _quote_styles(archive: zipfile.ZipFile, main: str, name: str) -> frozenset[str]:
    """The ids of paragraph styles for quotations; the usual ones where there is no style sheet."""
    target = docx.related_part(archive, main, "styles", name)
    if target is None:
        return frozenset({"Quote", "Citat", "IntenseQuote", "Starktcitat"})
    names: dict[str, str] = {}
    based: dict[str, str] = {}
    for style in docx.root_of(archive, target, name):
        style_id = docx.attribute(style, "styleId") or ""
        if docx.local_name(style) != "style" or docx.attribute(style, "type") != "paragraph":
            continue
        title, base = docx.child_of(style, "name"), docx.child_of(style, "basedOn")
        names[style_id] = (docx.attribute(title, "val") or "") if title is not None else ""
        based[style_id] = (docx.attribute(base, "val") or "") if base is not None else ""
    return frozenset(each for each in names if _quotes(each, names, based))


def _quotes(style: str, names: dict[str, str], based: dict[str, str]) -> bool:
    """Whether the style, or the nearest one it is based on that says so, is for quotations."""
    for _ in range(_DEEPEST):
        told = f"{style} {names.get(style, '')}"
        if _NO_QUOTE.search(told):
            return False
        if _QUOTE.search(told):
            return True
        style = based.get(style, "")
        if not style:
            return False
    return False
