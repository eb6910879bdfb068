"""`export`: everything in one folder, a manifest that says of what, and what has become of it."""

import hashlib
import json
import shutil

import docx
import openpyxl
import pytest

from tests.conftest import run_workbench


@pytest.fixture(scope="module")
def exported(built_demo, tmp_path_factory):
    """The demonstration exported once; do not write to it."""
    folder = tmp_path_factory.mktemp("everything")
    project = folder / "demo.workbench"
    shutil.copy(built_demo / "demo.workbench", project)
    done = export(project, folder / "exports", "--safe")
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def mine(exported, tmp_path):
    """A copy of project and export that a test may change."""
    shutil.copytree(exported, tmp_path / "mine")
    return tmp_path / "mine"


def export(project, folder, *words):
    return run_workbench("export", project, "-o", folder, "--coder", "A", *words)


def check(folder, *words):
    return run_workbench(
        "export", folder / "demo.workbench", "-o", folder / "exports", "--check", *words
    )


def manifest(folder):
    return json.loads((folder / "exports" / "manifest.json").read_text(encoding="utf-8"))


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_every_kind_of_result_is_there(exported):
    names = set(files_in(exported / "exports"))
    assert names >= {
        *("codebook.yaml", "codebook.docx", "codings.csv", "excerpts.csv", "excerpts.docx"),
        *("quotations.csv", "quotations.docx", "agreement.docx", "agreement.xlsx"),
        *("tables/kommun.xlsx", "tables/aktör.csv", "tables/roll.csv", "tables/interview.xlsx"),
        *("tables/kommun-aktör.xlsx", "tables/contrast-kommun.xlsx", "tables/participants.xlsx"),
        *("tables/cooccurrence.xlsx", "tables/saturation.xlsx", "tables/voices.xlsx"),
        *("charts/heat-kommun.png", "charts/balance.svg", "charts/voices.png"),
        *("reports/kommun-Eksjö.docx", "reports/aktör-Vårdgivare.docx", "reports/helhet.docx"),
    }


def test_the_manifest_has_the_sha256_of_every_file_and_the_projects_last_event(exported):
    told = manifest(exported)
    files = files_in(exported / "exports")
    assert {each["path"] for each in told["files"]} == set(files)
    for each in told["files"]:
        data = files[each["path"]].read_bytes()
        assert each["sha256"] == hashlib.sha256(data).hexdigest()
        assert each["bytes"] == len(data)
    log = run_workbench("log", exported / "demo.workbench", "--json").json
    assert told["time"] in {each["time"].replace("T", " ")[:19] for each in log}
    version = run_workbench("--version").out.split()[-1]
    assert told["program"] == f"workbench {version}"
    assert told["options"] == {"coder": "A", "lang": "sv", "safe": True}


def test_every_document_and_workbook_is_opened_by_other_libraries(exported):
    opened = {"docx": 0, "xlsx": 0}
    for name, path in files_in(exported / "exports").items():
        if name.endswith(".docx"):
            assert docx.Document(str(path)).paragraphs
            opened["docx"] += 1
        elif name.endswith(".xlsx"):
            book = openpyxl.load_workbook(path)
            assert all(sheet.max_row > 1 for sheet in book)
            opened["xlsx"] += 1
    assert opened["docx"] >= 14
    assert opened["xlsx"] >= 9


def test_a_workbook_has_a_sheet_for_every_unit(exported):
    book = openpyxl.load_workbook(exported / "exports" / "tables" / "kommun.xlsx")
    assert book.sheetnames[:6] == [
        "Segment",
        "Repliker",
        "Deltagare",
        "Intervjuer",
        "Ord",
        "Riktning",
    ]


def test_the_codings_come_back_into_a_project(exported, tmp_path):
    copy = tmp_path / "demo.workbench"
    shutil.copy(exported / "demo.workbench", copy)
    sheet = exported / "exports" / "codings.csv"
    done = run_workbench("code", copy, "--from", sheet, "--coder", "A", "--json").json
    assert len(done["placed"]) == 485
    assert {each["how"] for each in done["placed"]} == {"already there"}


def test_exporting_again_gives_the_same_bytes(exported, mine):
    assert export(mine / "demo.workbench", mine / "exports", "--safe").code == 0
    first, again = files_in(exported / "exports"), files_in(mine / "exports")
    assert set(first) == set(again)
    assert [name for name in first if first[name].read_bytes() != again[name].read_bytes()] == []


def test_check_is_content_with_what_was_just_written(exported):
    done = check(exported, "--json")
    assert done.code == 0
    assert done.json["ok"] is True
    assert {each["state"] for each in done.json["files"]} == {"current"}


