"""What an export wrote, and what has become of it: the file `manifest.json` in its folder.

Invariant: a file is called changed by hand where its bytes are not those that were written; one
that an interrupted export was about to write is not.
"""

import hashlib
import json
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from workbench.errors import InputError
from workbench.files.writing import whole_file

NAME = "manifest.json"


class FileState(Enum):
    """What has become of a file."""

    CURRENT = "current"
    OUT_OF_DATE = "out of date"
    """Written before the project's last event, or by another version of the program."""
    CHANGED = "changed by hand"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file that was written."""

    path: str
    """From the folder, divided by slashes."""
    sha256: str
    """Of its bytes, hexadecimal."""
    bytes: int
    event: str
    """The project's last event when it was written."""
    program: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that one folder holds of one project."""

    project: str
    event: str
    time: str
    """Of the event, UTC."""
    program: str
    options: dict[str, str | bool]
    """Whose codings, in which language, and what was left out."""
    files: tuple[ManifestFile, ...] = ()
    unfinished: tuple[str, ...] = field(default=())
    """Files that an export which was interrupted was about to write."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file of a manifest, and how it stands."""

    file: ManifestFile
    state: FileState
    outdated: bool
    """Whether the project has gone on since, whatever else is true of the file."""


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None where there is none.

    Raises InputError for a damaged one.
    """
    path = folder / NAME
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(ManifestFile(**each) for each in facts.pop("files"))
        unfinished = tuple(map(str, facts.pop("unfinished", ())))
        return Manifest(**facts, files=files, unfinished=unfinished)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise InputError(
            f"“{path}” cannot be read as a manifest of an export ({type(error).__name__}).",
            "Take it away, or export to another folder.",
        ) from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest in its folder, in the place of an earlier one."""
    facts = {
        "project": manifest.project,
        "event": manifest.event,
        "time": manifest.time,
        "program": manifest.program,
        "options": manifest.options,
        "files": [file_facts(each) for each in sorted(manifest.files, key=lambda file: file.path)],
    }
    if manifest.unfinished:
        facts["unfinished"] = list(manifest.unfinished)
    with whole_file(folder / NAME, force=True) as out:
        out.write((json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode())


def file_facts(each: ManifestFile) -> dict[str, str | int]:
    """As JSON holds it: `path sha256 bytes event program`."""
    return {
        "path": each.path,
        "sha256": each.sha256,
        "bytes": each.bytes,
        "event": each.event,
        "program": each.program,
    }


def with_file(manifest: Manifest, folder: Path, name: str) -> Manifest:
    """The manifest after a file has been written."""
    digest, size = digest_of(folder / name)
    written = ManifestFile(name, digest, size, manifest.event, manifest.program)
    return replace(
        manifest,
        files=(*(each for each in manifest.files if each.path != name), written),
        unfinished=tuple(each for each in manifest.unfinished if each != name),
    )


def digest_of(path: Path) -> tuple[str, int]:
    """sha256 and size of a file. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest(), path.stat().st_size
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be read: {error.strerror or error}.", "See that it is a file."
        ) from error


def checked(manifest: Manifest, folder: Path, *, event: str, program: str) -> list[CheckedFile]:
    """How every file of the manifest stands; those never finished are out of date."""
    found = []
    for each in sorted(manifest.files, key=lambda file: file.path):
        outdated = (each.event, each.program) != (event, program)
        unfinished = each.path in manifest.unfinished
        state = FileState.OUT_OF_DATE if outdated or unfinished else FileState.CURRENT
        if not (folder / each.path).exists():
            state = FileState.MISSING
        elif not unfinished and digest_of(folder / each.path)[0] != each.sha256:
            state = FileState.CHANGED
        found.append(CheckedFile(each, state, outdated or unfinished))
    return found


def made_by_hand(manifest: Manifest | None, folder: Path, name: str) -> bool:
    """Whether a file holds something else than what an export wrote."""
    if not (folder / name).exists():
        return False
    if manifest is None:
        return True
    if name in manifest.unfinished:
        return False
    known = next((each for each in manifest.files if each.path == name), None)
    return known is None or digest_of(folder / name)[0] != known.sha256
