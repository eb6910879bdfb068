"""The application: which screens there are, which themes, which keys hold everywhere."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.message import Message
from textual.screen import Screen
from textual.theme import Theme

from workbench.errors import WorkbenchError
from workbench.model import Reference
from workbench.text.translation import _
from workbench.tui.commands import ScreenCommands
from workbench.tui.keymap import key_of, shown_key
from workbench.tui.preferences import Preferences
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.scribe import SLOW
from workbench.tui.themes import themes
from workbench.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.pairing import Pair

_STYLES: list[str | PurePath] = ["workbench.tcss", "list.tcss", "help.tcss"]


class WorkbenchApp(TypingAhead, inherit_bindings=False):
    """One project on the screen."""

    TITLE = "workbench"
    CSS_PATH = _STYLES
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ScreenCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark",
            "keys",
            _("Keys"),
            key_display="?",
            id="app.keys",
            tooltip=_("Show the keys of this screen"),
        ),
        Binding(
            "f1",
            "keys",
            _("Help"),
            show=False,
            priority=True,
            id="app.help",
            tooltip=_("Show the keys of this screen, also while you type"),
        ),
        Binding(
            "ctrl+p",
            "command_palette",
            _("Commands"),
            show=False,
            priority=True,
            id="app.commands",
            tooltip=_("Find any command by typing, and change the theme"),
        ),
        Binding(
            "ctrl+q",
            "quit",
            _("Quit"),
            priority=True,
            id="app.quit",
            tooltip=_("Leave the workbench; everything is saved"),
        ),
        Binding(
            "ctrl+c",
            "how_to_quit",
            _("How to quit"),
            show=False,
            id="app.how-to-quit",
            tooltip=_("Say which key quits"),
        ),
    ]

    class Leaving(Message):
        """The coder leaves; every key pressed before has had its effect."""

    class NotKept(Message):
        """The theme could not be remembered."""

        def __init__(self, error: WorkbenchError) -> None:
            super().__init__()
            self.error = error

    def __init__(
        self,
        workspace: "Workspace",
        *,
        interview: str | None = None,
        at: Reference | None = None,
        pair: "Pair | None" = None,
        tables: bool = False,
        preferences: Preferences | None = None,
    ) -> None:
        """With a `pair` the two are shown side by side; with `tables`, those are shown first.

        Without `preferences` the keys and the theme are those it comes with.
        """
        super().__init__()
        self._workspace = workspace
        self._interview = interview if at is None else at.interview
        self._at = at
        self._pair, self._tables = pair, tables
        self._preferences = preferences or Preferences()
        self._use_own_themes(self._preferences.theme)
        self._leaving = False
        """Whether the coder has asked to leave."""
        self._remembered = self.theme
        self.set_keymap(self._preferences.keys.keymap)

    def _use_own_themes(self, wanted: str) -> None:
        own = themes()
        for theme in own:
            self.register_theme(theme)
        names = [theme.name for theme in own]
        self.theme = wanted if wanted in names else names[0]
        for other in set(self.available_themes) - set(names):
            self.unregister_theme(other)

    def get_default_screen(self) -> Screen[None]:
        return InterviewsScreen(
            self._workspace,
            open_first=self._interview,
            at=self._at,
            pair=self._pair,
            tables=self._tables,
        )

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        warnings = self._preferences.keys.warnings
        if warnings:
            told = "\n".join(warnings)
            self.notify(told, title=_("Keys"), severity="warning", timeout=10, markup=False)
        # Somebody ends the program from outside: as ctrl+q does, and with the terminal put right.
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(
                signal.SIGTERM, self.post_message, self.Leaving()
            )

    def _remember_theme(self, theme: Theme) -> None:
        if self._preferences.keep_theme is not None and theme.name != self._remembered:
            self._remembered = theme.name
            self._write_theme(theme.name)

    @work(thread=True, group="theme", exit_on_error=False)
    def _write_theme(self, name: str) -> None:
        if self._preferences.keep_theme is None:
            return
        try:
            self._preferences.keep_theme(name)
        except WorkbenchError as error:
            self.post_message(self.NotKept(error))

    def on_workbench_app_not_kept(self, message: NotKept) -> None:
        self.notify(str(message.error), severity="warning", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """The key as it is said: `ctrl+q`, not `^q`."""
        return binding.key_display or shown_key(binding.key)

    async def action_quit(self) -> None:
        """Leave, once what the keys before this one asked for is on disk.

        The key itself overtakes them: so a message takes the way they take.
        """
        (self.focused or self.screen).post_message(self.Leaving())

    def on_workbench_app_leaving(self) -> None:
        """Leave when all is written; asked once more while that cannot be, leave without."""
        if self._leaving:
            self.exit(message=_("What was still waiting to be written is not in the project."))
        else:
            self._leaving = True
            self._leave()

    @work(group="leaving", exit_on_error=False)
    async def _leave(self) -> None:
        writing = asyncio.ensure_future(self._finish_writing())
        _finished, still_writing = await asyncio.wait({writing}, timeout=SLOW)
        if still_writing:
            told = _("{key} again leaves without what is still waiting to be written.")
            self.notify(told.format(key=key_of(self, "app.quit")), timeout=60, markup=False)
            await asyncio.wait({writing})
        self.exit()

    async def _finish_writing(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ProjectScreen):
                await screen.finish_writing()

    def is_ready_for_keys(self) -> bool:
        screen = self.screen
        return not (isinstance(screen, ProjectScreen) and screen.opening)

    def action_how_to_quit(self) -> None:
        self.notify(_("ctrl+q leaves the workbench."), timeout=3, markup=False)

    def action_keys(self) -> None:
        from workbench.tui.screens.keys import KeysScreen

        if isinstance(self.screen, KeysScreen):
            self.screen.dismiss()
        else:
            self.push_screen(KeysScreen.of(self.screen))
