"""What anything better must beat: chance, the most frequent code, and a plain TF-IDF centroid.

The centroid is the usual first attempt: character sequences of 2-5 letters within words, TF-IDF
with sublinear tf (smoothed idf over sentences), the mean of each code's passages, cosine.
"""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workbench.model import CodeId, InterviewId, Span
from workbench.suggest.learned import Lesson
from workbench.suggest.scoring import Background
from workbench.suggest.vectors import SPACE, Floats, Stack, Vector

Scores = NDArray[np.floating]


def by_chance(codes: int) -> tuple[float, float, float]:
    """Top-1, recall among three, and mean reciprocal rank of a random order of so many codes."""
    if not codes:
        return 0.0, 0.0, 0.0
    return 1 / codes, min(3, codes) / codes, sum(1 / rank for rank in range(1, codes + 1)) / codes


def most_frequent(
    found: Sequence[Lesson], codes: Sequence[CodeId], *, without: InterviewId
) -> Scores:
    """One row: how often each code was given in the other interviews."""
    counts = Counter(code for each in found if each.interview != without for code in each.given)
    return np.array([counts[code] for code in codes], dtype=np.float64)


class Centroid:
    """A plain TF-IDF centroid per code."""

    def __init__(
        self, background: Background, found: Sequence[Lesson], codes: Sequence[CodeId]
    ) -> None:
        self._background = background
        self._lessons = found
        self._codes = codes
        self._letters: dict[int, NDArray[np.int64]] = {}
        raw = {
            each: [self._counts(text.words[s.first : s.last]) for s in text.sentences]
            for each, text in background.texts.items()
        }
        frequency = np.zeros(SPACE)
        for features, _ in (each for sentences in raw.values() for each in sentences):
            frequency[features] += 1
        sentences = sum(map(len, raw.values()))
        self._idf = np.log((1 + sentences) / (1 + frequency)) + 1
        self._sentences = {
            each: Stack.of([self._weighed(*one) for one in counted])
            for each, counted in raw.items()
        }
        self._passages = [self._passage(each.interview, each.span) for each in found]

    def score(
        self, interview: InterviewId, spans: Sequence[Span]
    ) -> tuple[Scores, dict[Span, Scores]]:
        """Sentences x codes, learnt from the other interviews; and a row for each of these whole
        passages of this one."""
        weights = np.zeros((SPACE, len(self._codes)), dtype=np.float32)
        for lesson, vector in zip(self._lessons, self._passages, strict=True):
            if lesson.interview != interview:
                for column, code in enumerate(self._codes):
                    if code in lesson.given:
                        weights[vector.features, column] += vector.values
        lengths = np.sqrt((weights**2).sum(axis=0))
        weights /= np.where(lengths > 0, lengths, 1).astype(np.float32)
        whole = {span: _dot(self._passage(interview, span), weights) for span in spans}
        return self._sentences[interview].times(weights), whole

    def _passage(self, interview: InterviewId, span: Span) -> Vector:
        text = self._background.texts[interview]
        first, last = text.starts.searchsorted([span.start, span.end]).tolist()
        return self._weighed(*self._counts(text.words[first:last]))

    def _counts(self, words: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        letters = [self._of(word) for word in words.tolist()]
        every = np.concatenate([*letters, np.zeros(0, np.int64)])
        features, counts = np.unique(every, return_counts=True)
        return features, counts

    def _of(self, word: int) -> NDArray[np.int64]:
        if word not in self._letters:
            edged = f" {self._background.forms.all[word]} "
            self._letters[word] = np.array(
                [
                    crc32(edged[start : start + length].encode()) % SPACE
                    for length in range(2, 6)
                    for start in range(len(edged) - length + 1)
                ],
                dtype=np.int64,
            )
        return self._letters[word]

    def _weighed(self, features: NDArray[np.int64], counts: NDArray[np.int64]) -> Vector:
        values = (1 + np.log(counts)) * self._idf[features]
        length = float(np.sqrt(values @ values)) or 1.0
        return Vector(features.astype(np.int32), (values / length).astype(np.float32))


def _dot(vector: Vector, weights: Floats) -> Scores:
    product: Scores = vector.values @ weights[vector.features]
    return product
