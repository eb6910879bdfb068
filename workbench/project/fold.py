"""The fold: from a subject's events to its state. Pure.

Invariant: a state depends on the set of events alone, never on the order in which they came: events
are taken in the order (clock, id), those of an undone action are left out, and of two that set the
same field the later wins. The fold never fails and never drops: what an event names and nobody has
defined is left aside, not refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.project import events as kinds


@dataclass(frozen=True, slots=True)
class Entry:
    """What the fold needs of an event."""

    id: str
    clock: int
    kind: str
    coder: str
    interview: str
    code: str
    payload: Mapping[str, Any] | None
    """None once erased: such an event says nothing any more."""
    undone: bool


@dataclass(slots=True)
class Life:
    """Whether something exists, and since which event."""

    alive: bool = False
    clock: int = 0
    event: str = ""

    def begin(self, entry: Entry) -> None:
        if not self.event:
            self.clock, self.event = entry.clock, entry.id
        self.alive = True


@dataclass(frozen=True, slots=True)
class CodingState:
    interview: str
    start: int
    end: int
    code: str
    coder: str
    polarity: str
    memo: str
    quotable: bool
    origin: str
    time: str
    clock: int
    event: str
    text: str
    """The text that start and end speak of; empty for the interview's first."""


def fold_coding(entries: Sequence[Entry]) -> CodingState | None:
    """A coding's state, or None where it was taken away, undone or forgotten."""
    life = Life()
    first: Entry | None = None
    fields: dict[str, Any] = {}
    for entry in entries:
        if entry.undone or entry.payload is None:
            continue
        if entry.kind == kinds.CODING_ADD:
            if not life.alive:
                first, fields = entry, {"code": entry.code, **entry.payload}
            life.begin(entry)
        elif entry.kind in (kinds.CODING_EDIT, kinds.CODING_LOOK):
            if "start" in entry.payload:
                fields.pop("text", None)
            fields.update(entry.payload)
        elif entry.kind == kinds.CODING_REMOVE:
            life.alive = False
    if first is None or not life.alive:
        return None
    return CodingState(
        interview=first.interview,
        start=int(fields["start"]),
        end=int(fields["end"]),
        code=str(fields["code"]),
        coder=first.coder,
        polarity=str(fields.get("polarity", "")),
        memo=str(fields.get("memo", "")),
        quotable=bool(fields.get("quotable", False)),
        origin=str(fields.get("origin", "hand")),
        time=str(fields.get("time") or kinds.time_of(first.id).isoformat()),
        clock=first.clock,
        event=first.id,
        text=str(fields.get("text", "")),
    )


@dataclass(frozen=True, slots=True)
class CodeState:
    alive: bool
    clock: int
    event: str
    fields: Mapping[str, Any]


def fold_code(entries: Sequence[Entry]) -> CodeState | None:
    """A code's fields and whether it is in the book; None where it was never defined.

    A code whose making was undone keeps its definition, in case someone has coded with it.
    """
    life = Life()
    fields: dict[str, Any] = {}
    lost: tuple[Entry, dict[str, Any]] | None = None
    for entry in entries:
        if entry.payload is None:
            continue
        if entry.kind == kinds.CODE_PUT:
            put = {name: value for name, value in entry.payload.items() if name != "new"}
            is_new = bool(entry.payload.get("new"))
            if entry.undone:
                lost = (entry, put) if is_new else lost
                continue
            if is_new and life.alive:
                # Two copies made it, each for itself: what either has changed since stays.
                continue
            if is_new:
                fields = {}
                life.begin(entry)
            fields.update(put)
        elif entry.kind == kinds.CODE_REMOVE and not entry.undone:
            life.alive = False
    if life.event:
        return CodeState(life.alive, life.clock, life.event, fields)
    if lost is None:
        return None
    return CodeState(False, lost[0].clock, lost[0].id, {**lost[1], **fields})


def fold_book(entries: Sequence[Entry]) -> dict[str, Any]:
    """The fields of the codebook.

    A book that two copies made, each for itself, is not reset by the later making.
    """
    fields: dict[str, Any] = {}
    for entry in entries:
        if entry.payload is None or entry.undone:
            continue
        put = {name: value for name, value in entry.payload.items() if name != "new"}
        fields = {**put, **fields} if entry.payload.get("new") else {**fields, **put}
    return fields


def fold_about(entries: Sequence[Entry]) -> dict[str, Any]:
    """The fields of the project itself; of the queries that are kept each name is a field."""
    fields = fold_book(entries)
    queries: dict[str, str] = {}
    for entry in entries:
        if entry.payload is not None and not entry.undone:
            queries.update(entry.payload.get("queries", {}))
    kept = {name: query for name, query in queries.items() if query}
    return (
        {**fields, "queries": kept}
        if kept
        else {name: value for name, value in fields.items() if name != "queries"}
    )


@dataclass(frozen=True, slots=True)
class DecisionState:
    interview: str
    coder: str
    start: int
    end: int
    code: str
    verdict: str
    taken: str
    score: float
    confidence: str
    evidence: Sequence[Sequence[Any]]
    event: str
    text: str
    """As of codings."""


def fold_decision(entries: Sequence[Entry]) -> DecisionState | None:
    """The coder's latest word on a suggestion, or None where it was undone or forgotten."""
    said = [each for each in entries if each.payload is not None and not each.undone]
    if not said:
        return None
    last = said[-1]
    fields = last.payload or {}
    return DecisionState(
        interview=last.interview,
        coder=last.coder,
        start=int(fields["start"]),
        end=int(fields["end"]),
        code=last.code,
        verdict=str(fields["verdict"]),
        taken=str(fields.get("taken", "")),
        score=float(fields.get("score", 0)),
        confidence=str(fields.get("confidence", "")),
        evidence=fields.get("evidence", ()),
        event=last.id,
        text=str(fields.get("text", "")),
    )


@dataclass(frozen=True, slots=True)
class SettlementState:
    interview: str
    consensus: str
    first: str
    second: str
    """The coders, in the order of their names."""
    fields: Mapping[str, Any]
    """The rest of the payload."""
    event: str
    text: str
    """As of codings."""


def fold_settlement(entries: Sequence[Entry]) -> SettlementState | None:
    """The latest decision on a pair of codings, or None where it is open, undone or forgotten."""
    said = [each for each in entries if each.payload is not None and not each.undone]
    if not said or said[-1].kind != kinds.SETTLEMENT_DECIDE:
        return None
    last = said[-1]
    fields = dict(last.payload or {})
    first, second = fields.pop("coders")
    text = str(fields.pop("text", ""))
    return SettlementState(last.interview, last.coder, first, second, fields, last.id, text)


def fold_finished(entries: Sequence[Entry]) -> bool:
    finished = False
    for entry in entries:
        if entry.payload is not None and not entry.undone:
            finished = bool(entry.payload.get("finished"))
    return finished
