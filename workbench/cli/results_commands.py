"""`codings`, `table`, `excerpts`: what leaves the project for the report."""

import sys
from pathlib import Path

import click

from workbench.cli.options import (
    attribute_completion,
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
from workbench.model import Excerpt, FrequencyTable, Unit, readable_id
from workbench.text.translation import _
from workbench.workflows.projects import Language

STDOUT = Path("-")
"""As `-o -`: plain csv (comma, no BOM, decimal point) on stdout."""


@command(
    "workbench codings study.workbench --coder A --code STR --where kommun=Eksjö",
    "workbench codings study.workbench --coder A -o kodare-a.csv",
)
@project_argument
@coder_option
@codes_option
@where_option
@json_option
@output_option(_("A csv file, which `code --from` reads back; - prints plain csv."))
@force_option
def codings(
    *,
    project: Path,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    force: bool,
) -> None:
    """List one coder's codings with their words."""
    from workbench.workflows.coding import list_codings, stream_codings, write_codings

    found = list_codings(project, coder=coder, codes=codes, where=where)
    if output == STDOUT:
        stream_codings(found, sys.stdout.buffer)
        return
    if output is not None:
        write_codings(project, found, output, force=force)
        tell(_("{path}: {number} codings.").format(path=output, number=len(found)))
    if as_json:
        from workbench.workflows.codebooks import coding_versions

        versions = coding_versions(project)
        print_json([_coding_json(each, versions.get(each.coding)) for each in found])
    elif output is None:
        for each in found:
            sign = each.polarity.value if each.polarity else " "
            code = readable_id(each.code) or each.code_path.rpartition("/")[2]
            say(f"{each.reference}\t{each.speaker}\t{code} {sign}\t{_one_line(each.text)}")
        tell(_("{number} codings.").format(number=len(found)))


@command(
    "workbench table study.workbench --by kommun",
    "workbench table study.workbench --by aktör --unit words --polarity",
    "workbench table study.workbench --by kommun -o kommun.csv",
)
@project_argument
@click.option(
    "--by",
    default="kommun",
    show_default=True,
    metavar=_("ATTRIBUTE"),
    shell_complete=attribute_completion,
    help=_("An attribute, or intervju, or deltagare; `-` for the whole only."),
)
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.SEGMENTS.value,
    show_default=True,
    help=_("What is counted."),
)
@coder_option
@codes_option
@click.option(
    "--polarity", is_flag=True, help=_("Divide into promotes, hinders, neutral, not set.")
)
@click.option("--with-moderator", is_flag=True, help=_("Count the moderator's turns, too."))
@json_option
@output_option(_("A csv file for a spreadsheet; - prints plain csv."))
@lang_option
@force_option
def table(
    *,
    project: Path,
    by: str,
    unit: str,
    coder: str | None,
    codes: tuple[str, ...],
    polarity: bool,
    with_moderator: bool,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Count codes by the values of an attribute, for one coder."""
    from workbench.workflows.tabulating import stream_table, table_language, tabulate, write_table

    counted = tabulate(
        project,
        by=None if by == "-" else by,
        unit=Unit(unit),
        coder=coder,
        codes=codes,
        polarity=polarity,
        with_moderator=with_moderator,
    )
    if output == STDOUT:
        stream_table(project, counted, sys.stdout.buffer, lang=lang)
        return
    if output is not None:
        write_table(project, counted, output, lang=lang, force=force)
        tell(_("Written: {path}").format(path=output))
    if as_json:
        print_json(_table_json(counted))
    elif output is None:
        from workbench.cli.tables import print_table

        print_table(counted, lang=table_language(project, lang))


@command(
    "workbench excerpts study.workbench -o utdrag.docx --coder A",
    "workbench excerpts study.workbench -o eksjö.md --code STR --where kommun=Eksjö",
)
@project_argument
@output_option(_("Where to: a name ending in .docx, .csv or .md."), required=True)
@coder_option
@codes_option
@where_option
@click.option(
    "--by",
    default="kommun",
    show_default=True,
    metavar=_("ATTRIBUTE"),
    shell_complete=attribute_completion,
    help=_("The attribute by which excerpts are grouped below each code."),
)
@lang_option
@force_option
def excerpts(
    *,
    project: Path,
    output: Path,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    by: str,
    lang: Language | None,
    force: bool,
) -> None:
    """Write coded excerpts, by code and then by attribute, each with its reference."""
    from workbench.workflows.excerpting import write_excerpts

    number = write_excerpts(
        project,
        output,
        coder=coder,
        codes=codes,
        where=where,
        by=by,
        lang=lang,
        force=force,
    )
    say(_("{path}: {number} excerpts.").format(path=output, number=number))


def _one_line(text: str) -> str:
    return " / ".join(text.split("\n"))


def _coding_json(each: Excerpt, version: int | None) -> dict[str, object]:
    return {
        "id": each.coding,
        "interview": each.interview,
        "turn": each.turn,
        "speaker": each.speaker,
        "start": each.span.start,
        "end": each.span.end,
        "text": each.text,
        "code": each.code,
        "coder": each.coder,
        "polarity": each.polarity.value if each.polarity else "",
        "memo": each.memo,
        "quotable": each.quotable,
        "origin": each.origin,
        "version": version,
    }


def _table_json(counted: FrequencyTable) -> dict[str, object]:
    from workbench.workflows.tabulating import table_facts

    return table_facts(counted)
