"""Whole commands in clumsy, unlucky and hostile hands: nothing is lost, and one sentence says why."""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import write_transcript

TALK = [
    "Kommun: Åmål",
    "",
    "Moderator: Hur ser samverkan ut?",
    "IP1: Vi har en handläggare som slutat. Ingen vet vem man ringer.",
    "IP2: Chefen står bakom oss, det gör skillnad.",
]
STARTED = "from workbench.cli import main; main()"
SHEET = "intervju;replik;deltagare;kod;riktning;text\n07;2;IP1;STA;-;Vi har en handläggare\n"


def one_sentence(outcome):
    """The diagnostic is a sentence of ours, no traceback and no surprise."""
    assert "Traceback" not in outcome.err
    assert "did not foresee" not in outcome.err
    assert outcome.err.strip()
    return outcome.err


@pytest.fixture
def coded(study, tmp_path, workbench):
    """A project with one interview and one coding by A."""
    path = write_transcript(tmp_path, "07.txt", TALK)
    assert workbench("import", study, path).code == 0
    sheet = tmp_path / "a.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert workbench("code", study, "--from", sheet, "--coder", "A").code == 0
    return study


def sound(workbench, project):
    return workbench("check", project).code == 0


def test_quotations_are_attributed_by_what_the_study_knows(coded, tmp_path, workbench):
    target = tmp_path / "citat.md"
    done = workbench("quotations", coded, "-o", target, "--min-words", 1)
    assert done.code == 0, done.err
    assert "handläggare […]” (Åmål)" in target.read_text("utf-8").replace("\\", "")


