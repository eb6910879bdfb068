"""Charts within a report: drawn once, however many documents of the study show them."""

import io
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from workbench.export.charts import balance_chart, balance_lines, heat_chart
from workbench.export.labels import Language
from workbench.model import CodeId, FrequencyTable, ReportTables, Unit


@dataclass(frozen=True, slots=True)
class Charts:
    """The pictures of one study's reports."""

    lang: Language
    _drawn: dict[Hashable, bytes] = field(default_factory=dict)

    def balance(self, table: FrequencyTable, key: Hashable) -> bytes:
        """What promotes and what hinders; `key` tells the table from others."""
        if key not in self._drawn:
            out = io.BytesIO()
            balance_chart(out, table, kind="png", lang=self.lang, titled=False)
            self._drawn[key] = out.getvalue()
        return self._drawn[key]

    def heat(self, table: FrequencyTable, key: Hashable) -> bytes:
        """Codes by values, in percent of the column."""
        if key not in self._drawn:
            out = io.BytesIO()
            heat_chart(out, table, kind="png", lang=self.lang, titled=False)
            self._drawn[key] = out.getvalue()
        return self._drawn[key]


def of_value(tables: ReportTables, value: str, codes: tuple[CodeId, ...]) -> FrequencyTable:
    """The split table of one value (empty: of the whole), by codes."""
    rows = tables.split.totals
    if value:
        rows = tuple(replace(row, value="") for row in tables.split.rows if row.value == value)
    return replace(_only(tables.split, codes), by="", values=(), parts=(), rows=(), totals=rows)


def of_code(tables: ReportTables, code: CodeId) -> FrequencyTable:
    """The split table of one code, by values."""
    return _only(tables.split, (code,))


def shares(tables: ReportTables, codes: tuple[CodeId, ...]) -> FrequencyTable:
    """Segments of these codes by values, as shares of everything coded under the value."""
    return _only(tables.units[Unit.SEGMENTS], codes)


def _only(table: FrequencyTable, codes: tuple[CodeId, ...]) -> FrequencyTable:
    """These codes alone, all of them at the top."""
    names = {code: name for code, name, _ in table.codes}
    return replace(table, codes=tuple((code, names[code], 0) for code in codes))


def lines_of(table: FrequencyTable) -> list[tuple[str, int, int]]:
    """Name, what promotes, what hinders: what the picture shows."""
    lines = balance_lines(table)
    if table.values:
        return lines
    return [
        (name, plus, minus)
        for (_, name, _), (_, plus, minus) in zip(table.codes, lines, strict=True)
    ]
