"""The normal form of a text together with where each of its characters went."""

import unicodedata
from collections.abc import Callable

import regex

from workbench.text.normal import _LINE_ENDS, _UNWANTED_CATEGORIES, normal_text

_CLUSTER = regex.compile(r"\X")


def traced_normal_text(raw: str) -> tuple[str, Callable[[int], int]]:
    """Return `normal_text(raw)`, and a function from offsets into `raw` to offsets into it.

    An offset inside a letter with its accents goes to the end of that letter.
    """
    text = normal_text(raw)
    if text == raw:
        return text, lambda offset: offset
    kept, places = _without_unwanted(raw)
    pieces: list[str] = []
    offsets: list[int] = []
    size = 0
    for found in _CLUSTER.finditer(kept):
        cluster = found.group()
        composed = unicodedata.normalize("NFC", cluster)
        offsets.extend(size + min(at, len(composed)) for at in range(len(cluster)))
        pieces.append(composed)
        size += len(composed)
    offsets.append(size)
    if "".join(pieces) != text:
        # Letters that compose beyond what is one letter to a reader: rare, and slow to trace.
        return text, lambda offset: len(normal_text(raw[: max(0, offset)]))

    def traced(offset: int) -> int:
        return offsets[places[max(0, min(offset, len(raw)))]]

    return text, traced


def _without_unwanted(raw: str) -> tuple[str, list[int]]:
    """The text before composing, and for each offset into `raw` the one into it."""
    kept: list[str] = []
    places: list[int] = []
    ends = {found.start(): found.end() for found in _LINE_ENDS.finditer(raw)}
    second = {end - 1 for start, end in ends.items() if end - start > 1}
    for at, char in enumerate(raw):
        places.append(len(kept))
        if at in second:
            continue
        if at in ends:
            kept.append("\n")
        elif char == "\t":
            kept.append(" ")
        elif unicodedata.category(char) not in _UNWANTED_CATEGORIES:
            kept.append(char)
    places.append(len(kept))
    return "".join(kept), places
