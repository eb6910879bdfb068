"""What was written after an event: what a screen must read again, and no more.

Invariant: whatever looks different from before is named. Too much may be named, never too little:
a coding that appears because its twin went, a code that comes back because someone coded with it.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import Coder, CodingId, InterviewId
from workbench.project import events as kinds
from workbench.project.payloads import CODEBOOK_SUBJECT, PROJECT_SUBJECT
from workbench.project.store import listed

_MOST = 2_000
"""Events; after more than these it is as quick to read all again."""


@dataclass(frozen=True, slots=True)
class Since:
    """What was written; undo and redo count as the subjects of the action they name."""

    revision: int
    """Ask for what comes after this the next time."""
    codings: frozenset[CodingId] = frozenset()
    """Made, changed, gone, shown or hidden, by any coder."""
    coded: frozenset[tuple[Coder, InterviewId]] = frozenset()
    """Whose codings those are, and in which interviews."""
    interviews: frozenset[InterviewId] = frozenset()
    """Text, speakers, attributes or memo; also come or gone."""
    codebook: bool = False
    decisions: bool = False
    finished: bool = False
    project: bool = False
    """The project's own memo, or whether coders are compared on unfinished interviews."""
    settled: frozenset[InterviewId] = frozenset()
    """Where something was settled, or opened again."""
    everything: bool = False
    """More than 2,000 events, or something was forgotten: read all again."""


def since(sql: sqlite3.Connection, seq: int) -> Since:
    """What was written after the event with this number in this copy."""
    revision = int(sql.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])
    if revision == seq:
        return Since(revision)
    if revision < seq:
        # Another file stands where this one stood: a backup was taken back.
        return Since(revision, everything=True)
    subjects = _subjects(sql, seq)
    if subjects is None:
        return Since(revision, everything=True)
    names = _by_kind(subjects)
    codings = names.get("coding", set())
    touched = _touched(sql, codings)
    return Since(
        revision,
        codings=frozenset(CodingId(each) for each in codings | _twins(sql, codings)),
        coded=frozenset((Coder(coder), InterviewId(shown)) for coder, shown in touched),
        interviews=_interviews(sql, names.get("interview", set()) | _revived(sql, codings)),
        codebook=bool(names.get("code") or names.get(CODEBOOK_SUBJECT))
        or _on_deleted_codes(sql, codings),
        decisions="suggestion" in names,
        finished="finished" in names,
        project=PROJECT_SUBJECT in names,
        settled=_settled(sql, names.get("settlement", set())),
    )


def _subjects(sql: sqlite3.Connection, seq: int) -> set[str] | None:
    """What the events after `seq` are about; None where there are too many, or words are gone."""
    rows = sql.execute(
        "SELECT kind, subject FROM event WHERE seq > ? AND kind <> 'action' LIMIT ?",
        (seq, _MOST + 1),
    ).fetchall()
    if len(rows) > _MOST or any(kind in kinds.TOMBSTONES for kind, _ in rows):
        return None
    marked = [
        subject.partition(":")[2] for kind, subject in rows if kind in (kinds.UNDO, kinds.REDO)
    ]
    if marked:
        rows += sql.execute(
            "SELECT kind, subject FROM event WHERE kind <> 'action'"
            " AND action IN (SELECT value FROM json_each(?)) LIMIT ?",
            (listed(marked), _MOST + 1),
        ).fetchall()
    return None if len(rows) > _MOST else {subject for _, subject in rows}


def _by_kind(subjects: Iterable[str]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for subject in subjects:
        kind, _, name = subject.partition(":")
        names.setdefault(kind, set()).add(name)
    return names


def _of(codings: Iterable[str]) -> str:
    return listed(f"coding:{each}" for each in codings)


def _touched(sql: sqlite3.Connection, codings: set[str]) -> list[tuple[str, str]]:
    if not codings:
        return []
    return sql.execute(
        "SELECT DISTINCT e.coder, i.id FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.subject = wanted.value JOIN interview i ON i.key = e.interview",
        (_of(codings),),
    ).fetchall()


def _twins(sql: sqlite3.Connection, codings: set[str]) -> set[str]:
    """Codings that begin where one of these ever began: one at its place may now be shown."""
    if not codings:
        return set()
    rows = sql.execute(
        "SELECT DISTINCT c.id FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.subject = wanted.value"
        " CROSS JOIN coding c ON c.coder = e.coder AND c.interview = e.interview"
        " JOIN interview i ON i.key = c.interview"
        ' AND (c."start" = json_extract(e.payload, \'$.start\') OR i."first" <> i.text)',
        (_of(codings),),
    )
    return {row[0] for row in rows}


def _revived(sql: sqlite3.Connection, codings: set[str]) -> set[str]:
    """Keys of interviews that were taken out and are there, or not, for the sake of codings."""
    if not codings:
        return set()
    rows = sql.execute(
        "SELECT DISTINCT i.key FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.subject = wanted.value"
        " JOIN interview i ON i.key = e.interview WHERE i.alive = 0",
        (_of(codings),),
    )
    return {row[0] for row in rows}


def _on_deleted_codes(sql: sqlite3.Connection, codings: set[str]) -> bool:
    """Whether one of them is, or was, on a code that is only there for the sake of codings."""
    if not codings:
        return False
    row = sql.execute(
        "SELECT 1 FROM json_each(?) wanted CROSS JOIN event e ON e.subject = wanted.value"
        " JOIN code ON code.id = e.code WHERE code.alive = 0 LIMIT 1",
        (_of(codings),),
    ).fetchone()
    return row is not None


def _settled(sql: sqlite3.Connection, settlements: set[str]) -> frozenset[InterviewId]:
    if not settlements:
        return frozenset()
    rows = sql.execute(
        "SELECT DISTINCT i.id FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.subject = wanted.value JOIN interview i ON i.key = e.interview",
        (listed(f"settlement:{each}" for each in settlements),),
    )
    return frozenset(InterviewId(row[0]) for row in rows)


def _interviews(sql: sqlite3.Connection, keys: set[str]) -> frozenset[InterviewId]:
    """Shown ids; with each, those that go by the same id: which of them bears it may change."""
    if not keys:
        return frozenset()
    rows = sql.execute(
        "SELECT id FROM interview WHERE declared IN"
        " (SELECT declared FROM interview WHERE key IN (SELECT value FROM json_each(?)))",
        (listed(sorted(keys)),),
    )
    return frozenset(InterviewId(row[0]) for row in rows)
