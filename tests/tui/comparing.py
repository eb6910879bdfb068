"""What tests of two coders side by side share: opening them, going about, what was decided."""

from tests.tui.conftest import settle
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.compare.screen import CompareScreen
from workbench.workflows.pairing import Sought


def comparing(workspace, pair, *, at=None):
    """The program with the two side by side, at a reference."""
    return WorkbenchApp(workspace, pair=pair, at=at)


def screen_of(app):
    assert isinstance(app.screen, CompareScreen)
    return app.screen


def current(app):
    """The disagreement one is at."""
    return screen_of(app).current


def notified(app):
    """What was said in passing."""
    return [each.message for each in app._notifications]


def decided(pair, listed):
    """What the project says was decided."""
    return pair.settled()[listed.key].settlement


def in_consensus(pair, interview):
    return {(each.span, each.code) for each in pair.codings(pair.consensus, interview)}


def first_of(pair, kind, *, direction=False):
    """The first disagreement of a kind."""
    found = pair.disagreements(Sought(kinds=[kind], direction=direction))
    return found[0]


async def go_to(pilot, disagreement):
    """Be at a disagreement, as a click in the list would."""
    screen = screen_of(pilot.app)
    screen.go_to(screen.row_of(disagreement.key))
    await settle(pilot)
