"""Codings for models: one example a turn, interviews divided so that none is in two parts. Pure.

A model that has seen one turn of an interview knows its people and its subject: figures on other
turns of it would flatter. So whole interviews go to a part.
"""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbench.model import Attributes, CodeId, Coding, Interview, InterviewId, Polarity

PARTS = ("train", "dev", "test")
_SHARES = (0.15, 0.15)
"""Of interviews: dev and test; the rest is for training."""


@dataclass(frozen=True, slots=True)
class ExampleSpan:
    """A coded passage, in code points of the example's text."""

    start: int
    end: int
    code: CodeId
    polarity: Polarity | None
    cut: bool
    """The coding goes on in another turn."""


@dataclass(frozen=True, slots=True)
class Example:
    """One turn with what is coded in it."""

    interview: InterviewId
    turn: int
    start: int
    """Where the turn begins in the interview."""
    speaker: str
    attributes: Attributes
    text: str
    spans: tuple[ExampleSpan, ...]


def parts_of(interviews: Sequence[InterviewId], *, seed: int) -> dict[InterviewId, str]:
    """Which part each interview is in: by chance, the same for the same interviews and seed.

    With three interviews or more every part has one; with fewer there is no test, then no dev.
    """
    order = sorted(interviews)
    random.Random(seed).shuffle(order)  # noqa: S311 - no secret
    dev, test = (max(1, round(share * len(order))) for share in _SHARES)
    test = test if len(order) >= 3 else 0
    dev = dev if len(order) >= 2 else 0
    return {
        each: "test" if at < test else "dev" if at < test + dev else "train"
        for at, each in enumerate(order)
    }


def examples(
    interview: Interview, codings: Iterable[Coding], *, with_moderator: bool = False
) -> Iterator[Example]:
    """The turns of an interview with one coder's codings, without those that say nothing."""
    held = sorted(codings, key=lambda each: (each.span, each.code))
    for turn in interview.turns if with_moderator else interview.participant_turns():
        text = interview.text[turn.start : turn.end]
        if not text.strip():
            continue
        spans = []
        for each in held:
            start, end = max(each.span.start, turn.start), min(each.span.end, turn.end)
            if start < end and interview.text[start:end].strip():
                cut = (start, end) != (each.span.start, each.span.end)
                spans.append(
                    ExampleSpan(start - turn.start, end - turn.start, each.code, each.polarity, cut)
                )
        yield Example(
            interview.id,
            turn.number,
            turn.start,
            turn.speaker,
            interview.attributes_of(turn.speaker),
            text,
            tuple(spans),
        )


def as_line(example: Example, part: str) -> str:
    """The example as one line of JSON."""
    return json.dumps(
        {
            "interview": example.interview,
            "part": part,
            "turn": example.turn,
            "start": example.start,
            "speaker": example.speaker,
            "attributes": dict(example.attributes),
            "text": example.text,
            "spans": [
                {
                    "start": each.start,
                    "end": each.end,
                    "code": each.code,
                    "polarity": each.polarity.value if each.polarity else "",
                    "cut": each.cut,
                }
                for each in example.spans
            ],
        },
        ensure_ascii=False,
    )
