r"""Words: `\w+` with inner hyphen, apostrophe, colon or dot, outside (…) and […].

What stands in round or square brackets on one line is the transcriber's ("(skratt)", "[ohörbart]").
"""

import re
from array import array

_WORD_OR_ASIDE = re.compile(r"(\w++(?:[-‐‑'’:.]\w++)*+)|\([^()\n]*\)|\[[^\[\]\n]*\]")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words that lie within `[start, end)`, as half-open spans."""
    stop = len(text) if end is None else end
    return [match.span() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex]


def word_starts(text: str, start: int = 0, end: int | None = None) -> "array[int]":
    """Where each word within `[start, end)` begins: what tables count, compactly (32 bits each)."""
    stop = len(text) if end is None else end
    return array(
        "I",
        [match.start() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex],
    )


def count_words(text: str) -> int:
    return len(word_starts(text))
