"""A codebook as a Word document: what coders keep at hand and a report has as an appendix."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from workbench.export.labels import Language, labels_in
from workbench.export.report_parts import Pages
from workbench.export.report_phrases import Phrases
from workbench.export.word import border_of
from workbench.export.word_parts import LOCALES, lines, paragraph, run, write_document
from workbench.export.word_styles import HEADING_LEVELS
from workbench.model import Code, Codebook, Cue, Polarity, readable_id

_WORDS = {
    "sv": {
        "codebook": "Kodbok",
        "version": "Version {number} i projektet {project}, {date}.",
        "version undated": "Version {number} i projektet {project}.",
        "about": "Om kodboken",
        "about none": "Kodboken har ingen inledning.",
        "sources": "Källor",
        "codes": "Koderna",
        "codes none": "Kodboken har inga koder ännu.",
        "definition": "Definition",
        "none": "Koden har ingen definition ännu.",
        "include": "Räkna hit",
        "exclude": "Räkna inte hit",
        "example": "Exempel",
        "memo": "Anteckning",
        "cues": "Bilaga: ledtrådar",
        "cues told": (
            "Ord och vändningar som pekar ut ställen som är värda att läsa. De avgör ingenting. "
            "Plus och minus visar vilken riktning ordet antyder; inte framför ett ord visar att "
            "det pekar bort från koden."
        ),
        "cues none": "Kodboken har inga ledtrådar.",
        "not": "inte",
    },
    "en": {
        "codebook": "Codebook",
        "version": "Version {number} in the project {project}, {date}.",
        "version undated": "Version {number} in the project {project}.",
        "about": "About the codebook",
        "about none": "The codebook has no introduction.",
        "sources": "Sources",
        "codes": "The codes",
        "codes none": "The codebook has no codes yet.",
        "definition": "Definition",
        "none": "The code has no definition yet.",
        "include": "Include",
        "exclude": "Do not include",
        "example": "Example",
        "memo": "Note",
        "cues": "Appendix: cues",
        "cues told": (
            "Words and phrases that point at places worth reading. They decide nothing. Plus and "
            "minus show which direction a word suggests; not before a word shows that it points "
            "away from the code."
        ),
        "cues none": "The codebook has no cues.",
        "not": "not",
    },
}
_SIGNS = {Polarity.PROMOTES: " (+)", Polarity.HINDERS: " (−)", Polarity.NEUTRAL: " (0)", None: ""}


def codebook_docx(
    out: BinaryIO,
    book: Codebook,
    *,
    project: str,
    version: int,
    event: datetime | None,
    lang: Language,
) -> None:
    """Write the codebook: its introduction and sources, every code with its fields, the cues.

    event: the project's last, UTC; the only date in the document.
    """
    words = _WORDS[lang]
    pages = Pages(Phrases("", lang))
    _introduce(book, pages, words)
    pages.heading(1, words["codes"], new_page=True)
    if not book.codes:
        pages.say(words["codes none"])
    for code, depth in book.walk():
        _code(code, depth, book, pages, words)
    _cues(book, pages, words)
    told = "version" if event is not None else "version undated"
    date = f"{event:%Y-%m-%d}" if event is not None else ""
    front = [
        paragraph("Title", run(book.title)),
        paragraph("Subtitle", run(words["codebook"])),
        paragraph(
            "Title note", run(words[told].format(number=version, project=project, date=date))
        ),
    ]
    write_document(
        out,
        pages.body(front, new_page=False),
        title=f"{words['codebook']} – {book.title}",
        subject=words["codebook"],
        authors=(),
        labels=labels_in(lang),
        quoted_locale=LOCALES.get(book.language, book.language),
    )


def _introduce(book: Codebook, pages: Pages, words: dict[str, str]) -> None:
    pages.heading(1, words["about"])
    for told in _paragraphs(book.description) or [words["about none"]]:
        pages.say(told)
    if book.sources:
        pages.heading(2, words["sources"])
        for source in book.sources:
            pages.say(source)


def _code(code: Code, depth: int, book: Codebook, pages: Pages, words: dict[str, str]) -> None:
    level = min(depth + 2, HEADING_LEVELS)
    name = " ".join(filter(None, (readable_id(code.id), code.name)))
    colours = (book.by_id[each].colour for each in book.ancestors(code.id))
    colour = next(filter(None, colours), "")
    pages.heading(level, name, properties=border_of(colour, "bottom", 12, 3) if not depth else "")
    if not code.definition.strip():
        pages.say(words["none"])
    for title, text in _fields(code):
        told = "\n".join(_paragraphs(text))
        pages.put(
            paragraph("Normal", run(f"{words[title]}. ", "Excerpt reference") + lines(told, ""))
        )


def _fields(code: Code) -> Iterator[tuple[str, str]]:
    fields = (
        ("definition", code.definition),
        ("include", code.include),
        ("exclude", code.exclude),
        ("example", code.example),
        ("memo", code.memo),
    )
    yield from ((title, text) for title, text in fields if text.strip())


def _paragraphs(text: str) -> list[str]:
    """Lines that were broken by hand put together; an empty line divides."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return [part for part in parts if part]


def _cues(book: Codebook, pages: Pages, words: dict[str, str]) -> None:
    pages.heading(1, words["cues"], new_page=True)
    if not any(code.cues for code in book.codes):
        pages.say(words["cues none"])
        return
    pages.say(words["cues told"])
    for code, _ in book.walk():
        if code.cues:
            cues = ", ".join(_cue(each, words) for each in code.cues)
            name = run(f"{code.name}. ", "Excerpt reference")
            pages.put(paragraph("Title note", name + run(cues)))


def _cue(cue: Cue, words: dict[str, str]) -> str:
    before = f"{words['not']} " if cue.exclude else ""
    return f"{before}{cue.text}{_SIGNS[cue.polarity]}"
