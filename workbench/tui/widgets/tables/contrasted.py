"""A contrast laid out for the screen: of each code under each value what can be said.

Invariant: the figures are those of the contrast, none is computed again.
"""

from collections.abc import Mapping

from workbench.model import (
    CROSS,
    CellKey,
    Codebook,
    CodeId,
    Contrast,
    ContrastCell,
    ContrastCode,
    Finding,
    Shape,
    cell_words,
)
from workbench.text.translation import _
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.tables.laid import (
    Laid,
    LaidCell,
    LaidColumn,
    LaidRow,
    figure_widths,
    label_of,
)
from workbench.tui.widgets.transcript.colours import code_colours

_SIGNS = {
    Finding.MORE: "▲",
    Finding.LESS: "▼",
    Finding.DIFFERS: "◆",
    Finding.NOT_SHOWN: "=",
    Finding.CANNOT_TELL: "?",
}
_TONES = {Finding.MORE: "up", Finding.LESS: "down"}


def lay_out_contrast(found: Contrast, codebook: Codebook) -> Laid:
    """Codes by values; behind them what is said of the code over all values."""
    cells = {(each.value, each.code): each for each in found.cells}
    columns = [LaidColumn(parts_of(each, found.by), each, (each,)) for each in found.values]
    columns.append(LaidColumn(None, "", (_("all values"),)))
    colours = code_colours(codebook)
    rows = [
        LaidRow(
            code=each.code,
            direction=None,
            label=label_of(codebook, each.code),
            depth=0,
            note="",
            cells=(*_cells(found, each.code, cells), _whole(each)),
            colour=colours[each.code].hex,
        )
        for each in found.codes
    ]
    widths = figure_widths(rows, ())
    return Laid(tuple(columns), tuple(rows), figures=widths, barred=False)


def parts_of(value: str, by: str) -> tuple[str, ...]:
    """The value of each attribute."""
    return tuple(value.split(CROSS)) if CROSS in by else (value,)


def _cells(
    found: Contrast, code: CodeId, cells: Mapping[tuple[str, CodeId], ContrastCell]
) -> list[LaidCell]:
    return [
        _cell(cells[value, code], CellKey(parts_of(value, found.by), code))
        for value in found.values
    ]


def _cell(cell: ContrastCell, key: CellKey) -> LaidCell:
    residual = cell_words(cell.residual, Shape.FIGURE, "en")
    return LaidCell(
        words=(residual, _SIGNS[cell.finding]),
        key=key,
        count=cell.count,
        shaded=False,
        tone=_TONES.get(cell.finding, ""),
    )


def _whole(code: ContrastCode) -> LaidCell:
    common = _("common") if code.common else ""
    return LaidCell(
        words=(common, _SIGNS[code.finding]),
        key=CellKey(None, code.code),
        count=code.interviews_with,
        shaded=False,
    )


def told_finding(finding: Finding) -> str:
    """What can be said, in words."""
    told = {
        Finding.MORE: _("more than the others"),
        Finding.LESS: _("less than the others"),
        Finding.DIFFERS: _("differs somewhere"),
        Finding.NOT_SHOWN: _("no difference shown"),
        Finding.CANNOT_TELL: _("cannot be told: too few interviews"),
    }
    return told[finding]


def told_legend() -> str:
    """What the signs mean."""
    return _("▲ more · ▼ less · ◆ differs · = no difference shown · ? cannot be told")


def told_cell(cell: ContrastCell) -> str:
    """One value against the others."""
    shares = _("{here} here, {elsewhere} elsewhere").format(
        here=_share(cell.count, cell.base), elsewhere=_share(cell.elsewhere, cell.base_elsewhere)
    )
    return f"{shares}{_chances(cell.p, cell.p_adjusted)}"


def told_code(code: ContrastCode, values: int) -> str:
    """One code over all values."""
    told = _("under {n} of {all} values, in {interviews} of {every} interviews").format(
        n=code.values_with, all=values, interviews=code.interviews_with, every=code.interviews
    )
    return f"{told}{_chances(code.p, code.p_adjusted)}"


def _share(count: int, base: int) -> str:
    share = cell_words(count / base if base else None, Shape.SHARE, "en")
    return _("{n} of {base} ({share})").format(n=grouped(count), base=grouped(base), share=share)


def _chances(p: float | None, adjusted: float | None) -> str:
    if p is None or adjusted is None:
        return ""
    told = _(" · p {p}, adjusted {adjusted}")
    return told.format(
        p=cell_words(p, Shape.CHANCE, "en"), adjusted=cell_words(adjusted, Shape.CHANCE, "en")
    )
