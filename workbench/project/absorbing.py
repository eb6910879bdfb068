"""Taking in the events of other copies: set union, then the fold.

Invariant: commutative, associative, idempotent. Two copies that took in each other's events, in any
order and however often, hold the same events and the same tables; what either has forgotten is
forgotten in both.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from workbench.project import events as kinds
from workbench.project.erasing import erase, sweep, wanted_contents
from workbench.project.events import NO_HASH, Event
from workbench.project.payloads import HEAD, TEXT, decode_head
from workbench.project.refold import Refold
from workbench.project.store import append, content, listed
from workbench.project.values import AbsorbReport, Content
from workbench.project.vetting import UnfitError, refuse_unfit_content, refuse_unfit_event

_DAY = 24 * 3600 * 1000
_CHUNK = 2_000
_AGAIN = "Have it made, or sent, once more."

_T = TypeVar("_T")


def all_contents(sql: sqlite3.Connection) -> Iterator[Content]:
    rows = sql.execute("SELECT kind, sha256, name, masked, data FROM content ORDER BY kind, sha256")
    return (Content(kind, sha, name, bool(masked), data) for kind, sha, name, masked, data in rows)


def absorb(
    sql: sqlite3.Connection,
    events: Iterable[Event],
    contents: Iterable[Content],
    *,
    now_ms: int,
) -> AbsorbReport:
    """Add what is not there yet, within the caller's transaction, and bring the tables up to date.

    Errors: as of `Intake`.
    """
    intake = Intake(sql, now_ms=now_ms)
    intake.take(events)
    return intake.settle(contents)


class Intake:
    """What other copies hold, on its way in, within one transaction of the caller's.

    First the events of each (`take`), then their contents and all that follows (`settle`); between
    the two the tables are as they were before.
    Errors of both: UnfitError when an event or a content is not what its hash says, or could not
    have been written by any workbench.
    """

    def __init__(self, sql: sqlite3.Connection, *, now_ms: int) -> None:
        """now_ms: milliseconds since 1970; authors with clocks a day past it and more are told.

        A clock that is ahead does no harm to others: the next event of anybody who saw it is later
        still, and the times people are shown do not follow it.
        """
        self._sql = sql
        self._limit = (now_ms + _DAY) << 16
        self._first = int(sql.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])
        self._ahead: set[str] = set()
        self._authors: set[str] = set()
        self._before: dict[bytes, str] = {}
        """Hashes that new events follow, each with the author."""
        self._hashes: set[bytes] = set()
        self._actions: set[str] = set()
        self._marked: set[str] = set()
        self._subjects: set[str] = set()
        self._interviews: set[str] = set()
        self.added = 0

    def take(self, events: Iterable[Event]) -> int:
        """Append what is new among the events, best in the order (clock, id); how many there were.

        Two different events with one id are damage.
        """
        number = 0
        for chunk in _chunks(events):
            number += len(chunk)
            known = self._hashes_of(chunk)
            new: list[Event] = []
            for event in chunk:
                there = known.get(event.id)
                if there is None:
                    refuse_unfit_event(event)
                    self._note(event)
                    known[event.id] = event.hash
                    new.append(event)
                elif there != event.hash:
                    raise UnfitError(f"two different events bear the id {event.id:.40}.", _AGAIN)
            append(self._sql, new)
            self.added += len(new)
        return number

    def _hashes_of(self, events: Iterable[Event]) -> dict[str, bytes]:
        """Of those that are here already, by id."""
        rows = self._sql.execute(
            "SELECT e.id, e.hash FROM json_each(?) wanted"
            " CROSS JOIN event e ON e.id = wanted.value",
            (listed(event.id for event in events),),
        )
        return dict(rows)

    def _note(self, event: Event) -> None:
        self._authors.add(event.author)
        self._hashes.add(event.hash)
        if event.prev != NO_HASH and self._before.setdefault(event.prev, event.author) != (
            event.author
        ):
            raise _two_authors(event.author)
        self._actions.add(event.action)
        self._interviews.add(event.interview)
        if event.kind in (kinds.UNDO, kinds.REDO):
            self._marked.add(event.subject.partition(":")[2])
        elif event.kind != kinds.ACTION:
            self._subjects.add(event.subject)
        if event.clock > self._limit:
            self._ahead.add(event.author)

    def subjects(self) -> frozenset[str]:
        """What the new events are about, and what the actions that they undo or redo are about."""
        return frozenset(self._subjects | _subjects_of(self._sql, self._marked))

    def new_among(self, events: Collection[str]) -> set[str]:
        """Those of the events that were not here before."""
        rows = self._sql.execute(
            "SELECT e.id FROM json_each(?) wanted CROSS JOIN event e ON e.id = wanted.value"
            " WHERE e.seq > ?",
            (listed(sorted(events)), self._first),
        )
        return {row[0] for row in rows}

    def settle(self, contents: Iterable[Content]) -> AbsorbReport:
        """Take the contents that the events name, erase what is forgotten, fold what is touched."""
        subjects = self.subjects()
        self._keep_track_of_withheld()
        erased = erase(self._sql)
        if self._take_contents(contents):
            again = erase(self._sql)
            erased.events |= again.events
            erased.subjects |= again.subjects
            erased.actions |= again.actions
        sweep(self._sql)
        self._refuse_misfits()
        Refold(self._sql).run(
            sorted(subjects | erased.subjects),
            actions=sorted(self._actions | self._marked | erased.actions),
        )
        self._refuse_overlong()
        return AbsorbReport(
            self.added,
            len(erased.events),
            tuple(sorted(self._ahead)),
            self._forked(),
            subjects | erased.subjects,
        )

    def _keep_track_of_withheld(self) -> None:
        """Which events are missing because a bundle left them out, so that `check` knows."""
        missing = dict(self._before)
        for own, author in self._sql.execute("SELECT hash, author FROM event"):
            if missing.pop(own, author) != author:
                raise _two_authors(author)
        self._sql.executemany(
            "INSERT OR IGNORE INTO withheld (hash, author) VALUES (?, ?)", missing.items()
        )
        came = [
            row
            for row in self._sql.execute("SELECT hash FROM withheld")
            if bytes(row[0]) in self._hashes
        ]
        self._sql.executemany("DELETE FROM withheld WHERE hash = ?", came)

    def _take_contents(self, contents: Iterable[Content]) -> int:
        """Only what an event names; how many were new."""
        rows = self._sql.execute("SELECT kind, sha256 FROM content")
        missing = wanted_contents(self._sql) - {(kind, sha) for kind, sha in rows}
        masked = self._may_be_masked()
        taken = 0
        for each in contents if missing else ():
            if (each.kind, each.sha256) not in missing:
                continue
            refuse_unfit_content(each)
            if each.masked and (each.kind, each.sha256) not in masked:
                raise UnfitError(f"a {each.kind} is masked without a reason.", _AGAIN)
            missing.discard((each.kind, each.sha256))
            taken += 1
            self._sql.execute(
                "INSERT INTO content (sha256, kind, name, masked, data) VALUES (?, ?, ?, ?, ?)",
                (each.sha256, each.kind, each.name, each.masked, each.data),
            )
        for kind, sha in sorted(missing):
            raise UnfitError(f"the {kind} {sha[:12]} of an interview is missing.", _AGAIN)
        return taken

    def _may_be_masked(self) -> set[tuple[str, str]]:
        """Texts of which a speaker is forgotten, and the heads that belong to them."""
        rows = self._sql.execute(
            "SELECT json_extract(e.payload, '$.text'), json_extract(e.payload, '$.head')"
            " FROM event e WHERE e.kind IN ('interview.add', 'interview.revise')"
            " AND e.payload IS NOT NULL"
            " AND json_extract(e.payload, '$.text') IN"
            " (SELECT json_extract(payload, '$.text') FROM tombstone WHERE kind = 'speaker.forget')"
        )
        return {pair for text, head in rows for pair in ((TEXT, text), (HEAD, head))}

    def _refuse_misfits(self) -> None:
        """A head that speaks of another text than the one it came with."""
        rows = self._sql.execute(
            "SELECT DISTINCT json_extract(payload, '$.text'), json_extract(payload, '$.head')"
            " FROM event WHERE seq > ? AND kind IN ('interview.add', 'interview.revise')"
            " AND payload IS NOT NULL",
            (self._first,),
        )
        for text, head in rows.fetchall():
            ends = decode_head(content(self._sql, HEAD, head) or b"").ends
            if max(ends, default=0) > self._length(text):
                raise UnfitError("the turns of an interview reach past its text.", _AGAIN)
        self._refuse_wrong_ways()

    def _refuse_wrong_ways(self) -> None:
        """A revision that leads from, or to, words past the end of a text."""
        rows = self._sql.execute(
            "SELECT payload FROM event WHERE seq > ? AND kind = 'interview.revise'"
            " AND payload IS NOT NULL",
            (self._first,),
        )
        for (written,) in rows.fetchall():
            said = json.loads(written)
            size = self._length(said["text"])
            for text, stretches in said["from"].items():
                old = max((start + length for start, length, *_ in stretches), default=0)
                new = max((row[2] + row[3] for row in stretches), default=0)
                known = content(self._sql, TEXT, text)
                if new > size or (known is not None and old > len(known.decode())):
                    raise UnfitError("a revision reaches past the text it is of.", _AGAIN)

    def _length(self, text: str) -> int:
        return len((content(self._sql, TEXT, text) or b"").decode())

    def _refuse_overlong(self) -> None:
        """Codings that reach past the text of their interview."""
        rows = self._sql.execute(
            'SELECT i.text, max(c."end") FROM json_each(?) wanted'
            " CROSS JOIN interview i ON i.key = wanted.value"
            " JOIN coding c ON c.interview = i.key GROUP BY i.key",
            (listed(sorted(self._interviews)),),
        )
        for text, end in rows.fetchall():
            if end > self._length(text):
                raise UnfitError("a coding reaches past the text of its interview.", _AGAIN)

    def _forked(self) -> tuple[str, ...]:
        """Authors with two events that follow one and the same, of which the later came now."""
        rows = self._sql.execute(
            "SELECT DISTINCT author FROM"
            " (SELECT author FROM event WHERE author IN (SELECT value FROM json_each(?1))"
            " GROUP BY author, prev HAVING count(*) > 1 AND min(seq) <= ?2 AND max(seq) > ?2)"
            " ORDER BY author",
            (listed(sorted(self._authors)), self._first),
        )
        return tuple(row[0] for row in rows)


def _two_authors(author: str) -> UnfitError:
    return UnfitError(f"an event follows one of another author, {author:.40}.", _AGAIN)


def _subjects_of(sql: sqlite3.Connection, actions: set[str]) -> set[str]:
    rows = sql.execute(
        "SELECT DISTINCT e.subject FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.action = wanted.value WHERE e.kind <> 'action'",
        (listed(sorted(actions)),),
    )
    return {row[0] for row in rows}


def _chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(values)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
