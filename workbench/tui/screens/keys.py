"""The keys of the place one is in."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from workbench.text.translation import _


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One action with every key it has."""

    keys: str
    name: str
    explained: str


def keys_of(screen: Screen[object]) -> list[KeyHelp]:
    """Every action that can be done on a screen now, in the order of its parts."""
    keys: dict[str, list[str]] = {}
    told: dict[str, tuple[str, str]] = {}
    for _node, binding, _enabled, tooltip in screen.active_bindings.values():
        if binding.id:
            keys.setdefault(binding.id, []).append(screen.app.get_key_display(binding))
            told[binding.id] = (binding.description, tooltip)
    return [KeyHelp(" ".join(keys[id_]), *told[id_]) for id_ in told]


class KeyList(VerticalScroll, inherit_bindings=False):
    """Scrolls where the screen is too low for all keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"keys.{key}", tooltip=tooltip)
        for key, action, name, tooltip in (
            ("up", "scroll_up", _("Up"), _("One row up")),
            ("down", "scroll_down", _("Down"), _("One row down")),
            ("pageup", "page_up", _("Page up"), _("One page up")),
            ("pagedown", "page_down", _("Page down"), _("One page down")),
        )
    ]


class KeysScreen(ModalScreen[None], inherit_bindings=False):
    """Shows the keys of the screen beneath."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,question_mark,q",
            "dismiss",
            _("Close"),
            id="keys.close",
            tooltip=_("Close the list of keys"),
        ),
    ]

    def __init__(self, keys: list[KeyHelp]) -> None:
        super().__init__()
        self._keys = keys

    @classmethod
    def of(cls, screen: Screen[object]) -> "KeysScreen":
        return cls(keys_of(screen))

    def compose(self) -> ComposeResult:
        with KeyList(id="keys") as panel:
            panel.border_title = _("Keys")
            panel.border_subtitle = _("Esc closes")
            yield Static(self._told())

    def _told(self) -> Content:
        width = max((len(each.keys) for each in self._keys), default=0)
        lines = [
            Content.assemble(
                (each.keys.rjust(width), "bold $accent"), "   ", (each.explained, "$foreground")
            )
            for each in self._keys
        ]
        return Content("\n").join(lines)
