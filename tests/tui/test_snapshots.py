"""What each screen looks like; a change here is to be looked at before it is accepted."""

import pytest

from tests.tui.pictures import LARGE, SIZES, SMALL, THEMES, no_clock, pressing  # noqa: F401
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp


def reading(workspace, reference):
    return WorkbenchApp(workspace, at=Reference.parse(reference))


@SIZES
def test_transcript_at_its_beginning(snap_compare, workspace, size):
    app = WorkbenchApp(workspace, interview="07")
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@SIZES
def test_transcript_with_overlapping_codings(snap_compare, workspace, size):
    app = reading(workspace, "06:13")
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@SIZES
def test_transcript_with_times(snap_compare, workspace, size):
    app = reading(workspace, "13:11")
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@SIZES
def test_keys_of_the_transcript(snap_compare, workspace, size):
    app = reading(workspace, "06:13")
    assert snap_compare(app, terminal_size=size, run_before=pressing("question_mark"))


@pytest.mark.parametrize("theme", THEMES)
def test_transcript_in_other_themes(snap_compare, workspace, theme):
    app = reading(workspace, "06:13")
    assert snap_compare(app, terminal_size=LARGE, run_before=pressing(theme=theme))


def test_transcript_without_colour(snap_compare, workspace, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = reading(workspace, "06:13")
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing())
