"""Interviews: brought in, taken out, described; and who is finished with them."""

from hashlib import sha256
from typing import Any

from workbench.errors import InputError
from workbench.model import (
    AddInterview,
    EditInterview,
    Interview,
    RemoveInterview,
    SetFinished,
    interview_key,
)
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.desk import EVERYTHING, Desk, changed
from workbench.project.events import Draft
from workbench.project.payloads import (
    HEAD,
    SOURCE,
    TEXT,
    entity_key,
    finished_subject,
    head_of,
    interview_subject,
)
from workbench.project.store import put_content


def add_interview(change: AddInterview, desk: Desk) -> None:
    interview, source = change.interview, change.source
    source_sha = sha256(source.data).hexdigest()
    text_bytes = interview.text.encode()
    text_sha = sha256(text_bytes).hexdigest()
    key = entity_key(interview.id, text_sha)
    names = (f"id:{interview_key(interview.id)}", f"source:{source_sha}", f"interview:{key}")
    desk.asks(*names)
    _refuse_known(desk, interview, source_sha)
    _refuse_forgotten(desk, interview, key, (text_sha, source_sha))
    _refuse_broken_turns(interview)
    head = head_of(interview).encode()
    head_sha = sha256(head).hexdigest()
    put_content(desk.sql, TEXT, text_sha, name="", data=text_bytes)
    put_content(desk.sql, HEAD, head_sha, name="", data=head)
    put_content(desk.sql, SOURCE, source_sha, name=source.name, data=source.data)
    payload = {
        "id": interview.id,
        "text": text_sha,
        "head": head_sha,
        "source": source_sha,
        "source_name": interview.source_name or source.name,
    }
    draft = Draft(kinds.INTERVIEW_ADD, interview_subject(key), payload, interview=key)
    desk.draft(draft, *names)


def _refuse_known(desk: Desk, interview: Interview, source_sha: str) -> None:
    known = reading.has_source(desk.sql, source_sha)
    if known is not None:
        raise InputError(f"The file of interview {interview.id} is already imported as {known}.")
    same = reading.find(desk.sql, interview.id)
    if same is not None:
        raise InputError(
            f"There is already an interview {same}, with another text.",
            f"Give this one another id, or first take that one away: "
            f"workbench remove PROJECT {same}",
        )


def _refuse_forgotten(desk: Desk, interview: Interview, key: str, shas: tuple[str, str]) -> None:
    row = desk.sql.execute(
        "SELECT kind FROM tombstone t WHERE interview = ?1"
        " OR json_extract(payload, '$.text') = ?2"
        " OR EXISTS (SELECT 1 FROM json_each(t.payload, '$.sources') WHERE value = ?3)",
        (key, *shas),
    ).fetchone()
    if row is None:
        return
    what = "it" if row[0] == kinds.INTERVIEW_FORGET else "one of its speakers"
    raise InputError(
        f"The text of interview {interview.id} is not taken in: "
        f"{what} was forgotten, because consent was withdrawn.",
        "Import a text without the withdrawn words.",
    )


def remove_interview(change: RemoveInterview, desk: Desk) -> None:
    desk.asks(EVERYTHING)
    row = desk.interview(change.interview)
    taken = desk.sql.execute(
        "SELECT id, coder FROM coding WHERE interview = ? ORDER BY clock, event", (row.key,)
    )
    for coding, coder in taken.fetchall():
        desk.remove_coding(coding, row.key, coder=coder)
    subject = interview_subject(row.key)
    name = f"id:{interview_key(row.id)}"
    removal = Draft(kinds.INTERVIEW_REMOVE, subject, {}, interview=row.key)
    desk.draft(removal, name, f"source:{row.source}")


def edit_interview(change: EditInterview, desk: Desk) -> None:
    row = desk.interview(change.interview)
    there = desk.sql.execute("SELECT memo FROM interview WHERE key = ?", (row.key,)).fetchone()
    payload: dict[str, Any] = {}
    if change.title is not None and change.title != row.title:
        payload["title"] = change.title
    if change.memo is not None and change.memo != there[0]:
        payload["memo"] = change.memo
    attributes = changed(row.attributes, change.attributes)
    if attributes:
        payload["attributes"] = attributes
    if payload:
        desk.on_interview(kinds.INTERVIEW_EDIT, row, payload)


def set_finished(change: SetFinished, desk: Desk) -> None:
    row = desk.interview(change.interview)
    subject = finished_subject(row.key, change.coder)
    desk.asks(subject)
    there = desk.sql.execute("SELECT 1 FROM finished WHERE subject = ?", (subject,)).fetchone()
    if (there is not None) == change.finished:
        return
    payload = {"finished": change.finished}
    desk.draft(Draft(kinds.FINISHED_SET, subject, payload, interview=row.key, coder=change.coder))


def _refuse_broken_turns(interview: Interview) -> None:
    last = 0
    for turn in interview.turns:
        if not last <= turn.start <= turn.end <= len(interview.text):
            raise InputError(
                f"Turn {turn.number} of interview {interview.id} lies outside the text "
                f"or over the turn before it.",
                "This is a fault of the reader of that file: report it.",
            )
        last = turn.end
