"""Checking, showing, exporting and updating a codebook."""

from dataclasses import dataclass
from pathlib import Path

from workbench.codebook import (
    CodebookDifference,
    FieldDifference,
    Problem,
    changes,
    check_codebook,
    compare,
    read_codebook,
    write_codebook,
)
from workbench.files.writing import whole_file
from workbench.model import Codebook, CodebookVersion, CodeId, CodingId
from workbench.project import Project
from workbench.workflows.codebook_files import PARTIAL_KINDS, codebook_from
from workbench.workflows.creating import codebook_text
from workbench.workflows.projects import (
    Facts,
    Language,
    default_language,
    opened,
    refuse_kind,
)

__all__ = [
    "CheckedCodebook",
    "FieldDifference",
    "UpdateReport",
    "VersionReport",
    "check_codebook_file",
    "codebook_versions",
    "coding_versions",
    "export_codebook",
    "export_open_codebook",
    "project_codebook",
    "update_codebook",
]


@dataclass(frozen=True, slots=True)
class CheckedCodebook:
    """A codebook file and what is wrong with it."""

    name: str
    problems: tuple[Problem, ...]
    codebook: Codebook | None
    """None where an error stops it from being read."""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """How the project's codebook differs from the file, and what hangs on the codes taken away."""

    difference: CodebookDifference
    codings_lost: dict[CodeId, int]
    """Codings on each code that the file no longer has."""
    told: tuple[str, ...] = ()
    """What is not as in the file, a sentence each."""


@dataclass(frozen=True, slots=True)
class VersionReport:
    """One version of the project's codebook, and in what it differs from the one before."""

    version: CodebookVersion
    difference: CodebookDifference
    """Of the first version: empty."""


def codebook_versions(path: Path) -> tuple[VersionReport, ...]:
    """The project's codebook as it stood while codings were made, oldest first."""
    with opened(path) as project:
        versions = project.codebook_versions()
    before = [each.codebook for each in versions[:1]] + [each.codebook for each in versions[:-1]]
    return tuple(
        VersionReport(each, compare(old, each.codebook))
        for old, each in zip(before, versions, strict=True)
    )


def coding_versions(path: Path) -> dict[CodingId, int]:
    """The number of the codebook's version under which each coding was made."""
    with opened(path) as project:
        return project.coding_versions()


def check_codebook_file(written: str) -> CheckedCodebook:
    """Read a codebook file and list everything that is wrong with it, with line numbers."""
    name, text = codebook_text(written)
    problems = check_codebook(text, name=name)
    broken = any(problem.severity == "error" for problem in problems)
    return CheckedCodebook(name, problems, None if broken else read_codebook(text, name=name))


def project_codebook(path: Path) -> Codebook:
    """The codebook the project holds."""
    with opened(path) as project:
        return project.codebook()


def export_codebook(
    path: Path, target: Path, *, lang: Language | None = None, force: bool
) -> Codebook:
    """Write the project's codebook as YAML, which `new` and `update` read, or as Word to be read.

    lang: of the Word document's headings; the codebook's when not given.
    """
    with opened(path) as project:
        return export_open_codebook(project, target, lang=lang, force=force)


def export_open_codebook(
    project: Project, target: Path, *, lang: Language | None = None, force: bool
) -> Codebook:
    """The same of a project that is open."""
    refuse_kind(target, (".yaml", ".yml", ".docx"))
    book = project.codebook()
    with whole_file(target, force=force) as out:
        if target.suffix.lower() == ".docx":
            from workbench.export.codebook_word import codebook_docx

            last = project.last_event()
            codebook_docx(
                out,
                book,
                project=project.path.stem,
                version=project.codebook_version(),
                event=last[0] if last else None,
                lang=lang or default_language(book.language),
            )
        else:
            out.write(write_codebook(book).encode())
    return book


def update_codebook(path: Path, written: str, *, dry_run: bool = False) -> UpdateReport:
    """Make the project's codebook equal to a file; codes that are gone take their codings along.

    The file is YAML, or .qdc, .xlsx or .csv: what these do not say about a code stays as it is.
    """
    file = Path(written)
    told: tuple[str, ...] = ()
    partial = file.suffix.lower() in PARTIAL_KINDS
    if partial:
        name = file.name
    else:
        name, text = codebook_text(written)
        new = read_codebook(text, name=name)
    with opened(path) as project:
        old = project.codebook()
        if partial:
            new, told = codebook_from(file, old)
        difference = compare(old, new)
        lost = {
            code.id: sum(project.coders_on([code.id])[0].values()) for code in difference.removed
        }
        wanted = changes(old, new)
        if wanted and not dry_run:
            facts: Facts = {
                "file": name,
                "added": len(difference.added),
                "changed": len(difference.changed),
                "removed": len(difference.removed),
            }
            project.commit(wanted, verb="codebook", facts=facts)
        return UpdateReport(difference, {code: n for code, n in lost.items() if n}, told)
