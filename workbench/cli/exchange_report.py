"""What came along with another program's project: read, changed, left aside, doubtful."""

from workbench.cli.output import print_json, say, tell, tell_all
from workbench.text.translation import _
from workbench.workflows.exchanging import NewStudy


def print_new_study(made: NewStudy, *, as_json: bool) -> None:
    """The report in words, or as JSON."""
    if as_json:
        print_json(_json(made))
        return
    study = made.arrival.study
    told = _("{path}: {interviews} interviews, {codes} codes, {codings} codings by {coders}.")
    coders = sorted({each.coder for each in study.codings})
    say(
        told.format(
            path=made.path,
            interviews=len(study.interviews),
            codes=len(study.codebook.codes),
            codings=len(study.codings),
            coders=", ".join(coders) or _("nobody"),
        )
    )
    if made.arrival.origin:
        say(_("Written by {program}.").format(program=made.arrival.origin))
    _print_readings(made)
    _print_list(_("Not as in the file:"), made.arrival.changed)
    _print_list(_("Left aside:"), made.aside)
    _print_list(_("Selections that look wrong; look at them:"), _doubts(made))
    tell_all(made.notices)


def _print_readings(made: NewStudy) -> None:
    """How positions were read: a line for every way that was met."""
    by_convention: dict[str, list[str]] = {}
    for each in made.arrival.readings:
        by_convention.setdefault(str(each.convention), []).append(each.source)
    for convention, sources in by_convention.items():
        one = _("Positions of {number} texts are read as: {convention}.")
        say(one.format(number=len(sources), convention=convention))
    lines = []
    for each in made.arrival.readings:
        told = _("{source}: {score:.3f} of 1 over {selections} selections")
        line = told.format(source=each.source, score=each.score, selections=each.selections)
        if each.runner_up is not None:
            other = _("; next best {score:.3f}: {convention}")
            line += other.format(score=each.runner_up_score, convention=each.runner_up)
        lines.append(line)
    tell_all(lines)


def _print_list(heading: str, lines: tuple[str, ...]) -> None:
    if lines:
        tell(heading)
        tell_all(lines)


def _doubts(made: NewStudy) -> tuple[str, ...]:
    return tuple(
        _("{source} {start}–{end}: {reason}: “{words}”").format(
            source=each.source,
            start="?" if each.start is None else each.start,
            end="?" if each.end is None else each.end,
            reason=each.reason,
            words=" ".join(each.words.split())[:60],
        )
        for each in made.arrival.doubtful
    )


def _json(made: NewStudy) -> dict[str, object]:
    arrival = made.arrival
    return {
        "project": str(made.path),
        "origin": arrival.origin,
        "interviews": [each.id for each in arrival.study.interviews],
        "codes": len(arrival.study.codebook.codes),
        "codings": len(arrival.study.codings),
        "coders": sorted({each.coder for each in arrival.study.codings}),
        "readings": [
            {
                "source": each.source,
                "selections": each.selections,
                "convention": str(each.convention),
                "score": round(each.score, 4),
                "runner_up": "" if each.runner_up is None else str(each.runner_up),
                "runner_up_score": round(each.runner_up_score, 4),
            }
            for each in arrival.readings
        ],
        "changed": list(arrival.changed),
        "aside": list(made.aside),
        "aside_folder": "" if made.aside_folder is None else str(made.aside_folder),
        "doubtful": [
            {
                "source": each.source,
                "start": each.start,
                "end": each.end,
                "words": each.words,
                "reason": each.reason,
            }
            for each in arrival.doubtful
        ],
    }
