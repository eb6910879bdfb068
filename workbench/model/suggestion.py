"""A suggestion: a passage, a code it may belong to, and why."""

from dataclasses import dataclass
from enum import Enum

from workbench.model.codebook import CodeId
from workbench.model.coding import Polarity, Span
from workbench.model.interview import InterviewId


class Confidence(Enum):
    """How far a suggestion is to be trusted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a suggestion."""

    kind: str
    """Why the words count.

    Of a cue, how it was found: `exact`, `lemma`, `compound`, `spelling`, `pattern`, `regex`. Then
    `question` (a cue in the moderator's question), `turn` (where the passage itself holds nothing:
    words of the rest of its turn), `negation` (what turned the direction),
    `definition` (words like the codebook's own), `learned` (words like those of passages coded so),
    `like` (a passage coded so before), or the name of a suggester from elsewhere.
    """
    cue: str
    """The cue as the codebook has it; of `like` the reference of the passage, `07:31`; else empty.
    """
    text: str
    """The words hit, verbatim."""
    span: Span
    """Where they stand in the interview; of `question`, in the moderator's turn; of `turn`,
    anywhere in the speaker's."""
    code: CodeId
    """The code whose cue it is: the suggested one or a code below it."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A passage (whole sentences of one turn) and a code for it."""

    interview: InterviewId
    turn: int
    speaker: str
    span: Span
    text: str
    code: CodeId
    score: float
    """From 0 (nothing) to 1 (certain)."""
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    polarity: Polarity | None = None
