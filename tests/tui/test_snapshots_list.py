"""What the list, finding and the help look like; a change is to be looked at before it is accepted."""

import shutil

import pytest
from textual.widgets import Input

from tests.tui.conftest import CODEBOOK, settle
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.find import FindScreen
from workbench.workflows.creating import new_project
from workbench.workflows.opening import Workspace

SMALL, LARGE = (80, 24), (140, 45)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
THEMES = pytest.mark.parametrize("theme", ["workbench-light", "workbench-high-contrast"])


@pytest.fixture(scope="session")
def built_halfway(built_highlands, tmp_path_factory):
    """The project in the middle of the work: some finished, some begun, some new."""
    path = tmp_path_factory.mktemp("halfway") / built_highlands.name
    shutil.copy(built_highlands, path)
    workspace = Workspace.open(path, coder="A")
    ids = [each.id for each in workspace.interviews()]
    for interview in ids[:5]:
        workspace.finish(interview, True)
    for interview in ids[3:8]:
        for coding in workspace.codings(interview)[::3]:
            workspace.set_polarity(coding.id, None)
    for interview in ids[9:]:
        for coding in workspace.codings(interview):
            workspace.uncode(coding.id)
    workspace.note_interview("04", "Tystlåten grupp.")
    workspace.note_project("Andra omgången.")
    workspace.close()
    return path


@pytest.fixture
def halfway(built_halfway, tmp_path):
    path = tmp_path / built_halfway.name
    shutil.copy(built_halfway, path)
    workspace = Workspace.open(path, coder="A")
    yield workspace
    workspace.close()


def still(pilot):
    """The cursor of a field does not blink: what is seen does not hang on the time."""
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False


def pressing(*keys, theme=None):
    """Wait for the screen, then press the keys, waiting after each for what it brings."""

    async def before(pilot):
        if theme is not None:
            pilot.app.theme = theme
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            still(pilot)
            await settle(pilot)

    return before


def finding(workspace, words, *keys, theme=None):
    """Open the screen with these words, wait for the hits, then press the keys."""

    async def before(pilot):
        await pressing(theme=theme)(pilot)
        among = [each.id for each in workspace.interviews()]
        screen = FindScreen(workspace, interview="07", place=3000, among=among, words=words)
        await pilot.app.push_screen(screen)
        still(pilot)
        await settle(pilot)
        await pressing(*keys)(pilot)
        await settle(pilot)

    return before


@SIZES
def test_list(snap_compare, halfway, size):
    keys = pressing("down", "down")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@THEMES
def test_list_in_other_themes(snap_compare, halfway, theme):
    keys = pressing("down", theme=theme)
    assert snap_compare(WorkbenchApp(halfway), terminal_size=LARGE, run_before=keys)


def test_list_without_colour(snap_compare, halfway, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = WorkbenchApp(halfway)
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing("down", "f"))


@SIZES
def test_list_sorted_by_what_is_without_direction(snap_compare, halfway, size):
    keys = pressing(*("o" * 14))
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_list_filtered(snap_compare, halfway, size):
    keys = pressing("slash", *"chef")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_list_filtered_without_a_match(snap_compare, halfway, size):
    keys = pressing("slash", *"zz")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_list_of_an_empty_project(snap_compare, tmp_path, size):
    path = tmp_path / "studie.workbench"
    new_project(path, str(CODEBOOK))
    workspace = Workspace.open(path, coder=None)
    assert snap_compare(WorkbenchApp(workspace), terminal_size=size, run_before=pressing())
    workspace.close()


@SIZES
def test_keys_of_the_list(snap_compare, halfway, size):
    keys = pressing("question_mark")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_commands(snap_compare, halfway, size):
    keys = pressing("ctrl+p", *"fi")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_finding_in_all_interviews(snap_compare, halfway, size):
    keys = finding(halfway, "samverk", "f2")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@THEMES
def test_finding_in_other_themes(snap_compare, halfway, theme):
    keys = finding(halfway, "samverk", "f2", theme=theme)
    assert snap_compare(WorkbenchApp(halfway), terminal_size=LARGE, run_before=keys)


def test_finding_without_colour(snap_compare, halfway, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    keys = finding(halfway, "samverk", "f2")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=SMALL, run_before=keys)


@SIZES
def test_finding_nothing(snap_compare, halfway, size):
    keys = finding(halfway, "solsken")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)


@SIZES
def test_finding_before_anything_is_typed(snap_compare, halfway, size):
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=finding(halfway, ""))


@SIZES
def test_finding_with_an_unfinished_expression(snap_compare, halfway, size):
    keys = finding(halfway, "samverk(", "f3")
    assert snap_compare(WorkbenchApp(halfway), terminal_size=size, run_before=keys)
