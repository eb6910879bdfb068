"""What the standard has no place for, as the JSON of our notes, and back.

Invariant: readers take what they know by name and leave the rest alone, so that a later version can
say more; a field that is missing has the value it has in a new project.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from workbench.model import (
    CUE_RULES,
    Code,
    Codebook,
    CodeId,
    Coder,
    CodingId,
    Confidence,
    Cue,
    Decision,
    Interview,
    InterviewId,
    Polarity,
    SeenEvidence,
    Settlement,
    Side,
    Span,
    Taken,
    Turn,
    Verdict,
)

Json = dict[str, Any]

UNREADABLE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError)
"""What comes of facts that another program has changed."""

_COLOUR = re.compile("#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
"""RGBType of the standard."""


def encoded(facts: Mapping[str, object]) -> str:
    """JSON with letters as they are, so that a person can read it."""
    return json.dumps(facts, ensure_ascii=False)


def decoded(content: str) -> Json:
    """The facts of a note; none where another program has changed it beyond reading."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def facts_in(facts: Json, name: str) -> Json:
    """The facts below a name; none where something else stands there."""
    found = facts.get(name)
    return found if isinstance(found, dict) else {}


def many(facts: Json, name: str) -> list[Any]:
    """The list below a name; empty where something else stands there."""
    found = facts.get(name)
    return found if isinstance(found, list) else []


def words(facts: Json, name: str, otherwise: str = "") -> str:
    """The text below a name."""
    found = facts.get(name)
    return found if isinstance(found, str) else otherwise


# -- Codes ------------------------------------------------------------------------------------


def code_facts(code: Code) -> Json:
    """What an element `Code` has no attribute for."""
    facts: Json = {
        "id": code.id,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "key": code.key,
        "cues": [_cue(cue) for cue in code.cues],
        "colour": "" if is_colour(code.colour) else code.colour,
    }
    return {name: value for name, value in facts.items() if value or name == "id"}


def is_colour(written: str) -> bool:
    """Whether the standard can hold it."""
    return _COLOUR.fullmatch(written) is not None


def _cue(cue: Cue) -> Json:
    facts = {
        "text": cue.text,
        "match": cue.rule,
        "exclude": cue.exclude,
        "weight": cue.weight,
        "direction": _sign(cue.polarity),
    }
    usual = {"match": "lemma", "exclude": False, "weight": 1.0, "direction": ""}
    return {name: value for name, value in facts.items() if usual.get(name) != value}


def cues_from(facts: Json) -> tuple[Cue, ...]:
    """The cues of a code; those that another program has made unreadable are left out."""
    found = []
    for each in many(facts, "cues"):
        try:
            cue = Cue(
                str(each["text"]),
                str(each.get("match", "lemma")),
                bool(each.get("exclude", False)),
                float(each.get("weight", 1.0)),
                _polarity(each.get("direction", "")),
            )
        except UNREADABLE:
            continue
        if cue.rule in CUE_RULES and cue.text and cue.weight > 0:
            found.append(cue)
    return tuple(found)


def book_facts(book: Codebook) -> Json:
    """The book's own fields, and the order of its codes by id."""
    return {
        "title": book.title,
        "language": book.language,
        "description": book.description,
        "sources": list(book.sources),
        "order": [code.id for code in book.codes],
    }


_INCLUDE = {"sv": "Inkludera", "en": "Include"}
_EXCLUDE = {"sv": "Exkludera", "en": "Exclude"}
_EXAMPLE = {"sv": "Exempel", "en": "Example"}


def description(code: Code, language: str) -> str:
    """What other programs show of a code: definition, include, exclude and example in words."""
    tongue = "sv" if language.startswith("sv") else "en"
    parts = [code.definition] if code.definition else []
    for heading, text in (
        (_INCLUDE[tongue], code.include),
        (_EXCLUDE[tongue], code.exclude),
        (_EXAMPLE[tongue], code.example),
    ):
        if text:
            parts.append(f"{heading}: {text}")
    return "\n\n".join(parts)


# -- Interviews -------------------------------------------------------------------------------


