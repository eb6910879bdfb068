"""The words of a quotation as an author sets it: with cuts, insertions and pauses between them.

Invariant: pieces stand in order and do not overlap; a word's form is what is compared, folded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from workbench.text import fold

Kind = Literal["word", "cut", "pause", "inserted", "aside"]
"""`cut`: a mark such as […]; `pause`: three dots, which may be the speaker's or a cut; `inserted`:
words in square brackets; `aside`: words in round brackets, such as (skratt)."""

_DOTS = r"(?:…|\.{2,})"
_WORD = r"(?:\[\w+\]\w+|\w+\[\w+\]\w*|\w+(?:[-‐‑'’:.]\w+)*)"
_PIECE = re.compile(
    rf"""
      (?P<cut> \[\s*(?:{_DOTS}|[-–—]+)\s*\] | \(\s*{_DOTS}\s*\) | /\s*(?:{_DOTS}|[-–—]+)\s*/
             | <\s*{_DOTS}\s*> | (?:[-–—]\s){{2,}}[-–—] | -{{3,}} )
    | (?P<word> {_WORD} )
    | (?P<inserted> \[[^\[\]\n]{{1,200}}\] )
    | (?P<aside> \([^()\n]{{1,200}}\) )
    | (?P<pause> {_DOTS} )
    """,
    re.VERBOSE,
)
_KINDS: dict[str, Kind] = {
    "word": "word",
    "cut": "cut",
    "pause": "pause",
    "inserted": "inserted",
    "aside": "aside",
}
_SAME = str.maketrans({**dict.fromkeys("‐‑", "-"), **dict.fromkeys("’‘", "'")})


@dataclass(frozen=True, slots=True)
class Piece:
    """`[start, end)` of the quotation."""

    kind: Kind
    start: int
    end: int
    form: str = ""
    """Of a word, as it is compared."""


def pieces_of(quotation: str) -> list[Piece]:
    """The quotation cut into words and marks, in order."""
    return list(_pieces(quotation))


def word_form(word: str) -> str:
    """A word as it is compared: without regard to case; `[D]et` is det."""
    return fold(word.translate(_SAME).replace("[", "").replace("]", ""))


def _pieces(quotation: str) -> Iterator[Piece]:
    for match in _PIECE.finditer(quotation):
        kind = _KINDS[match.lastgroup or ""]
        form = word_form(match[0]) if kind == "word" else ""
        yield Piece(kind, match.start(), match.end(), form)


def segments_of(pieces: list[Piece]) -> list[list[str]]:
    """Runs of words without a cut or an insertion between them."""
    segments: list[list[str]] = [[]]
    for piece in pieces:
        if piece.kind == "word":
            segments[-1].append(piece.form)
        elif piece.kind in ("cut", "inserted"):
            segments.append([])
    return [segment for segment in segments if segment]
