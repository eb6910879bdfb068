"""Sheets come in as rows of text, from csv of any habit and from xlsx."""

import io
import os
import threading
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.files.sheets import BadRow, Row, iter_rows, read_sheet
from workbench.files.writing import write_csv


@pytest.fixture(scope="module")
def containment():
    with Containment() as containment:
        yield containment


def read(text, encoding="utf-8"):
    return read_sheet(None, data=text.encode(encoding), name="kodare.csv")


def cells(sheet):
    return [tuple(row.cells.values()) for row in sheet.rows]


def xlsx(rows, *, sheets_before=()):
    book = openpyxl.Workbook()
    for title, state in sheets_before:
        book.create_sheet(title).sheet_state = state
    if sheets_before:
        book.remove(book.worksheets[0])
        book.create_sheet("Data")
    sheet = book.worksheets[-1]
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# -- csv --------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_delimiter_and_the_encoding_are_found(delimiter, encoding):
    text = f"Intervju{delimiter}Text\r\n01{delimiter}Så är det för oss\r\n"
    sheet = read(text, encoding)
    assert sheet.columns == ("intervju", "text")
    assert cells(sheet) == [("01", "Så är det för oss")]


def test_the_delimiter_is_found_outside_quotation_marks():
    sheet = read('"a, b, c";d\n1;2\n')
    assert sheet.columns == ("a, b, c", "d")


def test_a_line_that_names_the_separator_is_followed():
    sheet = read("sep=,\na,b;c\n1,2\n")
    assert sheet.columns == ("a", "b;c")
    assert [row.number for row in sheet.rows] == [3]


def test_a_header_that_begins_like_an_archive_is_text():
    assert read("PK;b\n1;2\n").columns == ("pk", "b")


def test_column_names_are_stripped_and_folded():
    assert read(" Aktör ;KOMMUN\nA;B\n").columns == ("aktör", "kommun")


def test_headings_keep_their_letter_case_and_stand_beside_the_column_names():
    sheet = read("  Anna  Ek ;;BO\n1;;2\n")
    assert sheet.headings == ("Anna Ek", "BO")
    assert sheet.columns == ("anna ek", "bo")


def test_rows_carry_the_line_on_which_they_begin():
    sheet = read('a;b\n1;"två\nrader"\n\n;\n2;x\n')
    assert [row.number for row in sheet.rows] == [2, 6]
    assert sheet.rows[0].cells["b"] == "två\nrader"


def test_rows_below_blank_lines_keep_their_numbers():
    assert read("\n\na;b\n1;2\n").rows[0].number == 4


def test_short_rows_are_filled_and_empty_cells_beyond_the_header_do_no_harm():
    assert cells(read("a;b;c\n1\n1;2;3;;\n")) == [("1", "", ""), ("1", "2", "3")]


def test_the_guard_against_formulas_is_taken_off_and_lone_signs_stay():
    sheet = read("a;b\n'-nej;-\n'=1+1;+\n'ja;''=x\n")
    assert cells(sheet) == [("-nej", "-"), ("=1+1", "+"), ("'ja", "'=x")]


def test_what_our_csv_writer_wrote_comes_back():
    written = [
        ("=cmd", "-", "åäö; \"citat\", 'ja'\nny rad"),
        ("'=x", "+46", "'"),
        ("@", "''-x", "–"),
    ]
    for excel in (True, False):
        out = io.BytesIO()
        write_csv(out, ["a", "b", "c"], written, excel=excel)
        assert cells(read_sheet(None, data=out.getvalue())) == written


def test_cells_have_the_normal_form_of_interviews():
    sheet = read("a;b\nfo\u0308r;mjukt\u00adbindestreck\u200b\n")
    assert cells(sheet) == [("för", "mjuktbindestreck")]


def test_a_very_long_cell_is_read_whole():
    assert len(read("a;b\n1;" + "x" * 500_000 + "\n").rows[0].cells["b"]) == 500_000


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "“kodare.csv” is empty"),
        ("\n \n;;\n", "“kodare.csv” is empty"),
        ("a;A\n1;2\n", "row 1: the column “a” is there twice"),
        ("a;b\n1;2\n1;2;x;3\n", "row 3: cell 3 (“x”) stands under no column name"),
        ("a;;c\n1;2;3\n", "row 2: cell 2 (“2”)"),
        ('a;b\n1;"öppet\n2;x\n', "row 2: the quotation marks do not fit together"),
        ('a;b\n1;"hej" sa han\n', "row 2: the quotation marks do not fit together"),
    ],
)
def test_a_sheet_that_cannot_be_trusted_is_refused_with_its_row(text, complaint):
    with pytest.raises(InputError) as caught:
        read(text)
    assert complaint in caught.value.message
    assert caught.value.remedy


def test_a_missing_file_and_a_folder_are_one_sentence(tmp_path):
    for path in (tmp_path / "borta.csv", tmp_path):
        with pytest.raises(InputError) as caught:
            read_sheet(path)
        assert str(path) in caught.value.message


def test_a_header_alone_is_a_sheet_without_rows():
    assert read("a;b\n").rows == ()


# -- a pipe -----------------------------------------------------------------------------------


