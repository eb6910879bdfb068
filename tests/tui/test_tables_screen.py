"""The tables on the screen: every cut by keys, every cell counted anew, from a cell to its passages."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.tui.conftest import settle
from tests.tui.tabling import asked, cells, codes, go_to, grid_of, passages, press, tables, text_of
from workbench.model import CodeId, Percent, Polarity, Span, Unit
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.tables.asked import Asked
from workbench.tui.screens.tables.passages import CellScreen
from workbench.tui.screens.tables.reading import PassageReader
from workbench.tui.screens.tables.screen import TablesScreen
from workbench.tui.widgets.transcript import TranscriptView
from workbench.workflows.creating import new_project
from workbench.workflows.importing import import_interviews
from workbench.workflows.opening import Workspace

EKSJO = ("Eksjö",)
UNIT_KEYS = {unit: ["u"] * at for at, unit in enumerate(Unit)}


def counted_by_kommun(workspace):
    """Codings by code and kommun, from the codings themselves; those of moderators left out."""
    found = Counter()
    for each in workspace.interviews():
        interview = workspace.interview(each.id)
        participants = [
            turn for turn in interview.turns if turn.speaker not in interview.moderators
        ]
        for coding in workspace.codings(each.id):
            home = max(
                participants,
                key=lambda turn: (
                    min(turn.end, coding.span.end) - max(turn.start, coding.span.start)
                ),
            )
            kommun = interview.attributes_of(home.speaker).get("kommun", "(saknas)")
            top = coding.code.split(".")[0]
            found[top, coding.polarity and coding.polarity.value, kommun] += 1
    return found


def code_anew(workspace, code):
    """One more coding in an interview of Eksjö."""
    turn = list(workspace.interview("03").participant_turns())[4]
    workspace.code("03", Span(turn.start, turn.start + 4), CodeId(code))


async def test_t_opens_the_tables_from_the_list_and_escape_goes_back(workspace):
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "t")
        assert isinstance(app.screen, TablesScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, InterviewsScreen)


async def test_the_first_table_is_by_kommun_and_says_what_is_counted(workspace):
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        told = text_of(app)
        assert "Coded segments by kommun" in told
        assert "coder A" in told
        assert "21 interviews · 103 participants" in told
        for value in ("Aneby", "Eksjö", "Nässjö", "Sävsjö", "Tranås", "Vetlanda", "total"):
            assert value in told


async def test_every_cell_agrees_with_a_count_of_the_codings_themselves(workspace):
    expected = Counter()
    for (code, _sign, kommun), number in counted_by_kommun(workspace).items():
        expected[code, (kommun,)] += number
        expected[code, None] += number
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        found = {(code, parts): count for (code, _, parts), count in cells(app).items()}
        assert sum(found.values()) == sum(expected.values()) > 800
        assert found == {key: expected[key] for key in found}


async def test_split_by_direction_every_cell_agrees_and_the_balance_is_their_difference(workspace):
    counted = counted_by_kommun(workspace)
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "d")
        found = cells(app)
        for code in codes(app):
            for sign in "+-0":
                assert found[code, sign, EKSJO] == counted[code, sign, "Eksjö"]
            balance = counted[code, "+", "Eksjö"] - counted[code, "-", "Eksjö"]
            assert found[code, "balance", EKSJO] == balance
        assert any(value < 0 for (_, sign, _), value in found.items() if sign == "balance")
        assert "none without direction" in text_of(app)


async def test_codings_without_direction_have_a_row_of_their_own(workspace):
    coding = next(each for each in workspace.codings("03") if each.code == "STR")
    workspace.set_polarity(coding.id, None)
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "d")
        assert cells(app)["STR", "", None] == 1
        assert cells(app)["LED", "", None] == 0


@pytest.mark.parametrize("unit", list(Unit), ids=[unit.value for unit in Unit])
@pytest.mark.parametrize("crossed", [[], ["x"]], ids=["one attribute", "two crossed"])
async def test_the_passages_of_a_cell_add_up_to_it_in_every_unit(workspace, unit, crossed):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, *UNIT_KEYS[unit], *crossed)
        assert asked(app).cut.unit is unit
        some = [key for key, count in cells(app).items() if count]
        for code, direction, parts in (some[0], some[len(some) // 2], some[-1]):
            count = cells(app)[code, direction, parts]
            await go_to(pilot, code, parts, direction)
            await press(pilot, "enter")
            assert isinstance(app.screen, CellScreen)
            assert sum(each.number for each in passages(app)) == count
            assert all(each.text.strip() for each in passages(app))
            heading = " ".join(text_of(app).split("\n")[1].split())
            assert heading.startswith(f"{count:,} ".replace(",", " "))
            await press(pilot, "escape")
            assert (grid_of(app).here[0].code, grid_of(app).here[1].parts) == (code, parts)


async def test_the_passages_of_a_direction_are_those_of_that_direction(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "d")
        await go_to(pilot, "STR", EKSJO, "-")
        await press(pilot, "enter")
        listed = {(each.reference.interview, each.spans[0]) for each in passages(app)}
        expected = {
            (each.interview, each.span)
            for interview in workspace.interviews()
            if interview.attributes["kommun"] == "Eksjö"
            for each in workspace.codings(interview.id)
            if each.code == "STR" and each.polarity is Polarity.HINDERS
        }
        assert expected
        assert expected <= listed


async def test_from_a_cell_to_its_passage_in_the_interview_and_back_to_the_cell(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, "LED", EKSJO)
        await press(pilot, "enter", "down", "down", "enter")
        assert isinstance(app.screen, PassageReader)
        view = app.screen.query_one(TranscriptView)
        passage = app.screen_stack[-2].query_one("#passages").under_cursor
        assert view.place == passage.spans[0].start
        assert view.interview.id == passage.reference.interview
        await press(pilot, "escape")
        assert app.screen.query_one("#passages").under_cursor == passage
        await press(pilot, "escape")
        assert (grid_of(app).here[0].code, grid_of(app).here[1].parts) == ("LED", EKSJO)


async def test_in_the_interview_next_goes_through_the_passages_of_the_cell(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, "LED", EKSJO)
        await press(pilot, "enter")
        places = [(each.reference.interview, each.spans[0].start) for each in passages(app)]
        assert len({interview for interview, _ in places}) > 1
        await press(pilot, "enter")
        walked = []
        for _ in places:
            view = app.screen.query_one(TranscriptView)
            walked.append((view.interview.id, view.place))
            await press(pilot, "n")
        assert walked == places


async def test_coding_there_changes_the_list_and_the_cell_one_comes_back_to(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, "LED", EKSJO)
        before = grid_of(app).here[2].count
        await press(pilot, "enter", "enter", "delete")
        await press(pilot, "escape")
        assert len(passages(app)) == before - 1
        await press(pilot, "escape")
        assert grid_of(app).here[2].count == before - 1


async def test_an_empty_cell_and_a_balance_say_why_nothing_is_listed(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "d")
        await go_to(pilot, "STR", EKSJO, "balance")
        await press(pilot, "enter")
        assert "The balance has no passages of its own" in text_of(app)
        nothing = next(key for key, count in cells(app).items() if not count and key[1] in "+-0")
        await go_to(pilot, nothing[0], nothing[2], nothing[1])
        await press(pilot, "enter")
        assert "There is nothing in this cell." in text_of(app)
        assert isinstance(app.screen, TablesScreen)


# -- the cut ----------------------------------------------------------------------------------


async def test_a_goes_through_every_attribute_and_the_whole_and_round(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        met = []
        for _ in range(10):
            met.append(asked(app).first)
            assert f"by {met[-1]}" in text_of(app) if met[-1] else "in all" in text_of(app)
            await press(pilot, "a")
        assert met[0] == asked(app).first == "kommun"
        assert {"aktör", "roll", "interview", "participant", "week", None} < set(met)
        await press(pilot, "A", "a")
        assert asked(app).first == "kommun"


async def test_x_crosses_it_and_the_headings_tell_both(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert asked(app).cut.by == ("kommun", "aktör")
        told = text_of(app)
        assert "by kommun × aktör" in told
        assert "Vårdgivare" in told
        await press(pilot, "X")
        assert asked(app).cut.by == ("kommun",)


async def test_the_first_attribute_never_crosses_itself(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "x", "A", "A", "A")
        assert asked(app).cut.by[0] == "aktör"
        assert asked(app).second is None


async def test_an_attribute_is_chosen_from_a_list(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "b", "home", "enter")
        assert asked(app).cut.by == ("aktör",)
        await press(pilot, "B", "end", "up", "enter")
        assert asked(app).cut.by == ("aktör", "week")
        await press(pilot, "b", "escape")
        assert asked(app).cut.by == ("aktör", "week")


async def test_shares_are_said_in_the_heading_and_in_the_cell(workspace):
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await go_to(pilot, "LED", EKSJO)
        table = workspace.tables.count(
            replace(asked(app).cut, percent=Percent.ROW), asked(app).coder
        ).table
        row = next(each for each in table.rows if (each.value, each.code) == ("Eksjö", "LED"))
        await press(pilot, "percent_sign")
        assert "% of the row" in text_of(app)
        assert f"{100 * row.percent_with_children:.1f} % of the row" in text_of(app)
        await press(pilot, "percent_sign", "percent_sign", "percent_sign")
        assert asked(app).cut.percent is None


async def test_segments_have_no_share_of_all_there_are_and_turns_have(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "u", *["percent_sign"] * 4)
        assert "% of all turns" in text_of(app)
        await press(pilot, "U")
        assert asked(app).cut.percent is None
        assert "Coded segments" in text_of(app)


async def test_per_1000_words_and_the_other_coder(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        of_a = cells(app)
        await press(pilot, "t")
        assert "per 1,000 words" in text_of(app)
        await press(pilot, "k")
        assert "coder B" in text_of(app)
        assert cells(app) != of_a
        await press(pilot, "K")
        assert cells(app) == of_a


async def test_sub_codes_are_folded_one_by_one_and_all_and_their_figures_stay(workspace):
    code_anew(workspace, "STR.rutiner")
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "STR.rutiner" in codes(app)
        whole = cells(app)["STR", None, None]
        await go_to(pilot, "STR.rutiner", EKSJO)
        await press(pilot, "space")
        assert "STR.rutiner" not in codes(app)
        assert cells(app)["STR", None, None] == whole
        assert grid_of(app).here[0].code == "STR"
        await go_to(pilot, "STR", None)
        assert f"{whole - 1} of the code itself" in text_of(app)
        await press(pilot, "space")
        assert "STR.rutiner" in codes(app)
        await press(pilot, "s")
        assert "STR.rutiner" not in codes(app)
        assert "sub-codes folded" in text_of(app)


async def test_the_moves_stay_inside_and_keep_the_cell_in_sight(workspace):
    app = tables(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        await settle(pilot)
        await press(pilot, "d")
        grid = grid_of(app)
        await press(pilot, "end", "ctrl+end", "right", "down")
        laid = grid._laid
        assert grid.at == (len(laid.rows) - 1, len(laid.columns) - 1)
        assert "total" in text_of(app)
        assert "balance" in text_of(app)
        await press(pilot, "home", "ctrl+home", "up", "left", "pagedown", "pageup")
        assert grid.at == (0, 0)
        assert "Aneby" in text_of(app)


async def test_every_figure_in_sight_is_whole(workspace):
    app = tables(workspace)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "b", "end", "up", "up", "enter", "percent_sign")
        for _ in range(30):
            grid = grid_of(app)
            columns, _more = grid._in_sight()
            assert grid.at[1] in columns
            lines = text_of(app).split("\n")
            row = next(line for line in lines if "■ STR" in line)
            for at in columns:
                words = grid._laid.rows[codes(app).index("STR")].cells[at].words
                assert all(word in row for word in words)
            await press(pilot, "right")


async def test_missing_values_stand_last_under_saknas(workspace, highlands, tmp_path):
    transcript = tmp_path / "22-samtal.txt"
    transcript.write_text("IP1: Vi ringer när det behövs. Å andra sidan.\n", encoding="utf-8")
    assert not import_interviews(highlands, [transcript]).failed
    turn = next(workspace.interview("22").participant_turns())
    workspace.code("22", Span(turn.start, turn.end), CodeId("KUN"))
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        heading = next(line for line in text_of(app).split("\n") if "Aneby" in line)
        assert heading.split()[-2:] == ["(saknas)", "total"]
        assert cells(app)["KUN", None, ("(saknas)",)] == 1
        await go_to(pilot, "KUN", ("(saknas)",))
        await press(pilot, "enter")
        assert [each.place for each in passages(app)] == ["22:1"]


# -- news, files, nothing to show -------------------------------------------------------------


async def test_what_another_process_codes_is_counted_while_one_looks(workspace, highlands):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await go_to(pilot, "LED", EKSJO)
        before = grid_of(app).here[2].count
        other = Workspace.open(highlands, coder="A")
        code_anew(other, "LED")
        other.close()
        await pilot.pause(1.2)
        await settle(pilot)
        assert grid_of(app).here[2].count == before + 1


async def test_w_writes_what_is_shown_and_never_over_a_file(workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "x", "percent_sign", "w", "enter")
        target = tmp_path / "table-kommun-aktör.xlsx"
        assert target.stat().st_size > 4000
        assert "Written: table-kommun-aktör.xlsx" in text_of(app)
        kept = target.read_bytes()
        await press(pilot, "w", "enter")
        assert "There is “table-kommun-aktör.xlsx” already." in text_of(app)
        await press(pilot, "escape")
        assert target.read_bytes() == kept


async def test_a_file_holds_the_rows_that_are_shown(workspace, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code_anew(workspace, "STR.rutiner")
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "w", *["backspace"] * 5, *".md", "enter")
        assert "STR.rutiner" in (tmp_path / "table-kommun.md").read_text(encoding="utf-8")
        await press(pilot, "s", "w", *["backspace"] * 17, *"två.md", "enter")
        assert "STR.rutiner" not in (tmp_path / "två.md").read_text(encoding="utf-8")


async def test_a_kind_of_file_that_is_not_written_is_said_in_the_dialog(workspace, tmp_path):
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "w", *["backspace"] * 5, *".pdf", "enter")
        assert ".pdf" in text_of(app)
        assert not list(tmp_path.glob("*.pdf"))
        assert not isinstance(app.screen, TablesScreen)


async def test_a_coder_who_has_coded_nothing_is_told_how_to_see_others(fresh):
    app = tables(fresh)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "Ny has coded nothing yet." in text_of(app)
        await press(pilot, "k")
        assert "coder A" in text_of(app)
        assert "Aneby" in text_of(app)


@pytest.mark.parametrize("key", ["a", "x", "u", "percent_sign", "d", "s", "space", "enter", "w"])
async def test_an_empty_project_says_so_and_every_key_is_harmless(tmp_path, key):
    path = tmp_path / "tom.workbench"
    new_project(path, "danermark")
    workspace = Workspace.open(path, coder=None)
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        assert "There are no interviews in this project yet." in text_of(app)
        await press(pilot, key, "escape")
        assert app.return_code is None
    workspace.close()


async def test_the_cut_is_kept_when_one_comes_again(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "x", "u", "escape", "t")
        assert asked(app).cut.by == ("kommun", "aktör")
        assert asked(app).cut.unit is Unit.TURNS


def test_steps_there_and_back_come_to_the_same_table():
    attributes = ("aktör", "kommun", "roll")
    for by in ((None, None), ("aktör", None), ("kommun", "roll"), ("roll", "aktör")):
        start = Asked().by(*by)
        assert start.step_second(attributes, 1).step_second(attributes, -1) == start
        assert start.step_unit(1).step_unit(-1) == start
        assert start.step_percent(1).step_percent(-1) == start
        if by[1] is None:
            assert start.step_first(attributes, 1).step_first(attributes, -1) == start
