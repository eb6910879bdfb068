"""A query cut into words: parentheses, quoted strings, and everything else up to white space.

Invariant: every word knows where it stands in the query, so that an error can point at it.
"""

from dataclasses import dataclass

from workbench.errors import QueryError

_OPENING = frozenset('"“”„')
_CLOSING = _OPENING
_PARENTHESES = frozenset("()")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of the query without white space outside quotation marks."""

    start: int
    end: int
    value: str
    """Without the quotation marks."""
    quoted: tuple[bool, ...]
    """For each character of `value`, whether it stood between quotation marks."""

    @property
    def bare(self) -> str:
        """The word in lower case where it is written plainly; empty where any of it is quoted."""
        return "" if any(self.quoted) or not self.value else self.value.casefold()

    def cut(self, sign: str) -> "tuple[str, Word] | None":
        """What stands before the first unquoted `sign`, and the word after it."""
        for at, char in enumerate(self.value):
            if char == sign and not self.quoted[at]:
                return self.value[:at], self.behind(at + 1)
        return None

    def behind(self, at: int) -> "Word":
        """The word without its first characters; where it stands stays the whole word's place."""
        return Word(self.start, self.end, self.value[at:], self.quoted[at:])


def cut_query(query: str) -> list[Word]:
    """The words in order. Raises QueryError where a quotation mark is not closed."""
    words: list[Word] = []
    at = 0
    while at < len(query):
        if query[at].isspace():
            at += 1
        elif query[at] in _PARENTHESES:
            words.append(Word(at, at + 1, query[at], (False,)))
            at += 1
        else:
            words.append(_word(query, at))
            at = words[-1].end
    return words


def _word(query: str, start: int) -> Word:
    value: list[str] = []
    quoted: list[bool] = []
    at = start
    while at < len(query) and not query[at].isspace() and query[at] not in _PARENTHESES:
        if query[at] not in _OPENING:
            value.append(query[at])
            quoted.append(False)
            at += 1
            continue
        inner, at = _string(query, at)
        value += inner
        quoted += [True] * len(inner)
    return Word(start, at, "".join(value), tuple(quoted))


def _string(query: str, start: int) -> tuple[str, int]:
    r"""What stands between two quotation marks, and where it ends; `\"` is a mark within."""
    inner: list[str] = []
    at = start + 1
    while at < len(query):
        if query[at] in _CLOSING:
            return "".join(inner), at + 1
        if query[at] == "\\" and query[at + 1 : at + 2] in _CLOSING and at + 1 < len(query):
            at += 1
        inner.append(query[at])
        at += 1
    raise QueryError(
        "the quotation mark is not closed.",
        "Set another behind the last of the words.",
        query=query,
        start=start,
        end=len(query),
    )
