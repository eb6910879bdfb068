"""Words taken out of a text and its head without moving any other word. Pure.

Invariant: a masked text has the length and the line ends of the original, so every offset stands;
masking twice, or in another order, gives the same. The mask is no word.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from workbench.project.payloads import Head

MASK = "█"

_Spans = list[list[int]]


def masked_text(text: str, spans: Iterable[Sequence[int]]) -> str:
    """The text with every character in the spans masked, white space kept."""
    pieces: list[str] = []
    last = 0
    for start, end in sorted((start, end) for start, end in spans):
        if end <= last:
            continue
        begin = max(start, last)
        pieces.append(text[last:begin])
        pieces.append(re.sub(r"\S", MASK, text[begin:end]))
        last = end
    pieces.append(text[last:])
    return "".join(pieces)


def masked_head(head: Head, labels: Collection[int]) -> Head:
    """The head without the labels, descriptions and attributes of the forgotten."""
    return replace(
        head,
        labels=tuple("" if at in labels else label for at, label in enumerate(head.labels)),
        participants=tuple(
            (at, "", {}) if at in labels else (at, description, own)
            for at, description, own in head.participants
        ),
    )


def speaker_tombstone(
    text: str,
    head: Head,
    *,
    labels: Collection[int],
    names: Iterable[str],
) -> Mapping[str, _Spans]:
    """Where a speaker's words and name stand, in offsets alone.

    labels: numbers of her labels in the head.
    names: what she is called and described as: masked wherever it stands outside turns.
    """
    turns = [
        [start, end]
        for start, end, label in zip(head.starts, head.ends, head.speakers, strict=True)
        if label in labels
    ]
    masks = [*turns]
    wanted = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if wanted:
        pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(name) for name in wanted) + r")(?!\w)",
            re.IGNORECASE,
        )
        for start, end in _between_turns(text, head):
            masks.extend([*match.span()] for match in pattern.finditer(text, start, end))
    for start in (start for start, _ in turns):
        masks.extend(_label_before(text, head, start))
    return {"turns": sorted(turns), "masks": sorted(masks)}


def _between_turns(text: str, head: Head) -> Iterable[tuple[int, int]]:
    last = 0
    for start, end in zip(head.starts, head.ends, strict=True):
        yield last, start
        last = end
    yield last, len(text)


def _label_before(text: str, head: Head, start: int) -> _Spans:
    """What stands between the last line end, or turn, and a turn: the label as written."""
    line = text.rfind("\n", 0, start) + 1
    before = max((end for end in head.ends if end <= start), default=0)
    begin = max(line, before)
    return [[begin, start]] if text[begin:start].strip() else []


def touches(spans: Sequence[Sequence[int]], payload: Mapping[str, Any]) -> bool:
    """Whether a payload names a passage that shares a character with one of the spans.

    Those of codings and decisions name one, those of settlements several.
    """
    passages = list(payload.get("spans", ()))
    if "start" in payload:
        passages.append((payload["start"], payload["end"]))
    return any(start < stop and begin < end for start, end in passages for begin, stop in spans)
