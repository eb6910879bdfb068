"""Reports of agreement as files: Word, a spreadsheet, csv."""

from pathlib import Path
from typing import BinaryIO

from workbench.agreement.interpretation import THRESHOLDS
from workbench.export.agreement_sheet import agreement_csv, agreement_xlsx
from workbench.export.agreement_word import agreement_docx
from workbench.files.writing import whole_file
from workbench.model import AgreementReport
from workbench.project import Project
from workbench.workflows.projects import Language, default_language, opened, refuse_kind

KINDS = (".docx", ".xlsx", ".csv")


def write_agreement(
    path: Path,
    report: AgreementReport,
    target: Path,
    *,
    lang: Language | None = None,
    force: bool = False,
) -> None:
    """Write a report of the project at `path` to `target`; its suffix tells the kind.

    `lang` is the codebook's when not given. Raises UsageError for another kind of file.
    """
    refuse_kind(target, KINDS)
    with opened(path) as project:
        write_agreement_of(project, report, target, lang=lang, force=force)


def write_agreement_of(
    project: Project,
    report: AgreementReport,
    target: Path,
    *,
    lang: Language | None = None,
    force: bool = False,
) -> None:
    """The same of a project that is open."""
    kind = target.suffix.lower()
    refuse_kind(target, KINDS)
    codebook = project.codebook()
    language = lang or default_language(codebook.language)
    heading = f"{project.path.stem} · {', '.join(report.coders)}"
    with whole_file(target, force=force) as out:
        if kind == ".csv":
            agreement_csv(out, report, codebook, excel=True, lang=language)
        else:
            write = agreement_docx if kind == ".docx" else agreement_xlsx
            write(out, report, codebook, heading=heading, thresholds=THRESHOLDS, lang=language)
    project.note_export(target, "agreement", ())


def stream_agreement(
    path: Path, report: AgreementReport, out: BinaryIO, *, lang: Language | None = None
) -> None:
    """Write a report as plain csv for another program: comma, no BOM, decimal point."""
    with opened(path) as project:
        codebook = project.codebook()
    language = lang or default_language(codebook.language)
    agreement_csv(out, report, codebook, excel=False, lang=language)
