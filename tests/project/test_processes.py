"""Several processes in one file at once, and processes that die."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from itertools import pairwise

import pytest

from tests.project.samples import add, coding, interview, new_project
from workbench.project import Project

WRITER = """
import sys
from tests.project.samples import coding, interview
from workbench.project import Project
from workbench.model import RemoveCoding
path, author, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
words = "Vi har en handläggare som slutat ingen vet vem man ringer".split()
from pathlib import Path
with Project.open(Path(path), author=author) as project:
    talk = project.interview("07")
    print("open", flush=True)
    if len(sys.argv) > 4:
        sys.stdin.readline()
    for number in range(count):
        made = coding(project, talk, words[number % len(words)], coder=f"{author}{number // len(words)}")
        project.commit([made], verb="code")
        print(made.coding.id, flush=True)
        if number % 7 == 3 and len(sys.argv) > 4:
            project.undo(); project.redo()
"""


def start(path, author, count, *more):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), author, str(count), *more],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07"))], verb="import")
    return project.path


def sound(path):
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    raw.close()
    with Project.open(path) as project:
        report = project.check()
        assert report.ok, report.problems
        return {each.id for each in project.codings()}


def test_three_processes_write_at_once_and_nothing_is_lost(path, monkeypatch):
    writers = [start(path, author, 60, "wait") for author in ("eva", "nils", "åsa")]
    for writer in writers:
        assert writer.stdout.readline() == "open\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    said = {
        line.strip()
        for writer in writers
        for line in writer.communicate(timeout=120)[0].splitlines()
    }
    assert all(writer.returncode == 0 for writer in writers)
    assert len(said) == 180
    assert sound(path) == said
    assert [each.name for each in path.parent.iterdir() if each.is_file()] == [path.name]


def test_revision_sees_what_another_process_commits(path):
    with Project.open(path, author="eva") as project:
        before = project.revision()
        assert start(path, "nils", 1).communicate(timeout=60)
        assert project.revision() > before
        assert len(project.codings()) == 1


def test_a_killed_process_loses_nothing_that_it_acknowledged(path):
    random.seed(7)
    said = set()
    for turn in range(8):
        writer = start(path, f"eva{turn}", 10_000)
        assert writer.stdout.readline() == "open\n"
        time.sleep(random.uniform(0.01, 0.3))
        os.kill(writer.pid, signal.SIGKILL)
        said |= {line.strip() for line in writer.stdout if len(line) == 37}
        writer.wait()
    assert said
    # The last one killed may have written one more than it could say.
    assert said <= sound(path)


@pytest.mark.parametrize("exclusive", [False, True])
def test_a_project_whose_last_checkpoint_was_cut_short_opens_whole(path, exclusive):
    """The first page says how long the file will be; the log still holds what is to come."""
    with Project.open(path, author="eva") as project:
        talk = project.interview("7")
        for number in range(60):
            project.commit([coding(project, talk, "Chefen", coder=f"C{number}")], verb="code")
        before = path.read_bytes()
        log = path.with_name(path.name + "-wal").read_bytes()
    after = path.read_bytes()
    assert len(after) > len(before)
    page = 4096
    path.write_bytes(after[:page] + before[page:])
    path.with_name(path.name + "-wal").write_bytes(log)
    with Project.open(path, author="eva", _exclusive=exclusive) as project:
        assert len(project.codings()) == 60
    assert len(sound(path)) == 60


def test_a_writer_waits_for_another_and_readers_do_not(path):
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        with Project.open(path, author="eva") as project:
            assert len(project.interviews()) == 1
            writer = start(path, "nils", 1)
            assert writer.stdout.readline() == "open\n"
            time.sleep(0.3)
            assert writer.poll() is None
            blocker.execute("ROLLBACK")
            out, _ = writer.communicate(timeout=60)
            assert len(out.split()) == 1
            assert len(project.codings()) == 1
    finally:
        blocker.close()


def test_long_logs_are_copied_back_while_others_write(path, monkeypatch):
    monkeypatch.setattr("workbench.project.connection._CHECKPOINT_BYTES", 64 * 1024)
    writer = start(path, "nils", 150)
    assert writer.stdout.readline() == "open\n"
    sizes = []
    with Project.open(path, author="eva") as project:
        talk = project.interview("7")
        for number in range(150):
            project.commit([coding(project, talk, "Chefen", coder=f"C{number}")], verb="code")
            sizes.append(path.with_name(path.name + "-wal").stat().st_size)
        said, _ = writer.communicate(timeout=120)
    assert len(sound(path)) == 150 + len(said.split())
    # The log started anew again and again, instead of growing to the end.
    assert sum(later < earlier for earlier, later in pairwise(sizes)) > 3


def test_opening_a_project_again_does_not_let_go_of_the_locks_on_it(path):
    """Else a process that closes it would take this one for gone, and delete its log."""
    with Project.open(path, author="eva") as project:
        talk = project.interview("7")
        Project.open(path).close()
        start(path, "nils", 3).communicate(timeout=60)
        assert path.with_name(path.name + "-wal").exists()
        project.commit([coding(project, talk, "Chefen")], verb="code")
    assert len(sound(path)) == 4
