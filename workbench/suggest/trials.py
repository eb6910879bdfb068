"""One interview scored and compared with what a coder did: the raw facts that figures rest on.

A passage's score for a code is the highest of the sentences it overlaps; codes below roll up to
their top code. Ties are broken in the book's order. Pure.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.model import Codebook, CodeId, Coding, Confidence, Span, Suggestion
from workbench.suggest.reading import ReadInterview


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion, and whether the coder has the code there."""

    code: CodeId
    chance: float
    confidence: Confidence
    right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """One interview."""

    ranks: tuple[tuple[CodeId, int], ...]
    """Top code and rank (from 1) of each coding."""
    shown: tuple[Shown, ...] = ()
    found: tuple[tuple[CodeId, bool], ...] = ()
    """Top code of each coding, and whether a suggestion with it touches the coding."""
    uncoded: int = 0
    """Sentences without any coding."""
    bothered: int = 0
    """Of these, those that a suggestion touches."""


def ranks(
    codings: Sequence[Coding],
    text: ReadInterview,
    scores: NDArray[np.floating],
    *,
    codebook: Codebook,
) -> tuple[tuple[CodeId, int], ...]:
    """The rank of each coding's top code. scores: sentences x top codes, in the book's order."""
    tops = [code.id for code in codebook.children(None)]
    starts = np.array([each.start for each in text.sentences], dtype=np.int64)
    ends = np.array([each.end for each in text.sentences], dtype=np.int64)
    found = []
    for coding in codings:
        column = tops.index(codebook.top(coding.code))
        touched = (starts < coding.span.end) & (ends > coding.span.start)
        row = scores[touched].max(axis=0) if touched.any() else np.zeros(len(tops))
        better = int((row > row[column]).sum()) + int((row[:column] == row[column]).sum())
        found.append((tops[column], 1 + better))
    return tuple(found)


def trial(
    ranked: tuple[tuple[CodeId, int], ...],
    suggestions: Sequence[Suggestion],
    codings: Sequence[Coding],
    text: ReadInterview,
    *,
    codebook: Codebook,
) -> Trial:
    """Suggestions against codings. One is right where the coder has its top code on its words."""
    coded = [(codebook.top(each.code), each.span) for each in codings]
    offered = [(codebook.top(each.code), each.span) for each in suggestions]
    shown = tuple(
        Shown(code, each.score, each.confidence, _touches(coded, code, span))
        for each, (code, span) in zip(suggestions, offered, strict=True)
    )
    uncoded = [
        each.span
        for each in text.sentences
        if not any(span.overlaps(each.span) for _, span in coded)
    ]
    bothered = sum(any(span.overlaps(each) for _, span in offered) for each in uncoded)
    return Trial(
        ranked,
        shown,
        tuple((code, _touches(offered, code, span)) for code, span in coded),
        len(uncoded),
        bothered,
    )


def _touches(places: Collection[tuple[CodeId, Span]], code: CodeId, span: Span) -> bool:
    return any(each == code and other.overlaps(span) for each, other in places)


def rolled_up(
    total: NDArray[np.floating], columns: dict[CodeId, int], codebook: Codebook
) -> NDArray[np.floating]:
    """Scores of codes as scores of top codes: the highest of each branch."""
    branches = [
        [columns[code] for code in codebook.descendants(top.id)] for top in codebook.children(None)
    ]
    if not branches:
        return total[:, :0]
    return np.stack([total[:, branch].max(axis=1) for branch in branches], axis=1)
