"""Interval algebra on sorted boundaries: what is covered is known from where it begins and ends.

A *cover* is a set of characters as an array `start, end, start, end ...` of its stretches:
half-open, rising, so that no two stretches touch. Invariant: nothing here ever looks at single
characters; the work grows with the number of stretches, not with their length.
"""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from workbench.model import Span

Integers = NDArray[np.int64]
Cover = Integers
"""Boundaries of the stretches, see above."""


def cover(spans: Collection[Span]) -> Cover:
    """The characters that lie in at least one of the spans."""
    starts = np.fromiter((span.start for span in spans), np.int64, len(spans))
    ends = np.fromiter((span.end for span in spans), np.int64, len(spans))
    return union(starts, ends)


def union(starts: Integers, ends: Integers) -> Cover:
    """The characters that lie in at least one of the intervals `[start, end)`."""
    filled = ends > starts
    starts, ends = starts[filled], ends[filled]
    if not len(starts):
        return np.empty(0, np.int64)
    order = np.argsort(starts, kind="stable")
    begun = starts[order]
    reached = np.maximum.accumulate(ends[order])
    first = np.concatenate(([True], begun[1:] > reached[:-1]))
    last = np.concatenate((first[1:], [True]))
    found = np.empty(2 * int(first.sum()), np.int64)
    found[0::2] = begun[first]
    found[1::2] = reached[last]
    return found


def intersection(one: Cover, other: Cover) -> Cover:
    """The characters that lie in both."""
    edges = np.unique(np.concatenate((one, other)))
    starts, ends = edges[:-1], edges[1:]
    both = _inside(one, starts) & _inside(other, starts)
    return union(starts[both], ends[both])


def length(covered: Cover) -> int:
    """How many characters it has."""
    return int((covered[1::2] - covered[0::2]).sum())


def before(covered: Cover, points: Integers) -> Integers:
    """How many characters of the cover stand before each point."""
    if not len(covered):
        return np.zeros(len(points), np.int64)
    starts, ends = covered[0::2], covered[1::2]
    whole = np.concatenate(([0], np.cumsum(ends - starts)))
    begun = np.searchsorted(starts, points, side="right")
    # What the latest stretch that has begun still has after the point; before the first, nothing.
    left = np.where(begun > 0, ends[begun - 1] - points, 0)
    return np.asarray(whole[begun] - np.maximum(left, 0), dtype=np.int64)


def covered_of(covered: Cover, starts: Integers, ends: Integers) -> Integers:
    """How many characters of the cover lie in each interval `[start, end)`."""
    return before(covered, ends) - before(covered, starts)


def shared(one: Cover, other: Cover) -> int:
    """How many characters lie in both."""
    return int(covered_of(one, other[0::2], other[1::2]).sum())


def within(areas: Cover, points: Integers) -> Integers:
    """The points in the coordinates of the areas laid end to end.

    A point outside the areas comes to stand where the next one begins, so that an interval keeps
    exactly its characters that lie in the areas.
    """
    return before(areas, points)


def elementary(*cuts: Integers) -> Integers:
    """The edges, in order, between which nothing begins or ends."""
    edges = np.sort(np.concatenate(cuts))
    # As np.unique, which hashes and takes several times as long.
    return edges[np.concatenate(([True], edges[1:] != edges[:-1]))[: len(edges)]]


def marked(edges: Integers, starts: Integers, ends: Integers) -> NDArray[np.bool_]:
    """Of each elementary interval, whether one of `[start, end)` covers it.

    Errors: starts and ends must be among the edges.
    """
    depth = np.zeros(len(edges), np.int32)
    np.add.at(depth, np.searchsorted(edges, starts), 1)
    np.subtract.at(depth, np.searchsorted(edges, ends), 1)
    return np.asarray(np.cumsum(depth, out=depth)[:-1] > 0)


def _inside(covered: Cover, points: Integers) -> NDArray[np.bool_]:
    return np.asarray(np.searchsorted(covered, points, side="right") % 2 == 1)
