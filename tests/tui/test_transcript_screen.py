"""Reading one interview, key by key."""

import pytest
from textual.widgets import Static

from tests.conftest import run_workbench
from tests.tui.conftest import settle, shown
from workbench.errors import InputError
from workbench.model import Reference
from workbench.tui import run
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.transcript import TranscriptView


def reading(workspace, reference="07:2"):
    return WorkbenchApp(workspace, at=Reference.parse(reference))


def view_of(app):
    return app.screen.query_one(TranscriptView)


def row_of_place(app):
    view = view_of(app)
    return view._layout_rows.row_of(view.place) - view.scroll_offset.y


async def test_reading_begins_at_the_first_participants_turn(workspace):
    app = WorkbenchApp(workspace, interview="7")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert view_of(app).turn.number == 2
        assert 0 <= row_of_place(app) < view_of(app).size.height
        assert "Turn 2 of 80" in "\n".join(shown(app))


async def test_a_reference_opens_its_interview_at_its_turn(workspace):
    app = reading(workspace, "14:31+5")
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        assert view.interview.id == "14"
        assert view.place == view.interview.turn(31).start + 5
        assert 0 <= row_of_place(app) < view.size.height


async def test_a_reference_to_a_turn_that_is_not_there_says_so_and_opens_the_interview(workspace):
    app = reading(workspace, "07:999")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert view_of(app).interview.id == "07"
        assert any("no turn 999" in each.message for each in app._notifications)


async def test_an_interview_that_is_not_there_is_said_and_the_list_stays(workspace):
    app = WorkbenchApp(workspace, interview="99")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)
        assert any("“99”" in each.message for each in app._notifications)


def test_what_is_no_reference_is_refused_before_the_screen_starts(workspace):
    with pytest.raises(InputError, match="no reference"):
        run(workspace, at="sju")


async def test_square_brackets_are_text(open_text):
    app = WorkbenchApp(
        open_text("Moderator: Hur är det?", "IP1: Jo [ohörbart] och [/b] [red]så[/red] \\[x]."),
        interview="1",
    )
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Jo [ohörbart] och [/b] [red]så[/red] \\[x]." in "\n".join(shown(app))


async def test_header_lines_and_lines_between_turns_are_shown(open_text):
    app = WorkbenchApp(
        open_text("Fokusgrupp i Åmål", "Kommun: Åmål", "", "Moderator: Hej", "IP1: Hej hej."),
        interview="1",
    )
    async with app.run_test() as pilot:
        await settle(pilot)
        screen = "\n".join(shown(app))
        assert "Fokusgrupp i Åmål" in screen
        assert "Kommun: Åmål" in screen


