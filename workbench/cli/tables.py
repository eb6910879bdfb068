"""A frequency table on the terminal: codes by values, or values by codes where they are many."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli.output import result_console, say, tell
from workbench.model import CodeId, FrequencyRow, FrequencyTable, Unit, readable_id
from workbench.workflows.projects import Language

_MOST_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class _Labels:
    """The words of a table in one language."""

    heading: str
    by: str
    code: str
    direction: str
    total: str
    polarities: dict[str, str]
    units: dict[Unit, str]
    base: str
    hidden: str


_LABELS = {
    "en": _Labels(
        heading="{unit}, coder {coder}",
        by="{unit} by {by}, coder {coder}",
        code="code",
        direction="direction",
        total="total",
        polarities={"+": "promotes", "-": "hinders", "0": "neutral", "": "not set"},
        units={
            Unit.SEGMENTS: "coded segments",
            Unit.TURNS: "turns touched",
            Unit.PARTICIPANTS: "participants",
            Unit.INTERVIEWS: "interviews",
            Unit.WORDS: "words",
        },
        base="{interviews} interviews, {participants} participants, {turns} turns, {words} words",
        hidden="{number} sub-codes without a coding are left out here; --json and -o have them.",
    ),
    "sv": _Labels(
        heading="{unit}, kodare {coder}",
        by="{unit} per {by}, kodare {coder}",
        code="kod",
        direction="riktning",
        total="totalt",
        polarities={"+": "främjar", "-": "hindrar", "0": "neutral", "": "ej satt"},
        units={
            Unit.SEGMENTS: "kodade segment",
            Unit.TURNS: "berörda repliker",
            Unit.PARTICIPANTS: "deltagare",
            Unit.INTERVIEWS: "intervjuer",
            Unit.WORDS: "ord",
        },
        base="{interviews} intervjuer, {participants} deltagare, {turns} repliker, {words} ord",
        hidden="{number} underkoder utan kodning visas inte här; --json och -o har dem.",
    ),
}

if TYPE_CHECKING:
    from rich.table import Table

Key = tuple[str, str, str | None]
"""Value, code, polarity."""


def print_table(table: FrequencyTable, *, lang: Language) -> None:
    """Print the table with its totals and what it rests on, in Swedish or English."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    labels = _LABELS[lang]
    cells = _cells(table)
    shown, hidden = _shown_codes(table)
    drawn = Table(
        title=_title(table, labels),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    if len(table.values) <= _MOST_COLUMNS:
        _codes_by_values(drawn, table, labels, shown, cells)
    else:
        _values_by_codes(drawn, table, labels, cells)
    console = result_console()
    console.print(drawn)
    say(_base_line(table, labels))
    if hidden:
        tell(labels.hidden.format(number=hidden))


def _cells(table: FrequencyTable) -> dict[Key, FrequencyRow]:
    rows = [*table.rows, *table.totals]
    return {(row.value, row.code, row.polarity): row for row in rows}


def _polarities(table: FrequencyTable, labels: _Labels) -> tuple[str | None, ...]:
    split = any(row.polarity is not None for row in table.totals)
    return tuple(labels.polarities) if split else (None,)


def _shown_codes(table: FrequencyTable) -> tuple[list[tuple[CodeId, str, int]], int]:
    """The top codes, and the others that have a coding; and how many are left out."""
    counted = {row.code for row in table.totals if row.count_with_children}
    shown = [
        (code, name, depth) for code, name, depth in table.codes if not depth or code in counted
    ]
    return shown, len(table.codes) - len(shown)


def _codes_by_values(
    drawn: "Table",
    table: FrequencyTable,
    labels: _Labels,
    shown: list[tuple[CodeId, str, int]],
    cells: dict[Key, FrequencyRow],
) -> None:
    polarities = _polarities(table, labels)
    drawn.add_column("id", no_wrap=True)
    drawn.add_column(labels.code, max_width=44)
    if polarities != (None,):
        drawn.add_column(labels.direction)
    for value in table.values:
        drawn.add_column(value, justify="right")
    drawn.add_column(labels.total, justify="right", style="bold")
    for code, name, depth in shown:
        for polarity in polarities:
            first = polarity in (None, "+")
            head = ["  " * depth + readable_id(code), name] if first else ["", ""]
            sign = [] if polarity is None else [labels.polarities[polarity]]
            numbers = [_number(table, cells[value, code, polarity]) for value in table.values]
            total = _number(table, cells["", code, polarity])
            drawn.add_row(*head, *sign, *numbers, total, end_section=polarity == "")


def _values_by_codes(
    drawn: "Table",
    table: FrequencyTable,
    labels: _Labels,
    cells: dict[Key, FrequencyRow],
) -> None:
    polarities = _polarities(table, labels)
    tops = [code for code, _name, depth in table.codes if depth == 0]
    drawn.add_column(table.by, overflow="fold")
    if polarities != (None,):
        drawn.add_column(labels.direction)
    names = {code: name for code, name, _depth in table.codes}
    for code in tops:
        drawn.add_column(readable_id(code) or names[code], justify="right")
    for value in (*table.values, ""):
        for polarity in polarities:
            first = polarity in (None, "+")
            head = [(value or labels.total) if first else ""]
            sign = [] if polarity is None else [labels.polarities[polarity]]
            numbers = [_number(table, cells[value, code, polarity]) for code in tops]
            style = "bold" if not value else None
            drawn.add_row(*head, *sign, *numbers, style=style, end_section=polarity == "")


def _number(table: FrequencyTable, row: FrequencyRow) -> str:
    """The count with children; the code's own in brackets where it differs; a share for words."""
    number = str(row.count_with_children)
    if row.count != row.count_with_children:
        number += f" ({row.count})"
    if table.unit is Unit.WORDS and row.share_with_children is not None:
        number += f"\n{100 * row.share_with_children:.1f} %"
    return number


def _title(table: FrequencyTable, labels: _Labels) -> str:
    told = labels.by if table.by else labels.heading
    return told.format(unit=labels.units[table.unit], by=table.by, coder=table.coder)


def _base_line(table: FrequencyTable, labels: _Labels) -> str:
    base = table.bases.get("")
    if base is None:
        return ""
    return labels.base.format(
        interviews=base.interviews,
        participants=base.participants,
        turns=base.turns,
        words=base.words,
    )
