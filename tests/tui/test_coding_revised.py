"""Codings that a corrected text moved, changed or left without a place: marked until looked at."""

from tests.tui.conftest import settle
from tests.tui.desk import LARGE, coding_at, press, said, view_of, words_of
from workbench.tui.screens.lost import LostScreen
from workbench.workflows.opening import Workspace
from workbench.workflows.revising import revise, waiting
from workbench.workflows.transcribing import show_interview


async def test_a_coding_that_grew_is_marked_and_its_old_words_are_told(revised):
    workspace, grew, _ = revised
    app = coding_at(workspace, "06:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        loaded = app.screen.loaded
        assert loaded.coded.revision(grew.id) is not None
        view_of(app).go_to(loaded.coded.get(grew.id).span.start)
        await settle(pilot)
        shown = said(app)
        assert "≠" in shown
        assert "Words came in between" in shown


async def test_looking_takes_the_mark_off_in_the_project_and_undo_brings_it_back(revised):
    workspace, grew, _ = revised
    app = coding_at(workspace, "06:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        view_of(app).go_to(app.screen.loaded.coded.get(grew.id).span.start)
        app.screen.mean(app.screen.loaded.coded.get(grew.id))
        await press(pilot, "y")
        assert grew.id not in {each.coding.id for each in workspace.revised("06")}
        assert app.screen.loaded.coded.revision(grew.id) is None
        await press(pilot, "u")
        assert grew.id in {each.coding.id for each in workspace.revised("06")}
        assert app.screen.loaded.coded.revision(grew.id) is not None


async def test_looking_where_nothing_is_marked_says_so_and_writes_nothing(workspace):
    before = workspace.revision()
    app = coding_at(workspace, "07:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "y")
        assert workspace.revision() == before
        assert "marked" in said(app) or "No corrected text" in said(app)


async def test_what_is_marked_can_be_walked_through(revised):
    workspace, _, _ = revised
    app = coding_at(workspace, "06:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "l", "l", "l", "l")
        assert "codings to look at" in said(app)
        await press(pilot, "home", "n")
        marked = app.screen.loaded.coded.revised
        assert view_of(app).place == marked[0].coding.span.start


async def test_a_lost_coding_is_placed_on_the_words_selected_and_is_lost_no_more(revised):
    workspace, _, lost = revised
    app = coding_at(workspace, "06:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert [each.coding.id for each in app.screen.loaded.coded.lost] == [lost.id]
        await press(pilot, "t", "L")
        assert isinstance(app.screen, LostScreen)
        assert " ".join(waiting_words(workspace, lost).split())[:20] in said(app)
        await press(pilot, "enter")
        placed = next(each for each in workspace.codings("06") if each.id == lost.id)
        assert placed.code == lost.code
        assert placed.memo == lost.memo
        assert words_of(app, placed.span)
        assert app.screen.loaded.coded.lost == []
        await press(pilot, "u")
        assert [each.coding.id for each in app.screen.loaded.coded.lost] == [lost.id]


async def test_a_lost_coding_can_be_taken_away(revised):
    workspace, _, lost = revised
    app = coding_at(workspace, "06:1")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await press(pilot, "L", "d")
        assert waiting_words(workspace, lost) == ""
        assert not waiting(workspace.path, "06", coder="Ingen")
        await press(pilot, "u")
        assert waiting_words(workspace, lost)


async def test_a_text_that_is_revised_meanwhile_is_read_anew(highlands, tmp_path):
    workspace = Workspace.open(highlands, coder="A")
    app = coding_at(workspace, "06:3")
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        shown = show_interview(highlands, "06").text
        turn = view_of(app).interview.turns[3]
        file = tmp_path / "06 ny.txt"
        new = f"{shown[: turn.start]}Nyligen hörda ord. {shown[turn.start :]}"
        file.write_text(new, encoding="utf-8")
        revise(highlands, "06", file)
        app.screen.reload()
        await settle(pilot)
        assert "Nyligen hörda ord." in view_of(app).interview.text
    workspace.close()


def waiting_words(workspace, coding):
    found = [each for each in workspace.revised("06") if each.coding.id == coding.id]
    return found[0].words if found else ""
