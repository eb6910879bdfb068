"""What a coder does with suggestions, and with interviews she is done with."""

from collections import Counter
from collections.abc import Iterable

from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    Change,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    DecideSuggestion,
    Decision,
    Origin,
    SeenEvidence,
    SetFinished,
    Suggestion,
    Verdict,
)
from workbench.project import Project
from workbench.suggest import drop_known
from workbench.workflows.hand_coding import Hand
from workbench.workflows.projects import Facts
from workbench.workflows.telling import Outcome

_TAKES = (Verdict.ACCEPTED, Verdict.RECODED)


def decide(
    hand: Hand, suggestion: Suggestion, verdict: Verdict, *, taken: CodeId | None = None
) -> Outcome:
    """Record a decision, and the coding that comes of it, as one action.

    taken: the code the passage is given instead, where it is recoded.
    Errors: InputError where a recoding names no code.
    """
    code = _code_taken(suggestion, verdict, taken)
    project = hand.project
    span, at = project.passage(suggestion.interview, suggestion.span)
    changes: list[Change] = []
    coding: CodingId | None = None
    if code is not None:
        there = project.coding_at(suggestion.interview, span, code=code, coder=hand.coder)
        polarity = suggestion.polarity if code == suggestion.code else None
        made = there or hand.new(
            at.interview, span, code, polarity=polarity, origin=_origin(verdict)
        )
        coding = made.id
        changes += [] if there else [AddCoding(made)]
    decision = Decision(
        interview=at.interview,
        span=span,
        code=suggestion.code,
        coder=hand.coder,
        verdict=verdict,
        taken=code,
        score=suggestion.score,
        confidence=suggestion.confidence,
        evidence=tuple(
            SeenEvidence(each.kind, each.cue, each.span, each.code) for each in suggestion.evidence
        ),
    )
    changes.append(DecideSuggestion(decision))
    facts: Facts = {
        "reference": str(at),
        "code": suggestion.code,
        "verdict": verdict.value,
        "taken": code or "",
    }
    return hand.write(changes, "decide", facts, coding=coding, at=at)


def _code_taken(suggestion: Suggestion, verdict: Verdict, taken: CodeId | None) -> CodeId | None:
    if verdict not in _TAKES:
        return None
    if verdict is Verdict.ACCEPTED:
        return suggestion.code
    if taken is None:
        raise InputError("It is not said which code the passage gets instead.", "Choose one.")
    return taken


def open_suggestions(
    suggestions: Iterable[Suggestion],
    codings: Iterable[Coding],
    decisions: Iterable[Decision],
    codebook: Codebook,
) -> list[Suggestion]:
    """The suggestions that still want an answer.

    What is coded so already goes, and what was accepted, recoded or rejected, also where the edges
    of the passage have moved since; what was only passed over stays.
    """
    known = list(decisions)
    answered = {
        (each.interview, each.span, each.code)
        for each in known
        if each.verdict is not Verdict.SKIPPED
    }
    return [
        each
        for each in drop_known(suggestions, codings, codebook, known)
        if (each.interview, each.span, each.code) not in answered
    ]


def finish(hand: Hand, interview: str, finished: bool) -> Outcome:
    """Set or take off the coder's own mark that she is done with an interview."""
    known = hand.project.find(interview)
    if known is None:
        known = hand.project.interview(interview).id
    facts: Facts = {"interviews": 1, "interview": known, "undo": int(not finished)}
    return hand.write([SetFinished(hand.coder, known, finished=finished)], "finish", facts)


def _origin(verdict: Verdict) -> Origin:
    """What was suggested was the passage; another code for it is the coder's own."""
    return Origin.SUGGESTION if verdict is Verdict.ACCEPTED else Origin.HAND


def accepted_shares(project: Project, coder: Coder | None) -> dict[Confidence, tuple[int, int]]:
    """Of each band, how many suggestions the coder accepted so far, of how many she answered.

    What was accepted without a look says nothing of how good suggestions are.
    """
    decisions = [] if coder is None else project.decisions(coder)
    codings = [] if coder is None else project.codings(coder=coder)
    unseen = {
        (each.interview, each.span, each.code)
        for each in codings
        if each.origin is Origin.AUTOMATIC
    }
    answered: Counter[Confidence] = Counter()
    taken: Counter[Confidence] = Counter()
    for each in decisions:
        if (each.interview, each.span, each.code) in unseen:
            continue
        if each.confidence is not None and each.verdict is not Verdict.SKIPPED:
            answered[each.confidence] += 1
            taken[each.confidence] += each.verdict is Verdict.ACCEPTED
    return {band: (taken[band], answered[band]) for band in Confidence}
