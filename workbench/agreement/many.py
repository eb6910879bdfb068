"""One code, any number of coders, many tables at once: for resampling.

Invariant: the same figures as `reliability.binary`, to the precision of doubles; NaN where that
is undefined.
"""

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]


def binary_many(counts: NDArray[np.generic]) -> dict[str, _Floats]:
    """The coefficients of `reliability.binary` from `counts[..., r, k]`.

    That is the number of units with values of r coders, k of whom gave the code; r and k go from 0
    to the number of coders. Formulas and sources stand with the exact functions.
    """
    units = np.asarray(counts, np.float64)
    r, k = np.indices(units.shape[-2:], np.float64)
    pairs, others = np.where(r > 1, r * (r - 1), 1), np.where(r > 1, r - k, 0)
    paired = np.where(r > 1, 1.0, 0.0)
    unlike = 2 * k * others

    def total(weights: _Floats) -> _Floats:
        return np.asarray((units * weights).sum(axis=(-2, -1)), np.float64)

    given, not_given = total(paired * k), total(paired * others)
    with np.errstate(divide="ignore", invalid="ignore"):
        differing = total(unlike / pairs) / total(paired)
        share = total(k / np.maximum(r, 1)) / total(np.where(r > 0, 1.0, 0.0))
        spread = 2 * share * (1 - share)
        varied = np.where(given * not_given > 0, 1.0, np.nan)
        values = given + not_given
        apart = total(unlike / np.maximum(r - 1, 1))
        return {
            "percent": 1 - differing,
            "fleiss_kappa": varied * (1 - differing / spread),
            "krippendorff_alpha": varied * (1 - (values - 1) * apart / (2 * given * not_given)),
            "gwet_ac1": 1 - differing / (1 - spread),
            "brennan_prediger": 1 - 2 * differing,
            "positive_agreement": total(paired * k * (k - 1)) / total(paired * k * (r - 1)),
            "negative_agreement": total(paired * others * (others - 1))
            / total(paired * others * (r - 1)),
        }
