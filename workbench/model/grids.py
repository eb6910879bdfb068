"""A table as it is set, whatever it holds: columns, rows, and how it was counted.

Invariant: every row has as many cells as there are columns; every column as many headings as the
others, the empty ones above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

GridCell = str | int | float | None


class Shape(Enum):
    """What the cells of a column hold, and so how they are set."""

    TEXT = "text"
    COUNT = "count"
    SIGNED = "signed"
    """A whole number with its sign."""
    SHARE = "share"
    """A fraction, set as a percentage with one decimal."""
    RATE = "rate"
    """One decimal."""
    FIGURE = "figure"
    """Two decimals, a sign where it can be negative."""
    CHANCE = "chance"
    """A p value: three decimals, `< 0.001` below."""


@dataclass(frozen=True, slots=True)
class Column:
    headings: tuple[str, ...]
    """From the top down; neighbours with the same upper heading share it."""
    shape: Shape
    shaded: bool = False
    """Whether its cells are compared by shade with those of the other shaded columns."""
    barred: bool = False
    """Whether its cells are compared with each other by bars."""


@dataclass(frozen=True, slots=True)
class GridRow:
    cells: tuple[GridCell, ...]
    depth: int = 0
    """How far the first cell is moved in."""
    total: bool = False
    last: bool = False
    """The last of its group: a line below."""
    shades: bool = True
    """Whether its cells take part in the shading."""
    shape: Shape | None = None
    """Of its figures, where it is not the columns'."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What is printed, and what is written as xlsx, html and Markdown."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    heads: int
    """How many columns at the left name the row; they stay in view."""
    below: tuple[str, ...] = ()
    """Sentences below the table."""
    counted: tuple[tuple[str, str], ...] = ()
    """How it was counted: what, and in words."""
    language: str = "sv"
    labels: Mapping[str, str] = field(default_factory=dict)
    """`counted`: the heading of that part; `empty`: said where there are no rows; `shades`: what
    shading by `{shades}` means, the largest figure being `{most}`."""


_FORMS = {
    Shape.TEXT: "{}",
    Shape.COUNT: "{}",
    Shape.SIGNED: "{:+}",
    Shape.RATE: "{:.1f}",
    Shape.FIGURE: "{:+.2f}",
    Shape.CHANCE: "{:.3f}",
}


def cell_words(cell: GridCell, shape: Shape, language: str) -> str:
    """A cell as it is read: decimal comma in Swedish, a real minus, `–` for no figure."""
    if cell is None:
        return "" if shape in (Shape.TEXT, Shape.COUNT, Shape.SIGNED) else "–"
    if isinstance(cell, str):
        return cell
    if shape is Shape.SHARE:
        number = f"{100 * cell:.1f} %"
    elif shape is Shape.CHANCE and cell < 0.001:
        number = "< 0.001"
    else:
        number = _FORMS[shape].format(cell)
    number = number.replace("-", "−")
    if number.lstrip("+−").strip("0.") == "" and shape in (Shape.SIGNED, Shape.FIGURE):
        number = number.lstrip("+−")
    return number.replace(".", ",") if language.startswith("sv") else number


def row_shape(row: GridRow, column: Column) -> Shape:
    """How one cell is set."""
    return column.shape if row.shape is None or column.shape is Shape.TEXT else row.shape
