"""`import`, `show`, `speakers`, `remove`, `forget`: the interviews of a project."""

import sys
from pathlib import Path
from typing import Any

import click

from workbench.cli.answers_output import answer_options, import_rows, refuse_answer_options
from workbench.cli.options import (
    FILE,
    command,
    dry_run_option,
    interview_completion,
    json_option,
    project_argument,
)
from workbench.cli.output import print_json, progress_bar, result_console, say, tell, tell_all
from workbench.errors import ExitCode, UsageError
from workbench.model import Attributes, Interview
from workbench.text.translation import _, ngettext
from workbench.workflows.importing import ImportedInterview, ImportReport

interview_argument = click.argument("interview", shell_complete=interview_completion)


@command(
    "workbench import study.workbench intervjuer/*.docx --interviews intervjuer.csv",
    "workbench import study.workbench intervjuer/ --participants deltagare.xlsx --dry-run",
    "workbench import study.workbench --interviews intervjuer.csv",
    "workbench import study.workbench svar.xlsx --rows --text Kommentar --attribute kommun",
)
@project_argument
@click.argument("files", nargs=-1, type=FILE)
@click.option(
    "--interviews", type=FILE, help=_("Sheet (csv, xlsx) with a row of attributes per file.")
)
@click.option("--participants", type=FILE, help=_("Sheet (csv, xlsx) with a row per participant."))
@answer_options
@dry_run_option
@json_option
def import_(
    *,
    project: Path,
    files: tuple[Path, ...],
    interviews: Path | None,
    participants: Path | None,
    rows: bool,
    dry_run: bool,
    as_json: bool,
    **answers: Any,
) -> int:
    """Read transcripts (docx, odt, rtf, txt, md, vtt, srt) into PROJECT.

    FILES may be folders. Without FILES the sheets update the attributes of what is there. A file
    that cannot be read is reported and the others are read.

    With --rows, FILES are sheets of a survey: each row becomes a small interview with attributes.
    """
    if rows:
        if interviews is not None or participants is not None:
            raise UsageError(
                _("A survey's rows bring their attributes along."),
                _("Name columns with --attribute; other sheets come in another import."),
            )
        return import_rows(project, files, dry_run=dry_run, as_json=as_json, **answers)
    refuse_answer_options(**answers)
    from workbench.workflows.importing import import_interviews

    if not files and interviews is None and participants is None:
        raise UsageError(
            _("There is nothing to import."),
            _("Name transcripts, a folder of them, or a sheet (--interviews, --participants)."),
        )
    with progress_bar() as progress:
        report = import_interviews(
            project,
            files,
            interviews=interviews,
            participants=participants,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        print_json(_import_json(report))
    else:
        _print_import(report, dry_run=dry_run)
    return ExitCode.BAD_INPUT if report.failed else ExitCode.DONE


@command("workbench show study.workbench 07", "workbench show study.workbench 07 --json")
@project_argument
@interview_argument
@json_option
def show(*, project: Path, interview: str, as_json: bool) -> None:
    """Show one INTERVIEW: who speaks in which turn, and what."""
    from workbench.workflows.transcribing import show_interview

    found = show_interview(project, interview)
    if as_json:
        print_json(_interview_json(found))
        return
    say(f"{found.id}  {found.title}")
    say(_attribute_line(found.attributes))
    say()
    for turn in found.turns:
        mark = _(" (moderator)") if found.is_moderator(turn) else ""
        time = f"  {turn.time}" if turn.time else ""
        say(f"{found.id}:{turn.number}  {turn.speaker or '–'}{mark}{time}")
        for paragraph in found.text[turn.start : turn.end].split("\n"):
            say(f"    {paragraph}")


@command(
    "workbench speakers study.workbench 07",
    "workbench speakers study.workbench 07 --rename 'Ip 3=IP3'",
    "workbench speakers study.workbench --moderator Anna",
)
@project_argument
@click.argument("interview", required=False, shell_complete=interview_completion)
@click.option("--rename", multiple=True, metavar=_("OLD=NEW"), help=_("Show OLD as NEW."))
@click.option(
    "--moderator",
    "moderators",
    multiple=True,
    metavar=_("LABEL"),
    help=_("This speaker moderates: left out of counts, agreement and suggestions."),
)
@json_option
def speakers(
    *,
    project: Path,
    interview: str | None,
    rename: tuple[str, ...],
    moderators: tuple[str, ...],
    as_json: bool,
) -> None:
    """List who speaks, in one INTERVIEW or all; rename speakers, name the moderator."""
    from workbench.workflows.transcribing import change_speakers
    from workbench.workflows.transcribing import speakers as list_speakers

    if rename or moderators:
        changed = change_speakers(project, interview, rename=rename, moderators=moderators)
        number = changed.interviews
        done = ngettext("{number} interview changed.", "{number} interviews changed.", number)
        tell(done.format(number=number))
        for joined in changed.joined:
            told = _("One speaker from now on, in {joined}; `workbench undo` takes this back.")
            tell(told.format(joined=joined))
    found = list_speakers(project, interview)
    if as_json:
        print_json(
            [
                {
                    "interview": each.interview,
                    "label": each.label,
                    "moderator": each.moderator,
                    "description": each.description,
                    "attributes": dict(each.attributes),
                    "turns": each.turns,
                    "words": each.words,
                }
                for each in found
            ]
        )
        return
    if not found:
        tell(_("There are no interviews in this project yet: workbench import PROJECT FILES."))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in (_("interview"), _("speaker"), _("description")):
        table.add_column(heading, overflow="fold")
    table.add_column(_("turns"), justify="right")
    table.add_column(_("words"), justify="right")
    for each in found:
        who = _("moderator") if each.moderator else each.description
        table.add_row(each.interview, each.label or "–", who, str(each.turns), str(each.words))
    result_console().print(table)


@command("workbench remove study.workbench 07")
@project_argument
@interview_argument
def remove(*, project: Path, interview: str) -> None:
    """Take an INTERVIEW and its codings out of PROJECT; `undo` brings them back."""
    from workbench.workflows.keeping import remove_interview

    known, codings = remove_interview(project, interview)
    told = _("Interview {id} and its {codings} codings are out; `workbench undo` takes this back.")
    say(told.format(id=known, codings=codings))


@command(
    "workbench forget study.workbench --interview 07",
    "workbench forget study.workbench --interview 07 --speaker IP3 --yes",
)
@project_argument
@click.option("--interview", required=True, metavar="ID", shell_complete=interview_completion)
@click.option("--speaker", metavar=_("LABEL"), help=_("Only this speaker's words."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
def forget(*, project: Path, interview: str, speaker: str | None, yes: bool) -> None:
    """Erase an interview, or one speaker's words, for good: consent was withdrawn.

    Text, source file, codings and memos go, in the project and its backups. This cannot be undone.
    """
    from workbench.workflows.keeping import forget as forget_for_good

    meant = _("interview {id}").format(id=interview)
    if speaker:
        meant = _("what {speaker} said in {meant}").format(speaker=speaker, meant=meant)
    if not yes and not sys.stdin.isatty():
        raise UsageError(_("Nobody can be asked whether to erase for good."), _("Add --yes."))
    if not yes:
        question = _("Erase {meant} from the project and its backups? It cannot be undone.")
        click.confirm(question.format(meant=meant), abort=True, err=True)
    report = forget_for_good(project, interview, speaker=speaker)
    codings, backups = report.codings, report.backups
    told = _("Erased: {meant}, {codings} and from {backups}.")
    say(
        told.format(
            meant=meant,
            codings=ngettext("{n} coding", "{n} codings", codings).format(n=codings),
            backups=ngettext("{n} backup", "{n} backups", backups).format(n=backups),
        )
    )
    if speaker:
        tell(
            _(
                "What others said about {speaker}, and memos on their words, stay: read them."
            ).format(speaker=speaker)
        )
    if report.exports:
        say(_("These files may still hold copies; delete them yourself:"))
        for export in report.exports:
            say(f"  {export.path} ({export.kind})")


def _print_import(report: ImportReport, *, dry_run: bool) -> None:
    for each in report.interviews:
        line = _("{id}  {file}: {turns} turns, {speakers} speakers, {words} words")
        say(
            line.format(
                id=each.interview.id,
                file=each.file,
                turns=len(each.interview.turns),
                speakers=len(each.interview.speakers()),
                words=each.words,
            )
        )
        aside = (_("left aside: {it}").format(it=it) for it in each.aside)
        tell_all([f"{each.file}: {words}" for words in (*each.warnings, *aside)])
    for skipped in report.skipped:
        line = _("{file}: imported before as {id}, skipped")
        say(line.format(file=skipped.file, id=skipped.interview))
    if report.updated:
        say(_("Attributes updated: {ids}").format(ids=", ".join(report.updated)))
    for failed in report.failed:
        tell(_("not imported: {error}").format(error=failed.error))
    tell_all([*report.warnings, *report.notices])
    number = len(report.interviews)
    if dry_run:
        done = ngettext(
            "{number} interview would be imported (nothing written).",
            "{number} interviews would be imported (nothing written).",
            number,
        )
    else:
        done = ngettext("{number} interview imported.", "{number} interviews imported.", number)
    say(done.format(number=number))


def _import_json(report: ImportReport) -> dict[str, object]:
    return {
        "interviews": [_imported_json(each) for each in report.interviews],
        "failed": [{"file": each.file, "error": each.error} for each in report.failed],
        "skipped": [{"file": each.file, "id": each.interview} for each in report.skipped],
        "updated": list(report.updated),
        "warnings": [*report.warnings, *report.notices],
    }


def _imported_json(each: ImportedInterview) -> dict[str, object]:
    return {
        "id": each.interview.id,
        "file": each.file,
        "title": each.interview.title,
        "attributes": dict(each.interview.attributes),
        "speakers": each.interview.speakers(),
        "turns": len(each.interview.turns),
        "words": each.words,
        "warnings": list(each.warnings),
        "aside": list(each.aside),
    }


def _interview_json(interview: Interview) -> dict[str, object]:
    return {
        "id": interview.id,
        "title": interview.title,
        "attributes": dict(interview.attributes),
        "text": interview.text,
        "turns": [
            {
                "number": turn.number,
                "speaker": turn.speaker,
                "moderator": interview.is_moderator(turn),
                "start": turn.start,
                "end": turn.end,
                "time": turn.time,
            }
            for turn in interview.turns
        ],
    }


def _attribute_line(attributes: Attributes) -> str:
    return " · ".join(f"{name}: {value}" for name, value in attributes.items())
