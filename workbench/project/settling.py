"""What the states of several subjects mean for one another: shown ids, the tree of codes. Pure.

Invariant: like the fold, a function of the set of events alone; nothing is refused or dropped.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.model import Code, interview_key
from workbench.project.payloads import code_from


def settle_ids(declared: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The id each interview is shown under, from (key, declared id) in the order of making.

    Two copies may each have imported their own 07: the earlier keeps it, the later is `07-2`.
    """
    given: dict[str, str] = {}
    taken: set[str] = set()
    later: list[tuple[str, str]] = []
    for key, wanted in declared:
        if interview_key(wanted) in taken:
            later.append((key, wanted))
        else:
            taken.add(interview_key(wanted))
            given[key] = wanted
    for key, wanted in later:
        number = 2
        while interview_key(f"{wanted}-{number}") in taken:
            number += 1
        given[key] = f"{wanted}-{number}"
        taken.add(interview_key(given[key]))
    return given


@dataclass(frozen=True, slots=True)
class CodeRow:
    id: str
    alive: bool
    coded: bool
    """Some coding carries it."""
    fields: Mapping[str, Any]


def settle_codes(rows: Sequence[CodeRow], order: Sequence[str]) -> tuple[Code, ...]:
    """The codes of the book, parents before their children.

    rows: in the order of making. A deleted code that someone coded with comes back marked, and with
    it everything above it. A code whose parent is unknown, or is below itself, becomes a top code.
    """
    by_id = {row.id: row for row in rows}
    parents = {row.id: str(row.fields.get("parent") or "") for row in rows}
    _cut_circles(parents)
    kept: set[str] = set()
    for row in rows:
        code = row.id
        if not (row.alive or row.coded):
            continue
        while code in by_id and code not in kept:
            kept.add(code)
            code = parents[code]
    place = {code: at for at, code in enumerate(order)}
    ranked = sorted(kept, key=lambda code: place.get(code, len(place)))
    made = {row.id: at for at, row in enumerate(rows)}
    ranked.sort(key=lambda code: (place.get(code, len(place)), made[code]))
    found: dict[str, Code] = {}

    def put(code: str) -> None:
        if code in found:
            return
        parent = parents[code] if parents[code] in kept else ""
        if parent:
            put(parent)
        row = by_id[code]
        found[code] = code_from(code, {**row.fields, "parent": parent}, revived=not row.alive)

    for code in ranked:
        put(code)
    return tuple(found.values())


def _cut_circles(parents: dict[str, str]) -> None:
    """Two people may each have moved a code below the other: the smaller id goes to the top."""
    for code in sorted(parents):
        seen = [code]
        above = parents[code]
        while above in parents and above not in seen:
            seen.append(above)
            above = parents[above]
        if above == code:
            parents[code] = ""
