"""Frequency tables leave as csv that reads back, and as JSON with stable keys."""

import csv
import io
import json

import pytest

from workbench.export.tables import table_csv, table_json
from workbench.files.sheets import read_sheet
from workbench.model import Base, CodeId, Coder, FrequencyRow, FrequencyTable, Unit

STR, LED = CodeId("STR"), CodeId("STR.led")
CODES = ((STR, "Struktur; ansvar", 0), (LED, "Ledning", 1))


def table(unit=Unit.SEGMENTS, *, split=False, share=None):
    def rows(value, *counts):
        return [
            FrequencyRow(value, code, count, count + 1, sign, share, share)
            for code, count in zip((STR, LED), counts, strict=True)
            for sign in (("+", "-", "0", "") if split else (None,))
        ]

    return FrequencyTable(
        by="kommun",
        unit=unit,
        coder=Coder("A"),
        codes=CODES,
        values=("Aneby", "(saknas)"),
        rows=(*rows("Aneby", 3, 0), *rows("(saknas)", 1, 2)),
        totals=tuple(rows("", 4, 2)),
        bases={"Aneby": Base(2, 9, 100, 2000), "": Base(3, 12, 150, 3000)},
    )


def as_csv(counted, *, excel=True, lang="sv"):
    out = io.BytesIO()
    table_csv(out, counted, excel=excel, lang=lang)
    return out.getvalue()


def test_the_columns_and_rows_for_excel_in_swedish():
    lines = as_csv(table()).decode("utf-8-sig").split("\r\n")
    assert lines == [
        "värde;kod;namn;antal;antal med underkoder;enhet;kodare",
        'Aneby;STR;"Struktur; ansvar";3;4;segment;A',
        "Aneby;STR.led;Ledning;0;1;segment;A",
        '(saknas);STR;"Struktur; ansvar";1;2;segment;A',
        "(saknas);STR.led;Ledning;2;3;segment;A",
        '(alla);STR;"Struktur; ansvar";4;5;segment;A',
        "(alla);STR.led;Ledning;2;3;segment;A",
        "",
    ]


def test_plain_csv_in_english_reads_as_numbers():
    text = as_csv(table(Unit.WORDS, share=0.125), excel=False, lang="en").decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == (
        "value code name count count_with_children share share_with_children unit coder".split()
    )
    assert [float(row["share"]) for row in rows] == [0.125] * 6
    assert rows[-1]["value"] == "(all)"


def test_a_share_has_a_decimal_comma_for_excel():
    sheet = read_sheet(None, data=as_csv(table(Unit.WORDS, share=1 / 3)))
    assert sheet.rows[0].cells["andel"] == "0,333333"


def test_a_split_table_has_a_row_for_every_direction_and_one_not_set():
    sheet = read_sheet(None, data=as_csv(table(split=True)))
    assert [row.cells["riktning"] for row in sheet.rows[:4]] == ["+", "-", "0", ""]
    assert len(sheet.rows) == 3 * 2 * 4


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_unit_stands_beside_every_number(unit, lang):
    cells = [list(row.cells.values()) for row in read_sheet(None, data=as_csv(table(unit))).rows]
    assert len({row[-2] for row in cells}) == 1
    assert cells[0][-2]


def test_json_has_the_documented_keys_and_the_same_facts():
    facts = json.loads(json.dumps(table_json(table())))
    assert list(facts) == ["by", "unit", "coder", "rows", "totals", "bases"]
    assert (facts["by"], facts["unit"], facts["coder"]) == ("kommun", "segments", "A")
    assert facts["rows"][0] == {
        "value": "Aneby",
        "code": "STR",
        "count": 3,
        "count_with_children": 4,
    }
    assert facts["totals"][1] == {"code": "STR.led", "count": 2, "count_with_children": 3}
    assert facts["bases"][""]["words"] == 3000


def test_json_of_a_split_table_of_words_has_direction_and_share():
    row = table_json(table(Unit.WORDS, split=True, share=0.5))["rows"][3]
    assert (row["polarity"], row["share"], row["share_with_children"]) == ("", 0.5, 0.5)
