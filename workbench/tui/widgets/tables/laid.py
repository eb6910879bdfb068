"""A table laid out for the screen: codes by values, every figure ready to be painted.

Invariant: every row has a cell for each column; the figures are the table's own, none is computed
again.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from workbench.model import (
    CellKey,
    Codebook,
    CodeId,
    FrequencyRow,
    FrequencyTable,
    Shape,
    Unit,
    cell_words,
    readable_id,
)
from workbench.text.translation import _
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.transcript.colours import code_colours

Parts = tuple[str, ...]

DIRECTIONS: dict[str, str] = {
    "+": _("promotes"),
    "-": _("hinders"),
    "0": _("neutral"),
    "": _("not set"),
}
BALANCE = "balance"
"""Stands for a direction where a row tells what promotes less what hinders."""


@dataclass(frozen=True, slots=True)
class LaidCell:
    """One cell as it is painted."""

    words: tuple[str, ...]
    """The count, then what stands beside it."""
    figure: float = 0
    """What its shade shows, beside the largest."""
    key: CellKey | None = None
    """What it counts; None where nothing can be listed."""
    count: int = 0
    shaded: bool = True
    tone: str = ""
    """`up` or `down`, where the cell tells one."""
    own: int = 0
    """Of the code alone."""


@dataclass(frozen=True, slots=True)
class LaidRow:
    code: CodeId
    direction: str | None
    """`+ - 0`, empty for not set, `balance`, or None where rows are not split."""
    label: str
    """The code; empty below the first row of it."""
    depth: int
    note: str
    """The direction in words."""
    cells: tuple[LaidCell, ...]
    colour: str = ""
    """The code's."""
    sign: str = " "
    """Before the label: whether something is folded below it."""
    last: bool = False
    """The last of its code."""


@dataclass(frozen=True, slots=True)
class LaidColumn:
    parts: Parts | None
    """The value of each attribute; None for the whole."""
    value: str
    """As the table names it; empty for the whole."""
    headings: Parts


@dataclass(frozen=True, slots=True)
class Laid:
    """What the grid shows."""

    columns: tuple[LaidColumn, ...] = ()
    rows: tuple[LaidRow, ...] = ()
    measures: Parts = ()
    """What the figures of a cell are; empty where there is one."""
    levels: int = 1
    """Rows of headings."""
    most: float = 0
    """The largest figure that is shaded."""
    figures: tuple[tuple[int, ...], ...] = ()
    """Of each column, the cells that each of its figures takes."""
    barred: bool = True
    """Whether the counts of the whole have bars, where there is room."""


Measure = tuple[str, Shape, Callable[[FrequencyRow], float | None]]


def lay_out(table: FrequencyTable, codebook: Codebook, folded: Collection[CodeId]) -> Laid:
    """Lay a table out; of codes in `folded` nothing below is shown."""
    layer = _Layer(table, codebook, frozenset(folded))
    columns = tuple(layer.columns())
    rows = tuple(layer.rows(columns))
    shaded = [
        cell.figure
        for row in rows
        for cell, column in zip(row.cells, columns, strict=True)
        if cell.shaded and column.parts is not None
    ]
    named = layer.measures
    measures = (_("n"), *(name for name, _, _ in named)) if named else ()
    return Laid(
        columns=columns,
        rows=rows,
        measures=measures,
        figures=figure_widths(rows, measures),
        levels=max(1, len(table.dimensions)),
        most=max(shaded, default=0),
        barred=not layer.split,
    )


def figure_widths(rows: Sequence[LaidRow], measures: Parts) -> tuple[tuple[int, ...], ...]:
    """Of each column, the cells that each of its figures takes; figures are one cell wide."""
    return tuple(
        tuple(
            max(map(len, (*words, *measures[at : at + 1])))
            for at, words in enumerate(zip(*(cell.words for cell in column), strict=True))
        )
        for column in zip(*(row.cells for row in rows), strict=True)
    )


def visible_codes(
    table: FrequencyTable, codebook: Codebook, folded: Collection[CodeId]
) -> list[CodeId]:
    """The rows: the topmost codes and those below them that have a coding, none below one that is
    folded."""
    hidden = {code for each in folded if each in codebook.by_id for code in _below(codebook, each)}
    return [code for code in _worth_showing(table) if code not in hidden]


def parents(table: FrequencyTable, codebook: Codebook) -> frozenset[CodeId]:
    """The codes that have others below them that are worth showing."""
    shown = frozenset(_worth_showing(table))
    return frozenset(code for code in shown if not shown.isdisjoint(_below(codebook, code)))


