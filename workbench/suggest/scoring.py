"""Every sentence of an interview against every code.

Cues, likeness to the codebook and what was learnt are added up on one scale, for each sentence and
for each turn, and then put in context. The weights were tuned on interviews 01-14 of the
demonstration corpus.
Invariant: a code below another never scores higher than it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from workbench.model import Codebook, CodeId, Interview, InterviewId, Span
from workbench.model.objects import many_objects
from workbench.suggest.context import in_context, surroundings
from workbench.suggest.evidence import Worth
from workbench.suggest.forms import frequent
from workbench.suggest.language import Lexicon
from workbench.suggest.learned import Learned
from workbench.suggest.matching import CueMatcher, Hit
from workbench.suggest.reading import Forms, Numbers, ReadInterview, read
from workbench.suggest.vectors import Floats, Stack, Vector, Vectors
from workbench.text import fold, word_spans

_CUES = 0.07
_LIKE_DEFINITION = 1.0
_LIKE_CUES = 0.5


@dataclass(frozen=True, slots=True)
class Scores:
    """One interview scored: rows are its sentences, columns the codes in the book's order."""

    text: ReadInterview
    total: Floats
    """In context, everything together; any number, more is better."""
    cues: Floats
    """What each sentence's own hits are worth."""
    hits: tuple[tuple[Hit, ...], ...]
    """Of each sentence."""
    vectors: tuple[Vector, ...]
    """Of each sentence."""
    asked: dict[int, tuple[Hit, ...]]
    """Hits in the moderator's turns, by the turn's number."""


