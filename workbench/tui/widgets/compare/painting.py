"""One row of a transcript with the first coder's codings left of the words, the second's right.

Words on which the two differ have the colours of the codes that only one of them gave, and are
underlined; where they agree the colour is faint. What is settled is as quiet as what is agreed, and
its brackets are without colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from workbench.model import CodeId, Coder, Coding, CodingId, Interview
from workbench.tui.widgets.compare.columns import ComparedColumns
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.layout import Layout
from workbench.tui.widgets.transcript.painting import Painter, Palette, Shown

_FAINT = 0.35
"""Of what a coding's ground has, where the two agree or it is settled."""
_UNDERLINED = Style(underline=True)
_BOLD = Style(bold=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be known of codings beside what they say."""

    settled: frozenset[CodingId] = frozenset()
    """It is decided what becomes of them."""
    unlike: frozenset[CodingId] = frozenset()
    """Another coding of the same passage and code has another direction."""
    chosen: frozenset[CodingId] = frozenset()
    """Those that one is looking at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedShown(Shown):
    """What is shown on the text; `coded` is the first coder's."""

    second: Coded
    agreed: Coded
    """The consensus coder's."""
    first_coder: Coder
    standing: Standing = field(default_factory=Standing)


class ComparedPainter(Painter):
    """Paints the rows of one layout and remembers them."""

    _shown: ComparedShown
    _columns: ComparedColumns

    def __init__(
        self,
        interview: Interview,
        layout: Layout,
        *,
        shown: ComparedShown,
        colours: Mapping[CodeId, Color],
        names: Mapping[CodeId, str],
        palette: Palette,
        columns: ComparedColumns,
        width: int,
    ) -> None:
        super().__init__(
            interview,
            layout,
            shown=shown,
            colours=colours,
            names=names,
            palette=palette,
            columns=columns,
            width=width,
        )
        lanes, labels = columns.lanes, columns.labels
        self._left = self._brackets(shown.coded, lanes=lanes, labels=labels, mirrored=True)
        self._beside = self._brackets(shown.second, lanes=lanes, labels=labels)
        lanes, labels = columns.settled_lanes, columns.settled_labels
        self._agreed = self._brackets(shown.agreed, lanes=lanes, labels=labels) if lanes else None

    def recode(self, changed: Iterable[Coding], gone: Iterable[CodingId]) -> list[tuple[int, int]]:
        """Take in codings of any of the three; returns the rows to paint anew."""
        changed, gone = list(changed), list(gone)
        shown = self._shown
        rows = []
        for brackets, coded in (
            (self._left, shown.coded),
            (self._beside, shown.second),
            (self._agreed, shown.agreed),
        ):
            if brackets is not None:
                theirs = [each for each in changed if coded.get(each.id) is not None]
                rows += brackets.recode(theirs, gone)
        for first, last in rows:
            self.forget(first, last)
        return rows

    def choose(self, shown: ComparedShown, codings: Iterable[CodingId]) -> list[tuple[int, int]]:
        """Show other codings as those one looks at; returns the rows to paint anew."""
        self._shown = shown
        reaches = (
            brackets.rows(each) for each in codings for brackets in (self._left, self._beside)
        )
        found = [each for each in reaches if each is not None]
        for first, last in found:
            self.forget(first, last)
        return found

    def _before_words(self, row: int) -> list[Segment]:
        columns, space = self._columns, Segment(" ", self._palette.words)
        labels = self._left.labels(row)
        return [
            Segment(" " * columns.gap, self._palette.words),
            *labels,
            space,
            *self._left.lanes(row),
            space,
        ]

    def _after_words(self, row: int) -> list[Segment]:
        segments = super()._after_words(row)
        if self._agreed is None:
            return segments
        columns, plain = self._columns, self._palette.words
        space = Segment(" ", plain)
        taken = sum(segment.cell_length for segment in segments)
        return [
            *segments,
            Segment(" " * (columns.before - taken), plain),
            space,
            *self._agreed.lanes(row),
            space,
            *self._agreed.labels(row),
        ]

    def _codings_on(self, start: int, end: int) -> list[Coding]:
        shown = self._shown
        return [*shown.coded.touching(start, end), *shown.second.touching(start, end)]

    def _coded(self, base: Style, cover: Sequence[Coding]) -> Style:
        shown, standing = self._shown, self._shown.standing
        first = {each.code for each in cover if each.coder == shown.first_coder}
        second = {each.code for each in cover if each.coder != shown.first_coder}
        differing = {
            each.code
            for each in cover
            if each.id not in standing.settled
            and ((each.code in first) != (each.code in second) or each.id in standing.unlike)
        }
        if not differing:
            return self._on_ground(base, self._ground(first | second, _FAINT))
        return self._on_ground(base, self._ground(differing)) + _UNDERLINED

    def _bracket_style(self, coding: Coding) -> Style:
        standing = self._shown.standing
        style = (
            self._palette.time if coding.id in standing.settled else super()._bracket_style(coding)
        )
        return style + _BOLD if coding.id in standing.chosen else style
