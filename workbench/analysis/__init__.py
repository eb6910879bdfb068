"""What codings amount to: frequency tables and excerpts, computed without files or clock."""

from workbench.analysis.cells import cell_entries
from workbench.analysis.excerpts import excerpts, matches, parse_where, refuse_unknown
from workbench.analysis.frequencies import cut_table, frequency_table

__all__ = [
    "cell_entries",
    "cut_table",
    "excerpts",
    "frequency_table",
    "matches",
    "parse_where",
    "refuse_unknown",
]
