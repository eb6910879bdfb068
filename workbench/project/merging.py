"""Merging: bundles and other copies taken in, with a backup before and a report after.

Invariant: whole or not at all, and nothing is changed where nothing is new. What is told is what
was done: a rehearsal does the same in a transaction that is taken back.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
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
    Picture,
    changed_codes,
    differences,
)
from workbench.project.events import Event, Ids
from workbench.project.forgetting import forget_in_backups, make_small
from workbench.project.payloads import CODEBOOK_SUBJECT
from workbench.project.refold import Refold
from workbench.project.schema import create_tables
from workbench.project.store import append, event_ids
from workbench.project.targets import stones_among
from workbench.project.values import Backup, Content, ExportNote
from workbench.project.vetting import UnfitError, refuse_unfit_event

Progress = Callable[[int, int], None]

_STEP = 1_000


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


class _RehearsedError(Exception):
    """Takes a transaction back that was never meant."""


@dataclass(slots=True)
class _Survey:
    """What a source holds, found out before anything is written."""

    source: Source
    known: int = 0
    total: int = 0
    stones: set[str] = field(default_factory=set)
    """Tombstones, by their events."""
    interviews: set[str] = field(default_factory=set)
    coded: list[Event] = field(default_factory=list)
    """What is about codes, and every undo and redo."""
    book: Codebook = field(default_factory=Codebook)
    """As the source has it."""

    @property
    def new(self) -> int:
        return self.total - self.known


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
        steps = _Steps(2 * sum(source.size for source in sources), progress)
        with connection.reading() as sql:
            known = event_ids(sql)
            before = Picture.of(sql)
            surveys = [_survey(source, known, steps) for source in sources]
            for each in surveys:
                if not unrelated:
                    _refuse_unrelated(each, before)
        if not any(each.new for each in surveys):
            reports = tuple(_beside(each, before, before.book) for each in surveys)
            return MergeReport(reports, rehearsal, Differences())
        work = _Merge(connection, surveys, rehearsal=rehearsal, author=author, steps=steps)
        return work.run()


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


def _survey(source: Source, known: set[str], steps: _Steps) -> _Survey:
    found = _Survey(source)
    for event in steps.through(source.events()):
        found.total += 1
        if event.id in known:
            found.known += 1
        if event.kind in kinds.TOMBSTONES and event.id not in known:
            found.stones.add(event.id)
        elif event.kind == kinds.INTERVIEW_ADD:
            found.interviews.add(event.interview)
        elif event.kind in (
            kinds.CODE_PUT, kinds.CODE_REMOVE, kinds.CODEBOOK_EDIT, kinds.UNDO, kinds.REDO,
        ):  # fmt: skip
            with _of(source):
                refuse_unfit_event(event)
            found.coded.append(event)
    found.book = _book_of(found.coded)
    return found


def _refuse_unrelated(survey: _Survey, before: Picture) -> None:
    codes = {event.subject.partition(":")[2] for event in survey.coded}
    here = {code.id for code in before.book.codes}
    related = survey.known or survey.interviews & before.interviews.keys() or codes & here
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


def _beside(survey: _Survey, before: Picture, after: Codebook) -> SourceReport:
    theirs = survey.book
    here = {code.id for code in before.book.codes}
    there = {code.id for code in theirs.codes}
    kept = {code.id for code in after.codes}
    return SourceReport(
        path=survey.source.path,
        coders=survey.source.coders,
        events=survey.total,
        known=survey.known,
        interviews=before.named(survey.interviews),
        codes=len(here & there),
        codes_unlike=changed_codes(before.book, theirs),
        codes_only_here=tuple(
            code.id for code in before.book.codes if code.id not in there and code.id in kept
        ),
        codes_only_there=tuple(code.id for code in theirs.codes if code.id not in kept),
    )


class _Merge:
    """One merge of sources that hold something new."""

    def __init__(
        self,
        connection: Connection,
        surveys: Sequence[_Survey],
        *,
        rehearsal: bool,
        author: str,
        steps: _Steps,
    ) -> None:
        self._connection = connection
        self._surveys = surveys
        self._rehearsal = rehearsal
        self._author = author
        self._steps = steps
        self._stones = {stone for each in surveys for stone in each.stones}
        self._backup: Backup | None = None
        self._exports: tuple[ExportNote, ...] = ()

    def run(self) -> MergeReport:
        forgets = bool(self._stones) and not self._rehearsal
        # Where something is to be forgotten, nobody else may be about to copy it.
        with self._connection.alone() if forgets else nullcontext():
            if not self._rehearsal:
                with self._connection.reading() as sql:
                    self._backup = take(sql, self._connection.path, MERGE)
            try:
                with self._connection.writing() as sql:
                    report = self._take_in(sql)
                    if self._rehearsal:
                        raise _RehearsedError
            except _RehearsedError:
                pass
            if forgets:
                make_small(self._connection)
        self._steps.finish()
        return report

    def _take_in(self, sql: sqlite3.Connection) -> MergeReport:
        intake = Intake(sql, now_ms=time.time_ns() // 1_000_000)
        for each in self._surveys:
            with _of(each.source):
                intake.take(self._steps.through(each.source.events()))
        subjects = intake.subjects()
        before = Picture.of(sql, subjects)
        with _of(*(each.source for each in self._surveys)):
            done = intake.settle(self._contents())
        gone = self._forget(sql)
        changes = differences(before, sql, done.subjects, gone)
        after = reading.codebook(sql)
        return MergeReport(
            tuple(_beside(each, before, after) for each in self._surveys),
            self._rehearsal,
            changes,
            added=done.added,
            erased=done.erased,
            ahead=done.ahead,
            forked=done.forked,
            backup=self._backup,
            names={
                code.id: code.name
                for book in (before.book, *(each.book for each in self._surveys), after)
                for code in book.codes
            },
            exports=self._exports,
        )

    def _contents(self) -> Iterator[Content]:
        for each in self._surveys:
            yield from each.source.contents()

    def _forget(self, sql: sqlite3.Connection) -> set[str]:
        """Follow new tombstones outside the tables: backups first, so that a merge that is cut
        short forgets when it is called again; returns the keys of the interviews they are about."""
        targets = stones_among(sql, self._stones)
        keys = {target.key for target in targets}
        if not targets or self._rehearsal:
            return keys
        held = exports.exports_of(sql, keys)
        damaged = forget_in_backups(self._connection.path, targets, author=self._author, ids=Ids())
        self._exports = (*held, *damaged)
        return keys
