"""What a person has set for herself, as the application takes it over at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.errors import WorkbenchError
from workbench.tui.keymap import FittedKeys, fitted
from workbench.workflows.settings import keep_theme, kept_theme, read_keys


@dataclass(frozen=True, slots=True)
class Preferences:
    """Keys and theme; those that the workbench comes with unless told otherwise."""

    theme: str = ""
    """The name of the theme; empty for the first one."""
    keys: FittedKeys = field(default_factory=lambda: FittedKeys({}))
    keep_theme: Callable[[str], None] | None = None
    """Remembers a theme; raises WorkbenchError. None where nothing is to be remembered."""


def read_preferences() -> Preferences:
    """This person's own. What cannot be read is a warning, never a reason not to start."""
    try:
        keys = fitted(file) if (file := read_keys()).written else FittedKeys({})
    except WorkbenchError as error:
        keys = FittedKeys({}, (str(error),))
    return Preferences(theme=kept_theme(), keys=keys, keep_theme=keep_theme)
