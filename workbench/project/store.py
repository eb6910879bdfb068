"""Events and contents in the file: appending, finding, erasing.

Invariant: an event is only ever added; all it can lose is payload and salt.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from operator import attrgetter

from workbench.project.events import NO_HASH, Chain, Event, Ids
from workbench.project.fold import Entry

EventRow = tuple[
    str,
    int,
    str,
    str,
    str,
    str,
    str,
    str,
    str,
    str | None,
    bytes | None,
    bytes,
    bytes,
    bytes,
]


def listed(names: Iterable[str]) -> str:
    """Names as the JSON list that `json_each` takes apart in a query."""
    return json.dumps(list(names), ensure_ascii=False)


def chain_of(sql: sqlite3.Connection, author: str, ids: Ids) -> Chain:
    """Where the author's next event goes."""
    clock = sql.execute("SELECT coalesce(max(clock), 0) FROM event").fetchone()[0]
    prev = sql.execute(
        "SELECT hash FROM event WHERE author = ? ORDER BY seq DESC LIMIT 1", (author,)
    ).fetchone()
    return Chain(author, clock, prev[0] if prev else NO_HASH, ids)


_columns = attrgetter(
    "id", "clock", "author", "coder", "action", "kind", "subject", "interview", "code",
    "payload", "salt", "digest", "prev", "hash",
)  # fmt: skip


def append(sql: sqlite3.Connection, events: Iterable[Event]) -> None:
    sql.executemany(
        "INSERT INTO event (id, clock, author, coder, action, kind, subject, interview, code,"
        " payload, salt, digest, prev, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        map(_columns, events),
    )


def all_events(sql: sqlite3.Connection) -> Iterator[Event]:
    """The whole journal in the order of this copy."""
    rows: Iterator[EventRow] = sql.execute(
        "SELECT id, clock, author, coder, action, kind, subject, interview, code,"
        " payload, salt, digest, prev, hash FROM event ORDER BY seq"
    )
    return (Event(*row) for row in rows)


def ordered_events(sql: sqlite3.Connection) -> Iterator[Event]:
    """The whole journal in the order (clock, id), the same in every copy."""
    rows: Iterator[EventRow] = sql.execute(
        "SELECT id, clock, author, coder, action, kind, subject, interview, code,"
        " payload, salt, digest, prev, hash FROM event ORDER BY clock, id"
    )
    return (Event(*row) for row in rows)


def event_ids(sql: sqlite3.Connection) -> set[str]:
    return {row[0] for row in sql.execute("SELECT id FROM event")}


def entries_of(sql: sqlite3.Connection, subjects: Iterable[str]) -> dict[str, list[Entry]]:
    """The events of the subjects in the order (clock, id), each with whether it is undone."""
    found: dict[str, list[Entry]] = {}
    for subject, event, clock, kind, coder, interview, code, payload, undone in sql.execute(
        "SELECT e.subject, e.id, e.clock, e.kind, e.coder, e.interview, e.code, e.payload, a.undone"
        " FROM json_each(?) wanted CROSS JOIN event e ON e.subject = wanted.value"
        " JOIN action a ON a.id = e.action ORDER BY e.clock, e.id",
        (listed(subjects),),
    ):
        entry = Entry(
            event,
            clock,
            kind,
            coder,
            interview,
            code,
            None if payload is None else json.loads(payload),
            bool(undone),
        )
        found.setdefault(subject, []).append(entry)
    return found


def content(sql: sqlite3.Connection, kind: str, sha: str) -> bytes | None:
    row = sql.execute(
        "SELECT data FROM content WHERE kind = ? AND sha256 = ?", (kind, sha)
    ).fetchone()
    return None if row is None else bytes(row[0])


def put_content(sql: sqlite3.Connection, kind: str, sha: str, *, name: str, data: bytes) -> None:
    """Keep the bytes under their digest; what is there already stays."""
    sql.execute(
        "INSERT INTO content (sha256, kind, name, masked, data) VALUES (?, ?, ?, 0, ?)"
        " ON CONFLICT DO NOTHING",
        (sha, kind, name, data),
    )


def has_content(sql: sqlite3.Connection, kind: str, sha: str) -> bool:
    row = sql.execute("SELECT 1 FROM content WHERE kind = ? AND sha256 = ?", (kind, sha)).fetchone()
    return row is not None
