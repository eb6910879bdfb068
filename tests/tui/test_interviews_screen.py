"""The list of interviews, key by key."""

import contextlib

import pytest
from textual.widgets import Input
from textual.worker import WorkerFailed

from tests.conftest import CORPUS, run_workbench
from tests.tui.conftest import CODEBOOK, settle, shown
from workbench.model import InterviewId, InterviewSummary
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interviews import InterviewsScreen, matches
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.interview_table import InterviewTable, columns_for, fitting, in_order
from workbench.workflows.creating import new_project
from workbench.workflows.opening import Workspace

SIZES = [(80, 24), (140, 45), (250, 70)]


def rows_shown(app):
    table = app.screen.query_one(InterviewTable)
    return [row.value for row in table.rows]


def summary(**fields):
    defaults = {
        "id": InterviewId("07"),
        "title": "Kommunens medarbetare i Nässjö",
        "attributes": {"kommun": "Nässjö", "roll": "medarbetare"},
        "source_name": "",
        "turns": 80,
        "words": 1332,
        "participants": 5,
        "codings": 22,
        "finished": False,
    }
    return InterviewSummary(**{**defaults, **fields})


@pytest.mark.parametrize("size", SIZES)
async def test_every_interview_is_listed_with_its_counts(app, size):
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert len(rows_shown(app)) == 21
        row = next(line for line in shown(app) if " 07 " in line)
        assert "Kommunens medarbetare" in row
        assert "1 332" in row.replace("\u00a0", " ")
        assert "◐" in row


async def test_where_there_is_room_the_attributes_that_make_groups_are_shown(app):
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        row = next(line for line in shown(app) if " 07 " in line)
        assert {"Kommun", "Nässjö", "medarbetare"} <= set(row.split())


async def test_enter_opens_the_interview_under_the_cursor_and_escape_returns_to_it(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, TranscriptScreen)
        assert "03  Kommunens medarbetare i Eksjö" in "\n".join(shown(app))
        await pilot.press("n")
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)
        assert app.screen.query_one(InterviewTable).under_cursor == "04"


