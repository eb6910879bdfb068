"""What a person has set for herself, on this machine: which keys, which theme.

Kept in the folder that the system has for it: `keys.toml`, which she writes, and `settings.toml`,
which the workbench writes, whole or not at all. Nothing of a project stands there.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from workbench.errors import InputError, WorkbenchError
from workbench.files.writing import whole_file

KEYS_VARIABLE = "WORKBENCH_KEYS"
_LARGEST = 1_000_000
"""Bytes of a file that somebody wrote by hand."""


@dataclass(frozen=True, slots=True)
class WrittenKeys:
    """One line of the file: an action gets other keys."""

    action: str
    """The id, such as `transcript.next-word`."""
    keys: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class KeysFile:
    """The keys somebody has chosen, as written; whether such actions and keys exist is not known
    here."""

    path: Path
    written: tuple[WrittenKeys, ...] = ()


def settings_folder() -> Path:
    """Where this person's settings are; it need not exist."""
    return user_config_path("workbench", appauthor=False)


def keys_path() -> Path:
    """The file named by WORKBENCH_KEYS, else `keys.toml` among the settings."""
    named = os.environ.get(KEYS_VARIABLE, "").strip()
    return Path(named).expanduser() if named else settings_folder() / "keys.toml"


def read_keys() -> KeysFile:
    """Read the file of keys; without one, nothing is written.

    Raises InputError that names the file and the line when it cannot be read.
    """
    path = keys_path()
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"“{path}” is too large for a file of keys.", _HOW_TO_BEGIN)
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        if os.environ.get(KEYS_VARIABLE, "").strip():
            raise InputError(
                f"There is no file “{path}” ({KEYS_VARIABLE} names it).", _HOW_TO_BEGIN
            ) from None
        return KeysFile(path)
    except OSError as error:
        raise InputError(f"“{path}” cannot be read: {error.strerror}.", _HOW_TO_BEGIN) from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            f"“{path}”, line {line}: this is not UTF-8.", "Save the file in UTF-8."
        ) from error
    return KeysFile(path, tuple(_written(path, text)))


_HOW_TO_BEGIN = "`workbench keys -o keys.toml` writes one to start from."


def _written(path: Path, text: str) -> Iterator[WrittenKeys]:
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line, why = _line_told(str(error), text)
        raise InputError(
            f"“{path}”, line {line}: this cannot be read ({why}).",
            'Write "ACTION" = "KEY", for example "transcript.next-word" = "w".',
        ) from error
    for action, value in _flat(table):
        line = _line_of(action, text)
        keys = tuple(key.strip() for key in value.split(",")) if isinstance(value, str) else ()
        if not keys or not all(keys):
            raise InputError(
                f"“{path}”, line {line}: “{action}” names no key.",
                'Write it as "w" or, for two keys, "w,ctrl+right"; the comma itself is "comma".',
            )
        yield WrittenKeys(action, keys, line)


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, object]]:
    """Each action with its value: ids without quotation marks are tables within tables."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _line_told(message: str, text: str) -> tuple[int, str]:
    """The line and the reason that tomllib tells of; "end of document" is the last line."""
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", message)
    if found is None:
        return 1, message
    lines = len(text.splitlines()) or 1
    return int(found[2] or lines), found[1].lower()


def _line_of(action: str, text: str) -> int:
    """Where an action is set: the last line of the shortest beginning of the file that does it."""
    lines = text.splitlines()
    last = action.rpartition(".")[2]
    for number, line in enumerate(lines, start=1):
        if last not in line:
            continue
        try:
            table = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue
        if any(each == action for each, _value in _flat(table)):
            return number
    return 1


def write_keys(path: Path, text: str, *, force: bool) -> None:
    """Write a file of keys to start from. Raises InputError where there is one, unless `force`."""
    with whole_file(path, force=force) as out:
        out.write(text.encode())


def kept_theme() -> str:
    """The theme chosen last; empty when none was, or when that cannot be read."""
    try:
        text = (settings_folder() / "settings.toml").read_text(encoding="utf-8")
        theme = tomllib.loads(text).get("theme", "")
    except (OSError, ValueError):
        return ""
    return theme if isinstance(theme, str) else ""


def keep_theme(name: str) -> None:
    """Remember the theme for the next start. Raises WorkbenchError when it cannot be written."""
    folder = settings_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(folder / "settings.toml", force=True) as out:
            out.write(f'# What the workbench remembers.\ntheme = "{name}"\n'.encode())
    except OSError as error:
        raise InputError(
            f"The theme is not remembered: “{folder}” cannot be written ({error.strerror}).",
            "It holds until you quit.",
        ) from error
    except WorkbenchError as error:
        raise InputError(
            f"The theme is not remembered. {error.message}", "It holds until you quit."
        ) from error
