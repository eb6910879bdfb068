"""What figures of agreement do not say by themselves: where they mislead, and customary words.

Invariant: nothing here changes a figure or passes a verdict; a convention is named with its source.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import inf

from workbench.agreement.tables import Exact
from workbench.model import Band, Figure, Note, Threshold, Undefined

_Known = Mapping[str, Exact] | Mapping[str, Figure]

_PULLED_DOWN = 0.2
"""How far kappa stands below Brennan-Prediger before prevalence is named as the reason; by
`kappa = (BP - PI**2 + BI**2) / (1 - PI**2 + BI**2)` nothing but PI, the prevalence index, can pull
it down (Byrt, Bishop & Carlin 1993, Journal of Clinical Epidemiology 46, 423-429)."""
_TIMES_AS_MUCH = 2
"""How many times as much one coder must use the code before bias is named."""
_MOST = 0.8
"""The share of one value among all above which it makes chance agreement likely."""

THRESHOLDS = (
    Threshold(
        "Landis & Koch (1977)",
        "Landis & Koch (1977), The Measurement of Observer Agreement for Categorical Data, "
        "Biometrics 33, 159-174, p. 165",
        ("cohen_kappa", "weighted_kappa", "fleiss_kappa"),
        (
            Band(0.8, False, Note("almost perfect")),
            Band(0.6, False, Note("substantial")),
            Band(0.4, False, Note("moderate")),
            Band(0.2, False, Note("fair")),
            Band(0.0, True, Note("slight")),
            Band(-inf, False, Note("poor")),
        ),
    ),
    Threshold(
        "Fleiss (1981)",
        "Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., p. 218",
        ("cohen_kappa", "weighted_kappa", "fleiss_kappa"),
        (
            Band(0.75, False, Note("excellent")),
            Band(0.4, True, Note("fair to good")),
            Band(-inf, False, Note("poor")),
        ),
    ),
    Threshold(
        "Krippendorff (2004)",
        "Krippendorff (2004), Content Analysis, 2nd ed., pp. 241-243",
        ("krippendorff_alpha", "alpha_jaccard", "alpha_masi"),
        (
            Band(0.8, True, Note("to be relied on")),
            Band(0.667, True, Note("for tentative conclusions only")),
            Band(-inf, False, Note("not to be relied on")),
        ),
    ),
)
"""Conventions. Their authors call them arbitrary (Landis & Koch) or a matter of what a wrong
conclusion would cost (Krippendorff); none was made for characters."""


def notes(
    counts: tuple[int, int, int, int], coefficients: _Known, coders: Sequence[str]
) -> tuple[Note, ...]:
    """Where the figures of two coders on one code mislead.

    `counts` are the units of both, only the first, only the second, neither.
    """
    both, only_a, only_b, neither = counts
    given = (both + only_a, both + only_b)
    if not sum(counts):
        return ()
    if not all(given):
        return unused(given, coders)
    found = []
    if not only_a + only_b:
        found.append(_FULL)
    if not both + neither:
        found.append(_NONE)
    kappa, plain = _number(coefficients, "cohen_kappa"), _number(coefficients, "brennan_prediger")
    if kappa is not None and plain is not None and plain - kappa >= _PULLED_DOWN:
        share = Fraction(sum(given), 2 * sum(counts))
        found.append(_prevalence(share))
    if max(given) >= _TIMES_AS_MUCH * min(given):
        found.append(_bias(given, coders))
    return tuple(found)


def unused(given: Sequence[int], coders: Sequence[str]) -> tuple[Note, ...]:
    """Which coders never used a code; `given` counts each coder's units with it."""
    if not any(given):
        return (Note("No coder used this code."),)
    absent = [coder for coder, number in zip(coders, given, strict=True) if not number]
    return tuple((_never_of_two if len(coders) == 2 else _never)(coder) for coder in absent)


def _never(coder: str) -> Note:
    return Note("{coder} never used this code: see whether {coder} finished.", {"coder": coder})


def _never_of_two(coder: str) -> Note:
    return Note(
        "{coder} never used this code: see whether {coder} finished. Kappa is then 0, whatever the "
        "other did.",
        {"coder": coder},
    )


def notes_on_values(shares: Mapping[object, Fraction], coefficients: _Known) -> tuple[Note, ...]:
    """Where the figures of a table of values mislead; `shares` is that of each value among all."""
    same = _number(coefficients, "percent")
    corrected = _number(coefficients, "krippendorff_alpha")
    if same is None or corrected is None:
        return ()
    found = []
    if same == 1:
        found.append(_FULL)
    if same == 0:
        found.append(_NONE)
    value = max(shares, key=lambda each: shares[each])
    if shares[value] >= _MOST and same - corrected >= _PULLED_DOWN:
        found.append(
            Note(
                "One value, “{value}”, makes up {share} of all: coders then agree often by chance, "
                "and alpha ({alpha}) and kappa stand far below percent ({percent}). Read them "
                "together (Feinstein & Cicchetti 1990).",
                {
                    "value": _shown(value),
                    "share": float(shares[value]),
                    "alpha": corrected,
                    "percent": same,
                },
            )
        )
    return tuple(found)


_FULL = Note(
    "No disagreement was seen. That does not mean that there can be none: an interval from 1 to 1 "
    "says nothing."
)
_RARE = Note(
    "Few units have the code: coders then agree often by chance that it is not there, and kappa, "
    "pi and alpha stand far below percent. Read them with positive agreement and the shares coded "
    "(Feinstein & Cicchetti 1990)."
)
_COMMON = Note(
    "Most units have the code: coders then agree often by chance that it is there, and kappa, pi "
    "and alpha stand far below percent. Read them with negative agreement and the shares coded "
    "(Feinstein & Cicchetti 1990)."
)
_NONE = Note("The coders agree on nothing: see whether two values or codes were swapped.")


def _prevalence(share: Fraction) -> Note:
    """Feinstein & Cicchetti (1990), Journal of Clinical Epidemiology 43, 543-549.

    Without figures, which stand beside it: of many codes at once it is then said once.
    """
    return _RARE if share < Fraction(1, 2) else _COMMON


def _bias(given: tuple[int, int], coders: Sequence[str]) -> Note:
    """Krippendorff (2004), Human Communication Research 30, 411-433."""
    more, fewer = (0, 1) if given[0] > given[1] else (1, 0)
    return Note(
        "{more} gave the code to {many} units, {fewer} to {few}. Cohen's kappa rewards that they "
        "use it unlike often; pi and alpha do not (Krippendorff 2004).",
        {"more": coders[more], "many": given[more], "fewer": coders[fewer], "few": given[fewer]},
    )


def _number(coefficients: _Known, name: str) -> float | None:
    found = coefficients.get(name)
    return None if found is None or isinstance(found, Undefined) else float(found)


def _shown(value: object) -> str:
    return "|".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
