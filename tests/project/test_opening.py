"""Opening: what is not a project is refused and left alone; where it lies is said."""

import sqlite3
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from tests.project.samples import add, coding, new_project
from workbench.errors import ExitCode, ProjectError
from workbench.project import Project
from workbench.project.places import is_network_mount, synchroniser, synchroniser_named


def refused(path):
    with pytest.raises(ProjectError) as caught:
        Project.open(path)
    error = caught.value
    assert error.exit_code == ExitCode.PROJECT
    assert str(path) in error.message
    assert error.remedy
    assert "\n" not in str(error)
    return error.message


def test_a_missing_project_is_refused_and_not_made(tmp_path):
    assert "no project" in refused(tmp_path / "ingen.workbench")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path):
    assert "folder" in refused(tmp_path)


@pytest.mark.parametrize("content", [b"", b"Hej", b"SQLite format 3\x00" + bytes(84), bytes(5000)])
def test_other_files_are_refused_and_left_as_they_are(tmp_path, content):
    path = tmp_path / "x.workbench"
    path.write_bytes(content)
    refused(path)
    assert path.read_bytes() == content


def test_anothers_sqlite_file_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "x.workbench"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE event (id TEXT)")
    other.commit()
    other.close()
    before = path.read_bytes()
    assert "not a workbench project" in refused(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x.workbench"]


def test_a_newer_form_is_refused(tmp_path):
    with new_project(tmp_path) as project:
        path = project.path
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version=99")
    other.close()
    assert "newer" in refused(path)


def test_a_truncated_project_is_refused_or_reported(tmp_path, talk):
    with new_project(tmp_path) as project:
        project.commit([add(talk)], verb="import")
        path = project.path
    path.write_bytes(path.read_bytes()[:9000])
    try:
        with Project.open(path) as project:
            assert not project.check().ok
    except ProjectError as error:
        assert "damaged" in error.message  # noqa: PT017 - either way is right


def test_a_synchronised_folder_is_said_once(tmp_path):
    folder = tmp_path / "OneDrive - Högskolan" / "studie"
    folder.mkdir(parents=True)
    with new_project(folder) as project:
        assert len(project.notices) == 1
        assert "OneDrive" in project.notices[0]
    with new_project(tmp_path) as project:
        assert project.notices == ()


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PureWindowsPath(r"C:\Users\Eva\OneDrive\Studie"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Eva\OneDrive - Region Jönköping"), "OneDrive"),
        (PurePosixPath("/Users/eva/Library/Mobile Documents/com~apple~CloudDocs"), "iCloud"),
        (PurePosixPath("/Users/eva/Library/CloudStorage/GoogleDrive-eva@x.se/My Drive"), "Google Drive"),
        (PurePosixPath("/Users/eva/Library/CloudStorage/OneDrive-Högskolan/s"), "OneDrive"),
        (PurePosixPath("/home/eva/Dropbox (Lag)/studie"), "Dropbox"),
        (PurePosixPath("/home/eva/Nextcloud/studie"), "Nextcloud"),
        (PurePosixPath("/home/eva/Dropboxen/studie"), None),
        (PurePosixPath("/home/eva/studier"), None),
    ],
)  # fmt: skip
def test_synchronised_folders_are_known_by_name(folder, service):
    assert synchroniser_named(folder) == service


def test_syncthing_is_known_by_its_mark(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert synchroniser(tmp_path / "a" / "b") == "Syncthing"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/hem /home nfs4 rw 0 0
/dev/sdb1 /home/lokal ext4 rw 0 0
//server/gemensam /mnt/gemensam\\040mapp cifs rw 0 0
eva@dator:/x /mnt/ssh fuse.sshfs rw 0 0
/dev/sdc1 /mnt/ssh2 exfat rw 0 0
trasig rad
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/", False),
        ("/srv/studie", False),
        ("/home/eva", True),
        ("/home", True),
        ("/homestead", False),
        ("/home/lokal/studie", False),
        ("/mnt/gemensam mapp/studie", True),
        ("/mnt/gemensam", False),
        ("/mnt/ssh/a", True),
        ("/mnt/ssh2/a", False),
    ],
)
def test_network_mounts_are_read_from_the_table_of_mounts(folder, expected):
    assert is_network_mount(MOUNTS, folder) is expected


def test_alone_on_a_network_drive_everything_works_and_others_are_refused(
    tmp_path, talk, monkeypatch
):
    with new_project(tmp_path) as project:
        path = project.path
    monkeypatch.setattr("workbench.project.connection.BUSY_SECONDS", 0.2)
    with Project.open(path, author="eva", _exclusive=True) as project:
        assert any("network" in notice for notice in project.notices)
        project.commit([add(talk), coding(project, talk, "Chefen")], verb="import")
        project.undo()
        project.redo()
        assert not Path(f"{path}-shm").exists()
        assert "locked" in refused(path)
        assert project.check().ok
        project.forget("07", speaker="IP1")
        assert project.check().ok
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == [path.name]
    with Project.open(path) as project:
        assert len(project.codings()) == 1
