"""`revise`: a corrected transcript in the place of the one there is."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from workbench.cli.options import (
    FILE,
    coder_option,
    command,
    dry_run_option,
    interview_completion,
    json_option,
    project_argument,
)
from workbench.cli.output import print_json, say, tell, tell_all
from workbench.errors import UsageError
from workbench.model import Fate, RevisedCoding, SpeakerChange
from workbench.text.translation import _, ngettext
from workbench.workflows.revising import RevisionReport

_MOST = 40
"""Codings told one by one; --json tells all."""
_LONGEST = 60
"""Characters of quoted words."""


@command(
    "workbench revise study.workbench 07 07-rättad.docx --dry-run",
    "workbench revise study.workbench 07 07-rättad.docx",
    "workbench revise study.workbench --coder Anna",
)
@project_argument
@click.argument("interview", required=False, shell_complete=interview_completion)
@click.argument("file", required=False, type=FILE)
@coder_option
@dry_run_option
@click.option(
    "--force",
    is_flag=True,
    help=_("Also where little of the text is found again, or words were erased from it."),
)
@json_option
def revise(
    *,
    project: Path,
    interview: str | None,
    file: Path | None,
    coder: str | None,
    dry_run: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Put the corrected transcript FILE in the place of the text of INTERVIEW.

    Codings of every coder move with their words; what moved, changed or lost its place is listed,
    and marked on the coding screen until somebody has looked. `undo` takes it back. Without FILE:
    list what nobody has looked at yet.
    """
    from workbench.workflows.revising import revise as put_in_place
    from workbench.workflows.revising import waiting

    if file is not None and interview is not None:
        if coder:
            raise UsageError(
                _("A text is every coder's."), _("Leave --coder out, or name no file.")
            )
        report = put_in_place(project, interview, file, dry_run=dry_run, force=force)
        if as_json:
            print_json(_report_json(report, dry_run=dry_run))
        else:
            _print_report(report, dry_run=dry_run)
        return
    if dry_run or force:
        raise UsageError(_("No file is named."), _("Name the corrected transcript."))
    found = waiting(project, interview, coder=coder)
    if as_json:
        print_json([_coding_json(each) for each in found])
        return
    for each in found:
        say(_told(each))
    if not found:
        tell(_("Nothing waits for somebody to look at it."))


def _print_report(report: RevisionReport, *, dry_run: bool) -> None:
    revision = report.revision
    line = _("{id}  {file}: {turns} turns (before: {before}), {share} of the text found again")
    share = f"{revision.share:.1%}"
    say(
        line.format(
            id=revision.interview,
            file=report.file,
            turns=revision.turns,
            before=revision.turns_before,
            share=share,
        )
    )
    moved = [each for each in revision.codings if each.fate is not Fate.UNMOVED]
    say(_told_counts(revision.codings))
    for each in moved[:_MOST]:
        say(f"  {_told(each)}")
    if len(moved) > _MOST:
        more = _("… and {number} more (all of them with --json)")
        say("  " + more.format(number=len(moved) - _MOST))
    _print_beside(report)
    if dry_run:
        say(_("Nothing is written; this is what would be done."))
    else:
        say(_("The text is in place; the old one is kept. `workbench undo` takes this back."))


def _print_beside(report: RevisionReport) -> None:
    """What concerns speakers, decisions and finished marks."""
    revision = report.revision
    for line in _told_speakers(revision.speakers):
        say(line)
    if revision.gone:
        say(_("No longer heard: {labels}").format(labels=", ".join(revision.gone)))
    if revision.new:
        say(_("Heard for the first time: {labels}").format(labels=", ".join(revision.new)))
    if revision.decisions or revision.decisions_dropped:
        told = _("Decisions on suggestions: {kept} go on counting, {dropped} count no more.")
        say(told.format(kept=revision.decisions, dropped=revision.decisions_dropped))
    if revision.finished:
        told = _("Marked finished by {coders}: the mark stays; they should look again.")
        say(told.format(coders=", ".join(revision.finished)))
    aside = (_("left aside: {it}").format(it=it) for it in report.aside)
    tell_all([*(f"{report.file}: {each}" for each in (*report.warnings, *aside)), *report.notices])


