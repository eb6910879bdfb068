"""How far coders agree, as a Word document: counts beside every figure, and how it was counted."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from workbench.export.agreement_labels import SOURCES
from workbench.export.agreement_notes import grouped
from workbench.export.agreement_rows import Told
from workbench.export.labels import Language, labels_in
from workbench.export.word_parts import (
    LOCALES,
    Cell,
    Column,
    field,
    paragraph,
    run,
    table,
    write_document,
)
from workbench.export.word_styles import LANDSCAPE_WIDTH
from workbench.model import (
    AgreementPart,
    AgreementReport,
    Bounds,
    CodeAgreement,
    Codebook,
    ConfidenceInterval,
    Figure,
    Threshold,
    Undefined,
)

_NONE = "–"
_MOST_SETS = 150
"""Rows of a table that one still looks through on paper."""


def agreement_docx(
    out: BinaryIO,
    report: AgreementReport,
    codebook: Codebook,
    *,
    heading: str,
    thresholds: Sequence[Threshold] = (),
    lang: Language = "sv",
) -> None:
    """Write a report of agreement as a Word document.

    How it was counted; per code the counts, every coefficient and its interval; passages; notes;
    all codes together; what conventions call the figures, with their sources; the same for every
    part; formulas.
    """
    told = Told(report, codebook, lang)
    write_document(
        out,
        "".join(_Document(told, thresholds).body(heading)),
        title=heading,
        subject=told.labels.title,
        authors=report.coders,
        labels=labels_in(lang),
        quoted_locale=LOCALES.get(codebook.language, codebook.language),
        landscape=True,
    )


class _Document:
    """Numbers its tables as it goes."""

    def __init__(self, told: Told, thresholds: Sequence[Threshold]) -> None:
        self.told = told
        self.labels = told.labels
        self.thresholds = thresholds
        self.tables = 0

    def body(self, heading: str) -> Iterator[str]:
        labels, report = self.labels, self.told.report
        yield paragraph("Title", run(labels.title))
        yield paragraph("Subtitle", run(heading))
        yield _heading(1, labels.how)
        for sentence in self.told.how_it_was_counted():
            yield paragraph("Normal", run(sentence))
        if not report.whole.units:
            yield paragraph("Normal", run(labels.nothing))
            return
        yield _heading(1, labels.figures)
        reading = labels.reading.format(unit=self.told.unit())
        if not any(self.told.refused(report.whole)):
            reading += f" {labels.reading_intervals}"
        yield _introduction(reading)
        yield from self._figures(report.whole)
        yield from self._passages(report.whole)
        yield from self._overall(report.whole)
        yield from self._conventions(report.whole)
        if report.parts:
            yield _heading(1, labels.parts.format(by=report.by))
            for part in report.parts:
                yield from self._part(part)
        yield from self._formulas()
        yield from self._sets(report.whole)

    # -- Per code -----------------------------------------------------------------------------

    def _figures(self, part: AgreementPart) -> Iterator[str]:
        """Counts and coefficients of every code, and what is to be said about them."""
        told = self.told
        counts = told.count_headings(letters=told.two)
        narrow = min(990, (LANDSCAPE_WIDTH - 1900) // (len(counts) + len(told.coefficients)))
        wide = LANDSCAPE_WIDTH - narrow * (len(counts) + len(told.coefficients))
        columns = [
            Column(self.labels.code, wide, number=False),
            *(Column(name, narrow) for name in counts),
            *(Column(self.labels.short_names[name], narrow) for name in told.coefficients),
        ]
        yield self._caption(f"{self.labels.figures}, {told.unit()}", part)
        yield table(columns, map(self._row, part.codes))
        yield from self._sentences(part)

    def _row(self, each: CodeAgreement) -> list[Cell]:
        return [
            self.told.category(each),
            *map(grouped, self.told.counts(each)),
            *(
                self._figure(each.coefficients.get(name), each.intervals.get(name))
                for name in self.told.coefficients
            ),
        ]

    def _figure(self, figure: Figure | None, bounds: Bounds | None) -> Cell:
        if figure is None or isinstance(figure, Undefined):
            return _NONE
        return self.told.number(figure), self._interval(bounds)

    def _interval(self, bounds: Bounds | None) -> str:
        if not isinstance(bounds, ConfidenceInterval):
            return ""
        return f"{self.told.number(bounds.low)} – {self.told.number(bounds.high)}"

    def _sentences(self, part: AgreementPart) -> Iterator[str]:
        said = list(self.told.sentences(part))
        if said:
            yield paragraph("Table note", run(f"{self.labels.notes.capitalize()}:"))
        for about, sentence in said:
            yield paragraph("Table note", run(f"{about}: {sentence}" if about else sentence))
        yield paragraph("Table note", "")

    def _passages(self, part: AgreementPart) -> Iterator[str]:
        """How much each coder coded, and how their passages were matched."""
        labels, coders = self.labels, self.told.report.coders
        headings = [labels.share.format(coder=coder) for coder in coders]
        if self.told.two:
            headings += [labels.matched, labels.exact]
            headings += [labels.unmatched.format(coder=coder) for coder in coders]
        columns = [Column(labels.code, 3800, number=False)]
        columns += [
            Column(each, min(1900, (LANDSCAPE_WIDTH - 3800) // len(headings))) for each in headings
        ]
        yield _heading(1, labels.passages)
        yield _introduction(labels.passages_told)
        yield self._caption(labels.passages, part)
        yield table(columns, map(self._passage_row, part.codes))
        yield paragraph("Table note", "")

    def _passage_row(self, each: CodeAgreement) -> list[Cell]:
        row: list[Cell] = [self.told.category(each)]
        row += [
            _NONE if isinstance(share, Undefined) else self.told.number(share, 4)
            for share in each.prevalence
        ]
        if each.passages is not None:
            found = each.passages
            row += map(grouped, (found.matched, found.exact, found.only_a, found.only_b))
        return row

    # -- Over all codes -----------------------------------------------------------------------

    def _overall(self, part: AgreementPart) -> Iterator[str]:
        labels = self.labels
        yield _heading(1, labels.overall)
        yield _introduction(labels.overall_told.format(unit=self.told.unit(1)))
        columns = [
            Column(labels.coefficient, 6000, number=False),
            Column(labels.value, 1100),
            Column(labels.interval, 2000),
        ]
        rows = [
            self._overall_row(labels.coefficient_names.get(name, name), figure, bounds)
            for name, figure, bounds in self._over_all(part)
        ]
        rows += [
            self._overall_row(
                f"{labels.coefficient_names['ku_alpha']}: {self.told.name(code)}", figure, None
            )
            for code, figure in part.unitized.items()
        ]
        yield self._caption(labels.overall, part)
        yield table(columns, rows)
        yield paragraph("Table note", "")

    @staticmethod
    def _over_all(part: AgreementPart) -> Iterator[tuple[str, Figure, Bounds | None]]:
        for name, figure in part.overall.items():
            yield name, figure, part.intervals.get(name)

    def _overall_row(self, name: str, figure: Figure, bounds: Bounds | None) -> list[Cell]:
        if isinstance(figure, Undefined):
            return [(name, self.told.say(figure)), _NONE, ""]
        return [name, self.told.number(figure), self._interval(bounds)]

    def _overall_sentence(self, part: AgreementPart) -> str:
        """`Alfa ..., Jaccards avstånd 0,54 (0,49 – 0,57)`: what a part needs no table for."""
        said = []
        for name, figure, bounds in self._over_all(part):
            called = self.labels.coefficient_names.get(name, name)
            if isinstance(figure, Undefined):
                said.append(f"{called}: {self.told.say(figure)}")
            else:
                interval = self._interval(bounds)
                about = f" ({interval})" if interval else ""
                said.append(f"{called}: {self.told.number(figure)}{about}.")
        return " ".join(said)

    def _conventions(self, part: AgreementPart) -> Iterator[str]:
        """What each convention calls each code's figure; in words, with its source."""
        used = self.told.conventions(self.thresholds)
        if not used:
            return
        labels = self.labels
        names = [f"{threshold.author}: {labels.short_names[name]}" for threshold, name in used]
        width = (LANDSCAPE_WIDTH - 3800) // len(used)
        columns = [Column(labels.code, 3800, number=False)]
        columns += [Column(name, min(width, 3600), number=False) for name in names]
        yield _heading(1, labels.conventions)
        yield _introduction(labels.conventions_told)
        yield self._caption(labels.conventions, part)
        yield table(
            columns,
            (
                [
                    self.told.category(each),
                    *(self._called(threshold, each, name) for threshold, name in used),
                ]
                for each in part.codes
            ),
        )
        for threshold in self.thresholds:
            text = f"{threshold.source}: {self.told.bands(threshold)}."
            yield paragraph("Table note", run(text))

    def _called(self, threshold: Threshold, each: CodeAgreement, name: str) -> str:
        figure = each.coefficients.get(name)
        if figure is None or isinstance(figure, Undefined):
            return _NONE
        return f"{self.told.number(figure, 3)} {self.told.say(threshold.word(figure))}"

    # -- Parts and formulas -------------------------------------------------------------------

    def _part(self, part: AgreementPart) -> Iterator[str]:
        labels = self.labels
        yield _heading(2, part.value)
        told = (
            f"{labels.interviews.capitalize()}: {', '.join(part.interviews)}; "
            f"{grouped(part.units)} {self.told.unit(part.units)}."
        )
        yield _introduction(told)
        if not part.units:
            yield paragraph("Normal", run(labels.nothing))
            return
        yield from self._figures(part)
        yield paragraph("Normal", run(self._overall_sentence(part)))
        for refused in self.told.refused(part):
            yield paragraph("Normal", run(refused))

    def _formulas(self) -> Iterator[str]:
        labels = self.labels
        yield _heading(1, labels.formulas)
        yield _introduction(self.told.letters())
        columns = [
            Column(labels.coefficient, 3800, number=False),
            Column(labels.formula, 5600, number=False),
            Column(labels.source, 5200, number=False),
        ]
        yield self._caption(labels.formulas)
        yield table(
            columns,
            (
                [labels.coefficient_names.get(name, name), formula, SOURCES.get(name, "")]
                for name, formula in self.told.formulas.items()
            ),
        )

    def _sets(self, part: AgreementPart) -> Iterator[str]:
        """What the figures over all codes are computed from."""
        labels, told = self.labels, self.told
        yield _heading(1, labels.sets)
        if len(part.sets) > _MOST_SETS:
            yield paragraph("Normal", run(labels.sets_elsewhere.format(number=len(part.sets))))
            return
        yield _introduction(labels.sets_told.format(unit=told.unit()))
        coders = told.report.coders
        width = min(5000, (LANDSCAPE_WIDTH - 1500) // len(coders))
        columns = [*(Column(coder, width, number=False) for coder in coders)]
        yield self._caption(f"{labels.sets}, {told.unit()}", part)
        yield table(
            [*columns, Column(told.unit(), 1500)],
            ([*map(told.codes_of, each.sets), grouped(each.units)] for each in part.sets),
        )
        yield paragraph("Table note", "")

    def _caption(self, text: str, part: AgreementPart | None = None) -> str:
        """`Tabell 3. Siffror per kod, tecken · Eksjö`."""
        self.tables += 1
        value = f" · {part.value}" if part is not None and part.value else ""
        return paragraph(
            "caption",
            run(f"{self.labels.table} ")
            + field("SEQ Table \\* ARABIC", str(self.tables))
            + run(f". {text}{value}"),
        )


def _introduction(text: str) -> str:
    """What stays with the table below it."""
    return paragraph("Normal", run(text), "<w:keepNext/>")


def _heading(level: int, text: str) -> str:
    return paragraph(f"heading {level}", run(text))
