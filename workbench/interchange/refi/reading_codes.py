"""Codes of a project or codebook, with what our own notes say about them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.interchange.refi import names, notes
from workbench.interchange.refi.notes import Json
from workbench.interchange.refi.telling import Plain, Report, Words
from workbench.model import Code, Codebook, CodeId

_NAMELESS = "(utan namn)"


@dataclass(frozen=True, slots=True)
class ReadCodes:
    """The codes of a file in its order, and which of them each GUID means."""

    codes: tuple[Code, ...]
    by_guid: dict[str, CodeId]


def read_codes(
    plain: Iterable[Plain],
    *,
    words: Words,
    facts_of: Callable[[Plain], Json],
    memo_of: Callable[[Plain], str],
    report: Report,
) -> ReadCodes:
    """The codes; names that siblings share, and GUIDs that return, are told apart.

    facts_of, memo_of: what our notes, and people's, say about a code.
    """
    reading = _Reading(words, report)
    for each in plain:
        reading.take(each, facts_of(each), memo_of(each))
    reading.tell()
    return ReadCodes(tuple(reading.codes), reading.by_guid)


class _Reading:
    def __init__(self, words: Words, report: Report) -> None:
        self._words = words
        self._report = report
        self.codes: list[Code] = []
        self.by_guid: dict[str, CodeId] = {}
        self._taken: set[CodeId] = set()
        self._siblings: set[tuple[CodeId | None, str]] = set()
        self._headings = 0

    def take(self, plain: Plain, facts: Json, memo: str) -> None:
        identity = plain["guid"]
        code_id = CodeId(
            notes.words(facts, "id").strip() or identity or names.guid("code", plain["name"])
        )
        if code_id in self._taken:
            code_id = CodeId(names.guid("code", code_id, len(self.codes)))
            self._report.changed.append(
                f"Two codes have the GUID of “{plain['name']}”: codings are given to the first."
            )
        self._taken.add(code_id)
        self.by_guid.setdefault(identity, code_id)
        parent = self.by_guid.get(plain["parent"])
        name = self._name(plain["name"], parent)
        colour = plain["colour"] if self._words.own else _six_digits(plain["colour"])
        code = Code(
            id=code_id,
            name=name,
            parent=parent,
            colour=notes.words(facts, "colour") or colour,
            memo=memo,
        )
        self._headings += not plain["codable"]
        self.codes.append(self._described(code, plain["description"], facts))

    def _described(self, code: Code, written: str, facts: Json) -> Code:
        """With what the note says, unless another program has changed the description since."""
        noted = replace(
            code,
            definition=notes.words(facts, "definition"),
            include=notes.words(facts, "include"),
            exclude=notes.words(facts, "exclude"),
            example=notes.words(facts, "example"),
            key=notes.words(facts, "key"),
            cues=notes.cues_from(facts),
        )
        told = self._words.text(written)
        if told in (notes.description(noted, "sv"), notes.description(noted, "en")):
            return noted
        return replace(noted, definition=told, include="", exclude="", example="")

    def _name(self, written: str, parent: CodeId | None) -> str:
        name = self._words.line(written)
        if self._words.own:
            return name
        name = name or _NAMELESS
        wanted, number = name, 2
        while (parent, wanted.casefold()) in self._siblings:
            wanted, number = f"{name} ({number})", number + 1
        self._siblings.add((parent, wanted.casefold()))
        if wanted != name:
            self._report.changed.append(
                f"Two codes of one level are called “{name}”: the second is “{wanted}” here."
            )
        return wanted

    def tell(self) -> None:
        if self._headings:
            self._report.changed.append(
                f"{self._headings} codes are headings that cannot be coded in their program; "
                "here they can."
            )


def arranged(codes: Sequence[Code], facts: Json, *, title: str) -> Codebook:
    """The book with its own fields and, where our note knows it, its order."""
    place = {str(code): at for at, code in enumerate(notes.many(facts, "order"))}
    ordered = sorted(codes, key=lambda code: place.get(code.id, len(place)))
    if any(_before_parent(ordered)):
        ordered = list(codes)
    return Codebook(
        title=notes.words(facts, "title", title),
        language=notes.words(facts, "language", "sv"),
        description=notes.words(facts, "description"),
        sources=tuple(map(str, notes.many(facts, "sources"))),
        codes=tuple(ordered),
    )


def _before_parent(codes: Sequence[Code]) -> Iterable[bool]:
    seen: set[CodeId | None] = {None}
    for code in codes:
        yield code.parent not in seen
        seen.add(code.id)


def _six_digits(colour: str) -> str:
    """`#rrggbb` in small letters; empty for what is no colour."""
    if not notes.is_colour(colour):
        return ""
    digits = colour[1:].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * digit for digit in digits)
