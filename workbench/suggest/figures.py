"""Figures from trials, with intervals by resampling interviews, and how reliable the bands are.

Intervals are percentile bootstrap intervals (Efron & Tibshirani 1993, ch. 13) over interviews,
since passages of one interview are not independent. Same trials and seed, same figures. Pure.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.model import CodeId, Confidence
from workbench.suggest.trials import Trial

_RESAMPLES = 1_000
_INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Ranking:
    """How high the coder's code stands."""

    top1: float
    recall3: float
    mrr: float
    """Mean of 1 / rank."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What the suggestions shown are worth."""

    precision: float
    """Share of suggestions whose code the coder has there."""
    recall: float
    """Share of codings that a suggestion with their code touches."""
    f1: float


@dataclass(frozen=True, slots=True)
class OfCode:
    code: CodeId
    codings: int
    shown: int
    ranking: Ranking
    showing: Showing


@dataclass(frozen=True, slots=True)
class Reliability:
    """What became of the suggestions of one band."""

    confidence: Confidence
    shown: int
    predicted: float
    """The mean chance."""
    right: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything said about one method."""

    micro: Ranking
    macro: Ranking
    micro_shown: Showing
    macro_shown: Showing
    bothered: float
    """Share of uncoded sentences that get something."""
    per_code: tuple[OfCode, ...]
    reliability: tuple[Reliability, ...]


def figures(trials: Sequence[Trial], codes: Sequence[CodeId]) -> Figures:
    """The figures of some interviews; macro: the mean over codes that have codings."""
    per_code = tuple(_of_code(trials, code) for code in codes)
    used = [each for each in per_code if each.codings]
    ranks = [rank for each in trials for _, rank in each.ranks]
    shown = [one for each in trials for one in each.shown]
    found = [hit for each in trials for _, hit in each.found]
    uncoded = sum(each.uncoded for each in trials)
    return Figures(
        micro=_ranking(ranks),
        macro=Ranking(
            _mean([each.ranking.top1 for each in used]),
            _mean([each.ranking.recall3 for each in used]),
            _mean([each.ranking.mrr for each in used]),
        ),
        micro_shown=_showing([one.right for one in shown], found),
        macro_shown=Showing(
            _mean([each.showing.precision for each in used]),
            _mean([each.showing.recall for each in used]),
            _mean([each.showing.f1 for each in used]),
        ),
        bothered=sum(each.bothered for each in trials) / uncoded if uncoded else 0.0,
        per_code=per_code,
        reliability=tuple(_reliability(trials, each) for each in Confidence),
    )


def interval(
    trials: Sequence[Trial], measure: Callable[[Sequence[Trial]], float], *, seed: int = 1
) -> tuple[float, float]:
    """The 95 % interval of a measure when interviews are drawn again and again."""
    if not trials:
        return 0.0, 0.0
    chance = random.Random(seed)  # noqa: S311 - no secret: the same figures each time
    values = sorted(measure(chance.choices(trials, k=len(trials))) for _ in range(_RESAMPLES))
    low, high = (values[round(share * (len(values) - 1))] for share in _INTERVAL)
    return low, high


def macro_top1(trials: Sequence[Trial]) -> float:
    return _macro(trials, lambda rank: float(rank == 1))


def macro_recall3(trials: Sequence[Trial]) -> float:
    return _macro(trials, lambda rank: float(rank <= 3))


def macro_mrr(trials: Sequence[Trial]) -> float:
    return _macro(trials, lambda rank: 1 / rank)


def shown_precision(trials: Sequence[Trial]) -> float:
    return _mean([float(one.right) for each in trials for one in each.shown])


def shown_recall(trials: Sequence[Trial]) -> float:
    return _mean([float(hit) for each in trials for _, hit in each.found])


def bothered_share(trials: Sequence[Trial]) -> float:
    uncoded = sum(each.uncoded for each in trials)
    return sum(each.bothered for each in trials) / uncoded if uncoded else 0.0


def _macro(trials: Sequence[Trial], worth: Callable[[int], float]) -> float:
    sums: dict[CodeId, float] = {}
    counts: Counter[CodeId] = Counter()
    for each in trials:
        for code, rank in each.ranks:
            sums[code] = sums.get(code, 0.0) + worth(rank)
            counts[code] += 1
    return _mean([sums[code] / counts[code] for code in sorted(sums)])


def _of_code(trials: Sequence[Trial], code: CodeId) -> OfCode:
    ranks = [rank for each in trials for which, rank in each.ranks if which == code]
    shown = [one.right for each in trials for one in each.shown if one.code == code]
    found = [hit for each in trials for which, hit in each.found if which == code]
    return OfCode(code, len(ranks), len(shown), _ranking(ranks), _showing(shown, found))


def _ranking(ranks: Sequence[int]) -> Ranking:
    return Ranking(
        _mean([float(rank == 1) for rank in ranks]),
        _mean([float(rank <= 3) for rank in ranks]),
        _mean([1 / rank for rank in ranks]),
    )


def _showing(right: Sequence[bool], found: Sequence[bool]) -> Showing:
    precision, recall = _mean([float(x) for x in right]), _mean([float(x) for x in found])
    both = precision + recall
    return Showing(precision, recall, 2 * precision * recall / both if both else 0.0)


def _reliability(trials: Sequence[Trial], band: Confidence) -> Reliability:
    shown = [one for each in trials for one in each.shown if one.confidence is band]
    return Reliability(
        band,
        len(shown),
        _mean([one.chance for one in shown]),
        _mean([float(one.right) for one in shown]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
