"""Sheets of LibreOffice come in as rows of text."""

import io
import zipfile

import pytest

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.sheets import read_sheet

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
HEAD = (
    "<table:table-row><table:table-cell><text:p>Nr</text:p></table:table-cell>"
    "<table:table-cell><text:p>Svar</text:p></table:table-cell></table:table-row>"
)


@pytest.fixture(scope="module")
def containment():
    with Containment() as containment:
        yield containment


def ods(*tables):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        body = "".join(f"<table:table>{each}</table:table>" for each in tables)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def row(*cells, times=1):
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def cell(text="", *, times=1, **values):
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    words = "".join(f"<text:p>{each}</text:p>" for each in text.split("\n")) if text else ""
    repeated = f' table:number-columns-repeated="{times}"'
    return f"<table:table-cell{said}{repeated}>{words}</table:table-cell>"


def rows(containment, *tables):
    found = read_sheet(None, data=ods(*tables), name="svar.ods", containment=containment)
    return [(each.number, tuple(each.cells.values())) for each in found.rows]


def test_words_of_several_paragraphs_and_spaces_are_kept(containment):
    table = HEAD + row(
        cell("1"), cell('Först<text:s text:c="3"/>så\noch <text:span>åäö</text:span>')
    )
    assert rows(containment, table) == [(2, ("1", "Först   så\noch åäö"))]


def test_numbers_and_dates_come_in_full_not_as_they_are_shown(containment):
    table = HEAD + row(
        cell("12 345,7", value_type="float", value="12345.678"),
        cell("2 feb", value_type="date", date_value="2016-02-01T00:00:00"),
    )
    assert rows(containment, table) == [(2, ("12345.678", "2016-02-01"))]


def test_repeated_cells_and_rows_are_written_out_and_numbers_hold(containment):
    table = (
        HEAD
        + row(cell(times=1024), times=3)
        + row(cell("x", times=2), cell(times=1022), times=2)
        + row(cell(times=1024), times=1048570)
    )
    assert rows(containment, table) == [(5, ("x", "x")), (6, ("x", "x"))]


def test_the_first_table_with_content_is_read(containment):
    table = HEAD + row(cell("1"), cell("Nej"))
    assert rows(containment, row(cell(times=1024), times=1048576), table) == [(2, ("1", "Nej"))]


def test_a_sheet_that_claims_a_billion_rows_is_refused(containment):
    table = HEAD + row(cell("x", times=16384), times=1_000_000_000)
    with pytest.raises(InputError, match=r"svar\.ods"):
        rows(containment, table)
