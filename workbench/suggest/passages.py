"""From scored sentences to suggestions: runs of sentences of one turn, up to three codes, and why.

Invariant: a suggestion covers whole sentences of one participant's turn; of one branch of the
codebook at most one code is suggested for a passage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.model import (
    CodeId,
    Evidence,
    InterviewId,
    Polarity,
    Span,
    Suggestion,
)
from workbench.suggest.calibrating import Lengths, band, chances, worth_showing
from workbench.suggest.explaining import Explainer
from workbench.suggest.learned import Learned
from workbench.suggest.polarity import DirectionGuess
from workbench.suggest.scoring import Background, Scores

MOST_CODES = 3
_NEARLY = 0.97
"""A sub-code is suggested in its parent's place when its score is at least this share of it."""
_SQUASH = 4.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences with the codes shown for it, the likeliest first."""

    first: int
    last: int
    """The sentence after its last."""
    codes: tuple[tuple[int, float], ...]
    """Column and chance."""


class Passages:
    """Finds and explains the suggestions of one background."""

    def __init__(self, background: Background, learned: Learned | None = None) -> None:
        self._background = background
        self._learned = learned
        book = background.codebook
        self._branch = np.array(
            [background.columns[book.top(code)] for code in background.codes], dtype=np.int64
        )
        self._sub_codes = learned is None or any(
            book.by_id[code].parent is not None for each in learned.used() for code in each.given
        )
        self._explainer = Explainer(background, learned)
        self._direction = DirectionGuess(book.language, background.forms)

    def chances(self, scores: Scores) -> NDArray[np.float64]:
        """The chance of each code to be right for each sentence."""
        passages = self._learned.passages if self._learned else 0
        return chances(scores.total, scores.cues, _lengths(scores), self._branch, passages=passages)

    def find(self, scores: Scores) -> list[Passage]:
        """The passages of an interview that something is shown for, in the order of the text."""
        chance = self.chances(scores)
        if not len(chance):
            return []
        shown = list(self._choose(chance, scores))
        return [self._joined(run, shown) for run in _runs(scores, shown)]

    def suggestions(self, scores: Scores) -> Iterator[Suggestion]:
        """A suggestion for each passage and code, with its evidence."""
        for passage in self.find(scores):
            for column, chance in passage.codes:
                yield self._suggestion(scores, passage, column, chance)

    def ranking(self, scores: Scores) -> Iterator[Suggestion]:
        """Every sentence with every code, best first; the evidence of cues only."""
        chance = self.chances(scores)
        for place in range(len(scores.text.sentences)):
            order = np.argsort(-scores.total[place], kind="stable")
            for column in order.tolist():
                yield self._ranked(scores, place, column, float(chance[place, column]))

    def _choose(
        self, chance: NDArray[np.float64], scores: Scores
    ) -> Iterator[list[tuple[int, float]]]:
        """Of each branch the code to show, with its chance, where it is worth showing."""
        codes = self._background.codes
        book = self._background.codebook
        rows = zip(chance.tolist(), scores.total.tolist(), scores.cues.tolist(), strict=True)
        for row, total, cues in rows:
            chosen: dict[int, int] = {}
            for column, code in enumerate(codes):
                top = int(self._branch[column])
                kept = chosen.setdefault(top, column)
                below = book.by_id[code].parent == codes[kept]
                if below and self._may_stand_for(total[column], total[kept]):
                    chosen[top] = column
            likely = [
                (column, row[top])
                for top, column in chosen.items()
                if worth_showing(row[top], cues[top], sentences=self._background.sentences)
            ]
            yield sorted(likely, key=lambda each: -each[1])[:MOST_CODES]

    def _may_stand_for(self, below: float, above: float) -> bool:
        """A coder who codes with top codes only is shown those."""
        return self._sub_codes and above > 0 and below >= _NEARLY * above

    def _joined(self, run: range, shown: Sequence[Sequence[tuple[int, float]]]) -> Passage:
        best: dict[int, float] = {}
        for place in run:
            for column, chance in shown[place]:
                best[column] = max(best.get(column, 0.0), chance)
        of_branch: dict[int, tuple[int, float]] = {}
        for column, chance in sorted(best.items(), key=lambda each: (-each[1], each[0])):
            of_branch.setdefault(int(self._branch[column]), (column, chance))
        return Passage(run.start, run.stop, tuple(of_branch.values())[:MOST_CODES])

    def _suggestion(
        self, scores: Scores, passage: Passage, column: int, chance: float
    ) -> Suggestion:
        sentences = scores.text.sentences[passage.first : passage.last]
        hits = self._explainer.hits(scores, passage.first, passage.last, column)
        interview, turn = scores.text.interview, sentences[0].turn
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        direction = self._direction.guess(scores.text, sentences, hits)
        code = self._background.codes[column]
        polarity = self._learned_direction(interview.id, span, code) or direction.polarity
        why = self._explainer.evidence(scores, passage.first, passage.last, column, hits)
        turned = tuple(
            Evidence("negation", "", _quoted(scores, span), span, code)
            for span in direction.markers
        )
        return Suggestion(
            interview=interview.id,
            turn=turn.number,
            speaker=turn.speaker,
            span=span,
            text=interview.text[span.start : span.end],
            code=code,
            score=round(chance, 4),
            confidence=band(chance),
            evidence=(*why, *(turned if polarity is direction.polarity is not None else ())),
            polarity=polarity,
        )

    def _learned_direction(
        self, interview: InterviewId, span: Span, code: CodeId
    ) -> Polarity | None:
        if self._learned is None:
            return None
        vector = self._background.passage_vector(interview, span)
        return self._learned.direction(vector, code)

    def _ranked(self, scores: Scores, place: int, column: int, chance: float) -> Suggestion:
        sentence = scores.text.sentences[place]
        hits = self._explainer.hits(scores, place, place + 1, column)
        return Suggestion(
            interview=scores.text.interview.id,
            turn=sentence.turn.number,
            speaker=sentence.turn.speaker,
            span=sentence.span,
            text=_quoted(scores, sentence.span),
            code=self._background.codes[column],
            score=squashed(float(scores.total[place, column])),
            confidence=band(chance),
            evidence=tuple(self._explainer.of_cues(scores, hits)),
        )

    def code(self, column: int) -> CodeId:
        return self._background.codes[column]


def squashed(total: float) -> float:
    """Any number as one between 0 and 1, in the same order."""
    return round(float(1 / (1 + np.exp(-_SQUASH * total))), 6)


def _quoted(scores: Scores, span: Span) -> str:
    return scores.text.interview.text[span.start : span.end]


def _lengths(scores: Scores) -> Lengths:
    text = scores.text
    words = np.diff(text.turn_words)
    of_turn = {turn.number: int(words[at]) for at, turn in enumerate(text.interview.turns)}
    return Lengths(
        np.array([each.last - each.first for each in text.sentences], dtype=np.int64),
        np.array([of_turn[each.turn.number] for each in text.sentences], dtype=np.int64),
    )


def _runs(scores: Scores, shown: Sequence[Sequence[tuple[int, float]]]) -> list[range]:
    """Sentences side by side in one turn whose likeliest code is the same."""
    runs: list[range] = []
    for place, codes in enumerate(shown):
        if not codes:
            continue
        if runs and runs[-1].stop == place and _same_run(scores, shown, place):
            runs[-1] = range(runs[-1].start, place + 1)
        else:
            runs.append(range(place, place + 1))
    return runs


def _same_run(scores: Scores, shown: Sequence[Sequence[tuple[int, float]]], place: int) -> bool:
    before, here = scores.text.sentences[place - 1], scores.text.sentences[place]
    return before.turn.number == here.turn.number and shown[place - 1][0][0] == shown[place][0][0]
