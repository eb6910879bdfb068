"""Random studies: everything that a project can hold, in any letters."""

import random
import unicodedata
import uuid
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from hypothesis import strategies as st

from workbench.interchange.study import Study
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Confidence,
    Cue,
    Decision,
    Interview,
    InterviewId,
    Origin,
    Participant,
    Polarity,
    SeenEvidence,
    Settlement,
    Side,
    Span,
    Taken,
    Turn,
    Verdict,
)
from workbench.text import normal_text

LETTERS = "aåäöÅÄÖéñ 123.,-–:;“”\"'<>&[]()😀👍🎉漢字\u0301\n\t"
said = st.text(LETTERS, max_size=60)
anything = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
"""Also what XML cannot hold."""
name = st.text("abcåäöÅÄÖ 😀é-", min_size=1, max_size=12).map(
    lambda each: unicodedata.normalize("NFC", " ".join(each.split())) or "x"
)
attributes = st.dictionaries(
    st.sampled_from(["kommun", "aktör", "roll", "kön"]), anything.filter(bool), max_size=3
)
colours = st.sampled_from(["", "#336699", "#ffcc00", "#abcdef"])
directions = st.sampled_from([None, *Polarity])
CODERS = (Coder("Anna"), Coder("Örjan Åström"), Coder("<B&>"))


@st.composite
def codebooks(draw):
    number = draw(st.integers(1, 6))
    codes = []
    for at in range(number):
        parent = draw(st.sampled_from([None, *(code.id for code in codes)]))
        readable = f"{parent}.k{at}" if parent else f"K{at}"
        made = draw(st.booleans())
        codes.append(
            Code(
                CodeId(str(uuid.UUID(int=at + 1, version=4)) if made else readable),
                draw(st.sampled_from(["Övrigt", "Rutiner", "😀", "a/b"]) | name),
                parent,
                definition=draw(anything),
                include=draw(anything),
                exclude=draw(anything),
                example=draw(anything),
                colour=draw(colours),
                key=draw(st.sampled_from(["", str(at)])),
                cues=tuple(
                    Cue(draw(name), draw(st.sampled_from(["lemma", "part"])), draw(st.booleans()),
                        draw(st.sampled_from([1.0, 0.7])), draw(directions))
                    for _ in range(draw(st.integers(0, 2)))
                ),
                memo=draw(anything),
            )
        )  # fmt: skip
    return Codebook(draw(name), draw(st.sampled_from(["sv", "en"])), draw(anything),
                    tuple(draw(st.lists(name, max_size=2))), tuple(codes))  # fmt: skip


@st.composite
def interviews(draw, number):
    people = ["IP1", "IP2", "Åsa: 😀"]
    text, turns = normal_text(draw(said)), []
    for at in range(draw(st.integers(0, 5))):
        speaker = draw(st.sampled_from([*people, "Moderator", ""]))
        text = normal_text(f"{text}\n{speaker}: ").rstrip() + " "
        words = " ".join(normal_text(draw(said)).split())
        time = draw(st.sampled_from(["", "00:01:02"]))
        turns.append(Turn(at + 1, speaker, len(text), len(text) + len(words), time))
        text += words
    if normal_text(text) != text:  # A letter and an accent met across a turn's edge.
        text, turns = normal_text(text), []
    return Interview(
        InterviewId(draw(st.sampled_from([f"{number:02d}", f"grupp å{number}"]))),
        draw(st.sampled_from(["", f"{number:02d}", f"{number:02d} Åmål", "Titel"])),
        text,
        tuple(turns),
        tuple(Participant(each, draw(anything), draw(attributes)) for each in people),
        frozenset(draw(st.sampled_from([(), ("Moderator",)]))),
        draw(attributes),
        f"{number}.docx",
        sha256(text.encode()).hexdigest(),
        draw(anything),
    )


@st.composite
def spans(draw, text):
    """A span that begins and ends with words."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    if not places:
        return None
    first, last = sorted(draw(st.tuples(*[st.sampled_from(places)] * 2)))
    return Span(first, last + 1)


@st.composite
def studies(draw):
    book = draw(codebooks())
    texts = tuple(draw(interviews(number)) for number in range(1, 1 + draw(st.integers(0, 3))))
    codes = st.sampled_from([code.id for code in book.codes])
    began = datetime(2026, 1, 2, 3, 4, 5, 678_901, tzinfo=UTC)
    codings, decisions, settlements, places = [], [], [], set()
    for interview in texts:
        for _ in range(draw(st.integers(0, 4))):
            span, code, coder = (
                draw(spans(interview.text)),
                draw(codes),
                draw(st.sampled_from(CODERS)),
            )
            if span is None or (interview.id, span, code, coder) in places:
                continue
            places.add((interview.id, span, code, coder))
            at = len(codings)
            identity = str(uuid.UUID(int=random.Random(at).getrandbits(128), version=4))
            codings.append(
                Coding(CodingId(identity), interview.id, span, code, coder, draw(directions),
                       draw(anything), draw(st.booleans()), draw(st.sampled_from(Origin)),
                       began + timedelta(seconds=at))
            )  # fmt: skip
            evidence = (SeenEvidence("lemma", "möte", span, code),)
            decisions.append(
                Decision(interview.id, span, code, coder, draw(st.sampled_from(Verdict)),
                         draw(st.sampled_from([None, code])), 0.25,
                         draw(st.sampled_from([None, *Confidence])), evidence)
            )  # fmt: skip
            side = Side(CodingId(identity), span, code, draw(directions))
            settlements.append(
                Settlement(interview.id, CODERS[:2], Coder("consensus"), side, None,
                           draw(st.sampled_from(Taken)), draw(anything), (CodingId(identity),),
                           "eva", began)
            )  # fmt: skip
    finished = frozenset(
        (coder, interview.id) for interview in texts for coder in CODERS if draw(st.booleans())
    )
    facts = draw(st.dictionaries(name, st.integers() | st.lists(anything, max_size=2), max_size=2))
    return Study("studie å", book, texts, tuple(codings), draw(anything), finished,
                 tuple(decisions), tuple(settlements), facts)  # fmt: skip
