"""What became of each cue, and which words the coded passages have in common: to prune and grow.

A new cue is proposed where a word stands in passages of a code far more often than elsewhere, by
the log-likelihood ratio (Dunning 1993, "Accurate methods for the statistics of surprise and
coincidence"). Pure.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from workbench.model import Codebook, CodeId, Coding, Cue, Decision, InterviewId, Span, Verdict
from workbench.suggest.language import UNKNOWN, Lexicon
from workbench.suggest.reading import Sentence
from workbench.suggest.scoring import Background

_LEAST_PASSAGES = 3
_LEAST_INTERVIEWS = 2
_LEAST_PRECISION = 0.4
_LEAST_SURPRISE = 6.63
"""Chance alone gives so much in one case of a hundred (chi-squared, one degree of freedom)."""
_SHORTEST = 4
_MOST = 10


@dataclass(frozen=True, slots=True)
class CueRecord:
    """A cue, how often it is said, and what the coder made of it."""

    code: CodeId
    cue: Cue
    hits: int
    """Sentences of participants in which it is said."""
    accepted: int
    """Of these, those that the coder coded with the code, one below or above it."""
    rejected: int
    """Those that she did not code so though she finished the interview, or rejected outright."""

    @property
    def precision(self) -> float | None:
        """The share accepted of those judged; None where none was."""
        judged = self.accepted + self.rejected
        return self.accepted / judged if judged else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that might become a cue."""

    code: CodeId
    word: str
    """In its dictionary form, if the table has one."""
    passages: int
    """Sentences coded so that hold it."""
    elsewhere: int
    """Other sentences that hold it."""
    surprise: float
    """Log-likelihood ratio: how far beyond chance."""


class Judgements:
    """What a coder said of each sentence."""

    def __init__(
        self,
        codebook: Codebook,
        codings: Iterable[Coding],
        decisions: Iterable[Decision],
        finished: Collection[InterviewId],
    ) -> None:
        self._book = codebook
        self._coded: dict[InterviewId, list[tuple[CodeId, Span]]] = {}
        for coding in codings:
            place = (coding.code, coding.span)
            self._coded.setdefault(coding.interview, []).append(place)
        self._rejected = {
            (each.interview, each.code, each.span)
            for each in decisions
            if each.verdict in (Verdict.REJECTED, Verdict.RECODED)
        }
        self._finished = frozenset(finished)

    def of(self, interview: InterviewId, span: Span, code: CodeId) -> bool | None:
        """Whether the words are coded with a code, one below or above it; None where she has not
        said."""
        above = frozenset(self._book.ancestors(code))
        related = above | self._book.descendants(code)
        if any(
            each in related and other.overlaps(span)
            for each, other in self._coded.get(interview, ())
        ):
            return True
        refused = any(
            where == interview and each in above and other.overlaps(span)
            for where, each, other in self._rejected
        )
        return False if refused or interview in self._finished else None


def records(background: Background, judged: Judgements) -> list[CueRecord]:
    """Every cue of the codebook in its order; excluding cues are counted by what they would hit."""
    counts: dict[tuple[CodeId, Cue], Counter[bool | None]] = {}
    for interview, text in background.texts.items():
        for sentence, hits in zip(text.sentences, background.of_sentences(interview), strict=True):
            for pattern in {hit.pattern for hit in hits}:
                said = judged.of(interview, sentence.span, pattern.code)
                counts.setdefault((pattern.code, pattern.cue), Counter())[said] += 1
    nothing: Counter[bool | None] = Counter()
    found = []
    for code in background.codebook.codes:
        for cue in code.cues:
            said_of = counts.get((code.id, cue), nothing)
            found.append(
                CueRecord(code.id, cue, sum(said_of.values()), said_of[True], said_of[False])
            )
    return found


def proposals(background: Background, judged: Judgements, lexicon: Lexicon) -> list[Proposal]:
    """Words that the passages of each top code share, the most surprising first.

    Only sentences on which the coder has spoken count; a word that a cue of the code hits already
    is left out.
    """
    words, sentences = _words(background, lexicon)
    found: list[Proposal] = []
    for top in background.codebook.children(None):
        found += sorted(
            _of_code(background, judged, top.id, words, sentences),
            key=lambda each: (-each.surprise, each.word),
        )[:_MOST]
    return found


Place = tuple[InterviewId, int]


def _words(
    background: Background, lexicon: Lexicon
) -> tuple[dict[str, set[Place]], dict[Place, Sentence]]:
    """Each word's dictionary form with the sentences that hold it."""
    facts = lexicon.facts(background.forms.all)
    names = [
        min(facts.get(form, UNKNOWN).lemmas, key=lambda lemma: (len(lemma), lemma), default=form)
        if facts.get(form, UNKNOWN).known
        else form
        for form in background.forms.all
    ]
    words: dict[str, set[Place]] = {}
    sentences: dict[Place, Sentence] = {}
    for interview, text in background.texts.items():
        for number, sentence in enumerate(text.sentences):
            sentences[interview, number] = sentence
            for word in set(text.words[sentence.first : sentence.last].tolist()):
                if len(names[word]) >= _SHORTEST:
                    words.setdefault(names[word], set()).add((interview, number))
    return words, sentences


def _of_code(
    background: Background,
    judged: Judgements,
    code: CodeId,
    words: dict[str, set[Place]],
    sentences: dict[Place, Sentence],
) -> Iterator[Proposal]:
    said = {place: judged.of(place[0], each.span, code) for place, each in sentences.items()}
    inside = {place for place, each in said.items() if each}
    outside = {place for place, each in said.items() if each is False}
    known = _hit_places(background, code)
    for word, places in words.items():
        with_it, without = places & inside, places & outside
        new = [place for place in with_it if word not in known.get(place, ())]
        if len(with_it) < _LEAST_PASSAGES or len(new) < len(with_it):
            continue
        if len({interview for interview, _ in with_it}) < _LEAST_INTERVIEWS:
            continue
        if len(with_it) < _LEAST_PRECISION * (len(with_it) + len(without)):
            continue
        surprise = likelihood_ratio(len(with_it), len(without), len(inside), len(outside))
        if surprise >= _LEAST_SURPRISE:
            yield Proposal(code, word, len(with_it), len(without), surprise)


def _hit_places(background: Background, code: CodeId) -> dict[Place, set[str]]:
    """Sentences with the words of them that cues of the code hit already."""
    below = background.codebook.descendants(code)
    return {
        (interview, number): {slot.form for hit in hits for slot in hit.pattern.slots}
        for interview in background.texts
        for number, every in enumerate(background.of_sentences(interview))
        if (hits := [hit for hit in every if hit.pattern.code in below])
    }


def likelihood_ratio(inside: int, outside: int, all_inside: int, all_outside: int) -> float:
    """How surprising it is that `inside` of `all_inside` have it and `outside` of `all_outside`."""
    observed = [inside, all_inside - inside, outside, all_outside - outside]
    total = all_inside + all_outside
    having = inside + outside
    expected = _expected((having, total - having), (all_inside, all_outside), total)
    return 2 * sum(
        count * log(count / wanted)
        for count, wanted in zip(observed, expected, strict=True)
        if count and wanted
    )


def _expected(rows: Sequence[int], columns: Sequence[int], total: int) -> list[float]:
    return [row * column / total if total else 0.0 for column in columns for row in rows]
