"""`report`: Word documents for each municipality, each actor, or the whole."""

from pathlib import Path

import click

from workbench.cli.options import (
    attribute_completion,
    coder_option,
    codes_option,
    command,
    force_option,
    lang_option,
    output_option,
    project_argument,
)
from workbench.cli.output import progress_bar, say
from workbench.cli.quotations_commands import tell_risks
from workbench.text.translation import _
from workbench.workflows.projects import Language


@command(
    "workbench report study.workbench --perspective kommun -o rapporter --coder A",
    "workbench report study.workbench --perspective aktör -o rapporter --safe",
    "workbench report study.workbench --perspective helhet -o rapporter --coder consensus",
)
@project_argument
@click.option(
    "--perspective",
    required=True,
    metavar=_("ATTRIBUTE"),
    shell_complete=attribute_completion,
    help=_("kommun, aktör or another attribute: a document for each value; helhet: the whole."),
)
@output_option(_("The folder to write the documents to."), required=True)
@coder_option
@codes_option
@click.option(
    "--number",
    type=click.IntRange(min=0),
    default=3,
    show_default=True,
    help=_("Quotations of each code and direction."),
)
@click.option(
    "--k",
    "least",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help=_("Participants that what is told of a speaker should fit."),
)
@click.option(
    "--safe", is_flag=True, help=_("Leave out what gives someone away, and the references.")
)
@lang_option
@force_option
def report(
    *,
    project: Path,
    perspective: str,
    output: Path,
    coder: str | None,
    codes: tuple[str, ...],
    number: int,
    least: int,
    safe: bool,
    lang: Language | None,
    force: bool,
) -> None:
    """Write the report of PROJECT as Word documents that are meant to be edited further.

    How it was done; then per code its definition, the figures here beside the whole, a chart, what
    promotes and what hinders with quotations, what is common and what differs. `verify-quotes`
    checks the quotations when the report is finished.
    """
    from workbench.workflows.reporting_study import ReportOptions, write_reports

    options = ReportOptions(
        coder=coder, codes=codes, lang=lang, number=number, least=least, safe=safe
    )
    with progress_bar() as progress:
        written = write_reports(
            project, perspective, output, options, force=force, progress=progress
        )
    tell_risks(written.risks, least=written.least, safe=safe)
    for path in written.paths:
        say(str(path))
