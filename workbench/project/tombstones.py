"""Tombstones: what must stay forgotten, also in the other texts of an interview.

Two copies may have parted: one forgets a speaker, the other puts a corrected text in the place of
the one it knew. Invariant: a function of the journal and of where turns lie, so that every copy
forgets the same.
"""

import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from workbench.model import Span
from workbench.project.interview_fold import Forgotten
from workbench.project.lineage import Lineages
from workbench.project.payloads import HEAD, Head, decode_head
from workbench.project.store import content, listed

Contents = Callable[[str, str], bytes | None]
"""(kind, sha256) -> bytes."""


def fold_tombstones(sql: sqlite3.Connection, contents: Contents | None = None) -> None:
    """What must stay forgotten, from the whole journal: in every text of an interview."""
    sql.execute("DELETE FROM tombstone")
    sql.execute(
        "INSERT INTO tombstone (event, clock, interview, kind, payload)"
        " SELECT id, clock, interview, kind, payload FROM event"
        " WHERE kind IN ('interview.forget', 'speaker.forget') AND payload IS NOT NULL"
    )
    _derive_tombstones(sql, contents or (lambda kind, sha: content(sql, kind, sha)))


def forgotten_of(sql: sqlite3.Connection, texts: Collection[str]) -> Forgotten:
    """Whom the texts of one interview no longer hold."""
    rows = sql.execute(
        "SELECT t.payload, coalesce(e.action, t.event) FROM tombstone t"
        " LEFT JOIN event e ON e.id = substr(t.event, 1, 36) WHERE t.kind = 'speaker.forget'"
        " AND json_extract(t.payload, '$.text') IN (SELECT value FROM json_each(?))"
        " ORDER BY t.clock, t.event",
        (listed(texts),),
    )
    found: list[tuple[int, dict[str, Any]]] = []
    numbers: dict[str, int] = {}
    for payload, action in rows:
        # Of several texts, one forgetting takes a speaker out of each.
        number = numbers.setdefault(action, len(numbers) + 1)
        found.append((number if len(texts) > 1 else len(found) + 1, json.loads(payload)))
    return Forgotten(tuple(found))


def _derive_tombstones(sql: sqlite3.Connection, contents: Contents) -> None:
    """Beside each tombstone of a speaker, one for every other text her words stand in."""
    stones = sql.execute(
        "SELECT event, clock, payload FROM tombstone WHERE kind = 'speaker.forget'"
        " ORDER BY clock, event"
    ).fetchall()
    if not stones:
        return
    keys = _keys_by_text(sql)
    lineages = Lineages(sql)
    for event, clock, written in stones:
        payload = json.loads(written)
        for key in keys.get(payload["text"], ()):
            for text, derived in _derived(lineages, key, payload, contents):
                sql.execute(
                    "INSERT OR IGNORE INTO tombstone (event, clock, interview, kind, payload)"
                    " VALUES (?, ?, ?, 'speaker.forget', ?)",
                    (f"{event}:{text}", clock, key, json.dumps(derived, sort_keys=True)),
                )


def _keys_by_text(sql: sqlite3.Connection) -> dict[str, list[str]]:
    """The interviews that have had more than one text, by each of them."""
    keys: dict[str, list[str]] = {}
    for text, key in sql.execute(
        "SELECT DISTINCT json_extract(payload, '$.text'), interview FROM event"
        " WHERE kind IN ('interview.add', 'interview.revise') AND payload IS NOT NULL"
        " AND interview IN (SELECT interview FROM event WHERE kind = 'interview.revise')"
        " ORDER BY 1, 2"
    ):
        keys.setdefault(text, []).append(key)
    return keys


def _derived(
    lineages: Lineages, key: str, payload: Mapping[str, Any], contents: Contents
) -> Iterator[tuple[str, dict[str, Any]]]:
    texts = lineages.texts(key)
    for text in dict.fromkeys(each.text for each in texts):
        way = lineages.way(key, payload["text"], text)
        if way is None:
            continue
        heads = {
            each.head: decode_head(contents(HEAD, each.head) or b"{}")
            for each in texts
            if each.text == text and contents(HEAD, each.head) is not None
        }
        images = [image for span in payload["turns"] for image in way.images(Span(*span))]
        turns = _united([*images, *_whole_turns(_united(images), heads.values())])
        labels = [image for span in payload["masks"] for image in way.images(Span(*span))]
        masks = _united([*(Span(*turn) for turn in turns), *labels])
        if not masks:
            continue
        yield (
            text,
            {
                "derived": True,
                "text": text,
                "sources": sorted({each.source for each in texts if each.text == text}),
                "heads": {sha: _labels(heads[sha], turns) for sha in sorted(heads)},
                "people": payload["people"],
                "turns": turns,
                "masks": masks,
            },
        )


def _united(spans: Iterable[Span]) -> list[list[int]]:
    found: list[list[int]] = []
    for each in sorted(spans):
        if found and each.start <= found[-1][1]:
            found[-1][1] = max(found[-1][1], each.end)
        else:
            found.append([each.start, each.end])
    return found


def _whole_turns(turns: Sequence[Sequence[int]], heads: Iterable[Head]) -> Iterator[Span]:
    """The turns of which at least half are her words: what was added to them is hers too."""
    for head in heads:
        for start, end in zip(head.starts, head.ends, strict=True):
            covered = _covered(turns, start, end)
            if covered and 2 * covered >= end - start:
                yield Span(start, end)


def _labels(head: Head, turns: Sequence[Sequence[int]]) -> list[int]:
    """The labels of a head under which nobody but the forgotten speaks."""
    others = {
        label
        for start, end, label in zip(head.starts, head.ends, head.speakers, strict=True)
        if 2 * _covered(turns, start, end) < end - start
    }
    return sorted(set(head.speakers) - others - {head.nameless}) if turns else []


def _covered(turns: Sequence[Sequence[int]], start: int, end: int) -> int:
    found = 0
    at = max(0, bisect_left(turns, start, key=lambda turn: turn[0]) - 1)
    while at < len(turns) and turns[at][0] < end:
        found += max(0, min(end, turns[at][1]) - max(start, turns[at][0]))
        at += 1
    return found
