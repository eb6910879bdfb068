"""What is settled where two coders differ."""

import json

from workbench.errors import InputError
from workbench.model import CodingId, ReopenDisagreement, SettleDisagreement, Settlement, Span
from workbench.project import events as kinds
from workbench.project.desk import Desk
from workbench.project.events import Draft, canonical
from workbench.project.payloads import coding_subject, settlement_payload, settlement_subject
from workbench.project.reading import InterviewRow


def settle_disagreement(change: SettleDisagreement, desk: Desk) -> None:
    settlement = change.settlement
    row = desk.interview(settlement.interview)
    _refuse_unfit(settlement)
    made = [_made(desk, each, settlement, row) for each in settlement.codings]
    sides = [side.span for side in (settlement.first, settlement.second) if side is not None]
    # A reason may hold words of any of these, and none of them may be erased ones.
    spans = [desk.passage(row, span) for span in (*sides, *made)]
    subject = settlement_subject(row.key, settlement)
    desk.asks(subject)
    payload = {**settlement_payload(settlement, spans), **row.version}
    there = desk.sql.execute(
        "SELECT fields FROM settlement WHERE subject = ?", (subject,)
    ).fetchone()
    fields = {name: value for name, value in payload.items() if name not in ("coders", "text")}
    if there is not None and canonical(json.loads(there[0])) == canonical(fields):
        return
    desk.draft(
        Draft(
            kinds.SETTLEMENT_DECIDE,
            subject,
            payload,
            interview=row.key,
            coder=settlement.consensus,
        )
    )


def _refuse_unfit(settlement: Settlement) -> None:
    names = {settlement.consensus, *settlement.coders}
    if not all(name.strip() for name in names) or len(names) < 3:
        raise InputError(
            "A decision is between two coders, and what comes of it is a third one's.",
            "Name all three, each by another name.",
        )
    if settlement.first is None and settlement.second is None:
        raise InputError("There is nothing to decide on.", "Name a coding of one of the coders.")


def _made(desk: Desk, coding: CodingId, settlement: Settlement, row: InterviewRow) -> Span:
    desk.asks(coding_subject(coding))
    found = desk.sql.execute(
        'SELECT "start", "end" FROM coding WHERE id = ? AND coder = ? AND interview = ?',
        (coding, settlement.consensus, row.key),
    ).fetchone()
    if found is None:
        raise InputError(
            f"There is no coding {coding} of {settlement.consensus} in interview {row.id}.",
            "It may have been taken away.",
        )
    return Span(*found)


def reopen_disagreement(change: ReopenDisagreement, desk: Desk) -> None:
    settlement = change.settlement
    row = desk.interview(settlement.interview)
    subject = settlement_subject(row.key, settlement)
    desk.asks(subject)
    if desk.sql.execute("SELECT 1 FROM settlement WHERE subject = ?", (subject,)).fetchone():
        desk.draft(
            Draft(
                kinds.SETTLEMENT_REOPEN, subject, {}, interview=row.key, coder=settlement.consensus
            )
        )
