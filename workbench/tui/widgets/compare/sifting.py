"""Which disagreements the words typed leave. Pure.

`STR` and `07`, `eksjö`, `boundaries`, `open` or `settled` are words like any other; `kommun=Eksjö`
means one attribute, `STR|KUN` the first coder's code and the second's (`_` for a space in a name),
`>20` and `<20` characters.
"""

import re
from collections.abc import Callable, Collection, Sequence

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


def sifted(rows: Sequence[Listed], written: str, codebook: Codebook) -> list[Listed]:
    """The rows that answer to every word, in their order.

    A word that is an interview's id, or what a code is called, means that and nothing else.
    """
    words = written.split()
    interviews = {interview_key(each.disagreement.interview) for each in rows} if words else set()
    conditions = [_condition(word, codebook, interviews) for word in words]
    return [row for row in rows if all(holds(row) for holds in conditions)]


def _condition(word: str, codebook: Codebook, interviews: Collection[str]) -> Condition:
    size = _SIZE.fullmatch(word)
    if size is not None:
        return _of_size(size[1], int(size[2]))
    if "|" in word:
        first, _bar, second = word.partition("|")
        return _of_codes(fold(first), fold(second), codebook)
    if "=" in word:
        name, _sign, value = word.partition("=")
        return _of_attribute(fold(name), fold(value))
    if interview_key(word) in interviews:
        return lambda row: interview_key(row.disagreement.interview) == interview_key(word)
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
    """A code and those below it; else any beginning of a name, a kind, a state, or an attribute."""
    called = {code.id for code in codebook.codes if word in _names_of(code.id, codebook)}
    if called:
        return lambda row: not called.isdisjoint(row.codes)
    begun = {code.id for code in codebook.codes if _begins(word, code.id, codebook)}

    def holds(row: Listed) -> bool:
        told = [told_kind(row.disagreement.kind), _told_state(row)]
        return (
            not begun.isdisjoint(row.codes)
            or any(part.startswith(word) for each in told for part in fold(each).split())
            or any(_occurs(word, value) for value in row.attributes.values())
        )

    return holds


def _begins(word: str, code: CodeId, codebook: Codebook) -> bool:
    """Whether a word of the code's name, or of one above it, begins so."""
    path = fold(codebook.path(code)).replace("/", " ")
    return len(word) > 2 and any(part.startswith(word) for part in path.split())


def _told_state(row: Listed) -> str:
    if row.settled is None:
        return _("open")
    return _("overtaken") if row.settled.overtaken else _("settled")


def _occurs(word: str, value: str) -> bool:
    """Letter case does not matter; å, ä and ö may be typed without their marks."""
    return word in fold(value) or word in without_dots(value)
