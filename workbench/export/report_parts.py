"""A report as it grows: chapters, tables, figures and what is numbered in them.

Invariant: tables and figures are numbered in the order in which they stand, by fields that a word
processor counts anew; every heading is in the contents.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.export.agreement_notes import grouped
from workbench.export.report_phrases import Phrases, emphasised, pieces
from workbench.export.word_parts import Cell, Column, field, paragraph, picture, run, table
from workbench.export.word_styles import TEXT_WIDTH
from workbench.model import CodeFigures, CodeId, StudyReport, Unit

CONTENTS_DEPTH = 2
_DPI = 200
_SHORT = 20
"""Rows of a table that fit a page with room to spare."""
_MOST_NAMED = 3
"""Codes that are named as the most frequent."""


@dataclass(frozen=True, slots=True)
class _Heading:
    level: int
    text: str
    bookmark: str


class Pages:
    """The body of a document, piece by piece."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.words = phrases.words
        self.pictures: list[bytes] = []
        self._parts: list[str] = []
        self._headings: list[_Heading] = []
        self._tables = 0

    def body(self, front: Sequence[str], *, new_page: bool = True) -> str:
        """Everything: `front`, the contents (on a new page), then what has grown."""
        return "".join([*front, self._contents(new_page=new_page), *self._parts])

    def heading(
        self, level: int, text: str, *, properties: str = "", new_page: bool = False
    ) -> None:
        """A chapter (1) or a part of one."""
        mark = f"_Toc{len(self._headings) + 1:08}"
        number = len(self._headings)
        content = (
            f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{run(text)}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
        break_before = "<w:pageBreakBefore/>" if new_page else ""
        self._parts.append(paragraph(f"heading {level}", content, break_before + properties))
        self._headings.append(_Heading(level, text, mark))

    def say(self, *sentences: str, style: str = "Normal", keep: bool = False) -> None:
        """A paragraph of sentences; nothing of no words. keep: with what follows."""
        text = " ".join(filter(None, sentences))
        if text:
            properties = "<w:keepNext/>" if keep else ""
            self._parts.append(paragraph(style, runs(text), properties))

    def put(self, *parts: str) -> None:
        self._parts += parts

    def table(
        self, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
    ) -> None:
        """A table with its caption above."""
        self._tables += 1
        label = self.words["table"]
        numbered = field(f"SEQ {label} \\* ARABIC", str(self._tables))
        self._parts.append(paragraph("caption", run(f"{label} ") + numbered + runs(f". {caption}")))
        together = len(rows) <= _SHORT
        self._parts += [table(columns, rows, together=together), paragraph("Table note", "")]

    def figure(self, caption: str, data: bytes, *, told: str) -> None:
        """A picture with its caption below, and what it shows in words."""
        number = len(self.pictures)
        self.pictures.append(data)
        label = self.words["figure"]
        shown = picture(number, data, name=f"{label} {number + 1}", told=told, dpi=_DPI)
        numbered = field(f"SEQ {label} \\* ARABIC", str(number + 1))
        self._parts += [
            paragraph("Figure", shown),
            paragraph(
                "caption",
                run(f"{label} ") + numbered + runs(f". {caption}"),
                '<w:keepNext w:val="0"/><w:spacing w:before="60" w:after="240"/>',
            ),
        ]

    def _contents(self, *, new_page: bool) -> str:
        """A table-of-contents field, filled in but for the pages, which only a word processor
        knows: it is marked as out of date, so that Word puts them in."""
        begin = (
            '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r>'
            f'<w:instrText xml:space="preserve"> TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        )
        entries = [
            paragraph(
                f"toc {each.level}",
                ("" if place else begin)
                + f'<w:hyperlink w:anchor="{each.bookmark}" w:history="1">{run(each.text)}'
                + "</w:hyperlink>",
            )
            for place, each in enumerate(self._listed())
        ]
        end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        break_before = "<w:pageBreakBefore/>" if new_page else ""
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
            "<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>"
            + paragraph("TOC Heading", run(self.words["contents"]), break_before)
            + "".join(entries)
            + end
            + "</w:sdtContent></w:sdt>"
        )

    def _listed(self) -> list[_Heading]:
        return [each for each in self._headings if each.level <= CONTENTS_DEPTH]


def runs(text: str) -> str:
    """Text with what is emphasised in it."""
    return "".join(run(part, "Emphasis" if strong else "") for part, strong in pieces(text))


def columns(*headings: tuple[str, int], text: int = 1, last: int = 0) -> list[Column]:
    """Columns of the given widths; the first `text` and the `last` hold words, others figures.

    The first takes what the others leave; none is narrower than the words of its heading.
    """
    widths = [max(width, _heading_width(name)) for name, width in headings]
    widths[0] = TEXT_WIDTH - sum(widths[1:])
    figures = range(text, len(headings) - last)
    return [
        Column(name, width, number=at in figures)
        for at, ((name, _), width) in enumerate(zip(headings, widths, strict=True))
    ]


def _heading_width(name: str) -> int:
    """That its longest word is not broken."""
    return 130 + int(112 * max(map(_letters, name.split()), default=0))


def width_for(words: Iterable[str], *, bold: bool = True) -> int:
    """Of a column in which the longest word is not broken, in twentieths of a point.

    bold: whether they are set as headings are.
    """
    longest = max((_letters(word) for text in words for word in text.split()), default=0)
    return min(2400, max(900, 150 + int((108 if bold else 97) * longest)))


def _letters(word: str) -> float:
    """The length of a word in usual letters; m and w are half as wide again."""
    return len(word) + sum(each in "mwMW" for each in word) / 2


def most_frequent(
    figures: Mapping[CodeId, CodeFigures], names: Mapping[CodeId, str], phrases: Phrases
) -> str:
    """`Stabila organisationer (13 utdrag), …`; of equally frequent ones the first of the book."""
    ranked = sorted(figures, key=lambda code: -figures[code].segments)
    named = [
        f"{emphasised(names[code])} ({phrases.number(figures[code].segments, Unit.SEGMENTS)})"
        for code in ranked[:_MOST_NAMED]
        if figures[code].segments
    ]
    return phrases.listed(named)


def directed(
    figures: Mapping[CodeId, CodeFigures], report: StudyReport, phrases: Phrases
) -> Iterator[str]:
    """How many excerpts are about what hinders and what promotes; nothing where none are."""
    book = report.method.codebook
    # A code below one that has a chapter would count twice.
    apart = [
        each
        for code, each in figures.items()
        if figures.keys().isdisjoint(book.ancestors(code)[1:])
    ]
    hinders = sum(each.directions["-"] for each in apart)
    promotes = sum(each.directions["+"] for each in apart)
    if hinders or promotes:
        number = phrases.number(hinders, Unit.SEGMENTS)
        yield phrases.say("overview directions", hinders=number, promotes=grouped(promotes))
