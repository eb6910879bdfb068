"""Deciding together where two coders differ: the codings that come of it are the consensus coder's.

Invariant: the two coders' own codings are never touched, so agreement before the discussion can
always be computed again. What both coded the same is the consensus coder's, too, as soon as
anything is decided in an interview. Of the codings that decisions made, those are kept that a
decision in force names; what someone coded by hand as the consensus coder is left alone.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from workbench.agreement.disagreements import Beside, beside, conflicting
from workbench.analysis import matches, parse_where, refuse_unknown
from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    Change,
    CodeId,
    Coder,
    Coding,
    Disagreement,
    DisagreementKind,
    Interview,
    InterviewId,
    PairKey,
    Settlement,
    Side,
    Taken,
    interview_key,
)
from workbench.project import Project
from workbench.text.translation import _
from workbench.workflows.blinding import Compared, side_by_side
from workbench.workflows.projects import Facts
from workbench.workflows.settling import NewCoding, Settled, Table, key_of, pairs_of, side_of
from workbench.workflows.telling import Outcome, words_of

_INTERVIEW, _SPEAKER = "intervju", "deltagare"
"""Conditions on the place itself, not on an attribute."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which disagreements are wanted; None stands for all."""

    interviews: Collection[InterviewId] | None = None
    codes: Collection[CodeId] | None = None
    """Either coder's coding has one of these, or one below it."""
    kinds: Collection[DisagreementKind] | None = None
    where: Sequence[str] = ()
    """Conditions such as `kommun=Eksjö` on whoever speaks there: several values of one attribute
    mean or, different attributes and."""
    least_size: int = 0
    """Characters on which the two differ."""
    direction: bool = False
    """Whether unlike directions on the same passage and code are disagreements, too."""


@dataclass(frozen=True, slots=True)
class Progress:
    settled: int
    total: int


@dataclass(frozen=True, slots=True)
class _Sides:
    """What decisions on an interview are compared with, as it is coded now."""

    pairs: dict[PairKey, tuple[Side | None, Side | None]]
    agreed: frozenset[PairKey]


