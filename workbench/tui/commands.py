"""The command palette: every action of the screen beneath and of what has the focus there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType

from workbench.text.translation import _
from workbench.tui.keymap import shown_key


@dataclass(frozen=True, slots=True)
class Command:
    """One action that can be done now."""

    name: str
    keys: str
    explained: str
    do: IgnoreReturnCallbackType

    @property
    def words(self) -> str:
        """What typing finds it by."""
        return f"{self.name}: {self.explained}"


class ScreenCommands(Provider):
    """Offers the actions that have a key, each with it, and the themes."""

    def commands(self) -> Iterator[Command]:
        """Every action at hand, once."""
        keys: dict[str, list[str]] = {}
        active = list(self.screen.active_bindings.values())
        for _node, binding, _enabled, _tooltip in active:
            keys.setdefault(binding.id or "", []).append(shown_key(binding.key))
        offered = {"", "app.commands"}
        for node, binding, enabled, tooltip in active:
            ident = binding.id or ""
            if enabled and ident not in offered:
                offered.add(ident)
                do = partial(self.app.run_action, binding.action, node)
                yield Command(binding.description, " ".join(keys[ident]), tooltip, do)
        yield Command(
            _("Theme"), "", _("Light, dark or high contrast"), self.app.action_change_theme
        )

    async def discover(self) -> Hits:
        for command in self.commands():
            name = Content.styled(command.name, "bold")
            yield DiscoveryHit(
                _with_keys(name, command), command.do, text=command.name, help=command.explained
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self.commands():
            score = matcher.match(command.name)
            if score > 0:
                shown = _with_keys(matcher.highlight(command.name), command)
                yield Hit(score, shown, command.do, text=command.name, help=command.explained)
            elif (score := matcher.match(command.words)) > 0:
                shown = _with_keys(Content(command.name), command)
                yield Hit(score / 2, shown, command.do, text=command.name, help=command.explained)


def _with_keys(name: Content, command: Command) -> Content:
    return Content.assemble(name, "   ", (command.keys, "$accent")) if command.keys else name
