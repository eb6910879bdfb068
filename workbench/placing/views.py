"""An interview's text as quotations are compared with it: folded, with and without labels.

Invariant: `offsets` leads from every character of a view back to the interview's text.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.model import Interview, Span, Turn
from workbench.text import loosen


@dataclass(frozen=True, slots=True)
class View:
    """Text derived from an interview's."""

    text: str
    offsets: list[int]
    """For every character, and one more for the end, where it stands in the interview."""

    def span(self, start: int, end: int) -> Span:
        """`[start, end)` of the view as a span of the interview; not empty."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)

    def bounds(self, start: int, end: int) -> tuple[int, int]:
        """The part of the view that comes from `[start, end)` of the interview."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


@dataclass(frozen=True, slots=True)
class Views:
    """The folded forms of one interview."""

    folded: View
    """Everything, labels included."""
    said: View
    """The words of the turns, a space between turns."""
    lowered: str
    """`said` in lower case, of the same length."""


def views_of(interview: Interview) -> Views:
    """The folded forms, kept for the last few interviews."""
    return _views(interview.text, interview.turns)


@lru_cache(maxsize=4)
def _views(text: str, turns: tuple[Turn, ...]) -> Views:
    loose, offsets = loosen(text)
    folded = View(loose, offsets)
    pieces: list[str] = []
    places: list[int] = []
    for turn in turns:
        start, end = folded.bounds(turn.start, turn.end)
        piece = loose[start:end].rstrip(" ")
        if not piece:
            continue
        if pieces:
            pieces.append(" ")
            places.append(turn.start)
        pieces.append(piece)
        places.extend(offsets[start : start + len(piece)])
    said = View("".join(pieces), [*places, turns[-1].end if turns else 0])
    return Views(folded, said, lowered(said.text))


def lowered(text: str) -> str:
    """In lower case, each character by itself, so that places stay."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def occurrences(text: str, needle: str) -> Iterator[int]:
    """Where `needle` begins in `text`, overlapping ones included."""
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)


def cuts_word(text: str, at: int) -> bool:
    """Whether a boundary at `at` would fall within a word."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
