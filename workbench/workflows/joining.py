"""Many small interviews read as one text, each coding landing in its own.

Invariant: a turn of the joint text is one turn of one interview, character for character; what
stands between turns belongs to nobody.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.errors import InputError
from workbench.model import (
    CodeId,
    Coding,
    CodingId,
    Decision,
    Interview,
    InterviewId,
    Polarity,
    Reference,
    SetFinished,
    Span,
    Turn,
    interview_key,
)
from workbench.project import Project
from workbench.text.translation import _
from workbench.workflows.news import News, news
from workbench.workflows.opening import Workspace
from workbench.workflows.projects import Facts
from workbench.workflows.telling import Outcome


@dataclass(frozen=True, slots=True)
class Piece:
    """One turn of the joint text, and where it comes from."""

    interview: InterviewId
    own: Turn
    start: int
    """Of the same words in the joint text."""

    @property
    def end(self) -> int:
        return self.start + self.own.end - self.own.start


@dataclass(frozen=True, slots=True)
class Joint:
    """Interviews as one."""

    interview: Interview
    parts: dict[InterviewId, Interview]
    pieces: tuple[Piece, ...]
    """In order; piece i is turn i + 1 of the joint interview."""
    first: dict[str, int] = field(repr=False)
    """The first piece of each interview, by key."""
    numbers: dict[InterviewId, int] = field(repr=False)
    """Which of the interviews each is, from 1."""

    @classmethod
    def of(cls, joint_id: InterviewId, parts: Sequence[Interview]) -> "Joint":
        """Put interviews together under an id that none of them has."""
        shared = _shared_beginning([each.id for each in parts])
        asked = len({turn.speaker for each in parts for turn in each.turns}) > 1
        lines: list[str] = []
        pieces: list[Piece] = []
        turns: list[Turn] = []
        first: dict[str, int] = {}
        length = 0
        for part in parts:
            first[interview_key(part.id)] = len(pieces)
            label = part.id[len(shared) :]
            for turn in part.turns:
                shown = f"{label} {turn.speaker}" if asked else label
                start = length + len(shown) + 2
                words = part.text[turn.start : turn.end]
                pieces.append(Piece(part.id, turn, start))
                turns.append(Turn(len(turns) + 1, shown, start, start + len(words)))
                lines.append(f"{shown}: {words}\n")
                length = start + len(words) + 1
        title = _("{n} answers").format(n=len(parts))
        made = Interview(joint_id, title, "".join(lines), tuple(turns))
        return cls(
            made,
            {each.id: each for each in parts},
            tuple(pieces),
            first,
            {each.id: number for number, each in enumerate(parts, 1)},
        )

    def part_at(self, place: int) -> Interview | None:
        """The interview that an offset of the joint text lies in, labels before its words too."""
        if not self.pieces:
            return None
        at = bisect_left(self.pieces, place + 1, key=lambda each: each.end)
        return self.parts[self.pieces[min(at, len(self.pieces) - 1)].interview]

    def own(self, span: Span) -> tuple[InterviewId, Span]:
        """The interview and its passage that a passage of the joint text is.

        Errors: InputError where it reaches from one into another, or holds no words.
        """
        first = bisect_right(self.pieces, span.start, key=lambda each: each.end)
        last = bisect_left(self.pieces, span.end, key=lambda each: each.start) - 1
        if not 0 <= first <= last:
            raise InputError(_("There are no words of an answer here."), _("Choose some words."))
        begin, end = self.pieces[first], self.pieces[last]
        if begin.interview != end.interview:
            raise InputError(
                _("The passage reaches from one answer into another."),
                _("Code what stands in each of them."),
            )
        start = max(span.start, begin.start) - begin.start + begin.own.start
        stop = min(span.end, end.end) - end.start + end.own.start
        return begin.interview, Span(start, stop)

    def joint(self, interview: InterviewId, span: Span) -> Span | None:
        """Where a passage of one of the interviews stands; None for what is not shown here."""
        found = [
            piece
            for piece in self.pieces_of(interview)
            if piece.own.start < span.end and span.start < piece.own.end
        ]
        if not found:
            return None
        begin, end = found[0], found[-1]
        start = max(span.start, begin.own.start) - begin.own.start + begin.start
        stop = min(span.end, end.own.end) - end.own.start + end.start
        return Span(start, stop)

    def place(self, interview: InterviewId, offset: int) -> int | None:
        """Where an offset of one of the interviews stands; None where it is not shown here."""
        for piece in self.pieces_of(interview):
            if offset < piece.own.end:
                return max(offset, piece.own.start) - piece.own.start + piece.start
        return None

    def coding(self, coding: Coding) -> Coding | None:
        """A coding as it stands in the joint text."""
        span = self.joint(coding.interview, coding.span)
        if span is None:
            return None
        return replace(coding, interview=self.interview.id, span=span)

    def reference(self, at: Reference) -> Reference:
        """A reference to one of the interviews as one to the joint text."""
        first = self.first.get(interview_key(at.interview))
        if first is None:
            return at
        return Reference(self.interview.id, first + at.turn, at.offset)

    def pieces_of(self, interview: InterviewId) -> tuple[Piece, ...]:
        first = self.first.get(interview_key(interview))
        if first is None:
            return ()
        number = len(self.parts[self.pieces[first].interview].turns)
        return self.pieces[first : first + number]


def _shared_beginning(ids: Sequence[str]) -> str:
    """What all ids begin with, up to the last hyphen: the name of the file, as a rule."""
    if len(ids) < 2:
        return ""
    least, most = min(ids), max(ids)
    same = 0
    while same < min(len(least), len(most)) and least[same] == most[same]:
        same += 1
    return least[: least.rfind("-", 0, same) + 1]


_KEPT = 2
"""Earlier readings that are kept: one is on the screen, another on its way there."""


class JointWorkspace(Workspace):
    """A project in which some interviews are one: what is done to it is done to them."""

    def __init__(
        self, workspace: Workspace, joint_id: InterviewId, members: Sequence[InterviewId]
    ) -> None:
        """It shares everything with `workspace`, which closes it."""
        super().__init__(workspace._project, workspace._thread, coder=workspace.coder)
        self.notices = workspace.notices
        self.joint_id = joint_id
        self.members = tuple(members)
        self.begin: int | None = None
        """Where the coder was last in the joint text."""
        self._read: list[Joint] = []
        """What was read lately, the latest last; `_shown` is one of them."""
        self._shown: Joint | None = None

    @property
    def joint(self) -> Joint:
        """What is on the screen: offsets that come from there are meant in it."""
        return self._shown or self._latest

    @property
    def _latest(self) -> Joint:
        if not self._read:
            self._ask(lambda: self._read_anew(self._project))
        return self._read[-1]

    def adopt(self, interview: Interview) -> None:
        """A joint interview that was read is what is shown from now on."""
        self._shown = next((each for each in self._read if each.interview is interview), None)

    def _read_anew(self, project: Project) -> Joint:
        there = frozenset(project.interview_ids())
        kept = [project.interview(each) for each in self.members if each in there]
        if not kept:
            raise InputError(
                _("The answers of {id} are no longer in the project.").format(id=self.joint_id)
            )
        made = Joint.of(self.joint_id, kept)
        self._read = [*self._read[-_KEPT:], made]
        for interview, offset in project.places(self.coder).items():
            place = made.place(interview, offset)
            self.begin = self.begin if place is None else place
        return made

    def _is_joint(self, interview: str) -> bool:
        return interview == self.joint_id

    # Reading

    def interview(self, interview_id: str) -> Interview:
        if not self._is_joint(interview_id):
            return super().interview(interview_id)
        return self._ask(lambda: self._read_anew(self._project)).interview

    def text_of(self, interview_id: str) -> str:
        if not self._is_joint(interview_id):
            return super().text_of(interview_id)
        return self._latest.interview.text

    def codings(self, interview_id: str) -> list[Coding]:
        coder = self.coder
        if coder is None or not self._is_joint(interview_id):
            return super().codings(interview_id)
        joint = self._latest
        found = self._ask(lambda: self._project.codings(coder=coder, interviews=list(joint.parts)))
        return [placed for each in found if (placed := joint.coding(each)) is not None]

    def decisions(self, interview_id: str) -> list[Decision]:
        return [] if self._is_joint(interview_id) else super().decisions(interview_id)

    def suggest(self, interview_id: str) -> None:
        """For answers read together none are made."""

    def finished(self) -> frozenset[InterviewId]:
        """The joint interview is, when all of its parts are."""
        found = super().finished()
        return found | {self.joint_id} if found.issuperset(self.members) else found

    def news(self, since: int, interview_id: str) -> News:
        if not self._is_joint(interview_id):
            return super().news(since, interview_id)
        coder, joint = self.coder, self.joint
        found = self._ask(
            lambda: news(self._project, since, interview=interview_id, coder=coder, of=joint.parts)
        )
        placed = (joint.coding(each) for each in found.changed)
        return replace(found, changed=tuple(each for each in placed if each is not None))

    # Writing

    def code(
        self, interview: str, span: Span, code: CodeId, *, polarity: Polarity | None = None
    ) -> Outcome:
        return super().code(*self._own(interview, span), code, polarity=polarity)

    def code_in_vivo(
        self, interview: str, span: Span, name: str, *, parent: CodeId | None = None
    ) -> Outcome:
        return super().code_in_vivo(*self._own(interview, span), name, parent=parent)

    def set_span(self, coding: CodingId, span: Span) -> Outcome:
        """Errors: InputError where the edges would lie in another answer."""
        interview, own = self.joint.own(span)
        there = self._ask(lambda: self._project.codings_by_id([coding]))
        if there and there[0].interview != interview:
            raise InputError(
                _("These words stand in another answer."), _("Code them there instead.")
            )
        return super().set_span(coding, own)

    def finish(self, interview: str, finished: bool) -> Outcome:
        if not self._is_joint(interview):
            return super().finish(interview, finished)
        hand = self._hand()

        def mark() -> Outcome:
            before, there = hand.project.finished(hand.coder), set(hand.project.interview_ids())
            mine = [each for each in self.members if each in there]
            changed = [each for each in mine if (each in before) != finished]
            facts: Facts = {"interviews": len(changed), "undo": int(not finished)}
            marks = [SetFinished(hand.coder, each, finished=finished) for each in changed]
            return hand.write([*marks], "finish", facts)

        return self._ask(mark)

    def undo(self) -> Outcome:
        return self._here(super().undo())

    def redo(self) -> Outcome:
        return self._here(super().redo())

    def remember(self, interview: str, offset: int) -> None:
        if not self._is_joint(interview):
            super().remember(interview, offset)
            return
        part = self.joint.part_at(offset)
        if part is not None:
            pieces = self.joint.pieces_of(part.id)
            piece = next((each for each in pieces if offset < each.end), pieces[-1])
            super().remember(part.id, max(offset, piece.start) - piece.start + piece.own.start)

    def _own(self, interview: str, span: Span) -> tuple[InterviewId, Span]:
        if self._is_joint(interview):
            return self.joint.own(span)
        return InterviewId(interview), span

    def _here(self, outcome: Outcome) -> Outcome:
        if outcome.at is None:
            return outcome
        return replace(outcome, at=self.joint.reference(outcome.at))
