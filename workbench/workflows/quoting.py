"""Quotations for a report: chosen, attributed, checked for whom they give away, and written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.analysis.choosing import Wanted, choose
from workbench.analysis.quoting import K, Setting, compose
from workbench.analysis.templates import DEFAULT, SPEAKER, TOLD, Template
from workbench.errors import UsageError
from workbench.files.writing import whole_file
from workbench.model import Coder, Excerpt, QuotationCollection
from workbench.project import Project
from workbench.text import fold
from workbench.workflows.coding import chosen_excerpts
from workbench.workflows.projects import (
    Language,
    default_language,
    opened,
    refuse_kind,
    resolve_coder,
)

KINDS = (".docx", ".md", ".csv")
_INTERVIEW = frozenset({"intervju", "interview"})
_PARTICIPANT = frozenset({"deltagare", "participant"})


@dataclass(frozen=True, slots=True)
class QuotationOptions:
    """What is asked of a collection of quotations."""

    codes: Sequence[str] = ()
    where: Sequence[str] = ()
    by: str | None = "kommun"
    number: int = 5
    per_speaker: int = 2
    least_words: int = 5
    most_words: int | None = None
    quotable_only: bool = False
    attribution: str = DEFAULT
    forms: Sequence[str] = field(default_factory=tuple)
    """`Försäkringskassan=FK`: how a value is set."""
    least: int = K
    """Participants that every attribution should fit."""
    safe: bool = False


def collect_quotations(
    path: Path, options: QuotationOptions, *, coder: str | None = None
) -> QuotationCollection:
    """Choose quotations among one coder's codings and set them with their attributions.

    Raises UsageError for a template or form that cannot be read.
    """
    with opened(path) as project:
        return collect_in_project(project, options, coder=resolve_coder(project, coder))


def collect_in_project(
    project: Project,
    options: QuotationOptions,
    *,
    coder: Coder,
    found: Sequence[Excerpt] | None = None,
) -> QuotationCollection:
    """The same on a project that is open.

    found: all that the coder coded, where it has been read; codes and conditions are then not
    looked at.
    """
    frames = project.counting_frames(coder)
    attributes = {
        name
        for frame in frames
        for each in (frame.attributes, *frame.speaker_attributes)
        for name in each
    }
    setting = Setting(
        Template.parse(_template(options.attribution, attributes), attributes),
        _forms(options.forms),
        options.most_words,
        options.least,
        options.safe,
    )
    if found is None:
        found = chosen_excerpts(project, coder=coder, codes=options.codes, where=options.where)
    wanted = Wanted(
        options.number,
        options.per_speaker,
        options.least_words,
        options.most_words,
        options.quotable_only,
    )
    chosen = choose(found, wanted, value_of=lambda each: _value_of(each, options.by))
    interviews = {frame.interview: project.interview(frame.interview) for frame in frames}
    return compose(chosen, interviews, frames, setting)


def _template(written: str, there: Collection[str]) -> str:
    """The usual template tells what there is; without any of it, the speaker's label."""
    if written != DEFAULT:
        return written
    known = {fold(name) for name in there}
    told = [name for name in TOLD if fold(name) in known] or [SPEAKER]
    return f"({', '.join(f'{{{name}}}' for name in told)})"


def write_quotations(
    path: Path,
    collection: QuotationCollection,
    target: Path,
    *,
    by: str | None = "kommun",
    lang: Language | None = None,
    force: bool = False,
) -> None:
    """Write the quotations as Word, Markdown or csv, by code and then by attribute."""
    refuse_kind(target, KINDS)
    with opened(path) as project:
        write_from_project(project, collection, target, by=by, lang=lang, force=force)


def write_from_project(
    project: Project,
    collection: QuotationCollection,
    target: Path,
    *,
    by: str | None = "kommun",
    lang: Language | None = None,
    force: bool = False,
) -> None:
    """The same from a project that is open."""
    from workbench.export.quotations import quotations_csv, quotations_docx, quotations_markdown

    kind = target.suffix.lower()
    refuse_kind(target, KINDS)
    codebook = project.codebook()
    language = lang or default_language(codebook.language)
    coders = dict.fromkeys(each.excerpt.coder for each in collection.quotations)
    heading = " · ".join([project.path.stem, *coders])
    with whole_file(target, force=force) as out:
        if kind == ".csv":
            quotations_csv(out, collection, codebook, by=by, lang=language)
        else:
            write = quotations_docx if kind == ".docx" else quotations_markdown
            write(out, collection, codebook, heading=heading, by=by, lang=language)
    present = {each.excerpt.interview for each in collection.quotations}
    project.note_export(target, "quotations", present)


def _forms(written: Sequence[str]) -> dict[str, str]:
    forms = {}
    for each in written:
        value, sign, form = each.partition("=")
        if not sign or not value.strip():
            raise UsageError(
                f"“{each}” is no form of a value.", "Write --form Försäkringskassan=FK."
            )
        forms[fold(value.strip())] = form.strip()
    return forms


def _value_of(excerpt: Excerpt, by: str | None) -> str:
    name = fold(by.strip()) if by else ""
    if name in _INTERVIEW:
        return excerpt.interview
    if name in _PARTICIPANT:
        return f"{excerpt.interview} {excerpt.speaker}"
    return excerpt.attributes.get(name, "").strip()
