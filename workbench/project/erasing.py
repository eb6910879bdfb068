"""What tombstones demand: payloads, texts and heads taken out of a journal.

Invariant: a pure function of the journal. Whatever order events and tombstones came in, and however
often this ran, the same is gone. So it runs after forgetting, and after every taking in of events.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workbench.project import events as kinds
from workbench.project.interview_fold import forgotten_labels
from workbench.project.masking import masked_head, masked_text, touches
from workbench.project.payloads import HEAD, SOURCE, TEXT, Head, decode_head, interview_subject
from workbench.project.store import content, listed
from workbench.project.tombstones import fold_tombstones


@dataclass(slots=True)
class Erased:
    """What lost its content, for the tables to follow."""

    events: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Add:
    """What brought a text, at import or later; the digests are empty where it is erased."""

    interview: str
    text: str
    head: str
    source: str
    first: bool


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    kind: str
    subject: str
    action: str
    payload: Mapping[str, Any] | None


def erase(sql: sqlite3.Connection) -> Erased:
    """Take out whatever the tombstones of this journal name."""
    fold_tombstones(sql)
    stones = sql.execute("SELECT kind, interview, payload FROM tombstone ORDER BY clock, event")
    whole: dict[str, str] = {}
    speakers: dict[str, list[Mapping[str, Any]]] = {}
    for kind, interview, written in stones:
        payload = json.loads(written)
        if kind == kinds.INTERVIEW_FORGET:
            whole[interview] = payload["text"]
        else:
            speakers.setdefault(payload["text"], []).append(payload)
    erased = Erased()
    if not whole and not speakers:
        return erased
    for key in forgotten_keys(sql):
        _mark(erased, (row for row in _rows(sql, key) if row.payload is not None))
        sql.execute("DELETE FROM place WHERE interview = ?", (key,))
    adds = _adds(sql)
    for text, payloads in speakers.items():
        _erase_speakers(sql, erased, [add for add in adds if add.text == text], payloads, adds)
    _mark_heads(sql, erased)
    sql.execute(
        "UPDATE event SET payload = NULL, salt = NULL WHERE id IN (SELECT value FROM json_each(?))",
        (listed(sorted(erased.events)),),
    )
    sweep(sql)
    # What was derived from the words holds words.
    sql.execute("DELETE FROM cache")
    if erased.events:
        sql.execute("DELETE FROM draft")
        # What a forgotten interview's other texts demanded went with them.
        fold_tombstones(sql)
    return erased


def forgotten_keys(sql: sqlite3.Connection) -> set[str]:
    """The interviews that are forgotten as a whole, also under another id with the same text."""
    keys = {
        row[0]
        for row in sql.execute("SELECT interview FROM tombstone WHERE kind = 'interview.forget'")
    }
    texts = {
        row[0]
        for row in sql.execute(
            "SELECT json_extract(payload, '$.text') FROM tombstone WHERE kind = 'interview.forget'"
            " UNION SELECT later.value FROM tombstone t, json_each(t.payload, '$.later') later"
            " WHERE t.kind = 'interview.forget'"
        )
    }
    if keys:
        keys.update(add.interview for add in _adds(sql) if not add.text or add.text in texts)
    return keys


def speaker_keys(sql: sqlite3.Connection) -> set[str]:
    """The interviews of which a speaker is forgotten."""
    texts = {
        row[0]
        for row in sql.execute(
            "SELECT json_extract(payload, '$.text') FROM tombstone WHERE kind = 'speaker.forget'"
        )
    }
    return {add.interview for add in _adds(sql) if add.text in texts} if texts else set()


def _adds(sql: sqlite3.Connection) -> list[_Add]:
    found = []
    for interview, kind, text, head, source in sql.execute(
        "SELECT interview, kind, coalesce(json_extract(payload, '$.text'), ''),"
        " coalesce(json_extract(payload, '$.head'), ''),"
        " coalesce(json_extract(payload, '$.source'), '') FROM event"
        " WHERE kind IN ('interview.add', 'interview.revise')"
    ):
        found.append(_Add(interview, text, head, source, kind == kinds.INTERVIEW_ADD))
    return found


def _rows(sql: sqlite3.Connection, key: str) -> list[_Row]:
    """The events about an interview, tombstones not among them."""
    rows = sql.execute(
        "SELECT id, kind, subject, action, payload FROM event WHERE interview = ?"
        " AND kind NOT IN ('interview.forget', 'speaker.forget')",
        (key,),
    )
    return [
        _Row(event, kind, subject, action, None if payload is None else json.loads(payload))
        for event, kind, subject, action, payload in rows
    ]


def _mark(erased: Erased, rows: Iterable[_Row]) -> None:
    for row in rows:
        erased.events.add(row.id)
        erased.subjects.add(row.subject)
        erased.actions.add(row.action)


def _mark_heads(sql: sqlite3.Connection, erased: Erased) -> None:
    """What the log says of these actions goes too, unless it only counts."""
    rows = sql.execute(
        "SELECT id, payload FROM event WHERE kind = 'action' AND payload IS NOT NULL"
        " AND action IN (SELECT value FROM json_each(?))",
        (listed(sorted(erased.actions)),),
    )
    for event, payload in rows.fetchall():
        if any(isinstance(fact, str) for fact in json.loads(payload).values()):
            erased.events.add(event)


def _erase_speakers(
    sql: sqlite3.Connection,
    erased: Erased,
    adds: list[_Add],
    payloads: list[Mapping[str, Any]],
    everywhere: list[_Add],
) -> None:
    """Take the speakers that `payloads` name out of one text and everything said about it."""
    heads: dict[str, frozenset[int]] = {}
    for sha in sorted({add.head for add in adds}):
        data = content(sql, HEAD, sha)
        if data is not None:
            heads[sha] = _mask_head(sql, sha, decode_head(data), payloads)
    for text in sorted({add.text for add in adds}):
        _mask_text(sql, text, payloads)
    people = {event for payload in payloads for event in payload["people"]}
    spans = [span for payload in payloads for span in payload["turns"]]
    firsts = {add.interview: add.text for add in everywhere if add.first}
    for key in sorted({add.interview for add in adds}):
        rows = _rows(sql, key)
        texts = {add.text for add in adds if add.interview == key}
        named = [row for row in rows if _names(row, heads, people)]
        _mark(erased, (row for row in named if row.payload is not None))
        _mark(erased, _coded(rows, spans, texts=texts, first=firsts.get(key, "")))
        erased.subjects.add(interview_subject(key))
        sql.execute("DELETE FROM frame WHERE interview = ?", (key,))


def _mask_head(
    sql: sqlite3.Connection, sha: str, head: Head, payloads: list[Mapping[str, Any]]
) -> frozenset[int]:
    labels = frozenset(
        label for payload in payloads for label in forgotten_labels(sha, head, payload)
    )
    sql.execute(
        "UPDATE content SET data = ?, masked = 1 WHERE kind = 'head' AND sha256 = ?",
        (masked_head(head, labels).encode(), sha),
    )
    return labels


def _mask_text(sql: sqlite3.Connection, sha: str, payloads: list[Mapping[str, Any]]) -> None:
    data = content(sql, TEXT, sha)
    if data is None:
        return
    spans = [span for payload in payloads for span in payload["masks"]]
    sql.execute(
        "UPDATE content SET data = ?, masked = 1 WHERE kind = 'text' AND sha256 = ?",
        (masked_text(data.decode(), spans).encode(), sha),
    )


def _names(row: _Row, heads: Mapping[str, frozenset[int]], people: set[str]) -> bool:
    """Whether the event says something about one of the forgotten."""
    if row.kind not in (kinds.PARTICIPANT_EDIT, kinds.SPEAKER_RENAME) or row.payload is None:
        return False
    labels = heads.get(row.payload.get("head", ""), frozenset())
    return any(
        reference in people if isinstance(reference, str) else reference in labels
        for reference in row.payload.get("who", ())
    )


def _coded(
    rows: list[_Row], spans: list[list[int]], *, texts: set[str], first: str
) -> Iterable[_Row]:
    """The events of the codings, decisions on suggestions and settlements that touch the spans, or
    touched them before they were erased.

    texts: those that the spans speak of; first: what an event speaks of that does not say.
    """
    kinds_meant = ("coding.", "suggestion.", "settlement.")
    codings = [row for row in rows if row.kind.startswith(kinds_meant)]
    gone = {
        row.subject
        for row in codings
        if row.payload is None
        or (row.payload.get("text", first) in texts and touches(spans, row.payload))
    }
    return [row for row in codings if row.subject in gone and row.payload is not None]


def wanted_contents(sql: sqlite3.Connection) -> set[tuple[str, str]]:
    """(kind, sha256) of everything that an event in the journal still names."""
    masked = {
        row[0]
        for row in sql.execute(
            "SELECT json_extract(payload, '$.text') FROM tombstone WHERE kind = 'speaker.forget'"
        )
    }
    wanted: set[tuple[str, str]] = set()
    for add in _adds(sql):
        if add.text:
            wanted |= {(TEXT, add.text), (HEAD, add.head)}
        if add.text and add.text not in masked:
            wanted.add((SOURCE, add.source))
    # Two interviews may come from one file: what one may not keep, the other may not either.
    banned = {(SOURCE, add.source) for add in _adds(sql) if add.text in masked}
    return wanted - banned


def sweep(sql: sqlite3.Connection) -> None:
    """Delete every text, head and file that no event names."""
    wanted = wanted_contents(sql)
    there = sql.execute("SELECT kind, sha256 FROM content").fetchall()
    sql.executemany(
        "DELETE FROM content WHERE kind = ? AND sha256 = ?",
        [row for row in there if row not in wanted],
    )
