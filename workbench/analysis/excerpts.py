"""Coded passages with everything a report needs to quote them, and the conditions that pick them.

Invariant: the text of an excerpt is the interview's, character by character.
"""

from collections.abc import Iterable, Mapping, Sequence

from workbench.errors import InputError, UsageError
from workbench.model import (
    MISSING,
    Attributes,
    Codebook,
    Coding,
    CountingFrame,
    Excerpt,
    Interview,
    InterviewId,
    Reference,
)
from workbench.text import fold, natural_key, swedish_key

Where = tuple[str, frozenset[str]]
"""An attribute's name and the values that pass, both folded."""


def parse_where(conditions: Iterable[str]) -> tuple[Where, ...]:
    """Read `kommun=Eksjö`: several values of one attribute mean or, different attributes and.

    Raises UsageError for a condition without `=` or without a name.
    """
    wanted: dict[str, set[str]] = {}
    for condition in conditions:
        name, sign, value = condition.partition("=")
        if not sign or not name.strip():
            raise UsageError(
                f"“{condition}” is no condition.", "Write ATTRIBUTE=VALUE, such as kommun=Eksjö."
            )
        wanted.setdefault(fold(name.strip()), set()).add(fold(value.strip()))
    return tuple((name, frozenset(values)) for name, values in wanted.items())


def matches(where: Sequence[Where], attributes: Attributes) -> bool:
    """Whether the attributes meet every condition; `(saknas)` or nothing asks for a missing one."""
    if not where:
        return True
    folded = {fold(name): fold(value.strip()) for name, value in attributes.items()}
    return all(_meets(values, folded.get(name, "")) for name, values in where)


def refuse_unknown(where: Sequence[Where], frames: Iterable[CountingFrame]) -> None:
    """Raise InputError where a condition names an attribute, or a value, that nobody has."""
    there: dict[str, set[str]] = {}
    for frame in frames:
        for attributes in (frame.attributes, *frame.speaker_attributes):
            for name, value in attributes.items():
                there.setdefault(name, set()).add(value.strip())
    by_name = {fold(name): (name, values) for name, values in there.items()}
    for wanted_name, wanted in where:
        if wanted_name not in by_name:
            known = ", ".join(sorted(there, key=swedish_key)) or "none"
            raise InputError(
                f"No interview has the attribute “{wanted_name}”.", f"There are {known}."
            )
        name, values = by_name[wanted_name]
        folded = {fold(value) for value in values} | {"", fold(MISSING)}
        for value in sorted(wanted - folded):
            raise InputError(f"No interview has {name}={value}.", f"{name} may be {_some(values)}.")


def _some(values: Iterable[str], *, most: int = 12) -> str:
    named = sorted(filter(None, values), key=natural_key)
    more = ", …" if len(named) > most else ""
    return ", ".join(named[:most]) + more


def _meets(values: frozenset[str], value: str) -> bool:
    if not value:
        return not values.isdisjoint(("", fold(MISSING)))
    return value in values


def excerpts(
    interviews: Mapping[InterviewId, Interview], codings: Iterable[Coding], codebook: Codebook
) -> list[Excerpt]:
    """One excerpt for each coding, ordered by code (as in the book), interview and place.

    Raises InputError for a coding on an interview that is not among `interviews`.
    """
    place = {code.id: index for index, (code, _) in enumerate(codebook.walk())}
    found = [_excerpt(interviews, coding, codebook) for coding in codings]
    last = len(place)
    return sorted(
        found,
        key=lambda excerpt: (
            place.get(excerpt.code, last),
            natural_key(excerpt.interview),
            excerpt.span,
            excerpt.coder,
        ),
    )


def _excerpt(
    interviews: Mapping[InterviewId, Interview], coding: Coding, codebook: Codebook
) -> Excerpt:
    interview = interviews.get(coding.interview)
    if interview is None:
        raise InputError(
            f"The coding {coding.id} is on interview {coding.interview}, which is not there.",
            "Import the interview again.",
        )
    span = coding.span
    turn = interview.home_turn(span.start, span.end)
    speaker = turn.speaker if turn else ""
    who = interview.participant(speaker)
    return Excerpt(
        reference=Reference.to(interview, span.start, span.end),
        coding=coding.id,
        interview=interview.id,
        title=interview.title,
        turn=turn.number if turn else 0,
        speaker=speaker,
        description=who.description if who else "",
        attributes=interview.attributes_of(speaker),
        span=span,
        text=interview.text[span.start : span.end],
        code=coding.code,
        code_path=codebook.path(coding.code),
        coder=coding.coder,
        polarity=coding.polarity,
        memo=coding.memo,
        quotable=coding.quotable,
        origin=coding.origin.value,
    )
