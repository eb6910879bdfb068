"""Cue matches: each sentence a participant says against the cues of the codebook.

Invariant: evidence quotes the interview character by character, and lies within one sentence. A
word form is analysed once, however often it is said.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from workbench.model import (
    Codebook,
    CodeId,
    Evidence,
    Interview,
    Span,
    Suggestion,
    Turn,
)
from workbench.suggest.language import Vocabulary, lemmas
from workbench.suggest.scoring import band, combine, weight
from workbench.text import fold, sentences, word_spans


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A cue taken apart into words."""

    cue: str
    code: CodeId
    forms: tuple[str, ...]
    """The words as the cue has them, folded."""
    keys: tuple[frozenset[str], ...]
    """What each word may be: its form, or one of its lemmas."""
    exact: bool
    sharers: int
    """Branches of the codebook that have this cue."""


@dataclass(frozen=True, slots=True)
class _Hit:
    """A cue found in a sentence."""

    pattern: _Pattern
    span: Span
    exact: bool
    """In the very form of the cue."""

    def as_evidence(self, text: str) -> Evidence:
        return Evidence(
            kind="exact" if self.exact else "lemma",
            cue=self.pattern.cue,
            text=text[self.span.start : self.span.end],
            span=self.span,
            code=self.pattern.code,
        )


def word_types(interview: Interview) -> set[str]:
    """The folded word forms the participants say: what lemmas are needed for."""
    text = interview.text
    return {
        fold(text[start:end])
        for turn in interview.participant_turns()
        for start, end in word_spans(text, turn.start, turn.end)
    }


def cue_types(codebook: Codebook) -> set[str]:
    """The folded word forms of all cues."""
    return {form for code in codebook.codes for cue in code.cues for form in _forms(cue.text)}


def build_suggester(codebook: Codebook, *, vocabulary: Vocabulary | None = None) -> "CueSuggester":
    """A suggester for the codebook's cues.

    `vocabulary` gives the lemmas of word forms; without it they come from spaCy's table of the
    codebook's language.
    """
    if vocabulary is None:
        language = codebook.language

        def vocabulary(types: Collection[str]) -> dict[str, frozenset[str]]:
            return lemmas(types, language=language)

    return CueSuggester(codebook, vocabulary)


def _forms(text: str) -> tuple[str, ...]:
    return tuple(fold(text[start:end]) for start, end in word_spans(text))


