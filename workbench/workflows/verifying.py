"""Checking a finished report: is every quotation what was said, and by whom it says?"""

import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from workbench.analysis.attributions import Vocabulary
from workbench.analysis.reported import reported_quotations
from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.model import (
    CheckedQuotation,
    Coder,
    Interview,
    Reference,
    ReportedQuotation,
    Wording,
)
from workbench.placing.comparing import Comparison, compare
from workbench.placing.concordance import Candidate, candidates
from workbench.project import Project
from workbench.text import count_words
from workbench.transcripts.reports import ReportParagraph, read_report
from workbench.workflows.projects import Progress, no_progress, opened

_LARGEST = 100_000_000
"""Bytes of a report."""
_EXPRESSION = 2
"""Words up to which a passage between marks may be an expression, not a quotation."""
_ORDER = (Wording.VERBATIM, Wording.SHORTENED, Wording.ALTERED)


@dataclass(frozen=True, slots=True)
class VerifiedReport:
    """What became of the quotations of a report."""

    report: str
    quotations: tuple[CheckedQuotation, ...]
    """In the order of the report."""
    expressions: tuple[str, ...] = ()
    """One or two words between marks that nobody said and that are attributed to nobody."""

    @property
    def sound(self) -> bool:
        """Whether every quotation was found and none is altered."""
        return all(
            each.wording in (Wording.VERBATIM, Wording.SHORTENED) for each in self.quotations
        )


def verify_quotations(
    path: Path, report: Path, *, progress: Progress = no_progress
) -> VerifiedReport:
    """Look every quotation of a report (docx, md, txt) up in the project's interviews.

    Raises InputError where the report cannot be read, UsageError for another kind of file.
    """
    with Containment() as containment:
        paragraphs = read_report(report.name, _bytes_of(report), containment=containment)
    with opened(path) as project:
        return verify_in_project(project, report.name, paragraphs, progress=progress)


def verify_in_project(
    project: Project,
    name: str,
    paragraphs: Sequence[ReportParagraph],
    *,
    progress: Progress = no_progress,
) -> VerifiedReport:
    """The same for a report that is read, on a project that is open."""
    vocabulary = Vocabulary.of(project.counting_frames(Coder("")))
    reported = reported_quotations(
        [(each.text, each.quote) for each in paragraphs],
        speaks_of_someone=vocabulary.speaks_of_someone,
    )
    checker = _Checker(project, vocabulary)
    texts = [checker.without_labels(each.text) for each in reported]
    ids = [summary.id for summary in project.interviews()]
    named = candidates(texts, ((each, project.text(each)) for each in ids))
    checked: dict[int, CheckedQuotation] = {}
    # Quotations from one interview after the other, so that each is read once.
    order = sorted(range(len(reported)), key=lambda at: [each.interview for each in named[at][:1]])
    for done, at in enumerate(order):
        progress(done, len(order), name)
        checked[at] = checker.checked(reported[at], texts[at], named[at])
    progress(len(order), len(order), "")
    in_order = [checked[at] for at in range(len(reported))]
    return VerifiedReport(
        name,
        tuple(each for each in in_order if not _is_expression(each)),
        tuple(each.quotation.text for each in in_order if _is_expression(each)),
    )


def _is_expression(checked: CheckedQuotation) -> bool:
    quotation = checked.quotation
    return (
        checked.wording is Wording.NOT_FOUND
        and not quotation.block
        and (quotation.loose or not quotation.attribution)
        and count_words(quotation.text) <= _EXPRESSION
    )


class _Checker:
    """Compares quotations with the stretches they may come from."""

    def __init__(self, project: Project, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._interview = lru_cache(maxsize=40)(project.interview)
        known = "|".join(re.escape(label) for label in vocabulary.labels)
        self._label = re.compile(rf"^(?:{known}):\s+", re.MULTILINE | re.IGNORECASE)

    def without_labels(self, text: str) -> str:
        """The words of a quotation that goes over several turns, without those who speak."""
        return self._label.sub("", text) if self.vocabulary.labels else text

    def checked(
        self, quotation: ReportedQuotation, text: str, named: Sequence[Candidate]
    ) -> CheckedQuotation:
        best: tuple[tuple[int, int, int], CheckedQuotation] | None = None
        for candidate in named:
            interview = self._interview(candidate.interview)
            found = compare(text, interview, candidate.span)
            if found is None:
                continue
            checked = self._told(quotation, interview, found)
            rank = (_ORDER.index(found.wording), found.cost, bool(checked.warning))
            if best is None or rank < best[0]:
                best = rank, checked
            if not any(rank):
                break
        return CheckedQuotation(quotation, Wording.NOT_FOUND) if best is None else best[1]

    def _told(
        self, quotation: ReportedQuotation, interview: Interview, found: Comparison
    ) -> CheckedQuotation:
        span = found.span
        reference = Reference.to(interview, span.start, span.end)
        turn = interview.turn(reference.turn)
        warnings = self.vocabulary.contradictions(
            quotation.attribution, interview, reference, loose=quotation.loose
        )
        if turn is not None and interview.is_moderator(turn):
            warnings.append("the moderator said it")
        return CheckedQuotation(
            quotation,
            found.wording,
            reference=reference,
            interview=interview.id,
            speaker=turn.speaker if turn else "",
            span=span,
            difference=found.difference,
            left_out=found.left_out,
            warning="; ".join(warnings),
        )


def _bytes_of(report: Path) -> bytes:
    try:
        status = report.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"“{report}” is no file.", "Name the report.")
        if status.st_size > _LARGEST:
            raise InputError(
                f"“{report.name}” is larger than {_LARGEST // 1_000_000} MB.", "Take out pictures."
            )
        return report.read_bytes()
    except OSError as error:
        raise InputError(
            f"“{report}” cannot be opened: {error.strerror}.", "Check the name and the folder."
        ) from error
