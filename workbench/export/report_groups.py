"""What groups of a study have in common, and where they differ, in sentences and tables.

Invariant: a difference is only said to be one where the contrast says so.
"""

from collections.abc import Iterator, Sequence

from workbench.export.agreement_notes import grouped
from workbench.export.report_charts import Charts, shares
from workbench.export.report_parts import Pages, columns, directed, most_frequent, width_for
from workbench.export.report_phrases import Phrases, capitalised, emphasised
from workbench.export.word_parts import Cell
from workbench.export.word_styles import TEXT_WIDTH
from workbench.export.wording import finding_words
from workbench.model import (
    CodeFigures,
    CodeId,
    Contrast,
    ContrastCell,
    ContrastCode,
    Finding,
    ReportTables,
    StudyReport,
    Unit,
)

_NAME_WIDTH, _WHOLE_WIDTH = 1900, 900
"""Of the columns beside the values, in twentieths of a point."""


class Differences:
    """What can be said of one code, or one value, beside the others."""

    def __init__(self, report: StudyReport, phrases: Phrases) -> None:
        self.report = report
        self.phrases = phrases

    def of(self, code: CodeId) -> Iterator[str]:
        """Whether the code is common, and how it differs; a paragraph for each division."""
        contrasts = [each for each in self.report.contrasts if len(each.values) > 1]
        if not contrasts:
            yield self._nothing_compared()
        for contrast in contrasts:
            yield " ".join(self._sentences(contrast, code))

    def _sentences(self, contrast: Contrast, code: CodeId) -> Iterator[str]:
        phrases = Phrases(contrast.by, self.phrases.lang)
        about = next(each for each in contrast.codes if each.code == code)
        yield self._spread(contrast, about, phrases)
        if not about.interviews_with:
            return
        if self.report.value:
            value = self.report.value
            yield from self._here(
                next(each for each in contrast.cells if (each.code, each.value) == (code, value)),
                phrases,
            )
        else:
            yield self._range(about, phrases)
            yield self._between(about, phrases)

    def _nothing_compared(self) -> str:
        values = [value for tables in self.report.cuts for value in tables.values]
        if values:
            return self.phrases.say("one value", value=self.phrases.name(values[0]))
        return self.phrases.say("nothing compared")

    def _spread(self, contrast: Contrast, about: ContrastCode, phrases: Phrases) -> str:
        named = emphasised(about.name)
        if not about.interviews_with:
            return phrases.say("is nowhere", code=named)
        spread = "is uneven" if about.values_with == len(contrast.values) else "is not common"
        return phrases.say(
            "is common" if about.common else spread,
            code=named,
            everywhere=phrases.everywhere(len(contrast.values)),
            at=phrases.at,
            with_it=about.values_with,
            values=len(contrast.values),
            group=phrases.places(len(contrast.values)).partition("\u00a0")[2],
            groups=phrases.groups,
            number=grouped(about.interviews_with),
            all=grouped(about.interviews),
        )

    @staticmethod
    def _range(about: ContrastCode, phrases: Phrases) -> str:
        if about.highest is None or about.lowest is None:
            return ""
        return phrases.say(
            "range",
            high=phrases.here(about.highest[0]),
            high_share=phrases.share(about.highest[1]),
            low=phrases.here(about.lowest[0]),
            low_share=phrases.share(about.lowest[1]),
        )

    def _here(self, cell: ContrastCell, phrases: Phrases) -> Iterator[str]:
        yield phrases.say(
            "compared",
            here=phrases.here(cell.value),
            here_share=phrases.share(cell.count / cell.base if cell.base else None),
            others=phrases.others,
            other_share=phrases.share(
                cell.elsewhere / cell.base_elsewhere if cell.base_elsewhere else None
            ),
        )
        keys = {
            Finding.MORE: "more",
            Finding.LESS: "less",
            Finding.NOT_SHOWN: "not shown",
            Finding.CANNOT_TELL: "cannot tell",
        }
        p = phrases.chance(cell.p_adjusted)
        yield phrases.say(keys.get(cell.finding, "not shown"), p=p)

    @staticmethod
    def _between(about: ContrastCode, phrases: Phrases) -> str:
        if about.finding is Finding.CANNOT_TELL:
            return phrases.say("whole cannot tell")
        key = "differs" if about.finding is Finding.DIFFERS else "whole not shown"
        return phrases.say(key, p=phrases.chance(about.p_adjusted))


