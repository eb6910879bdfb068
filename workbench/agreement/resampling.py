"""95 % intervals from drawing interviews again and again.

What one group talks about, and how one evening is coded, hangs together; so whole interviews are
drawn, with putting back, never single characters or sentences as if each were judged by itself.
Percentile method: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
Invariant: the same seed gives the same intervals, on any machine.
"""

import numpy as np
from numpy.typing import NDArray

from workbench.model import Bounds, ConfidenceInterval, Undefined

Floats = NDArray[np.float64]

RESAMPLES = 2_000
LEAST_INTERVIEWS = 5
"""Of fewer, too few different choices can be drawn."""

_TAIL = 0.025
_MOST_UNDEFINED = 0.05


def draws(interviews: int, *, resamples: int = RESAMPLES, seed: int = 1) -> Floats:
    """[resample, interview]: how often each interview was drawn, as many in all as there are."""
    # The stream of this older generator is promised never to change (numpy's NEP 19).
    chance = np.random.RandomState(seed)
    drawn = (chance.random_sample((resamples, interviews)) * interviews).astype(np.int64)
    places = drawn + np.arange(resamples)[:, None] * interviews
    counted = np.bincount(places.ravel(), minlength=resamples * interviews)
    return counted.reshape(resamples, interviews).astype(np.float64)


def too_few(interviews: int) -> Undefined | None:
    """Why there is no interval, if there are too few interviews."""
    if interviews >= LEAST_INTERVIEWS:
        return None
    return Undefined(
        "No interval: it would come from drawing among the interviews, and {interviews} are too "
        "few ({least} at least); characters and sentences are not independent of each other.",
        {"interviews": interviews, "least": LEAST_INTERVIEWS},
    )


def bounds(values: Floats) -> list[Bounds]:
    """The interval of each column of `values[resample, figure]`; NaN is an undefined one."""
    ordered = np.sort(values, axis=0)
    resamples = len(ordered)
    defined = resamples - np.isnan(ordered).sum(axis=0)
    found: list[Bounds] = []
    for figure, number in enumerate(defined.tolist()):
        if number < (1 - _MOST_UNDEFINED) * resamples or not number:
            found.append(
                Undefined(
                    "No interval: undefined in {undefined} of {resamples} resamples.",
                    {"undefined": resamples - number, "resamples": resamples},
                )
            )
        else:
            column = ordered[:number, figure]
            found.append(ConfidenceInterval(*(_quantile(column, at) for at in (_TAIL, 1 - _TAIL))))
    return found


def _quantile(ordered: Floats, share: float) -> float:
    """Between neighbours in proportion: type 7 of Hyndman & Fan (1996), Am. Statistician 50."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))
