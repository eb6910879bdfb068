"""Excerpts as a Word document: headings by code, quotations in the colour of their code.

Invariant: the same excerpts give the same bytes: the file holds no clock time.
"""

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.export.ordering import Group, Section, in_sections
from workbench.export.word_styles import (
    HEADING_LEVELS,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    style_id_of,
    stylesheet,
)
from workbench.model import Codebook, Excerpt, Polarity

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_PLAIN_BORDER = "B8C0C8"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive can say."""
_CONTENTS_DEPTH = 3
_POLARITY_STYLES = {
    Polarity.PROMOTES: "Promotes",
    Polarity.HINDERS: "Hinders",
    Polarity.NEUTRAL: "Neutral",
    None: "Direction not set",
}
_LOCALES = {"sv": "sv-SE", "en": "en-GB"}
_NOT_NEEDED = ("stylesWithEffects", "customXml", "numbering", "thumbnail")
"""Parts of the template that a report has no use for."""


def excerpts_docx(
    out: BinaryIO,
    excerpts: Sequence[Excerpt],
    codebook: Codebook,
    *,
    heading: str,
    by: str | None = "kommun",
    lang: Language = "sv",
) -> None:
    """Write excerpts as a Word document: by code in the book's order, then by the value of `by`.

    Each has its reference, speaker and description, direction in words and sign, the quotation
    verbatim, the interview, its attributes, and the memo. Values come in Swedish order, `(saknas)`
    last.
    """
    import docx

    labels = labels_in(lang)
    sections = in_sections(excerpts, codebook, by=by)
    document = docx.Document()
    _dress(document, labels.locale, _LOCALES.get(codebook.language, codebook.language))
    _set_properties(document, heading, excerpts, labels)
    _set_page(document, heading, labels)
    body = "".join(_body(sections, excerpts, heading, labels))
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
    document: "Document", heading: str, excerpts: Sequence[Excerpt], labels: Labels
) -> None:
    properties = document.core_properties
    properties.title = _clean(heading)[:255]
    properties.subject = labels.subject
    coders = dict.fromkeys(excerpt.coder for excerpt in excerpts)
    properties.author = _clean(", ".join(coders))[:255]
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
        _run(heading)
        + "<w:r><w:tab/></w:r>"
        + _run(f"{labels.page} ")
        + _field("PAGE", "1")
        + _run(f" {labels.of} ")
        + _field("NUMPAGES", "1")
    )
    footer.extend(_parsed(_paragraph("footer", text)))


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


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _run(text: str, style: str = "") -> str:
    properties = f'<w:rPr><w:rStyle w:val="{style_id_of(style)}"/></w:rPr>' if style else ""
    written = html.escape(_clean(text), quote=False)
    return f'<w:r>{properties}<w:t xml:space="preserve">{written}</w:t></w:r>'


def _lines(text: str, style: str) -> str:
    """Text of several lines in one paragraph."""
    return "<w:r><w:br/></w:r>".join(_run(line, style) for line in text.splitlines() if line)


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id_of(style)}"/>{properties}</w:pPr>{content}</w:p>'
    )


def _field(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{_run(result)}</w:fldSimple>'


def _border(colour: str, side: str, width: int, space: int) -> str:
    match = _COLOUR.fullmatch(colour)
    value = match[1].upper() if match else _PLAIN_BORDER
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{value}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


# -- The report -------------------------------------------------------------------------------


def _body(
    sections: Sequence[Section], excerpts: Sequence[Excerpt], heading: str, labels: Labels
) -> Iterator[str]:
    yield _paragraph("Title", _run(labels.subject))
    yield _paragraph("Subtitle", _run(labels.summary(heading, excerpts)))
    yield _paragraph("Normal", _run(labels.explanation if excerpts else labels.nothing))
    if not excerpts:
        return
    yield _contents(sections, labels)
    for number, section in enumerate(sections):
        yield from _section(section, number, labels)


def _contents(sections: Sequence[Section], labels: Labels) -> str:
    """A table-of-contents field, filled in; Word puts page numbers in when it is updated.

    How many excerpts stand below a heading takes the place of the page, which only a word
    processor knows.
    """
    listed = [
        (number, section)
        for number, section in enumerate(sections)
        if section.depth < _CONTENTS_DEPTH
    ]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{_CONTENTS_DEPTH}" \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    lines = []
    for place, (number, section) in enumerate(listed):
        count = len(section.excerpts)
        entry = _run(section.code.name)
        entry += "<w:r><w:tab/></w:r>" + _run(labels.number_of_excerpts(count)) if count else ""
        link = f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{entry}</w:hyperlink>'
        lines.append(_paragraph(f"toc {section.depth + 1}", ("" if place else begin) + link))
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + _paragraph("TOC Heading", _run(labels.contents))
        + "".join(lines)
        + end
        + "</w:sdtContent></w:sdt>"
    )


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1:08}"


def _section(section: Section, number: int, labels: Labels) -> Iterator[str]:
    code = section.code
    level = min(section.depth + 1, HEADING_LEVELS)
    title = (
        f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>{_run(code.name)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    border = _border(section.colour, "bottom", 12, 3) if level == 1 else ""
    first = "<w:pageBreakBefore/>" if number == 0 else ""
    yield _paragraph(f"heading {level}", title, first + border)
    yield _paragraph("Code facts", _run(_facts(section, labels)))
    if code.definition.strip():
        yield _paragraph("Code definition", _run(" ".join(code.definition.split())))
    for group in section.groups:
        yield from _group(group, section, labels)


def _facts(section: Section, labels: Labels) -> str:
    """`STA · 61 utdrag: 20 främjar, 38 hindrar`."""
    excerpts = section.excerpts
    if not excerpts:
        return section.code.short_name
    counts = Counter(excerpt.polarity for excerpt in excerpts)
    words = labels.counted_polarities
    parts = [f"{counts[each]} {words[each][counts[each] != 1]}" for each in words if counts[each]]
    number = labels.number_of_excerpts(len(excerpts))
    return f"{section.code.short_name} · {number}: {', '.join(parts)}"


def _group(group: Group, section: Section, labels: Labels) -> Iterator[str]:
    if group.value:
        level = min(section.depth + 1, 8)
        yield _paragraph("Excerpt group", _run(group.value), f'<w:outlineLvl w:val="{level}"/>')
    border = _border(section.colour, "left", 18, 10)
    for excerpt in group.excerpts:
        yield from _excerpt(excerpt, border, labels)


def _excerpt(excerpt: Excerpt, border: str, labels: Labels) -> Iterator[str]:
    who = ", ".join(part for part in (excerpt.speaker, excerpt.description) if part)
    polarity = labels.polarity_with_sign(excerpt.polarity)
    yield _paragraph(
        "Excerpt source",
        _run(str(excerpt.reference), "Excerpt reference")
        + (_run(f"  {who}") if who else "")
        + "<w:r><w:tab/></w:r>"
        + _run(polarity, _POLARITY_STYLES[excerpt.polarity]),
    )
    for line in excerpt.text.split("\n"):
        if line.strip():
            yield _paragraph("Quote", _run(line), f"<w:keepNext/>{border}")
    attributes = [
        # A line does not break within a pair.
        f"{name} {value}".replace(" ", "\u00a0")
        for name, value in excerpt.attributes.items()
        if value
    ]
    yield _paragraph(
        "Excerpt details", _run(" · ".join(part for part in (excerpt.title, *attributes) if part))
    )
    if excerpt.memo.strip():
        memo = _run(f"{labels.memo.capitalize()}: ") + _lines(excerpt.memo, "Excerpt memo")
        yield _paragraph("Excerpt details", memo)
