"""Looking for words in a text: as they are written, or as a regular expression.

Invariant: a hit is never empty, and no search holds its thread longer than its time limit; while it
matches, other threads go on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod
from unicodedata import normalize

import regex

from workbench.errors import InputError

TIME_LIMIT = 1.0
"""Seconds that a search may take in one text."""

_LARGEST = 1_000_000
"""Parts an expression may come to: counted repetitions are written out when it is compiled, and
`a{1000000000}` would take all memory there is."""

_COUNTED = regex.compile(r"\{\s*(?:\d*\s*,\s*)?(\d+)\s*,?\s*\}")


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for. Letter case does not matter; å is not a."""

    written: str
    regular: bool = False
    """Whether `written` is a regular expression. Else it occurs as it stands, also inside a word;
    white space in it matches any white space, at its ends also the beginning or end of the text."""

    @property
    def empty(self) -> bool:
        return not self.written.strip()

    def check(self) -> None:
        """Raise InputError where the regular expression cannot be read."""
        _compiled(self.written, regular=self.regular)

    def hits(self, text: str, *, time_limit: float | None = None) -> Iterator[tuple[int, int]]:
        """Where the text (NFC) matches, as half-open spans in order, without overlaps.

        Raises InputError where the regular expression cannot be read, or takes longer than
        `time_limit` seconds, else TIME_LIMIT.
        """
        if self.empty:
            return
        pattern = _compiled(self.written, regular=self.regular)
        limit = TIME_LIMIT if time_limit is None else time_limit
        try:
            for match in pattern.finditer(text, concurrent=True, timeout=limit):
                if match.end() > match.start():
                    yield match.span()
        except TimeoutError:
            raise InputError(
                f"This regular expression takes longer than {limit:g} s in one interview.",
                "Write it without a repetition inside a repetition, such as (a+)+.",
            ) from None


@lru_cache(16)
def _compiled(written: str, *, regular: bool) -> "regex.Pattern[str]":
    source = normalize("NFC", written)
    expression = source if regular else _plain(source)
    if _size(expression) > _LARGEST:
        raise _unreadable(written, "it repeats too much")
    try:
        return regex.compile(expression, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        raise _unreadable(written, str(error)) from error
    except (OverflowError, RecursionError) as error:
        raise _unreadable(written, "it is too large") from error


def _size(expression: str) -> int:
    counts = (int(match[1][:10]) for match in _COUNTED.finditer(expression))
    return len(expression) * prod(max(1, count) for count in counts)


def _unreadable(written: str, why: str) -> InputError:
    shown = written if len(written) <= 60 else written[:59] + "…"
    return InputError(
        f"“{shown}” is no regular expression yet: {why}.",
        "Go on typing, or look for the words as they are written.",
    )


def _plain(written: str) -> str:
    """An expression that matches the words as they stand, over line breaks too."""
    words = r"\s+".join(regex.escape(word, special_only=True) for word in written.split())
    before = r"(?<!\S)" if written[:1].isspace() else ""
    after = r"(?!\S)" if written[-1:].isspace() else ""
    return before + words + after
