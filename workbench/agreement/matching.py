"""Matching two coders' passages one to one: the pair with the largest overlap first.

Invariant: no passage has more than one partner, and partners share at least one character.
"""

from collections.abc import Iterator, Sequence

from workbench.model import Span


def match(first: Sequence[Span], second: Sequence[Span]) -> list[tuple[int, int]]:
    """Pairs of indices into `first` and `second`, in the order of `first`.

    Pairs are taken by intersection over union, largest first; ties go to the pair that stands
    first in the text. What shares no character with a passage left over stays unmatched.
    """
    # Quotients of whole numbers below 2**26 are equal as floats only where they are equal.
    ranked = sorted(
        (-shared / union, first[one], second[other], one, other)
        for one, other, shared, union in _overlapping(first, second)
    )
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _rank, _first, _second, one, other in ranked:
        if one not in partners and other not in taken:
            partners[one] = other
            taken.add(other)
    return sorted(partners.items())


def _overlapping(
    first: Sequence[Span], second: Sequence[Span]
) -> Iterator[tuple[int, int, int, int]]:
    """Every pair that shares characters: both indices, characters shared, characters in either."""
    waiting = sorted(range(len(second)), key=lambda index: second[index].start)
    begun = 0
    running: list[int] = []
    for one in sorted(range(len(first)), key=lambda index: first[index].start):
        span = first[one]
        while begun < len(waiting) and second[waiting[begun]].start < span.end:
            running.append(waiting[begun])
            begun += 1
        # Firsts come by their start, so what has ended before this one meets none of the later.
        running = [other for other in running if second[other].end > span.start]
        for other in running:
            shared = min(span.end, second[other].end) - max(span.start, second[other].start)
            if shared > 0:
                yield one, other, shared, len(span) + len(second[other]) - shared
