"""What the project tells about itself: actions, backups, the results of checking and forgetting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.model import Coder, InterviewId

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Action:
    """One line of the log: a batch of changes that one undo takes back."""

    id: str
    verb: str
    """`import`, `code`, `undo` ... as the workflow named it."""
    facts: Facts
    """What the log says about it in words; empty once what it named is forgotten."""
    author: str
    coder: Coder | None
    time: datetime
    """UTC."""
    changes: Mapping[str, int]
    """Number of events of each kind, such as `coding.add`."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """One file in `PROJECT.backups/`."""

    name: str
    path: Path
    time: datetime
    """UTC."""
    reason: str
    """`daily`, `merge`, `migration`, or `replaced` (what a restore took the place of)."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found; `problems` is empty in a sound project."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]
    events: int

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class ExportNote:
    """A file written from the project that may hold words of its interviews."""

    path: Path
    kind: str
    interviews: tuple[InterviewId, ...]
    time: datetime
    """UTC, when it was last written."""


@dataclass(frozen=True, slots=True)
class ForgetReport:
    """What was erased, and what lies outside the project and may hold copies."""

    interview: InterviewId
    speaker: str | None
    codings: int
    """Codings erased with it."""
    events: int
    """Events whose content was erased."""
    backups: int
    """Backups rewritten."""
    exports: tuple[ExportNote, ...] = ()
    """Files known to have been written from it."""


@dataclass(frozen=True, slots=True)
class Content:
    """A text, head or source file as it travels between copies."""

    kind: str
    sha256: str
    name: str
    masked: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class AbsorbReport:
    """What taking in another copy's events did."""

    added: int
    erased: int
    ahead: tuple[str, ...] = ()
    """Authors whose clocks run more than a day ahead."""
    forked: tuple[str, ...] = ()
    """Authors who went on writing in two copies at once."""
    subjects: frozenset[str] = frozenset()
    """What the events added are about, and those that were undone or redone by them."""
