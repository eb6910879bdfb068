"""The command line: reads words, calls workflows, prints results (stdout) and the rest (stderr)."""

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.errors import ExitCode, WorkbenchError
from workbench.text.translation import _

if TYPE_CHECKING:
    from click import Command


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; errors are one sentence unless --debug."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "replace" if stream is sys.stderr else "surrogateescape"
            stream.reconfigure(encoding="utf-8", errors=errors)
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words or bool(os.environ.get("WORKBENCH_DEBUG"))
    sys.exit(_run([word for word in words if word != "--debug"], debug=debug))


def _run(words: list[str], *, debug: bool) -> int:
    import click

    from workbench.cli.app import workbench

    try:
        return _invoke(workbench, words)
    except WorkbenchError as error:
        if debug:
            traceback.print_exc()
        return _complain(str(error), error.exit_code)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _complain(_("Cancelled; what was acknowledged is kept."), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:  # noqa: BLE001 - the outermost edge: a sentence, never a traceback
        return _unforeseen(error, debug=debug)


def _unforeseen(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        told = _("What was to be printed was not written: the disk is full. Make room, try again.")
        return _complain(told, ExitCode.BAD_INPUT)
    kind = type(error).__name__
    told = _("The program met something it did not foresee ({kind}: {error}).")
    remedy = _(
        "Nothing acknowledged is lost. See with `workbench check` whether the project is "
        "damaged; if not, run again with --debug and report what it says."
    )
    return _complain(f"{told.format(kind=kind, error=error)} {remedy}", ExitCode.BAD_INPUT)


def _invoke(command: "Command", words: list[str]) -> int:
    """Run a command and return its exit code."""
    try:
        outcome = command.main(words, prog_name="workbench", standalone_mode=False)
        sys.stdout.flush()
        return outcome if isinstance(outcome, int) else ExitCode.DONE
    except SystemExit:
        # Without its standalone mode click leaves in this way for one reason only: the reader has
        # gone, as in `workbench codings … | head`. Nothing is wrong.
        return ExitCode.DONE


def _complain(sentence: str, code: int) -> int:
    print(_("workbench: {sentence}").format(sentence=sentence), file=sys.stderr)
    return code
