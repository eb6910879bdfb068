"""What coders decided, the project's memo; and of this computer alone: places and drafts.

Places and drafts are never in the journal: they travel nowhere, and no undo touches them.
"""

import json
import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Any

from workbench.model import Coder, Decision, InterviewId, Span, interview_key
from workbench.placing.correspondence import Correspondence
from workbench.project import reading
from workbench.project.lineage import Lineages
from workbench.project.payloads import decision_from
from workbench.project.store import listed
from workbench.text import swedish_key


def memo(sql: sqlite3.Connection) -> str:
    return str(_about(sql).get("memo", ""))


def blind(sql: sqlite3.Connection) -> bool:
    """Until someone lifts it."""
    return bool(_about(sql).get("blind", True))


def queries(sql: sqlite3.Connection) -> dict[str, str]:
    """The queries that are kept, by name in Swedish order."""
    kept: dict[str, str] = _about(sql).get("queries", {})
    return dict(sorted(kept.items(), key=lambda each: swedish_key(each[0])))


def _about(sql: sqlite3.Connection) -> dict[str, Any]:
    row = sql.execute("SELECT fields FROM about").fetchone()
    found: dict[str, Any] = json.loads(row[0]) if row else {}
    return found


def interview_memo(sql: sqlite3.Connection, key: str) -> str:
    row = sql.execute("SELECT memo FROM interview WHERE key = ?", (key,)).fetchone()
    return str(row[0])


def decisions(
    sql: sqlite3.Connection, coder: Coder, interviews: Collection[InterviewId] | None
) -> list[Decision]:
    """The coder's latest word on each suggestion; None stands for all interviews.

    Of two on one suggestion, made on different texts of the interview, the later counts.
    """
    wanted = None if interviews is None else listed(interview_key(each) for each in interviews)
    rows = sql.execute(
        'SELECT i.id, d.coder, d."start", d."end", d.code, d.verdict, d.taken, d.score,'
        " d.confidence, d.evidence, d.event FROM decision d JOIN interview i ON i.key = d.interview"
        " JOIN event e ON e.id = d.event"
        " WHERE d.coder = ?1 AND i.present = 1"
        " AND (?2 IS NULL OR i.id_key IN (SELECT value FROM json_each(?2)))"
        ' ORDER BY i.id_key, d."start", d."end", d.code, e.clock, e.id',
        (coder, wanted),
    )
    found = (decision_from(row) for row in rows)
    return list({(each.interview, each.span, each.code): each for each in found}.values())


def verdict_at(
    sql: sqlite3.Connection, coder: str, key: str, *, span: Span, code: str
) -> tuple[str, str] | None:
    """The coder's latest word on one suggestion, and the code taken."""
    row = sql.execute(
        "SELECT d.verdict, d.taken FROM decision d JOIN event e ON e.id = d.event"
        ' WHERE d.coder = ? AND d.interview = ? AND d."start" = ? AND d."end" = ? AND d.code = ?'
        " ORDER BY e.clock DESC, e.id DESC LIMIT 1",
        (coder, key, span.start, span.end, code),
    ).fetchone()
    return None if row is None else (row[0], row[1])


def remember_place(
    sql: sqlite3.Connection, coder: str, interview: str, *, offset: int, time: datetime
) -> None:
    row = reading.interview_row(sql, interview)
    sql.execute(
        'INSERT OR REPLACE INTO place (coder, interview, "offset", time, text)'
        " VALUES (?, ?, ?, ?, ?)",
        (
            coder,
            row.key,
            max(0, offset),
            time.isoformat(timespec="microseconds"),
            row.version.get("text", ""),
        ),
    )


def places(sql: sqlite3.Connection, coder: str) -> dict[InterviewId, int]:
    """Where the coder was in each interview, the latest last."""
    rows = sql.execute(
        'SELECT i.id, p."offset", i.key, coalesce(nullif(p.text, \'\'), i."first"), i.text'
        " FROM place p JOIN interview i ON i.key = p.interview"
        " WHERE p.coder = ? AND i.present = 1 ORDER BY p.time, i.id",
        (coder,),
    )
    lineages = Lineages(sql)
    return {
        InterviewId(shown): offset
        if then == now
        else _followed(lineages.way(key, then, now), offset)
        for shown, offset, key, then, now in rows.fetchall()
    }


def _followed(way: Correspondence | None, offset: int) -> int:
    """Where the reader goes on in another text: at the same word, else at the next that stayed."""
    return 0 if way is None else way.follow(offset)


def draft(sql: sqlite3.Connection, coder: str, subject: str) -> str | None:
    row = sql.execute(
        "SELECT text FROM draft WHERE coder = ? AND subject = ?", (coder, subject)
    ).fetchone()
    return None if row is None else str(row[0])


def keep_draft(
    sql: sqlite3.Connection, coder: str, subject: str, *, text: str, time: datetime
) -> None:
    """Keep what is being typed; an empty text takes it away."""
    if text:
        sql.execute(
            "INSERT OR REPLACE INTO draft (coder, subject, text, time) VALUES (?, ?, ?, ?)",
            (coder, subject, text, time.isoformat(timespec="microseconds")),
        )
    else:
        sql.execute("DELETE FROM draft WHERE coder = ? AND subject = ?", (coder, subject))
