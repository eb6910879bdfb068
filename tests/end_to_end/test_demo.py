"""`workbench demo`: from the corpus to table, exports and an open workbench, counted again here."""

import contextlib
import csv
import sys
from collections import Counter

import pexpect
import pyte
import pytest
from docx import Document

from tests.conftest import COMMAND

FACTORS = ["LED", "STR", "STA", "KUN", "MAL", "FOR", "IND", "SAM"]


def sheet(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@pytest.fixture(scope="session")
def rows(corpus):
    """Coder A's sheet, each row with the kommun its speaker counts under."""
    people = {(row["intervju"], row["deltagare"]): row for row in sheet(corpus / "deltagare.csv")}
    return [
        {**row, "kommun": people[row["intervju"], row["deltagare"]]["kommun"]}
        for row in sheet(corpus / "codings" / "kodare-a.csv")
    ]


def test_segments_by_kommun_equal_the_rows_of_the_sheet(built_demo, rows, workbench):
    expected = Counter((row["kommun"], row["kod"]) for row in rows)
    table = workbench("table", built_demo / "demo.workbench", "--coder", "A", "--json").json
    cells = {(row["value"], row["code"]): row["count_with_children"] for row in table["rows"]}
    kommuner = {row["kommun"] for row in rows}
    assert {(value, code): cells[value, code] for value in kommuner for code in FACTORS} == {
        (value, code): expected[value, code] for value in kommuner for code in FACTORS
    }
    assert sum(cells[value, code] for value, code in cells if code in FACTORS) == len(rows) == 485


def test_participants_by_code_equal_the_people_in_the_sheet(built_demo, rows, workbench):
    people = {(row["kod"], row["intervju"], row["deltagare"]) for row in rows}
    table = workbench(
        "table", built_demo / "demo.workbench", "--coder", "A", "--unit", "participants", "--json"
    ).json
    totals = {row["code"]: row["count_with_children"] for row in table["totals"]}
    assert {code: totals[code] for code in FACTORS} == Counter(code for code, *_ in people)


def test_polarity_split_equals_the_directions_in_the_sheet(built_demo, rows, workbench):
    table = workbench(
        "table", built_demo / "demo.workbench", "--coder", "A", "--polarity", "--json"
    ).json
    totals = {(row["code"], row["polarity"]): row["count"] for row in table["totals"]}
    expected = Counter((row["kod"], row["riktning"]) for row in rows)
    assert {key: n for key, n in totals.items() if key[0] in FACTORS and n} == dict(expected)


def test_the_table_rests_on_21_interviews_and_103_participants(built_demo, workbench):
    printed = workbench("table", built_demo / "demo.workbench", "--coder", "A").out
    assert "21 intervjuer, 103 deltagare" in printed
    for factor in FACTORS:
        assert factor in printed


def test_demo_without_a_terminal_writes_table_and_excerpts(built_demo):
    exports = built_demo / "exports"
    names = sorted(path.name for path in exports.iterdir())
    assert names == [
        "demo-agreement.docx",
        "demo-agreement.xlsx",
        "demo-kodbok.docx",
        "demo-kommun.csv",
        "demo-rapport-Eksjö.docx",
        "demo-utdrag-A.csv",
        "demo-utdrag-A.docx",
        "demo-utdrag-A.md",
    ]
    words = "\n".join(
        paragraph.text for paragraph in Document(str(exports / "demo-utdrag-A.docx")).paragraphs
    )
    assert "Det finns ingen tisdag i månaden när alla sätter sig runt samma bord" in words


def test_the_demo_ends_with_how_far_its_two_coders_agree(demo, workbench, tmp_path):
    printed = workbench("demo", tmp_path).out
    agreed = workbench("agree", demo, "--coder", "A", "--coder", "B").out
    assert agreed in printed
    report = workbench("agree", demo, "--coder", "A", "--coder", "B", "--json").json
    document = Document(str(tmp_path / "exports" / "demo-agreement.docx"))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for each in report["codes"]:
        assert f"{each['both']:,}".replace(",", "\u00a0") in cells


def test_a_demo_whose_coders_cannot_be_compared_says_why_and_does_the_rest(
    demo, workbench, tmp_path
):
    assert workbench("finish", demo, "--coder", "B", "--undo").code == 0
    done = workbench("demo", tmp_path)
    assert done.code == 0
    assert "None of the 21 interviews has been finished by A and B" in done.err
    assert not (tmp_path / "exports" / "demo-agreement.docx").exists()
    assert (tmp_path / "exports" / "demo-utdrag-A.docx").exists()


def test_a_second_demo_keeps_the_project_and_refreshes_its_exports(demo, workbench, tmp_path):
    assert workbench("finish", demo, "07", "--coder", "A", "--undo").code == 0
    first = workbench("demo", tmp_path)
    (tmp_path / "exports" / "demo-kommun.csv").write_text("spoilt", encoding="utf-8")
    second = workbench("demo", tmp_path)
    assert (first.code, second.code) == (0, 0)
    assert "spoilt" not in (tmp_path / "exports" / "demo-kommun.csv").read_text("utf-8-sig")
    log = workbench("log", demo, "--json").json
    assert [each["verb"] for each in log].count("import") == 1
    assert log[-1]["verb"] == "finish"


def test_demo_fresh_builds_anew_and_keeps_the_old_one_aside(demo, workbench, tmp_path):
    assert workbench("finish", demo, "07", "--coder", "A", "--undo").code == 0
    assert workbench("demo", tmp_path, "--fresh").code == 0
    assert workbench("log", demo, "--json").json[-1]["verb"] == "code"
    assert workbench("log", tmp_path / "demo-1.workbench", "--json").json[-1]["verb"] == "finish"


def test_both_coders_are_finished_with_every_interview(built_demo, workbench):
    for coder in ("A", "B"):
        again = workbench(
            "code",
            built_demo / "demo.workbench",
            "--from",
            f"corpus/codings/kodare-{coder.lower()}.csv",
            "--coder",
            coder,
            "--dry-run",
            "--finished",
            "--json",
        ).json
        assert again["unplaced"] == []
        assert {row["how"] for row in again["placed"]} == {"already there"}
        assert len(again["finished"]) == 21


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a Unix thing")
def test_open_lists_the_interviews_reads_one_and_leaves(demo):
    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    child = pexpect.spawn(
        str(COMMAND), ["open", str(demo), "--coder", "A"], dimensions=(40, 120), timeout=20
    )

    def wait_for(words):
        for _ in range(200):
            with contextlib.suppress(pexpect.TIMEOUT):
                stream.feed(child.read_nonblocking(65536, timeout=0.1))
            if any(words in line for line in screen.display):
                return
        raise AssertionError(f"{words!r} never came:\n" + "\n".join(screen.display))

    wait_for("Kommunens medarbetare i Aneby")
    child.send("\r")
    wait_for("IP1")
    child.send("\x11")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
