"""How far coders agree as a spreadsheet and as csv: one row per code, counts beside the figures.

Invariant: cells are text or numbers, never formulas or links; the same report gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.agreement_labels import SOURCES
from workbench.export.agreement_rows import Told
from workbench.export.labels import Language
from workbench.files.writing import Cell, write_csv
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

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(1980, 1, 1)
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST = 32_767
"""Characters that a cell holds."""
_WIDEST, _PROSE_HEAD, _PROSE = 60, 34, 110
"""Widths of columns, in characters."""
_LINE = 15
"""Points."""
_A4 = 9
"""The number of the paper (ECMA-376, 18.3.1.63)."""


def agreement_csv(
    out: BinaryIO,
    report: AgreementReport,
    codebook: Codebook,
    *,
    excel: bool,
    lang: Language = "sv",
) -> None:
    """Write every figure, one row per code of the whole and of every part.

    Columns: what part, code, name, [direction], unit, units; the counts; each coefficient; low and
    high of each interval; each coder's share; [passages]; interviews, coders; notes, and why
    figures are undefined, in words. Last of a part, with `(alla)` or `(all)` for the code, the row
    over all codes.
    """
    told = Told(report, codebook, lang)
    rows = [row for part in (report.whole, *report.parts) for row in _rows(told, part)]
    write_csv(out, _columns(told), rows, excel=excel)


def agreement_xlsx(
    out: BinaryIO,
    report: AgreementReport,
    codebook: Codebook,
    *,
    heading: str,
    thresholds: Sequence[Threshold] = (),
    lang: Language = "sv",
) -> None:
    """Write a workbook: the figures, those of the parts where asked, the sets of codes that the
    figures over all codes come from, and how it was counted."""
    import xlsxwriter

    told = Told(report, codebook, lang)
    labels = told.labels
    book = xlsxwriter.Workbook(out, {**_PLAIN, "in_memory": True})
    book.set_properties(
        {
            "title": heading[:255],
            "subject": labels.title,
            "author": ", ".join(report.coders)[:255],
            "created": _CREATED,
        }
    )
    sheets = _Sheets(book)
    columns = _columns(told)
    sheets.add(labels.figures, columns, list(_rows(told, report.whole)))
    if report.parts:
        rows = [row for part in report.parts for row in _rows(told, part)]
        sheets.add(labels.parts.format(by=report.by), columns, rows)
    sheets.add(labels.sets, [*report.coders, told.unit()], list(_sets(told, report.whole)))
    if report.parts:
        parts = [[part.value, *row] for part in report.parts for row in _sets(told, part)]
        columns = [report.by or labels.by, *report.coders, told.unit()]
        sheets.add(f"{labels.sets} {labels.by} {report.by}", columns, parts)
    sheets.add_prose(labels.how, (labels.title, heading), list(_how(told, thresholds)))
    book.close()


# -- Rows -------------------------------------------------------------------------------------


def _over_all(told: Told) -> list[str]:
    """The coefficients over all codes."""
    names = list(told.report.whole.overall)
    return [*names, "ku_alpha"] if told.report.whole.unitized else names


def _columns(told: Told) -> list[str]:
    """What the row is about, counts, figures; then intervals, and what is asked for less often."""
    labels, coders = told.labels, told.report.coders
    names = [*told.coefficients, *_over_all(told)]
    columns = [told.report.by or labels.by, labels.code, labels.name]
    columns += [labels.direction] if told.report.polarity else []
    columns += [labels.unit, labels.units, *told.count_headings(), *names]
    for name in names:
        columns += [labels.low.format(name=name), labels.high.format(name=name)]
    columns += [labels.share.format(coder=coder) for coder in coders]
    if told.two:
        columns += [labels.matched, labels.exact]
        columns += [labels.unmatched.format(coder=coder) for coder in coders]
    return [*columns, labels.interviews, labels.coders, labels.notes]


def _sets(told: Told, part: AgreementPart) -> Iterator[list[Cell]]:
    """One row per combination of the coders' sets of codes, with its units."""
    for each in part.sets:
        yield [*map(told.codes_of, each.sets), each.units]


def _rows(told: Told, part: AgreementPart) -> Iterator[list[Cell]]:
    """One row per code, and the row over all codes."""
    for each in part.codes:
        figures = dict(each.coefficients)
        if each.code in part.unitized and each.polarity is None:
            figures["ku_alpha"] = part.unitized[each.code]
        about: list[Cell] = [each.code, told.full_name(each.code)]
        about += [each.polarity] if told.report.polarity else []
        shares = [None if isinstance(share, Undefined) else share for share in each.prevalence]
        yield [
            *_begin(told, part, about),
            *told.counts(each),
            *_figures(told, figures, each.intervals),
            *shares,
            *_passages(told, each),
            *_end(told, part, _said(told, each, figures)),
        ]
    about = [told.labels.whole, "", ""] if told.report.polarity else [told.labels.whole, ""]
    counts = len(told.count_headings())
    yield [
        *_begin(told, part, about),
        *[None] * counts,
        *_figures(told, part.overall, part.intervals),
        *[None] * (len(told.report.coders) + (4 if told.two else 0)),
        *_end(told, part, _said_over_all(told, part)),
    ]


