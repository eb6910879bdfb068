"""`agree`: how far coders agree, of a project or of any table."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from workbench.cli.options import (
    FILE,
    attribute_completion,
    code_completion,
    coders_option,
    codes_option,
    command,
    force_option,
    json_option,
    lang_option,
    output_option,
)
from workbench.cli.output import print_json, progress_bar, tell
from workbench.cli.results_commands import STDOUT
from workbench.errors import UsageError
from workbench.model import AgreementUnit, Level
from workbench.text.translation import _
from workbench.workflows.projects import Language

if TYPE_CHECKING:
    from workbench.workflows.comparing import Asked

_DIVISIONS = ("code", "interview", "participant", "week", "version")


def _divisions(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """What figures can be divided by: words of our own, then the project's attributes."""
    ours = [CompletionItem(each) for each in _DIVISIONS if each.startswith(incomplete.casefold())]
    return ours + attribute_completion(ctx, parameter, incomplete)


def _exclusive(
    ctx: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The codes, after those that stand before the last comma."""
    before, comma, begun = incomplete.rpartition(",")
    found = code_completion(ctx, parameter, begun)
    return [CompletionItem(before + comma + each.value) for each in found]


@command(
    "workbench agree study.workbench --coder A --coder B",
    "workbench agree study.workbench --coder A --coder B --unit sentence --overlap 0.5",
    "workbench agree study.workbench --coder A --coder B --by kommun -o agreement.docx",
    "workbench agree study.workbench --coder A --coder B --unitizing STR,LED,KUN --json",
    "workbench agree --matrix ratings.csv --level ordinal",
)
@click.argument("project", type=FILE, required=False)
@coders_option
@click.option(
    "--unit",
    type=click.Choice([each.value for each in AgreementUnit]),
    default=AgreementUnit.CHARACTER.value,
    show_default=True,
    help=_("What is called coded or not."),
)
@click.option(
    "--overlap",
    default="any",
    show_default=True,
    metavar=_("any|SHARE"),
    help=_("How much of a sentence or turn must be coded: any character, or a share such as 0.5."),
)
@click.option(
    "--by",
    metavar=_("ATTRIBUTE"),
    shell_complete=_divisions,
    help=_("Also for each value of an attribute, or interview, participant, week, version."),
)
@codes_option
@click.option(
    "--depth",
    type=click.Choice(["top", "leaf"]),
    help=_("top: sub-codes count as their top code; leaf: only codes without sub-codes."),
)
@click.option("--polarity", is_flag=True, help=_("Tell directions apart; not set is missing."))
@click.option(
    "--unitizing",
    metavar=_("CODE,CODE..."),
    shell_complete=_exclusive,
    help=_("Also u-alpha and its kin, within codes that exclude each other."),
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=1,
    show_default=True,
    help=_("Of the resampling of interviews."),
)
@click.option(
    "--resamples",
    type=click.IntRange(100, 100_000),
    default=2_000,
    show_default=True,
    help=_("How often interviews are drawn for the intervals."),
)
@click.option(
    "--matrix",
    type=FILE,
    metavar=_("FILE"),
    help=_("Instead of a project a csv or xlsx: rows are units, columns coders."),
)
@click.option(
    "--level",
    type=click.Choice([each.value for each in Level]),
    default=Level.NOMINAL.value,
    show_default=True,
    help=_("What the values of the matrix mean."),
)
@json_option
@output_option(_("A report, .docx, .xlsx or .csv; - prints plain csv."))
@lang_option
@force_option
@click.pass_context
def agree(
    ctx: click.Context,
    *,
    project: Path | None,
    coders: tuple[str, ...],
    unit: str,
    overlap: str,
    by: str | None,
    codes: tuple[str, ...],
    depth: str | None,
    polarity: bool,
    unitizing: str | None,
    seed: int,
    resamples: int,
    matrix: Path | None,
    level: str,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Compare coders: counts and every coefficient, for each code and over all.

    What is compared are participants' words (labels and moderators' turns are left out) of the
    interviews that all the coders have finished. Intervals come from drawing among interviews.
    """
    if matrix is not None:
        _refuse_beside_matrix(ctx)
        _agree_on_matrix(matrix, Level(level), as_json=as_json)
        return
    if project is None:
        raise UsageError(
            _("It is not said what is compared."),
            _("Name a project, or a table with --matrix FILE."),
        )
    if _given(ctx, "level"):
        raise UsageError(
            _("--level is for --matrix."), _("In a project codes are given or not: leave it out.")
        )
    from workbench.workflows.comparing import Asked

    asked = Asked(
        unit=AgreementUnit(unit),
        overlap=overlap,
        by=by,
        codes=codes,
        depth=cast("Literal['top', 'leaf'] | None", depth),
        polarity=polarity,
        exclusive=_exclusive_codes(unitizing),
        resamples=resamples,
        seed=seed,
    )
    _agree_in_project(
        project, coders, asked, as_json=as_json, output=output, lang=lang, force=force
    )


def _exclusive_codes(written: str | None) -> tuple[str, ...]:
    """The codes that --unitizing names; none where it is not asked for."""
    found = tuple(each.strip() for each in (written or "").split(",") if each.strip())
    if written is not None and not found:
        raise UsageError(
            _("--unitizing names no code."),
            _("Name two or more codes that exclude each other, divided by commas."),
        )
    return found


def _agree_in_project(
    project: Path,
    coders: tuple[str, ...],
    asked: "Asked",
    *,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    from workbench.workflows.codebooks import project_codebook
    from workbench.workflows.comparing import agreement, agreement_facts
    from workbench.workflows.projects import default_language, refuse_kind
    from workbench.workflows.reporting import KINDS, stream_agreement, write_agreement

    if output is not None and output != STDOUT:
        refuse_kind(output, KINDS)

    with progress_bar() as progress:
        report = agreement(project, coders, asked, progress=progress)
    if output == STDOUT:
        stream_agreement(project, report, sys.stdout.buffer, lang=lang)
        return
    if output is not None:
        write_agreement(project, report, output, lang=lang, force=force)
        tell(_("Written: {path}").format(path=output))
    if as_json:
        print_json(agreement_facts(report, project_codebook(project)))
    elif output is None:
        from workbench.cli.agreement_output import print_agreement

        codebook = project_codebook(project)
        print_agreement(report, codebook, lang=lang or default_language(codebook.language))


def _agree_on_matrix(matrix: Path, level: Level, *, as_json: bool) -> None:
    from workbench.workflows.matrices import matrix_agreement, matrix_facts

    found = matrix_agreement(matrix, level=level)
    if as_json:
        print_json(matrix_facts(found))
    else:
        from workbench.cli.matrix_output import print_matrix

        print_matrix(found)


def _given(ctx: click.Context, name: str) -> bool:
    """Whether an option, or the project, was written."""
    return ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE


def _refuse_beside_matrix(ctx: click.Context) -> None:
    """Raise UsageError for what has no meaning for a table."""
    allowed = {"matrix", "level", "as_json"}
    for parameter in ctx.command.params:
        name = parameter.name or ""
        if name not in allowed and _given(ctx, name):
            written = parameter.opts[-1] if parameter.opts[-1].startswith("-") else _("a project")
            raise UsageError(
                _("--matrix compares the columns of a table, without {option}.").format(
                    option=written
                ),
                _("Leave one of the two out; --level and --json go with --matrix."),
            )
