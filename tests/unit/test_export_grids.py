"""Tables as workbooks, pages and Markdown: read back by other programs, and the same bytes."""

import io
import re
from datetime import datetime

import openpyxl
import pytest
from lxml import html
from markdown_it import MarkdownIt

from workbench.export.grids import screen_grid, table_grid
from workbench.export.pages import grid_csv, markdown, page
from workbench.export.wording import _ENGLISH, _SWEDISH, _UNITS
from workbench.export.workbooks import workbook
from workbench.model import (
    Balance,
    Base,
    CodeId,
    Coder,
    FrequencyRow,
    FrequencyTable,
    Shape,
    Unit,
    cell_words,
)

STR, LED = CodeId("STR"), CodeId("STR.led")
pytestmark = pytest.mark.filterwarnings("error")
"""Other programs open what is written without complaint."""

HOSTILE = '=HYPERLINK("http://x")|<b>å & *ä*'
CREATED = datetime(2026, 1, 2, 3, 4, 5)
HOW = (("Projekt", "demo"), ("Kodare", HOSTILE))


def table(*, split=False, crossed=False, percent="", values=("Aneby", "Eksjö")):
    def rows(value, *counts):
        return [
            FrequencyRow(value, code, n, n + 1, sign, percent=0.25, percent_with_children=n / 10)
            for code, n in zip((STR, LED), counts, strict=True)
            for sign in (("+", "-", "0", "") if split else (None,))
        ]

    shown = tuple(f"{value} × Kommun" if crossed else value for value in values)
    base = Base(2, 9, 100, 2000)
    return FrequencyTable(
        by="kommun × aktör" if crossed else "kommun",
        unit=Unit.SEGMENTS,
        coder=Coder("A"),
        codes=((STR, HOSTILE, 0), (LED, "Ledning", 1)),
        values=shown,
        rows=tuple(row for n, value in enumerate(shown) for row in rows(value, 3 + n, 0)),
        totals=tuple(rows("", 7, 2)),
        bases=dict.fromkeys([*shown, ""], base),
        dimensions=("kommun", "aktör") if crossed else ("kommun",),
        parts=tuple((value, "Kommun") if crossed else (value,) for value in values),
        percent=percent,
        balances=tuple(
            Balance(value, code, -2, -2, -0.5) for value in (*shown, "") for code in (STR, LED)
        )
        if split
        else (),
    )


def as_workbook(*grids):
    out = io.BytesIO()
    workbook(out, grids, names=["Tabell"], created=CREATED, author="workbench")
    return out.getvalue()


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_workbook_has_the_figures_as_numbers_in_frozen_panes():
    sheet = opened(as_workbook(table_grid(table(), lang="sv", counted=HOW)))["Tabell"]
    found = cells(sheet)
    assert found[2][:5] == ["id", "kod", "Aneby", "Eksjö", "totalt"]
    assert found[3][2:5] == [4, 5, 8]
    assert sheet.freeze_panes == "C4"
    assert sheet["C4"].data_type == "n"
    assert sheet.print_title_rows == "$3:$3"


def test_the_next_sheet_says_how_it_was_counted():
    book = opened(as_workbook(table_grid(table(), lang="sv", counted=HOW)))
    assert book.sheetnames == ["Tabell", "Så räknades det"]
    told = {row[0]: row[1] for row in cells(book["Så räknades det"])[2:]}
    assert told == dict(HOW)


