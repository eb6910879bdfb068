"""Backups in `PROJECT.backups/`: taken whole, verified before they get their name, taken back.

Invariant: a file under a backup's name has passed SQLite's quick check and holds as many events as
the project had when it was taken.
"""

import os
import re
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

from workbench.errors import ProjectError
from workbench.project.connection import Connection, in_words, uri_of
from workbench.project.schema import APPLICATION_ID, SCHEMA
from workbench.project.values import Backup

KEPT_DAILY = 30
KEPT_MERGES = 10
DAILY, MERGE, MIGRATION, REPLACED = "daily", "merge", "migration", "replaced"

_KEPT = {DAILY: KEPT_DAILY, MERGE: KEPT_MERGES}

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z)-(\w+)(?:-\d+)?\.workbench")
_STAMP = "%Y-%m-%dT%H%M%S.%fZ"


def folder_of(path: Path) -> Path:
    return path.with_name(path.name + ".backups")


def backups_of(path: Path) -> tuple[Backup, ...]:
    """Oldest first."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for file in folder_of(path).iterdir():
            match = _NAME.fullmatch(file.name)
            if match is not None:
                time = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(file.name, file, time, match[2], file.stat().st_size))
    return tuple(sorted(found, key=lambda each: (each.time, each.name)))


def take(sql: sqlite3.Connection, path: Path, reason: str) -> Backup:
    """Copy what `sql` sees into a verified backup of the project at `path`.

    Inside a transaction of `sql` it is that transaction's snapshot.
    """
    with in_words(path), scratch(path) as made:
        target = sqlite3.connect(made, isolation_level=None)
        try:
            target.execute("PRAGMA synchronous=OFF")
            sql.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
        expected = sql.execute("SELECT count(*) FROM event").fetchone()[0]
        verify(made, events=expected)
        backup = _publish(made, path, reason)
    if reason in _KEPT:
        _prune(path, reason)
    return backup


@contextmanager
def scratch(path: Path) -> Iterator[Path]:
    """A file in the backup folder, readable by its owner alone, gone afterwards unless renamed."""
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=folder)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for tail in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(name + tail).unlink()


def verify(file: Path, *, events: int | None = None) -> None:
    """Errors: ProjectError when the file is no sound project, or has another number of events."""
    with in_words(file):
        sql = sqlite3.connect(uri_of(file, "mode=ro"), uri=True)
        try:
            application = sql.execute("PRAGMA application_id").fetchone()[0]
            version = sql.execute("PRAGMA user_version").fetchone()[0]
            sound = sql.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            count = sql.execute("SELECT count(*) FROM event").fetchone()[0]
        finally:
            sql.close()
    if application != APPLICATION_ID or not sound or (events is not None and count != events):
        raise ProjectError(f"The backup {file} is damaged.", "Take another one.")
    if version > SCHEMA:
        raise ProjectError(
            f"The backup {file} was written by a newer version of the workbench.",
            "Update the workbench.",
        )


def _publish(made: Path, path: Path, reason: str) -> Backup:
    now = datetime.now(UTC)
    name = f"{now.strftime(_STAMP)}-{reason}.workbench"
    target = folder_of(path) / name
    replace_durably(made, target)
    return Backup(name, target, now, reason, target.stat().st_size)


def replace_durably(made: Path, target: Path) -> None:
    """Rename over the target such that a power cut leaves the one or the other, whole."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)
    if os.name == "nt":
        return
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _prune(path: Path, reason: str) -> None:
    alike = [each for each in backups_of(path) if each.reason == reason]
    for old in alike[: -_KEPT[reason]]:
        with suppress(OSError):
            old.path.unlink()


def daily_is_due(sql: sqlite3.Connection, path: Path, now: datetime) -> bool:
    """Whether there is work in the project, and no daily backup of today (UTC) yet."""
    row = sql.execute("SELECT 1 FROM action WHERE verb <> 'create' LIMIT 1").fetchone()
    return row is not None and not any(
        each.reason == DAILY and each.time.date() == now.date() for each in backups_of(path)
    )


class DailyBackup:
    """Sees to it that the first write of a day comes after a backup of the day before.

    The copy is made on a connection and thread of its own, of the state when it began; the writer
    only waits until that state is held.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._day: date | None = None
        self._thread: threading.Thread | None = None
        self.problem = ""
        """Why there is no backup of today, once it is known."""

    def begin_when_due(self) -> None:
        """Call before a write."""
        now = datetime.now(UTC)
        with self._connection.lock:
            if self._day == now.date():
                return
            self._day = now.date()
            if not self._is_due(now):
                return
            if self._connection.exclusive:
                self._take_here()
                return
            held = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(held,), name="workbench-backup")
            self._thread.start()
            held.wait()

    def _is_due(self, now: datetime) -> bool:
        try:
            with self._connection.reading() as sql:
                return daily_is_due(sql, self._connection.path, now)
        except ProjectError as error:
            self._tell(error)
            return False

    def _take_here(self) -> None:
        try:
            with self._connection.reading() as sql:
                take(sql, self._connection.path, DAILY)
        except ProjectError as error:
            self._tell(error)

    def _run(self, held: threading.Event) -> None:
        try:
            own = Connection(self._connection.path)
            try:
                with own.reading() as sql:
                    sql.execute("SELECT count(*) FROM event").fetchone()
                    held.set()
                    take(sql, own.path, DAILY)
            finally:
                own.close()
        except ProjectError as error:
            self._tell(error)
        finally:
            held.set()

    def _tell(self, error: ProjectError) -> None:
        self.problem = f"The daily backup was not made. {error}"

    def join(self) -> None:
        """Wait for the copy that is being made."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None


def choose(path: Path, name: str | None) -> Backup:
    """The backup of that name, or the latest that is not itself something a restore replaced."""
    there = backups_of(path)
    if not there:
        raise ProjectError(
            f"There are no backups of {path}.",
            f"They would be in {folder_of(path)}; one is made before the first write of a day.",
        )
    if name is None:
        usual = [each for each in there if each.reason != REPLACED]
        return (usual or list(there))[-1]
    found = next((each for each in there if name in (each.name, str(each.path))), None)
    if found is None:
        raise ProjectError(
            f"There is no backup {name} of {path}.",
            f"There are {', '.join(each.name for each in there[-10:])}.",
        )
    return found


def keep_damaged(path: Path) -> None:
    """Put a project that cannot be opened aside as it is, its log with it."""
    with in_words(path), scratch(path) as made:
        shutil.copyfile(path, made)
        kept = _publish(made, path, REPLACED)
        for tail in ("-wal", "-journal"):
            left = Path(f"{path}{tail}")
            if left.exists():
                shutil.move(left, f"{kept.path}{tail}")
        Path(f"{path}-shm").unlink(missing_ok=True)
