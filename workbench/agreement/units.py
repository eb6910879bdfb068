"""What is compared, laid end to end, and which of it each coder gave which code.

Only the words of participants are compared. Their turns, interview after interview, are laid end to
end into one *continuum* of characters; passages are kept as far as they lie in it. What is called
coded or not is a *cell* of it: a sentence, a turn, or, where characters are counted, a stretch in
which nothing begins or ends, which weighs as many units as it has characters. Invariant: a cell
lies in one interview.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import spans
from workbench.agreement.spans import Integers
from workbench.model import AgreementUnit, CodedSpan, CodeId, Coder, InterviewId, Span

Booleans = NDArray[np.bool_]

DIRECTIONS = ("+", "-", "0")
NOT_SET = len(DIRECTIONS)
"""The number of a passage's direction where it has none; else its place among DIRECTIONS."""

Category = tuple[CodeId, str | None]
"""A code, and a direction where directions are told apart."""


@dataclass(frozen=True, slots=True)
class ComparedTurn:
    """What one participant says; its words alone are compared."""

    number: int
    span: Span
    value: str = ""
    """Under which it is counted, where figures are divided."""
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedText:
    """One interview as it is compared."""

    interview: InterviewId
    turns: tuple[ComparedTurn, ...]
    """The participants', in order."""
    codings: Mapping[Coder, Sequence[CodedSpan]]
    """Who is not among them did not code the interview: nothing is known of what she thinks."""

    def only(self, value: str) -> "ComparedText":
        """The turns that are counted under one value."""
        turns = tuple(turn for turn in self.turns if turn.value == value)
        return ComparedText(self.interview, turns, self.codings)


@dataclass(frozen=True, slots=True)
class Passages:
    """One coder's passages in the continuum, by code, direction and place; none twice."""

    starts: Integers
    ends: Integers
    codes: Integers
    """Places in the list of codes."""
    directions: Integers
    """Places in DIRECTIONS, or NOT_SET."""

    def of(self, code: int, direction: int | None = None) -> tuple[Integers, Integers]:
        """Where those of a code, and of a direction if it is given, begin and end."""
        first, last = np.searchsorted(self.codes, (code, code + 1))
        if direction is not None:
            within = self.directions[first:last]
            first, last = first + np.searchsorted(within, (direction, direction + 1))
        return self.starts[first:last], self.ends[first:last]


@dataclass(frozen=True, slots=True)
class Continuum:
    """Interviews end to end, without what is not compared."""

    interviews: tuple[InterviewId, ...]
    edges: Integers
    """Where each interview begins, and where the last one ends."""
    coders: tuple[Coder, ...]
    codes: tuple[CodeId, ...]
    passages: tuple[Passages, ...]
    """Of each coder."""
    missing: Booleans
    """[coder, interview]: she did not code it."""
    units: tuple[Integers, Integers] | None
    """Where sentences or turns begin and end; None where characters are counted."""

    @property
    def length(self) -> int:
        return int(self.edges[-1])


def continuum(
    texts: Sequence[ComparedText],
    *,
    coders: Sequence[Coder],
    codes: Sequence[CodeId],
    count_as: Mapping[CodeId, CodeId],
    unit: AgreementUnit,
) -> Continuum:
    """Lay interviews end to end; those without a unit that a participant said are left out.

    count_as: which of `codes` a coding counts as; what is not in it is not compared.
    """
    number_of = {code: place for place, code in enumerate(codes)}
    numbers = {code: number_of[each] for code, each in count_as.items() if each in number_of}
    laid = [text for text in texts if any(len(each) for each in _units_of(text, unit))]
    areas = [spans.cover([turn.span for turn in text.turns]) for text in laid]
    edges = np.concatenate(([0], np.cumsum([spans.length(area) for area in areas]))).astype(
        np.int64
    )
    places = list(zip(laid, areas, edges[:-1], strict=True))
    return Continuum(
        interviews=tuple(text.interview for text in laid),
        edges=edges,
        coders=tuple(coders),
        codes=tuple(codes),
        passages=tuple(
            _sorted_once(
                [
                    _moved(text.codings.get(coder, ()), numbers, area, int(offset))
                    for text, area, offset in places
                ]
            )
            for coder in coders
        ),
        missing=np.array(
            [[coder not in text.codings for text in laid] for coder in coders], np.bool_
        ).reshape(len(coders), len(laid)),
        units=None if unit is AgreementUnit.CHARACTER else _units(places, unit),
    )


def _moved(
    codings: Sequence[CodedSpan], numbers: Mapping[CodeId, int], area: Integers, offset: int
) -> Integers:
    """Rows code, direction, start, end of what lies in the areas, moved to its place."""
    kept = [
        (numbers[code], DIRECTIONS.index(sign) if sign else NOT_SET, start, end)
        for start, end, code, sign in codings
        if code in numbers
    ]
    if not kept:
        return np.empty((4, 0), np.int64)
    rows = np.array(kept, np.int64).T
    rows[2:] = spans.within(area, rows[2:].ravel()).reshape(2, -1) + offset
    return rows[:, rows[3] > rows[2]]


