"""Hits as keyword in context: one row each, what was found exactly below one another.

Invariant: the cursor is on a row while there are rows; nothing is painted that is not in sight.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.workflows.finding import Hit

_SPEAKER_AT_MOST = 14
_SIGN = "▸ "
_PARTIAL = 12
"""Characters of a word cut in two that are left out at the edge."""


class HitList(ScrollView, can_focus=False, inherit_bindings=False):
    """Shows hits; the keys are the search field's, a click moves the cursor, a second chooses."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "hits--reference",
        "hits--speaker",
        "hits--around",
        "hits--words",
        "hits--cursor",
    }

    cursor: var[int] = var(0, init=False)
    """The row one is on."""

    class Moved(Message):
        """The cursor is on another hit."""

    class Chosen(Message):
        """The hit under the cursor is to be jumped to."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._hits: list[Hit] = []
        self._reference = self._speaker = 0
        """Cells of the two columns in front."""

    @property
    def hits(self) -> Sequence[Hit]:
        return self._hits

    @property
    def under_cursor(self) -> Hit | None:
        return self._hits[self.cursor] if self.cursor < len(self._hits) else None

    def start_anew(self, hits: Sequence[Hit]) -> None:
        """Show other hits, from the top."""
        self._hits = []
        self._reference = self._speaker = 0
        self.cursor = 0
        self.scroll_to(y=0, animate=False)
        self.add(hits)

    def add(self, hits: Sequence[Hit]) -> None:
        """Show more hits below those that are there."""
        self._hits.extend(hits)
        for hit in hits:
            self._reference = max(self._reference, cell_len(reference_of(hit)))
            self._speaker = max(self._speaker, min(_SPEAKER_AT_MOST, cell_len(hit.speaker)))
        self.virtual_size = Size(self.size.width, len(self._hits))
        self.refresh()

    def move(self, step: int) -> None:
        """Move the cursor by rows, as far as there are any."""
        self.go_to(self.cursor + step)

    def move_page(self, direction: int) -> None:
        self.move(direction * max(1, self.scrollable_content_region.height - 1))

    def go_to(self, row: int) -> None:
        """Put the cursor on a row and bring it into sight, away from the edges."""
        self.cursor = max(0, min(row, len(self._hits) - 1))
        height = max(1, self.scrollable_content_region.height)
        top = self.scroll_offset.y
        margin = min(2, (height - 1) // 2)
        least, most = self.cursor + margin - height + 1, self.cursor - margin
        if not least <= top <= most:
            self.scroll_to(y=max(0, least if top < least else most), animate=False, force=True)

    def watch_cursor(self, before: int, now: int) -> None:
        for row in (before, now):
            self.refresh_lines(row)
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._hits))
        self.go_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y
        if row >= len(self._hits):
            return
        if row == self.cursor or event.chain > 1:
            self.go_to(row)
            self.post_message(self.Chosen())
        else:
            self.go_to(row)

    def render_line(self, y: int) -> Strip:
        row = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        ground = self.get_component_rich_style("hits--around")
        if row >= len(self._hits):
            return Strip.blank(width, ground)
        return Strip(self._painted(self._hits[row], width, here=row == self.cursor))

    def _painted(self, hit: Hit, width: int, *, here: bool) -> list[Segment]:
        front = len(_SIGN) + self._reference + 2 + self._speaker + 2
        room = max(0, width - front)
        left = room * 2 // 5
        words = set_cell_size(hit.words, min(cell_len(hit.words), max(0, room - left)))
        rest = max(0, room - left - cell_len(words))
        style = self._style_here if here else self.get_component_rich_style
        return [
            Segment(_SIGN if here else " " * len(_SIGN), style("hits--reference")),
            Segment(_padded(reference_of(hit), self._reference), style("hits--reference")),
            Segment("  " + _padded(hit.speaker, self._speaker), style("hits--speaker")),
            Segment("  " + _before(hit.before, left), style("hits--around")),
            Segment(words, style("hits--words")),
            Segment(_after(hit.after, rest), style("hits--around")),
        ]

    def _style_here(self, name: str) -> Style:
        """On the row under the cursor everything is as readable as can be."""
        own = self.get_component_rich_style(name)
        here = self.get_component_rich_style("hits--cursor")
        return here + Style(bold=name == "hits--words", underline=own.underline)


def reference_of(hit: Hit) -> str:
    """`07:31`; of a hit that belongs to no turn, the interview's id alone."""
    return f"{hit.interview}:{hit.turn}" if hit.turn else str(hit.interview)


def _padded(text: str, cells: int) -> str:
    if cell_len(text) > cells:
        return set_cell_size(text, max(0, cells - 1)) + "…"
    return set_cell_size(text, cells)


def _before(text: str, cells: int) -> str:
    """The end of the text, flush right, without the rest of a word that is cut in two."""
    kept = text[-cells:] if cells else ""
    while cell_len(kept) > cells:
        kept = kept[1:]
    if len(kept) < len(text) and not text[-len(kept) - 1].isspace():
        cut = kept.find(" ")
        kept = kept[cut:] if 0 <= cut <= _PARTIAL else kept
    return " " * (cells - cell_len(kept)) + kept


def _after(text: str, cells: int) -> str:
    """The beginning of the text, without the beginning of a word that is cut in two."""
    kept = text[:cells]
    while cell_len(kept) > cells:
        kept = kept[:-1]
    if len(kept) < len(text) and not text[len(kept)].isspace():
        cut = kept.rfind(" ")
        kept = kept[:cut] if cut >= len(kept) - _PARTIAL and cut >= 0 else kept
    return kept + " " * (cells - cell_len(kept))
