"""The codebook on the whole screen, key by key."""

from dataclasses import replace

import pytest
from textual.widgets import Input, Static, TextArea

from tests.tui.conftest import CODEBOOK, settle, shown
from tests.tui.dialogs import pressed
from workbench.errors import ProjectError
from workbench.model import CodeId
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.code_form import CodeForm
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.confirm import ConfirmScreen
from workbench.tui.screens.memo import MemoScreen
from workbench.tui.widgets.code_detail import CodeDetail
from workbench.tui.widgets.code_tree import CodeTree
from workbench.workflows.creating import new_project
from workbench.workflows.opening import Workspace

SIZES = [(80, 24), (140, 45), (250, 70)]


def text(app):
    return "\n".join(shown(app))


def tree_rows(app):
    return [line.partition("│")[0] for line in shown(app)]


def told(app):
    """The errors that were said."""
    return [each.message for each in app._notifications if each.severity == "error"]


def consequences(app):
    return app.screen.query_one("#consequences", Static).content.plain.replace("\u00a0", " ")


def under_cursor(app):
    return app.screen.query_one(CodeTree).under_cursor


def order(workspace):
    return [code.id for code, _depth in workspace.codebook().walk()]


async def at(pilot, workspace, code=None):
    """Open the codebook with the cursor on a code; what it returns is gathered."""
    returned = []
    await settle(pilot)
    screen = CodebookScreen(workspace, at=None if code is None else CodeId(code))
    pilot.app.push_screen(screen, returned.append)
    await settle(pilot)
    return returned


@pytest.mark.parametrize("size", SIZES)
async def test_codes_stand_beside_what_is_said_of_the_one_under_the_cursor(app, workspace, size):
    workspace.put_code(
        replace(workspace.codebook().by_id[CodeId("KUN")], definition="Att veta", exclude="Tro")
    )
    async with app.run_test(size=size) as pilot:
        await at(pilot, workspace, "KUN")
        said = text(app)
        for words in ("Definition", "Att veta", "Exclude", "Tro", "key 4", "SAM"):
            assert words in said


async def test_own_codings_and_those_of_codes_below_are_counted(app, workspace):
    async with app.run_test(size=(140, 45)) as pilot:
        await at(pilot, workspace, "STR")
        counts = workspace.code_counts()
        own, below = counts[CodeId("STR")], counts.get(CodeId("STR.rutiner"), 0)
        row = next(line for line in tree_rows(app) if "STR" in line).split()
        assert row[-3:] == ["2", str(own), str(own + below)]


async def test_escape_goes_back_with_the_code_last_looked_at(app, workspace):
    async with app.run_test() as pilot:
        returned = await at(pilot, workspace)
        await pressed(pilot, "down", "escape")
        assert returned == ["STR"]


@pytest.mark.parametrize("key", ["e", "enter"])
async def test_e_and_enter_edit_every_field(app, workspace, key):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        await pressed(pilot, key)
        assert isinstance(app.screen, CodeForm)
        app.screen.query_one("#definition", TextArea).text = "Att veta"
        await pressed(pilot, "escape")
        assert workspace.codebook().by_id[CodeId("KUN")].definition == "Att veta"
        assert "Att veta" in text(app)
        assert "KUN" in shown(app)[-2]


async def test_a_key_that_is_taken_is_refused_in_the_form(app, workspace):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        await pressed(pilot, "e")
        app.screen.query_one("#key", Input).value = "1"
        await pressed(pilot, "escape")
        assert isinstance(app.screen, CodeForm)
        assert "Ledning" in text(app)
        assert workspace.codebook().by_id[CodeId("KUN")].key == "4"


@pytest.mark.parametrize(("key", "parent"), [("a", None), ("A", "STR")])
async def test_a_adds_beside_and_capital_a_below(app, workspace, key, parent):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, key, *"Ny kod", "enter")
        added = next(code for code in workspace.codebook().codes if code.name == "Ny kod")
        assert added.parent == parent
        assert under_cursor(app) == added.id


async def test_a_name_that_is_taken_is_refused_while_one_types(app, workspace):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, "a", *"kunskap", "enter")
        assert "There is a code “Kunskap” here already." in text(app)
        await pressed(pilot, "escape")
        assert len(workspace.codebook().codes) == 9


@pytest.mark.parametrize("key", ["R", "f2"])
async def test_capital_r_and_f2_rename(app, workspace, key):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "MAL")
        await pressed(pilot, key, "end", *" och syfte", "enter")
        assert workspace.codebook().by_id[CodeId("MAL")].name == "Mål och syfte"
        assert "Mål och syfte" in text(app)


