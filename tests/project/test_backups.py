"""Backups: before the first write of a day, verified, thirty kept; and taken back."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.project.samples import add, coding, interview, new_project, words_of
from workbench.errors import ProjectError
from workbench.project import Project, restore
from workbench.project.backups import KEPT_DAILY


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07"))], verb="import")
        assert project.backups() == ()
    return project.path


def code(path, words, author="eva"):
    with Project.open(path, author=author) as project:
        project.commit([coding(project, project.interview("7"), words)], verb="code")


def test_the_first_write_of_a_day_comes_after_a_backup_of_what_was(path):
    code(path, "Chefen")
    code(path, "skillnad")
    with Project.open(path) as project:
        (backup,) = project.backups()
    assert backup.reason == "daily"
    assert backup.time.date() == datetime.now(UTC).date()
    assert backup.size == backup.path.stat().st_size
    with Project.open(backup.path) as old:
        assert old.find("07") == "07"
        assert old.codings() == []
        assert old.check().ok


@pytest.mark.skipif(sys.platform == "win32", reason="no file modes")
def test_backups_are_for_the_owner_alone_and_single_files(path):
    code(path, "Chefen")
    folder = Path(f"{path}.backups")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_holds_the_state_of_its_beginning_whatever_is_written_meanwhile(path):
    with Project.open(path, author="eva") as project:
        talk = project.interview("7")
        for number in range(40):
            project.commit([coding(project, talk, "Chefen", coder=f"C{number}")], verb="code")
    with Project.open(project.backups()[0].path) as old:
        assert old.codings() == []


def test_thirty_daily_backups_are_kept(path):
    folder = Path(f"{path}.backups")
    folder.mkdir(mode=0o700)
    start = datetime.now(UTC) - timedelta(days=60)
    for day in range(40):
        stamp = (start + timedelta(days=day)).strftime("%Y-%m-%dT%H%M%S.%fZ")
        (folder / f"{stamp}-daily.workbench").write_bytes(b"")
    kept = folder / f"{start.strftime('%Y-%m-%dT%H%M%S.%fZ')}-migration.workbench"
    kept.write_bytes(b"")
    code(path, "Chefen")
    with Project.open(path) as project:
        names = [each.reason for each in project.backups()]
    assert names.count("daily") == KEPT_DAILY
    assert kept.exists()


def test_a_backup_that_cannot_be_made_does_not_stop_the_work(path):
    Path(f"{path}.backups").write_text("i vägen")
    code(path, "Chefen")
    with Project.open(path, author="eva") as project:
        project.commit([coding(project, project.interview("7"), "skillnad")], verb="code")
        project._backup.join()
        assert len(project.codings()) == 2
        assert any("backup was not made" in note for note in project.check().notes)


def test_restore_brings_the_state_back_and_keeps_what_it_replaced(path):
    code(path, "Chefen")
    used = restore(path)
    assert used.reason == "daily"
    with Project.open(path, author="eva") as project:
        assert project.codings() == []
        replaced = project.backups()[-1]
    assert replaced.reason == "replaced"
    assert restore(path, replaced.name) == replaced
    with Project.open(path) as project:
        assert words_of(project) == [("07", "Chefen", "STR", "A")]
        assert project.check().ok
    assert not [each for each in path.parent.iterdir() if each.name.startswith(".")]


def test_without_a_name_restore_takes_the_latest_that_was_not_replaced(path):
    code(path, "Chefen")
    assert restore(path) == restore(path)


def test_restore_works_when_the_project_is_gone_or_beyond_opening(path):
    code(path, "Chefen")
    path.unlink()
    restore(path)
    with Project.open(path) as project:
        assert project.find("7") == "07"
    path.write_bytes(b"skr\xc3\xa4p" * 1000)
    restore(path)
    with Project.open(path) as project:
        assert project.find("7") == "07"
        kept = [each for each in project.backups() if each.reason == "replaced"]
    assert kept[-1].path.read_bytes() == b"skr\xc3\xa4p" * 1000


def test_restore_is_refused_while_another_process_has_the_project_open(path):
    code(path, "Chefen")
    script = (
        "import sys; from pathlib import Path; from workbench.project import Project\n"
        "project = Project.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert other.stdout.readline() == "open\n"
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="locked by another program"):
        restore(path)
    assert path.read_bytes() == before
    other.communicate("\n")
    restore(path)


def test_a_damaged_backup_is_not_taken_back(path):
    code(path, "Chefen")
    with Project.open(path) as project:
        (backup,) = project.backups()
    data = bytearray(backup.path.read_bytes())
    data[4096:8192] = os.urandom(4096)
    backup.path.write_bytes(data)
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="damaged"):
        restore(path)
    assert path.read_bytes() == before


def test_an_unknown_backup_is_refused_with_those_there_are(path):
    with pytest.raises(ProjectError, match="no backups"):
        restore(path)
    code(path, "Chefen")
    with pytest.raises(ProjectError, match="no backup igår") as caught:
        restore(path, "igår")
    assert "daily" in caught.value.remedy


def test_what_was_forgotten_stays_forgotten_after_restoring_an_untouched_copy(path, tmp_path):
    code(path, "Chefen")
    with Project.open(path, author="eva") as project:
        (backup,) = project.backups()
        untouched = backup.path.read_bytes()
        project.forget("07")
    backup.path.write_bytes(untouched)
    restore(path, backup.name)
    assert "handläggare som slutat".encode() not in path.read_bytes()
    with Project.open(path) as project:
        assert project.interviews() == ()
        assert project.check().ok


def test_a_backup_is_a_plain_file_that_sqlite_reads_without_its_log(path):
    code(path, "Chefen")
    with Project.open(path) as project:
        (backup,) = project.backups()
    raw = sqlite3.connect(f"{backup.path.as_uri()}?mode=ro&immutable=1", uri=True)
    assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
    raw.close()
