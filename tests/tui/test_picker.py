"""Picking a code while one types."""

import pytest

from tests.conftest import ROOT
from tests.tui.conftest import settle, shown
from tests.tui.dialogs import BOOK, opened, pressed
from workbench.codebook import read_codebook
from workbench.model import Codebook, CodeId
from workbench.tui.screens.picker import CodePicker, FoundCodes

COUNTS = {CodeId("STR"): 12, CodeId("STR.rutiner"): 3}


def danermark():
    text = (ROOT / "codebooks/danermark.yaml").read_text(encoding="utf-8")
    return read_codebook(text, name="danermark.yaml")


def picker(book=BOOK, **options):
    return CodePicker(book, COUNTS, "Code the selection", **options)


def found(app):
    return app.screen.query_one(FoundCodes).codes


def screen_text(app):
    return "\n".join(shown(app))


@pytest.mark.parametrize("size", [(80, 24), (140, 45), (250, 70)])
async def test_all_codes_are_listed_with_id_name_key_and_count(app, size):
    async with app.run_test(size=size) as pilot:
        await opened(pilot, picker())
        row = next(line for line in shown(app) if "STR.rutiner" in line)
        assert "Rutiner" in row
        assert " 3 " in row
        row = next(line for line in shown(app) if "Struktur" in line and "12" in line)
        assert {"STR", "2"} <= set(row.split())


async def test_the_list_narrows_at_each_key_and_enter_takes_the_first(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        await pressed(pilot, *"ru")
        assert found(app)[0] == "STR.rutiner"
        await pressed(pilot, *"tin")
        assert found(app) == ("STR.rutiner",)
        await pressed(pilot, "enter")
        assert dialog.result == "STR.rutiner"


@pytest.mark.parametrize("typed", ["mål", "mal", "MAL"])
async def test_dots_may_be_left_out(app, typed):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        await pressed(pilot, *typed, "enter")
        assert dialog.result == "MAL"


async def test_keys_that_come_faster_than_the_screen_are_not_lost(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        field = app.screen.query_one("#wanted")
        field.value = "forum"
        # The list has not heard of it yet.
        app.screen.action_choose()
        await settle(pilot)
        assert dialog.result == "FOR"


async def test_arrows_and_pages_move_while_one_types(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        await pressed(pilot, "down", "down", "up", "down", "enter")
        assert dialog.result == "STR.rutiner"
        dialog = await opened(pilot, picker())
        await pressed(pilot, "pagedown", "enter")
        assert dialog.result == "SAM"
        dialog = await opened(pilot, picker())
        await pressed(pilot, "pagedown", "pageup", "enter")
        assert dialog.result == "LED"


async def test_escape_closes_without_a_code(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        await pressed(pilot, *"ru", "escape")
        assert dialog.result is None


async def test_a_click_takes_a_code(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        row = next(y for y, line in enumerate(shown(app)) if "Kunskap" in line)
        await pilot.click(offset=(20, row))
        await settle(pilot)
        assert dialog.result == "KUN"


async def test_what_answers_is_said_where_it_is_neither_id_nor_name(app):
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot, picker(danermark()))
        await pressed(pilot, *"omstrukt")
        assert "cue: omstrukturering" in screen_text(app)
        await pressed(pilot, "ctrl+u", *"uppmuntrar")
        assert "definition: …uppmuntrar" in screen_text(app)
        await pressed(pilot, "ctrl+u", *"ledning")
        row = next(line for line in shown(app) if "En ledning som" in line)
        assert "cue" not in row


async def test_the_definition_of_the_code_under_the_cursor_is_read_below_the_list(app):
    async with app.run_test(size=(100, 40)) as pilot:
        await opened(pilot, picker(danermark()))
        await pressed(pilot, *"led")
        assert "Chefer och politiker vill att samverkan" in screen_text(app)
        await pressed(pilot, "down")
        assert "Chefer och politiker vill" not in screen_text(app)


async def test_codes_used_lately_come_first_until_one_types(app):
    async with app.run_test() as pilot:
        await opened(pilot, picker(recent=[CodeId("SAM"), CodeId("gone")]))
        assert found(app)[:2] == ("SAM", "LED")
        assert len(found(app)) == len(BOOK.codes)
        assert "used lately" in screen_text(app)
        await pressed(pilot, "2")
        assert found(app) == ("STR",)


async def test_codes_left_out_are_not_offered(app):
    async with app.run_test() as pilot:
        await opened(pilot, picker(without=[CodeId("STR")]))
        assert "STR" not in found(app)
        await pressed(pilot, *"struktur")
        assert "STR" not in found(app)


async def test_words_that_nothing_answers_to_are_told_and_enter_takes_nothing(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, picker())
        await pressed(pilot, *"[zzz]", "enter")
        assert "No code answers to “[zzz]”." in screen_text(app)
        assert dialog.is_open


async def test_an_empty_codebook_says_so(app):
    async with app.run_test() as pilot:
        await opened(pilot, picker(Codebook()))
        assert "The codebook has no codes yet." in screen_text(app)
