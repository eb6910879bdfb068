"""What distinguishes one value of an attribute from the others, and what they have in common.

A passage says little alone: people in one room answer each other, so passages of one interview are
alike, and a test that counts them as independent finds differences everywhere. Chance is therefore
what comes of dealing the values out anew among whole interviews.

Invariant: equal frames, cut, permutations and seed give equal figures.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, factorial, log, log2, prod, sqrt
from typing import TYPE_CHECKING

from workbench.analysis.frames import ANY, LEFT_OUT, FrameCounter, Tally
from workbench.analysis.frequencies import base_of
from workbench.analysis.values import Values
from workbench.errors import UsageError
from workbench.model import (
    CROSS,
    Codebook,
    CodeId,
    Coder,
    Contrast,
    ContrastCell,
    ContrastCode,
    CountingFrame,
    Cut,
    Finding,
    Remark,
    Unit,
)

if TYPE_CHECKING:
    from workbench.analysis.shuffling import Chances

ALPHA = 0.05

FEWEST = 2
"""Interviews a value needs before anything is said of it: one alone differs from every other."""


def contrast(
    frames: Sequence[CountingFrame],
    codebook: Codebook,
    cut: Cut,
    *,
    coder: Coder,
    permutations: int = 9_999,
    seed: int = 1,
) -> Contrast:
    """Compare every value of the cut with all others together, code by code.

    Codes are `cut.codes`, else the top codes, each with those below it. A share is of all codings
    under the value (segments), else of all its turns, participants, interviews or words.

    Raises UsageError for a cut without a value or fewer than 99 permutations, InputError as
    `cut_table`.
    """
    if not cut.by:
        raise UsageError("Nothing is compared.", "Name an attribute, such as --by kommun.")
    if permutations < 99:
        raise UsageError("With so few permutations nothing can be told.", "Ask for 99 or more.")
    from workbench.analysis.shuffling import shuffle

    material = _gather(frames, codebook, cut)
    chances = shuffle(
        material.moving,
        material.fixed,
        codes=len(material.codes),
        permutations=permutations,
        seed=seed,
    )
    smallest = [material.smallest_p(value, permutations) for value in range(len(material.values))]
    cells = _cells(material, chances, smallest)
    return Contrast(
        by=CROSS.join(material.dimensions),
        unit=cut.unit,
        coder=coder,
        values=material.values,
        interviews=dict(zip(material.values, material.sizes(), strict=True)),
        mixed=material.mixed,
        permutations=permutations,
        seed=seed,
        alpha=ALPHA,
        codes=_codes(material, chances, codebook, permutations),
        cells=cells,
        remarks=(*material.remarks, *_too_few(cells, permutations)),
    )


Counted = tuple[tuple[int, ...], int]
"""Of each code how many, and of how many in all."""


@dataclass(frozen=True, slots=True)
class _Material:
    """Counts of each interview under each value."""

    dimensions: tuple[str, ...]
    values: tuple[str, ...]
    codes: tuple[CodeId, ...]
    moving: tuple[tuple[int, Counted], ...]
    """The value of each interview that has one alone, and its counts."""
    fixed: tuple[Counted, ...]
    """What the interviews with several values add to each value."""
    mixed: int
    occurring: tuple[tuple[int, ...], ...]
    """By value, in how many interviews each code occurs."""
    present: tuple[int, ...]
    """By value, in how many interviews anyone of it speaks."""
    with_code: tuple[int, ...]
    """In how many interviews each code occurs, whatever the value."""
    interviews: int
    remarks: tuple[Remark, ...]

    def sizes(self) -> list[int]:
        counted = Counter(value for value, _ in self.moving)
        return [counted[value] for value in range(len(self.values))]

    def totals(self) -> list[Counted]:
        """By value, everything."""
        counts = [list(counts) for counts, _ in self.fixed]
        bases = [base for _, base in self.fixed]
        for value, (more, base) in self.moving:
            counts[value] = [old + new for old, new in zip(counts[value], more, strict=True)]
            bases[value] += base
        return [(tuple(each), base) for each, base in zip(counts, bases, strict=True)]

    def smallest_p(self, value: int, permutations: int) -> float | None:
        """The smallest p for one value against the others.

        Of the ways to deal the value to as many interviews, one is the one observed; where half
        have it, its mirror image is as extreme.
        """
        here, there = self.sizes()[value], len(self.moving)
        if not 0 < here < there:
            return None
        alike = 2 if 2 * here == there and not self.mixed else 1
        return max(alike / comb(there, here), 1 / (permutations + 1))

    def smallest_p_of_all(self, permutations: int) -> float | None:
        """The same for all values at once: values with as many interviews can change places."""
        sizes = [size for size in self.sizes() if size]
        if len(sizes) < 2:
            return None
        ways = factorial(sum(sizes)) // prod(map(factorial, sizes))
        alike = 1 if self.mixed else prod(map(factorial, Counter(sizes).values()))
        return max(min(1.0, alike / ways), 1 / (permutations + 1))


def _gather(frames: Sequence[CountingFrame], codebook: Codebook, cut: Cut) -> _Material:
    values = Values(cut, frames)
    codes = tuple(
        code.id
        for code, depth in codebook.walk()
        if (depth == 0 if cut.codes is None else code.id in cut.codes)
    )
    ancestors = {each.id: codebook.ancestors(each.id) for each in codebook.codes}
    rows: list[dict[int, Counted]] = []
    for frame in frames:
        tally = Tally()
        speakers = values.speaker_values(frame)
        counter = FrameCounter(frame, speakers, ancestors=ancestors, split=False, anything=True)
        counter.add_bases(tally)
        counter.add(tally, cut.unit)
        here = sorted({*speakers} - {LEFT_OUT})
        rows.append({value: _counted(tally, value, codes, cut.unit) for value in here})
    names = values.in_order()
    place = {values.numbers[parts]: at for at, parts in enumerate(names)}
    placed = [{place[value]: counted for value, counted in row.items()} for row in rows if row]
    return _Material(
        dimensions=values.dimensions,
        values=tuple(CROSS.join(parts) for parts in names),
        codes=codes,
        moving=tuple(next(iter(row.items())) for row in placed if len(row) == 1),
        fixed=tuple(_sum_fixed(placed, value, len(codes)) for value in range(len(names))),
        mixed=sum(len(row) > 1 for row in placed),
        occurring=tuple(
            tuple(
                sum(value in row and row[value][0][code] > 0 for row in placed)
                for code in range(len(codes))
            )
            for value in range(len(names))
        ),
        present=tuple(sum(value in row for row in placed) for value in range(len(names))),
        with_code=tuple(
            sum(any(counts[code] for counts, _ in row.values()) for row in placed)
            for code in range(len(codes))
        ),
        interviews=len(placed),
        remarks=values.remarks(),
    )


def _counted(tally: Tally, value: int, codes: Sequence[CodeId], unit: Unit) -> Counted:
    coded = tally.wide[value, (ANY, None)]
    base = coded if unit is Unit.SEGMENTS else base_of(tally.base(value), unit)
    return tuple(tally.wide[value, (code, None)] for code in codes), base


def _sum_fixed(rows: Sequence[dict[int, Counted]], value: int, codes: int) -> Counted:
    mixed = [row[value] for row in rows if len(row) > 1 and value in row]
    counts = tuple(sum(counted[code] for counted, _ in mixed) for code in range(codes))
    return counts, sum(base for _, base in mixed)


# -- figures ----------------------------------------------------------------------------------


def adjusted_residual(count: int, base: int, of_all: int, all_: int) -> float | None:
    """(O - E) / sqrt(E (1 - row/N) (1 - column/N)): about N(0, 1) if all units were independent.

    `count` of `base` here, `of_all` of `all_` everywhere. None where a margin is empty or full.
    Haberman, S. J. (1973). The analysis of residuals in cross-classified tables. Biometrics 29,
    205-220.
    """
    if not all_:
        return None
    expected = base * of_all / all_
    variance = expected * (1 - of_all / all_) * (1 - base / all_)
    return (count - expected) / sqrt(variance) if variance > 0 else None


def log_likelihood(counts: Sequence[int], bases: Sequence[int]) -> float:
    """G2 = 2 sum O ln(O / E) over the table of code / not code by values.

    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61-74.
    """
    total, everything = sum(counts), sum(bases)
    found = 0.0
    for count, base in zip(counts, bases, strict=True):
        for observed, margin in ((count, total), (base - count, everything - total)):
            if observed > 0:
                found += observed * log(observed * everything / (base * margin))
    return max(0.0, 2 * found)


def log_ratio(count: int, base: int, elsewhere: int, base_elsewhere: int) -> float | None:
    """log2 of the share here over the share elsewhere; one that is 0 is read as half a unit.

    None where neither occurs or one side has nothing to take a share of. Hardie, A. (2014). Log
    Ratio: an informal introduction. ESRC Centre for Corpus Approaches to Social Science, Lancaster.
    """
    if not base or not base_elsewhere or not (count or elsewhere):
        return None
    return log2(((count or 0.5) / base) / ((elsewhere or 0.5) / base_elsewhere))


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """p values adjusted for their number, those that are None left out.

    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal
    of Statistics 6, 65-70.
    """
    known = sorted((p, at) for at, p in enumerate(chances) if p is not None)
    adjusted: list[float | None] = [None] * len(chances)
    so_far = 0.0
    for rank, (p, at) in enumerate(known):
        so_far = max(so_far, min(1.0, p * (len(known) - rank)))
        adjusted[at] = so_far
    return adjusted


# -- findings ---------------------------------------------------------------------------------


def _cells(
    material: _Material, chances: "Chances", smallest: Sequence[float | None]
) -> tuple[ContrastCell, ...]:
    totals = material.totals()
    of_all = [sum(counts[code] for counts, _ in totals) for code in range(len(material.codes))]
    everything = sum(base for _, base in totals)
    places = [(value, code) for code in range(len(material.codes)) for value in range(len(totals))]
    found = [chances.cell(value, code) for value, code in places]
    adjusted = holm(found)
    comparisons = sum(p is not None for p in found)
    sizes = material.sizes()
    cells = []
    for (value, code), p, p_adjusted in zip(places, found, adjusted, strict=True):
        counts, base = totals[value]
        elsewhere, base_elsewhere = of_all[code] - counts[code], everything - base
        residual = adjusted_residual(counts[code], base, of_all[code], everything)
        least = smallest[value] if sizes[value] >= FEWEST else None
        cells.append(
            ContrastCell(
                value=material.values[value],
                code=material.codes[code],
                count=counts[code],
                base=base,
                elsewhere=elsewhere,
                base_elsewhere=base_elsewhere,
                residual=residual,
                log_likelihood=log_likelihood([counts[code], elsewhere], [base, base_elsewhere]),
                log_ratio=log_ratio(counts[code], base, elsewhere, base_elsewhere),
                p=p,
                p_adjusted=p_adjusted,
                smallest_p=smallest[value],
                finding=_finding(
                    p_adjusted,
                    least,
                    comparisons,
                    Finding.MORE if (residual or 0) > 0 else Finding.LESS,
                ),
            )
        )
    return tuple(cells)


def _finding(
    p_adjusted: float | None, smallest: float | None, comparisons: int, shown: Finding
) -> Finding:
    """What is shown, where that few interviews could show anything at all."""
    if p_adjusted is None or smallest is None or smallest * comparisons > ALPHA:
        return Finding.CANNOT_TELL
    return shown if p_adjusted <= ALPHA else Finding.NOT_SHOWN


def _codes(
    material: _Material, chances: "Chances", codebook: Codebook, permutations: int
) -> tuple[ContrastCode, ...]:
    totals = material.totals()
    bases = [base for _, base in totals]
    found = [chances.code(code) for code in range(len(material.codes))]
    adjusted = holm(found)
    comparisons = sum(p is not None for p in found)
    smallest = material.smallest_p_of_all(permutations)
    enough = smallest if max(material.sizes(), default=0) >= FEWEST else None
    codes = []
    for at, code in enumerate(material.codes):
        counts = [counted[at] for counted, _ in totals]
        shares = [
            (count / base, material.values[value])
            for value, (count, base) in enumerate(zip(counts, bases, strict=True))
            if base
        ]
        lowest, highest = (min(shares), max(shares)) if shares else (None, None)
        codes.append(
            ContrastCode(
                code=code,
                name=codebook.by_id[code].name,
                values_with=sum(count > 0 for count in counts),
                interviews_with=material.with_code[at],
                interviews=material.interviews,
                common=bool(counts)
                and all(
                    count > 0 and 2 * occurring[at] >= present
                    for count, occurring, present in zip(
                        counts, material.occurring, material.present, strict=True
                    )
                ),
                lowest=lowest and (lowest[1], lowest[0]),
                highest=highest and (highest[1], highest[0]),
                log_likelihood=log_likelihood(counts, bases),
                p=found[at],
                p_adjusted=adjusted[at],
                smallest_p=smallest,
                finding=_finding(adjusted[at], enough, comparisons, Finding.DIFFERS),
            )
        )
    return tuple(codes)


def _too_few(cells: Sequence[ContrastCell], permutations: int) -> tuple[Remark, ...]:
    """Where it is the number of permutations, not of interviews, that keeps p large."""
    comparisons = sum(cell.p is not None for cell in cells)
    if comparisons <= ALPHA * (permutations + 1):
        return ()
    return (Remark("few permutations", (str(comparisons), str(round(comparisons / ALPHA)))),)
