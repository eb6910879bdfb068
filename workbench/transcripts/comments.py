"""A Word file with margin comments: its words, and the passages that comments stand on.

Invariant: offsets are half-open code points into the text, which has a line for each paragraph that
holds words, in the normal form of interviews.
"""

from dataclasses import dataclass

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.transcripts.kinds import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment in the margin, or a reply to one."""

    number: int
    """From 1, in the order of the places they stand at."""
    author: str
    text: str
    """As it was typed: paragraphs divided by LF."""
    start: int
    end: int
    """The passage; `start` where the comment stands at a point."""
    parent: int | None = None
    """The number of the comment that it replies to."""


@dataclass(frozen=True, slots=True)
class Commented:
    """The words of a Word file and its comments."""

    text: str
    comments: tuple[Comment, ...]


def read_commented(name: str, data: bytes, *, containment: Containment) -> Commented:
    """Read the comments of a Word file; InputError where it is none, or damaged."""
    if kind_of(name, data) is not Kind.DOCX:
        raise InputError(
            f"“{name}” is no Word file, so its comments cannot be read.",
            "Save it as .docx in Word or LibreOffice.",
        )
    try:
        received = containment.call(
            "workbench.transcripts.readers.docx_comments:parse",
            data,
            name=name,
            options={"name": name},
        )
    except InputError as error:
        if name in error.message:
            raise
        raise InputError(f"“{name}” cannot be read: {error.message}", error.remedy) from error
    if not isinstance(received, dict):
        raise TypeError("not a commented document")
    comments = (Comment(*fields) for fields in received["comments"])
    return Commented(received["text"], tuple(comments))
