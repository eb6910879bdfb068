"""Codebooks in and out: YAML read with line numbers, written, and one version set against another.

Pure: text in, values out. The format is described in docs/codebook-format.md.
"""

from workbench.codebook.cues import cue_faults
from workbench.codebook.differences import (
    CodebookDifference,
    CodeDifference,
    FieldDifference,
    changes,
    compare,
)
from workbench.codebook.fitting import SaidCodebook, fitted
from workbench.codebook.problems import Problem
from workbench.codebook.reading import check_codebook, read_codebook
from workbench.codebook.table import TableRow, read_table
from workbench.codebook.writing import write_codebook

__all__ = [
    "CodeDifference",
    "CodebookDifference",
    "FieldDifference",
    "Problem",
    "SaidCodebook",
    "TableRow",
    "changes",
    "check_codebook",
    "compare",
    "cue_faults",
    "fitted",
    "read_codebook",
    "read_table",
    "write_codebook",
]
