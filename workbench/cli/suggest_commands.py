"""`suggest`: suggestions with their evidence, how good they are, and taking them unseen."""

from collections.abc import Mapping
from pathlib import Path

import click

from workbench.cli.assessments import assessment_json, print_assessment
from workbench.cli.options import (
    coder_option,
    command,
    interview_completion,
    json_option,
    project_argument,
)
from workbench.cli.output import print_json, progress_bar, say, tell
from workbench.errors import UsageError
from workbench.model import Confidence, Suggestion
from workbench.text.translation import _, ngettext


@command(
    "workbench suggest study.workbench --interview 07",
    "workbench suggest study.workbench --coder A --json",
    "workbench suggest study.workbench --coder A --evaluate",
    "workbench suggest study.workbench --accept high --coder auto",
)
@project_argument
@click.option("--interview", metavar="ID", shell_complete=interview_completion)
@coder_option
@click.option("--all", "everything", is_flag=True, help=_("Every sentence with every code."))
@click.option(
    "--evaluate", is_flag=True, help=_("How well each of the coder's interviews is foreseen.")
)
@click.option(
    "--accept",
    type=click.Choice([each.value for each in Confidence]),
    help=_("Code what is suggested at least so surely, as the coder named, without a look."),
)
@json_option
def suggest(
    *,
    project: Path,
    interview: str | None,
    coder: str | None,
    everything: bool,
    evaluate: bool,
    accept: str | None,
    as_json: bool,
) -> None:
    """Suggest codes for what participants say, each with the evidence that points at it.

    With a coder, suggestions learn from her codings and decisions, and from nobody else's; what
    she has coded with that code already is left out. Without one the codebook alone speaks.
    """
    if sum((everything, evaluate, accept is not None)) > 1:
        raise UsageError(_("--all, --evaluate and --accept exclude each other."), _("Choose one."))
    if evaluate:
        _evaluate(project, coder, interview, as_json=as_json)
    elif accept is not None:
        _accept(project, Confidence(accept), coder, interview, as_json=as_json)
    else:
        _suggest(project, coder, interview, everything=everything, as_json=as_json)


def _suggest(
    project: Path, coder: str | None, interview: str | None, *, everything: bool, as_json: bool
) -> None:
    from workbench.workflows.suggesting import suggest as suggest_codes

    with progress_bar() as progress:
        found = suggest_codes(
            project, interview=interview, coder=coder, everything=everything, progress=progress
        )
    for note in found.notes:
        tell(note)
    if as_json:
        print_json([_suggestion_json(each) for each in found.suggestions])
        return
    if not found.suggestions:
        tell(_("Nothing here points at a code clearly enough; --all shows every score."))
    _print_suggestions(found.suggestions)
    _print_accepted(found.accepted)


def _evaluate(project: Path, coder: str | None, interview: str | None, *, as_json: bool) -> None:
    from workbench.workflows.evaluating import assess

    with progress_bar() as progress:
        assessed = assess(
            project, coder=coder, interviews=[interview] if interview else [], progress=progress
        )
    for note in assessed.notes:
        tell(note)
    if as_json:
        print_json(assessment_json(assessed))
    else:
        print_assessment(assessed)


def _accept(
    project: Path, least: Confidence, coder: str | None, interview: str | None, *, as_json: bool
) -> None:
    from workbench.workflows.suggesting import accept as accept_suggestions

    with progress_bar() as progress:
        done = accept_suggestions(
            project, least=least, coder=coder, interview=interview, progress=progress
        )
    number = sum(done.codings.values())
    if as_json:
        print_json(
            {"coder": coder, "codings": dict(sorted(done.codings.items())), "number": number}
        )
        return
    if not number:
        tell(_("Nothing new is suggested so surely; nothing was coded."))
        return
    told = ngettext("{number} coding as {coder}", "{number} codings as {coder}", number)
    interviews = ngettext("{count} interview", "{count} interviews", done.interviews)
    say(
        _("{told} in {interviews}; `workbench undo` takes them back.").format(
            told=told.format(number=number, coder=coder),
            interviews=interviews.format(count=done.interviews),
        )
    )


def _suggestion_json(each: Suggestion) -> dict[str, object]:
    return {
        "interview": each.interview,
        "turn": each.turn,
        "speaker": each.speaker,
        "start": each.span.start,
        "end": each.span.end,
        "text": each.text,
        "code": each.code,
        "polarity": each.polarity.value if each.polarity else "",
        "score": each.score,
        "confidence": each.confidence.value,
        "evidence": [
            {
                "kind": why.kind,
                "cue": why.cue,
                "text": why.text,
                "start": why.span.start,
                "end": why.span.end,
                "code": why.code,
            }
            for why in each.evidence
        ],
    }


def _print_suggestions(found: tuple[Suggestion, ...]) -> None:
    from workbench.workflows.reasons import told_reason

    passage: tuple[str, int] | None = None
    for each in found:
        if (each.interview, each.span.start) != passage:
            passage = (each.interview, each.span.start)
            say()
            say(f"{each.interview}:{each.turn}  {each.speaker}  {each.text}")
        why = ", ".join(told_reason(one) for one in each.evidence)
        sign = each.polarity.value if each.polarity else " "
        say(f"    {each.code:<16} {sign} {each.score:.2f} {each.confidence.value:<6} {why}")


def _print_accepted(accepted: Mapping[Confidence, tuple[int, int]]) -> None:
    if not any(answered for _taken, answered in accepted.values()):
        return
    told = ", ".join(
        _("{band} {taken} of {answered}").format(band=band.value, taken=taken, answered=answered)
        for band, (taken, answered) in accepted.items()
        if answered
    )
    tell(_("Accepted so far: {told}.").format(told=told))
