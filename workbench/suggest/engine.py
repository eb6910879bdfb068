"""The engine: background, what was learnt, and suggesters from elsewhere, put together.

Invariant: what one coder's suggestions rest on is the codebook, the texts, and that coder's own
codings and decisions; nobody else's.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from workbench.model import Coding, Decision, Evidence, InterviewId, Suggestion
from workbench.suggest.learned import Course, Lesson, lessons
from workbench.suggest.passages import Passages
from workbench.suggest.scoring import Background, Scores
from workbench.suggest.suggester import Suggester
from workbench.suggest.vectors import Floats, Stack

_OTHERS = 0.3
"""What a score of 1 from a suggester from elsewhere counts, on the scale of the engine's own."""


class Engine:
    """Suggests codes for the interviews of one background, for one coder or for nobody."""

    def __init__(
        self,
        background: Background,
        *,
        codings: Collection[Coding] = (),
        decisions: Collection[Decision] = (),
        others: Sequence[tuple[str, Suggester]] = (),
    ) -> None:
        """codings, decisions: one coder's. others: name and suggester from elsewhere."""
        self.background = background
        known = [each for each in codings if each.interview in background.texts]
        decided = [each for each in decisions if each.interview in background.texts]
        found = lessons(known, decided, background.codebook)
        self.learned = course(background, found).learn(background.codes) if found else None
        self._others = others
        self._passages = Passages(background, self.learned)

    def scores(self, interview: InterviewId) -> Scores:
        """Every sentence of an interview against every code."""
        return self.background.score(
            interview, self.learned, others=self._from_others(self._asked(interview), interview)
        )

    def suggest(self, interview: InterviewId) -> list[Suggestion]:
        """What is worth showing of an interview, in the order of the text, the likeliest first."""
        asked = self._asked(interview)
        scores = self.background.score(
            interview, self.learned, others=self._from_others(asked, interview)
        )
        return [_joined(each, asked) for each in self._passages.suggestions(scores)]

    def ranking(self, interview: InterviewId) -> Iterator[Suggestion]:
        """Every sentence of an interview with every code and its score, best first."""
        return self._passages.ranking(self.scores(interview))

    def _asked(self, interview: InterviewId) -> list[tuple[str, Suggestion]]:
        """What suggesters from elsewhere say."""
        text = self.background.texts[interview].interview
        return [(name, each) for name, other in self._others for each in other.suggest(text)]

    def _from_others(
        self, asked: Sequence[tuple[str, Suggestion]], interview: InterviewId
    ) -> Floats | None:
        if not asked:
            return None
        columns, book = self.background.columns, self.background.codebook
        sentences = self.background.texts[interview].sentences
        rows = np.zeros((len(sentences), len(columns)), dtype=np.float32)
        for _, suggestion in asked:
            for row, sentence in enumerate(sentences):
                if sentence.span.overlaps(suggestion.span) and suggestion.code in columns:
                    for code in book.ancestors(suggestion.code):
                        rows[row, columns[code]] += _OTHERS * suggestion.score
        return rows


def course(background: Background, found: Sequence[Lesson]) -> Course:
    """Passages with their vectors, ready to be learnt from."""
    vectors = [background.passage_vector(each.interview, each.span) for each in found]
    return Course(found, Stack.of(vectors))


def _joined(suggestion: Suggestion, asked: Sequence[tuple[str, Suggestion]]) -> Suggestion:
    """With the evidence of suggesters from elsewhere for the same code and words."""
    more = [
        Evidence(name, why.cue, why.text, why.span, why.code)
        for name, other in asked
        if other.code == suggestion.code and other.span.overlaps(suggestion.span)
        for why in other.evidence
    ]
    return replace(suggestion, evidence=(*suggestion.evidence, *more)) if more else suggestion
