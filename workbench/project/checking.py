"""`check`: the file, every hash, every content, and the tables against a fold of their own."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from hashlib import sha256

from workbench.project import events as kinds
from workbench.project.connection import FIXED_IN
from workbench.project.erasing import forgotten_keys, speaker_keys, wanted_contents
from workbench.project.events import CLOCK_LIMIT, NO_HASH, Event
from workbench.project.refold import Refold
from workbench.project.schema import FOLDED, create_tables
from workbench.project.store import all_events, append, content
from workbench.project.tombstones import fold_tombstones
from workbench.project.values import CheckReport

Progress = Callable[[int, int], None]

_STEP = 1_000
_SHOWN = 20
_UNREADABLE = (sqlite3.DatabaseError, ValueError, KeyError, TypeError, IndexError, OverflowError)
"""What damaged values raise when they are read or folded."""


def check(sql: sqlite3.Connection, *, progress: Progress, notes: Iterable[str] = ()) -> CheckReport:
    """Verify everything inside one snapshot.

    progress: called with events verified and events in all.
    """
    problems: list[str] = []
    for part in (_file, lambda each: _journal(each, progress), _contents, _tables):
        problems.extend(_problems(part(sql)))
    try:
        events = sql.execute("SELECT count(*) FROM event").fetchone()[0]
    except sqlite3.DatabaseError:
        events = 0
    return CheckReport(tuple(dict.fromkeys(problems)), (*notes, protection()), events)


def _problems(found: Iterator[str]) -> Iterator[str]:
    """The first of what a part finds; that it cannot be read to its end is a finding too."""
    more = 0
    try:
        for number, problem in enumerate(found):
            if number < _SHOWN:
                yield problem
            else:
                more += 1
    except _UNREADABLE as error:
        yield f"The file cannot be read through: {error}."
    if more:
        yield f"… and {more} more of this kind."


def protection() -> str:
    """Which protection holds against the damage that SQLite before 3.51.3 can do."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info >= FIXED_IN:
        return f"SQLite {version} checkpoints safely by itself."
    return f"SQLite {version}: checkpoints are made only while every writer is kept out."


def _file(sql: sqlite3.Connection) -> Iterator[str]:
    for (line,) in sql.execute("PRAGMA integrity_check(100)"):
        if line != "ok":
            yield f"SQLite says: {line}."
    for table, row, parent, _ in sql.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} names a row of {parent} that is not there."


def _journal(sql: sqlite3.Connection, progress: Progress) -> Iterator[str]:
    total = sql.execute("SELECT count(*) FROM event").fetchone()[0]
    erasable = forgotten_keys(sql) | speaker_keys(sql)
    gone = {row[0] for row in sql.execute("SELECT action FROM event WHERE payload IS NULL")}
    chains = _chains(sql)
    for done, event in enumerate(all_events(sql), start=1):
        for fault in (*event.faults(), *_place_faults(event, chains.get(event.author, set()))):
            yield f"Event {done} ({event.id}, {event.kind}) is damaged: {fault}."
        if event.payload is None and not _may_be_empty(event, erasable, gone):
            yield f"Event {done} ({event.id}, {event.kind}) has lost its content."
        if done % _STEP == 0 or done == total:
            progress(done, total)


def _chains(sql: sqlite3.Connection) -> dict[str, set[bytes]]:
    """Of each author, the events that another may follow: those that are here, in whatever order
    they came, and those that a bundle left out because they are another coder's."""
    chains: dict[str, set[bytes]] = {}
    for author, own in sql.execute(
        "SELECT author, hash FROM event UNION ALL SELECT author, hash FROM withheld"
    ):
        chains.setdefault(author, {NO_HASH}).add(own)
    return chains


def _place_faults(event: Event, chain: set[bytes]) -> Iterator[str]:
    if event.prev not in chain:
        yield "the author's event before it is missing"
    if not 0 <= event.clock < CLOCK_LIMIT:
        yield "its clock is out of bounds"


def _may_be_empty(event: Event, erasable: set[str], gone: set[str]) -> bool:
    if event.kind in kinds.TOMBSTONES:
        return False
    if event.kind == kinds.ACTION:
        return event.action in gone and bool(erasable)
    return event.interview in erasable


def _contents(sql: sqlite3.Connection) -> Iterator[str]:
    masked_kinds = {("text", 1), ("head", 1)} if speaker_keys(sql) else set()
    there = set()
    for kind, sha, masked, data in sql.execute("SELECT kind, sha256, masked, data FROM content"):
        there.add((kind, sha))
        if masked and (kind, masked) not in masked_kinds:
            yield f"The {kind} {sha[:12]} is masked without a reason in the journal."
        if not masked and sha256(data).hexdigest() != sha:
            yield f"The {kind} {sha[:12]} does not match its digest."
    wanted = wanted_contents(sql)
    for kind, sha in sorted(wanted - there):
        yield f"The {kind} {sha[:12]} is missing."
    for kind, sha in sorted(there - wanted):
        yield f"The {kind} {sha[:12]} belongs to nothing in the journal."


def _tables(sql: sqlite3.Connection) -> Iterator[str]:
    """Fold the journal again, on disk-backed scratch tables, and compare row by row."""
    with closing(sqlite3.connect("", isolation_level=None)) as fresh:
        create_tables(fresh)
        fresh.execute("BEGIN")
        append(fresh, all_events(sql))
        refold_all(fresh, lambda kind, sha: content(sql, kind, sha))
        for table, select in FOLDED.items():
            yield from _differences(table, sql.execute(select), fresh.execute(select))
        fresh.execute("ROLLBACK")


def refold_all(sql: sqlite3.Connection, contents: Callable[[str, str], bytes | None]) -> None:
    """Every table from the journal alone, into empty tables."""
    fold_tombstones(sql, contents)
    actions = [row[0] for row in sql.execute("SELECT DISTINCT action FROM event")]
    subjects = [row[0] for row in sql.execute("SELECT DISTINCT subject FROM event")]
    Refold(sql, contents).run(subjects, actions=actions)


def _differences(
    table: str, ours: Iterable[tuple[object, ...]], theirs: Iterable[tuple[object, ...]]
) -> Iterator[str]:
    mine = {row[0]: row for row in ours}
    wanted = {row[0]: row for row in theirs}
    for key in sorted(mine.keys() | wanted.keys(), key=str):
        if key not in mine:
            yield f"Table {table}: {key} is missing."
        elif key not in wanted:
            yield f"Table {table}: {key} is in no event."
        elif mine[key] != wanted[key]:
            yield f"Table {table}: {key} differs from the journal."
