"""`demo`: from the transcripts that come with the program to a table, and onto the screen."""

import os
import sys
from pathlib import Path

import click

from workbench.cli.options import command
from workbench.cli.output import progress_bar, say, tell
from workbench.text.translation import _


@command("workbench demo", "workbench demo ~/provkörning", "workbench demo --fresh")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--fresh", is_flag=True, help=_("Build it anew; the old one is moved aside."))
@click.option("--no-open", is_flag=True, help=_("Do not open the workbench afterwards."))
def demo(*, folder: Path, fresh: bool, no_open: bool) -> None:
    """Build demo.workbench in FOLDER from 21 invented interviews, with two coders' codings.

    Prints the table by kommun and how far the two agree, writes exports/ and, on a terminal, opens
    the workbench as coder A.
    """
    from workbench.cli.agreement_output import print_agreement
    from workbench.cli.open_commands import open_on_screen
    from workbench.cli.tables import print_table
    from workbench.workflows.demonstrating import CODERS, demonstrate

    with progress_bar() as progress:
        made = demonstrate(folder, fresh=fresh, progress=progress)
    print_table(made.table, lang=made.language)
    if isinstance(made.agreement, str):
        tell(made.agreement)
    else:
        say()
        print_agreement(made.agreement, made.codebook, lang=made.language)
    built = _("Built: {path}") if made.built else _("Opened as it is: {path}")
    tell(built.format(path=made.project))
    if made.aside is not None:
        tell(_("The one that was there is now {path}").format(path=made.aside))
    for path in made.written:
        tell(_("Written: {path}").format(path=path))
    on_screen = sys.stdin.isatty() and sys.stdout.isatty() and not no_open
    if on_screen:
        sys.stdout.flush()
        open_on_screen(made.project, coder=CODERS[0])
    else:
        command = sys.argv[0] if os.sep in sys.argv[0] else "workbench"
        opening = _("Open it with: {command} open {path} --coder A")
        say(opening.format(command=_short(command), path=made.project))


def _short(command: str) -> str:
    """The command as one types it: from here if it lies below, else by its name."""
    try:
        return str(Path(command).resolve().relative_to(Path.cwd()))
    except ValueError:
        return Path(command).name
