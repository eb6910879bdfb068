"""Which word forms match which words of cues: decided once for each form, not for each word said.

Invariant: what is found holds for the form wherever it stands; phrases are put together elsewhere.
"""

from collections.abc import Collection, Iterable
from enum import IntEnum

from workbench.suggest.language import UNKNOWN, Facts, Lexicon, WordFacts, first_part
from workbench.suggest.patterns import Word
from workbench.suggest.spelling import misspelt

_SHORTEST_HEAD = 4
_SHORTEST_FIRST = 5
"""Letters a cue must have to be looked for as the last, or the first part of a compound."""


class Kind(IntEnum):
    """How a form matches, the surest first."""

    EXACT = 0
    LEMMA = 1
    HEAD = 2
    """As the last part of a compound."""
    FIRST = 3
    """As the first part of a compound."""
    SPELLING = 4


class FormMatcher:
    """Knows, for each form met, the words of cues that it matches."""

    def __init__(self, words: Collection[Word], lexicon: Lexicon) -> None:
        self._words = list(words)
        self._lexicon = lexicon
        self._by_form: dict[str, list[int]] = {}
        self._by_key: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            self._by_form.setdefault(word.form, []).append(number)
            for key in word.keys if word.rule != "exact" else ():
                self._by_key.setdefault(key, []).append(number)
        self._meant: dict[str, str] | None = None

    def match(
        self, forms: Collection[str], *, common: Collection[str] = ()
    ) -> list[dict[int, Kind]]:
        """For each form, the numbers of the words it matches, and how.

        common: forms that the corpus has often enough not to be typing errors.
        """
        facts = self._lexicon.facts(forms)
        found = [self._of(form, facts) for form in forms]
        unknown = {
            form: place
            for place, form in enumerate(forms)
            if not found[place] and self._may_be_error(form, facts, common)
        }
        if unknown:
            known = self._known_forms()
            for form, meant in misspelt(unknown, known).items():
                found[unknown[form]] = {
                    number: Kind.SPELLING
                    for number in self._by_key.get(known[meant], ())
                    if self._words[number].rule in ("lemma", "word")
                    and _agree(meant, self._words[number])
                }
        return found

    @staticmethod
    def _may_be_error(form: str, facts: Facts, common: Collection[str]) -> bool:
        each = facts.get(form, UNKNOWN)
        return not each.known and not each.cuts and form not in common

    def _known_forms(self) -> dict[str, str]:
        """The forms that a typing error may stand for: those of the cues' own words."""
        if self._meant is None:
            lemmas = {
                key for word in self._words if word.rule in ("lemma", "word") for key in word.keys
            }
            inflected = self._lexicon.inflections(sorted(lemmas))
            self._meant = {lemma: lemma for lemma in sorted(lemmas)}
            for lemma in sorted(lemmas):
                self._meant.update(dict.fromkeys(inflected.get(lemma, ()), lemma))
        return self._meant

    def _of(self, form: str, facts: Facts) -> dict[int, Kind]:
        each = facts.get(form, UNKNOWN)
        found: dict[int, Kind] = {}
        for number in self._by_form.get(form, ()):
            if self._words[number].rule != "part":
                found[number] = Kind.EXACT
        for key in (form, *sorted(each.lemmas)):
            for number in self._by_key.get(key, ()):
                if self._words[number].rule != "part" and _agree(form, self._words[number]):
                    found.setdefault(number, Kind.LEMMA)
        if each.cuts:
            self._add_parts(form, each, facts, found)
        return found

    def _add_parts(self, form: str, each: WordFacts, facts: Facts, found: dict[int, Kind]) -> None:
        for stop, start in each.cuts:
            parts = ((form[start:], Kind.HEAD), (first_part(form[:stop]), Kind.FIRST))
            for part, kind in parts:
                if kind is Kind.FIRST and stop < _SHORTEST_HEAD:
                    continue
                for key in (part, *sorted(facts.get(part, UNKNOWN).lemmas)):
                    for number in self._by_key.get(key, ()):
                        if _may_stand(self._words[number], kind):
                            found.setdefault(number, kind)


def _agree(form: str, word: Word) -> bool:
    """A cue in an s-form (`ses`, `bytas ut`) means that: `vi sågs`, not `vi såg`."""
    return not word.s_form or form.endswith("s")


def _may_stand(word: Word, kind: Kind) -> bool:
    """Whether a cue's word may be a part of this kind."""
    if word.rule == "part":
        return word.place in ("any", "last" if kind is Kind.HEAD else "first")
    if word.rule != "lemma":
        return False
    return len(word.form) >= (_SHORTEST_HEAD if kind is Kind.HEAD else _SHORTEST_FIRST)


def frequent(forms: Iterable[str], counts: Iterable[int], *, least: int = 3) -> set[str]:
    """The forms said at least so often."""
    return {form for form, count in zip(forms, counts, strict=True) if count >= least}
