"""Compounds: where a word may be taken apart into a first part and a last part (the head).

Only anchored parts count, and both must be words: `samverkansforumet` is `samverkans` + `forumet`,
while `ledning` in `inledning` and `respekt` in `respektive` are nothing. Pure.
"""

from collections.abc import Callable

Cut = tuple[int, int]
"""End of the first part without its binding letter, beginning of the last part."""

_COMPOUNDING = frozenset({"sv", "nb", "nn", "no", "da", "de"})
_BINDINGS = ("s", "u")
_SHORTEST_FIRST = 4
_SHORT_FIRST = frozenset("lön dag tid mål råd tim bil hus lag hem tåg vab läs bok led sol".split())
"""Shorter words that often stand first; others (`kon` in kontorsdag) mislead."""
_SHORTEST_LAST = 3
_SHORTEST_IN_KNOWN = 4
"""Letters of each part of a word that the table has whole: it is taken apart only at an s."""

# Particles are prefixes of verbs and their nouns, and take part in no meaning of their own.
_PARTICLES = frozenset(
    """
    in an av på till för om ut upp åter be er ge und van miss mot med vid ner ned hem bort fram
    fort från över under efter genom utan inom inne ute sam own hop kring bak ihop igen loss
    där här när var vad det den man som och att har kan men inte mer
    """.split()
)
# Words that mostly stand at the end of a word as endings.
_ENDINGS = frozenset(
    """
    het heten heter heterna hets lig ligt liga sam samt samma bar bart bara are ande ende ning
    ningen ningar sion tion ism ist isk iskt iska dom skap era era eras ens ars ors ten tet nas
    des nde nad nar ner tar ter ton tal las lar lad ras rad ror rar sas ser set sen son ser arna
    orna erna ena ens aste ast else elsen elser inna mässig mässigt mässiga artad sätta
    """.split()
)


def compounding(language: str) -> bool:
    """Whether words of the language are written together."""
    return language.partition("-")[0] in _COMPOUNDING


def first_readings(first: str) -> tuple[str, ...]:
    """What a first part may be the beginning of, the likeliest first: `arbet` of arbete, `skol` of
    skola."""
    return (first, f"{first}e", f"{first}a")


def cuts(
    form: str, is_word: Callable[[str], bool], is_lemma: Callable[[str], bool], *, known: bool
) -> tuple[Cut, ...]:
    """Every place at which the form falls into two words, the longest last part first.

    Where a binding letter shows a seam, others are not believed. The first part stands in its
    dictionary form, but for a lost a or e.
    known: the form as a whole is a word of the table, as `handledning` is: such a one is taken
    apart only where a binding s shows that it is a compound (`arbets+ledning`).
    """
    if "-" in form:
        return _hyphen_cuts(form)
    found = []
    for start in range(3, len(form) - _SHORTEST_LAST + 1):
        if is_word(form[start:]) and form[start:] not in _ENDINGS:
            stop = _first_part(form, start, is_lemma, known=known)
            if stop:
                found.append((stop, start))
    bound = [cut for cut in found if cut[0] < cut[1]]
    return tuple(bound or found)


def _hyphen_cuts(form: str) -> tuple[Cut, ...]:
    place = form.rindex("-")
    return ((place, place + 1),) if 0 < place < len(form) - 1 else ()


def _first_part(form: str, start: int, is_lemma: Callable[[str], bool], *, known: bool) -> int:
    """Where the first part ends without its binding; 0 where it is no word."""
    bound = form[start - 1] in _BINDINGS
    if known and (form[start - 1] != "s" or min(start - 1, len(form) - start) < _SHORTEST_IN_KNOWN):
        return 0
    for stop in (start - 1, start) if bound else (start,):
        first = form[:stop]
        if first in _PARTICLES or (len(first) < _SHORTEST_FIRST and first not in _SHORT_FIRST):
            continue
        if any(is_lemma(reading) for reading in first_readings(first)):
            return 0 if known and stop == start else stop
    return 0
