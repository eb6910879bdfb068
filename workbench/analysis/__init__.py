"""What codings amount to: frequency tables, findings, excerpts, without files or clock."""

from workbench.analysis.cells import cell_entries
from workbench.analysis.excerpts import excerpts, matches, parse_where, refuse_unknown
from workbench.analysis.frequencies import cut_table, frequency_table
from workbench.analysis.queries import Query
from workbench.analysis.queries_checking import refuse_names
from workbench.analysis.queries_finding import Material, find_in
from workbench.analysis.queries_reading import read_query

__all__ = [
    "Material",
    "Query",
    "cell_entries",
    "cut_table",
    "excerpts",
    "find_in",
    "frequency_table",
    "matches",
    "parse_where",
    "read_query",
    "refuse_names",
    "refuse_unknown",
]
