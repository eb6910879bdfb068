"""Taking a backup back, with what stands there now kept as a backup itself."""

import shutil
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from workbench.errors import ProjectError
from workbench.project.backups import (
    REPLACED,
    choose,
    keep_damaged,
    replace_durably,
    take,
    verify,
)
from workbench.project.connection import Connection, in_words, refuse_foreign
from workbench.project.events import Ids
from workbench.project.forgetting import forget_in_file
from workbench.project.places import on_network
from workbench.project.targets import Target, stones_of
from workbench.project.values import Backup


def restore(path: Path, backup: str | None = None) -> Backup:
    """Put a backup (the latest when none is named) in the project's place; returns it.

    The replaced file becomes a backup. What was forgotten since stays forgotten.
    Errors: ProjectError when there is no such backup, it is damaged, or another program has the
    project open.
    """
    chosen = choose(path, backup)
    verify(chosen.path)
    with in_words(path):
        folder = tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    made = Path(folder) / path.name
    try:
        with in_words(path):
            shutil.copyfile(chosen.path, made)
            made.chmod(0o600)
        stones = _set_aside(path)
        if stones:
            forget_in_file(made, stones, author="", ids=Ids())
        verify(made)
        for tail in ("-wal", "-journal"):
            if Path(f"{path}{tail}").exists():
                raise ProjectError(
                    f"Another program has opened {path} meanwhile.", "Close it and try again."
                )
        with in_words(path):
            replace_durably(made, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return chosen


def _set_aside(path: Path) -> tuple[Target, ...]:
    """Keep what stands at `path`; return what it has forgotten, as far as it can be read."""
    if not path.exists():
        return ()
    try:
        refuse_foreign(path)
        connection = Connection(path, exclusive=on_network(path.absolute().parent))
    except ProjectError as error:
        if _is_locked(error):
            raise
        keep_damaged(path)
        return ()
    try:
        with connection.alone() as sql:
            return _kept(sql, path)
    except ProjectError as error:
        if _is_locked(error):
            raise
    finally:
        with suppress(ProjectError):
            connection.close()
    keep_damaged(path)
    return ()


def _kept(sql: sqlite3.Connection, path: Path) -> tuple[Target, ...]:
    stones = stones_of(sql)
    take(sql, path, REPLACED)
    return stones


def _is_locked(error: ProjectError) -> bool:
    name = getattr(error.__cause__, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_PROTOCOL"))
