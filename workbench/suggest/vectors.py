"""Texts as vectors: letter sequences of words, stems, and pairs of stems, weighted by rarity.

Words are taken apart into sequences of 2-5 letters with the word's edges (Swedish inflects and
compounds, so words that mean the same seldom look the same). Every feature has a number below
SPACE by a hash; two that share one are not told apart, which costs less than a table of them.
Invariant: the same words give the same vector in every run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workbench.suggest.reading import Forms, Numbers
from workbench.suggest.stems import stem

SPACE = 1 << 17
_SHORTEST = 2
_LONGEST = 5
_PAIR = 1_000_003

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Vector:
    """A sparse vector of length 1; empty where there are no words."""

    features: Numbers
    """In ascending order."""
    values: Floats


class Vectors:
    """Makes vectors of words that are numbered by `Forms`."""

    def __init__(self, forms: Forms, language: str) -> None:
        self._forms = forms
        self._language = language
        self._parts: list[Numbers] = []
        self._stems: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._rarity: Floats = np.ones(SPACE, dtype=np.float32)

    def weigh(self, texts: Sequence[Numbers], documents: int) -> None:
        """Take the rarity of every feature from these texts.

        documents: how many sentences they are; a feature in each of them weighs least.
        """
        self._meet()
        counts = np.zeros(SPACE, dtype=np.float64)
        said = np.zeros(len(self._forms), dtype=np.int64)
        for words in texts:
            said += np.bincount(words, minlength=len(said))
            counts += np.bincount(self._pairs(words), minlength=SPACE)
        if self._parts:
            lengths = [len(parts) for parts in self._parts]
            every = np.concatenate(self._parts)
            counts += np.bincount(every, weights=np.repeat(said, lengths), minlength=SPACE)
        self._rarity = (np.log1p(documents / (1 + counts)) + 0.1).astype(np.float32)

    def vector(self, words: Numbers) -> Vector:
        """The vector of a text, given the numbers of its words."""
        self._meet()
        if not len(words):
            return Vector(np.zeros(0, np.int32), np.zeros(0, np.float32))
        pieces = [self._parts[word] for word in words.tolist()]
        features, counts = np.unique(
            np.concatenate([*pieces, self._pairs(words)]), return_counts=True
        )
        values = (1 + np.log(counts)).astype(np.float32) * self._rarity[features]
        length = float(np.sqrt(values @ values))
        return Vector(features.astype(np.int32), values / np.float32(length or 1.0))

    def speaks(self, word: int, weights: Floats) -> float:
        """How much one word alone speaks for what has these weights."""
        self._meet()
        parts = self._parts[word]
        values = self._rarity[parts]
        length = float(np.sqrt(values @ values)) or 1.0
        return float(values @ weights[parts]) / length

    def _pairs(self, words: Numbers) -> NDArray[np.int64]:
        stems = self._stems[words]
        paired: NDArray[np.int64] = (stems[:-1] * _PAIR + stems[1:]) % SPACE
        return paired

    def _meet(self) -> None:
        new = self._forms.all[len(self._parts) :]
        if not new:
            return
        hashed = [_hash(f"#{stem(form, language=self._language)}") for form in new]
        for form, stem_hash in zip(new, hashed, strict=True):
            self._parts.append(np.array([*_letters(form), stem_hash % SPACE], dtype=np.int32))
        self._stems = np.concatenate([self._stems, np.array(hashed, dtype=np.int64)])


def _letters(form: str) -> list[int]:
    edged = f" {form} "
    return [
        _hash(edged[start : start + length]) % SPACE
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(edged) - length + 1)
    ]


def _hash(text: str) -> int:
    return crc32(text.encode())


@dataclass(frozen=True, slots=True)
class Stack:
    """Many vectors as one array, for products with all of them at once."""

    features: Numbers
    values: Floats
    edges: NDArray[np.int64]
    """Where each vector begins, and after them the end."""

    @classmethod
    def of(cls, vectors: Sequence[Vector]) -> "Stack":
        lengths = [len(each.features) for each in vectors]
        return cls(
            np.concatenate([each.features for each in vectors] or [np.zeros(0, np.int32)]),
            np.concatenate([each.values for each in vectors] or [np.zeros(0, np.float32)]),
            np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        )

    def __len__(self) -> int:
        return len(self.edges) - 1

    def times(self, weights: Floats) -> Floats:
        """The product with a matrix of SPACE rows: one row for each vector."""
        out = np.zeros((len(self), weights.shape[1]), dtype=np.float32)
        for row in range(len(self)):
            part = slice(self.edges[row], self.edges[row + 1])
            out[row] = self.values[part] @ weights[self.features[part]]
        return out

    def similarities(self, other: "Stack", *, block: int = 64) -> Floats:
        """The product of every vector here with every one of `other`."""
        out = np.zeros((len(self), len(other)), dtype=np.float32)
        for first in range(0, len(other), block):
            last = min(first + block, len(other))
            dense = np.zeros((SPACE, last - first), dtype=np.float32)
            for column in range(first, last):
                part = slice(other.edges[column], other.edges[column + 1])
                dense[other.features[part], column - first] = other.values[part]
            out[:, first:last] = self.times(dense)
        return out

    def products(self, vector: Vector) -> Floats:
        """The product of every vector here with one other."""
        if not len(self.features):
            return np.zeros(len(self), dtype=np.float32)
        dense = np.zeros(SPACE, dtype=np.float32)
        dense[vector.features] = vector.values
        out: Floats = np.zeros(len(self), dtype=np.float32)
        filled = np.nonzero(np.diff(self.edges))[0]
        out[filled] = np.add.reduceat(self.values * dense[self.features], self.edges[filled])
        return out

    def weighted_sum(self, weights: Floats) -> Floats:
        """The sum of the vectors, each times its row of `weights`: SPACE rows."""
        out = np.zeros((SPACE, weights.shape[1]), dtype=np.float32)
        for row in range(len(self)):
            part = slice(self.edges[row], self.edges[row + 1])
            out[self.features[part]] += self.values[part, None] * weights[row]
        return out
