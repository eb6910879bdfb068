"""Laws of files: what is written reads back, and no bytes end in anything but an InputError."""

import io

from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.files.archives import check_archive
from workbench.files.decoding import decode
from workbench.files.sheets import read_sheet
from workbench.files.writing import guarded, unguarded, write_csv
from workbench.text import normal_text

SIGNS = st.text(alphabet="'=+-@\t\rå1 ", max_size=6)
CELLS = st.one_of(SIGNS, st.text(max_size=20)).map(normal_text)


@given(st.one_of(SIGNS, st.text()))
def test_the_guard_against_formulas_comes_off_as_it_went_on(cell):
    assert unguarded(guarded(cell)) == cell
    assert len(cell) < 2 or guarded(cell)[0] not in "=+-@\t\r"


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.booleans())
def test_what_is_written_as_csv_reads_back(rows, excel):
    out = io.BytesIO()
    write_csv(out, ["å", "b"], rows, excel=excel)
    sheet = read_sheet(None, data=out.getvalue())
    found = [tuple(row.cells.values()) for row in sheet.rows]
    assert found == [row for row in rows if any(cell.strip() for cell in row)]


def refusal(function, data):
    """What the function says against the bytes; nothing where it takes them."""
    try:
        function(data, name="fil.docx")
    except InputError as error:
        return error.message
    return ""


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_by_name(data):
    assert "fil.docx" in (refusal(decode, data) or "fil.docx")


@given(st.binary(max_size=300))
def test_any_bytes_are_an_archive_or_refused_by_name(data):
    assert "fil.docx" in (refusal(check_archive, b"PK\x03\x04" + data) or "fil.docx")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzåäöÅÄÖ ,.?!\r\n", max_size=200))
def test_swedish_text_in_utf8_is_read_as_it_was_written(text):
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding), name="x.txt").text == text
