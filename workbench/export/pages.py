"""Tables as a web page, as Markdown and as csv of what is seen.

Invariant: text from the project is escaped wherever it stands; a page needs nothing but itself.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import BinaryIO

from workbench.files.writing import Cell, write_csv
from workbench.model import Column, Grid, GridRow, Shape, cell_words, row_shape

_STYLE = """
body { font: 11pt/1.4 system-ui, sans-serif; margin: 2em; color: #000; background: #fff; }
table { border-collapse: collapse; margin: 1em 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: bold; font-size: 1.2em; padding-bottom: .5em; }
th, td { padding: .2em .6em; text-align: right; vertical-align: top; }
th.text, td.text { text-align: left; }
thead tr:last-child th { border-bottom: 1px solid #000; }
th[colspan] { text-align: center; }
tr.total { font-weight: bold; }
tr.last td, tr.last th { border-bottom: 1px solid #bbb; }
dt { font-weight: bold; }
dd { margin: 0 0 .5em 0; max-width: 60em; }
@media print { body { margin: 0; } thead { display: table-header-group; }
  tr { break-inside: avoid; } td { print-color-adjust: exact; } }
""".strip()

_SHADE = (86, 180, 233)
"""Okabe and Ito's sky blue: black figures can be read on it."""


def page(out: BinaryIO, grids: Sequence[Grid]) -> None:
    """Write the grids as one HTML document, how they were counted below."""
    language = escape(grids[0].language[:2])
    title = escape(grids[0].title)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>",
    ]
    for grid in grids:
        parts += _html_table(grid)
    lines = dict.fromkeys(line for grid in grids for line in grid.counted)
    if lines:
        parts.append(f"<h2>{escape(grids[0].labels['counted'])}</h2>\n<dl>")
        parts += [f"<dt>{escape(what)}</dt><dd>{escape(words)}</dd>" for what, words in lines]
        parts.append("</dl>")
    parts.append("</body>\n</html>\n")
    out.write("\n".join(parts).encode("utf-8", "replace"))


def _html_table(grid: Grid) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(grid.title)}</caption>\n<thead>"
    for level in range(len(grid.columns[0].headings)):
        yield "<tr>" + "".join(_html_headings(grid.columns, level)) + "</tr>"
    yield "</thead>\n<tbody>"
    most = _most(grid)
    for row in grid.rows:
        names = " ".join(name for name, on in (("total", row.total), ("last", row.last)) if on)
        kind = f' class="{names}"' if names else ""
        yield f"<tr{kind}>" + "".join(_html_cells(grid, row, most)) + "</tr>"
    yield "</tbody>\n</table>"
    yield from (f"<p>{escape(line)}</p>" for line in grid.below)


def _html_headings(columns: Sequence[Column], level: int) -> Iterator[str]:
    lowest = level == len(columns[0].headings) - 1
    for heads, run in groupby(
        enumerate(columns), key=lambda each: each[0] if lowest else each[1].headings[: level + 1]
    ):
        members = [column for _, column in run]
        heading = members[0].headings[level] if lowest else heads[-1]
        span = f' colspan="{len(members)}" scope="colgroup"' if len(members) > 1 else ' scope="col"'
        text = ' class="text"' if members[0].shape is Shape.TEXT else ""
        yield f"<th{span}{text}>{escape(heading)}</th>"


def _html_cells(grid: Grid, row: GridRow, most: float) -> Iterator[str]:
    for at, (cell, column) in enumerate(zip(row.cells, grid.columns, strict=True)):
        words = escape(cell_words(cell, row_shape(row, column), grid.language))
        styles = []
        if column.shape is Shape.TEXT and row.depth and at == min(1, grid.heads - 1):
            styles.append(f"padding-left:{0.6 + 1.2 * row.depth:.1f}em")
        if column.shaded and row.shades and isinstance(cell, (int, float)) and most:
            mixed = (round(255 + (part - 255) * max(0, cell) / most) for part in _SHADE)
            styles.append("background:#" + "".join(f"{part:02x}" for part in mixed))
        style = f' style="{";".join(styles)}"' if styles else ""
        text = ' class="text"' if column.shape is Shape.TEXT else ""
        if at < grid.heads and at == 0:
            yield f'<th scope="row"{text}{style}>{words}</th>'
        else:
            yield f"<td{text}{style}>{words}</td>"


def _most(grid: Grid) -> float:
    """The largest figure that is shaded."""
    return max(
        (
            float(cell)
            for row in grid.rows
            if row.shades
            for cell, column in zip(row.cells, grid.columns, strict=True)
            if column.shaded and isinstance(cell, (int, float))
        ),
        default=0.0,
    )


def markdown(out: BinaryIO, grids: Sequence[Grid]) -> None:
    """Write the grids as Markdown with pipe tables (GitHub Flavored Markdown, 4.10)."""
    parts: list[str] = []
    for grid in grids:
        parts += [f"# {_marked(grid.title)}" if grid is grids[0] else f"## {_marked(grid.title)}"]
        parts += ["", *_pipe_table(grid), ""]
        for line in grid.below:
            parts += [_marked(line), ""]
    lines = dict.fromkeys(line for grid in grids for line in grid.counted)
    if lines:
        parts += [f"## {_marked(grids[0].labels['counted'])}", ""]
        parts += [f"- **{_marked(what)}**: {_marked(words)}" for what, words in lines]
    out.write(("\n".join(parts).rstrip() + "\n").encode("utf-8", "replace"))


def _pipe_table(grid: Grid) -> Iterator[str]:
    heads = [_marked(heading_line(column)) for column in grid.columns]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "|".join("---" if c.shape is Shape.TEXT else "--:" for c in grid.columns) + "|"
    for row in grid.rows:
        cells = []
        for at, (cell, column) in enumerate(zip(row.cells, grid.columns, strict=True)):
            words = _marked(cell_words(cell, row_shape(row, column), grid.language))
            if row.depth and at == min(1, grid.heads - 1):
                words = "&nbsp;&nbsp;" * row.depth + words
            cells.append(f"**{words}**" if row.total and words else words)
        yield f"| {' | '.join(cells)} |"


def heading_line(column: Column) -> str:
    """All headings of a column on one line."""
    return " · ".join(filter(None, column.headings))


_MARKS = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#&~$"})


def _marked(text: str) -> str:
    """Text on one line in which nothing is markup."""
    return " ".join(text.split("\n")).translate(_MARKS)


def grid_csv(out: BinaryIO, grid: Grid, *, excel: bool) -> None:
    """Write a grid as csv, one line of headings; figures as figures, shares 0-1."""

    def cells(row: GridRow) -> list[Cell]:
        return list(row.cells)

    write_csv(
        out, [heading_line(each) for each in grid.columns], map(cells, grid.rows), excel=excel
    )
