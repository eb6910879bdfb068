"""Arguments and options that several commands share, with their tab completion."""

import os
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from click.shell_completion import CompletionItem

from workbench.errors import UsageError, WorkbenchError
from workbench.text.translation import _

_Command = TypeVar("_Command", bound=Callable[..., object])


class _Words(click.types.StringParamType):
    """A name or value as typed: NFC, as everything in a project is; bytes that are no text are
    refused."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        written = str(super().convert(value, param, ctx))
        if any("\ud800" <= char <= "\udfff" for char in written):
            shown = written.encode("utf-8", "replace").decode()
            told = _("“{word}” holds bytes that are not UTF-8. Set the terminal to UTF-8.")
            self.fail(told.format(word=shown), param, ctx)
        return unicodedata.normalize("NFC", written)


class _File(click.Path):
    """A path; an empty word, as from a shell variable without a value, is none."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        if not str(value):
            self.fail(_("An empty word is no file name."), param, ctx)
        return super().convert(value, param, ctx)


FILE = _File(path_type=Path, readable=False)
"""Whether it is there and may be read, the workflow says, in a sentence with its exit code."""


def _project_of(ctx: click.Context) -> Path | None:
    """The project named so far; an unfinished option leaves it among the words not parsed yet."""
    project = ctx.params.get("project")
    named = [project] if project else [Path(word) for word in ctx.args]
    return next((path for path in named if path.is_file()), None)


def _completing(
    words: Callable[[Path], Sequence[str]],
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Complete with what the project holds; say nothing when it cannot be read."""

    def complete(
        ctx: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        project = _project_of(ctx)
        if project is None:
            return []
        try:
            found = words(project)
        except WorkbenchError:
            return []
        begun = incomplete.casefold()
        return [CompletionItem(each) for each in found if each.casefold().startswith(begun)]

    return complete


def _interview_ids(project: Path) -> Sequence[str]:
    from workbench.workflows.listing import interview_ids

    return interview_ids(project)


def _coders(project: Path) -> Sequence[str]:
    from workbench.workflows.listing import coders

    return coders(project)


def _codes(project: Path) -> Sequence[str]:
    from workbench.workflows.codebooks import project_codebook

    return [code.id for code in project_codebook(project).codes]


def _conditions(project: Path) -> Sequence[str]:
    from workbench.workflows.listing import conditions

    return conditions(project)


def _attributes(project: Path) -> Sequence[str]:
    from workbench.workflows.listing import attribute_names

    return attribute_names(project)


project_argument = click.argument("project", type=FILE)
interview_completion = _completing(_interview_ids)
attribute_completion = _completing(_attributes)
code_completion = _completing(_codes)
coder_completion = _completing(_coders)


def one_coder(names: tuple[str, ...]) -> str | None:
    """The coder named, if one is. Errors: UsageError when more are."""
    if len(names) > 1:
        raise UsageError(
            _("More than one coder is named: {names}.").format(names=", ".join(names)),
            _("Coders are never added up: ask for one at a time."),
        )
    return names[0] if names else None


def _one(_ctx: click.Context, _parameter: click.Parameter, names: tuple[str, ...]) -> str | None:
    return one_coder(names)


coder_option = click.option(
    "--coder",
    multiple=True,
    callback=_one,
    metavar=_("NAME"),
    shell_complete=_completing(_coders),
    help=_("Whose work is meant; else WORKBENCH_CODER, else the only one who has coded."),
)
coders_option = click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar=_("NAME"),
    shell_complete=_completing(_coders),
    help=_("One of the coders compared. Repeat it for each."),
)
codes_option = click.option(
    "--code",
    "codes",
    multiple=True,
    metavar=_("CODE"),
    shell_complete=code_completion,
    help=_("Only this code and those below it: id, path or name. May repeat."),
)
where_option = click.option(
    "--where",
    multiple=True,
    metavar=_("ATTRIBUTE=VALUE"),
    shell_complete=_completing(_conditions),
    help=_("Only these cases, for example kommun=Eksjö. May repeat."),
)
json_option = click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
force_option = click.option("--force", is_flag=True, help=_("Overwrite a file that is there."))
dry_run_option = click.option(
    "--dry-run", is_flag=True, help=_("Say what would be done, and write nothing.")
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["sv", "en"]),
    help=_("Language of headings; the codebook's by default."),
)


def output_option(text: str, *, required: bool = False) -> Callable[[_Command], _Command]:
    """`-o PATH`: where a result is written, whole or not at all."""
    return click.option("-o", "--output", type=FILE, required=required, help=text)


def examples(*lines: str) -> str:
    """The epilogue of a command's help: lines that can be typed as they stand."""
    head = _("Examples:")
    body = "\n".join(f"  {line}" for line in lines)
    return f"\b\n{head}\n{body}"


def command(*lines: str, **settings: Any) -> Callable[[Callable[..., Any]], click.Command]:
    """A subcommand whose help ends in examples, and whose words are text (paths stay bytes)."""
    context = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
    make: Callable[[Callable[..., Any]], click.Command] = click.command(
        context_settings=context, epilog=examples(*lines), **settings
    )

    def decorate(function: Callable[..., Any]) -> click.Command:
        made = make(function)
        for parameter in made.params:
            if parameter.type is click.STRING:
                parameter.type = _Words()
        return made

    return decorate
