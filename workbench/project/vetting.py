"""What may come in from another copy: the shape of events and contents, before it is believed.

A digest proves that a file is whole, not that it means well: whoever makes a bundle can compute
digests. Invariant: what passed here can be folded, stored and read back. Pure.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from math import isfinite
from typing import Any

from workbench.errors import InputError
from workbench.model import Taken, interview_key
from workbench.project import events as kinds
from workbench.project.events import CLOCK_LIMIT, Event, canonical
from workbench.project.payloads import (
    CODE_FIELDS,
    CODEBOOK_SUBJECT,
    HEAD,
    PROJECT_SUBJECT,
    SOURCE,
    TEXT,
    entity_key,
)
from workbench.project.values import Content

_LARGEST = (1 << 31) - 1
"""Offsets are kept in 32 bits."""

_Check = Callable[[Any], bool]
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_SHA = re.compile(r"[0-9a-f]{64}")
_UNREADABLE = (ValueError, RecursionError)
"""What json raises on nonsense, and half characters when they are to become bytes."""

_AGAIN = "Have it made, or sent, once more."


# -- one value ----------------------------------------------------------------------------------


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _offset(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _number(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value)


def _fact(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < 1 << 62)


def _digest(value: Any) -> bool:
    return isinstance(value, str) and _SHA.fullmatch(value) is not None


def _moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _among(*words: str) -> _Check:
    return lambda value: isinstance(value, str) and value in words


def _listing(check: _Check) -> _Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _mapping(check: _Check) -> _Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _row(*checks: _Check, least: int | None = None) -> _Check:
    """A list of values of which the first `least` must be there (all, when not said)."""
    few = len(checks) if least is None else least

    def check(value: Any) -> bool:
        return (
            isinstance(value, list)
            and few <= len(value) <= len(checks)
            and all(fits(each) for fits, each in zip(checks, value, strict=False))
        )

    return check


def _maybe(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


_words = _mapping(_text)
_span = _row(_offset, _offset)
_polarity = _among("", "+", "-", "0")
_side = _row(_text, _offset, _offset, _text, _polarity)
_stretches = _listing(_row(*([_offset] * 6)))


def _ways(value: Any) -> bool:
    """Stretches by the digest of the text they lead from, in its order and in no other's place."""
    return (
        isinstance(value, dict)
        and all(_digest(text) and _stretches(rows) for text, rows in value.items())
        and all(map(_in_order, value.values()))
    )


def _in_order(rows: list[list[int]]) -> bool:
    new = sorted([start, size] for _, _, start, size, _, _ in rows)
    old = [row[:2] for row in rows]
    return all(
        start + size <= following[0] and size > 0
        for side in (old, new)
        for (start, size), following in pairwise([*side, [_LARGEST, 0]])
    )


# -- payloads -----------------------------------------------------------------------------------


class _Shape:
    """Which fields a payload has, and of what kind; other fields are refused."""

    def __init__(self, *needed: str, **fields: _Check) -> None:
        self._needed = frozenset(needed)
        self._fields = fields

    def __call__(self, payload: Any) -> bool:
        if not isinstance(payload, dict) or not self._needed <= payload.keys():
            return False
        for name, value in payload.items():
            check = self._fields.get(name)
            if check is None or not check(value):
                return False
        return bool(payload.get("start", 0) <= payload.get("end", _LARGEST))


_coding = {
    "start": _offset,
    "end": _offset,
    "polarity": _polarity,
    "memo": _text,
    "quotable": _flag,
}
_who = {"head": _text, "who": _listing(lambda each: _text(each) or _offset(each))}

