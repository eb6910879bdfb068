"""What a language knows of its words: the dictionary forms (lemmas) of a set of word forms.

Invariant: this is the only module of the package that touches spaCy, and only `lemmas` does. Forms
are looked up once each; what comes out can be packed and kept, so that a later run needs no spaCy.
"""

import json
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from workbench.text import fold

Lemmas = Mapping[str, frozenset[str]]
"""Folded word form -> its possible lemmas. A form that is a lemma itself is among them."""

Vocabulary = Callable[[Collection[str]], Lemmas]
"""Gives the lemmas of folded word forms."""

_FORMAT = 1
"""Raised when the rules below give other lemmas, so that packed ones are made anew."""

_SHORTEST_TAIL = 3
"""Letters that the last part of a compound must have to be looked up on its own."""
_SHORTEST_HEAD = 3
_SHORTEST_STEM = 4


def lemmas(types: Collection[str], *, language: str) -> dict[str, frozenset[str]]:
    """The lemmas of folded word forms, by spaCy's lookup table of the language.

    Compounds that the table lacks take the lemma of their last part. A language without a table
    gives no lemmas, so that only the forms as written are compared.
    """
    if not types:
        return {}
    table, dictionary = _table(language)
    if not table:
        return dict.fromkeys(types, frozenset())
    guess = _swedish if language.partition("-")[0] == "sv" else _plain
    return {form: guess(form, table, dictionary) for form in types}


def pack_lemmas(known: Lemmas, *, language: str) -> bytes:
    """Lemmas as JSON, the same bytes for the same lemmas."""
    plain = {form: sorted(known[form]) for form in sorted(known)}
    packed = {"format": _FORMAT, "language": language, "lemmas": plain}
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()


def unpack_lemmas(packed: bytes, *, language: str) -> dict[str, frozenset[str]]:
    """The lemmas packed before; none where they are of another language, format or damaged."""
    try:
        content = json.loads(packed)
        if (content["format"], content["language"]) != (_FORMAT, language):
            return {}
        return {form: frozenset(found) for form, found in content["lemmas"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


@lru_cache(maxsize=2)
def _table(language: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """The lookup table and its dictionary forms; empty for a language without one."""
    from spacy.lookups import load_lookups  # takes a second, and is seldom needed

    tables = load_lookups(language.partition("-")[0], ["lemma_lookup"], strict=False)
    table: Mapping[str, str] = tables.get_table("lemma_lookup", {})
    return table, frozenset(fold(lemma) for lemma in table.values())


def _plain(form: str, table: Mapping[str, str], dictionary: frozenset[str]) -> frozenset[str]:
    found = _looked_up(form, table)
    itself = {form} if form in dictionary else set()
    return frozenset({found, *itself} if found else itself)


def _looked_up(form: str, table: Mapping[str, str]) -> str | None:
    """The table tells cases apart (names, German nouns); our forms are folded."""
    found = table.get(form) or table.get(form.capitalize())
    return fold(found) if found else None


def _swedish(form: str, table: Mapping[str, str], dictionary: frozenset[str]) -> frozenset[str]:
    known = _swedish_known(form, table, dictionary)
    if known:
        return known
    for cut in range(_SHORTEST_HEAD, len(form) - _SHORTEST_TAIL + 1):
        tail = _swedish_known(form[cut:], table, dictionary)
        if tail:
            return frozenset(form[:cut] + lemma for lemma in tail)
    return frozenset()


def _swedish_known(
    form: str, table: Mapping[str, str], dictionary: frozenset[str]
) -> frozenset[str]:
    """The table's lemma, and readings that its one guess per form leaves out.

    It takes `slutar` and `vägarna` for forms of `slutare` and `vägare`, `besluten` for one of
    `besluta`.
    """
    found = set(_plain(form, table, dictionary))
    stem, ending = _split(form)
    if ending in ("ar", "arna") and f"{stem}are" in found:
        found |= {stem, f"{stem}a"} & dictionary
    if ending in ("et", "en") and len(stem) >= _SHORTEST_STEM:
        found |= {stem} & dictionary
    return frozenset(found)


def _split(form: str) -> tuple[str, str]:
    ending = next((end for end in ("arna", "ar", "et", "en") if form.endswith(end)), "")
    return form.removesuffix(ending), ending
