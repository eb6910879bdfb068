"""Which interviews coders may be compared on: those that every one of them has finished.

It keeps honest people apart while they code; it is no protection against the curious.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Coder, EditProject, InterviewId, LeftOut
from workbench.project import Project
from workbench.workflows.projects import Facts, opened


@dataclass(frozen=True, slots=True)
class Compared:
    """The interviews that coders are set side by side on, in natural order, and the others."""

    interviews: tuple[InterviewId, ...]
    left_out: tuple[LeftOut, ...]
    """Those that not every one of the coders has finished."""
    blind: bool
    """False: the team has lifted it; then also unfinished ones, where each has begun."""


def side_by_side(project: Project, coders: Sequence[Coder]) -> Compared:
    """The interviews on which these coders may be compared.

    Where the team has lifted blindness, an interview is compared once every one of the coders has
    coded something in it, or finished it: one that somebody has not begun says nothing.
    """
    blind = project.blind()
    ready = {each: project.finished(each) for each in coders}
    if not blind:
        begun = {each: project.coded_interviews(each) for each in coders}
        ready = {each: ready[each] | begun[each] for each in coders}
    compared: list[InterviewId] = []
    left_out: list[LeftOut] = []
    for interview in project.interview_ids():
        missing = tuple(each for each in coders if interview not in ready[each])
        if missing:
            left_out.append(LeftOut(interview, missing))
        else:
            compared.append(interview)
    return Compared(tuple(compared), tuple(left_out), blind)


def is_blind(path: Path) -> bool:
    """Whether coders are only compared on what every one of them has finished."""
    with opened(path) as project:
        return project.blind()


def set_blind(path: Path, blind: bool) -> bool:
    """Lift blindness for the whole project, or restore it; returns whether that changed it."""
    with opened(path) as project:
        facts: Facts = {"blind": int(blind)}
        return project.commit([EditProject(blind=blind)], verb="blind", facts=facts) is not None
