"""Laws of reading transcripts: nothing is dropped, offsets hold, any bytes end well."""

import io
import time
import zipfile
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.files.contained import Bounds, Containment
from workbench.text import normal_text
from workbench.transcripts import SUFFIXES, Transcript, read_transcript

child = Containment(Bounds(seconds=20))
SLOW = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PIECES = st.sampled_from(
    """Moderator: |IP1: |IP 2: |ip1 - |Anna: |M: |I: |Vi: |Då sa hon: |Kommun: Eksjö|Deltagare:|IP1 = chef
    |[00:00:01] |(0:12) |#00:12:04-5#|00:00:09|10:30|Anna Berg   0:03|**IP1:** |**Anna** |*|_|# |- |– |=|:
    |\t|\n|\n\n| |.|?|…|å|Å\u030a|a\u0308|\xad|\u200b|\xa0|ord|Ja.|<v Anna>|</v>|WEBVTT|-->|NOTE|&amp;
    |00:00:01.000 --> 00:00:02.000|1|(skratt)|[ohörbart]|{|}|\\par |\\'e5|\u2028|\x0c|\r\n|IP1|IP1 (kvinna): """.split(
        "|"
    )
)
TEXTS = st.lists(PIECES | st.text(max_size=6), max_size=60).map("".join)
PARAGRAPHS = st.text('abcåäö ,.?!-–…()[]"0123456789', max_size=40).map(
    # So that none looks like a label before a dash.
    lambda text: f"nej {text}".strip()
)
TALK = st.lists(
    st.tuples(
        st.sampled_from(["Moderator", "IP1", "IP2", "IP10"]),
        st.lists(PARAGRAPHS, min_size=1, max_size=3),
    ),
    min_size=2,
    max_size=25,
)


def read(data: bytes, name: str) -> Transcript:
    return read_transcript(name, data, containment=child)


def attempt(data: bytes, name: str) -> Transcript | InputError:
    """What becomes of the bytes; any other exception fails the test."""
    try:
        return read(data, name)
    except InputError as error:
        return error


def check_outcome(outcome: Transcript | InputError, name: str) -> None:
    if isinstance(outcome, Transcript):
        check_offsets(outcome)
    else:
        assert name in outcome.message
        assert outcome.remedy


def check_offsets(transcript: Transcript) -> None:
    assert transcript.text == normal_text(transcript.text)
    end = 0
    for number, turn in enumerate(transcript.turns, 1):
        assert turn.number == number
        assert end <= turn.start < turn.end <= len(transcript.text)
        words = transcript.text[turn.start : turn.end]
        assert words == words.strip()
        label = f"{turn.speaker}: " if turn.speaker else ""
        assert transcript.text[turn.start - len(label) : turn.start] == label
        end = turn.end
    labels = {who.label for who in transcript.participants}
    assert {turn.speaker for turn in transcript.turns} - {""} <= labels | transcript.moderators
    assert not labels & transcript.moderators


@SLOW
@given(TEXTS)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".vtt", ".srt"])
def test_offsets_labels_and_participants_agree_for_any_text(suffix: str, text: str) -> None:
    try:
        transcript = read(text.encode("utf-8", "replace"), f"x{suffix}")
    except InputError:
        return
    check_offsets(transcript)


def letters(text: str) -> Counter[str]:
    return Counter(char for char in normal_text(text).casefold() if char.isalpha())


@SLOW
@given(TEXTS)
def test_every_letter_of_a_text_is_in_the_text_or_aside(text: str) -> None:
    if "-->" in text or "{\\rtf" in text:
        return
    try:
        transcript = read(text.encode("utf-8", "replace"), "x.txt")
    except InputError:
        return
    if transcript.encoding != "utf-8":
        return
    kept = letters(transcript.text + "".join(found.text for found in transcript.aside))
    assert not letters(text) - kept


