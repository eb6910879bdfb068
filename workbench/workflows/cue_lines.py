"""Cues as lines that people edit: `rutin`, `=ad hoc`, `behov {weight: 0.5, direction: -}`.

Invariant: what is written is read back the same, so that editing one cue never loses another's
weight or direction.
"""

import re
from collections.abc import Iterable

from workbench.errors import InputError
from workbench.model import CUE_RULES, Cue, Polarity
from workbench.text import fold

_EXACT = "="
_NOTES = re.compile(r"(.*\S)\s+\{([^{}]*:[^{}]*)\}")
_FLAGS = frozenset({"yes", "true", "ja", "1"})


def cue_line(cue: Cue) -> str:
    """One cue on one line."""
    exact = cue.rule == "exact"
    notes = {
        "match": "" if exact or cue.rule == "lemma" else cue.rule,
        "exclude": "yes" if cue.exclude else "",
        "weight": "" if cue.weight == 1 else f"{cue.weight:g}",
        "direction": cue.polarity.value if cue.polarity else "",
    }
    told = ", ".join(f"{key}: {value}" for key, value in notes.items() if value)
    return f"{_EXACT if exact else ''}{cue.text}" + (f" {{{told}}}" if told else "")


def cue_lines(cues: Iterable[Cue]) -> str:
    """A cue per line."""
    return "\n".join(cue_line(cue) for cue in cues)


def cue_in(line: str) -> Cue | None:
    """The cue on a line; None where there is no word. Notes that cannot be read are taken as words
    of the cue."""
    text = " ".join(line.split())
    rule = "lemma"
    if text.startswith("="):
        rule, text = "exact", text[1:].strip()
    noted = _NOTES.fullmatch(text)
    if noted is not None:
        made = _noted(noted[1], rule, noted[2])
        if made is not None:
            return made
    return Cue(text, rule) if text else None


def cues_in(lines: str) -> tuple[Cue, ...]:
    """The cues of several lines, each once."""
    found: dict[tuple[str, str], Cue] = {}
    for line in lines.split("\n"):
        cue = cue_in(line)
        if cue is not None:
            found.setdefault((fold(cue.text), cue.rule), cue)
    return tuple(found.values())


def _noted(text: str, rule: str, notes: str) -> Cue | None:
    pairs = [each.partition(":") for each in notes.split(",")]
    given = {key.strip(): value.strip() for key, _, value in pairs}
    if not set(given) <= {"match", "exclude", "weight", "direction"}:
        return None
    try:
        weight = float(given.get("weight") or 1)
        polarity = Polarity.parse(given.get("direction", ""))
    except (ValueError, InputError):
        return None
    rule = given.get("match", rule)
    if rule not in CUE_RULES or not 0 < weight <= 10:
        return None
    return Cue(text, rule, given.get("exclude", "").casefold() in _FLAGS, weight, polarity)
