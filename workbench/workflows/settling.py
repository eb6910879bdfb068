"""What is decided on pairs of codings in one interview, until it is written as changes.

Invariant: of the codings that decisions made, exactly those stay that a decision in force names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

from workbench.agreement.disagreements import Beside, conflicting, longer
from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    Change,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Disagreement,
    EditCoding,
    InterviewId,
    Origin,
    PairKey,
    Polarity,
    RemoveCoding,
    ReopenDisagreement,
    SettleDisagreement,
    Settlement,
    Side,
    Span,
    Taken,
)
from workbench.project import Project
from workbench.text.translation import _


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


def side_of(coding: Coding | None) -> Side | None:
    """What a decision remembers of a coding."""
    if coding is None:
        return None
    return Side(coding.id, coding.span, coding.code, coding.polarity)


def place_id(key: PairKey) -> str:
    """What a disagreement or decision is called on the command line, whoever goes first."""
    return sha256("\0".join(sorted(key)).encode()).hexdigest()[:10]


def pairs_of(both: Beside) -> Iterator[tuple[Coding | None, Coding | None]]:
    yield from both.agreed
    yield from ((each.first, each.second) for each in both.differing)


@dataclass
class Table:
    """What is decided in one interview, until it is written as changes."""

    project: Project
    consensus: Coder
    coders: tuple[Coder, Coder]
    interview: InterviewId
    both: Beside
    settled: dict[PairKey, Settled]
    codings: dict[CodingId, Coding]
    """The consensus coder's, as they will be."""
    named: dict[CodingId, int]
    """How many decisions in force name a coding."""
    _made: dict[CodingId, Coding] = field(default_factory=dict)
    _edits: dict[CodingId, EditCoding] = field(default_factory=dict)
    _decided: list[SettleDisagreement | ReopenDisagreement] = field(default_factory=list)
    _strays: set[PairKey] = field(init=False)
    """Decided on, and no pair of the two any more."""
    _places: dict[tuple[Span, CodeId], CodingId] = field(init=False)
    """The consensus coder's codings by where they are."""

    def __post_init__(self) -> None:
        pairs = {key_of(one, other) for one, other in pairs_of(self.both)}
        self._strays = set(self.settled) - pairs
        self._places = {(each.span, each.code): each.id for each in self.codings.values()}

    def unsettled(self) -> Iterator[Disagreement]:
        for each in self.both.differing:
            there = self.settled.get(each.key)
            if there is None or there.overtaken or there.settlement.taken is Taken.AGREED:
                yield each

    def settle(
        self, each: Disagreement, taken: Taken, *, new: NewCoding | None, reason: str
    ) -> None:
        self._replace(each.key)
        codings = tuple(self._code(wanted) for wanted in _wanted(each, taken, self._trimmed(new)))
        self._decide(each.first, each.second, taken, codings=codings, reason=reason)

    def settle_edge(self, each: Disagreement, *, reason: str) -> None:
        """Take the longer; the direction that either has set."""
        whole = longer(each)
        taken = Taken.FIRST if whole is each.first else Taken.SECOND
        self._replace(each.key)
        if whole is not None:
            polarity = next((one.polarity for one in _sides(each) if one.polarity), None)
            made = self._code(replace(whole, polarity=polarity))
            self._decide(each.first, each.second, taken, codings=(made,), reason=reason)

    def reopen(self, settlement: Settlement) -> None:
        self._release(settlement.key)
        self._decided.append(ReopenDisagreement(settlement))

    def take_agreed(self) -> int:
        """Take over what both coded the same; returns how many codings that were.

        What was taken over before and is no longer the same on both sides is given up.
        """
        count = 0
        decided = {each.settlement.key for each in self._decided}
        kept = decided | {(one.id, other.id) for one, other in self.both.agreed}
        for key, there in list(self.settled.items()):
            if there.settlement.taken is Taken.AGREED and key not in kept:
                self.reopen(there.settlement)
        for one, other in self.both.agreed:
            known = self.settled.get((one.id, other.id))
            if (one.id, other.id) in decided or (known is not None and not known.overtaken):
                continue
            self._replace((one.id, other.id))
            made = self._code(_common(one, other))
            self._decide(one, other, Taken.AGREED, codings=(made,), reason="")
            count += 1
        return count

    def changes(self) -> list[Change]:
        """Everything as one action: what no decision names any more is taken away."""
        gone = [
            RemoveCoding(each.id)
            for each in self.codings.values()
            if each.origin is Origin.CONSENSUS and not self.named.get(each.id)
        ]
        there = {each.coding for each in gone}
        return [
            *gone,
            *(AddCoding(each) for each in self._made.values() if each.id not in there),
            *(each for each in self._edits.values() if each.coding not in there),
            *self._decided,
        ]

    def _replace(self, key: PairKey) -> None:
        """Give up what was decided on the pair, and on what is no longer a pair of either."""
        self._release(key)
        for other in [each for each in self._strays if any(one and one in key for one in each)]:
            self.reopen(self.settled[other].settlement)

    def _release(self, key: PairKey) -> None:
        self._strays.discard(key)
        there = self.settled.pop(key, None)
        for coding in () if there is None else there.settlement.codings:
            self.named[coding] = self.named.get(coding, 1) - 1

    def _code(self, wanted: Coding) -> CodingId:
        """The consensus coder's coding like this one, made unless it is there."""
        known = self._places.get((wanted.span, wanted.code))
        if known is not None:
            self._like(self.codings[known], wanted)
            return known
        made = replace(
            wanted,
            id=self.project.new_coding_id(),
            coder=self.consensus,
            origin=Origin.CONSENSUS,
            time=None,
        )
        self.codings[made.id] = self._made[made.id] = made
        self._places[made.span, made.code] = made.id
        return made.id

    def _like(self, there: Coding, wanted: Coding) -> None:
        """The direction decided on; a memo written meanwhile stays."""
        if there.origin is not Origin.CONSENSUS:
            return
        memo = there.memo or wanted.memo
        quotable = there.quotable or wanted.quotable
        like = replace(there, polarity=wanted.polarity, memo=memo, quotable=quotable)
        if like == there:
            return
        self.codings[there.id] = like
        if there.id in self._made:
            self._made[there.id] = like
            return
        self._edits[there.id] = EditCoding(
            there.id,
            polarity=like.polarity,
            clear_polarity=like.polarity is None,
            memo=memo,
            quotable=quotable,
        )

    def _trimmed(self, new: NewCoding | None) -> NewCoding | None:
        """Errors: InputError where its passage is empty or outside the text."""
        if new is None:
            return None
        span, _at = self.project.passage(self.interview, new.span)
        return replace(new, span=span)

    def _decide(
        self,
        first: Coding | None,
        second: Coding | None,
        taken: Taken,
        *,
        codings: tuple[CodingId, ...],
        reason: str,
    ) -> None:
        for coding in codings:
            self.named[coding] = self.named.get(coding, 0) + 1
        settlement = Settlement(
            self.interview,
            self.coders,
            self.consensus,
            side_of(first),
            side_of(second),
            taken,
            reason.strip(),
            codings,
        )
        self._decided.append(SettleDisagreement(settlement))


