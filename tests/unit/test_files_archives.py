"""Hostile, encrypted and broken archives are refused before they are unpacked."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.files.archives import check_archive, parse_xml, read_member

CORPUS = Path(__file__).parents[2] / "corpus"


def zipped(*members, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data, **limits):
    with pytest.raises(InputError) as caught:
        check_archive(data, name="07.docx", **limits)
    assert "07.docx" in caught.value.message
    assert caught.value.remedy
    return caught.value.message


def test_the_documents_of_the_corpus_pass():
    paths = [*CORPUS.glob("*.docx"), *CORPUS.glob("*.odt")]
    assert paths
    for path in paths:
        check_archive(path.read_bytes(), name=path.name)


def test_a_zip_bomb_is_refused_by_the_size_it_declares():
    data = zipped(("word/document.xml", b" " * 50_000_000))
    assert "unpacks to 50 MB; 40 MB are allowed" in refusal(data, limit=40_000_000)
    assert "made to fill the memory" in refusal(data)


def test_very_many_members_are_refused():
    assert "10001 parts" in refusal(zipped(*((f"{i}", b"") for i in range(10_001))))


def test_an_encrypted_member_is_told():
    data = bytearray(zipped(("a.xml", b"hej"), compression=zipfile.ZIP_STORED))
    central = data.rindex(b"PK\x01\x02")
    data[central + 8] |= 1
    assert "is encrypted" in refusal(bytes(data))


def test_an_encrypted_open_document_is_told():
    manifest = b"<manifest:encryption-data manifest:checksum-type='SHA256'/>"
    assert "is encrypted" in refusal(zipped(("META-INF/manifest.xml", manifest)))


@pytest.mark.parametrize(
    ("stream", "complaint"),
    [
        ("EncryptedPackage", "is encrypted"),
        ("WordDocument", "Word's format of before 2007"),
        ("Workbook", "Excel's format of before 2007"),
        ("PowerPoint", "Office format of before 2007"),
    ],
)
def test_old_office_containers_are_told_apart(stream, complaint):
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + stream.encode("utf-16-le")
    assert complaint in refusal(data)


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF"),
        (rb"{\rtf1\ansi", "is an RTF file"),
        (b"\n<html><body>", "is a web page"),
        (b"hej", "is damaged"),
        (b"PK\x03\x04" + bytes(100), "is damaged"),
    ],
)
def test_what_is_no_archive_is_told_by_its_kind(data, complaint):
    assert complaint in refusal(data)


def test_every_truncation_and_every_flipped_byte_ends_in_one_error_or_passes():
    whole = zipped(("word/document.xml", b"<w/>" * 20), ("b.xml", b"<b/>"))
    for cut in range(len(whole)):
        for data in (whole[:cut], whole[:cut] + bytes([whole[cut] ^ 0xFF]) + whole[cut + 1 :]):
            try:
                check_archive(data, name="07.docx")
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    for member in archive.namelist():
                        read_member(archive, member, 1000)
            except InputError:
                continue


def test_a_member_is_read_up_to_the_limit_whatever_it_declares():
    data = bytearray(zipped(("a.xml", b" " * 100_000)))
    central = data.rindex(b"PK\x01\x02")
    for place in (central + 24, data.index(b"PK\x03\x04") + 22):
        data[place : place + 4] = struct.pack("<I", 10)
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive, pytest.raises(InputError):
        read_member(archive, "a.xml", 1000)
    with (
        zipfile.ZipFile(io.BytesIO(zipped(("a.xml", b" " * 100_000)))) as archive,
        pytest.raises(InputError, match="unpacks to more than"),
    ):
        read_member(archive, "a.xml", 99_999)


def test_a_missing_member_is_told():
    with (
        zipfile.ZipFile(io.BytesIO(zipped(("a", b"")))) as archive,
        pytest.raises(InputError, match=r"no part “word/document\.xml”"),
    ):
        read_member(archive, "word/document.xml")


def test_xml_is_parsed_with_its_swedish_letters():
    assert parse_xml("<p>Så är det</p>".encode(), "07.docx").text == "Så är det"


def test_broken_xml_is_told_with_its_line():
    with pytest.raises(InputError, match=r"“07\.docx” is damaged: its XML breaks off at line 2"):
        parse_xml(b"<p>\n<q>", "07.docx")
    with pytest.raises(InputError):
        parse_xml(b"", "07.docx")


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "hej">',
        '<!ENTITY secret SYSTEM "file:///etc/hostname">',
        '<!ENTITY % outer SYSTEM "http://127.0.0.1:9/x.dtd"> %outer;',
        '<!ENTITY a "hej"><!ENTITY b "' + "&a;" * 50 + '">',
    ],
)
def test_declared_entities_are_refused(declared):
    data = f"<!DOCTYPE p [{declared}]><p>x</p>".encode()
    with pytest.raises(InputError, match="declares entities"):
        parse_xml(data, "07.odt")


def test_a_document_type_without_entities_does_no_harm():
    data = b'<!DOCTYPE p PUBLIC "-//X//DTD Manifest 1.0//EN" "Manifest.dtd"><p>x</p>'
    assert parse_xml(data, "07.odt").text == "x"
