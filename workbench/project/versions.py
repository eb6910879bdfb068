"""Versions of the codebook, told from the journal; and when coders finished and coded interviews.

A version is the codebook as it stood while codings were made: changes with no coding between them
belong to one version. What no coder goes by (colours, keys, the order of codes, the book's title)
makes no version. An action counts at the time of its first event, its changes of the codebook
before its codings. Invariant: numbers only ever grow at the end, unless older work is taken in.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from workbench.model import Codebook, CodebookVersion, Coder, CodingId, InterviewId
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.events import time_of
from workbench.project.fold import Entry, fold_book, fold_code
from workbench.project.payloads import CODEBOOK_SUBJECT
from workbench.project.settling import CodeRow

_SILENT = frozenset({"colour", "key", "order", "title", "language", "sources"})
"""Fields by which no coder goes."""


@dataclass(frozen=True, slots=True)
class _Change:
    """Something of the codebook was changed, or a change of it undone or done again."""

    clock: int
    """Of the first event of its action."""
    author: str
    event: str


@dataclass(frozen=True, slots=True)
class _Version:
    changes: tuple[_Change, ...]

    @property
    def start(self) -> int:
        return self.changes[0].clock

    @property
    def end(self) -> int:
        return self.changes[-1].clock


@dataclass(frozen=True, slots=True)
class _Made:
    """When the passage and code of a coding that is there were last set by its coder."""

    coding: CodingId
    interview: InterviewId
    coder: Coder
    clock: int
    event: str


@dataclass(frozen=True)
class _Book:
    """The codebook's history."""

    entries: Mapping[str, Sequence[Entry]]
    """By subject in the order (clock, id); `clock` is that of the action, `undone` not told."""
    actions: Mapping[str, str]
    """Action by event."""
    changes: Sequence[_Change]
    marks: Mapping[str, Sequence[tuple[int, bool]]]
    """By action: when it was undone (True) and done again, in order."""

    def changing(self) -> frozenset[str]:
        """The actions that changed something of it."""
        return frozenset(self.actions.values())

    def undone_by(self, action: str, clock: int) -> bool:
        """Whether the latest word on an action, at that time, was an undo."""
        marks = [undone for when, undone in self.marks.get(action, ()) if when <= clock]
        return bool(marks) and marks[-1]

    def at(self, clock: int, coded: frozenset[str]) -> Codebook:
        """As it stood after the actions up to `clock`; deleted codes that are coded are in it."""
        rows: list[tuple[int, str, CodeRow]] = []
        for subject, entries in self.entries.items():
            if subject == CODEBOOK_SUBJECT:
                continue
            code = subject.partition(":")[2]
            state = fold_code(self._until(entries, clock))
            if state is not None:
                row = CodeRow(code, state.alive, code in coded, state.fields)
                rows.append((state.clock, state.event, row))
        rows.sort(key=lambda row: row[:2])
        fields = fold_book(self._until(self.entries.get(CODEBOOK_SUBJECT, ()), clock))
        return reading.codebook_of(fields, [row for _, _, row in rows])

    def _until(self, entries: Iterable[Entry], clock: int) -> list[Entry]:
        return [
            replace(each, undone=self.undone_by(self.actions[each.id], clock))
            for each in entries
            if each.clock <= clock
        ]


