"""Cues as the codebook has them, made ready for matching.

Invariant: a cue that two branches of the codebook share says so, since it tells them apart less.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.model import Codebook, CodeId, Cue
from workbench.suggest.language import UNKNOWN, Facts, reflexives
from workbench.suggest.phrases import WORD_RULES, Slot, place_in_compound, slots
from workbench.text import fold


@dataclass(frozen=True, slots=True)
class Pattern:
    """A cue of a code, taken apart."""

    cue: Cue
    code: CodeId
    slots: tuple[Slot, ...]
    """Empty for patterns and regular expressions."""
    sharers: int
    """Branches of the codebook that have this cue."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one word of a cue matches; equal words of several cues are one."""

    form: str
    keys: frozenset[str]
    """The form, and its lemmas where it is no dictionary form itself."""
    rule: str
    place: str = ""
    """Of a `part`: `first`, `last` or `any`."""
    s_form: bool = False
    """Passive, reciprocal or genitive where its dictionary form is not."""


def patterns(codebook: Codebook) -> tuple[Pattern, ...]:
    """All cues of the codebook in its order; those that hold no word find nothing and are left."""
    found = [(code.id, cue, slots(cue)) for code in codebook.codes for cue in code.cues]
    branches: dict[str, set[CodeId]] = {}
    for code, cue, _ in found:
        if not cue.exclude:
            branches.setdefault(_same(cue), set()).add(codebook.top(code))
    return tuple(
        Pattern(
            cue,
            code,
            words if cue.rule in WORD_RULES else (),
            1 if cue.exclude else len(branches[_same(cue)]),
        )
        for code, cue, words in found
        if words or cue.rule not in WORD_RULES
    )


def _same(cue: Cue) -> str:
    return fold(cue.text)


def cue_forms(found: Iterable[Pattern]) -> set[str]:
    """The word forms of cues, whose facts are needed."""
    return {slot.form for pattern in found for slot in pattern.slots}


def words_of(pattern: Pattern, facts: Facts, language: str) -> Iterator[Word]:
    """What each word of a cue matches."""
    anyone, reflexive = reflexives(language)
    for slot in pattern.slots:
        rule = pattern.cue.rule
        known = facts.get(slot.form, UNKNOWN).lemmas
        keys = frozenset({slot.form})
        if rule == "part":
            yield Word(slot.form, keys | known, rule, place_in_compound(pattern.cue))
        elif rule == "exact" or slot.form in known:
            # A cue in its dictionary form means that word: `mål` is no form of `måla`.
            same = reflexive if rule != "exact" and slot.form == anyone else frozenset()
            yield Word(slot.form, keys | same, rule)
        else:
            s_form = slot.form.endswith("s") and not any(each.endswith("s") for each in known)
            yield Word(slot.form, keys | known, rule, s_form=s_form and bool(known))
