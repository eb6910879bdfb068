"""What the codebook and its dialogs look like; a change is to be looked at before it is accepted."""

import shutil

import pytest
from textual.widgets import Input, TextArea

from tests.tui.conftest import settle
from tests.tui.test_snapshots import LARGE, SIZES, SMALL, THEMES
from workbench.model import CodeId
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.code_form import CodeForm
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.memo import MemoScreen
from workbench.tui.screens.picker import CodePicker
from workbench.workflows.opening import Workspace


@pytest.fixture(autouse=True)
def _no_blinking(monkeypatch):
    """What is seen does not hang on the time."""
    monkeypatch.setattr(Input, "_toggle_cursor", lambda field: None)
    monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda area: None)


@pytest.fixture
def danermark(built_demo, tmp_path):
    """The demonstration with Danermark's codebook: long names, definitions and many cues."""
    path = shutil.copy(built_demo / "demo.workbench", tmp_path / "demo.workbench")
    workspace = Workspace.open(path, coder="A")
    yield workspace
    workspace.close()


def showing(screen, *keys, theme=None):
    """Open the screen, a dialog over the codebook, then press the keys one by one."""

    async def before(pilot):
        if theme is not None:
            pilot.app.theme = theme
        await settle(pilot)
        if isinstance(screen, Dialog):
            pilot.app.push_screen(book(pilot.app.screen.workspace, "LED"))
            await settle(pilot)
        pilot.app.push_screen(screen)
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return before


def book(workspace, code="STR"):
    return CodebookScreen(workspace, at=CodeId(code))


def picker(workspace, **options):
    return CodePicker(
        workspace.codebook(), workspace.code_counts(), "Code the selection", **options
    )


def memo(draft=None):
    context = ["07:31  “Det finns ingen rutin för vem som ringer först.”"]
    text = "Jämför med 12:04.\nSamma sak hos chefen?"
    return MemoScreen("Memo on STR −", context, text, draft, lambda text: None)


@SIZES
def test_codebook(snap_compare, danermark, size):
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(book(danermark)))


@SIZES
def test_codebook_after_a_change(snap_compare, danermark, size):
    screen = book(danermark)
    keys = ["right", "greater_than_sign", "K", "J"]
    assert snap_compare(
        WorkbenchApp(danermark), terminal_size=size, run_before=showing(screen, *keys)
    )


@SIZES
def test_deleting_a_code(snap_compare, danermark, size):
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(book(danermark), "d"))


@SIZES
def test_adding_a_code_with_a_name_that_is_taken(snap_compare, danermark, size):
    keys = ["A", *"rutiner", "enter"]
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(book(danermark), *keys))


@SIZES
def test_form_of_a_code(snap_compare, danermark, size):
    codebook = danermark.codebook()
    form = CodeForm(codebook.by_id[CodeId("STR")], codebook, save=lambda before, after: None)
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(form))


@SIZES
def test_picker(snap_compare, danermark, size):
    screen = picker(danermark, recent=[CodeId("FOR"), CodeId("STR.rutiner")])
    assert snap_compare(WorkbenchApp(danermark), terminal_size=size, run_before=showing(screen))


@SIZES
def test_picker_tells_why_a_code_answers(snap_compare, danermark, size):
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(picker(danermark), *"tid"))


@SIZES
def test_picker_finds_nothing(snap_compare, danermark, size):
    app = WorkbenchApp(danermark)
    assert snap_compare(app, terminal_size=size, run_before=showing(picker(danermark), *"zzz"))


@SIZES
def test_memo_restored(snap_compare, danermark, size):
    screen = memo(draft="Jämför med 12:04.\nSamma sak hos chefen? Nej, där")
    assert snap_compare(WorkbenchApp(danermark), terminal_size=size, run_before=showing(screen))


def test_memo_about_to_be_given_up(snap_compare, danermark):
    screen = memo()
    assert snap_compare(
        WorkbenchApp(danermark), terminal_size=SMALL, run_before=showing(screen, "x", "ctrl+g")
    )


@pytest.mark.parametrize("theme", THEMES)
def test_codebook_in_other_themes(snap_compare, danermark, theme):
    app, screen = WorkbenchApp(danermark), book(danermark)
    assert snap_compare(app, terminal_size=LARGE, run_before=showing(screen, theme=theme))


@pytest.mark.parametrize("theme", THEMES)
def test_picker_in_other_themes(snap_compare, danermark, theme):
    app, screen = WorkbenchApp(danermark), picker(danermark)
    assert snap_compare(app, terminal_size=SMALL, run_before=showing(screen, *"tid", theme=theme))


def test_codebook_without_colour(snap_compare, danermark, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app, screen = WorkbenchApp(danermark), book(danermark)
    assert snap_compare(app, terminal_size=SMALL, run_before=showing(screen, "left"))