async def test_m_writes_the_memo_and_takes_its_draft_away(app, workspace):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "MAL")
        workspace.keep_draft("code:MAL", "Halv")
        await pressed(pilot, "m")
        assert isinstance(app.screen, MemoScreen)
        assert "Restored:" in text(app)
        await pressed(pilot, *"färdig", "escape")
        assert workspace.codebook().by_id[CodeId("MAL")].memo == "Halvfärdig"
        assert not workspace.draft("code:MAL")
        assert "Halvfärdig" in text(app)


async def test_a_memo_that_cannot_be_written_is_found_again(app, workspace, monkeypatch):
    def full(code):
        raise ProjectError("The disk is full.", "Make room.")

    async with app.run_test() as pilot:
        await at(pilot, workspace, "MAL")
        await pressed(pilot, "m", *"Minns")
        workspace.keep_draft("code:MAL", "Minns")
        monkeypatch.setattr(workspace, "put_code", full)
        await pressed(pilot, "escape")
        assert told(app) == ["The disk is full. Make room."]
        monkeypatch.undo()
        await pressed(pilot, "m", "escape")
        assert workspace.codebook().by_id[CodeId("MAL")].memo == "Minns"


async def test_capital_m_merges_after_saying_what_follows(app, workspace):
    before = workspace.code_counts()
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, "M", *"kun", "enter")
        assert isinstance(app.screen, ConfirmScreen)
        assert "Merge STR “Struktur” into KUN “Kunskap”?" in text(app)
        said = consequences(app)
        assert "by A" in said
        assert "by B" in said
        assert "1 code below it moves along." in said
        await pressed(pilot, "y")
        book = workspace.codebook()
        assert "STR" not in book.by_id
        assert book.by_id[CodeId("STR.rutiner")].parent == "KUN"
        assert workspace.code_counts()[CodeId("KUN")] > before[CodeId("KUN")]
        assert under_cursor(app) == "KUN"


@pytest.mark.parametrize("key", ["d", "delete"])
async def test_d_deletes_after_saying_what_hangs_on_it(app, workspace, key):
    use = workspace.code_use(CodeId("STR"))
    total = sum(use.codings_by_coder.values())
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, key)
        said = consequences(app)
        assert (
            f"{total} codings hang on it and the codes below, in {use.interviews} interviews:"
            in said
        )
        assert "1 code below it goes too: STR.rutiner “Rutiner”." in said
        await pressed(pilot, "n")
        assert CodeId("STR") in workspace.codebook().by_id
        await pressed(pilot, key, "y")
        assert CodeId("STR") not in workspace.codebook().by_id
        assert under_cursor(app) is not None


async def test_u_undoes_a_deletion_with_its_codings_and_ctrl_r_does_it_again(app, workspace):
    before = workspace.code_counts()
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, "d", "y", "u")
        assert workspace.code_counts() == before
        assert "undone" in shown(app)[-2]
        await pressed(pilot, "ctrl+r")
        assert CodeId("STR") not in workspace.codebook().by_id
        assert "done again" in shown(app)[-2]


@pytest.mark.parametrize(
    ("keys", "parent", "neighbours"),
    [
        (["K"], None, ["STR", "STR.rutiner", "LED", "STA"]),
        (["shift+up"], None, ["STR", "STR.rutiner", "LED", "STA"]),
        (["J"], None, ["LED", "STA", "STR", "STR.rutiner"]),
        (["shift+down"], None, ["LED", "STA", "STR", "STR.rutiner"]),
        ([">"], "LED", ["LED", "STR", "STR.rutiner", "STA"]),
        (["shift+right"], "LED", ["LED", "STR", "STR.rutiner", "STA"]),
        ([">", "<"], None, ["LED", "STR", "STR.rutiner", "STA"]),
        ([">", "shift+left"], None, ["LED", "STR", "STR.rutiner", "STA"]),
    ],
)
async def test_a_code_moves_by_one_step(app, workspace, keys, parent, neighbours):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, *keys)
        assert order(workspace)[:4] == neighbours
        assert workspace.codebook().by_id[CodeId("STR")].parent == parent
        assert under_cursor(app) == "STR"


async def test_moves_pressed_faster_than_they_are_written_are_all_done(app, workspace):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "LED")
        await pressed(pilot, "J", "J", "J", "K")
        tops = [code.id for code in workspace.codebook().children(None)]
        assert tops[:4] == ["STR", "STA", "LED", "KUN"]


