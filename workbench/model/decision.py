"""What a coder did with a suggestion, and what it rested on when she saw it."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from workbench.model.codebook import CodeId
from workbench.model.coding import Coder, Span
from workbench.model.interview import InterviewId
from workbench.model.suggestion import Confidence


class Verdict(Enum):
    """The coder's word on a suggestion."""

    ACCEPTED = "accepted"
    RECODED = "recoded"
    """The passage is worth a code, but another one."""
    REJECTED = "rejected"
    SKIPPED = "skipped"
    """Seen and passed over: not offered again on this walk; it says nothing about the code."""


@dataclass(frozen=True, slots=True)
class SeenEvidence:
    """One reason as it was shown. It holds no words of the interview, only where they stand."""

    kind: str
    cue: str
    span: Span
    code: CodeId


@dataclass(frozen=True, slots=True)
class Decision:
    """The latest of one coder on one suggestion (interview, span, code) is the one that counts."""

    interview: InterviewId
    span: Span
    code: CodeId
    """The code suggested."""
    coder: Coder
    verdict: Verdict
    taken: CodeId | None = None
    """The code the passage was given: the suggested one, or another where it was recoded."""
    score: float = 0.0
    confidence: Confidence | None = None
    evidence: tuple[SeenEvidence, ...] = ()
    time: datetime | None = None
    """When it was made, UTC; filled in by the project."""
