"""`keys`: what every key does, and a file to change it with."""

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.cli.options import command, force_option, json_option, output_option
from workbench.cli.output import print_json, result_console, tell
from workbench.errors import ExitCode
from workbench.text.translation import _

if TYPE_CHECKING:
    from workbench.tui.keymap import Action


@command(
    "workbench keys",
    "workbench keys -o keys.toml",
    "WORKBENCH_KEYS=keys.toml workbench open study.workbench --coder Anna",
)
@json_option
@output_option(_("Write a file of keys to start from."))
@force_option
def keys(*, as_json: bool, output: Path | None, force: bool) -> int:
    """Show every action with its keys, as they are set on this machine.

    Another key is given to an action by its id, in the file keys.toml that the last line names, or
    in the file that WORKBENCH_KEYS names.
    """
    from workbench.tui.keymap import actions, fitted, in_effect
    from workbench.workflows.settings import keys_path, read_keys, write_keys

    every = sorted(actions().values(), key=lambda each: each.order)
    if output is not None:
        write_keys(output, _file_of(every), force=force)
        tell(_("“{path}” is written. It is read as {home}.").format(path=output, home=keys_path()))
        return ExitCode.DONE
    fits = fitted(read_keys())
    set_now = {each.id: in_effect(each, fits.keymap) for each in every}
    if as_json:
        print_json([_facts(each, set_now[each.id]) for each in every])
    else:
        _print_table(every, set_now)
        tell(_("Other keys: write them into {path}.").format(path=keys_path()))
    for warning in fits.warnings:
        tell(warning)
    return ExitCode.BAD_INPUT if fits.warnings else ExitCode.DONE


def _facts(action: "Action", keys_now: tuple[str, ...]) -> dict[str, object]:
    from workbench.tui.keymap import written_key

    return {
        "id": action.id,
        "keys": list(keys_now),
        "default": [written_key(key) for key in action.keys],
        "place": action.place,
        "name": action.name,
        "explained": action.explained,
    }


def _print_table(every: "list[Action]", set_now: dict[str, tuple[str, ...]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    drawn.add_column(_("keys"), style="bold", no_wrap=True)
    drawn.add_column(_("what it does"))
    drawn.add_column(_("id"), no_wrap=True, style="dim")
    place = ""
    for action in every:
        if action.place != place:
            place = action.place
            drawn.add_section()
            drawn.add_row("", place, "", style="bold")
        drawn.add_row(" ".join(set_now[action.id]), action.explained, action.id)
    result_console().print(drawn)


def _file_of(every: "list[Action]") -> str:
    from workbench.tui.keymap import written_key

    lines = [
        _("# Keys of the workbench. Take the # off a line and write other keys:"),
        '#   "transcript.next-word" = "w"',
        '#   "transcript.next-word" = "w,ctrl+right"',
        _("# Keys are written x, X, ?, f5, ctrl+x, shift+left, pageup, space, comma."),
        _("# `workbench keys` says which hold, and what is wrong with the others."),
    ]
    place = ""
    for action in every:
        if action.place != place:
            place = action.place
            lines += ["", f"# -- {place}"]
        written = ",".join(written_key(key) for key in action.keys).replace("\\", "\\\\")
        written = written.replace('"', '\\"')
        lines.append(f'# "{action.id}" = "{written}"'.ljust(44) + f"  # {action.explained}")
    return "\n".join(lines) + "\n"
