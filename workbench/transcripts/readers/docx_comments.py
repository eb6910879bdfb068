"""The margin comments of a Word file, with the passages they stand on.

Runs in the child process. Source: ECMA-376-1:2016, 17.13.4 (comments); [MS-DOCX] 2.5.4 for
`commentsExtended`, which tells replies.
"""

import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.files.archives import check_archive
from workbench.text import normal_text
from workbench.transcripts.readers.docx import (
    TRANSPARENT,
    Walker,
    attribute,
    local_name,
    main_part,
    relations,
    relations_part,
    root_of,
)
from workbench.transcripts.readers.gathering import Gathering

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 50_000
"""Comments in a file; nobody writes more."""
_END = "\u2e3b"
"""Keeps white space at the end of a beginning while that is brought into normal form."""


@dataclass(slots=True)
class _Said:
    """A comment as its part has it."""

    author: str
    text: str
    paragraph: str
    """The id of its last paragraph, by which replies name it."""


@dataclass(slots=True)
class _Place:
    start: int
    end: int


def parse(data: bytes, options: dict[str, object]) -> dict[str, object]:
    """`text` and `comments` (the fields of `Comment`); `options["name"]` is the file's name."""
    name = str(options["name"])
    check_archive(data, name=name)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = main_part(archive, name)
        parts = dict(relations(archive, relations_part(main), main.rpartition("/")[0], name))
        members = set(archive.namelist())
        walker = _CommentWalker()
        root = root_of(archive, main, name)
        body = next((child for child in root if local_name(child) == "body"), None)
        if body is None:
            raise InputError(f"“{name}” is damaged: it has no text.", "Save it again in Word.")
        walker.container(body)
        walker.finish()
        said: dict[str, _Said] = {}
        if parts.get("comments") in members:
            said = _comments(root_of(archive, parts["comments"], name))
        replies: dict[str, str] = {}
        if parts.get("commentsExtended") in members:
            replies = _replies(root_of(archive, parts["commentsExtended"], name))
    if len(said) > _MOST:
        raise InputError(f"“{name}” has more than {_MOST} comments.", "Divide the file.")
    return {"text": walker.text, "comments": _listed(said, walker.places, replies)}


def _comments(root: "_Element") -> dict[str, _Said]:
    """Comments by id."""
    found: dict[str, _Said] = {}
    for comment in root:
        number = attribute(comment, "id") if local_name(comment) == "comment" else None
        if number is None:
            continue
        paragraphs = [each for each in comment.iter() if local_name(each) == "p"]
        last = attribute(paragraphs[-1], "paraId") if paragraphs else None
        found[number] = _Said(
            normal_text(attribute(comment, "author") or "").strip(),
            "\n".join(map(_typed, paragraphs)),
            (last or "").upper(),
        )
    return found


def _typed(paragraph: "_Element") -> str:
    """A comment's paragraph as it was typed."""
    written = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
    pieces = []
    for run in paragraph.iter():
        before = ""
        for node in run if local_name(run) == "r" else ():
            name = local_name(node)
            if name == "t":
                # LibreOffice loses the breaks of a comment made by a macro, not their places.
                pieces.append(("\n" if before == "t" else "") + (node.text or ""))
            elif name in written:
                pieces.append(written[name])
            before = name
    return "".join(pieces)


def _replies(root: "_Element") -> dict[str, str]:
    """Last paragraph of a reply -> last paragraph of the comment it answers."""
    found = {}
    for each in root:
        own, parent = attribute(each, "paraId"), attribute(each, "paraIdParent")
        if own and parent:
            found[own.upper()] = parent.upper()
    return found


def _listed(
    said: dict[str, _Said], places: dict[str, _Place], replies: dict[str, str]
) -> list[list[object]]:
    """The comments in the order of their places; a reply after what it answers."""
    ids = {each.paragraph: number for number, each in said.items() if each.paragraph}
    parents = {
        number: ids[replies[each.paragraph]]
        for number, each in said.items()
        if replies.get(each.paragraph) in ids
    }

    def place_of(number: str) -> _Place:
        parent = parents.get(number)
        own = places.get(number)
        if own is None or (own.start == own.end and parent in places):
            own = places.get(parent or "", own)
        return own or _Place(0, 0)

    def order_of(number: str) -> tuple[int, int]:
        place = place_of(number)
        return place.start, -place.end

    order = sorted(said, key=order_of)
    numbers = {number: at for at, number in enumerate(order, 1)}
    return [
        [
            numbers[number],
            said[number].author,
            said[number].text,
            place_of(number).start,
            place_of(number).end,
            numbers.get(parents.get(number, "")),
        ]
        for number in order
    ]


class _CommentWalker(Walker):
    """Walks the body as any transcript's, and writes down where comments begin and end."""

    def __init__(self) -> None:
        super().__init__(Gathering())
        self.places: dict[str, _Place] = {}
        self._lines: list[str] = []
        self._length = 0
        self._marks: list[tuple[str, str, int]] = []
        """Kind, comment and number of pieces before it, in the paragraph at hand."""

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    def container(self, element: "_Element") -> None:
        for child in element:
            name = local_name(child)
            if name.startswith("comment"):
                self._mark(child)
            elif name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name == "sdt" or name in TRANSPARENT:
                self.container(child)

    def _inner(self, element: "_Element", *, bold: bool) -> None:
        name = local_name(element)
        if name.startswith("comment"):
            self._mark(element)
        elif name in ("del", "moveFrom"):
            for each in element.iter():
                if local_name(each).startswith("comment"):
                    self._mark(each)
        else:
            super()._inner(element, bold=bold)

    def _run_content(self, element: "_Element", *, bold: bool) -> None:
        super()._run_content(element, bold=bold)
        for child in element:
            if local_name(child) == "commentReference":
                self._mark(child)

    def _mark(self, element: "_Element") -> None:
        number = attribute(element, "id")
        if number is not None:
            self._marks.append((local_name(element), number, len(self._pieces)))

    def _end_paragraph(self, *, heading: bool) -> None:
        pieces = [text for text, _bold in self._pieces]
        whole = normal_text("".join(pieces))
        line = whole.strip()
        lead = len(whole) - len(whole.lstrip())
        begin = self._length + (1 if self._lines and line else 0)
        for kind, number, count in self._marks:
            before = len(normal_text("".join(pieces[:count]) + _END)) - 1
            at = begin + min(max(before - lead, 0), len(line)) if line else self._length
            self._place(kind, number, at)
        if line:
            self._lines.append(line)
            self._length = begin + len(line)
        self._pieces = []
        self._marks = []

    def _place(self, kind: str, number: str, at: int) -> None:
        if number not in self.places:
            self.places[number] = _Place(at, at)
        elif kind == "commentRangeEnd":
            self.places[number].end = max(at, self.places[number].start)

    def _cell(self, element: "_Element") -> str:
        self.container(element)
        return ""
