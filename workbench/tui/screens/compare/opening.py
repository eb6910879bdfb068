"""From a screen on the project to two coders side by side: which two, if there are more."""

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from workbench.errors import WorkbenchError
from workbench.model import Coder, InterviewId
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog
from workbench.tui.screens.watching import ProjectScreen

if TYPE_CHECKING:
    from workbench.workflows.pairing import Pair

_Result = TypeVar("_Result")
_Two = tuple[Coder, Coder]


class Comparing(ProjectScreen[_Result]):
    """A screen from which one goes on to compare coders."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "equals_sign",
            "compare",
            _("Compare"),
            key_display="=",
            show=False,
            id="compare.open",
            tooltip=_("Two coders side by side: where they differ, and what is settled"),
        ),
    ]

    class CodersRead(Message):
        """Who has coded."""

        def __init__(self, coders: tuple[Coder, ...]) -> None:
            super().__init__()
            self.coders = coders

    class Paired(Message):
        """Two coders are to be shown side by side."""

        def __init__(self, pair: "Pair") -> None:
            super().__init__()
            self.pair = pair

    def compare_from(self) -> tuple[InterviewId | None, int | None]:
        """The interview one is at, and the offset in it."""
        return None, None

    def compared(self, interview: InterviewId | None) -> None:
        """One has come back from comparing."""
        self.reload()

    def action_compare(self) -> None:
        self.opening = True
        self._read_coders()

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _read_coders(self) -> None:
        try:
            self.post_message(self.CodersRead(self.workspace.coders()))
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))

    def on_comparing_coders_read(self, message: CodersRead) -> None:
        self.opening = False
        coders = message.coders
        if len(coders) < 2:
            told = (
                _("Only {coder} has coded: there is nobody to compare with.").format(
                    coder=coders[0]
                )
                if coders
                else _("Nobody has coded yet: there is nothing to compare.")
            )
            self.notify(told, severity="warning", markup=False)
        elif len(coders) == 2:
            self._pair((coders[0], coders[1]))
        else:
            self.app.push_screen(PairsScreen(list(combinations(coders, 2))), self._pair)

    def _pair(self, two: _Two | None) -> None:
        if two is not None:
            self.opening = True
            self._make_pair(*two)

    @work(thread=True, exclusive=True, group="compare", exit_on_error=False)
    def _make_pair(self, first: Coder, second: Coder) -> None:
        try:
            self.post_message(self.Paired(self.workspace.pair(first, second)))
        except WorkbenchError as error:
            self.post_message(self.Failed(error, opening=True))

    def on_comparing_paired(self, message: Paired) -> None:
        from workbench.tui.screens.compare.screen import CompareScreen

        self.opening = False
        interview, place = self.compare_from()
        screen = CompareScreen(self.workspace, message.pair, interview=interview, place=place)
        self.app.push_screen(screen, self.compared)


class PairList(OptionList, inherit_bindings=False):
    """Every two coders, a row each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"pairs.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "cursor_up", _("Up"), "up", _("One row up")),
            ("down", "cursor_down", _("Down"), "down", _("One row down")),
            ("enter", "select", _("Compare"), "choose", _("Compare these two")),
        )
    ]


class PairsScreen(Dialog[_Two | None]):
    """Which two of more coders are to be compared; None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", _("Close"), id="pairs.close", tooltip=_("Compare nobody")),
    ]

    def __init__(self, pairs: Sequence[_Two]) -> None:
        super().__init__()
        self._pairs = pairs

    def compose(self) -> ComposeResult:
        with Vertical(id="pairs", classes="dialog") as panel:
            panel.border_title = _("Compare whom?")
            told = _("{first} and {second}")
            rows = PairList(
                *(Content(told.format(first=one, second=other)) for one, other in self._pairs)
            )
            panel.border_subtitle = _("{choose} compares · {close} closes").format(
                choose=key_of(rows, "pairs.choose"), close=key_of(self, "pairs.close")
            )
            yield rows

    def on_mount(self) -> None:
        self.query_one(PairList).focus()

    @on(OptionList.OptionSelected)
    def _choose(self, message: OptionList.OptionSelected) -> None:
        self.dismiss(self._pairs[message.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)
