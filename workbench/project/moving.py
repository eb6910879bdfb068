"""What stands in an interview, where its present text has it.

Invariant: what was set on the present text stands as it was set; on another, its words are
followed; what has none left stands nowhere, and is kept.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from workbench.model import Span
from workbench.placing.correspondence import LOST, Change, Placed
from workbench.project.fold import CodingState, DecisionState, SettlementState
from workbench.project.lineage import Lineages


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a coding stands."""

    start: int
    end: int
    """0 where it lost its place."""
    text: str
    """The text it was set on; empty for the interview's first."""
    change: str
    """What became of its words; empty where it was set on the present text."""


class Moves:
    """Follows words from the text they were coded in to the present one."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._lineages = Lineages(sql)
        self._texts: dict[str, tuple[str, str]] = {}
        """First and present text of each interview."""

    def forget(self, key: str) -> None:
        """The interview's texts may have changed."""
        self._texts.pop(key, None)
        self._lineages.forget(key)

    def coding(self, state: CodingState) -> Moved:
        first, present = self._texts_of(state.interview)
        own = "" if state.text == first else state.text
        if (state.text or first) == present:
            return Moved(state.start, state.end, own, "")
        placed = self._placed(state.interview, state.text, Span(state.start, state.end))
        where = placed.span or Span(0, 0)
        return Moved(where.start, where.end, own, placed.change.value)

    def decision(self, state: DecisionState | None) -> DecisionState | None:
        """None where the words decided on are others now: they are a new suggestion's."""
        if state is None or self._stands(state.interview, state.text):
            return state
        key, text = state.interview, state.text
        placed = self._placed(key, text, Span(state.start, state.end))
        if placed.span is None or placed.change is not Change.NONE:
            return None
        evidence = []
        for kind, cue, start, end, code in state.evidence:
            seen = self._placed(key, text, Span(start, end)).span
            if seen is not None:
                evidence.append([kind, cue, seen.start, seen.end, code])
        return replace(state, start=placed.span.start, end=placed.span.end, evidence=evidence)

    def settlement(self, state: SettlementState | None) -> SettlementState | None:
        """Of a side that lost its place the passage is empty."""
        if state is None or self._stands(state.interview, state.text):
            return state
        fields = dict(state.fields)
        for name in ("first", "second"):
            side = fields[name]
            if side is not None:
                coding, start, end, code, polarity = side
                ((start, end),) = self._each(state, [(start, end)])
                fields[name] = [coding, start, end, code, polarity]
        spans = self._each(state, fields["spans"])
        fields["spans"] = [[start, end] for start, end in spans if end]
        return replace(state, fields=fields)

    def _each(
        self, state: SettlementState, spans: Iterable[Sequence[Any]]
    ) -> list[tuple[int, int]]:
        found = []
        for start, end in spans:
            span = self._placed(state.interview, state.text, Span(start, end)).span
            found.append((0, 0) if span is None else (span.start, span.end))
        return found

    def _stands(self, key: str, text: str) -> bool:
        first, present = self._texts_of(key)
        return (text or first) == present

    def _placed(self, key: str, text: str, span: Span) -> Placed:
        first, present = self._texts_of(key)
        way = self._lineages.way(key, text or first, present)
        return LOST if way is None else way.place(span)

    def _texts_of(self, key: str) -> tuple[str, str]:
        if key not in self._texts:
            row = self._sql.execute(
                'SELECT "first", text FROM interview WHERE key = ?', (key,)
            ).fetchone()
            self._texts[key] = ("", "") if row is None else (row[0], row[1])
        return self._texts[key]
