"""The names both directions know: namespaces, GUIDs, the names of our notes, what XML can hold."""

import re
from uuid import UUID, uuid5

from workbench.model import CodeId, Coder, Coding, Interview, Span

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "workbench"
"""How the attribute `origin` of our files begins."""

NOTE_PREFIX = "workbench:"
"""How the names of our own notes begin; every other note is a memo that somebody wrote."""
PROJECT_NOTE = "workbench:project"
INTERVIEW_NOTE = "workbench:interview"
CODE_NOTE = "workbench:code"
DIRECTION_NOTE = "workbench:direction"
QUOTABLE_NOTE = "workbench:quotable"
ORIGIN_NOTE = "workbench:origin"
CODEBOOK_SET = "workbench"
"""The set whose description holds what a .qdc has no place for."""

_SPACE = UUID("6b1f6f0e-5f0f-5e0c-9a53-57a1c9a1d0b4")
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# XML 1.0, section 2.2, production Char; the escape sign itself must be told from an escape.
_ESCAPE = "\u241b"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|" + _ESCAPE)
_ESCAPED = re.compile(_ESCAPE + "([0-9a-f]+);")


def guid(*parts: object) -> str:
    """The GUID of what the parts name; the same parts, the same GUID."""
    return str(uuid5(_SPACE, "\0".join(_surrogate_free(str(part)) for part in parts)))


def own_or_made(identity: str, kind: str) -> str:
    """An id that is a GUID already, else one made of it."""
    return identity if _GUID.fullmatch(identity) else guid(kind, identity)


def is_guid(written: str) -> bool:
    return _GUID.fullmatch(written) is not None


def code_guid(code: CodeId) -> str:
    return own_or_made(code, "code")


def coder_guid(coder: Coder) -> str:
    return guid("coder", coder)


def coding_guid(coding: Coding) -> str:
    return own_or_made(coding.id, "coding")


def interview_guid(interview: Interview) -> str:
    return guid("interview", interview.id, interview.text)


def selection_guid(interview: str, span: Span, coder: Coder) -> str:
    return guid("selection", interview, span.start, span.end, coder)


def escaped(text: str) -> str:
    """The text with what XML cannot hold as an escape sign, hexadecimal digits and a semicolon."""
    return _NOT_IN_XML.sub(lambda found: f"{_ESCAPE}{ord(found[0]):x};", text)


def unescaped(text: str) -> str:
    """The text as it was before `escaped`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _surrogate_free(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()
