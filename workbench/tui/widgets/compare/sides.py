"""What is told of the disagreement one is at: both codings, the decision, the book.

Invariant: telling of another place lays no other part of the screen out anew, so that it can
follow every key.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.model import Codebook, CodeId, Coder, Coding
from workbench.text.translation import _
from workbench.tui.widgets.compare.listed import Listed
from workbench.tui.widgets.compare.telling import (
    told_decision,
    told_definitions,
    told_heading,
    told_side,
)
from workbench.tui.widgets.transcript.colours import code_colours, readable

_ROOMY = 12
"""From this many rows on, each thing is told on rows of its own."""


@dataclass(frozen=True, slots=True)
class There:
    """What there is to tell of a place."""

    coders: tuple[Coder, Coder]
    listed: Listed | None = None
    """The disagreement one is at."""
    made: Sequence[Coding] = ()
    """The consensus coder's codings that came of it."""
    first: Sequence[Coding] = ()
    """Where one is at no disagreement: what the first coder has coded here."""
    second: Sequence[Coding] = ()
    draft: str = ""
    """A reason that is written and not decided with yet."""
    hint: str = ""
    """What can be done."""


class Sides(ScrollView, can_focus=True, inherit_bindings=False):
    """Tells of one place, the first coder's above the second's."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, action, name, show=False, id=f"sides.{ident}", tooltip=tooltip)
        for key, action, name, ident, tooltip in (
            ("up", "scroll_up", _("Up"), "up", _("One row up")),
            ("down", "scroll_down", _("Down"), "down", _("One row down")),
            ("pageup", "page_up", _("Page up"), "page-up", _("One page up")),
            ("pagedown,space", "page_down", _("Page down"), "page-down", _("One page down")),
        )
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._there: There | None = None
        self._codebook = Codebook()
        self._colours: Mapping[CodeId, Color] = {}
        self._told_for: tuple[object, ...] = ()
        self._told: list[Content] = []
        """What is told, a row each."""

    @property
    def told(self) -> str:
        """Every row, also those that are not in sight."""
        return "\n".join(row.plain for row in self._told)

    def tell(self, there: There, codebook: Codebook) -> None:
        """Tell of another place, from its top."""
        before = self._there
        if codebook is not self._codebook:
            self._codebook, self._colours = codebook, code_colours(codebook)
        self._there = there
        if before is None or before.listed is None or before.listed != there.listed:
            self.scroll_home(animate=False)
        self._update()

    def on_resize(self) -> None:
        self._update()

    def notify_style_update(self) -> None:
        """The colours of the codes depend on the theme."""
        super().notify_style_update()
        self._told_for = ()
        self.call_after_refresh(self._update)

    def _update(self) -> None:
        there = self._there
        if there is None or not self.is_mounted:
            return
        short = self.size.height < _ROOMY
        width = self.scrollable_content_region.width
        wanted = (there, self._codebook, short, width)
        if wanted != self._told_for and width > 0:
            self._told_for = wanted
            self._told = [
                row for line in self._lines(there, short=short) for row in line.wrap(width)
            ]
            self.virtual_size = Size(width, len(self._told))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        row, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        if row >= len(self._told):
            return Strip.blank(width, self.rich_style)
        segments = self._told[row].render_segments(self.visual_style)
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _lines(self, there: There, *, short: bool) -> Iterator[Content]:
        listed, codebook = there.listed, self._codebook
        if listed is None:
            yield from self._agreed(there, short=short)
            return
        disagreement = listed.disagreement
        first, second = there.coders
        gap = [] if short else [Content("")]
        yield told_heading(listed)
        yield from gap
        yield from self._side(first, disagreement.first, short=short)
        yield from gap
        yield from self._side(second, disagreement.second, short=short)
        decision = [
            *told_decision(
                listed.settled, there.made, codebook, coders=there.coders, draft=there.draft
            )
        ]
        if decision:
            yield from gap
            yield from decision
        elif not short:
            yield Content("")
            yield Content.styled(there.hint, "$quiet")
        yield from gap
        yield from told_definitions(listed.codes, codebook, ink=self.ink, short=short)

    def _side(self, coder: Coder, coding: Coding | None, *, short: bool) -> Iterator[Content]:
        """One coder's coding; on one row where there is little room and no memo to be read."""
        width = self.scrollable_content_region.width
        cut = short and (coding is None or not coding.memo)
        for line in told_side(coder, coding, self._codebook, ink=self.ink, short=short):
            yield line.truncate(width, ellipsis=True) if cut else line

    def _agreed(self, there: There, *, short: bool) -> Iterator[Content]:
        """Where the two do not differ: what both have coded here."""
        if not there.first and not there.second:
            yield Content.styled(_("Nothing is coded here."), "bold")
            yield Content.styled(there.hint, "$quiet")
            return
        yield Content.styled(_("No disagreement here."), "bold")
        for coder, codings in zip(there.coders, (there.first, there.second), strict=True):
            for coding in codings:
                if not short:
                    yield Content("")
                yield from self._side(coder, coding, short=short)

    def ink(self, code: CodeId) -> str:
        """A code's colour, as it can be read here."""
        _below, _ink_below, ground, ink = self.colors
        colour = self._colours.get(code)
        return (ink if colour is None else readable(colour, ground=ground, ink=ink)).hex
