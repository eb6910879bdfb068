"""Quotations for a report as Word, Markdown and csv: between quotation marks, with who said it.

Invariant: each carries its reference, and what was done to its words; what stands between the marks
is found again by `verify-quotes`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.export.markdown import at_start, escaped
from workbench.export.ordering import Group, Section, in_order, in_sections
from workbench.export.word import bookmark, border_of, contents
from workbench.export.word_parts import LOCALES, paragraph, run, write_document
from workbench.export.word_styles import HEADING_LEVELS
from workbench.files.writing import write_csv
from workbench.model import Codebook, Quotation, QuotationCollection, QuotationEdit
from workbench.text import natural_key

_INNER = str.maketrans(dict.fromkeys('"”“„«»', "’"))
"""Marks within a quotation."""
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Words:
    """What this export says beside the labels that every report has."""

    subject: str
    explanation: str
    marks: tuple[str, str]
    quotation: str
    verbatim: str
    attribution: str
    fits: str
    withheld: str
    edits: str
    left_out: str
    put_in: str
    few: str


_WORDS: dict[Language, _Words] = {
    "sv": _Words(
        subject="Citat",
        explanation=(
            "Varje citat har en referens: 07:31 är replik 31 i intervju 07. […] står för ord som "
            "har utelämnats; annat inom hakparentes har satts i stället för det som sades. Vad som "
            "har gjorts med ett citat står under det. Referensen är för projektets egna ögon."
        ),
        marks=("”", "”"),
        quotation="citat",
        verbatim="ordagrant",
        attribution="tillskrivning",
        fits="passar på antal deltagare",
        withheld="undanhållet",
        edits="ändringar",
        left_out="{words} ord utelämnade",
        put_in="{shown} för {words} ord",
        few="passar bara på {fits} deltagare",
    ),
    "en": _Words(
        subject="Quotations",
        explanation=(
            "Every quotation has a reference: 07:31 is turn 31 of interview 07. […] stands for "
            "words left out; anything else in square brackets for what was said. What was done to "
            "a quotation stands below it. The reference is for the project's own eyes."
        ),
        marks=("“", "”"),
        quotation="quotation",
        verbatim="verbatim",
        attribution="attribution",
        fits="fits participants",
        withheld="withheld",
        edits="edits",
        left_out="{words} words left out",
        put_in="{shown} for {words} words",
        few="fits only {fits} participants",
    ),
}


def quotations_csv(
    out: BinaryIO,
    collection: QuotationCollection,
    codebook: Codebook,
    *,
    by: str | None,
    lang: Language,
) -> None:
    """One row a quotation, by code and value: as it is set, verbatim, and what was done.

    Columns: reference, interview, turn, speaker, code, code path, polarity, quotation, attribution,
    verbatim, edits, withheld, fits, quotable; then every attribute, in Swedish order.
    """
    labels, words = labels_in(lang), _WORDS[lang]
    names = sorted(
        {name for each in collection.quotations for name in each.excerpt.attributes},
        key=natural_key,
    )
    columns = (
        *(labels.reference, labels.interview, labels.turn, labels.speaker, labels.code),
        *(labels.path, labels.polarity, words.quotation, words.attribution, words.verbatim),
        *(words.edits, words.withheld, words.fits, labels.quotable, *names),
    )
    rows = (
        (
            str(each.excerpt.reference),
            each.excerpt.interview,
            each.excerpt.turn or None,
            each.excerpt.speaker,
            each.excerpt.code,
            each.excerpt.code_path,
            each.excerpt.polarity.value if each.excerpt.polarity else "",
            each.text,
            each.attribution,
            each.excerpt.text,
            _edits(each, words),
            ", ".join(each.withheld),
            each.fits,
            labels.yes if each.excerpt.quotable else "",
            *(each.excerpt.attributes.get(name, "") for name in names),
        )
        for each in _in_order(collection, codebook, by)
    )
    write_csv(out, columns, rows, excel=True)


def quotations_markdown(
    out: BinaryIO,
    collection: QuotationCollection,
    codebook: Codebook,
    *,
    heading: str,
    by: str | None,
    lang: Language,
) -> None:
    """A heading a code, below it one a value, and each quotation as a block."""
    labels, words = labels_in(lang), _WORDS[lang]
    excerpts = [each.excerpt for each in collection.quotations]
    blocks = [f"# {words.subject}", at_start(escaped(labels.summary(heading, excerpts)))]
    blocks += [words.explanation if excerpts else labels.nothing]
    of_coding = _by_coding(collection)
    for section in in_sections(excerpts, codebook, by=by):
        level = min(section.depth + 2, _DEEPEST)
        blocks.append(f"{'#' * level} {escaped(section.code.name)}")
        for group in section.groups:
            if group.value:
                blocks.append(f"{'#' * min(level + 1, _DEEPEST)} {escaped(group.value)}")
            for excerpt in group.excerpts:
                quotation = of_coding[excerpt.coding]
                lines = (at_start(escaped(line)) for line in _said(quotation, words).split("\n"))
                blocks.append("> " + "\\\n> ".join(lines))
                blocks.append(at_start(escaped(_details(quotation, collection, labels, words))))
    out.write(("\n\n".join(blocks) + "\n").encode())


def quotations_docx(
    out: BinaryIO,
    collection: QuotationCollection,
    codebook: Codebook,
    *,
    heading: str,
    by: str | None,
    lang: Language,
) -> None:
    """A Word document: headings by code and value, each quotation in the colour of its code."""
    labels, words = labels_in(lang), _WORDS[lang]
    excerpts = [each.excerpt for each in collection.quotations]
    sections = in_sections(excerpts, codebook, by=by)
    body = [
        paragraph("Title", run(words.subject)),
        paragraph("Subtitle", run(labels.summary(heading, excerpts))),
        paragraph("Normal", run(words.explanation if excerpts else labels.nothing)),
    ]
    if excerpts:
        body.append(contents(sections, labels))
    drawn = _Sections(collection, labels, words)
    for number, section in enumerate(sections):
        body += drawn.section(section, number)
    write_document(
        out,
        "".join(body),
        title=heading,
        subject=words.subject,
        authors=tuple(dict.fromkeys(excerpt.coder for excerpt in excerpts)),
        labels=labels,
        quoted_locale=LOCALES.get(codebook.language, codebook.language),
    )


class _Sections:
    """The sections of the Word document."""

    def __init__(self, collection: QuotationCollection, labels: Labels, words: _Words) -> None:
        self.collection = collection
        self.labels = labels
        self.words = words
        self.of_coding = _by_coding(collection)

    def section(self, section: Section, number: int) -> Iterator[str]:
        level = min(section.depth + 1, HEADING_LEVELS)
        title = (
            f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(number)}"/>'
            f'{run(section.code.name)}<w:bookmarkEnd w:id="{number}"/>'
        )
        rule = border_of(section.colour, "bottom", 12, 3) if level == 1 else ""
        first = "<w:pageBreakBefore/>" if number == 0 else ""
        yield paragraph(f"heading {level}", title, first + rule)
        for group in section.groups:
            yield from self._group(group, section)

    def _group(self, group: Group, section: Section) -> Iterator[str]:
        if group.value:
            level = min(section.depth + 1, 8)
            yield paragraph("Excerpt group", run(group.value), f'<w:outlineLvl w:val="{level}"/>')
        side = border_of(section.colour, "left", 18, 10)
        for excerpt in group.excerpts:
            quotation = self.of_coding[excerpt.coding]
            said = "<w:r><w:br/></w:r>".join(
                run(line) for line in _said(quotation, self.words).split("\n")
            )
            apart = '<w:spacing w:before="140"/>'
            yield paragraph("Quote", said, f"<w:keepNext/>{side}{apart}")
            details = _details(quotation, self.collection, self.labels, self.words)
            reference = str(excerpt.reference)
            yield paragraph(
                "Excerpt details",
                run(reference, "Excerpt reference") + run(details.removeprefix(reference)),
            )


def _in_order(
    collection: QuotationCollection, codebook: Codebook, by: str | None
) -> Iterator[Quotation]:
    of_coding = _by_coding(collection)
    excerpts = [each.excerpt for each in collection.quotations]
    return (of_coding[each.coding] for each in in_order(excerpts, codebook, by=by))


def _by_coding(collection: QuotationCollection) -> dict[str, Quotation]:
    return {each.excerpt.coding: each for each in collection.quotations}


def _said(quotation: Quotation, words: _Words) -> str:
    """`”Vi ringer.” (chef, FK)`: marks within are single ones."""
    opening, closing = words.marks
    lines = (line.strip() for line in quotation.text.translate(_INNER).split("\n"))
    text = "\n".join(filter(None, lines))
    return f"{opening}{text}{closing} {quotation.attribution}".rstrip()


def _details(
    quotation: Quotation, collection: QuotationCollection, labels: Labels, words: _Words
) -> str:
    """`07:31 · − hindrar · 12 ord utelämnade`."""
    excerpt = quotation.excerpt
    few = words.few.format(fits=quotation.fits) if quotation.fits < collection.least else ""
    withheld = f"{words.withheld}: {', '.join(quotation.withheld)}" if quotation.withheld else ""
    parts = (
        str(excerpt.reference),
        labels.polarity_with_sign(excerpt.polarity),
        _edits(quotation, words),
        withheld,
        few,
    )
    return " · ".join(filter(None, parts))


def _edits(quotation: Quotation, words: _Words) -> str:
    return "; ".join(_edit(each, words) for each in quotation.edits)


def _edit(edit: QuotationEdit, words: _Words) -> str:
    told = words.left_out if edit.shown == "[…]" else words.put_in
    return told.format(words=edit.words, shown=edit.shown)
