"""Agreement on where passages begin and end as well as on their codes: Krippendorff's unitizing
alphas, for codes that exclude each other.

Each coder divides the continuum into *units* (passages, each with one code) and gaps between them.
Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual continua:
further developments, Quality & Quantity 50, 2347-2364. Every figure is `1 - D_o / D_e`.

Throughout, m is the number of coders, L the length of the continuum in characters, l_k the length
of all units of code k, l_gap that of all gaps, n = m L; o_ck the length on which one coder has c
and another k, over all pairs of coders, both ways, divided by m - 1; p_S that part of the unit S
on which others have units, over the other coders, divided by m - 1. A unit cannot be compared with
itself: what it would add to chance is taken off. Invariant: what the figures need is summed by
interview, so that the figure of any choice of interviews is a quotient of sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import spans
from workbench.agreement.spans import Integers
from workbench.agreement.tables import Exact
from workbench.model import Undefined

GAP = -1
"""Stands for the code where a coder has no unit."""

Numbers = NDArray[Any]
"""Whole numbers of any size, or doubles where many are computed at once."""


@dataclass(frozen=True, slots=True)
class Units:
    """One coder's units, in order: half-open, each with the place of its code."""

    starts: Integers
    ends: Integers
    codes: Integers


@dataclass(frozen=True, slots=True)
class Sums:
    """What the figures are made of; `[...]` is what they are summed for. Lengths between coders
    are not yet divided by m - 1, so that they are whole."""

    length: Numbers
    """[...]: m L."""
    of_codes: Numbers
    """[..., code]: l_k."""
    squares: Numbers
    """[...]: the sum of the squares of the lengths of all units."""
    apart: Numbers
    """[...]: length on which two coders differ, gaps among what they can differ in."""
    in_or_out: Numbers
    """[...]: length on which one of two coders has a unit, and the other none."""
    shared: Numbers
    """[..., code, code]: o_ck, without gaps."""
    paired_squares: Numbers
    """[..., code]: the sum of the squares of p_S over the units of a code."""


NAMES = ("u_alpha", "binary_u_alpha", "cu_alpha")
"""The figures over all codes; ku_alpha is one for each code."""


def own_overlaps(units: Units) -> Integers:
    """Where units of one coder begin before an earlier one has ended, in order."""
    order = np.lexsort((units.ends, units.starts))
    starts, reached = units.starts[order], np.maximum.accumulate(units.ends[order])
    return starts[1:][starts[1:] < reached[:-1]]


def sums(coders: Sequence[Units], edges: Integers, *, codes: int) -> Sums:
    """Sum what the figures need by interview.

    edges: where each interview begins, and the last one ends; no unit crosses one. No two units of
    one coder overlap. codes: how many there are.
    """
    cuts = spans.elementary(edges, *(each for who in coders for each in (who.starts, who.ends)))
    starts, lengths = cuts[:-1], np.diff(cuts)
    interview_of = np.searchsorted(edges, starts, side="right") - 1
    interviews, kinds = len(edges) - 1, codes + 1
    units = np.array([_unit_at(who, starts) for who in coders])
    values = np.array(
        [
            np.concatenate((who.codes, [GAP]))[at].astype(np.int64)
            for who, at in zip(coders, units, strict=True)
        ]
    )
    table = np.zeros((interviews, kinds, kinds), np.int64)
    paired = [np.zeros(len(who.starts), np.int64) for who in coders]
    for one, other in permutations(range(len(coders)), 2):
        # Codes are shifted by one, so that gaps come first.
        places = (interview_of * kinds + values[one] + 1) * kinds + values[other] + 1
        table += _total(places, lengths, table.size).reshape(table.shape)
        both = (values[one] != GAP) & (values[other] != GAP)
        paired[one] += _total(units[one][both], lengths[both], len(paired[one]))
    on_diagonal = np.trace(table, axis1=1, axis2=2)
    of_codes, squares, paired_squares = _of_units(coders, paired, edges, codes)
    return Sums(
        length=np.diff(edges) * len(coders),
        of_codes=of_codes,
        squares=squares,
        apart=table.sum(axis=(1, 2)) - on_diagonal,
        in_or_out=table[:, 0, 1:].sum(axis=1) + table[:, 1:, 0].sum(axis=1),
        shared=table[:, 1:, 1:],
        paired_squares=paired_squares,
    )


def _unit_at(who: Units, points: Integers) -> Integers:
    """The place of the unit that holds each point; that after the last where none does."""
    order = np.argsort(who.starts, kind="stable")
    latest = np.searchsorted(who.starts[order], points, side="right") - 1
    if not len(order):
        return np.zeros(len(points), np.int64)
    at = order[np.maximum(latest, 0)]
    inside = (latest >= 0) & (points < who.ends[at])
    return np.asarray(np.where(inside, at, len(order)), np.int64)


def _total(places: Integers, lengths: Integers, number: int) -> Integers:
    """Lengths summed by place; whole numbers below 2**53 are exact as doubles."""
    return np.bincount(places, weights=lengths, minlength=number).astype(np.int64)


