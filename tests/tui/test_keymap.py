"""Keys that a person has given to actions: what holds, what is refused, and why."""

from pathlib import Path

import pytest
from textual.app import App

from tests.tui.conftest import settle, shown
from workbench.tui.app import WorkbenchApp
from workbench.tui.headings import HEADINGS
from workbench.tui.keymap import actions, fitted, is_key, normal_key, places, shown_key, written_key
from workbench.tui.preferences import Preferences, read_preferences
from workbench.tui.screens.find import FindField, FindScreen
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.workflows.settings import KeysFile, WrittenKeys


def fit(**keys):
    written = tuple(
        WrittenKeys(id_.replace("__", ".").replace("_", "-"), tuple(each.split(",")), line)
        for line, (id_, each) in enumerate(keys.items(), start=1)
    )
    return fitted(KeysFile(Path("keys.toml"), written))


def test_every_action_of_the_program_is_known_and_explained():
    known = actions()
    assert {"app.quit", "interviews.order", "filter.keep", "find.scope", "keys.close"} <= set(known)
    for action in known.values():
        assert action.keys
        assert action.name
        assert action.explained
        assert action.place in HEADINGS, f"{action.id}: give its beginning a heading"


def test_no_two_actions_of_one_screen_or_one_part_share_a_key():
    known = actions()
    shared = set()
    for place in places():
        for group in (place.screen, *place.parts):
            held = {}
            for action in sorted(group):
                for key in known[action].keys:
                    other = held.setdefault(key, action)
                    if other != action:
                        shared.add((key, other, action))
    assert shared == set()


def test_a_known_action_gets_its_keys():
    fits = fit(interviews__order="x,ctrl+o", app__keys="f9")
    assert fits.keymap == {"interviews.order": "x,ctrl+o", "app.keys": "f9"}
    assert fits.warnings == ()


def test_an_unknown_action_is_told_with_the_nearest_one_and_the_rest_holds():
    fits = fit(interviews__ordre="x", app__keys="f9")
    assert fits.keymap == {"app.keys": "f9"}
    assert fits.warnings == (
        "keys.toml, line 1: there is no action “interviews.ordre”. "
        "Did you mean “interviews.order”?",
    )


def test_a_key_that_no_keyboard_has_is_told():
    fits = fit(interviews__order="ctrl+rigth")
    assert fits.keymap == {}
    assert "“ctrl+rigth” is no key" in fits.warnings[0]


def test_a_key_of_another_action_at_hand_at_once_is_refused():
    fits = fit(interviews__order="O", app__keys="f9")
    assert fits.keymap == {"app.keys": "f9"}
    (warning,) = fits.warnings
    assert "“O” already does “Turn round” (interviews.turn-round)" in warning
    assert "“interviews.order” keeps o." in warning


def test_a_key_that_holds_everywhere_is_refused_in_every_place():
    assert fit(interviews__order="?").keymap == {}
    assert fit(app__keys="o").keymap == {}


def test_two_actions_may_change_places():
    fits = fit(interviews__order="O", interviews__turn_round="o")
    assert fits.keymap == {"interviews.order": "O", "interviews.turn-round": "o"}
    assert fits.warnings == ()


def test_of_two_lines_with_one_key_the_first_holds():
    fits = fit(interviews__order="x", interviews__turn_round="x")
    assert fits.keymap == {"interviews.order": "x"}
    assert "line 2" in fits.warnings[0]


def test_when_a_line_falls_those_that_rested_on_it_fall_as_well():
    fits = fit(interviews__order="O", interviews__turn_round="ctrl+q")
    assert fits.keymap == {}
    assert len(fits.warnings) == 2


def test_actions_of_places_that_are_never_together_may_share_a_key():
    assert fit(interviews__order="f2").keymap == {"interviews.order": "f2"}


def test_a_letter_is_refused_where_letters_are_typed():
    for refused in (fit(app__quit="q"), fit(find__jump="j"), fit(filter__keep=".")):
        assert refused.keymap == {}
        assert "writes a letter there" in refused.warnings[0]
    assert fit(find__jump="ctrl+j").keymap == {"find.jump": "ctrl+j"}


def test_the_places_are_the_screens_with_their_parts():
    scopes = [place for place in places() if "find.scope" in place.screen]
    assert len(scopes) == 1
    assert scopes[0].together("find.scope", "find.jump")
    assert not scopes[0].together("interviews.order", "find.jump")
    assert FindField in vars(__import__(FindScreen.__module__, fromlist=["x"])).values()


@pytest.mark.parametrize(
    ("written", "normal", "said"),
    [
        ("?", "question_mark", "?"),
        ("/", "slash", "/"),
        ("-", "minus", "-"),
        ("å", "å", "å"),
        ("ctrl+right", "ctrl+right", "ctrl+→"),
        ("f2", "f2", "F2"),
        ("comma", "comma", ","),
        ("X", "X", "X"),
    ],
)
def test_keys_are_written_and_said_as_on_the_keyboard(written, normal, said):
    assert normal_key(written) == normal
    assert is_key(normal)
    assert written_key(normal) == written
    assert shown_key(normal) == said


async def test_a_chosen_key_works_and_is_shown(workspace):
    preferences = Preferences(keys=fit(interviews__finish="x", find__scope="f6"))
    app = WorkbenchApp(workspace, preferences=preferences)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert workspace.finished() == frozenset()
        await pilot.press("x")
        await settle(pilot)
        assert workspace.finished() == {"01"}
        assert any("x Finished" in line for line in shown(app))
        app.push_screen(FindScreen(workspace, interview="07"))
        await settle(pilot)
        assert any("F6  ● this interview" in line for line in shown(app))


async def test_what_does_not_hold_is_said_once_at_the_start(workspace):
    preferences = Preferences(keys=fit(interviews__ordre="x", interviews__order="O"))
    app = WorkbenchApp(workspace, preferences=preferences)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("enter", "escape", "escape")
        await settle(pilot)
        (told,) = [each for each in app._notifications if each.severity == "warning"]
        assert "line 1" in told.message
        assert "line 2" in told.message
        assert isinstance(app.screen, InterviewsScreen)


def test_a_broken_file_is_a_warning_and_the_keys_are_those_it_comes_with(tmp_path, monkeypatch):
    broken = tmp_path / "keys.toml"
    broken.write_text('"app.keys" = \n')
    monkeypatch.setenv("WORKBENCH_KEYS", str(broken))
    preferences = read_preferences()
    assert preferences.keys.keymap == {}
    assert "line 1" in preferences.keys.warnings[0]


async def test_the_chosen_theme_is_remembered_and_there_at_the_next_start(workspace, settings):
    app = WorkbenchApp(workspace, preferences=read_preferences())
    async with app.run_test() as pilot:
        await settle(pilot)
        app.theme = "workbench-light"
        await settle(pilot)
    again = WorkbenchApp(workspace, preferences=read_preferences())
    assert again.theme == "workbench-light"


async def test_a_theme_that_cannot_be_written_stops_nothing(workspace, settings):
    settings.write_text("a file where the folder should be")
    app = WorkbenchApp(workspace, preferences=read_preferences())
    async with app.run_test() as pilot:
        await settle(pilot)
        app.theme = "workbench-light"
        await settle(pilot)
        (told,) = app._notifications
        assert "The theme is not remembered" in told.message
        assert app.theme == "workbench-light"


async def test_an_unknown_theme_gives_the_first_one(workspace):
    app = WorkbenchApp(workspace, preferences=Preferences(theme="neon"))
    assert isinstance(app, App)
    assert app.theme == "workbench-dark"
