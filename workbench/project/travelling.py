"""What a bundle carries: the events of some coders, and every event that these rest on.

Invariant: no event that bears another coder's name travels, so that nobody sees what another has
coded before she is done; what belongs to nobody does: interviews and their speakers, the codebook,
memos on interviews and on the project, what was forgotten. Undo and redo go with what they name.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator

from workbench.errors import ProjectError
from workbench.project.events import NO_HASH, Event
from workbench.project.store import EventRow, listed, ordered_events

_STEP = 1_000


def known_coders(sql: sqlite3.Connection) -> tuple[str, ...]:
    """Everybody under whose name there is an event."""
    rows = sql.execute("SELECT DISTINCT coder FROM event WHERE coder <> '' ORDER BY coder")
    return tuple(row[0] for row in rows)


def travelling(
    sql: sqlite3.Connection,
    coders: Collection[str] | None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Event]:
    """The events of a bundle in the order (clock, id); None stands for every coder.

    progress: called with events done and the most there can be.
    Errors: ProjectError when events are missing that no bundle has left out: it would pass as a
    sound one.
    """
    hashes, before = {NO_HASH}, dict[bytes, str]()
    total = int(sql.execute("SELECT count(*) FROM event").fetchone()[0])
    for done, event in enumerate(ordered_events(sql) if coders is None else _of(sql, coders)):
        if done % _STEP == 0:
            progress(done, total)
        hashes.add(event.hash)
        before[event.prev] = event.author
        yield event
    progress(total, total)
    missing = before.keys() - hashes
    if missing:
        rows = sql.execute("SELECT hash FROM event UNION ALL SELECT hash FROM withheld")
        missing = missing - {bytes(row[0]) for row in rows}
    for each in missing:
        raise ProjectError(
            f"An event of {before[each]} is missing from the journal: it is damaged.",
            "See what `workbench check` says, or take a backup back: `workbench restore`.",
        )


def _of(sql: sqlite3.Connection, coders: Collection[str]) -> Iterator[Event]:
    rows: Iterator[EventRow] = sql.execute(
        "WITH wanted(coder) AS (SELECT '' UNION ALL SELECT value FROM json_each(?)),"
        " own(id, action) AS MATERIALIZED (SELECT id, action FROM event"
        "  WHERE kind NOT IN ('action', 'undo', 'redo') AND coder IN (SELECT coder FROM wanted)),"
        " carried(action) AS MATERIALIZED (SELECT DISTINCT action FROM own),"
        " mark(id, action) AS MATERIALIZED (SELECT id, action FROM event"
        "  WHERE kind IN ('undo', 'redo') AND substr(subject, 8) IN (SELECT action FROM carried)),"
        " headed(action) AS MATERIALIZED"
        "  (SELECT action FROM carried UNION SELECT action FROM mark)"
        " SELECT id, clock, author, coder, action, kind, subject, interview, code,"
        "  payload, salt, digest, prev, hash FROM event"
        " WHERE id IN (SELECT id FROM own) OR id IN (SELECT id FROM mark)"
        "  OR (kind = 'action' AND coder IN (SELECT coder FROM wanted)"
        "   AND action IN (SELECT action FROM headed))"
        " ORDER BY clock, id",
        (listed(coders),),
    )
    return (Event(*row) for row in rows)


def interviews_inside(sql: sqlite3.Connection) -> tuple[str, ...]:
    """The keys of the interviews whose words travel with any bundle, taken out ones too."""
    rows = sql.execute(
        "SELECT DISTINCT interview FROM event WHERE kind = 'interview.add'"
        " AND payload IS NOT NULL ORDER BY interview"
    )
    return tuple(row[0] for row in rows)
