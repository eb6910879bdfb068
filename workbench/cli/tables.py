"""A frequency table on the terminal: codes by values, or values by codes where they are many."""

from typing import TYPE_CHECKING

from workbench.cli.output import result_console, say, tell
from workbench.model import CodeId, FrequencyRow, FrequencyTable, Unit
from workbench.text.translation import _

_MOST_COLUMNS = 8

_POLARITIES = {
    "+": _("promotes"),
    "-": _("hinders"),
    "0": _("neutral"),
    "": _("not set"),
}

_UNITS = {
    Unit.SEGMENTS: _("coded segments"),
    Unit.TURNS: _("turns touched"),
    Unit.PARTICIPANTS: _("participants"),
    Unit.INTERVIEWS: _("interviews"),
    Unit.WORDS: _("words"),
}

if TYPE_CHECKING:
    from rich.table import Table

Key = tuple[str, str, str | None]
"""Value, code, polarity."""


def print_table(table: FrequencyTable) -> None:
    """Print the table with its totals and what it rests on."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    cells = _cells(table)
    shown, hidden = _shown_codes(table)
    polarities = _polarities(table)
    drawn = Table(
        title=_title(table),
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    if len(table.values) <= _MOST_COLUMNS:
        _codes_by_values(drawn, table, shown, polarities, cells)
    else:
        _values_by_codes(drawn, table, polarities, cells)
    console = result_console()
    console.print(drawn)
    say(_base_line(table))
    if hidden:
        note = _("{number} sub-codes without a coding are not shown; --json and -o have them.")
        tell(note.format(number=hidden))


def _cells(table: FrequencyTable) -> dict[Key, FrequencyRow]:
    rows = [*table.rows, *table.totals]
    return {(row.value, row.code, row.polarity): row for row in rows}


def _polarities(table: FrequencyTable) -> tuple[str | None, ...]:
    split = any(row.polarity is not None for row in table.totals)
    return tuple(_POLARITIES) if split else (None,)


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
    shown: list[tuple[CodeId, str, int]],
    polarities: tuple[str | None, ...],
    cells: dict[Key, FrequencyRow],
) -> None:
    drawn.add_column(_("id"), no_wrap=True)
    drawn.add_column(_("code"), max_width=44)
    if polarities != (None,):
        drawn.add_column(_("direction"))
    for value in table.values:
        drawn.add_column(value, justify="right")
    drawn.add_column(_("total"), justify="right", style="bold")
    for code, name, depth in shown:
        for polarity in polarities:
            first = polarity in (None, "+")
            head = ["  " * depth + code, name] if first else ["", ""]
            sign = [] if polarity is None else [_POLARITIES[polarity]]
            numbers = [_number(table, cells[value, code, polarity]) for value in table.values]
            total = _number(table, cells["", code, polarity])
            drawn.add_row(*head, *sign, *numbers, total, end_section=polarity == "")


def _values_by_codes(
    drawn: "Table",
    table: FrequencyTable,
    polarities: tuple[str | None, ...],
    cells: dict[Key, FrequencyRow],
) -> None:
    tops = [code for code, _name, depth in table.codes if depth == 0]
    drawn.add_column(table.by, overflow="fold")
    if polarities != (None,):
        drawn.add_column(_("direction"))
    for code in tops:
        drawn.add_column(code, justify="right")
    for value in (*table.values, ""):
        for polarity in polarities:
            first = polarity in (None, "+")
            head = [(value or _("total")) if first else ""]
            sign = [] if polarity is None else [_POLARITIES[polarity]]
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


def _title(table: FrequencyTable) -> str:
    told = _("{unit} by {by}, coder {coder}") if table.by else _("{unit}, coder {coder}")
    return told.format(unit=_UNITS[table.unit], by=table.by, coder=table.coder)


def _base_line(table: FrequencyTable) -> str:
    base = table.bases.get("")
    if base is None:
        return ""
    told = _("{interviews} interviews, {participants} participants, {turns} turns, {words} words")
    return told.format(
        interviews=base.interviews,
        participants=base.participants,
        turns=base.turns,
        words=base.words,
    )
