"""From changes to drafts: what a change means in this project, and whether it may be made.

Invariant: a draft is only made against tables that hold every earlier change of its batch: where a
change asks about something that an earlier one of the batch touched, that one is written first.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import singledispatchmethod
from hashlib import sha256
from typing import Any

from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    AddInterview,
    Change,
    Code,
    CodeId,
    EditCodebook,
    EditCoding,
    EditInterview,
    EditParticipant,
    Interview,
    PutCode,
    RemoveCode,
    RemoveCoding,
    RemoveInterview,
    RenameSpeaker,
    SetFinished,
    SetModerators,
    Span,
    interview_key,
)
from workbench.project import events as kinds
from workbench.project import reading
from workbench.project.events import Draft, Ids
from workbench.project.payloads import (
    CODEBOOK_SUBJECT,
    HEAD,
    SOURCE,
    TEXT,
    code_payload,
    code_subject,
    coding_payload,
    coding_subject,
    entity_key,
    finished_subject,
    head_of,
    interview_subject,
    polarity_sign,
    span_text,
)
from workbench.project.reading import InterviewRow
from workbench.project.speakers import introduced_labels
from workbench.project.store import content, put_content

_EVERYTHING = "*"
_BOOK = "book"


class Plan:
    """Turns the changes of one batch into drafts, in order.

    write: takes the drafts made so far and brings the tables up to date with them.
    """

    def __init__(
        self, sql: sqlite3.Connection, ids: Ids, *, write: Callable[[list[Draft]], None]
    ) -> None:
        self._sql = sql
        self._ids = ids
        self._write = write
        self._drafts: list[Draft] = []
        self._touched: set[str] = set()
        """What drafts that are not written yet change: subjects, ids, places."""
        self._rows: dict[str, InterviewRow] = {}
        self._texts: dict[str, str] = {}
        self._codes: dict[CodeId, Code] | None = None

    def run(self, changes: Iterable[Change]) -> None:
        """Plan and write every change. Errors: InputError, nothing of it is then to be kept."""
        for change in changes:
            self.plan(change)
        self._flush()

    def _asks(self, *names: str) -> None:
        """The change depends on these: write what has touched them."""
        if self._touched and (_EVERYTHING in names or not self._touched.isdisjoint(names)):
            self._flush()

    def _draft(self, draft: Draft, *touches: str) -> None:
        self._drafts.append(draft)
        self._touched.update((draft.subject, *touches))

    def _flush(self) -> None:
        if self._drafts:
            drafts, self._drafts = self._drafts, []
            self._touched = set()
            self._rows.clear()
            self._codes = None
            self._write(drafts)

    @singledispatchmethod
    def plan(self, change: Change) -> None:
        raise TypeError(f"unknown change {type(change).__name__}")

    # Interviews

    @plan.register
    def _(self, change: AddInterview) -> None:
        interview, source = change.interview, change.source
        source_sha = sha256(source.data).hexdigest()
        text_bytes = interview.text.encode()
        text_sha = sha256(text_bytes).hexdigest()
        key = entity_key(interview.id, text_sha)
        names = (f"id:{interview_key(interview.id)}", f"source:{source_sha}", f"interview:{key}")
        self._asks(*names)
        self._refuse_known(interview, source_sha)
        self._refuse_forgotten(interview, key, (text_sha, source_sha))
        _refuse_broken_turns(interview)
        head = head_of(interview).encode()
        head_sha = sha256(head).hexdigest()
        put_content(self._sql, TEXT, text_sha, name="", data=text_bytes)
        put_content(self._sql, HEAD, head_sha, name="", data=head)
        put_content(self._sql, SOURCE, source_sha, name=source.name, data=source.data)
        payload = {
            "id": interview.id,
            "text": text_sha,
            "head": head_sha,
            "source": source_sha,
            "source_name": interview.source_name or source.name,
        }
        draft = Draft(kinds.INTERVIEW_ADD, interview_subject(key), payload, interview=key)
        self._draft(draft, *names)

    def _refuse_known(self, interview: Interview, source_sha: str) -> None:
        known = reading.has_source(self._sql, source_sha)
        if known is not None:
            raise InputError(
                f"The file of interview {interview.id} is already imported as {known}."
            )
        same = reading.find(self._sql, interview.id)
        if same is not None:
            raise InputError(
                f"There is already an interview {same}, with another text.",
                f"Give this one another id, or first take that one away: "
                f"workbench remove PROJECT {same}",
            )

    def _refuse_forgotten(self, interview: Interview, key: str, shas: tuple[str, str]) -> None:
        row = self._sql.execute(
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

    def _interview(self, interview_id: str) -> InterviewRow:
        name = f"id:{interview_key(interview_id)}"
        row = self._rows.get(name)
        if row is None or interview_subject(row.key) in self._touched or name in self._touched:
            self._asks(name)
            row = reading.interview_row(self._sql, interview_id)
            self._asks(interview_subject(row.key))
            row = reading.interview_row(self._sql, interview_id)
            self._rows[name] = row
        return row

    def _text(self, row: InterviewRow) -> str:
        if row.text not in self._texts:
            self._texts.clear()
            self._texts[row.text] = (content(self._sql, TEXT, row.text) or b"").decode()
        return self._texts[row.text]

    @plan.register
    def _(self, change: RemoveInterview) -> None:
        self._asks(_EVERYTHING)
        row = self._interview(change.interview)
        taken = self._sql.execute(
            "SELECT id, coder FROM coding WHERE interview = ? ORDER BY clock, event", (row.key,)
        )
        for coding, coder in taken.fetchall():
            self._remove_coding(coding, row.key, coder=coder)
        subject = interview_subject(row.key)
        name = f"id:{interview_key(row.id)}"
        removal = Draft(kinds.INTERVIEW_REMOVE, subject, {}, interview=row.key)
        self._draft(removal, name, f"source:{row.source}")

    @plan.register
    def _(self, change: EditInterview) -> None:
        row = self._interview(change.interview)
        memo = self._sql.execute("SELECT memo FROM interview WHERE key = ?", (row.key,)).fetchone()[
            0
        ]
        payload: dict[str, Any] = {}
        if change.title is not None and change.title != row.title:
            payload["title"] = change.title
        if change.memo is not None and change.memo != memo:
            payload["memo"] = change.memo
        attributes = _changed(row.attributes, change.attributes)
        if attributes:
            payload["attributes"] = attributes
        if payload:
            self._on_interview(kinds.INTERVIEW_EDIT, row, payload)

    def _on_interview(self, kind: str, row: InterviewRow, payload: dict[str, Any]) -> None:
        self._draft(Draft(kind, interview_subject(row.key), payload, interview=row.key))

    # Speakers

    def _references(self, row: InterviewRow, label: str) -> list[int | str]:
        """What stands for a shown label in payloads: see `payloads`."""
        found: list[int | str] = [at for at, name in enumerate(row.labels) if name == label]
        for event, name in introduced_labels(self._sql, row.key):
            if name == label:
                found.append(event)
        return found

    def _known_speakers(self, row: InterviewRow) -> list[str]:
        added = [name for _, name in introduced_labels(self._sql, row.key)]
        return [name for name in dict.fromkeys([*row.labels, *added]) if name]

    def _who(self, row: InterviewRow, label: str) -> dict[str, Any]:
        """The references to a shown label. Errors: InputError that lists the speakers."""
        found = self._references(row, label)
        if not found or not label:
            raise InputError(
                f"Interview {row.id} has no speaker “{label}”.",
                f"Its speakers are {', '.join(self._known_speakers(row))}.",
            )
        return {"who": found, "head": row.head}

    @plan.register
    def _(self, change: EditParticipant) -> None:
        row = self._interview(change.interview)
        label = change.label.strip()
        if not label:
            raise InputError(f"A participant of interview {row.id} has no label.", "Give one.")
        there = next((who for who in row.people if who.label == label), None)
        payload: dict[str, Any] = {}
        if change.description is not None and (
            there is None or change.description != there.description
        ):
            payload["description"] = change.description
        attributes = _changed({} if there is None else there.attributes, change.attributes)
        if attributes:
            payload["attributes"] = attributes
        if there is not None and not payload:
            return
        if self._references(row, label):
            if payload:
                who = self._who(row, label)
                self._on_interview(kinds.PARTICIPANT_EDIT, row, {**who, **payload})
            return
        event = self._ids.new()
        payload |= {"new": label, "who": [event], "head": row.head}
        subject = interview_subject(row.key)
        self._draft(Draft(kinds.PARTICIPANT_EDIT, subject, payload, interview=row.key, id=event))

    @plan.register
    def _(self, change: RenameSpeaker) -> None:
        row = self._interview(change.interview)
        new = change.new.strip()
        if not new:
            raise InputError(f"The new name of “{change.old}” is empty.", "Give one.")
        who = self._who(row, change.old)
        if new != change.old:
            self._on_interview(kinds.SPEAKER_RENAME, row, {**who, "new": new})

    @plan.register
    def _(self, change: SetModerators) -> None:
        row = self._interview(change.interview)
        if change.labels == row.moderators:
            return
        who: list[int | str] = []
        for label in sorted(change.labels):
            who.extend(self._who(row, label)["who"])
        self._on_interview(kinds.MODERATORS_SET, row, {"who": who, "head": row.head})

    # The codebook

    def _book(self) -> dict[CodeId, Code]:
        if self._codes is None or _BOOK in self._touched:
            self._asks(_BOOK)
            self._codes = reading.codebook(self._sql).by_id
        return self._codes

    @plan.register
    def _(self, change: EditCodebook) -> None:
        self._asks(_BOOK)
        book = reading.codebook(self._sql)
        there = {
            "title": book.title,
            "language": book.language,
            "description": book.description,
            "sources": list(book.sources),
            "order": [code.id for code in book.codes],
        }
        wanted = {name: getattr(change, name) for name in there}
        payload = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in wanted.items()
            if value is not None
        }
        payload = {name: value for name, value in payload.items() if value != there[name]}
        if payload:
            self._draft(Draft(kinds.CODEBOOK_EDIT, CODEBOOK_SUBJECT, payload), _BOOK)

    @plan.register
    def _(self, change: PutCode) -> None:
        code = change.code
        if not code.id or code.id != code.id.strip():
            raise InputError(f"“{code.id}” is no id of a code.", "Use letters, digits and dots.")
        self._put_code(code)

    def _put_code(self, code: Code) -> None:
        # A new code that nothing of the batch has touched need not be asked about again.
        if code_subject(code.id) in self._touched or (code.parent and self._parent_waits(code)):
            self._asks(_BOOK)
        there = self._stored_codes()
        current = there.get(code.id)
        if code.parent is not None and code.parent not in there:
            raise InputError(
                f"Code {code.id} is to stand below {code.parent}, which is not in the codebook.",
                "Put the parent first.",
            )
        if code.parent is not None and self._is_below(code.parent, code.id, there):
            raise InputError(f"Code {code.id} cannot stand below itself.", "Choose another parent.")
        revived = current is not None and current.revived
        payload = code_payload(code, None if revived else current)
        if payload is not None:
            subject = code_subject(code.id)
            draft = Draft(kinds.CODE_PUT, subject, payload, code=code.parent or "")
            self._draft(draft, _BOOK)

    def _parent_waits(self, code: Code) -> bool:
        return code_subject(code.parent or "") in self._touched

    def _stored_codes(self) -> dict[CodeId, Code]:
        """The codes as written, without those of this batch that still wait."""
        if self._codes is None:
            self._codes = reading.codebook(self._sql).by_id
        return self._codes

    @staticmethod
    def _is_below(code: CodeId, above: CodeId, codes: dict[CodeId, Code]) -> bool:
        seen: set[CodeId] = set()
        current: CodeId | None = code
        while current is not None and current not in seen:
            if current == above:
                return True
            seen.add(current)
            current = codes[current].parent if current in codes else None
        return False

    def _code(self, code: CodeId) -> Code:
        found = self._book().get(code)
        if found is None:
            tops = ", ".join(each.id for each in self._book().values() if each.parent is None)
            raise InputError(
                f"There is no code {code} in the codebook.", f"Its top codes are {tops}."
            )
        return found

    @plan.register
    def _(self, change: RemoveCode) -> None:
        self._asks(_EVERYTHING)
        self._code(change.code)
        book = reading.codebook(self._sql)
        for code in sorted(book.descendants(change.code)):
            taken = self._sql.execute(
                "SELECT id, interview, coder FROM coding WHERE code = ? ORDER BY clock, event",
                (code,),
            )
            for coding, key, coder in taken.fetchall():
                self._remove_coding(coding, key, coder=coder)
            self._draft(Draft(kinds.CODE_REMOVE, code_subject(code), {}, code=code), _BOOK)

    # Codings

    @plan.register
    def _(self, change: AddCoding) -> None:
        coding = change.coding
        row = self._interview(coding.interview)
        self._code(coding.code)
        if not coding.coder.strip():
            raise InputError("A coding has no coder.", "Name one: --coder NAME.")
        span = self._span(row, coding.span)
        place = _Place(coding.coder, row.key, span, coding.code)
        subject = coding_subject(coding.id)
        self._asks(place.name, subject)
        if self._coding_at(place) is not None:
            return
        if self._coding_row(coding.id) is not None:
            raise InputError(f"There is already a coding {coding.id}.", "Give it a new id.")
        draft = Draft(
            kinds.CODING_ADD,
            subject,
            coding_payload(replace(coding, span=span)),
            interview=row.key,
            code=coding.code,
            coder=coding.coder,
        )
        self._draft(draft, place.name)

    def _span(self, row: InterviewRow, span: Span) -> Span:
        text = self._text(row)
        if not 0 <= span.start <= span.end <= len(text):
            raise InputError(
                f"Interview {row.id} has {len(text)} characters; "
                f"there is no passage {span.start}-{span.end}.",
                "Choose a passage within the text.",
            )
        trimmed = span_text(text, span)
        if not len(trimmed):
            raise InputError(
                f"The passage {span.start}-{span.end} of interview {row.id} is empty.",
                "Choose some words.",
            )
        return trimmed

    def _coding_at(self, place: "_Place") -> str | None:
        found = self._sql.execute(
            'SELECT id FROM coding WHERE coder = ? AND interview = ? AND "start" = ?'
            ' AND "end" = ? AND code = ? AND visible = 1',
            (place.coder, place.interview, place.span.start, place.span.end, place.code),
        ).fetchone()
        return None if found is None else str(found[0])

    def _coding_row(self, coding: str) -> "_CodingRow | None":
        self._asks(coding_subject(coding))
        found = self._sql.execute(
            'SELECT c.interview, i.id, c."start", c."end", c.code, c.coder, c.polarity, c.memo,'
            " c.quotable FROM coding c JOIN interview i ON i.key = c.interview WHERE c.id = ?",
            (coding,),
        ).fetchone()
        return None if found is None else _CodingRow(*found)

    def _known_coding(self, coding: str) -> "_CodingRow":
        found = self._coding_row(coding)
        if found is None:
            raise InputError(f"There is no coding {coding}.", "It may have been taken away.")
        return found

    @plan.register
    def _(self, change: EditCoding) -> None:
        there = self._known_coding(change.coding)
        payload = self._edits(change, there)
        if not payload:
            return
        span = Span(payload.get("start", there.start), payload.get("end", there.end))
        place = _Place(there.coder, there.key, span, payload.get("code", there.code))
        self._asks(place.name)
        other = self._coding_at(place)
        if other is not None and other != change.coding:
            raise InputError(
                f"{there.coder} has already coded this passage with {place.code}.",
                "Take one of the two codings away.",
            )
        draft = Draft(
            kinds.CODING_EDIT,
            coding_subject(change.coding),
            payload,
            interview=there.key,
            code=payload.get("code", ""),
            coder=there.coder,
        )
        self._draft(draft, there.place.name, place.name)

    def _edits(self, change: EditCoding, there: "_CodingRow") -> dict[str, Any]:
        """The fields that would differ."""
        payload: dict[str, Any] = {}
        if change.code is not None and change.code != there.code:
            payload["code"] = self._code(change.code).id
        if change.span is not None:
            span = self._span(self._interview(there.interview), change.span)
            if (span.start, span.end) != (there.start, there.end):
                payload |= {"start": span.start, "end": span.end}
        wanted = "" if change.clear_polarity else polarity_sign(change.polarity)
        if (change.clear_polarity or change.polarity is not None) and wanted != there.polarity:
            payload["polarity"] = wanted
        if change.memo is not None and change.memo != there.memo:
            payload["memo"] = change.memo
        if change.quotable is not None and change.quotable != bool(there.quotable):
            payload["quotable"] = change.quotable
        return payload

    @plan.register
    def _(self, change: RemoveCoding) -> None:
        there = self._known_coding(change.coding)
        self._remove_coding(change.coding, there.key, coder=there.coder)
        self._touched.add(there.place.name)

    def _remove_coding(self, coding: str, key: str, *, coder: str) -> None:
        subject = coding_subject(coding)
        self._draft(Draft(kinds.CODING_REMOVE, subject, {}, interview=key, coder=coder))

    @plan.register
    def _(self, change: SetFinished) -> None:
        row = self._interview(change.interview)
        subject = finished_subject(row.key, change.coder)
        self._asks(subject)
        there = self._sql.execute("SELECT 1 FROM finished WHERE subject = ?", (subject,)).fetchone()
        if (there is not None) == change.finished:
            return
        payload = {"finished": change.finished}
        self._draft(
            Draft(kinds.FINISHED_SET, subject, payload, interview=row.key, coder=change.coder)
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where at most one coding may be."""

    coder: str
    interview: str
    """Internal key."""
    span: Span
    code: str

    @property
    def name(self) -> str:
        return f"at:{self.coder}\0{self.interview}\0{self.span.start}\0{self.span.end}\0{self.code}"


@dataclass(frozen=True, slots=True)
class _CodingRow:
    key: str
    interview: str
    start: int
    end: int
    code: str
    coder: str
    polarity: str
    memo: str
    quotable: int

    @property
    def place(self) -> _Place:
        return _Place(self.coder, self.key, Span(self.start, self.end), self.code)


def _changed(there: Mapping[str, str], wanted: Mapping[str, str] | None) -> dict[str, str]:
    """The attributes that would differ; an empty value takes one away."""
    return {name: value for name, value in (wanted or {}).items() if value != there.get(name, "")}


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
