"""What distinguishes the values of an attribute, and which codes occur together."""

from collections.abc import Iterator
from dataclasses import replace

from workbench.errors import UsageError
from workbench.export.findings import contrast_grids, cooccurrence_grid, matrix_grid
from workbench.export.labels import Language
from workbench.export.provenance import cut_lines
from workbench.export.wording import nearness_words, words_in
from workbench.model import (
    CodePair,
    Coder,
    Contrast,
    ContrastCell,
    ContrastCode,
    Cooccurrence,
    Cut,
    Grid,
    Nearness,
)
from workbench.workflows.counting import Counts, origin_of

PERMUTATIONS = 9_999

_SHEETS = {"sv": ["Gemensamt", "Skillnader"], "en": ["Common", "Differences"]}
_PAIRS = {"sv": ["Tillsammans", "Par"], "en": ["Together", "Pairs"]}


def contrast_of(
    counts: Counts, cut: Cut, *, coder: Coder, permutations: int = PERMUTATIONS, seed: int = 1
) -> Contrast:
    """Compare every value of a cut with all others together, on a project that is open.

    Raises InputError for an attribute that nobody has, UsageError for what does not fit together.
    """
    from workbench.analysis.contrasts import contrast

    return contrast(
        counts.frames(coder),
        counts.codebook(),
        cut,
        coder=coder,
        permutations=permutations,
        seed=seed,
    )


def contrast_as_grids(
    counts: Counts, found: Contrast, cut: Cut, *, lang: Language | None
) -> tuple[tuple[Grid, ...], list[str]]:
    """What is common, what distinguishes, with how it was counted; and the names of the sheets."""
    language = counts.language(lang)
    lines = (
        *origin_of(counts, found.coder, language),
        *cut_lines(cut, found.by, language),
        *_contrast_lines(found, language),
    )
    return contrast_grids(found, lang=language, counted=lines), _SHEETS[language]


def _contrast_lines(found: Contrast, lang: Language) -> Iterator[tuple[str, str]]:
    words = words_in(lang)
    yield words["finding"], words["contrast rule"]
    comparisons = sum(cell.p is not None for cell in found.cells)
    told = words["permutation rule"].format(
        permutations=found.permutations, seed=found.seed, comparisons=comparisons
    )
    yield words["test"], f"{told} {words['cannot rule']}"
    yield words["is common"], words["common rule"]


def contrast_facts(found: Contrast) -> dict[str, object]:
    """As JSON holds it: `by unit coder interviews mixed permutations seed alpha codes cells`."""
    return {
        "by": found.by,
        "unit": found.unit.value,
        "coder": found.coder,
        "interviews": found.interviews,
        "mixed": found.mixed,
        "permutations": found.permutations,
        "seed": found.seed,
        "alpha": found.alpha,
        "codes": [_code_facts(each) for each in found.codes],
        "cells": [_cell_facts(each) for each in found.cells],
        "remarks": [{"kind": each.kind, "facts": list(each.facts)} for each in found.remarks],
    }


def _code_facts(each: ContrastCode) -> dict[str, object]:
    return {
        "code": each.code,
        "common": each.common,
        "values_with": each.values_with,
        "interviews_with": each.interviews_with,
        "interviews": each.interviews,
        "lowest": None if each.lowest is None else list(each.lowest),
        "highest": None if each.highest is None else list(each.highest),
        "log_likelihood": each.log_likelihood,
        "p": each.p,
        "p_adjusted": each.p_adjusted,
        "smallest_p": each.smallest_p,
        "finding": each.finding.value,
    }


def _cell_facts(each: ContrastCell) -> dict[str, object]:
    return {
        "value": each.value,
        "code": each.code,
        "count": each.count,
        "base": each.base,
        "elsewhere": each.elsewhere,
        "base_elsewhere": each.base_elsewhere,
        "residual": each.residual,
        "log_likelihood": each.log_likelihood,
        "log_ratio": each.log_ratio,
        "p": each.p,
        "p_adjusted": each.p_adjusted,
        "smallest_p": each.smallest_p,
        "finding": each.finding.value,
    }


# -- codes together ---------------------------------------------------------------------------


def nearness(written: str) -> tuple[Nearness, int]:
    """Read `passage`, `overlap`, `turn`, or a number of turns; raises UsageError for others."""
    word = written.strip().casefold()
    if word.isdecimal():
        return (Nearness.TURNS, int(word)) if int(word) else (Nearness.TURN, 0)
    if word in ("passage", "overlap", "turn"):
        return Nearness(word), 0
    raise UsageError(
        f"“{written}” does not say when codes are together.",
        "Write passage, overlap, turn, or a number of turns.",
    )


def cooccurrence_of(
    counts: Counts, cut: Cut, *, coder: Coder, near: Nearness, distance: int = 0
) -> Cooccurrence:
    """Count how often each two codes are together, on a project that is open."""
    from workbench.analysis.together import cooccurrence

    return cooccurrence(
        counts.frames(coder),
        counts.codebook(),
        replace(cut, by=(), groups=()),
        coder=coder,
        near=near,
        distance=distance,
    )


def cooccurrence_as_grids(
    counts: Counts, found: Cooccurrence, cut: Cut, *, lang: Language | None
) -> tuple[tuple[Grid, ...], list[str]]:
    """Codes by codes, then the pairs; and the names of the sheets."""
    language = counts.language(lang)
    words = words_in(language)
    near = nearness_words(found.near, found.distance, language)
    lines = (
        *origin_of(counts, found.coder, language),
        (words["cooccurrence rule"], f"{near}. {words['jaccard rule']}"),
        *(line for line in cut_lines(cut, "", language) if line[0] != words["unit"]),
    )
    matrix = matrix_grid(found, lang=language, counted=lines)
    return (matrix, cooccurrence_grid(found, lang=language, counted=lines)), _PAIRS[language]


def cooccurrence_facts(found: Cooccurrence) -> dict[str, object]:
    """As JSON holds it: `within coder codes pairs`."""
    within = str(found.distance) if found.near is Nearness.TURNS else found.near.value
    return {
        "within": within,
        "coder": found.coder,
        "codes": [code for code, _ in found.codes],
        "pairs": [_pair_facts(pair) for pair in found.pairs],
    }


def _pair_facts(pair: CodePair) -> dict[str, object]:
    return {
        "first": pair.first,
        "second": pair.second,
        "together": pair.together,
        "with_first": pair.with_first,
        "with_second": pair.with_second,
        "with_either": pair.with_either,
        "jaccard": pair.jaccard,
    }
