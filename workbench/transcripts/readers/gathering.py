"""Collects the paragraphs and tables of a word processor's file into a document.

Invariant: the order of the file is kept, and nothing added is lost: what holds no words (an empty
paragraph) becomes the gap before the next.
"""

from collections.abc import Sequence

from workbench.transcripts import times
from workbench.transcripts.blocks import Aside, Block, Document, keep_tabs, normal_aside
from workbench.transcripts.tables import read_table

Piece = tuple[str, bool]
"""A stretch of text and whether it is bold."""


class Gathering:
    """A document in the making."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.aside: list[Aside] = []
        self.doubts: list[str] = []
        self._gap = False

    def add_paragraph(self, pieces: Sequence[Piece], *, heading: bool = False) -> None:
        """Add a paragraph, its tabs and line breaks as `\\t` and `\\n`."""
        text = keep_tabs("".join(text for text, _ in pieces)).strip()
        if not text:
            self._gap = True
            return
        text = "\n".join(line.strip() for line in text.split("\n"))
        self.blocks.append(
            Block(text, bold=_bold_until(pieces, text), heading=heading, gap=self._gap)
        )
        self._gap = False

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table of raw cell texts."""
        blocks, aside = read_table([[_cell(cell) for cell in row] for row in rows], gap=self._gap)
        self.blocks.extend(blocks)
        self.aside.extend(aside)
        self._gap = True

    def add_aside(self, kind: str, raw: str) -> None:
        aside = normal_aside(kind, raw)
        if aside is not None:
            self.aside.append(aside)

    def document(self) -> Document:
        return Document(self.blocks, self.aside, self.doubts)

    def raw_text(self) -> str:
        """The paragraphs as lines, for what stands aside or in a cell."""
        return "\n".join(block.text for block in self.blocks)


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
