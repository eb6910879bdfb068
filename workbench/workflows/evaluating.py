"""How well suggestions foresee a coder: leave one interview out, in a project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError
from workbench.model import Coder, InterviewId
from workbench.suggest.elsewhere import Others
from workbench.suggest.evaluating import METHODS, Evaluation, evaluate
from workbench.suggest.figures import (
    Figures,
    bothered_share,
    figures,
    interval,
    macro_mrr,
    macro_recall3,
    macro_top1,
    shown_precision,
    shown_recall,
)
from workbench.suggest.trials import Trial
from workbench.workflows.engines import background_of, from_elsewhere, language_notes, taught_by
from workbench.workflows.projects import Progress, no_progress, opened, resolve_coder

_RANKED: dict[str, Callable[[Sequence[Trial]], float]] = {
    "top1": macro_top1,
    "recall3": macro_recall3,
    "mrr": macro_mrr,
}
_SHOWN: dict[str, Callable[[Sequence[Trial]], float]] = {
    "precision": shown_precision,
    "recall": shown_recall,
    "uncoded": bothered_share,
}
SUGGESTING = ("learned", "cold")
"""The methods that suggest; the others only rank."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The figures of every method for one coder."""

    coder: Coder
    interviews: tuple[str, ...]
    methods: dict[str, Figures]
    intervals: dict[str, dict[str, tuple[float, float]]]
    """Of each method, the 95 % interval of its measures: macro top1, recall3, mrr, and for those
    that suggest precision, recall, uncoded."""
    chance: tuple[float, float, float]
    """Top-1, recall among three, mean reciprocal rank of a random order."""
    notes: tuple[str, ...] = ()


def assess(
    path: Path,
    *,
    coder: str | None = None,
    interviews: Sequence[str] = (),
    seed: int = 1,
    progress: Progress = no_progress,
) -> Assessment:
    """Score every interview that the coder has coded with what her others taught.

    interviews: only these are told of; all teach. Errors: InputError with fewer than two interviews
    coded, since then there is nothing to learn from.
    """
    with opened(path) as project:
        who = resolve_coder(project, coder)
        codings, decisions = taught_by(project, who)
        if len({each.interview for each in codings}) < 2:
            raise InputError(
                f"{who} has coded fewer than two interviews.",
                "Code another one: each is foreseen from the others.",
            )
        background = background_of(project, project.codebook())
        others = Others(from_elsewhere(background.codebook))
        done = evaluate(background, codings, decisions, others=others, progress=progress)
        wanted = {project.interview(each).id for each in interviews}
        return _assessment(done, who, wanted, seed, language_notes(project))


def _assessment(
    done: Evaluation, who: Coder, wanted: set[InterviewId], seed: int, notes: tuple[str, ...]
) -> Assessment:
    kept = [place for place, each in enumerate(done.interviews) if not wanted or each in wanted]
    trials = {method: [done.trials[method][place] for place in kept] for method in METHODS}
    intervals = {}
    for method, tried in trials.items():
        measures = {**_RANKED, **(_SHOWN if method in SUGGESTING else {})}
        intervals[method] = {
            name: interval(tried, measure, seed=seed) for name, measure in measures.items()
        }
    return Assessment(
        who,
        tuple(done.interviews[place] for place in kept),
        {method: figures(tried, done.codes) for method, tried in trials.items()},
        intervals,
        done.chance,
        notes,
    )
