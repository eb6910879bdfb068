"""Full disks, files that may not be written, locks: one sentence, and nothing lost."""

import os
import sqlite3
import subprocess
import sys

import pytest

from tests.project.samples import add, coding, interview, new_project
from workbench.errors import ProjectError
from workbench.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits and users of Unix")

FULL = """
import resource, signal, sys
from pathlib import Path
from tests.project.samples import add, coding, interview
from workbench.errors import ProjectError
from workbench.project import Project
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
project = Project.open(path, author="eva")
talk = project.interview("07")
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 600_000,) * 2)
done = 0
try:
    for number in range(2_000):
        project.commit([coding(project, talk, "Chefen", coder=f"C{number}", memo="x" * 900)], verb="code")
        done += 1
except ProjectError as error:
    print(done)
    print(error)
    print(len(project.codings()))
"""


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07"))], verb="import")
    return project.path


def run(script, *words, **more):
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, words)],
        capture_output=True, text=True, check=False, timeout=120, **more,
    )  # fmt: skip


def test_a_full_disk_is_said_in_one_sentence_and_loses_nothing(path):
    done = run(FULL, path)
    count, message, seen = done.stdout.splitlines()
    assert int(count) > 5, done.stderr
    assert "disk" in message
    assert int(seen) == int(count)
    with Project.open(path, author="eva") as project:
        assert len(project.codings()) == int(count)
        assert project.check().ok
        project.commit([coding(project, project.interview("7"), "skillnad")], verb="code")


READ = """
import os, sys
from pathlib import Path
from workbench.errors import ProjectError
from workbench.project import Project
from workbench.model import EditInterview
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    project = Project.open(Path(sys.argv[1]), author="eva")
    project.commit([EditInterview("7", title="Ny")], verb="attributes")
    print("written")
except ProjectError as error:
    print(error.exit_code.value, error)
"""


def test_a_file_that_may_not_be_written_is_one_sentence(path):
    path.chmod(0o444)
    for folder in (path.parent, *path.parent.parents):
        if os.getuid() == 0 and folder.stat().st_uid == 0 and len(folder.parts) > 2:
            folder.chmod(0o755)
    path.parent.chmod(0o555)
    before = path.read_bytes()
    try:
        done = run(READ, path)
        assert done.stdout.startswith("4 "), done.stderr
        assert len(done.stdout.splitlines()) == 1
        assert path.read_bytes() == before
    finally:
        path.parent.chmod(0o755)


def test_a_lock_that_stays_is_one_sentence(path, monkeypatch):
    monkeypatch.setattr("workbench.project.connection.BUSY_SECONDS", 0.2)
    with Project.open(path, author="eva") as project:
        talk = project.interview("7")
        blocker = sqlite3.connect(path, isolation_level=None)
        blocker.execute("BEGIN IMMEDIATE")
        try:
            with pytest.raises(ProjectError, match="locked by another program"):
                project.commit([coding(project, talk, "Chefen")], verb="code")
        finally:
            blocker.execute("ROLLBACK")
            blocker.close()
        project.commit([coding(project, talk, "Chefen")], verb="code")
        assert len(project.codings()) == 1


def test_threads_take_turns_on_one_project(path):
    from concurrent.futures import ThreadPoolExecutor

    with Project.open(path, author="eva") as project:
        talk = project.interview("7")

        def write(number):
            project.commit([coding(project, talk, "Chefen", coder=f"C{number}")], verb="code")
            return len(project.codings())

        with ThreadPoolExecutor(4) as pool:
            counts = list(pool.map(write, range(40)))
        assert max(counts) == 40
        assert project.check().ok
