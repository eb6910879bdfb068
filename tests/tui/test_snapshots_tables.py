"""What the tables look like; a change is to be looked at before it is accepted."""

import pytest

from tests.tui.pictures import LARGE, SIZES, SMALL, THEMES, pressing
from tests.tui.tabling import tables
from workbench.tui.app import WorkbenchApp
from workbench.workflows.creating import new_project
from workbench.workflows.opening import Workspace


@SIZES
def test_table(snap_compare, workspace, size):
    keys = pressing("right", "down")
    assert snap_compare(tables(workspace), terminal_size=size, run_before=keys)


@SIZES
def test_crossed_with_direction_and_shares(snap_compare, workspace, size):
    keys = pressing("x", "d", "percent_sign", "right", "down")
    assert snap_compare(tables(workspace), terminal_size=size, run_before=keys)


@pytest.mark.parametrize("theme", THEMES)
def test_table_in_other_themes(snap_compare, workspace, theme):
    keys = pressing("d", "down", theme=theme)
    assert snap_compare(tables(workspace), terminal_size=LARGE, run_before=keys)


def test_table_without_colour(snap_compare, workspace, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    keys = pressing("d", "right", "down")
    assert snap_compare(tables(workspace), terminal_size=SMALL, run_before=keys)


@SIZES
def test_passages_of_a_cell(snap_compare, workspace, size):
    keys = pressing("right", "enter", "down")
    assert snap_compare(tables(workspace), terminal_size=size, run_before=keys)


def test_stretches_of_words(snap_compare, workspace):
    keys = pressing("U", "right", "enter")
    assert snap_compare(tables(workspace), terminal_size=SMALL, run_before=keys)


@SIZES
def test_contrasts(snap_compare, workspace, size):
    assert snap_compare(tables(workspace), terminal_size=size, run_before=pressing("c", "right"))


@SIZES
def test_a_query(snap_compare, workspace, size):
    keys = pressing("F", *"STR- near:1 STA", "enter", "down")
    assert snap_compare(tables(workspace), terminal_size=size, run_before=keys)


@SIZES
def test_choosing_an_attribute(snap_compare, workspace, size):
    assert snap_compare(tables(workspace), terminal_size=size, run_before=pressing("b"))


@SIZES
def test_keys_of_the_tables(snap_compare, workspace, size):
    keys = pressing("question_mark")
    assert snap_compare(tables(workspace), terminal_size=size, run_before=keys)


def test_an_empty_project(snap_compare, tmp_path):
    path = tmp_path / "studie.workbench"
    new_project(path, "danermark")
    workspace = Workspace.open(path, coder=None)
    app = WorkbenchApp(workspace, tables=True)
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing())
    workspace.close()
