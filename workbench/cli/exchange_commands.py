"""`export`: the project for another program; what is written is told by the name after -o."""

from pathlib import Path

import click

from workbench.cli.options import command, force_option, output_option, project_argument
from workbench.cli.output import say, tell
from workbench.errors import UsageError
from workbench.text.translation import _


@command(
    "workbench export study.workbench -o study.qdpx",
    "workbench export study.workbench -o study.qdpx --coder A",
    "workbench export study.workbench -o codebook.qdc",
)
@project_argument
@output_option(
    _("A name ending in .qdpx (the whole project) or .qdc (the codebook)."), required=True
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only this coder's work; else everybody's. May repeat."),
)
@force_option
def export(*, project: Path, output: Path, coders: tuple[str, ...], force: bool) -> None:
    """Write PROJECT for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA).

    What the format has no place for goes in notes, so that `new --from` brings everything back.
    """
    from workbench.workflows.exchanging import (
        CODEBOOK_KINDS,
        PROJECT_KINDS,
        export_codes,
        export_project,
    )

    kind = output.suffix.lower()
    if kind in PROJECT_KINDS:
        done = export_project(project, output, coders=coders, force=force)
        told = _("{path}: {interviews} interviews, {codes} codes, {codings} codings by {coders}.")
        say(
            told.format(
                path=output,
                interviews=done.interviews,
                codes=done.codes,
                codings=done.codings,
                coders=", ".join(done.coders) or _("nobody"),
            )
        )
        for each in done.left:
            tell(f"  {each}")
    elif kind in CODEBOOK_KINDS:
        done = export_codes(project, output, force=force)
        say(_("{path}: {codes} codes.").format(path=output, codes=done.codes))
    else:
        kinds = ", ".join((*PROJECT_KINDS, *CODEBOOK_KINDS))
        raise UsageError(
            _("This cannot be written as “{name}”.").format(name=output.name),
            _("End the name in one of {kinds}.").format(kinds=kinds),
        )
