"""kill -9 in the middle of a merge leaves the project as it was, or merged, and always sound."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import COMMAND, run_workbench
from workbench.model import Coder
from workbench.project import Project

KILLS = 30


@pytest.fixture(scope="module")
def halves(built_demo, tmp_path_factory):
    """A project with A's codings, and a bundle with B's."""
    folder = tmp_path_factory.mktemp("halves")
    whole, bare = built_demo / "demo.workbench", folder / "bare.workbench"
    for coder in "AB":
        shutil.copy(whole, folder / "whole.workbench")
        target = folder / f"{coder}.bundle"
        done = run_workbench("bundle", folder / "whole.workbench", "-o", target, "--coder", coder)
        assert done.code == 0, done.err
    assert run_workbench("new", bare, "--codebook", "danermark").code == 0
    assert run_workbench("merge", bare, folder / "A.bundle").code == 0
    return bare, folder / "B.bundle"


def codings(path):
    """How many each of the two has, and that the project is sound."""
    with Project.open(path) as project:
        report = project.check()
        assert report.ok, report.problems
        return tuple(len(project.codings(coder=Coder(each))) for each in "AB")


def killed(project, bundle, *, after):
    """What the command said before it was killed, some seconds after it had made its backup."""
    child = subprocess.Popen(
        [COMMAND, "merge", project, bundle],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "WORKBENCH_AUTHOR": "killed"},
    )
    backups = project.with_name(f"{project.name}.backups")
    while child.poll() is None and not list(backups.glob("*-merge.workbench")):
        time.sleep(0.001)
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read()
    child.wait()
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix thing")
def test_killed_at_any_moment_a_merge_is_whole_or_not_at_all(halves, tmp_path):
    bare, bundle = halves
    chance = random.Random(11)
    outcomes = []
    for number in range(KILLS):
        project = tmp_path / str(number) / "studie.workbench"
        project.parent.mkdir()
        shutil.copy(bare, project)
        said = killed(project, bundle, after=chance.random() ** 2 * 0.2)
        outcomes.append(codings(project))
        if b"events added" in said:
            assert outcomes[-1] == (485, 461)
        if number % 5 == 0:
            again = run_workbench("merge", project, bundle)
            assert again.code == 0, again.err
            assert codings(project) == (485, 461)
    assert set(outcomes) <= {(485, 0), (485, 461)}
    assert outcomes.count((485, 0)) >= 3
