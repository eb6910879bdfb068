"""The demonstration: a project from the corpus that comes with the program, and its results."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from workbench.errors import InputError
from workbench.files.bundled import bundled
from workbench.model import AgreementReport, Codebook, FrequencyTable, Unit
from workbench.workflows.codebooks import export_codebook, project_codebook
from workbench.workflows.coding import code_from_sheet
from workbench.workflows.comparing import agreement
from workbench.workflows.creating import new_project
from workbench.workflows.excerpting import write_excerpts
from workbench.workflows.importing import import_interviews
from workbench.workflows.projects import Language, Progress, no_progress
from workbench.workflows.reporting import write_agreement
from workbench.workflows.reporting_study import ReportOptions, write_report_on
from workbench.workflows.tabulating import table_language, tabulate, write_table

PROJECT_NAME = "demo.workbench"
REPORTED = "Eksjö"
"""The municipality of the report that the demonstration writes."""
CODERS: tuple[Literal["A"], Literal["B"]] = ("A", "B")


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What `demo` made."""

    project: Path
    built: bool
    """False when a project was there and was opened as it is."""
    table: FrequencyTable
    agreement: AgreementReport | str
    """Of the two coders; or why they are not compared in the project that was there."""
    codebook: Codebook
    language: Language
    """Of headings."""
    written: tuple[Path, ...]
    aside: Path | None = None
    """Where the project that was there has gone."""


def demonstrate(
    folder: Path, *, fresh: bool = False, progress: Progress = no_progress
) -> Demonstration:
    """Build `demo.workbench` in a folder unless it is there, and write its exports afresh.

    `fresh` builds it anew: the old one is moved aside under another name, not deleted.
    """
    project = folder / PROJECT_NAME
    folder.mkdir(parents=True, exist_ok=True)
    aside = _move_aside(project) if fresh and project.exists() else None
    built = not project.exists()
    if built:
        _build(project, progress)
    table = tabulate(project, by="kommun", unit=Unit.SEGMENTS, coder=CODERS[0])
    compared = _compared(project)
    return Demonstration(
        project,
        built,
        table,
        compared,
        project_codebook(project),
        table_language(project, None),
        _export(project, table, compared, folder / "exports"),
        aside,
    )


def _compared(project: Path) -> AgreementReport | str:
    try:
        return agreement(project, CODERS)
    except InputError as error:
        return f"{error.message} {error.remedy}"


def _build(project: Path, progress: Progress) -> None:
    """Only a whole demonstration gets the name, whatever interrupts the building of it."""
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=project.parent) as workplace:
        unfinished = Path(workplace) / project.name
        _fill(unfinished, progress)
        if not project.exists():
            unfinished.rename(project)


def _fill(project: Path, progress: Progress) -> None:
    corpus = bundled("corpus")
    new_project(project, "danermark")
    report = import_interviews(
        project,
        [corpus],
        interviews=corpus / "intervjuer.csv",
        participants=corpus / "deltagare.csv",
        progress=progress,
    )
    for failed in report.failed:
        raise InputError(failed.error, "The demonstration corpus is damaged: install again.")
    for coder in CODERS:
        sheet = corpus / "codings" / f"kodare-{coder.lower()}.csv"
        code_from_sheet(project, sheet, coder=coder, finished=True, progress=progress)


def _export(
    project: Path, table: FrequencyTable, compared: AgreementReport | str, exports: Path
) -> tuple[Path, ...]:
    exports.mkdir(exist_ok=True)
    target = exports / "demo-kommun.csv"
    write_table(project, table, target, lang=None, force=True)
    written = [target]
    for suffix in (".docx", ".csv", ".md"):
        target = exports / f"demo-utdrag-{CODERS[0]}{suffix}"
        write_excerpts(project, target, coder=CODERS[0], force=True)
        written.append(target)
    if isinstance(compared, AgreementReport):
        for suffix in (".docx", ".xlsx"):
            target = exports / f"demo-agreement{suffix}"
            write_agreement(project, compared, target, force=True)
            written.append(target)
    written += _reported(project, exports)
    return tuple(written)


def _reported(project: Path, exports: Path) -> list[Path]:
    """The report on one municipality, while there is one of that name, and the codebook."""
    report = exports / f"demo-rapport-{REPORTED}.docx"
    options = ReportOptions(coder=CODERS[0], safe=True)
    written = []
    if write_report_on(project, ("kommun", REPORTED), report, options, force=True):
        written.append(report)
    codebook = exports / "demo-kodbok.docx"
    export_codebook(project, codebook, force=True)
    return [*written, codebook]


def _move_aside(project: Path) -> Path:
    number = 1
    while (aside := project.with_name(f"{project.stem}-{number}{project.suffix}")).exists():
        number += 1
    project.rename(aside)
    backups = project.with_name(f"{project.name}.backups")
    if backups.exists():
        backups.rename(aside.with_name(f"{aside.name}.backups"))
    return aside
