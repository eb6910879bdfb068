"""A coding: a coder's decision that a passage belongs to a code."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NewType

from workbench.errors import InputError
from workbench.model.codebook import CodeId
from workbench.model.interview import InterviewId

CodingId = NewType("CodingId", str)
"""A UUIDv7."""

Coder = NewType("Coder", str)


class Polarity(Enum):
    """Whether the passage shows the factor at work. A coding without one is *not set*: None."""

    PROMOTES = "+"
    HINDERS = "-"
    NEUTRAL = "0"
    """Neutral, or a wish."""

    @classmethod
    def parse(cls, written: str) -> "Polarity | None":
        """`+ - 0` or empty (not set); typographic minus and dash are read as `-`."""
        sign = written.strip().replace("−", "-").replace("–", "-").replace("±", "0")
        if not sign:
            return None
        try:
            return cls(sign)
        except ValueError:
            raise InputError(
                f"“{written}” is no direction.", "Write +, - or 0, or leave the cell empty."
            ) from None


class Origin(Enum):
    """How a coding came about."""

    HAND = "hand"
    SUGGESTION = "suggestion"
    SHEET = "sheet"
    CONSENSUS = "consensus"
    EXCHANGE = "exchange"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code points `[start, end)` into one interview's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Coding:
    """At most one per coder, interview, span and code."""

    id: CodingId
    interview: InterviewId
    span: Span
    code: CodeId
    coder: Coder
    polarity: Polarity | None = None
    memo: str = ""
    quotable: bool = False
    origin: Origin = Origin.HAND
    time: datetime | None = None
    """When it was made, UTC; filled in by the project."""
