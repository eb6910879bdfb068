"""The codings that lost their place: read, placed on other words, or taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from workbench.model import Codebook, CodingId, RevisedCoding
from workbench.text.translation import _
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Dialog
from workbench.tui.widgets.inspector import told_polarity


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """What is to be done with one of them."""

    coding: CodingId
    drop: bool
    """Take it away; else it is placed."""


class LostScreen(Dialog[LostAnswer | None]):
    """Enter places the one under the cursor on the words meant; None when left by Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "delete,d",
            "drop",
            _("Take away"),
            id="lost.drop",
            tooltip=_("Take the coding away for good"),
        ),
        Binding(
            "escape",
            "leave",
            _("Close"),
            id="lost.close",
            tooltip=_("Leave them as they are"),
        ),
    ]

    def __init__(self, lost: Sequence[RevisedCoding], codebook: Codebook, *, words: str) -> None:
        """`words` are those that Enter would put a coding on."""
        super().__init__()
        self._lost = lost
        self._codebook = codebook
        self._words = words

    def compose(self) -> ComposeResult:
        with Vertical(id="lost", classes="dialog") as panel:
            panel.border_title = Content(_("Without a place in the corrected text"))
            panel.border_subtitle = Content(
                _("Enter places · {drop} takes away · {close} closes").format(
                    drop=key_of(self, "lost.drop"), close=key_of(self, "lost.close")
                )
            )
            yield OptionList(*(self._row(each) for each in self._lost), id="lost-codings")
            told = _("Enter places it on: “{words}”").format(words=self._words)
            yield Static(Content(told), id="lost-target")

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def _row(self, each: RevisedCoding) -> Option:
        coding = each.coding
        code = self._codebook.by_id.get(coding.code)
        name = coding.code if code is None else code.short_name
        where = f"{each.was} {each.was_speaker}".rstrip()
        memo = f"\n  ✎ {' '.join(coding.memo.split())}" if coding.memo else ""
        return Option(
            Content.assemble(
                (name, "bold $accent"),
                (f"  {told_polarity(coding.polarity)}", "$foreground"),
                (f"  {where}", "$quiet"),
                (f"\n  “{' '.join(each.words.split())}”", "$foreground"),
                (memo, "italic $foreground"),
            ),
            id=f"lost-{coding.id}",
        )

    @on(OptionList.OptionSelected)
    def _place(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(LostAnswer(self._lost[message.option_index].coding.id, drop=False))

    def action_drop(self) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(LostAnswer(self._lost[at].coding.id, drop=True))

    def action_leave(self) -> None:
        self.dismiss(None)
