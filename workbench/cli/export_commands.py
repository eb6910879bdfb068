"""`export`: everything for the report into a folder, or the project as one file of another kind."""

from pathlib import Path

import click

from workbench.cli.options import (
    coder_completion,
    command,
    force_option,
    interview_completion,
    json_option,
    lang_option,
    one_coder,
    output_option,
    project_argument,
)
from workbench.errors import ExitCode, UsageError
from workbench.text.translation import _
from workbench.workflows.projects import Language


@command(
    "workbench export study.workbench -o exports --coder A",
    "workbench export study.workbench -o exports --check",
    "workbench export study.workbench -o study.qdpx",
    "workbench export study.workbench -o codebook.qdc",
    "workbench export study.workbench 07 -o coded.docx --coder A",
    "workbench export study.workbench -o train.spacy --coder A --part train",
)
@project_argument
@click.argument("interview", required=False, shell_complete=interview_completion)
@output_option(
    _(
        "A folder (everything), or a name ending in .qdpx (the whole project), .qdc (the"
        " codebook), .docx (INTERVIEW for Word), .jsonl or .spacy (one coder's codings, a turn"
        " each, for models)."
    ),
    required=True,
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    shell_complete=coder_completion,
    help=_("Whose work; for other programs everybody's unless named, and it may repeat."),
)
@click.option("--check", is_flag=True, help=_("Folder: write nothing; list what is out of date."))
@click.option(
    "--safe",
    is_flag=True,
    help=_("Folder: leave out of quotations and reports what gives someone away."),
)
@click.option(
    "--part",
    type=click.Choice(["train", "dev", "test"]),
    help=_("For models: only these interviews; none is in two parts."),
)
@click.option(
    "--seed", default=1, show_default=True, help=_("For models: how interviews are divided.")
)
@json_option
@lang_option
@force_option
def export(
    *,
    project: Path,
    interview: str | None,
    output: Path,
    coders: tuple[str, ...],
    check: bool,
    safe: bool,
    part: str | None,
    seed: int,
    as_json: bool,
    lang: Language | None,
    force: bool,
) -> int:
    """Write everything that is reported into a folder, or PROJECT for other programs.

    A folder gets tables, charts, excerpts, quotations, reports, codings, codebook and agreement,
    and a manifest.json that says what each file was made of. What was changed by hand is left as
    it is, and told; --force replaces it. --check ends with 1 when a file is missing, changed or
    out of date.

    NVivo, ATLAS.ti, MAXQDA, QualCoder and others read REFI-QDA (.qdpx, .qdc). What that has no
    place for goes in notes, so that `new --from` brings everything back. A Word file holds one
    INTERVIEW with its codings as comments in the margin, which `code --from` takes back, changed
    ones and new ones too.
    """
    if output.suffix and not output.is_dir():
        from workbench.cli.export_file import export_file

        if check or safe or as_json or lang:
            raise UsageError(
                _("--check, --safe, --json and --lang are for a folder."),
                _("Leave them out, or give a folder after -o."),
            )
        export_file(project, interview, output, coders, part=part, seed=seed, force=force)
        return ExitCode.DONE
    from workbench.cli.export_folder import check_folder, export_folder

    if interview is not None:
        raise UsageError(
            _("One interview alone is no folder."),
            _("End the name after -o in .docx, or leave the interview out."),
        )
    if part:
        raise UsageError(
            _("--part is for models."), _("End the name after -o in .jsonl or .spacy.")
        )
    if check:
        return check_folder(project, output, as_json=as_json)
    return export_folder(
        project,
        output,
        coder=one_coder(coders),
        safe=safe,
        as_json=as_json,
        lang=lang,
        force=force,
    )
