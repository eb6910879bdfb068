"""Coefficients against scikit-learn, statsmodels and nltk on random data."""

import warnings

import numpy as np
import pytest
from nltk.metrics import agreement as nltk_agreement
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score
from statsmodels.stats import inter_rater

from workbench.agreement.distances import interval, jaccard, masi, steps
from workbench.agreement.reliability import (
    Ratings,
    alpha,
    coefficients,
    square,
    weighted_kappa,
)
from workbench.agreement.tables import two_by_two
from workbench.model import Level

SEEDS = range(40)


def close(value):
    return pytest.approx(value, abs=1e-9)


def values(seed, *, coders=2, categories=4):
    """Coders who mostly see the same, so that the figures spread; every category occurs."""
    chance = np.random.default_rng(seed)
    units = int(chance.integers(20, 200))
    truth = chance.integers(0, categories, units)
    truth[:categories] = range(categories)
    agreeing = chance.random((coders, units)) < chance.uniform(0.2, 0.95)
    agreeing[:, :categories] = True
    return np.where(agreeing, truth, chance.integers(0, categories, (coders, units)))


def ratings(given):
    return Ratings((1, tuple(row)) for row in given.T.tolist())


def nltk_task(given, **settings):
    rows = [
        (str(coder), str(unit), value)
        for coder, row in enumerate(given)
        for unit, value in enumerate(row)
    ]
    return nltk_agreement.AnnotationTask(data=rows, **settings)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_coders_agree_with_all_three(seed):
    given = values(seed)
    found = coefficients(ratings(given), Level.NOMINAL)
    table = inter_rater.to_table(given.T)[0].astype(int)
    task = nltk_task(given.tolist())
    assert found["percent"] == close(accuracy_score(*given)) == close(task.avg_Ao())
    assert float(found["cohen_kappa"]) == close(cohen_kappa_score(*given))
    assert float(found["cohen_kappa"]) == close(task.kappa())
    assert float(found["cohen_kappa"]) == close(inter_rater.cohens_kappa(table).kappa)
    assert float(found["scott_pi"]) == close(task.pi())
    assert float(found["krippendorff_alpha"]) == close(task.alpha())
    assert float(found["brennan_prediger"]) == close(task.S())
    by_table = square(table.tolist())
    assert by_table == {name: found[name] for name in by_table}


@pytest.mark.parametrize("seed", SEEDS)
def test_weighted_kappa_agrees_with_scikit_learn_and_statsmodels(seed):
    given = values(seed)
    table = inter_rater.to_table(given.T)[0]
    for distance, word in ((steps, "linear"), (interval, "quadratic")):
        found = float(weighted_kappa(ratings(given), distance))
        assert found == close(cohen_kappa_score(*given, weights=word))
        assert found == close(inter_rater.cohens_kappa(table, wt=word).kappa)


@pytest.mark.parametrize("seed", SEEDS)
def test_many_coders_agree_with_statsmodels_and_nltk(seed):
    given = values(seed, coders=5)
    found = coefficients(ratings(given), Level.NOMINAL)
    counts = inter_rater.aggregate_raters(given.T)[0]
    assert float(found["fleiss_kappa"]) == close(inter_rater.fleiss_kappa(counts))
    randolph = inter_rater.fleiss_kappa(counts, method="randolph")
    assert float(found["brennan_prediger"]) == close(randolph)
    task = nltk_task(given.tolist())
    assert float(found["percent"]) == close(task.avg_Ao())
    assert float(found["fleiss_kappa"]) == close(task.pi())
    assert float(found["krippendorff_alpha"]) == close(task.alpha())


@pytest.mark.parametrize("seed", SEEDS)
def test_missing_values_and_distances_agree_with_nltk(seed):
    chance = np.random.default_rng(seed)
    given = values(seed, coders=4).astype(object)
    given[chance.random(given.shape) < 0.3] = None
    rows = [
        (str(coder), str(unit), value)
        for coder, row in enumerate(given)
        for unit, value in enumerate(row)
        if value is not None
    ]
    for distance, theirs in (
        (interval, lambda a, b: (a - b) ** 2),
        (steps, lambda a, b: abs(a - b)),
    ):
        task = nltk_agreement.AnnotationTask(data=rows, distance=theirs)
        assert float(alpha(ratings(given), distance)) == close(task.alpha())


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_agree_with_nltk(seed):
    chance = np.random.default_rng(seed)
    flags = chance.random((2, 60, 3)) < 0.4
    given = [[frozenset(np.flatnonzero(row).tolist()) for row in coder] for coder in flags]
    sets = Ratings((1, pair) for pair in zip(*given, strict=True))
    for distance, theirs in ((jaccard, jaccard_distance), (masi, masi_distance)):
        # Theirs divides by zero between two empty sets.
        task = nltk_task(given, distance=lambda a, b, d=theirs: d(a, b) if a | b else 0)
        assert float(alpha(sets, distance)) == close(task.alpha())


@pytest.mark.parametrize("seed", SEEDS)
def test_one_code_agrees_with_scikit_learn(seed):
    first, second = values(seed, categories=2)
    counts = [
        int(np.sum((first == a) & (second == b))) for a, b in ((1, 1), (1, 0), (0, 1), (0, 0))
    ]
    found = {name: float(value) for name, value in two_by_two(*counts).items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert found["positive_agreement"] == close(f1_score(first, second))
        assert found["negative_agreement"] == close(f1_score(first, second, pos_label=0))
        assert found["cohen_kappa"] == close(cohen_kappa_score(first, second))
