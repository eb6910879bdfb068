"""Typing errors: an unknown word that is one edit away from a form of a cue's word.

One edit is an insertion, deletion, substitution, or a swap of neighbours (optimal string
alignment). Invariant: only words that neither the table nor the corpus knows are taken for errors,
and never a word that says the opposite (`okunskap` is no slip for `kunskap`). Pure.
"""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters of a word that may be an error; in shorter ones everything is near everything."""
_OPPOSITES = ("o", "a", "in", "im", "ir", "un", "u")


def misspelt(unknown: Iterable[str], forms: Mapping[str, object]) -> dict[str, str]:
    """Unknown form -> the known form it is taken for; of several the first in the alphabet.

    forms: the known forms that may be meant.
    """
    index: dict[str, list[str]] = {}
    for form in unknown:
        if len(form) >= _SHORTEST and form.isalpha():
            for key in _deletions(form):
                index.setdefault(key, []).append(form)
    found: dict[str, str] = {}
    for known in sorted(forms):
        if len(known) >= _SHORTEST and known.isalpha():
            for form in {near for key in _deletions(known) for near in index.get(key, ())}:
                if form not in found and _is_slip(form, known):
                    found[form] = known
    return found


def _deletions(form: str) -> Iterator[str]:
    yield form
    for place in range(len(form)):
        yield form[:place] + form[place + 1 :]


def _is_slip(form: str, known: str) -> bool:
    longer, shorter = sorted((form, known), key=len, reverse=True)
    if longer.endswith(shorter) and longer.removesuffix(shorter) in _OPPOSITES:
        return False
    return OSA.distance(form, known, score_cutoff=1) == 1
