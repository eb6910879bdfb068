"""A project of the whole corpus, opened as coder A, and the means to wait for the screen."""

import gc
import shutil
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tests.tui.corrected import correct
from workbench.tui.app import WorkbenchApp
from workbench.workflows.advising import Adviser
from workbench.workflows.coding import code_from_sheet, mark_finished
from workbench.workflows.creating import new_project
from workbench.workflows.importing import import_interviews
from workbench.workflows.opening import Workspace

CODEBOOK = Path(__file__).with_name("factors.yaml")


@pytest.fixture(autouse=True)
def _tester(monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "tester")
    monkeypatch.delenv("WORKBENCH_CODER", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    yield
    # The program ends where a test does: what its screens kept may go.
    gc.unfreeze()


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """The folder of the person's own settings: an empty one."""
    folder = tmp_path / "own settings"
    monkeypatch.setattr("workbench.workflows.settings.settings_folder", lambda: folder)
    monkeypatch.delenv("WORKBENCH_KEYS", raising=False)
    return folder


@pytest.fixture(scope="session")
def built_highlands(tmp_path_factory):
    path = tmp_path_factory.mktemp("tui") / "höglandet.workbench"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_AUTHOR", "tester")
        new_project(path, str(CODEBOOK))
        import_interviews(
            path,
            sorted(CORPUS.glob("[0-9]*")),
            interviews=CORPUS / "intervjuer.csv",
            participants=CORPUS / "deltagare.csv",
        )
        code_from_sheet(path, CORPUS / "codings/kodare-a.csv", coder="A")
        code_from_sheet(path, CORPUS / "codings/kodare-b.csv", coder="B")
    return path


@pytest.fixture
def highlands(built_highlands, tmp_path):
    """A copy of the project that a test may change."""
    return Path(shutil.copy(built_highlands, tmp_path / built_highlands.name))


@pytest.fixture(scope="session")
def built_finished(built_highlands, tmp_path_factory):
    """The corpus, which both coders have finished."""
    path = tmp_path_factory.mktemp("compared") / "höglandet.workbench"
    shutil.copy(built_highlands, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_AUTHOR", "tester")
        for coder in "AB":
            mark_finished(path, [], coder=coder)
    return path


@pytest.fixture
def finished(built_finished, tmp_path):
    """A copy of it that a test may change, opened as A."""
    opened = Workspace.open(
        Path(shutil.copy(built_finished, tmp_path / built_finished.name)), coder="A"
    )
    yield opened
    opened.close()


@pytest.fixture
def pair(finished):
    return finished.pair("A", "B")


@pytest.fixture
def workspace(highlands):
    opened = Workspace.open(highlands, coder="A")
    yield opened
    opened.close()


@pytest.fixture
def revised(highlands, tmp_path):
    """Interview 06 with a corrected text, opened as A; the codings that grew and were lost."""
    codings = correct(highlands, tmp_path)
    opened = Workspace.open(highlands, coder="A")
    yield opened, *codings
    opened.close()


@pytest.fixture
def fresh(highlands):
    """The project as a coder sees it who has coded nothing yet."""
    opened = Workspace.open(highlands, coder="Ny")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def suggested(built_demo):
    """What the child process suggests for two interviews of the demonstration, computed once."""
    adviser = Adviser(built_demo / "demo.workbench", None)
    found = {each: adviser.suggest(each).result(timeout=60) for each in ("06", "07")}
    adviser.close()
    assert all(len(suggestions) > 5 for suggestions in found.values())
    return found


@pytest.fixture
def advised(demo, suggested, monkeypatch):
    """The demonstration for a coder who has coded nothing, the suggestions there at once."""
    opened = Workspace.open(demo, coder="Ny")

    def suggest(interview):
        done = Future()
        done.set_result(list(suggested[interview]))
        return done

    monkeypatch.setattr(opened, "suggest", suggest)
    yield opened
    opened.close()


@pytest.fixture
def app(workspace):
    return WorkbenchApp(workspace)


@pytest.fixture
def open_text(tmp_path):
    """Opens a project that holds one interview with the lines given."""
    opened = []

    def opening(*lines, name="01-samtal.txt"):
        path = tmp_path / "samtal.workbench"
        new_project(path, str(CODEBOOK))
        transcript = tmp_path / name
        transcript.write_text("\n".join(lines) + "\n", encoding="utf-8")
        report = import_interviews(path, [transcript])
        assert not report.failed
        opened.append(Workspace.open(path, coder="A"))
        return opened[-1]

    yield opening
    for each in opened:
        each.close()


async def settle(pilot):
    """Wait until every worker is done and what it found is on the screen."""
    for _ in range(3):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def shown(app):
    """What the terminal shows, row by row."""
    width, height = app.size
    strips = app.screen._compositor.render_strips()
    return [strip.text.ljust(width) for strip in strips[:height]]