def test_a_perspective_that_a_study_without_attributes_lacks_is_told(study, tmp_path, workbench):
    path = write_transcript(tmp_path, "08.txt", ["IP1: Ingen vet vem man ringer."])
    assert workbench("import", study, path).code == 0
    sheet = tmp_path / "a.csv"
    words = "08;1;IP1;STA;-;Ingen vet vem man ringer.\n"
    sheet.write_text(SHEET.splitlines()[0] + "\n" + words, encoding="utf-8")
    assert workbench("code", study, "--from", sheet, "--coder", "A").code == 0
    done = workbench("report", study, "--perspective", "kommun", "-o", tmp_path / "r")
    assert done.code == 2
    assert one_sentence(done).strip().endswith("Write --perspective helhet.")
    target = tmp_path / "citat.md"
    assert workbench("quotations", study, "-o", target, "--min-words", 1).code == 0
    assert "(IP1)" in target.read_text("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_behind_the_printed_output_is_told_in_a_sentence(coded):
    command = [sys.executable, "-c", STARTED, "codings", str(coded), "-o", "-"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    told = done.stderr.decode("utf-8")
    assert told.count("\n") == 1
    assert "the disk is full" in told


# -- file names -------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="file names are bytes on POSIX only")
def test_a_file_name_in_latin_1_is_read_as_such(study, tmp_path, workbench):
    path = tmp_path / os.fsdecode("grupp åsa.txt".encode("latin-1"))
    try:
        path.write_text("M: Hej.\nIP1: Ja.\n", encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes UTF-8 names only")
    done = workbench("import", study, path, "--json")
    assert done.code == 0, done.err
    assert done.json["interviews"][0]["id"] == "grupp åsa"
    assert workbench("show", study, "grupp åsa").code == 0


@pytest.mark.skipif(os.name == "nt", reason="no such names on Windows")
def test_a_line_break_in_a_file_name_does_not_reach_the_id(study, tmp_path, workbench):
    (tmp_path / "ny\nrad.txt").write_text("M: Hej.\nIP1: Ja.\n", encoding="utf-8")
    done = workbench("import", study, tmp_path / "ny\nrad.txt", "--json")
    assert done.json["interviews"][0]["id"] == "ny rad"


def test_an_interview_is_found_by_a_decomposed_id(study, tmp_path, workbench):
    path = write_transcript(tmp_path, "Åmål.txt", TALK)
    workbench("import", study, path)
    assert workbench("show", study, unicodedata.normalize("NFD", "Åmål")).code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_among_the_transcripts_stops_nothing(study, tmp_path, workbench):
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "01.txt")
    (folder / "03.txt").mkdir()  # Another folder, whatever its name: not entered.
    write_transcript(folder, "02.txt", TALK)
    done = workbench("import", study, folder, "--json")
    assert done.code == 3
    assert [each["id"] for each in done.json["interviews"]] == ["02"]
    assert [each["file"] for each in done.json["failed"]] == ["01.txt"]


def test_captions_without_a_cue_hold_no_text(study, tmp_path, workbench):
    (tmp_path / "1.vtt").write_text("WEBVTT\n\n", encoding="utf-8")
    done = workbench("import", study, tmp_path / "1.vtt")
    assert done.code == 3
    assert "holds no text" in one_sentence(done)


# -- output files -----------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("words", "suffix"),
    [(["table"], ".csv"), (["excerpts"], ".md"), (["codebook", "export"], ".yaml")],
    ids=["table", "excerpts", "codebook"],
)
def test_a_project_is_never_written_over_even_with_force(words, suffix, coded, workbench):
    before = coded.read_bytes()
    assert workbench(*words, coded, "-o", coded, "--force").code == 2
    link = coded.with_suffix(suffix)
    link.symlink_to(coded)
    done = workbench(*words, coded, "-o", link, "--force")
    assert done.code == 3
    assert "not written over" in one_sentence(done)
    assert coded.read_bytes() == before
    assert sound(workbench, coded)


# -- names and conditions ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["A\nB", "x" * 101], ids=["two lines", "too long"])
def test_what_is_no_name_becomes_no_coder(name, coded, tmp_path, workbench):
    done = workbench("code", coded, "--from", tmp_path / "a.csv", "--coder", name)
    assert done.code == 2
    assert "not the name of a person" in one_sentence(done)


@pytest.mark.skipif(os.name == "nt", reason="arguments are bytes on POSIX only")
@pytest.mark.parametrize("words", [["show", "{project}"], ["codings", "{project}", "--coder"]])
def test_words_that_are_not_utf_8_are_refused(words, coded, workbench):
    spoken = [word.format(project=coded) for word in words]
    done = workbench(*spoken, os.fsdecode(b"\xe5sa"))
    assert done.code == 2
    assert "not UTF-8" in one_sentence(done)


def test_a_coder_is_one_however_the_letters_are_composed(coded, tmp_path, workbench):
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Åsa")
        assert workbench("code", coded, "--from", tmp_path / "a.csv", "--coder", name).code == 0
    done = workbench("codings", coded, "--coder", unicodedata.normalize("NFD", "Åsa"), "--json")
    assert len(done.json) == 1


def test_a_condition_on_an_attribute_that_nobody_has_is_no_empty_result(coded, workbench):
    done = workbench("codings", coded, "--where", "komun=Åmål")
    assert done.code == 3
    assert "kommun" in one_sentence(done)
    assert workbench("codings", coded, "--where", "KOMMUN=åmål").code == 0


# -- pipes ------------------------------------------------------------------------------------

HEADER = "intervju;replik;deltagare;kod;riktning;text\n"
PLACED = "07;3;IP2;LED;+;Chefen står bakom oss\n"


@pytest.mark.parametrize("piped", ["", "\n\n", PLACED, "kod;text\n"])
def test_a_pipe_without_the_columns_is_refused(piped, coded, workbench):
    done = workbench("code", coded, "--from", "-", "--coder", "A", stdin=piped)
    assert done.code == 3
    assert "standard input" in one_sentence(done)
    assert len(workbench("codings", coded, "--json").json) == 1


@pytest.mark.parametrize("bad", ['07;3;;STR;;"Chefen" står', "07;3;;STR;;Chefen;står;bakom"])
def test_a_row_of_a_pipe_that_cannot_be_read_does_not_stop_the_next(bad, coded, workbench):
    piped = f"{HEADER}{bad}\n{PLACED}"
    done = workbench("code", coded, "--from", "-", "--coder", "A", "--json", stdin=piped)
    assert done.code == 3
    assert '"row": 2, "reason"' in done.out.splitlines()[0]
    assert '"how": "verbatim"' in done.out.splitlines()[1]
    assert len(workbench("codings", coded, "--json").json) == 2


# -- files that cannot be read ----------------------------------------------------------------


def test_a_sheet_that_is_not_there_is_bad_input(coded, workbench):
    for words in (["import", coded, "--interviews"], ["code", coded, "--coder", "A", "--from"]):
        done = workbench(*words, "saknas.csv")
        assert done.code == 3
        assert "no file “saknas.csv”" in one_sentence(done)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_transcript_one_may_not_read_does_not_stop_the_others(study, tmp_path, workbench):
    closed = write_transcript(tmp_path, "01.txt", TALK)
    closed.chmod(0)
    done = workbench("import", study, closed, write_transcript(tmp_path, "02.txt", TALK), "--json")
    assert done.code == 3
    assert [each["id"] for each in done.json["interviews"]] == ["02"]


@pytest.mark.parametrize("word", ["tom", "*.nej", "saknas.txt"])
def test_a_word_that_stands_for_no_transcript_is_told(word, study, tmp_path, workbench):
    (tmp_path / "tom").mkdir()
    done = workbench("import", study, tmp_path / word)
    assert done.code == 3
    assert word in one_sentence(done)


def test_an_empty_word_does_not_mean_the_folder_one_stands_in(study, tmp_path, workbench):
    write_transcript(tmp_path, "07.txt", TALK)
    done = workbench("import", study, "", cwd=tmp_path)
    assert done.code == 2
    assert workbench("speakers", study, "--json").json == []


def test_a_participant_that_stands_twice_in_the_sheet_is_refused(coded, tmp_path, workbench):
    sheet = tmp_path / "d.csv"
    sheet.write_text("intervju;deltagare;ålder\n07;IP1;40\n7;ip1;50\n", encoding="utf-8")
    done = workbench("import", coded, "--participants", sheet)
    assert done.code == 3
    assert "row 3" in one_sentence(done)
    assert "row 2" in done.err
