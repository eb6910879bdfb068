"""A frequency table on the terminal: codes by values, or values by codes where they are many."""

from workbench.cli.grids import print_grid
from workbench.model import FrequencyTable
from workbench.workflows.projects import Language
from workbench.workflows.tabulating import table_on_screen


def print_table(table: FrequencyTable, *, lang: Language) -> None:
    """Print the table with its totals and what it rests on, in Swedish or English."""
    print_grid(table_on_screen(table, lang=lang))
