"""Stems: what is left of a word without its inflection, for words that no table of forms knows.

Swedish, Norwegian and Danish follow the Snowball stemmers (M. F. Porter, snowballstem.org: the
endings and the region R1 of `swedish`, `norwegian`, `danish`); English only loses the endings of
plurals and verbs. Other languages have no stems. Pure.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Rules:
    vowels: str
    endings: tuple[str, ...]
    """Longest first."""
    before_s: str
    """Letters after which a final s is an ending."""
    doubles: tuple[str, ...]
    """Pairs of which the last letter goes after an ending was taken."""


def _sorted(words: str) -> tuple[str, ...]:
    return tuple(sorted(words.split(), key=lambda ending: (-len(ending), ending)))


_SWEDISH = _Rules(
    "aeiouyäåö",
    _sorted(
        "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter"
        " or as arnas ernas ornas es ades andes ens arens hetens erns at andet het ast"
    ),
    "bcdfghjklmnoprtvy",
    ("dd", "gd", "nn", "dt", "gt", "kt", "tt"),
)
_NORWEGIAN = _Rules(
    "aeiouyæåø",
    _sorted(
        "a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens"
        " hetens ers ets et het ast erte ert"
    ),
    "bcdfghjlmnoprtvyz",
    ("dt", "vt"),
)
_DANISH = _Rules(
    "aeiouyæåø",
    _sorted(
        "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes"
        " erendes enes ernes eres ens hedens erens ers ets erets et eret"
    ),
    "abcdfghjklmnoprtvyzå",
    ("gd", "dt", "gt", "kt"),
)
_RULES = {"sv": _SWEDISH, "nb": _NORWEGIAN, "nn": _NORWEGIAN, "no": _NORWEGIAN, "da": _DANISH}
_REGION = {
    language: re.compile(f"[{rules.vowels}][^{rules.vowels}]") for language, rules in _RULES.items()
}
_SHORTEST_REGION = 3
_ENGLISH = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", ""))
_SHORTEST_ENGLISH = 4

STEMMED = frozenset({*_RULES, "en"})
"""Languages that have stems."""


def stem(form: str, *, language: str) -> str:
    """The stem of a folded form; the form itself where the language has no rules."""
    name = language.partition("-")[0]
    if name == "en":
        return _english(form)
    rules = _RULES.get(name)
    if rules is None:
        return form
    region = _REGION[name].search(form)
    if region is None:
        return form
    first = max(region.end(), _SHORTEST_REGION)
    kept = _without_ending(form, first, rules)
    if len(kept) > first and kept[first:].endswith(rules.doubles):
        return kept[:-1]
    return kept


def _without_ending(form: str, first: int, rules: _Rules) -> str:
    tail = form[first:]
    for ending in rules.endings:
        if tail.endswith(ending):
            return form[: -len(ending)]
    if tail.endswith("s") and form[-2:-1] in rules.before_s:
        return form[:-1]
    return form


def _english(form: str) -> str:
    for ending, instead in _ENGLISH:
        if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST_ENGLISH - 1:
            if ending == "s" and form.endswith("ss"):
                return form
            return form[: -len(ending)] + instead
    return form