def _begin(told: Told, part: AgreementPart, about: Sequence[Cell]) -> list[Cell]:
    return [part.value or told.labels.whole, *about, told.unit(), part.units]


def _end(told: Told, part: AgreementPart, said: Iterable[str]) -> list[Cell]:
    return [len(part.interviews), ", ".join(told.report.coders), " ".join(said)]


def _figures(
    told: Told, figures: Mapping[str, Figure], intervals: Mapping[str, Bounds]
) -> list[Cell]:
    names = [*told.coefficients, *_over_all(told)]
    found = [figures.get(name) for name in names]
    row: list[Cell] = [None if isinstance(each, Undefined) else each for each in found]
    for name in names:
        bounds = intervals.get(name)
        row += [bounds.low, bounds.high] if isinstance(bounds, ConfidenceInterval) else [None] * 2
    return row


def _passages(told: Told, each: CodeAgreement) -> list[Cell]:
    found = each.passages
    if not told.two or found is None:
        return [None] * (4 if told.two else 0)
    return [found.matched, found.exact, found.only_a, found.only_b]


def _said(told: Told, each: CodeAgreement, figures: Mapping[str, Figure]) -> Iterator[str]:
    """Notes on a code, and why a figure is undefined."""
    for note in each.notes:
        yield told.say(note)
    yield from _undefined(told, figures)


def _said_over_all(told: Told, part: AgreementPart) -> Iterator[str]:
    for note in part.notes:
        yield told.say(note)
    yield from _undefined(told, part.overall)
    yield from told.refused(part)


def _undefined(told: Told, figures: Mapping[str, Figure]) -> Iterator[str]:
    for name, figure in figures.items():
        if isinstance(figure, Undefined):
            yield f"{name}: {told.say(figure)}"


def _how(told: Told, thresholds: Sequence[Threshold]) -> Iterator[tuple[str, str]]:
    """Everything that the figures depend on, the formulas, and the conventions."""
    labels = told.labels
    for sentence in told.how_it_was_counted():
        yield ("", sentence)
    yield (labels.formulas, told.letters())
    for name, formula in told.formulas.items():
        called = labels.coefficient_names.get(name, name)
        yield (name, f"{called}: {formula} ({SOURCES.get(name, '')})")
    if told.two:
        yield (labels.passages, labels.passages_told)
    yield (labels.overall, labels.overall_told.format(unit=told.unit(1)))
    yield (labels.sets, labels.sets_told.format(unit=told.unit()))
    used = told.conventions(thresholds)
    if used:
        yield (labels.conventions, labels.conventions_told)
    for threshold, name in used:
        yield (name, f"{threshold.source}: {told.bands(threshold)}.")


# -- The workbook -----------------------------------------------------------------------------


class _Sheets:
    """Writes sheets whose first row stays, with columns as wide as what they hold."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.prose = book.add_format({"valign": "top", "text_wrap": True})
        self.count = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.figure = book.add_format({"num_format": "0.000", "valign": "top"})

    def add(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """A table with a filter; where the last column is prose, it is wide."""
        sheet = self.book.add_worksheet(_sheet_name(name))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self.head)
            sheet.set_column(place, place, _width(column, [row[place] for row in rows]))
        prose = any(isinstance(row[-1], str) for row in rows)
        if prose:
            sheet.set_column(len(columns) - 1, len(columns) - 1, _PROSE)
            sheet.set_row(0, 3 * _LINE)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                self._write(sheet, number, place, cell)
            if prose:
                # What wraps is given its height: not every program finds it out by itself.
                sheet.set_row(number, _height(str(row[-1]), _PROSE))
        sheet.freeze_panes(1, 3 if prose else 0)
        sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(3 if prose else 1, 0)
        sheet.repeat_rows(0)

    def add_prose(
        self, name: str, heading: tuple[str, str], rows: Sequence[tuple[str, str]]
    ) -> None:
        """Sentences, each beside the word for what it is about."""
        sheet = self.book.add_worksheet(_sheet_name(name))
        sheet.set_column(0, 0, _PROSE_HEAD)
        sheet.set_column(1, 1, _PROSE)
        for place, text in enumerate(heading):
            sheet.write_string(0, place, text, self.head)
        for number, (about, sentence) in enumerate(rows, 1):
            sheet.write_string(number, 0, about, self.prose)
            sheet.write_string(number, 1, sentence[:_LONGEST], self.prose)
            sheet.set_row(number, _height(sentence, _PROSE))
        sheet.freeze_panes(1, 0)
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _write(self, sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            sheet.write_string(row, column, cell[:_LONGEST], self.prose)
        else:
            shown: Format = self.figure if isinstance(cell, float) else self.count
            sheet.write_number(row, column, cell, shown)


def _sheet_name(name: str) -> str:
    """At most 31 characters, none that a sheet's name may not have (ECMA-376, 18.2.19)."""
    clean = "".join(" " if char in "[]:*?/\\" else char for char in name).strip("' ")
    return clean[:31]


def _height(text: str, width: int) -> int:
    """Of the lines that a text takes in a column; words break it a little before the edge."""
    return _LINE * max(1, -(-len(text) // (width - 8)))


def _width(heading: str, cells: Sequence[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(len, heading.split()), default=0)
    return max(10, min(_WIDEST, max(words + 2, longest + 1)))
