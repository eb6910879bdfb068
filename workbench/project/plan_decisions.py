"""What coders do with suggestions, and the project's own fields."""

from typing import Any

from workbench.errors import InputError
from workbench.model import DecideSuggestion, EditProject
from workbench.project import events as kinds
from workbench.project import remembered
from workbench.project.desk import Desk
from workbench.project.events import Draft
from workbench.project.payloads import PROJECT_SUBJECT, decision_payload, suggestion_subject


def decide_suggestion(change: DecideSuggestion, desk: Desk) -> None:
    decision = change.decision
    row = desk.interview(decision.interview)
    if not decision.coder.strip():
        raise InputError("A decision has no coder.", "Name one: --coder NAME.")
    desk.refuse_unknown(decision.code)
    if decision.taken is not None:
        desk.refuse_unknown(decision.taken)
    span = desk.passage(row, decision.span)
    subject = suggestion_subject(
        row.key,
        decision.coder,
        span=span,
        code=decision.code,
        text=row.version.get("text", ""),
    )
    desk.asks(subject)
    there = remembered.verdict_at(desk.sql, decision.coder, row.key, span=span, code=decision.code)
    if there == (decision.verdict.value, decision.taken or ""):
        return
    where = {"start": span.start, "end": span.end, **row.version}
    payload = {**decision_payload(decision), **where}
    desk.draft(
        Draft(
            kinds.SUGGESTION_DECIDE,
            subject,
            payload,
            interview=row.key,
            code=decision.code,
            coder=decision.coder,
        )
    )


def edit_project(change: EditProject, desk: Desk) -> None:
    desk.asks(PROJECT_SUBJECT)
    payload: dict[str, Any] = {}
    if change.memo is not None and change.memo != remembered.memo(desk.sql):
        payload["memo"] = change.memo
    if change.blind is not None and change.blind != remembered.blind(desk.sql):
        payload["blind"] = change.blind
    if change.queries is not None:
        kept = remembered.queries(desk.sql)
        new = {name: query for name, query in change.queries.items() if query != kept.get(name, "")}
        payload |= {"queries": new} if new else {}
    if payload:
        desk.draft(Draft(kinds.PROJECT_EDIT, PROJECT_SUBJECT, payload))
