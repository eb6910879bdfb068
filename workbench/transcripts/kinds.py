"""Which kind of file the bytes are, whatever the name says.

Invariant: a kind is one that a reader exists for; everything else ends in an InputError with the
remedy.
"""

import re
from collections.abc import Callable
from enum import Enum
from pathlib import PurePath

from workbench.errors import InputError

SUFFIXES = (".docx", ".odt", ".rtf", ".txt", ".md", ".vtt", ".srt")
"""Of the files that can be read."""

_READABLE = ", ".join(SUFFIXES)


class Kind(Enum):
    """A kind of file with a reader of its own."""

    DOCX = ".docx"
    ODT = ".odt"
    RTF = ".rtf"
    TEXT = ".txt"
    MARKDOWN = ".md"
    CAPTIONS = ".vtt"


_BY_SUFFIX = {
    ".docx": Kind.DOCX,
    ".odt": Kind.ODT,
    ".rtf": Kind.RTF,
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".vtt": Kind.CAPTIONS,
    ".srt": Kind.CAPTIONS,
}
_SAVE_AS = "Open it in the program it was made with and save it as .docx."
_OTHER_OFFICE = (
    (b"xl/workbook", "a spreadsheet"),
    (b"ppt/presentation", "a presentation"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "a spreadsheet"),
    (b"application/vnd.oasis.opendocument.presentation", "a presentation"),
)
_SRT = re.compile(r"\s{0,20}\d{1,9}[ \t]*\r?\n\s*\d{1,2}:\d\d:\d\d[.,]\d{1,3}\s*-->")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, data: bytes) -> Kind:
    """The kind of a binary file by its content, of a text file by its suffix.

    Raises InputError where no reader fits: unknown suffix, .doc, .pdf, password, empty.
    """
    suffix = PurePath(name).suffix.casefold()
    if not data.strip(b"\0 \t\r\n") or data in _MARKS:
        raise InputError(f"“{name}” is empty.", "Look for the file that holds the transcript.")
    if suffix not in _BY_SUFFIX and suffix not in (".doc", ".pdf"):
        raise InputError(
            f"“{name}” is no kind of transcript that can be read.", f"Read are {_READABLE}."
        )
    found = _by_content(name, data)
    if found is not None:
        return found
    expected = _BY_SUFFIX.get(suffix)
    if expected in (Kind.DOCX, Kind.ODT) or suffix in (".doc", ".pdf"):
        raise InputError(
            f"“{name}” is damaged: its content is not what {suffix} files hold.",
            "Open it in the program it was made with and save it again as .docx.",
        )
    if expected is Kind.RTF or expected is None:
        # Not RTF in spite of its name: transcripts are often renamed text.
        return Kind.TEXT
    return expected


def kind_of_text(kind: Kind, text: str) -> Kind:
    """Captions are told by their content, whatever the suffix."""
    begins = text[:2000].lstrip("\ufeff \t\r\n")
    if kind is Kind.CAPTIONS:
        # Without a cue it is text that got the suffix, unless it is an empty file of captions.
        empty = begins.startswith("WEBVTT") and not begins.partition("\n")[2].strip()
        return kind if "-->" in text or empty else Kind.TEXT
    if begins.startswith("WEBVTT") and "-->" in text:
        return Kind.CAPTIONS
    return Kind.CAPTIONS if _SRT.match(begins) else kind


def _by_content(name: str, data: bytes) -> Kind | None:
    for magic, answer in _MAGIC:
        if data.startswith(magic):
            return answer(name, data)
    return Kind.RTF if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf") else None


def _zip(name: str, data: bytes) -> Kind:
    # Members are named in the archive's directory, at its end.
    if b"opendocument.text" in data[:200]:
        return Kind.ODT
    if b"word/" in data:
        return Kind.DOCX
    for word, what in _OTHER_OFFICE:
        if word in data:
            raise InputError(f"“{name}” is {what}, not a transcript.", f"Read are {_READABLE}.")
    if b"content.xml" in data or PurePath(name).suffix.casefold() == ".odt":
        return Kind.ODT
    if PurePath(name).suffix.casefold() == ".docx":
        return Kind.DOCX
    raise InputError(
        f"“{name}” is an archive, not a transcript.", "Unpack it and import the files it holds."
    )


def _ole(name: str, data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(
            f"“{name}” is protected by a password.",
            "Open it in Word, remove the password under File, Info, Protect Document, and save it.",
        )
    raise InputError(f"“{name}” is in Word's old format, which cannot be read.", _SAVE_AS)


def _pdf(name: str, _: bytes) -> Kind:
    raise InputError(
        f"“{name}” is a PDF, in which speakers and paragraphs cannot be told apart safely.",
        "Ask for the transcript as .docx or .txt, or open the PDF in Word and save it as .docx.",
    )


_MAGIC: tuple[tuple[bytes, Callable[[str, bytes], Kind]], ...] = (
    (b"PK\x03\x04", _zip),
    (b"PK\x05\x06", _zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _ole),
    (b"%PDF", _pdf),
)
