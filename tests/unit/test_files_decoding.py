"""The encoding of a text file is found by rule, for short and long Swedish texts alike."""

import pytest

from workbench.errors import InputError
from workbench.files.decoding import decode

LONG = (
    "Moderator: När började ni träffas?\r\n"
    "IP1: Det var väl för två år sen, då Åsa på Försäkringskassan ringde.\r\n"
    "IP2: Åh, så länge sen ... Ärligt talat trodde jag det var i fjol. Öxnehaga, sa du?\r\n"
)
SHORT = [
    "på",
    "så är det",
    "för",
    "Åsa: Ja.",
    "Äpple",
    "SÅ ÄR DET",
    "Nässjö",
    "idé om kafé på gång",
]
WITH_MARKS = "Hon sa ”vi hörs” – och så blev det tyst… Vi har’nte råd."
MARKED = ["utf-8-sig", "utf-16", "utf-32"]
UNMARKED = ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "cp850"]


@pytest.mark.parametrize("encoding", MARKED + UNMARKED)
@pytest.mark.parametrize("text", SHORT)
def test_short_swedish_texts_are_read_in_every_encoding(text, encoding):
    assert decode(text.encode(encoding), name="x.txt").text == text


@pytest.mark.parametrize("encoding", MARKED + UNMARKED)
def test_long_texts_are_read_without_doubt_and_keep_their_line_ends(encoding):
    decoded = decode(LONG.encode(encoding), name="x.txt")
    assert decoded.text == LONG
    assert decoded.doubts == ()


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-8"])
def test_typographic_marks_are_read_as_such(encoding):
    decoded = decode(WITH_MARKS.encode(encoding), name="x.txt")
    assert (decoded.text, decoded.encoding) == (WITH_MARKS, encoding)


def test_marks_without_any_swedish_letter_are_cp1252():
    assert decode("”hej”".encode("cp1252"), name="x.txt").text == "”hej”"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_of_utf16_decides_and_is_taken_off(encoding):
    decoded = decode(("\ufeff" + LONG).encode(encoding), name="x.txt")
    assert (decoded.text, decoded.encoding) == (LONG, encoding)


def test_composed_letters_are_left_as_they_are():
    assert decode("fo\u0308r".encode(), name="x.txt").text == "fo\u0308r"


@pytest.mark.parametrize("data", [b"", b"\r\n", b"ja\r\nnej\r"])
def test_plain_ascii_and_nothing_are_utf8(data):
    decoded = decode(data, name="x.txt")
    assert (decoded.text, decoded.encoding, decoded.doubts) == (data.decode(), "utf-8", ())


def test_a_letter_of_another_encoding_in_utf8_is_saved_and_told_with_its_line():
    data = "Så är det.\nNästan ".encode() + b"f\xf6r mycket"
    decoded = decode(data, name="x.txt")
    assert decoded.text == "Så är det.\nNästan för mycket"
    assert "line 2" in decoded.doubts[0]


def test_text_converted_twice_is_told():
    data = "Så är det för oss.".encode().decode("cp1252").encode()
    assert "twice" in decode(data, name="x.txt").doubts[0]


def test_a_text_that_could_be_either_is_told():
    decoded = decode(b"Eksj\x94", name="fynd.txt")
    assert decoded.doubts
    assert "fynd.txt" in decoded.doubts[0]


def test_bytes_that_cp1252_leaves_free_do_not_stop_it():
    data = b"S\x81 \xe4r det f\xf6r mig, s\xe5 d\xe4r"
    assert decode(data, name="x.txt").text == "S\x81 är det för mig, så där"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8,
        b"PK\x03\x04\x14\0\x06\0" + bytes(range(256)) * 8,
        bytes(range(1, 32)) * 40,
        bytes(range(1, 256)) * 40,
        b"\0" * 100,
        b"\xff\xfeA",
        b"\xff\xfe\x00\xd8A\x00",
        b"\xff\xfe\0\0" + b"\xff" * 8,
    ],
    ids=["png", "zip", "control", "all-bytes", "nul", "utf16-odd", "utf16-surrogate", "utf32"],
)
def test_what_is_no_text_is_refused_by_name(data):
    with pytest.raises(InputError) as caught:
        decode(data, name="bild.txt")
    assert "bild.txt" in caught.value.message
    assert caught.value.remedy
