"""Passages, one row each: where, who, and how it begins.

Invariant: the cursor is on a row while there are rows; nothing is painted that is not in sight.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Reference, Span
from workbench.text.translation import _
from workbench.tui.widgets.transcript.brackets import fitted

_SIGN = "▸ "
_SPEAKER_AT_MOST = 14
_NOTE_AT_MOST = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing that is listed, with where one goes from it."""

    reference: Reference
    speaker: str
    note: str
    """What stands before the words: how many words, how many codings, or the code."""
    text: str
    spans: tuple[Span, ...]
    """What is marked in the text when one goes there, in order, none inside another."""
    number: int = 1
    """What it adds to the cell it belongs to."""
    told: str = ""
    """Below the words where the whole passage is shown."""

    @property
    def place(self) -> str:
        """`07:31`, without the offset."""
        return f"{self.reference.interview}:{self.reference.turn}"


class PassageList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows passages; Enter or a second click goes to the one under the cursor."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "passages--reference",
        "passages--speaker",
        "passages--note",
        "passages--words",
        "passages--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=show, id=f"passages.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip, show in (
            ("enter", "choose", _("Go there"), "go", _("See the passage in its interview"), True),
            ("up", "move(-1)", _("Up"), "up", _("To the passage above"), False),
            ("down", "move(1)", _("Down"), "down", _("To the passage below"), False),
            ("pageup", "page(-1)", _("Page up"), "page-up", _("One page up"), False),
            ("pagedown", "page(1)", _("Page down"), "page-down", _("One page down"), False),
            ("home", "edge(-1)", _("First"), "first", _("To the first passage"), False),
            ("end", "edge(1)", _("Last"), "last", _("To the last passage"), False),
        )
    ]

    cursor: var[int] = var(0, init=False)
    """The row one is on."""

    class Moved(Message):
        """The cursor is on another passage."""

    class Chosen(Message):
        """The passage under the cursor is to be gone to."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._passages: Sequence[Passage] = ()
        self._reference = self._speaker = self._note = 0

    @property
    def passages(self) -> Sequence[Passage]:
        return self._passages

    @property
    def under_cursor(self) -> Passage | None:
        return self._passages[self.cursor] if self.cursor < len(self._passages) else None

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show others; the cursor stays on the same passage, else on the same row."""
        before = self.under_cursor
        self._passages = passages
        self._reference = max((cell_len(each.place) for each in passages), default=0)
        speakers = max((cell_len(each.speaker) for each in passages), default=0)
        self._speaker = min(_SPEAKER_AT_MOST, speakers)
        notes = max((cell_len(each.note) for each in passages), default=0)
        self._note = min(_NOTE_AT_MOST, notes)
        same = (
            at
            for at, each in enumerate(passages)
            if before is not None
            and (each.reference, each.spans) == (before.reference, before.spans)
        )
        self.set_reactive(PassageList.cursor, next(same, min(self.cursor, len(passages) - 1)))
        self.virtual_size = Size(self.size.width, len(passages))
        self.refresh()
        self.go_to(self.cursor)

    def go_to(self, row: int) -> None:
        """Put the cursor on a row and bring it into sight."""
        self.cursor = max(0, min(row, len(self._passages) - 1))
        height = max(1, self.scrollable_content_region.height)
        top = self.scroll_offset.y
        margin = min(1, (height - 1) // 2)
        least, most = self.cursor + margin - height + 1, self.cursor - margin
        if not least <= top <= most:
            self.scroll_to(y=max(0, least if top < least else most), animate=False, force=True)

    def watch_cursor(self, before: int, now: int) -> None:
        for row in (before, now):
            self.refresh_lines(row)
        self.post_message(self.Moved())

    def action_move(self, step: int) -> None:
        self.go_to(self.cursor + step)

    def action_page(self, direction: int) -> None:
        self.go_to(self.cursor + direction * max(1, self.scrollable_content_region.height - 1))

    def action_edge(self, direction: int) -> None:
        self.go_to(0 if direction < 0 else len(self._passages) - 1)

    def action_choose(self) -> None:
        if self.under_cursor is not None:
            self.post_message(self.Chosen())

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._passages))
        self.go_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y
        if row < len(self._passages):
            again = row == self.cursor
            self.go_to(row)
            if again or event.chain > 1:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        plain = self.get_component_rich_style("passages--words")
        if row >= len(self._passages):
            return Strip.blank(width, plain)
        here = row == self.cursor
        segments = list(self._painted(self._passages[row], width, here=here))
        return Strip(segments).adjust_cell_length(width, segments[-1].style)

    def _painted(self, passage: Passage, width: int, *, here: bool) -> Iterator[Segment]:
        def style(name: str) -> Style:
            return self.get_component_rich_style(f"passages--{'cursor' if here else name}")

        rest = width - len(_SIGN)
        yield Segment(_SIGN if here else " " * len(_SIGN), style("reference"))
        for name, words, cells in (
            ("reference", passage.place, self._reference),
            ("speaker", passage.speaker, self._speaker),
            ("note", passage.note, self._note),
        ):
            if cells:
                rest -= cells + 2
                yield Segment(fitted(words, cells) + "  ", style(name))
        text = " ".join(passage.text[: 2 * max(rest, 1)].split())
        cut = cell_len(text) > rest or len(passage.text) > 2 * max(rest, 1)
        yield Segment(fitted(text + ("…" if cut else ""), max(1, rest)), style("words"))
