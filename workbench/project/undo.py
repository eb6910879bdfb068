"""Undo and redo: events that name an action; whether they may be written.

An author takes back her own latest action; as a coder, only what she did as that coder or as no
coder: one who codes under two names keeps the two apart. She may not where another's later event
rests on it: names the same subject, or codes with a code, or codes an interview, that the action
brought.
"""

import sqlite3

from workbench.errors import UsageError
from workbench.project import events as kinds
from workbench.project.events import Draft, time_of
from workbench.project.refold import Refold
from workbench.project.store import listed
from workbench.project.writing import Batch


def to_undo(sql: sqlite3.Connection, author: str, coder: str | None) -> str:
    """The author's latest action in force. Errors: UsageError when there is none, or it stands.

    coder: whose actions may be meant, beside those of no coder; None for all.
    """
    row = sql.execute(
        "SELECT id FROM action WHERE author = ?1 AND undone = 0"
        " AND (?2 IS NULL OR coder IN ('', ?2))"
        " AND verb NOT IN ('undo', 'redo', 'forget', 'create')"
        " ORDER BY clock DESC, id DESC LIMIT 1",
        (author, coder),
    ).fetchone()
    if row is None:
        raise UsageError(
            f"There is nothing to undo{_of(author)}.", "`workbench log` shows who did what."
        )
    _refuse_resting(sql, row[0], since=_clock(sql, row[0]), author=author, word="undone")
    return str(row[0])


def to_redo(sql: sqlite3.Connection, author: str, coder: str | None) -> str:
    """The action that the author's latest undo took back, unless she has done something since.

    coder: as in `to_undo`.
    """
    last = sql.execute(
        "SELECT coalesce(max(clock), 0) FROM action WHERE author = ?1"
        " AND (?2 IS NULL OR coder IN ('', ?2)) AND verb NOT IN ('undo', 'redo', 'forget')",
        (author, coder),
    ).fetchone()[0]
    stack: list[tuple[str, int]] = []
    for kind, subject, clock in sql.execute(
        "SELECT e.kind, e.subject, e.clock FROM event e"
        " JOIN action a ON a.id = substr(e.subject, 8)"
        " WHERE e.author = ?1 AND e.clock > ?2 AND e.kind IN ('undo', 'redo')"
        " AND (?3 IS NULL OR a.coder IN ('', ?3)) ORDER BY e.clock, e.id",
        (author, last, coder),
    ):
        action = subject.partition(":")[2]
        if kind == kinds.UNDO:
            stack.append((action, clock))
        else:
            stack = [each for each in stack if each[0] != action]
    if not stack:
        raise UsageError(
            f"There is nothing to redo{_of(author)}.", "`workbench log` shows who did what."
        )
    action, undone_at = stack[-1]
    _refuse_resting(sql, action, since=undone_at, author=author, word="redone")
    return action


def _of(author: str) -> str:
    return f" of {author}" if author else ""


def _clock(sql: sqlite3.Connection, action: str) -> int:
    row = sql.execute("SELECT clock FROM action WHERE id = ?", (action,)).fetchone()
    return int(row[0])


def _refuse_resting(
    sql: sqlite3.Connection, action: str, *, since: int, author: str, word: str
) -> None:
    subjects: list[str] = []
    interviews: list[str] = []
    codes: list[str] = []
    texts: list[str] = []
    for kind, subject in sql.execute(
        "SELECT DISTINCT kind, subject FROM event WHERE action = ? AND kind <> 'action'", (action,)
    ):
        subjects.append(subject)
        name = subject.partition(":")[2]
        if kind in (kinds.INTERVIEW_ADD, kinds.INTERVIEW_REMOVE):
            interviews.append(name)
        elif kind in (kinds.CODE_PUT, kinds.CODE_REMOVE):
            codes.append(name)
    for (text,) in sql.execute(
        "SELECT json_extract(payload, '$.text') FROM event"
        " WHERE action = ? AND kind = 'interview.revise' AND payload IS NOT NULL",
        (action,),
    ):
        texts.append(text)
    row = sql.execute(
        "SELECT e.author, e.kind, e.id, a.verb FROM event e JOIN action a ON a.id = e.action"
        " WHERE e.clock > ?1 AND e.author <> ?2 AND e.action <> ?3 AND a.undone = 0"
        " AND e.payload IS NOT NULL"
        " AND (e.subject IN (SELECT value FROM json_each(?4))"
        " OR (e.interview <> '' AND e.kind <> 'coding.remove'"
        "     AND e.interview IN (SELECT value FROM json_each(?5)))"
        " OR (e.code <> '' AND e.kind <> 'code.remove'"
        "     AND e.code IN (SELECT value FROM json_each(?6)))"
        " OR json_extract(e.payload, '$.text') IN (SELECT value FROM json_each(?7)))"
        " ORDER BY e.clock LIMIT 1",
        (since, author, action, listed(subjects), listed(interviews), listed(codes), listed(texts)),
    ).fetchone()
    if row is None:
        return
    other, _, event, verb = row
    when = time_of(event).strftime("%Y-%m-%d %H:%M")
    raise UsageError(
        f"This cannot be {word}: what {other or 'someone'} did later ({verb}, {when} UTC) "
        f"rests on it.",
        f"Let {other or 'them'} undo that first, or make the change by hand.",
    )


def mark(sql: sqlite3.Connection, action: str, *, kind: str, batch: Batch) -> None:
    """Write the undo or redo of an action, and everything that follows from it."""
    batch.append([Draft(kind, f"action:{action}", {})])
    subjects = [
        row[0]
        for row in sql.execute(
            "SELECT DISTINCT subject FROM event WHERE action = ? AND kind <> 'action'", (action,)
        )
    ]
    Refold(sql).run(subjects, actions=[batch.action, action])
