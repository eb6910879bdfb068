"""Writing a memo: nothing that was typed is lost."""

import threading
import time

import pytest
from textual.widgets import TextArea

from tests.tui.conftest import settle, shown
from tests.tui.dialogs import opened, pressed
from workbench.errors import ProjectError
from workbench.tui.screens import memo
from workbench.tui.screens.memo import MemoScreen


class Drafts:
    """Keeps what it is given, and in which thread."""

    def __init__(self):
        self.kept, self.threads = [], []
        self.came = threading.Event()

    def __call__(self, text):
        self.kept.append(text)
        self.threads.append(threading.current_thread())
        self.came.set()

    async def wait(self, pilot):
        deadline = time.monotonic() + 5
        while not self.came.is_set() and time.monotonic() < deadline:
            await pilot.pause(0.02)
        await settle(pilot)


def screen(text="", draft=None, keep_draft=None):
    keep = Drafts() if keep_draft is None else keep_draft
    return MemoScreen("Memo on STR", ["07:31 “Det finns ingen rutin”"], text, draft, keep)


async def test_escape_keeps_what_was_typed_with_new_lines_and_swedish_letters(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Jämför"))
        await pressed(pilot, "enter", *"åäöÅ", "escape")
        assert dialog.result == "Jämför\nåäöÅ"


async def test_letters_pasted_in_two_parts_are_one(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen())
        app.screen.query_one(TextArea).insert("Ma\u030al\u200b\r\nnytt")
        await pressed(pilot, "escape")
        assert dialog.result == "Mål\nnytt"


async def test_title_and_context_are_shown_as_they_are(app):
    async with app.run_test() as pilot:
        dialog = MemoScreen("Memo on [x]", ["“[ohörbart]”", ""], "", None, Drafts())
        await opened(pilot, dialog)
        text = "\n".join(shown(app))
        assert "Memo on [x]" in text
        assert "“[ohörbart]”" in text
        assert "esc keeps it" in text.lower()
        assert "ctrl+g gives it up" in text


async def test_what_is_typed_is_handed_over_outside_the_screens_thread(app):
    drafts = Drafts()
    async with app.run_test() as pilot:
        await opened(pilot, screen(keep_draft=drafts))
        began = time.monotonic()
        await pilot.press(*"abc")
        await drafts.wait(pilot)
        assert time.monotonic() - began < 1.5
        assert "abc".startswith(drafts.kept[0])
        assert drafts.threads[0] is not threading.main_thread()


async def test_who_goes_on_typing_is_kept_as_well(app, monkeypatch):
    monkeypatch.setattr(memo, "_HAND_OVER", 0.05)
    drafts = Drafts()
    async with app.run_test() as pilot:
        await opened(pilot, screen(keep_draft=drafts))
        await pilot.press("a")
        await drafts.wait(pilot)
        drafts.came.clear()
        await pilot.press("b")
        await drafts.wait(pilot)
        assert drafts.kept[-1] == "ab"


async def test_nothing_typed_hands_over_nothing(app, monkeypatch):
    monkeypatch.setattr(memo, "_HAND_OVER", 0.01)
    drafts = Drafts()
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Så är det", keep_draft=drafts))
        await pressed(pilot, "left", "home", "escape")
        assert (dialog.result, drafts.kept) == ("Så är det", [])


async def test_a_draft_is_restored_and_said_so(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Gammalt", draft="Gammalt och nytt"))
        assert "Restored:" in "\n".join(shown(app))
        await pressed(pilot, "!", "escape")
        assert dialog.result == "Gammalt och nytt!"


@pytest.mark.parametrize("draft", [None, "Gammalt"])
async def test_without_another_draft_nothing_is_said(app, draft):
    async with app.run_test() as pilot:
        await opened(pilot, screen("Gammalt", draft=draft))
        assert "Restored:" not in "\n".join(shown(app))


async def test_giving_up_asks_once_more_and_takes_the_draft_away(app):
    drafts = Drafts()
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Gammalt", keep_draft=drafts))
        await pilot.press("x")
        await drafts.wait(pilot)
        await pressed(pilot, "ctrl+g")
        assert dialog.is_open
        assert "again gives up what you typed" in "\n".join(shown(app))
        await pressed(pilot, "ctrl+g")
        assert dialog.result is None
        assert drafts.kept[-1] == ""


async def test_going_back_to_what_was_there_takes_the_draft_away(app, monkeypatch):
    monkeypatch.setattr(memo, "_HAND_OVER", 0.01)
    drafts = Drafts()
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Gammalt", keep_draft=drafts))
        await pilot.press("x")
        await drafts.wait(pilot)
        await pressed(pilot, "backspace", "escape")
        assert dialog.result == "Gammalt"
        assert drafts.kept[-1] == ""


async def test_typing_on_takes_the_question_back(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Gammalt"))
        await pressed(pilot, "x", "ctrl+g", "y", "ctrl+g")
        assert dialog.is_open
        await pressed(pilot, "escape")
        assert dialog.result == "Gammaltxy"


async def test_nothing_typed_is_given_up_at_once(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen("Gammalt"))
        await pressed(pilot, "ctrl+g")
        assert dialog.result is None


async def test_a_draft_under_way_is_written_before_the_memo_closes(app, monkeypatch):
    monkeypatch.setattr(memo, "_HAND_OVER", 0.01)
    writing, go_on, order = threading.Event(), threading.Event(), []

    def slow(text):
        writing.set()
        go_on.wait(5)
        order.append("draft")

    async with app.run_test() as pilot:
        await settle(pilot)
        app.push_screen(screen(keep_draft=slow), order.append)
        await settle(pilot)
        await pilot.press("a")
        while not writing.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        await pilot.pause(0.05)
        assert order == []
        go_on.set()
        await settle(pilot)
        assert order == ["draft", "a"]


async def test_a_draft_that_cannot_be_kept_is_said_and_one_can_go_on(app, monkeypatch):
    monkeypatch.setattr(memo, "_HAND_OVER", 0.01)

    def full(text):
        raise ProjectError("The disk is full.", "Make room.")

    async with app.run_test() as pilot:
        dialog = await opened(pilot, screen(keep_draft=full))
        await pilot.press("a")
        for _ in range(50):
            await pilot.pause(0.02)
            if "The disk is full." in "\n".join(shown(app)):
                break
        assert "The disk is full. Make room." in "\n".join(shown(app))
        await pressed(pilot, "b", "escape")
        assert dialog.result == "ab"


async def test_quitting_while_one_writes_keeps_the_last_word(app):
    drafts = Drafts()
    async with app.run_test() as pilot:
        await opened(pilot, screen(keep_draft=drafts))
        await pilot.press(*"sist")
        await pilot.pause()
        app.exit()
    assert drafts.kept[-1] == "sist"


async def test_the_keys_are_the_memos_from_the_beginning(app):
    async with app.run_test() as pilot:
        await opened(pilot, screen("ab"))
        area = app.screen.query_one(TextArea)
        assert area.has_focus
        assert area.cursor_location == (0, 2)


def test_a_draft_of_what_was_written_by_another_meanwhile_stands_below_it():
    from workbench.tui.screens.memo import _joined

    assert _joined("AAA", "AAA och mer") == "AAA och mer"
    assert _joined("", "BBB") == "BBB"
    assert _joined("AAA", "BBB") == "AAA\n\nBBB"
