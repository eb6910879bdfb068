"""Why a code is suggested: cues hit, words like those coded so, a passage like it, the question.

Invariant: evidence quotes the interview character by character. What was learnt is shown as words
of the passage and as a reference, never as words of another interview.
"""

from collections.abc import Iterator, Sequence

from workbench.model import Evidence, Reference, Span
from workbench.suggest.learned import Learned
from workbench.suggest.matching import Hit, strongest
from workbench.suggest.reading import ReadInterview
from workbench.suggest.scoring import Background, Scores
from workbench.suggest.vectors import Floats

_MOST_TERMS = 3
_SHORTEST_TERM = 4
_LEAST_TERM = 0.02
_COMMON = 0.01
_FEW = 5
"""A word is common when it is said more often than in this share of sentences, and this often."""
_LEAST_LIKE = 0.06
"""How similar a passage must be to be named."""
_MOST_AROUND = 2


class Explainer:
    """Explains the scores of one background."""

    def __init__(self, background: Background, learned: Learned | None) -> None:
        self._background = background
        self._learned = learned
        self._below = [background.codebook.descendants(code) for code in background.codes]

    def hits(self, scores: Scores, first: int, last: int, column: int) -> list[list[Hit]]:
        """The hits of a code and those below it, in each sentence of a passage."""
        below = self._below[column]
        return [
            [hit for hit in strongest(scores.hits[place]) if hit.pattern.code in below]
            for place in range(first, last)
        ]

    def of_cues(self, scores: Scores, hits: Sequence[Sequence[Hit]]) -> Iterator[Evidence]:
        text = scores.text.interview.text
        for hit in (each for sentence in hits for each in sentence):
            yield _evidence(text, hit, hit.kind)

    def evidence(
        self, scores: Scores, first: int, last: int, column: int, hits: Sequence[Sequence[Hit]]
    ) -> Iterator[Evidence]:
        """Everything that speaks for a code in a passage, the surest first; where its own words
        and the question say nothing, what the rest of its turn says."""
        own = list(self._own(scores, first, last, column, hits))
        yield from own or self._turn(scores, first, column)

    def _own(
        self, scores: Scores, first: int, last: int, column: int, hits: Sequence[Sequence[Hit]]
    ) -> Iterator[Evidence]:
        said = list(self.of_cues(scores, hits))
        yield from said
        taken = [each.span for each in said]
        sentences = scores.text.sentences
        words = range(sentences[first].first, sentences[last - 1].last)
        code = self._background.codes[column]
        if self._learned is not None:
            terms = self._terms(scores.text, words, self._learned.weights[:, column], taken)
            yield from (Evidence("learned", "", _quote(scores, span), span, code) for span in terms)
            yield from self._like(scores, first, last, column)
        elif not said:
            weights = self._background.book_weights(column)
            terms = self._terms(scores.text, words, weights, taken)
            yield from (
                Evidence("definition", "", _quote(scores, span), span, code) for span in terms
            )
        yield from self._question(scores, first, column)

    def _terms(
        self,
        text: ReadInterview,
        words: range,
        weights: Floats,
        taken: Sequence[Span],
        *,
        every: bool = False,
    ) -> list[Span]:
        """The words that speak most for a code, in the order of the text.

        every: short and common words too.
        """
        vectors = self._background.vectors
        worth: dict[int, tuple[float, Span]] = {}
        for place in words:
            form = int(text.words[place])
            span = Span(int(text.starts[place]), int(text.ends[place]))
            if form in worth or not (every or self._tells(form)):
                continue
            if not any(each.overlaps(span) for each in taken):
                worth[form] = (vectors.speaks(form, weights), span)
        best = sorted(worth.values(), key=lambda each: (-each[0], each[1]))[:_MOST_TERMS]
        return sorted(span for value, span in best if value >= _LEAST_TERM)

    def _tells(self, form: int) -> bool:
        """Whether a word is worth showing: not a short one, and none that everybody says."""
        said, sentences = self._background.said, self._background.sentences
        common = form < len(said) and said[form] > max(_COMMON * sentences, _FEW)
        return len(self._background.forms.all[form]) >= _SHORTEST_TERM and not common

    def _like(self, scores: Scores, first: int, last: int, column: int) -> Iterator[Evidence]:
        if self._learned is None:
            return
        interview = scores.text.interview.id
        sentences = scores.text.sentences[first:last]
        span = Span(sentences[0].span.start, sentences[-1].span.end)
        vector = self._background.passage_vector(interview, span)
        code = self._background.codes[column]
        found = self._learned.nearest(vector, column, interview=interview, span=span)
        if found is None or found[1] < _LEAST_LIKE or code not in found[0].given:
            return
        lesson = found[0]
        where = Reference.to(
            self._background.texts[lesson.interview].interview, lesson.span.start, lesson.span.end
        )
        yield Evidence("like", str(where), _quote(scores, span), span, code)

    def _turn(self, scores: Scores, first: int, column: int) -> Iterator[Evidence]:
        """Cues of the code in the turn's other sentences, or the turn's words like the code."""
        turn = scores.text.sentences[first].turn
        places = [place for place, each in enumerate(scores.text.sentences) if each.turn is turn]
        found = self.hits(scores, places[0], places[-1] + 1, column)
        text, code = scores.text.interview.text, self._background.codes[column]
        here = [_evidence(text, hit, "turn") for sentence in found for hit in sentence]
        if not here:
            sentences = scores.text.sentences
            words = range(sentences[places[0]].first, sentences[places[-1]].last)
            weights = self._background.book_weights(column)
            spans = self._terms(scores.text, words, weights, ()) or self._terms(
                scores.text, words, weights, (), every=True
            )
            here = [Evidence("turn", "", _quote(scores, span), span, code) for span in spans]
        yield from here[:_MOST_AROUND]

    def _question(self, scores: Scores, first: int, column: int) -> Iterator[Evidence]:
        """Cues of the code in the moderator's question that the passage follows."""
        turn = scores.text.sentences[first].turn.number
        asked = max((each for each in scores.asked if each < turn), default=None)
        if asked is None:
            return
        here = [
            hit for hit in strongest(scores.asked[asked]) if hit.pattern.code in self._below[column]
        ]
        text = scores.text.interview.text
        yield from (_evidence(text, hit, "question") for hit in here[:_MOST_AROUND])


def _evidence(text: str, hit: Hit, kind: str) -> Evidence:
    return Evidence(
        kind=kind,
        cue=hit.pattern.cue.text,
        text=text[hit.span.start : hit.span.end],
        span=hit.span,
        code=hit.pattern.code,
    )


def _quote(scores: Scores, span: Span) -> str:
    return scores.text.interview.text[span.start : span.end]
