"""Everything at once: tables, charts, excerpts, quotations, reports, codings and codebook in one
folder, with a manifest that says what they were made of.

Invariant: what was changed by hand is not written over unless asked; the same project gives the
same bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from workbench import __version__
from workbench.errors import InputError
from workbench.export.labels import Language
from workbench.files.writing import make_folder
from workbench.model import (
    AgreementReport,
    Coder,
    Cut,
    FrequencyTable,
    Grid,
    Nearness,
    Percent,
    QuotationCollection,
    RecognitionRisk,
    Saturation,
    Unit,
    Voices,
)
from workbench.text import natural_key
from workbench.workflows.attending import (
    participants_as_grids,
    participants_of,
    saturation_as_grids,
    saturation_of,
    voices_as_grids,
    voices_of,
)
from workbench.workflows.charting import ChartKind, write_chart
from workbench.workflows.codebooks import export_open_codebook
from workbench.workflows.coding import write_codings_of
from workbench.workflows.comparing import Asked, agreement_of
from workbench.workflows.contrasting import (
    contrast_as_grids,
    cooccurrence_as_grids,
    cooccurrence_of,
)
from workbench.workflows.counting import Counts, write_grids
from workbench.workflows.excerpting import write_found_excerpts
from workbench.workflows.manifests import (
    CheckedFile,
    Manifest,
    checked,
    made_by_hand,
    read_manifest,
    with_file,
    write_manifest,
)
from workbench.workflows.projects import Progress, coding_coders, no_progress, opened
from workbench.workflows.quoting import (
    QuotationOptions,
    collect_in_project,
    write_from_project,
)
from workbench.workflows.reporting import write_agreement_of
from workbench.workflows.reporting_study import (
    PERSPECTIVES,
    ReportOptions,
    Study,
    attribute_names,
    file_stem,
    perspectives_of,
)
from workbench.workflows.tabulating import table_as_grid, table_of, write_cut_table

MOST_EXCERPTS = 5_000
"""In a Word document: more make one that nobody opens. The sheet has them all."""
_MOST_VALUES = 12
"""Of an attribute that tables are made by without being asked."""
_MOST_BARS = 60
"""Interviews in the chart of voices: more fit no page."""
_UNIT_SHEETS = {
    "sv": {
        Unit.SEGMENTS: "Segment",
        Unit.TURNS: "Repliker",
        Unit.PARTICIPANTS: "Deltagare",
        Unit.INTERVIEWS: "Intervjuer",
        Unit.WORDS: "Ord",
    },
    "en": {unit: unit.value.capitalize() for unit in Unit},
}
_DIRECTION_SHEET = {"sv": "Riktning", "en": "Direction"}

Write = Callable[[Path], None]
"""Writes one file, in the place of one that is there."""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What is asked of an export."""

    coder: str | None = None
    lang: Language | None = None
    safe: bool = False
    """Leave out, in quotations and reports, what gives someone away."""
    least: int = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did."""

    manifest: Manifest
    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Changed by hand, or not ours: left as they are."""
    left_over: tuple[str, ...]
    """Of an earlier export, and no part of this one."""
    risks: tuple[RecognitionRisk, ...]
    least: int


def export_everything(
    path: Path,
    folder: Path,
    options: ExportOptions,
    *,
    force: bool = False,
    progress: Progress = no_progress,
) -> Exported:
    """Write everything that a study reports into a folder.

    Files that were changed by hand, or that no export wrote, stay as they are unless `force`.
    Raises InputError where the folder cannot be written to or holds another project's export.
    """
    with opened(path) as project:
        everything = _Everything(Counts(project), options)
        before = read_manifest(folder)
        if before is not None and before.project != project.path.stem and not force:
            raise InputError(
                f"“{folder}” holds what was exported of {before.project}.",
                "Choose another folder with -o, or replace it with --force.",
            )
        plan = dict(everything.plan())
        kept = [name for name in plan if not force and made_by_hand(before, folder, name)]
        wanted = [name for name in plan if name not in kept]
        manifest = replace(
            everything.manifest(),
            files=tuple(each for each in (before.files if before else ()) if each.path in plan),
            unfinished=tuple(wanted),
        )
        _make_folders(folder, wanted)
        write_manifest(folder, manifest)
        for done, name in enumerate(wanted):
            progress(done, len(wanted), name)
            plan[name](folder / name)
            manifest = with_file(manifest, folder, name)
            write_manifest(folder, manifest)
        progress(len(wanted), len(wanted), "")
        return Exported(
            manifest,
            tuple(wanted),
            tuple(kept),
            tuple(
                each.path
                for each in (before.files if before else ())
                if each.path not in plan and (folder / each.path).exists()
            ),
            everything.risks(),
            options.least,
        )


