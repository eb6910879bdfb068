"""Rows of a survey as small interviews: brought in, brought in again, counted, forgotten."""

import openpyxl
import pytest

from workbench.errors import InputError
from workbench.model import Unit
from workbench.project import Project
from workbench.workflows.answers import import_answers
from workbench.workflows.coding import code_from_sheet
from workbench.workflows.creating import new_project
from workbench.workflows.keeping import forget
from workbench.workflows.tabulating import tabulate

ROWS = (
    ("Nr", "Kommun", "Roll", "Kommentar", "Förslag"),
    ("a1", "Eksjö", "chef", "Rutinerna saknas.", "Fler möten."),
    ("a2", "Åmål", "medarbetare", "", ""),
    ("a3", "Åmål", "", "Ingen vet vem man ringer.\nInte jag heller.", ""),
    ("a4", "Eksjö", "chef", "Nej", ""),
    ("a5", "Åmål", "chef", "Nej", "Fler möten."),
)


@pytest.fixture(autouse=True)
def _author(monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "eva")


@pytest.fixture
def study(tmp_path):
    path = tmp_path / "studie.workbench"
    new_project(path, "danermark")
    return path


def sheet(folder, rows=ROWS, name="svar.csv"):
    path = folder / name
    if name.endswith(".xlsx"):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    else:
        lines = (";".join(f'"{cell}"' for cell in row) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
    return path


def bring(study, path, *, texts=("Kommentar",), attributes=("kommun", "Roll"), **more):
    (report,) = import_answers(study, [path], texts=texts, attributes=attributes, **more)
    return report


def texts(study):
    with Project.open(study, author="eva") as project:
        return {each: project.interview(each).text for each in project.interview_ids()}


@pytest.mark.parametrize("name", ["svar.csv", "svar.xlsx"])
def test_each_row_with_an_answer_becomes_an_interview_with_attributes(study, tmp_path, name):
    report = bring(study, sheet(tmp_path, name=name))
    assert report.imported == ("svar-0001", "svar-0003", "svar-0004", "svar-0005")
    assert (report.empty, report.words) == (1, 12)
    with Project.open(study, author="eva") as project:
        third = project.interview("svar-0003")
    assert third.text == "svar-0003\nKommentar: Ingen vet vem man ringer.\nInte jag heller."
    (turn,) = third.turns
    assert third.text[turn.start : turn.end] == "Ingen vet vem man ringer.\nInte jag heller."
    assert third.attributes == {"kommun": "Åmål"}
    assert third.source_name == name


def test_a_column_gives_the_ids(study, tmp_path):
    assert bring(study, sheet(tmp_path), id_column="nr").imported == ("a1", "a3", "a4", "a5")


def test_several_questions_are_turns_told_apart_by_an_attribute(study, tmp_path):
    bring(study, sheet(tmp_path), texts=("Kommentar", "Förslag"))
    codings = tmp_path / "koder.csv"
    codings.write_text(
        "intervju;kod;riktning;text\nsvar-0001;STR;-;Rutinerna saknas\nsvar-0001;STR;+;Fler möten\n"
        "svar-0005;STR;+;Fler möten\n",
        encoding="utf-8",
    )
    code_from_sheet(study, codings, coder="A")
    table = tabulate(study, by="fråga", unit=Unit.SEGMENTS, coder="A")
    counts = {(row.value, row.count) for row in table.rows if row.code == "STR"}
    assert counts == {("Kommentar", 1), ("Förslag", 2)}
    assert table.bases["Kommentar"].participants == 4


def test_answers_are_counted_as_people_and_interviews(study, tmp_path):
    bring(study, sheet(tmp_path))
    codings = tmp_path / "koder.csv"
    codings.write_text(
        "intervju;kod;text\nsvar-0003;STR;vem man ringer\nsvar-0003;STR;Inte jag\nsvar-0004;STR;Nej\n",
        encoding="utf-8",
    )
    code_from_sheet(study, codings, coder="A")
    for unit in (Unit.PARTICIPANTS, Unit.INTERVIEWS):
        table = tabulate(study, by="kommun", unit=unit, coder="A")
        counts = {row.value: row.count for row in table.rows if row.code == "STR"}
        assert counts == {"Eksjö": 1, "Åmål": 1}


def test_the_same_sheet_again_brings_nothing_and_changed_attributes_are_updated(study, tmp_path):
    bring(study, sheet(tmp_path))
    again = bring(study, sheet(tmp_path))
    assert (again.imported, again.skipped, again.updated) == ((), 4, ())
    moved = [list(row) for row in ROWS]
    moved[1][1], moved[3][2] = "Nässjö", "chef"
    longer = bring(study, sheet(tmp_path, [*moved, ("a6", "Eksjö", "chef", "Ny", "")]))
    assert longer.imported == ("svar-0006",)
    assert longer.updated == ("svar-0001", "svar-0003")
    with Project.open(study, author="eva") as project:
        assert project.interview("svar-0001").attributes["kommun"] == "Nässjö"


def test_a_row_with_another_text_under_the_same_id_is_refused_and_the_rest_is_done(study, tmp_path):
    bring(study, sheet(tmp_path))
    changed = [list(row) for row in ROWS]
    changed[1][3] = "Något annat."
    report = bring(study, sheet(tmp_path, [*changed, ("a6", "", "", "Ny", "")]))
    (failed,) = report.failed
    assert failed.row == 2
    assert "workbench remove PROJECT svar-0001" in failed.error
    assert report.imported == ("svar-0006",)
    assert "Rutinerna saknas." in texts(study)["svar-0001"]


def test_two_rows_with_one_id_and_a_row_without_are_told(study, tmp_path):
    rows = [*ROWS, ("A1", "", "", "Två", ""), ("", "", "", "Tre", "")]
    report = bring(study, sheet(tmp_path, rows), id_column="Nr")
    assert [each.row for each in report.failed] == [8, 9]
    assert "as row 2 has" in report.failed[0].error
    assert "has no id" in report.failed[1].error


def test_one_undo_takes_a_whole_sheet_back(study, tmp_path):
    bring(study, sheet(tmp_path))
    with Project.open(study, author="eva") as project:
        project.undo()
    assert texts(study) == {}
    assert len(bring(study, sheet(tmp_path)).imported) == 4


def test_a_dry_run_writes_nothing(study, tmp_path):
    assert len(bring(study, sheet(tmp_path), dry_run=True).imported) == 4
    assert texts(study) == {}


def test_a_column_that_is_not_there_is_told_with_those_that_are(study, tmp_path):
    with pytest.raises(InputError, match="no column “Svar”") as caught:
        bring(study, sheet(tmp_path), texts=("Svar",))
    assert "Nr, Kommun, Roll, Kommentar, Förslag" in caught.value.remedy


def test_forgetting_one_answer_leaves_another_with_the_same_words_and_attributes(study, tmp_path):
    bring(study, sheet(tmp_path), attributes=("Roll",))
    forget(study, "svar-0004", speaker=None)
    left = texts(study)
    assert "svar-0004" not in left
    assert left["svar-0005"] == "svar-0005\nKommentar: Nej"
    report = bring(study, sheet(tmp_path), attributes=("Roll",))
    # The number of a row is its line in the file, and the answer before it has two.
    assert [each.row for each in report.failed] == [6]
    assert "consent was withdrawn" in report.failed[0].error
    assert "svar-0004" not in texts(study)
