"""Options of every command that counts: by what, of whom, which groups, where it is written."""

import sys
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from workbench.cli.options import attribute_completion
from workbench.cli.output import print_json, tell
from workbench.model import Grid, Unit
from workbench.text.translation import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.model import Coder
    from workbench.workflows.counting import Counts

_Command = TypeVar("_Command", bound=Callable[..., object])

WHOLE = "-"
"""As `--by -`: nothing but totals."""


def by_option(
    *, default: Sequence[str] = ("kommun",), crossed: bool = True
) -> Callable[[_Command], _Command]:
    """`--by ATTRIBUTE`, which may be given twice."""
    told = _("An attribute, or interview, participant, week; `-` for the whole only.")
    twice = _("Twice: the two are crossed.")
    return click.option(
        "--by",
        multiple=True,
        default=default,
        show_default=bool(default),
        metavar=_("ATTRIBUTE"),
        shell_complete=attribute_completion,
        help=f"{told} {twice}" if crossed else told,
    )


group_option = click.option(
    "--group",
    "groups",
    multiple=True,
    metavar=_("ATTRIBUTE=SHEET"),
    help=_("Put values together: a sheet (csv, xlsx) of two columns, value and group."),
)
unit_option = click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.SEGMENTS.value,
    show_default=True,
    help=_("What is counted."),
)
moderator_option = click.option(
    "--with-moderator", is_flag=True, help=_("Count the moderator's turns, too.")
)


def names_of(by: Sequence[str]) -> tuple[str, ...]:
    """The attributes; none for `-`."""
    return () if tuple(by) == (WHOLE,) else tuple(by)


@contextmanager
def counting(project: Path) -> "Iterator[Counts]":
    """An open project, as counting sees it."""
    from workbench.workflows.counting import Counts
    from workbench.workflows.projects import opened

    with opened(project) as found:
        yield Counts(found)


def coder_of(counts: "Counts", name: str | None) -> "Coder":
    from workbench.workflows.projects import resolve_coder

    return resolve_coder(counts.project, name)


def put_out(
    counts: "Counts",
    grids: tuple[Sequence[Grid], list[str]],
    facts: dict[str, object],
    *,
    output: Path | None,
    as_json: bool,
    force: bool,
    interviews: Sequence[str] = (),
) -> None:
    """Write, print as JSON, or print: what every command does with its result."""
    from workbench.workflows.counting import write_grids

    if output is not None:
        write_grids(counts, grids[0], output, names=grids[1], force=force, interviews=interviews)
        tell(_("Written: {path}").format(path=output))
    if as_json:
        print_json(facts)
    elif output is None:
        from workbench.cli.grids import print_grid

        for number, grid in enumerate(grids[0]):
            if number:
                sys.stdout.write("\n")
            print_grid(grid)
