"""Agreement of two coders on one code, from how many units both, one or neither gave it.

Invariant: figures are exact rationals of the counts; where the formula divides by nothing, the
figure is undefined and says why.

Throughout, a is the number of units that both gave the code, b only the first, c only the second,
d neither; n = a + b + c + d; p_o the observed and p_e the expected share of agreement; every
coefficient of chance-corrected agreement is `(p_o - p_e) / (1 - p_e)`.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from workbench.model import Figure, Undefined

Exact = Fraction | Undefined

NO_UNITS = Undefined("There are no units to compare.")


def figures(exact: Mapping[str, Exact]) -> dict[str, Figure]:
    """The same as numbers that can be shown."""
    return {
        name: each if isinstance(each, Undefined) else float(each) for name, each in exact.items()
    }


# -- One code: given or not -------------------------------------------------------------------


def two_by_two(both: int, only_a: int, only_b: int, neither: int) -> dict[str, Exact]:
    """Every coefficient of two coders on one code, by its name.

    Units are characters, sentences, turns or rows: weights add up the same way.
    """
    counts = (both, only_a, only_b, neither)
    return {name: function(*counts) for name, function in _TWO_BY_TWO.items()}


def percent(a: int, b: int, c: int, d: int) -> Exact:
    """`(a + d) / n`: the share of units on which both say the same."""
    n = a + b + c + d
    return Fraction(a + d, n) if n else NO_UNITS


def cohen_kappa(a: int, b: int, c: int, d: int) -> Exact:
    """`p_e = ((a+b)(a+c) + (c+d)(b+d)) / n**2`: chance by each coder's own habits.

    Cohen (1960), Educational and Psychological Measurement 20, 37-46. The code below is
    `2(ad - bc) / ((a+b)(b+d) + (a+c)(c+d))`, the same on one denominator.
    """
    below = (a + b) * (b + d) + (a + c) * (c + d)
    return Fraction(2 * (a * d - b * c), below) if below else _same_throughout(a, b, c, d)


def scott_pi(a: int, b: int, c: int, d: int) -> Exact:
    """`p_e = p**2 + (1-p)**2` with `p = (2a+b+c) / 2n`: chance by the habits of both together.

    Scott (1955), Public Opinion Quarterly 19, 321-325. On one denominator:
    `(4ad - (b+c)**2) / ((2a+b+c)(2d+b+c))`.
    """
    below = (2 * a + b + c) * (2 * d + b + c)
    return Fraction(4 * a * d - (b + c) ** 2, below) if below else _same_throughout(a, b, c, d)


def krippendorff_alpha(a: int, b: int, c: int, d: int) -> Exact:
    """`1 - D_o / D_e`: as Scott's pi, with chance drawn without putting back.

    `1 - (2n-1)(b+c) / ((2a+b+c)(2d+b+c))`. Krippendorff (2011), Computing Krippendorff's
    Alpha-Reliability, section A.
    """
    below = (2 * a + b + c) * (2 * d + b + c)
    if not below:
        return _same_throughout(a, b, c, d)
    return 1 - Fraction((2 * (a + b + c + d) - 1) * (b + c), below)


def gwet_ac1(a: int, b: int, c: int, d: int) -> Exact:
    """`p_e = 2p(1-p)` with `p = (2a+b+c) / 2n`: chance only where a unit is hard to judge.

    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48.
    """
    n = a + b + c + d
    if not n:
        return NO_UNITS
    share = Fraction(2 * a + b + c, 2 * n)
    by_chance = 2 * share * (1 - share)
    return (Fraction(a + d, n) - by_chance) / (1 - by_chance)


def brennan_prediger(a: int, b: int, c: int, d: int) -> Exact:
    """`2 p_o - 1`: chance is tossing a coin.

    Brennan & Prediger (1981), Educational and Psychological Measurement 41, 687-699; on two values
    also called PABAK (Byrt, Bishop & Carlin 1993, Journal of Clinical Epidemiology 46, 423-429).
    """
    n = a + b + c + d
    return Fraction(2 * (a + d) - n, n) if n else NO_UNITS


def positive_agreement(a: int, b: int, c: int, d: int) -> Exact:
    """`2a / (2a+b+c)`: of what either coder gave the code, the share that both did; F1.

    Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558; as F1 Hripcsak &
    Rothschild (2005), Journal of the American Medical Informatics Association 12, 296-298.
    """
    if 2 * a + b + c:
        return Fraction(2 * a, 2 * a + b + c)
    return (
        Undefined("Neither coder gave the code to any of the {units} units.", {"units": d})
        if d
        else NO_UNITS
    )


def negative_agreement(a: int, b: int, c: int, d: int) -> Exact:
    """`2d / (2d+b+c)`: of what either coder left without the code, the share that both did.

    Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43, 551-558.
    """
    if 2 * d + b + c:
        return Fraction(2 * d, 2 * d + b + c)
    return (
        Undefined("Both coders gave the code to every one of the {units} units.", {"units": a})
        if a
        else NO_UNITS
    )


def _same_throughout(a: int, b: int, c: int, d: int) -> Undefined:
    """Why there is no chance to correct for: nothing varies."""
    if not a + b + c + d:
        return NO_UNITS
    if a:
        return Undefined(
            "Both coders gave the code to every one of the {units} units: nothing varies.",
            {"units": a},
        )
    return Undefined(
        "Neither coder gave the code to any of the {units} units: nothing varies.", {"units": d}
    )


_TWO_BY_TWO: dict[str, Callable[[int, int, int, int], Exact]] = {
    "percent": percent,
    "cohen_kappa": cohen_kappa,
    "scott_pi": scott_pi,
    "krippendorff_alpha": krippendorff_alpha,
    "gwet_ac1": gwet_ac1,
    "brennan_prediger": brennan_prediger,
    "positive_agreement": positive_agreement,
    "negative_agreement": negative_agreement,
}
TWO_BY_TWO_NAMES = tuple(_TWO_BY_TWO)


def two_by_two_many(counts: NDArray[np.generic]) -> dict[str, NDArray[np.float64]]:
    """`two_by_two` of many tables at once, for resampling.

    `counts[..., 4]` are both, only the first, only the second, neither; NaN where undefined.
    """
    a, b, c, d = np.moveaxis(np.asarray(counts, dtype=np.float64), -1, 0)
    n, either = a + b + c + d, b + c
    given, not_given = 2 * a + either, 2 * d + either
    with np.errstate(divide="ignore", invalid="ignore"):
        same = (a + d) / n
        by_chance = given * not_given / (2 * n * n)
        return {
            "percent": same,
            "cohen_kappa": 2 * (a * d - b * c) / ((a + b) * (b + d) + (a + c) * (c + d)),
            "scott_pi": (4 * a * d - either * either) / (given * not_given),
            "krippendorff_alpha": _one_less((2 * n - 1) * either, given * not_given),
            "gwet_ac1": (same - by_chance) / (1 - by_chance),
            "brennan_prediger": 2 * same - 1,
            "positive_agreement": 2 * a / given,
            "negative_agreement": 2 * d / not_given,
        }


def _one_less(above: NDArray[np.float64], below: NDArray[np.float64]) -> NDArray[np.float64]:
    """`1 - above / below`; NaN, not minus infinity, where `below` is 0."""
    return np.asarray(1 - above / np.where(below == 0, np.nan, below), dtype=np.float64)
