"""Excerpts as a Word document: headings by code, quotations in the colour of their code."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.export.ordering import Group, Section, in_sections
from workbench.export.word_parts import LOCALES, lines, paragraph, run, write_document
from workbench.export.word_styles import HEADING_LEVELS
from workbench.model import Codebook, Excerpt, Polarity

_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_PLAIN_BORDER = "B8C0C8"
_CONTENTS_DEPTH = 3
_POLARITY_STYLES = {
    Polarity.PROMOTES: "Promotes",
    Polarity.HINDERS: "Hinders",
    Polarity.NEUTRAL: "Neutral",
    None: "Direction not set",
}


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
    labels = labels_in(lang)
    sections = in_sections(excerpts, codebook, by=by)
    write_document(
        out,
        "".join(_body(sections, excerpts, heading, labels)),
        title=heading,
        subject=labels.subject,
        authors=tuple(dict.fromkeys(excerpt.coder for excerpt in excerpts)),
        labels=labels,
        quoted_locale=LOCALES.get(codebook.language, codebook.language),
    )


def _border(colour: str, side: str, width: int, space: int) -> str:
    match = _COLOUR.fullmatch(colour)
    value = match[1].upper() if match else _PLAIN_BORDER
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{value}"/>'
    return f"<w:pBdr>{line}</w:pBdr>"


# -- The report -------------------------------------------------------------------------------


def _body(
    sections: Sequence[Section], excerpts: Sequence[Excerpt], heading: str, labels: Labels
) -> Iterator[str]:
    yield paragraph("Title", run(labels.subject))
    yield paragraph("Subtitle", run(labels.summary(heading, excerpts)))
    yield paragraph("Normal", run(labels.explanation if excerpts else labels.nothing))
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
    entries = []
    for place, (number, section) in enumerate(listed):
        count = len(section.excerpts)
        entry = run(section.code.name)
        entry += "<w:r><w:tab/></w:r>" + run(labels.number_of_excerpts(count)) if count else ""
        link = f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{entry}</w:hyperlink>'
        entries.append(paragraph(f"toc {section.depth + 1}", ("" if place else begin) + link))
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + paragraph("TOC Heading", run(labels.contents))
        + "".join(entries)
        + end
        + "</w:sdtContent></w:sdt>"
    )


def _bookmark(number: int) -> str:
    return f"_Toc{number + 1:08}"


def _section(section: Section, number: int, labels: Labels) -> Iterator[str]:
    code = section.code
    level = min(section.depth + 1, HEADING_LEVELS)
    title = (
        f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>{run(code.name)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    border = _border(section.colour, "bottom", 12, 3) if level == 1 else ""
    first = "<w:pageBreakBefore/>" if number == 0 else ""
    yield paragraph(f"heading {level}", title, first + border)
    yield paragraph("Code facts", run(_facts(section, labels)))
    if code.definition.strip():
        yield paragraph("Code definition", run(" ".join(code.definition.split())))
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
        yield paragraph("Excerpt group", run(group.value), f'<w:outlineLvl w:val="{level}"/>')
    border = _border(section.colour, "left", 18, 10)
    for excerpt in group.excerpts:
        yield from _excerpt(excerpt, border, labels)


def _excerpt(excerpt: Excerpt, border: str, labels: Labels) -> Iterator[str]:
    who = ", ".join(part for part in (excerpt.speaker, excerpt.description) if part)
    polarity = labels.polarity_with_sign(excerpt.polarity)
    yield paragraph(
        "Excerpt source",
        run(str(excerpt.reference), "Excerpt reference")
        + (run(f"  {who}") if who else "")
        + "<w:r><w:tab/></w:r>"
        + run(polarity, _POLARITY_STYLES[excerpt.polarity]),
    )
    for line in excerpt.text.split("\n"):
        if line.strip():
            yield paragraph("Quote", run(line), f"<w:keepNext/>{border}")
    attributes = [
        # A line does not break within a pair.
        f"{name} {value}".replace(" ", "\u00a0")
        for name, value in excerpt.attributes.items()
        if value
    ]
    yield paragraph(
        "Excerpt details", run(" · ".join(part for part in (excerpt.title, *attributes) if part))
    )
    if excerpt.memo.strip():
        memo = run(f"{labels.memo.capitalize()}: ") + lines(excerpt.memo, "Excerpt memo")
        yield paragraph("Excerpt details", memo)
