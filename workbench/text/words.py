r"""Words: `\w+` with inner hyphen, apostrophe, colon or dot, outside (…) and […].

What stands in round or square brackets on one line is the transcriber's ("(skratt)", "[ohörbart]").
"""

import re
from array import array
from itertools import accumulate

_WORD = r"(\w++(?:[-‐‑'’:.]\w++)*+)"
_ASIDE = r"\([^()\n]*\)|\[[^\[\]\n]*\]"
_WORD_OR_ASIDE = re.compile(f"{_WORD}|{_ASIDE}")
_CUT = re.compile(f"{_WORD}|({_ASIDE})")


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The words that lie within `[start, end)`, as half-open spans."""
    stop = len(text) if end is None else end
    return [match.span() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex]


def cut_words(text: str) -> tuple[list[str], list[int]]:
    """The words of a whole text and where each begins: as `word_spans`, for very many."""
    pieces = _CUT.split(text)
    words, asides = pieces[1::3], pieces[2::3]
    ends = accumulate(
        len(between) + len(word or aside)
        for between, word, aside in zip(pieces[0::3], words, asides, strict=False)
    )
    begins = [end - len(word) if word else -1 for end, word in zip(ends, words, strict=True)]
    if -1 in begins:
        return [word for word in words if word], [begin for begin in begins if begin >= 0]
    return words, begins


def word_starts(text: str, start: int = 0, end: int | None = None) -> "array[int]":
    """Where each word within `[start, end)` begins: what tables count, compactly (32 bits each)."""
    stop = len(text) if end is None else end
    return array(
        "I",
        [match.start() for match in _WORD_OR_ASIDE.finditer(text, start, stop) if match.lastindex],
    )


def count_words(text: str) -> int:
    return len(word_starts(text))
