"""The help: which keys there are in the place one is in, under headings."""

import pytest

from tests.tui.conftest import settle, shown
from tests.tui.test_keymap import fit
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.tui.headings import HEADINGS
from workbench.tui.preferences import Preferences
from workbench.tui.screens.find import FindScreen
from workbench.tui.screens.keys import KeyHelp, KeyList, in_columns


async def opened(pilot):
    await settle(pilot)
    await pilot.press("question_mark")
    await settle(pilot)
    return shown(pilot.app)


async def test_the_keys_stand_under_headings_with_what_they_do(app):
    async with app.run_test(size=(80, 50)) as pilot:
        lines = "\n".join(await opened(pilot))
        headings = [lines.index(f"   {each}   ") for each in ("Moving", "Interviews", "Everywhere")]
        assert headings == sorted(headings)
        assert "o  Sort by the next column" in lines


async def test_each_place_tells_its_own_keys(workspace):
    app = WorkbenchApp(workspace, at=Reference.parse("06:13"))
    async with app.run_test(size=(140, 60)) as pilot:
        lines = "\n".join(await opened(pilot))
        assert "This interview" in lines
        assert "Sort by the next column" not in lines


async def test_keys_that_somebody_has_set_are_told(workspace):
    app = WorkbenchApp(workspace, preferences=Preferences(keys=fit(interviews__order="x")))
    async with app.run_test(size=(80, 50)) as pilot:
        assert "x  Sort by the next column" in "\n".join(await opened(pilot))


def beside(heading, lines):
    """What stands to the right of a heading, inside the sheet."""
    line = next(line for line in lines if f"  {heading}  " in line)
    return line.partition(heading)[2].split("│")[0].strip()


async def test_there_are_two_columns_where_there_is_room_and_one_where_not(app):
    async with app.run_test(size=(140, 45)) as pilot:
        await opened(pilot)
        assert beside("Moving", shown(app)) in HEADINGS
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert beside("Moving", shown(app)) == ""


async def test_a_low_screen_scrolls_to_the_last_key(app):
    async with app.run_test(size=(80, 24)) as pilot:
        assert not any("Leave the workbench" in line for line in await opened(pilot))
        await pilot.press("end")
        await settle(pilot)
        assert app.screen.query_one(KeyList).scroll_offset.y > 0
        assert any("Leave the workbench" in line for line in shown(app))


async def test_f1_shows_the_keys_also_while_one_types(app, workspace):
    async with app.run_test(size=(80, 50)) as pilot:
        await settle(pilot)
        app.push_screen(FindScreen(workspace, interview="07"))
        await settle(pilot)
        await pilot.press("question_mark", "f1")
        await settle(pilot)
        lines = "\n".join(shown(app))
        assert "Look in this interview, or in all" in lines
        assert "Sort by the next column" not in lines


@pytest.mark.parametrize("key", ["escape", "question_mark", "q", "f1"])
async def test_the_help_closes(app, key):
    async with app.run_test() as pilot:
        await opened(pilot)
        beneath = app.screen_stack[0]
        await pilot.press(key)
        await settle(pilot)
        assert app.screen is beneath


def test_columns_keep_their_groups_whole_and_are_about_as_long():
    sizes = {"a": 9, "b": 3, "c": 8, "d": 2, "e": 4}
    helps = [KeyHelp(name, "x", "") for name, size in sizes.items() for _ in range(size)]
    left, right = in_columns(helps, 2)
    assert [[group[0].heading for group in column] for column in (left, right)] == [
        ["a", "b"],
        ["c", "d", "e"],
    ]
    assert in_columns(helps, 1) == [left + right]
    assert in_columns([], 2) == [[]]
