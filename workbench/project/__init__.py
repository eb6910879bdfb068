"""The project file: one SQLite file that never loses work. All SQL on it stands here.

Invariant: the tables are a fold over the journal, and what a call acknowledged is on disk.
"""

from workbench.project.differences import CodeChange
from workbench.project.merging import MergeReport, SourceReport
from workbench.project.project import Project
from workbench.project.restoring import restore
from workbench.project.since import Since
from workbench.project.values import Action, Backup, CheckReport, ExportNote, ForgetReport

__all__ = [
    "Action",
    "Backup",
    "CheckReport",
    "CodeChange",
    "ExportNote",
    "ForgetReport",
    "MergeReport",
    "Project",
    "Since",
    "SourceReport",
    "restore",
]
