"""The application: which screens there are, which themes, which keys hold everywhere."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from workbench.model import Reference
from workbench.text.translation import _
from workbench.tui.screens.interviews import InterviewsScreen
from workbench.tui.themes import themes

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


class WorkbenchApp(App[None], inherit_bindings=False):
    """One project on the screen."""

    TITLE = "workbench"
    CSS_PATH = "workbench.tcss"
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

    def __init__(
        self,
        workspace: "Workspace",
        *,
        interview: str | None = None,
        at: Reference | None = None,
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._interview = interview if at is None else at.interview
        self._at = at
        self._use_own_themes()

    def _use_own_themes(self) -> None:
        own = themes()
        for theme in own:
            self.register_theme(theme)
        self.theme = own[0].name
        for other in set(self.available_themes) - {theme.name for theme in own}:
            self.unregister_theme(other)

    def get_default_screen(self) -> Screen[None]:
        return InterviewsScreen(self._workspace, open_first=self._interview, at=self._at)

    def get_key_display(self, binding: Binding) -> str:
        """The key as it is said: `ctrl+q`, not `^q`."""
        shown = super().get_key_display(binding)
        return shown.replace("^", "ctrl+", 1) if len(shown) > 1 else shown

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        offered = {"app.commands"}
        for node, binding, enabled, tooltip in screen.active_bindings.values():
            if enabled and binding.id and binding.id not in offered:
                offered.add(binding.id)
                do = partial(self.run_action, binding.action, node)
                yield SystemCommand(binding.description, tooltip, do)
        yield SystemCommand(_("Theme"), _("Light, dark or high contrast"), self.action_change_theme)

    def action_how_to_quit(self) -> None:
        self.notify(_("ctrl+q leaves the workbench."), timeout=3, markup=False)

    def action_keys(self) -> None:
        from workbench.tui.screens.keys import KeysScreen

        if not isinstance(self.screen, KeysScreen):
            self.push_screen(KeysScreen.of(self.screen))
