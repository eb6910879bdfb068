"""What each screen looks like; a change here is to be looked at before it is accepted."""

import pytest

from tests.tui.conftest import settle
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp

SMALL, LARGE = (80, 24), (140, 45)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
THEMES = ["workbench-light", "workbench-high-contrast"]


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch):
    """When a coding was made differs from run to run."""
    monkeypatch.setattr(
        "workbench.tui.widgets.inspector.told_time", lambda _time: "2016-02-01 10:30"
    )


def pressing(*keys, theme=None):
    """Wait for the screen, then press the keys, waiting after each for what it brings."""

    async def before(pilot):
        if theme is not None:
            pilot.app.theme = theme
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return before


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