def check_export(path: Path, folder: Path) -> list[CheckedFile]:
    """How every file of an export stands to the project as it is now.

    Raises InputError where nothing was exported to the folder.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise InputError(
            f"Nothing has been exported to “{folder}”.", "Leave --check out to export now."
        )
    with opened(path) as project:
        if manifest.project != project.path.stem:
            raise InputError(
                f"“{folder}” holds what was exported of {manifest.project}.",
                "Name that project, or another folder.",
            )
        last = project.last_event()
    return checked(manifest, folder, event=last[1] if last else "", program=_program())


def _program() -> str:
    return f"workbench {__version__}"


def _make_folders(folder: Path, names: Sequence[str]) -> None:
    for each in sorted({folder, *((folder / name).parent for name in names)}):
        make_folder(each)


class _Everything:
    """What there is to write of one project, file by file."""

    def __init__(self, counts: Counts, options: ExportOptions) -> None:
        self.counts = counts
        self.project = counts.project
        self.options = options
        reporting = ReportOptions(
            coder=options.coder, lang=options.lang, safe=options.safe, least=options.least
        )
        self.study = Study(counts, reporting)
        self.coder: Coder = self.study.coder
        self.lang: Language = self.study.lang
        self._collection: QuotationCollection | None = None
        self._reported: list[str] = []

    def manifest(self) -> Manifest:
        last = self.project.last_event()
        return Manifest(
            project=self.project.path.stem,
            event=last[1] if last else "",
            time=f"{last[0]:%Y-%m-%d %H:%M:%S}" if last else "",
            program=_program(),
            options={"coder": self.coder, "lang": self.lang, "safe": self.options.safe},
        )

    def risks(self) -> tuple[RecognitionRisk, ...]:
        """Of every report that was written."""
        return tuple(risk for by in self._reported for risk in self.study.risks(by))

    def plan(self) -> Iterator[tuple[str, Write]]:
        """Every file and what writes it, in the order of writing."""
        yield from self._words()
        yield from self._tables()
        yield from self._reports()
        yield from self._charts()
        yield from self._agreement()

    # -- what was said --------------------------------------------------------------------

    def _words(self) -> Iterator[tuple[str, Write]]:
        for kind in ("yaml", "docx"):
            yield f"codebook.{kind}", self._codebook
        yield "codings.csv", self._codings
        few = len(self.project.codings(coder=self.coder)) <= MOST_EXCERPTS
        for kind in ("docx", "csv") if few else ("csv",):
            yield f"excerpts.{kind}", self._write_excerpts
        for kind in ("docx", "csv"):
            yield f"quotations.{kind}", self._quotations

    def _codebook(self, target: Path) -> None:
        export_open_codebook(self.project, target, lang=self.lang, force=True)

    def _codings(self, target: Path) -> None:
        write_codings_of(self.project, self.study.excerpts(), target, force=True)

    def _write_excerpts(self, target: Path) -> None:
        write_found_excerpts(
            self.project,
            self.study.excerpts(),
            target,
            coder=self.coder,
            by=self._by(),
            lang=self.lang,
            force=True,
        )

    def _quotations(self, target: Path) -> None:
        if self._collection is None:
            self._collection = self._collected()
        write_from_project(
            self.project, self._collection, target, by=self._by(), lang=self.lang, force=True
        )

    def _collected(self) -> QuotationCollection:
        there = attribute_names(self.counts)
        told = [name for name in ("roll", "aktör", "kommun") if name in there]
        written = ", ".join(f"{{{name}}}" for name in told or ("deltagare",))
        options = QuotationOptions(
            by=self._by(),
            attribution=f"({written})",
            least=self.options.least,
            safe=self.options.safe,
        )
        return collect_in_project(
            self.project, options, coder=self.coder, found=self.study.excerpts()
        )

    def _by(self) -> str | None:
        """The first of the usual perspectives that there is."""
        there = attribute_names(self.counts)
        return next((name for name in PERSPECTIVES if name in there), None)

    # -- figures --------------------------------------------------------------------------

    def _tables(self) -> Iterator[tuple[str, Write]]:
        for by in (*self._cuts(), "interview"):
            stem = f"tables/{file_stem(by)}"
            yield f"{stem}.xlsx", partial(self._book, by)
            yield f"{stem}.csv", partial(self._table, Cut(by=(by,)))
        crossed = tuple(name for name in PERSPECTIVES if name in attribute_names(self.counts))
        if len(crossed) == 2:
            for kind in ("xlsx", "csv"):
                name = f"tables/{'-'.join(crossed)}.{kind}"
                yield name, partial(self._table, Cut(by=crossed))
        for by in crossed:
            yield f"tables/contrast-{by}.xlsx", partial(self._contrast, by)
        yield "tables/cooccurrence.xlsx", self._together
        yield "tables/saturation.xlsx", self._saturation
        yield "tables/voices.xlsx", self._voices
        yield "tables/participants.xlsx", self._participants

    def _cuts(self) -> list[str]:
        """Attributes with a few values that are words and that interviews share."""
        values: dict[str, set[str]] = {}
        for frame in self.counts.frames(self.coder):
            for each in (frame.attributes, *frame.speaker_attributes):
                for name, value in each.items():
                    values.setdefault(name, set()).add(value.strip())
        fit = [
            name
            for name, found in values.items()
            if 1 < len(found) <= _MOST_VALUES
            and not any(char.isdigit() for value in found for char in value)
        ]
        return sorted(fit, key=lambda name: (name not in PERSPECTIVES, natural_key(name)))

    def _table(self, cut: Cut, target: Path) -> None:
        table = table_of(self.counts, cut, coder=self.coder)
        write_cut_table(self.counts, table, cut, target, lang=self.lang, force=True)

    def _book(self, by: str, target: Path) -> None:
        """A sheet a unit, and one by direction."""
        cuts = [Cut(by=(by,), unit=unit) for unit in Unit]
        cuts[0] = replace(cuts[0], percent=Percent.COLUMN)
        names = [_UNIT_SHEETS[self.lang][cut.unit] for cut in cuts]
        cuts.append(Cut(by=(by,), polarity=True))
        names.append(_DIRECTION_SHEET[self.lang])
        grids = [self._grid(cut) for cut in cuts]
        write_grids(self.counts, grids, target, names=names, force=True)

    def _grid(self, cut: Cut) -> Grid:
        table = table_of(self.counts, cut, coder=self.coder)
        return table_as_grid(self.counts, table, cut, lang=self.lang)

    def _contrast(self, by: str, target: Path) -> None:
        cut = Cut(by=(by,), codes=frozenset(self.study.codes))
        grids, names = contrast_as_grids(self.counts, self.study.contrast(by), cut, lang=self.lang)
        write_grids(self.counts, grids, target, names=names, force=True)

    def _together(self, target: Path) -> None:
        cut = Cut()
        found = cooccurrence_of(self.counts, cut, coder=self.coder, near=Nearness.TURN)
        grids, names = cooccurrence_as_grids(self.counts, found, cut, lang=self.lang)
        write_grids(self.counts, grids, target, names=names, force=True)

    def _saturation(self, target: Path) -> None:
        found = saturation_of(self.counts, Cut(), coder=self.coder)
        grids, names = saturation_as_grids(self.counts, found, lang=self.lang)
        write_grids(self.counts, grids, target, names=names, force=True)

    def _voices(self, target: Path) -> None:
        found = voices_of(self.counts, Cut(), coder=self.coder)
        grids, names = voices_as_grids(self.counts, found, lang=self.lang)
        self._about_people(grids, names, target)

    def _participants(self, target: Path) -> None:
        by = self._by()
        found = participants_of(self.counts, Cut(by=(by,) if by else ()))
        grids, names = participants_as_grids(self.counts, found, lang=self.lang)
        self._about_people(grids, names, target)

    def _about_people(self, grids: Sequence[Grid], names: Sequence[str], target: Path) -> None:
        everybody = self.project.interview_ids()
        write_grids(self.counts, grids, target, names=names, force=True, interviews=everybody)

    # -- charts and reports ---------------------------------------------------------------

    def _charts(self) -> Iterator[tuple[str, Write]]:
        for kind in ("png", "svg"):
            for by in self._cuts():
                yield (
                    f"charts/heat-{file_stem(by)}.{kind}",
                    partial(self._heat, by),
                )
            yield f"charts/balance.{kind}", self._balance
            yield f"charts/saturation.{kind}", self._saturation_chart
            if len(self.project.interview_ids()) <= _MOST_BARS:
                yield f"charts/voices.{kind}", self._voices_chart

    def _heat(self, by: str, target: Path) -> None:
        table = table_of(self.counts, Cut(by=(by,), percent=Percent.COLUMN), coder=self.coder)
        self._draw(ChartKind.HEAT, table, target)

    def _balance(self, target: Path) -> None:
        table = table_of(self.counts, Cut(polarity=True), coder=self.coder)
        self._draw(ChartKind.BALANCE, table, target)

    def _saturation_chart(self, target: Path) -> None:
        found = saturation_of(self.counts, Cut(), coder=self.coder)
        self._draw(ChartKind.SATURATION, found, target)

    def _voices_chart(self, target: Path) -> None:
        self._draw(ChartKind.VOICES, voices_of(self.counts, Cut(), coder=self.coder), target)

    def _draw(
        self, kind: ChartKind, drawn: FrequencyTable | Saturation | Voices, target: Path
    ) -> None:
        write_chart(self.counts, kind, drawn, target, lang=self.lang, force=True)

    def _reports(self) -> Iterator[tuple[str, Write]]:
        for perspective in perspectives_of(self.counts):
            by, files = self.study.documents(perspective)
            self._reported.append(by)
            for value, name in files.items():
                yield (
                    f"reports/{name}",
                    partial(self._report, by, value),
                )

    def _report(self, by: str, value: str, target: Path) -> None:
        self.study.write(by, value, target, force=True)

    # -- coders ---------------------------------------------------------------------------

    def _agreement(self) -> Iterator[tuple[str, Write]]:
        """Of two coders or more who have finished interviews in common."""
        coders = coding_coders(self.project)
        if self.study.method().agreement is None:
            return
        found: list[AgreementReport] = []

        def write(target: Path) -> None:
            if not found:
                found.append(agreement_of(self.project, coders, Asked()))
            write_agreement_of(self.project, found[0], target, lang=self.lang, force=True)

        for kind in ("docx", "xlsx"):
            yield f"agreement.{kind}", write
