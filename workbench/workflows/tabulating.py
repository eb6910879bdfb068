"""Frequency tables per attribute, code and unit."""

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from workbench.analysis import frequency_table
from workbench.export.tables import table_csv, table_json
from workbench.files.writing import whole_file
from workbench.model import FrequencyTable, Unit
from workbench.project import Project
from workbench.workflows.projects import (
    Language,
    default_language,
    opened,
    refuse_kind,
    resolve_coder,
)


def tabulate(
    path: Path,
    *,
    by: str | None,
    unit: Unit = Unit.SEGMENTS,
    coder: str | None = None,
    codes: Sequence[str] = (),
    polarity: bool = False,
    with_moderator: bool = False,
) -> FrequencyTable:
    """Count one coder's codings by the values of an attribute (None: the whole only)."""
    with opened(path) as project:
        return table_of(
            project,
            by=by,
            unit=unit,
            coder=coder,
            codes=codes,
            polarity=polarity,
            with_moderator=with_moderator,
        )


def table_of(
    project: Project,
    *,
    by: str | None,
    unit: Unit,
    coder: str | None,
    codes: Sequence[str] = (),
    polarity: bool = False,
    with_moderator: bool = False,
) -> FrequencyTable:
    """The same on a project that is open."""
    who = resolve_coder(project, coder)
    codebook = project.codebook()
    wanted = {
        below for written in codes for below in codebook.descendants(codebook.resolve(written))
    }
    return frequency_table(
        project.counting_frames(who),
        codebook,
        by=by,
        unit=unit,
        coder=who,
        polarity=polarity,
        with_moderator=with_moderator,
        codes=wanted or None,
    )


def table_facts(table: FrequencyTable) -> dict[str, object]:
    """The table as JSON holds it: `by unit coder rows totals`."""
    return table_json(table)


def table_language(path: Path, lang: Language | None) -> Language:
    """The language of headings: the one asked for, else that of the project's codebook."""
    if lang is not None:
        return lang
    with opened(path) as project:
        return default_language(project.codebook().language)


def write_table(
    path: Path, table: FrequencyTable, target: Path, *, lang: Language | None, force: bool
) -> None:
    """Write a table as csv for a spreadsheet; headings in `lang`, else the codebook's language."""
    refuse_kind(target, (".csv",))
    language = table_language(path, lang)
    with whole_file(target, force=force) as out:
        table_csv(out, table, excel=True, lang=language)
    with opened(path) as project:
        project.note_export(target, "table", ())


def stream_table(
    path: Path, table: FrequencyTable, out: BinaryIO, *, lang: Language | None
) -> None:
    """Write a table as plain csv for another program: comma, no BOM, decimal point."""
    table_csv(out, table, excel=False, lang=table_language(path, lang))