class CueSuggester:
    """Suggests a code for each sentence in which one of its cues is said."""

    def __init__(self, codebook: Codebook, vocabulary: Vocabulary) -> None:
        self._codebook = codebook
        self._vocabulary = vocabulary
        self._order = {code.id: place for place, (code, _) in enumerate(codebook.walk())}
        self._ancestors = {code: codebook.ancestors(code) for code in self._order}
        self._lemmas: dict[str, frozenset[str]] = {}
        self._learn(cue_types(codebook))
        self._by_first_key: dict[str, list[_Pattern]] = {}
        for pattern in self._patterns():
            for key in pattern.keys[0]:
                self._by_first_key.setdefault(key, []).append(pattern)
        self._beginning: dict[str, tuple[_Pattern, ...]] = {}
        """Word form -> the patterns that it may begin, for every form met."""

    def suggest(self, interview: Interview) -> list[Suggestion]:
        """A suggestion for each sentence and each code whose own cues it holds, best first.

        The evidence of a code takes in that of the codes below it; a code with no other evidence
        than theirs is not suggested beside them. Moderators' turns, and text
        that belongs to no turn, are left out.
        """
        found: list[Suggestion] = []
        for turn, sentence, hits in self._sentences(interview):
            own = {hit.pattern.code for hit in hits}
            found.extend(
                suggestion
                for suggestion in self._ranked(interview, turn, sentence, hits, codes=own)
                if any(evidence.code == suggestion.code for evidence in suggestion.evidence)
            )
        return found

    def ranking(self, interview: Interview) -> Iterator[Suggestion]:
        """Every sentence with every code, best first, those without any evidence with score 0."""
        for turn, sentence, hits in self._sentences(interview):
            yield from self._ranked(interview, turn, sentence, hits, codes=self._order)

    def _learn(self, types: Collection[str]) -> None:
        unknown = {form for form in types if form not in self._lemmas}
        if unknown:
            found = self._vocabulary(unknown)
            self._lemmas.update({form: found.get(form, frozenset()) for form in unknown})

    def _patterns(self) -> Iterator[_Pattern]:
        cues = [
            (code.id, cue, _forms(cue.text)) for code in self._codebook.codes for cue in code.cues
        ]
        branches: dict[tuple[str, ...], set[CodeId]] = {}
        for code, _, forms in cues:
            branches.setdefault(forms, set()).add(self._codebook.top(code))
        for code, cue, forms in cues:
            if forms:
                exact = cue.rule == "exact"
                keys = tuple(self._cue_keys(form, exact=exact) for form in forms)
                yield _Pattern(cue.text, code, forms, keys, exact, len(branches[forms]))

    def _cue_keys(self, form: str, *, exact: bool) -> frozenset[str]:
        """A cue in its dictionary form means that word: `mål` is no form of `måla`."""
        known = self._lemmas[form]
        return frozenset({form}) if exact or form in known else frozenset({form}) | known

    def _sentences(self, interview: Interview) -> Iterator[tuple[Turn, Span, list[_Hit]]]:
        """Each sentence of the participants with the cues in it."""
        self._meet(word_types(interview))
        text = interview.text
        for turn in interview.participant_turns():
            spans = word_spans(text, turn.start, turn.end)
            starts = [start for start, _ in spans]
            forms = [fold(text[start:end]) for start, end in spans]
            for start, end in sentences(text, turn.start, turn.end):
                first, last = bisect_left(starts, start), bisect_left(starts, end)
                hits = self._hits(forms[first:last], spans[first:last])
                yield turn, Span(start, end), hits

    def _meet(self, forms: Collection[str]) -> None:
        new = [form for form in forms if form not in self._beginning]
        self._learn(new)
        for form in new:
            patterns = {
                id(pattern): pattern
                for key in (form, *sorted(self._lemmas[form]))
                for pattern in self._by_first_key.get(key, ())
                if self._fits(pattern, 0, form)
            }
            self._beginning[form] = tuple(patterns.values())

    def _fits(self, pattern: _Pattern, place: int, form: str) -> bool:
        keys = pattern.keys[place]
        return form in keys or not (pattern.exact or keys.isdisjoint(self._lemmas[form]))

    def _hits(self, forms: list[str], spans: list[tuple[int, int]]) -> list[_Hit]:
        found = []
        for first, form in enumerate(forms):
            for pattern in self._beginning[form]:
                said = tuple(forms[first : first + len(pattern.forms)])
                if len(said) == len(pattern.forms) and all(
                    self._fits(pattern, place, each) for place, each in enumerate(said)
                ):
                    span = Span(spans[first][0], spans[first + len(said) - 1][1])
                    found.append(_Hit(pattern, span, exact=said == pattern.forms))
        return found

    def _ranked(
        self,
        interview: Interview,
        turn: Turn,
        sentence: Span,
        hits: list[_Hit],
        *,
        codes: Collection[CodeId],
    ) -> list[Suggestion]:
        by_code: dict[CodeId, list[_Hit]] = {}
        for hit in hits:
            for code in self._ancestors[hit.pattern.code]:
                by_code.setdefault(code, []).append(hit)
        text = interview.text
        suggestions = []
        for code in codes:
            kept = _strongest(by_code.get(code, []))
            score = combine(_weights(kept))
            suggestions.append(
                Suggestion(
                    interview=interview.id,
                    turn=turn.number,
                    speaker=turn.speaker,
                    span=sentence,
                    text=text[sentence.start : sentence.end],
                    code=code,
                    score=score,
                    confidence=band(score),
                    evidence=tuple(hit.as_evidence(text) for hit in kept),
                )
            )
        return sorted(suggestions, key=lambda each: (-each.score, self._order[each.code]))


def _strongest(hits: list[_Hit]) -> list[_Hit]:
    """Without hits that lie within another one, in the order of the text."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (-len(hit.span), not hit.exact, hit.span)):
        if not any(other.span.contains(hit.span) for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.span)


def _weights(hits: Iterable[_Hit]) -> list[float]:
    """One weight for each cue, however often it is said in the sentence."""
    best: dict[str, float] = {}
    for hit in hits:
        pattern = hit.pattern
        worth = weight(len(pattern.forms), exact=hit.exact, sharers=pattern.sharers)
        best[pattern.cue] = max(worth, best.get(pattern.cue, 0.0))
    return list(best.values())
