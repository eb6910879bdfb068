"""`import --rows`: its options, and what came of each sheet of answers."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from workbench.cli.output import print_json, say, tell, tell_all
from workbench.errors import ExitCode, UsageError
from workbench.text.translation import _, ngettext

if TYPE_CHECKING:
    from workbench.workflows.answers import AnswersReport

_Command = TypeVar("_Command", bound=Callable[..., object])


def answer_options(function: _Command) -> _Command:
    """Options that only the rows of a survey need."""
    for option in (
        click.option(
            "--id",
            "id_column",
            metavar=_("COLUMN"),
            help=_("rows: holds the ids; else file name and number of the row."),
        ),
        click.option(
            "--attribute",
            "attributes",
            multiple=True,
            metavar=_("COLUMN"),
            help=_("rows: becomes an attribute. May repeat."),
        ),
        click.option(
            "--text",
            "texts",
            multiple=True,
            metavar=_("COLUMN"),
            help=_("rows: holds what people wrote. May repeat: each is a question of its own."),
        ),
        click.option(
            "--rows",
            is_flag=True,
            help=_(
                "FILES are sheets (csv, xlsx, ods) of a survey's free answers, one in each row."
            ),
        ),
    ):
        function = option(function)
    return function


def refuse_answer_options(
    *, texts: tuple[str, ...], attributes: tuple[str, ...], id_column: str | None
) -> None:
    """Raise UsageError where one of them is given without --rows."""
    if texts or attributes or id_column:
        raise UsageError(
            _("--text, --attribute and --id are for the rows of a sheet."), _("Add --rows.")
        )


def import_rows(
    project: Path,
    files: tuple[Path, ...],
    *,
    texts: tuple[str, ...],
    attributes: tuple[str, ...],
    id_column: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import sheets of answers, and tell what came of them."""
    from workbench.workflows.answers import import_answers

    if not files:
        raise UsageError(_("No sheet of answers is named."), _("Name a csv or xlsx file."))
    if not texts:
        raise UsageError(
            _("It is not said which column holds the answers."), _("Add --text COLUMN.")
        )
    reports = import_answers(
        project,
        files,
        texts=texts,
        attributes=attributes,
        id_column=id_column,
        dry_run=dry_run,
    )
    if as_json:
        print_json([_json(each) for each in reports])
    else:
        _print(reports, dry_run=dry_run)
    return ExitCode.BAD_INPUT if any(each.failed for each in reports) else ExitCode.DONE


def _print(reports: "Sequence[AnswersReport]", *, dry_run: bool) -> None:
    for each in reports:
        tell_all(
            _("{file}, row {row}: not imported: {error}").format(
                file=each.file, row=failed.row, error=failed.error
            )
            for failed in each.failed
        )
        number = len(each.imported)
        told = ngettext("{file}: {number} answer", "{file}: {number} answers", number)
        parts = [told.format(file=each.file, number=number)]
        if number:
            between = _("{first} to {last}") if number > 1 else "{first}"
            ids = between.format(first=each.imported[0], last=each.imported[-1])
            parts.append(_("{ids}, {words} words").format(ids=ids, words=each.words))
        for count, words in (
            (each.empty, _("{n} rows without one")),
            (each.skipped, _("{n} imported before, skipped")),
            (len(each.updated), _("{n} with other attributes, updated")),
            (len(each.failed), _("{n} not imported")),
        ):
            if count:
                parts.append(words.format(n=count))
        say("; ".join(parts) + ".")
    if dry_run:
        tell(_("Nothing was written."))


def _json(report: "AnswersReport") -> dict[str, object]:
    return {
        "file": report.file,
        "imported": list(report.imported),
        "words": report.words,
        "empty": report.empty,
        "skipped": report.skipped,
        "updated": list(report.updated),
        "failed": [{"row": each.row, "error": each.error} for each in report.failed],
    }
