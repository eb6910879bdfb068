"""Making and opening project files: new ones, older ones, those on network drives."""

import os
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from workbench.errors import ProjectError
from workbench.project import schema
from workbench.project.backups import MIGRATION, take
from workbench.project.connection import Connection, in_words, refuse_foreign
from workbench.project.places import on_network, synchroniser


def connect(path: Path, *, exclusive: bool | None = None) -> tuple[Connection, tuple[str, ...]]:
    """Open a project, brought up to date, with what the user should know about where it lies.

    exclusive: keep all other programs out; None asks the file system.
    Errors: ProjectError when it is missing, no project, newer than this program, or damaged.
    """
    refuse_foreign(path)
    folder = path.absolute().parent
    notices = []
    service = synchroniser(folder)
    if service is not None:
        notices.append(
            f"{path} lies in a folder that {service} synchronises: two people who have it "
            f"open at once can damage it. Keep it outside and share copies."
        )
    connection = _connect(path, exclusive=on_network(folder) if exclusive is None else exclusive)
    if connection.exclusive:
        notices.append(
            f"{path} lies on a network drive: only one program can have it open at a time."
        )
    return connection, tuple(notices)


def _connect(path: Path, *, exclusive: bool) -> Connection:
    try:
        connection = Connection(path, exclusive=exclusive)
    except ProjectError as error:
        # Without shared memory the write-ahead log cannot be opened; alone it can.
        if exclusive or not _may_lack_shared_memory(error.__cause__):
            raise
        try:
            connection = Connection(path, exclusive=True)
        except ProjectError:
            raise error from None
    try:
        connection.refuse_newer()
        if connection.version < schema.SCHEMA:
            _bring_up_to_date(connection)
    except ProjectError:
        connection.close()
        raise
    return connection


def _may_lack_shared_memory(cause: BaseException | None) -> bool:
    if not isinstance(cause, sqlite3.OperationalError):
        return False
    name = getattr(cause, "sqlite_errorname", "") or ""
    return not name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_READONLY"))


def _bring_up_to_date(connection: Connection) -> None:
    """Migrate, with a backup before it and nobody else in the file."""
    with connection.alone() as sql:
        take(sql, connection.path, MIGRATION)
        schema.bring_up_to_date(sql)


def create_file(path: Path) -> None:
    """Make an empty project beside `path` and put it there, unless something is there."""
    taken = ProjectError(f"There is already a file {path}.", "Choose another name, or open it.")
    if path.exists():
        raise taken
    with in_words(path):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        try:
            sql = sqlite3.connect(name, isolation_level=None)
            sql.execute("PRAGMA synchronous=FULL")
            schema.bring_up_to_date(sql)
            sql.close()
            _publish(Path(name), path, taken)
        finally:
            with suppress(OSError):
                Path(name).unlink()


def _publish(made: Path, path: Path, taken: ProjectError) -> None:
    """Give the file its name without ever taking another's."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        raise taken from None
    except OSError:
        # No hard links here (some network and USB drives).
        try:
            path.open("xb").close()
        except FileExistsError:
            raise taken from None
        made.replace(path)
