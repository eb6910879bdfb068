"""Frequency tables as they are set: codes by values, or values by codes where they are many.

Invariant: a grid holds the table's own figures, none computed again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from workbench.export.labels import Language
from workbench.export.wording import grid_labels, remark_words, unit_name, words_in
from workbench.model import (
    Base,
    CodeId,
    Column,
    FrequencyRow,
    FrequencyTable,
    Grid,
    GridCell,
    GridRow,
    Shape,
    Unit,
    cell_words,
    readable_id,
)

MOST_COLUMNS = 8
"""Values beside each other on a screen."""

Counted = tuple[tuple[str, str], ...]
"""How it was counted: what, and in words."""

Cells = dict[tuple[str, str, str | None], FrequencyRow]
"""By value, code, direction."""

Measure = tuple[str, Shape, Callable[[FrequencyRow], float | None]]
"""Name, shape, and the figure beside a count."""


def table_grid(table: FrequencyTable, *, lang: Language, counted: Counted = ()) -> Grid:
    """Codes by values: every figure in a cell of its own, what the values rest on at the end."""
    return _Setter(table, lang).wide(counted)


def screen_grid(table: FrequencyTable, *, lang: Language) -> Grid:
    """For a terminal: figures of one cell together; values become rows where they are many."""
    setter = _Setter(table, lang)
    return setter.narrow() if len(table.values) <= MOST_COLUMNS else setter.turned()


def shown_codes(table: FrequencyTable) -> list[tuple[CodeId, str, int]]:
    """The topmost codes of the table, and those of the others that have a coding."""
    with_any = {row.code for row in table.totals if row.count_with_children}
    top = min((depth for _, _, depth in table.codes), default=0)
    return [each for each in table.codes if each[2] == top or each[0] in with_any]


def top_codes(table: FrequencyTable) -> list[tuple[CodeId, str, int]]:
    """The topmost codes of the table."""
    top = min((depth for _, _, depth in table.codes), default=0)
    return [each for each in table.codes if each[2] == top]


@dataclass(frozen=True, slots=True)
class _Setter:
    table: FrequencyTable
    lang: Language

    def wide(self, counted: Counted) -> Grid:
        measures = self._measures()
        words = words_in(self.lang)
        columns = list(self._heads(len(self._levels()) + bool(measures)))
        for value, levels in self._values():
            shaded = bool(value)
            headings = (*levels, words["count"]) if measures else levels
            barred = not shaded and not self._split()
            columns.append(
                Column(headings, Shape.COUNT, shaded=shaded and not measures, barred=barred)
            )
            for at, (name, shape, _) in enumerate(measures):
                last = at == len(measures) - 1
                columns.append(Column((*levels, words[name]), shape, shaded=shaded and last))
        return Grid(
            title=self.title(),
            columns=tuple(columns),
            rows=(*_underlined(self._wide_rows(measures)), *self._base_rows(len(measures))),
            heads=3 if self._split() else 2,
            below=self._below("hidden"),
            counted=counted,
            language=self.lang,
            labels=grid_labels(self.lang),
        )

    def narrow(self) -> Grid:
        columns = list(self._heads(len(self._levels())))
        columns += [
            Column(levels, Shape.COUNT, shaded=bool(v), barred=not v and not self._split())
            for v, levels in self._values()
        ]
        rows = []
        cells = self._cells()
        for code, direction, head, depth in self._lines():
            row = [self._together(cells[value, code, direction]) for value, _ in self._values()]
            rows.append(GridRow((*head, *row), depth))
            if direction == "":
                rows.append(self._balance_row(code))
        return self._on_screen(columns, rows)

    def turned(self) -> Grid:
        words = words_in(self.lang)
        tops = [(code, name) for code, name, _ in top_codes(self.table)]
        columns = [Column((name,), Shape.TEXT) for name in self.table.dimensions]
        columns += [Column((words["direction"],), Shape.TEXT)] if self._split() else []
        columns += [
            Column((readable_id(code) or name,), Shape.COUNT, shaded=True) for code, name in tops
        ]
        cells, rows = self._cells(), []
        for value, parts in (*zip(self.table.values, self.table.parts, strict=True), ("", ())):
            shown = parts or (words["total"], *[""] * (len(self.table.dimensions) - 1))
            for direction in self._directions():
                first = direction in (None, "+")
                head = [*(shown if first else ("",) * len(shown))]
                head += [words[direction]] if direction is not None else []
                figures = [self._together(cells[value, code, direction]) for code, _ in tops]
                rows.append(
                    GridRow(
                        (*head, *figures),
                        total=not value,
                        last=direction == "",
                        shades=bool(value),
                    )
                )
        return self._on_screen(columns, rows)

    def title(self) -> str:
        told = words_in(self.lang)["table by" if self.table.by else "table"]
        unit = unit_name(self.table.unit, self.lang)
        return told.format(unit=unit, by=self.table.by, coder=self.table.coder)

    def _on_screen(self, columns: Sequence[Column], rows: Sequence[GridRow]) -> Grid:
        return Grid(
            title=self.title(),
            columns=tuple(columns),
            rows=tuple(rows),
            heads=sum(column.shape is Shape.TEXT for column in columns),
            below=self._below("hidden on screen"),
            language=self.lang,
            labels=grid_labels(self.lang),
        )

    # -- parts ----------------------------------------------------------------------------

    def _split(self) -> bool:
        return any(row.polarity is not None for row in self.table.totals)

    def _directions(self) -> tuple[str | None, ...]:
        return ("+", "-", "0", "") if self._split() else (None,)

    def _cells(self) -> Cells:
        rows = (*self.table.rows, *self.table.totals)
        return {(row.value, row.code, row.polarity): row for row in rows}

    def _levels(self) -> tuple[str, ...]:
        return self.table.dimensions or ("",)

    def _values(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each value with its headings from the top down; last the whole."""
        yield from zip(self.table.values, self.table.parts, strict=True)
        yield "", (*[""] * (len(self._levels()) - 1), words_in(self.lang)["total"])

    def _heads(self, levels: int) -> Iterator[Column]:
        words = words_in(self.lang)
        names = [words["id"], words["code"], *([words["direction"]] if self._split() else [])]
        for name in names:
            yield Column((*[""] * (levels - 1), name), Shape.TEXT)

    def _measures(self) -> list[Measure]:
        """What stands beside each count."""
        table = self.table
        found: list[Measure] = []
        if table.unit is Unit.WORDS:
            found.append(("share", Shape.SHARE, lambda row: row.share_with_children))
        if table.percent:
            name = f"percent {table.percent}"
            found.append((name, Shape.SHARE, lambda row: row.percent_with_children))
        if any(row.per_1000 is not None for row in table.totals):
            found.append(("per 1000", Shape.RATE, lambda row: row.per_1000_with_children))
        return found

    def _lines(self) -> Iterator[tuple[CodeId, str | None, list[GridCell], int]]:
        """Each code and direction with the cells that name them."""
        words = words_in(self.lang)
        for code, name, depth in shown_codes(self.table):
            for direction in self._directions():
                named = direction in (None, "+")
                head: list[GridCell] = [readable_id(code), name] if named else ["", ""]
                head += [words[direction]] if direction is not None else []
                yield code, direction, head, depth

    def _wide_rows(self, measures: Sequence[Measure]) -> Iterator[GridRow]:
        cells = self._cells()
        for code, direction, head, depth in self._lines():
            rows = [cells[value, code, direction] for value, _ in self._values()]
            figures: list[GridCell] = []
            for row in rows:
                figures += [row.count_with_children, *(read(row) for _, _, read in measures)]
            yield GridRow((*head, *figures), depth)
            if direction is None and any(row.count != row.count_with_children for row in rows):
                alone: list[GridCell] = []
                for row in rows:
                    alone += [row.count, *[None] * len(measures)]
                name = words_in(self.lang)["own"]
                yield GridRow(("", name, *alone), depth + 1, shades=False)
            if direction == "":
                yield self._balance_row(code, blanks=len(measures))

    def _balance_row(self, code: CodeId, *, blanks: int = 0) -> GridRow:
        balances = {(each.value, each.code): each for each in self.table.balances}
        figures: list[GridCell] = []
        for value, _ in self._values():
            figures += [balances[value, code].balance_with_children, *[None] * blanks]
        name = words_in(self.lang)["balance row"]
        return GridRow(("", "", name, *figures), last=True, shades=False, shape=Shape.SIGNED)

    def _base_rows(self, blanks: int) -> Iterator[GridRow]:
        words = words_in(self.lang)
        fields: tuple[tuple[str, Callable[[Base], int]], ...] = (
            ("interviews", lambda base: base.interviews),
            ("participants column", lambda base: base.participants),
            ("turns", lambda base: base.turns),
            ("words", lambda base: base.words),
        )
        heads = ["", ""] if self._split() else [""]
        for at, (name, read) in enumerate(fields):
            figures: list[GridCell] = []
            for value, _ in self._values():
                figures += [read(self.table.bases[value]), *[None] * blanks]
            first = words["base title"] if at == 0 else ""
            yield GridRow((first, words[name], *heads[1:], *figures), total=True, shades=False)

    def _together(self, row: FrequencyRow) -> str:
        """The count with children; the code's own in brackets where it differs; the measures."""
        number = str(row.count_with_children)
        if row.count != row.count_with_children:
            number += f" ({row.count})"
        for _, shape, read in self._measures():
            number += f"\n{cell_words(read(row), shape, self.lang)}"
        return number

    def _below(self, hidden_words: str) -> tuple[str, ...]:
        words = words_in(self.lang)
        base = self.table.bases.get("")
        told = [remark_words(each, self.lang) for each in self.table.remarks]
        if base is not None:
            line = words["base"].format(
                interviews=base.interviews,
                participants=base.participants,
                turns=base.turns,
                words=base.words,
            )
            told.insert(0, line)
        hidden = len(self.table.codes) - len(shown_codes(self.table))
        if hidden:
            told.append(words[hidden_words].format(number=hidden))
        return tuple(told)


def _underlined(rows: Iterable[GridRow]) -> list[GridRow]:
    """The rows with a line below the last."""
    found = list(rows)
    return [*found[:-1], *(replace(row, last=True) for row in found[-1:])]
