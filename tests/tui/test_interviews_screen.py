"""The list of interviews, key by key."""

import contextlib

import pytest
from textual.widgets import Input
from textual.worker import WorkerFailed

from tests.conftest import CORPUS, run_workbench
from tests.tui.conftest import CODEBOOK, settle, shown
from workbench.model import InterviewId, InterviewSummary
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interview_filter import matches
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.interview_columns import (
    BAR,
    bar_of,
    columns_for,
    fitting,
    in_order,
    percent_coded,
)
from workbench.tui.widgets.interview_table import InterviewTable
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
        assert "22" in row.split()
        assert "◐" in row
        assert size[0] == 80 or "1 332" in row.replace("\u00a0", " ")


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
        await pilot.press("N")
        await settle(pilot)
        await pilot.press("escape", "escape")
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
        await pilot.press("N")
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


@pytest.mark.parametrize("width", [60, 76, 79, 100, 139, 249])
def test_the_columns_fit_and_what_tells_of_the_work_stays(width):
    listed = [summary(), summary(attributes={"kommun": "Eksjö", "aktör": "Arbetsförmedlingen"})]
    columns = columns_for(listed, spelt_out=width >= 100)
    kept = fitting(columns, listed, width=width)
    names = [column.name for column, _ in kept]
    assert {"id", "title", "codings", "coded", "undirected", "state"} <= set(names)
    assert sum(cells + 2 for _, cells in kept) <= width


def test_a_wide_screen_shows_every_count_and_two_attributes():
    listed = [summary(title="Försäkringskassans medarbetare i Vetlanda", noted=True)]
    names = [column.name for column, _ in fitting(columns_for(listed), listed, width=138)]
    assert {"turns", "words", "people", "memo", "attribute:kommun", "attribute:roll"} <= set(names)


@pytest.mark.parametrize(
    ("coded", "words", "percent", "halves"),
    [
        (0, 100, "0%", 0),
        (0, 0, "0%", 0),
        (1, 1000, "<1%", 1),
        (50, 100, "50%", BAR),
        (999, 1000, ">99%", 2 * BAR - 1),
        (1000, 1000, "100%", 2 * BAR),
    ],
)
def test_the_share_coded_is_a_bar_that_can_be_read_without_colour(coded, words, percent, halves):
    each = summary(coded_words=coded, words=words)
    assert percent_coded(each) == percent
    full, rest = bar_of(coded / words if words else 0)
    assert len(full + rest) == BAR
    assert 2 * full.count("━") + full.count("╸") == halves
    assert set(rest) <= {"─"}


async def test_the_share_coded_and_what_has_no_direction_are_told(app, workspace):
    first = workspace.codings("01")[0]
    workspace.set_polarity(first.id, None)
    async with app.run_test() as pilot:
        await settle(pilot)
        row = next(line for line in shown(app) if " 01 " in line)
        told = next(each for each in workspace.interviews() if each.id == "01")
        assert percent_coded(told) in row
        assert "━" in row
        assert row.split()[-2] == "1"
        assert "1 coding without direction" in "\n".join(shown(app))


async def test_f_marks_the_interview_finished_and_takes_the_mark_away(app, workspace):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("down", "f")
        await settle(pilot)
        assert workspace.finished() == {"02"}
        assert any(" 02 " in line and "●" in line for line in shown(app))
        assert "20 of 21 interviews left" not in "\n".join(shown(app))
        await pilot.press("f", "f", "f")
        for _ in range(3):
            await settle(pilot)
        assert workspace.finished() == frozenset()
        await pilot.press("down")
        await settle(pilot)
        assert "21 of 21 interviews left" in "\n".join(shown(app))


