"""Means to open a dialog over the list of interviews and to wait for what it returns."""

from dataclasses import dataclass, field

from tests.tui.conftest import CODEBOOK, settle
from workbench.codebook import read_codebook

BOOK = read_codebook(CODEBOOK.read_text(encoding="utf-8"), name="factors.yaml")


@dataclass
class Opened:
    """A dialog and what it was dismissed with, if it was."""

    results: list = field(default_factory=list)

    @property
    def result(self):
        assert self.results, "the dialog is still open"
        return self.results[-1]

    @property
    def is_open(self):
        return not self.results


async def opened(pilot, screen):
    """Show the dialog and wait until it is there."""
    await settle(pilot)
    dialog = Opened()
    pilot.app.push_screen(screen, dialog.results.append)
    await settle(pilot)
    return dialog


async def pressed(pilot, *keys):
    """Press the keys and wait for what they bring."""
    await pilot.press(*keys)
    await settle(pilot)
