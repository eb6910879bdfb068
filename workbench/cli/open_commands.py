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
)
@project_argument
@coder_option
@click.option(
    "--interview", metavar="ID", shell_complete=interview_completion, help=_("Begin with this one.")
)
@click.option("--at", metavar=_("REFERENCE"), help=_("Begin at this turn, for example 07:31."))
def open_(*, project: Path, coder: str | None, interview: str | None, at: str | None) -> None:
    """Open PROJECT on the screen and read its interviews. ctrl+q leaves."""
    open_on_screen(project, coder=coder, interview=interview, at=at)


def open_on_screen(
    project: Path, *, coder: str | None, interview: str | None = None, at: str | None = None
) -> None:
    """Start the interface; needs a terminal."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            _("The workbench needs a terminal to open in."),
            _("Without one, use `workbench show`, `codings` and `table`."),
        )
    from workbench.tui import run
    from workbench.workflows.opening import Workspace

    workspace = Workspace.open(project, coder=coder, advised=True)
    try:
        run(workspace, interview=interview, at=at)
    finally:
        workspace.close()
