"""What the coding screen looks like while one works; look at a change here before accepting it."""

import pytest

from tests.tui.pictures import LARGE, SIZES, SMALL, THEMES, no_clock, pressing  # noqa: F401
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp


def at(workspace, reference):
    return WorkbenchApp(workspace, at=Reference.parse(reference))


@SIZES
def test_nothing_coded_yet_and_the_sentence_a_key_would_code(snap_compare, advised, size):
    assert snap_compare(at(advised, "06:13"), terminal_size=size, run_before=pressing("s"))


@SIZES
def test_a_selection(snap_compare, workspace, size):
    app = at(workspace, "06:13")
    assert snap_compare(app, terminal_size=size, run_before=pressing("v", "s", "s"))


@SIZES
def test_a_suggestion_with_its_evidence(snap_compare, advised, size):
    app = at(advised, "06:5")
    assert snap_compare(app, terminal_size=size, run_before=pressing("n", "n"))


@SIZES
def test_edges_being_moved(snap_compare, workspace, size):
    app = at(workspace, "06:13")
    assert snap_compare(app, terminal_size=size, run_before=pressing("e", "S"))


@SIZES
def test_hits_of_a_search(snap_compare, workspace, size):
    app = at(workspace, "06:13")
    keys = pressing("slash", *"jag", "enter")
    assert snap_compare(app, terminal_size=size, run_before=keys)


@pytest.mark.parametrize("theme", THEMES)
def test_a_suggestion_in_other_themes(snap_compare, advised, theme):
    app = at(advised, "06:5")
    assert snap_compare(app, terminal_size=LARGE, run_before=pressing("n", "n", theme=theme))


def test_selection_suggestions_and_cursor_without_colour(snap_compare, advised, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = at(advised, "06:5")
    keys = pressing("n", "n", "v", "w")
    assert snap_compare(app, terminal_size=SMALL, run_before=keys)


def test_the_largest_screen(snap_compare, workspace):
    app = at(workspace, "13:11")
    assert snap_compare(app, terminal_size=(250, 70), run_before=pressing())