def uncoded_below(table: FrequencyTable) -> int:
    """How many sub-codes are not shown because nobody has coded with them."""
    return len(table.codes) - len(_worth_showing(table))


def _worth_showing(table: FrequencyTable) -> list[CodeId]:
    top = min((depth for _, _, depth in table.codes), default=0)
    coded = {row.code for row in table.totals if row.count_with_children}
    return [code for code, _, depth in table.codes if depth == top or code in coded]


def all_directed(table: FrequencyTable) -> bool:
    """Whether a table is split and no coding is without direction."""
    split = any(row.polarity is not None for row in table.totals)
    return split and not any(row.count for row in table.totals if row.polarity == "")


def _below(codebook: Codebook, code: CodeId) -> frozenset[CodeId]:
    return codebook.descendants(code) - {code}


class _Layer:
    """Takes the cells of one table apart."""

    def __init__(
        self, table: FrequencyTable, codebook: Codebook, folded: frozenset[CodeId]
    ) -> None:
        self._table, self._codebook, self._folded = table, codebook, folded
        self._colours = code_colours(codebook)
        rows = (*table.rows, *table.totals)
        self._cells = {(row.value, row.code, row.polarity): row for row in rows}
        self._balances = {(each.value, each.code): each for each in table.balances}
        self.split = any(row.polarity is not None for row in table.totals)
        self.measures = list(_measures(table))
        directions = [each for each in DIRECTIONS if each or not all_directed(table)]
        self._directions: tuple[str | None, ...] = (*directions, BALANCE) if self.split else (None,)

    def columns(self) -> Iterator[LaidColumn]:
        for value, parts in zip(self._table.values, self._table.parts, strict=True):
            yield LaidColumn(parts, value, parts)
        above = ("",) * max(0, len(self._table.dimensions) - 1)
        yield LaidColumn(None, "", (*above, _("total")))

    def rows(self, columns: Sequence[LaidColumn]) -> Iterator[LaidRow]:
        depths = {code: depth for code, _, depth in self._table.codes}
        with_below = parents(self._table, self._codebook)
        for code in visible_codes(self._table, self._codebook, self._folded):
            sign = ("▸" if code in self._folded else "▾") if code in with_below else " "
            for direction in self._directions:
                first = direction in (None, "+")
                yield LaidRow(
                    code=code,
                    direction=direction,
                    label=label_of(self._codebook, code) if first else "",
                    depth=depths[code],
                    note=told_direction(direction),
                    cells=tuple(self._cell(code, direction, column) for column in columns),
                    colour=self._colours[code].hex,
                    sign=sign if first else " ",
                    last=direction == BALANCE,
                )

    def _cell(self, code: CodeId, direction: str | None, column: LaidColumn) -> LaidCell:
        if direction == BALANCE:
            balance = self._balances[column.value, code].balance_with_children
            words = (cell_words(balance, Shape.SIGNED, "en"), *[""] * len(self.measures))
            tone = "up" if balance > 0 else "down" if balance < 0 else ""
            return LaidCell(words, count=balance, shaded=False, tone=tone)
        row = self._cells[column.value, code, direction]
        figures = [read(row) for _, _, read in self.measures]
        told = [
            cell_words(figure, shape, "en")
            for figure, (_, shape, _) in zip(figures, self.measures, strict=True)
        ]
        count = row.count_with_children
        return LaidCell(
            words=(grouped(count) if count else "·", *(told if count else [""] * len(told))),
            figure=(figures[-1] or 0) if figures else count,
            key=CellKey(column.parts, code, direction),
            count=count,
            own=row.count,
        )


def _measures(table: FrequencyTable) -> Iterator[Measure]:
    """What stands beside each count: name, shape, and how it is read."""
    if table.unit is Unit.WORDS:
        yield _("said"), Shape.SHARE, lambda row: row.share_with_children
    if table.percent:
        yield "%", Shape.SHARE, lambda row: row.percent_with_children
    if any(row.per_1000 is not None for row in table.totals):
        yield "/1000", Shape.RATE, lambda row: row.per_1000_with_children


def label_of(codebook: Codebook, code: CodeId) -> str:
    """A code by its id and its name."""
    name = codebook.by_id[code].name
    label = readable_id(code)
    return f"{label}  {name}" if label and label != name else name


def told_direction(direction: str | None) -> str:
    """In words; empty where rows are not split."""
    if direction is None:
        return ""
    return _("balance") if direction == BALANCE else DIRECTIONS[direction]