async def test_at_the_edge_a_move_does_nothing(app, workspace):
    before = order(workspace)
    async with app.run_test() as pilot:
        await at(pilot, workspace, "LED")
        await pressed(pilot, "K", "<", ">")
        assert order(workspace) == before
        assert isinstance(app.screen, CodebookScreen)


async def test_b_moves_a_code_below_one_that_is_chosen(app, workspace):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "SAM")
        await pressed(pilot, "b", *"mal", "enter")
        assert workspace.codebook().by_id[CodeId("SAM")].parent == "MAL"


async def test_the_detail_scrolls_by_space_and_back_by_backspace(app, workspace):
    long = "\n".join(f"Rad {n}" for n in range(80))
    workspace.put_code(replace(workspace.codebook().by_id[CodeId("KUN")], definition=long))
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        await pressed(pilot, "space")
        assert "Rad 0" not in text(app)
        await pressed(pilot, "backspace")
        assert "Rad 0" in text(app)
        await pressed(pilot, "tab")
        assert app.screen.query_one(CodeDetail).has_focus
        await pressed(pilot, "end")
        assert "Rad 79" in text(app)


async def test_what_another_process_changes_is_shown_and_the_cursor_stays(
    app, workspace, highlands
):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        with_other = Workspace.open(highlands, coder="B")
        with_other.add_code("Annans kod")
        with_other.close()
        app.screen.look_for_changes()
        await settle(pilot)
        assert "Annans kod" in text(app)
        assert under_cursor(app) == "KUN"


async def test_what_another_changed_meanwhile_is_not_overwritten(app, workspace, highlands):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        await pressed(pilot, "e")
        other = Workspace.open(highlands, coder="B")
        other.put_code(replace(other.codebook().by_id[CodeId("KUN")], include="Deras"))
        other.close()
        app.screen.query_one("#definition", TextArea).text = "Mitt"
        await pressed(pilot, "escape")
        code = workspace.codebook().by_id[CodeId("KUN")]
        assert (code.definition, code.include) == ("Mitt", "Deras")


async def test_a_code_deleted_meanwhile_is_told_and_nothing_typed_is_lost(
    app, workspace, highlands
):
    async with app.run_test() as pilot:
        await at(pilot, workspace, "KUN")
        await pressed(pilot, "e")
        other = Workspace.open(highlands, coder="B")
        other.delete_code(CodeId("KUN"))
        other.close()
        app.screen.query_one("#definition", TextArea).text = "Mitt"
        await pressed(pilot, "escape")
        assert isinstance(app.screen, CodeForm)
        assert "no longer in the codebook" in text(app)
        assert app.screen.query_one("#definition", TextArea).text == "Mitt"


async def test_a_write_that_fails_is_said_and_the_next_one_works(app, workspace, monkeypatch):
    def locked(code, *, parent, before):
        raise ProjectError("The project is locked.", "Try again.")

    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        monkeypatch.setattr(workspace, "move_code", locked)
        await pressed(pilot, "J")
        assert told(app) == ["The project is locked. Try again."]
        monkeypatch.undo()
        await pressed(pilot, "J")
        assert order(workspace)[:3] == ["LED", "STA", "STR"]


async def test_an_empty_codebook_says_what_to_do_and_a_makes_the_first_code(tmp_path):
    path, book = tmp_path / "tom.workbench", tmp_path / "tom.yaml"
    book.write_text("title: Tom\ncodes: []\n", encoding="utf-8")
    new_project(path, str(book))
    workspace = Workspace.open(path, coder="A")
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await at(pilot, workspace)
        assert "The codebook has no codes yet." in text(app)
        for key in ("e", "d", "M", "m", "R", "J", "b"):
            await pressed(pilot, key)
            assert isinstance(app.screen, CodebookScreen)
        await pressed(pilot, "a", *"Första", "enter")
        assert "Första" in text(app)
        assert "has no codes yet" not in text(app)
    workspace.close()


async def test_without_a_coder_the_codebook_can_be_read_and_changed(tmp_path):
    path = tmp_path / "ny.workbench"
    new_project(path, str(CODEBOOK))
    workspace = Workspace.open(path, coder=None)
    app = WorkbenchApp(workspace)
    async with app.run_test() as pilot:
        await at(pilot, workspace, "STR")
        await pressed(pilot, "R", "end", *"en", "enter")
        assert "Strukturen" in text(app)
    workspace.close()
