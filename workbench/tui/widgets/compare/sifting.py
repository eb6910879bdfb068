"""Which disagreements the words typed leave. Pure.

`STR` and `07`, `eksjö`, `boundaries`, `open` or `settled` are words like any other; `kommun=Eksjö`
means one attribute, `STR|KUN` the first coder's code and the second's (`_` for a space in a name),
`>20` and `<20` characters.
"""

import re
from collections.abc import Callable, Iterable

from workbench.model import Codebook, CodeId, Coding, interview_key
from workbench.text import fold, without_dots
from workbench.text.translation import _
from workbench.tui.widgets.compare.listed import NOBODY, Listed, code_name, told_kind

_SIZE = re.compile(r"([<>])(\d+)")
_NO_CODE = {"", NOBODY, "-", "−"}

Condition = Callable[[Listed], bool]


def code_word(code: CodeId, codebook: Codebook) -> str:
    """What a code is called, as one word."""
    return "_".join(code_name(code, codebook).split())


def sifted(rows: Iterable[Listed], written: str, codebook: Codebook) -> list[Listed]:
    """The rows that answer to every word, in their order."""
    conditions = [_condition(word, codebook) for word in written.split()]
    return [row for row in rows if all(holds(row) for holds in conditions)]


def _condition(word: str, codebook: Codebook) -> Condition:
    size = _SIZE.fullmatch(word)
    if size is not None:
        return _of_size(size[1], int(size[2]))
    if "|" in word:
        first, _bar, second = word.partition("|")
        return _of_codes(fold(first), fold(second), codebook)
    if "=" in word:
        name, _sign, value = word.partition("=")
        return _of_attribute(fold(name), fold(value))
    return _of_word(fold(word), codebook)


def _of_size(sign: str, size: int) -> Condition:
    if sign == ">":
        return lambda row: row.disagreement.size > size
    return lambda row: row.disagreement.size < size


def _of_codes(first: str, second: str, codebook: Codebook) -> Condition:
    """What stands opposite each other; an empty side or a dash is nothing, for some words."""

    def named(code: CodeId, word: str) -> bool:
        return word in _names_of(code, codebook)

    def holds(row: Listed) -> bool:
        one, other = row.disagreement.first, row.disagreement.second
        if second in _NO_CODE:
            return one is not None and named(one.code, first) and _reaches_beyond(one, other)
        if first in _NO_CODE:
            return other is not None and named(other.code, second) and _reaches_beyond(other, one)
        return any(named(mine, first) and named(hers, second) for mine, hers in row.met)

    return holds


def _reaches_beyond(coding: Coding, other: Coding | None) -> bool:
    return other is None or not other.span.contains(coding.span)


def _names_of(code: CodeId, codebook: Codebook) -> set[str]:
    """What a code, and each above it, is called as one word."""
    line = [code]
    known = codebook.by_id.get(code)
    while known is not None and known.parent is not None:
        line.append(known.parent)
        known = codebook.by_id.get(known.parent)
    return {fold(code_word(each, codebook)) for each in line}


def _of_attribute(name: str, value: str) -> Condition:
    """An attribute by its whole name; its value may be typed in part."""

    def holds(row: Listed) -> bool:
        if name == fold(_("interview")):
            return interview_key(row.disagreement.interview) == interview_key(value)
        return any(
            fold(each) == name and _occurs(value, own) for each, own in row.attributes.items()
        )

    return holds


def _of_word(word: str, codebook: Codebook) -> Condition:
    lines: dict[CodeId, bool] = {}

    def on_a_code(row: Listed) -> bool:
        for code in row.codes:
            if code not in lines:
                lines[code] = _names_code(word, code, codebook)
        return any(lines[code] for code in row.codes)

    def holds(row: Listed) -> bool:
        told = [told_kind(row.disagreement.kind), _told_state(row)]
        return (
            interview_key(row.disagreement.interview) == interview_key(word)
            or on_a_code(row)
            or any(fold(each).startswith(word) for each in told)
            or any(_occurs(word, value) for value in row.attributes.values())
        )

    return holds


def _names_code(word: str, code: CodeId, codebook: Codebook) -> bool:
    """Whether the word is what the code, or one above it, is called, or the beginning of a name."""
    known = codebook.by_id.get(code)
    while known is not None:
        if word in (fold(known.id), fold(known.short_name)):
            return True
        if any(part.startswith(word) for part in fold(known.name).split()) and len(word) > 2:
            return True
        known = None if known.parent is None else codebook.by_id.get(known.parent)
    return fold(code) == word


def _told_state(row: Listed) -> str:
    if row.settled is None:
        return _("open")
    return _("overtaken") if row.settled.overtaken else _("settled")


def _occurs(word: str, value: str) -> bool:
    """Letter case does not matter; å, ä and ö may be typed without their marks."""
    return word in fold(value) or word in without_dots(value)
