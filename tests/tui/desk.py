"""What tests of the coding screen share: opening it somewhere, pressing keys, reading what is said."""

from tests.tui.conftest import settle, shown
from workbench.model import Reference
from workbench.tui.app import WorkbenchApp
from workbench.tui.widgets.transcript import TranscriptView

LARGE = (140, 45)


def coding_at(workspace, reference):
    return WorkbenchApp(workspace, at=Reference.parse(reference))


def view_of(app):
    return app.screen.query_one(TranscriptView)


def words_of(app, span):
    return view_of(app).interview.text[span.start : span.end]


def said(app):
    """The whole screen as one text."""
    return "\n".join(shown(app))


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
