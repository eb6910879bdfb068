"""What comes of looking for a quotation."""

from dataclasses import dataclass
from typing import Literal

from workbench.model import Span

How = Literal["verbatim", "folded", "nearby", "fuzzy"]
"""Verbatim; after folding white space, quotation marks and dashes; either of them in another turn
than the one named; not word for word."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a quotation stands."""

    span: Span
    """Begins and ends with a character of words said, not of a label."""
    how: How
    turn: int
    """The number of the turn the passage belongs to (its first participant's); 0 where it touches
    none."""
    score: float
    """1 unless fuzzy: then the part of the characters that agree, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a quotation has no place."""

    reason: str
    """A sentence, with what to do."""
    candidates: tuple[Span, ...] = ()
    """Places between which nothing decides, or the nearest that was not near enough."""
