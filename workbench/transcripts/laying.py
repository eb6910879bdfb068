"""The turns of a transcript laid onto the text it was read from.

A text into which another program's positions point must stay as it is; the grammar of turns writes
a text of its own. Both hold the same signs (characters that are no white space) in the same order,
but for marks that the grammar understands, such as times.
"""

from bisect import bisect_left
from dataclasses import replace

from workbench.model import Turn
from workbench.transcripts.transcript import Transcript


def turns_in(text: str, transcript: Transcript) -> tuple[Turn, ...]:
    """The transcript's turns as offsets into `text`; none where some words are not found there."""
    here, there = _places(text), _places(transcript.text)
    signs = _signs(text)
    if signs == _signs(transcript.text):
        first = [bisect_left(there, turn.start) for turn in transcript.turns]
        numbers = [bisect_left(there, turn.end) for turn in transcript.turns]
        spans = list(zip(first, numbers, strict=True))
    else:
        spans = _found(signs, transcript)
    found = []
    for turn, (begin, stop) in zip(transcript.turns, spans, strict=False):
        start = here[begin] if begin < stop else here[begin - 1] + 1 if begin else 0
        end = here[stop - 1] + 1 if begin < stop else start
        found.append(replace(turn, start=start, end=end))
    return tuple(found)


def _found(signs: str, transcript: Transcript) -> list[tuple[int, int]]:
    """Each turn's words among the signs, after its label where that stands there."""
    found = []
    reached = 0
    for turn in transcript.turns:
        words = _signs(transcript.text[turn.start : turn.end])
        label = _signs(turn.speaker)
        at = signs.find(words, reached)
        labelled = signs.find(f"{label}:{words}", reached) if label else -1
        if 0 <= labelled <= at:
            at = labelled + len(label) + 1
        if at < 0:
            return []
        found.append((at, at + len(words)))
        reached = at + len(words)
    return found


def _signs(text: str) -> str:
    return "".join(text.split())


def _places(text: str) -> list[int]:
    return [at for at, char in enumerate(text) if not char.isspace()]
