"""Another copy of the project as a source of events: opened to be read, and as it is.

Invariant: nothing is written to it, not even a migration: the journal looks the same in every form.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from workbench.errors import InputError
from workbench.project.absorbing import all_contents
from workbench.project.bundles import LONGEST_LINE, BundleFile
from workbench.project.connection import BUSY_SECONDS, in_words, refuse_foreign, uri_of
from workbench.project.events import NO_HASH, Event
from workbench.project.schema import SCHEMA
from workbench.project.store import ordered_events
from workbench.project.travelling import known_coders
from workbench.project.values import Content

_SQLITE = b"SQLite format 3\0"
_WITH_WITHHELD = 3
"""The first form that knows what bundles left out."""


class Source(Protocol):
    """What events and contents come from."""

    path: Path
    coders: tuple[str, ...]
    size: int
    """Events in it."""

    def events(self) -> Iterator[Event]:
        """In the order (clock, id), not vetted; may be asked for again."""
        ...

    def contents(self) -> Iterator[Content]:
        """Not vetted."""
        ...

    def close(self) -> None: ...


def open_source(path: Path) -> Source:
    """A bundle, or another copy of the project, told apart by their first bytes.

    Errors: InputError or ProjectError when it is missing, neither, newer than this program, locked
    or damaged.
    """
    try:
        with path.open("rb") as file:
            begins = file.read(len(_SQLITE))
    except IsADirectoryError:
        raise InputError(f"“{path}” is a folder.", "Name a bundle in it.") from None
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be read: {error.strerror or error}.", "See that it is there."
        ) from error
    return CopyFile(path) if begins == _SQLITE else BundleFile(path, newest_form=SCHEMA)


class CopyFile:
    """Another project file."""

    def __init__(self, path: Path) -> None:
        """Open `path`. Errors: as of `open_source`."""
        self.path = path
        self._alone = not _log_of(path).exists()
        """Nobody had it open: then no log is to be left beside it."""
        refuse_foreign(path)
        with in_words(path):
            self._sql = _connect(path)
            try:
                self._sql.execute("BEGIN")
                form = int(self._sql.execute("PRAGMA user_version").fetchone()[0])
                self._refuse_newer(form)
                self._refuse_other_tables()
                self.coders = known_coders(self._sql)
                self.size = self._count()
                self._withheld = set[bytes]()
                if form >= _WITH_WITHHELD:
                    rows = self._sql.execute("SELECT hash FROM withheld")
                    self._withheld = {bytes(row[0]) for row in rows}
            except BaseException:
                self._sql.close()
                raise

    def close(self) -> None:
        self._sql.close()
        if self._alone and _log_of(self.path).exists():
            # A connection that may only read leaves an empty log; one that may write takes it away,
            # if it is the last.
            with suppress(sqlite3.Error):
                _opened(self.path, "mode=rw").close()

    def events(self) -> Iterator[Event]:
        """Errors: InputError when some are missing, ProjectError when it cannot be read through."""
        hashes, before = {NO_HASH}, set[bytes]()
        number = 0
        with in_words(self.path):
            for event in ordered_events(self._sql):
                if not isinstance(event.id, str) or not isinstance(event.kind, str):
                    raise self._damaged()
                number += 1
                hashes.add(event.hash)
                before.add(event.prev)
                yield event
        if number != self.size or before - hashes - self._withheld:
            raise self._damaged()

    def contents(self) -> Iterator[Content]:
        with in_words(self.path):
            yield from all_contents(self._sql)

    def _count(self) -> int:
        row = self._sql.execute("SELECT count(*) FROM event NOT INDEXED").fetchone()
        return int(row[0])

    def _refuse_newer(self, form: int) -> None:
        if form > SCHEMA:
            raise InputError(
                f"“{self.path}” was written by a newer version of the workbench "
                f"(form {form}; this one knows {SCHEMA}).",
                "Update the workbench.",
            )

    def _refuse_other_tables(self) -> None:
        """Views and the like can be made to look like a journal, and to run for ever."""
        rows = self._sql.execute(
            "SELECT name, type FROM sqlite_schema WHERE name IN ('event', 'content')"
        )
        if dict(rows) != {"event": "table", "content": "table"}:
            raise self._damaged()

    def _damaged(self) -> InputError:
        return InputError(
            f"“{self.path}” is damaged: events are missing from it, or cannot be read.",
            "See what `workbench check` says of it, or take another copy.",
        )


def _log_of(path: Path) -> Path:
    return Path(f"{path}-wal")


def _connect(path: Path) -> sqlite3.Connection:
    """To be read only; what lies on a medium that cannot be written has no log beside it."""
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        if _log_of(path).exists():
            raise
        return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, query: str) -> sqlite3.Connection:
    sql = sqlite3.connect(
        uri_of(path, query),
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        sql.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_LINE)
        sql.execute("PRAGMA trusted_schema=OFF")
        sql.execute("PRAGMA cell_size_check=ON")
        sql.execute("PRAGMA query_only=ON")
        sql.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        sql.close()
        raise
    return sql
