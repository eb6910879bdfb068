"""Merging: bundles and other copies taken in, with a backup before and a report after.

Invariant: whole or not at all, and nothing is changed where nothing is new. What is told is what
was done: a rehearsal does the same in a transaction that is taken back.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from workbench.errors import InputError, UsageError
from workbench.model import Codebook, CodeId, InterviewId
from workbench.project import events as kinds
from workbench.project import exports, reading
from workbench.project.absorbing import Intake
from workbench.project.backups import MERGE, take
from workbench.project.connection import Connection
from workbench.project.copies import Source, open_source
from workbench.project.differences import (
    CodeChange,
    Differences,
    InterviewChange,
    Picture,
    changed_codes,
    differences,
)
from workbench.project.events import Event, Ids
from workbench.project.forgetting import forget_in_backups, make_small
from workbench.project.payloads import CODEBOOK_SUBJECT, HEAD, Head, decode_head
from workbench.project.refold import Refold
from workbench.project.schema import create_tables
from workbench.project.store import append, content
from workbench.project.targets import Target, stones_among
from workbench.project.values import AbsorbReport, Backup, Content, ExportNote
from workbench.project.vetting import UnfitError, refuse_unfit_event

Progress = Callable[[int, int], None]

_STEP = 1_000
_OF_THE_BOOK = (kinds.CODE_PUT, kinds.CODE_REMOVE, kinds.CODEBOOK_EDIT, kinds.UNDO, kinds.REDO)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One bundle or copy beside the project as it was before."""

    path: Path
    coders: tuple[str, ...]
    """Whose work it carries."""
    events: int
    known: int
    """Of these, how many the project had already."""
    interviews: tuple[InterviewId, ...]
    """Those that are in both, by id and text."""
    interviews_unlike: tuple[InterviewChange, ...]
    """Those of them that were read otherwise there: `title`, `attributes`, `speakers`, `turns`. The
    first import stands."""
    codes: int
    """How many codes are in both, by id."""
    codes_unlike: tuple[CodeChange, ...]
    """Those of them that looked different."""
    codes_only_here: tuple[CodeId, ...]
    codes_only_there: tuple[CodeId, ...]
    """Those that are not here afterwards either: somebody here has deleted them."""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a merge did, or, as a rehearsal, would do."""

    sources: tuple[SourceReport, ...]
    rehearsal: bool
    changes: Differences
    added: int = 0
    """Events."""
    erased: int = 0
    """Events whose content was erased: about what is forgotten."""
    ahead: tuple[str, ...] = ()
    """Authors whose clocks run more than a day ahead."""
    forked: tuple[str, ...] = ()
    """Authors who went on writing in two copies at once."""
    backup: Backup | None = None
    """Of the project as it was before."""
    names: Mapping[CodeId, str] = field(default_factory=dict)
    """Of the codes of either side."""
    exports: tuple[ExportNote, ...] = ()
    """Files that may still hold words that are forgotten from now on."""


class _TakenBack(Exception):  # noqa: N818 - no error: it ends a transaction that is not to stay
    """Why what was taken in is not kept."""


class _Rehearsed(_TakenBack):
    """It was never meant."""


class _NothingNew(_TakenBack):
    """It changes nothing."""


class _Forgets(_TakenBack):
    """Something is to be forgotten, and others may have the project open."""


@dataclass(slots=True)
class _Survey:
    """What a source holds, as it goes by."""

    source: Source
    new: int = 0
    stones: set[str] = field(default_factory=set)
    """Tombstones, by their events."""
    interviews: set[str] = field(default_factory=set)
    heads: dict[str, str] = field(default_factory=dict)
    """Of the interviews whose words it holds: how each was read, by its head's digest."""
    coded: list[Event] = field(default_factory=list)
    """What is about codes, and every undo and redo."""
    book: Codebook = field(default_factory=Codebook)
    """As the source has it."""

    def watching(self, events: Iterator[Event]) -> Iterator[Event]:
        for event in events:
            if event.kind in kinds.TOMBSTONES:
                self.stones.add(event.id)
            elif event.kind == kinds.INTERVIEW_ADD:
                self._note_interview(event)
            elif event.kind in _OF_THE_BOOK:
                # Also one that is known: what it says here may be another thing.
                refuse_unfit_event(event)
                self.coded.append(event)
            yield event

    def _note_interview(self, event: Event) -> None:
        refuse_unfit_event(event)
        self.interviews.add(event.interview)
        if event.payload is not None:
            self.heads.setdefault(event.interview, json.loads(event.payload)["head"])


