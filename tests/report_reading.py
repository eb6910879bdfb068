"""A report as a reader sees it: chapters with their paragraphs, tables by their captions."""

import re
from dataclasses import dataclass, field

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

CAPTION = re.compile(r"(Tabell|Table|Figur|Figure) (\d+)\. (.+)")


@dataclass
class ReadTable:
    caption: str
    chapter: str
    """The nearest heading of level 1 or 2 above."""
    rows: list[list[str]]

    @property
    def by_name(self):
        """Rows by their first cell, without the space that sets sub-codes in."""
        return {row[0].strip(): row[1:] for row in self.rows[1:]}


@dataclass
class ReadReport:
    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    quotations: list[tuple[str, str, str]] = field(default_factory=list)
    """Chapter, part, and the quotation with its attribution."""
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    """Chapter and words, of the text itself."""


def read_report(path):
    read, chapter, part, caption = ReadReport(), "", "", ""
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            read.tables.append(ReadTable(caption, chapter, rows))
            continue
        assert isinstance(block, Paragraph)
        style, text = block.style.name, whole_text(block)
        if style.startswith("Heading"):
            level = int(style.removeprefix("Heading "))
            read.headings.append((level, text))
            chapter, part = (text, "") if level < 3 else (chapter, text)
        elif style.casefold() == "caption":
            kind, _number, caption = CAPTION.fullmatch(text).groups()
            if kind.startswith("Figur"):
                read.figures.append(caption)
        elif style == "Quote":
            read.quotations.append((chapter, part, text))
        elif style in ("Normal", "Code definition"):
            read.paragraphs.append((chapter, text))
    return read


def whole_text(paragraph):
    """With what stands in fields, which python-docx leaves out."""
    return "".join(node.text or "" for node in paragraph._p.iter() if node.tag.endswith("}t"))
