"""What coders decided, the project's memo; and of this computer alone: places and drafts.

Places and drafts are never in the journal: they travel nowhere, and no undo touches them.
"""

import json
import sqlite3
from collections.abc import Collection
from datetime import datetime
from typing import Any

from workbench.model import Coder, Decision, InterviewId, interview_key
from workbench.project import reading
from workbench.project.payloads import decision_from
from workbench.project.store import listed


def memo(sql: sqlite3.Connection) -> str:
    return str(_about(sql).get("memo", ""))


def blind(sql: sqlite3.Connection) -> bool:
    """Until someone lifts it."""
    return bool(_about(sql).get("blind", True))


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
    """The coder's latest word on each suggestion; None stands for all interviews."""
    wanted = None if interviews is None else listed(interview_key(each) for each in interviews)
    rows = sql.execute(
        'SELECT i.id, d.coder, d."start", d."end", d.code, d.verdict, d.taken, d.score,'
        " d.confidence, d.evidence, d.event FROM decision d JOIN interview i ON i.key = d.interview"
        " WHERE d.coder = ?1 AND i.present = 1"
        " AND (?2 IS NULL OR i.id_key IN (SELECT value FROM json_each(?2)))"
        ' ORDER BY i.id_key, d."start", d."end", d.code',
        (coder, wanted),
    )
    return [decision_from(row) for row in rows]


def remember_place(
    sql: sqlite3.Connection, coder: str, interview: str, *, offset: int, time: datetime
) -> None:
    row = reading.interview_row(sql, interview)
    sql.execute(
        'INSERT OR REPLACE INTO place (coder, interview, "offset", time) VALUES (?, ?, ?, ?)',
        (coder, row.key, max(0, offset), time.isoformat(timespec="microseconds")),
    )


def places(sql: sqlite3.Connection, coder: str) -> dict[InterviewId, int]:
    """Where the coder was in each interview, the latest last."""
    rows = sql.execute(
        'SELECT i.id, p."offset" FROM place p JOIN interview i ON i.key = p.interview'
        " WHERE p.coder = ? AND i.present = 1 ORDER BY p.time, i.id",
        (coder,),
    )
    return {InterviewId(shown): offset for shown, offset in rows}


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
