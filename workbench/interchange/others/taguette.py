"""Taguette's project: its database, or the one that it exports (`project.sqlite3`).

Documents are HTML; a highlight's positions are bytes of UTF-8 over the text of it, tags not counted
(Taguette 1.5, `extract`). Who highlighted, and when, stands in the list of commands.
"""

import json
from bisect import bisect_left, bisect_right
from html.parser import HTMLParser
from pathlib import Path

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.interchange.others.databases import read_tables
from workbench.interchange.others.gathering import (
    Gathering,
    Passage,
    Row,
    Text,
    attributes_from,
    by_key,
    number,
    words,
)
from workbench.interchange.study import Arrival
from workbench.interchange.values import moment, one_line

_TABLES = {
    "projects": ("id", "name", "description"),
    "documents": ("id", "project_id", "name", "description", "filename", "contents"),
    "tags": ("id", "project_id", "path", "description"),
    "highlights": ("id", "document_id", "start_offset", "end_offset", "snippet"),
    "highlight_tags": ("highlight_id", "tag_id"),
    "commands": ("project_id", "date", "user_login", "payload"),
    "groups": ("id", "project_id", "path"),
    "document_groups": ("document_id", "group_id"),
}
_BLOCKS = frozenset(
    "address article blockquote body br dd div dl dt figure h1 h2 h3 h4 h5 h6 header hr li main ol"
    " p pre section table tbody td th thead tr ul".split()
)


def read_taguette(path: Path, *, containment: Containment, nobody: str) -> Arrival:
    """Read the one project of a database.

    Errors: InputError where it cannot be read, or holds no project, or more than one.
    """
    tables = read_tables(path, _TABLES, containment=containment)
    projects = tables["projects"]
    if len(projects) != 1:
        listed = ", ".join(f"“{one_line(words(each[1]))}”" for each in projects) or "none"
        raise InputError(
            f"“{path.name}” holds {len(projects)} projects of Taguette: {listed}.",
            "Open the one you mean in Taguette, export it (project.sqlite3) and give that file.",
        )
    _, name, description = projects[0]
    found = Gathering("Taguette", words(name) or path.stem)
    found.memos.append(words(description).strip())
    _tags(found, tables["tags"])
    makers = _makers(tables["commands"])
    tags: dict[object, list[str]] = {}
    for highlight, tag in tables["highlight_tags"]:
        tags.setdefault(highlight, []).append(words(tag))
    groups = by_key(tables["groups"])
    highlights: dict[object, list[Row]] = {}
    for row in tables["highlights"]:
        highlights.setdefault(row[1], []).append(row)
    for document in tables["documents"]:
        identity, _, title, about, _, contents = document
        held = sorted(words(groups[g][2]) for d, g in tables["document_groups"]
                      if d == identity and g in groups)  # fmt: skip
        html = HtmlText(words(contents))
        text = Text(words(title), words(contents).encode(), html.text, known_positions=True)
        text.memos.append(words(about).strip())
        text.attributes = attributes_from([("grupp", "; ".join(held))])
        for key, _, start, end, snippet in highlights.get(identity, ()):
            coder, time = makers.get(number(key), (nobody, ""))
            text.passages.append(
                Passage(
                    html.place(number(start), ahead=True),
                    html.place(number(end), ahead=False),
                    tags.get(key, ()),
                    coder or nobody,
                    HtmlText(words(snippet)).text.strip(),
                    moment(words(time)),
                )
            )
        found.texts.append(text)
    untagged = sum(1 for row in tables["highlights"] if row[0] not in tags)
    if untagged:
        found.changed.append(
            f"{untagged} highlights have no tag: their words are in the interview's memo here."
        )
    return found.arrival()


def _tags(found: Gathering, rows: list[Row] | list[list[str | int | float | None]]) -> None:
    """Tags as codes; `a.b` stands below `a` where there is a tag `a`."""
    by_path = {words(row[2]): words(row[0]) for row in rows}
    for path in sorted(by_path):
        parts = path.split(".")
        above = next(
            (
                ".".join(parts[:size])
                for size in range(len(parts) - 1, 0, -1)
                if ".".join(parts[:size]) in by_path
            ),
            None,
        )
        row = next(each for each in rows if words(each[2]) == path)
        found.add_code(
            by_path[path],
            path if above is None else path[len(above) + 1 :],
            parent=None if above is None else by_path[above],
            definition=words(row[3]),
        )


def _makers(commands: list[list[str | int | float | None]]) -> dict[int, tuple[str, str]]:
    """Who made each highlight, and when: the first command that names it."""
    found: dict[int, tuple[str, str]] = {}
    for _, date, login, payload in commands:
        try:
            facts = json.loads(words(payload))
        except ValueError:
            continue
        if isinstance(facts, dict) and facts.get("type") == "highlight_add":
            found.setdefault(number(facts.get("highlight_id")), (words(login), words(date)))
    return found


class HtmlText(HTMLParser):
    """The text of HTML as people see it, and where bytes of its text nodes went."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._kept: list[str] = []
        self._places: list[int] = []
        """Of each character of the text nodes: where it went."""
        self._bytes: list[int] = []
        """Byte at which each character begins."""
        self._size = 0
        self._preserved = 0
        self.feed(html)
        self.close()
        self.text = "".join(self._kept).rstrip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._break()
        self._preserved += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        self._preserved -= tag == "pre"

    def handle_data(self, data: str) -> None:
        for char in data:
            self._bytes.append(self._size)
            self._size += len(char.encode("utf-8", "replace"))
            self._places.append(len(self._kept))
            if char not in " \t\n\r\f":
                self._kept.append(char)
            elif self._preserved > 0:
                self._kept.append("\n" if char == "\n" else " ")
            elif self._kept and self._kept[-1] not in " \n":
                self._kept.append(" ")

    def _break(self) -> None:
        while self._kept and self._kept[-1] == " ":
            self._kept.pop()
        if self._kept and self._kept[-1] != "\n":
            self._kept.append("\n")

    def place(self, offset: int, *, ahead: bool) -> int:
        """Where a byte of the text nodes stands in `text`; one inside a character goes `ahead`, to
        its end, or back to its beginning."""
        if offset < 0:
            return -1
        if offset >= self._size:
            return len(self.text) + (offset - self._size)
        find = bisect_left if ahead else bisect_right
        at = find(self._bytes, offset) - (0 if ahead else 1)
        return self._places[at] if at < len(self._places) else len(self.text)
