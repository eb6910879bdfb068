"""What every kind of agreement report takes from the figures: the same rows in the same order.

Invariant: next to a figure stand the counts that it is computed from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.export.agreement_labels import (
    MANY_CODERS,
    MANY_CODERS_FORMULAS,
    OTHER_FORMULA,
    SET_FORMULAS,
    TWO_CODERS,
    TWO_CODERS_FORMULAS,
    AgreementLabels,
    agreement_labels,
)
from workbench.export.agreement_notes import decimal, grouped, in_language
from workbench.export.labels import Language
from workbench.model import (
    AgreementPart,
    AgreementReport,
    Band,
    CodeAgreement,
    Codebook,
    CodeId,
    ConfidenceInterval,
    Note,
    Threshold,
    Undefined,
    readable_id,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and what is needed to say it in one language."""

    report: AgreementReport
    codebook: Codebook
    lang: Language

    @property
    def labels(self) -> AgreementLabels:
        return agreement_labels(self.lang)

    @property
    def two(self) -> bool:
        return len(self.report.coders) == 2

    @property
    def coefficients(self) -> tuple[str, ...]:
        return TWO_CODERS if self.two else MANY_CODERS

    @property
    def formulas(self) -> dict[str, str]:
        """Of every coefficient in the report."""
        found = dict(TWO_CODERS_FORMULAS if self.two else MANY_CODERS_FORMULAS)
        whole = self.report.whole
        for name in (*whole.overall, *(["ku_alpha"] if whole.unitized else [])):
            found[name] = SET_FORMULAS.get(name, OTHER_FORMULA)
        return found

    def number(self, value: float, digits: int = 2) -> str:
        return decimal(value, digits, self.lang)

    def say(self, note: Note) -> str:
        return in_language(note, self.lang)

    # -- Codes --------------------------------------------------------------------------------

    def name(self, code: CodeId) -> str:
        """Its short name, and its name where that says more."""
        known = self.codebook.by_id.get(code)
        short = readable_id(code)
        if known is None:
            return short or code
        return f"{short} {known.name}" if short and short != known.name else known.name

    def full_name(self, code: CodeId) -> str:
        known = self.codebook.by_id.get(code)
        return known.name if known else code

    def category(self, each: CodeAgreement) -> str:
        """The code, with its direction where that is part of the category."""
        return f"{self.name(each.code)}{self._signed(each.polarity)}"

    def short(self, each: CodeAgreement) -> str:
        known = self.codebook.by_id.get(each.code)
        return f"{known.short_name if known else each.code}{self._signed(each.polarity)}"

    @staticmethod
    def _signed(direction: str | None) -> str:
        return f" {direction.replace('-', '−')}" if direction else ""

    # -- Counts -------------------------------------------------------------------------------

    def count_headings(self, *, letters: bool = False) -> tuple[str, ...]:
        """Of two coders both, only the first, only the second, neither; of more, by how many of
        those who have a word there."""
        labels, coders = self.labels, self.report.coders
        if not self.two:
            return tuple(
                labels.coded_by.format(number=given, coders=there)
                for there in self.sizes
                for given in range(there + 1)
            )
        headings = (
            labels.both,
            *(labels.only.format(coder=coder) for coder in coders),
            labels.neither,
        )
        if not letters:
            return headings
        return tuple(f"{letter}: {each}" for letter, each in zip("abcd", headings, strict=True))

    @property
    def sizes(self) -> list[int]:
        """How many coders have a word on a unit, the most first; where it occurs in the report."""
        everyone = len(self.report.coders)
        some = {
            there
            for part in (self.report.whole, *self.report.parts)
            for each in part.codes
            for there, row in enumerate(each.counted)
            if there and any(row)
        }
        return sorted(some | {everyone}, reverse=True)

    def counts(self, each: CodeAgreement) -> tuple[int, ...]:
        """In the order of the headings."""
        if self.two:
            return (each.both or 0, each.only_a or 0, each.only_b or 0, each.neither or 0)
        return tuple(
            each.counted[there][given] for there in self.sizes for given in range(there + 1)
        )

    def codes_of(self, codes: tuple[tuple[CodeId, str | None], ...] | None) -> str:
        """A set of codes in words."""
        if codes is None:
            return self.labels.missing
        shown = (f"{code}{self._signed(direction)}" for code, direction in codes)
        return ", ".join(shown) or self.labels.no_code

    def letters(self) -> str:
        """What the letters in the formulas stand for."""
        if not self.two:
            return self.labels.letters_many
        first, second = self.report.coders
        return self.labels.letters_two.format(first=first, second=second)

    # -- Prose --------------------------------------------------------------------------------

    def unit(self, number: int = 2) -> str:
        return self.labels.unit_names[self.report.unit][number != 1]

    def how_it_was_counted(self) -> Iterator[str]:
        """One sentence for each thing that decides what the figures are."""
        report, labels = self.report, self.labels
        whole = report.whole
        yield labels.compared.format(
            coders=", ".join(report.coders),
            interviews=len(whole.interviews),
            ids=", ".join(whole.interviews),
            units=grouped(whole.units),
            unit=self.unit(whole.units),
        )
        yield labels.text
        if report.unit.value != "character":
            yield (
                labels.overlap_any
                if report.overlap is None
                else labels.overlap_share.format(share=self.number(float(report.overlap)))
            )
        yield labels.depth[report.depth]
        if report.polarity:
            yield labels.polarity
        yield labels.finished if report.blind else labels.not_finished
        for left in report.left_out:
            yield labels.left_out.format(
                interview=left.interview, coders=", ".join(left.unfinished)
            )
        if report.blind and not report.left_out:
            yield labels.nobody_left_out
        refused = next(iter(self.refused(whole)), None)
        yield (
            refused
            if refused is not None
            else labels.resampled.format(resamples=grouped(report.resamples), seed=report.seed)
        )

    def refused(self, part: AgreementPart) -> Iterator[str]:
        """Why there are no intervals at all, if so."""
        found = [bounds for each in part.codes for bounds in each.intervals.values()] or list(
            part.intervals.values()
        )
        if found and not any(isinstance(bounds, ConfidenceInterval) for bounds in found):
            first = found[0]
            if isinstance(first, Undefined):
                yield self.say(first)

    def sentences(self, part: AgreementPart) -> Iterator[tuple[str, str]]:
        """Notes on the part and its codes, and why figures are undefined: (of what, sentence).

        The same sentence about several figures or codes is said once.
        """
        for note in part.notes:
            yield "", self.say(note)
        said: dict[str, list[str]] = {}
        for each in part.codes:
            for note in each.notes:
                said.setdefault(self.say(note), []).append(self.short(each))
        for each in part.codes:
            reasons: dict[str, list[str]] = {}
            for name in self.coefficients:
                figure = each.coefficients.get(name)
                if isinstance(figure, Undefined):
                    reasons.setdefault(self.say(figure), []).append(self.labels.short_names[name])
            for reason, names in reasons.items():
                said.setdefault(reason, []).append(f"{self.short(each)} ({', '.join(names)})")
        for sentence, about in said.items():
            yield ", ".join(about), sentence

    # -- Conventions --------------------------------------------------------------------------

    def conventions(self, thresholds: Sequence[Threshold]) -> list[tuple[Threshold, str]]:
        """Each convention with the coefficient of one code that it is used on here."""
        return [
            (threshold, name)
            for threshold in thresholds
            for name in self.coefficients
            if name in threshold.coefficients
        ]

    def bands(self, threshold: Threshold) -> str:
        """`> 0,80 nästan fullständig; > 0,60 betydande; ... ≤ 0,20 ...`"""
        *upper, lowest = threshold.bands
        told = [
            f"{'≥' if band.included else '>'} {self._limit(band)} {self.say(band.word)}"
            for band in upper
        ]
        last = upper[-1]
        told.append(f"{'<' if last.included else '≤'} {self._limit(last)} {self.say(lowest.word)}")
        return "; ".join(told)

    def _limit(self, band: Band) -> str:
        return self.number(band.above, 3 if round(band.above * 1000) % 10 else 2)
