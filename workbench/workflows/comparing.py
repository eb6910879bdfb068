"""How far coders of a project agree: in figures, from interview to interview, and code by code.

What is compared are participants' words: labels and moderators' turns are left out. Only interviews
that every one of the coders has finished are, unless the team has lifted that.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from workbench.agreement.comparing import Comparison, compare, compare_part
from workbench.agreement.crossing import confusion as crossed
from workbench.agreement.crossing import same_codes
from workbench.agreement.resampling import RESAMPLES
from workbench.agreement.units import ComparedText, cells, continuum
from workbench.errors import InputError, UsageError
from workbench.model import (
    AgreementPart,
    AgreementReport,
    AgreementUnit,
    Bounds,
    CodeAgreement,
    Codebook,
    CodeId,
    Coder,
    Confusion,
    DriftPoint,
    Figure,
    InterviewId,
    SetCount,
    Undefined,
)
from workbench.project import Project
from workbench.workflows.blinding import Compared, side_by_side
from workbench.workflows.juxtaposing import texts
from workbench.workflows.projects import Progress, coding_coders, no_progress, opened, person

Depth = Literal["top", "leaf"]
"""`top`: sub-codes count as their top code; `leaf`: only codes without sub-codes."""

ANY_CHARACTER = "any"


@dataclass(frozen=True, slots=True)
class Asked:
    """What figures are wanted, as one writes it."""

    unit: AgreementUnit = AgreementUnit.CHARACTER
    overlap: str = ANY_CHARACTER
    """`any`, or the share of a sentence or turn that must be coded: `0.5`, `1/2`, `50 %`."""
    by: str | None = None
    """`interview`, `participant`, `week`, `version` or an attribute; None or `code`: the whole."""
    codes: tuple[str, ...] = ()
    """Only these and those below them; empty: all."""
    depth: Depth | None = None
    polarity: bool = False
    exclusive: tuple[str, ...] = ()
    """Codes said to exclude each other, for the unitizing alphas."""
    resamples: int = RESAMPLES
    seed: int = 1


def agreement(
    path: Path,
    coders: Sequence[str] = (),
    asked: Asked | None = None,
    *,
    progress: Progress = no_progress,
) -> AgreementReport:
    """Compare coders of a project; by default the two who have coded.

    Errors: UsageError where it is not clear who is compared, or how; InputError where there is
    nothing to compare.
    """
    with opened(path) as project:
        return agreement_of(project, coders, asked, progress=progress)


def agreement_of(
    project: Project,
    coders: Sequence[str] = (),
    asked: Asked | None = None,
    *,
    progress: Progress = no_progress,
) -> AgreementReport:
    """The same on a project that is open."""
    asked = asked or Asked()
    overlap = _share(asked.overlap, asked.unit)
    who = compared_coders(project, coders)
    chosen = _chosen(project, who)
    if not chosen.interviews:
        raise _nothing(project, chosen, who)
    codebook = project.codebook()
    found, by = texts(
        project,
        who,
        chosen.interviews,
        unit=asked.unit,
        by=asked.by,
        absent={(coder, each.interview) for each in chosen.left_out for coder in each.unfinished},
        progress=progress,
    )
    count_as = counted_as(codebook, asked.codes, asked.depth)
    named = {count_as.get(each, each) for each in map(codebook.resolve, asked.codes)}
    exclusive = tuple(dict.fromkeys(codebook.resolve(each) for each in asked.exclusive))
    how = Comparison(
        coders=who,
        codes=_told_of(codebook, found, count_as, named),
        count_as=count_as,
        unit=asked.unit,
        overlap=overlap,
        polarity=asked.polarity,
        by=by,
        depth=asked.depth,
        exclusive=_several(exclusive),
        exclusive_as=_nearest(codebook, exclusive),
        resamples=asked.resamples,
        seed=asked.seed,
    )
    compared = {*chosen.interviews}
    return compare(
        found,
        how,
        left_out=[each for each in chosen.left_out if each.interview not in compared],
        blind=chosen.blind,
        progress=progress,
    )


def drift(project: Project, first: str, second: str) -> tuple[DriftPoint, ...]:
    """How far two coders agree in each interview, in the order in which they coded them."""
    who = (Coder(first), Coder(second))
    compared = side_by_side(project, who)
    codebook = project.codebook()
    found, _ = texts(project, who, compared.interviews)
    count_as = counted_as(codebook, (), None)
    how = Comparison(
        coders=who, codes=_told_of(codebook, found, count_as, ()), count_as=count_as, resamples=0
    )
    coded = [project.coded_times(coder) for coder in who]
    ready = [project.finished_times(coder) for coder in who]
    points = []
    for text in found:
        times = [
            when
            for hers, done in zip(coded, ready, strict=True)
            if (when := hers.get(text.interview, done.get(text.interview))) is not None
        ]
        part = compare_part([text], how)
        if times:
            points.append(
                DriftPoint(
                    interview=text.interview,
                    when=max(times),
                    units=part.units,
                    percent=_same_share(text, how),
                    alpha=part.overall["alpha_jaccard"],
                )
            )
    return tuple(sorted(points, key=lambda point: point.when))


def _same_share(text: ComparedText, how: Comparison) -> float | Undefined:
    laid = continuum(
        [text], coders=how.coders, codes=how.codes, count_as=how.count_as, unit=how.unit
    )
    if not laid.length:
        return Undefined("There are no units to compare.")
    return same_codes(cells(laid, how.categories)) / laid.length


def confusion(
    project: Project,
    first: str,
    second: str,
    interviews: Collection[InterviewId] | None = None,
    *,
    depth: Depth | None = None,
) -> Confusion:
    """Which codes two coders gave the same characters of the interviews that may be compared.

    interviews: only these of them; None: all.
    """
    who = (Coder(first), Coder(second))
    compared = side_by_side(project, who).interviews
    wanted = [each for each in compared if interviews is None or each in interviews]
    codebook = project.codebook()
    count_as = counted_as(codebook, (), depth)
    found, _ = texts(project, who, wanted)
    codes = _told_of(codebook, found, count_as, ())
    laid = continuum(
        found, coders=who, codes=codes, count_as=count_as, unit=AgreementUnit.CHARACTER
    )
    return crossed(cells(laid, tuple((code, None) for code in codes)), codes)


# -- As JSON ----------------------------------------------------------------------------------


def agreement_facts(report: AgreementReport, codebook: Codebook) -> dict[str, object]:
    """The JSON document: `unit coders interviews codes[] overall{}`, and how it was counted."""
    names = {code.id: code.name for code in codebook.codes}
    return {
        "unit": report.unit.value,
        "overlap": ANY_CHARACTER if report.overlap is None else float(report.overlap),
        "coders": list(report.coders),
        **_part_facts(report.whole, names),
        "by": report.by,
        "parts": [{"value": part.value, **_part_facts(part, names)} for part in report.parts],
        "depth": report.depth,
        "polarity": report.polarity,
        "blind": report.blind,
        "left_out": [
            {"interview": each.interview, "unfinished": list(each.unfinished)}
            for each in report.left_out
        ],
        "resamples": report.resamples,
        "seed": report.seed,
    }


def _part_facts(part: AgreementPart, names: Mapping[CodeId, str]) -> dict[str, object]:
    return {
        "interviews": list(part.interviews),
        "units": part.units,
        "codes": [_code_facts(each, part, names) for each in part.codes],
        "overall": {name: _figure_facts(each) for name, each in part.overall.items()}
        | ({"ku_alpha": _unitized_facts(part)} if part.unitized else {}),
        "intervals": {name: _bounds_facts(each) for name, each in part.intervals.items()},
        "sets": [_set_facts(each) for each in part.sets],
        "notes": [str(note) for note in part.notes],
    }


def _set_facts(each: SetCount) -> dict[str, object]:
    """How many units have these sets of codes, one for each coder; null where she is missing."""
    given = [
        None if codes is None else [f"{code}{direction or ''}" for code, direction in codes]
        for codes in each.sets
    ]
    return {"given": given, "units": each.units}


def _code_facts(
    each: CodeAgreement, part: AgreementPart, names: Mapping[CodeId, str]
) -> dict[str, object]:
    passages = each.passages
    own = part.unitized.get(each.code) if each.polarity is None else None
    return {
        "code": each.code,
        "name": names.get(each.code, each.code),
        **({} if each.polarity is None else {"polarity": each.polarity}),
        "both": each.both,
        "only_a": each.only_a,
        "only_b": each.only_b,
        "neither": each.neither,
        "coded_by": list(each.coded_by),
        **({"counted": [list(row) for row in each.counted]} if each.counted else {}),
        "prevalence": [_figure_facts(share) for share in each.prevalence],
        "passages": None
        if passages is None
        else {
            "matched": passages.matched,
            "exact": passages.exact,
            "only_a": passages.only_a,
            "only_b": passages.only_b,
        },
        "coefficients": {name: _figure_facts(value) for name, value in each.coefficients.items()}
        | ({} if own is None else {"ku_alpha": _figure_facts(own)}),
        "intervals": {name: _bounds_facts(value) for name, value in each.intervals.items()},
        "notes": [str(note) for note in each.notes],
    }


def _unitized_facts(part: AgreementPart) -> dict[str, object]:
    return {code: _figure_facts(figure) for code, figure in part.unitized.items()}


def _figure_facts(figure: Figure) -> float | dict[str, str]:
    return {"undefined": figure.reason} if isinstance(figure, Undefined) else figure


def _bounds_facts(bounds: Bounds) -> list[float] | dict[str, str]:
    if isinstance(bounds, Undefined):
        return {"undefined": bounds.reason}
    return [bounds.low, bounds.high]


# -- Who, what, how ---------------------------------------------------------------------------


def compared_coders(project: Project, given: Sequence[str]) -> tuple[Coder, ...]:
    """The coders named; with no name the two who have coded.

    Raises InputError for one who has coded and finished nothing, UsageError where fewer than two
    are meant.
    """
    names = tuple(dict.fromkeys(person(each, "WORKBENCH_CODER") for each in given))
    there = coding_coders(project)
    known = project.coders()
    for name in names:
        if name not in known and not project.finished(Coder(name)):
            raise InputError(
                f"There are no codings by “{name}”.",
                f"Codings have been made by: {', '.join(known) or 'nobody yet'}.",
            )
    if len(names) > 1:
        return tuple(map(Coder, names))
    if not names and len(there) == 2:
        return there
    if len(known) < 2:
        raise InputError(
            "Fewer than two coders have coded in this project: there is nobody to compare.",
            "Let someone else code the same interviews, or `workbench merge` her bundle.",
        )
    raise UsageError(
        f"It is not said who are compared; codings have been made by: {', '.join(known)}.",
        f"Name two or more, for example --coder {known[0]} --coder {known[1]}.",
    )


def _chosen(project: Project, coders: Sequence[Coder]) -> Compared:
    """The interviews that may be compared; where that is lifted, of three or more coders also those
    that two of them have coded."""
    found = side_by_side(project, coders)
    if found.blind or len(coders) < 3:
        return found
    begun = {each.interview for each in found.left_out if len(coders) - len(each.unfinished) >= 2}
    both = {*found.interviews, *begun}
    interviews = tuple(each for each in project.interview_ids() if each in both)
    return Compared(interviews, found.left_out, found.blind)


def _nothing(project: Project, chosen: Compared, coders: Sequence[Coder]) -> InputError:
    names = " and ".join(coders)
    if not chosen.left_out:
        return InputError(
            "The project has no interviews yet.", "Bring some in with `workbench import`."
        )
    number = len(chosen.left_out)
    if chosen.blind:
        return InputError(
            f"None of the {number} interviews has been finished by {names}, so none is compared.",
            f"Mark what is done with `workbench finish {project.path.name} ID --coder NAME`, or "
            f"let the team compare unfinished work: `workbench blind {project.path.name} --lift`.",
        )
    return InputError(
        f"None of the {number} interviews has been coded by {names}.",
        "Compare coders who have coded the same interviews.",
    )


def counted_as(
    codebook: Codebook, written: Sequence[str], depth: Depth | None
) -> dict[CodeId, CodeId]:
    """Which code a coding counts as; those that are not compared are not in it."""
    wanted = {
        below for each in written for below in codebook.descendants(codebook.resolve(each))
    } or {code.id for code in codebook.codes}
    if depth == "top":
        return {code: codebook.top(code) for code in wanted}
    if depth == "leaf":
        return {code: code for code in wanted if not codebook.children(code)}
    return {code: code for code in wanted}


def _told_of(
    codebook: Codebook,
    found: Iterable[ComparedText],
    count_as: Mapping[CodeId, CodeId],
    named: Collection[CodeId],
) -> tuple[CodeId, ...]:
    """The codes that one of the coders used, and those asked for by name, in the book's order."""
    used = {
        count_as[code]
        for text in found
        for spans in text.codings.values()
        for _start, _end, code, _direction in spans
        if code in count_as
    }
    return tuple(code.id for code, _depth in codebook.walk() if code.id in used | {*named})


