"""Suggestions for a project's interviews: shown, ranked in full, or accepted unseen when asked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError
from workbench.model import (
    AddCoding,
    Change,
    CodeId,
    Coder,
    Coding,
    Confidence,
    DecideSuggestion,
    Decision,
    InterviewId,
    Origin,
    SeenEvidence,
    Suggestion,
    Verdict,
)
from workbench.project import Project
from workbench.suggest import drop_known
from workbench.suggest.engine import Engine
from workbench.workflows.deciding import accepted_shares
from workbench.workflows.engines import engine_for, language_notes
from workbench.workflows.projects import Facts, Progress, known_coder, no_progress, opened, person

_ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggestions, and what is to be said beside them."""

    suggestions: tuple[Suggestion, ...]
    accepted: Mapping[Confidence, tuple[int, int]]
    """Of each band, how many suggestions the coder accepted so far, of how many she answered."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was coded without anybody looking."""

    codings: Mapping[CodeId, int]
    interviews: int


def suggestions(
    path: Path,
    *,
    interview: str | None = None,
    coder: str | None = None,
    everything: bool = False,
    progress: Progress = no_progress,
) -> list[Suggestion]:
    """As `suggest`, the suggestions alone."""
    found = suggest(
        path, interview=interview, coder=coder, everything=everything, progress=progress
    )
    return list(found.suggestions)


def suggest(
    path: Path,
    *,
    interview: str | None = None,
    coder: str | None = None,
    everything: bool = False,
    progress: Progress = no_progress,
) -> Suggested:
    """Suggest codes for one interview, or for all, in the order of the text.

    Learns from the coder's codings and decisions, and leaves out what she has answered; without a
    coder the codebook alone speaks. `everything` gives every sentence with every code and its
    score, also below what is worth showing.
    """
    with opened(path) as project:
        who = known_coder(project, coder)
        chosen = _chosen(project, interview)
        progress(0, len(chosen) + 1, "")
        engine = engine_for(project, coder=who)
        found: list[Suggestion] = []
        for number, each in enumerate(chosen):
            progress(number + 1, len(chosen) + 1, each)
            found += engine.ranking(each) if everything else _unanswered(project, engine, each, who)
        progress(len(chosen) + 1, len(chosen) + 1, "")
        return Suggested(tuple(found), accepted_shares(project, who), language_notes(project))


def suggest_interview(
    project: Project, interview: InterviewId, *, coder: Coder | None
) -> list[Suggestion]:
    """Every suggestion for one interview, also of what the coder has coded so already."""
    return engine_for(project, coder=coder).suggest(interview)


def advice(path: Path, interview: str, coder: Coder | None = None) -> list[Suggestion]:
    """`suggest_interview` of the project at a path."""
    with opened(path) as project:
        return suggest_interview(project, project.interview(interview).id, coder=coder)


def accept(
    path: Path,
    *,
    least: Confidence,
    coder: str | None,
    interview: str | None = None,
    progress: Progress = no_progress,
) -> Accepted:
    """Code everything that is suggested with at least this confidence, as one action.

    coder: whose codings they become; it must be named here, not in the environment.
    """
    if not coder:
        raise UsageError(
            "It is not said whose codings they become.",
            "Name a coder of their own, for example --coder auto.",
        )
    who = Coder(person(coder, ""))
    with opened(path) as project:
        chosen = _chosen(project, interview)
        engine = engine_for(project, coder=who)
        wanted: list[Suggestion] = []
        for number, each in enumerate(chosen):
            progress(number, len(chosen), each)
            found = _unanswered(project, engine, each, who)
            wanted += [one for one in found if _ORDER.index(one.confidence) >= _ORDER.index(least)]
        # Another process may have done the same meanwhile.
        here = project.codings(coder=who, interviews=chosen)
        wanted = drop_known(wanted, here, engine.background.codebook)
        changes = [change for each in wanted for change in _accepting(project, each, who)]
        facts: Facts = {
            "least": least.value,
            "interviews": len({each.interview for each in wanted}),
        }
        if not changes or not project.commit(changes, verb="accept", facts=facts, coder=who):
            return Accepted({}, 0)
        return Accepted(
            Counter(each.code for each in wanted), len({each.interview for each in wanted})
        )


def _accepting(project: Project, suggestion: Suggestion, coder: Coder) -> Iterator[Change]:
    yield AddCoding(
        Coding(
            id=project.new_coding_id(),
            interview=suggestion.interview,
            span=suggestion.span,
            code=suggestion.code,
            coder=coder,
            polarity=suggestion.polarity,
            origin=Origin.AUTOMATIC,
        )
    )
    yield DecideSuggestion(
        Decision(
            interview=suggestion.interview,
            span=suggestion.span,
            code=suggestion.code,
            coder=coder,
            verdict=Verdict.ACCEPTED,
            taken=suggestion.code,
            score=suggestion.score,
            confidence=suggestion.confidence,
            evidence=tuple(
                SeenEvidence(each.kind, each.cue, each.span, each.code)
                for each in suggestion.evidence
            ),
        )
    )


def _chosen(project: Project, interview: str | None) -> list[InterviewId]:
    if interview is not None:
        return [project.interview(interview).id]
    return [each.id for each in project.interviews()]


def _unanswered(
    project: Project, engine: Engine, interview: InterviewId, coder: Coder | None
) -> list[Suggestion]:
    found = engine.suggest(interview)
    if coder is None:
        return found
    codings = project.codings(coder=coder, interviews=[interview])
    decisions = project.decisions(coder, [interview])
    return drop_known(found, codings, engine.background.codebook, decisions)