_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    kinds.ACTION: _mapping(_fact),
    kinds.INTERVIEW_ADD: _Shape(
        "id", "text", "head", "source", "source_name",
        id=_text, text=_digest, head=_digest, source=_digest, source_name=_text,
    ),
    kinds.INTERVIEW_REVISE: _Shape(
        "text", "head", "source", "source_name", "from",
        text=_digest, head=_digest, source=_digest, source_name=_text,
        **{"from": _ways},
    ),
    kinds.INTERVIEW_EDIT: _Shape(title=_text, memo=_text, attributes=_words),
    kinds.INTERVIEW_REMOVE: _Shape(),
    kinds.PARTICIPANT_EDIT: _Shape(
        "who", **_who, description=_text, attributes=_words, new=_text
    ),
    kinds.SPEAKER_RENAME: _Shape("who", "new", **_who, new=_text),
    kinds.MODERATORS_SET: _Shape("who", **_who),
    kinds.CODEBOOK_EDIT: _Shape(
        title=_text, language=_text, description=_text, sources=_listing(_text),
        order=_listing(_text), new=_flag,
    ),
    kinds.CODE_PUT: _Shape(
        **dict.fromkeys(CODE_FIELDS, _text),
        cues=_listing(_row(_text, _text, _flag, _number, _polarity, least=2)),
        new=_flag,
    ),
    kinds.CODE_REMOVE: _Shape(),
    kinds.CODING_ADD: _Shape(
        "start", "end", **_coding, origin=_text, time=_moment, text=_digest
    ),
    kinds.CODING_EDIT: _Shape(**_coding, code=_text, text=_digest),
    kinds.CODING_REMOVE: _Shape(),
    kinds.CODING_LOOK: _Shape(
        "start", "end", start=_offset, end=_offset, text=_digest
    ),
    kinds.FINISHED_SET: _Shape("finished", finished=_flag),
    kinds.SUGGESTION_DECIDE: _Shape(
        "start", "end", "verdict",
        start=_offset, end=_offset, verdict=_text, taken=_text, score=_number, confidence=_text,
        evidence=_listing(_row(_text, _text, _offset, _offset, _text)), text=_digest,
    ),
    kinds.SETTLEMENT_DECIDE: _Shape(
        "coders", "first", "second", "taken", "reason", "codings", "spans",
        coders=_row(_text, _text), first=_maybe(_side), second=_maybe(_side),
        taken=_among(*(each.value for each in Taken)), reason=_text,
        codings=_listing(_text), spans=_listing(_span), author=_text, time=_moment, text=_digest,
    ),
    kinds.SETTLEMENT_REOPEN: _Shape(),
    kinds.PROJECT_EDIT: _Shape(memo=_text, blind=_flag, queries=_words),
    kinds.UNDO: _Shape(),
    kinds.REDO: _Shape(),
    kinds.INTERVIEW_FORGET: _Shape(
        "text", "sources", text=_digest, sources=_listing(_digest), later=_listing(_digest)
    ),
    kinds.SPEAKER_FORGET: _Shape(
        "text", "sources", "heads", "people", "turns", "masks",
        text=_digest, sources=_listing(_digest), heads=_mapping(_listing(_offset)),
        people=_listing(_text), turns=_listing(_span), masks=_listing(_span),
    ),
}  # fmt: skip

_SUBJECTS = {
    kinds.ACTION: "verb",
    kinds.CODEBOOK_EDIT: CODEBOOK_SUBJECT,
    kinds.PROJECT_EDIT: PROJECT_SUBJECT,
    kinds.UNDO: "action",
    kinds.REDO: "action",
    kinds.MODERATORS_SET: "interview",
    kinds.PARTICIPANT_EDIT: "interview",
    kinds.SPEAKER_RENAME: "interview",
    kinds.SPEAKER_FORGET: "interview",
}
"""How a subject begins, where that is not how its kind begins."""

_ONES_OWN = ("coding", "finished", "suggestion", "settlement")
"""Subjects that belong to a coder."""


class UnfitError(InputError):
    """An event or a content that no workbench could have written."""


def refuse_unfit_event(event: Event) -> None:
    """Errors: UnfitError that names the event and says what is wrong."""
    try:
        fault = _fault_in(event)
    except _UNREADABLE:
        fault = "it cannot be read"
    if fault:
        raise UnfitError(
            f"event {event.id!s:.40} of “{event.author!s:.40}” cannot be taken in: {fault}.",
            _AGAIN,
        )


def _fault_in(event: Event) -> str:
    """What is wrong with it, or nothing."""
    if not _is_envelope(event):
        return "its envelope is no envelope"
    shape = _SHAPES.get(event.kind)
    if shape is None:
        return f"nobody knows its kind, {event.kind:.30}"
    fault = next(event.faults(), "") or _place_fault(event)
    if fault or event.payload is None:
        return fault
    return _payload_fault(event, event.payload, shape)


