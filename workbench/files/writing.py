"""Output files, whole or not at all, and csv as Excel or as other programs read it.

Invariant: a path either holds the whole result or what it held before; nothing is left beside it.
The guard against spreadsheet formulas stands here with its inverse: `unguarded(guarded(x)) == x`.
"""

import csv
import errno
import io
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError

Cell = str | int | float | None
_FORMULA = frozenset("=+-@\t\r")
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextmanager
def whole_file(path: Path, *, force: bool, private: bool = False) -> Iterator[BinaryIO]:
    """Write `path` through the file yielded: it appears under its name when the block ends.

    `private`: only its owner may read it (mode 0600, where the system knows modes).
    When the block raises, nothing is left behind. Raises InputError where the file exists (unless
    `force`) or is a database, the folder is missing or closed, or the disk is full. A pipe or
    device is written to as it is, at the end.
    """
    path = path.resolve() if path.is_symlink() else path
    with _in_a_sentence(path):
        special = _is_special(path)
        if not special and not force and path.exists():
            raise _exists(path)
        if not special and _is_database(path):
            raise InputError(
                f"“{path}” is a project or another database: it is not written over.",
                "Choose another name with -o.",
            )
    if special:
        with _into_special(path) as out:
            yield out
        return
    with _in_a_sentence(path):
        temporary = _temporary_beside(path, private=private)
    try:
        with _in_a_sentence(path, only=_FULL), temporary.open("r+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        with _in_a_sentence(path):
            _move(temporary, path, force=force)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def _temporary_beside(path: Path, *, private: bool) -> Path:
    """A new file in the same folder, so that it can be renamed, with the mode of a normal one."""
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    os.close(os.open(temporary, flags, 0o600 if private else 0o666))
    if private:
        return temporary
    with suppress(OSError):
        # A file that is replaced keeps who may read it.
        temporary.chmod(stat.S_IMODE(path.stat().st_mode))
    return temporary


def _move(temporary: Path, path: Path, *, force: bool) -> None:
    if force:
        temporary.replace(path)
    elif sys.platform == "win32":
        temporary.rename(path)  # Refuses there when the path exists.
    else:
        _move_without_replacing(temporary, path)
    if sys.platform != "win32":
        with suppress(OSError):  # Some file systems cannot flush a folder.
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _move_without_replacing(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # A file system without links (FAT, some network drives).
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _is_special(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def _is_database(path: Path) -> bool:
    """Whether a project, a backup of one or another SQLite file would be lost (sqlite.org,
    "Database File Format", 1.3)."""
    try:
        with path.open("rb") as there:
            return there.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


@contextmanager
def _into_special(path: Path) -> Iterator[BinaryIO]:
    buffer = io.BytesIO()
    yield buffer
    with _in_a_sentence(path), path.open("wb") as out:
        out.write(buffer.getvalue())


def make_folder(folder: Path) -> None:
    """Make a folder for what is written, and those that it lies in, where they are missing.

    Raises InputError where that cannot be.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder “{folder}” cannot be made: {error.strerror or error}.",
            "Choose another with -o.",
        ) from error


@contextmanager
def _in_a_sentence(path: Path, *, only: frozenset[int] | None = None) -> Iterator[None]:
    """Turn what the system says about `path` into one InputError."""
    try:
        yield
    except OSError as error:
        if only is not None and error.errno not in only:
            raise
        raise _sentence(error, path) from error


def _sentence(error: OSError, path: Path) -> InputError:
    if isinstance(error, FileExistsError):
        return _exists(path)
    if error.errno in _FULL:
        return InputError(f"“{path}” was not written: the disk is full.", "Make room, try again.")
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return InputError(
            f"“{path}” was not written: there is no folder “{path.parent}”.",
            "Create it, or choose another with -o.",
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return InputError(f"“{path}” is a folder.", "Name a file in it.")
    if isinstance(error, PermissionError):
        return InputError(
            f"“{path}” was not written: you may not write there, or another program has it open.",
            "Close that program, or choose another folder with -o.",
        )
    return InputError(
        f"“{path}” was not written: {error.strerror or error}.", "Choose another place with -o."
    )


def _exists(path: Path) -> InputError:
    if path.is_dir():
        return InputError(f"“{path}” is a folder.", "Name a file in it.")
    return InputError(f"“{path}” exists.", "Choose another name, or replace it with --force.")


# -- csv --------------------------------------------------------------------------------------


def write_csv(
    out: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool
) -> None:
    """Write a header and rows in UTF-8.

    `excel`: as Excel in Swedish opens it (semicolon, byte order mark, decimal comma, CRLF); else
    comma, no mark, decimal point, LF. Text that a spreadsheet would take for a formula is guarded.
    """
    text = io.TextIOWrapper(
        out,
        encoding="utf-8-sig" if excel else "utf-8",
        # A lone surrogate has no form in UTF-8; a file with "?" is better than none.
        errors="replace",
        newline="",
        write_through=False,
    )
    try:
        writer = csv.writer(
            text, delimiter=";" if excel else ",", lineterminator="\r\n" if excel else "\n"
        )
        writer.writerow([guarded(column) for column in columns])
        writer.writerows([_written(cell, excel=excel) for cell in row] for row in rows)
    finally:
        text.detach()


def _written(cell: Cell, *, excel: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, float):
        if not isfinite(cell):
            return ""
        number = f"{cell:.6f}".rstrip("0").rstrip(".")
        number = "0" if number == "-0" else number
        return number.replace(".", ",") if excel else number
    return str(cell)


def guarded(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula.

    A lone sign stays. What begins with apostrophes and a sign gets one more, so that the reader
    always takes off what the writer put on.
    """
    return f"'{cell}" if _needs_guard(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(cell: str) -> bool:
    return len(cell) >= 2 and cell.lstrip("'")[:1] in _FORMULA
