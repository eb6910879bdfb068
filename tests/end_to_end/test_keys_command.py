"""`workbench keys`: what every key does, and a file to change it with."""

import os
import subprocess

import pytest

from tests.conftest import COMMAND
from tests.conftest import run_workbench as run

pytestmark = pytest.mark.usefixtures("_home")


@pytest.fixture
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_every_action_is_listed_with_its_keys_and_its_id():
    done = run("keys")
    assert done.code == 0, done.err
    line = next(line for line in done.out.splitlines() if "interviews.order" in line)
    assert line.split() == ["o", "Sort", "by", "the", "next", "column", "interviews.order"]
    assert "keys.toml" in done.err


def test_json_tells_the_same():
    facts = {each["id"]: each for each in run("keys", "--json").json}
    assert facts["app.keys"] == {
        "id": "app.keys",
        "keys": ["?"],
        "default": ["?"],
        "place": "Everywhere",
        "name": "Keys",
        "explained": facts["app.keys"]["explained"],
    }


def with_keys(path, *words):
    return subprocess.run(
        [COMMAND, "keys", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "WORKBENCH_KEYS": str(path)},
        check=False,
    )


def test_the_file_to_start_from_changes_nothing_and_every_line_of_it_holds(tmp_path):
    path = tmp_path / "keys.toml"
    assert run("keys", "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert with_keys(path, "--json").stdout == run("keys", "--json").out
    path.write_text(text.replace('\n# "', '\n"'), encoding="utf-8")
    done = with_keys(path, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run("keys", "--json").out


def test_a_file_that_is_there_is_not_overwritten(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text("mine")
    assert run("keys", "-o", path).code == 3
    assert path.read_text() == "mine"
    assert run("keys", "-o", path, "--force").code == 0


def test_lines_that_do_not_hold_are_told_and_the_others_hold(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text('"interviews.order" = "x"\n"interviews.nothing" = "y"\n')
    done = with_keys(path)
    assert done.returncode == 3
    assert "line 2: there is no action" in done.stderr
    line = next(line for line in done.stdout.splitlines() if "interviews.order" in line)
    assert line.split()[0] == "x"


def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path):
    path = tmp_path / "keys.toml"
    path.write_text('"app.keys" = \n')
    done = with_keys(path)
    assert done.returncode == 3
    assert "line 1" in done.stderr
    assert done.stdout == ""
