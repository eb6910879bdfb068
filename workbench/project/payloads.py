"""Between the nouns and the journal's JSON. Pure.

Invariant: what a payload of the interview kinds says about a speaker, it says by a reference, so
that forgetting a speaker need not rewrite anybody's later events: the number of a label in the
interview's *head* (the content that holds title, attributes, labels, participants and turns), or
the id of the event that introduced a label.
"""

import json
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from workbench.model import (
    Code,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Cue,
    Decision,
    Interview,
    InterviewId,
    Origin,
    Polarity,
    SeenEvidence,
    Settlement,
    Side,
    Span,
    Taken,
    Verdict,
    interview_key,
)
from workbench.project.events import canonical, time_of

TEXT = "text"
HEAD = "head"
SOURCE = "source"

CODE_FIELDS = (
    "name",
    "parent",
    "definition",
    "include",
    "exclude",
    "example",
    "colour",
    "key",
    "memo",
)


def entity_key(interview_id: str, text_sha: str) -> str:
    """The internal key of an interview: equal in two copies that import the same file."""
    return sha256(f"{interview_key(interview_id)}\0{text_sha}".encode()).hexdigest()[:32]


def interview_subject(key: str) -> str:
    return f"interview:{key}"


def code_subject(code: str) -> str:
    return f"code:{code}"


def coding_subject(coding: str) -> str:
    return f"coding:{coding}"


def finished_subject(key: str, coder: str) -> str:
    return f"finished:{key}:{coder}"


def suggestion_subject(key: str, coder: str, *, span: Span, code: str, text: str = "") -> str:
    """What a coder's decisions on one suggestion are about.

    text: the digest of the one that the span is in; empty for the interview's first.
    """
    where = f"@{text[:16]}" if text else ""
    return f"suggestion:{key}{where}:{coder}:{span.start}:{span.end}:{code}"


def settlement_subject(key: str, settlement: Settlement) -> str:
    """What is decided on one pair of codings is about: the same whoever of the two goes first."""
    pair = sorted(zip(settlement.coders, settlement.key, strict=True))
    named = canonical([key, settlement.consensus, *pair])
    return f"settlement:{sha256(named.encode()).hexdigest()[:32]}"


CODEBOOK_SUBJECT = "codebook"
PROJECT_SUBJECT = "project"


@dataclass(frozen=True, slots=True)
class Head:
    """What the import found out about a text, as it stands in the content table."""

    title: str
    attributes: dict[str, str]
    labels: tuple[str, ...]
    """Every label once; the empty string for one that was forgotten, or for no speaker."""
    participants: tuple[tuple[int, str, dict[str, str]], ...]
    """Label's number, description, own attributes."""
    moderators: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    speakers: tuple[int, ...]
    """Number of the label of each turn."""
    times: tuple[str, ...]
    nameless: int
    """Number of the label that stands for no speaker, or -1."""

    def encode(self) -> bytes:
        return canonical(
            {
                "title": self.title,
                "attributes": self.attributes,
                "labels": self.labels,
                "participants": self.participants,
                "moderators": self.moderators,
                "starts": self.starts,
                "ends": self.ends,
                "speakers": self.speakers,
                "times": self.times,
                "nameless": self.nameless,
            }
        ).encode()


def head_of(interview: Interview) -> Head:
    """The head of an interview that is being imported."""
    labels: dict[str, int] = {}

    def number(label: str) -> int:
        return labels.setdefault(label, len(labels))

    participants = tuple(
        (number(who.label), who.description, dict(who.attributes)) for who in interview.participants
    )
    speakers = tuple(number(turn.speaker) for turn in interview.turns)
    moderators = tuple(sorted(number(label) for label in sorted(interview.moderators)))
    return Head(
        title=interview.title,
        attributes=dict(interview.attributes),
        labels=tuple(labels),
        participants=participants,
        moderators=moderators,
        starts=tuple(turn.start for turn in interview.turns),
        ends=tuple(turn.end for turn in interview.turns),
        speakers=speakers,
        times=tuple(turn.time for turn in interview.turns)
        if any(turn.time for turn in interview.turns)
        else (),
        nameless=labels.get("", -1),
    )


