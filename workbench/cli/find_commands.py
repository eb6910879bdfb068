"""`find`: passages by a query."""

from pathlib import Path

import click

from workbench.cli.options import (
    attribute_completion,
    coder_option,
    command,
    force_option,
    json_option,
    lang_option,
    output_option,
    project_argument,
)
from workbench.cli.output import print_json, result_console, say, tell
from workbench.errors import ExitCode, QueryError, UsageError
from workbench.model import FoundPassage, FoundPassages, FrequencyTable, Span, Unit, readable_id
from workbench.text.translation import _
from workbench.workflows.projects import Language

_AROUND = 45
"""Characters on either side of a keyword in its context."""


@command(
    "workbench find study.workbench 'STR- and not STA near:2 LED where kommun=Eksjö'",
    "workbench find study.workbench 'text:\"ringa\" where roll=chefer' --context",
    "workbench find study.workbench 'STR followed by:2 LED' --table --by kommun",
    "workbench find study.workbench 'STR- near:1 STA' --save hinder",
    "workbench find study.workbench '@hinder where kommun=Eksjö' -o hinder.docx",
)
@project_argument
@click.argument("query", required=False)
@coder_option
@click.option("--context", is_flag=True, help=_("Each keyword with the words around it."))
@click.option("--table", "as_table", is_flag=True, help=_("Count what is found."))
@click.option(
    "--by",
    default="kommun",
    show_default=True,
    metavar=_("ATTRIBUTE"),
    shell_complete=attribute_completion,
    help=_("For --table and -o: an attribute, or intervju, or deltagare; `-` for none."),
)
@click.option(
    "--unit",
    type=click.Choice([unit.value for unit in Unit]),
    default=Unit.SEGMENTS.value,
    show_default=True,
    help=_("For --table: what is counted."),
)
@click.option("--polarity", is_flag=True, help=_("For --table: divide by direction."))
@click.option("--with-moderator", is_flag=True, help=_("Look in the moderator's turns, too."))
@click.option("--save", metavar=_("NAME"), help=_("Keep the query in the project, for @NAME."))
@click.option("--saved", is_flag=True, help=_("List the queries that are kept."))
@click.option("--remove", metavar=_("NAME"), help=_("Take a query that is kept away."))
@json_option
@output_option(_("Where to: a name ending in .docx, .csv or .md; a table in .csv."))
@lang_option
@force_option
def find(
    *,
    project: Path,
    query: str | None,
    coder: str | None,
    context: bool,
    as_table: bool,
    by: str,
    unit: str,
    polarity: bool,
    with_moderator: bool,
    save: str | None,
    saved: bool,
    remove: str | None,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> int:
    """Find passages by codes and how they stand to each other, cases and words.

    \b
    STR              codings with STR or below it; =STR the code alone; * any code
    STR+ STR- STR0   of one direction; STR? without one
    and  or  not     a passage that shares a character with the other; ( )
    near:2           at most 2 turns away; near:20w with at most 20 words between
    within           wholly inside;  followed by:2  with the other behind it
    text:"…"  regex:"…"  speaker:IP1  quotable  memo  memo:"…"  @NAME
    where            then conditions: kommun=Eksjö roll=chefer text:"…" quotable

    Ends with 1 when nothing is found.
    """
    if saved or remove is not None:
        return _kept(project, remove, as_json=as_json)
    if query is None:
        raise UsageError(_("It is not said what to find."), _("Write a query, such as STR."))
    try:
        if as_table:
            code = _table(
                project,
                query,
                coder=coder,
                by=None if by == "-" else by,
                unit=Unit(unit),
                polarity=polarity,
                with_moderator=with_moderator,
                as_json=as_json,
                output=output,
                lang=lang,
                force=force,
            )
        else:
            code = _list(
                project,
                query,
                coder=coder,
                with_moderator=with_moderator,
                context=context,
                as_json=as_json,
                output=output,
                by=None if by == "-" else by,
                lang=lang,
                force=force,
            )
        if save is not None:
            from workbench.workflows.querying import save_query

            save_query(project, save, query)
            tell(_("Kept: @{name}.").format(name=save))
    except QueryError as error:
        for line in error.pointed():
            tell(f"  {line}")
        raise
    return code


def _list(
    project: Path,
    query: str,
    *,
    coder: str | None,
    with_moderator: bool,
    context: bool,
    as_json: bool,
    output: Path | None,
    by: str | None,
    lang: Language | None,
    force: bool,
) -> int:
    from workbench.workflows.querying import find_passages, write_found

    finding = find_passages(project, query, coder=coder, with_moderator=with_moderator)
    if output is not None and finding.passages:
        number = write_found(project, finding, output, by=by, lang=lang, force=force)
        tell(_("{path}: {number} excerpts.").format(path=output, number=number))
    _show(finding, as_json=as_json, context=context, quiet=output is not None)
    return ExitCode.DONE if finding.passages else ExitCode.NOTHING_FOUND


def _show(finding: FoundPassages, *, as_json: bool, context: bool, quiet: bool) -> None:
    if as_json:
        print_json(_finding_json(finding))
        return
    if context:
        _print_context(finding)
    elif not quiet:
        for each in finding.passages:
            code = f"{_short(each)} {each.polarity.value if each.polarity else ' '}".rstrip(" ")
            said = each.text if each.code else _marked(each, each.span)
            say(f"{each.reference}\t{each.speaker}\t{code}\t{' / '.join(said.splitlines())}")
    interviews = len({each.interview for each in finding.passages})
    if not finding.passages:
        tell(_("Nothing is found."))
        return
    told = _("{number} found in {interviews} interviews.")
    tell(told.format(number=len(finding.passages), interviews=interviews))


def _short(each: FoundPassage) -> str:
    return readable_id(each.code) or each.code_path.rpartition("/")[2]


def _marked(each: FoundPassage, keyword: Span) -> str:
    before, words, after = _around(each, keyword)
    return f"{before}[{words}]{after}"


def _around(each: FoundPassage, keyword: Span) -> tuple[str, str, str]:
    """A keyword and what stands around it, on one line."""
    whole = f"{each.before}{each.text}{each.after}".replace("\n", " ")
    start = len(each.before) + keyword.start - each.span.start
    end = start + len(keyword)
    return whole[max(0, start - _AROUND) : start], whole[start:end], whole[end : end + _AROUND]


def _print_context(finding: FoundPassages) -> None:
    """Keywords below each other; where no words were asked for, the passage is the keyword."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table.grid(padding=(0, 1))
    drawn.add_column(no_wrap=True)
    drawn.add_column(justify="right", no_wrap=True)
    drawn.add_column(overflow="fold")
    drawn.add_column(no_wrap=True)
    for each in finding.passages:
        for keyword in each.keywords or (each.span,):
            before, words, after = _around(each, keyword)
            drawn.add_row(
                str(each.reference), Text(before), Text(f"[{words}]", style="bold"), Text(after)
            )
    result_console().print(drawn)


def _table(
    project: Path,
    query: str,
    *,
    coder: str | None,
    by: str | None,
    unit: Unit,
    polarity: bool,
    with_moderator: bool,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> int:
    from workbench.workflows.querying import tabulate_found
    from workbench.workflows.tabulating import table_facts, table_language, write_table

    counted = tabulate_found(
        project,
        query,
        by=by,
        unit=unit,
        polarity=polarity,
        coder=coder,
        with_moderator=with_moderator,
    )
    if output is not None:
        write_table(project, counted, output, lang=lang, force=force)
        tell(_("Written: {path}").format(path=output))
    if as_json:
        print_json({"query": query, **table_facts(counted)})
    elif output is None:
        from workbench.cli.tables import print_table

        print_table(counted, lang=table_language(project, lang))
    return ExitCode.DONE if _any(counted) else ExitCode.NOTHING_FOUND


def _any(counted: FrequencyTable) -> bool:
    return any(row.count for row in counted.totals)


def _kept(project: Path, remove: str | None, *, as_json: bool) -> int:
    from workbench.workflows.querying import remove_query, saved_queries

    if remove is not None:
        remove_query(project, remove)
        tell(_("Taken away: @{name}.").format(name=remove))
        return ExitCode.DONE
    kept = saved_queries(project)
    if as_json:
        print_json([{"name": name, "query": query} for name, query in kept.items()])
    else:
        for name, query in kept.items():
            say(f"@{name}\t{query}")
        tell(_("{number} queries are kept.").format(number=len(kept)))
    return ExitCode.DONE


def _finding_json(finding: FoundPassages) -> dict[str, object]:
    return {
        "query": finding.query,
        "coder": finding.coder,
        "number": len(finding.passages),
        "passages": [_passage_json(each) for each in finding.passages],
    }


def _passage_json(each: FoundPassage) -> dict[str, object]:
    return {
        "reference": str(each.reference),
        "interview": each.interview,
        "turn": each.turn,
        "speaker": each.speaker,
        "start": each.span.start,
        "end": each.span.end,
        "text": each.text,
        "before": each.before,
        "after": each.after,
        "code": each.code,
        "polarity": each.polarity.value if each.polarity else "",
        "attributes": dict(each.attributes),
        "keywords": [[span.start, span.end] for span in each.keywords],
    }