def interview_facts(interview: Interview, *, case: str, people: Sequence[str]) -> Json:
    """Id, title and turns, and which cases stand for it and for its participants."""
    labels = list(dict.fromkeys(turn.speaker for turn in interview.turns))
    number = {label: at for at, label in enumerate(labels)}
    return {
        "id": interview.id,
        "title": interview.title,
        "file": interview.source_name,
        "sha256": interview.sha256,
        "case": case,
        "participants": [
            {"label": who.label, "case": guid}
            for who, guid in zip(interview.participants, people, strict=True)
        ],
        "moderators": sorted(interview.moderators),
        "labels": labels,
        "turns": [
            [number[turn.speaker], turn.start, turn.end, *([turn.time] if turn.time else [])]
            for turn in interview.turns
        ],
    }


def turns_from(facts: Json, size: int) -> tuple[Turn, ...] | None:
    """The turns of a text of `size` characters; None where they are no such turns."""
    labels = [str(label) for label in many(facts, "labels")]
    found: list[Turn] = []
    last = 0
    try:
        for number, (speaker, start, end, *time) in enumerate(many(facts, "turns"), start=1):
            if not (type(start) is type(end) is int and last <= start <= end <= size):
                return None
            last = end
            found.append(Turn(number, labels[speaker], start, end, str(time[0]) if time else ""))
    except UNREADABLE:
        return None
    return tuple(found)


# -- What coders did --------------------------------------------------------------------------


def decision_facts(decision: Decision) -> Json:
    return {
        "start": decision.span.start,
        "end": decision.span.end,
        "code": decision.code,
        "coder": decision.coder,
        "verdict": decision.verdict.value,
        "taken": decision.taken or "",
        "score": decision.score,
        "confidence": decision.confidence.value if decision.confidence else "",
        "evidence": [
            [each.kind, each.cue, each.span.start, each.span.end, each.code]
            for each in decision.evidence
        ],
        "time": _time(decision.time),
    }


def decision_from(facts: Json, interview: InterviewId) -> Decision:
    return Decision(
        interview,
        Span(int(facts["start"]), int(facts["end"])),
        CodeId(facts["code"]),
        Coder(facts["coder"]),
        Verdict(facts["verdict"]),
        CodeId(facts["taken"]) if facts.get("taken") else None,
        float(facts.get("score", 0.0)),
        Confidence(facts["confidence"]) if facts.get("confidence") else None,
        tuple(
            SeenEvidence(kind, cue, Span(start, end), CodeId(code))
            for kind, cue, start, end, code in facts.get("evidence", ())
        ),
        _moment(facts.get("time", "")),
    )


def settlement_facts(settlement: Settlement) -> Json:
    return {
        "coders": list(settlement.coders),
        "consensus": settlement.consensus,
        "first": _side(settlement.first),
        "second": _side(settlement.second),
        "taken": settlement.taken.value,
        "reason": settlement.reason,
        "codings": list(settlement.codings),
        "author": settlement.author,
        "time": _time(settlement.time),
    }


def settlement_from(facts: Json, interview: InterviewId) -> Settlement:
    first, second = facts["coders"]
    return Settlement(
        interview,
        (Coder(first), Coder(second)),
        Coder(facts["consensus"]),
        _side_from(facts.get("first")),
        _side_from(facts.get("second")),
        Taken(facts["taken"]),
        str(facts.get("reason", "")),
        tuple(CodingId(each) for each in facts.get("codings", ())),
        str(facts.get("author", "")),
        _moment(facts.get("time", "")),
    )


def _side(side: Side | None) -> Json | None:
    if side is None:
        return None
    return {
        "coding": side.coding,
        "start": side.span.start,
        "end": side.span.end,
        "code": side.code,
        "direction": _sign(side.polarity),
    }


def _side_from(facts: Json | None) -> Side | None:
    if facts is None:
        return None
    return Side(
        CodingId(facts["coding"]),
        Span(int(facts["start"]), int(facts["end"])),
        CodeId(facts["code"]),
        _polarity(facts.get("direction", "")),
    )


def _sign(polarity: Polarity | None) -> str:
    return "" if polarity is None else polarity.value


def _polarity(sign: str) -> Polarity | None:
    return Polarity(sign) if sign else None


def _time(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat()


def _moment(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