def test_rows_arrive_from_a_pipe_as_soon_as_their_line_is_complete():
    readable, writable = os.pipe()
    with os.fdopen(readable, encoding="utf-8-sig", newline="") as lines:
        rows = iter_rows(lines)
        with os.fdopen(writable, "w", encoding="utf-8", newline="") as feed:
            feed.write("\ufeffintervju;text\n01;Så är det\n")
            feed.flush()
            assert next(rows).cells == {"intervju": "01", "text": "Så är det"}
            feed.write('02;"två\n')
            feed.flush()
            found = []
            waiting = threading.Thread(target=lambda: found.append(next(rows)), daemon=True)
            waiting.start()
            waiting.join(0.2)
            assert waiting.is_alive()
            feed.write('rader"\n')
            feed.flush()
            waiting.join(10)
            assert (found[0].number, found[0].cells["text"]) == (3, "två\nrader")
        assert next(rows, None) is None


class Counted(io.StringIO):
    """Remembers how many lines were asked for."""

    asked = 0

    def readline(self, size=-1, /):
        self.asked += 1
        return super().readline(size)


def test_no_line_is_read_ahead():
    lines = Counted("a,b\n1,2\n3,4\n5,6\n")
    rows = iter_rows(lines)
    next(rows)
    assert lines.asked == 2
    next(rows)
    assert lines.asked == 3


def test_a_row_that_cannot_be_read_is_told_and_those_below_it_are_read():
    text = 'a;b\n1;2\n1;2;3\n"4" x;5\n6;7\n'
    _first, extra, quoted, last = iter_rows(io.StringIO(text))
    assert isinstance(extra, BadRow)
    assert extra.number == 3
    assert "row 3" in str(extra.error)
    assert isinstance(quoted, BadRow)
    assert quoted.number == 4
    assert isinstance(last, Row)
    assert last.cells == {"a": "6", "b": "7"}


def test_a_line_of_a_pipe_that_is_not_utf_8_is_read_as_cp1252():
    raw = io.BytesIO("a;b\nfår;höst\n".encode("cp1252") + "får;höst\n".encode())
    lines = io.TextIOWrapper(raw, encoding="utf-8", errors="surrogateescape")
    for row in iter_rows(lines):
        assert isinstance(row, Row)
        assert row.cells == {"a": "får", "b": "höst"}


def test_a_pipe_without_a_header_is_refused():
    with pytest.raises(InputError, match="empty"):
        list(iter_rows(io.StringIO("\n\n")))


# -- xlsx -------------------------------------------------------------------------------------


def test_every_cell_of_a_spreadsheet_is_text(containment):
    values = [7.0, 3.25, 0.1 + 0.2, True, "'=x", None]
    times = [date(2015, 9, 15), datetime(2015, 9, 15, 10, 30), time(0, 58), timedelta(minutes=64)]
    head = [f"K{place}" for place in range(10)]
    data = xlsx([head, [*values, *times]])
    sheet = read_sheet(None, data=data, name="x.xlsx", containment=containment)
    assert cells(sheet) == [
        ("7", "3.25", "0.3", "TRUE", "=x", "", "2015-09-15", "2015-09-15 10:30:00", "00:58", "1:04")
    ]


def test_rows_of_a_spreadsheet_carry_the_number_seen_there(containment, tmp_path):
    path = tmp_path / "deltagare.xlsx"
    path.write_bytes(xlsx([[], ["Intervju", "Deltagare"], ["01", "IP1"], [], ["02", "IP2"]]))
    sheet = read_sheet(path, containment=containment)
    assert sheet.name == "deltagare.xlsx"
    assert [row.number for row in sheet.rows] == [3, 5]


def test_hidden_and_empty_sheets_are_passed_over(containment):
    data = xlsx([["a"], ["1"]], sheets_before=[("Gömd", "hidden"), ("Tom", "visible")])
    assert cells(read_sheet(None, data=data, name="x", containment=containment)) == [("1",)]


def test_a_formula_without_a_value_is_told_instead_of_read_as_empty(containment):
    data = xlsx([["a", "b"], ["1", "=A2+1"]])
    with pytest.raises(InputError, match="row 2: a formula has no value yet"):
        read_sheet(None, data=data, name="x.xlsx", containment=containment)


def test_a_broken_spreadsheet_is_one_sentence_and_the_next_is_read(containment):
    whole = xlsx([["a"], ["1"]])
    for broken in (whole[:-200], b"PK\x03\x04 skrot", whole.replace(b"sheet1", b"sheet9", 1)):
        with pytest.raises(InputError) as caught:
            read_sheet(None, data=broken, name="trasig.xlsx", containment=containment)
        assert "trasig.xlsx" in caught.value.message
    assert cells(read_sheet(None, data=whole, name="x", containment=containment)) == [("1",)]


def test_a_spreadsheet_is_read_without_a_containment_given():
    assert cells(read_sheet(None, data=xlsx([["a"], ["1"]]), name="x.xlsx")) == [("1",)]


def test_an_empty_spreadsheet_is_refused(containment):
    with pytest.raises(InputError, match="is empty"):
        read_sheet(None, data=xlsx([]), name="tom.xlsx", containment=containment)
