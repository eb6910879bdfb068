"""One document of a study's report, as a Word file that a project goes on editing.

Invariant: no part is empty: where there is nothing to report a sentence says so.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from workbench.export.agreement_notes import decimal, grouped
from workbench.export.labels import Language, labels_in
from workbench.export.report_chapters import Chapters
from workbench.export.report_charts import Charts
from workbench.export.report_groups import Groups
from workbench.export.report_parts import Pages, columns, width_for
from workbench.export.report_phrases import Phrases, emphasised
from workbench.export.word_parts import LOCALES, Cell, paragraph, run, write_document
from workbench.model import (
    AgreementReport,
    Figure,
    ReportedInterview,
    StudyReport,
    Undefined,
    Unit,
)

_FIRM, _TENTATIVE = 0.8, 0.667
"""Alphas that conclusions need (Krippendorff, K. (2004). Content Analysis, 2nd ed., p. 241)."""
_ROOM = 4800
"""For attributes in the list of interviews, in twentieths of a point."""


def report_docx(out: BinaryIO, report: StudyReport, charts: Charts, *, lang: Language) -> None:
    """Write one document of a report.

    charts: shared by the documents of one study.
    """
    method = report.method
    phrases = Phrases(report.by, lang)
    pages = Pages(phrases)
    _Method(report, pages).chapter()
    chapters = Chapters(report, pages, charts)
    chapters.overview()
    groups = Groups(report, pages, charts)
    if not report.by:
        groups.one_by_one()
        groups.common()
        groups.differences()
    for code in report.codes:
        chapters.code(code)
    if report.by:
        groups.comparison()
    chapters.appendix()
    title = phrases.name(report.value)
    write_document(
        out,
        pages.body(list(_front(report, phrases))),
        title=f"{title} – {method.codebook.title}",
        subject=_kind(report, phrases),
        authors=(method.coder,),
        labels=labels_in(lang),
        quoted_locale=LOCALES.get(method.codebook.language, method.codebook.language),
        pictures=pages.pictures,
        title_page=True,
    )


def _kind(report: StudyReport, phrases: Phrases) -> str:
    if not report.by:
        return phrases.words["kind whole"]
    return phrases.say("kind", by=report.by)


def _front(report: StudyReport, phrases: Phrases) -> Iterator[str]:
    """The title page."""
    method = report.method
    base = report.whole.base(report.value)
    size = (
        phrases.number(base.interviews, Unit.INTERVIEWS),
        phrases.number(base.participants, Unit.PARTICIPANTS),
        phrases.number(base.words, Unit.WORDS),
    )
    high = '<w:spacing w:before="3600" w:after="240"/>'
    yield paragraph("Title note", run(_kind(report, phrases)), high)
    yield paragraph("Title", run(phrases.name(report.value)))
    yield paragraph("Subtitle", run(method.codebook.title))
    low = '<w:spacing w:before="4800" w:after="60"/>'
    yield paragraph("Title note", run(" · ".join(size)), low)
    made_of = phrases.say(
        "made of",
        project=method.project,
        coder=method.coder,
        codebook=method.codebook.title,
        number=method.codebook_version,
    )
    yield paragraph("Title note", run(made_of))
    made = phrases.say("made undated", program=method.program)
    if method.event is not None:
        made = phrases.say("made", date=f"{method.event:%Y-%m-%d}", program=method.program)
    yield paragraph("Title note", run(made))


class _Method:
    """How the study was done."""

    def __init__(self, report: StudyReport, pages: Pages) -> None:
        self.report = report
        self.pages = pages
        self.phrases = pages.phrases

    def chapter(self) -> None:
        say = self.phrases.say
        self.pages.heading(1, say("method"), new_page=True)
        self._material()
        self._coding()
        self._agreement()
        self._counting()
        self._quoting()

    # -- interviews -----------------------------------------------------------------------

    def _material(self) -> None:
        report, phrases = self.report, self.phrases
        base, whole = report.whole.base(report.value), report.whole.base("")
        everything = phrases.size(whole.interviews, whole.participants, whole.words)
        self.pages.heading(2, phrases.say("material"))
        if not report.interviews:
            self.pages.say(phrases.say("no material"))
            return
        if report.by:
            told = phrases.say(
                "material here",
                here=phrases.here(report.value),
                size=phrases.size(base.interviews, base.participants, base.words),
                whole=everything,
            )
            mixed = any(each.participants < each.of for each in report.interviews)
            self.pages.say(told, phrases.say("material mixed") if mixed else "")
        else:
            self.pages.say(phrases.say("material whole", whole=everything))
        widths = self._widths()
        shown = list(widths)
        headings = [(phrases.say("interview"), 0)]
        headings += [(name.capitalize(), width) for name, width in widths.items()]
        headings += [(phrases.say("participants"), 1050), (phrases.say("words"), 850)]
        rows = [self._interview(each, shown) for each in report.interviews]
        self.pages.table(
            phrases.say("material table"), columns(*headings, text=1 + len(shown)), rows
        )
        uncoded = report.method.uncoded
        if uncoded:
            told = phrases.say(
                "uncoded", number=grouped(len(uncoded)), interviews=", ".join(uncoded)
            )
            self.pages.say(told)

    def _widths(self) -> dict[str, int]:
        """Of the columns of attributes; those that would leave the titles no room are left out."""
        widths: dict[str, int] = {}
        for name in self.report.columns:
            values = (each.attributes.get(name, "") for each in self.report.interviews)
            width = width_for([name, *values])
            if sum(widths.values()) + width <= _ROOM:
                widths[name] = width
        return widths

    def _interview(self, each: ReportedInterview, shown: Sequence[str]) -> list[Cell]:
        return [
            f"{each.id} {each.title}".strip(),
            *(each.attributes.get(name, "") for name in shown),
            self.phrases.of(each.participants, each.of)
            if each.participants < each.of
            else grouped(each.participants),
            grouped(each.words),
        ]

    # -- coding ---------------------------------------------------------------------------

    def _coding(self) -> None:
        method, phrases = self.report.method, self.phrases
        codes = method.codebook.codes
        tops = len(method.codebook.children(None))
        self.pages.heading(2, phrases.say("coding"))
        told = phrases.say(
            "coding told",
            codebook=emphasised(method.codebook.title),
            number=method.codebook_version,
            tops=tops,
            subs=len(codes) - tops,
        )
        coded = grouped(self.report.whole.coded(""))
        by = "coding settled" if method.settled else "coding by"
        self.pages.say(told, phrases.say(by, number=coded, coder=method.coder))

    def _agreement(self) -> None:
        method, phrases = self.report.method, self.phrases
        self.pages.heading(2, phrases.say("agreement"))
        if method.agreement is not None:
            self._compared(method.agreement)
        elif len(method.coders) < 2:
            self.pages.say(phrases.say("agreement alone"))
        else:
            self.pages.say(
                phrases.say("agreement none", coders=phrases.listed(list(method.coders)))
            )

    def _compared(self, found: AgreementReport) -> None:
        phrases = self.phrases
        coders = phrases.listed(list(found.coders))
        number = phrases.number(len(found.whole.interviews), Unit.INTERVIEWS)
        alpha = found.whole.overall["alpha_jaccard"]
        told = phrases.say("agreement told", coders=coders, interviews=number)
        self.pages.say(told, *self._verdict(alpha))
        names = {code.id: code.name for code in self.report.method.codebook.codes}
        rows: list[list[Cell]] = [
            [
                names.get(each.code, each.code),
                self._share(each.coefficients.get("percent")),
                self._figure(each.coefficients.get("krippendorff_alpha")),
            ]
            for each in found.whole.codes
        ]
        rows.append(
            [
                phrases.say("all codes"),
                self._share(found.whole.overall.get("percent")),
                self._figure(alpha),
            ]
        )
        headings = (
            (phrases.say("agreement row"), 0),
            (phrases.say("same"), 1400),
            (phrases.say("alpha"), 1900),
        )
        self.pages.table(phrases.say("agreement table", coders=coders), columns(*headings), rows)

    def _verdict(self, alpha: Figure) -> Iterator[str]:
        say = self.phrases.say
        if isinstance(alpha, Undefined):
            yield say("agreement undefined")
            return
        yield say("agreement all", alpha=decimal(alpha, 2, self.phrases.lang))
        enough = "high" if alpha >= _FIRM else "middle" if alpha >= _TENTATIVE else "low"
        yield say(f"agreement {enough}")

    def _share(self, figure: Figure | None) -> str:
        return "–" if not isinstance(figure, float) else self.phrases.share(figure)

    def _figure(self, figure: Figure | None) -> str:
        return "–" if not isinstance(figure, float) else decimal(figure, 2, self.phrases.lang)

    # -- counting and quoting -------------------------------------------------------------

    def _counting(self) -> None:
        report, say = self.report, self.phrases.say
        self.pages.heading(2, say("counting"))
        divided = bool(report.cuts)
        self.pages.say(
            say("counting told"), say("counting by") if divided else "", say("balance told")
        )
        if report.contrasts:
            permutations = grouped(report.contrasts[0].permutations)
            self.pages.say(say("contrast told", permutations=permutations))

    def _quoting(self) -> None:
        method, say = self.report.method, self.phrases.say
        self.pages.heading(2, say("quoting"))
        if method.safe:
            self.pages.say(say("quoting told"), say("quoting safe", least=method.least))
        else:
            self.pages.say(say("quoting told"), say("quoting references"))
