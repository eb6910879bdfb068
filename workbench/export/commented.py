"""A transcript as a Word document with its codings as comments in the margin.

Invariant: the body's paragraphs are the lines of the interview's text, nothing more and nothing
less, so that our own reader reads it again as the same text; what else is known stands in the page
header.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.labels import Language, labels_in
from workbench.export.word_parts import LOCALES, clean, paragraph, run, write_document
from workbench.model import Interview, Span

if TYPE_CHECKING:
    from docx.document import Document

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = (
    ("character", "Strong", "Strong", '<w:rPr><w:b/><w:bCs/><w:color w:val="17365D"/></w:rPr>'),
    (
        "character",
        "Moderator",
        "Moderator",
        '<w:rPr><w:b/><w:bCs/><w:color w:val="56616B"/></w:rPr>',
    ),
    (
        "paragraph",
        "header",
        "Header",
        '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
        '<w:rPr><w:color w:val="56616B"/><w:sz w:val="17"/></w:rPr>',
    ),
    (
        "paragraph",
        "annotation text",
        "CommentText",
        '<w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
        '<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>',
    ),
    (
        "character",
        "annotation reference",
        "CommentReference",
        '<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>',
    ),
)
"""Kind, name, id and properties. `Strong` is what our reader, too, takes for bold."""


@dataclass(frozen=True, slots=True)
class MarginComment:
    """A comment on a passage of the interview's text."""

    span: Span
    text: str
    author: str
    time: datetime | None = None


def commented_docx(
    out: BinaryIO,
    interview: Interview,
    comments: Sequence[MarginComment],
    *,
    language: str = "sv",
    lang: Language = "sv",
) -> None:
    """Write the interview with its comments; `language` is that of what is said."""
    labels = labels_in(lang)
    ordered = sorted(comments, key=lambda each: (each.span.start, -each.span.end))
    write_document(
        out,
        "".join(_body(interview, ordered)),
        title=f"{interview.id} {interview.title}".strip(),
        subject=interview.title,
        authors=tuple(dict.fromkeys(each.author for each in ordered)),
        labels=labels,
        quoted_locale=LOCALES.get(language, language),
        finish=lambda document: _finish(document, interview, ordered),
    )


def _body(interview: Interview, comments: Sequence[MarginComment]) -> Iterator[str]:
    marks: dict[int, list[tuple[int, int, str]]] = {}
    for number, each in enumerate(comments):
        closing = (
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/>'
            f'</w:rPr><w:commentReference w:id="{number}"/></w:r>'
        )
        opening = f'<w:commentRangeStart w:id="{number}"/>'
        # What ends somewhere comes before what begins there.
        marks.setdefault(each.span.start, []).append((1, number, opening))
        marks.setdefault(each.span.end, []).append((0, number, closing))
    heads = {interview.text.rfind("\n", 0, turn.start) + 1: turn for turn in interview.turns}
    places = sorted(marks)
    position = 0
    for line in interview.text.split("\n"):
        end = position + len(line)
        turn = heads.get(position)
        label_end: int = turn.start if turn is not None else position
        moderator = turn is not None and interview.is_moderator(turn)
        style = "Moderator" if moderator else "Strong"
        pieces = []
        cuts = sorted({position, *_between(places, position, end), min(label_end, end), end})
        for at, cut in enumerate(cuts):
            pieces += [mark for _order, _number, mark in sorted(marks.get(cut, ()))]
            if at + 1 < len(cuts):
                words = interview.text[cut : cuts[at + 1]]
                pieces.append(run(words, style if cut < label_end else ""))
        is_title = position == 0 and line.strip() == interview.title and bool(line.strip())
        yield paragraph("Title" if is_title else "Normal", "".join(pieces))
        position = end + 1


def _between(places: list[int], start: int, end: int) -> list[int]:
    return places[bisect_left(places, start) : bisect_right(places, end)]


def _finish(document: "Document", interview: Interview, comments: Sequence[MarginComment]) -> None:
    from docx.oxml import parse_xml

    styles = document.styles.element
    for kind, name, identity, properties in _STYLES:
        style = (
            f'<w:style xmlns:w="{_NAMESPACE}" w:type="{kind}" w:styleId="{identity}">'
            f'<w:name w:val="{name}"/>{properties}</w:style>'
        )
        styles.append(parse_xml(style))
    header = document.sections[0].header._element
    for child in list(header):
        header.remove(child)
    facts = [f"{name} {value}" for name, value in interview.attributes.items() if value]
    for words in (f"{interview.id} · {interview.title}", " · ".join(facts)):
        if words:
            wrapped = f'<w:body xmlns:w="{_NAMESPACE}">{paragraph("header", run(words))}</w:body>'
            header.extend(list(parse_xml(wrapped)))
    for each in comments:
        made = document.comments.add_comment(
            text=clean(each.text), author=clean(each.author), initials=_initials(each.author)
        )
        element = made._comment_elm
        # A comment without a time of its own would get today's: the bytes would differ each day.
        element.date = each.time.replace(microsecond=0) if each.time is not None else None


def _initials(name: str) -> str:
    """`AB` for Anna Berg."""
    return "".join(word[0] for word in clean(name).split())[:4]
