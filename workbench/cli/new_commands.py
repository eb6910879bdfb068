"""`new` and `completion`."""

from pathlib import Path

import click

from workbench.cli.options import FILE, command, json_option, project_argument
from workbench.cli.output import print_json, say, tell_all
from workbench.errors import UsageError
from workbench.text.translation import _


@command(
    "workbench new study.workbench --codebook danermark",
    "workbench new study.workbench --codebook min-kodbok.yaml",
    "workbench new study.workbench --from nvivo.qdpx",
)
@project_argument
@click.option(
    "--codebook",
    metavar=_("NAME|FILE"),
    help=_("A codebook that comes with the program (danermark), or a YAML file."),
)
@click.option(
    "--from",
    "source",
    type=FILE,
    metavar=_("FILE"),
    help=_("Another program's project (.qdpx), with its codebook, texts and codings."),
)
@click.option(
    "--coder", metavar=_("NAME"), help=_("With --from: whose the codings are that nobody signed.")
)
@json_option
def new(
    *,
    project: Path,
    codebook: str | None,
    source: Path | None,
    coder: str | None,
    as_json: bool,
) -> None:
    """Make a PROJECT: empty with a codebook, or of another program's project.

    The project is one file; what is confidential stays in it.
    """
    if (codebook is None) == (source is None):
        raise UsageError(
            _("A new project needs a codebook, or a project to come from."),
            _("Give one of --codebook and --from, for example --codebook danermark."),
        )
    if source is not None:
        from workbench.cli.exchange_report import print_new_study
        from workbench.workflows.exchanging import new_project_from

        print_new_study(new_project_from(project, source, coder=coder), as_json=as_json)
        return
    from workbench.workflows.creating import new_project

    made = new_project(project, codebook or "")
    if as_json:
        print_json({"project": str(made.path), "codes": len(made.codebook.codes)})
        return
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
