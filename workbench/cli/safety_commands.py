"""`undo`, `redo`, `log`, `check`, `restore`: nothing is ever lost."""

from pathlib import Path

import click

from workbench.cli.options import command, json_option, project_argument
from workbench.cli.output import print_json, progress_bar, say, tell
from workbench.errors import ExitCode
from workbench.text.translation import _


@command("workbench undo study.workbench")
@project_argument
def undo(project: Path) -> None:
    """Take back your latest action; call it again for the one before."""
    from workbench.workflows.keeping import undo as take_back

    say(_("Undone: {what}").format(what=take_back(project)))


@command("workbench redo study.workbench")
@project_argument
def redo(project: Path) -> None:
    """Do again what was undone last."""
    from workbench.workflows.keeping import redo as do_again

    say(_("Done again: {what}").format(what=do_again(project)))


@command("workbench log study.workbench", "workbench log study.workbench --json")
@project_argument
@json_option
def log(*, project: Path, as_json: bool) -> None:
    """Tell who did what, and when, oldest first: the audit trail of the methods chapter."""
    from workbench.workflows.keeping import history, told_history

    if as_json:
        print_json(
            [
                {
                    "id": each.id,
                    "time": each.time.isoformat(timespec="seconds"),
                    "author": each.author,
                    "coder": each.coder or "",
                    "verb": each.verb,
                    "facts": dict(each.facts),
                    "changes": dict(each.changes),
                    "undone": each.undone,
                }
                for each in history(project)
            ]
        )
        return
    for line in told_history(project):
        when = line.time.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        mark = _("  (undone)") if line.undone else ""
        say(f"{when}  {line.author}  {line.words}{mark}")


@command("workbench check study.workbench", "workbench check study.workbench --json")
@project_argument
@json_option
def check(*, project: Path, as_json: bool) -> int:
    """Verify every hash of the journal, and that the tables say what the journal says."""
    from workbench.workflows.keeping import check as verify

    with progress_bar() as progress:
        report = verify(project, progress)
    if as_json:
        print_json(
            {
                "ok": report.ok,
                "problems": list(report.problems),
                "notes": list(report.notes),
                "events": report.events,
            }
        )
    else:
        for problem in report.problems:
            say(problem)
        for note in report.notes:
            tell(note)
        if report.problems:
            tell(
                _(
                    "Do not write to it: copy the file, then put the last sound backup in place "
                    "(workbench restore PROJECT --list)."
                )
            )
        if report.ok:
            say(_("Nothing is damaged: {number} events verified.").format(number=report.events))
    return ExitCode.DONE if report.ok else ExitCode.NOTHING_FOUND


@command(
    "workbench restore study.workbench",
    "workbench restore study.workbench --list",
)
@project_argument
@click.argument("backup", required=False, type=click.Path())
@click.option("--list", "listing", is_flag=True, help=_("List the backups there are."))
def restore(*, project: Path, backup: str | None, listing: bool) -> None:
    """Put a BACKUP (the latest, when none is named) in PROJECT's place.

    What stands there now is kept as a backup itself.
    """
    from workbench.workflows.keeping import backups, restore_backup

    if listing:
        found = backups(project)
        for each in found:
            say(f"{each.name}  {each.time.astimezone():%Y-%m-%d %H:%M}  {each.size // 1024} kB")
        if not found:
            tell(_("There are no backups yet: one is made before the first write of each day."))
        return
    used = restore_backup(project, backup)
    say(_("{project} is as it was in {backup}.").format(project=project, backup=used.name))
