"""The results, chapter by chapter: in brief, code by code, and every code in one table."""

from collections.abc import Iterator, Mapping, Sequence

from workbench.export.agreement_notes import grouped
from workbench.export.report_charts import Charts, lines_of, of_code, of_value
from workbench.export.report_groups import Differences
from workbench.export.report_parts import Pages, columns, directed, most_frequent
from workbench.export.report_phrases import emphasised
from workbench.export.word import border_of
from workbench.export.word_parts import Cell, Column, paragraph, run
from workbench.model import (
    DIRECTIONS,
    CodeFigures,
    CodeId,
    FrequencyTable,
    Quotation,
    StudyReport,
    Unit,
)

_SINGLE = str.maketrans({"”": "’", "“": "’", '"': "’", "»": "’", "«": "’"})
"""Marks within a quotation."""
_UNBROKEN = 26
"""Characters of an attribution that is kept on one line."""
_MARKS = {"sv": ("”", "”"), "en": ("“", "”")}


class Chapters:
    """What is said of the codes, here and in the whole study."""

    def __init__(self, report: StudyReport, pages: Pages, charts: Charts) -> None:
        self.report = report
        self.pages = pages
        self.charts = charts
        self.phrases = pages.phrases
        self.tables = report.whole
        self.names = {code.id: code.name for code in report.method.codebook.codes}
        self.differences = Differences(report, self.phrases)

    # -- in brief -------------------------------------------------------------------------

    def overview(self) -> None:
        """A few sentences, the codes in one table, and what promotes and hinders in one chart."""
        report, phrases = self.report, self.phrases
        self.pages.heading(1, phrases.say("overview"), new_page=True)
        coded = self.tables.coded(report.value)
        if not coded:
            self.pages.say(phrases.say("overview empty", here=phrases.here(report.value)))
            return
        self.pages.say(*self._in_brief(coded))
        here = phrases.here(report.value)
        caption = "overview table here" if report.by else "overview table"
        self.pages.table(phrases.say(caption, here=here), *self._overview_table())
        table = of_value(self.tables, report.value, report.codes)
        if self._has_directions(table):
            caption = "overview figure" if report.by else "overview figure whole"
            picture = self.charts.balance(table, (report.by, report.value))
            self.pages.figure(
                phrases.say(caption, here=here), picture, told=self._told(lines_of(table))
            )

    def _in_brief(self, coded: int) -> Iterator[str]:
        report, phrases = self.report, self.phrases
        figures = {code: self.tables.figures(report.value, code) for code in report.codes}
        most = most_frequent(figures, self.names, phrases)
        number = phrases.number(coded, Unit.SEGMENTS)
        if report.by:
            everything = self.tables.coded("")
            yield phrases.say(
                "overview here",
                here=phrases.here(report.value),
                coded=number,
                all=grouped(everything),
                share=phrases.share(coded / everything),
                most=most,
            )
        else:
            yield phrases.say("overview whole", coded=number, most=most)
        yield from directed(figures, report, phrases)
        yield from self._extremes(figures)

    def _extremes(self, figures: Mapping[CodeId, CodeFigures]) -> Iterator[str]:
        """The codes whose balance is lowest and highest."""
        balances = {
            code: each.directions["+"] - each.directions["-"] for code, each in figures.items()
        }
        worst = min(balances, key=lambda code: balances[code])
        best = max(balances, key=lambda code: balances[code])
        named = {
            "worst": self._balanced(worst, figures[worst]),
            "best": self._balanced(best, figures[best]),
        }
        if balances[worst] < 0 < balances[best]:
            yield self.phrases.say("overview balance", **named)
        elif balances[worst] < 0:
            yield self.phrases.say("overview only hinders", **named)
        elif balances[best] > 0:
            yield self.phrases.say("overview only promotes", **named)

    def _balanced(self, code: CodeId, figures: CodeFigures) -> str:
        """`Rutiner (9 utdrag hindrar, 2 främjar)`."""
        words = self.phrases.words
        plus, minus = figures.directions["+"], figures.directions["-"]
        first, second = (
            (f"{minus} {words['direction -']}", f"{plus} {words['direction +']}")
            if minus > plus
            else (f"{plus} {words['direction +']}", f"{minus} {words['direction -']}")
        )
        return f"{emphasised(self.names[code])} ({first}, {second})"

    def _overview_table(self) -> tuple[list[Column], list[list[Cell]]]:
        report, phrases, words = self.report, self.phrases, self.phrases.words
        headings = [(words["code"], 0), (words["excerpts"], 850), (words["share"], 850)]
        headings += [(words["share whole"], 1150)] if report.by else []
        headings += [(words[each], 900) for each in ("promotes", "hinders", "balance")]
        if not report.by:
            headings += [(words["participants"], 1150), (words["interviews"], 1100)]
        rows: list[list[Cell]] = []
        for code in report.codes:
            figures = self.tables.figures(report.value, code)
            plus, minus = figures.directions["+"], figures.directions["-"]
            row: list[Cell] = [self.names[code], grouped(figures.segments)]
            row.append(phrases.share(figures.share()))
            if report.by:
                row.append(phrases.share(self.tables.figures("", code).share()))
            row += [grouped(plus), grouped(minus), phrases.signed(plus - minus)]
            if not report.by:
                row.append(grouped(figures.counts[Unit.PARTICIPANTS]))
                row.append(grouped(figures.counts[Unit.INTERVIEWS]))
            rows.append(row)
        return columns(*headings), rows

    # -- one code -------------------------------------------------------------------------

    def code(self, code: CodeId) -> None:
        """Its definition, figures, chart, quotations, and what is common and what differs."""
        report, phrases = self.report, self.phrases
        entry = report.method.codebook.by_id[code]
        if code == report.codes[0]:
            self.pages.heading(1, phrases.say("code by code"), new_page=True)
            self.pages.say(phrases.say("code by code told"))
        self.pages.heading(
            2,
            entry.name,
            new_page=code != report.codes[0],
            properties=border_of(self._colour(code), "bottom", 12, 3),
        )
        definition = " ".join(entry.definition.split())
        self.pages.say(definition or phrases.say("no definition"), style="Code definition")
        figures = self.tables.figures(report.value, code)
        caption = "figures here" if report.by else "figures"
        here = phrases.here(report.value)
        self.pages.table(phrases.say(caption, here=here), *self._figures_table(figures, code))
        if not figures.segments:
            self.pages.say(phrases.say("no excerpt", here=here))
        else:
            self._chart(code)
            self._quotations(code, figures)
        self.pages.heading(3, phrases.say("common"))
        for told in self.differences.of(code):
            self.pages.say(told)

    def _colour(self, code: CodeId) -> str:
        book = self.report.method.codebook
        colours = (book.by_id[each].colour for each in book.ancestors(code) if each in book.by_id)
        return next(filter(None, colours), "")

    def _figures_table(
        self, figures: CodeFigures, code: CodeId
    ) -> tuple[list[Column], list[list[Cell]]]:
        report, phrases = self.report, self.phrases
        places = [figures]
        headings = [("", 0), (phrases.name(report.value), 1900), (phrases.say("share"), 900)]
        if report.by:
            places.append(self.tables.figures("", code))
            headings += [(phrases.say("whole"), 1700), (phrases.say("share"), 900)]
        rows = [
            self._row("excerpts", Unit.SEGMENTS, places),
            *self._below_rows(places),
            *self._direction_rows(places),
            *(
                self._row(unit.value, unit, places)
                for unit in (Unit.PARTICIPANTS, Unit.INTERVIEWS, Unit.TURNS, Unit.WORDS)
            ),
        ]
        return columns(*headings), rows

    def _row(self, name: str, unit: Unit, places: Sequence[CodeFigures]) -> list[Cell]:
        row: list[Cell] = [self.phrases.say(f"row {name}")]
        for each in places:
            row += self._part(each.counts[unit], each.bases[unit])
        return row

    def _part(self, number: int, of: int) -> list[str]:
        share = number / of if of else None
        return [self.phrases.of(number, of), self.phrases.share(share)]

    def _below_rows(self, places: Sequence[CodeFigures]) -> Iterator[list[Cell]]:
        """One for each sub-code, of the code's own excerpts."""
        for each in zip(*(place.below for place in places), strict=True):
            name, depth, _ = each[0]
            row: list[Cell] = ["\u2003" * depth + name]
            for (_, _, number), place in zip(each, places, strict=True):
                row += self._part(number, place.segments)
            yield row

    def _direction_rows(self, places: Sequence[CodeFigures]) -> Iterator[list[Cell]]:
        for sign in DIRECTIONS:
            there = any(place.directions[sign] for place in places)
            if not self._directed(places) or not (there or sign in ("+", "-")):
                continue
            row: list[Cell] = ["\u2003" + self.phrases.words[f"direction {sign}"]]
            for place in places:
                row += self._part(place.directions[sign], place.segments)
            yield row

    @staticmethod
    def _directed(places: Sequence[CodeFigures]) -> bool:
        return any(place.directions[sign] for place in places for sign in "+-0")

    def _chart(self, code: CodeId) -> None:
        """What promotes and what hinders under each value of the division."""
        for tables in self.report.cuts[:1]:
            table = of_code(tables, code)
            lines = lines_of(table)
            if len(tables.values) < 2 or not any(plus or minus for _, plus, minus in lines):
                return
            caption = self.phrases.say(
                "code figure", code=emphasised(self.names[code]), by=tables.by
            )
            picture = self.charts.balance(table, (tables.by, "", code))
            self.pages.figure(caption, picture, told=self._told(lines))

    def _told(self, lines: Sequence[tuple[str, int, int]]) -> str:
        said = [
            self.phrases.say("figure line", name=name, plus=plus, minus=minus)
            for name, plus, minus in lines
        ]
        return self.phrases.say("figure told", lines="; ".join(said))

    @staticmethod
    def _has_directions(table: FrequencyTable) -> bool:
        return any(plus or minus for _, plus, minus in lines_of(table))

    # -- quotations -----------------------------------------------------------------------

    def _quotations(self, code: CodeId, figures: CodeFigures) -> None:
        phrases = self.phrases
        undirected = figures.directions[""] == figures.segments
        for sign in DIRECTIONS:
            number = figures.directions[sign]
            if undirected and sign:
                continue
            if not number and sign not in ("+", "-"):
                continue
            heading = "heading quotations" if undirected else f"heading {sign}"
            self.pages.heading(3, phrases.say(heading))
            if not number:
                here = phrases.here(self.report.value)
                self.pages.say(phrases.say(f"none {sign}", here=here))
                continue
            chosen = self.report.quotations.get((code, sign), ())
            all_of_them = phrases.number(figures.segments, Unit.SEGMENTS)
            one = " one" if number == 1 else ""
            told = phrases.say(f"told {sign}{one}", number=grouped(number), all=all_of_them)
            none = "" if chosen else phrases.say("no quotation")
            self.pages.say("" if undirected else told, none, keep=bool(chosen))
            for quotation in chosen:
                self.pages.put(self._quotation(quotation, code))

    def _quotation(self, quotation: Quotation, code: CodeId) -> str:
        """`”Vi ringer.” (chef, FK)`, with the sub-code and the reference in small letters."""
        opening, closing = _MARKS[self.phrases.lang]
        said = (line.strip() for line in quotation.text.translate(_SINGLE).split("\n"))
        text = f"{opening}{' '.join(filter(None, said))}{closing}"
        small = [self._sub_code(quotation, code)]
        small += [] if self.report.method.safe else [str(quotation.excerpt.reference)]
        side = border_of(self._colour(code), "left", 18, 10)
        who = quotation.attribution
        if len(who) <= _UNBROKEN:
            who = who.replace(" ", "\u00a0")
        content = run(f"{text} {who}".rstrip())
        place = " · ".join(filter(None, small))
        if place:
            content += run("  ") + run(place, "Quotation place")
        return paragraph(
            "Quote", content, f'<w:keepLines/>{side}<w:spacing w:before="100" w:after="140"/>'
        )

    def _sub_code(self, quotation: Quotation, code: CodeId) -> str:
        path = self.report.method.codebook.path(code)
        below = quotation.excerpt.code_path.removeprefix(path)
        return below.strip("/").replace("/", ", ")

    # -- every code -----------------------------------------------------------------------

    def appendix(self) -> None:
        """Every code of the book with its counts."""
        report, phrases, words = self.report, self.phrases, self.phrases.words
        self.pages.heading(1, phrases.say("appendix"), new_page=True)
        self.pages.say(phrases.say("appendix told"))
        headings = [(words["code"], 0)]
        headings += (
            [(phrases.name(report.value), 1300)] if report.by else [(words["excerpts"], 900)]
        )
        headings += [(words["promotes"], 900), (words["hinders"], 900)]
        headings += [(words["whole"], 1300)] if report.by else []
        rows: list[list[Cell]] = []
        for code, depth in report.method.codebook.walk():
            here = self.tables.figures(report.value, code.id)
            row: list[Cell] = ["\u2003" * depth + code.name, grouped(here.segments)]
            row += [grouped(here.directions["+"]), grouped(here.directions["-"])]
            if report.by:
                row.append(grouped(self.tables.figures("", code.id).segments))
            rows.append(row)
        self.pages.table(phrases.say("appendix table"), columns(*headings), rows)
