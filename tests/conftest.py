"""What every test folder shares: the installed command, the corpus, a built demonstration."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
COMMAND = Path(sys.executable).with_name("workbench")


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Workbench = Callable[..., Outcome]


def run_workbench(*words: object, stdin: str | None = None, cwd: Path | None = None) -> Outcome:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("WORKBENCH_")
    }
    done = subprocess.run(
        [COMMAND, *map(str, words)],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        encoding="utf-8",
        env={**environment, "WORKBENCH_AUTHOR": "tester"},
        cwd=cwd,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


@pytest.fixture(autouse=True, scope="session")
def _no_keys_and_theme_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture
def workbench() -> Workbench:
    """Runs the installed command in a process of its own."""
    return run_workbench


@pytest.fixture(scope="session")
def corpus() -> Path:
    return CORPUS


@pytest.fixture(scope="session")
def built_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once by the installed command; do not write to it."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_workbench("demo", folder)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def demo(built_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration project that a test may change."""
    project = tmp_path / "demo.workbench"
    shutil.copy(built_demo / "demo.workbench", project)
    return project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """An empty project with Danermark's codebook."""
    project = tmp_path / "study.workbench"
    done = run_workbench("new", project, "--codebook", "danermark")
    assert done.code == 0, done.err
    return project


def write_transcript(folder: Path, name: str, lines: Sequence[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
