"""Where two coders differ, place by place.

Each coder's passages of a code are matched one to one with the other's, the largest overlap first.
Invariant: every coding of either coder is in exactly one agreement or disagreement, and who goes
first changes nothing but which side a coding stands on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from workbench.agreement.matching import match
from workbench.model import (
    CodeId,
    Coding,
    Disagreement,
    DisagreementKind,
    Interview,
    Reference,
    Span,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Two coders' codings of one interview, side by side."""

    agreed: tuple[tuple[Coding, Coding], ...]
    """The same code on the same passage, by place."""
    differing: tuple[Disagreement, ...]
    """By place."""


def beside(
    interview: Interview,
    first: Sequence[Coding],
    second: Sequence[Coding],
    *,
    direction: bool = False,
) -> Beside:
    """What two coders agree on in an interview, and where they differ.

    first, second: each coder's codings of the interview.
    direction: whether unlike directions on one passage with one code are a disagreement; one that
    is not set is like any.
    """
    kind = DisagreementKind
    words = _Words(interview)
    matched, mine, hers = _matched(first, second)
    agreed = []
    found = []
    for one, other in matched:
        if one.span != other.span:
            found.append(words.disagreement(kind.BOUNDARIES, one, other))
        elif direction and conflicting(one, other):
            found.append(words.disagreement(kind.DIRECTION, one, other))
        else:
            agreed.append((one, other))
    pairs = match([each.span for each in mine], [each.span for each in hers])
    found += [words.disagreement(kind.CODE, mine[one], hers[other]) for one, other in pairs]
    alone = _without(mine, (one for one, _ in pairs))
    found += [words.disagreement(kind.ONE_CODED, each, None) for each in alone]
    alone = _without(hers, (other for _, other in pairs))
    found += [words.disagreement(kind.ONE_CODED, None, each) for each in alone]
    agreed.sort(key=lambda pair: (pair[0].span, pair[0].code))
    found.sort(key=_place)
    return Beside(tuple(agreed), tuple(found))


def conflicting(one: Coding, other: Coding) -> bool:
    """Whether both have a direction, and not the same."""
    return None not in (one.polarity, other.polarity) and one.polarity != other.polarity


def longer(disagreement: Disagreement) -> Coding | None:
    """The longer of two codings; of two as long, the one that begins first."""
    one, other = disagreement.first, disagreement.second
    if one is None or other is None:
        return one or other
    return min((one, other), key=lambda each: (-len(each.span), each.span.start))


def _matched(
    first: Sequence[Coding], second: Sequence[Coding]
) -> tuple[list[tuple[Coding, Coding]], list[Coding], list[Coding]]:
    """Pairs of one code that overlap, and what each coder has left over, by place."""
    theirs = _by_code(second)
    pairs: list[tuple[Coding, Coding]] = []
    mine: list[Coding] = []
    for code, ours in _by_code(first).items():
        others = theirs.pop(code, [])
        matched = match([each.span for each in ours], [each.span for each in others])
        pairs += [(ours[one], others[other]) for one, other in matched]
        mine += _without(ours, (one for one, _ in matched))
        theirs[code] = _without(others, (other for _, other in matched))
    hers = [each for left in theirs.values() for each in left]
    return pairs, sorted(mine, key=_order), sorted(hers, key=_order)


def _by_code(codings: Iterable[Coding]) -> dict[CodeId, list[Coding]]:
    found: dict[CodeId, list[Coding]] = {}
    for each in sorted(codings, key=_order):
        found.setdefault(each.code, []).append(each)
    return found


def _order(coding: Coding) -> tuple[Span, CodeId, str]:
    return coding.span, coding.code, coding.id


def _without(codings: Sequence[Coding], taken: Iterable[int]) -> list[Coding]:
    gone = set(taken)
    return [each for place, each in enumerate(codings) if place not in gone]


def _place(each: Disagreement) -> tuple[Span, list[tuple[CodeId, Span, str]]]:
    sides = (side for side in (each.first, each.second) if side is not None)
    return each.span, sorted((side.code, side.span, side.id) for side in sides)


class _Words:
    """Counts the characters that were said, labels and what stands between turns left out."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._starts = [turn.start for turn in interview.turns]
        self._ends = [turn.end for turn in interview.turns]
        lengths = (turn.end - turn.start for turn in interview.turns)
        self._before = [0, *accumulate(lengths)]

    def _up_to(self, offset: int) -> int:
        at = bisect_right(self._starts, offset)
        return self._before[at] - (max(0, self._ends[at - 1] - offset) if at else 0)

    def between(self, one: int, other: int) -> int:
        """Characters between two offsets, in whatever order."""
        return abs(self._up_to(one) - self._up_to(other))

    def disagreement(
        self, kind: DisagreementKind, first: Coding | None, second: Coding | None
    ) -> Disagreement:
        spans = [each.span for each in _there(first, second)]
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        if kind is DisagreementKind.BOUNDARIES:
            one, other = spans
            size = self.between(one.start, other.start) + self.between(one.end, other.end)
        else:
            size = self.between(whole.start, whole.end)
        reference = Reference.to(self._interview, whole.start, whole.end)
        return Disagreement(
            self._interview.id, kind, first, second, whole, size=size, reference=reference
        )


def _there(*codings: Coding | None) -> Iterator[Coding]:
    return (each for each in codings if each is not None)
