"""What readers hand to the grammar: paragraphs, before anyone has looked for speakers.

Invariant: the text of a block is normal (see `workbench.text.normal_text`) except that `TAB` still
stands where a tab was, and holds no empty lines at its ends. What is not part of the conversation
is an `Aside`, never dropped.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.text import normal_text

TAB = "\u1680"
"""Stands for a tab until labels are found: white space that survives `normal_text`."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in the file that is not said in the conversation, kept for the report."""

    kind: str
    """comment, footnote, endnote, textbox, header, footer, deleted, hidden, note, time, column,
    label, metadata."""
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table, or a cue."""

    text: str
    """May hold line breaks (Shift+Enter)."""
    speaker: str | None = None
    """Where the file itself marks the speaker; None: to be found in the text."""
    time: str = ""
    """`hh:mm:ss`, where the file itself marks it."""
    bold: int = 0
    """How many characters from the beginning are bold."""
    heading: bool = False
    gap: bool = False
    """An empty line or paragraph precedes."""


@dataclass(slots=True)
class Document:
    """A file after its reader: blocks in reading order, and what stands beside them."""

    blocks: list[Block]
    aside: list[Aside] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """Sentences for the report."""
    encoding: str = ""
    captions: bool = False
    """Cues: consecutive ones of one speaker are one turn."""
    paragraphs_by_gap: bool = False
    """Lines are wrapped: only an empty line ends a paragraph."""


def keep_tabs(raw: str) -> str:
    """`normal_text`, with `TAB` where tabs were."""
    return normal_text(raw.replace("\t", TAB) if "\t" in raw else raw)


def plain(text: str) -> str:
    """The text as it enters the interview: tabs are spaces."""
    return text.replace(TAB, " ") if TAB in text else text


def normal_aside(kind: str, raw: str) -> Aside | None:
    """An aside, or None when there is nothing but white space in it."""
    text = normal_text(raw).strip()
    return Aside(kind, text) if text else None


def asides(found: Iterable[Sequence[str]]) -> list[Aside]:
    """Pairs of kind and raw text, the empty ones left out."""
    made = (normal_aside(kind, raw) for kind, raw in found)
    return [aside for aside in made if aside is not None]


def to_json(document: Document) -> dict[str, object]:
    """A document as it crosses from the child process; the inverse of `from_json`."""
    return {
        "blocks": [[b.text, b.speaker, b.time, b.bold, b.heading, b.gap] for b in document.blocks],
        "aside": [[aside.kind, aside.text] for aside in document.aside],
        "doubts": document.doubts,
    }


def from_json(received: object) -> Document:
    """Rebuild a document; raises TypeError or ValueError where it is not `to_json`'s."""
    if not isinstance(received, dict):
        raise TypeError("not a document")
    return Document(
        [Block(*fields) for fields in received["blocks"]],
        [Aside(kind, text) for kind, text in received["aside"]],
        list(received["doubts"]),
    )
