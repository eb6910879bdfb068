r"""Words: `\w+` with inner hyphen, apostrophe, colon or dot, outside (…) and […].

What stands in round or square brackets on one line is the transcriber's ("(skratt)", "[ohörbart]").
"""

import re
from array import array
from itertools import accumulate

_WORD = re.compile(r"(\w++(?:[-‐‑'’:.]\w++)*+)")
_ASIDE = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_WORD_OR_ASIDE = re.compile(f"{_WORD.pattern}|{_ASIDE.pattern}")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words that lie within `[start, end)`, as half-open spans."""
    stop = len(text) if end is None else end
    return [match.span() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex]


def cut_words(text: str) -> tuple[list[str], list[int]]:
    """The words of a whole text and where each begins: as `word_spans`, for very many."""
    if "(" in text or "[" in text:
        text = _ASIDE.sub(lambda aside: " " * len(aside[0]), text)
    pieces = _WORD.split(text)
    return pieces[1::2], list(accumulate(map(len, pieces)))[0:-1:2]


def word_starts(text: str, start: int = 0, end: int | None = None) -> "array[int]":
    """Where each word within `[start, end)` begins: what tables count, compactly (32 bits each)."""
    stop = len(text) if end is None else end
    return array(
        "I",
        [match.start() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex],
    )


def count_words(text: str) -> int:
    return len(word_starts(text))
