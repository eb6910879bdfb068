"""`verify-quotes`: is every quotation of a finished report what was said?"""

from pathlib import Path

import click

from workbench.cli.options import FILE, command, json_option, project_argument
from workbench.cli.output import print_json, progress_bar, say, tell
from workbench.errors import ExitCode
from workbench.model import CheckedQuotation, Wording
from workbench.text.translation import _

_TO_LOOK_AT = (Wording.ALTERED, Wording.NOT_FOUND)


@command(
    "workbench verify-quotes study.workbench rapport.docx",
    "workbench verify-quotes study.workbench rapport.md --json",
)
@project_argument
@click.argument("report", type=FILE)
@click.option("--all", "everything", is_flag=True, help=_("List those that are in order, too."))
@json_option
def verify_quotes(*, project: Path, report: Path, everything: bool, as_json: bool) -> int:
    """Look every quotation of a report (docx, md, txt) up in the interviews.

    Between quotation marks of any kind, set as a block, or begun with a dash. Each is verbatim,
    shortened (with a mark such as […]), altered, or not found; what the report says of who said
    it is compared with the interview. Ends with 1 when one is altered or not found.
    """
    from workbench.workflows.verifying import verify_quotations

    with progress_bar() as progress:
        verified = verify_quotations(project, report, progress=progress)
    if as_json:
        print_json(
            {
                "report": verified.report,
                "quotations": [_quotation_json(each) for each in verified.quotations],
                "expressions": list(verified.expressions),
            }
        )
    else:
        for each in verified.quotations:
            if everything or each.warning or each.wording in _TO_LOOK_AT:
                _print(each)
        counts = {
            wording: sum(each.wording is wording for each in verified.quotations)
            for wording in Wording
        }
        told = ", ".join(f"{number} {_(wording.value)}" for wording, number in counts.items())
        tell(_("{number} quotations: {told}.").format(number=sum(counts.values()), told=told))
        if verified.expressions:
            passed = ", ".join(f"“{each}”" for each in verified.expressions[:8])
            tell(_("Taken for expressions, not quotations: {passed}.").format(passed=passed))
    return ExitCode.DONE if verified.sound else ExitCode.NOTHING_FOUND


def _print(each: CheckedQuotation) -> None:
    where = _("paragraph {number}").format(number=each.quotation.paragraph)
    source = "\t".join(filter(None, (str(each.reference or ""), each.speaker)))
    say("\t".join(filter(None, (_(each.wording.value), where, source))))
    say(f"    {' / '.join((each.difference or each.quotation.text).splitlines())}")
    if each.warning:
        say("    " + _("look at the attribution: {warning}").format(warning=each.warning))


def _quotation_json(each: CheckedQuotation) -> dict[str, object]:
    return {
        "text": each.quotation.text,
        "paragraph": each.quotation.paragraph,
        "block": each.quotation.block,
        "attribution": each.quotation.attribution,
        "verdict": each.wording.value,
        "reference": str(each.reference) if each.reference else "",
        "interview": each.interview or "",
        "speaker": each.speaker,
        "start": each.span.start if each.span else None,
        "end": each.span.end if each.span else None,
        "difference": each.difference,
        "left_out": each.left_out,
        "warning": each.warning,
    }
