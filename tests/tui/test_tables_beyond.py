"""What goes on from the tables: contrasts that say what cannot be told, queries and their passages."""

import pytest

from tests.tui.conftest import settle
from tests.tui.tabling import asked, go_to, grid_of, passages, press, tables, text_of
from workbench.model import CellKey, CodeId, Coder, Finding
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.tables.contrast import ContrastScreen
from workbench.tui.screens.tables.passages import CellScreen
from workbench.tui.screens.tables.query import QueryScreen
from workbench.tui.screens.tables.reading import PassageReader
from workbench.tui.screens.tables.screen import TablesScreen
from workbench.tui.widgets.transcript import TranscriptView
from workbench.workflows.querying import find_passages, save_query


async def asking(pilot, query):
    """Open the queries from the list and ask one."""
    await settle(pilot)
    await press(pilot, "F", *query, "enter")
    await settle(pilot)


# -- contrasts --------------------------------------------------------------------------------


async def test_contrasts_say_of_every_cell_what_the_contrast_says(workspace):
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        cut = asked(app).cut
        await press(pilot, "c")
        found = workspace.tables.contrast(cut, Coder("A"))
        signs = {Finding.MORE: "▲", Finding.LESS: "▼", Finding.NOT_SHOWN: "="}
        laid = grid_of(app)._laid
        shown = {
            (column.value, row.code): cell.words[-1]
            for row in laid.rows
            for column, cell in zip(laid.columns, row.cells, strict=True)
            if column.parts is not None
        }
        assert shown == {
            (each.value, each.code): signs.get(each.finding, "?") for each in found.cells
        }
        assert "?" in shown.values()


async def test_where_there_are_too_few_interviews_it_cannot_be_told(workspace):
    app = tables(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "c")
        await go_to(pilot, "LED", ("Aneby",))
        told = text_of(app)
        assert "cannot be told: too few interviews" in told
        assert "of 52 (9.6 %) here" in told
        await press(pilot, "end")
        assert "common to all; no difference shown" in text_of(app)


async def test_the_passages_of_a_contrast_are_those_of_the_cell(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "d", "x", "c")
        assert isinstance(app.screen, ContrastScreen)
        parts = grid_of(app).here[1].parts
        assert len(parts) == 2
        count = grid_of(app).here[2].count
        await press(pilot, "enter")
        assert isinstance(app.screen, CellScreen)
        assert sum(each.number for each in passages(app)) == count > 0
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TablesScreen)
        assert asked(app).cut.polarity


async def test_another_unit_is_compared_anew(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "c", "u")
        assert "by kommun: turns" in text_of(app)
        await press(pilot, "enter")
        cut = app.screen._asked.cut
        key = CellKey(("Aneby",), CodeId("LED"))
        assert len(passages(app)) == len(workspace.tables.passages(cut, key, Coder("A")))


async def test_without_an_attribute_nothing_is_compared_and_it_is_said(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "b", "end", "enter", "c")
        assert isinstance(app.screen, TablesScreen)
        assert "Nothing is compared: count by an attribute first." in text_of(app)


# -- queries ----------------------------------------------------------------------------------


async def test_a_query_lists_what_the_command_finds(workspace, highlands):
    query = "STR- near:1 STA"
    expected = find_passages(highlands, query, coder="A").passages
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await asking(pilot, query)
        assert isinstance(app.screen, QueryScreen)
        assert [each.reference for each in passages(app)] == [each.reference for each in expected]
        assert f"{len(expected)} passages in" in text_of(app)


async def test_enter_goes_to_the_passage_and_escape_comes_back_to_the_list(workspace):
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await asking(pilot, "LED where kommun=Eksjö")
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, PassageReader)
        view = app.screen.query_one(TranscriptView)
        at = view.interview.id, view.place
        await press(pilot, "escape")
        passage = passages(app)[1]
        assert at == (passage.reference.interview, passage.spans[0].start)
        assert app.screen.query_one("#passages").under_cursor == passage
        await press(pilot, "escape")
        assert isinstance(app.screen, InterviewsScreen)


async def test_words_are_found_coded_or_not_with_what_is_around_them(workspace):
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await asking(pilot, 'text:"Försäkringskassan"')
        assert len(passages(app)) > 10
        for each in passages(app):
            text = workspace.text_of(each.reference.interview)
            assert text[each.spans[0].start : each.spans[0].end].casefold() == "försäkringskassan"
            assert "örsäkringskassan" in each.text


@pytest.mark.parametrize(
    ("query", "word"), [("STR near:1 XYZ", "XYZ"), ("STR and", ""), ("STR where län=F", "län=F")]
)
async def test_a_query_that_cannot_be_read_points_at_the_word(workspace, query, word):
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await asking(pilot, query)
        field = app.screen.query_one("#query")
        assert "! At" in text_of(app)
        assert field.has_focus
        assert field.value == query
        if word:
            assert field.selected_text in word


async def test_what_was_wrong_is_forgotten_when_the_next_query_is_answered(workspace):
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await asking(pilot, "LED and XYZ")
        await press(pilot, *["backspace"] * 30)
        app.screen.query_one("#query").value = "LED"
        await press(pilot, "enter")
        assert "! At" not in text_of(app)
        assert passages(app)


async def test_nothing_found_is_said(workspace):
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await asking(pilot, 'text:"solsken över Äppelbo"')
        assert 'Nothing answers to “text:"solsken över Äppelbo"”.' in text_of(app)


async def test_queries_that_are_kept_are_offered(workspace, highlands):
    save_query(highlands, "hinder", "STR- near:1 STA")
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(140, 45)) as pilot:
        await settle(pilot)
        await press(pilot, "F")
        assert "@hinder  STR- near:1 STA" in text_of(app)
        await press(pilot, *"@hinder", "enter")
        assert passages(app)


async def test_the_query_is_found_from_the_tables_as_well(workspace):
    app = tables(workspace)
    async with app.run_test() as pilot:
        await settle(pilot)
        await press(pilot, "F", *"LED", "enter", "slash")
        assert app.screen.query_one("#query").has_focus
        await press(pilot, "escape")
        assert isinstance(app.screen, TablesScreen)
