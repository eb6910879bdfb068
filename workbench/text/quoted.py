"""Passages between quotation marks in running text: ”…”, "…", “…”, „…“, »…«, «…», ’…’, ‘…’, ‹…›.

Invariant: a passage lies between its marks; marks within it are part of it. An apostrophe inside a
word is no quotation mark.
"""

from dataclasses import dataclass

_DOUBLE = frozenset('"“”„‟″')
_ANGLES = frozenset("«»")
_SINGLE = frozenset("'‘’‚‛")
_SMALL_ANGLES = frozenset("‹›")
_FAMILIES = (_DOUBLE, _ANGLES, _SINGLE, _SMALL_ANGLES)
_LONGEST = 20_000
"""Characters between two marks; more is a mark that was forgotten."""
_ONLY_OPENING = frozenset("„‚")
_BEFORE = frozenset("([{/–—-−=:")
_AFTER = frozenset(")]}/–—-−.,;:!?…")


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """`[start, end)` of the words between two marks, which stand around it."""

    start: int
    end: int
    closed: bool = True
    """False where the paragraph ends before the closing mark."""


def quoted_passages(text: str) -> list[QuotedPassage]:
    """The outermost quotations of a paragraph, in order.

    A mark that opens and is never closed quotes the rest of the paragraph if it stands at its
    beginning, as where a quotation goes on over several paragraphs; elsewhere it quotes nothing.
    """
    found: list[QuotedPassage] = []
    at = 0
    while at < len(text):
        family = _family(text[at])
        if family is None or not _opens(text, at):
            at += 1
            continue
        if text[at + 1] in family and not text[at + 2 : at + 3].isalnum():
            at += 2
            continue
        end = _closing(text, at, family)
        if end is not None:
            found.append(QuotedPassage(at + 1, end))
            at = end + 1
        elif not text[:at].strip() and family is not _SINGLE:
            found.append(QuotedPassage(at + 1, len(text), closed=False))
            break
        else:
            at += 1
    return [each for each in found if text[each.start : each.end].strip()]


def _family(char: str) -> frozenset[str] | None:
    return next((family for family in _FAMILIES if char in family), None)


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace():
        return False
    return before.isspace() or before in _BEFORE or _family(before) is not None


def _closes(text: str, at: int) -> bool:
    if text[at] in _ONLY_OPENING:
        return False
    before = text[at - 1]
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isspace():
        return False
    return not after.isalnum() or text[at] not in _SINGLE


def _closing(text: str, opened: int, family: frozenset[str]) -> int | None:
    """Where the mark stands that closes the one at `opened`, marks within counted."""
    depth = 1
    first = None
    for at in range(opened + 1, min(len(text), opened + _LONGEST)):
        if text[at] not in family:
            continue
        if at > opened + 1 and _closes(text, at) and not _opens_within(text, at):
            first = at if first is None else first
            depth -= 1
            if not depth:
                return at
        elif _opens(text, at):
            depth += 1
    return first


def _opens_within(text: str, at: int) -> bool:
    """Between a space and a letter a mark opens, whatever its shape."""
    after = text[at + 1] if at + 1 < len(text) else " "
    return text[at - 1].isspace() and not after.isspace() and after not in _AFTER
