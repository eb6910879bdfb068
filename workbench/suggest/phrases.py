"""A cue's text taken apart: words, and gaps (…) between them. Pure."""

from dataclasses import dataclass

from workbench.model import Cue
from workbench.text import fold, word_spans

GAP = 3
"""Words that may stand where a cue has ….

A phrase must stay a phrase: over more words its parts belong to different clauses."""

WORD_RULES = frozenset({"lemma", "word", "exact", "part"})
"""Rules whose text is words."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One word of a phrase."""

    form: str
    """Folded."""
    gap: int
    """How many other words may stand between the word before and this one."""


def slots(cue: Cue) -> tuple[Slot, ...]:
    """The words of a cue; empty where it has none. Of a `part`, the word without its hyphens."""
    text = cue.text.strip("-") if cue.rule == "part" else cue.text
    text = text.replace("...", "…")
    found: list[Slot] = []
    before = 0
    for start, end in word_spans(text):
        gap = GAP if found and "…" in text[before:start] else 0
        found.append(Slot(fold(text[start:end]), gap))
        before = end
    return tuple(found)


def place_in_compound(cue: Cue) -> str:
    """Of a `part`: `first`, `last` or `any`."""
    if cue.text.startswith("-"):
        return "last"
    return "first" if cue.text.endswith("-") else "any"