class Background:
    """The interviews of a project, read and matched against a codebook: what scoring rests on."""

    def __init__(
        self,
        interviews: Sequence[Interview],
        codebook: Codebook,
        lexicon: Lexicon,
        *,
        pipeline: str = "",
    ) -> None:
        """pipeline: the trained spaCy pipeline for Matcher patterns; empty for a blank one."""
        self.codebook = codebook
        self.codes: tuple[CodeId, ...] = tuple(code.id for code, _ in codebook.walk())
        self.columns = {code: place for place, code in enumerate(self.codes)}
        self.forms = Forms()
        self._lexicon = lexicon
        with many_objects():
            self.texts: dict[InterviewId, ReadInterview] = {
                each.id: read(each, self.forms) for each in interviews
            }
            self._match(pipeline)
        self.vectors = Vectors(self.forms, codebook.language)
        self._weigh()

    def _match(self, pipeline: str) -> None:
        counts = np.zeros(len(self.forms), dtype=np.int64)
        for text in self.texts.values():
            counts += np.bincount(text.words, minlength=len(counts))
        self.said = counts
        """How often each form is said."""
        matcher = CueMatcher(self.codebook, self._lexicon, self.forms, pipeline=pipeline)
        matcher.meet(frequent(self.forms.all, counts.tolist()))
        self.hits = {each: matcher.hits(text) for each, text in self.texts.items()}
        self.patterns = matcher.patterns
        self.worth = Worth(self.hits.values())

    def _weigh(self) -> None:
        texts = [text.words for text in self.texts.values()]
        self.sentences = sum(len(text.sentences) for text in self.texts.values())
        self.vectors.weigh(texts, self.sentences)
        definitions = [self._vector(self._definition(code)) for code in self.codes]
        cues = [self._vector(self._cue_words(code)) for code in self.codes]
        self._book = _LIKE_DEFINITION * _columns(definitions) + _LIKE_CUES * _columns(cues)
        mean = self._book.mean(axis=1, keepdims=True) if self.codes else self._book
        self._telling = self._book - mean

    def _definition(self, code: CodeId) -> str:
        """What a code and those below it are, without what they are not."""
        books = [self.codebook.by_id[code], *(each for each, _ in self.codebook.walk(code))]
        return "\n".join(
            f"{each.name}\n{each.definition}\n{each.include}\n{each.example}" for each in books
        )

    def _cue_words(self, code: CodeId) -> str:
        below = self.codebook.descendants(code)
        return "\n".join(
            " ".join(slot.form for slot in pattern.slots)
            for pattern in self.patterns
            if pattern.code in below and not pattern.cue.exclude
        )

    def _vector(self, text: str) -> Vector:
        words = [fold(text[start:end]) for start, end in word_spans(text)]
        return self.vectors.vector(np.array(self.forms.numbers(words), dtype=np.int32))

    def passage_vector(self, interview: InterviewId, span: Span) -> Vector:
        """The vector of the words that begin within a span."""
        text = self.texts[interview]
        first, last = text.starts.searchsorted([span.start, span.end]).tolist()
        return self.vectors.vector(text.words[first:last])

    def of_sentences(self, interview: InterviewId) -> list[tuple[Hit, ...]]:
        """The hits in each sentence of an interview."""
        text = self.texts[interview]
        by_words = self._by_words(interview)
        return [by_words.get((each.first, each.last), ()) for each in text.sentences]

    def _by_words(self, interview: InterviewId) -> dict[tuple[int, int], tuple[Hit, ...]]:
        text = self.texts[interview]
        return {
            (each.first, each.last): tuple(hits)
            for each, hits in zip(text.segments, self.hits[interview], strict=True)
            if hits
        }

    def book_weights(self, column: int) -> Floats:
        """How much each feature speaks for a code, by the codebook's own text."""
        weights: Floats = self._telling[:, column]
        return weights

    def score(
        self,
        interview: InterviewId,
        learned: Learned | None = None,
        *,
        others: Floats | None = None,
    ) -> Scores:
        """Score the sentences of one interview, with what was learnt if anything was.

        others: what suggesters from elsewhere say, sentences x codes.
        """
        text = self.texts[interview]
        by_words = self._by_words(interview)
        sentences = [(each.first, each.last) for each in text.sentences]
        turns = [text.words_of(place) for place in range(len(text.interview.turns))]
        vectors = [self.vectors.vector(text.words[a:b]) for a, b in sentences]
        hits = [by_words.get(place, ()) for place in sentences]
        around = surroundings(text)
        asked = {
            turn.number: by_words.get(place, ())
            for turn, place in zip(text.interview.turns, turns, strict=True)
            if text.interview.is_moderator(turn)
        }
        own = self._rows(hits)
        in_turns = np.zeros((len(turns), len(self.codes)), dtype=np.float32)
        np.add.at(in_turns, around.turn, own)
        for place, turn in enumerate(text.interview.turns):
            if turn.number in asked:
                in_turns[place] = self._rows([asked[turn.number]])[0]
        total = in_context(
            self._base(Stack.of(vectors), own, learned) + (0 if others is None else others),
            self._base(Stack.of(self._turn_vectors(text.words, turns)), in_turns, learned),
            around,
        )
        return Scores(text, self._below_parents(total), own, tuple(hits), tuple(vectors), asked)

    def _turn_vectors(self, words: Numbers, turns: list[tuple[int, int]]) -> list[Vector]:
        return [self.vectors.vector(words[first:last]) for first, last in turns]

    def _rows(self, hits: Sequence[Sequence[Hit]]) -> Floats:
        rows = [self.worth.row(each, self.columns, self.codebook) for each in hits]
        return np.array(rows, dtype=np.float32).reshape(len(hits), len(self.codes))

    def _base(self, stack: Stack, cues: Floats, learned: Learned | None) -> Floats:
        alike = stack.times(self._book)
        alike -= alike.mean(axis=0) if len(alike) else 0
        base = alike + _CUES * np.minimum(cues, 3.0)
        scored = base if learned is None else base + stack.times(learned.weights)
        return np.asarray(scored, dtype=np.float32)

    def _below_parents(self, total: Floats) -> Floats:
        for place, code in enumerate(self.codes):
            parent = self.codebook.by_id[code].parent
            if parent in self.columns:
                total[:, place] = np.minimum(total[:, place], total[:, self.columns[parent]])
        return total


def _columns(vectors: Sequence[Vector]) -> Floats:
    stack = Stack.of(vectors)
    return stack.weighted_sum(np.eye(len(vectors), dtype=np.float32))
