"""What two coders side by side look like; look at a change here before accepting it."""

import pytest

from tests.tui.comparing import comparing
from tests.tui.pictures import LARGE, SIZES, SMALL, THEMES, no_clock, pressing  # noqa: F401
from workbench.model import Reference

AT = Reference.parse("01:10")


@pytest.fixture(autouse=True)
def _one_day(monkeypatch):
    """When something was decided, and last coded, differs from run to run."""
    monkeypatch.setattr(
        "workbench.tui.widgets.compare.telling.told_time", lambda _time: "2016-02-01 10:30"
    )
    monkeypatch.setattr(
        "workbench.tui.widgets.compare.drift_chart.told_day", lambda _time: "2016-02-01"
    )


@SIZES
def test_two_coders_side_by_side(snap_compare, finished, pair, size):
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=pressing())


@SIZES
def test_some_are_settled_and_what_was_taken_shows(snap_compare, finished, pair, size):
    keys = pressing("less_than_sign", "n", "greater_than_sign", "n", "d", "p", "h")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_a_settled_one_with_its_reason(snap_compare, finished, pair, size):
    keys = pressing("m", *"boken", "enter", "greater_than_sign")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_disagreements_sifted(snap_compare, finished, pair, size):
    keys = pressing("slash", *"STR eksjö", "enter", "tab", "down")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_both_codings_whole(snap_compare, finished, pair, size):
    keys = pressing("n", "i")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_code_by_code(snap_compare, finished, pair, size):
    keys = pressing("x", "down", "right", "right")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_over_time(snap_compare, finished, pair, size):
    keys = pressing("y", "down")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_near_edges(snap_compare, finished, pair, size):
    keys = pressing("E", "f2")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_the_keys(snap_compare, finished, pair, size):
    keys = pressing("question_mark")
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=size, run_before=keys)


@SIZES
def test_nothing_can_be_compared_yet(snap_compare, workspace, size):
    app = comparing(workspace, workspace.pair("A", "B"))
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("theme", THEMES)
def test_in_other_themes(snap_compare, finished, pair, theme):
    keys = pressing("less_than_sign", "n", theme=theme)
    assert snap_compare(comparing(finished, pair, at=AT), terminal_size=LARGE, run_before=keys)


@pytest.mark.parametrize("keys", [("less_than_sign", "n"), ("x", "right")], ids=["text", "matrix"])
def test_without_colour(snap_compare, finished, pair, monkeypatch, keys):
    monkeypatch.setenv("NO_COLOR", "1")
    app = comparing(finished, pair, at=AT)
    assert snap_compare(app, terminal_size=SMALL, run_before=pressing(*keys))
