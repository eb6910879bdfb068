"""A whole project as it leaves or comes in, and what is to be said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from workbench.interchange.positions import Convention
from workbench.model import (
    Codebook,
    Coder,
    Coding,
    Decision,
    Interview,
    InterviewId,
    Settlement,
    SourceFile,
)


@dataclass(frozen=True, slots=True)
class Study:
    """Everything of a project that another copy needs to be the same."""

    name: str
    codebook: Codebook
    interviews: tuple[Interview, ...] = ()
    codings: tuple[Coding, ...] = ()
    """Of every coder."""
    memo: str = ""
    finished: frozenset[tuple[Coder, InterviewId]] = frozenset()
    decisions: tuple[Decision, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    """What else the project knows, by name, as JSON."""
    time: datetime | None = None
    """Of the last change, UTC."""


@dataclass(frozen=True, slots=True)
class SourceReading:
    """How the positions of one text were read."""

    source: str
    """The name it has in the file."""
    selections: int
    convention: Convention
    score: float
    """0-1: how far its selections begin and end at words, and hold the words stored with them."""
    runner_up: Convention | None
    """The next best that reads some selection otherwise; None where all read alike."""
    runner_up_score: float


@dataclass(frozen=True, slots=True)
class DoubtfulSelection:
    """A selection that looks wrong however it is read, or could not be kept."""

    source: str
    start: int | None
    """As the file has it; None where it has no number."""
    end: int | None
    words: str
    """What it holds as it was read; empty where it holds nothing."""
    reason: str


@dataclass(frozen=True, slots=True)
class AsideFile:
    """A source that is no text: what it is, and where in the archive its file lies."""

    kind: str
    """`picture`, `PDF`, `audio`, `video`."""
    name: str
    member: str
    """Empty where the archive does not hold it."""
    codings: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A study that was read, and the report on it."""

    study: Study
    origin: str
    """The program that wrote the file, as it calls itself."""
    own: bool
    """Whether it is our own writing, so that nothing had to be guessed."""
    sources: Mapping[InterviewId, SourceFile] = field(default_factory=dict)
    """The text of each interview as it lay in the file."""
    unread_turns: frozenset[InterviewId] = frozenset()
    """Interviews whose speakers are still to be found in the text."""
    readings: tuple[SourceReading, ...] = ()
    changed: tuple[str, ...] = ()
    """What is not as the file has it, a sentence each."""
    aside: tuple[str, ...] = ()
    """What was left aside, a sentence each."""
    aside_files: tuple[AsideFile, ...] = ()
    doubtful: tuple[DoubtfulSelection, ...] = ()
