"""Frequency tables out: csv for spreadsheets and statistics programs, JSON for other programs.

Invariant: one row for each value and code (and direction), zeros included; then the totals, which
were counted anew and are not sums of the rows.
"""

from collections.abc import Iterator
from typing import BinaryIO

from workbench.export.labels import Labels, Language, labels_in
from workbench.files.writing import Cell, write_csv
from workbench.model import Balance, FrequencyRow, FrequencyTable, Unit


def table_csv(out: BinaryIO, table: FrequencyTable, *, excel: bool, lang: Language = "sv") -> None:
    """Write a frequency table, one row a cell.

    Columns: value, code, name, [polarity, when split], count, count_with_children, [share and
    share_with_children for words, of the words that the participants of this value said, 0-1],
    [percent, per_1000_words, balance, all with children, when asked for], unit, coder; in Swedish
    `värde;kod;namn;riktning;antal;antal med underkoder;andel;andel med underkoder;procent;per 1000
    ord;balans;enhet;kodare`. The totals stand last, their value is `(alla)`, `(all)`. Where two
    attributes are crossed, each has a column of its own name before the value.
    """
    labels = labels_in(lang)
    split = _is_split(table)
    crossed = list(table.dimensions) if len(table.dimensions) > 1 else []
    columns = [*crossed, labels.value, labels.code, labels.name]
    columns += [labels.polarity] if split else []
    columns += [labels.count, labels.count_with_children]
    columns += [labels.share, labels.share_with_children] if table.unit is Unit.WORDS else []
    columns += [labels.percent] if table.percent else []
    columns += [labels.per_1000] if _has_rates(table) else []
    columns += [labels.balance] if table.balances else []
    columns += [labels.unit, labels.coder]
    write_csv(out, columns, _csv_rows(table, labels, split=split), excel=excel)


def table_json(table: FrequencyTable) -> dict[str, object]:
    """The table as JSON-able values: `by unit coder rows totals bases`.

    Rows have `value code count count_with_children`, `polarity` (`+ - 0` or empty) when split,
    and `share share_with_children` for words; totals the same without `value`. Only where there is
    something to say: `values` of each row and `dimensions` where two attributes are crossed,
    `percent` (of what) with `percent percent_with_children` of each row, `per_1000
    per_1000_with_children`, `balances`, `remarks`.
    """
    crossed = len(table.dimensions) > 1
    parts = dict(zip(table.values, table.parts, strict=True)) if crossed else {}

    def head(value: str) -> dict[str, object]:
        return {"value": value, "values": list(parts[value])} if crossed else {"value": value}

    more: dict[str, object] = {}
    if crossed:
        more["dimensions"] = list(table.dimensions)
    if table.percent:
        more["percent"] = table.percent
    if table.balances:
        more["balances"] = [_json_balance(each) for each in table.balances]
    if table.remarks:
        more["remarks"] = [{"kind": each.kind, "facts": list(each.facts)} for each in table.remarks]
    return {
        "by": table.by,
        "unit": table.unit.value,
        "coder": table.coder,
        "rows": [{**head(row.value), **_json_row(row)} for row in table.rows],
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
        **more,
    }


def _is_split(table: FrequencyTable) -> bool:
    return any(row.polarity is not None for row in (*table.rows, *table.totals))


def _csv_rows(table: FrequencyTable, labels: Labels, *, split: bool) -> Iterator[list[Cell]]:
    names = {code: name for code, name, _ in table.codes}
    crossed = len(table.dimensions) > 1
    parts = dict(zip(table.values, table.parts, strict=True)) if crossed else {}
    balances = {(each.value, each.code): each.balance_with_children for each in table.balances}
    rates = _has_rates(table)
    for rows, total in ((table.rows, None), (table.totals, labels.total)):
        for row in rows:
            cells: list[Cell] = []
            if crossed:
                cells += parts.get(row.value) or [total] * len(table.dimensions)
            cells += [total or row.value, row.code, names.get(row.code, row.code)]
            cells += [row.polarity or ""] if split else []
            cells += [row.count, row.count_with_children]
            cells += [row.share, row.share_with_children] if table.unit is Unit.WORDS else []
            cells += [row.percent_with_children] if table.percent else []
            cells += [row.per_1000_with_children] if rates else []
            cells += [balances[row.value, row.code]] if balances else []
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
    if row.percent is not None:
        cells |= {"percent": row.percent, "percent_with_children": row.percent_with_children}
    if row.per_1000 is not None:
        cells |= {"per_1000": row.per_1000, "per_1000_with_children": row.per_1000_with_children}
    return cells


def _json_balance(each: Balance) -> dict[str, object]:
    return {
        "value": each.value,
        "code": each.code,
        "balance": each.balance,
        "balance_with_children": each.balance_with_children,
        "leaning": each.leaning,
    }


def _has_rates(table: FrequencyTable) -> bool:
    return any(row.per_1000 is not None for row in table.totals)
