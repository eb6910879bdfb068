"""The tables of a foreign SQLite file, read in a child process out of a copy in memory.

Invariant: the file is never opened by SQLite, so nothing is written to it or beside it; nothing in
it (views, triggers, functions in its schema) is trusted.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Containment

Tables = dict[str, list[list[str | int | float | None]]]

_MAGIC = b"SQLite format 3\0"
_WRITE_AHEAD = slice(18, 20)
"""File format versions in the header (sqlite.org, "Database File Format", 1.3.3): 2 means a
write-ahead log, which a database in memory cannot have."""
_LARGEST = 500_000_000
"""Bytes of a database."""
_MOST_ROWS = 2_000_000
_AGAIN = "Close the program it belongs to, copy the file, and use the copy."


def read_tables(
    path: Path, columns: Mapping[str, Sequence[str]], *, containment: Containment
) -> Tables:
    """The rows of the tables named, each with the columns named; None where there is no such one.

    Errors: InputError where it cannot be opened, is no database, damaged, too large, or still has
    changes in a log beside it. A table that is not there has no rows.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise InputError(
            f"“{path.name}” has changes that are not in the file yet ({log.name}).", _AGAIN
        )
    found = containment.call(
        "workbench.interchange.others.databases:rows",
        _content(path),
        name=path.name,
        options={"columns": {table: list(names) for table, names in columns.items()}},
    )
    if not isinstance(found, dict):
        raise InputError(f"“{path.name}” cannot be read.", _AGAIN)
    return found


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be opened: {error.strerror}.", "Check the name and the folder."
        ) from error
    if not data.startswith(_MAGIC):
        raise InputError(f"“{path.name}” is no SQLite database.", "Give the project's own file.")
    if len(data) > _LARGEST:
        raise InputError(f"“{path.name}” is larger than {_LARGEST // 1_000_000} MB.")
    return data


def rows(data: bytes, options: Mapping[str, object]) -> Tables:
    """In the child: the tables as lists. Raises InputError where the database is damaged."""
    wanted = options["columns"]
    if not isinstance(wanted, dict):
        raise TypeError("columns")
    plain = bytearray(data)
    plain[_WRITE_AHEAD] = b"\1\1"
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(bytes(plain))
        connection.text_factory = lambda written: written.decode("utf-8", "replace")
        connection.execute("PRAGMA trusted_schema = 0")
        connection.execute("PRAGMA cell_size_check = 1")
        connection.execute("PRAGMA query_only = 1")
        return {table: _table(connection, table, names) for table, names in wanted.items()}
    except sqlite3.Error as error:
        raise InputError(f"The database is damaged: {error}.", _AGAIN) from error
    finally:
        connection.close()


def _table(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> list[list[str | int | float | None]]:
    kind = connection.execute(
        "SELECT type FROM sqlite_schema WHERE name = ? COLLATE NOCASE", (table,)
    ).fetchone()
    if kind is None or kind[0] != "table":
        return []
    there = {
        str(row[0]).lower()
        for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
    }
    chosen = ", ".join(f'"{name}"' if name.lower() in there else "NULL" for name in names)
    # Table and columns are the callers' constants.
    query = f'SELECT {chosen} FROM "{table}" LIMIT {_MOST_ROWS}'  # noqa: S608
    return [[_plain(value) for value in row] for row in connection.execute(query)]


def _plain(value: object) -> str | int | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