def decode_head(content: bytes) -> Head:
    raw = json.loads(content)
    return Head(
        title=raw["title"],
        attributes=raw["attributes"],
        labels=tuple(raw["labels"]),
        participants=tuple((number, text, own) for number, text, own in raw["participants"]),
        moderators=tuple(raw["moderators"]),
        starts=tuple(raw["starts"]),
        ends=tuple(raw["ends"]),
        speakers=tuple(raw["speakers"]),
        times=tuple(raw["times"]),
        nameless=raw["nameless"],
    )


def code_payload(code: Code, current: Code | None) -> dict[str, Any] | None:
    """The fields of `code` that differ from `current`, all of them for a new one; None if none."""
    wanted = _code_fields(code)
    if current is None:
        return {"new": True, **wanted}
    there = _code_fields(current)
    changed = {name: value for name, value in wanted.items() if value != there[name]}
    return changed or None


def _code_fields(code: Code) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(code, name) for name in CODE_FIELDS}
    fields["parent"] = code.parent or ""
    fields["cues"] = [_cue_list(cue) for cue in code.cues]
    return fields


def code_from(code: str, fields: Mapping[str, Any], *, revived: bool) -> Code:
    """A code from its folded fields; what is unknown stays empty, an unknown name is its id."""
    parent = fields.get("parent") or None
    return Code(
        id=CodeId(code),
        name=fields.get("name") or code,
        parent=None if parent is None else CodeId(parent),
        definition=fields.get("definition", ""),
        include=fields.get("include", ""),
        exclude=fields.get("exclude", ""),
        example=fields.get("example", ""),
        colour=fields.get("colour", ""),
        key=fields.get("key", ""),
        cues=tuple(_cue_from(each) for each in fields.get("cues", ())),
        memo=fields.get("memo", ""),
        revived=revived,
    )


def _cue_list(cue: Cue) -> list[Any]:
    """Text and rule; the rest only where it says something, as older projects have it."""
    rest = [cue.exclude, cue.weight, polarity_sign(cue.polarity)]
    return [cue.text, cue.rule, *rest] if rest != [False, 1.0, ""] else [cue.text, cue.rule]


def _cue_from(written: Sequence[Any]) -> Cue:
    defaults = [False, 1.0, ""]
    text, rule, exclude, weight, polarity = [*written, *defaults[len(written) - 2 :]][:5]
    return Cue(text, rule, bool(exclude), float(weight), _POLARITIES.get(polarity))


def coding_payload(coding: Coding) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "start": coding.span.start,
        "end": coding.span.end,
        "polarity": polarity_sign(coding.polarity),
        "memo": coding.memo,
        "quotable": coding.quotable,
        "origin": coding.origin.value,
    }
    if coding.time is not None:
        payload["time"] = coding.time.isoformat()
    return payload


def decision_payload(decision: Decision) -> dict[str, Any]:
    """Offsets and the codebook's cues, no words of the interview."""
    return {
        "start": decision.span.start,
        "end": decision.span.end,
        "verdict": decision.verdict.value,
        "taken": decision.taken or "",
        "score": decision.score,
        "confidence": "" if decision.confidence is None else decision.confidence.value,
        "evidence": [
            [each.kind, each.cue, each.span.start, each.span.end, each.code]
            for each in decision.evidence
        ],
    }


DecisionRow = tuple[str, str, int, int, str, str, str, float, str, str, str]
"""Shown id of the interview, coder, start, end, code, verdict, taken, score, confidence, evidence,
event."""

_CONFIDENCES: dict[str, Confidence | None] = {"": None, **{each.value: each for each in Confidence}}
_VERDICTS = {each.value: each for each in Verdict}


def decision_from(row: DecisionRow) -> Decision:
    interview, coder, start, end, code, verdict, taken, score, confidence, evidence, event = row
    return Decision(
        InterviewId(interview),
        Span(start, end),
        CodeId(code),
        Coder(coder),
        _VERDICTS.get(verdict, Verdict.SKIPPED),
        CodeId(taken) if taken else None,
        score,
        _CONFIDENCES.get(confidence),
        tuple(
            SeenEvidence(kind, cue, Span(begin, stop), CodeId(code))
            for kind, cue, begin, stop, code in json.loads(evidence)
        ),
        time_of(event),
    )


