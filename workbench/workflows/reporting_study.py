"""A study's report: one document for each municipality, each actor, or the whole, as Word files.

Invariant: the same project gives the same bytes, on the same versions of the libraries.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.analysis import cut_table
from workbench.analysis.choosing import Wanted, choose
from workbench.analysis.quoting import K, Setting, compose
from workbench.analysis.templates import Template
from workbench.errors import InputError, UsageError
from workbench.export.labels import Language
from workbench.export.report_charts import Charts
from workbench.export.report_phrases import FORMS
from workbench.files.writing import make_folder, whole_file
from workbench.model import (
    MISSING,
    AgreementReport,
    CodeId,
    Contrast,
    Cut,
    Excerpt,
    FrequencyTable,
    Interview,
    InterviewId,
    Percent,
    Quotation,
    RecognitionRisk,
    ReportedInterview,
    ReportMethod,
    ReportTables,
    StudyReport,
    Unit,
)
from workbench.project import Project
from workbench.text import fold, natural_key
from workbench.workflows.coding import chosen_excerpts
from workbench.workflows.comparing import Asked, agreement_of
from workbench.workflows.contrasting import contrast_of
from workbench.workflows.counting import Counts
from workbench.workflows.projects import (
    Progress,
    coding_coders,
    no_progress,
    opened,
    resolve_coder,
)

WHOLE = "helhet"
"""The perspective that is about everybody; `whole` means the same."""
PERSPECTIVES = ("kommun", "aktör")
"""The attributes that the whole is compared by, where the interviews have them."""
_WHOLES = frozenset({WHOLE, "whole"})
_TOLD = ("roll", "aktör", "kommun")
"""What an attribution tells of a speaker, but for what the document is about."""
_LISTED = ("kommun", "aktör", "roll", "datum")
"""Attributes in the list of interviews, where they have them."""
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""Letters that a file's name cannot have on every system."""

Quotations = Mapping[tuple[CodeId, str], tuple[Quotation, ...]]
"""By code and direction."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What is asked of a report."""

    coder: str | None = None
    codes: Sequence[str] = ()
    """Chapters; none: the top codes."""
    lang: Language | None = None
    number: int = 3
    """Quotations of each code and direction."""
    per_speaker: int = 2
    most_words: int = 60
    least: int = K
    """Participants that what is told of a speaker should fit."""
    safe: bool = False


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """What `report` wrote."""

    paths: tuple[Path, ...]
    quotations: int
    risks: tuple[RecognitionRisk, ...]
    least: int


def write_reports(
    path: Path,
    perspective: str,
    folder: Path,
    options: ReportOptions,
    *,
    force: bool = False,
    progress: Progress = no_progress,
) -> WrittenReport:
    """Write one document for each value of the perspective, or one for the whole.

    Raises UsageError for a perspective that no interview has, InputError where a document is there
    already (unless `force`): nothing is written then. InputError, too, where one cannot be written:
    those before it are whole.
    """
    with opened(path) as project:
        study = Study(Counts(project), options)
        by, targets = study.documents(perspective)
        for name in targets.values():
            if not force and (folder / name).exists():
                raise InputError(
                    f"“{folder / name}” exists.",
                    "Choose another folder, or replace it with --force.",
                )
        make_folder(folder)
        for done, (value, name) in enumerate(targets.items()):
            progress(done, len(targets), name)
            study.write(by, value, folder / name, force=force)
        progress(len(targets), len(targets), "")
        return WrittenReport(
            tuple(folder / name for name in targets.values()),
            sum(map(len, study.quotations(by).values())),
            study.risks(by),
            options.least,
        )


def write_report_on(
    path: Path, about: tuple[str, str], target: Path, options: ReportOptions, *, force: bool
) -> bool:
    """Write the document about one value of an attribute; False where nobody has it."""
    by, value = about
    with opened(path) as project:
        study = Study(Counts(project), options)
        if by not in attribute_names(study.counts) or value not in study.tables(by).values:
            return False
        study.write(by, value, target, force=force)
        return True


def perspectives_of(counts: Counts) -> tuple[str, ...]:
    """The usual perspectives that the interviews have, the whole last."""
    there = attribute_names(counts)
    return (*(name for name in PERSPECTIVES if name in there), WHOLE)


