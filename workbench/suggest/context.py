"""What stands around a sentence: its turn, the moderator's question, the turns beside it.

People answer the question asked, and argue over several sentences: a sentence's own words are a
part of the evidence only. The weights were tuned on interviews 01-14 of the demonstration corpus.
Pure numbers.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.suggest.reading import ReadInterview
from workbench.suggest.vectors import Floats

_TURN = 2.0
_QUESTION = 1.0
_BESIDE = 0.25


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Which turns stand around which, by index; -1 where there is none."""

    turn: NDArray[np.int64]
    """Of each sentence."""
    question: NDArray[np.int64]
    """Of each turn: the moderator's latest before it."""
    before: NDArray[np.int64]
    """Of each turn: the participant's turn right before it."""
    after: NDArray[np.int64]


def surroundings(text: ReadInterview) -> Surroundings:
    """The surroundings of an interview's sentences."""
    turns = text.interview.turns
    moderated = [text.interview.is_moderator(turn) for turn in turns]
    asked = -1
    question = []
    for place, is_question in enumerate(moderated):
        asked = place if is_question else asked
        question.append(-1 if is_question else asked)
    said = [-1 if is_question else place for place, is_question in enumerate(moderated)]
    place_of = {turn.number: place for place, turn in enumerate(turns)}
    return Surroundings(
        turn=np.array([place_of[each.turn.number] for each in text.sentences], dtype=np.int64),
        question=np.array(question, dtype=np.int64),
        before=np.array([-1, *said[:-1]][: len(turns)], dtype=np.int64),
        after=np.array([*said[1:], -1][: len(turns)], dtype=np.int64),
    )


def in_context(sentences: Floats, turns: Floats, around: Surroundings) -> Floats:
    """The scores of sentences with a share of the scores of what stands around them.

    sentences, turns: one row each, one column for each code.
    """
    padded = np.vstack([turns, np.zeros((1, turns.shape[1]), dtype=np.float32)])
    wider = (
        _TURN * padded[:-1]
        + _QUESTION * padded[around.question]
        + _BESIDE * (padded[around.before] + padded[around.after])
    )
    scored: Floats = (sentences + wider[around.turn]).astype(np.float32)
    return scored
