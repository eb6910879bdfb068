"""The codebook as a tree in few cells, with how often each code is used.

Invariant: the tree takes the keys only where a screen or Tab gives them to it; a click leaves them
where they are.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.color import Color

from workbench.model import Code, Codebook, CodeId, readable_id
from workbench.text import fold
from workbench.text.translation import _
from workbench.tui.widgets.code_rows import CodeRow, CodeRows, told_count
from workbench.tui.widgets.transcript.colours import code_colours

_CLOSED = "▸"
_ROOM_FOR_SUMS = 40
"""Cells; from this width on, codes with codes below them tell both counts."""


def with_below(codebook: Codebook, counts: Mapping[CodeId, int]) -> dict[CodeId, int]:
    """How often each code or a code below it is used."""
    sums: dict[CodeId, int] = {}
    for code in reversed([code for code, _depth in codebook.walk()]):
        sums[code.id] = sums.get(code.id, 0) + counts.get(code.id, 0)
        if code.parent is not None:
            sums[code.parent] = sums.get(code.parent, 0) + sums[code.id]
    return sums


def tree_words(code: Code) -> tuple[str, str]:
    """What stands first in the row of a code, and what after it.

    The id without its parent's, which stands above it, and the name; the name alone where the
    program made up the id, or where both are the same.
    """
    label = readable_id(code.id)
    if code.parent is not None:
        label = label.removeprefix(f"{code.parent}.")
    if not label or fold(label) == fold(code.name):
        return code.name, ""
    return label, code.name


class CodeTree(CodeRows, inherit_bindings=True):
    """Shows a codebook; posts Chosen for a click or Enter, Highlighted when its cursor moves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left",
            "close",
            _("Close"),
            show=False,
            id="codes.close",
            tooltip=_("Hide the codes below this one, or go to the code above it"),
        ),
        Binding(
            "right",
            "open",
            _("Open"),
            show=False,
            id="codes.open",
            tooltip=_("Show the codes below this one, or go to the first of them"),
        ),
    ]

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - textual's own name
        keeps_cursor: bool = False,
        click_chooses: bool = True,
    ) -> None:
        """`keeps_cursor`: the cursor is seen also while the keys go elsewhere.

        `click_chooses`: the first click on a row chooses; else it moves the cursor there.
        """
        super().__init__(id=id)
        self.keeps_cursor = keeps_cursor
        self.click_chooses = click_chooses
        self._book = Codebook()
        self._counts: Mapping[CodeId, int] = {}
        self._colours: dict[CodeId, Color] = {}
        self._here: Collection[CodeId] = ()
        self._folded: set[CodeId] = set()

    def show(
        self,
        codebook: Codebook,
        counts: Mapping[CodeId, int],
        here: Collection[CodeId] = (),
        *,
        at: CodeId | None = None,
    ) -> None:
        """Show a codebook; `here` are the codes to be marked, `at` the one to put the cursor on."""
        if codebook != self._book:
            self._colours = code_colours(codebook)
        self._book, self._counts, self._here = codebook, counts, here
        if at is not None:
            self._folded -= set(codebook.ancestors(at)[1:])
        self._fill(at)

    def mark(self, here: Collection[CodeId]) -> None:
        """Mark other codes as those at the transcript's cursor."""
        before, self._here = self._here, here
        for place, row in enumerate(self._rows):
            if (row.code in here) != (row.code in before):
                self.change_row(place, replace(row, here=row.code in here))

    def on_resize(self) -> None:
        self._fill(None)

    def action_close(self) -> None:
        code = self.under_cursor
        if code is None:
            return
        if self._book.children(code) and code not in self._folded:
            self._folded.add(code)
            self._fill(code)
        elif (parent := self._book.by_id[code].parent) is not None:
            self.go_to(parent)

    def action_open(self) -> None:
        code = self.under_cursor
        if code is None or not self._book.children(code):
            return
        if code in self._folded:
            self._folded.discard(code)
            self._fill(code)
        else:
            self.action_move(1)

    def _fill(self, at: CodeId | None) -> None:
        self._folded &= self._book.by_id.keys()
        sums = with_below(self._book, self._counts)
        rows = []
        for code, depth in self._book.walk():
            if not self._folded or self._folded.isdisjoint(self._book.ancestors(code.id)[1:]):
                label, name = tree_words(code)
                rows.append(
                    CodeRow(
                        code.id,
                        self._colours[code.id],
                        label=label,
                        name=name,
                        key=code.key,
                        counts=self._told_counts(code.id, sums),
                        indent=2 * depth,
                        sign=_CLOSED if code.id in self._folded else " ",
                        here=code.id in self._here,
                    )
                )
        self.show_rows(rows, at=at)

    def _told_counts(self, code: CodeId, sums: Mapping[CodeId, int]) -> tuple[str, ...]:
        own = told_count(self._counts.get(code, 0))
        if self.size.width < _ROOM_FOR_SUMS:
            return (told_count(sums[code]),) if code in self._folded else (own,)
        return (own, told_count(sums[code]) if self._book.children(code) else "")