class Study:
    """One coder's study on an open project: counted once for all documents."""

    def __init__(self, counts: Counts, options: ReportOptions) -> None:
        self.counts = counts
        self.options = options
        self.coder = resolve_coder(counts.project, options.coder)
        self.lang: Language = counts.language(options.lang)
        book = counts.codebook()
        chosen = {book.resolve(each) for each in options.codes}
        tops = {code.id for code in book.children(None)}
        wanted = chosen or tops
        self.codes = tuple(code.id for code, _ in book.walk() if code.id in wanted)
        self.charts = Charts(self.lang)
        self._tables: dict[str, ReportTables] = {}
        self._contrasts: dict[str, Contrast] = {}
        self._quoted: dict[str, dict[str, dict[tuple[CodeId, str], tuple[Quotation, ...]]]] = {}
        self._risks: dict[str, tuple[RecognitionRisk, ...]] = {}
        self._excerpts: list[Excerpt] | None = None
        self._under_codes: list[Excerpt] | None = None
        self._everybody: FrequencyTable | None = None
        self._interviews: dict[InterviewId, Interview] | None = None
        self._method: ReportMethod | None = None

    # -- documents ------------------------------------------------------------------------

    def documents(self, perspective: str) -> tuple[str, dict[str, str]]:
        """The attribute (none for the whole), and the file of each value.

        Raises UsageError for an attribute that nobody has.
        """
        if fold(perspective.strip()) in _WHOLES:
            return "", {"": f"{WHOLE}.docx"}
        there = {fold(name): name for name in attribute_names(self.counts)}
        by = there.get(fold(perspective.strip()))
        if by is None:
            others = f", or one of {', '.join(there.values())}" if there else ""
            raise UsageError(
                f"No interview has the attribute “{perspective}” to report by.",
                f"Write --perspective {WHOLE}{others}.",
            )
        values = [value for value in self.tables(by).values if value != MISSING]
        return by, _file_names(by, values)

    def write(self, by: str, value: str, target: Path, *, force: bool) -> None:
        """Write one document."""
        from workbench.export.report_word import report_docx

        report = self.document(by, value)
        with whole_file(target, force=force) as out:
            report_docx(out, report, self.charts, lang=self.lang)
        present = {
            each.excerpt.interview for quoted in report.quotations.values() for each in quoted
        }
        self.counts.project.note_export(target, "report", present)

    def document(self, by: str, value: str) -> StudyReport:
        """Gather what one document tells."""
        there = attribute_names(self.counts)
        divisions = (by,) if by else tuple(name for name in PERSPECTIVES if name in there)
        cuts = tuple(map(self.tables, divisions))
        return StudyReport(
            by=by,
            value=value,
            method=self.method(),
            codes=self.codes,
            cuts=cuts,
            contrasts=tuple(map(self.contrast, divisions)),
            whole=cuts[0] if cuts else self.tables(""),
            quotations=self._quotations_of(by).get(value, {}),
            interviews=self._listed(by, value),
            columns=tuple(name for name in _LISTED if name in there and name != by),
        )

    # -- figures --------------------------------------------------------------------------

    def tables(self, by: str) -> ReportTables:
        if by not in self._tables:
            cut = Cut(by=(by,) if by else ())
            units = {unit: self._table(replace(cut, unit=unit)) for unit in Unit}
            shares = replace(cut, percent=Percent.COLUMN)
            units[Unit.SEGMENTS] = self._table(shares)
            self._tables[by] = ReportTables(by, units, self._table(replace(cut, polarity=True)))
        return self._tables[by]

    def _table(self, cut: Cut) -> FrequencyTable:
        frames = self.counts.frames(self.coder)
        return cut_table(frames, self.counts.codebook(), cut, coder=self.coder)

    def contrast(self, by: str) -> Contrast:
        if by not in self._contrasts:
            cut = Cut(by=(by,), codes=frozenset(self.codes))
            self._contrasts[by] = contrast_of(self.counts, cut, coder=self.coder)
        return self._contrasts[by]

    def _listed(self, by: str, value: str) -> tuple[ReportedInterview, ...]:
        """The interviews in which somebody of the value speaks."""
        where = (f"{by}={value}",) if by else ()
        cut = Cut(by=("interview",), unit=Unit.INTERVIEWS)
        if self._everybody is None:
            self._everybody = self._table(cut)
        everybody = self._everybody
        table = self._table(replace(cut, where=where)) if by else everybody
        known = {each.id: each for each in self.counts.project.interviews()}
        found = []
        for name in sorted(table.values, key=natural_key):
            base, summary = table.bases[name], known[InterviewId(name)]
            if base.participants:
                found.append(
                    ReportedInterview(
                        summary.id,
                        summary.title,
                        summary.attributes,
                        base.participants,
                        everybody.bases[name].participants,
                        base.words,
                    )
                )
        return tuple(found)

    # -- how it was done ------------------------------------------------------------------

    def method(self) -> ReportMethod:
        if self._method is None:
            project, told = self.counts.project, self.counts.provenance(self.coder)
            done = project.coded_interviews(self.coder) | project.finished(self.coder)
            self._method = ReportMethod(
                project=told.project,
                event=told.event,
                program=told.program,
                codebook=self.counts.codebook(),
                codebook_version=told.codebook_version,
                coder=self.coder,
                settled=self.coder in project.consensus_coders(),
                uncoded=tuple(each for each in project.interview_ids() if each not in done),
                agreement=_agreement(project),
                coders=coding_coders(project),
                safe=self.options.safe,
                least=self.options.least,
            )
        return self._method

    # -- quotations -----------------------------------------------------------------------

    def quotations(self, by: str) -> dict[tuple[str, CodeId, str], tuple[Quotation, ...]]:
        """Every quotation of the documents by one attribute, by value, code and direction."""
        return {
            (value, *key): quoted
            for value, of_value in self._quotations_of(by).items()
            for key, quoted in of_value.items()
        }

    def risks(self, by: str) -> tuple[RecognitionRisk, ...]:
        """Attributions of these documents that fit too few."""
        self._quotations_of(by)
        return self._risks[by]

    def _quotations_of(self, by: str) -> dict[str, dict[tuple[CodeId, str], tuple[Quotation, ...]]]:
        if by not in self._quoted:
            options = self.options
            wanted = Wanted(options.number, options.per_speaker, most_words=options.most_words)
            chosen = choose(
                self._candidates(),
                wanted,
                value_of=lambda each: f"{_sign(each)}\n{_value(each, by)}",
            )
            set_ = compose(
                chosen, self._all_interviews(), self.counts.frames(self.coder), self._setting(by)
            )
            found: dict[str, dict[tuple[CodeId, str], list[Quotation]]] = {}
            for each in set_.quotations:
                of_value = found.setdefault(_value(each.excerpt, by), {})
                of_value.setdefault((each.excerpt.code, _sign(each.excerpt)), []).append(each)
            self._quoted[by] = {
                value: {key: tuple(quoted) for key, quoted in of_value.items()}
                for value, of_value in found.items()
            }
            self._risks[by] = set_.risks
        return self._quoted[by]

    def excerpts(self) -> list[Excerpt]:
        """Everything that the coder coded."""
        if self._excerpts is None:
            project = self.counts.project
            self._excerpts = chosen_excerpts(project, coder=self.coder, codes=(), where=())
        return self._excerpts

    def _candidates(self) -> list[Excerpt]:
        """The excerpts of every chapter, under its code."""
        if self._under_codes is None:
            book = self.counts.codebook()
            below = {code: book.descendants(code) for code in self.codes}
            found = self.excerpts()
            moderators = {
                frame.interview: frame.moderators for frame in self.counts.frames(self.coder)
            }
            self._under_codes = [
                replace(each, code=code)
                for code in self.codes
                for each in found
                if each.code in below[code] and each.speaker not in moderators[each.interview]
            ]
        return self._under_codes

    def _all_interviews(self) -> dict[InterviewId, Interview]:
        if self._interviews is None:
            project = self.counts.project
            self._interviews = {each: project.interview(each) for each in project.interview_ids()}
        return self._interviews

    def _setting(self, by: str) -> Setting:
        there = attribute_names(self.counts)
        told = [name for name in _TOLD if name in there and name != by]
        written = ", ".join(f"{{{name}}}" for name in told or ("deltagare",))
        return Setting(
            Template.parse(f"({written})", there),
            FORMS[self.lang],
            self.options.most_words,
            self.options.least,
            self.options.safe,
            known=(fold(by),) if by else (),
        )


def attribute_names(counts: Counts) -> tuple[str, ...]:
    """The attributes of interviews and speakers."""
    names = {
        name: None
        for frame in counts.frames(None)
        for each in (frame.attributes, *frame.speaker_attributes)
        for name in each
    }
    return tuple(sorted(names, key=natural_key))


def _agreement(project: Project) -> AgreementReport | None:
    """Of those who have coded; None where nothing of theirs may be compared."""
    coders = coding_coders(project)
    if len(coders) < 2:
        return None
    try:
        return agreement_of(project, coders, Asked(depth="top", resamples=0))
    except InputError:
        return None


def _sign(excerpt: Excerpt) -> str:
    return excerpt.polarity.value if excerpt.polarity else ""


def _value(excerpt: Excerpt, by: str) -> str:
    return excerpt.attributes.get(by, "").strip() if by else ""


def file_stem(name: str) -> str:
    """The name as a file may have it on every system."""
    return _UNFIT.sub("-", name).strip(" .")[:100]


def _file_names(by: str, values: Sequence[str]) -> dict[str, str]:
    """`kommun-Eksjö.docx`; names that would be the same are numbered."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for value in values:
        stem = file_stem(f"{by}-{value}")
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names[value] = f"{name}.docx"
    return names
