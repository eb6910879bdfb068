"""Looking after a project: undo, log, check, backups, and taking interviews out."""

from pathlib import Path

from workbench.model import RemoveInterview
from workbench.project import (
    Action,
    Backup,
    CheckReport,
    ForgetReport,
    restore,
)
from workbench.workflows.projects import Facts, Progress, no_progress, opened, project_path
from workbench.workflows.telling import LogLine, action_words, log_lines


def undo(path: Path) -> str:
    """Take back this author's latest action; it is returned in words."""
    with opened(path) as project:
        return action_words(project.undo(), project.code_names())


def redo(path: Path) -> str:
    """Do again what was undone last; it is returned in words."""
    with opened(path) as project:
        return action_words(project.redo(), project.code_names())


def history(path: Path) -> tuple[Action, ...]:
    """Everything that was done, oldest first."""
    with opened(path) as project:
        return tuple(project.actions())


def told_history(path: Path) -> tuple[LogLine, ...]:
    """Everything that was done, in words, oldest first."""
    with opened(path) as project:
        return tuple(log_lines(project.actions(), project.code_names()))


def check(path: Path, progress: Progress = no_progress) -> CheckReport:
    """Fold the journal again, compare it with the tables, and verify every hash."""
    with opened(path) as project:
        return project.check(lambda done, total: progress(done, total, path.name))


def backups(path: Path) -> tuple[Backup, ...]:
    """The backups there are, oldest first."""
    with opened(path) as project:
        return project.backups()


def restore_backup(path: Path, name: str | None) -> Backup:
    """Put a backup (the latest when none is named) in the project's place."""
    return restore(project_path(path), name)


def remove_interview(path: Path, interview: str) -> tuple[str, int]:
    """Take an interview and every coding on it out; returns its id and how many codings it had."""
    with opened(path) as project:
        known = project.interview(interview).id
        codings = len(project.codings(interviews=[known]))
        facts: Facts = {"interview": known, "codings": codings}
        project.commit([RemoveInterview(known)], verb="remove", facts=facts)
        return known, codings


def forget(path: Path, interview: str, *, speaker: str | None) -> ForgetReport:
    """Erase an interview, or one speaker's words, from project and backups for good."""
    with opened(path) as project:
        return project.forget(interview, speaker=speaker)
