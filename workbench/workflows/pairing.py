"""Two coders of an open project side by side, for the screens: every call may come from any thread.

A project's connection belongs to one thread; `ask` carries a question there.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from workbench.errors import InputError
from workbench.model import (
    CONSENSUS,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Disagreement,
    DisagreementKind,
    InterviewId,
    PairKey,
    Polarity,
    Settlement,
    Span,
    Taken,
)
from workbench.project import Project
from workbench.workflows.blinding import Compared
from workbench.workflows.telling import Outcome

_T = TypeVar("_T")


class Ask(Protocol):
    """Carries a question to the thread of the project and brings back the answer."""

    def __call__(self, question: Callable[[], _T]) -> _T: ...


def at_once(question: Callable[[], _T]) -> _T:
    """For a command, which has one thread."""
    return question()


@dataclass(frozen=True, slots=True)
class Sought:
    """Which disagreements are wanted; None stands for all."""

    interviews: Collection[InterviewId] | None = None
    codes: Collection[CodeId] | None = None
    """Either coder's coding has one of these, or one below it."""
    kinds: Collection[DisagreementKind] | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the interview, such as kommun, with the value wanted."""
    least_size: int = 0
    """Characters on which the two differ."""
    direction: bool = False
    """Whether unlike directions on the same passage and code are disagreements, too."""


@dataclass(frozen=True, slots=True)
class NewCoding:
    """What the consensus coder codes where neither coder's coding is taken."""

    span: Span
    code: CodeId
    polarity: Polarity | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What was decided on a pair, and whether it still rests on what the two have coded."""

    settlement: Settlement
    overtaken: bool
    """One of the two has since changed, or taken away, what was decided on."""


@dataclass(frozen=True, slots=True)
class Progress:
    settled: int
    total: int


@dataclass(frozen=True, slots=True)
class PairNews:
    """What was written after a revision, as far as the two, or the consensus, are concerned."""

    revision: int
    interviews: frozenset[InterviewId] = frozenset()
    """In which something was coded or settled, or whose text, speakers or attributes changed."""
    compared: bool = False
    """Finished marks, or whether the project is blind: ask `compared` again."""
    codebook: bool = False
    everything: bool = False


class Pair:
    """The first coder's codings beside the second's, and what was decided where they differ."""

    def __init__(
        self,
        project: Project,
        first: Coder,
        second: Coder,
        *,
        ask: Ask,
        consensus: Coder = CONSENSUS,
    ) -> None:
        self._project = project
        self._ask = ask
        self.first = first
        self.second = second
        self.consensus = consensus

    def compared(self) -> Compared:
        """The interviews compared, and those left out because one of the two has not finished."""
        raise NotImplementedError

    def codings(self, coder: Coder, interview: InterviewId) -> list[Coding]:
        """One coder's codings of an interview, by place."""
        raise NotImplementedError

    def disagreements(self, sought: Sought | None = None) -> list[Disagreement]:
        """By interview and place, settled or not."""
        raise NotImplementedError

    def settled(self, interview: InterviewId | None = None) -> dict[PairKey, Settled]:
        """What was decided, by pair of codings; what both had coded the same among it."""
        raise NotImplementedError

    def overtaken(self, interview: InterviewId | None = None) -> list[Settled]:
        """Decisions on what is no longer so, by interview and place."""
        raise NotImplementedError

    def progress(
        self, interview: InterviewId | None = None, *, direction: bool = False
    ) -> Progress:
        """How many disagreements are settled, of how many."""
        raise NotImplementedError

    def settle(
        self,
        disagreement: Disagreement,
        taken: Taken,
        *,
        new: NewCoding | None = None,
        reason: str = "",
    ) -> Outcome:
        """Decide, replacing what was decided on the pair before; one action, one undo.

        What both have coded the same in the interview is taken over in the same action.
        Errors: InputError where one of the two has changed her coding meanwhile.
        """
        raise NotImplementedError

    def reopen(self, settlement: Settlement) -> Outcome:
        """Take a decision back, with the codings that came of it."""
        raise NotImplementedError

    def take_agreed(self, interview: InterviewId) -> Outcome:
        """Take over what both have coded the same, where that is not done."""
        raise NotImplementedError

    def settle_edges(
        self,
        less_than: int,
        *,
        interviews: Collection[InterviewId] | None = None,
        reason: str = "",
    ) -> Outcome:
        """Take the longer wherever only edges differ, by fewer characters than `less_than`."""
        raise NotImplementedError

    def finish(self, interview: InterviewId, finished: bool = True) -> Outcome:
        """Mark an interview as settled: the consensus coder's finished mark."""
        raise NotImplementedError

    def finished(self) -> frozenset[InterviewId]:
        """The interviews that are marked as settled."""
        raise NotImplementedError

    def undo(self) -> Outcome:
        """Take back the author's latest decision; what she coded herself is left alone."""
        raise NotImplementedError

    def redo(self) -> Outcome:
        raise NotImplementedError

    def note(self, coding: CodingId, memo: str) -> Outcome:
        """Write a memo on a coding of the consensus coder."""
        raise NotImplementedError

    def revision(self) -> int:
        """A number that changes when any process has written to the project."""
        raise NotImplementedError

    def news(self, since: int) -> PairNews:
        """What was written after the revision."""
        raise NotImplementedError


def pair_of(
    project: Project,
    first: str,
    second: str,
    *,
    ask: Ask = at_once,
    consensus: str = CONSENSUS,
) -> Pair:
    """Two coders of a project side by side.

    Errors: InputError where one of them has coded and finished nothing, or two of the three names
    are one.
    """
    known = project.coders()
    for name in (first, second):
        if name not in known and not project.finished(Coder(name)):
            raise InputError(
                f"There are no codings by “{name}”.",
                f"Codings have been made by: {', '.join(known) or 'nobody yet'}.",
            )
    if len({first, second, consensus}) < 3:
        raise InputError(
            f"“{first}”, “{second}” and “{consensus}” are not three.",
            "Name two coders who coded apart; what they settle is a third one's (--consensus).",
        )
    return Pair(project, Coder(first), Coder(second), ask=ask, consensus=Coder(consensus))
