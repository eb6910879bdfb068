"""From what coders coded to a report: every figure per code and over all codes, with intervals.

Invariant: every figure of one code can be recomputed by hand from the counts beside it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from workbench.agreement import counts as counting
from workbench.agreement import unitizing
from workbench.agreement.interpretation import notes, unused
from workbench.agreement.many import binary_many
from workbench.agreement.matching import match
from workbench.agreement.reliability import binary
from workbench.agreement.resampling import RESAMPLES, bounds, draws, too_few
from workbench.agreement.sets import SetAlphas
from workbench.agreement.spans import Integers
from workbench.agreement.tables import figures, two_by_two, two_by_two_many
from workbench.agreement.units import (
    DIRECTIONS,
    Category,
    Cells,
    ComparedText,
    Continuum,
    cells,
    continuum,
    place_of,
)
from workbench.model import (
    MISSING,
    AgreementPart,
    AgreementReport,
    AgreementUnit,
    Bounds,
    CodeAgreement,
    CodeId,
    Coder,
    Figure,
    LeftOut,
    Note,
    PassageCounts,
    SetCount,
    Span,
    Undefined,
)
from workbench.text import natural_key

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How coders are compared."""

    coders: tuple[Coder, ...]
    codes: tuple[CodeId, ...]
    """Those that are told of, in order."""
    count_as: Mapping[CodeId, CodeId]
    """Which of `codes` a coding counts as; what is not in it is not compared."""
    unit: AgreementUnit = AgreementUnit.CHARACTER
    overlap: Fraction | None = None
    """The share of a sentence or turn that must be coded; None: any character."""
    polarity: bool = False
    by: str | None = None
    depth: str | None = None
    exclusive: tuple[CodeId, ...] = ()
    """Codes said to exclude each other, for the unitizing alphas; empty: not asked for."""
    exclusive_as: Mapping[CodeId, CodeId] = field(default_factory=dict)
    """Which of them a coding counts as there."""
    resamples: int = RESAMPLES
    seed: int = 1

    @property
    def categories(self) -> tuple[Category, ...]:
        directions = DIRECTIONS if self.polarity else (None,)
        return tuple((code, direction) for code in self.codes for direction in directions)

    def draws(self, interviews: int) -> Floats | Undefined:
        """Which interviews each resample has, or why none is drawn."""
        return too_few(interviews) or draws(interviews, resamples=self.resamples, seed=self.seed)


