"""The one way to the file: opening, transactions, checkpoints, and SQLite's errors in words.

Invariant: nothing is written outside `writing()`, which takes the write lock before it reads; and
the write-ahead log is copied back only while nobody can write (SQLite before 3.51.3 can damage a
file in which one connection checkpoints while another starts the log anew).
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

from workbench.errors import InputError, LockedError, ProjectError
from workbench.project.schema import APPLICATION_ID, SCHEMA

BUSY_SECONDS = 10.0
_CHECKPOINT_BYTES = 1_000 * 4_096

FIXED_IN = (3, 51, 3)
"""The SQLite version in which checkpoints need no guard."""


_LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL")


def _name_of(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", "") or ""


def _remedy_of(error: sqlite3.Error) -> tuple[str, str]:
    name = _name_of(error)
    for prefix, what, remedy in _IN_WORDS:
        if name.startswith(prefix):
            return what, remedy
    return f"could not be used: {error}", "Try again; if it stays, run `workbench check`."


_IN_WORDS = (
    ("SQLITE_BUSY", "is locked by another program", "Close it there, or try again in a moment."),
    ("SQLITE_LOCKED", "is locked by another program", "Close it there, or try again in a moment."),
    ("SQLITE_PROTOCOL", "is locked by another program", "Try again in a moment."),
    (
        "SQLITE_FULL",
        "could not be written: the disk is full",
        "Make room and do it again; everything before this stands.",
    ),
    (
        "SQLITE_READONLY",
        "cannot be written",
        "Give yourself permission to write the file and its folder, or copy it elsewhere.",
    ),
    (
        "SQLITE_CANTOPEN",
        "cannot be opened",
        "See that you may read and write the file and its folder.",
    ),
    (
        "SQLITE_NOTADB",
        "is damaged: its first page is unreadable",
        "Take a backup back: `workbench restore`.",
    ),
    ("SQLITE_CORRUPT", "is damaged", "Take a backup back: `workbench restore`."),
    (
        "SQLITE_IOERR",
        "could not be read or written: the disk reports an error",
        "See that there is room and that the disk answers; everything before this stands.",
    ),
    ("SQLITE_PERM", "may not be used", "Give yourself permission to read and write it."),
)


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn errors of SQLite, of the system and of damaged text into a ProjectError on `path`."""
    try:
        yield
    except sqlite3.Error as error:
        what, remedy = _remedy_of(error)
        kind = LockedError if _name_of(error).startswith(_LOCKED) else ProjectError
        raise kind(f"The project {path} {what}.", remedy) from error
    except UnicodeEncodeError as error:
        raise InputError(
            f"A text holds half a character ({error.object[error.start]!a}) and cannot be stored.",
            "Type or copy it again.",
        ) from error
    except (UnicodeDecodeError, JSONDecodeError) as error:
        raise ProjectError(
            f"The project {path} is damaged: something in it is no text.",
            "See what `workbench check` says, or take a backup back: `workbench restore`.",
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ProjectError(
            f"The project {path} could not be used: {reason}.",
            "See that the file and its folder can be read and written.",
        ) from error


def uri_of(path: Path, query: str) -> str:
    """The file as SQLite's URI (sqlite.org/uri.html); a Windows share needs an empty authority."""
    plain = path.absolute().as_uri()
    if not plain.startswith("file:///"):
        plain = plain.replace("file://", "file:////", 1)
    return f"{plain}?{query}"


def refuse_foreign(path: Path) -> None:
    """Look at the header alone, so that a file that is not ours is never touched.

    Through SQLite, never by opening the file ourselves: closing it would let go of the locks that
    another connection of this process holds on it (sqlite.org/howtocorrupt.html, section 2.2).
    """
    if not path.exists():
        raise ProjectError(
            f"There is no project {path}.", f"Make it: workbench new {path} --codebook danermark"
        )
    if path.is_dir():
        raise ProjectError(f"{path} is a folder, not a project.", "Name the .workbench file.")
    with in_words(path):
        application = _application_id(path)
    if application != APPLICATION_ID:
        raise ProjectError(
            f"{path} is not a workbench project.",
            "Name a file made by `workbench new`; if it was one, run `workbench restore`.",
        )


def _application_id(path: Path) -> int:
    """0 for what is no SQLite file; immutable: neither log nor locks are looked at or made.

    While a checkpoint is under way, or when it was cut short, the file may be shorter than its
    header says, and is whole only together with its log.
    """
    try:
        return _read_application_id(path, "mode=ro&immutable=1")
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        if name == "SQLITE_NOTADB":
            return 0
        if not name.startswith("SQLITE_CORRUPT"):
            raise
    try:
        return _read_application_id(path, "mode=ro")
    except sqlite3.OperationalError:
        # Without shared memory the log can be read by one program alone.
        return _read_application_id(path, "mode=rw", exclusive=True)


def _read_application_id(path: Path, query: str, *, exclusive: bool = False) -> int:
    sql = sqlite3.connect(uri_of(path, query), uri=True, timeout=BUSY_SECONDS)
    try:
        if exclusive:
            sql.execute("PRAGMA locking_mode=EXCLUSIVE")
        return int(sql.execute("PRAGMA application_id").fetchone()[0])
    finally:
        sql.close()


class Connection:
    """One connection to a project file, safe to use from several threads in turn."""

    def __init__(self, path: Path, *, exclusive: bool = False) -> None:
        """Open `path`, which must be a project.

        exclusive: lock out every other process, for file systems without shared memory.
        Errors: ProjectError when it cannot be opened, is newer than this program, or is damaged.
        """
        self.path = path
        self.exclusive = exclusive
        self.lock = threading.RLock()
        with in_words(path):
            self.sql = _connect(path)
            try:
                self._prepare()
            except sqlite3.Error:
                self.sql.close()
                raise

    def _prepare(self) -> None:
        if self.exclusive:
            self.sql.execute("PRAGMA locking_mode=EXCLUSIVE")
        self.use_write_ahead_log()
        self.sql.execute("PRAGMA synchronous=FULL")
        self.sql.execute("PRAGMA wal_autocheckpoint=0")
        # The log's file shrinks to what is in it when it starts anew: its size tells its length.
        self.sql.execute("PRAGMA journal_size_limit=0")
        self.sql.execute("PRAGMA foreign_keys=ON")
        self.sql.execute("PRAGMA secure_delete=ON")
        self.sql.execute("PRAGMA cache_size=-16000")
        self.version = int(self.sql.execute("PRAGMA user_version").fetchone()[0])

    def use_write_ahead_log(self) -> None:
        mode = self.sql.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        if mode != "wal":
            raise sqlite3.OperationalError("no write-ahead log here")

    def refuse_newer(self) -> None:
        if self.version > SCHEMA:
            raise ProjectError(
                f"The project {self.path} was written by a newer version of the workbench "
                f"(form {self.version}; this one knows {SCHEMA}).",
                "Update the workbench.",
            )

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that holds the write lock from its first statement; durable after."""
        with self.lock, in_words(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield self.sql
                self.sql.execute("COMMIT")
            except BaseException:
                if self.sql.in_transaction:
                    self.sql.execute("ROLLBACK")
                raise
            self._checkpoint_when_long()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One snapshot: what is read inside belongs together."""
        with self.lock, in_words(self.path):
            if self.sql.in_transaction:
                yield self.sql
                return
            self.sql.execute("BEGIN")
            try:
                yield self.sql
            finally:
                if self.sql.in_transaction:
                    self.sql.execute("COMMIT")

    def _checkpoint_when_long(self) -> None:
        """Copy a long log back. What was written is durable already: a failure can wait."""
        try:
            if os.stat(f"{self.path}-wal").st_size > _CHECKPOINT_BYTES:  # noqa: PTH116 - each write
                self.checkpoint()
        except (sqlite3.Error, OSError):
            return

    def checkpoint(self) -> None:
        """Copy the log back while a second connection keeps every writer out."""
        if self.exclusive:
            self.sql.execute("PRAGMA wal_checkpoint(PASSIVE)")
            return
        guard = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            guard.execute("PRAGMA wal_autocheckpoint=0")
            guard.execute("BEGIN IMMEDIATE")
            self.sql.execute("PRAGMA wal_checkpoint(PASSIVE)")
            guard.execute("ROLLBACK")
        finally:
            guard.close()

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Keep every other process out, with the log copied back and gone.

        Errors: ProjectError when another program has the project open.
        """
        with self.lock:
            with in_words(self.path):
                self.sql.execute("PRAGMA busy_timeout=1000")
                try:
                    self.sql.execute("PRAGMA locking_mode=EXCLUSIVE")
                    self.sql.execute("PRAGMA journal_mode=DELETE")
                    self.sql.execute("BEGIN EXCLUSIVE")
                    self.sql.execute("COMMIT")
                except sqlite3.OperationalError:
                    self._let_others_in()
                    raise
            try:
                with in_words(self.path):
                    yield self.sql
            finally:
                with in_words(self.path):
                    self._let_others_in()

    def _let_others_in(self) -> None:
        if not self.exclusive:
            self.sql.execute("PRAGMA locking_mode=NORMAL")
        self.use_write_ahead_log()
        # The lock is let go at the first access after the mode was changed.
        self.sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        self.sql.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")

    def close(self) -> None:
        """The last connection copies the log back under SQLite's own exclusive lock."""
        with self.lock, in_words(self.path):
            self.sql.close()


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: a file that vanished is not made anew.
    return sqlite3.connect(
        uri_of(path, "mode=rw"),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
