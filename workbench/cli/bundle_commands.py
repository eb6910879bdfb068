"""`bundle` and `merge`: working apart, and putting it together."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import (
    FILE,
    coder_completion,
    command,
    dry_run_option,
    force_option,
    json_option,
    output_option,
    project_argument,
)
from workbench.cli.output import print_json, progress_bar, say, tell
from workbench.text.translation import _, ngettext

if TYPE_CHECKING:
    from workbench.workflows.bundling import Merged


@command(
    "workbench bundle study.workbench -o anna.bundle --coder Anna",
    "workbench bundle study.workbench -o everybody.bundle",
)
@project_argument
@output_option(_("The file to write, readable by you alone."), required=True)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    shell_complete=coder_completion,
    help=_("Whose work goes along; everybody's when none is named. May repeat."),
)
@force_option
@json_option
def bundle(
    *, project: Path, output: Path, coders: tuple[str, ...], force: bool, as_json: bool
) -> None:
    """Put one coder's work, and what it rests on, into one file for the others to merge.

    It holds the interviews with their texts and source files, the codebook, and what these coders
    did; nothing that another coder did. Treat it as you treat the interviews.
    """
    from workbench.workflows.bundling import bundle as write

    with progress_bar() as progress:
        made = write(project, output, coders=coders, force=force, progress=progress)
    if as_json:
        print_json(
            {
                "file": str(made.path),
                "coders": list(made.coders),
                "events": made.events,
                "codings": made.codings,
                "interviews": made.interviews,
                "bytes": made.size,
            }
        )
        return
    told = _("{path} ({coders}): {codings}, {interviews}, {size} kB.")
    say(
        told.format(
            path=made.path,
            coders=", ".join(made.coders) or _("no coder"),
            codings=ngettext("{n} coding", "{n} codings", made.codings).format(n=made.codings),
            interviews=ngettext("{n} interview", "{n} interviews", made.interviews).format(
                n=made.interviews
            ),
            size=max(1, made.size // 1000),
        )
    )


@command(
    "workbench merge study.workbench anna.bundle --dry-run",
    "workbench merge study.workbench anna.bundle bo.bundle",
    "workbench merge study.workbench usb/study.workbench",
)
@project_argument
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar=_("FILE..."))
@dry_run_option
@click.option(
    "--unrelated", is_flag=True, help=_("Also when the project and FILE have nothing in common.")
)
@json_option
def merge(
    *, project: Path, sources: tuple[Path, ...], dry_run: bool, unrelated: bool, as_json: bool
) -> None:
    """Take into PROJECT what others did: each FILE is a bundle, or another copy of the project.

    In any order, and twice without harm. Interviews are the same by id and text, codes by id. What
    differs is told, and a backup is made first. What a FILE has forgotten is forgotten here, too,
    for good.
    """
    from workbench.workflows.bundling import merge as take_in

    with progress_bar() as progress:
        merged = take_in(
            project,
            sources,
            rehearsal=dry_run,
            unrelated=unrelated,
            progress=lambda done, total, _what: progress(done, total, project.name),
        )
    if as_json:
        print_json(_merged_json(merged))
        return
    for line in merged.told:
        say(line)
    for line in merged.warned:
        tell(line)
    say(_ending(merged, project))


def _ending(merged: "Merged", project: Path) -> str:
    report = merged.report
    if not report.added:
        return _("Nothing new: everything was here already.")
    events = ngettext("{number} event", "{number} events", report.added)
    events = events.format(number=report.added)
    if report.rehearsal:
        return _("{events} would be added (nothing written).").format(events=events)
    told = _(
        "{events} added. A merge is not undone; what was here before comes back with\n"
        "  workbench restore {project} {backup}"
    )
    backup = report.backup.name if report.backup else ""
    return told.format(events=events, project=project, backup=backup)


def _merged_json(merged: "Merged") -> dict[str, object]:
    report, changes = merged.report, merged.report.changes
    return {
        "dry_run": report.rehearsal,
        "added": report.added,
        "sources": [
            {
                "file": str(each.path),
                "coders": list(each.coders),
                "events": each.events,
                "known": each.known,
                "interviews": list(each.interviews),
                "interviews_unlike": [
                    {"interview": one.interview, "fields": list(one.fields)}
                    for one in each.interviews_unlike
                ],
                "codes": each.codes,
                "codes_unlike": [_code_json(code.code, code.fields) for code in each.codes_unlike],
                "codes_only_here": list(each.codes_only_here),
                "codes_only_there": list(each.codes_only_there),
            }
            for each in report.sources
        ],
        "interviews": {
            "new": list(changes.interviews_new),
            "changed": [
                {"interview": each.interview, "fields": list(each.fields)}
                for each in changes.interviews_changed
            ],
            "gone": list(changes.interviews_gone),
            "revived": list(changes.interviews_revived),
            "same_id": [
                {"interview": each.interview, "shown": each.shown} for each in changes.shared_ids
            ],
            "forgotten": list(changes.forgotten),
        },
        "codings": [
            {
                "coder": each.coder,
                "interview": each.interview,
                "new": each.new,
                "changed": each.changed,
                "gone": each.gone,
            }
            for each in changes.codings
        ],
        "decisions": dict(changes.decisions),
        "settled": changes.settled,
        "left_over": [{"coder": who, "interview": which} for who, which in changes.left_over],
        "finished": [{"coder": who, "interview": which} for who, which in changes.finished],
        "unfinished": [{"coder": who, "interview": which} for who, which in changes.unfinished],
        "codes": {
            "new": list(changes.codes_new),
            "changed": [_code_json(each.code, each.fields) for each in changes.codes_changed],
            "gone": list(changes.codes_gone),
            "revived": list(changes.codes_revived),
            "same_name": [
                {"name": each.name, "codes": list(each.codes), "codings": list(each.codings)}
                for each in changes.shared_names
            ],
        },
        "codebook": list(changes.book),
        "project": list(changes.project),
        "erased": report.erased,
        "ahead": list(report.ahead),
        "forked": list(report.forked),
        "backup": report.backup.name if report.backup else "",
        "exports": [str(each.path) for each in report.exports],
        "warnings": list(merged.warned),
    }


def _code_json(code: str, fields: tuple[str, ...]) -> dict[str, object]:
    return {"code": code, "fields": list(fields)}
