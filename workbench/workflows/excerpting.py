"""Coded excerpts as a Word document, a sheet or Markdown."""

from collections.abc import Sequence
from pathlib import Path

from workbench.files.writing import whole_file
from workbench.model import Coder, Excerpt
from workbench.project import Project
from workbench.workflows.coding import chosen_excerpts
from workbench.workflows.projects import (
    Language,
    default_language,
    opened,
    refuse_kind,
    resolve_coder,
)

KINDS = (".docx", ".csv", ".md")


def write_excerpts(
    path: Path,
    target: Path,
    *,
    coder: str | None = None,
    codes: Sequence[str] = (),
    where: Sequence[str] = (),
    by: str | None = "kommun",
    lang: Language | None = None,
    force: bool = False,
) -> int:
    """Write the coder's excerpts to `target`, by code and then by attribute; return their number.

    The kind is told by the suffix: .docx, .csv or .md. `lang` is the codebook's when not given.
    """
    refuse_kind(target, KINDS)
    with opened(path) as project:
        who = resolve_coder(project, coder)
        found = chosen_excerpts(project, coder=who, codes=codes, where=where)
        write_found_excerpts(project, found, target, coder=who, by=by, lang=lang, force=force)
        return len(found)


def write_found_excerpts(
    project: Project,
    found: Sequence[Excerpt],
    target: Path,
    *,
    coder: Coder,
    by: str | None = "kommun",
    lang: Language | None = None,
    force: bool = False,
) -> None:
    """Write excerpts of a coder, from a project that is open."""
    from workbench.export.excerpts import excerpts_csv, excerpts_docx, excerpts_markdown

    kind = target.suffix.lower()
    refuse_kind(target, KINDS)
    codebook = project.codebook()
    language = lang or default_language(codebook.language)
    heading = f"{project.path.stem} · {coder}"
    with whole_file(target, force=force) as out:
        if kind == ".csv":
            excerpts_csv(out, found, codebook, by=by, excel=True, lang=language)
        else:
            write = excerpts_docx if kind == ".docx" else excerpts_markdown
            write(out, found, codebook, heading=heading, by=by, lang=language)
    project.note_export(target, "excerpts", {each.interview for each in found})
