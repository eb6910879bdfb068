"""What `export` writes into a folder: all that a study reports; whether it is still so."""

from pathlib import Path

from workbench.cli.output import print_json, progress_bar, say, tell, tell_all
from workbench.cli.quotations_commands import tell_risks
from workbench.errors import ExitCode
from workbench.text.translation import _
from workbench.workflows.projects import Language


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
