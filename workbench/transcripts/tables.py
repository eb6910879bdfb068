"""Tables in transcripts: which column holds the speakers, the times, the words.

Invariant: every cell's text comes out once, as words, speaker, time, or aside.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.transcripts import times
from workbench.transcripts.blocks import TAB, Aside, Block
from workbench.transcripts.labels import (
    is_moderator_word,
    is_numbered,
    is_short_for_moderator,
    label_key,
    plausible,
)

Row = Sequence[str]
"""The normal texts of a row's cells."""

_SPEAKER_HEADINGS = frozenset(
    """
    talare deltagare deltagaren namn vem person röst etikett informant respondent intervjuperson
    ip id kod roll speaker name participant who label
    """.split()
)
_TIME_HEADINGS = frozenset(
    "tid tidkod tidskod tidpunkt klockslag start starttid time timecode timestamp begin".split()
)
_WORDS_HEADINGS = frozenset(
    """
    text yttrande utsaga replik repliker innehåll transkription transkript transkribering tal svar
    citat sagt words utterance transcript speech content
    """.split()
)
_DESCRIPTION_HEADINGS = frozenset(
    "befattning beskrivning yrke titel arbetsplats organisation description occupation".split()
)
_LONG = 60


@dataclass(frozen=True, slots=True)
class _Columns:
    speaker: int | None
    words: int
    time: int | None


def read_table(
    rows: Sequence[Row], *, gap: bool = False, only: bool = False
) -> tuple[list[Block], list[Aside]]:
    """Blocks of a table's rows, and what its other columns hold.

    `only`: nobody speaks after the table, so that what it holds must be the conversation.

    A table in which no column of words is found, such as one of facts before the conversation,
    becomes lines: `Kommun: Eksjö`, `IP1 = kurator`.
    """
    width = max((len(row) for row in rows), default=0)
    full = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    full = [row for row in full if any(row)]
    if not full:
        return [], []
    if width == 1:
        return [Block(row[0], gap=gap) for row in full], []
    head = _headings(full[0])
    columns = None if _is_list(full, head, only=only) else _columns(full, head)
    if columns is None:
        return _lines(full, head, gap=gap)
    return _speeches(full[1:] if head else full, columns, heading=full[0] if head else None)


def _headings(row: Row) -> list[str] | None:
    """The folded headings, if the row is a heading row."""
    folded = [re.sub(r"[^\w ]", "", cell.casefold()).strip() for cell in row]
    known = _SPEAKER_HEADINGS | _TIME_HEADINGS | _WORDS_HEADINGS | _DESCRIPTION_HEADINGS
    hits = sum(1 for cell in folded if cell in known or cell in ("nr", "kommentar", "kommun"))
    return folded if hits >= 2 and hits >= len([cell for cell in folded if cell]) - 1 else None


def _columns(rows: Sequence[Row], head: list[str] | None) -> _Columns | None:
    body = rows[1:] if head else rows
    width = len(rows[0])
    taken: dict[int, str] = {}
    for column in range(width):
        name = head[column] if head else ""
        if name in _TIME_HEADINGS or _is_times(body, column):
            taken[column] = "time"
    time = next(iter(taken), None)
    rest = [column for column in range(width) if column not in taken]
    if not rest:
        return None
    named = [column for column in rest if head and head[column] in _WORDS_HEADINGS]
    words = named[0] if named else max(rest, key=lambda column: _length(body, column))
    speaker = _speaker_column(body, [column for column in rest if column != words], head)
    if speaker is None and time is None:
        return None
    return _Columns(speaker, words, time)


def _speaker_column(
    body: Sequence[Row], candidates: Sequence[int], head: list[str] | None
) -> int | None:
    if head:
        named = [column for column in candidates if head[column] in _SPEAKER_HEADINGS]
        if named:
            return max(named, key=lambda column: _label_share(body, column))
    shares = {column: _label_share(body, column) for column in candidates}
    best = max(shares, key=lambda column: shares[column], default=None)
    return best if best is not None and shares[best] >= 0.6 else None


