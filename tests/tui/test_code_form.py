"""Every field of a code in one form."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input, TextArea

from tests.tui.conftest import shown
from tests.tui.dialogs import BOOK, opened, pressed
from workbench.errors import InputError
from workbench.model import CodeId, Cue
from workbench.tui.screens.code_form import COLOURS, CodeForm
from workbench.workflows.cue_lines import cue_lines, cues_in
from workbench.workflows.rearranging import OvertakenError

FULL = f"{'o' * 68} slutet\noch vidare"
"""A text that was broken because its line was full."""
CODE = replace(
    BOOK.by_id[CodeId("KUN")],
    definition=FULL,
    cues=(Cue("kunna"), Cue("Veta", "exact")),
    memo="Minns",
)


class Saving:
    """Stands for the workspace: raises what it is given, else returns what is to be written."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.tried = []

    def __call__(self, before, after):
        self.tried.append((before, after))
        if self.errors:
            raise self.errors.pop(0)
        return after


def form(save=None, code=CODE):
    return CodeForm(code, BOOK, save=save or Saving())


def text(app):
    return "\n".join(shown(app))


async def typed(pilot, field, words):
    """Put the keys into a field and type."""
    pilot.app.screen.query_one(field).focus()
    await pressed(pilot, *words)


async def test_every_field_is_shown(app):
    async with app.run_test(size=(100, 60)) as pilot:
        await opened(pilot, form())
        names = ("Name", "Key", "Colour", "Definition", "Include", "Exclude", "Example", "Memo")
        assert all(name in text(app) for name in names)
        assert "slutet och vidare" in text(app)
        assert app.screen.query_one("#cues", TextArea).text == "kunna\n=Veta"


@pytest.mark.parametrize("name", ["name", "definition", "include", "exclude", "example", "memo"])
async def test_each_text_can_be_changed_and_nothing_else_changes(app, name):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form())
        await typed(pilot, f"#{name}", ["ctrl+end", "end", *"åäö"])
        await pressed(pilot, "escape")
        shown_before = FULL.replace("\n", " ") if name == "definition" else getattr(CODE, name)
        assert "åäö" in getattr(dialog.result, name)
        assert dialog.result == replace(CODE, **{name: getattr(dialog.result, name)})
        assert len(getattr(dialog.result, name)) == len(shown_before) + 3


async def test_key_colour_and_cues_can_be_changed(app):
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form())
        await typed(pilot, "#key", ["backspace", *"xy"])
        await typed(pilot, "#colour", ["ctrl+u", *"#AABBCC"])
        app.screen.query_one("#cues", TextArea).text = "bil\n\n=Åka  tåg\nBIL"
        await pressed(pilot, "ctrl+s")
        assert dialog.result.key == "x"
        assert dialog.result.colour.lower() == "#aabbcc"
        assert dialog.result.cues == (Cue("bil"), Cue("Åka tåg", "exact"))


async def test_up_and_down_go_through_colours_and_the_sample_shows_them(app):
    async with app.run_test(size=(100, 40)) as pilot:
        dialog = await opened(pilot, form())
        await typed(pilot, "#colour", ["ctrl+u", "down", "down", "up"])
        assert app.screen.query_one("#colour", Input).value == COLOURS[0]
        assert "coded words" in text(app)
        await pressed(pilot, "ctrl+u")
        assert "without a colour of its own" in text(app)
        await pressed(pilot, *"#12")
        assert "Write it as #3366cc." in text(app)
        await pressed(pilot, "ctrl+u", "down", "escape")
        assert dialog.result.colour == COLOURS[0]


async def test_enter_and_tab_go_on_to_the_next_field(app):
    async with app.run_test() as pilot:
        await opened(pilot, form())
        assert app.focused.id == "name"
        visited = []
        for key in ("enter", "enter", "enter", "tab", "tab", "tab", "tab", "tab"):
            await pressed(pilot, key)
            visited.append(app.focused.id)
        assert visited == [
            "key",
            "colour",
            "definition",
            "include",
            "exclude",
            "example",
            "cues",
            "memo",
        ]


async def test_unchanged_it_closes_and_writes_nothing(app):
    save = Saving()
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form(save))
        await pressed(pilot, "escape")
        assert (dialog.result, save.tried) == (None, [])


async def test_when_the_writing_fails_the_form_stays_with_what_was_typed(app):
    save = Saving(InputError("The key 2 belongs to Struktur.", "Choose another character."))
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form(save))
        await typed(pilot, "#key", ["backspace", "2"])
        await typed(pilot, "#memo", ["x"])
        await pressed(pilot, "escape")
        assert dialog.is_open
        assert "The key 2 belongs to Struktur. Choose another character." in text(app)
        assert app.screen.query_one("#key", Input).value == "2"
        await typed(pilot, "#key", ["backspace", "9", "escape"])
        assert (dialog.result.key, "x" in dialog.result.memo) == ("9", True)


async def test_giving_up_asks_once_more(app):
    save = Saving()
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form(save))
        await typed(pilot, "#name", ["x", "ctrl+g"])
        assert dialog.is_open
        assert "again gives up what you typed" in text(app)
        await pressed(pilot, "ctrl+g")
        assert (dialog.result, save.tried) == (None, [])


async def test_what_another_changed_is_told_and_kept_once_more_mine_replaces_it(app):
    theirs = replace(CODE, memo="Deras", include="Också deras")
    save = Saving(OvertakenError("memo", theirs))
    async with app.run_test() as pilot:
        dialog = await opened(pilot, form(save))
        await typed(pilot, "#memo", ["end", "!", "escape"])
        assert "changed meanwhile: memo" in text(app)
        assert app.screen.query_one("#include", TextArea).text == "Också deras"
        await pressed(pilot, "escape")
        before, after = save.tried[-1]
        assert before == theirs
        assert after == replace(theirs, memo="Minns!")
        assert dialog.result == after


CUES = st.builds(
    Cue,
    st.text(alphabet="abc åäö", min_size=1).map(lambda text: " ".join(text.split())).filter(bool),
    st.sampled_from(["lemma", "exact"]),
)


@given(st.lists(CUES, unique_by=lambda cue: (cue.text, cue.rule)))
def test_cues_survive_being_written_a_line_each(cues):
    assert cues_in(cue_lines(cues)) == tuple(cues)
