"""What became of a project's cues, and which words might become cues."""

from dataclasses import dataclass
from pathlib import Path

from workbench.model import Coder
from workbench.suggest.growing import CueRecord, Judgements, Proposal, proposals, records
from workbench.workflows.engines import background_of, keep, language_notes, lexicon_of
from workbench.workflows.projects import known_coder, opened


@dataclass(frozen=True, slots=True)
class CueReport:
    """Cues with what one coder made of them."""

    coder: Coder | None
    cues: tuple[CueRecord, ...]
    """In the book's order."""
    proposals: tuple[Proposal, ...]
    """Code by code, the most surprising first; none without a coder."""
    notes: tuple[str, ...] = ()


def cue_report(path: Path, *, coder: str | None = None) -> CueReport:
    """Count the hits of every cue, and judge them by the coder's codings and decisions.

    Without a coder there are only hits. Where she neither coded nor finished the interview nor
    rejected the suggestion, nothing is judged.
    """
    with opened(path) as project:
        who = known_coder(project, coder)
        codebook = project.codebook()
        background = background_of(project, codebook)
        judged = Judgements(
            codebook,
            project.codings(coder=who) if who else (),
            project.decisions(who) if who else (),
            project.finished(who) if who else (),
        )
        lexicon = lexicon_of(project, codebook.language)
        proposed = proposals(background, judged, lexicon) if who else []
        keep(project, lexicon, codebook.language)
        return CueReport(
            who,
            tuple(records(background, judged)),
            tuple(proposed),
            language_notes(project),
        )
