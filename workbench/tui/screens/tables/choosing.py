"""Choose an attribute from a list."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList

from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog


class ChoiceList(OptionList, inherit_bindings=False):
    """One row for each attribute."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"choice.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "cursor_up", _("Up"), "up", _("One row up")),
            ("down", "cursor_down", _("Down"), "down", _("One row down")),
            ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
            ("pagedown", "page_down", _("Page down"), "page-down", _("One page down")),
            ("home", "first", _("First"), "first", _("To the first row")),
            ("end", "last", _("Last"), "last", _("To the last row")),
            ("enter,space", "select", _("Choose"), "choose", _("Take this row")),
        )
    ]


class ChooseAttribute(Dialog[tuple[str | None] | None]):
    """Gives the attribute in a tuple, `(None,)` for none of them; None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Close"), id="choice.close", tooltip=_("Change nothing")),
    ]

    def __init__(
        self, title: str, attributes: Sequence[str], none: str, current: str | None
    ) -> None:
        """`none` is the row that stands for no attribute."""
        super().__init__()
        self._title = title
        self._choices: tuple[str | None, ...] = (*attributes, None)
        self._none, self._current = none, current

    def compose(self) -> ComposeResult:
        with Vertical(id="choice", classes="dialog") as panel:
            panel.border_title = Content(self._title)
            rows = ChoiceList(*(Content(each or self._none) for each in self._choices))
            panel.border_subtitle = _("{choose} chooses · {close} closes").format(
                choose=key_of(rows, "choice.choose"), close=key_of(self, "choice.close")
            )
            yield rows

    def on_mount(self) -> None:
        rows = self.query_one(ChoiceList)
        if self._current in self._choices:
            rows.highlighted = self._choices.index(self._current)
        rows.focus()

    @on(OptionList.OptionSelected)
    def _take(self, message: OptionList.OptionSelected) -> None:
        self.dismiss((self._choices[message.option_index],))

    def action_leave(self) -> None:
        self.dismiss(None)
