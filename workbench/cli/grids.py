"""A grid on the terminal: shades and bars are characters, so that they survive NO_COLOR."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from workbench.cli.output import result_console, say, tell
from workbench.model import Column, Grid, GridCell, GridRow, Shape, cell_words, row_shape

SHADES = "░▒▓█"
"""Quarters of the largest cell."""

_WIDEST_TEXT = 44
_BAR = 10
_ROOM_FOR_BARS = 100
"""Cells of a terminal."""


def print_grid(grid: Grid) -> None:
    """Print a title, the table, and the sentences below it."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    if not grid.rows:
        say(grid.title)
        tell(grid.labels["empty"])
        return
    drawn = Table(
        title=grid.title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    console = result_console()
    bars = _longest_bars(grid) if console.width >= _ROOM_FOR_BARS else {}
    for at, heading in enumerate(_headings(grid.columns)):
        column = grid.columns[at]
        if column.shape is Shape.TEXT:
            width = None if at == 0 else _WIDEST_TEXT
            drawn.add_column(heading, overflow="fold", no_wrap=at == 0, max_width=width)
        else:
            drawn.add_column(heading, justify="right", overflow="fold")
        if at in bars:
            drawn.add_column("", min_width=_BAR)
    most = _most(grid)
    for row in grid.rows:
        style = "bold" if row.total else None
        drawn.add_row(*_cells(grid, row, most, bars), style=style, end_section=row.last)
    console.print(drawn)
    for line in grid.below:
        say(line)
    if most:
        largest = cell_words(*_largest(grid), grid.language)
        tell(grid.labels["shades"].format(shades=" ".join(SHADES), most=largest))


def bar(share: float, *, width: int = 20) -> str:
    """A bar of eighths of a character; `share` is 0-1."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + " ▏▎▍▌▋▊▉"[rest].strip()


def _headings(columns: Sequence[Column]) -> Iterator[str]:
    """Of each column on several lines, a shared upper heading on the first of its columns only."""
    levels = len(columns[0].headings)
    starts: set[tuple[int, int]] = set()
    for level in range(levels - 1):
        at = 0
        for _heads, run in groupby(columns, key=lambda each: each.headings[: level + 1]):
            starts.add((level, at))
            at += len(list(run))
    for at, column in enumerate(columns):
        yield "\n".join(
            heading if level == levels - 1 or (level, at) in starts else ""
            for level, heading in enumerate(column.headings)
        )


def _longest_bars(grid: Grid) -> dict[int, float]:
    """The largest figure of each column that has bars."""
    return {
        at: max((_figure(row.cells[at]) for row in grid.rows if row.shades), default=0.0)
        for at, column in enumerate(grid.columns)
        if column.barred
    }


def _cells(grid: Grid, row: GridRow, most: float, bars: Mapping[int, float]) -> Iterator[str]:
    for at, (cell, column) in enumerate(zip(row.cells, grid.columns, strict=True)):
        words = cell_words(cell, row_shape(row, column), grid.language)
        if column.shape is Shape.TEXT:
            yield "  " * row.depth + words if at == 0 else words
        elif column.shaded and most:
            first, *rest = words.split("\n")
            yield "\n".join([f"{first} {_shade(cell, row, most)}", *(f"{each}  " for each in rest)])
        elif at in bars:
            yield words
            yield bar(_figure(cell) / bars[at], width=_BAR) if row.shades and bars[at] else ""
        else:
            yield words


def _shade(cell: GridCell, row: GridRow, most: float) -> str:
    figure = _figure(cell) if row.shades else 0.0
    if figure <= 0:
        return " "
    return SHADES[min(3, int(4 * figure / most))]


def _figure(cell: GridCell) -> float:
    """The figure that a cell begins with; 0 where it has none."""
    if isinstance(cell, str):
        number = cell.split()[0] if cell.split() else ""
        return float(number) if number.isdecimal() else 0.0
    return float(cell or 0)


def _shaded(grid: Grid) -> Iterator[tuple[GridCell, Shape]]:
    for row in grid.rows:
        if row.shades:
            for cell, column in zip(row.cells, grid.columns, strict=True):
                if column.shaded:
                    yield cell, column.shape


def _most(grid: Grid) -> float:
    return max((_figure(cell) for cell, _shape in _shaded(grid)), default=0.0)


def _largest(grid: Grid) -> tuple[GridCell, Shape]:
    """The largest figure that is shaded, alone."""
    cell, shape = max(_shaded(grid), key=lambda each: _figure(each[0]))
    return (int(_figure(cell)) if isinstance(cell, str) else cell), shape
