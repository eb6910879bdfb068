"""`export`: the project for another program; what is written is told by the name after -o."""

from pathlib import Path

import click

from workbench.cli.options import (
    command,
    force_option,
    interview_completion,
    output_option,
    project_argument,
)
from workbench.cli.output import say, tell
from workbench.errors import UsageError
from workbench.text.translation import _


@command(
    "workbench export study.workbench -o study.qdpx",
    "workbench export study.workbench -o study.qdpx --coder A",
    "workbench export study.workbench -o codebook.qdc",
    "workbench export study.workbench 07 -o coded.docx --coder A",
)
@project_argument
@click.argument("interview", required=False, shell_complete=interview_completion)
@output_option(
    _("Ends in .qdpx (the whole project), .qdc (the codebook) or .docx (INTERVIEW for Word)."),
    required=True,
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only this coder's work; else everybody's. May repeat."),
)
@force_option
def export(
    *, project: Path, interview: str | None, output: Path, coders: tuple[str, ...], force: bool
) -> None:
    """Write PROJECT for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA).

    What the format has no place for goes in notes, so that `new --from` brings everything back.

    A Word file holds one INTERVIEW with its codings as comments in the margin, which
    `code --from` takes back, changed ones and new ones too.
    """
    from workbench.workflows.commenting import COMMENT_KINDS, export_comments
    from workbench.workflows.exchanging import (
        CODEBOOK_KINDS,
        PROJECT_KINDS,
        export_codes,
        export_project,
    )

    kind = output.suffix.lower()
    if interview is not None and kind not in COMMENT_KINDS:
        raise UsageError(
            _("One interview alone cannot be written as “{name}”.").format(name=output.name),
            _("End the name in {kinds}, or leave the interview out.").format(
                kinds=", ".join(COMMENT_KINDS)
            ),
        )
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
    elif kind in COMMENT_KINDS:
        done = export_comments(project, interview, output, coders=coders, force=force)
        told = _("{path}: {codings} codings by {coders} as comments.")
        who = ", ".join(done.coders) or _("nobody")
        say(told.format(path=output, codings=done.codings, coders=who))
    else:
        kinds = ", ".join((*PROJECT_KINDS, *CODEBOOK_KINDS, *COMMENT_KINDS))
        raise UsageError(
            _("This cannot be written as “{name}”.").format(name=output.name),
            _("End the name in one of {kinds}.").format(kinds=kinds),
        )