async def test_undo_says_what_was_undone_and_goes_there_and_redo_does_it_again(app, workspace):
    coding = workspace.codings("05")[0]
    before = next(each.codings for each in workspace.interviews() if each.id == "05")
    workspace.uncode(coding.id)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("u")
        for _ in range(2):
            await settle(pilot)
        assert "undone: " in "\n".join(shown(app))
        now = next(each.codings for each in workspace.interviews() if each.id == "05")
        assert now == before
        assert app.screen.query_one(InterviewTable).under_cursor == "05"
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert "done again: " in "\n".join(shown(app))
        await pilot.press("down")
        await settle(pilot)
        assert "done again: " not in "\n".join(shown(app))
        assert "21 of 21 interviews left" in "\n".join(shown(app))


async def test_nothing_to_undo_is_said_in_the_status_line(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert "nothing" in shown(app)[-2]
        assert not app._notifications


async def test_without_a_coder_the_mark_is_refused_with_the_remedy(highlands):
    workspace = Workspace.open(highlands, coder="A")
    workspace.coder = None
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "--coder NAME" in "\n".join(shown(app))
    workspace.close()


async def test_m_writes_a_memo_on_the_interview_which_gets_a_sign(app, workspace):
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "✎" not in "\n".join(shown(app))
        await pilot.press("down", "down", "m")
        await settle(pilot)
        assert "Memo on interview 03" in "\n".join(shown(app))
        await pilot.press(*"tyst", "escape")
        for _ in range(2):
            await settle(pilot)
        assert workspace.interview("03").memo == "tyst"
        assert workspace.draft("interview:03") is None
        assert any(" 03 " in line and "✎" in line for line in shown(app))
        await pilot.press("m")
        await settle(pilot)
        assert "tyst" in "\n".join(shown(app))


async def test_capital_m_writes_the_memo_of_the_project(app, workspace):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("M")
        await settle(pilot)
        await pilot.press(*"andra varvet", "escape")
        for _ in range(2):
            await settle(pilot)
        assert workspace.project_memo() == "andra varvet"
        assert "✎" in shown(app)[0]


async def test_a_memo_that_was_being_typed_when_the_terminal_closed_is_there(app, workspace):
    workspace.keep_draft("project", "halvfärdig")
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("M")
        await settle(pilot)
        assert "halvfärdig" in "\n".join(shown(app))
        assert workspace.project_memo() == ""


async def test_a_memo_that_somebody_else_writes_meanwhile_is_not_overwritten(app, workspace):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        workspace.note_interview("01", "deras")
        await pilot.press(*"min", "escape")
        for _ in range(2):
            await settle(pilot)
        assert workspace.interview("01").memo == "deras"
        assert "Somebody else has written this memo meanwhile." in shown(app)[-2]
        await pilot.press("m")
        await settle(pilot)
        screen = "\n".join(shown(app))
        assert "It says now: deras" in screen
        assert "min" in screen


async def test_b_opens_the_codebook_and_escape_returns(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert "9 codes" in "\n".join(shown(app))
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)


async def test_one_goes_on_where_one_was_and_escape_gives_the_list(highlands, workspace):
    text = workspace.interview("09").text
    place = workspace.interview("09").turns[20].start
    workspace.remember("04", 3)
    workspace.remember("09", place)
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, TranscriptScreen)
        assert text[place : place + 12] in "\n".join(shown(app))
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)
        assert app.screen.query_one(InterviewTable).under_cursor == "09"


async def test_an_interview_that_is_named_goes_before_the_place_remembered(workspace):
    workspace.remember("09", 3)
    app = WorkbenchApp(workspace, interview="7")
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "07  Kommunens medarbetare" in "\n".join(shown(app))


async def test_a_place_in_an_interview_that_is_gone_gives_the_list(highlands, workspace):
    workspace.remember("09", 3)
    assert run_workbench("remove", highlands, "09").code == 0
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert isinstance(app.screen, InterviewsScreen)


async def test_another_theme_paints_the_list_anew(app):
    async with app.run_test() as pilot:
        await settle(pilot)
        app.theme = "workbench-light"
        await settle(pilot)
        strip = next(each for each in app.screen._compositor.render_strips() if " 02 " in each.text)
        bar = next(segment for segment in strip if "━" in segment.text)
        assert bar.style.color.name.lower() == app.current_theme.primary.lower()
