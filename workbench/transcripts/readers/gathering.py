"""Collects the paragraphs and tables of a word processor's file into a document.

Invariant: the order of the file is kept, and nothing added is lost: what holds no words (an empty
paragraph) becomes the gap before the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.transcripts import times
from workbench.transcripts.blocks import (
    TAB,
    Aside,
    Block,
    Document,
    keep_tabs,
    normal_aside,
)
from workbench.transcripts.labels import LONGEST
from workbench.transcripts.tables import read_table

Piece = tuple[str, bool]
"""A stretch of text and whether it is bold."""


@dataclass(slots=True)
class _Table:
    """A table, kept until it is known whether anyone speaks after it."""

    rows: list[list[str]]
    gap: bool


class Gathering:
    """A document in the making."""

    def __init__(self) -> None:
        self.aside: list[Aside] = []
        self.doubts: list[str] = []
        self._found: list[Block | _Table] = []
        self._gap = False

    def add_paragraph(self, pieces: Sequence[Piece], *, heading: bool = False) -> None:
        """Add a paragraph, its tabs and line breaks as `\\t` and `\\n`."""
        text = keep_tabs("".join(text for text, _ in pieces)).strip()
        if not text:
            self._gap = True
            return
        text = "\n".join(line.strip() for line in text.split("\n"))
        self._found.append(
            Block(text, bold=_bold_until(pieces, text), heading=heading, gap=self._gap)
        )
        self._gap = False

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table of raw cell texts."""
        self._found.append(_Table([[_cell(cell) for cell in row] for row in rows], self._gap))
        self._gap = True

    def add_aside(self, kind: str, raw: str) -> None:
        aside = normal_aside(kind, raw)
        if aside is not None:
            self.aside.append(aside)

    def document(self) -> Document:
        document = Document([], list(self.aside), list(self.doubts))
        last = max((at for at, one in enumerate(self._found) if _may_be_spoken(one)), default=-1)
        for at, one in enumerate(self._found):
            if isinstance(one, Block):
                document.blocks.append(one)
                continue
            blocks, aside = read_table(one.rows, gap=one.gap, only=at >= last)
            document.blocks.extend(blocks)
            document.aside.extend(aside)
        return document

    def raw_text(self) -> str:
        """The paragraphs and cells as lines, for what stands aside or in a cell."""
        lines: list[str] = []
        for one in self._found:
            if isinstance(one, Block):
                lines.append(one.text)
            else:
                lines.extend(TAB.join(filter(None, row)) for row in one.rows)
        return "\n".join(filter(None, lines))


def _may_be_spoken(one: Block | _Table) -> bool:
    """A table, or a paragraph that may begin with a label."""
    if isinstance(one, _Table):
        return True
    head = one.text[:LONGEST]
    return ":" in head or TAB in head or " - " in head or " – " in head or one.bold > 0


def _cell(raw: str) -> str:
    lines = (line.strip() for line in keep_tabs(raw).split("\n"))
    return "\n".join(line for line in lines if line)


def _bold_until(pieces: Sequence[Piece], text: str) -> int:
    """Where the first bold stretch of `text` ends, if nothing but a time precedes it."""
    lead = ""
    bold_at = -1
    for piece, is_bold in pieces:
        if not piece.strip():
            lead += piece
            continue
        if not is_bold and bold_at >= 0:
            break
        if is_bold and bold_at < 0:
            before = lead.strip()
            found = times.leading(before) if before else None
            if before and (found is None or found.edge != len(before)):
                return 0
            bold_at = len(lead)
        lead += piece
    if bold_at < 0:
        return 0
    until = keep_tabs(lead).strip()
    return len(until) if text.startswith(until) else 0