async def test_a_click_opens_an_interview(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        row = next(y for y, line in enumerate(shown(app)) if " 05 " in line)
        await pilot.click(offset=(10, row))
        await pilot.click(offset=(10, row))
        await settle(pilot)
        assert "05  Arbetsförmedlingens chefer" in "\n".join(shown(app))


@pytest.mark.parametrize("typed", ["nässjö", "nassjo", "NÄSSJÖ"])
async def test_typing_after_slash_leaves_the_interviews_that_match(app, typed):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("slash", *typed)
        await settle(pilot)
        assert rows_shown(app) == ["07", "08", "09", "10"]
        assert app.screen.query_one(InterviewTable).under_cursor == "07"
        assert "4 of 21 shown" in "\n".join(shown(app))


async def test_enter_in_the_filter_goes_to_the_list_and_next_walks_what_is_shown(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("slash", *"chefer", "enter", "enter")
        await settle(pilot)
        await pilot.press("n")
        await settle(pilot)
        assert "05  Arbetsförmedlingens chefer" in "\n".join(shown(app))


async def test_escape_takes_the_filter_away(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("slash", *"eksjö", "escape")
        await settle(pilot)
        assert len(rows_shown(app)) == 21
        assert not app.screen.query_one("#filter", Input).display


async def test_a_filter_that_matches_nothing_says_so(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("slash", *"[xyz]")
        await settle(pilot)
        assert "Nothing matches “[xyz]”." in "\n".join(shown(app))


async def test_the_keys_of_the_list_are_letters_in_the_filter(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("slash", "o", "O", "slash", "question_mark")
        assert app.screen.query_one("#filter", Input).value == "oO/?"


def test_every_word_must_occur_in_any_order():
    assert matches(summary(), "medarb 07 NÄSSJÖ")
    assert not matches(summary(), "medarbetare eksjö")
    assert matches(summary(finished=True), "finished")
    assert not matches(summary(), "finished")


async def test_o_sorts_by_one_column_after_the_other_and_capital_o_turns_round(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        names = [column.name for column in columns_for(app.screen._interviews)]
        orders = {}
        for _ in names:
            orders[app.screen._sorted_by] = rows_shown(app)
            await pilot.press("o")
            await settle(pilot)
        assert set(orders) == set(names)
        assert rows_shown(app) == orders["id"]
        words = {each.id: each.words for each in app.screen._interviews}
        counted = [words[each] for each in orders["words"]]
        assert counted == sorted(counted, reverse=True)
        await pilot.press("O")
        await settle(pilot)
        assert rows_shown(app) == list(reversed(orders["id"]))


async def test_names_are_sorted_as_in_swedish(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        app.screen._sort_by("attribute:kommun")
        await settle(pilot)
        kommun = {each.id: each.attributes["kommun"] for each in app.screen._interviews}
        met = list(dict.fromkeys(kommun[each] for each in rows_shown(app)))
        assert met == ["Aneby", "Eksjö", "Höglandet", "Nässjö", "Sävsjö", "Tranås", "Vetlanda"]


def test_figures_among_the_attributes_are_sorted_as_numbers():
    listed = [summary(id=InterviewId(n), attributes={"antal": n}) for n in ("15", "4", "10")]
    column = next(each for each in columns_for(listed) if each.name == "attribute:antal")
    assert [each.id for each in in_order(listed, column, backwards=False)] == ["4", "10", "15"]


async def test_a_click_on_a_heading_sorts_by_it_and_a_second_one_turns_round(app):
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        heading = next(y for y, line in enumerate(shown(app)) if " Words " in line)
        column = shown(app)[heading].index("Words") + 1
        await pilot.click(offset=(column, heading))
        await settle(pilot)
        first = rows_shown(app)
        await pilot.click(offset=(column, heading))
        await settle(pilot)
        assert first[0] == "14"
        assert rows_shown(app)[-1] == "14"


async def test_the_cursor_stays_on_its_interview_when_the_list_is_sorted(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "down", "o", "o", "O")
        await settle(pilot)
        assert app.screen.query_one(InterviewTable).under_cursor == "03"


async def test_page_and_edge_keys_move_the_cursor(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        table = app.screen.query_one(InterviewTable)
        await pilot.press("end")
        assert table.under_cursor == "21"
        await pilot.press("pageup")
        assert table.under_cursor < "10"
        await pilot.press("pagedown", "home")
        assert table.under_cursor == "01"


async def test_an_empty_project_tells_the_command_that_fills_it(tmp_path):
    path = tmp_path / "ny studie.workbench"
    new_project(path, str(CODEBOOK))
    workspace = Workspace.open(path, coder=None)
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        screen = "\n".join(shown(app))
        assert "There are no interviews in this project yet." in screen
        assert 'workbench import "ny studie.workbench" transcripts/*' in screen
        assert "reading without a coder" in screen
        await pilot.press("o", "enter", "down")
    workspace.close()


async def test_codings_of_the_other_coder_are_not_counted(highlands):
    workspace = Workspace.open(highlands, coder="Ny kodare")
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        row = next(line for line in shown(app) if " 07 " in line)
        assert "○ new" in row
    workspace.close()


async def test_what_another_process_writes_appears_in_the_list(app, highlands):
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await pilot.press("down", "down")
        done = run_workbench("finish", highlands, "07", "--coder", "A")
        assert done.code == 0, done.err
        app.screen.look_for_changes()
        await settle(pilot)
        row = next(line for line in shown(app) if " 07 " in line)
        assert "● finished" in row
        assert app.screen.query_one(InterviewTable).under_cursor == "03"


async def test_an_interview_imported_elsewhere_appears_and_one_removed_goes(app, highlands):
    async with app.run_test() as pilot:
        await settle(pilot)
        assert run_workbench("remove", highlands, "07").code == 0
        app.screen.look_for_changes()
        await settle(pilot)
        assert "07" not in rows_shown(app)
        file = next(CORPUS.glob("07*"))
        assert run_workbench("import", highlands, file).code == 0
        app.screen.look_for_changes()
        await settle(pilot)
        assert "07" in rows_shown(app)


async def test_a_project_that_answers_no_more_is_told_once(highlands):
    workspace = Workspace.open(highlands, coder="A")
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        workspace.close()
        for _ in range(3):
            app.screen.look_for_changes()
            for _ in range(3):
                await pilot.pause()
                with contextlib.suppress(WorkerFailed):
                    await app.workers.wait_for_complete()
        told = [each for each in app._notifications if each.severity == "error"]
        assert len(told) == 1
        assert len(rows_shown(app)) == 21


@pytest.mark.parametrize("width", [40, 60, 79, 100, 139, 249])
def test_the_columns_fit_and_the_title_stays(width):
    listed = [summary(), summary(attributes={"kommun": "Eksjö", "aktör": "Arbetsförmedlingen"})]
    columns = columns_for(listed, spelt_out=width >= 100)
    kept = fitting(columns, listed, width=width)
    names = [column.name for column, _ in kept]
    assert {"id", "title", "turns", "words", "people", "codings", "state"} <= set(names)
    assert sum(cells + 2 for _, cells in kept) <= max(width, 58)
