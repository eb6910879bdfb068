"""Who is said to have said it: the values of attributes that a few words name.

Invariant: a word names a value in whatever inflection and in the usual short form; what names no
value says nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbench.model import Attributes, CountingFrame, Interview, Reference, interview_key
from workbench.text import fold, natural_key

SHORT_FORMS: Mapping[str, str] = {
    "arbetsförmedlingen": "AF",
    "försäkringskassan": "FK",
    "migrationsverket": "MV",
    "kriminalvården": "KV",
    "socialtjänsten": "soc",
    "region": "region",
    "chefer": "chef",
    "ledare": "ledare",
    "handläggare": "handläggare",
    "samordnare": "samordnare",
    "politiker": "politiker",
    "beslutsfattare": "beslutsfattare",
    "brukare": "brukare",
    "deltagare": "deltagare",
    "lärare": "lärare",
    "läkare": "läkare",
    "sjuksköterskor": "sjuksköterska",
    "medarbetare": "medarbetare",
    "managers": "manager",
    "employees": "employee",
    "staff": "staff member",
}
"""Of one person, as a report sets it behind a quotation; the key is folded."""

_ENDINGS = "(?:s|en|ens|et|ets|n|ns|er|ers|erna|ernas|ar|ars|arna|arnas|or|orna|ornas|na|nas)?"
_PLURAL = re.compile(r"(?<=\w{4})(?:er|ar|or)$")
_REFERENCE = re.compile(r"(?<![\w:])([\w-]{1,20}):(\d{1,6})(?:\+\d+)?(?![\w:])")
_INTERVIEW = re.compile(r"(?<!\w)(?:intervju|interview)\s+(?:nr\s*)?([\w-]{1,20})")


def short_form(value: str, forms: Mapping[str, str] | None = None) -> str:
    """The value as it is set behind a quotation: `chefer` is chef, Försäkringskassan is FK."""
    wanted = fold(value.strip())
    return {**SHORT_FORMS, **(forms or {})}.get(wanted, value.strip())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The values there are in a study, and the labels of those who speak."""

    values: Mapping[str, tuple[str, ...]]
    """By attribute; those without a letter are left out, since any number would name them."""
    labels: tuple[str, ...]
    interviews: frozenset[str]
    """Keys of their ids."""

    @classmethod
    def of(cls, frames: Iterable[CountingFrame]) -> "Vocabulary":
        values: dict[str, set[str]] = {}
        labels: set[str] = set()
        interviews = set()
        for frame in frames:
            interviews.add(interview_key(frame.interview))
            labels.update(filter(None, frame.speakers))
            for attributes in (frame.attributes, *frame.speaker_attributes):
                for name, value in attributes.items():
                    if any(char.isalpha() for char in value):
                        values.setdefault(name, set()).add(value.strip())
        return cls(
            {name: tuple(sorted(found, key=natural_key)) for name, found in values.items()},
            tuple(sorted(labels, key=natural_key)),
            frozenset(interviews),
        )

    def named_in(self, words: str) -> dict[str, frozenset[str]]:
        """The values that the words name, by attribute; a longer value hides one within it."""
        folded = fold(words)
        named = {}
        for name, values in self.values.items():
            rest = folded
            found = set()
            for value in sorted(values, key=len, reverse=True):
                pattern = value_pattern(value)
                if pattern.search(rest):
                    found.add(value)
                    rest = pattern.sub(" ", rest)
            if found:
                named[name] = frozenset(found)
        return named

    def speaks_of_someone(self, words: str) -> bool:
        """Whether the words name a value, a label, an interview or a reference."""
        return bool(
            self.named_in(words)
            or self._labels_in(words)
            or any(True for _ in self._references_in(words))
            or _INTERVIEW.search(fold(words))
        )

    def contradictions(
        self, words: str, interview: Interview, reference: Reference, *, loose: bool = False
    ) -> list[str]:
        """What the words say of who said it, where the interview says something else.

        `loose`: the words are a sentence, which may name others too; only an attribute of which
        they name one value counts.
        """
        turn = interview.turn(reference.turn)
        speaker = turn.speaker if turn else ""
        told = []
        attributes: Attributes = interview.attributes_of(speaker)
        for name, values in self.named_in(words).items():
            value = attributes.get(name, "").strip()
            if value and value not in values and not (loose and len(values) > 1):
                said = ", ".join(sorted(values, key=natural_key))
                told.append(f"the report says {name} {said}, the interview {value}")
        if not loose:
            told += self._other_place(words, reference, speaker)
        return told

    def _other_place(self, words: str, reference: Reference, speaker: str) -> list[str]:
        told = []
        here = interview_key(reference.interview)
        for key, turn, written in self._references_in(words):
            if (key, turn) != (here, reference.turn):
                told.append(f"the report says {written}, it is {reference}")
        named = _INTERVIEW.search(fold(words))
        if named and interview_key(named[1]) not in (here, *({named[1]} - self.interviews)):
            told.append(f"the report says interview {named[1]}, it is {reference.interview}")
        labels = self._labels_in(words)
        if labels and speaker not in labels:
            told.append(f"the report says {', '.join(labels)}, it was {speaker or 'nobody named'}")
        return told

    def _references_in(self, words: str) -> Iterable[tuple[str, int, str]]:
        for match in _REFERENCE.finditer(words):
            key = interview_key(match[1])
            if key in self.interviews:
                yield key, int(match[2]), match[0]

    def _labels_in(self, words: str) -> list[str]:
        """Labels with a digit, such as IP3; other labels are words like any other."""
        return [
            label
            for label in self.labels
            if any(char.isdigit() for char in label)
            and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", words, re.IGNORECASE)
        ]


@lru_cache(maxsize=4096)
def value_pattern(value: str) -> "re.Pattern[str]":
    """Matches the value in any inflection, and its short form, in folded text."""
    wanted = fold(value)
    forms = {wanted, fold(SHORT_FORMS.get(wanted, wanted)), _PLURAL.sub("", wanted)}
    written = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{written})(?:{_ENDINGS}|:s)(?!\w)")
