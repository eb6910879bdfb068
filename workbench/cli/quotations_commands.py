"""`quotations`: for the report, each with who said it, and whom it may give away."""

from collections.abc import Sequence
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
from workbench.errors import UsageError
from workbench.model import Quotation, QuotationCollection, RecognitionRisk
from workbench.text.translation import _, ngettext
from workbench.workflows.projects import Language

_POSITIVE = click.IntRange(min=1)


@command(
    "workbench quotations study.workbench -o citat.docx --coder A --quotable",
    "workbench quotations study.workbench -o citat.md --code STR --max-words 40 --per-speaker 1",
    "workbench quotations study.workbench -o citat.docx --attribution '({roll}, {aktör})' --safe",
)
@project_argument
@output_option(_("Where to: a name ending in .docx, .md or .csv."))
@coder_option
@codes_option
@where_option
@click.option(
    "--by",
    default="kommun",
    show_default=True,
    metavar=_("ATTRIBUTE"),
    shell_complete=attribute_completion,
    help=_("The attribute by which quotations are chosen and grouped below each code; `-`: none."),
)
@click.option(
    "--number",
    type=_POSITIVE,
    default=5,
    show_default=True,
    help=_("Of each code and value at most so many."),
)
@click.option(
    "--per-speaker",
    type=_POSITIVE,
    default=2,
    show_default=True,
    help=_("Of one person under one code at most so many."),
)
@click.option(
    "--min-words",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help=_("Shorter ones only where they are marked as quotable."),
)
@click.option(
    "--max-words", type=_POSITIVE, help=_("Longer ones are cut at the end of a sentence, with […].")
)
@click.option("--quotable", is_flag=True, help=_("Only those marked as quotable."))
@click.option(
    "--attribution",
    default="({roll}, {aktör}, {kommun})",
    show_default=True,
    metavar=_("TEMPLATE"),
    help=_("Attributes in braces; also {deltagare}, {befattning}, {titel}, {intervju}."),
)
@click.option(
    "--form",
    "forms",
    multiple=True,
    metavar=_("VALUE=FORM"),
    help=_("How a value is set, for example Försäkringskassan=FK. May repeat."),
)
@click.option(
    "--k",
    "least",
    type=_POSITIVE,
    default=3,
    show_default=True,
    help=_("Participants that every attribution should fit."),
)
@click.option("--safe", is_flag=True, help=_("Leave out what gives someone away."))
@json_option
@lang_option
@force_option
def quotations(
    *,
    project: Path,
    output: Path | None,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    by: str,
    number: int,
    per_speaker: int,
    min_words: int,
    max_words: int | None,
    quotable: bool,
    attribution: str,
    forms: tuple[str, ...],
    least: int,
    safe: bool,
    as_json: bool,
    lang: Language | None,
    force: bool,
) -> None:
    """Write quotations by code and attribute, each with its attribution and its reference.

    Those marked as quotable come first; the others are spread over people and interviews. An
    attribution that fits fewer than --k participants is listed with what to leave out; --safe
    leaves it out, in the attribution and in the words.
    """
    if output is None and not as_json:
        raise UsageError(_("It is not said where to."), _("Add -o citat.docx, or --json."))
    from workbench.workflows.quoting import (
        QuotationOptions,
        collect_quotations,
        write_quotations,
    )

    attribute = None if by == "-" else by
    options = QuotationOptions(
        codes=codes,
        where=where,
        by=attribute,
        number=number,
        per_speaker=per_speaker,
        least_words=min_words,
        most_words=max_words,
        quotable_only=quotable,
        attribution=attribution,
        forms=forms,
        least=least,
        safe=safe,
    )
    collection = collect_quotations(project, options, coder=coder)
    tell_risks(collection.risks, least=collection.least, safe=safe)
    if output is not None:
        write_quotations(project, collection, output, by=attribute, lang=lang, force=force)
    if as_json:
        print_json(_collection_json(collection))
    elif output is not None:
        told = _("{path}: {number} quotations.")
        say(told.format(path=output, number=len(collection.quotations)))


def tell_risks(risks: Sequence[RecognitionRisk], *, least: int, safe: bool) -> None:
    """List the attributions that fit too few, each with what to leave out."""
    if not risks:
        return
    told = ngettext(
        "{number} attribution fits fewer than {least} participants:",
        "{number} attributions fit fewer than {least} participants:",
        len(risks),
    )
    tell(told.format(number=len(risks), least=least))
    for risk in risks:
        tell(f"  {_risk_line(risk, least)}")
    if safe:
        tell(_("The first of what is named was left out, in the words, too (--safe)."))
    else:
        tell(_("--safe leaves it out; --k sets another number."))


def _risk_line(risk: RecognitionRisk, least: int) -> str:
    return _("{attribution} fits {fits}, {quotations}: {remedy}").format(
        attribution=risk.attribution or "–",
        fits=risk.fits,
        quotations=ngettext("{number} quotation", "{number} quotations", risk.quotations).format(
            number=risk.quotations
        ),
        remedy=_remedy(risk, least),
    )


def _remedy(risk: RecognitionRisk, least: int) -> str:
    """What to leave out, and whether that is enough."""
    if not any(names for names, _fits in risk.remedies):
        return _("nothing can be left out")
    ways = _(" or ").join(
        (
            _("{names} (then {fits})") if fits >= least else _("{names} (even then only {fits})")
        ).format(names=_(" and ").join(names), fits=fits)
        for names, fits in risk.remedies
    )
    return _("leave out {ways}").format(ways=ways)


def _collection_json(collection: QuotationCollection) -> dict[str, object]:
    return {
        "k": collection.least,
        "quotations": [_quotation_json(each) for each in collection.quotations],
        "risks": [
            {
                "attribution": risk.attribution,
                "named": list(risk.named),
                "fits": risk.fits,
                "quotations": risk.quotations,
                "leave_out": [
                    {"names": list(names), "fits": fits} for names, fits in risk.remedies
                ],
            }
            for risk in collection.risks
        ],
    }


def _quotation_json(each: Quotation) -> dict[str, object]:
    excerpt = each.excerpt
    return {
        "reference": str(excerpt.reference),
        "interview": excerpt.interview,
        "speaker": excerpt.speaker,
        "code": excerpt.code,
        "polarity": excerpt.polarity.value if excerpt.polarity else "",
        "quotable": excerpt.quotable,
        "text": each.text,
        "verbatim": excerpt.text,
        "attribution": each.attribution,
        "fits": each.fits,
        "withheld": list(each.withheld),
        "edits": [
            {
                "start": edit.span.start,
                "end": edit.span.end,
                "shown": edit.shown,
                "words": edit.words,
            }
            for edit in each.edits
        ],
    }