def settlement_payload(settlement: Settlement, spans: Iterable[Span]) -> dict[str, Any]:
    """The coders in the order of their names, so that both ways of looking at them say the same.

    spans: every passage it is about, for whoever must know whose words a reason may hold.
    """
    if settlement.coders[0] > settlement.coders[1]:
        settlement = seen_from(settlement, settlement.coders[1])
    # Where codes are merged, what was decided before is told again, of the merged code.
    carried: dict[str, Any] = {}
    if settlement.time is not None:
        carried = {"author": settlement.author, "time": settlement.time.isoformat()}
    return {
        **carried,
        "coders": list(settlement.coders),
        "first": _side_list(settlement.first),
        "second": _side_list(settlement.second),
        "taken": settlement.taken.value,
        "reason": settlement.reason,
        "codings": list(settlement.codings),
        "spans": [[span.start, span.end] for span in sorted(set(spans))],
    }


def seen_from(settlement: Settlement, coder: str) -> Settlement:
    """The same with this one of the two coders first."""
    if settlement.coders[0] == coder:
        return settlement
    swapped = {Taken.FIRST: Taken.SECOND, Taken.SECOND: Taken.FIRST}
    return replace(
        settlement,
        coders=(settlement.coders[1], settlement.coders[0]),
        first=settlement.second,
        second=settlement.first,
        taken=swapped.get(settlement.taken, settlement.taken),
    )


def _side_list(side: Side | None) -> list[Any] | None:
    if side is None:
        return None
    return [side.coding, side.span.start, side.span.end, side.code, polarity_sign(side.polarity)]


def _side_from(written: Sequence[Any] | None) -> Side | None:
    if written is None:
        return None
    coding, start, end, code, polarity = written
    return Side(CodingId(coding), Span(start, end), CodeId(code), _POLARITIES.get(polarity))


SettlementRow = tuple[str, str, str, str, str, str, str]
"""Shown id of the interview, consensus coder, both coders, fields, event, author."""

_TAKEN = {each.value: each for each in Taken}


def settlement_from(row: SettlementRow) -> Settlement:
    """With the coders in the order of their names."""
    interview, consensus, first, second, written, event, author = row
    fields = json.loads(written)
    return Settlement(
        interview=InterviewId(interview),
        coders=(Coder(first), Coder(second)),
        consensus=Coder(consensus),
        first=_side_from(fields["first"]),
        second=_side_from(fields["second"]),
        taken=_TAKEN[fields["taken"]],
        reason=fields["reason"],
        codings=tuple(CodingId(each) for each in fields["codings"]),
        author=fields.get("author", author),
        time=datetime.fromisoformat(fields["time"]) if "time" in fields else time_of(event),
    )


def polarity_sign(polarity: Polarity | None) -> str:
    return "" if polarity is None else polarity.value


CodingRow = tuple[str, int, int, str, str, str, str, int, str, str]
"""Id, start, end, code, coder, polarity, memo, quotable, origin, time."""

_POLARITIES: dict[str, Polarity | None] = {"": None, **{each.value: each for each in Polarity}}
_ORIGINS = {each.value: each for each in Origin}


def codings_from(rows: Iterable[CodingRow], interview: InterviewId) -> list[Coding]:
    return [
        Coding(
            CodingId(coding),
            interview,
            Span(start, end),
            CodeId(code),
            Coder(coder),
            _POLARITIES.get(polarity),
            memo,
            bool(quotable),
            _ORIGINS.get(origin, Origin.EXCHANGE),
            datetime.fromisoformat(time),
        )
        for coding, start, end, code, coder, polarity, memo, quotable, origin, time in rows
    ]


def ints(content: bytes) -> "array[int]":
    """An array as the frame table keeps it: 32 bits each, little-endian."""
    numbers = array("I")
    numbers.frombytes(content)
    return numbers
