"""Zip archives (docx, xlsx, odt) and the XML in them, read with suspicion.

Invariant: the sizes an archive declares are checked before anything is unpacked, nothing is read
beyond a limit whatever is declared, and no XML reaches out of its own bytes.
"""

import io
import struct
import zipfile
from typing import TYPE_CHECKING

from workbench.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMIT = 200_000_000
"""Bytes an archive may hold when unpacked."""

_MANY_MEMBERS = 10_000
_FREE_OF_RATIO = 20_000_000
"""Bytes up to which any ratio is harmless."""
_STEEP_RATIO = 150
"""Unpacked to packed; the XML of a word processor reaches 40."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AGAIN = "Open it in the program it was made with, save it anew and use the new file."
_ZIP_FAILURES = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
"""What zipfile raises on damaged archives (UnicodeDecodeError is a ValueError)."""


def check_archive(data: bytes, *, name: str, limit: int = LIMIT) -> None:
    """Refuse bytes that are no sound, plain zip archive of at most `limit` bytes unpacked.

    `name` is the file's, for messages. Raises InputError: empty, encrypted, an old Office file,
    another kind of file, damaged, or too large.
    """
    _refuse_other_kinds(data, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members, packed=len(data), name=name, limit=limit)
            if any(member.flag_bits & 1 for member in members) or _odf_is_encrypted(archive):
                raise _encrypted(name)
    except _ZIP_FAILURES as error:
        raise InputError(f"“{name}” is damaged or was not copied whole.", _SAVE_AGAIN) from error


def read_member(archive: zipfile.ZipFile, name: str, limit: int = LIMIT) -> bytes:
    """The bytes of the member `name`; raises InputError when there are more than `limit`.

    Also where the member is missing or damaged.
    """
    try:
        with archive.open(name) as member:
            data = member.read(limit + 1)
    except KeyError as error:
        raise InputError(f"The archive has no part “{name}”.", _SAVE_AGAIN) from error
    except _ZIP_FAILURES + _inflate_failures() as error:
        raise InputError(f"The part “{name}” of the archive is damaged.", _SAVE_AGAIN) from error
    if len(data) > limit:
        raise InputError(
            f"The part “{name}” of the archive unpacks to more than {limit // 1_000_000} MB.",
            "Take out pictures, or split the file.",
        )
    return data


def parse_xml(data: bytes, name: str) -> "_Element":
    """The root of the XML in `data`; nothing outside it is looked at.

    `name` is the file's, for messages. Raises InputError where it is not well-formed, or where its
    document type declares entities: word processors declare none, attackers do.
    """
    from lxml import etree  # slow to import

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"“{name}” is damaged: its XML breaks off at line {error.lineno}.", _SAVE_AGAIN
        ) from error
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and next(internal.iterentities(), None) is not None:
        raise InputError(f"“{name}” is refused: its XML declares entities.", _SAVE_AGAIN)
    return root


def _refuse_other_kinds(data: bytes, *, name: str) -> None:
    if not data:
        raise InputError(f"“{name}” is empty.", "Copy the file once more.")
    if data.startswith(_OLE):
        raise _ole(data, name)
    start = data[:256].lstrip().lower()
    if start.startswith(b"%pdf"):
        raise InputError(f"“{name}” is a PDF.", "Export it from its program as .docx or .txt.")
    if start.startswith(b"{\\rtf"):
        raise InputError(f"“{name}” is an RTF file, whatever its name.", "Name it .rtf.")
    if start.startswith((b"<html", b"<!doctype html")):
        raise InputError(f"“{name}” is a web page, whatever its name.", _SAVE_AGAIN)


def _ole(data: bytes, name: str) -> InputError:
    """Office files of before 2007, and encrypted ones of today, share this container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _encrypted(name)
    if "WordDocument".encode("utf-16-le") in data:
        return InputError(f"“{name}” is in Word's format of before 2007.", "Save it as .docx.")
    if any(part.encode("utf-16-le") in data for part in ("Workbook", "Book")):
        return InputError(f"“{name}” is in Excel's format of before 2007.", "Save it as .xlsx.")
    return InputError(f"“{name}” is in an Office format of before 2007.", "Save it as .docx.")


def _encrypted(name: str) -> InputError:
    return InputError(
        f"“{name}” is encrypted.", "Open it with its password and save it without one."
    )


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int, name: str, limit: int) -> None:
    if len(members) > _MANY_MEMBERS:
        raise InputError(f"“{name}” holds {len(members)} parts; no document does.", _SAVE_AGAIN)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limit:
        raise InputError(
            f"“{name}” unpacks to {unpacked // 1_000_000} MB; {limit // 1_000_000} MB are allowed.",
            "Take out pictures, or split the file.",
        )
    if unpacked > _FREE_OF_RATIO and unpacked > _STEEP_RATIO * packed:
        raise InputError(
            f"“{name}” is refused: {packed // 1000} kB that unpack to {unpacked // 1_000_000} MB "
            "are made to fill the memory.",
            _SAVE_AGAIN,
        )


def _odf_is_encrypted(archive: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in archive.namelist() and b"encryption-data" in read_member(
        archive, manifest, 5_000_000
    )


def _inflate_failures() -> tuple[type[Exception], ...]:
    import lzma  # only archives need them
    import zlib

    return (zlib.error, lzma.LZMAError)