def blocks_of(talk: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    return [(who, "\n".join(words.strip() for words in said)) for who, said in talk]


@SLOW
@given(TALK)
def test_talk_written_as_text_comes_back_turn_by_turn(talk: list[tuple[str, list[str]]]) -> None:
    written = "\n\n".join(f"{who}: " + "\n".join(said) for who, said in talk)
    transcript = read(written.encode(), "x.txt")
    check_offsets(transcript)
    found = [(turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns]
    assert found == blocks_of(talk)


@SLOW
@given(TALK)
def test_talk_reads_the_same_from_every_kind_of_file(talk: list[tuple[str, list[str]]]) -> None:
    lines = [(who, said[0].strip()) for who, said in talk]
    wanted = lines
    for name, data in (
        ("x.docx", as_docx(lines)),
        ("x.rtf", as_rtf(lines)),
        ("x.odt", as_odt(lines)),
        ("x.txt", "\r\n".join(f"{who}:\t{words}" for who, words in lines).encode("utf-16")),
    ):
        transcript = read(data, name)
        check_offsets(transcript)
        found = [
            (turn.speaker, transcript.text[turn.start : turn.end]) for turn in transcript.turns
        ]
        assert [(who, " ".join(words.split())) for who, words in found] == [
            (who, " ".join(words.split())) for who, words in wanted
        ]


def as_docx(lines: list[tuple[str, str]]) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{who}: {words}</w:t></w:r></w:p>'
        for who, words in lines
    )
    return archive(
        {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"}
    )


def as_odt(lines: list[tuple[str, str]]) -> bytes:
    space = (
        'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    body = "".join(f"<t:p>{who}: {words}</t:p>" for who, words in lines)
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<o:document-content {space}><o:body><o:text>{body}</o:text></o:body>"
            "</o:document-content>",
        }
    )


def as_rtf(lines: list[tuple[str, str]]) -> bytes:
    def escaped(text: str) -> str:
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)

    return (
        "{\\rtf1\\ansi " + "".join(f"{{\\b {who}:}} {escaped(w)}\\par\n" for who, w in lines) + "}"
    ).encode()


def archive(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return buffer.getvalue()


@SLOW
@given(st.binary(max_size=400))
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("start", [b"", b"{\\rtf1 ", b"PK\x03\x04", b"WEBVTT\n\n", b"\xff\xfe"])
def test_any_bytes_end_in_a_transcript_or_an_input_error(
    suffix: str, start: bytes, data: bytes
) -> None:
    begun = time.monotonic()
    check_outcome(attempt(start + data, f"x{suffix}"), f"x{suffix}")
    assert time.monotonic() - begun < 5


RTF_PIECES = st.sampled_from(
    r"""{|}|\par |\line |\tab |\'e5|\'8c|\u228?|\u-10179?|\u-8694?|\uc0 |\uc2 |\b |\b0 |\deleted |\plain |\pard
    |\intbl |\cell |\row |{\footnote |{\*\annotation |{\*\x |{\fonttbl{\f1\fcharset128 a;}}|\f1 |\f0 |\mac
    |\ansicpg932 |\ansicpg0 |\bin3 |\bin99999 |\*|\v |{\shp{\*\shpinst{\shptxt |{\upr |{\*\ud |IP1: |Moderator: |ord
    |\u99999999?|\ftnalt |\~|\_|\-|\\|\outlinelevel0 """.split("|")
)


@SLOW
@given(st.lists(RTF_PIECES, max_size=60).map("".join))
def test_any_rtf_ends_in_a_transcript_or_an_input_error(body: str) -> None:
    check_outcome(attempt(b"{\\rtf1 " + body.encode("latin-1") + b"}", "x.rtf"), "x.rtf")


XML_PIECES = st.recursive(
    st.sampled_from(
        ["IP1: ", "Moderator: ", "ord. ", "<w:tab/>", "<w:br/>", "Anna Berg   0:03", "00:00:01"]
    ),
    lambda inner: st.builds(
        lambda tag, children: f"<w:{tag}>{''.join(children)}</w:{tag}>",
        st.sampled_from(
            "p r t tbl tr tc sdt sdtContent ins del moveFrom smartTag hyperlink pPr rPr b vanish txbxContent".split()
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@SLOW
@given(st.lists(XML_PIECES, max_size=8).map("".join))
def test_any_elements_in_a_word_file_end_in_a_transcript_or_an_input_error(body: str) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    data = archive(
        {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>"}
    )
    check_outcome(attempt(data, "x.docx"), "x.docx")


@SLOW
@given(st.data())
def test_a_damaged_word_file_ends_in_a_transcript_or_an_input_error(drawn: st.DataObject) -> None:
    data = bytearray(as_docx([("Moderator", "Hej?"), ("IP1", "Ja, så är det.")] * 5))
    for _ in range(drawn.draw(st.integers(1, 8))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    check_outcome(attempt(bytes(data), "x.docx"), "x.docx")