async def test_t_goes_to_the_next_turn_and_capital_t_back(workspace):
    app = reading(workspace, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        await pilot.press("t")
        assert view.place == view.interview.turn(6).start
        await pilot.press("T", "T")
        assert view.place == view.interview.turn(4).start


async def test_capital_t_within_a_turn_goes_to_its_beginning(workspace):
    app = reading(workspace, "07:7")
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        await pilot.press("down", "down")
        assert view.turn.number == 7
        await pilot.press("T")
        assert view.place == view.interview.turn(7).start


async def test_turns_end_at_the_last_and_begin_at_the_first(workspace):
    app = reading(workspace, "07:80")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("t", "t")
        assert view_of(app).turn.number == 80
        await pilot.press("home", *"TTTT")
        assert view_of(app).place == 0


async def test_arrows_go_row_by_row_over_the_empty_ones(workspace):
    app = reading(workspace, "07:2")
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        seen = []
        for _ in range(14):
            await pilot.press("down")
            row = view._layout_rows.row_of(view.place)
            assert not view._layout_rows.is_empty(row)
            seen.append(row)
        assert seen == sorted(set(seen))
        for row in reversed(seen[:-1]):
            await pilot.press("up")
            assert view._layout_rows.row_of(view.place) == row


async def test_the_place_never_leaves_the_sight(workspace):
    app = reading(workspace, "07:2")
    async with app.run_test() as pilot:
        await settle(pilot)
        for key in ["pagedown"] * 5 + ["pageup"] * 7 + ["end", "up", "home", "down"] + ["t"] * 25:
            await pilot.press(key)
            assert 0 <= row_of_place(app) < view_of(app).size.height, key


async def test_home_and_end_go_to_the_edges(workspace):
    app = reading(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        await pilot.press("end")
        assert view.turn.number == 80
        assert view.scroll_offset.y == view.max_scroll_y
        await pilot.press("home")
        assert view.place == 0
        assert view.scroll_offset.y == 0


async def test_pages_reach_the_end_and_come_back(workspace):
    app = reading(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        view = view_of(app)
        before = view.place
        await pilot.press("pagedown")
        assert view.place > before
        await pilot.press(*["pagedown"] * 20)
        assert view.turn.number == 80


async def test_capital_n_and_p_go_through_the_interviews_and_say_where_they_end(workspace):
    app = reading(workspace, "02:1")
    async with app.run_test() as pilot:
        await settle(pilot)
        for key, expected in (("N", "03"), ("P", "02"), ("P", "01"), ("P", "01")):
            await pilot.press(key)
            await settle(pilot)
            assert view_of(app).interview.id == expected
        assert "This is the first interview." in "\n".join(shown(app))


async def test_the_place_in_an_interview_is_found_again(workspace):
    app = reading(workspace, "07:20")
    async with app.run_test() as pilot:
        await settle(pilot)
        place = view_of(app).place
        await pilot.press("N")
        await settle(pilot)
        await pilot.press("P")
        await settle(pilot)
        assert view_of(app).place == place
        await pilot.press("escape", "escape")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert view_of(app).place == place


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (250, 70), (60, 20), (30, 10)])
async def test_resizing_keeps_the_place_in_sight(workspace, size):
    app = reading(workspace, "07:40+30")
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        view = view_of(app)
        place, row = view.place, row_of_place(app)
        await pilot.resize_terminal(*size)
        await settle(pilot)
        assert view.place == place
        assert 0 <= row_of_place(app) < view.size.height
        await pilot.resize_terminal(100, 30)
        await settle(pilot)
        assert view.place == place
        assert abs(row_of_place(app) - row) <= 12


async def test_a_click_goes_to_the_word_clicked_on(workspace):
    app = reading(workspace, "07:5")
    async with app.run_test() as pilot:
        await settle(pilot)
        lines = shown(app)
        y = next(at for at, line in enumerate(lines) if "lokala samverkansgruppen" in line)
        await pilot.click(offset=(lines[y].index("samverkansgruppen") + 2, y))
        view = view_of(app)
        text = view.interview.text
        assert text[view.place - 2 : view.place + 15] == "samverkansgruppen"


async def test_codings_stand_in_the_margin_with_code_and_direction(workspace):
    app = reading(workspace, "06:7")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        line = next(each for each in shown(app) if "Vården är enklast" in each)
        assert "╮ STR +" in line


def grounds(app, words):
    """The colours behind the words, as they are painted."""
    strips = app.screen._compositor.render_strips()
    strip = next(each for each in strips if words in each.text)
    at = strip.text.index(words)
    cut = strip.crop(at, at + len(words))
    return {segment.style.bgcolor.triplet for segment in cut if segment.style}


async def test_coded_words_have_a_ground_of_their_own_and_overlaps_another(workspace):
    app = reading(workspace, "06:13")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        plain = grounds(app, "Arbetsförmedlingen?")
        one = grounds(app, "Där har vi gemensam")
        both = grounds(app, "första gången nån")
        assert len(plain) == len(one) == len(both) == 1
        assert len({*plain, *one, *both}) == 3


async def test_the_other_coders_codings_are_not_shown(highlands):
    from workbench.workflows.opening import Workspace

    workspace = Workspace.open(highlands, coder="Ny")
    app = reading(workspace, "06:13")
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        assert "0 without direction" in "\n".join(shown(app))
        assert view_of(app).interview is not None
        assert "╮" not in "\n".join(shown(app))
    workspace.close()


async def test_a_coding_made_by_another_process_appears_without_moving(workspace, highlands):
    app = reading(workspace, "07:7")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down")
        place, top = view_of(app).place, view_of(app).scroll_offset.y
        row = "intervju;replik;deltagare;kod;riktning;text\n07;8;IP5;SAM;-;Med samtycke.\n"
        done = run_workbench("code", highlands, "--from", "-", "--coder", "A", stdin=row)
        assert done.code == 0, done.err
        app.screen.look_for_changes()
        await settle(pilot)
        assert any("SAM −" in line for line in shown(app))
        assert (view_of(app).place, view_of(app).scroll_offset.y) == (place, top)


async def test_an_interview_removed_by_another_process_leads_back_to_the_list(workspace, highlands):
    app = reading(workspace, "07:7")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert run_workbench("remove", highlands, "07").code == 0
        app.screen.look_for_changes()
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)
        assert not any(" 07 " in line for line in shown(app))


async def test_one_shown_row_is_marked_as_the_place(workspace):
    app = reading(workspace, "07:7")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert sum("▍" in line for line in shown(app)) == 1
        await pilot.press("t")
        await pilot.pause()
        marked = [line for line in shown(app) if "▍" in line]
        assert len(marked) == 1
        assert "IP5" in marked[0]


async def test_question_mark_shows_the_keys_of_the_screen_and_escape_closes_them(workspace):
    app = reading(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        screen = "\n".join(shown(app))
        assert "To the next turn" in screen
        assert app.screen.query_one(Static)
        await pilot.press("escape")
        assert isinstance(app.screen, TranscriptScreen)


async def test_a_project_without_turns_in_an_interview_can_be_read(open_text):
    app = WorkbenchApp(open_text("Bara en rad utan talare."), interview="1")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Bara en rad utan talare." in "\n".join(shown(app))
        await pilot.press("t", "T", "down", "up", "pagedown", "home", "end")
