"""One coder's codings beside the words: brackets in lanes, and the codes they stand for.

Invariant: what is painted follows every `recode`; each row's lanes and labels are as wide as their
columns, where `labels` leaves out only cells at the end.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.model import CodeId, Coding, CodingId, Polarity
from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.layout import Layout
from workbench.tui.widgets.transcript.margin import Bracket, Margin, lane_cell

_SIGNS = {None: "", Polarity.PROMOTES: " +", Polarity.HINDERS: " −", Polarity.NEUTRAL: " 0"}
_MORE_LANES = "║"
_QUOTABLE = "”"
_REVISED = "≠"
"""A corrected text has moved or changed it, and nobody has looked since."""
_RIGHT, _LEFT = ("╮", "│", "╯", "]"), ("╭", "│", "╰", "[")
"""Corner, side, corner, and a bracket of one row; right and left of the words."""


class Brackets:
    """A margin of one layout, to the right of the words or (`mirrored`) to their left."""

    def __init__(
        self,
        layout: Layout,
        coded: Coded,
        *,
        names: Mapping[CodeId, str],
        ink: Callable[[Coding], Style],
        plain: Style,
        quiet: Style,
        lanes: int,
        labels: int,
        mirrored: bool = False,
    ) -> None:
        """`ink` gives the style of a coding's bracket and label; `quiet` is for what has no room.

        `lanes` and `labels` are cells; the outermost lane stands next to the labels.
        """
        self._layout, self._coded = layout, coded
        self._names, self._ink = names, ink
        self._plain, self._quiet = plain, quiet
        self._lane_cells, self._label_cells = lanes, labels
        self._mirrored = mirrored
        self._label_widths: dict[tuple[CodeId, Polarity | None, bool, bool], int] = {}
        self._margin = Margin(label_cells=labels)
        self._margin.fill(
            (*layout.rows_of(coding.span), coding.id, self._label_width(coding)) for coding in coded
        )

    def recode(self, changed: Iterable[Coding], gone: Iterable[CodingId]) -> list[tuple[int, int]]:
        """Take in codings that have come, changed or gone; returns the rows to paint anew."""
        rows = []
        for coding_id in gone:
            rows.append(self._margin.rows(coding_id))
            self._margin.drop(coding_id)
        for coding in changed:
            rows.append(self._margin.rows(coding.id))
            reach = self._layout.rows_of(coding.span)
            self._margin.put(coding.id, *reach, self._label_width(coding))
            rows.append(reach)
        return [each for each in rows if each is not None]

    def rows(self, coding: CodingId) -> tuple[int, int] | None:
        """The first and last row that a coding reaches; None where it is not there."""
        return self._margin.rows(coding)

    def lanes(self, row: int) -> list[Segment]:
        """One cell for each lane.

        The cell next to the words also stands for the lanes there is no room for.
        """
        room = self._lane_cells
        cells = [Segment(" ", self._plain)] * room
        for bracket in self._margin.at(row):
            cell = lane_cell(bracket.lane, room)
            coding = self._coded.get(bracket.coding)
            if cell is None or coding is None:
                cells[0] = Segment(_MORE_LANES, self._quiet)
            elif cells[cell].text != _MORE_LANES:
                corner = _corner(bracket, row, _LEFT if self._mirrored else _RIGHT)
                cells[cell] = Segment(corner, self._ink(coding))
        return cells[::-1] if self._mirrored else cells

    def labels(self, row: int) -> list[Segment]:
        """The codes that are written beside a row; flush right where they stand left of it."""
        segments = self._labels_at(row)
        if not self._mirrored:
            return segments
        taken = sum(cell_len(segment.text) for segment in segments)
        return [Segment(" " * (self._label_cells - taken), self._plain), *segments]

    def _labels_at(self, row: int) -> list[Segment]:
        labels = self._margin.labels(row)
        if labels is None:
            return []
        segments: list[Segment] = []
        room = self._label_cells
        for coding_id in labels.codings:
            coding = self._coded.get(coding_id)
            if coding is None:
                continue
            if segments:
                segments.append(Segment(" ", self._plain))
                room -= 1
            label = fitted(self._label(coding), min(room, self._label_width(coding)))
            segments.append(Segment(label, self._ink(coding)))
            room -= cell_len(label)
        if labels.left_out:
            segments = self._with_more(segments, labels.left_out)
        return segments

    def _with_more(self, segments: Sequence[Segment], left_out: int) -> list[Segment]:
        """The labels, cut where it takes that to say how many there is no room for."""
        more = f" +{left_out}"
        kept = Strip(segments).adjust_cell_length(self._label_cells - len(more), self._plain)
        return [*kept, Segment(more, self._quiet)]

    def _label(self, coding: Coding) -> str:
        """Code, direction, the quotable mark and that of a corrected text: `STR + ” ≠`."""
        mark = f" {_QUOTABLE}" if coding.quotable else ""
        mark += f" {_REVISED}" if self._coded.revision(coding.id) else ""
        name = self._names.get(coding.code, coding.code)
        return f"{name}{_SIGNS[coding.polarity]}{mark}"

    def _label_width(self, coding: Coding) -> int:
        revised = self._coded.revision(coding.id) is not None
        key = (coding.code, coding.polarity, coding.quotable, revised)
        width = self._label_widths.get(key)
        if width is None:
            width = min(cell_len(self._label(coding)), self._label_cells)
            self._label_widths[key] = width
        return width


def _corner(bracket: Bracket, row: int, shape: tuple[str, str, str, str]) -> str:
    first, side, last, alone = shape
    if bracket.first == bracket.last:
        return alone
    if row == bracket.first:
        return first
    return last if row == bracket.last else side


def fitted(label: str, width: int) -> str:
    """The label in exactly `width` cells, cut with an ellipsis where it does not fit."""
    if cell_len(label) > width:
        return set_cell_size(label, width - 1) + "…"
    return set_cell_size(label, width)
