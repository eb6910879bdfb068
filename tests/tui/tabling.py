"""What tests of the tables share: opening them, reading a cell, counting anew from the codings."""

from tests.tui.conftest import settle, shown
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.tables.screen import TablesScreen
from workbench.tui.widgets.tables.grid import TableGrid
from workbench.tui.widgets.tables.passages import PassageList


def tables(workspace):
    """The program with the tables open."""
    return WorkbenchApp(workspace, tables=True)


async def press(pilot, *keys):
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def grid_of(app):
    return app.screen.query_one(TableGrid)


def asked(app):
    assert isinstance(app.screen, TablesScreen)
    return app.screen.asked


def cells(app):
    """Every cell that is laid out: code, direction and value with its count."""
    laid = grid_of(app)._laid
    return {
        (row.code, row.direction, column.parts): cell.count
        for row in laid.rows
        for column, cell in zip(laid.columns, row.cells, strict=True)
    }


def codes(app):
    return list(dict.fromkeys(row.code for row in grid_of(app)._laid.rows))


def passages(app):
    return app.screen.query_one(PassageList).passages


def text_of(app):
    """The whole screen, its no-break spaces as spaces."""
    return "\n".join(shown(app)).replace("\u00a0", " ")


async def go_to(pilot, code, parts, direction=None):
    """Put the cursor on a cell."""
    grid = grid_of(pilot.app)
    laid = grid._laid
    row = next(
        at for at, each in enumerate(laid.rows) if (each.code, each.direction) == (code, direction)
    )
    column = next(at for at, each in enumerate(laid.columns) if each.parts == parts)
    grid.at = (row, column)
    await settle(pilot)