class Groups:
    """Chapters about the values that the study is divided by."""

    def __init__(self, report: StudyReport, pages: Pages, charts: Charts) -> None:
        self.report = report
        self.pages = pages
        self.charts = charts
        self.lang = pages.phrases.lang
        self.names = {code.id: code.name for code in report.method.codebook.codes}

    # -- one value beside the others ------------------------------------------------------

    def comparison(self) -> None:
        """How this value differs from all others together, code by code."""
        report, phrases = self.report, self.pages.phrases
        here, others = phrases.here(report.value), phrases.others
        name = phrases.name(report.value)
        title = phrases.say("comparison", name=name, the_others=phrases.the_others)
        self.pages.heading(1, title, new_page=True)
        contrast = next(iter(report.contrasts), None)
        if contrast is None or len(contrast.values) < 2:
            self.pages.say(phrases.say("comparison alone"))
            return
        cells = [each for each in contrast.cells if each.value == report.value]
        told = phrases.say("comparison told", here=here, others=others)
        self.pages.say(told, self._findings(contrast, cells))
        headings = (
            (phrases.say("code"), 0),
            (phrases.say("excerpts"), 850),
            (phrases.say("share"), 850),
            (phrases.say("others share"), 950),
            (phrases.say("p"), 750),
            (phrases.say("p adjusted"), 900),
            (phrases.say("finding"), 1750),
        )
        rows: list[list[Cell]] = [
            [
                self.names[each.code],
                grouped(each.count),
                phrases.share(each.count / each.base if each.base else None),
                phrases.share(
                    each.elsewhere / each.base_elsewhere if each.base_elsewhere else None
                ),
                phrases.chance(each.p),
                phrases.chance(each.p_adjusted),
                finding_words(each.finding, self.lang),
            ]
            for each in cells
        ]
        caption = phrases.say("comparison table", here=here, others=others)
        self.pages.table(caption, columns(*headings, last=1), rows)

    def _findings(self, contrast: Contrast, cells: Sequence[ContrastCell]) -> str:
        report, phrases = self.report, self.pages.phrases
        here = phrases.here(report.value)
        words = {Finding.MORE: "more of", Finding.LESS: "less of"}
        found = [
            phrases.say(words[each.finding], code=emphasised(self.names[each.code]))
            for each in cells
            if each.finding in words
        ]
        if found:
            return phrases.say("comparison found", found=phrases.listed(found))
        if all(each.finding is Finding.CANNOT_TELL for each in cells):
            return phrases.say(
                "comparison cannot", here=here, interviews=contrast.interviews[report.value]
            )
        name = phrases.name(report.value)
        return phrases.say("comparison none", name=name, the_others=phrases.the_others)

    # -- the whole ------------------------------------------------------------------------

    def one_by_one(self) -> None:
        """For every division: the shares in a chart and a table, and a few sentences each."""
        for tables in self.report.cuts:
            if len(tables.values) > 1:
                self._division(tables)

    def _division(self, tables: ReportTables) -> None:
        phrases = Phrases(tables.by, self.lang)
        group = phrases.group
        title = phrases.say("group by group", group=group)
        self.pages.heading(1, title, new_page=True)
        told = phrases.say("group by told", values=capitalised(phrases.places(len(tables.values))))
        self.pages.say(told)
        picture = self.charts.heat(shares(tables, self.report.codes), (tables.by, "heat"))
        self.pages.figure(
            phrases.say("group figure", by=tables.by),
            picture,
            told=phrases.say("heat told", by=tables.by),
        )
        for values in _beside(tables.values):
            self._shares_table(tables, values, phrases)
        for value in tables.values:
            self._value(tables, value, phrases)

    def _shares_table(self, tables: ReportTables, values: Sequence[str], phrases: Phrases) -> None:
        headings = [(phrases.say("code"), 0)]
        headings += [(value, width_for([value])) for value in values]
        headings.append((phrases.say("whole"), _WHOLE_WIDTH))
        rows: list[list[Cell]] = []
        for code in self.report.codes:
            row: list[Cell] = [self.names[code]]
            for value in (*values, ""):
                figures = tables.figures(value, code)
                row.append((grouped(figures.segments), phrases.share(figures.share())))
            rows.append(row)
        self.pages.table(phrases.say("group table", by=tables.by), columns(*headings), rows)

    def _value(self, tables: ReportTables, value: str, phrases: Phrases) -> None:
        base, coded = tables.base(value), tables.coded(value)
        size = phrases.size(base.interviews, base.participants, base.words)
        self.pages.heading(2, phrases.name(value))
        if not coded:
            self.pages.say(phrases.say("group value empty", size=size))
            return
        figures: dict[CodeId, CodeFigures] = {
            code: tables.figures(value, code) for code in self.report.codes
        }
        told = phrases.say(
            "group value",
            size=size,
            coded=phrases.number(coded, Unit.SEGMENTS),
            most=most_frequent(figures, self.names, phrases),
        )
        self.pages.say(told, *directed(figures, self.report, phrases))

    def common(self) -> None:
        """What is brought up everywhere."""
        phrases = self.pages.phrases
        self.pages.heading(1, phrases.say("all in common"), new_page=True)
        contrasts = self._compared()
        if not contrasts:
            return
        self.pages.say(phrases.say("common told"))
        for contrast in contrasts:
            of = Phrases(contrast.by, self.lang)
            self.pages.heading(2, capitalised(of.groups))
            common = [emphasised(each.name) for each in contrast.codes if each.common]
            rest = [emphasised(each.name) for each in contrast.codes if not each.common]
            if common:
                everywhere = of.everywhere(len(contrast.values))
                told = of.say("common list", everywhere=everywhere, codes=of.listed(common))
            else:
                told = of.say("common list none", groups=of.groups)
            self.pages.say(told, of.say("common rest", codes=of.listed(rest)) if rest else "")

    def differences(self) -> None:
        """Where values differ, as far as that can be told."""
        phrases = self.pages.phrases
        self.pages.heading(1, phrases.say("differences"))
        for contrast in self._compared():
            of = Phrases(contrast.by, self.lang)
            self.pages.heading(2, capitalised(of.groups))
            self.pages.say(*self._told(contrast, of))
            self._extremes_table(contrast, of)

    def _compared(self) -> list[Contrast]:
        found = [each for each in self.report.contrasts if len(each.values) > 1]
        if not found:
            self.pages.say(self.pages.phrases.say("nothing compared"))
        return found

    def _told(self, contrast: Contrast, phrases: Phrases) -> Iterator[str]:
        found = [
            phrases.say(
                "differences of",
                code=emphasised(self.names[each.code]),
                finding=finding_words(each.finding, self.lang),
                here=phrases.here(each.value),
            )
            for each in contrast.cells
            if each.finding in (Finding.MORE, Finding.LESS)
        ]
        found += [
            phrases.say("differences code", code=emphasised(each.name), groups=phrases.groups)
            for each in contrast.codes
            if each.finding is Finding.DIFFERS
        ]
        if found:
            yield phrases.say("differences found", found="; ".join(found))
        else:
            yield phrases.say("differences none", groups=phrases.groups)
        untold = [
            phrases.name(value)
            for value in contrast.values
            if all(
                each.finding is Finding.CANNOT_TELL
                for each in contrast.cells
                if each.value == value
            )
        ]
        if untold:
            yield phrases.say("differences cannot", values=phrases.listed(untold))

    def _extremes_table(self, contrast: Contrast, phrases: Phrases) -> None:
        width = width_for(contrast.values, bold=False)
        headings = (
            (phrases.say("code"), 0),
            (phrases.say("lowest"), width),
            (phrases.say("highest"), width),
            (phrases.say("p"), 750),
            (phrases.say("p adjusted"), 900),
            (phrases.say("finding"), 1450),
        )
        rows: list[list[Cell]] = [
            [
                each.name,
                self._extreme(each.lowest, phrases),
                self._extreme(each.highest, phrases),
                phrases.chance(each.p),
                phrases.chance(each.p_adjusted),
                finding_words(each.finding, self.lang),
            ]
            for each in contrast.codes
        ]
        caption = phrases.say("differences table", by=contrast.by)
        self.pages.table(caption, columns(*headings, text=3, last=1), rows)

    @staticmethod
    def _extreme(extreme: tuple[str, float] | None, phrases: Phrases) -> Cell:
        return "–" if extreme is None else (extreme[0], phrases.share(extreme[1]))


def _beside(values: Sequence[str]) -> list[list[str]]:
    """The values in rows of as many as fit beside each other."""
    found: list[list[str]] = []
    room = 0
    for value in values:
        width = width_for([value])
        if width > room:
            found.append([])
            room = TEXT_WIDTH - _NAME_WIDTH - _WHOLE_WIDTH
        found[-1].append(value)
        room -= width
    return found
