"""Quotations with their attributions, and whom these give away.

Invariant: what is told about a speaker is what the attribution shows and what the words themselves
name; whatever is withheld is withheld in both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.analysis.attributions import short_form, value_pattern
from workbench.analysis.recognition import Crowd, Told
from workbench.analysis.setting import Hidden, set_quotation
from workbench.analysis.templates import (
    DESCRIPTION,
    INTERVIEW,
    PSEUDONYMS,
    REFERENCE,
    SPEAKER,
    TITLE,
    Template,
)
from workbench.model import (
    CountingFrame,
    Excerpt,
    Interview,
    InterviewId,
    Quotation,
    QuotationCollection,
    RecognitionRisk,
    Span,
)
from workbench.text import fold

K = 3
"""Participants that an attribution should fit, if nothing else is said."""


@dataclass(frozen=True)
class Setting:
    """How quotations are set."""

    template: Template
    forms: Mapping[str, str] = field(default_factory=dict)
    """Short forms of values, by folded value, beside the usual ones."""
    most_words: int | None = None
    least: int = K
    safe: bool = False
    """Leave out what gives someone away."""
    known: tuple[str, ...] = ()
    """Folded names of attributes that the document tells anyway, such as the municipality that it
    is about: they count, and are never withheld."""


def compose(
    chosen: Sequence[Excerpt],
    interviews: Mapping[InterviewId, Interview],
    frames: Sequence[CountingFrame],
    setting: Setting,
) -> QuotationCollection:
    """Set every chosen passage as a quotation, and list the attributions that fit too few people.

    interviews: every interview of the study, for what is known of those who took part. With
    `setting.safe` what gives someone away is left out, and the risks say what would have been.
    """
    composer = _Composer(interviews, frames, setting)
    quotations = tuple(composer.quotation(each) for each in chosen)
    return QuotationCollection(quotations, composer.risks(), setting.least)


class _Composer:
    def __init__(
        self,
        interviews: Mapping[InterviewId, Interview],
        frames: Sequence[CountingFrame],
        setting: Setting,
    ) -> None:
        self.interviews = interviews
        self.frames = frames
        self.setting = setting
        self._risks: dict[tuple[str, Told], int] = {}
        self._names: dict[str, bool] = {}

    @cached_property
    def crowd(self) -> Crowd:
        """Everybody, with values as they are shown."""
        own = {
            (interview.id, label): self._shown(
                {**interview.attributes_of(label), **_known_of(interview, label)}
            )
            for interview in self.interviews.values()
            for label in interview.speakers()
        }
        return Crowd.of(self.frames, own)

    def quotation(self, excerpt: Excerpt) -> Quotation:
        interview = self.interviews[excerpt.interview]
        values = self._shown(
            {
                **excerpt.attributes,
                **_known_of(interview, excerpt.speaker),
                SPEAKER: excerpt.speaker,
                INTERVIEW: excerpt.interview,
                REFERENCE: str(excerpt.reference),
            }
        )
        template = self.setting.template
        named = self._named_in_words(excerpt)
        known = self.setting.known
        told = self._told(values, (*known, *template.fields), named)
        fits = self.crowd.fits(told)
        withheld: tuple[str, ...] = ()
        if told and fits < self.setting.least:
            attribution = template.filled(values)
            told_anyway = ", ".join(filter(None, (values.get(name, "") for name in known)))
            if told_anyway:
                attribution = f"{told_anyway}: {attribution}"
            self._risks[attribution, told] = self._risks.get((attribution, told), 0) + 1
            if self.setting.safe:
                withheld = self.crowd.remedies(told, self.setting.least, keep=known)[0][0]
                fits = self.crowd.fits(tuple(each for each in told if each[0] not in withheld))
        hidden = [
            (span, name) for name, spans in named.items() if name in withheld for span in spans
        ]
        text, edits = set_quotation(
            interview, excerpt.span, most_words=self.setting.most_words, hidden=_apart(hidden)
        )
        attribution = template.filled(values, without=withheld)
        return Quotation(excerpt, text, edits, attribution, fits, withheld)

    def risks(self) -> tuple[RecognitionRisk, ...]:
        found = [
            RecognitionRisk(
                attribution,
                tuple(name for name, _ in told),
                self.crowd.fits(told),
                number,
                tuple(self.crowd.remedies(told, self.setting.least, keep=self.setting.known)),
            )
            for (attribution, told), number in self._risks.items()
        ]
        return tuple(sorted(found, key=lambda risk: (risk.fits, fold(risk.attribution))))

    def _shown(self, attributes: Mapping[str, str]) -> dict[str, str]:
        forms = self.setting.forms
        return {fold(name): short_form(value, forms) for name, value in attributes.items()}

    def _told(
        self, values: Mapping[str, str], fields: Sequence[str], named: Mapping[str, object]
    ) -> Told:
        names = dict.fromkeys([*fields, *named])
        return tuple(
            (name, fold(value))
            for name in names
            if name not in PSEUDONYMS and (value := values.get(name, "").strip())
        )

    def _named_in_words(self, excerpt: Excerpt) -> dict[str, list[Span]]:
        """The speaker's own attributes whose value the words name, and where."""
        words = fold(excerpt.text)
        named: dict[str, list[Span]] = {}
        for name, value in excerpt.attributes.items():
            if not value.strip()[:1].isupper() or len(words) != len(excerpt.text):
                continue
            found = [match.span() for match in value_pattern(value.strip()).finditer(words)]
            if found and self._is_name(value.strip()):
                begun = excerpt.span.start
                named[fold(name)] = [Span(begun + start, begun + end) for start, end in found]
        return named

    def _is_name(self, value: str) -> bool:
        """Whether the value is a proper name: nobody in the study has it with a small letter."""
        if value not in self._names:
            pattern = value_pattern(value)
            self._names[value] = not any(
                text[match.start()].islower()
                for text, folded in self._texts
                for match in pattern.finditer(folded)
            )
        return self._names[value]

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """Every text beside its folded form, where places in both are the same."""
        pairs = ((each.text, fold(each.text)) for each in self.interviews.values())
        return [(text, folded) for text, folded in pairs if len(text) == len(folded)]


def _known_of(interview: Interview, label: str) -> dict[str, str]:
    who = interview.participant(label)
    return {DESCRIPTION: who.description if who else "", TITLE: interview.title}


def _apart(hidden: list[Hidden]) -> list[Hidden]:
    """Without those within another."""
    kept: list[Hidden] = []
    for span, name in sorted(hidden, key=lambda each: (each[0].start, -each[0].end)):
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, name))
    return kept
