"""The zip of a .qdpx, opened with suspicion.

Invariant: members are read by name into memory, within bounds; no name that stands in the file is
ever used as a path on this computer, and a path that leads out of the file is not followed.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from workbench.errors import InputError
from workbench.files.archives import read_member
from workbench.files.writing import whole_file
from workbench.interchange.study import AsideFile

MOST_XML = 100_000_000
"""Bytes of the project's XML, unpacked."""
MOST_TEXT = 32_000_000
"""Bytes of one text: about 5 million words."""
_MOST_TEXTS = 400_000_000
"""Bytes of all texts and notes."""
_MOST_ASIDE = 2_000_000_000
"""Bytes of pictures, sound and film that are copied."""
_MOST_MEMBERS = 200_000
_ZIP_FAILURES = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, OSError)
_AGAIN = "Export it anew from its program, as a REFI-QDA project (.qdpx)."


class Archive:
    """One .qdpx, open."""

    def __init__(self, zipped: zipfile.ZipFile, name: str) -> None:
        self._zipped = zipped
        self._name = name
        members = [each for each in zipped.infolist() if not each.is_dir()]
        if len(members) > _MOST_MEMBERS:
            raise InputError(f"“{name}” holds {len(members)} files; no project does.", _AGAIN)
        if any(each.flag_bits & 1 for each in members):
            raise InputError(f"“{name}” is encrypted.", "Export it without a password.")
        self._members = {
            each.filename.replace("\\", "/").lstrip("/").casefold(): each.filename
            for each in members
        }
        self._left = _MOST_TEXTS
        self._ahead: dict[str, bytes] = {}

    def project_xml(self) -> bytes:
        """The one `.qde`. Raises InputError where there is none, or more than one."""
        found = [name for name in self._members if name.endswith(".qde")]
        top = [name for name in found if "/" not in name]
        chosen = top or found
        if len(chosen) != 1:
            how_many = "no project" if not chosen else f"{len(chosen)} projects"
            raise InputError(f"“{self._name}” holds {how_many} (.qde) where one is due.", _AGAIN)
        return self._read(self._members[chosen[0]], MOST_XML)

    def member(self, path: str) -> str:
        """The member that a path such as `internal://x.txt` names; empty where it is not inside."""
        scheme, _, inside = path.rpartition("://")
        wanted = inside.replace("\\", "/").lstrip("/").casefold()
        if scheme not in ("", "internal") or not wanted:
            return ""
        for place in (f"sources/{wanted}", wanted):
            if place in self._members:
                return self._members[place]
            tail = [name for name in self._members if name.endswith(f"/{place}")]
            if len(tail) == 1:
                return self._members[tail[0]]
        return ""

    def text(self, member: str) -> bytes:
        """The bytes of a text. Raises InputError where it is damaged or too large."""
        data = self._ahead.pop(member, None)
        if data is None:
            data = self._read(member, min(MOST_TEXT, self._left))
            self._left -= len(data)
        return data

    def read_ahead(self) -> None:
        """Unpack the texts of ordinary size while the XML is being parsed elsewhere."""
        for name, member in self._members.items():
            size = self._zipped.getinfo(member).file_size
            if name.endswith(".txt") and size <= min(MOST_TEXT, self._left - _MOST_TEXTS // 2):
                with suppress(InputError):  # Told when the text is asked for.
                    data = self._read(member, MOST_TEXT)
                    self._ahead[member] = data
                    self._left -= len(data)

    def chunks(self, member: str, most: int) -> Iterator[bytes]:
        """The bytes of any file, piece by piece. Raises InputError past `most`, or if damaged."""
        left = most
        try:
            with self._zipped.open(member) as opened:
                while piece := opened.read(1 << 20):
                    left -= len(piece)
                    if left < 0:
                        raise InputError(f"The part “{member}” is larger than {most >> 20} MB.")
                    yield piece
        except (*_ZIP_FAILURES, EOFError, zlib.error) as error:
            raise InputError(f"The part “{member}” is damaged.", _AGAIN) from error

    def _read(self, member: str, limit: int) -> bytes:
        try:
            return read_member(self._zipped, member, limit)
        except InputError as error:
            raise InputError(f"“{self._name}”: {error.message}", error.remedy) from error


@contextmanager
def opened_archive(path: Path) -> Iterator[Archive]:
    """Raises InputError where `path` is missing or no sound zip archive."""
    try:
        file: BinaryIO = path.open("rb")
    except OSError as error:
        raise InputError(
            f"“{path}” cannot be opened: {error.strerror}.", "Check the name and the folder."
        ) from error
    with file:
        try:
            zipped = zipfile.ZipFile(file)
        except _ZIP_FAILURES as error:
            raise InputError(
                f"“{path.name}” is no REFI-QDA project: it is damaged, or another kind of file.",
                _AGAIN,
            ) from error
        with zipped:
            yield Archive(zipped, path.name)


def copy_aside(path: Path, wanted: Sequence[AsideFile], folder: Path) -> dict[AsideFile, str]:
    """Copy the members into the folder under names of ours; what became of each, in words."""
    told: dict[AsideFile, str] = {}
    left = _MOST_ASIDE
    with opened_archive(path) as archive:
        for number, each in enumerate(wanted, start=1):
            if not each.member or each in told:
                continue
            kind = re.search(r"\.[A-Za-z0-9]{1,5}$", each.member)
            target = folder / f"{number:03d}{kind[0].lower() if kind else ''}"
            try:
                with whole_file(target, force=False) as out:
                    for piece in archive.chunks(each.member, left):
                        out.write(piece)
                        left -= len(piece)
                told[each] = f"its file is {folder.name}/{target.name}"
            except InputError as error:
                told[each] = f"its file was not copied ({error.message})"
    return told
