"""The list of interviews: what each holds, and how far one coder has come with it.

No text is read: words are counted by their offsets.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.model import CodeId, Coder, InterviewId, InterviewSummary
from workbench.project.payloads import ints
from workbench.project.store import listed
from workbench.text import natural_key

_Mark = tuple[int, int, str]
"""Start, end, direction."""


def summaries(sql: sqlite3.Connection, coder: Coder | None) -> tuple[InterviewSummary, ...]:
    """Every interview in natural order, with the codings of one coder counted."""
    marks: dict[str, list[_Mark]] = {}
    for key, start, end, polarity in sql.execute(
        'SELECT interview, "start", "end", polarity FROM coding'
        ' WHERE coder = ? AND visible = 1 ORDER BY interview, "start", "end"',
        (coder or "",),
    ):
        marks.setdefault(key, []).append((start, end, polarity))
    done = {
        row[0]
        for row in sql.execute("SELECT interview FROM finished WHERE coder = ?", (coder or "",))
    }
    rows = sql.execute(
        "SELECT key, id, title, attributes, source_name, turns, words, participants, labels,"
        " moderators, memo != '' FROM interview WHERE present = 1"
    ).fetchall()
    found = []
    for key, shown, title, attributes, name, turns, words, people, labels, led, noted in rows:
        mine = marks.get(key, [])
        summary = InterviewSummary(
            id=InterviewId(shown),
            title=title,
            attributes=json.loads(attributes),
            source_name=name,
            turns=turns,
            words=words,
            participants=people,
            codings=len(mine),
            finished=key in done,
            coded_words=_coded_words(sql, key, mine, led=_Led(labels, led)) if mine else 0,
            undirected=sum(not polarity for _, _, polarity in mine),
            noted=bool(noted),
        )
        found.append(summary)
    return tuple(sorted(found, key=lambda each: (natural_key(each.id), each.id)))


@dataclass(frozen=True, slots=True)
class _Led:
    """Shown labels of an interview and which of them are moderators', as JSON."""

    labels: str
    moderators: str

    def speakers(self, heard: str) -> set[int]:
        """Numbers of the speakers, as the frame counts them, that are moderators."""
        shown, leading = json.loads(self.labels), set(json.loads(self.moderators))
        return {
            number
            for number, (label, _, _) in enumerate(json.loads(heard))
            if shown[label] in leading
        }


def _coded_words(sql: sqlite3.Connection, key: str, marks: Iterable[_Mark], *, led: _Led) -> int:
    """Participants' words whose first character some span covers; `marks` by start."""
    row = sql.execute(
        "SELECT heard, turn_starts, turn_speakers, word_starts FROM frame WHERE interview = ?",
        (key,),
    ).fetchone()
    if row is None:
        return 0
    moderators = led.speakers(row[0])
    starts, speakers, words = map(ints, row[1:])
    found = 0
    for start, end in _union(marks):
        found += bisect_left(words, end) - bisect_left(words, start)
        # Words stand in turns alone, so a turn's words are those up to the next one's start.
        at = max(0, bisect_right(starts, start) - 1)
        while moderators and at < len(starts) and starts[at] < end:
            stop = starts[at + 1] if at + 1 < len(starts) else end
            if speakers[at] in moderators:
                begin = max(start, starts[at])
                found -= bisect_left(words, min(end, stop)) - bisect_left(words, begin)
            at += 1
    return found


def _union(marks: Iterable[_Mark]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    first, last = -1, -1
    for start, end, _ in marks:
        if start > last:
            if last >= 0:
                joined.append((first, last))
            first, last = start, end
        elif end > last:
            last = end
    if last >= 0:
        joined.append((first, last))
    return joined


def code_names(sql: sqlite3.Connection) -> dict[CodeId, str]:
    """What codes are called, deleted ones too."""
    rows = sql.execute("SELECT id, coalesce(json_extract(fields, '$.name'), '') FROM code")
    return {CodeId(code): name or code for code, name in rows}


def code_counts(sql: sqlite3.Connection, coder: Coder) -> dict[CodeId, int]:
    """The coder's codings on each code, those below it not counted."""
    rows = sql.execute(
        "SELECT code, count(*) FROM coding WHERE coder = ? AND visible = 1 GROUP BY code", (coder,)
    )
    return {CodeId(code): count for code, count in rows}


def coders_on(sql: sqlite3.Connection, codes: Iterable[CodeId]) -> tuple[dict[Coder, int], int]:
    """How many codings each coder has on any of the codes, and in how many interviews they are;
    those that lost their place in a corrected text are among them."""
    wanted = listed(codes)
    rows = sql.execute(
        "SELECT coder, count(*) FROM coding WHERE (visible = 1 OR change = 'lost')"
        " AND code IN (SELECT value FROM json_each(?)) GROUP BY coder ORDER BY coder",
        (wanted,),
    )
    counts = {Coder(coder): count for coder, count in rows}
    row = sql.execute(
        "SELECT count(DISTINCT interview) FROM coding WHERE (visible = 1 OR change = 'lost')"
        " AND code IN (SELECT value FROM json_each(?))",
        (wanted,),
    ).fetchone()
    return counts, int(row[0])
