"""The texts that an interview has had, and which passage of the one stands where in the other.

Invariant: from the journal alone: a revision carries where the words of each earlier text went, so
that no text is needed, and a later way of aligning changes nothing. Undone revisions are ways too:
what was coded on their texts is found again.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.placing.correspondence import Correspondence
from workbench.project import events as kinds
from workbench.project.payloads import interview_subject

Rows = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Text:
    """A text that an interview was imported with or got later."""

    text: str
    """sha256, as of the other two."""
    head: str
    source: str
    source_name: str
    revision: bool
    ways: Mapping[str, Rows]
    """From earlier texts, by their digests."""


def texts_of(sql: sqlite3.Connection, key: str) -> list[Text]:
    """In the order (clock, id), undone ones too; without what was erased."""
    rows = sql.execute(
        "SELECT kind, payload FROM event WHERE subject = ?"
        " AND kind IN ('interview.add', 'interview.revise') AND payload IS NOT NULL"
        " ORDER BY clock, id",
        (interview_subject(key),),
    )
    return [_text(kind, json.loads(payload)) for kind, payload in rows]


def _text(kind: str, payload: Mapping[str, Any]) -> Text:
    return Text(
        payload["text"],
        payload["head"],
        payload["source"],
        payload["source_name"],
        kind == kinds.INTERVIEW_REVISE,
        payload.get("from", {}),
    )


def way(texts: Sequence[Text], old: str, new: str) -> Correspondence | None:
    """Where the words of one text stand in another; None where no revision leads from it.

    The shortest way counts: a revision that knew the text, else one that knew a common ancestor.
    """
    steps = _steps(texts)
    reached: dict[str, Correspondence] = {old: Correspondence(())}
    waiting = [old]
    while waiting and new not in reached:
        nearer = waiting
        waiting = []
        for here in nearer:
            for (start, end), (rows, backwards) in steps.items():
                if start != here or end in reached:
                    continue
                step = Correspondence.of_rows(rows)
                step = step.reversed() if backwards else step
                reached[end] = step if here == old else reached[here].then(step)
                waiting.append(end)
    return None if new == old else reached.get(new)


def _steps(texts: Sequence[Text]) -> dict[tuple[str, str], tuple[Rows, bool]]:
    """By the texts that each leads from and to; of several the earliest counts, and one that was
    made rather than one turned round."""
    steps: dict[tuple[str, str], tuple[Rows, bool]] = {}
    for each in texts:
        for start, rows in sorted(each.ways.items()):
            steps.setdefault((start, each.text), (rows, False))
    for (start, end), (rows, _) in list(steps.items()):
        steps.setdefault((end, start), (rows, True))
    return steps


class Lineages:
    """The ways between the texts of interviews, each found once."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._texts: dict[str, list[Text]] = {}
        self._ways: dict[tuple[str, str, str], Correspondence | None] = {}

    def texts(self, key: str) -> list[Text]:
        if key not in self._texts:
            self._texts[key] = texts_of(self._sql, key)
        return self._texts[key]

    def way(self, key: str, old: str, new: str) -> Correspondence | None:
        """As `way`, for an interview."""
        asked = (key, old, new)
        if asked not in self._ways:
            self._ways[asked] = way(self.texts(key), old, new)
        return self._ways[asked]

    def forget(self, key: str) -> None:
        """What the interview's events said may have changed."""
        self._texts.pop(key, None)
        self._ways = {asked: found for asked, found in self._ways.items() if asked[0] != key}