def _place_fault(event: Event) -> str:
    begins = _SUBJECTS.get(event.kind) or event.kind.partition(".")[0]
    if event.subject.partition(":")[0] != begins:
        return "it is about something that its kind cannot be about"
    if begins in _ONES_OWN and not (event.coder.strip() and event.interview):
        return "it does not say whose it is, or on which interview"
    if event.payload is None and event.kind in kinds.TOMBSTONES:
        return "what is to be forgotten has gone from it"
    return ""


def _payload_fault(event: Event, written: str, shape: _Check) -> str:
    payload = json.loads(written)
    if canonical(payload) != written:
        return "what it says is not in the one form that is hashed"
    if not shape(payload):
        return "what it says has another shape"
    if event.kind == kinds.INTERVIEW_ADD:
        if entity_key(payload["id"], payload["text"]) != event.interview:
            return "its interview is another"
        if not interview_key(payload["id"]):
            return "its interview has no name"
    return ""


def _is_envelope(event: Event) -> bool:
    words = (
        event.id,
        event.author,
        event.coder,
        event.action,
        event.kind,
        event.subject,
        event.interview,
        event.code,
    )
    return (
        {*map(type, words)} == {str}
        and _is_id(event.id)
        and _is_known_id(event.action)
        and type(event.clock) is int
        and 0 <= event.clock < CLOCK_LIMIT
        and (event.payload is None or _text(event.payload))
        and (event.salt is None or isinstance(event.salt, bytes))
        and _is_hash(event.digest)
        and _is_hash(event.prev)
        and _is_hash(event.hash)
    )


@lru_cache(maxsize=64)
def _is_known_id(value: Any) -> bool:
    """As `_is_id`, quicker where one id comes many times in a row, as that of an action does."""
    return _is_id(value)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _is_hash(value: Any) -> bool:
    return isinstance(value, bytes) and len(value) == 32


# -- contents -----------------------------------------------------------------------------------

_HEAD_SHAPE = _Shape(
    "title", "attributes", "labels", "participants", "moderators", "starts", "ends", "speakers",
    "times", "nameless",
    title=_text, attributes=_words, labels=_listing(_text),
    participants=_listing(_row(_offset, _text, _words)), moderators=_listing(_offset),
    starts=_listing(_offset), ends=_listing(_offset), speakers=_listing(_offset),
    times=_listing(_text), nameless=lambda value: type(value) is int and value >= -1,
)  # fmt: skip


def refuse_unfit_content(content: Content) -> None:
    """Refuse what is not what its digest says, or cannot be read.

    What was masked, because a speaker was forgotten, matches no digest any more.
    Errors: UnfitError.
    """
    fault = _fault_of(content)
    if fault:
        raise UnfitError(
            f"a {content.kind:.10} ({content.sha256:.12}) cannot be taken in: {fault}.", _AGAIN
        )


def _fault_of(content: Content) -> str:
    if content.kind not in (TEXT, HEAD, SOURCE) or not _digest(content.sha256):
        return "there is no such kind"
    if content.masked and content.kind == SOURCE:
        return "a file is never masked"
    if not content.masked and sha256(content.data).hexdigest() != content.sha256:
        return "it does not match its digest"
    try:
        if content.kind == TEXT:
            content.data.decode()
        elif content.kind == HEAD and not _is_head(json.loads(content.data)):
            return "it has another shape"
    except _UNREADABLE:
        return "it cannot be read"
    return ""


def _is_head(said: Any) -> bool:
    if not _HEAD_SHAPE(said):
        return False
    canonical(said).encode()
    labels, turns = len(said["labels"]), len(said["starts"])
    numbers = (*said["speakers"], *said["moderators"], *(row[0] for row in said["participants"]))
    return (
        len(said["ends"]) == len(said["speakers"]) == turns
        and len(said["times"]) in (0, turns)
        and all(number < labels for number in numbers)
        and said["nameless"] < labels
        and _follow(said["starts"], said["ends"])
    )


def _follow(starts: list[int], ends: list[int]) -> bool:
    """Whether turns come one after another, none ending before it begins."""
    edges = [edge for pair in zip(starts, ends, strict=True) for edge in pair]
    return all(first <= second for first, second in pairwise(edges))
