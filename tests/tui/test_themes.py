"""Every pair of colours that words are read in has the contrast of WCAG 2.2, 1.4.3: 4.5 to 1."""

import re

import pytest
from textual.color import Color
from textual.widgets import Input

from tests.conftest import ROOT
from tests.tui.conftest import settle
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.find import FindScreen
from workbench.tui.themes import themes
from workbench.tui.widgets.transcript.colours import READABLE, contrast

NAMES = [theme.name for theme in themes()]
INKS = ("foreground", "quiet", "primary", "secondary", "accent", "warning", "error", "success")
GROUNDS = ("background", "surface", "panel")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("foreground", "block-hover-background"),
    ("foreground", "command-cursor"),
    ("accent", "command-cursor"),
    ("foreground", "input-selection-background"),
    ("footer-key-foreground", "panel"),
    ("footer-description-foreground", "panel"),
]


def colours(theme):
    chosen = next(each for each in themes() if each.name == theme)
    return {**chosen.to_color_system().generate(), **chosen.variables}


@pytest.mark.parametrize("theme", NAMES)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_words_can_be_read_on_every_ground(theme, ink, ground):
    known = colours(theme)
    behind = Color.parse(known[ground])
    drawn = behind + Color.parse(known[ink])
    assert contrast(drawn, behind) >= READABLE, (known[ink], known[ground])


def places(app, workspace):
    """How each screen is reached."""

    async def nowhere(pilot):
        pass

    async def finding(pilot):
        app.push_screen(FindScreen(workspace, interview="07", words="och"))
        await settle(pilot)
        await pilot.pause(0.1)

    async def pressing(pilot, *keys):
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return {
        "list": nowhere,
        "filter": lambda pilot: pressing(pilot, "slash", "e"),
        "help": lambda pilot: pressing(pilot, "question_mark"),
        "commands": lambda pilot: pressing(pilot, "ctrl+p", "o"),
        "find": finding,
        "codebook": lambda pilot: pressing(pilot, "b"),
        "memo": lambda pilot: pressing(pilot, "m"),
    }


def hard_to_read(app):
    """What is painted on the top screen in colours too near each other, with its contrast."""
    found = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            if not re.search(r"\w", segment.text) or style is None:
                continue
            ink, ground = (Color.from_rich_color(each) for each in (style.color, style.bgcolor))
            if style.reverse:
                ink, ground = ground, ink
            if contrast(ink, ground) < READABLE:
                found[segment.text.strip()] = round(contrast(ink, ground), 1)
    return found


@pytest.mark.parametrize(
    "place", ["list", "filter", "help", "commands", "find", "codebook", "memo"]
)
@pytest.mark.parametrize("theme", NAMES)
async def test_what_each_screen_paints_can_be_read(workspace, theme, place):
    app = WorkbenchApp(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        app.theme = theme
        await settle(pilot)
        await places(app, workspace)[place](pilot)
        await settle(pilot)
        if app.screen.is_modal:
            # What lies beneath a modal screen is dimmed on purpose.
            app.screen.styles.background = app.current_theme.background
            await settle(pilot)
        placeholder = {each.placeholder for each in app.screen.query(Input)}
        told = hard_to_read(app)
        assert {words: told[words] for words in told if words not in placeholder} == {}


@pytest.mark.parametrize("theme", NAMES)
async def test_the_transcript_can_be_read(workspace, theme):
    app = WorkbenchApp(workspace, at=Reference.parse("06:13"))
    async with app.run_test(size=(140, 45)) as pilot:
        app.theme = theme
        await settle(pilot)
        await settle(pilot)
        assert hard_to_read(app) == {}


def test_styles_name_no_colours_of_their_own():
    for path in (ROOT / "workbench/tui").glob("*.tcss"):
        assert not re.search(r"#[0-9a-f]{6}\b|\brgb\(", path.read_text(encoding="utf-8")), path
