"""Interviews: brought in, taken out, described; and who is finished with them."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

from workbench.errors import InputError
from workbench.model import (
    AddInterview,
    EditInterview,
    Interview,
    Participant,
    RemoveInterview,
    ReviseInterview,
    SetFinished,
    interview_key,
)
from workbench.placing.correspondence import Correspondence
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.desk import EVERYTHING, Desk, changed
from workbench.project.events import Draft
from workbench.project.lineage import texts_of
from workbench.project.payloads import (
    HEAD,
    SOURCE,
    TEXT,
    Head,
    decode_head,
    entity_key,
    finished_subject,
    head_of,
    interview_subject,
)
from workbench.project.reading import InterviewRow
from workbench.project.store import content, put_content

_RELATED = 0.5
"""Of the old text's characters at least so many must be found again in a corrected one."""


def add_interview(change: AddInterview, desk: Desk) -> None:
    interview, source = change.interview, change.source
    source_sha = sha256(source.data).hexdigest()
    text_bytes = interview.text.encode()
    text_sha = sha256(text_bytes).hexdigest()
    key = entity_key(interview.id, text_sha)
    names = (f"id:{interview_key(interview.id)}", f"source:{source_sha}", f"interview:{key}")
    desk.asks(*names)
    _refuse_known(desk, interview, source_sha, source.name)
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


def _refuse_known(desk: Desk, interview: Interview, source_sha: str, source_name: str) -> None:
    known = reading.has_source(desk.sql, source_sha)
    if known is not None:
        raise InputError(f"The file of interview {interview.id} is already imported as {known}.")
    same = reading.find(desk.sql, interview.id)
    if same is not None:
        raise InputError(
            f"There is already an interview {same}, with another text.",
            f"If this is a corrected transcript of it: workbench revise PROJECT {same} "
            f"{source_name}. Else give this one another id.",
        )


def _refuse_forgotten(desk: Desk, interview: Interview, key: str, shas: tuple[str, str]) -> None:
    row = desk.sql.execute(
        "SELECT kind FROM tombstone t WHERE interview = ?1"
        " OR json_extract(payload, '$.text') = ?2"
        " OR EXISTS (SELECT 1 FROM json_each(t.payload, '$.sources') WHERE value = ?3)"
        " OR EXISTS (SELECT 1 FROM json_each(t.payload, '$.later') WHERE value = ?2)",
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


def revise_interview(change: ReviseInterview, desk: Desk) -> None:
    desk.asks(EVERYTHING)
    row = desk.interview(change.interview)
    source_sha = sha256(change.source.data).hexdigest()
    text_bytes = change.revised.text.encode()
    text_sha = sha256(text_bytes).hexdigest()
    if text_sha == row.text:
        raise InputError(
            f"Interview {row.id} has this very text: there is nothing to revise.",
            "See whether you named the corrected file.",
        )
    other = reading.has_source(desk.sql, source_sha)
    if other not in (None, row.id):
        raise InputError(f"{change.source.name} is in the project already, as interview {other}.")
    _refuse_forgotten(desk, change.revised, "", (text_sha, source_sha))
    if not change.vouched:
        _refuse_withdrawn(desk, row)
    _refuse_broken_turns(change.revised)
    ways = _ways(desk, row, change.revised.text, text_sha)
    if not change.vouched:
        _refuse_unrelated(desk, row, ways[row.text], change.source.name)
    head = _revised_head(desk, row, change.revised).encode()
    head_sha = sha256(head).hexdigest()
    payload = {
        "text": text_sha,
        "head": head_sha,
        "source": source_sha,
        "source_name": change.revised.source_name or change.source.name,
        "from": {text: way.rows() for text, way in ways.items()},
    }
    put_content(desk.sql, TEXT, text_sha, name="", data=text_bytes)
    put_content(desk.sql, HEAD, head_sha, name="", data=head)
    put_content(desk.sql, SOURCE, source_sha, name=change.source.name, data=change.source.data)
    subject = interview_subject(row.key)
    name = f"id:{interview_key(row.id)}"
    draft = Draft(kinds.INTERVIEW_REVISE, subject, payload, interview=row.key)
    desk.draft(draft, name, f"source:{source_sha}")
    desk.flush()


def _refuse_withdrawn(desk: Desk, row: InterviewRow) -> None:
    stone = desk.sql.execute(
        "SELECT 1 FROM tombstone WHERE kind = 'speaker.forget'"
        " AND json_extract(payload, '$.text') = ?",
        (row.text,),
    ).fetchone()
    if stone is not None:
        raise InputError(
            f"What a speaker of interview {row.id} said was erased, because consent was "
            "withdrawn: the new text may hold it again.",
            "Take those words out of the file, then add --force.",
        )


def _refuse_unrelated(desk: Desk, row: InterviewRow, way: Correspondence, name: str) -> None:
    share = way.share_of((content(desk.sql, TEXT, row.text) or b"").decode())
    if share < _RELATED:
        raise InputError(
            f"Only {share:.0%} of the text of interview {row.id} is found again in {name}: it "
            "seems to be another interview.",
            "Name the right file; if it does take the place of this text, add --force.",
        )


def _ways(desk: Desk, row: InterviewRow, text: str, sha: str) -> dict[str, Correspondence]:
    """Where the words of every text that it has had stand in the new one."""
    # Imported here: only revising aligns, and rapidfuzz takes a while to load.
    from workbench.placing.aligning import align

    known = dict.fromkeys(each.text for each in texts_of(desk.sql, row.key))
    return {
        each: align(there.decode(), text)
        for each in known
        if each != sha and (there := content(desk.sql, TEXT, each)) is not None
    }


def _revised_head(desk: Desk, row: InterviewRow, revised: Interview) -> Head:
    """With the labels of everybody who was known before, so that what is said of them stands."""
    before = decode_head(content(desk.sql, HEAD, row.head) or b"{}")
    there = {*(turn.speaker for turn in revised.turns), *revised.moderators}
    there |= {who.label for who in revised.participants}
    left = [Participant(label) for label in before.labels if label and label not in there]
    return head_of(replace(revised, participants=(*revised.participants, *left)))


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
