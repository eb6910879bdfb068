"""Take the longer where edges differ by little: by how little, and how many that are."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from workbench.model import DisagreementKind, InterviewId
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.confirm import ConfirmScreen
from workbench.tui.screens.dialog import Dialog, Problem
from workbench.tui.widgets.choice import Choice
from workbench.tui.widgets.compare.listed import Listed

_PROPOSED = 20
"""Characters: a word or two at one edge."""


class NumberField(Input):
    """Where the number is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.take",
            _("Take"),
            id="edges.take",
            tooltip=_("Go on; it is asked once more, with how many there are"),
        ),
    ]


class EdgesScreen(Dialog[tuple[int, bool] | None]):
    """Gives the number, and whether all interviews are meant; None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            _("Close"),
            id="edges.close",
            tooltip=_("Close without doing anything"),
        ),
        Binding(
            "f2",
            "turn_scope",
            _("Here or everywhere"),
            id="edges.scope",
            tooltip=_("In this interview, or in all"),
        ),
    ]

    def __init__(self, rows: Sequence[Listed], *, here: InterviewId | None) -> None:
        """`rows` are all disagreements, `here` the interview one is in."""
        super().__init__()
        self._rows, self._here = rows, here
        self._everywhere = here is None

    def compose(self) -> ComposeResult:
        with Vertical(id="edges", classes="dialog") as panel:
            panel.border_title = _("Take the longer where only edges differ")
            yield Static(_("By fewer characters than"), id="edges-asked", markup=False)
            field = NumberField(str(_PROPOSED), type="integer", max_length=4, id="number")
            panel.border_subtitle = _("{take} goes on · {close} closes").format(
                take=key_of(field, "edges.take"), close=key_of(self, "edges.close")
            )
            yield field
            yield Choice(key_of(self, "edges.scope"), (_("this interview"), _("all")), id="scope")
            yield Static(id="edges-found", markup=False)
            yield Problem()

    def on_mount(self) -> None:
        self.query_one(NumberField).focus()
        self._tell()

    @property
    def _number(self) -> int:
        written = self.query_one(NumberField).value
        return int(written) if written.isdecimal() else 0

    def _found(self) -> list[Listed]:
        """What is open, and differs in nothing but edges, by less."""
        return [each for each in self._rows if self._is_meant(each)]

    def _is_meant(self, row: Listed) -> bool:
        disagreement = row.disagreement
        return (
            row.open
            and only_edges(row)
            and disagreement.size < self._number
            and (self._everywhere or disagreement.interview == self._here)
        )

    @on(Input.Changed)
    def _tell(self) -> None:
        self.query_one("#scope", Choice).second = self._everywhere
        self.query_one("#edges-found", Static).update(_told_found(self._found()))
        self.query_one(Problem).say("")

    def action_turn_scope(self) -> None:
        self._everywhere = self._here is None or not self._everywhere
        self._tell()

    @on(Choice.Turned)
    def _click_scope(self) -> None:
        self.action_turn_scope()

    def action_take(self) -> None:
        found, number = self._found(), self._number
        if not found:
            self.query_one(Problem).say(_("There is nothing to take: give a larger number."))
            return
        question = ngettext(
            "Take the longer at {n} disagreement?",
            "Take the longer at {n} disagreements?",
            len(found),
        ).format(n=len(found))
        told = _("Their edges differ by fewer than {number} characters; one undo takes all back.")
        screen = ConfirmScreen(
            question, [told.format(number=number)], yes=_("take the longer"), no=_("no")
        )
        self.app.push_screen(screen, lambda yes: self._confirmed(number, yes))

    def _confirmed(self, number: int, yes: bool | None) -> None:
        if yes:
            self.dismiss((number, self._everywhere))

    def action_leave(self) -> None:
        self.dismiss(None)


def only_edges(row: Listed) -> bool:
    """Whether nothing but the edges differs: neither the code nor two directions."""
    if row.disagreement.kind is not DisagreementKind.BOUNDARIES:
        return False
    directions = {each.polarity for each in row.codings if each.polarity is not None}
    return len(directions) < 2


def _told_found(found: Sequence[Listed]) -> str:
    interviews = len({each.disagreement.interview for each in found})
    told = ngettext("{n} open disagreement", "{n} open disagreements", len(found))
    where = ngettext("in {n} interview", "in {n} interviews", interviews)
    return f"{told.format(n=len(found))} {where.format(n=interviews)}"
