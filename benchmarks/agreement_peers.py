"""Run by another Python: krippendorff, scikit-learn and nltk on the passages of a file.

Each takes one value per character and coder; spreading the passages out is not timed.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score, f1_score


def main(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    coded = np.zeros((2, told["codes"], told["characters"]), np.int8)
    for coder, rows in enumerate(told["passages"]):
        for code, start, end in rows:
            coded[coder, code, start:end] = 1
    first, second = coded
    alphas, alpha_seconds = timed(
        lambda: [
            float(krippendorff.alpha(np.stack(pair), level_of_measurement="nominal"))
            for pair in zip(first, second, strict=True)
        ]
    )
    kappas, sklearn_seconds = timed(
        lambda: [
            (float(cohen_kappa_score(a, b)), float(f1_score(a, b)))
            for a, b in zip(first, second, strict=True)
        ]
    )
    (_, kappa), nltk_seconds = timed(lambda: one_code(first[0], second[0]))
    jaccard, sets_seconds = timed(lambda: sets(coded))
    json.dump(
        {
            "krippendorff_alpha": alphas,
            "krippendorff_seconds": alpha_seconds,
            "sklearn_kappa": [each for each, _ in kappas],
            "sklearn_seconds": sklearn_seconds,
            "nltk_kappa": kappa,
            "nltk_seconds": nltk_seconds,
            "nltk_jaccard": jaccard,
            "nltk_sets_seconds": sets_seconds,
        },
        sys.stdout,
    )


def timed(work: Callable[[], object]) -> tuple[object, float]:
    begun = time.perf_counter()
    found = work()
    return found, time.perf_counter() - begun


def one_code(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    task = AnnotationTask(
        [
            (who, at, value)
            for who, hers in (("A", first), ("B", second))
            for at, value in enumerate(hers.tolist())
        ]
    )
    return task.pi(), task.kappa()


def sets(coded: np.ndarray) -> float:
    """Alpha between the sets of codes; a pair of empty sets, which nltk cannot divide, is 0."""

    def distance(one: frozenset, other: frozenset) -> float:
        union = len(one | other)
        return 1 - len(one & other) / union if union else 0.0

    known: dict[bytes, frozenset] = {}
    triples = []
    for who, hers in zip("AB", coded, strict=True):
        for at, column in enumerate(np.ascontiguousarray(hers.T)):
            key = column.tobytes()
            if key not in known:
                known[key] = frozenset(np.flatnonzero(column).tolist())
            triples.append((who, at, known[key]))
    return AnnotationTask(triples, distance=distance).alpha()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
