"""What tests of pictures share: sizes, themes, keys pressed one after the other."""

import pytest

from tests.tui.conftest import settle

SMALL, LARGE = (80, 24), (140, 45)
SIZES = pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "140x45"])
THEMES = ["workbench-light", "workbench-high-contrast"]


def pressing(*keys, theme=None):
    """Wait for the screen, then press the keys, waiting after each for what it brings."""

    async def before(pilot):
        if theme is not None:
            pilot.app.theme = theme
        await settle(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)

    return before


@pytest.fixture(autouse=True)
def no_clock(monkeypatch):
    """When a coding was made differs from run to run."""
    monkeypatch.setattr(
        "workbench.tui.widgets.inspector.told_time", lambda _time: "2016-02-01 10:30"
    )