def key_of(first: Coding | None, second: Coding | None) -> PairKey:
    return ("" if first is None else first.id, "" if second is None else second.id)


def _sides(each: Disagreement) -> Iterator[Coding]:
    return (side for side in (each.first, each.second) if side is not None)


def _wanted(each: Disagreement, taken: Taken, new: NewCoding | None) -> tuple[Coding, ...]:
    """What the consensus coder is to code. Errors: InputError where that cannot be."""
    sides = {Taken.FIRST: each.first, Taken.SECOND: each.second}
    if taken in sides:
        side = sides[taken]
        if side is None:
            raise InputError(
                _("This coder coded nothing here."), _("Take the other's coding, or neither.")
            )
        return (side,)
    if taken is Taken.NEW and new is not None:
        like = each.first or each.second
        if like is not None:
            return (
                replace(
                    like,
                    span=new.span,
                    code=new.code,
                    polarity=new.polarity,
                    memo="",
                    quotable=False,
                ),
            )
    if taken is Taken.BOTH:
        if each.first is None or each.second is None:
            raise InputError(
                _("Only one of the two coded here."), _("Take that coding, or neither.")
            )
        if (each.first.span, each.first.code) == (each.second.span, each.second.code):
            raise InputError(
                _("A coding has one direction only."), _("Take one of the two, or a new coding.")
            )
        return (each.first, each.second)
    if taken is Taken.NEITHER:
        return ()
    raise InputError(_("It is not said what is coded instead."), _("Give a passage and a code."))


def _common(one: Coding, other: Coding) -> Coding:
    """What both coded the same: the direction that is set, none where two conflict."""
    memos = dict.fromkeys(memo for memo in (one.memo, other.memo) if memo)
    return replace(
        one,
        polarity=None if conflicting(one, other) else one.polarity or other.polarity,
        memo="\n\n".join(memos),
        quotable=one.quotable or other.quotable,
    )
