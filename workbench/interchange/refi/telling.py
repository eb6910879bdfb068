"""What a file says about itself while it is read: users, notes, and the report as it grows."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.errors import InputError
from workbench.files.decoding import decode
from workbench.interchange.refi import names
from workbench.interchange.refi.archive import Archive
from workbench.interchange.refi.names import unescaped
from workbench.interchange.study import DoubtfulSelection
from workbench.model import Coder
from workbench.text import normal_text

Plain = dict[str, Any]

_LONGEST_NAME = 100


@dataclass(slots=True)
class Report:
    """Grows while the file is read."""

    changed: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    doubtful: list[DoubtfulSelection] = field(default_factory=list)


class Words:
    """Strings of the file as we keep them.

    Our own come back letter by letter; of others line ends become LF and letters are composed.
    """

    def __init__(self, own: bool) -> None:
        self.own = own

    def line(self, written: str) -> str:
        """A name or value on one line."""
        return unescaped(written) if self.own else " ".join(normal_text(written).split())

    def text(self, written: str) -> str:
        if self.own:
            return unescaped(written)
        unified = written.replace("\r\n", "\n").replace("\r", "\n").strip()
        return unicodedata.normalize("NFC", unified)


class Users:
    """Whose the codings are; people without a name, or with another's, get one of their own."""

    def __init__(
        self, users: Iterable[Sequence[str]], *, words: Words, nobody: str, report: Report
    ) -> None:
        """nobody: whose what nobody signed is."""
        self._nobody = Coder(nobody)
        self._by_guid: dict[str, Coder] = {}
        self._report = report
        self.unsigned = 0
        """Codings that name no known user."""
        taken: set[str] = set()
        for number, (identity, written) in enumerate(users, start=1):
            name = words.line(written)
            name = name if words.own else name[:_LONGEST_NAME].strip() or f"user {number}"
            if not words.own and name in taken:
                renamed = next(
                    f"{name} ({at})" for at in range(2, 10_000) if f"{name} ({at})" not in taken
                )
                report.changed.append(
                    f"Two users are called “{name}”: the second is “{renamed}” here."
                )
                name = renamed
            taken.add(name)
            self._by_guid[identity] = Coder(name)

    def of(self, *signatures: str) -> Coder:
        """The first of these users that is known."""
        for identity in signatures:
            if identity in self._by_guid:
                return self._by_guid[identity]
        self.unsigned += 1
        return self._nobody

    def tell(self) -> None:
        if self.unsigned:
            self._report.changed.append(
                f"{self.unsigned} codings name no user of the file: "
                f"they are “{self._nobody}”'s here."
            )


class Notes:
    """The file's notes: our own by name, everybody's as the words of a memo."""

    def __init__(
        self, plain: Iterable[Plain], *, words: Words, archive: Archive, report: Report
    ) -> None:
        self._by_guid = {each["guid"]: each for each in plain}
        self._words = words
        self._archive = archive
        self._report = report
        self._used: set[str] = set()
        self._contents: dict[str, str] = {}

    def own(self, references: Iterable[str], name: str) -> str:
        """The content of the first of these notes with the name; empty without one."""
        for identity in references:
            note = self._by_guid.get(identity)
            if note is not None and note["name"] == name:
                return self._words.text(self._content(note))
        return ""

    def memo(self, references: Iterable[str]) -> str:
        """What people wrote in these notes, one below the other."""
        found = []
        for identity in dict.fromkeys(references):
            note = self._by_guid.get(identity)
            if note is None or note["name"].startswith(names.NOTE_PREFIX):
                continue
            self._used.add(identity)
            content = self._words.text(self._content(note))
            title = "" if self._words.own else self._words.line(note["name"])
            if title and not content.startswith(title):
                content = f"{title}\n{content}".strip()
            if content:
                found.append(content)
        return "\n\n".join(found)

    def unused(self) -> list[str]:
        """Notes of people that nothing refers to."""
        return [
            identity
            for identity, note in self._by_guid.items()
            if identity not in self._used and not note["name"].startswith(names.NOTE_PREFIX)
        ]

    def _content(self, note: Plain) -> str:
        identity = note["guid"]
        if identity not in self._contents:
            self._contents[identity] = self._read(note)
        return self._contents[identity]

    def _read(self, note: Plain) -> str:
        if note["content"] is not None:
            return str(note["content"])
        member = self._archive.member(note["plain"]) if note["plain"] else ""
        if not member:
            if note["rich"]:
                self._report.aside.append(
                    f"The note “{note['name']}” has no plain text: only its name is read."
                )
            return str(note["description"])
        try:
            data = self._archive.text(member)
            return decode(data, name=note["name"] or member).text
        except InputError as error:
            self._report.aside.append(f"The note “{note['name']}” cannot be read: {error.message}")
            return ""
