"""Codings: made, changed, taken away; at most one per coder, interview, span and code."""

from dataclasses import dataclass, replace
from typing import Any

from workbench.errors import InputError
from workbench.model import AddCoding, EditCoding, LookAtCoding, RemoveCoding, Span
from workbench.project import events as kinds
from workbench.project.desk import Desk
from workbench.project.events import Draft
from workbench.project.payloads import coding_payload, coding_subject, polarity_sign


def add_coding(change: AddCoding, desk: Desk) -> None:
    coding = change.coding
    row = desk.interview(coding.interview)
    desk.refuse_unknown(coding.code)
    if not coding.coder.strip():
        raise InputError("A coding has no coder.", "Name one: --coder NAME.")
    span = desk.passage(row, coding.span)
    place = _Place(coding.coder, row.key, span, coding.code)
    subject = coding_subject(coding.id)
    desk.asks(place.name, subject)
    if _coding_at(desk, place) is not None:
        return
    if _coding_row(desk, coding.id) is not None:
        raise InputError(f"There is already a coding {coding.id}.", "Give it a new id.")
    draft = Draft(
        kinds.CODING_ADD,
        subject,
        coding_payload(coding if span == coding.span else replace(coding, span=span)) | row.version,
        interview=row.key,
        code=coding.code,
        coder=coding.coder,
    )
    desk.draft(draft, place.name)


def _coding_at(desk: Desk, place: "_Place") -> str | None:
    found = desk.sql.execute(
        'SELECT id FROM coding WHERE coder = ? AND interview = ? AND "start" = ?'
        ' AND "end" = ? AND code = ? AND visible = 1',
        (place.coder, place.interview, place.span.start, place.span.end, place.code),
    ).fetchone()
    return None if found is None else str(found[0])


def _coding_row(desk: Desk, coding: str) -> "_CodingRow | None":
    desk.asks(coding_subject(coding))
    found = desk.sql.execute(
        'SELECT c.interview, i.id, c."start", c."end", c.code, c.coder, c.polarity, c.memo,'
        " c.quotable, c.text FROM coding c JOIN interview i ON i.key = c.interview WHERE c.id = ?",
        (coding,),
    ).fetchone()
    return None if found is None else _CodingRow(*found)


def _known_coding(desk: Desk, coding: str) -> "_CodingRow":
    found = _coding_row(desk, coding)
    if found is None:
        raise InputError(f"There is no coding {coding}.", "It may have been taken away.")
    return found


def edit_coding(change: EditCoding, desk: Desk) -> None:
    there = _known_coding(desk, change.coding)
    payload = _edits(desk, change, there)
    if not payload:
        return
    span = Span(payload.get("start", there.start), payload.get("end", there.end))
    place = _Place(there.coder, there.key, span, payload.get("code", there.code))
    desk.asks(place.name)
    other = _coding_at(desk, place)
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
    desk.draft(draft, there.place.name, place.name)


def _edits(desk: Desk, change: EditCoding, there: "_CodingRow") -> dict[str, Any]:
    """The fields that would differ."""
    payload: dict[str, Any] = {}
    if change.code is not None and change.code != there.code:
        desk.refuse_unknown(change.code)
        payload["code"] = change.code
    if change.span is not None:
        row = desk.interview(there.interview)
        span = desk.passage(row, change.span)
        if (span.start, span.end) != (there.start, there.end):
            payload |= {"start": span.start, "end": span.end, **row.version}
    wanted = "" if change.clear_polarity else polarity_sign(change.polarity)
    if (change.clear_polarity or change.polarity is not None) and wanted != there.polarity:
        payload["polarity"] = wanted
    if change.memo is not None and change.memo != there.memo:
        payload["memo"] = change.memo
    if change.quotable is not None and change.quotable != bool(there.quotable):
        payload["quotable"] = change.quotable
    return payload


def look_at_coding(change: LookAtCoding, desk: Desk) -> None:
    there = _known_coding(desk, change.coding)
    if not there.end:
        raise InputError(
            "This coding lost its place when the text was corrected.",
            "Place it on other words, or take it away.",
        )
    row = desk.interview(there.interview)
    if (there.text or row.first) != row.text:
        desk.draft(
            Draft(
                kinds.CODING_LOOK,
                coding_subject(change.coding),
                {"start": there.start, "end": there.end, **row.version},
                interview=there.key,
                coder=there.coder,
            )
        )


def remove_coding(change: RemoveCoding, desk: Desk) -> None:
    there = _known_coding(desk, change.coding)
    desk.remove_coding(change.coding, there.key, coder=there.coder)
    desk.touched.add(there.place.name)


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
    text: str
    """The one it was set on; empty for the first."""

    @property
    def place(self) -> _Place:
        return _Place(self.coder, self.key, Span(self.start, self.end), self.code)
