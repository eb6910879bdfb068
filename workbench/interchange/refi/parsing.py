"""The XML of a .qde or .qdc as plain lists, made in a child process.

Lenient: element names count without their namespace, GUIDs without braces and case; what is missing
is empty. Nothing is judged here.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.files.archives import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

Plain = dict[str, Any]

_MEDIA = {
    "PictureSource": "picture",
    "PDFSource": "PDF",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_VALUES = (
    "TextValue",
    "BooleanValue",
    "IntegerValue",
    "FloatValue",
    "DateValue",
    "DateTimeValue",
)


def parse(data: bytes, options: Mapping[str, object]) -> Plain:
    """A project or a codebook; `options["name"]` is the file's name, for messages.

    Raises InputError where it is neither.
    """
    name = str(options["name"])
    root = parse_xml(data, name)
    kind = _local(root)
    if kind == "Project":
        return _project(root)
    if kind == "CodeBook":
        return _codebook(root)
    raise InputError(
        f"“{name}” is no REFI-QDA file: it holds <{kind}>.",
        "Export it anew from its program, as REFI-QDA project (.qdpx) or codebook (.qdc).",
    )


def _project(root: "_Element") -> Plain:
    sources = list(_below(root, "Sources"))
    return {
        "kind": "project",
        "name": root.get("name", ""),
        "origin": root.get("origin", ""),
        "user": _guid(root.get("creatingUserGUID")),
        "description": _text(root, "Description"),
        "notes_of": _references(root, "NoteRef"),
        "users": [
            [_guid(each.get("guid")), each.get("name") or each.get("id") or ""]
            for each in _below(root, "Users")
        ],
        "codes": [each for book in _children(root, "CodeBook") for each in _codes(book)],
        "variables": {
            _guid(each.get("guid")): each.get("name", "") for each in _below(root, "Variables")
        },
        "cases": [_case(each) for each in _below(root, "Cases")],
        "texts": [_source(each) for each in sources if _local(each) == "TextSource"],
        "media": [_medium(each) for each in sources if _local(each) in _MEDIA],
        "notes": [_note(each) for each in _below(root, "Notes")],
        "sets": [_set(each) for each in _below(root, "Sets")],
        "links": sum(1 for _ in _below(root, "Links")),
        "graphs": [each.get("name", "") for each in _below(root, "Graphs")],
    }


def _codebook(root: "_Element") -> Plain:
    return {
        "kind": "codebook",
        "origin": root.get("origin", ""),
        "codes": list(_codes(root)),
        "sets": [_set(each) for each in _below(root, "Sets")],
    }


def _codes(book: "_Element") -> Iterator[Plain]:
    for codes in _children(book, "Codes"):
        yield from _codes_below(codes, "")


def _codes_below(element: "_Element", parent: str) -> Iterator[Plain]:
    for each in _children(element, "Code"):
        identity = _guid(each.get("guid"))
        yield {
            "guid": identity,
            "parent": parent,
            "name": each.get("name", ""),
            "colour": each.get("color", "").strip(),
            "codable": each.get("isCodable", "true").strip() not in ("false", "0"),
            "description": _text(each, "Description"),
            "notes": _references(each, "NoteRef"),
        }
        yield from _codes_below(each, identity)


def _case(element: "_Element") -> Plain:
    return {
        "guid": _guid(element.get("guid")),
        "name": element.get("name", ""),
        "description": _text(element, "Description"),
        "codes": _references(element, "CodeRef"),
        "values": _values(element),
        "sources": _references(element, "SourceRef"),
        "selections": _references(element, "SelectionRef"),
    }


def _source(element: "_Element") -> Plain:
    content = next(_children(element, "PlainTextContent"), None)
    return {
        "guid": _guid(element.get("guid")),
        "name": element.get("name", ""),
        "plain": element.get("plainTextPath", ""),
        "rich": element.get("richTextPath", ""),
        "content": None if content is None else _all_text(content),
        "description": _text(element, "Description"),
        "selections": [_selection(each) for each in _children(element, "PlainTextSelection")],
        "codings": [_coding(each) for each in _children(element, "Coding")],
        "notes": _references(element, "NoteRef"),
        "values": _values(element),
    }


def _selection(element: "_Element") -> Plain:
    return {
        "guid": _guid(element.get("guid")),
        "name": element.get("name", ""),
        "description": _text(element, "Description"),
        "start": _number(element.get("startPosition")),
        "end": _number(element.get("endPosition")),
        "user": _guid(element.get("creatingUser")),
        "time": element.get("creationDateTime", ""),
        "codings": [_coding(each) for each in _children(element, "Coding")],
        "notes": _references(element, "NoteRef"),
    }


def _coding(element: "_Element") -> Plain:
    return {
        "guid": _guid(element.get("guid")),
        "user": _guid(element.get("creatingUser")),
        "time": element.get("creationDateTime", ""),
        "code": next(iter(_references(element, "CodeRef")), ""),
        "notes": _references(element, "NoteRef"),
    }


def _medium(element: "_Element") -> Plain:
    return {
        "kind": _MEDIA[_local(element)],
        "name": element.get("name", ""),
        "path": element.get("path", "") or element.get("currentPath", ""),
        "codings": sum(1 for each in element.iter() if _local(each) == "Coding"),
    }


def _note(element: "_Element") -> Plain:
    content = next(_children(element, "PlainTextContent"), None)
    return {
        "guid": _guid(element.get("guid")),
        "name": element.get("name", ""),
        "plain": element.get("plainTextPath", ""),
        "rich": element.get("richTextPath", ""),
        "content": None if content is None else _all_text(content),
        "description": _text(element, "Description"),
    }


def _set(element: "_Element") -> Plain:
    return {
        "name": element.get("name", ""),
        "description": _text(element, "Description"),
        "codes": _references(element, "MemberCode"),
        "sources": _references(element, "MemberSource"),
        "notes": _references(element, "MemberNote"),
    }


def _values(element: "_Element") -> list[list[str]]:
    """GUIDs of variables with their values."""
    found = []
    for held in _children(element, "VariableValue"):
        variable = next(iter(_references(held, "VariableRef")), "")
        value = next((_all_text(each) for each in held if _local(each) in _VALUES), "")
        found.append([variable, value])
    return found


# -- Elements ---------------------------------------------------------------------------------


def _local(element: "_Element") -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # Comments have a function.


def _children(element: "_Element", name: str) -> "Iterator[_Element]":
    return (each for each in element if _local(each) == name)


def _below(root: "_Element", name: str) -> "Iterator[_Element]":
    """What stands in the list `name`."""
    return (each for held in _children(root, name) for each in held if _local(each))


def _text(element: "_Element", name: str) -> str:
    return "".join(_all_text(each) for each in _children(element, name))


def _all_text(element: "_Element") -> str:
    return "".join(element.itertext("*")) if len(element) else element.text or ""


def _references(element: "_Element", name: str) -> list[str]:
    # In a codebook's sets the reference is called `guid`.
    return [_guid(each.get("targetGUID") or each.get("guid")) for each in _children(element, name)]


def _guid(written: str | None) -> str:
    return (written or "").strip().strip("{}").lower()


def _number(written: str | None) -> int | None:
    digits = (written or "").strip()
    sign, body = (-1, digits[1:]) if digits.startswith("-") else (1, digits.removeprefix("+"))
    return sign * int(body) if body.isascii() and body.isdecimal() and len(body) < 12 else None
