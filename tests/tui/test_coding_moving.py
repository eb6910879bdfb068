"""Selecting, walking and finding on the coding screen, key by key."""

from tests.tui.conftest import settle, shown
from tests.tui.desk import LARGE, coding_at, press, said, view_of, words_of
from workbench.model import Polarity

# Selecting


async def test_dragging_the_mouse_selects_and_a_double_click_selects_the_word(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        lines = shown(app)
        y = next(at for at, line in enumerate(lines) if "lokala samverkansgruppen" in line)
        x = lines[y].index("lokala")
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + 23, y))
        await pilot.mouse_up(offset=(x + 23, y))
        await settle(pilot)
        assert words_of(app, view_of(app).target) == "lokala samverkansgruppen"
        await pilot.click(offset=(x + 9, y), times=2)
        await settle(pilot)
        assert words_of(app, view_of(app).target) == "samverkansgruppen"


async def test_shift_and_arrows_select_and_a_move_lets_go(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        start = view_of(app).place
        await press(pilot, *["shift+right"] * 4, "shift+left")
        assert view_of(app).selection.span.end - start == 3
        await press(pilot, "shift+down")
        assert view_of(app).selection.span.end - start > 30
        await press(pilot, "right")
        assert view_of(app).selection is None


async def test_v_selects_from_the_word_and_every_move_extends_it(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "v")
        first = words_of(app, view_of(app).target)
        assert " " not in first
        await press(pilot, "s")
        assert words_of(app, view_of(app).target).endswith(".")
        assert "selected" in said(app)
        await press(pilot, "S", "W", "W")
        assert words_of(app, view_of(app).target).endswith(first)
        await press(pilot, "t")
        await press(pilot, "escape")
        assert view_of(app).selection is None
        assert not view_of(app).selecting


# Walking and finding


async def test_n_walks_through_every_coding_also_those_that_begin_at_one_place(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "1", "3", "plus", "t", "2", "home", "l")
        seen = []
        for _ in range(3):
            await press(pilot, "n")
            seen.append(app.screen.meant().code)
        assert sorted(seen[:2]) == ["LED", "STA"]
        assert seen[2] == "STR"
        await press(pilot, "n")
        assert "No more codings below." in said(app)
        await press(pilot, "p", "p")
        assert app.screen.meant().code == seen[0]


async def test_n_walks_through_codings_without_direction_until_there_are_none(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "1", "3", "plus", "8", "home", "l", "l")
        await press(pilot, "n", "minus", "n", "0", "home", "n")
        assert "No more codings without direction below." in said(app)
        found = {each.code: each.polarity for each in fresh.codings("07")}
        assert None not in found.values()
        assert found["STA"] is Polarity.PROMOTES


async def test_n_walks_through_uncoded_turns_of_participants(workspace):
    app = coding_at(workspace, "06:1")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "l", "l", "l", "n", "n")
        turn = view_of(app).turn
        assert not view_of(app).interview.is_moderator(turn)
        assert not any(
            each.span.start < turn.end and each.span.end > turn.start
            for each in workspace.codings("06")
        )


async def test_another_of_the_codings_on_one_spot_can_be_meant(fresh):
    app = coding_at(fresh, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "1", "3", "8", "left", "right")
        meant = []
        for _ in range(3):
            await press(pilot, "x")
            meant.append(app.screen.meant().code)
        assert sorted(meant) == ["LED", "SAM", "STA"]
        assert "of the 3 codings here" in said(app)
        await press(pilot, "minus")
        directed = [each.code for each in fresh.codings("07") if each.polarity is not None]
        assert directed == [meant[-1]]


async def test_hits_are_walked_through_into_the_next_interview(fresh):
    app = coding_at(fresh, "01:1")
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "slash", "f2", *"forum", "enter")
        seen = {app.screen.loaded.interview.id}
        for _ in range(8):
            await press(pilot, "n")
            view = view_of(app)
            assert view.interview.text[view.place : view.place + 5].casefold() == "forum" or (
                "No more hits in any interview." in said(app)
            )
            seen.add(view.interview.id)
        assert len(seen) > 1


async def test_a_search_goes_to_the_hit_walks_through_hits_and_returns(fresh):
    app = coding_at(fresh, "07:40")
    async with app.run_test() as pilot:
        await settle(pilot)
        before = view_of(app).place
        await press(pilot, "slash", *"samverkans")
        await press(pilot, "enter")
        view = view_of(app)
        assert view.interview.text[view.place : view.place + 10].casefold() == "samverkans"
        first = view.place
        await press(pilot, "p")
        assert view.place < first or "No more hits above" in said(app)
        await press(pilot, "backspace")
        assert view_of(app).place == before
