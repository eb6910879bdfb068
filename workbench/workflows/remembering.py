"""Memos on the whole, undo and redo, and what a coder finds again when she comes back."""

from dataclasses import dataclass

from workbench.errors import InputError
from workbench.model import Change, Coder, EditInterview, EditProject, InterviewId, Reference
from workbench.project import Action, Project
from workbench.text.translation import _
from workbench.workflows.projects import Facts
from workbench.workflows.telling import Outcome, action_words, words_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where a coder was."""

    interview: InterviewId
    offset: int


def last_place(project: Project, coder: Coder | None) -> Place | None:
    """Where the coder was last."""
    places = project.places(coder)
    if not places:
        return None
    interview, offset = list(places.items())[-1]
    return Place(interview, offset)


class MemoOvertakenError(InputError):
    """Somebody else has written the memo meanwhile; `now` is what it says."""

    def __init__(self, now: str) -> None:
        super().__init__(
            _("Somebody else has written this memo meanwhile."),
            _("Take over what you want of it, then keep yours."),
        )
        self.now = now


def refuse_overtaken(now: str, *, before: str | None, after: str) -> None:
    """Raise MemoOvertakenError where a memo is no longer what its writer began with.

    before: what she began with; None where she does not mind.
    """
    if before is not None and now not in (before, after):
        raise MemoOvertakenError(now)


def note_interview(
    project: Project, interview: str, memo: str, *, before: str | None = None
) -> Outcome:
    """Write the memo on an interview; see `refuse_overtaken` for `before`."""
    known, now = project.interview_memo(interview)
    refuse_overtaken(now, before=before, after=memo)
    return _note(project, EditInterview(known, memo=memo), {"interview": known})


def note_project(project: Project, memo: str, *, before: str | None = None) -> Outcome:
    """Write the project's own memo; see `refuse_overtaken` for `before`."""
    refuse_overtaken(project.memo(), before=before, after=memo)
    return _note(project, EditProject(memo=memo), {"project": 1})


def _note(project: Project, change: Change, facts: Facts) -> Outcome:
    if project.commit([change], verb="note", facts=facts) is None:
        return Outcome(_("nothing changed"))
    return Outcome(words_of("note", facts, project.code_names()))


def undo(project: Project, coder: Coder | None = None) -> Outcome:
    """Take back this author's latest action as this coder, and say what it was."""
    return _about(project, project.undo(coder), _("undone: {what}"))


def redo(project: Project, coder: Coder | None = None) -> Outcome:
    """Do again what was undone last, and say what it was."""
    return _about(project, project.redo(coder), _("done again: {what}"))


def _about(project: Project, action: Action, told: str) -> Outcome:
    names = project.code_names()
    touched = project.codings_of_action(action.id)
    # A batch happened at no place that anyone would want to be taken to.
    codings = project.codings_by_id(touched) if len(touched) == 1 else []
    first = codings[0] if codings else None
    at = _place_of(action)
    if at is None and first is not None:
        at = project.reference(first.interview, first.span)
    return Outcome(
        told.format(what=action_words(action, names)), None if first is None else first.id, at
    )


def _place_of(action: Action) -> Reference | None:
    """Where it happened, if the action says so."""
    try:
        return Reference.parse(str(action.facts.get("reference", "")))
    except InputError:
        return None
