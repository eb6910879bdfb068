"""`open`: the workbench on the screen."""

import sys
from pathlib import Path

import click

from workbench.cli.options import coder_option, command, interview_completion, project_argument
from workbench.errors import UsageError
from workbench.text.translation import _


@command(
    "workbench open study.workbench --coder Anna",
    "workbench open study.workbench --coder Anna --at 07:31",
    "workbench open study.workbench --compare Anna Bo",
    "workbench open study.workbench --tables",
)
@project_argument
@coder_option
@click.option(
    "--interview", metavar="ID", shell_complete=interview_completion, help=_("Begin with this one.")
)
@click.option("--at", metavar=_("REFERENCE"), help=_("Begin at this turn, for example 07:31."))
@click.option(
    "--compare",
    nargs=2,
    metavar=_("CODER CODER"),
    help=_("Begin with these two side by side: where they differ, and what is settled."),
)
@click.option("--tables", is_flag=True, help=_("Begin with the tables."))
def open_(
    *,
    project: Path,
    coder: str | None,
    interview: str | None,
    at: str | None,
    compare: tuple[str, str] | None,
    tables: bool,
) -> None:
    """Open PROJECT on the screen and read its interviews. ctrl+q leaves."""
    open_on_screen(project, coder=coder, interview=interview, at=at, compare=compare, tables=tables)


def open_on_screen(
    project: Path,
    *,
    coder: str | None,
    interview: str | None = None,
    at: str | None = None,
    compare: tuple[str, str] | None = None,
    tables: bool = False,
) -> None:
    """Start the interface; needs a terminal.

    `compare` are two coders; who codes on the other screens is the first, if nobody is named.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("The workbench needs a terminal to open in."),
            _("Without one, use `workbench show`, `codings` and `table`."),
        )
    from workbench.tui import run
    from workbench.workflows.opening import Workspace
    from workbench.workflows.projects import person

    if compare is not None:
        coder = person(coder, "WORKBENCH_CODER") or compare[0]
    workspace = Workspace.open(project, coder=coder, advised=True)
    try:
        pair = None if compare is None else workspace.pair(*compare)
        run(workspace, interview=interview, at=at, pair=pair, tables=tables)
    finally:
        workspace.close()
