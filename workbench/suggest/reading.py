"""Interviews as numbers: every word form has one, and a text is the array of its words' numbers.

Invariant: a form is numbered once, however many interviews say it, so that whatever must be found
out about a form is found out once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workbench.model import Interview, Span, Turn
from workbench.text import cut_words, fold, sentences, word_spans

Numbers = NDArray[np.int32]


class _Numbers(dict[str, int]):
    """Gives every new form the next number."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


class Forms:
    """The folded word forms met so far, numbered in the order in which they were met."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self._numbers = _Numbers()

    def __len__(self) -> int:
        return len(self.all)

    def numbers(self, words: Iterable[str]) -> list[int]:
        """The number of each form; new ones where they were not met before."""
        found = list(map(self._numbers.__getitem__, words))
        self.all.extend(islice(self._numbers, len(self.all), None))
        return found


class Sentence(NamedTuple):
    """A sentence that a participant says."""

    turn: Turn
    start: int
    end: int
    """In the interview's text."""
    first: int
    """Its first word."""
    last: int
    """The word after its last."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Segment(NamedTuple):
    """A participant's sentence, or a whole turn of the moderator's."""

    first: int
    last: int
    """The word after its last."""
    start: int
    end: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


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
    segments: tuple[Segment, ...]
    """In the order of the text."""

    def words_of(self, turn: int) -> tuple[int, int]:
        """First word and word after the last of the turn at an index."""
        return int(self.turn_words[turn]), int(self.turn_words[turn + 1])


def read(interview: Interview, forms: Forms) -> ReadInterview:
    """Number the words of an interview's turns, and find the participants' sentences."""
    found, starts, lengths, firsts = _words(interview)
    ends = starts + np.array(lengths, dtype=np.int32)
    turn_words = np.array(firsts, dtype=np.int32)
    numbers = np.array(forms.numbers(found), dtype=np.int32)
    sentences_ = _sentences(interview, starts)
    return ReadInterview(
        interview,
        numbers,
        starts,
        ends,
        sentences_,
        turn_words,
        _segments(interview, sentences_, turn_words),
    )


_Words = tuple[list[str], Numbers, list[int], list[int]]
"""Folded words, where each begins, its length in the text, and the number of each turn's first."""


def _words(interview: Interview) -> _Words:
    """The words of all turns."""
    folded = fold(interview.text)
    if len(folded) != len(interview.text):
        return _words_by_turn(interview)
    words, begins = cut_words(folded)
    starts = np.array(begins, dtype=np.int32)
    turns = interview.turns
    edges = np.array([edge for turn in turns for edge in (turn.start, turn.end)], dtype=np.int32)
    places = starts.searchsorted(edges)
    before = np.maximum(places - 1, 0)
    if len(starts) and any(
        begins[place] < edge < begins[place] + len(words[place])
        for place, edge in zip(before.tolist(), edges.tolist(), strict=True)
    ):
        return _words_by_turn(interview)
    bounds = list(zip(places[::2].tolist(), places[1::2].tolist(), strict=True))
    kept = [word for first, last in bounds for word in words[first:last]]
    firsts = list(accumulate((last - first for first, last in bounds), initial=0))
    of_turns = [starts[first:last] for first, last in bounds]
    return kept, np.concatenate([*of_turns, np.zeros(0, np.int32)]), list(map(len, kept)), firsts


def _words_by_turn(interview: Interview) -> _Words:
    """As `_words`, where folding moves letters, or a turn begins in the middle of a word."""
    text = interview.text
    spans = [word_spans(text, turn.start, turn.end) for turn in interview.turns]
    firsts = list(accumulate(map(len, spans), initial=0))
    flat = [span for here in spans for span in here]
    starts = np.array([start for start, _ in flat], dtype=np.int32)
    lengths = [end - start for start, end in flat]
    return [fold(text[start:end]) for start, end in flat], starts, lengths, firsts


def _sentences(interview: Interview, starts: Numbers) -> tuple[Sentence, ...]:
    found = [
        (turn, span)
        for turn in interview.participant_turns()
        for span in sentences(interview.text, turn.start, turn.end)
    ]
    edges = starts.searchsorted(np.array([span for _, span in found], dtype=np.int32).reshape(-1))
    bounds = edges.reshape(-1, 2).tolist()
    return tuple(
        Sentence(turn, start, end, first, last)
        for (turn, (start, end)), (first, last) in zip(found, bounds, strict=True)
    )


def _segments(
    interview: Interview, found: tuple[Sentence, ...], turn_words: Numbers
) -> tuple[Segment, ...]:
    edges = turn_words.tolist()
    asked = [
        Segment(edges[place], edges[place + 1], turn.start, turn.end)
        for place, turn in enumerate(interview.turns)
        if interview.is_moderator(turn)
    ]
    said = [Segment(each.first, each.last, each.start, each.end) for each in found]
    return tuple(sorted(said + asked))
