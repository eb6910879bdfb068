"""Frequency tables out: csv for spreadsheets and statistics programs, JSON for other programs.

Invariant: one row for each value and code (and direction), zeros included; then the totals, which
were counted anew and are not sums of the rows.
"""

from collections.abc import Iterator
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.files.writing import Cell, write_csv
from workbench.model import FrequencyRow, FrequencyTable, Unit


def table_csv(out: BinaryIO, table: FrequencyTable, *, excel: bool, lang: Language = "sv") -> None:
    """Write a frequency table, one row a cell.

    Columns: value, code, name, [polarity, when split], count, count_with_children, [share and
    share_with_children for words, of the words that the participants of this value said, 0-1],
    unit, coder; in Swedish `värde;kod;namn;riktning;antal;antal med underkoder;andel;andel med
    underkoder;enhet;kodare`. The totals stand last, their value is `(alla)`, `(all)`.
    """
    labels = labels_in(lang)
    split = _is_split(table)
    columns = [labels.value, labels.code, labels.name]
    columns += [labels.polarity] if split else []
    columns += [labels.count, labels.count_with_children]
    columns += [labels.share, labels.share_with_children] if table.unit is Unit.WORDS else []
    columns += [labels.unit, labels.coder]
    write_csv(out, columns, _csv_rows(table, labels, split=split), excel=excel)


def table_json(table: FrequencyTable) -> dict[str, object]:
    """The table as JSON-able values: `by unit coder rows totals bases`.

    Rows have `value code count count_with_children`, `polarity` (`+ - 0` or empty) when split,
    and `share share_with_children` for words; totals the same without `value`.
    """
    return {
        "by": table.by,
        "unit": table.unit.value,
        "coder": table.coder,
        "rows": [{"value": row.value, **_json_row(row)} for row in table.rows],
        "totals": [_json_row(row) for row in table.totals],
        "bases": {
            value: {
                "interviews": base.interviews,
                "participants": base.participants,
                "turns": base.turns,
                "words": base.words,
            }
            for value, base in table.bases.items()
        },
    }


def _is_split(table: FrequencyTable) -> bool:
    return any(row.polarity is not None for row in (*table.rows, *table.totals))


def _csv_rows(table: FrequencyTable, labels: Labels, *, split: bool) -> Iterator[list[Cell]]:
    names = {code: name for code, name, _ in table.codes}
    for rows, total in ((table.rows, None), (table.totals, labels.total)):
        for row in rows:
            cells: list[Cell] = [total or row.value, row.code, names.get(row.code, row.code)]
            cells += [row.polarity or ""] if split else []
            cells += [row.count, row.count_with_children]
            cells += [row.share, row.share_with_children] if table.unit is Unit.WORDS else []
            yield [*cells, labels.units[table.unit], table.coder]


def _json_row(row: FrequencyRow) -> dict[str, object]:
    cells: dict[str, object] = {
        "code": row.code,
        "count": row.count,
        "count_with_children": row.count_with_children,
    }
    if row.polarity is not None:
        cells["polarity"] = row.polarity
    if row.share is not None:
        cells |= {"share": row.share, "share_with_children": row.share_with_children}
    return cells