def _told_counts(codings: Iterable[RevisedCoding]) -> str:
    fates = Counter(each.fate for each in codings)
    number = fates.total()
    told = ngettext("{number} coding: {fates}", "{number} codings: {fates}", number)
    parts = ", ".join(f"{fates[fate]} {_fate(fate)}" for fate in Fate if fates[fate])
    return told.format(number=number, fates=parts or _("none"))


def _fate(fate: Fate) -> str:
    return {
        Fate.UNMOVED: _("unmoved"),
        Fate.MOVED: _("moved"),
        Fate.REWORDED: _("reworded"),
        Fate.SHRANK: _("shrank"),
        Fate.GREW: _("grew"),
        Fate.LOST: _("lost their place"),
    }[fate]


def _told(each: RevisedCoding) -> str:
    """`Anna  STR  07:3 IP1 → 07:4 IP2  moved  “words”`, the new words where they differ."""
    coding = each.coding
    fate = _("lost its place") if each.fate is Fate.LOST else _fate(each.fate)
    where = f"{each.was} {each.was_speaker}".strip()
    if each.now is not None and (each.was, each.was_speaker) != (each.now, each.now_speaker):
        where += f" → {each.now} {each.now_speaker}".rstrip()
    words = f"“{_short(each.words)}”"
    if each.fate not in (Fate.MOVED, Fate.UNMOVED, Fate.LOST):
        words += f" → “{_short(each.now_words)}”"
    return f"{coding.coder}  {coding.code}  {where}  {fate}: {words}"


def _short(words: str) -> str:
    joined = " ".join(words.split())
    return joined if len(joined) <= _LONGEST else joined[: _LONGEST - 1] + "…"


def _told_speakers(changes: Iterable[SpeakerChange]) -> Iterable[str]:
    """One line for each pair of labels."""
    pairs: dict[tuple[str, str], list[SpeakerChange]] = {}
    for each in changes:
        pairs.setdefault((each.was_speaker, each.now_speaker), []).append(each)
    for (was, now), found in pairs.items():
        told = ngettext(
            "{number} turn changed its speaker from {was} to {now}: {where}",
            "{number} turns changed their speaker from {was} to {now}: {where}",
            len(found),
        )
        where = ", ".join(str(each.now) for each in found[:10]) + (" …" if found[10:] else "")
        yield told.format(number=len(found), was=was or "–", now=now or "–", where=where)


def _report_json(report: RevisionReport, *, dry_run: bool) -> dict[str, object]:
    revision = report.revision
    return {
        "id": revision.interview,
        "file": report.file,
        "dry_run": dry_run,
        "share": round(revision.share, 4),
        "turns": revision.turns,
        "turns_before": revision.turns_before,
        "codings": [_coding_json(each) for each in revision.codings],
        "speakers": [
            {
                "was": str(each.was),
                "was_speaker": each.was_speaker,
                "now": str(each.now),
                "now_speaker": each.now_speaker,
            }
            for each in revision.speakers
        ],
        "gone": list(revision.gone),
        "new": list(revision.new),
        "decisions": revision.decisions,
        "decisions_dropped": revision.decisions_dropped,
        "finished": list(revision.finished),
        "warnings": [*report.warnings, *report.notices],
        "aside": list(report.aside),
    }


def _coding_json(each: RevisedCoding) -> dict[str, object]:
    coding = each.coding
    placed = each.now is not None
    return {
        "id": coding.id,
        "interview": coding.interview,
        "coder": coding.coder,
        "code": coding.code,
        "polarity": "" if coding.polarity is None else coding.polarity.value,
        "memo": coding.memo,
        "fate": each.fate.value,
        "was": str(each.was),
        "was_speaker": each.was_speaker,
        "words": each.words,
        "now": str(each.now) if placed else None,
        "now_speaker": each.now_speaker if placed else None,
        "now_words": each.now_words if placed else None,
        "start": coding.span.start if placed else None,
        "end": coding.span.end if placed else None,
    }