def merge(
    connection: Connection,
    paths: Sequence[Path],
    *,
    rehearsal: bool,
    unrelated: bool,
    author: str,
    progress: Progress,
) -> MergeReport:
    """Take in what the bundles and copies hold.

    rehearsal: say what would be done, and write nothing.
    unrelated: also where nothing in them is in the project.
    author: who writes, where backups must be rewritten because something is forgotten.
    progress: called with events done and events in all.
    Errors: UsageError when a path is the project itself; InputError when one cannot be read, is
    damaged, newer, or of another study; ProjectError when the project is locked or full.
    """
    with _opened(connection.path, paths) as sources:
        steps = _Steps(sum(source.size for source in sources), progress)
        work = _Merge(connection, sources, author=author, steps=steps)
        return work.run(rehearsal=rehearsal, unrelated=unrelated)


@contextmanager
def _opened(target: Path, paths: Sequence[Path]) -> Iterator[list[Source]]:
    sources: list[Source] = []
    try:
        for path in dict.fromkeys(paths):
            # By its identity, before it is opened: closing it would let go of our own locks.
            if path.exists() and target.exists() and path.samefile(target):
                raise UsageError(
                    f"“{path}” is the project itself.", "Name a bundle or another copy."
                )
            sources.append(open_source(path))
        yield sources
    finally:
        for source in sources:
            source.close()


class _Steps:
    """Tells how far the work has come."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._progress = total, progress
        self._done = 0

    def through(self, events: Iterator[Event]) -> Iterator[Event]:
        for event in events:
            self._done += 1
            if self._done % _STEP == 0:
                self._progress(self._done, self._total)
            yield event

    def finish(self) -> None:
        self._progress(self._total, self._total)


@contextmanager
def _of(*sources: Source) -> Iterator[None]:
    """Name the files in what is wrong with them."""
    try:
        yield
    except UnfitError as error:
        names = ", ".join(f"“{source.path}”" for source in sources)
        raise InputError(f"{names}: {error.message}", error.remedy) from error


def _refuse_unrelated(survey: _Survey, before: Picture) -> None:
    codes = {event.subject.partition(":")[2] for event in survey.coded}
    here = {code.id for code in before.book.codes}
    known = survey.source.size - survey.new
    related = known or survey.interviews & before.interviews.keys() or codes & here
    if not related and (before.interviews or here):
        raise InputError(
            f"“{survey.source.path}” has no event, no interview and no code in common with the "
            "project: it seems to belong to another study.",
            "Name the right file; if it does belong here, add --unrelated.",
        )


def _book_of(events: Sequence[Event]) -> Codebook:
    """The codebook that these events make, of which some are about other things."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        create_tables(scratch)
        append(scratch, events)
        subjects = {
            event.subject
            for event in events
            if event.subject == CODEBOOK_SUBJECT or event.subject.startswith("code:")
        }
        marked = {event.subject.partition(":")[2] for event in events}
        actions = {event.action for event in events}
        Refold(scratch).run(sorted(subjects), actions=sorted(actions | marked))
        return reading.codebook(scratch)


def _beside(sql: sqlite3.Connection, survey: _Survey, before: Picture) -> SourceReport:
    theirs, after = survey.book, reading.codebook(sql)
    here = {code.id for code in before.book.codes}
    there = {code.id for code in theirs.codes}
    kept = {code.id for code in after.codes}
    return SourceReport(
        path=survey.source.path,
        coders=survey.source.coders,
        events=survey.source.size,
        known=survey.source.size - survey.new,
        interviews=before.named(survey.interviews),
        interviews_unlike=tuple(
            InterviewChange(before.interviews[key].id, fields)
            for key, fields in sorted(_read_otherwise(sql, survey.heads))
            if key in before.interviews
        ),
        codes=len(here & there),
        codes_unlike=changed_codes(before.book, theirs),
        codes_only_here=tuple(
            code.id for code in before.book.codes if code.id not in there and code.id in kept
        ),
        codes_only_there=tuple(code.id for code in theirs.codes if code.id not in kept),
    )


