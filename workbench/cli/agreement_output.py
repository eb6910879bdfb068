"""How far coders of a project agree, on the terminal: counts with the coefficients beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.cli.output import result_console, say
from workbench.model import (
    AgreementPart,
    AgreementReport,
    Bounds,
    CodeAgreement,
    Codebook,
    CodeId,
    ConfidenceInterval,
    Figure,
    Threshold,
    Undefined,
)
from workbench.workflows.agreement_words import THRESHOLDS, Told, grouped
from workbench.workflows.projects import Language

if TYPE_CHECKING:
    from rich.console import Console

_NAME_WIDTH = 24
_MOST_LEFT_OUT = 12
_BETWEEN = 2
"""Columns of space between two columns of a table."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What the terminal says beside what reports say."""

    passages: str
    left_out: str
    calls: str
    word_for: str
    quoted: str
    parts: str
    parts_of_many: str
    more_in: str


_WORDS = {
    "sv": _Words(
        passages="avsnitt ihop\n(lika kanter)",
        left_out="Utelämnade, eftersom inte alla är klara där: {interviews}.",
        calls="{author}: {name} är {words}.",
        word_for="{word} för {codes}",
        quoted="”{word}”",
        parts="{name} per {by}; under den: båda / bara {first} / bara {second}",
        parts_of_many="{name} per {by}",
        more_in="Alla siffror för varje värde finns med --json och -o.",
    ),
    "en": _Words(
        passages="matched\n(same edges)",
        left_out="Left out, since not everyone has finished them: {interviews}.",
        calls="{author}: {name} is {words}.",
        word_for="{word} for {codes}",
        quoted="“{word}”",
        parts="{name} by {by}; below it both / only {first} / only {second}",
        parts_of_many="{name} by {by}",
        more_in="Every figure for each value is in --json and -o.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Column:
    heading: str
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        return max(len(line) for cell in (self.heading, *self.cells) for line in cell.split("\n"))


def print_agreement(report: AgreementReport, codebook: Codebook, *, lang: Language) -> None:
    """Print counts, coefficients with their intervals, what misleads, and what was left out."""
    shown = _Shown(report, codebook, lang)
    console = result_console()
    for line in shown.head():
        say(line)
    rows = report.whole.codes
    if rows:
        _print_columns(
            console, shown.code_column(rows), [*shown.counts(rows), *shown.figures(rows)]
        )
    for line in (*shown.overall(report.whole), *shown.remarks(report.whole)):
        say(line)
    if report.parts:
        say()
        say(shown.parts_heading())
        _print_columns(console, *shown.parts())
        say(shown.words.more_in)


def _print_columns(console: "Console", first: _Column, others: Sequence[_Column]) -> None:
    """One table, or several below each other where the terminal is too narrow."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    for columns in _fitting(console.width, first, others):
        drawn = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
        for place, column in enumerate(columns):
            drawn.add_column(column.heading, justify="right" if place else "left", no_wrap=True)
        for row in zip(*(column.cells for column in columns), strict=True):
            drawn.add_row(*row)
        console.print(drawn)


def _fitting(width: int, first: _Column, others: Sequence[_Column]) -> Iterator[list[_Column]]:
    chosen, used = [first], first.width
    for column in others:
        if len(chosen) > 1 and used + column.width + _BETWEEN > width:
            yield chosen
            chosen, used = [first], first.width
        chosen.append(column)
        used += column.width + _BETWEEN
    yield chosen


class _Shown:
    """The cells and lines of one report in one language."""

    def __init__(self, report: AgreementReport, codebook: Codebook, lang: Language) -> None:
        self.report = report
        self.told = Told(report, codebook, lang)
        self.labels = self.told.labels
        self.words = _WORDS[lang]

    # What was compared

    def head(self) -> Iterator[str]:
        """What is compared, in what unit, by which rules, and what is left out."""
        report, labels, whole = self.report, self.labels, self.report.whole
        yield labels.compared.format(
            coders=", ".join(report.coders),
            interviews=len(whole.interviews),
            ids=_ids(whole.interviews),
            units=grouped(whole.units),
            unit=self.told.unit(whole.units),
        )
        yield labels.text
        if report.overlap is not None:
            yield labels.overlap_share.format(share=self.told.number(float(report.overlap)))
        if report.polarity:
            yield labels.polarity
        if report.depth is not None:
            yield labels.depth[report.depth]
        if not report.blind:
            yield labels.not_finished
        if report.left_out:
            told = [f"{each.interview} ({', '.join(each.unfinished)})" for each in report.left_out]
            more = ["…"] if len(told) > _MOST_LEFT_OUT else []
            yield self.words.left_out.format(interviews=", ".join([*told[:_MOST_LEFT_OUT], *more]))

    # Per code

    def code_column(self, rows: Sequence[CodeAgreement]) -> _Column:
        return _Column(self.labels.code, tuple(self._code_cell(each) for each in rows))

    def _code_cell(self, each: CodeAgreement) -> str:
        short, name = self.told.short(each), self.told.name(each.code)
        head, _, rest = name.partition(" ")
        return f"{short}\n{_cut(rest)}" if rest and short.startswith(head) else _cut(short)

    def counts(self, rows: Sequence[CodeAgreement]) -> Iterator[_Column]:
        """The units that both, one or none gave the code, and passages matched one to one."""
        counted = [self.told.counts(each) for each in rows]
        for place, heading in enumerate(self.told.count_headings()):
            cells = tuple(grouped(numbers[place]) for numbers in counted)
            yield _Column(f"{heading}\n{self.told.unit()}", cells)
        if self.told.two:
            heading = f"{self.words.passages}\n{' / '.join(self.report.coders)}"
            yield _Column(heading, tuple(map(_passages_cell, rows)))

    def figures(self, rows: Sequence[CodeAgreement]) -> Iterator[_Column]:
        """Each coefficient, its interval below it."""
        for name in self.told.coefficients:
            yield _Column(
                self.labels.short_names[name],
                tuple(
                    self.with_interval(each.coefficients[name], each.intervals.get(name), "\n")
                    for each in rows
                ),
            )

    def with_interval(self, figure: Figure, bounds: Bounds | None, between: str) -> str:
        if isinstance(figure, Undefined):
            return "–"
        value = self.told.number(figure, 3)
        if not isinstance(bounds, ConfidenceInterval):
            return value
        low, high = (self.told.number(each) for each in (bounds.low, bounds.high))
        return f"{value}{between}{low}{' – ' if high.startswith('−') else '–'}{high}"

    # Over all codes

    def overall(self, part: AgreementPart) -> Iterator[str]:
        """The figures over all codes; a reason that several of them have stands once."""
        yield f"{self.labels.overall}:"
        ku_alpha = self.labels.coefficient_names["ku_alpha"]
        named = [
            *(
                (self.labels.coefficient_names[name], name, each)
                for name, each in part.overall.items()
            ),
            *(
                (f"{ku_alpha} {self._short(code)}", "", each)
                for code, each in part.unitized.items()
            ),
        ]
        reasons: dict[str, list[str]] = {}
        for shown, name, figure in named:
            if isinstance(figure, Undefined):
                reasons.setdefault(self.told.say(figure), []).append(shown)
            else:
                value = self.with_interval(figure, part.intervals.get(name), "  ")
                yield f"  {shown}: {value}"
        for reason, names in reasons.items():
            yield f"  {', '.join(names)}: – {reason}"

    def _short(self, code: CodeId) -> str:
        known = self.told.codebook.by_id.get(code)
        return known.short_name if known else code

    # What misleads

    def remarks(self, part: AgreementPart) -> Iterator[str]:
        """Where intervals come from, what misleads, what is undefined, customary words."""
        yield ""
        *_, intervals = self.told.how_it_was_counted()
        yield intervals
        for about, sentence in self.told.sentences(part):
            yield f"{about}: {sentence}" if about else sentence
        for threshold in THRESHOLDS:
            for name in threshold.coefficients:
                words = self._called(threshold, name, part)
                if words:
                    yield self.words.calls.format(
                        author=threshold.author,
                        name=self.labels.coefficient_names[name],
                        words="; ".join(words),
                    )

    def _called(self, threshold: Threshold, name: str, part: AgreementPart) -> list[str]:
        """What a convention calls one coefficient: over all codes, or of which codes."""
        if name in part.overall:
            figure = part.overall[name]
            return [] if isinstance(figure, Undefined) else [self._word(threshold, figure)]
        by_word: dict[str, list[str]] = {}
        for each in part.codes:
            value = each.coefficients.get(name)
            if value is not None and not isinstance(value, Undefined):
                codes = by_word.setdefault(self._word(threshold, value), [])
                codes.append(self.told.short(each))
        return [
            self.words.word_for.format(word=word, codes=", ".join(codes))
            for word, codes in by_word.items()
        ]

    def _word(self, threshold: Threshold, value: float) -> str:
        return self.words.quoted.format(word=self.told.say(threshold.word(value)))

    # Divided by a value

    def parts_heading(self) -> str:
        name = self.labels.coefficient_names["krippendorff_alpha"]
        if not self.told.two:
            return self.words.parts_of_many.format(name=name, by=self.report.by)
        first, second = self.report.coders
        return self.words.parts.format(name=name, by=self.report.by, first=first, second=second)

    def parts(self) -> tuple[_Column, list[_Column]]:
        """A row per value, a column per code: alpha, and below it what it is computed from."""
        parts, labels = self.report.parts, self.labels
        columns = [
            _Column(labels.interviews, tuple(str(len(part.interviews)) for part in parts)),
            _Column(self.told.unit(), tuple(grouped(part.units) for part in parts)),
            _Column(labels.overall, tuple(map(self._overall_cell, parts))),
        ]
        for place, each in enumerate(self.report.whole.codes):
            cells = (self._part_cell(part.codes[place]) for part in parts)
            columns.append(_Column(self.told.short(each), tuple(cells)))
        return _Column(str(self.report.by), tuple(part.value for part in parts)), columns

    def _overall_cell(self, part: AgreementPart) -> str:
        name = "alpha_jaccard"
        return self.with_interval(part.overall[name], part.intervals[name], "\n")

    def _part_cell(self, each: CodeAgreement) -> str:
        value = self.with_interval(each.coefficients["krippendorff_alpha"], None, "")
        if not self.told.two:
            return value
        return f"{value}\n{' / '.join(map(grouped, self.told.counts(each)[:3]))}"


def _ids(interviews: Iterable[str]) -> str:
    first, *others = [*interviews] or ["–"]
    if len(others) < _MOST_LEFT_OUT:
        return ", ".join([first, *others])
    return f"{first} … {others[-1]}"


def _cut(name: str) -> str:
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"


def _passages_cell(each: CodeAgreement) -> str:
    found = each.passages
    if found is None:
        return ""
    return f"{found.matched} ({found.exact})\n{found.only_a} / {found.only_b}"
