"""Short lists that tab completion and front ends ask for."""

from pathlib import Path

from workbench.model import Coder, InterviewId, InterviewSummary
from workbench.workflows.projects import opened


def interviews(path: Path, coder: str | None = None) -> tuple[InterviewSummary, ...]:
    """Every interview with its counts; codings are the coder's."""
    with opened(path) as project:
        return project.interviews(Coder(coder) if coder else None)


def interview_ids(path: Path) -> list[InterviewId]:
    with opened(path) as project:
        return [each.id for each in project.interviews()]


def coders(path: Path) -> tuple[Coder, ...]:
    with opened(path) as project:
        return project.coders()


def attribute_names(path: Path) -> list[str]:
    """The case attributes that interviews or participants have, in the order first met."""
    with opened(path) as project:
        names: dict[str, None] = {}
        for summary in project.interviews():
            names.update(dict.fromkeys(summary.attributes))
        return list(names)


def conditions(path: Path) -> list[str]:
    """Every `attribute=value` the interviews have."""
    with opened(path) as project:
        found: dict[str, None] = {}
        for summary in project.interviews():
            found.update(dict.fromkeys(f"{k}={v}" for k, v in summary.attributes.items()))
        return list(found)
