"""`code --from FILE.docx`: its options, and what came of the comments."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from workbench.cli.options import interview_completion
from workbench.cli.output import print_json, say, tell, tell_all
from workbench.errors import ExitCode, UsageError
from workbench.text.translation import _, ngettext

if TYPE_CHECKING:
    from workbench.workflows.coding import PlacedRow
    from workbench.workflows.commenting import CommentReport

_Command = TypeVar("_Command", bound=Callable[..., object])


def comment_options(function: _Command) -> _Command:
    """Options that only a Word file's comments need."""
    for option in (
        click.option(
            "--replace",
            "exact",
            is_flag=True,
            help=_("docx: codings of the interview without a comment are taken away."),
        ),
        click.option(
            "--author",
            "authors",
            multiple=True,
            metavar=_("NAME"),
            help=_("docx: whose comments are meant. May repeat."),
        ),
        click.option(
            "--interview",
            metavar=_("ID"),
            shell_complete=interview_completion,
            help=_("docx: the interview it is a copy of; else found by its words."),
        ),
    ):
        function = option(function)
    return function


def refuse_comment_options(*, interview: str | None, authors: tuple[str, ...], exact: bool) -> None:
    """Raise UsageError where one of them is given with a sheet or a pipe."""
    if interview or authors or exact:
        raise UsageError(
            _("--interview, --author and --replace are for comments in a Word file."),
            _("Leave them out; a sheet names the interview in each row."),
        )


def code_comments(
    project: Path,
    source: Path,
    *,
    coder: str | None,
    dry_run: bool,
    as_json: bool,
    interview: str | None,
    authors: tuple[str, ...],
    exact: bool,
) -> int:
    """Take the comments of a Word file, and tell what came of them."""
    from workbench.workflows.commenting import code_from_comments

    report = code_from_comments(
        project,
        source,
        coder=coder,
        interview=interview,
        authors=authors,
        exact=exact,
        dry_run=dry_run,
    )
    if as_json:
        print_json(_report_json(report))
    else:
        _print(report, source.name, dry_run=dry_run)
    return ExitCode.BAD_INPUT if report.unplaced else ExitCode.DONE


def _print(report: "CommentReport", name: str, *, dry_run: bool) -> None:
    for row in report.placed:
        if row.note or dry_run:
            tell(_line(row))
    for missed in report.unplaced:
        told = _("comment {number}\tnot placed\t{reason}")
        tell(told.format(number=missed.row, reason=missed.reason))
    for memo in report.memos:
        told = _("comment {number}\tmemo ({on})\t{at}\t{text}")
        text = " ".join(memo.text.split())
        line = told.format(number=memo.comment, on=memo.on, at=memo.at, text=text)
        tell(f"{line}\t{memo.note}" if memo.note else line)
    _print_missing(report)
    counts: dict[str, int] = {}
    for row in report.placed:
        counts[row.how] = counts.get(row.how, 0) + 1
    how = ", ".join(f"{number} {each}" for each, number in counts.items()) or _("none")
    line = _(
        "{name}: interview {interview}, {placed} codings for {coder} ({how}), {memos} memos, "
        "{missed} comments not placed."
    )
    say(
        line.format(
            name=name,
            interview=report.interview,
            placed=len(report.placed),
            coder=report.coder,
            how=how,
            memos=len(report.memos),
            missed=len(report.unplaced),
        )
    )
    if report.share < 1:
        told = _("{share:.0%} of the file's words stand in the interview line by line.")
        tell(told.format(share=report.share))
    if dry_run:
        tell(_("Nothing was written."))


def _print_missing(report: "CommentReport") -> None:
    number = len(report.missing)
    if not number:
        return
    told = (
        ngettext(
            "{number} coding without a comment was taken away:",
            "{number} codings without a comment were taken away:",
            number,
        )
        if report.removed
        else ngettext(
            "{number} coding of {coder} here has no comment in the file and stays "
            "(--replace takes it away):",
            "{number} codings of {coder} here have no comment in the file and stay "
            "(--replace takes them away):",
            number,
        )
    )
    tell(told.format(number=number, coder=report.coder))
    tell_all(f"{at} {code}" for at, code in report.missing)


def _line(row: "PlacedRow") -> str:
    line = _("comment {number}\t{how}\t{interview}:{turn}\t{start}-{end}\t{code}").format(
        number=row.row,
        how=row.how,
        interview=row.interview,
        turn=row.turn,
        start=row.start,
        end=row.end,
        code=row.code,
    )
    return f"{line}\t{row.note}" if row.note else line


def _report_json(report: "CommentReport") -> dict[str, object]:
    return {
        "interview": report.interview,
        "coder": report.coder,
        "authors": list(report.authors),
        "share": round(report.share, 4),
        "placed": [
            {
                "comment": each.row,
                "interview": each.interview,
                "turn": each.turn,
                "start": each.start,
                "end": each.end,
                "code": each.code,
                "how": each.how,
                "note": each.note,
            }
            for each in report.placed
        ],
        "unplaced": [{"comment": each.row, "reason": each.reason} for each in report.unplaced],
        "memos": [
            {
                "comment": each.comment,
                "at": each.at,
                "text": each.text,
                "on": each.on,
                "note": each.note,
            }
            for each in report.memos
        ],
        "missing": [{"at": at, "code": code} for at, code in report.missing],
        "removed": report.removed,
    }
