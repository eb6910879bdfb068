"""The interface in the terminal: widgets show frozen values, screens ask the workspace.

Invariant: textual is imported when the interface starts and not before; nothing here knows SQL,
files or statistics.
"""

import os
from typing import TYPE_CHECKING

# Frames a second at the most, read when textual is imported. At its own 60 a key waits up to 17 ms
# for the next one; nothing is painted where nothing has changed.
os.environ.setdefault("TEXTUAL_FPS", "120")

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.pairing import Pair


def run(
    workspace: "Workspace",
    *,
    interview: str | None = None,
    at: str | None = None,
    pair: "Pair | None" = None,
    tables: bool = False,
) -> None:
    """Show a project until the user quits; the caller closes the workspace.

    `interview` opens that interview at once, `at` a reference such as `07:31`, which names its
    interview itself; with a `pair`, the two are shown side by side there; with `tables`, those are
    shown first. Raises InputError when the reference cannot be read.
    """
    from workbench.model import Reference

    reference = None if at is None else Reference.parse(at)
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.collecting import keep
    from workbench.tui.preferences import read_preferences

    preferences = read_preferences()
    keep()
    WorkbenchApp(
        workspace,
        interview=interview,
        at=reference,
        pair=pair,
        tables=tables,
        preferences=preferences,
    ).run()
