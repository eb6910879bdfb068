"""A codebook: codes in a tree, each with definition, cues, colour and key.

Invariant: ids are unique in the codebook, names only among siblings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NewType

from workbench.errors import InputError

if TYPE_CHECKING:
    from workbench.model.coding import Polarity  # codings name codes, so it stands above this one

CodeId = NewType("CodeId", str)

_MADE_UP = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
"""Codes made in the workbench have a UUID, so that those of two copies never meet."""


def readable_id(code: CodeId) -> str:
    """The id as it is shown and typed; empty where the program made it up."""
    return "" if _MADE_UP.fullmatch(code) else code


CUE_RULES = ("lemma", "word", "exact", "part", "pattern", "regex")
"""`lemma`: every inflected form, alone or as a part of a compound; `word`: every inflected form,
no compound; `exact`: as written; `part`: a part of a compound, `-möte` the last, `möte-` the first;
`pattern`: a spaCy Matcher pattern as JSON; `regex`: a regular expression."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word, phrase or pattern that points at a code, or away from it."""

    text: str
    """Words, in which … stands for up to three others; for `pattern` and `regex` the expression."""
    rule: str = "lemma"
    """One of CUE_RULES."""
    exclude: bool = False
    """What it hits is no evidence for the code, whatever other cues say."""
    weight: float = 1.0
    """How much a hit counts beside those of other cues, above 0."""
    polarity: "Polarity | None" = None
    """The direction that a hit shows, if the cue says it."""


@dataclass(frozen=True, slots=True)
class Code:
    """One heading of the codebook."""

    id: CodeId
    name: str
    parent: CodeId | None = None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    colour: str = ""
    """`#rrggbb`, or empty for the parent's."""
    key: str = ""
    """The key that codes a passage with it, one character."""
    cues: tuple[Cue, ...] = ()
    memo: str = ""
    revived: bool = False
    """Deleted by one person while another coded with it; kept until someone decides."""

    @property
    def short_name(self) -> str:
        """What it is called where there is little room: its id, or its name if that says more."""
        return readable_id(self.id) or self.name


@dataclass(frozen=True)
class Codebook:
    """Codes in the order of the book, parents before their children."""

    title: str = ""
    language: str = "sv"
    description: str = ""
    sources: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    by_id: dict[CodeId, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {code.id: code for code in self.codes})

    @cached_property
    def _children(self) -> dict[CodeId | None, tuple[Code, ...]]:
        grouped: dict[CodeId | None, list[Code]] = {}
        for code in self.codes:
            grouped.setdefault(code.parent, []).append(code)
        return {parent: tuple(codes) for parent, codes in grouped.items()}

    def children(self, parent: CodeId | None) -> tuple[Code, ...]:
        """The codes directly below `parent`; of None, the top codes."""
        return self._children.get(parent, ())

    def walk(self, parent: CodeId | None = None, depth: int = 0) -> Iterator[tuple[Code, int]]:
        """Each code with its depth (0 = top), parents before children, in the book's order."""
        for code in self.children(parent):
            yield code, depth
            yield from self.walk(code.id, depth + 1)

    def descendants(self, code: CodeId) -> frozenset[CodeId]:
        """The code itself and everything below it."""
        return frozenset([code, *(below.id for below, _ in self.walk(code))])

    def ancestors(self, code: CodeId) -> tuple[CodeId, ...]:
        """The code itself, its parent, and so on up to the top."""
        chain: list[CodeId] = []
        current: CodeId | None = code
        while current is not None and current not in chain:
            chain.append(current)
            current = self.by_id[current].parent if current in self.by_id else None
        return tuple(chain)

    def top(self, code: CodeId) -> CodeId:
        """The top code above `code`, or itself."""
        return self.ancestors(code)[-1]

    def on_one_line(self, one: CodeId, other: CodeId) -> bool:
        """Whether two codes are the same, or one stands above the other."""
        return one in self.ancestors(other) or other in self.ancestors(one)

    def path(self, code: CodeId) -> str:
        """`Struktur/Rutiner`: the names from the top, divided by a slash."""
        chain = reversed(self.ancestors(code))
        return "/".join(self.by_id[each].name if each in self.by_id else each for each in chain)

    def resolve(self, written: str) -> CodeId:
        """Find a code by id, by a path (`STR/rutiner`), or by a name that occurs once.

        Letter case does not matter. Raises InputError when nothing, or more than one code, fits.
        """
        wanted = written.strip().casefold()
        by_id = [code.id for code in self.codes if code.id.casefold() == wanted]
        if by_id:
            return by_id[0]
        found = [code for code in self.codes if code.name.casefold() == wanted]
        if not found and "/" in wanted:
            found = self._by_path([part.strip() for part in wanted.split("/")])
        if len(found) == 1:
            return found[0].id
        if found:
            paths = ", ".join(f"{self.path(code.id)} ({code.id})" for code in found)
            raise InputError(
                f"The code name “{written}” occurs more than once: {paths}.", "Write the id."
            )
        raise InputError(
            f"There is no code “{written}” in the codebook.",
            f"Its top codes are {', '.join(code.id for code in self.children(None))}.",
        )

    def _by_path(self, parts: list[str]) -> list[Code]:
        level = [code for code in self.codes if _answers_to(code, parts[0])]
        for part in parts[1:]:
            level = [
                kid for code in level for kid in self.children(code.id) if _answers_to(kid, part)
            ]
        return level


def _answers_to(code: Code, wanted: str) -> bool:
    last = code.id.rpartition(".")[2]
    return wanted in (code.id.casefold(), code.name.casefold(), last.casefold())