def compare(
    texts: Sequence[ComparedText],
    how: Comparison,
    *,
    left_out: Sequence[LeftOut] = (),
    blind: bool = True,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> AgreementReport:
    """Every figure of how far coders agree, over all texts and, with `by`, per value of the turns.

    left_out, blind: what the report says about interviews that are not among the texts.
    """
    values = _values(texts) if how.by is not None else []
    progress(0, 1 + len(values), "")
    whole = compare_part(texts, how)
    parts = []
    for done, value in enumerate(values, start=1):
        progress(done, 1 + len(values), value)
        parts.append(compare_part([text.only(value) for text in texts], how, value=value))
    return AgreementReport(
        coders=how.coders,
        unit=how.unit,
        overlap=how.overlap,
        by=how.by,
        polarity=how.polarity,
        depth=how.depth,
        whole=whole,
        parts=tuple(parts),
        left_out=tuple(left_out),
        blind=blind,
        resamples=how.resamples,
        seed=how.seed,
    )


def _values(texts: Sequence[ComparedText]) -> list[str]:
    """Natural and Swedish order, what is missing last."""
    found = {turn.value for text in texts for turn in text.turns}
    return sorted(found, key=lambda value: (value == MISSING, natural_key(value), value))


def compare_part(
    texts: Sequence[ComparedText], how: Comparison, *, value: str = ""
) -> AgreementPart:
    """The figures for some texts, or for those of their turns that have one value."""
    laid = continuum(
        texts, coders=how.coders, codes=how.codes, count_as=how.count_as, unit=how.unit
    )
    marked = cells(laid, how.categories, overlap=how.overlap)
    drawn = how.draws(len(laid.interviews))
    overall, intervals, sets = _overall(marked, drawn, how.categories)
    unitized = _unitized(texts, how)
    return AgreementPart(
        value=value,
        interviews=laid.interviews,
        units=int(marked.weights.sum()),
        codes=tuple(code_agreements(laid, marked, how, drawn)),
        overall=overall | unitized.overall,
        intervals=intervals | unitized.intervals,
        notes=tuple(_part_notes(laid, marked)),
        unitized=unitized.per_code,
        sets=sets,
    )


def _part_notes(laid: Continuum, marked: Cells) -> Iterator[Note]:
    for coder, absent in zip(laid.coders, laid.missing, strict=True):
        if absent.any():
            yield Note(
                "{coder} has not coded {interviews} of these interviews; there the others alone "
                "are compared.",
                {"coder": coder, "interviews": int(absent.sum())},
            )
    present = ~laid.missing[:, marked.interview_of]
    unset = present & ~np.asarray(marked.known.all(axis=1))
    for coder, units in zip(laid.coders, (unset @ marked.weights).tolist(), strict=True):
        if units:
            yield Note(
                "{coder} coded {units} units without a direction: they are left out where that "
                "code is compared, and over all codes.",
                {"coder": coder, "units": units},
            )


# -- Per code ---------------------------------------------------------------------------------


def code_agreements(
    laid: Continuum, marked: Cells, how: Comparison, drawn: Floats | Undefined
) -> Iterator[CodeAgreement]:
    """Counts, coefficients, intervals and notes of every category."""
    if len(how.coders) == 2:
        yield from _of_two(laid, marked, how, drawn)
    else:
        yield from _of_many(marked, how, drawn)


def _of_two(
    laid: Continuum, marked: Cells, how: Comparison, drawn: Floats | Undefined
) -> Iterator[CodeAgreement]:
    tables = counting.two_by_two_counts(marked)
    spread = intervals_of(tables, drawn, two_by_two_many)
    totals = tables.sum(axis=0).tolist()
    for place, (code, direction) in enumerate(how.categories):
        both, only_a, only_b, neither = totals[place]
        coefficients = figures(two_by_two(both, only_a, only_b, neither))
        units = sum(totals[place])
        yield CodeAgreement(
            code=code,
            polarity=direction,
            coded_by=(neither, only_a + only_b, both),
            both=both,
            only_a=only_a,
            only_b=only_b,
            neither=neither,
            prevalence=tuple(_share(given, units) for given in (both + only_a, both + only_b)),
            passages=passage_counts(laid, code, direction),
            coefficients=coefficients,
            intervals={name: each[place] for name, each in spread.items()},
            notes=notes((both, only_a, only_b, neither), coefficients, how.coders),
        )


def _of_many(marked: Cells, how: Comparison, drawn: Floats | Undefined) -> Iterator[CodeAgreement]:
    tables = counting.histogram(marked)
    spread = intervals_of(tables, drawn, binary_many)
    given = (marked.given & marked.known) @ marked.weights
    spoken = np.broadcast_to(marked.known, marked.given.shape) @ marked.weights
    for place, (code, direction) in enumerate(how.categories):
        counted = tables[:, place].sum(axis=0)
        yield CodeAgreement(
            code=code,
            polarity=direction,
            coded_by=counting.coded_by(counted),
            both=None,
            only_a=None,
            only_b=None,
            neither=None,
            prevalence=tuple(
                _share(int(hers), int(of))
                for hers, of in zip(given[:, place], spoken[:, place], strict=True)
            ),
            passages=None,
            coefficients=figures(binary(counting.ratings(counted), coders=how.coders)),
            intervals={name: each[place] for name, each in spread.items()},
            notes=unused(given[:, place].tolist(), how.coders),
            counted=tuple(map(tuple, counted.tolist())),
        )


def _share(given: int, units: int) -> Figure:
    return given / units if units else Undefined("There are no units to compare.")


def intervals_of(
    tables: Integers,
    drawn: Floats | Undefined,
    coefficients: Callable[[Floats], Mapping[str, Floats]],
) -> dict[str, list[Bounds]]:
    """Of each coefficient each category's interval, from counts [interview, category, ...]."""
    if isinstance(drawn, Undefined):
        names = coefficients(np.zeros((1, *tables.shape[2:])))
        return {name: [drawn] * tables.shape[1] for name in names}
    counted = np.tensordot(drawn, tables.astype(np.float64), axes=1)
    return {name: bounds(values) for name, values in coefficients(counted).items()}


def passage_counts(laid: Continuum, code: CodeId, direction: str | None) -> PassageCounts:
    """Both coders' passages of a category, matched one to one in the words compared."""
    wanted = None if direction is None else DIRECTIONS.index(direction)
    number = laid.codes.index(code)
    first, second = (
        sorted({Span(start, end) for start, end in zip(*map(list, edges), strict=True)})
        for edges in (
            tuple(each.tolist() for each in who.of(number, wanted)) for who in laid.passages
        )
    )
    pairs = match(first, second)
    return PassageCounts(
        matched=len(pairs),
        exact=sum(first[one] == second[other] for one, other in pairs),
        only_a=len(first) - len(pairs),
        only_b=len(second) - len(pairs),
    )


# -- Over all codes ---------------------------------------------------------------------------


def set_alphas(marked: Cells) -> SetAlphas:
    """The sets of codes that coders gave.

    With directions, a unit that a coder gave any code without one is missing for her.
    """
    return SetAlphas(
        marked.weights,
        [hers.T for hers in marked.given],
        present=[*np.asarray(marked.known.all(axis=1))],
        parts=marked.interview_of,
    )


def _overall(
    marked: Cells, drawn: Floats | Undefined, categories: Sequence[Category]
) -> tuple[dict[str, Figure], dict[str, Bounds], tuple[SetCount, ...]]:
    """Krippendorff's alpha between the sets of codes that coders gave, for both set distances."""
    counted = set_alphas(marked)
    exact = figures(counted.exact())
    sets = tuple(_set_counts(counted, categories))
    if isinstance(drawn, Undefined):
        return exact, dict.fromkeys(exact, drawn), sets
    spread = counted.many(drawn)
    return exact, {name: bounds(values[:, None])[0] for name, values in spread.items()}, sets


def _set_counts(counted: SetAlphas, categories: Sequence[Category]) -> Iterator[SetCount]:
    found = counted.counts()
    for sets, units in sorted(found.items(), key=lambda each: (-each[1], str(each[0]))):
        named = (
            None if each is None else tuple(categories[place] for place in each) for each in sets
        )
        yield SetCount(tuple(named), units)


@dataclass(frozen=True, slots=True)
class _Unitized:
    overall: dict[str, Figure]
    intervals: dict[str, Bounds]
    per_code: dict[CodeId, Figure]


def _unitized(texts: Sequence[ComparedText], how: Comparison) -> _Unitized:
    """The unitizing alphas within the codes said to exclude each other.

    Of the interviews that every coder has coded; characters are counted, whatever the unit is.
    """
    if not how.exclusive:
        return _Unitized({}, {}, {})
    laid = continuum(
        [text for text in texts if all(coder in text.codings for coder in how.coders)],
        coders=how.coders,
        codes=how.exclusive,
        count_as=how.exclusive_as,
        unit=AgreementUnit.CHARACTER,
    )
    units = [_units_of(laid, coder) for coder in range(len(how.coders))]
    for coder, hers in zip(how.coders, units, strict=True):
        refused = _refused(laid, texts, coder, unitizing.own_overlaps(hers))
        if refused is not None:
            return _Unitized(
                dict.fromkeys(unitizing.NAMES, refused), {}, dict.fromkeys(how.exclusive, refused)
            )
    summed = unitizing.sums(units, laid.edges, codes=len(how.exclusive))
    overall, per_code = unitizing.exact(summed, len(how.coders))
    drawn = how.draws(len(laid.interviews))
    if isinstance(drawn, Undefined):
        intervals: dict[str, Bounds] = dict.fromkeys(overall, drawn)
    else:
        spread, _ = unitizing.many(summed, len(how.coders), drawn)
        intervals = {name: bounds(values[:, None])[0] for name, values in spread.items()}
    by_code = {str(place): each for place, each in enumerate(per_code)}
    return _Unitized(
        figures(overall),
        intervals,
        dict(zip(how.exclusive, figures(by_code).values(), strict=True)),
    )


def _units_of(laid: Continuum, coder: int) -> unitizing.Units:
    """One coder's passages as units; the same place with the same code is one unit."""
    who = laid.passages[coder]
    rows = np.unique(np.stack((who.codes, who.starts, who.ends)), axis=1)
    return unitizing.Units(starts=rows[1], ends=rows[2], codes=rows[0])


def _refused(
    laid: Continuum, texts: Sequence[ComparedText], coder: Coder, overlaps: Integers
) -> Undefined | None:
    """Why units that overlap those of the same coder allow no figure."""
    if not len(overlaps):
        return None
    interview, turn = place_of(laid, texts, int(overlaps[0]))
    return Undefined(
        "{coder}'s own passages with these codes overlap (places: {places}, the first in "
        "{interview}:{turn}); these alphas are made for codes that exclude each other.",
        {"coder": coder, "places": len(overlaps), "interview": interview, "turn": turn},
    )
