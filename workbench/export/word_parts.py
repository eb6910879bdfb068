"""The pieces of every Word report: a document in our styles, its page, and paragraphs of text.

Invariant: the same content gives the same bytes: the file holds no clock time.
"""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.labels import Labels
from workbench.export.word_styles import (
    LANDSCAPE_MARGIN,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TEXT_WIDTH,
    landscape_tab,
    style_id_of,
    stylesheet,
)

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say."""
LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_NOT_NEEDED = ("stylesWithEffects", "customXml", "numbering", "thumbnail")
"""Parts of the template that a report has no use for."""


def write_document(
    out: BinaryIO,
    body: str,
    *,
    title: str,
    subject: str,
    authors: Sequence[str],
    labels: Labels,
    quoted_locale: str,
    landscape: bool = False,
    pictures: Sequence[bytes] = (),
    title_page: bool = False,
    finish: "Callable[[Document], None] | None" = None,
) -> None:
    """Write a document: `body` holds its paragraphs and tables, the footer title and page.

    `quoted_locale` is the language of quotations, the labels' that of everything else. On a page
    in `landscape` lies what has wide tables. `pictures` (png) stand where `picture` says so, by
    their place in the list. A `title_page` has no footer.
    `finish` adds what only some reports have.
    """
    import docx

    document = docx.Document()
    _dress(document, labels.locale, quoted_locale)
    _set_properties(document, title, subject=subject, authors=authors, locale=labels.locale)
    _set_page(document, title, labels, landscape=landscape)
    _fill(document, body)
    _put_pictures(document, pictures)
    if title_page:
        document.sections[0].different_first_page_header_footer = True
    if finish is not None:
        finish(document)
    buffer = io.BytesIO()
    document.save(buffer)
    out.write(_without_times(buffer.getvalue()))


def _dress(document: "Document", locale: str, quoted_locale: str) -> None:
    """Our stylesheet for the template's; and leave out what is not needed."""
    from docx.oxml import parse_xml

    styles = document.styles.element
    for child in list(styles):
        if not child.tag.endswith("}latentStyles"):
            styles.remove(child)
    ours = list(parse_xml(stylesheet(locale=locale, quoted_locale=quoted_locale)))
    styles.insert(0, ours[0])
    styles.extend(ours[1:])
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if any(name in relation.reltype for name in _NOT_NEEDED):
                relations.pop(key)
    settings = document.settings.element
    for child in settings.iter(f"{{{_NAMESPACE}}}compatSetting"):
        if child.get(f"{{{_NAMESPACE}}}name") == "compatibilityMode":
            # 15 is Word 2013 and later: no "compatibility mode" in the title bar.
            child.set(f"{{{_NAMESPACE}}}val", "15")
    for child in settings.iter(f"{{{_NAMESPACE}}}themeFontLang"):
        child.set(f"{{{_NAMESPACE}}}val", locale)


def _set_properties(
    document: "Document", title: str, *, subject: str, authors: Sequence[str], locale: str
) -> None:
    properties = document.core_properties
    properties.title = clean(title)[:255]
    properties.subject = subject
    properties.author = clean(", ".join(authors))[:255]
    properties.comments = ""
    properties.language = locale
    element = properties._element
    for child in list(element):
        if child.tag.endswith(("}created", "}modified")):
            element.remove(child)


