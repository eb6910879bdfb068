"""Small interviews for queries: turns in a line, codings as words."""

from array import array
from itertools import accumulate

from workbench.analysis import Material, find_in, read_query
from workbench.model import Code, Codebook, CodeId, CountingFrame, InterviewId
from workbench.text import word_starts

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("STR.rutiner"), "Rutiner", CodeId("STR")),
        Code(CodeId("STA"), "Stabilitet"),
        Code(CodeId("FOR"), "Förankring"),
    )
)
TURNS = (
    ("M", "Hur ser det ut hos er?"),
    ("IP1", "Vi ringer varandra. Rutiner har vi inga."),
    ("IP2", "Chefen står bakom oss."),
    ("M", "Är det så?"),
    ("IP1", "Hon slutade i våras. Sedan dess vet ingen vem man ska ringa."),
    ("IP3", "Jag ringer aldrig."),
)
CODINGS = (
    ("Vi ringer varandra. Rutiner har vi inga.", "STR", "-"),
    ("Rutiner har vi inga.", "STR.rutiner", "-"),
    ("Chefen står bakom oss.", "FOR", "+"),
    ("Hon slutade i våras.", "STA", "-"),
    ("vet ingen vem man ska ringa", "STR", ""),
    ("Är det så?", "FOR", ""),
    ("Jag ringer aldrig.", "STR", "0"),
)
CASES = {
    "IP1": {"kommun": "Eksjö", "roll": "chefer"},
    "IP2": {"kommun": "Nässjö", "roll": "chefer"},
    "IP3": {"kommun": "Eksjö"},
}


def frame(turns=TURNS, codings=CODINGS, *, name="07"):
    """A frame and its text; each coding stands on the first place of its words."""
    lines = [f"{label}: {said}\n" for label, said in turns]
    text = "".join(lines)
    begins = [0, *accumulate(map(len, lines))]
    starts = [begin + len(label) + 2 for begin, (label, _) in zip(begins, turns, strict=False)]
    ends = [start + len(said) for start, (_, said) in zip(starts, turns, strict=True)]
    speakers = tuple(dict.fromkeys(label for label, _ in turns))
    words = [
        word
        for start, end in zip(starts, ends, strict=True)
        for word in word_starts(text, start, end)
    ]
    spans = []
    for said, code, sign in codings:
        at = text.index(said)
        spans.append((at, at + len(said), CodeId(code), sign))
    made = CountingFrame(
        interview=InterviewId(name),
        attributes={"kommun": "Eksjö"},
        speakers=speakers,
        speaker_attributes=tuple(CASES.get(each, {"kommun": "Eksjö"}) for each in speakers),
        moderators=frozenset({"M"}),
        turn_starts=array("I", starts),
        turn_ends=array("I", ends),
        turn_speakers=array("I", (speakers.index(label) for label, _ in turns)),
        word_starts=array("I", words),
        spans=sorted(spans),
    )
    return made, text


def found(query, *, with_moderator=False, marks=None, turns=TURNS, codings=CODINGS):
    """What a query finds: the words, in order."""
    made, text = frame(turns, codings)
    material = Material(made, lambda: text, lambda: marks or {})
    node = read_query(query, BOOK).node
    return [
        text[start:end]
        for start, end, _, _ in find_in(material, node, with_moderator=with_moderator)
    ]
