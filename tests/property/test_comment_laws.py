"""Codings that go out as margin comments come back the same: place, code, direction, memo, mark."""

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from workbench.export.commented import MarginComment, commented_docx
from workbench.interchange.comments import CommentLanguage
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Interview,
    InterviewId,
    Polarity,
    Span,
    Turn,
)
from workbench.placing import Alignment
from workbench.text import normal_text
from workbench.transcripts.readers.docx_comments import parse

LETTERS = st.text("abåäö ,:;-–+0()[]?.!/#\n\tSTRKUN&😀", max_size=40)
NAMES = LETTERS.map(lambda raw: " ".join(raw.split()).strip("/") or "x")
MEMOS = LETTERS.map(normal_text)
WORDS = st.lists(
    st.sampled_from("och det är så, Åsa (skratt) 8:30 😀 é nå'n & <b>".split()),
    min_size=1,
    max_size=8,
).map(" ".join)


@st.composite
def books(draw):
    names = draw(st.lists(NAMES, min_size=1, max_size=6))
    ids = ["STR", "KUN", "STR.a", "0190a0b0-0000-7000-8000-000000000001", "b", "å"]
    codes = []
    for identity, name in zip(ids, names, strict=False):
        parent = draw(st.sampled_from([None, *(code.id for code in codes)]))
        key = draw(st.sampled_from(["", "s", "+", "0", "å"]))
        codes.append(Code(CodeId(identity), name, parent, key=key))
    return Codebook(codes=tuple(codes))


@st.composite
def talks(draw):
    said = draw(st.lists(st.tuples(st.sampled_from(["M", "IP1"]), WORDS), min_size=1, max_size=6))
    text, turns = "Rubrik", []
    for number, (label, words) in enumerate(said, 1):
        start = len(text) + len(label) + 3
        text += f"\n{label}: {words}"
        turns.append(Turn(number, label, start, len(text)))
    text += draw(st.sampled_from(["", "\n", "\n\nSlut "]))
    return Interview(InterviewId("1"), "Rubrik", text, tuple(turns), moderators=frozenset({"M"}))


@st.composite
def coded(draw):
    book, talk = draw(books()), draw(talks())
    codings = {}
    for _ in range(draw(st.integers(1, 8))):
        # Ends of a coded passage are never white space or a line's edge.
        solid = [at for at, char in enumerate(talk.text) if not char.isspace()]
        first, last = sorted((draw(st.sampled_from(solid)), draw(st.sampled_from(solid))))
        made = Coding(
            CodingId(""),
            talk.id,
            Span(first, last + 1),
            draw(st.sampled_from(book.codes)).id,
            Coder(draw(st.sampled_from(["A", "Bo Å"]))),
            draw(st.sampled_from([None, *Polarity])),
            draw(MEMOS),
            draw(st.booleans()),
        )
        codings[made.coder, made.span, made.code] = made
    return book, talk, list(codings.values())


@given(books(), st.sampled_from([None, *Polarity]), MEMOS, st.booleans())
def test_a_coding_put_in_words_is_read_as_it_was(book, polarity, memo, quotable):
    language = CommentLanguage(book)
    for code in book.codes:
        span = Span(0, 1)
        made = Coding(
            CodingId(""), InterviewId("1"), span, code.id, Coder("A"), polarity, memo, quotable
        )
        reading = language.read(language.write(made))
        assert [(each.code, each.polarity) for each in reading.codes] == [(code.id, polarity)]
        assert (reading.memo, reading.quotable) == (memo, quotable)


@given(coded())
def test_what_goes_out_as_comments_comes_back_the_same(everything):
    book, talk, codings = everything
    language = CommentLanguage(book)
    out = io.BytesIO()
    comments = [MarginComment(each.span, language.write(each), each.coder) for each in codings]
    commented_docx(out, talk, comments)
    found = parse(out.getvalue(), {"name": "x.docx"})
    alignment = Alignment(found["text"], talk)
    back = set()
    for _number, author, text, start, end, _parent in found["comments"]:
        reading = language.read(text)
        (named,) = reading.codes
        span = alignment.place(Span(start, end)).span
        back.add((author, span, named.code, named.polarity, reading.memo, reading.quotable))
    assert back == {
        (each.coder, each.span, each.code, each.polarity, each.memo, each.quotable)
        for each in codings
    }


@given(st.text(max_size=200))
def test_nothing_that_is_typed_in_a_comment_is_lost_but_the_codes(text):
    book = Codebook(codes=(Code(CodeId("STR"), "Struktur"),))
    reading = CommentLanguage(book).read(text)
    if not reading.codes:
        assert reading.memo == text.strip()
    else:
        assert all(word in text for word in re.findall(r"\w+", reading.memo)), (
            "a memo holds only what was typed"
        )
