"""The keys of the place one is in, under headings, in as many columns as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from workbench.text.translation import _
from workbench.tui.headings import heading_of, heading_order

_TWO_COLUMNS = 116
"""From this width on."""
_SHEET, _SHEET_WIDE, _EDGES, _BETWEEN = 76, 134, 9, 4
"""As in the styles: widths, border with padding and scroll bar, and what divides the columns."""


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One action with every key it has."""

    heading: str
    keys: str
    explained: str


def keys_of(screen: Screen[object]) -> list[KeyHelp]:
    """Every action that can be done on a screen now, ordered by heading."""
    keys: dict[str, list[str]] = {}
    told: dict[str, str] = {}
    for _node, binding, _enabled, tooltip in screen.active_bindings.values():
        if binding.id:
            keys.setdefault(binding.id, []).append(screen.app.get_key_display(binding))
            told[binding.id] = tooltip
    helps = [KeyHelp(heading_of(id_), " ".join(keys[id_]), told[id_]) for id_ in told]
    return sorted(helps, key=lambda each: heading_order(each.heading))


def in_columns(helps: Sequence[KeyHelp], number: int) -> list[list[list[KeyHelp]]]:
    """The groups in `number` columns of about the same height, none of them torn apart."""
    groups: dict[str, list[KeyHelp]] = {}
    for each in helps:
        groups.setdefault(each.heading, []).append(each)
    rows = sum(len(group) + 2 for group in groups.values())
    columns: list[list[list[KeyHelp]]] = [[]]
    filled = 0
    for group in groups.values():
        middle = filled + (len(group) + 2) / 2
        if columns[-1] and len(columns) < number and middle > rows * len(columns) / number:
            columns.append([])
        columns[-1].append(group)
        filled += len(group) + 2
    return columns


class KeyList(VerticalScroll, inherit_bindings=False):
    """Scrolls where the screen is too low for all keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"keys.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "scroll_up", _("Up"), "up", _("One row up")),
            ("down", "scroll_down", _("Down"), "down", _("One row down")),
            ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
            ("pagedown,space", "page_down", _("Page down"), "page-down", _("One page down")),
            ("home", "scroll_home", _("First"), "first", _("To the top")),
            ("end", "scroll_end", _("Last"), "last", _("To the end")),
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
            panel.border_subtitle = _("Esc closes · ctrl+p finds an action by its name")
            with Horizontal(id="key-columns"):
                yield Static(id="left-keys")
                yield Static(id="right-keys")

    def on_mount(self) -> None:
        self._arrange_keys(self.app.size.width)

    def on_resize(self, event: events.Resize) -> None:
        self._arrange_keys(event.size.width)

    def _arrange_keys(self, width: int) -> None:
        wide = width >= _TWO_COLUMNS
        self.set_class(wide, "-wide")
        columns = in_columns(self._keys, 2 if wide else 1)
        two = len(columns) > 1
        room = min(_SHEET_WIDE if wide else _SHEET, width * 95 // 100) - _EDGES
        each = (room - _BETWEEN) // 2 if two else room
        self.query_one("#left-keys", Static).update(_told(columns[0], each))
        right = self.query_one("#right-keys", Static)
        right.display = two
        right.update(_told(columns[1], each) if two else "")


def _told(groups: Sequence[Sequence[KeyHelp]], width: int) -> Content:
    """The groups below one another in `width` cells; explanations go on below themselves."""
    keys = max((len(each.keys) for group in groups for each in group), default=0)
    parts = []
    for group in groups:
        lines = [Content.styled(group[0].heading, "bold $primary")]
        for each in group:
            first, *more = wrap(each.explained, max(12, width - keys - 2)) or [""]
            lines.append(
                Content.assemble(
                    (each.keys.rjust(keys), "bold $accent"), "  ", (first, "$foreground")
                )
            )
            lines += [Content.styled(" " * (keys + 2) + line, "$foreground") for line in more]
        parts.append(Content("\n").join(lines))
    return Content("\n\n").join(parts)
