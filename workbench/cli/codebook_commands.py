"""`codebook check | show | export | update | versions`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from workbench.cli.options import (
    FILE,
    dry_run_option,
    force_option,
    json_option,
    project_argument,
)
from workbench.cli.output import print_json, result_console, say, tell, tell_all
from workbench.errors import ExitCode
from workbench.model import Code, Codebook, readable_id
from workbench.text.translation import _
from workbench.workflows.codebooks import FieldDifference, UpdateReport, VersionReport


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def codebook() -> None:
    """Check a codebook file; show, export and update the codebook of a project."""


@codebook.command(
    **{"cls": click.Command},
    epilog="\b\nExamples:\n  workbench codebook check min-kodbok.yaml",
)
@click.argument("file", type=str)
@json_option
def check(*, file: str, as_json: bool) -> int:
    """List everything that is wrong with a codebook FILE, each with its line."""
    from workbench.workflows.codebooks import check_codebook_file

    checked = check_codebook_file(file)
    if as_json:
        problems = [
            {
                "line": each.line,
                "severity": each.severity,
                "message": each.message,
                "remedy": each.remedy,
            }
            for each in checked.problems
        ]
        print_json({"ok": checked.codebook is not None, "problems": problems})
    else:
        for each in checked.problems:
            say(f"{checked.name}:{each.line}: {each.severity}: {each.message} {each.remedy}")
        if checked.codebook is not None:
            say(_summary(checked.name, checked.codebook))
    return ExitCode.DONE if checked.codebook is not None else ExitCode.BAD_INPUT


@codebook.command(epilog="\b\nExamples:\n  workbench codebook show study.workbench")
@project_argument
@json_option
def show(*, project: Path, as_json: bool) -> None:
    """Show the codes of PROJECT with their definitions."""
    from workbench.workflows.codebooks import project_codebook

    book = project_codebook(project)
    if as_json:
        print_json(_book_json(book))
        return
    from rich.padding import Padding
    from rich.text import Text

    console = result_console()
    console.print(Text(book.title, style="bold"))
    for code, depth in book.walk():
        shown = readable_id(code.id)
        head = Text.assemble((shown, "bold"), "  " if shown else "", code.name)
        if code.key:
            head.append(_("  [key {key}]").format(key=code.key), style="dim")
        console.print(Padding(head, (1 if depth == 0 else 0, 0, 0, 2 * depth)))
        if code.definition:
            console.print(Padding(Text(code.definition), (0, 0, 0, 2 * depth + 4)))


@codebook.command(
    epilog="\b\nExamples:\n  workbench codebook export study.workbench -o kodbok.yaml"
)
@project_argument
@click.option("-o", "--output", type=FILE, required=True, help=_("The YAML file to write."))
@force_option
def export(*, project: Path, output: Path, force: bool) -> None:
    """Write the codebook of PROJECT as YAML."""
    from workbench.workflows.codebooks import export_codebook

    book = export_codebook(project, output, force=force)
    say(_summary(str(output), book))


@codebook.command(
    epilog=(
        "\b\nExamples:\n  workbench codebook update study.workbench kodbok.yaml --dry-run"
        "\n  workbench codebook update study.workbench kodbok.xlsx"
        "\n  workbench codebook update study.workbench codebook.qdc"
    )
)
@project_argument
@click.argument("file", type=str)
@dry_run_option
def update(*, project: Path, file: str, dry_run: bool) -> None:
    """Make the codebook of PROJECT equal to FILE; one undo takes it back.

    FILE is YAML, or a REFI-QDA codebook (.qdc) or a sheet (.xlsx, .csv) with the columns namn,
    överkod, definition and more: what these do not say about a code stays as it is.

    Codes that FILE no longer has are deleted with their codings: --dry-run tells which.
    """
    from workbench.workflows.codebooks import update_codebook

    report = update_codebook(project, file, dry_run=dry_run)
    _print_update(report)
    tell_all(report.told)
    if dry_run:
        tell(_("Nothing was written."))


@codebook.command(epilog="\b\nExamples:\n  workbench codebook versions study.workbench")
@project_argument
@json_option
def versions(*, project: Path, as_json: bool) -> None:
    """Tell how the codebook of PROJECT changed, and what was coded under each version.

    A version is the codebook as it stood while codings were made; changes with no coding between
    them are one. Colours, keys and the order of codes make no version.
    """
    from workbench.workflows.codebooks import codebook_versions

    reports = codebook_versions(project)
    if as_json:
        print_json([_version_json(each) for each in reports])
        return
    for each in reports:
        for line in _version_lines(each):
            say(line)


def _version_lines(report: VersionReport) -> Iterator[str]:
    version, difference = report.version, report.difference
    told = _("Version {number}, from {when} ({authors}): {codings}")
    yield told.format(
        number=version.number,
        when=version.since.astimezone().strftime("%Y-%m-%d %H:%M"),
        authors=", ".join(version.authors),
        codings=", ".join(f"{coder} {count}" for coder, count in version.codings.items())
        or _("nothing coded"),
    )
    for code in difference.added:
        yield _("  added    {code}  {name}").format(code=code.short_name, name=code.name)
    for code in difference.removed:
        yield _("  removed  {code}  {name}").format(code=code.short_name, name=code.name)
    for changed in difference.changed:
        code = version.codebook.by_id[changed.code]
        for each in changed.fields:
            yield f"  {_change(code.short_name, each.field, each.old, each.new)}"
    for field in difference.book:
        yield f"  {_change(_('the book'), field.field, field.old, field.new)}"


def _change(what: str, field: str, old: str, new: str) -> str:
    before, after = (" / ".join(text.split("\n")) for text in (old, new))
    told = _("changed  {what}, {field}: “{old}” -> “{new}”")
    return told.format(what=what, field=field, old=before, new=after)


def _version_json(report: VersionReport) -> dict[str, object]:
    version, difference = report.version, report.difference

    def fields(found: Iterable[FieldDifference]) -> list[dict[str, str]]:
        return [{"field": each.field, "old": each.old, "new": each.new} for each in found]

    return {
        "number": version.number,
        "since": version.since.isoformat(timespec="seconds"),
        "authors": list(version.authors),
        "codings": dict(version.codings),
        "codes": len(version.codebook.codes),
        "added": [{"code": each.id, "name": each.name} for each in difference.added],
        "removed": [{"code": each.id, "name": each.name} for each in difference.removed],
        "changed": [
            {"code": each.code, "name": each.name, "fields": fields(each.fields)}
            for each in difference.changed
        ],
        "book": fields(difference.book),
    }


def _print_update(report: UpdateReport) -> None:
    difference = report.difference
    for code in difference.added:
        say(_("added    {code}  {name}").format(code=code.id, name=code.name))
    for changed in difference.changed:
        fields = ", ".join(each.field for each in changed.fields)
        say(_("changed  {code}: {fields}").format(code=changed.code, fields=fields))
    for code in difference.removed:
        lost = report.codings_lost.get(code.id, 0)
        tail = _(" (with {lost} codings)").format(lost=lost) if lost else ""
        say(_("removed  {code}").format(code=code.id) + tail)
    for moved in difference.moved:
        say(_("moved    {code}").format(code=moved))
    for each in difference.book:
        say(_("changed  the book's {field}").format(field=each.field))
    if not difference:
        say(_("The codebook is the same."))


def _summary(name: str, book: Codebook) -> str:
    told = _("{name}: “{title}”, {codes} codes ({top} at the top), {cues} cues.")
    cues = sum(len(code.cues) for code in book.codes)
    return told.format(
        name=name, title=book.title, codes=len(book.codes), top=len(book.children(None)), cues=cues
    )


def _book_json(book: Codebook) -> dict[str, object]:
    return {
        "title": book.title,
        "language": book.language,
        "description": book.description,
        "sources": list(book.sources),
        "codes": [_code_json(code) for code in book.codes],
    }


def _code_json(code: Code) -> dict[str, object]:
    return {
        "id": code.id,
        "name": code.name,
        "parent": code.parent,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "colour": code.colour,
        "key": code.key,
        "cues": [
            {
                "text": cue.text,
                "match": cue.rule,
                "exclude": cue.exclude,
                "weight": cue.weight,
                "direction": cue.polarity.value if cue.polarity else "",
            }
            for cue in code.cues
        ],
    }