def _label_share(body: Sequence[Row], column: int) -> float:
    """How much of a column reads as labels: known forms, or short words that come again."""
    cells = [_bare(row[column]) for row in body if row[column]]
    if not cells:
        return 0.0
    keys = [label_key(cell) for cell in cells]
    again = {key for key, count in Counter(keys).items() if count > 1}
    good = 0
    for cell, key in zip(cells, keys, strict=True):
        label = plausible(cell)
        if cell.isdecimal() or len(cell) > _LONG or not key:
            continue
        short = label is not None and is_short_for_moderator(label)
        good += short or key in again or is_numbered(key) or is_moderator_word(key)
    return good / len(cells)


def _bare(cell: str) -> str:
    return cell.strip().rstrip(" :").strip()


def _is_times(body: Sequence[Row], column: int) -> bool:
    cells = [row[column] for row in body if row[column]]
    return bool(cells) and sum(1 for cell in cells if _time(cell)) >= 0.7 * len(cells)


def _time(cell: str) -> str:
    found = times.leading(cell)
    return found.time if found is not None and found.edge == len(cell) else times.clock(cell)


def _length(body: Sequence[Row], column: int) -> int:
    return sum(len(row[column]) for row in body)


def _is_list(rows: Sequence[Row], head: list[str] | None, *, only: bool) -> bool:
    """Facts (`Kommun | Eksjö`) or participants, each once: nobody's words."""
    body = rows[1:] if head else rows
    width = len(rows[0])
    if only and head is None and max(_label_share(body, at) for at in range(width)) >= 0.6:
        return False
    if head and any(name in _WORDS_HEADINGS for name in head):
        return False
    if head and any(name in _DESCRIPTION_HEADINGS for name in head):
        return True
    if any(_is_times(body, column) for column in range(width)):
        return False
    keys = [label_key(row[0]) for row in body if row[0]]
    if len(keys) != len(set(keys)) or any(len(cell) > 2 * _LONG for row in body for cell in row):
        return False
    ended = sum(1 for row in body if row[-1][-1:] in (".", "?", "!", "…"))
    spoken = sum(1 for key in keys if is_moderator_word(key))
    return ended < 0.5 * len(body) and not (spoken and ended)


def _lines(
    rows: Sequence[Row], head: list[str] | None, *, gap: bool
) -> tuple[list[Block], list[Aside]]:
    """Rows of a table of facts as lines of a header; its headings, if any, go aside."""
    labels_first = head is not None and head[0] in _SPEAKER_HEADINGS
    blocks = []
    for row in rows[1:] if head else rows:
        cells = [cell for cell in row if cell]
        first = _bare(cells[0])
        listed = labels_first or is_numbered(label_key(first))
        if len(cells) > 1 and row[0]:
            text = first + (" = " if listed else ": ") + ", ".join(cells[1:])
        else:
            text = TAB.join(cells)
        blocks.append(Block(text, gap=gap))
    return blocks, _heading_aside(rows[0]) if head else []


def _heading_aside(heading: Row) -> list[Aside]:
    return [Aside("column", " ".join(cell for cell in heading if cell))]


def _speeches(
    rows: Sequence[Row], columns: _Columns, *, heading: Row | None
) -> tuple[list[Block], list[Aside]]:
    blocks: list[Block] = []
    aside = _heading_aside(heading) if heading else []
    places = (columns.speaker, columns.words, columns.time)
    for row in rows:
        name = _bare(row[columns.speaker]) if columns.speaker is not None else ""
        cell = row[columns.time] if columns.time is not None else ""
        time = _time(cell)
        words = row[columns.words]
        if name or words:
            blocks.append(Block(words, speaker=name or None, time=time))
        elif time:
            aside.append(Aside("time", time))
        aside.extend(
            Aside("column", other)
            for column, other in enumerate(row)
            if other and (column not in places or (column == columns.time and not time))
        )
    return blocks, [Aside(found.kind, found.text.replace(TAB, " ")) for found in aside]
