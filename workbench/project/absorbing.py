"""Taking in the events of another copy: set union, then the fold.

Invariant: commutative, associative, idempotent. Two copies that took in each other's events, in any
order and however often, hold the same events and the same tables; what either has forgotten is
forgotten in both.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from workbench.errors import ProjectError
from workbench.project.erasing import erase, sweep
from workbench.project.events import CLOCK_LIMIT, Event
from workbench.project.refold import Refold
from workbench.project.store import append, listed
from workbench.project.values import AbsorbReport

_DAY = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Content:
    """A text, head or source file as it travels between copies."""

    kind: str
    sha256: str
    name: str
    masked: bool
    data: bytes


def all_contents(sql: sqlite3.Connection) -> list[Content]:
    rows = sql.execute("SELECT kind, sha256, name, masked, data FROM content")
    return [Content(kind, sha, name, bool(masked), data) for kind, sha, name, masked, data in rows]


def absorb(
    sql: sqlite3.Connection,
    events: Iterable[Event],
    contents: Iterable[Content],
    *,
    now_ms: int,
) -> AbsorbReport:
    """Add what is not there yet, within the caller's transaction.

    now_ms: milliseconds since 1970; authors whose clocks are more than a day past it are reported.
    A clock that is ahead does no harm to others: the next event of anybody who saw it is later
    still, and the times people are shown do not follow it.
    Errors: ProjectError when an event or a content is not what its hash says.
    """
    hashes = {row[0]: row[1] for row in sql.execute("SELECT id, hash FROM event")}
    new: list[Event] = []
    for event in events:
        _refuse_damaged(event)
        known = hashes.get(event.id)
        if known is None:
            hashes[event.id] = event.hash
            new.append(event)
        elif known != event.hash:
            raise ProjectError(
                f"Two different events bear the id {event.id}.", "One of the copies is damaged."
            )
    new.sort(key=lambda event: (event.clock, event.id))
    append(sql, new)
    for each in contents:
        _take_content(sql, each)
    # Undone marks decide whether events count, so every event of those actions is folded again.
    actions = {event.action for event in new}
    actions |= {event.subject.partition(":")[2] for event in new if _is_mark(event)}
    subjects = {event.subject for event in new} | _subjects_of(sql, actions)
    erased = erase(sql)
    sweep(sql)
    Refold(sql).run(sorted(subjects | erased.subjects), actions=sorted(actions | erased.actions))
    limit = (now_ms + _DAY) << 16
    ahead = tuple(sorted({event.author for event in new if event.clock > limit}))
    return AbsorbReport(len(new), len(erased.events), ahead)


def _is_mark(event: Event) -> bool:
    return event.subject.startswith("action:")


def _refuse_damaged(event: Event) -> None:
    fault = next(event.faults(), "")
    if not fault and not 0 <= event.clock < CLOCK_LIMIT:
        fault = "its clock is out of bounds"
    if fault:
        raise ProjectError(
            f"Event {event.id} of {event.author} is damaged: {fault}.", "Get the copy again."
        )


def _take_content(sql: sqlite3.Connection, each: Content) -> None:
    if not each.masked and sha256(each.data).hexdigest() != each.sha256:
        raise ProjectError(
            f"A {each.kind} ({each.sha256[:12]}) is damaged: it does not match its digest.",
            "Get the copy again.",
        )
    sql.execute(
        "INSERT INTO content (sha256, kind, name, masked, data) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (each.sha256, each.kind, each.name, each.masked, each.data),
    )


def _subjects_of(sql: sqlite3.Connection, actions: set[str]) -> set[str]:
    rows = sql.execute(
        "SELECT DISTINCT e.subject FROM json_each(?) wanted"
        " CROSS JOIN event e ON e.action = wanted.value",
        (listed(sorted(actions)),),
    )
    return {row[0] for row in rows}
