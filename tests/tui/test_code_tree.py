"""The codebook as a tree, and codes in rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.widgets import Input

from tests.tui.conftest import CODEBOOK, settle, shown
from workbench.codebook import read_codebook
from workbench.model import Code, Codebook, CodeId
from workbench.tui.themes import themes
from workbench.tui.widgets.code_detail import flowing
from workbench.tui.widgets.code_tree import CodeTree, tree_words, with_below

BOOK = read_codebook(CODEBOOK.read_text(encoding="utf-8"), name="factors.yaml")
COUNTS = {CodeId("STR"): 3, CodeId("STR.rutiner"): 4, CodeId("KUN"): 1200}


class TreeApp(App):
    """A tree beside a field that has the keys."""

    CSS = "Screen { layout: horizontal; } CodeTree { width: 44; } Input { width: 20; }"

    def __init__(self, **options):
        super().__init__()
        for theme in themes():
            self.register_theme(theme)
        self.theme = themes()[0].name
        self.options = options
        self.chosen, self.highlighted = [], []

    def compose(self):
        yield Input()
        yield CodeTree(**self.options)

    def on_mount(self):
        self.query_one(Input).focus()
        self.query_one(CodeTree).show(BOOK, COUNTS, here={CodeId("STA")})

    def on_code_rows_chosen(self, message):
        self.chosen.append(message.code)

    def on_code_rows_highlighted(self, message):
        self.highlighted.append(message.code)


def row_of(app, word):
    return next(line for line in shown(app) if word in line)


async def test_a_row_tells_id_name_key_and_counts():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        assert row_of(app, "STR").split()[-5:] == ["STR", "Struktur", "2", "3", "7"]
        assert row_of(app, "Rutiner").split()[-1] == "4"
        assert "1\u00a0200" in row_of(app, "KUN")
        assert row_of(app, "MAL").split()[-1] == "·"


async def test_codes_at_the_cursor_are_marked_by_a_sign():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        assert "•" in row_of(app, "STA")
        assert "•" not in row_of(app, "STR")
        app.query_one(CodeTree).mark({CodeId("STR")})
        await settle(pilot)
        assert "•" in row_of(app, "STR")
        assert "•" not in row_of(app, "STA")


async def test_a_click_chooses_and_leaves_the_keys_where_they_are():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        await pilot.click(CodeTree, offset=(8, 3))
        await settle(pilot)
        assert app.chosen == ["STA"]
        assert app.focused is app.query_one(Input)


async def test_where_a_click_moves_the_second_one_chooses():
    app = TreeApp(click_chooses=False)
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        await pilot.click(CodeTree, offset=(8, 3))
        await settle(pilot)
        assert (app.chosen, app.highlighted[-1]) == ([], "STA")
        await pilot.click(CodeTree, offset=(8, 3))
        await settle(pilot)
        assert app.chosen == ["STA"]


async def test_keys_move_the_cursor_and_enter_chooses_once_the_tree_has_them():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        assert "▍" not in "".join(shown(app))
        app.query_one(CodeTree).focus()
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert app.chosen == ["STR.rutiner"]
        assert "▍" in row_of(app, "Rutiner")
        await pilot.press("end", "enter", "home", "enter", "pagedown", "enter", "pageup", "enter")
        await settle(pilot)
        assert app.chosen[1:] == ["SAM", "LED", "SAM", "LED"]


async def test_left_closes_a_code_and_goes_up_right_opens_it_and_goes_down():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        tree = app.query_one(CodeTree)
        tree.focus()
        tree.go_to(CodeId("STR.rutiner"))
        await pilot.press("left")
        assert tree.under_cursor == "STR"
        await pilot.press("left")
        assert "STR.rutiner" not in tree.codes
        assert "▸" in row_of(app, "STR")
        await pilot.press("right")
        assert "STR.rutiner" in tree.codes
        await pilot.press("right")
        assert tree.under_cursor == "STR.rutiner"


async def test_the_cursor_stays_on_its_code_when_others_come_and_go():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        tree = app.query_one(CodeTree)
        tree.go_to(CodeId("STA"))
        fewer = Codebook(codes=tuple(code for code in BOOK.codes if code.id != "LED"))
        tree.show(fewer, COUNTS)
        await settle(pilot)
        assert tree.under_cursor == "STA"
        tree.show(Codebook(codes=(Code(CodeId("Q"), "Q"),)), {})
        await settle(pilot)
        assert tree.under_cursor == "Q"
        tree.show(Codebook(), {})
        await settle(pilot)
        assert tree.under_cursor is None
        assert app.highlighted[-1] is None


async def test_the_code_asked_for_is_opened_to():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        tree = app.query_one(CodeTree)
        tree.go_to(CodeId("STR"))
        tree.action_close()
        tree.show(BOOK, COUNTS, at=CodeId("STR.rutiner"))
        assert tree.under_cursor == "STR.rutiner"


@pytest.mark.parametrize("width", [30, 38, 45, 60])
async def test_counts_are_seen_at_every_width(width):
    app = TreeApp()
    async with app.run_test(size=(100, 20)) as pilot:
        app.query_one(CodeTree).styles.width = width
        await settle(pilot)
        assert "1\u00a0200" in row_of(app, "KUN")
        assert "KUN" in row_of(app, "1\u00a0200")


async def test_the_cursor_is_kept_in_sight():
    app = TreeApp()
    async with app.run_test(size=(80, 6)) as pilot:
        await settle(pilot)
        app.query_one(CodeTree).focus()
        await pilot.press("end")
        await settle(pilot)
        assert "▍" in row_of(app, "SAM")


async def test_words_of_users_are_no_markup():
    app = TreeApp()
    async with app.run_test(size=(80, 20)) as pilot:
        await settle(pilot)
        app.query_one(CodeTree).show(Codebook(codes=(Code(CodeId("X"), "[red]Röd[/]"),)), {})
        await settle(pilot)
        assert "[red]Röd[/]" in row_of(app, "X")


def test_sums_take_in_every_code_below():
    assert with_below(BOOK, COUNTS)[CodeId("STR")] == 7
    assert with_below(BOOK, COUNTS)[CodeId("LED")] == 0


def test_rows_leave_out_what_stands_above_and_what_is_said_twice():
    def words(code, name, parent=None):
        return tree_words(Code(CodeId(code), name, parent))

    assert words("STR", "Struktur") == ("STR", "Struktur")
    assert words("STR.rutiner", "Rutiner", "STR") == ("Rutiner", "")
    assert words("KUN.kunskap", "Kunskap om varandra", "KUN") == ("kunskap", "Kunskap om varandra")
    assert words("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "Buss") == ("Buss", "")


def test_lines_that_were_full_flow_and_others_stay():
    full = "x" * 68
    assert flowing(f"{full} end\nmore words\nlast") == f"{full} end more words\nlast"
    assert flowing("Chefer\n- en\n- två") == "Chefer\n- en\n- två"
    assert flowing(f"{full} end\n- en punkt") == f"{full} end\n- en punkt"
    assert flowing(f"{full} end\n\nNytt stycke") == f"{full} end\n\nNytt stycke"


@given(st.text(alphabet="ab å\n-", max_size=300))
def test_flowing_loses_no_word(text):
    assert flowing(text).split() == text.split()
