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
    "workbench export study.workbench -o train.spacy --coder A --part train",
)
@project_argument
@output_option(
    _(
        "A name ending in .qdpx (the whole project), .qdc (the codebook), .jsonl or .spacy (one"
        " coder's codings, a turn each, for models)."
    ),
    required=True,
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    help=_("Only this coder's work; else everybody's. May repeat."),
)
@click.option(
    "--part",
    type=click.Choice(["train", "dev", "test"]),
    help=_("For models: only these interviews; none is in two parts."),
)
@click.option(
    "--seed", default=1, show_default=True, help=_("For models: how interviews are divided.")
)
@force_option
def export(
    *,
    project: Path,
    output: Path,
    coders: tuple[str, ...],
    part: str | None,
    seed: int,
    force: bool,
) -> None:
    """Write PROJECT for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA), or for models.

    What REFI-QDA has no place for goes in notes, so that `new --from` brings everything back.
    """
    from workbench.workflows.exchanging import (
        CODEBOOK_KINDS,
        PROJECT_KINDS,
        export_codes,
        export_project,
    )
    from workbench.workflows.training_data import KINDS as TRAINING_KINDS

    kind = output.suffix.lower()
    if part and kind not in TRAINING_KINDS:
        raise UsageError(
            _("--part is for models."),
            _("End the name in one of {kinds}.").format(kinds=", ".join(TRAINING_KINDS)),
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
    elif kind in TRAINING_KINDS:
        _export_for_models(project, output, coders, part=part, seed=seed, force=force)
    else:
        kinds = ", ".join((*PROJECT_KINDS, *CODEBOOK_KINDS, *TRAINING_KINDS))
        raise UsageError(
            _("This cannot be written as “{name}”.").format(name=output.name),
            _("End the name in one of {kinds}.").format(kinds=kinds),
        )


def _export_for_models(
    project: Path,
    output: Path,
    coders: tuple[str, ...],
    *,
    part: str | None,
    seed: int,
    force: bool,
) -> None:
    from workbench.workflows.training_data import write_training_data

    if len(coders) > 1:
        raise UsageError(
            _("More than one coder is named: {names}.").format(names=", ".join(coders)),
            _("Coders are never added up: ask for one at a time."),
        )
    done = write_training_data(
        project, output, coder=coders[0] if coders else None, part=part, seed=seed, force=force
    )
    told = _("{path}: {turns} turns of {interviews} interviews, {spans} passages by {coder}.")
    say(
        told.format(
            path=output,
            turns=done.turns,
            interviews=done.interviews,
            spans=done.spans,
            coder=done.coder,
        )
    )
