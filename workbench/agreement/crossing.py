"""Which codes stand for which: two coders' codes on the same characters."""

import numpy as np

from workbench.agreement.units import Cells
from workbench.model import CodeId, Confusion


def confusion(marked: Cells, codes: tuple[CodeId, ...]) -> Confusion:
    """Cross two coders' codes, code by code.

    Where both gave a code they agree on it. What is then left of the one's codes meets each that
    is left of the other's, or “not coded” where none is: so a character that has several codes
    from either can stand in several places.
    """
    first, second = marked.given
    agreed = first & second
    only_a, only_b = first & ~second, second & ~first
    weighed = only_a * marked.weights.astype(np.float64)
    # Sums of whole numbers below 2**53 are exact as doubles.
    crossed = (weighed @ only_b.T.astype(np.float64)).astype(np.int64)
    crossed[np.diag_indices(len(codes))] = agreed @ marked.weights
    table = np.zeros((len(codes) + 1, len(codes) + 1), np.int64)
    table[:-1, :-1] = crossed
    table[:-1, -1] = (only_a & ~only_b.any(axis=0)) @ marked.weights
    table[-1, :-1] = (only_b & ~only_a.any(axis=0)) @ marked.weights
    table[-1, -1] = int(marked.weights[~(first.any(axis=0) | second.any(axis=0))].sum())
    return Confusion(codes, tuple(tuple(row) for row in table.tolist()))


def same_codes(marked: Cells) -> int:
    """Units to which two coders gave exactly the same codes, be it none."""
    first, second = marked.given
    return int(marked.weights[(first == second).all(axis=0)].sum())