def test_check_tells_what_is_missing_and_what_was_changed_by_hand(mine):
    (mine / "exports" / "codings.csv").unlink()
    report = mine / "exports" / "reports" / "kommun-Eksjö.docx"
    report.write_bytes(report.read_bytes() + b" ")
    done = check(mine)
    assert done.code == 1
    assert done.out.splitlines()[:2] == [
        "codings.csv: missing",
        "reports/kommun-Eksjö.docx: changed by hand",
    ]


def test_after_a_change_in_the_project_everything_is_out_of_date(mine):
    report = mine / "exports" / "reports" / "helhet.docx"
    report.write_bytes(report.read_bytes() + b" ")
    done = run_workbench("finish", mine / "demo.workbench", "07", "--coder", "A", "--undo")
    assert done.code == 0
    found = check(mine, "--json")
    assert found.code == 1
    states = {each["path"]: (each["state"], each["outdated"]) for each in found.json["files"]}
    assert states.pop("reports/helhet.docx") == ("changed by hand", True)
    assert set(states.values()) == {("out of date", True)}


def test_what_was_edited_stays_until_it_is_forced(mine):
    project, folder = mine / "demo.workbench", mine / "exports"
    report = folder / "reports" / "kommun-Eksjö.docx"
    edited = docx.Document(str(report))
    edited.paragraphs[1].text = "Eksjö kommun"
    edited.save(report)
    by_hand = report.read_bytes()
    done = export(project, folder, "--safe", "--json")
    assert done.code == 3
    assert done.json["kept"] == ["reports/kommun-Eksjö.docx"]
    assert report.read_bytes() == by_hand
    assert "kommun-Eksjö.docx" in done.err
    assert check(mine).code == 1
    assert export(project, folder, "--safe", "--force").code == 0
    assert report.read_bytes() != by_hand
    assert check(mine).code == 0


def test_a_file_of_ones_own_under_the_same_name_stays(built_demo, tmp_path):
    (tmp_path / "codings.csv").write_text("mina", encoding="utf-8")
    done = export(built_demo / "demo.workbench", tmp_path, "--json")
    assert done.code == 3
    assert done.json["kept"] == ["codings.csv"]
    assert (tmp_path / "codings.csv").read_text(encoding="utf-8") == "mina"


def test_what_an_interrupted_export_wrote_is_not_taken_for_work_by_hand(mine):
    folder = mine / "exports"
    told = manifest(mine)
    told["unfinished"] = ["codings.csv", "reports/helhet.docx"]
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (folder / "codings.csv").write_text("half", encoding="utf-8")
    assert {
        each["path"]
        for each in check(mine, "--json").json["files"]
        if each["state"] == "out of date"
    } == {"codings.csv", "reports/helhet.docx"}
    assert export(mine / "demo.workbench", folder, "--safe").code == 0
    assert check(mine).code == 0
    assert "unfinished" not in manifest(mine)


def test_what_is_no_part_of_the_export_any_more_is_told_and_left(mine):
    told = manifest(mine)
    gone = {**told["files"][0], "path": "reports/kommun-Ydre.docx"}
    told["files"].append(gone)
    (mine / "exports" / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (mine / "exports" / "reports" / "kommun-Ydre.docx").write_text("gammal", encoding="utf-8")
    done = export(mine / "demo.workbench", mine / "exports", "--safe", "--json")
    assert done.json["left_over"] == ["reports/kommun-Ydre.docx"]
    assert (mine / "exports" / "reports" / "kommun-Ydre.docx").exists()
    assert check(mine).code == 0


def test_another_projects_folder_is_refused(mine, study):
    done = run_workbench("export", study, "-o", mine / "exports")
    assert done.code in (2, 3)
    before = manifest(mine)
    shutil.copy(mine / "demo.workbench", mine / "annan.workbench")
    done = export(mine / "annan.workbench", mine / "exports")
    assert done.code == 3
    assert "exported of demo" in done.err
    assert manifest(mine) == before


@pytest.mark.parametrize("written", ["{", "[]", '{"files": 3}', '{"files": [{}]}'])
def test_a_damaged_manifest_is_told_in_a_sentence(mine, written):
    (mine / "exports" / "manifest.json").write_text(written, encoding="utf-8")
    for done in (check(mine), export(mine / "demo.workbench", mine / "exports")):
        assert done.code == 3
        assert "cannot be read as a manifest" in done.err


def test_check_of_a_folder_without_an_export_is_told(mine):
    shutil.rmtree(mine / "exports")
    done = check(mine)
    assert done.code == 3
    assert "Nothing has been exported" in done.err
    assert not (mine / "exports").exists()


def test_forget_lists_the_reports_that_quote_an_interview(mine):
    done = run_workbench("forget", mine / "demo.workbench", "--interview", "04", "--yes")
    assert done.code == 0
    # The copy was made elsewhere: what `forget` knows are the files as they were written.
    assert "kommun-Eksjö.docx" in done.out + done.err
    assert "codings.csv" in done.out + done.err
