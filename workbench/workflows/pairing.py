"""Two coders of an open project side by side, for the screens: every call may come from any thread.

A project's connection belongs to one thread; `ask` carries a question there.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from workbench.errors import InputError, UsageError
from workbench.model import (
    CONSENSUS,
    Codebook,
    Coder,
    Coding,
    CodingId,
    Confusion,
    Disagreement,
    DriftPoint,
    InterviewId,
    PairKey,
    Settlement,
    Taken,
)
from workbench.project import Project
from workbench.text.translation import _
from workbench.workflows import deciding, remembering
from workbench.workflows.adjudicating import Adjudication, Progress, Sought
from workbench.workflows.blinding import Compared
from workbench.workflows.decision_document import settle_facts, write_decisions
from workbench.workflows.hand_coding import Hand
from workbench.workflows.projects import Language, coding_coders, opened
from workbench.workflows.settling import NewCoding, Settled, place_id
from workbench.workflows.telling import Outcome

__all__ = [
    "Compared",
    "NewCoding",
    "Pair",
    "PairNews",
    "Progress",
    "Settled",
    "Sought",
    "pair_of",
    "paired",
    "place_id",
]

_T = TypeVar("_T")


class Ask(Protocol):
    """Carries a question to the thread of the project and brings back the answer."""

    def __call__(self, question: Callable[[], _T]) -> _T: ...


def at_once(question: Callable[[], _T]) -> _T:
    """For a command, which has one thread."""
    return question()


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
        ask: Ask = at_once,
        consensus: Coder = CONSENSUS,
    ) -> None:
        self._project = project
        self._ask = ask
        self._desk = Adjudication(project, first, second, consensus=consensus)
        self.first = first
        self.second = second
        self.consensus = consensus

    # Reading

    def compared(self) -> Compared:
        """The interviews compared, and those left out because one of the two has not finished."""
        return self._ask(self._desk.compared)

    def one_compared(self, interview: str) -> InterviewId:
        """The id as the project writes it. Errors: InputError where it is not compared."""
        return self._ask(lambda: self._desk.one_compared(interview))

    def codings(self, coder: Coder, interview: InterviewId) -> list[Coding]:
        """One coder's codings of an interview, by place."""
        return self._ask(lambda: self._project.codings(coder=coder, interviews=[interview]))

    def agreed(self, interview: InterviewId) -> list[tuple[Coding, Coding]]:
        """What both have coded the same in an interview, by place."""
        return self._ask(lambda: list(self._desk.beside(interview, direction=False).agreed))

    def disagreements(self, sought: Sought | None = None) -> list[Disagreement]:
        """Of the interviews compared, by interview and place, settled or not."""
        return self._ask(lambda: self._desk.disagreements(sought or Sought()))

    def settled(self, interview: InterviewId | None = None) -> dict[PairKey, Settled]:
        """What was decided, by pair of codings; what both had coded the same among it."""
        found = self._ask(lambda: self._desk.settled(interview))
        return {each.settlement.key: each for each in found}

    def overtaken(self, interview: InterviewId | None = None) -> list[Settled]:
        """Decisions on what is no longer so, by interview and when."""
        found = self._ask(lambda: self._desk.settled(interview))
        return [each for each in found if each.overtaken]

    def progress(
        self, interview: InterviewId | None = None, *, direction: bool = False
    ) -> Progress:
        """How many disagreements are settled, of how many; None: in all that is compared."""
        return self._ask(lambda: self._desk.progress(interview, direction=direction))

    def finished(self) -> frozenset[InterviewId]:
        """The interviews that are marked as settled."""
        return self._ask(lambda: self._project.finished(self.consensus))

    # Deciding

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
        Errors: InputError where the interview is not compared, what is taken is not there, or one
        of the two has changed her coding meanwhile.
        """
        return self._ask(lambda: self._desk.settle(disagreement, taken, new=new, reason=reason))

    def reopen(self, settlement: Settlement) -> Outcome:
        """Take a decision back, with the codings that came of it."""
        return self._ask(lambda: self._desk.reopen(settlement))

    def take_agreed(self, interviews: Collection[InterviewId] | None = None) -> Outcome:
        """Take over what both have coded the same, where that is not done; None: everywhere."""
        return self._ask(lambda: self._desk.take_agreed(interviews))

    def settle_edges(
        self,
        less_than: int,
        *,
        interviews: Collection[InterviewId] | None = None,
        reason: str = "",
    ) -> Outcome:
        """Take the longer wherever only edges differ, by fewer characters than `less_than`.

        One action, one undo. What is settled already stays.
        """
        return self._ask(
            lambda: self._desk.settle_edges(less_than, interviews=interviews, reason=reason)
        )

    def finish(self, interview: InterviewId, finished: bool = True) -> Outcome:
        """Mark an interview as settled: the consensus coder's finished mark."""
        return self._ask(lambda: deciding.finish(self._hand(), interview, finished))

    def note(self, coding: CodingId, memo: str) -> Outcome:
        """Write a memo on a coding of the consensus coder."""
        return self._ask(lambda: self._hand().set_memo(coding, memo))

    def undo(self) -> Outcome:
        """Take back the author's latest decision; what she coded herself is left alone."""
        return self._ask(lambda: remembering.undo(self._project, self.consensus))

    def redo(self) -> Outcome:
        return self._ask(lambda: remembering.redo(self._project, self.consensus))

    # For commands and reports

    def codebook(self) -> Codebook:
        return self._ask(self._project.codebook)

    def text(self, interview: InterviewId) -> str:
        return self._ask(lambda: self._project.text(interview))

    def facts(self, sought: Sought | None = None) -> dict[str, object]:
        """Disagreements, what was decided, and progress, as `settle --json` prints them."""
        return self._ask(lambda: settle_facts(self._desk, sought or Sought()))

    def write_decisions(
        self, target: Path, *, lang: Language | None = None, force: bool = False
    ) -> int:
        """Write every decision to a .docx, .csv or .md file; returns how many."""
        return self._ask(lambda: write_decisions(self._desk, target, lang=lang, force=force))

    # In figures

    def drift(self) -> tuple[DriftPoint, ...]:
        """How far the two agree in each interview compared, in the order in which they coded."""
        from workbench.workflows import comparing  # numpy, for whoever wants figures

        return self._ask(lambda: comparing.drift(self._project, self.first, self.second))

    def confusion(
        self, interviews: Collection[InterviewId] | None = None, *, tops: bool = False
    ) -> Confusion:
        """Which codes the two gave the same characters; None: of all interviews compared.

        tops: sub-codes count as their top code.
        """
        from workbench.workflows import comparing

        depth: Literal["top"] | None = "top" if tops else None
        cross = partial(comparing.confusion, self._project, self.first, self.second)
        return self._ask(lambda: cross(interviews, depth=depth))

    # What others wrote

    def revision(self) -> int:
        """A number that changes when any process has written to the project."""
        return self._ask(self._project.revision)

    def news(self, since: int) -> PairNews:
        """What was written after the revision."""
        return self._ask(lambda: self._news(since))

    def _news(self, since: int) -> PairNews:
        found = self._project.since(since)
        three = (self.first, self.second, self.consensus)
        coded = {where for coder, where in found.coded if coder in three}
        return PairNews(
            found.revision,
            frozenset(coded) | found.interviews | found.settled,
            compared=found.finished or found.project or bool(found.interviews),
            codebook=found.codebook,
            everything=found.everything,
        )

    def _hand(self) -> Hand:
        return Hand(self._project, self.consensus)


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


@contextmanager
def paired(path: Path, coders: Sequence[str], *, consensus: str = CONSENSUS) -> Iterator[Pair]:
    """Two coders of the project at `path`, for a command; where none is named, the only two.

    Errors: UsageError where it is not said which two, and as `pair_of`.
    """
    with opened(path) as project:
        named = list(coders) or [each for each in coding_coders(project) if each != consensus]
        if len(named) != 2:
            known = ", ".join(coding_coders(project)) or _("nobody yet")
            raise UsageError(
                _("It is not said which two coders are meant."),
                _("Write --coder twice. Codings have been made by: {known}.").format(known=known),
            )
        yield pair_of(project, named[0], named[1], consensus=consensus)
