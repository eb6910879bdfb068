"""The project as everybody else sees it: one file, opened, read, changed, closed."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from workbench.errors import InputError, ProjectError, WorkbenchError
from workbench.model import (
    AddCoding,
    Change,
    Codebook,
    Coder,
    CodingId,
    EditCodebook,
    PutCode,
    Reference,
    ReviseInterview,
    Revision,
    Span,
)
from workbench.project import events as kinds
from workbench.project import (
    exports,
    merging,
    passages,
    reading,
    remembered,
    revisions,
    travelling,
    undo,
)
from workbench.project.absorbing import all_contents
from workbench.project.backups import DailyBackup, backups_of
from workbench.project.bundles import BundleHead, write_bundle
from workbench.project.checking import check
from workbench.project.connection import Connection
from workbench.project.events import Ids
from workbench.project.forgetting import forget
from workbench.project.merging import MergeReport
from workbench.project.opening import connect, create_file
from workbench.project.reader import ProjectReader
from workbench.project.schema import SCHEMA
from workbench.project.targets import stone_count
from workbench.project.texts import Texts
from workbench.project.values import Action, Backup, CheckReport, ForgetReport
from workbench.project.writing import Batch, commit


class _RehearsedError(Exception):
    """Takes a rehearsal back."""


class Project(ProjectReader):
    """An open project file.

    Every method is one transaction; what a writing method returns from is on disk. Safe to share
    between threads: they take turns.
    """

    path: Path
    notices: tuple[str, ...]
    """What the user should know about where the file lies, said once."""

    def __init__(self, connection: Connection, *, author: str, notices: tuple[str, ...]) -> None:
        """For `create` and `open`."""
        self.path = connection.path
        self.author = author
        self.notices = notices
        super().__init__(connection)
        self._ids = Ids()
        self._texts = Texts()
        self._backup = DailyBackup(connection)
        try:
            with connection.reading() as sql:
                self._stones = stone_count(sql)
        except ProjectError:
            connection.close()
            raise

    @property
    def exclusive(self) -> bool:
        """Whether no other program can open it meanwhile, as on network drives."""
        return self._connection.exclusive

    @classmethod
    def create(cls, path: Path, codebook: Codebook, *, author: str = "") -> "Project":
        """Make a new project with a codebook and open it.

        Errors: ProjectError when there is something at `path`, or it cannot be written.
        """
        create_file(path)
        project = cls.open(path, author=author)
        changes: list[Change] = [PutCode(code) for code in codebook.codes]
        changes.append(
            EditCodebook(
                title=codebook.title,
                language=codebook.language,
                description=codebook.description,
                sources=codebook.sources,
                order=tuple(code.id for code in codebook.codes),
            )
        )
        try:
            project.commit(changes, verb="create", facts={"codebook": codebook.title})
        except WorkbenchError:
            project.close()
            path.unlink()
            raise
        return project

    @classmethod
    def open(cls, path: Path, *, author: str = "", _exclusive: bool | None = None) -> "Project":
        """Open a project.

        author: who writes; the name that events carry.
        Errors: ProjectError when it is missing, no project, newer than this program, or damaged.
        """
        connection, notices = connect(path, exclusive=_exclusive)
        return cls(connection, author=author, notices=notices)

    def close(self) -> None:
        """Finish what runs in the background and leave one file."""
        self._backup.join()
        self._connection.close()

    def __enter__(self) -> "Project":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Writing

    def commit(
        self,
        changes: Iterable[Change],
        *,
        verb: str,
        facts: Mapping[str, str | int] | None = None,
        coder: Coder | None = None,
    ) -> Action | None:
        """Write the changes as one action, whole or not at all; durable when it returns.

        verb, facts: what the log says about it.
        Returns None where nothing would change.
        Errors: InputError when a change names what is not there or does not fit.
        """
        wanted = list(changes)
        with self._writing() as sql:
            self._refuse_overtaken(sql, wanted)
            batch = self._batch(sql, verb, facts or {}, coder)
            action = commit(sql, wanted, batch=batch, ids=self._ids, texts=self._texts)
            return None if action is None else reading.action(sql, action)

    def _refuse_overtaken(self, sql: sqlite3.Connection, changes: Iterable[Change]) -> None:
        """Passages that were read in a text which another has corrected meanwhile stand elsewhere.

        Errors: InputError where there are some.
        """
        coded = {each.coding.interview for each in changes if isinstance(each, AddCoding)}
        for interview in coded if self._handed else ():
            found = reading.find(sql, interview)
            row = None if found is None else reading.interview_row(sql, found)
            if row is not None and self._handed.get(row.key, row.text) != row.text:
                raise InputError(
                    f"Interview {row.id} was given a corrected text meanwhile; nothing is written.",
                    "Do it again: it is then placed in the new text.",
                )

    def revise(
        self, change: ReviseInterview, *, facts: Mapping[str, str | int], rehearsal: bool = False
    ) -> Revision:
        """Give an interview a corrected text, as one action; what became of what stood in it.

        rehearsal: say what would be done, and write nothing.
        Errors: InputError where the text is the same, or was forgotten.
        """
        if not rehearsal:
            self._backup.begin_when_due()
        done: list[Revision] = []
        with suppress(_RehearsedError), self._connection.writing() as sql:
            before = reading.interview_row(sql, change.interview)
            decisions = revisions.decisions_on(sql, before.id)
            batch = self._batch(sql, "revise", facts, None)
            commit(sql, [change], batch=batch, ids=self._ids, texts=self._texts)
            self._handed.clear()
            done.append(revisions.revision(sql, before.id, since=before.text, decisions=decisions))
            if rehearsal:
                raise _RehearsedError
        return done[0]

    def undo(self, coder: Coder | None = None) -> Action:
        """Take back the author's latest action. Returns the action taken back.

        coder: leave alone what the author did as another coder; None: whatever it was.
        Errors: UsageError when there is none, or when someone's later event rests on it.
        """
        with self._writing() as sql:
            action = undo.to_undo(sql, self.author, coder)
            batch = self._batch(sql, "undo", {"action": action}, None)
            self._handed.clear()
            undo.mark(sql, action, kind=kinds.UNDO, batch=batch)
            return reading.action(sql, action)

    def redo(self, coder: Coder | None = None) -> Action:
        """Bring back what the author's latest undo took back. Returns that action.

        coder: as in `undo`.
        Errors: UsageError when there is none, or when someone's later event rests on its absence.
        """
        with self._writing() as sql:
            action = undo.to_redo(sql, self.author, coder)
            batch = self._batch(sql, "redo", {"action": action}, None)
            self._handed.clear()
            undo.mark(sql, action, kind=kinds.REDO, batch=batch)
            return reading.action(sql, action)

    def forget(self, interview_id: str, *, speaker: str | None = None) -> ForgetReport:
        """Erase an interview, or one speaker's words, from the file and every backup, for good.

        Errors: InputError when unknown, ProjectError when another program has the project open.
        """
        self._backup.join()
        self._texts.clear()
        return forget(
            self._connection, interview_id, speaker=speaker, author=self.author, ids=self._ids
        )

    def write_bundle(
        self,
        out: BinaryIO,
        *,
        coders: Collection[Coder] | None,
        progress: merging.Progress = lambda _done, _total: None,
    ) -> BundleHead:
        """Write what these coders did, and all that it rests on, for another copy; None: everybody.

        out: a file that can be gone back in.
        Errors: ProjectError when the journal is damaged.
        """
        with self._connection.reading() as sql:
            return write_bundle(
                out,
                form=SCHEMA,
                coders=sorted(travelling.known_coders(sql) if coders is None else coders),
                events=travelling.travelling(sql, coders, progress),
                contents=all_contents(sql),
            )

    def merge(
        self,
        paths: Sequence[Path],
        *,
        rehearsal: bool = False,
        unrelated: bool = False,
        progress: merging.Progress = lambda _done, _total: None,
    ) -> MergeReport:
        """Take in what bundles and other copies hold, and forget what they forgot; backup first.

        rehearsal: say what would be done, and write nothing.
        Errors: as of `merging.merge`.
        """
        self._backup.join()
        self._texts.clear()
        return merging.merge(
            self._connection,
            paths,
            rehearsal=rehearsal,
            unrelated=unrelated,
            author=self.author,
            progress=progress,
        )

    def note_bundle(self, path: Path) -> None:
        """Remember a bundle that was written: it holds every interview."""
        with self._connection.writing() as sql:
            keys = travelling.interviews_inside(sql)
            exports.note_file(sql, path, kind="bundle", keys=keys, time=datetime.now(UTC))

    def note_export(self, path: Path, kind: str, interviews: Iterable[str]) -> None:
        """Remember a file that was written, so that `forget` can list it."""
        with self._connection.writing() as sql:
            now = datetime.now(UTC)
            exports.note_export(sql, path, kind=kind, interviews=interviews, time=now)

    def passage(self, interview_id: str, span: Span) -> tuple[Span, Reference]:
        """A span without white space at its edges, and where it stands.

        Errors: InputError when the interview is unknown, or the span empty or outside its text.
        """
        with self._connection.reading() as sql:
            row = reading.interview_row(sql, interview_id)
            text = self._texts.get(sql, row.text)
            found = passages.trimmed(text, span, interview=row.id)
            return found, passages.reference(sql, row.id, found)

    def remember_place(self, coder: Coder | None, interview_id: str, offset: int) -> None:
        """Keep where a coder is in an interview; on this computer, outside the journal."""
        with self._connection.writing() as sql:
            now = datetime.now(UTC)
            remembered.remember_place(sql, coder or "", interview_id, offset=offset, time=now)

    def keep_draft(self, coder: Coder | None, subject: str, text: str) -> None:
        """Keep what a coder is typing; an empty text takes the draft away."""
        with self._connection.writing() as sql:
            now = datetime.now(UTC)
            remembered.keep_draft(sql, coder or "", subject, text=text, time=now)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._backup.begin_when_due()
        with self._connection.writing() as sql:
            yield sql

    def _batch(
        self,
        sql: sqlite3.Connection,
        verb: str,
        facts: Mapping[str, str | int],
        coder: Coder | None,
    ) -> Batch:
        return Batch(sql, author=self.author, ids=self._ids, verb=verb, facts=facts, coder=coder)

    def new_coding_id(self) -> CodingId:
        return CodingId(self._ids.new())

    def store_cache(self, key: str, data: bytes) -> None:
        """Keep something derived. Not once something was forgotten since the project was opened:
        it may have been derived from what is gone."""
        with self._connection.writing() as sql:
            if stone_count(sql) == self._stones:
                sql.execute("INSERT OR REPLACE INTO cache (key, data) VALUES (?, ?)", (key, data))

    # Safety

    def check(self, progress: Callable[[int, int], None] | None = None) -> CheckReport:
        """Verify the file, every hash and every content, and fold the journal again.

        progress: called with events verified and events in all.
        """
        notes = (*self.notices, *([self._backup.problem] if self._backup.problem else []))
        with self._connection.reading() as sql:
            return check(sql, progress=progress or (lambda _done, _total: None), notes=notes)

    def backups(self) -> tuple[Backup, ...]:
        """Oldest first."""
        return backups_of(self.path)
