"""Interviews as numbers: every word form has one, and a text is the array of its words' numbers.

Invariant: a form is numbered once, however many interviews say it, so that whatever must be found
out about a form is found out once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from workbench.model import Interview, Span, Turn
from workbench.text import fold, sentences, word_spans

Numbers = NDArray[np.int32]


class Forms:
    """The folded word forms met so far, numbered in the order in which they were met."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self.all)

    def number(self, form: str) -> int:
        """The number of a form; a new one where it was not met before."""
        found = self._numbers.get(form)
        if found is None:
            found = self._numbers[form] = len(self.all)
            self.all.append(form)
        return found

    def numbers(self, words: Iterable[str]) -> list[int]:
        known = self._numbers
        return [known[word] if word in known else self.number(word) for word in words]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a participant says."""

    turn: Turn
    span: Span
    first: int
    """Its first word."""
    last: int
    """The word after its last."""


@dataclass(frozen=True, slots=True)
class ReadInterview:
    """An interview with its words numbered and its sentences found."""

    interview: Interview
    words: Numbers
    """Number of the form of each word; the moderator's are among them."""
    starts: Numbers
    ends: Numbers
    sentences: tuple[Sentence, ...]
    turn_words: Numbers
    """The first word of each turn, and after them the number of words."""

    def words_of(self, turn: int) -> tuple[int, int]:
        """First word and word after the last of the turn at an index."""
        return int(self.turn_words[turn]), int(self.turn_words[turn + 1])


def read(interview: Interview, forms: Forms) -> ReadInterview:
    """Number the words of an interview's turns, and find the participants' sentences."""
    text = interview.text
    folded = fold(text)
    same = len(folded) == len(text)
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    firsts = [0]
    for turn in interview.turns:
        here = word_spans(text, turn.start, turn.end)
        spans += here
        found += [folded[a:b] for a, b in here] if same else [fold(text[a:b]) for a, b in here]
        firsts.append(len(spans))
    places = np.array(spans, dtype=np.int32).reshape(-1, 2)
    starts, ends = places[:, 0].copy(), places[:, 1].copy()
    return ReadInterview(
        interview,
        np.array(forms.numbers(found), dtype=np.int32),
        starts,
        ends,
        _sentences(interview, starts),
        np.array(firsts, dtype=np.int32),
    )


def _sentences(interview: Interview, starts: Numbers) -> tuple[Sentence, ...]:
    found = [
        (turn, span)
        for turn in interview.participant_turns()
        for span in sentences(interview.text, turn.start, turn.end)
    ]
    edges = np.searchsorted(starts, [edge for _, span in found for edge in span]).tolist()
    bounds = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        Sentence(turn, Span(*span), first, last)
        for (turn, span), (first, last) in zip(found, bounds, strict=True)
    )


def runs(marks: Iterable[bool]) -> list[tuple[int, int]]:
    """The half-open runs of true values."""
    padded = [False, *marks, False]
    edges = [place for place, (a, b) in enumerate(pairwise(padded)) if a != b]
    return list(zip(edges[::2], edges[1::2], strict=True))
