"""What a query comes to."""

from dataclasses import dataclass

from workbench.model.codebook import CodeId
from workbench.model.coding import Coder, Polarity, Span
from workbench.model.interview import Attributes, InterviewId, Reference


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A coding, a place in the text or a turn that a query found."""

    reference: Reference
    interview: InterviewId
    turn: int
    speaker: str
    attributes: Attributes
    """The speaker's effective attributes."""
    span: Span
    text: str
    """Verbatim."""
    before: str
    """What precedes it, on one line."""
    after: str
    code: CodeId
    """Empty for a place in the text or a turn."""
    code_path: str
    polarity: Polarity | None
    keywords: tuple[Span, ...] = ()
    """Where the words asked for stand in it."""


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Everything that one query found among one coder's codings."""

    query: str
    coder: Coder
    """Empty where the query asks for no codings and nobody is meant."""
    passages: tuple[FoundPassage, ...]
    """By interview and place."""
