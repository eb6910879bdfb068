"""Asking for one line, and for yes or no."""

import threading

import pytest

from tests.tui.conftest import settle, shown
from tests.tui.dialogs import BOOK, opened, pressed
from workbench.errors import InputError
from workbench.model import CodeId
from workbench.tui.screens.ask import Answer, AskScreen, ParentField, name_refused
from workbench.tui.screens.confirm import ConfirmScreen


def text(app):
    return "\n".join(shown(app))


def question(**options):
    return ConfirmScreen(
        "Delete [x]?", ["3 codings hang on it."], yes="Delete", no="Leave it", **options
    )


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("y", True),
        ("j", True),
        ("n", None),
        ("escape", None),
        ("enter", None),
        ("left enter", True),
        ("tab enter", True),
        ("left right enter", None),
    ],
)
async def test_yes_needs_its_key_and_everything_else_is_no(app, keys, answer):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, question())
        await pressed(pilot, *keys.split())
        assert dialog.result is answer


async def test_the_question_and_what_hangs_on_it_are_read(app):
    async with app.run_test() as pilot:
        await opened(pilot, question())
        assert "Delete [x]?" in text(app)
        assert "3 codings hang on it." in text(app)


@pytest.mark.parametrize(("button", "answer"), [("#yes", True), ("#no", None)])
async def test_an_answer_can_be_clicked(app, button, answer):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, question())
        await pilot.click(button)
        await settle(pilot)
        assert dialog.result is answer


def asking(**options):
    options.setdefault("carry_out", lambda answer: answer)
    return AskScreen("New code", **options)


async def test_enter_gives_the_text_without_blanks_around_it(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(suggested="ringa "))
        await pressed(pilot, *"först ", "enter")
        assert dialog.result == Answer("ringa först", None)


async def test_letters_pasted_in_two_parts_are_one(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(suggested="Ma\u030al\u200b"))
        await pressed(pilot, "enter")
        assert dialog.result == Answer("Mål", None)


async def test_escape_does_nothing(app):
    done = []
    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(carry_out=done.append))
        await pressed(pilot, *"abc", "escape")
        assert (dialog.result, done) == (None, [])


async def test_what_is_wrong_is_said_while_one_types_and_enter_waits(app):
    def refuse(answer):
        return name_refused(BOOK, answer.text, answer.parent)

    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(refuse=refuse))
        await pressed(pilot, "enter")
        assert "A code needs a name." in text(app)
        await pressed(pilot, *"kunskap", "enter")
        assert "There is a code “Kunskap” here already." in text(app)
        assert dialog.is_open
        await pressed(pilot, "2", "enter")
        assert dialog.result == Answer("kunskap2", None)


async def test_what_cannot_be_written_is_said_and_what_was_typed_stays(app):
    tries = []

    def carry_out(answer):
        tries.append((answer, threading.current_thread()))
        if len(tries) == 1:
            raise InputError("The disk is full.", "Make room.")
        return "done"

    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(carry_out=carry_out))
        await pressed(pilot, *"ny", "enter")
        assert "The disk is full. Make room." in text(app)
        assert dialog.is_open
        await pressed(pilot, "enter")
        assert dialog.result == "done"
        assert [answer.text for answer, _thread in tries] == ["ny", "ny"]
        assert tries[0][1] is not threading.main_thread()


async def test_an_error_no_one_foresaw_is_said_too(app):
    def carry_out(answer):
        raise ValueError("broken")

    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(carry_out=carry_out))
        await pilot.press(*"ny", "enter")
        for _ in range(20):
            await pilot.pause(0.02)
        assert "broken" in text(app)
        assert dialog.is_open


async def test_enter_pressed_twice_writes_once(app):
    go_on, tries = threading.Event(), []

    def carry_out(answer):
        tries.append(answer)
        go_on.wait(5)
        return answer

    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(carry_out=carry_out))
        await pilot.press(*"ny", "enter", "enter")
        go_on.set()
        await settle(pilot)
        assert dialog.result == Answer("ny", None)
        assert len(tries) == 1


async def test_the_parent_is_chosen_with_the_picker_and_taken_away(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(codebook=BOOK, parent=CodeId("STR")))
        assert "STR  Struktur" in text(app)
        await pressed(pilot, *"ny", "tab", "enter", *"kun", "enter")
        assert "KUN  Kunskap" in text(app)
        await pressed(pilot, "backspace")
        assert "At the top of the codebook" in text(app)
        await pressed(pilot, "enter", *"led", "enter", "shift+tab", "enter")
        assert dialog.result == Answer("ny", CodeId("LED"))


async def test_down_and_up_go_between_text_and_parent(app):
    async with app.run_test() as pilot:
        await opened(pilot, asking(codebook=BOOK))
        await pressed(pilot, "down")
        assert app.screen.query_one(ParentField).has_focus
        await pressed(pilot, "up")
        assert not app.screen.query_one(ParentField).has_focus


async def test_a_click_on_the_parent_opens_the_picker(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, asking(codebook=BOOK, suggested="ny"))
        await pilot.click(ParentField)
        await settle(pilot)
        await pressed(pilot, *"mal", "enter")
        await pressed(pilot, "shift+tab", "enter")
        assert dialog.result == Answer("ny", CodeId("MAL"))


def test_names_are_compared_among_siblings_only():
    assert name_refused(BOOK, "RUTINER", CodeId("STR"))
    assert not name_refused(BOOK, "Rutiner", None)
    assert not name_refused(BOOK, "Kunskap", None, besides=CodeId("KUN"))
