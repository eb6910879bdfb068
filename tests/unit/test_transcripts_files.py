"""Kinds of files, encodings, and files that are broken, huge or hostile."""

import time

import pytest
from transcript_files import W, docx, odt, p, read, said, zipped

from workbench.errors import InputError
from workbench.transcripts import SUFFIXES

TEXT = "Moderator: Får jag fråga?\r\nIP1: Så är det på ön. Åsa också, i Växjö.\r\n"
SPOKEN = [("Moderator", "Får jag fråga?"), ("IP1", "Så är det på ön. Åsa också, i Växjö.")]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac-roman"]
)
@pytest.mark.parametrize("name", ["01.txt", "01.md"])
def test_text_in_every_encoding(encoding: str, name: str) -> None:
    transcript = read(TEXT.encode(encoding), name)
    assert said(transcript) == SPOKEN
    assert transcript.encoding.startswith(encoding.removesuffix("-sig")[:5])


def test_line_ends_of_old_macs() -> None:
    assert said(read(TEXT.replace("\r\n", "\r").encode("mac-roman"))) == SPOKEN


def test_files_are_read_as_what_they_are() -> None:
    word = docx(p("Moderator: Hej?"), p("IP1: Ja."))
    wanted = [("Moderator", "Hej?"), ("IP1", "Ja.")]
    assert said(read(word, "01.txt")) == wanted
    assert said(read(word, "01.doc")) == wanted
    assert said(read(rb"{\rtf1 Moderator: Hej?\par IP1: Ja.\par}", "01.txt")) == wanted
    assert said(read(rb"{\rtf1 Moderator: Hej?\par IP1: Ja.\par}", "01.DOC")) == wanted
    assert (
        said(read(odt("<text:p>Moderator: Hej?</text:p><text:p>IP1: Ja.</text:p>"), "01.docx"))
        == wanted
    )
    assert said(read("Moderator: Hej?\nIP1: Ja.", "01.rtf")) == wanted
    assert said(read("Moderator: Hej?\nIP1: Ja.", "01.vtt")) == wanted


@pytest.mark.parametrize("name", ["01.xyz", "01", "01.mp3", "01.html"])
def test_unknown_kinds_are_refused_with_those_that_can_be_read(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read(TEXT, name)
    assert name in caught.value.message
    assert all(suffix in caught.value.remedy for suffix in SUFFIXES)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOMB = zipped({"word/document.xml": b"<w:document>" + b" " * 300_000_000})
ENTITIES = zipped(
    {
        "word/document.xml": '<!DOCTYPE d [<!ENTITY a "IP1: ja"><!ENTITY b "&a;&a;&a;">]>'
        f"<w:document {W}><w:body>{p('&b;')}</w:body></w:document>"
    }
)
WORD = docx(p("Moderator: Hej?"), *[p(f"IP1: Ja nummer {n}.") for n in range(500)])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("tom.txt", b"", "empty"),
        ("tom.docx", b"", "empty"),
        ("tom.txt", b"\xef\xbb\xbf", "empty"),
        ("blank.txt", b" \r\n\t\n", "empty"),
        ("osynlig.txt", "\u200b\n\u200b".encode(), "no text"),
        ("gammal.doc", OLE + "WordDocument".encode("utf-16-le"), "old format"),
        ("hemlig.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("rapport.pdf", b"%PDF-1.7 x", "PDF"),
        ("rapport.txt", b"%PDF-1.7 x", "PDF"),
        ("skräp.txt", bytes(range(256)) * 40, "no text"),
        ("skräp.docx", bytes(range(256)) * 40, "damaged"),
        ("stympad.docx", WORD[: len(WORD) // 2], "damaged"),
        ("stympad.odt", WORD[:100], "damaged"),
        ("bomb.docx", BOMB, "unpack"),
        ("entiteter.docx", ENTITIES, "entities"),
        ("trasig.docx", zipped({"word/document.xml": "<w:document"}), "damaged"),
        ("ark.docx", zipped({"xl/workbook.xml": "<x/>"}), "spreadsheet"),
        ("fel.docx", zipped({"word/x.xml": "<x/>"}), "no document|damaged"),
        ("fel.odt", zipped({"mimetype": "x", "content.xml": "<x/>"}), "no text document"),
        ("arkiv.txt", zipped({"a.txt": "x"}), "archive"),
    ],
    # The bytes of an archive hold the time of its making: no part of a name.
    ids=lambda value: "bytes" if isinstance(value, bytes) else None,
)
def test_what_cannot_be_read_is_one_sentence_with_a_remedy(
    name: str, data: bytes, message: str
) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match=message) as caught:
        read(data, name)
    assert name in caught.value.message
    assert caught.value.remedy
    assert time.monotonic() - begun < 10


def test_the_batch_goes_on_after_a_broken_file() -> None:
    with pytest.raises(InputError):
        read(BOMB, "bomb.docx")
    assert len(read(WORD, "01.docx").turns) == 501


def test_five_megabytes_on_one_line() -> None:
    begun = time.monotonic()
    transcript = read(b"Moderator: " + b"ord och fler " * 400_000)
    assert len(transcript.turns) == 1
    assert time.monotonic() - begun < 10


def test_more_lines_than_any_transcript_has() -> None:
    with pytest.raises(InputError, match="lines"):
        read(b"a\n" * 400_000)


def test_a_member_that_lies_about_its_size() -> None:
    data = bytearray(zipped({"word/document.xml": b"<w:document>" + b" " * 300_000_000}))
    # The declared size stands in the local header and in the directory at the end.
    for at in (22, data.rindex(b"PK\x01\x02") + 24):
        data[at : at + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(InputError):
        read(bytes(data), "lögn.docx")
