"""Files that were written from the project: `forget` lists those that may hold copies."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from workbench.model import InterviewId
from workbench.project import reading
from workbench.project.store import listed
from workbench.project.values import ExportNote


def note_export(
    sql: sqlite3.Connection, path: Path, *, kind: str, interviews: Iterable[str], time: datetime
) -> None:
    """Remember a file that was written; no interviews named stands for a table without words."""
    keys = [reading.interview_row(sql, each).key for each in interviews]
    note_file(sql, path, kind=kind, keys=keys, time=time)


def note_file(
    sql: sqlite3.Connection, path: Path, *, kind: str, keys: Iterable[str], time: datetime
) -> None:
    """The same by the keys of interviews, which those that were taken out have, too."""
    sql.execute(
        "INSERT OR REPLACE INTO export (path, kind, interviews, time) VALUES (?, ?, ?, ?)",
        (str(path.absolute()), kind, listed(sorted(keys)), time.isoformat()),
    )


def exports_of(sql: sqlite3.Connection, keys: Iterable[str]) -> tuple[ExportNote, ...]:
    """The files known to have been written from any of these interviews."""
    wanted = set(keys)
    shown = {key: InterviewId(name) for key, name in sql.execute("SELECT key, id FROM interview")}
    found = []
    for path, kind, held_keys, time in sql.execute(
        "SELECT path, kind, interviews, time FROM export ORDER BY path"
    ):
        held = json.loads(held_keys)
        if wanted.isdisjoint(held):
            continue
        names = tuple(sorted(shown[key] for key in held if key in shown))
        found.append(ExportNote(Path(path), kind, names, datetime.fromisoformat(time)))
    return tuple(found)
