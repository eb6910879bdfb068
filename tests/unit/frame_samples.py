"""Interviews as counting sees them, made from turns written as they are said."""

from array import array

from workbench.model import Code, Codebook, CodedSpan, CodeId, CountingFrame, InterviewId
from workbench.text import word_starts

LED, STR, RUT, STA = (CodeId(each) for each in ("LED", "STR", "STR.rutiner", "STA"))
BOOK = Codebook(
    codes=(
        Code(LED, "Ledning"),
        Code(STR, "Struktur"),
        Code(RUT, "Rutiner", STR),
        Code(STA, "Stabilitet"),
    )
)


def talk(
    name: str,
    *turns: tuple[str, str, str],
    people: dict[str, dict[str, str]] | None = None,
    **attributes: str,
) -> CountingFrame:
    """An interview of turns (speaker, words, codes): `"LED+ STR"` codes the whole turn with LED,
    promoting, and STR, without direction. Turns stand one character apart; M moderates."""
    speakers = list(dict.fromkeys(speaker for speaker, _, _ in turns))
    starts, ends, spans, words = [], [], [], array("I")
    at = 0
    for _, said, codes in turns:
        starts.append(at)
        ends.append(at + len(said))
        words.extend(at + word for word in word_starts(said))
        for code in codes.split():
            direction = code[-1] if code[-1] in "+-0" else ""
            spans.append((at, at + len(said), CodeId(code.rstrip("+-0")), direction))
        at += len(said) + 1
    own = people or {}
    return CountingFrame(
        interview=InterviewId(name),
        attributes=attributes,
        speakers=tuple(speakers),
        speaker_attributes=tuple({**attributes, **own.get(who, {})} for who in speakers),
        moderators=frozenset({"M"}),
        turn_starts=array("I", starts),
        turn_ends=array("I", ends),
        turn_speakers=array("I", [speakers.index(speaker) for speaker, _, _ in turns]),
        word_starts=words,
        spans=sorted(spans),
    )


def span(start: int, end: int, code: str, direction: str = "") -> CodedSpan:
    return start, end, CodeId(code), direction
