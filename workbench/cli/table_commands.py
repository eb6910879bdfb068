"""`table`: codes counted by attributes, and what a cell counts."""

import sys
from pathlib import Path

import click

from workbench.cli.cutting import (
    by_option,
    coder_of,
    counting,
    group_option,
    moderator_option,
    names_of,
    unit_option,
)
from workbench.cli.options import (
    coder_option,
    codes_option,
    command,
    force_option,
    json_option,
    lang_option,
    output_option,
    project_argument,
    where_option,
)
from workbench.cli.output import print_json, say, tell
from workbench.model import CellPassage, FrequencyTable, Percent, Unit
from workbench.text.translation import _, ngettext
from workbench.workflows.projects import Language

STDOUT = Path("-")
"""As `-o -`: plain csv (comma, no BOM, decimal point) on stdout."""


@command(
    "workbench table study.workbench --by kommun",
    "workbench table study.workbench --by kommun --by aktör --unit turns --percent base",
    "workbench table study.workbench --by aktör --unit words --polarity -o aktörer.xlsx",
    "workbench table study.workbench --by datum --group datum=omgångar.csv --per-1000",
    "workbench table study.workbench --by kommun --cell Eksjö,STR",
)
@project_argument
@by_option()
@unit_option
@coder_option
@codes_option
@where_option
@group_option
@click.option(
    "--polarity", is_flag=True, help=_("Divide into promotes, hinders, neutral, not set.")
)
@click.option(
    "--percent",
    type=click.Choice([each.value for each in Percent]),
    help=_("Shares of the row, of all coded in the column, of all coded, of all there are."),
)
@click.option("--per-1000", is_flag=True, help=_("Also for each 1,000 words said."))
@moderator_option
@click.option(
    "--cell",
    metavar=_("VALUE,CODE"),
    help=_("List what one cell counts: Eksjö,STR; with --polarity also Eksjö,STR,+."),
)
@json_option
@output_option(_("A file: .xlsx, .csv, .md, .html or .json; - prints plain csv."))
@lang_option
@force_option
def table(
    *,
    project: Path,
    by: tuple[str, ...],
    unit: str,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    groups: tuple[str, ...],
    polarity: bool,
    percent: str | None,
    per_1000: bool,
    with_moderator: bool,
    cell: str | None,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Count codes by the values of attributes, for one coder or the consensus."""
    from workbench.workflows.counting import cut_of, read_groups
    from workbench.workflows.tabulating import (
        cell_facts,
        cell_key,
        cell_of,
        stream_table,
        table_facts,
        table_of,
        write_cut_table,
    )

    with counting(project) as counts:
        cut = cut_of(
            counts.codebook(),
            by=names_of(by),
            unit=Unit(unit),
            polarity=polarity,
            with_moderator=with_moderator,
            codes=codes,
            where=where,
            groups=read_groups(groups),
            percent=Percent(percent) if percent else None,
            per_1000=per_1000,
        )
        who = coder_of(counts, coder)
        counted = table_of(counts, cut, coder=who)
        if cell is not None:
            key = cell_key(cell, counted, counts.codebook())
            passages = cell_of(counts, cut, key, coder=who)
            if as_json:
                print_json(cell_facts(counted, key, passages))
            else:
                _print_cell(counted, passages)
            return
        if output == STDOUT:
            stream_table(project, counted, sys.stdout.buffer, lang=lang)
            return
        if output is not None:
            write_cut_table(counts, counted, cut, output, lang=lang, force=force)
            tell(_("Written: {path}").format(path=output))
        if as_json:
            print_json(table_facts(counted))
        elif output is None:
            from workbench.cli.tables import print_table

            print_table(counted, lang=counts.language(lang))


def _print_cell(table: FrequencyTable, passages: list[CellPassage]) -> None:
    """Each thing that the cell counts; where it counts words, how many stand first."""
    for each in passages:
        head = [str(each.reference)]
        if table.unit is Unit.WORDS:
            head.append(str(each.entry.number))
        if table.unit is Unit.INTERVIEWS:
            head[0] = each.entry.interview
        speaker = "" if table.unit is Unit.INTERVIEWS else each.entry.speaker
        say("\t".join([*head, speaker, " / ".join(each.text.split("\n"))]))
    number = sum(each.entry.number for each in passages)
    told = {
        Unit.SEGMENTS: ngettext("{number} coding.", "{number} codings.", number),
        Unit.TURNS: ngettext("{number} turn.", "{number} turns.", number),
        Unit.PARTICIPANTS: ngettext("{number} participant.", "{number} participants.", number),
        Unit.INTERVIEWS: ngettext("{number} interview.", "{number} interviews.", number),
        Unit.WORDS: ngettext("{number} word.", "{number} words.", number),
    }
    tell(told[table.unit].format(number=number))
