"""Speakers: described, renamed, added, and which of them are moderators."""

from typing import Any

from workbench.errors import InputError
from workbench.model import EditParticipant, RenameSpeaker, SetModerators
from workbench.project import events as kinds
from workbench.project.desk import Desk, changed
from workbench.project.events import Draft
from workbench.project.payloads import HEAD, decode_head, interview_subject
from workbench.project.reading import InterviewRow
from workbench.project.speakers import introduced_labels
from workbench.project.store import content


def _references(desk: Desk, row: InterviewRow, label: str) -> list[int | str]:
    """What stands for a shown label in payloads: see `payloads`."""
    found: list[int | str] = [at for at, name in enumerate(row.labels) if name == label]
    for event, name in introduced_labels(desk.sql, row.key):
        if name == label:
            found.append(event)
    return found


def _known_speakers(desk: Desk, row: InterviewRow) -> list[str]:
    added = [name for _, name in introduced_labels(desk.sql, row.key)]
    return [name for name in dict.fromkeys([*row.labels, *added]) if name]


def _who(desk: Desk, row: InterviewRow, label: str) -> dict[str, Any]:
    """The references to a shown label. Errors: InputError that lists the speakers."""
    found = _references(desk, row, label)
    if not found or not label:
        raise InputError(
            f"Interview {row.id} has no speaker “{label}”.",
            f"Its speakers are {', '.join(_known_speakers(desk, row))}.",
        )
    return {"who": found, "head": row.head}


def edit_participant(change: EditParticipant, desk: Desk) -> None:
    row = desk.interview(change.interview)
    label = change.label.strip()
    if not label:
        raise InputError(f"A participant of interview {row.id} has no label.", "Give one.")
    there = next((who for who in row.people if who.label == label), None)
    payload: dict[str, Any] = {}
    if change.description is not None and (
        there is None or change.description != there.description
    ):
        payload["description"] = change.description
    attributes = changed({} if there is None else there.attributes, change.attributes)
    if attributes:
        payload["attributes"] = attributes
    if there is not None and not payload:
        return
    if _references(desk, row, label):
        if payload:
            who = _who(desk, row, label)
            desk.on_interview(kinds.PARTICIPANT_EDIT, row, {**who, **payload})
        return
    _refuse_former_label(desk, row, label)
    event = desk.ids.new()
    payload |= {"new": label, "who": [event], "head": row.head}
    subject = interview_subject(row.key)
    desk.draft(Draft(kinds.PARTICIPANT_EDIT, subject, payload, interview=row.key, id=event))


def rename_speaker(change: RenameSpeaker, desk: Desk) -> None:
    row = desk.interview(change.interview)
    new = change.new.strip()
    if not new:
        raise InputError(f"The new name of “{change.old}” is empty.", "Give one.")
    who = _who(desk, row, change.old)
    if new != change.old:
        desk.on_interview(kinds.SPEAKER_RENAME, row, {**who, "new": new})


def set_moderators(change: SetModerators, desk: Desk) -> None:
    row = desk.interview(change.interview)
    if change.labels == row.moderators:
        return
    who: list[int | str] = []
    for label in sorted(change.labels):
        who.extend(_who(desk, row, label)["who"])
    desk.on_interview(kinds.MODERATORS_SET, row, {"who": who, "head": row.head})


def _refuse_former_label(desk: Desk, row: InterviewRow, label: str) -> None:
    """A label of the file that is shown as another cannot be somebody else's."""
    head = decode_head(content(desk.sql, HEAD, row.head) or b"{}")
    shown = dict(zip(head.labels, row.labels, strict=True)).get(label)
    if shown is not None:
        raise InputError(
            f"“{label}” of interview {row.id} is shown as “{shown}”.",
            f"Write “{shown}”, or choose another label.",
        )