def _set_page(document: "Document", title: str, labels: Labels, *, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section = document.sections[0]
    width, height, margin = PAGE_WIDTH, PAGE_HEIGHT, MARGIN
    if landscape:
        width, height, margin = PAGE_HEIGHT, PAGE_WIDTH, LANDSCAPE_MARGIN
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.left_margin = section.right_margin = Twips(margin)
    section.top_margin = section.bottom_margin = Twips(margin)
    footer = section.footer._element
    for child in list(footer):
        footer.remove(child)
    text = (
        run(title)
        + "<w:r><w:tab/></w:r>"
        + run(f"{labels.page} ")
        + field("PAGE", "1")
        + run(f" {labels.of} ")
        + field("NUMPAGES", "1")
    )
    footer.extend(_parsed(paragraph("footer", text, landscape_tab() if landscape else "")))


def _fill(document: "Document", body: str) -> None:
    element = document.element.body
    for child in _parsed(body):
        element.insert(len(element) - 1, child)  # The last child describes the page.


def _put_pictures(document: "Document", pictures: Sequence[bytes]) -> None:
    """Every `picture` of the body shows its file; equal files are kept once."""
    for blip in document.element.body.iter(f"{{{_DRAWING}/main}}blip"):
        key = f"{{{_RELATIONS}}}embed"
        number = int(blip.get(key).removeprefix("picture"))
        blip.set(key, document.part.get_or_add_image(io.BytesIO(pictures[number]))[0])


def _parsed(content: str) -> list[object]:
    from docx.oxml import parse_xml

    spaces = {
        "w": _NAMESPACE,
        "r": _RELATIONS,
        "a": f"{_DRAWING}/main",
        "pic": f"{_DRAWING}/picture",
        "wp": f"{_DRAWING}/wordprocessingDrawing",
    }
    declared = " ".join(f'xmlns:{name}="{url}"' for name, url in spaces.items())
    return list(parse_xml(f"<w:body {declared}>{content}</w:body>"))


def _without_times(data: bytes) -> bytes:
    """The same archive with one fixed time on every part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            fixed = zipfile.ZipInfo(member.filename, date_time=_FIRST_DAY)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.create_system = 0
            target.writestr(fixed, source.read(member))
    return out.getvalue()


# -- Pieces of text ---------------------------------------------------------------------------


def clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def run(text: str, style: str = "") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style_id_of(style)}"/></w:rPr>' if style else ""
    written = html.escape(clean(text), quote=False)
    return f'<w:r>{properties}<w:t xml:space="preserve">{written}</w:t></w:r>'


def lines(text: str, style: str) -> str:
    """Text of several lines in one paragraph."""
    return "<w:r><w:br/></w:r>".join(run(line, style) for line in text.splitlines() if line)


def paragraph(style: str, content: str, properties: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id_of(style)}"/>{properties}</w:pPr>{content}</w:p>'
    )


def field(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{run(result)}</w:fldSimple>'


# -- Pictures ---------------------------------------------------------------------------------

_EMU = 914_400
"""English metric units in an inch; 635 in a twentieth of a point."""


def picture(number: int, data: bytes, *, name: str, told: str, dpi: int) -> str:
    """A run that shows a png, as wide as it was drawn but no wider than the text.

    number: its place among the document's pictures. told: what it shows, for those who do not see
    it.
    """
    # The first chunk of a png begins with width and height (ISO/IEC 15948, 11.2.2).
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    scale = min(_EMU / dpi, TEXT_WIDTH * 635 / width, _TALLEST * 635 / height)
    across, down = round(width * scale), round(height * scale)
    described = f'name="{html.escape(name)}" descr="{html.escape(clean(told))}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:docPr id="{number + 1}" {described}/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number + 1}" {described}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="picture{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


_TALLEST = 11_000
"""Twentieths of a point: a picture and its caption fit a page."""


# -- Tables -----------------------------------------------------------------------------------

Cell = str | tuple[str, str]
"""What a cell says; with a second line below it in small letters."""


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    width: int
    """In twentieths of a point."""
    number: bool = True


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, together: bool = False
) -> str:
    """A table whose first row is repeated on every page, and whose rows are never divided.

    together: keep all of it on one page; for tables of a few rows.
    """
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in columns)
    head = [
        _cell(
            column,
            paragraph("Table head number" if column.number else "Table head", run(column.heading)),
        )
        for column in columns
    ]
    filled = list(rows)
    last = len(filled) - 1
    body = (
        "".join(
            _filled(column, cell, keep=together and at < last)
            for column, cell in zip(columns, row, strict=True)
        )
        for at, row in enumerate(filled)
    )
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="FiguresTable"/>'
        f'<w:tblW w:w="{sum(column.width for column in columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>"
        + "".join(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>" for cells in body)
        + "</w:tbl>"
    )


def _filled(column: Column, cell: Cell, *, keep: bool) -> str:
    text, below = cell if isinstance(cell, tuple) else (cell, "")
    next_too = "<w:keepNext/>" if keep else ""
    content = paragraph("Table number" if column.number else "Table text", run(text), next_too)
    if below:
        style = "Table interval" if column.number else "Table note"
        content += paragraph(style, run(below), next_too)
    return _cell(column, content)


def _cell(column: Column, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{column.width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
