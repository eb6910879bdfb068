"""Attributions by a template: `({roll}, {aktör}, {kommun})` becomes (chef, FK, Nässjö).

Invariant: what has no value, or is left out, takes the words that divide it from the rest along.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.text import fold, swedish_key

TOLD = ("roll", "aktör", "kommun")
"""What the usual attribution tells of a speaker."""
DEFAULT = "({roll}, {aktör}, {kommun})"

_FIELD = re.compile(r"\{([^{}]*)\}")
SPEAKER, DESCRIPTION, TITLE, INTERVIEW, REFERENCE = (
    "deltagare",
    "befattning",
    "titel",
    "intervju",
    "referens",
)
OWN_FIELDS: Mapping[str, str] = {
    "deltagare": SPEAKER,
    "speaker": SPEAKER,
    "participant": SPEAKER,
    "befattning": DESCRIPTION,
    "beskrivning": DESCRIPTION,
    "description": DESCRIPTION,
    "titel": TITLE,
    "title": TITLE,
    "intervju": INTERVIEW,
    "interview": INTERVIEW,
    "referens": REFERENCE,
    "reference": REFERENCE,
}
"""Fields of the passage itself; every other is an attribute."""
PSEUDONYMS = frozenset({SPEAKER, INTERVIEW, REFERENCE})
"""Fields that tell nobody outside the study anything."""


@dataclass(frozen=True, slots=True)
class Template:
    """Literal text and fields in turn: one more literal than fields."""

    literals: tuple[str, ...]
    fields: tuple[str, ...]
    """Folded."""

    @classmethod
    def parse(cls, written: str, known: Collection[str]) -> "Template":
        """Read a template; `known` are the attributes there are.

        Raises UsageError for braces that do not pair, no field, or an unknown one.
        """
        pieces = _FIELD.split(written)
        literals, fields = pieces[::2], [fold(each.strip()) for each in pieces[1::2]]
        if any("{" in each or "}" in each for each in literals) or not fields:
            raise UsageError(
                f"“{written}” is no template for attributions.", f"Write it as in “{DEFAULT}”."
            )
        folded = {fold(each) for each in known}
        for field in fields:
            if field not in folded and field not in OWN_FIELDS:
                names = ", ".join(sorted({*known, *set(OWN_FIELDS.values())}, key=swedish_key))
                raise UsageError(
                    f"No interview has the attribute “{field}” of the template.",
                    f"There are {names}.",
                )
        return cls(tuple(literals), tuple(OWN_FIELDS.get(each, each) for each in fields))

    def filled(self, values: Mapping[str, str], *, without: Collection[str] = ()) -> str:
        """The attribution; empty where nothing has a value. `values` by folded name."""
        shown = [
            (at, value)
            for at, field in enumerate(self.fields)
            if field not in without and (value := values.get(field, "").strip())
        ]
        if not shown:
            return ""
        text = self.literals[0]
        for number, (at, value) in enumerate(shown):
            text += (self.literals[at] if number else "") + value
        return text + self.literals[-1]
