"""What stands beside every figure: of which project and coder, counted in which way.

Invariant: nothing here depends on the day or the machine: the only time is that of the project's
last event.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from workbench.export.labels import Language
from workbench.export.wording import percent_rule, unit_name, unit_rule, words_in
from workbench.model import Cut, Unit


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where figures come from."""

    project: str
    """The name of its file."""
    event: datetime | None
    """Of its last event, UTC."""
    program: str
    codebook: str
    codebook_version: int
    coder: str
    """Empty where nobody's codings are counted."""


Lines = tuple[tuple[str, str], ...]


def origin_lines(of: Provenance, lang: Language) -> Iterator[tuple[str, str]]:
    """Project, its last change, program, codebook, coder."""
    words = words_in(lang)
    yield words["project"], of.project
    if of.event is not None:
        yield words["event"], f"{of.event:%Y-%m-%d %H:%M:%S} UTC"
    yield words["program"], of.program
    book = words["codebook version"].format(title=of.codebook, number=of.codebook_version)
    yield words["codebook"], book
    if of.coder:
        yield words["coder"], of.coder


def cut_lines(cut: Cut, by: str, lang: Language) -> Iterator[tuple[str, str]]:
    """What is counted, by what, under which conditions."""
    words = words_in(lang)
    yield words["unit"], f"{unit_name(cut.unit, lang)}. {unit_rule(cut.unit, lang)}"
    if by:
        yield words["by"], f"{by}. {words['by rule']}"
    for group in cut.groups:
        told = words["groups from"].format(attribute=group.attribute, source=group.source)
        yield words["groups"], f"{told}: {_rules(group.rules)}"
    if cut.where:
        yield words["where"], ", ".join(cut.where)
    if cut.codes is not None:
        yield words["codes limited"], ", ".join(sorted(cut.codes))
    yield words["children"], words["children rule"]
    yield (
        words["moderator rule"],
        words["moderator in" if cut.with_moderator else "moderator out"],
    )


def table_lines(cut: Cut, by: str, lang: Language) -> Iterator[tuple[str, str]]:
    """How a frequency table was counted."""
    words = words_in(lang)
    yield from cut_lines(cut, by, lang)
    if cut.unit is Unit.WORDS:
        yield words["share"], words["share rule"]
    if cut.percent is not None:
        yield words["percent"], percent_rule(cut.percent, lang)
    if cut.per_1000:
        yield words["per 1000"], words["per 1000 rule"]
    if cut.polarity:
        yield words["balance row"], words["balance rule"]


def _rules(rules: tuple[tuple[str, str], ...]) -> str:
    """`norra: Aneby, Nässjö; södra: Vetlanda`."""
    by_group: dict[str, list[str]] = {}
    for value, group in rules:
        by_group.setdefault(group, []).append(value)
    return "; ".join(f"{group}: {', '.join(values)}" for group, values in by_group.items())
