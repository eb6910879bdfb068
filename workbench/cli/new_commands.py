"""`new` and `completion`."""

from pathlib import Path

import click

from workbench.cli.options import command, project_argument
from workbench.cli.output import say, tell_all
from workbench.text.translation import _


@command(
    "workbench new study.workbench --codebook danermark",
    "workbench new study.workbench --codebook min-kodbok.yaml",
)
@project_argument
@click.option(
    "--codebook",
    required=True,
    metavar=_("NAME|FILE"),
    help=_("A codebook that comes with the program (danermark), or a YAML file."),
)
def new(*, project: Path, codebook: str) -> None:
    """Make an empty PROJECT with a codebook.

    The project is one file; what is confidential stays in it.
    """
    from workbench.workflows.creating import new_project

    made = new_project(project, codebook)
    told = _("{path}: a new project with the codebook “{title}” ({number} codes).")
    say(told.format(path=made.path, title=made.codebook.title, number=len(made.codebook.codes)))
    tell_all(made.notices)


@command("workbench completion bash >> ~/.bashrc", "workbench completion zsh >> ~/.zshrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes the Tab key complete commands, interviews, codes and coders."""
    from click.shell_completion import get_completion_class

    from workbench.cli.app import workbench

    completer = get_completion_class(shell)
    if completer is None:
        raise click.UsageError(_("No completion for {shell}.").format(shell=shell))
    say(completer(workbench, {}, "workbench", "_WORKBENCH_COMPLETE").source())
