"""Reading a query: words to a tree, with errors that point at the word.

The grammar (docs/find.md):

    query     := [either] ["where" condition+]
    either    := all {"or" all}
    all       := part {"and" part}
    part      := "not" part | related
    related   := term {["not"] ("near" [":" reach] | "within" | "followed" "by" [":" reach]) term}
    term      := "(" query ")" | code | "text:" words | "regex:" expression | "speaker:" label
               | "quotable" | "memo" [":" words] | "@" name
    condition := ["not"] (attribute "=" value | "text:" words | "regex:" expression
               | "speaker:" label | "quotable" | "memo" [":" words])
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workbench.analysis.queries import (
    And,
    Attribute,
    Coded,
    Condition,
    Distance,
    Filtered,
    Marked,
    Node,
    Not,
    Noted,
    Or,
    Query,
    Related,
    Said,
    SpokenBy,
)
from workbench.analysis.queries_words import Word, cut_query
from workbench.errors import InputError, QueryError
from workbench.model import Codebook
from workbench.text import fold
from workbench.text.searching import Search

SPEAKER = "deltagare"
INTERVIEW = "intervju"
_SAME = {"speaker": SPEAKER, "participant": SPEAKER, "interview": INTERVIEW}
_REACH = re.compile(r"(\d{1,6})(t|turns?|w|words?)?")
_SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "0": "0", "?": ""}
_JOINING = frozenset({"and", "or", "near", "within", "followed", "where"})
_DEEPEST = 40
"""Parentheses within parentheses, and saved queries within saved queries."""


def read_query(
    written: str, codebook: Codebook, *, saved: Mapping[str, str] | None = None
) -> Query:
    """Read a query; codes are looked up in the codebook, `@name` in `saved`.

    Raises QueryError, which points at the word.
    """
    return Query(written, _Reader(written, codebook, saved or {}).query())


@dataclass(slots=True)
class _Reader:
    written: str
    codebook: Codebook
    saved: Mapping[str, str]
    within: tuple[str, ...] = ()
    """Names of the saved queries that are being read."""
    stands: tuple[int, int] | None = None
    """Where the name of the saved query stands in the query that was asked."""
    words: list[Word] = field(init=False)
    at: int = 0
    depth: int = 0

    def __post_init__(self) -> None:
        self.words = cut_query(self.written)

    def query(self) -> Node:
        if not self.words:
            raise self._error("the query is empty.", "Write a code, such as STR.")
        node = self._filtered()
        if self.at < len(self.words):
            raise self._unexpected()
        return node

    # -- What binds loosest comes first ---------------------------------------------------------

    def _filtered(self) -> Node:
        found: Node = Coded(None) if self._is("where") else self._either()
        while self._take("where"):
            found = Filtered(found, self._conditions())
        return found

    def _either(self) -> Node:
        parts = [self._all()]
        while self._take("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._part()]
        while self._take("and"):
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _part(self) -> Node:
        if not self._take("not"):
            return self._related()
        self._deeper()
        part = self._part()
        self.depth -= 1
        return part.part if isinstance(part, Not) else Not(part)

    def _related(self) -> Node:
        node = self._term()
        while (relation := self._relation()) is not None:
            kind, reach, distance, negated = relation
            if self._is("not"):
                raise self._error(
                    "“not” cannot stand here.",
                    "Write it before near, within or followed by, or use parentheses.",
                )
            node = Related(kind, node, self._term(), reach, distance, negated)
        return node

    def _relation(
        self,
    ) -> tuple[Literal["near", "within", "followed"], int, Distance, bool] | None:
        negated = self._is("not") and self._head(self.at + 1) in ("near", "within", "followed")
        begun = self.at
        self.at += negated
        head = self._head(self.at)
        if head == "within" and self._take("within"):
            return "within", 0, "turns", negated
        if head == "near":
            return "near", *self._reach(self._next()), negated
        if head == "followed":
            self._next()
            if self._head(self.at) != "by":
                raise self._error("“by” is missing.", "Write `followed by`, or `followed by:2`.")
            return "followed", *self._reach(self._next()), negated
        self.at = begun
        return None

    def _reach(self, word: Word) -> tuple[int, Distance]:
        cut = word.cut(":")
        if cut is None:
            return 1, "turns"
        match = _REACH.fullmatch(cut[1].value.casefold())
        if match is None:
            raise self._error(
                "this is no distance.", "Write near:2 (turns) or near:20w (words).", word=word
            )
        return int(match[1]), "words" if (match[2] or "").startswith("w") else "turns"

    # -- Terms ----------------------------------------------------------------------------------

    def _term(self) -> Node:
        if self.at >= len(self.words):
            raise self._error(
                "something is missing here.", 'Write a code, text:"…" or a parenthesis.'
            )
        if self._take("("):
            self._deeper()
            node = self._filtered()
            if not self._take(")"):
                raise self._error("a closing parenthesis is missing.", "Write ) where it ends.")
            self.depth -= 1
            return node
        word = self._next()
        if word.bare in _JOINING | {"not", ")"} or self._head_of(word) in ("near", "followed"):
            raise self._error("a code or text: is missing before this.", "Write one.", word=word)
        return self._named(word) or self._code(word)

    def _named(self, word: Word) -> Node | None:
        """A term that says by its first word what it is."""
        if word.bare in ("quotable", "memo"):
            return Marked() if word.bare == "quotable" else Noted()
        if word.value.startswith("@") and not word.quoted[0]:
            return self._saved(word)
        cut = word.cut(":")
        return None if cut is None else self._headed(word, cut[0], cut[1])

    def _headed(self, word: Word, name: str, rest: Word) -> Node:
        """`text:"ringa"` and the like."""
        kind = _SAME.get(name.casefold(), name.casefold())
        if kind in ("text", "regex"):
            return Said(self._search(rest, regular=kind == "regex"))
        if kind == "memo":
            return Noted(self._search(rest))
        if kind == SPEAKER:
            return SpokenBy(fold(self._filled(rest).strip()), self._place(word))
        raise self._error(
            f"there is no “{name}:”.",
            "There are text:, regex:, speaker: and memo:; a code with a colon goes between"
            " quotation marks.",
            word=word,
        )

    def _search(self, word: Word, *, regular: bool = False) -> Search:
        search = Search(self._filled(word), regular=regular)
        try:
            search.check()
        except InputError as error:
            raise self._error(
                error.message, "Look for the words as they are written.", word=word
            ) from None
        return search

    def _filled(self, word: Word) -> str:
        if not word.value.strip():
            raise self._error("there is nothing behind the sign.", 'Write text:"words".', word=word)
        return word.value

    def _saved(self, word: Word) -> Node:
        name = word.value[1:]
        known = {fold(each): each for each in self.saved}
        if fold(name) not in known:
            names = ", ".join(f"@{each}" for each in self.saved) or "none yet"
            raise self._error(f"no query is kept under “{name}”.", f"There are {names}.", word=word)
        if fold(name) in self.within or len(self.within) >= _DEEPEST:
            raise self._error("this query would look for itself.", "Write its words.", word=word)
        inner = self.saved[known[fold(name)]]
        reader = _Reader(
            inner, self.codebook, self.saved, (*self.within, fold(name)), self._place(word)
        )
        try:
            return reader.query()
        except QueryError as error:
            raise self._error(
                f"in “{inner}”, {error.message[0].lower()}{error.message[1:]}", word=word
            ) from None

    def _code(self, word: Word) -> Coded:
        alone = word.value.startswith("=") and not word.quoted[0]
        named = word.behind(1) if alone else word
        value, directions = _directions(named, self.codebook)
        if value == "*":
            return Coded(None, directions)
        try:
            code = self.codebook.resolve(value)
        except InputError as error:
            raise self._error(
                f"{error.message[0].lower()}{error.message[1:]}", error.remedy, word=word
            ) from None
        codes = frozenset([code]) if alone else self.codebook.descendants(code)
        return Coded(codes, directions)

    # -- Conditions -----------------------------------------------------------------------------

    def _conditions(self) -> tuple[Condition, ...]:
        """Values of one attribute mean or, everything else and."""
        found: list[Condition] = []
        while self.at < len(self.words) and not self._is(")") and not self._is("where"):
            if self._take("and"):
                continue
            negated = self._take("not")
            found.append(Condition(self._condition(), negated))
        if not found:
            raise self._error(
                "a condition is missing.", "Write ATTRIBUTE=VALUE, such as kommun=Eksjö."
            )
        return tuple(found)

    def _condition(self) -> Attribute | Said | Marked | Noted:
        if self.at >= len(self.words):
            raise self._error(
                "a condition is missing.", "Write ATTRIBUTE=VALUE, such as kommun=Eksjö."
            )
        word = self._next()
        equals, colon = word.cut("="), word.cut(":")
        if equals is not None and (colon is None or len(equals[0]) < len(colon[0])):
            name = fold(equals[0].strip())
            value = fold(equals[1].value.strip())
            if not name:
                raise self._error(
                    "the attribute's name is missing.", "Write kommun=Eksjö.", word=word
                )
            return Attribute(_SAME.get(name, name), frozenset([value]), self._place(word))
        if word.bare != "or" and (node := self._condition_term(word, colon)) is not None:
            return node
        raise self._error(
            "this is no condition.",
            'After “where” write ATTRIBUTE=VALUE, text:"words", quotable or memo; several values'
            " of one attribute mean or.",
            word=word,
        )

    def _condition_term(
        self, word: Word, colon: tuple[str, Word] | None
    ) -> Attribute | Said | Marked | Noted | None:
        if colon is None and word.bare not in ("quotable", "memo"):
            return None
        node = self._named(word)
        if isinstance(node, SpokenBy):
            return Attribute(SPEAKER, frozenset([node.label]), node.at)
        return node if isinstance(node, (Said, Marked, Noted)) else None

    # -- Words ----------------------------------------------------------------------------------

    def _place(self, word: Word) -> tuple[int, int]:
        """Where an error points that is only met when the project is looked at."""
        return self.stands or (word.start, word.end)

    def _next(self) -> Word:
        self.at += 1
        return self.words[self.at - 1]

    def _is(self, bare: str) -> bool:
        return self.at < len(self.words) and self.words[self.at].bare == bare

    def _take(self, bare: str) -> bool:
        taken = self._is(bare)
        self.at += taken
        return taken

    def _head(self, at: int) -> str:
        """The word at a place, up to a colon."""
        return self._head_of(self.words[at]) if at < len(self.words) else ""

    def _head_of(self, word: Word) -> str:
        return word.bare.partition(":")[0]

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._error("there are too many parentheses.", "Keep a part of it with --save.")

    def _unexpected(self) -> QueryError:
        word = self.words[self.at]
        if word.bare == ")":
            return self._error("no parenthesis is open here.", "Take it away, or open one.")
        if word.bare == "not":
            return self._error("something is missing before “not”.", "Write “and not”.")
        return self._error(
            "a word is missing before this.",
            "Write and, or, near:2, within, followed by, or where.",
        )

    def _error(self, problem: str, remedy: str = "", *, word: Word | None = None) -> QueryError:
        here = word or (self.words[self.at] if self.at < len(self.words) else None)
        end = len(self.written)
        return QueryError(
            problem,
            remedy,
            query=self.written,
            start=here.start if here else end,
            end=here.end if here else end,
        )


def _directions(word: Word, codebook: Codebook) -> tuple[str, frozenset[str] | None]:
    """A code's name, and the directions asked for behind it: a code's own name goes first."""
    value = word.value
    found: set[str] = set()
    while len(value) > 1 and not _is_code(value, codebook):
        if value[-1] not in _SIGNS or word.quoted[len(value) - 1]:
            return word.value, None
        found.add(_SIGNS[value[-1]])
        value = value[:-1]
    return value, frozenset(found) or None


def _is_code(value: str, codebook: Codebook) -> bool:
    try:
        codebook.resolve(value)
    except InputError:
        # A name that occurs more than once is a name all the same.
        wanted = value.strip().casefold()
        return any(code.name.casefold() == wanted for code in codebook.codes)
    return True
