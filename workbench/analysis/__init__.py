"""What codings amount to: frequency tables and excerpts, computed without files or clock."""

from workbench.analysis.excerpts import excerpts, matches, parse_where, refuse_unknown
from workbench.analysis.frequencies import frequency_table

__all__ = ["excerpts", "frequency_table", "matches", "parse_where", "refuse_unknown"]
