"""Passages: their edges, where they stand, and what is coded exactly there.

Nothing here reads a head: the turns of a long interview take longer to decode than a coding to
write.
"""

import json
import sqlite3
from array import array
from bisect import bisect_right

from workbench.errors import InputError
from workbench.model import (
    CodeId,
    Coder,
    Coding,
    CodingId,
    InterviewId,
    Reference,
    Span,
)
from workbench.project import reading
from workbench.project.payloads import codings_from, ints


def trimmed(text: str, span: Span, *, interview: InterviewId) -> Span:
    """The span without white space at its edges.

    Errors: InputError when it lies outside the text or holds nothing else.
    """
    if not 0 <= span.start <= span.end <= len(text):
        raise InputError(
            f"Interview {interview} has {len(text)} characters; "
            f"there is no passage {span.start}-{span.end}.",
            "Choose a passage within the text.",
        )
    piece = text[span.start : span.end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right <= left:
        raise InputError(
            f"The passage {span.start}-{span.end} of interview {interview} is empty.",
            "Choose some words.",
        )
    return Span(span.start + left, span.start + right)


def reference(sql: sqlite3.Connection, interview: str, span: Span) -> Reference:
    """As `Reference.to`, by the turns' offsets alone."""
    row = reading.interview_row(sql, interview)
    frame = sql.execute(
        "SELECT heard, turn_starts, turn_ends, turn_speakers FROM frame WHERE interview = ?",
        (row.key,),
    ).fetchone()
    if frame is None:
        return Reference(row.id, 0, span.start)
    names = [row.labels[label] for label, _, _ in json.loads(frame[0])]
    starts, ends, speakers = ints(frame[1]), ints(frame[2]), ints(frame[3])
    touched = list(_touched(starts, ends, span))
    if not touched:
        return Reference(row.id, 0, span.start)
    ours = (at for at in touched if names[speakers[at]] not in row.moderators)
    at = next(ours, touched[0])
    return Reference(row.id, at + 1, max(0, span.start - starts[at]))


def _touched(starts: "array[int]", ends: "array[int]", span: Span) -> range:
    """Indices of the turns that share at least one character with the span."""
    first = max(0, bisect_right(starts, span.start) - 1)
    if first < len(ends) and ends[first] <= span.start:
        first += 1
    last = first
    while last < len(starts) and starts[last] < span.end:
        last += 1
    return range(first, last)


def coding_at(
    sql: sqlite3.Connection, interview: str, span: Span, *, code: CodeId, coder: Coder
) -> Coding | None:
    """The coder's coding of exactly this span with this code."""
    row = reading.interview_row(sql, interview)
    found = sql.execute(
        'SELECT id, "start", "end", code, coder, polarity, memo, quotable, origin, time'
        ' FROM coding WHERE coder = ? AND interview = ? AND "start" = ? AND "end" = ?'
        " AND code = ? AND visible = 1",
        (coder, row.key, span.start, span.end, code),
    )
    return next(iter(codings_from(found, row.id)), None)


def codings_by_id(sql: sqlite3.Connection, wanted: str) -> list[Coding]:
    """Those of the ids (a JSON list) that are there and visible, in the order of the ids."""
    rows = sql.execute(
        'SELECT i.id, c.id, c."start", c."end", c.code, c.coder, c.polarity, c.memo, c.quotable,'
        " c.origin, c.time FROM json_each(?) wanted CROSS JOIN coding c ON c.id = wanted.value"
        " JOIN interview i ON i.key = c.interview WHERE c.visible = 1 ORDER BY c.id",
        (wanted,),
    )
    return [each for shown, *row in rows for each in codings_from([tuple(row)], InterviewId(shown))]


def of_action(sql: sqlite3.Connection, action: str) -> tuple[CodingId, ...]:
    """The codings that an action made, changed or took away, in order; the first hundred."""
    rows = sql.execute(
        "SELECT DISTINCT subject FROM event WHERE action = ? AND kind IN"
        " ('coding.add', 'coding.edit', 'coding.remove') ORDER BY seq LIMIT 100",
        (action,),
    )
    return tuple(CodingId(subject.partition(":")[2]) for (subject,) in rows)
