"""A Word document of ours: its stylesheet, page, footer and properties, and pieces of its text.

Invariant: the same contents give the same bytes: the file holds no clock time.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.labels import Labels
from workbench.export.word_styles import MARGIN, PAGE_HEIGHT, PAGE_WIDTH, style_id_of, stylesheet

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_PLAIN_BORDER = "B8C0C8"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say."""
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_NOT_NEEDED = ("stylesWithEffects", "customXml", "numbering", "thumbnail")
"""Parts of the template that a report has no use for."""


def write_document(
    out: BinaryIO,
    body: str,
    *,
    heading: str,
    subject: str,
    authors: Iterable[str],
    labels: Labels,
    quoted_language: str,
) -> None:
    """Write a document with `body` (WordprocessingML) in our styles.

    heading: title of the file and text of its footer. quoted_language: of what was said.
    """
    import docx

    document = docx.Document()
    _dress(document, labels.locale, _LOCALES.get(quoted_language, quoted_language))
    _set_properties(document, heading, subject=subject, authors=authors, labels=labels)
    _set_page(document, heading, labels)
    _fill(document, body)
    buffer = io.BytesIO()
    document.save(buffer)
    out.write(_without_times(buffer.getvalue()))


# -- The document -----------------------------------------------------------------------------


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
    document: "Document", heading: str, *, subject: str, authors: Iterable[str], labels: Labels
) -> None:
    properties = document.core_properties
    properties.title = clean(heading)[:255]
    properties.subject = subject
    properties.author = clean(", ".join(dict.fromkeys(authors)))[:255]
    properties.comments = ""
    properties.language = labels.locale
    element = properties._element
    for child in list(element):
        if child.tag.endswith(("}created", "}modified")):
            element.remove(child)


def _set_page(document: "Document", heading: str, labels: Labels) -> None:
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = Twips(PAGE_WIDTH), Twips(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Twips(MARGIN)
    section.top_margin = section.bottom_margin = Twips(MARGIN)
    footer = section.footer._element
    for child in list(footer):
        footer.remove(child)
    text = (
        run(heading)
        + "<w:r><w:tab/></w:r>"
        + run(f"{labels.page} ")
        + field("PAGE", "1")
        + run(f" {labels.of} ")
        + field("NUMPAGES", "1")
    )
    footer.extend(_parsed(paragraph("footer", text)))


def _fill(document: "Document", body: str) -> None:
    element = document.element.body
    for child in _parsed(body):
        element.insert(len(element) - 1, child)  # The last child describes the page.


def _parsed(content: str) -> list[object]:
    from docx.oxml import parse_xml

    return list(parse_xml(f'<w:body xmlns:w="{_NAMESPACE}">{content}</w:body>'))


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


def border_of(colour: str, side: str, width: int, space: int) -> str:
    match = _COLOUR.fullmatch(colour)
    value = match[1].upper() if match else _PLAIN_BORDER
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{value}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"
