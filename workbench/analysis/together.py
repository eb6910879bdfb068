"""Codes that occur together: on the same passage, in the same turn, or near each other.

Invariant: of a pair, `together` counts passages (or turns) of either code, each once, so it is at
most `with_either`, and Jaccard's coefficient lies between 0 and 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from workbench.analysis.frames import LEFT_OUT, FrameCounter
from workbench.analysis.values import Values
from workbench.model import (
    Codebook,
    CodeId,
    CodePair,
    Coder,
    Cooccurrence,
    CountingFrame,
    Cut,
    Nearness,
)

Codes = frozenset[CodeId]
Pair = tuple[CodeId, CodeId]


def cooccurrence(
    frames: Sequence[CountingFrame],
    codebook: Codebook,
    cut: Cut,
    *,
    coder: Coder,
    near: Nearness = Nearness.PASSAGE,
    distance: int = 0,
) -> Cooccurrence:
    """Count every pair of codes (`cut.codes`, else the top ones), each with those below it.

    What is counted are passages (distinct spans) for `PASSAGE` and `OVERLAP`, else turns. One
    counts for a pair if it has both codes, or has one and another near it has the other; Jaccard's
    coefficient is their number over that of all with either code (Jaccard, P. (1901). Étude
    comparative de la distribution florale. Bulletin de la Société Vaudoise des Sciences Naturelles
    37, 547-579). Turns are `distance` apart as they are numbered, the moderator's among them.
    A code and one below it are no pair.
    """
    shown = [
        code
        for code, depth in codebook.walk()
        if (depth == 0 if cut.codes is None else code.id in cut.codes)
    ]
    wanted = frozenset(code.id for code in shown)
    above = {code.id: wanted.intersection(codebook.ancestors(code.id)) for code in codebook.codes}
    values = Values(cut, frames)
    alone: Counter[CodeId] = Counter()
    both: Counter[Pair] = Counter()
    together: Counter[Pair] = Counter()
    for frame in frames:
        counter = FrameCounter(frame, values.speaker_values(frame), ancestors={}, split=False)
        places = _places(counter, above, near)
        for codes, around in _with_neighbours(places, near, distance):
            alone.update(codes)
            both.update(combinations(sorted(codes), 2))
            together.update(
                {(min(one, other), max(one, other)) for one in codes for other in around - {one}}
            )
    pairs = [
        _pair(first.id, second.id, alone, both, together)
        for first, second in combinations(shown, 2)
        if not codebook.on_one_line(first.id, second.id)
    ]
    return Cooccurrence(
        near=near,
        distance=distance,
        coder=coder,
        codes=tuple((code.id, code.name) for code in shown),
        pairs=tuple(pairs),
    )


def _pair(
    first: CodeId,
    second: CodeId,
    alone: Mapping[CodeId, int],
    both: Mapping[Pair, int],
    together: Mapping[Pair, int],
) -> CodePair:
    key = (min(first, second), max(first, second))
    either = alone[first] + alone[second] - both[key]
    return CodePair(
        first=first,
        second=second,
        together=together[key],
        with_first=alone[first],
        with_second=alone[second],
        with_either=either,
        jaccard=together[key] / either if either else None,
    )


Place = tuple[int, int]
"""A span, or a turn's number twice."""


def _places(
    counter: FrameCounter, above: Mapping[CodeId, Codes], near: Nearness
) -> dict[Place, Codes]:
    """The codes of each passage or turn that counts, in order."""
    found: defaultdict[Place, set[CodeId]] = defaultdict(set)
    for start, end, code, _ in counter.frame.spans:
        here = above.get(code)
        if not here:
            continue
        if near in (Nearness.PASSAGE, Nearness.OVERLAP):
            home = counter.home(start, end)
            if home is not None and counter.values[home] != LEFT_OUT:
                found[start, end] |= here
            continue
        for turn in counter.turns_touched(start, end):
            if counter.values[turn] != LEFT_OUT:
                found[turn, turn] |= here
    return {place: frozenset(codes) for place, codes in sorted(found.items())}


def _with_neighbours(
    places: Mapping[Place, Codes], near: Nearness, distance: int
) -> Iterator[tuple[Codes, Codes]]:
    """The codes of each place, and those of the places near it, its own among them."""
    if near in (Nearness.PASSAGE, Nearness.TURN):
        for codes in places.values():
            yield codes, codes
        return
    ordered = list(places)
    around = [set(places[place]) for place in ordered]
    for at, (_, end) in enumerate(ordered):
        for later in range(at + 1, len(ordered)):
            gap = ordered[later][0] - end
            if gap >= 0 if near is Nearness.OVERLAP else gap > distance:
                break
            around[at] |= places[ordered[later]]
            around[later] |= places[ordered[at]]
    for place, met in zip(ordered, around, strict=True):
        yield places[place], frozenset(met)
