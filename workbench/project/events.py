"""Events: their envelope, hash, clock and ids.

Invariant: an event's envelope and the digest of its payload never change. `digest` is
sha256(salt + payload); `hash` is sha256(prev + envelope + digest), with `prev` the hash of the
same author's previous event. So erasing payload and salt leaves a chain that still verifies and a
digest from which short payloads cannot be guessed.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

NO_HASH = bytes(32)
"""`prev` of an author's first event."""

Payload = Mapping[str, Any]

ACTION = "action"
INTERVIEW_ADD = "interview.add"
INTERVIEW_EDIT = "interview.edit"
INTERVIEW_REMOVE = "interview.remove"
INTERVIEW_REVISE = "interview.revise"
PARTICIPANT_EDIT = "participant.edit"
SPEAKER_RENAME = "speaker.rename"
MODERATORS_SET = "moderators.set"
CODEBOOK_EDIT = "codebook.edit"
CODE_PUT = "code.put"
CODE_REMOVE = "code.remove"
CODING_ADD = "coding.add"
CODING_EDIT = "coding.edit"
CODING_REMOVE = "coding.remove"
CODING_LOOK = "coding.look"
FINISHED_SET = "finished.set"
SUGGESTION_DECIDE = "suggestion.decide"
SETTLEMENT_DECIDE = "settlement.decide"
SETTLEMENT_REOPEN = "settlement.reopen"
PROJECT_EDIT = "project.edit"
UNDO = "undo"
REDO = "redo"
INTERVIEW_FORGET = "interview.forget"
SPEAKER_FORGET = "speaker.forget"

TEXTS = (INTERVIEW_ADD, INTERVIEW_REVISE)
"""What brings a text, its head and its file."""
TOMBSTONES = (INTERVIEW_FORGET, SPEAKER_FORGET)
CLOCK_LIMIT = 1 << 60
"""Past the year 2500; a later clock is damage, and could overflow the counter."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that has not been given its place in the journal."""

    kind: str
    subject: str
    payload: Payload
    interview: str = ""
    code: str = ""
    coder: str = ""
    id: str = ""
    """Given beforehand where the payload of a later draft names it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal, as every copy of the project holds it."""

    id: str
    clock: int
    """Milliseconds since 1970 in the upper bits, a counter in the lower 16; only ever grows."""
    author: str
    coder: str
    action: str
    kind: str
    subject: str
    interview: str
    """Internal key of the interview it is about, or empty."""
    code: str
    """The code it names, or empty."""
    payload: str | None
    """None once erased."""
    salt: bytes | None
    digest: bytes
    prev: bytes
    hash: bytes

    def faults(self) -> Iterator[str]:
        """What does not fit: content against digest, envelope and digest against hash."""
        if self.payload is not None and self.digest != digest_of(self.salt or b"", self.payload):
            yield "its content does not match its digest"
        if self.hash != hash_of(self, self.digest, self.prev):
            yield "its envelope does not match its hash"


def digest_of(salt: bytes, payload: str) -> bytes:
    return sha256(salt + payload.encode()).digest()


def hash_of(event: Event, digest: bytes, prev: bytes) -> bytes:
    """sha256 over the previous hash, the envelope as a JSON list, and the digest."""
    envelope = canonical(
        [
            event.id,
            event.clock,
            event.author,
            event.coder,
            event.action,
            event.kind,
            event.subject,
            event.interview,
            event.code,
        ]
    )
    return sha256(prev + envelope.encode() + digest).digest()


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(content: object) -> str:
    """JSON in the one form that is hashed: sorted keys, no spaces, letters as they are."""
    return _encode(content)


class Ids:
    """Makes UUIDv7 (RFC 9562, section 5.7); each is greater than the one before."""

    def __init__(self, now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000) -> None:
        self._now_ms = now_ms
        self._last = 0
        self._counter = 0
        self._lock = threading.Lock()

    def new(self) -> str:
        with self._lock:
            now = self._now_ms()
            if now > self._last:
                self._last, self._counter = now, os.urandom(1)[0]
            else:
                self._counter += 1
                if self._counter > 0xFFF:
                    self._last, self._counter = self._last + 1, 0
            ms, counter = self._last, self._counter
        random = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
        number = (ms << 80) | (7 << 76) | (counter << 64) | (2 << 62) | random
        digits = f"{number:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def time_of(event_id: str) -> datetime:
    """When an id was made, UTC to the millisecond: the time people are shown.

    The clock orders events and may run ahead where someone's computer did; ids do not follow it.
    """
    return datetime.fromtimestamp(int(event_id[:8] + event_id[9:13], 16) / 1000, UTC)


def tick(last: int, now_ms: int) -> int:
    """The next clock after `last`: the time, or one step more where time is late."""
    return max(now_ms << 16, last + 1)


@dataclass(slots=True)
class Chain:
    """Gives drafts their place: id, clock, hash and the author's previous hash."""

    author: str
    clock: int
    """Of the last event in the file."""
    prev: bytes
    ids: Ids
    now_ms: Callable[[], int] = field(default=lambda: time.time_ns() // 1_000_000)

    def append(self, drafts: Iterable[Draft], *, action: str) -> list[Event]:
        """The drafts as events of one action, in order."""
        return [self._event(draft, action) for draft in drafts]

    def _event(self, draft: Draft, action: str) -> Event:
        self.clock = tick(self.clock, self.now_ms())
        payload = canonical(draft.payload)
        salt = os.urandom(16)
        digest = digest_of(salt, payload)
        event_id = draft.id or self.ids.new()
        envelope = canonical(
            [
                event_id,
                self.clock,
                self.author,
                draft.coder,
                action,
                draft.kind,
                draft.subject,
                draft.interview,
                draft.code,
            ]
        )
        prev, self.prev = self.prev, sha256(self.prev + envelope.encode() + digest).digest()
        return Event(
            event_id,
            self.clock,
            self.author,
            draft.coder,
            action,
            draft.kind,
            draft.subject,
            draft.interview,
            draft.code,
            payload,
            salt,
            digest,
            prev,
            self.prev,
        )
