"""What holds everywhere: keys, themes, the command palette, imports."""

import subprocess
import sys

import pytest
from textual.widgets import Input

from tests.tui.conftest import settle, shown
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.tui.themes import themes

ALTGR_OR_DEAD = {
    *("at", "pound_sign", "dollar_sign", "euro_sign", "backslash", "vertical_line"),
    *("left_square_bracket", "right_square_bracket", "left_curly_bracket"),
    *("right_curly_bracket", "tilde", "circumflex_accent", "grave_accent"),
    *("acute_accent", "diaeresis"),
}


def bindings_of(app):
    """The bindings of the screen, without the keys by which words are edited."""
    return [
        active.binding
        for active in app.screen.active_bindings.values()
        if not (isinstance(active.node, Input) and not active.binding.id)
    ]


async def go_to_list(pilot):
    await pilot.press("home")


async def go_to_filter(pilot):
    await pilot.press("slash")


async def go_to_transcript(pilot):
    await pilot.press("enter")


async def go_to_keys(pilot):
    await pilot.press("question_mark")


@pytest.mark.parametrize("go", [go_to_list, go_to_filter, go_to_transcript, go_to_keys])
async def test_every_key_can_be_typed_on_a_swedish_keyboard_and_has_an_id_and_a_tooltip(app, go):
    async with app.run_test() as pilot:
        await settle(pilot)
        await go(pilot)
        await settle(pilot)
        bindings = bindings_of(app)
        assert bindings
        for binding in bindings:
            assert binding.id, binding
            assert binding.tooltip, binding
            assert binding.key not in ALTGR_OR_DEAD
            assert "ctrl+shift" not in binding.key
        actions = {}
        for binding in bindings:
            assert actions.setdefault(binding.id, binding.action) == binding.action


async def test_a_key_can_be_moved_by_its_id(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        app.set_keymap({"interviews.order": "x"})
        await pilot.press("x")
        await settle(pilot)
        assert app.screen._sorted_by == "title"


async def test_ctrl_q_quits(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert app.return_code == 0


def test_light_dark_and_high_contrast_are_the_themes(app):
    assert set(app.available_themes) == {theme.name for theme in themes()}
    assert {theme.dark for theme in themes()} == {True, False}


@pytest.mark.parametrize("theme", [theme.name for theme in themes()])
async def test_changing_the_theme_repaints_the_transcript(workspace, theme):
    app = WorkbenchApp(workspace, at=Reference.parse("06:13"))
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        app.theme = theme
        await settle(pilot)
        ground = app.current_theme.background.upper()
        strips = app.screen._compositor.render_strips()
        strip = next(each for each in strips if "Moderator" in each.text)
        assert {segment.style.bgcolor.name.upper() for segment in strip if segment.style} >= {
            ground
        }


async def test_the_command_palette_has_every_action_with_its_key_and_the_themes(app):
    async with app.run_test(size=(100, 120)) as pilot:
        await settle(pilot)
        at_hand = {each.description for each in bindings_of(app)} - {"Commands"}
        await pilot.press("ctrl+p")
        await settle(pilot)
        offered = [line.split("   ") for line in shown(app)]
        names = {cell.strip() for line in offered for cell in line}
        assert at_hand | {"Theme"} <= names
        assert any("Order   o" in line for line in shown(app))


@pytest.mark.parametrize("typed", ["order", "sort by the next"])
async def test_an_action_is_found_by_its_name_or_by_what_it_does(app, typed):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*["space" if each == " " else each for each in typed])
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.pause()
        assert app.screen._sorted_by == "title"


async def test_without_colour_the_codes_can_still_be_told(workspace, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = WorkbenchApp(workspace, at=Reference.parse("06:13"))
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        assert app.no_color
        assert any("FOR +" in line and "╮" in line for line in shown(app))
        assert any("IND +" in line for line in shown(app))


def test_the_interface_can_be_imported_without_textual():
    code = "import sys, workbench.tui; sys.exit('textual' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
