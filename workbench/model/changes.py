"""What can be done to a project: one frozen value per kind of change.

A batch of changes becomes one action in the journal: it is written whole or not at all, and one
undo takes it back. Fields that are None in an edit stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.model.agreement import Settlement
from workbench.model.codebook import Code, CodeId
from workbench.model.coding import Coder, Coding, CodingId, Polarity, Span
from workbench.model.decision import Decision
from workbench.model.interview import Attributes, Interview, InterviewId, SourceFile


@dataclass(frozen=True, slots=True)
class AddInterview:
    interview: Interview
    source: SourceFile


@dataclass(frozen=True, slots=True)
class RemoveInterview:
    """Takes the interview and every coding on it away."""

    interview: InterviewId


@dataclass(frozen=True, slots=True)
class ReviseInterview:
    """Gives the interview another text; codings, decisions and places move with their words."""

    interview: InterviewId
    revised: Interview
    """Its text, turns, speakers and header; the id, title and attributes it has are not taken."""
    source: SourceFile
    vouched: bool = False
    """Somebody has seen that this text belongs here although little of the old one is found again
    in it, or that it has no words which were erased from the old one."""


@dataclass(frozen=True, slots=True)
class EditInterview:
    interview: InterviewId
    title: str | None = None
    attributes: Attributes | None = None
    """Only these names change; an empty value takes the attribute away."""
    memo: str | None = None


@dataclass(frozen=True, slots=True)
class EditParticipant:
    interview: InterviewId
    label: str
    """A label not met before adds a participant."""
    description: str | None = None
    attributes: Attributes | None = None
    """Only these names change; an empty value takes the attribute away."""


@dataclass(frozen=True, slots=True)
class RenameSpeaker:
    """Shows `old` as `new` from now on; two labels with one name are one speaker."""

    interview: InterviewId
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class SetModerators:
    """The labels whose turns are the moderator's, all of them."""

    interview: InterviewId
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class EditCodebook:
    """The book's own fields; its codes change through PutCode and RemoveCode."""

    title: str | None = None
    language: str | None = None
    description: str | None = None
    sources: tuple[str, ...] | None = None
    order: tuple[CodeId, ...] | None = None


@dataclass(frozen=True, slots=True)
class PutCode:
    """Adds the code, or replaces every field of the one with its id."""

    code: Code


@dataclass(frozen=True, slots=True)
class RemoveCode:
    """Takes the code, everything below it and their codings away."""

    code: CodeId


@dataclass(frozen=True, slots=True)
class AddCoding:
    coding: Coding


@dataclass(frozen=True, slots=True)
class EditCoding:
    coding: CodingId
    code: CodeId | None = None
    span: Span | None = None
    polarity: Polarity | None = None
    clear_polarity: bool = False
    """Back to not set."""
    memo: str | None = None
    quotable: bool | None = None


@dataclass(frozen=True, slots=True)
class LookAtCoding:
    """A person has seen where a revision put the coding, and lets it stand."""

    coding: CodingId


@dataclass(frozen=True, slots=True)
class RemoveCoding:
    coding: CodingId


@dataclass(frozen=True, slots=True)
class SetFinished:
    """The coder's own mark that she is done with an interview."""

    coder: Coder
    interview: InterviewId
    finished: bool = True


@dataclass(frozen=True, slots=True)
class DecideSuggestion:
    """Records what a coder did with a suggestion; the coding, if any, is a change of its own."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class SettleDisagreement:
    """Records what was decided on a pair of codings; the consensus codings are changes of their
    own."""

    settlement: Settlement


@dataclass(frozen=True, slots=True)
class ReopenDisagreement:
    """Takes what was decided on a pair back, as if nobody had decided."""

    settlement: Settlement


@dataclass(frozen=True, slots=True)
class EditProject:
    """The project's own fields."""

    memo: str | None = None
    blind: bool | None = None
    """Whether coders are only compared on interviews that every one of them has finished."""
    queries: Mapping[str, str] | None = None
    """Queries to find passages with, by name; only these names change, an empty query takes one
    away."""


Change = (
    AddInterview
    | RemoveInterview
    | ReviseInterview
    | EditInterview
    | EditParticipant
    | RenameSpeaker
    | SetModerators
    | EditCodebook
    | PutCode
    | RemoveCode
    | AddCoding
    | EditCoding
    | LookAtCoding
    | RemoveCoding
    | SetFinished
    | DecideSuggestion
    | SettleDisagreement
    | ReopenDisagreement
    | EditProject
)
