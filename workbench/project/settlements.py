"""What was settled where two coders differ."""

import json
import sqlite3

from workbench.model import Coder, CodingId, InterviewId, Settlement, interview_key
from workbench.project.payloads import seen_from, settlement_from


def consensus_coders(sql: sqlite3.Connection) -> frozenset[Coder]:
    """Those to whom settled codings belong."""
    rows = sql.execute("SELECT DISTINCT consensus FROM settlement")
    return frozenset(Coder(row[0]) for row in rows)


def settlements(
    sql: sqlite3.Connection,
    first: Coder,
    second: Coder,
    *,
    consensus: Coder,
    interview: InterviewId | None,
) -> list[Settlement]:
    """The latest decision on each pair of codings, told with `first` first; None: anywhere."""
    rows = sql.execute(
        'SELECT i.id, s.consensus, s."first", s."second", s.fields, s.event, e.author'
        " FROM settlement s JOIN interview i ON i.key = s.interview JOIN event e ON e.id = s.event"
        ' WHERE s.consensus = ? AND s."first" = ? AND s."second" = ? AND i.present = 1'
        " AND (? IS NULL OR i.id_key = ?) ORDER BY i.id_key, e.clock, e.id",
        (
            consensus,
            *sorted((first, second)),
            interview,
            None if interview is None else interview_key(interview),
        ),
    )
    return [seen_from(settlement_from(row), first) for row in rows]


def all_settlements(sql: sqlite3.Connection) -> list[Settlement]:
    """Every decision in force, whoever it was between."""
    rows = sql.execute(
        'SELECT i.id, s.consensus, s."first", s."second", s.fields, s.event, e.author'
        " FROM settlement s JOIN interview i ON i.key = s.interview JOIN event e ON e.id = s.event"
        " WHERE i.present = 1 ORDER BY e.clock, e.id"
    )
    return [settlement_from(row) for row in rows]


def settled_codings(
    sql: sqlite3.Connection, consensus: Coder, interview: InterviewId
) -> dict[CodingId, int]:
    """The codings that came of decisions in force, whoever they were between, and of how many."""
    rows = sql.execute(
        "SELECT s.fields FROM settlement s JOIN interview i ON i.key = s.interview"
        " WHERE s.consensus = ? AND i.id_key = ? AND i.present = 1",
        (consensus, interview_key(interview)),
    )
    counts: dict[CodingId, int] = {}
    for (fields,) in rows:
        for coding in json.loads(fields)["codings"]:
            counts[CodingId(coding)] = counts.get(CodingId(coding), 0) + 1
    return counts