def _read_otherwise(
    sql: sqlite3.Connection, heads: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The interviews of which another head stands here, and in what the two differ."""
    for key, ours in sql.execute(
        # Of a corrected text nothing is imported: it is told as a change.
        'SELECT key, head FROM interview WHERE text = "first"'
    ).fetchall():
        theirs = heads.get(key, ours)
        found = [content(sql, HEAD, sha) for sha in (ours, theirs)]
        if theirs == ours or found[0] is None or found[1] is None:
            continue
        first, second = (_as_read(decode_head(each)) for each in found if each is not None)
        fields = tuple(name for name in first if first[name] != second[name])
        if fields:
            yield key, fields


def _as_read(head: Head) -> dict[str, object]:
    """What an import found, whatever numbers it gave to the labels."""
    labels = [head.labels[number] for number in head.speakers]
    times = head.times or [""] * len(labels)
    people = {head.labels[number]: (told, own) for number, told, own in head.participants}
    return {
        "title": head.title,
        "attributes": head.attributes,
        "speakers": (people, {head.labels[number] for number in head.moderators}),
        "turns": [*zip(head.starts, head.ends, labels, times, strict=True)],
    }


class _Merge:
    """One merge, all in one transaction; whether it stays is found out inside."""

    def __init__(
        self, connection: Connection, sources: Sequence[Source], *, author: str, steps: _Steps
    ) -> None:
        self._connection = connection
        self._sources = sources
        self._author = author
        self._steps = steps
        self._report = MergeReport((), False, Differences())

    def run(self, *, rehearsal: bool, unrelated: bool) -> MergeReport:
        try:
            with suppress(_Rehearsed, _NothingNew):
                self._once(rehearsal=rehearsal, unrelated=unrelated)
        except _Forgets:
            # Once more, with nobody there who could be about to copy what goes.
            with self._connection.alone():
                with suppress(_NothingNew):
                    self._once(rehearsal=False, unrelated=unrelated, alone=True)
                make_small(self._connection)
        self._steps.finish()
        return self._report

    def _once(self, *, rehearsal: bool, unrelated: bool, alone: bool = False) -> None:
        # Where no second connection can be had, the backup cannot wait until something is new.
        early = alone or (self._connection.exclusive and not rehearsal)
        backup = self._back_up() if early else None
        try:
            with self._connection.writing() as sql:
                surveys, intake = self._take(sql)
                before = Picture.of(sql, intake.subjects())
                for each in surveys:
                    each.book = _book_of(each.coded)
                    if not unrelated:
                        _refuse_unrelated(each, before)
                if not intake.added:
                    reports = tuple(_beside(sql, each, before) for each in surveys)
                    self._report = MergeReport(reports, rehearsal, Differences())
                    raise _NothingNew
                stones = {stone for each in surveys for stone in each.stones}
                targets = stones_among(sql, intake.new_among(stones))
                if targets and not (rehearsal or alone):
                    raise _Forgets
                if backup is None and not rehearsal:
                    backup = self._back_up_beside()
                with _of(*self._sources):
                    done = intake.settle(self._contents())
                changes = differences(before, sql, done.subjects, {each.key for each in targets})
                exports = () if rehearsal else self._forget_outside(sql, targets)
                _note_files(sql, surveys)
                self._report = _told(sql, surveys, before, changes, done)
                self._report = replace(
                    self._report, rehearsal=rehearsal, backup=backup, exports=exports
                )
                if rehearsal:
                    raise _Rehearsed
        except _NothingNew:
            if backup is not None:
                backup.path.unlink(missing_ok=True)
            raise

    def _take(self, sql: sqlite3.Connection) -> tuple[list[_Survey], Intake]:
        intake = Intake(sql, now_ms=time.time_ns() // 1_000_000)
        surveys = []
        for source in self._sources:
            survey, there = _Survey(source), intake.added
            with _of(source):
                intake.take(survey.watching(self._steps.through(source.events())))
            survey.new = intake.added - there
            surveys.append(survey)
        return surveys, intake

    def _back_up(self) -> Backup:
        with self._connection.reading() as sql:
            return take(sql, self._connection.path, MERGE)

    def _back_up_beside(self) -> Backup:
        """Of what was there before, which a second connection still sees while we write."""
        beside = Connection(self._connection.path)
        try:
            with beside.reading() as sql:
                return take(sql, beside.path, MERGE)
        finally:
            beside.close()

    def _contents(self) -> Iterator[Content]:
        for each in self._sources:
            yield from each.contents()

    def _forget_outside(
        self, sql: sqlite3.Connection, targets: Sequence[Target]
    ) -> tuple[ExportNote, ...]:
        """Forget in the backups, before the transaction ends: a merge that is cut short does it
        again when it is called again. Returns what may still hold copies."""
        if not targets:
            return ()
        held = exports.exports_of(sql, {target.key for target in targets})
        path = self._connection.path
        damaged = forget_in_backups(path, targets, author=self._author, ids=Ids())
        return (*held, *damaged)


def _note_files(sql: sqlite3.Connection, surveys: Iterable[_Survey]) -> None:
    """What was taken in lies on this computer, and holds words: `forget` is to name it."""
    for each in surveys:
        exports.note_file(
            sql, each.source.path, kind="merged", keys=each.heads, time=datetime.now(UTC)
        )


def _told(
    sql: sqlite3.Connection,
    surveys: Sequence[_Survey],
    before: Picture,
    changes: Differences,
    done: AbsorbReport,
) -> MergeReport:
    books = (before.book, *(each.book for each in surveys), reading.codebook(sql))
    return MergeReport(
        tuple(_beside(sql, each, before) for each in surveys),
        False,
        changes,
        added=done.added,
        erased=done.erased,
        ahead=done.ahead,
        forked=done.forked,
        names={code.id: code.name for book in books for code in book.codes},
    )