def _of_units(
    coders: Sequence[Units], paired: Sequence[Integers], edges: Integers, codes: int
) -> tuple[Integers, Integers, Integers]:
    """By interview: lengths and squares of p_S by code, and squares of all lengths."""
    interviews = len(edges) - 1
    lengths = np.zeros(interviews * codes, np.int64)
    paired_squares = np.zeros(interviews * codes, np.int64)
    squares = np.zeros(interviews, np.int64)
    for who, shared in zip(coders, paired, strict=True):
        interview = np.searchsorted(edges, who.starts, side="right") - 1
        long = who.ends - who.starts
        np.add.at(lengths, interview * codes + who.codes, long)
        np.add.at(paired_squares, interview * codes + who.codes, shared * shared)
        np.add.at(squares, interview, long * long)
    return (
        lengths.reshape(interviews, codes),
        squares,
        paired_squares.reshape(interviews, codes),
    )


# -- The figures ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alphas:
    """The figures, as fractions `1 - above / below` that are undefined where `below` is 0."""

    u_alpha: tuple[Any, Any]
    binary_u_alpha: tuple[Any, Any]
    cu_alpha: tuple[Any, Any]
    ku_alpha: tuple[Any, Any]
    """[..., code]"""


def alphas(summed: Sums, coders: int) -> Alphas:
    """Each figure's numerator and denominator of `D_o / D_e`, of whole numbers or of doubles.

    u_alpha, with gaps a value like a code, whose characters are each a unit of its own:
    `D_o = sum_{c != k} o_ck / n`, `D_e = (n**2 - sum_k l_k**2 - l_gap**2) /
    (n**2 - sum_S L_S**2 - l_gap)`. binary_u_alpha (written |u-alpha): the same with one code.
    cu_alpha, where two coders have units, N the length of all p_S:
    `D_o = sum_{c != k} o_ck / N`, `D_e = (N**2 - sum_k o_k.**2) / (N**2 - sum_S p_S**2)`.
    ku_alpha (written (k)u-alpha), of one code k: `D_o = (o_k. - o_kk) / o_k.`,
    `D_e = o_k. (N - o_k.) / (o_k. N - sum_{S of k} p_S**2)`.
    """
    n, units = summed.length, summed.of_codes.sum(axis=-1)
    gaps = n - units
    possible = n * n - summed.squares - gaps
    between = (coders - 1) * n
    unlike = n * n - (summed.of_codes * summed.of_codes).sum(axis=-1) - gaps * gaps
    of_code = summed.shared.sum(axis=-1)
    alike = np.diagonal(summed.shared, axis1=-2, axis2=-1)
    paired = of_code.sum(axis=-1)
    every = np.asarray(paired)[..., None]
    return Alphas(
        u_alpha=(summed.apart * possible, between * unlike),
        binary_u_alpha=(summed.in_or_out * possible, between * (2 * units * gaps)),
        cu_alpha=(
            (paired - alike.sum(axis=-1)) * (paired * paired - summed.paired_squares.sum(axis=-1)),
            paired * (paired * paired - (of_code * of_code).sum(axis=-1)),
        ),
        ku_alpha=(
            (of_code - alike) * (of_code * every - summed.paired_squares),
            of_code * of_code * (every - of_code),
        ),
    )


def added(summed: Sums) -> Sums:
    """Of all interviews together, as whole numbers of any size."""
    return Sums(
        **{
            each.name: np.asarray(getattr(summed, each.name).astype(object).sum(axis=0))
            for each in fields(Sums)
        }
    )


def exact(summed: Sums, coders: int) -> tuple[dict[str, Exact], list[Exact]]:
    """u_alpha, binary_u_alpha and cu_alpha by name, and ku_alpha of each code."""
    whole = added(summed)
    found = alphas(whole, coders)
    no_units = Undefined("No coder has a passage with one of these codes.")
    apart = Undefined("No two coders' passages with these codes overlap.")
    units, paired = int(whole.of_codes.sum()), int(whole.shared.sum())
    reason = Undefined("All coders gave the same code to every character: nothing varies.")
    one_code = Undefined("Where coders' passages overlap there is only one code: nothing varies.")
    overall = {
        "u_alpha": _figure(found.u_alpha, reason if units else no_units),
        "binary_u_alpha": _figure(found.binary_u_alpha, reason if units else no_units),
        "cu_alpha": _figure(found.cu_alpha, one_code if paired else apart if units else no_units),
    }
    above, below = found.ku_alpha
    per_code = [
        _figure((above[code], below[code]), _why_no_ku(whole, code))
        for code in range(len(whole.of_codes))
    ]
    return overall, per_code


def _why_no_ku(whole: Sums, code: int) -> Undefined:
    if not whole.of_codes[code]:
        return Undefined("No coder has a passage with this code.")
    if not whole.shared[code].sum():
        return Undefined("No passage with this code overlaps one of another coder.")
    return Undefined("Where coders' passages overlap there is only this code: nothing varies.")


def _figure(of: tuple[Any, Any], otherwise: Undefined) -> Exact:
    above, below = (int(each) for each in of)
    return 1 - Fraction(above, below) if below else otherwise


def many(
    summed: Sums, coders: int, times: NDArray[np.float64]
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """The same when each interview is taken `times[resample, interview]` times; NaN where
    undefined. ku_alpha is `[resample, code]`."""
    drawn = Sums(
        **{
            each.name: np.tensordot(times, getattr(summed, each.name).astype(np.float64), axes=1)
            for each in fields(Sums)
        }
    )
    found = alphas(drawn, coders)
    return {name: _quotient(getattr(found, name)) for name in NAMES}, _quotient(found.ku_alpha)


def _quotient(of: tuple[Any, Any]) -> NDArray[np.float64]:
    above, below = of
    return np.asarray(1 - above / np.where(below == 0, np.nan, below), np.float64)
