"""`cues`: what became of each cue, and which words might become cues."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.options import coder_option, command, json_option, project_argument
from workbench.cli.output import print_json, result_console, say, tell
from workbench.text.translation import _

if TYPE_CHECKING:
    from workbench.workflows.cues import CueReport


@command("workbench cues study.workbench --coder A", "workbench cues study.workbench --json")
@project_argument
@coder_option
@click.option("--all", "everything", is_flag=True, help=_("Also cues that hit nothing."))
@json_option
def cues(*, project: Path, coder: str | None, everything: bool, as_json: bool) -> None:
    """Show how often each cue is said, and what the coder made of it; propose new ones.

    Accepted: coded with the code there. Rejected: not coded so in an interview she has finished, or
    refused. New cues are words that her passages of a code share and others do not.
    """
    from workbench.workflows.cues import cue_report

    report = cue_report(project, coder=coder)
    for note in report.notes:
        tell(note)
    if as_json:
        print_json(_json(report))
        return
    _print_cues(report, everything=everything)
    _print_proposals(report)
    if report.coder is None:
        tell(_("Nobody is named whose codings could judge them: --coder NAME."))


def _json(report: "CueReport") -> dict[str, object]:
    return {
        "coder": report.coder or "",
        "cues": [
            {
                "code": each.code,
                "cue": each.cue.text,
                "match": each.cue.rule,
                "exclude": each.cue.exclude,
                "hits": each.hits,
                "accepted": each.accepted,
                "rejected": each.rejected,
                "precision": None if each.precision is None else round(each.precision, 4),
            }
            for each in report.cues
        ],
        "proposals": [
            {
                "code": each.code,
                "word": each.word,
                "passages": each.passages,
                "elsewhere": each.elsewhere,
                "surprise": round(each.surprise, 2),
            }
            for each in report.proposals
        ],
    }


def _print_cues(report: "CueReport", *, everything: bool) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in (_("code"), _("cue")):
        drawn.add_column(head)
    for head in (_("hits"), _("accepted"), _("rejected"), _("precision")):
        drawn.add_column(head, justify="right")
    shown = [each for each in report.cues if each.hits or everything]
    for each in shown:
        share = "" if each.precision is None else f"{each.precision:.2f}"
        drawn.add_row(
            each.code,
            each.cue.text,
            str(each.hits),
            str(each.accepted),
            str(each.rejected),
            share,
        )
    result_console().print(drawn)
    silent = len(report.cues) - len(shown)
    if silent:
        tell(_("{number} cues hit nothing; --all lists them.").format(number=silent))


def _print_proposals(report: "CueReport") -> None:
    code = ""
    for each in report.proposals:
        if not code:
            say(_("New cues to consider (sentences coded so, and others):"))
        if each.code != code:
            code = each.code
            say(f"  {code}")
        say(f"    {each.word}  {each.passages}, {each.elsewhere}")