@dataclass(frozen=True)
class History:
    """What there is to ask about versions, in one snapshot."""

    sql: sqlite3.Connection

    @cached_property
    def _book(self) -> _Book:
        return _read_book(self.sql)

    @cached_property
    def _coded_at(self) -> list[int]:
        """When anything was coded, also what is no longer there."""
        rows = self.sql.execute(
            "SELECT DISTINCT a.clock FROM event e JOIN action a ON a.id = e.action"
            " WHERE e.subject >= 'coding:' AND e.subject < 'coding;'"
            " AND e.kind = 'coding.add' ORDER BY a.clock"
        )
        return [row[0] for row in rows]

    @cached_property
    def _versions(self) -> list[_Version]:
        runs: list[list[_Change]] = []
        for change in self._book.changes:
            before = runs[-1][-1].clock if runs else 0
            if not runs or self._coded_between(before, change.clock):
                runs.append([])
            runs[-1].append(change)
        return [_Version(tuple(run)) for run in runs]

    def _coded_between(self, start: int, end: int) -> bool:
        return bisect_left(self._coded_at, start) < bisect_left(self._coded_at, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [version.start for version in self._versions]

    def _number(self, clock: int) -> int:
        return max(1, bisect_right(self._starts, clock))

    @cached_property
    def _made(self) -> list[_Made]:
        return _read_made(self.sql, self._book.changing())

    def versions(self) -> tuple[CodebookVersion, ...]:
        """Oldest first."""
        codings: dict[int, Counter[Coder]] = {}
        for each in self._made:
            codings.setdefault(self._number(each.clock), Counter())[each.coder] += 1
        coded = frozenset(row[0] for row in self.sql.execute("SELECT id FROM code WHERE coded = 1"))
        return tuple(
            CodebookVersion(
                number=number,
                since=time_of(version.changes[0].event),
                authors=tuple(dict.fromkeys(each.author for each in version.changes)),
                codebook=self._book.at(version.end, coded),
                codings=dict(sorted(codings.get(number, Counter()).items())),
            )
            for number, version in enumerate(self._versions, start=1)
        )

    def of_codings(self) -> dict[CodingId, int]:
        """The number of the version that each coding was made under."""
        return {each.coding: self._number(each.clock) for each in self._made}

    def coded_times(self, coder: Coder) -> dict[InterviewId, datetime]:
        """When the coder last coded in each interview."""
        return {where: time_of(event) for where, (_clock, event) in self._last(coder).items()}

    def _last(self, coder: Coder) -> dict[InterviewId, tuple[int, str]]:
        last: dict[InterviewId, tuple[int, str]] = {}
        for each in self._made:
            if each.coder == coder:
                there = last.get(each.interview, (0, ""))
                last[each.interview] = max(there, (each.clock, each.event))
        return last

    def of_interviews(self, coders: Collection[Coder]) -> dict[InterviewId, int]:
        """The version in force when the last of the coders finished, or last coded, it."""
        clocks = []
        for coder in coders:
            coded = {where: clock for where, (clock, _) in self._last(coder).items()}
            done = {where: clock for where, clock, _event in _finished(self.sql, coder)}
            clocks.append({**coded, **done})
        common = set.intersection(*map(set, clocks)) if clocks else set()
        return {
            where: self._number(max(each[where] for each in clocks)) for where in sorted(common)
        }


def finished_times(sql: sqlite3.Connection, coder: Coder) -> dict[InterviewId, datetime]:
    """When the coder finished each of the interviews she has finished."""
    return {where: time_of(event) for where, _clock, event in _finished(sql, coder)}


def _finished(sql: sqlite3.Connection, coder: Coder) -> list[tuple[InterviewId, int, str]]:
    """Interview, clock and event of every finished mark of the coder."""
    rows = sql.execute(
        "SELECT i.id, a.clock, e.id FROM finished f JOIN interview i ON i.key = f.interview"
        " CROSS JOIN event e ON e.subject = f.subject JOIN action a ON a.id = e.action"
        " WHERE f.coder = ? AND i.present = 1 AND a.undone = 0 AND e.payload IS NOT NULL"
        " ORDER BY e.clock, e.id",
        (coder,),
    ).fetchall()
    return list({row[0]: (InterviewId(row[0]), row[1], row[2]) for row in rows}.values())


def _read_book(sql: sqlite3.Connection) -> _Book:
    entries: dict[str, list[Entry]] = {}
    actions: dict[str, str] = {}
    changes: dict[str, _Change] = {}
    for event, action, author, kind, subject, code, written, clock in sql.execute(
        "SELECT e.id, e.action, e.author, e.kind, e.subject, e.code, e.payload, a.clock"
        " FROM event e JOIN action a ON a.id = e.action"
        " WHERE (e.subject = 'codebook' OR (e.subject >= 'code:' AND e.subject < 'code;'))"
        " AND e.payload IS NOT NULL ORDER BY e.clock, e.id"
    ):
        payload = json.loads(written)
        entry = Entry(event, clock, kind, "", "", code, payload, False)
        entries.setdefault(subject, []).append(entry)
        actions[event] = action
        if kind == kinds.CODE_REMOVE or not _SILENT.issuperset(payload):
            changes.setdefault(action, _Change(clock, author, event))
    marks, undoings = _read_marks(sql, changes)
    ordered = sorted([*changes.values(), *undoings], key=lambda each: (each.clock, each.event))
    return _Book(entries, actions, ordered, marks)


def _read_marks(
    sql: sqlite3.Connection, changes: Mapping[str, _Change]
) -> tuple[dict[str, list[tuple[int, bool]]], list[_Change]]:
    """When each action was undone and done again; those that changed the book with who did it."""
    marks: dict[str, list[tuple[int, bool]]] = {}
    undoings = []
    for subject, kind, author, event, clock in sql.execute(
        "SELECT e.subject, e.kind, e.author, e.id, a.clock FROM event e"
        " JOIN action a ON a.id = e.action"
        " WHERE e.subject >= 'action:' AND e.subject < 'action;' ORDER BY e.clock, e.id"
    ):
        action = subject.partition(":")[2]
        marks.setdefault(action, []).append((clock, kind == kinds.UNDO))
        if action in changes:
            undoings.append(_Change(clock, author, event))
    return marks, undoings


def _read_made(sql: sqlite3.Connection, changing: frozenset[str]) -> list[_Made]:
    """Every coding that is shown; what codes merged or taken away did to it is no coder's doing."""
    found: dict[str, _Made] = {}
    for coding, interview, coder, kind, action, clock, event in sql.execute(
        "SELECT c.id, i.id, c.coder, e.kind, a.id, a.clock, e.id FROM event e"
        " JOIN action a ON a.id = e.action JOIN coding c ON c.id = substr(e.subject, 8)"
        " JOIN interview i ON i.key = c.interview"
        " WHERE e.subject >= 'coding:' AND e.subject < 'coding;' AND a.undone = 0"
        " AND c.visible = 1 AND i.present = 1 AND (e.kind = 'coding.add' OR (e.kind = 'coding.edit'"
        " AND coalesce(json_type(e.payload, '$.start'), json_type(e.payload, '$.end'),"
        " json_type(e.payload, '$.code')) IS NOT NULL)) ORDER BY e.clock, e.id"
    ):
        if kind == kinds.CODING_EDIT and action in changing:
            continue
        found[coding] = _Made(CodingId(coding), InterviewId(interview), Coder(coder), clock, event)
    return list(found.values())
