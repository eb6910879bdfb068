"""`code`, `finish`: the work of coding, from the command line."""

import sys
from pathlib import Path
from typing import Any

import click

from workbench.cli.comments_output import (
    code_comments,
    comment_options,
    refuse_comment_options,
)
from workbench.cli.options import (
    command,
    dry_run_option,
    interview_completion,
    json_option,
    project_argument,
)
from workbench.cli.output import print_json, print_json_line, progress_bar, say, tell
from workbench.errors import ExitCode, UsageError
from workbench.text.translation import _, ngettext
from workbench.workflows.coding import CodeReport, PlacedRow, UnplacedRow


@command(
    "workbench code study.workbench --from kodare-b.csv --coder B --finished",
    "workbench code study.workbench --from kodare-b.xlsx --coder B --dry-run",
    "workbench code study.workbench --from coded.docx --coder B",
    "cat rader.csv | workbench code study.workbench --from - --coder B",
)
@project_argument
@click.option(
    "--from",
    "source",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True, readable=False),
    metavar=_("SHEET|-"),
    help=_("csv or xlsx: intervju;replik;deltagare;kod;riktning;text. - reads a pipe. Or docx."),
)
@click.option("--coder", metavar=_("NAME"), help=_("Who coded; else WORKBENCH_CODER."))
@click.option(
    "--finished", is_flag=True, help=_("Mark the interviews whose rows were all placed as done.")
)
@comment_options
@dry_run_option
@json_option
def code(
    *,
    project: Path,
    source: Path,
    coder: str | None,
    finished: bool,
    dry_run: bool,
    as_json: bool,
    **comments: Any,
) -> int:
    """Take codings from a sheet: each row is found in its interview by its words.

    A sheet is one transaction and one undo. From a pipe each row is on disk before its line is
    printed (with --json: one object a line).

    From a Word file (.docx) the comments in the margin are taken: those that `export` wrote and
    those typed by hand, such as “STR -”, “STR, KUN +” or “Rutiner: too many forms”.
    """
    if source.suffix.lower() == ".docx":
        if finished:
            raise UsageError(
                _("--finished needs a sheet."), _("Mark them afterwards: workbench finish.")
            )
        return code_comments(
            project, source, coder=coder, dry_run=dry_run, as_json=as_json, **comments
        )
    refuse_comment_options(**comments)
    if str(source) == "-":
        if finished:
            raise UsageError(
                _("--finished needs a sheet."), _("Mark them afterwards: workbench finish.")
            )
        return _code_from_pipe(project, coder, dry_run=dry_run, as_json=as_json)
    from workbench.workflows.coding import code_from_sheet

    with progress_bar() as progress:
        report = code_from_sheet(
            project, source, coder=coder, finished=finished, dry_run=dry_run, progress=progress
        )
    if as_json:
        print_json(_report_json(report))
    else:
        _print_report(report, source.name, dry_run=dry_run)
    return ExitCode.BAD_INPUT if report.unplaced else ExitCode.DONE


@command(
    "workbench finish study.workbench 07 08 --coder A",
    "workbench finish study.workbench --coder A",
    "workbench finish study.workbench 07 --coder A --undo",
)
@project_argument
@click.argument("interviews", nargs=-1, shell_complete=interview_completion)
@click.option("--coder", metavar=_("NAME"), help=_("Whose mark; else WORKBENCH_CODER."))
@click.option("--undo", is_flag=True, help=_("Take the mark back."))
def finish(*, project: Path, interviews: tuple[str, ...], coder: str | None, undo: bool) -> None:
    """Mark INTERVIEWS (all, when none is named) as finished by the coder."""
    from workbench.workflows.coding import mark_finished

    changed, has_coded = mark_finished(project, interviews, coder=coder, undo=undo)
    if not has_coded:
        tell(
            _("This coder has no codings here: is the name right? `workbench undo` takes it back.")
        )
    if not changed:
        say(_("Nothing changed: they were marked so already."))
        return
    done = _("Not finished any more: {ids}") if undo else _("Finished: {ids}")
    say(done.format(ids=", ".join(changed)))


def _code_from_pipe(project: Path, coder: str | None, *, dry_run: bool, as_json: bool) -> int:
    from workbench.workflows.coding import code_from_pipe

    missed = False
    for outcome in code_from_pipe(project, sys.stdin, coder=coder, dry_run=dry_run):
        missed = missed or isinstance(outcome, UnplacedRow)
        if as_json:
            print_json_line(_row_json(outcome))
        else:
            say(_row_line(outcome))
            sys.stdout.flush()
    return ExitCode.BAD_INPUT if missed else ExitCode.DONE


def _row_line(outcome: PlacedRow | UnplacedRow) -> str:
    if isinstance(outcome, UnplacedRow):
        return _("row {row}\tnot placed\t{reason}").format(row=outcome.row, reason=outcome.reason)
    line = _("row {row}\t{how}\t{interview}:{turn}\t{start}-{end}\t{code}").format(
        row=outcome.row,
        how=outcome.how,
        interview=outcome.interview,
        turn=outcome.turn,
        start=outcome.start,
        end=outcome.end,
        code=outcome.code,
    )
    return f"{line}\t{outcome.note}" if outcome.note else line


def _print_report(report: CodeReport, sheet: str, *, dry_run: bool) -> None:
    counts: dict[str, int] = {}
    for row in report.placed:
        counts[row.how] = counts.get(row.how, 0) + 1
        if row.note:
            tell(_row_line(row))
    for missed in report.unplaced:
        tell(_row_line(missed))
    told = ", ".join(f"{number} {how}" for how, number in counts.items()) or _("none")
    line = _("{sheet}: {placed} rows placed for {coder} ({told}), {missed} not placed.")
    say(
        line.format(
            sheet=sheet,
            placed=len(report.placed),
            coder=report.coder,
            told=told,
            missed=len(report.unplaced),
        )
    )
    if report.finished:
        number = len(report.finished)
        done = ngettext(
            "{number} interview marked finished.", "{number} interviews marked finished.", number
        )
        say(done.format(number=number))
    if dry_run:
        tell(_("Nothing was written."))


def _report_json(report: CodeReport) -> dict[str, object]:
    return {
        "placed": [_row_json(row) for row in report.placed],
        "unplaced": [_row_json(row) for row in report.unplaced],
        "finished": list(report.finished),
    }


def _row_json(outcome: PlacedRow | UnplacedRow) -> dict[str, object]:
    if isinstance(outcome, UnplacedRow):
        return {"row": outcome.row, "reason": outcome.reason}
    return {
        "row": outcome.row,
        "interview": outcome.interview,
        "turn": outcome.turn,
        "start": outcome.start,
        "end": outcome.end,
        "code": outcome.code,
        "how": outcome.how,
        "note": outcome.note,
    }
