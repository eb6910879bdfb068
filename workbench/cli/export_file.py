"""What `export` writes into one file: a project for another program, or codings for models."""

from pathlib import Path

from workbench.cli.options import one_coder
from workbench.cli.output import say, tell
from workbench.errors import UsageError
from workbench.text.translation import _


def export_file(
    project: Path,
    interview: str | None,
    output: Path,
    coders: tuple[str, ...],
    *,
    part: str | None,
    seed: int,
    force: bool,
) -> None:
    """Write what the name's ending asks for."""
    from workbench.workflows.commenting import COMMENT_KINDS, export_comments
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
        commented = export_comments(project, interview, output, coders=coders, force=force)
        told = _("{path}: {codings} codings by {coders} as comments.")
        who = ", ".join(commented.coders) or _("nobody")
        say(told.format(path=output, codings=commented.codings, coders=who))
    elif kind in TRAINING_KINDS:
        _export_for_models(project, output, coders, part=part, seed=seed, force=force)
    else:
        kinds = ", ".join((*PROJECT_KINDS, *CODEBOOK_KINDS, *COMMENT_KINDS, *TRAINING_KINDS))
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

    done = write_training_data(
        project, output, coder=one_coder(coders), part=part, seed=seed, force=force
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