def _several(exclusive: tuple[CodeId, ...]) -> tuple[CodeId, ...]:
    if len(exclusive) == 1:
        raise UsageError(
            "One code alone excludes nothing.",
            "Name two or more codes that exclude each other, divided by commas.",
        )
    return exclusive


def _nearest(codebook: Codebook, exclusive: Sequence[CodeId]) -> dict[CodeId, CodeId]:
    """Each code with the nearest one at or above it of those said to exclude each other."""
    return {
        code.id: nearest
        for code in codebook.codes
        if (
            nearest := next(
                (above for above in codebook.ancestors(code.id) if above in exclusive), None
            )
        )
        is not None
    }


def _share(written: str, unit: AgreementUnit) -> Fraction | None:
    """The share of a unit that must be coded; None: any character of it."""
    if written.strip().casefold() == ANY_CHARACTER:
        return None
    try:
        share = _fraction(written)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise UsageError(
            f"“{written}” is no share of a sentence or turn.",
            "Write any, or a number above 0 and up to 1, such as 0.5.",
        )
    if unit is AgreementUnit.CHARACTER:
        raise UsageError(
            "A character is coded or not: there is no share of it.",
            "Leave --overlap out, or add --unit sentence or --unit turn.",
        )
    return share


def _fraction(written: str) -> Fraction:
    plain = written.strip().replace(",", ".")
    return Fraction(plain[:-1].strip()) / 100 if plain.endswith("%") else Fraction(plain)
