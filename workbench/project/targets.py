"""What is to be forgotten: from an id and a label to tombstones.

Invariant: a tombstone has no content: it says which text, and which stretches and numbers in it.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.errors import InputError
from workbench.model import InterviewId, interview_key
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.events import Draft
from workbench.project.lineage import texts_of
from workbench.project.masking import speaker_tombstone
from workbench.project.payloads import (
    HEAD,
    TEXT,
    Head,
    decode_head,
    entity_key,
    interview_subject,
)
from workbench.project.speakers import introduced_labels, shown_labels_of
from workbench.project.store import content, listed


@dataclass(frozen=True, slots=True)
class Target:
    """One text to forget, or a speaker in it; `payload` is the tombstone's."""

    key: str
    kind: str
    payload: Mapping[str, Any]

    def draft(self) -> Draft:
        return Draft(self.kind, interview_subject(self.key), self.payload, interview=self.key)


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be forgotten, as the project knows it."""

    interview: InterviewId
    targets: tuple[Target, ...]
    codings: int


def find_targets(sql: sqlite3.Connection, interview_id: str, speaker: str | None) -> Found:
    """Everything that goes by this id, taken away ones too, also under other ids for one text.

    Errors: InputError when there is no such interview or speaker.
    """
    keys = _keys(sql, interview_id)
    if not keys:
        again = _forgotten_before(sql, interview_id)
        if again and speaker is None:
            return Found(InterviewId(interview_id), again, 0)
        reading.interview_row(sql, interview_id)
    shown = reading.find(sql, interview_id) or InterviewId(interview_id)
    if speaker is None:
        targets = tuple(_whole(sql, key) for key in keys)
        codings = sum(_count_codings(sql, key) for key in keys)
        return Found(shown, targets, codings)
    parts = [part for key in keys for part in _speaker(sql, key, speaker)]
    if not parts:
        known = ", ".join(_known_speakers(sql, keys[0]))
        raise InputError(
            f"Interview {shown} has no speaker “{speaker}”.", f"Its speakers are {known}."
        )
    codings = sum(_count_touching(sql, part) for part in parts)
    return Found(shown, tuple(parts), codings)


def _keys(sql: sqlite3.Connection, interview_id: str) -> list[str]:
    wanted = interview_key(interview_id)
    rows = sql.execute("SELECT key, declared, id_key, present, text FROM interview").fetchall()
    keys = {
        key: text
        for key, declared, id_key, present, text in rows
        if (id_key == wanted if present else interview_key(declared) == wanted)
    }
    texts = set(keys.values())
    return sorted(key for key, _, _, _, text in rows if text in texts)


def _forgotten_before(sql: sqlite3.Connection, interview_id: str) -> tuple[Target, ...]:
    rows = sql.execute(
        "SELECT interview, kind, payload FROM tombstone WHERE kind = 'interview.forget'"
    )
    return tuple(
        Target(key, kind, json.loads(payload))
        for key, kind, payload in rows
        if key == entity_key(interview_id, json.loads(payload)["text"])
    )


def _whole(sql: sqlite3.Connection, key: str) -> Target:
    texts = texts_of(sql, key)
    first = next(each.text for each in texts if not each.revision)
    payload: dict[str, Any] = {"text": first, "sources": sorted({each.source for each in texts})}
    later = sorted({each.text for each in texts} - {first})
    if later:
        payload["later"] = later
    return Target(key, kinds.INTERVIEW_FORGET, payload)


def _speaker(sql: sqlite3.Connection, key: str, speaker: str) -> list[Target]:
    """A tombstone for each text that she speaks in."""
    people_written, present = sql.execute(
        "SELECT people, text FROM interview WHERE key = ?", (key,)
    ).fetchone()
    introduced = [event for event, name in introduced_labels(sql, key) if name == speaker]
    texts = texts_of(sql, key)
    shown = shown_labels_of(sql, key)
    found = []
    # The text of today first: it says how many there are.
    for text_sha in sorted({each.text for each in texts}, key=lambda sha: (sha != present, sha)):
        heads = {each.head for each in texts if each.text == text_sha}
        head_sha = _head_of(sql, key, text_sha, heads)
        labels = {at for at, name in enumerate(shown[head_sha]) if name == speaker}
        if not speaker.strip() or not (labels or (introduced and text_sha == present)):
            continue
        text = (content(sql, TEXT, text_sha) or b"").decode()
        head = decode_head(content(sql, HEAD, head_sha) or b"")
        names = [speaker, *_names(head, labels, json.loads(people_written), speaker)]
        payload = {
            "text": text_sha,
            "sources": sorted({each.source for each in texts}),
            "heads": {head_sha: sorted(labels)},
            "people": sorted(introduced),
            **speaker_tombstone(text, head, labels=labels, names=names),
        }
        found.append(Target(key, kinds.SPEAKER_FORGET, payload))
    return found


def _head_of(sql: sqlite3.Connection, key: str, text: str, heads: set[str]) -> str:
    """The head in use where that is of this text, else the first of its heads."""
    row = sql.execute("SELECT head FROM interview WHERE key = ? AND text = ?", (key, text))
    used = row.fetchone()
    return str(used[0]) if used is not None else min(heads)


def _names(
    head: Head, labels: Iterable[int], people: list[tuple[str, str, Any]], speaker: str
) -> list[str]:
    wanted = set(labels)
    return [
        *(head.labels[at] for at in wanted),
        *(description for at, description, _ in head.participants if at in wanted),
        *(description for label, description, _ in people if label == speaker),
    ]


def _known_speakers(sql: sqlite3.Connection, key: str) -> list[str]:
    row = sql.execute("SELECT labels FROM interview WHERE key = ?", (key,)).fetchone()
    former = [name for names in shown_labels_of(sql, key).values() for name in names]
    added = [name for _, name in introduced_labels(sql, key)]
    return [name for name in dict.fromkeys([*json.loads(row[0]), *former, *added]) if name]


def _count_codings(sql: sqlite3.Connection, key: str) -> int:
    row = sql.execute("SELECT count(*) FROM coding WHERE interview = ?", (key,)).fetchone()
    return int(row[0])


def _count_touching(sql: sqlite3.Connection, target: Target) -> int:
    """Of the codings that were set on the target's text."""
    row = sql.execute(
        "SELECT count(*) FROM coding c JOIN interview i ON i.key = c.interview"
        " WHERE c.interview = ?1 AND coalesce(nullif(c.text, ''), i.\"first\") = ?2 AND EXISTS"
        " (SELECT 1 FROM json_each(?3) t WHERE json_extract(t.value, '$[0]') < c.set_end"
        " AND c.set_start < json_extract(t.value, '$[1]'))",
        (target.key, target.payload["text"], json.dumps(target.payload["turns"])),
    ).fetchone()
    return int(row[0])


def stone_count(sql: sqlite3.Connection) -> int:
    """How many things this project has forgotten."""
    row = sql.execute("SELECT count(*) FROM tombstone").fetchone()
    return int(row[0])


def stones_among(sql: sqlite3.Connection, events: Collection[str]) -> tuple[Target, ...]:
    """What some of the journal's tombstones, by their events, say is forgotten."""
    rows = sql.execute(
        "SELECT e.interview, e.kind, e.payload FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.id = wanted.value"
        " WHERE e.kind IN ('interview.forget', 'speaker.forget') ORDER BY e.clock, e.id",
        (listed(sorted(events)),),
    )
    return tuple(Target(key, kind, json.loads(payload)) for key, kind, payload in rows)


def stones_of(sql: sqlite3.Connection) -> tuple[Target, ...]:
    """Everything a project has forgotten, for a backup that is taken back."""
    rows = sql.execute(
        "SELECT interview, kind, payload FROM tombstone"
        " WHERE json_extract(payload, '$.derived') IS NULL ORDER BY clock, event"
    )
    return tuple(Target(key, kind, json.loads(payload)) for key, kind, payload in rows)
