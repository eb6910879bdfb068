"""How far coders agree as a spreadsheet and as csv: one row per code, counts beside the figures.

Invariant: cells are text or numbers, never formulas or links; the same report gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from workbench.export.agreement_labels import SOURCES
from workbench.export.agreement_rows import Told
from workbench.export.labels import Language
from workbench.files.writing import Cell, write_csv
from workbench.model import (
    AgreementPart,
    AgreementReport,
    CodeAgreement,
    Codebook,
    ConfidenceInterval,
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
_WIDEST = 60


def agreement_csv(
    out: BinaryIO,
    report: AgreementReport,
    codebook: Codebook,
    *,
    excel: bool,
    lang: Language = "sv",
) -> None:
    """Write every figure, one row per code of the whole and of every part.

    Columns: what part, code, name, [direction], unit, coders, interviews, units; the counts; each
    coder's share; [passages]; each coefficient with its interval; notes, and why figures are
    undefined, in words. Last of a part, with `(alla)` or `(all)` for the code, the row over all
    codes.
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
    """Write a workbook: the figures, those of the parts where asked, and how it was counted."""
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
    sheets.add(labels.how, ("", labels.how), list(_how(told, heading, thresholds)), filtered=False)
    book.close()


# -- Rows -------------------------------------------------------------------------------------


def _over_all(told: Told) -> list[str]:
    """The coefficients over all codes."""
    names = list(told.report.whole.overall)
    return [*names, "ku_alpha"] if told.report.whole.unitized else names


def _columns(told: Told) -> list[str]:
    labels, coders = told.labels, told.report.coders
    columns = [told.report.by or labels.by, labels.code, labels.name]
    columns += [labels.direction] if told.report.polarity else []
    columns += [labels.unit, labels.coders, labels.interviews, labels.units]
    columns += told.count_headings()
    columns += [labels.share.format(coder=coder) for coder in coders]
    if told.two:
        columns += [labels.matched, labels.exact]
        columns += [labels.unmatched.format(coder=coder) for coder in coders]
    for name in (*told.coefficients, *_over_all(told)):
        columns += [name, labels.low.format(name=name), labels.high.format(name=name)]
    return [*columns, labels.notes]


def _rows(told: Told, part: AgreementPart) -> Iterator[list[Cell]]:
    for each in part.codes:
        yield _row(told, part, each)
    yield _last_row(told, part)


def _row(told: Told, part: AgreementPart, each: CodeAgreement) -> list[Cell]:
    row = _begin(told, part, each)
    row += told.counts(each)
    row += [None if isinstance(share, Undefined) else share for share in each.prevalence]
    if told.two:
        found = each.passages
        row += (
            [None] * 4
            if found is None
            else [found.matched, found.exact, found.only_a, found.only_b]
        )
    for name in told.coefficients:
        row += _with_bounds(each.coefficients.get(name), each.intervals.get(name))
    own = part.unitized.get(each.code)
    for name in _over_all(told):
        row += _with_bounds(own if name == "ku_alpha" else None, None)
    return [*row, " ".join(_said(told, part, each))]


def _last_row(told: Told, part: AgreementPart) -> list[Cell]:
    row = _begin(told, part, None)
    row += [None] * (len(told.count_headings()) + len(told.report.coders))
    row += [None] * (4 if told.two else 0)
    row += [None] * (3 * len(told.coefficients))
    for name in _over_all(told):
        row += _with_bounds(part.overall.get(name), part.intervals.get(name))
    notes = [told.say(note) for note in part.notes]
    notes += [
        f"{name}: {told.say(figure)}"
        for name, figure in part.overall.items()
        if isinstance(figure, Undefined)
    ]
    return [*row, " ".join(notes)]


def _begin(told: Told, part: AgreementPart, each: CodeAgreement | None) -> list[Cell]:
    """What the row is about."""
    labels = told.labels
    row: list[Cell] = [part.value or labels.whole]
    row += [labels.whole, ""] if each is None else [each.code, told.full_name(each.code)]
    if told.report.polarity:
        row.append("" if each is None else each.polarity)
    row += [told.unit(), ", ".join(told.report.coders), len(part.interviews), part.units]
    return row


def _with_bounds(figure: object, bounds: object) -> list[Cell]:
    value = figure if isinstance(figure, float) else None
    if isinstance(bounds, ConfidenceInterval):
        return [value, bounds.low, bounds.high]
    return [value, None, None]


def _said(told: Told, part: AgreementPart, each: CodeAgreement) -> Iterator[str]:
    """Notes on a code, and why a figure is undefined."""
    for note in each.notes:
        yield told.say(note)
    for name in told.coefficients:
        figure = each.coefficients.get(name)
        if isinstance(figure, Undefined):
            yield f"{name}: {told.say(figure)}"
    own = part.unitized.get(each.code)
    if isinstance(own, Undefined):
        yield f"ku_alpha: {told.say(own)}"


def _how(told: Told, heading: str, thresholds: Sequence[Threshold]) -> Iterator[list[Cell]]:
    """Everything that the figures depend on, the formulas, and the conventions."""
    labels, report = told.labels, told.report
    yield ["", heading]
    for sentence in told.how_it_was_counted():
        yield ["", sentence]
    yield [labels.formulas, told.letters()]
    formulas = told.formulas
    for name in (*formulas, *report.whole.overall):
        called = labels.coefficient_names.get(name, name)
        formula = formulas.get(name, "1 − Dₒ / Dₑ")
        yield [name, f"{called}: {formula} ({SOURCES.get(name, '')})"]
    if told.two:
        yield [labels.passages, labels.passages_told]
    yield [labels.overall, labels.overall_told.format(unit=told.unit(1))]
    used = told.conventions(thresholds)
    if used:
        yield [labels.conventions, labels.conventions_told]
    for threshold, name in used:
        yield [name, f"{threshold.source}: {told.bands(threshold)}."]


# -- The workbook -----------------------------------------------------------------------------


class _Sheets:
    """Writes sheets with a heading that stays, columns as wide as what they hold, and a filter."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.count = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.figure = book.add_format({"num_format": "0.000", "valign": "top"})

    def add(
        self,
        name: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        *,
        filtered: bool = True,
    ) -> None:
        sheet = self.book.add_worksheet(_sheet_name(name))
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column, self.head)
            sheet.set_column(place, place, _width(column, [row[place] for row in rows]))
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                self._write(sheet, number, place, cell)
        sheet.freeze_panes(1, 0 if len(columns) < 4 else 3)
        if filtered:
            sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            sheet.write_string(row, column, cell[:_LONGEST], self.text)
        else:
            shown: Format = self.figure if isinstance(cell, float) else self.count
            sheet.write_number(row, column, cell, shown)


def _sheet_name(name: str) -> str:
    """At most 31 characters, none that a sheet's name may not have (ECMA-376, 18.2.19)."""
    clean = "".join(" " if char in "[]:*?/\\" else char for char in name).strip("' ")
    return clean[:31]


def _width(heading: str, cells: Sequence[Cell]) -> int:
    longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
    words = max(map(len, heading.split()), default=0)
    return max(10, min(_WIDEST, max(words + 2, longest + 1)))
