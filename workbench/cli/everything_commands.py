"""`export`: everything that a study reports, into one folder; and whether it is still so."""

from pathlib import Path

import click

from workbench.cli.options import (
    coder_option,
    command,
    force_option,
    json_option,
    lang_option,
    output_option,
    project_argument,
)
from workbench.cli.output import print_json, progress_bar, say, tell, tell_all
from workbench.cli.quotations_commands import tell_risks
from workbench.errors import ExitCode
from workbench.text.translation import _
from workbench.workflows.projects import Language


@command(
    "workbench export study.workbench -o exports --coder A",
    "workbench export study.workbench -o exports --coder consensus --safe",
    "workbench export study.workbench -o exports --check",
)
@project_argument
@output_option(_("The folder to write to."), required=True)
@click.option("--check", is_flag=True, help=_("Write nothing; list what is out of date."))
@coder_option
@click.option(
    "--safe",
    is_flag=True,
    help=_("Leave out of quotations and reports what gives someone away."),
)
@json_option
@lang_option
@force_option
def export(
    *,
    project: Path,
    output: Path,
    check: bool,
    coder: str | None,
    safe: bool,
    as_json: bool,
    lang: Language | None,
    force: bool,
) -> int:
    """Write tables, charts, excerpts, quotations, reports, codings, codebook and agreement.

    manifest.json says what each file was made of. What was changed by hand is left as it is, and
    told; --force replaces it. --check ends with 1 when a file is missing, changed or out of date.
    """
    if check:
        return check_folder(project, output, as_json=as_json)
    return export_folder(
        project, output, coder=coder, safe=safe, as_json=as_json, lang=lang, force=force
    )


def export_folder(
    project: Path,
    folder: Path,
    *,
    coder: str | None,
    safe: bool,
    as_json: bool,
    lang: Language | None,
    force: bool,
) -> int:
    """Write everything and say what was written; the exit code."""
    from workbench.workflows.exporting_everything import ExportOptions, export_everything
    from workbench.workflows.manifests import file_facts

    options = ExportOptions(coder=coder, lang=lang, safe=safe)
    with progress_bar() as progress:
        done = export_everything(project, folder, options, force=force, progress=progress)
    tell_risks(done.risks, least=done.least, safe=safe)
    if done.kept:
        tell(_("Changed by hand, so left as they are (--force replaces them):"))
        tell_all(done.kept)
    if done.left_over:
        tell(_("From an earlier export, and no part of this one:"))
        tell_all(done.left_over)
    if as_json:
        manifest = done.manifest
        print_json(
            {
                "project": manifest.project,
                "event": manifest.event,
                "time": manifest.time,
                "program": manifest.program,
                "options": manifest.options,
                "files": [file_facts(each) for each in manifest.files],
                "written": list(done.written),
                "kept": list(done.kept),
                "left_over": list(done.left_over),
            }
        )
    else:
        told = _("{folder}: {number} files, and manifest.json.")
        say(told.format(folder=folder, number=len(done.written)))
    return ExitCode.BAD_INPUT if done.kept else ExitCode.DONE


def check_folder(project: Path, folder: Path, *, as_json: bool) -> int:
    """List what is not as the project would have it now; the exit code."""
    from workbench.workflows.exporting_everything import check_export
    from workbench.workflows.manifests import FileState

    found = check_export(project, folder)
    wrong = [each for each in found if each.state is not FileState.CURRENT]
    if as_json:
        files = [
            {"path": each.file.path, "state": each.state.value, "outdated": each.outdated}
            for each in found
        ]
        print_json({"ok": not wrong, "files": files})
    else:
        for each in wrong:
            also = each.outdated and each.state is not FileState.OUT_OF_DATE
            more = _(", and out of date") if also else ""
            say(f"{each.file.path}: {_(each.state.value)}{more}")
        told = _("{number} of {all} files are as the project has it.")
        say(told.format(number=len(found) - len(wrong), all=len(found)))
    return ExitCode.NOTHING_FOUND if wrong else ExitCode.DONE