def _sorted_once(rows: Sequence[Integers]) -> Passages:
    together = np.concatenate([np.empty((4, 0), np.int64), *rows], axis=1)
    together = together[:, np.lexsort(together[::-1])]
    new = np.ones(together.shape[1], np.bool_)
    new[1:] = (np.diff(together) != 0).any(axis=0)
    codes, directions, starts, ends = together[:, new]
    return Passages(starts, ends, codes, directions)


def _units(
    places: Sequence[tuple[ComparedText, Integers, Integers]], unit: AgreementUnit
) -> tuple[Integers, Integers]:
    starts, ends = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for text, area, offset in places:
        found = list(_units_of(text, unit))
        for edges, ours in ((starts, [s.start for s in found]), (ends, [s.end for s in found])):
            edges.append(spans.within(area, np.array(ours, np.int64)) + offset)
    return np.concatenate(starts), np.concatenate(ends)


def _units_of(text: ComparedText, unit: AgreementUnit) -> Iterator[Span]:
    for turn in text.turns:
        if unit is AgreementUnit.SENTENCE:
            yield from turn.sentences
        else:
            yield turn.span


def place_of(laid: Continuum, texts: Sequence[ComparedText], point: int) -> tuple[InterviewId, int]:
    """The interview and the number of the turn that a point of the continuum lies in."""
    at = int(np.searchsorted(laid.edges, point, side="right")) - 1
    text = next(each for each in texts if each.interview == laid.interviews[at])
    left = point - int(laid.edges[at])
    for turn in text.turns:
        if left < len(turn.span):
            return text.interview, turn.number
        left -= len(turn.span)
    raise ValueError(f"{point} is not in the continuum")


@dataclass(frozen=True, slots=True)
class Cells:
    """What is called coded or not, and by whom."""

    weights: Integers
    """How many units each cell stands for."""
    interviews: int
    interview_of: Integers
    """Place of the interview of each cell, rising."""
    given: Booleans
    """[coder, category, cell]"""
    known: Booleans
    """[coder, category, cell], or 1 for every category; False where the coder's word is missing."""

    def per_interview(self, counted: Booleans | Integers) -> Integers:
        """Units of the cells that are marked, `[..., cell]`, summed to `[..., interview]`."""
        weighed = counted * self.weights
        sums = np.zeros((*weighed.shape[:-1], self.interviews), np.int64)
        there, firsts = np.unique(self.interview_of, return_index=True)
        if len(there):
            sums[..., there] = np.add.reduceat(weighed, firsts, axis=-1)
        return sums


def cells(
    laid: Continuum, categories: Sequence[Category], *, overlap: Fraction | None = None
) -> Cells:
    """The cells of a continuum, and what each coder gave them.

    overlap: the share of a sentence or turn that must be coded; None: any character of it.
    With directions, a cell that a coder gave the code, but never with a direction, is missing for
    her in every direction of that code.
    """
    starts, weights, mark = _stretches(laid) if laid.units is None else _whole(laid.units, overlap)
    interview_of = np.searchsorted(laid.edges, starts, side="right") - 1
    given = np.empty((len(laid.coders), len(categories), len(starts)), np.bool_)
    known = ~laid.missing[:, None, interview_of]
    if any(direction is not None for _, direction in categories):
        known = np.repeat(known, len(categories), axis=1)
    number_of = {code: place for place, code in enumerate(laid.codes)}
    numbers = np.array([number_of[code] for code, _ in categories], np.int64)
    for coder, passages in enumerate(laid.passages):
        for place, (code, direction) in enumerate(categories):
            wanted = None if direction is None else DIRECTIONS.index(direction)
            given[coder, place] = mark(*passages.of(number_of[code], wanted))
        for number in {number_of[code] for code, direction in categories if direction is not None}:
            rows = numbers == number
            unset = mark(*passages.of(number, NOT_SET)) & ~given[coder, rows].any(axis=0)
            known[coder, rows] &= ~unset
    return Cells(weights, len(laid.interviews), interview_of, given, known)


_Mark = Callable[[Integers, Integers], Booleans]
"""Which cells passages that begin and end there give the code."""


def _stretches(laid: Continuum) -> tuple[Integers, Integers, _Mark]:
    """Where characters are counted: begin, weight and marking of what lies between two edges."""
    edges = spans.elementary(
        laid.edges, *(each for who in laid.passages for each in (who.starts, who.ends))
    )
    return edges[:-1], np.diff(edges), partial(spans.marked, edges)


def _whole(
    units: tuple[Integers, Integers], overlap: Fraction | None
) -> tuple[Integers, Integers, _Mark]:
    """The same of sentences or turns, which weigh one each."""
    starts, ends = units
    share = Fraction(0) if overlap is None else overlap
    least = share.numerator * (ends - starts)

    def mark(begun: Integers, done: Integers) -> Booleans:
        covered = spans.covered_of(spans.union(begun, done), starts, ends)
        return np.asarray((covered > 0) & (covered * share.denominator >= least))

    return starts, np.ones(len(starts), np.int64), mark