def test_text_is_never_a_formula_or_a_link():
    book = opened(as_workbook(table_grid(table(), lang="sv", counted=HOW)))
    for cell in (book["Tabell"]["B4"], book["Så räknades det"]["B4"]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (HOSTILE, "s", None)


def test_the_same_table_gives_the_same_bytes():
    grid = table_grid(table(split=True), lang="sv", counted=HOW)
    assert as_workbook(grid) == as_workbook(grid)
    assert opened(as_workbook(grid)).properties.created == CREATED


def test_crossed_values_stand_under_a_shared_heading():
    found = table_grid(table(crossed=True, percent="row"), lang="en")
    assert [column.headings for column in found.columns[2:4]] == [
        ("Aneby", "Kommun", "count"),
        ("Aneby", "Kommun", "% of row"),
    ]
    sheet = opened(as_workbook(found))["Tabell"]
    assert {str(each) for each in sheet.merged_cells.ranges} == {
        "C3:D3",
        "E3:F3",
        "C4:D4",
        "E4:F4",
        "G4:H4",
    }


def test_a_split_table_has_a_row_for_each_direction_and_one_for_the_balance():
    found = table_grid(table(split=True), lang="sv")
    assert [row.cells[2] for row in found.rows[:5]] == [
        "främjar",
        "hindrar",
        "neutral",
        "ej satt",
        "balans",
    ]
    assert found.rows[4].cells[3:] == (-2, -2, -2)


def test_what_the_values_rest_on_stands_below_the_figures():
    rows = table_grid(table(), lang="en").rows[-4:]
    assert [row.cells[1:3] for row in rows] == [
        ("interviews", 2),
        ("participants", 9),
        ("turns", 100),
        ("words", 2000),
    ]


def test_a_page_can_be_read_by_a_browser_and_holds_no_markup_of_the_project():
    out = io.BytesIO()
    page(out, [table_grid(table(), lang="sv", counted=HOW)])
    document = html.document_fromstring(out.getvalue())
    assert document.get("lang") == "sv"
    assert not document.xpath("//b")
    rows = [[cell.text_content() for cell in row] for row in document.xpath("//tbody/tr")]
    assert rows[0] == ["STR", HOSTILE, "4", "5", "8"]
    assert [each.get("scope") for each in document.xpath("//thead//th")] == ["col"] * 5
    assert document.xpath("//dl/dd")[1].text_content() == HOSTILE


def test_markdown_is_read_as_a_table_of_text():
    out = io.BytesIO()
    markdown(out, [table_grid(table(percent="column"), lang="sv", counted=HOW)])
    rendered = MarkdownIt("commonmark").enable("table").render(out.getvalue().decode())
    document = html.document_fromstring(rendered)
    assert not document.xpath("//em")
    assert not document.xpath("//a")
    first = [cell.text_content() for cell in document.xpath("//tbody/tr[1]/td")]
    assert first == ["STR", HOSTILE, "4", "30,0 %", "5", "40,0 %", "8", "70,0 %"]


def test_csv_of_a_grid_has_figures_as_figures():
    out = io.BytesIO()
    grid_csv(out, table_grid(table(percent="column"), lang="sv"), excel=True)
    lines = out.getvalue().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("id;kod;Aneby · antal;Aneby · % av kolumnen;")
    assert ";4;0,3;5;0,4;8;0,7" in lines[1]


def test_on_a_screen_values_are_rows_where_they_are_many():
    many = tuple(f"Ort {n}" for n in range(9))
    found = screen_grid(table(values=many), lang="sv")
    assert [column.headings for column in found.columns] == [("kommun",), ("STR",)]
    assert [row.cells[0] for row in found.rows] == [*many, "totalt"]
    assert screen_grid(table(), lang="sv").rows[0].cells[2:] == ("4 (3)", "5 (4)", "8 (7)")


@pytest.mark.parametrize(
    ("cell", "shape", "swedish", "english"),
    [
        (0.1234, Shape.SHARE, "12,3 %", "12.3 %"),
        (0.0004, Shape.CHANCE, "< 0,001", "< 0.001"),
        (-1.5, Shape.FIGURE, "−1,50", "−1.50"),
        (-0.001, Shape.FIGURE, "0,00", "0.00"),
        (3, Shape.SIGNED, "+3", "+3"),
        (0, Shape.SIGNED, "0", "0"),
        (None, Shape.CHANCE, "–", "–"),
        (None, Shape.COUNT, "", ""),
        (2.25, Shape.RATE, "2,2", "2.2"),
    ],
)
def test_figures_are_set_as_they_are_read(cell, shape, swedish, english):
    assert cell_words(cell, shape, "sv") == swedish
    assert cell_words(cell, shape, "en") == english


def test_both_languages_say_the_same_things():
    assert _SWEDISH.keys() == _ENGLISH.keys()
    assert _UNITS["sv"].keys() == _UNITS["en"].keys()
    for key, words in _SWEDISH.items():
        assert set(re.findall(r"{\w*}", words)) == set(re.findall(r"{\w*}", _ENGLISH[key])), key
