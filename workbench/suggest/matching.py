"""Hits of cues in interviews: forms first, then phrases, then what excludes what.

Invariant: a hit lies within one sentence (or one turn of the moderator's) and quotes it character
by character. What the transcriber put in brackets is no word and is not hit by words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.model import Codebook, CodeId, Span
from workbench.suggest.covering import Covered
from workbench.suggest.expressions import Expressions
from workbench.suggest.forms import FormMatcher, Kind
from workbench.suggest.language import Lexicon
from workbench.suggest.patterns import Pattern, Word, cue_forms, patterns, words_of
from workbench.suggest.reading import Forms, Numbers, ReadInterview

_BREAKS = frozenset(",;–—()[]")

KINDS = {
    Kind.EXACT: "exact",
    Kind.LEMMA: "lemma",
    Kind.HEAD: "compound",
    Kind.FIRST: "compound",
    Kind.SPELLING: "spelling",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in a text."""

    pattern: Pattern
    span: Span
    kind: str
    """`exact`, `lemma`, `compound`, `spelling`, `pattern` or `regex`."""
    part: bool = False
    """Only as the first part of a compound, which says less than the last."""


class CueMatcher:
    """Finds the cues of one codebook."""

    def __init__(
        self, codebook: Codebook, lexicon: Lexicon, forms: Forms, *, pipeline: str = ""
    ) -> None:
        """pipeline: the trained spaCy pipeline for Matcher patterns; empty for a blank one."""
        self.patterns = patterns(codebook)
        self._codebook = codebook
        self._forms = forms
        facts = lexicon.facts(sorted(cue_forms(self.patterns)))
        numbers: dict[Word, int] = {}
        self._slots: list[tuple[int, ...]] = [
            tuple(
                numbers.setdefault(word, len(numbers))
                for word in words_of(pattern, facts, codebook.language)
            )
            for pattern in self.patterns
        ]
        self._singles: dict[int, list[int]] = {}
        self._adjacent: dict[tuple[int, int], list[int]] = {}
        self._gapped: dict[int, list[int]] = {}
        self._index()
        self._first = {*self._singles, *self._gapped, *(first for first, _ in self._adjacent)}
        self._matcher = FormMatcher(numbers, lexicon)
        self._matches: list[dict[int, Kind]] = []
        self._begins: NDArray[np.bool_] = np.zeros(0, dtype=np.bool_)
        self._expressions = Expressions(
            self.patterns, codebook.language, lexicon, pipeline=pipeline
        )

    def _index(self) -> None:
        """Cues by their first word; those of several words by their first two."""
        for place, slots in enumerate(self._slots):
            if len(slots) == 1:
                self._singles.setdefault(slots[0], []).append(place)
            elif slots and self.patterns[place].slots[1].gap:
                self._gapped.setdefault(slots[0], []).append(place)
            elif slots:
                self._adjacent.setdefault((slots[0], slots[1]), []).append(place)

    def meet(self, common: Iterable[str] = ()) -> None:
        """Match the forms that are new; `common` are no typing errors."""
        new = self._forms.all[len(self._matches) :]
        if not new:
            return
        self._matches += self._matcher.match(new, common=set(common))
        begins = [not self._first.isdisjoint(found) for found in self._matches]
        self._begins = np.array(begins, dtype=np.bool_)

    def hits(self, text: ReadInterview) -> list[list[Hit]]:
        """The hits in each of the text's segments."""
        self.meet()
        bounds = text.segments
        found: list[list[Hit]] = [[] for _ in bounds]
        words = np.nonzero(self._begins[text.words])[0]
        firsts = np.array([each.first for each in bounds], dtype=np.int64)
        places = (firsts.searchsorted(words, side="right") - 1).tolist()
        for word, place in zip(words.tolist(), places, strict=True):
            if place >= 0 and word < bounds[place].last:
                found[place] += self._from(text, word, bounds[place].last)
        if self._expressions:
            spans = [each.span for each in bounds]
            for place, hits in self._expressions.hits(text, spans):
                found[place] += [Hit(pattern, span, kind) for pattern, span, kind in hits]
        return [self._kept(hits) if hits else hits for hits in found]

    def _from(self, text: ReadInterview, word: int, end: int) -> Iterator[Hit]:
        """The hits that begin at a word."""
        follows = self._matches[text.words[word + 1]] if word + 1 < end else {}
        for number, kind in self._matches[text.words[word]].items():
            for place in self._singles.get(number, ()):
                yield self._hit(text, place, word, word + 1, kind)
            if kind is Kind.FIRST:
                continue
            phrases = list(self._gapped.get(number, ()))
            for after in follows:
                phrases += self._adjacent.get((number, after), ())
            for place in phrases:
                last, worst = self._rest(text.words, place, word, end, kind)
                if last and _unbroken(text, word, last):
                    yield self._hit(text, place, word, last, worst)

    def _hit(self, text: ReadInterview, place: int, first: int, last: int, kind: Kind) -> Hit:
        span = Span(int(text.starts[first]), int(text.ends[last - 1]))
        return Hit(self.patterns[place], span, KINDS[kind], kind is Kind.FIRST)

    def _rest(
        self, words: Numbers, place: int, word: int, end: int, kind: Kind
    ) -> tuple[int, Kind]:
        """The word after a phrase's last, and how its least sure word matches; 0 where it fails."""
        for slot, number in zip(
            self.patterns[place].slots[1:], self._slots[place][1:], strict=True
        ):
            for step in range(1, slot.gap + 2):
                if word + step >= end:
                    return 0, kind
                found = self._matches[words[word + step]].get(number)
                if found is not None and found is not Kind.FIRST:
                    word, kind = word + step, max(kind, found)
                    break
            else:
                return 0, kind
        return word + 1, kind

    def _kept(self, hits: list[Hit]) -> list[Hit]:
        """Without what excluding cues of the same code, or of one above it, overlap."""
        against: dict[CodeId, list[Span]] = {}
        for hit in hits:
            if hit.pattern.cue.exclude:
                for code in self._codebook.descendants(hit.pattern.code):
                    against.setdefault(code, []).append(hit.span)
        covered = {code: Covered(spans) for code, spans in against.items()}
        nothing = Covered(())
        return [
            hit
            for hit in hits
            if not hit.pattern.cue.exclude
            and not covered.get(hit.pattern.code, nothing).touches(hit.span)
        ]


def _unbroken(text: ReadInterview, first: int, last: int) -> bool:
    """Whether no comma, colon or dash divides the words: they are of one phrase."""
    words = text.interview.text[text.starts[first] : text.ends[last - 1]]
    return _BREAKS.isdisjoint(words)


def _standing(hit: Hit) -> tuple[object, ...]:
    """Where it begins, the longest first; of equal ones in a fixed order, the surest first."""
    cue = hit.pattern.cue
    return hit.span.start, -hit.span.end, hit.kind != "exact", hit.part, cue.text, cue.rule


def strongest(hits: Sequence[Hit]) -> list[Hit]:
    """Without hits that lie within another one of the same code, in the order of the text."""
    reached: dict[CodeId, int] = {}
    kept: list[Hit] = []
    for hit in sorted(hits, key=_standing):
        # Whatever came before begins no later: what ends no later either lies within it.
        if hit.span.end > reached.get(hit.pattern.code, -1):
            reached[hit.pattern.code] = hit.span.end
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.span, hit.pattern.cue.text))