class Adjudication:
    """Two coders of an open project, and the third whose codings are what they settle."""

    def __init__(self, project: Project, first: Coder, second: Coder, *, consensus: Coder) -> None:
        self.project = project
        self.first = first
        self.second = second
        self.consensus = consensus
        self._revision = -1
        self._interviews: dict[InterviewId, Interview] = {}
        self._beside: dict[tuple[InterviewId, bool], Beside] = {}
        self._sides: dict[InterviewId, _Sides] = {}
        self._settled: dict[InterviewId, list[Settled]] = {}
        self._unread: set[InterviewId] | None = None
        """Interviews whose decisions have to be read again; None: all of them."""
        self._compared: Compared | None = None

    # Reading

    def compared(self) -> Compared:
        """The interviews compared, and those left out because one of the two has not finished."""
        self._refresh()
        if self._compared is None:
            self._compared = side_by_side(self.project, (self.first, self.second))
        return self._compared

    def beside(self, interview: InterviewId, *, direction: bool) -> Beside:
        """What the two agree on in an interview, and where they differ."""
        self._refresh()
        found = self._beside.get((interview, direction))
        if found is None:
            whole = self._interview(interview)
            codings = self.project.codings(interviews=[interview])
            found = beside(
                whole,
                [each for each in codings if each.coder == self.first],
                [each for each in codings if each.coder == self.second],
                direction=direction,
            )
            self._beside[interview, direction] = found
        return found

    def disagreements(self, sought: Sought) -> list[Disagreement]:
        """Of the interviews compared, by interview and place, settled or not."""
        where = tuple(
            (name, frozenset(map(interview_key, values)) if name == _INTERVIEW else values)
            for name, values in parse_where(sought.where)
        )
        cases = [each for each in where if each[0] not in (_INTERVIEW, _SPEAKER)]
        if cases:
            refuse_unknown(cases, self.project.counting_frames(self.first))
        codes: set[CodeId] | None = None
        if sought.codes is not None:
            book = self.project.codebook()
            codes = {below for code in sought.codes for below in book.descendants(code)}
        return [
            each
            for interview in self._wanted(sought.interviews)
            for each in self.beside(interview, direction=sought.direction).differing
            if _is_sought(each, sought, codes) and (not where or matches(where, self._case(each)))
        ]

    def settled(self, interview: InterviewId | None = None) -> list[Settled]:
        """What was decided, by interview and when."""
        self._refresh()
        self._read_settled()
        if interview is not None:
            key = interview_key(interview)
            wanted = [each for each in self._settled if interview_key(each) == key]
        else:
            wanted = sorted(self._settled, key=interview_key)
        return [settled for each in wanted for settled in self._settled[each]]

    def _read_settled(self) -> None:
        """Read what was decided in the interviews that somebody has touched since."""
        read = partial(self.project.settlements, self.first, self.second, consensus=self.consensus)
        if self._unread is None:
            self._settled = {}
            found = read()
        else:
            for each in self._unread:
                self._settled.pop(each, None)
            found = [one for each in self._unread for one in read(interview=each)]
        self._unread = set()
        for one in found:
            settled = Settled(one, self._overtaken(one))
            self._settled.setdefault(one.interview, []).append(settled)

    def progress(self, interview: InterviewId | None, *, direction: bool) -> Progress:
        """How many disagreements are settled, of how many."""
        wanted = self._wanted(None if interview is None else [interview])
        done = {
            (each.settlement.interview, each.settlement.key)
            for each in self.settled(interview)
            if not each.overtaken and each.settlement.taken is not Taken.AGREED
        }
        there = [
            (where, each.key)
            for where in wanted
            for each in self.beside(where, direction=direction).differing
        ]
        return Progress(sum(each in done for each in there), len(there))

    def alike(self, *, direction: bool) -> int:
        """How many codings of one are the other's, too, in the interviews compared."""
        wanted = self.compared().interviews
        return sum(len(self.beside(where, direction=direction).agreed) for where in wanted)

    def _refresh(self) -> None:
        """Forget what was compared before somebody wrote."""
        news = self.project.since(self._revision)
        if news.revision == self._revision:
            return
        pair = (self.first, self.second)
        touched = {where for coder, where in news.coded if coder in pair} | news.interviews
        if news.everything:
            touched = {*self._interviews, *(where for where, _ in self._beside)}
        for where in touched:
            self._interviews.pop(where, None)
            self._beside.pop((where, False), None)
            self._beside.pop((where, True), None)
            self._sides.pop(where, None)
        self._compared = None
        if news.everything:
            self._unread = None
        elif self._unread is not None:
            self._unread |= touched | news.settled
        self._revision = news.revision

    def _interview(self, interview: InterviewId) -> Interview:
        if interview not in self._interviews:
            self._interviews[interview] = self.project.interview(interview)
        return self._interviews[interview]

    def _wanted(self, interviews: Collection[InterviewId] | None) -> list[InterviewId]:
        compared = self.compared().interviews
        if interviews is None:
            return list(compared)
        keys = {interview_key(each) for each in interviews}
        return [each for each in compared if interview_key(each) in keys]

    def _case(self, disagreement: Disagreement) -> dict[str, str]:
        """The attributes of whoever speaks there, who that is, and in which interview."""
        whole = self._interview(disagreement.interview)
        turn = whole.turn(disagreement.reference.turn)
        speaker = "" if turn is None else turn.speaker
        where = {_INTERVIEW: interview_key(whole.id), _SPEAKER: speaker}
        return {**whole.attributes_of(speaker), **where}

    def _sides_of(self, interview: InterviewId) -> "_Sides":
        found = self._sides.get(interview)
        if found is None:
            both = self.beside(interview, direction=False)
            pairs = {
                key_of(one, other): (side_of(one), side_of(other)) for one, other in pairs_of(both)
            }
            found = _Sides(pairs, frozenset((one.id, other.id) for one, other in both.agreed))
            self._sides[interview] = found
        return found

    def _overtaken(self, settlement: Settlement) -> bool:
        now = self._sides_of(settlement.interview)
        if settlement.taken is Taken.AGREED and settlement.key not in now.agreed:
            return True
        return now.pairs.get(settlement.key) != (settlement.first, settlement.second)

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

        Errors: InputError where the interview is not compared, or one of the two has changed her
        coding meanwhile.
        """
        table = self._table(disagreement.interview)
        self._refuse_overtaken(disagreement)
        table.settle(disagreement, taken, new=new, reason=reason)
        table.take_agreed()
        facts: Facts = {
            "reference": str(disagreement.reference),
            "taken": taken.value,
            **self._told(disagreement, taken, new),
        }
        return self._write(table.changes(), "settle", facts, at=disagreement)

    def reopen(self, settlement: Settlement) -> Outcome:
        """Take a decision back, with the codings that came of it."""
        table = self._table(settlement.interview)
        table.reopen(settlement)
        sides = [side.span for side in (settlement.first, settlement.second) if side is not None]
        at = self.project.reference(settlement.interview, min(sides))
        return self._write(table.changes(), "reopen", {"reference": str(at)})

    def take_agreed(self, interviews: Collection[InterviewId] | None) -> Outcome:
        """Take over what both have coded the same in interviews, where that is not done."""
        changes: list[Change] = []
        touched = count = 0
        for interview in self._wanted(interviews):
            table = self._table(interview)
            taken = table.take_agreed()
            changes += table.changes()
            count += taken
            touched += bool(taken)
        return self._write(changes, "take agreed", {"interviews": touched, "agreed": count})

    def settle_edges(
        self, less_than: int, *, interviews: Collection[InterviewId] | None, reason: str = ""
    ) -> Outcome:
        """Take the longer wherever only edges differ, by fewer characters than `less_than`.

        Where the two also gave unlike directions, more than the edges differ; where one gave a
        direction, it is kept.
        """
        if less_than < 1:
            raise InputError("Edges that differ by nothing need no decision.", "Write 1 or more.")
        changes: list[Change] = []
        count = touched = 0
        for interview in self._wanted(interviews):
            table = self._table(interview)
            near = [each for each in table.unsettled() if _only_edges(each, less_than)]
            for each in near:
                table.settle_edge(each, reason=reason)
            if near:
                table.take_agreed()
                changes += table.changes()
                count += len(near)
                touched += 1
        facts: Facts = {"less_than": less_than, "settled": count, "interviews": touched}
        return self._write(changes, "settle edges", facts)

    def one_compared(self, interview: str) -> InterviewId:
        """The id as the project writes it. Errors: InputError where it is not compared."""
        known = self.project.find(interview)
        if known is None:
            known = self.project.interview(interview).id  # Says which there are.
        left = next((each for each in self.compared().left_out if each.interview == known), None)
        if left is None:
            return known
        who = _(" and ").join(left.unfinished)
        raise InputError(
            _("Interview {which} is not compared: {who} has not finished it.").format(
                which=known, who=who
            ),
            _("Mark it with `workbench finish`, or lift blindness: `workbench blind --lift`."),
        )

    def _table(self, interview: InterviewId) -> Table:
        known = self.one_compared(interview)
        return Table(
            self.project,
            self.consensus,
            (self.first, self.second),
            interview=known,
            both=self.beside(known, direction=False),
            settled={each.settlement.key: each for each in self.settled(known)},
            codings={each.id: each for each in self._own(known)},
            named=dict(self.project.settled_codings(self.consensus, known)),
        )

    def _own(self, interview: InterviewId) -> list[Coding]:
        return self.project.codings(coder=self.consensus, interviews=[interview])

    def _refuse_overtaken(self, disagreement: Disagreement) -> None:
        now = self._sides_of(disagreement.interview).pairs.get(disagreement.key)
        if now != (side_of(disagreement.first), side_of(disagreement.second)):
            raise InputError(
                _("One of the two has changed her coding meanwhile."),
                _("Look at the disagreement as it is now, and decide on that."),
            )

    def _told(
        self, disagreement: Disagreement, taken: Taken, new: NewCoding | None
    ) -> dict[str, str]:
        """What the log says was taken."""
        if new is not None:
            return {"code": new.code}
        taken_from = {
            Taken.FIRST: (self.first, disagreement.first),
            Taken.SECOND: (self.second, disagreement.second),
        }
        who, coding = taken_from.get(taken, ("", None))
        return {"coder": who, "code": "" if coding is None else coding.code}

    def _write(
        self, changes: list[Change], verb: str, facts: Facts, *, at: Disagreement | None = None
    ) -> Outcome:
        action = self.project.commit(changes, verb=verb, facts=facts, coder=self.consensus)
        if action is None:
            return Outcome(_("nothing changed"))
        made = next((each.coding.id for each in changes if isinstance(each, AddCoding)), None)
        told = words_of(verb, facts, self.project.code_names())
        return Outcome(told, made, None if at is None else at.reference)


def _is_sought(each: Disagreement, sought: Sought, codes: Collection[CodeId] | None) -> bool:
    sides = (side for side in (each.first, each.second) if side is not None)
    return (
        (codes is None or any(side.code in codes for side in sides))
        and (sought.kinds is None or each.kind in sought.kinds)
        and each.size >= sought.least_size
    )


def _only_edges(each: Disagreement, less_than: int) -> bool:
    if each.kind is not DisagreementKind.BOUNDARIES or each.first is None or each.second is None:
        return False
    return each.size < less_than and not conflicting(each.first, each.second)
