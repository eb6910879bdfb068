"""`import --rows` in a process of its own."""

import openpyxl
import pytest


@pytest.fixture
def sheet(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Kommun", "Kommentar"])
    for number in range(1, 26):
        book.active.append(["Eksjö", f"Svar nummer {number} om rutinerna." if number % 5 else None])
    book.save(tmp_path / "svar.xlsx")
    return tmp_path / "svar.xlsx"


def test_a_survey_comes_in_is_coded_and_counted(study, workbench, sheet):
    done = workbench(
        "import", study, sheet, "--rows", "--text", "Kommentar", "--attribute", "kommun"
    )
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "svar.xlsx: 20 answers; svar-0001 to svar-0024, 100 words; 5 rows without one.\n"
    )
    coded = workbench(
        *("code", study, "--from", "-", "--coder", "A"),
        stdin="intervju,kod,text\nsvar-0001,STR,rutinerna\nsvar-0024,STR,rutinerna\n",
    )
    assert coded.code == 0, coded.err
    table = workbench("table", study, "--by", "kommun", "--json").json
    assert {row["count"] for row in table["rows"] if row["code"] == "STR"} == {2}
    again = workbench("import", study, sheet, "--rows", "--text", "Kommentar", "--json").json
    assert (again[0]["imported"], again[0]["skipped"]) == ([], 20)


def test_what_is_missing_is_asked_for(study, workbench, sheet):
    assert "Add --text COLUMN" in workbench("import", study, sheet, "--rows").err
    assert "Add --rows" in workbench("import", study, sheet, "--text", "Kommentar").err
    assert workbench("import", study, "--rows", "--text", "Kommentar").code == 2
    wrong = workbench("import", study, sheet, "--rows", "--text", "Svar")
    assert wrong.code == 3
    assert "Its columns are: Kommun, Kommentar." in wrong.err


def test_a_transcript_is_no_sheet(study, workbench, tmp_path):
    other = tmp_path / "svar.ods"
    other.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = workbench("import", study, other, "--rows", "--text", "Kommentar")
    assert done.code == 3
    assert "svar.ods" in done.err
