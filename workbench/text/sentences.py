"""Sentences of spoken Swedish, found by rule.

Three dots and dashes end nothing, abbreviations are known, and an aside such as "(skratt)" belongs
to what precedes it. A line break always ends a sentence: it divides paragraphs.
"""

import re

_END = re.compile(r"""(?P<mark>[.!?]+)["”’»)\]]*(?=\s|$)""")
_ASIDES = re.compile(r"(?:[^\S\n]*(?:\([^()\n]*\)|\[[^\[\]\n]*\])[.!?]*)+(?=\s|$)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"”»]+$")

# "osv", "m.m.", "m.fl." and "etc" are left out: before a capital they do end a sentence.
_NEVER_LAST = frozenset(
    """
    t.ex tex bl.a dvs d.v.s s.k f.d p.g.a pga fr.o.m t.o.m kl ca c:a ev resp jfr nr tel inkl exkl
    ung s.a.s dr prof bil kap mr mrs m.a.o i.o.m a.k.a e.g i.e f.n f.ö
    """.split()
)
_LOOK_BACK = 24


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences within `[start, end)`, without surrounding white space, as half-open spans."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    line_start = start
    while line_start < stop:
        line_end = text.find("\n", line_start, stop)
        line_end = stop if line_end < 0 else line_end
        begin = line_start
        for cut in _cuts(text, line_start, line_end):
            if cut > begin:
                _append_trimmed(found, text, begin, cut)
                begin = cut
        _append_trimmed(found, text, begin, line_end)
        line_start = line_end + 1
    return found


def _cuts(text: str, start: int, end: int) -> list[int]:
    """Where one sentence ends and the next may begin."""
    cuts = []
    for match in _END.finditer(text, start, end):
        if not _ends_sentence(text, match, start, end):
            continue
        asides = _ASIDES.match(text, match.end(), end)
        cuts.append(asides.end() if asides else match.end())
    return cuts


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark = match["mark"]
    if mark.startswith("..") and set(mark) == {"."}:
        return False
    asides = _ASIDES.match(text, match.end(), end)
    rest = text[asides.end() if asides else match.end() : end].lstrip()
    follows_lower = rest[:1].islower() or rest.lstrip("\"”’»“„«'–- ")[:1].islower()
    if follows_lower and rest:
        return False
    if mark != ".":
        return True
    return not _is_abbreviation(text, match.start(), start, ends_line=not rest)


def _is_abbreviation(text: str, dot: int, start: int, *, ends_line: bool) -> bool:
    before = _WORD_BEFORE.search(text[max(start, dot - _LOOK_BACK) : dot])
    if before is None or ends_line:
        return False
    return before[0].casefold() in _NEVER_LAST


def _append_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        found.append((start + left, start + right))
