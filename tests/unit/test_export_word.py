"""Excerpts as a Word document, read back with python-docx."""

import io
import zipfile

import docx
import pytest
from excerpt_samples import BOOK, EXCERPTS, LONG, excerpt
from lxml import etree

from workbench.export.excerpts import excerpts_docx
from workbench.files.archives import check_archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(excerpts=EXCERPTS, **options):
    out = io.BytesIO()
    excerpts_docx(out, excerpts, BOOK, heading="demo · A", **options)
    return out.getvalue()


def read(excerpts=EXCERPTS, **options):
    return docx.Document(io.BytesIO(written(excerpts, **options)))


def paragraphs(document, *styles):
    return [
        (each.style.name, each.text) for each in document.paragraphs if each.style.name in styles
    ]


def part(data, name):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def test_codes_are_headings_of_their_level_and_values_stand_below_them():
    found = paragraphs(read(), "Heading 1", "Heading 2", "Excerpt group")
    assert found == [
        ("Heading 1", "Struktur"),
        ("Excerpt group", "(saknas)"),
        ("Heading 2", "Rutiner"),
        ("Excerpt group", "Örebro"),
        ("Heading 1", "Ledning & styrning"),
        ("Excerpt group", "Zinkgruvan"),
        ("Excerpt group", "Åmål"),
        ("Excerpt group", "Ängelholm"),
    ]


def test_quotations_are_verbatim_paragraph_by_paragraph_in_the_quotation_style():
    quoted = [text for _, text in paragraphs(read(), "Quote")]
    assert quoted == ["Utan kommun.", *LONG.split("\n"), "-nej, = inte", "Å.", "Ja."]


def test_each_excerpt_has_its_reference_speaker_direction_and_attributes():
    document = read()
    sources = [text for _, text in paragraphs(document, "Excerpt source")]
    assert sources[1] == "07:31+12  IP1, enhetschef, äldreomsorg\t− hindrar"
    assert sources[0].endswith("\triktning ej satt")
    assert sources[4].endswith("\t+ främjar")
    details = [text.replace("\u00a0", " ") for _, text in paragraphs(document, "Excerpt details")]
    assert "Intervju 07 · kommun Örebro" in details
    assert "Memo: Stark.\nSe  även 10:2" in details


def test_a_code_tells_how_many_excerpts_it_has_and_its_definition():
    document = read()
    assert [text for _, text in paragraphs(document, "Code facts")] == [
        "STR · 1 utdrag: 1 utan riktning",
        "STR.rutiner · 1 utdrag: 1 hindrar",
        "LED · 3 utdrag: 1 främjar, 1 neutral, 1 utan riktning",
    ]
    assert paragraphs(document, "Code definition") == [
        ("Code definition", "Hur arbetet är ordnat.")
    ]


def test_quotations_bear_the_colour_of_their_code():
    colours = [
        each._p.find(f"{W}pPr/{W}pBdr/{W}left").get(f"{W}color")
        for each in read().paragraphs
        if each.style.name == "Quote"
    ]
    assert colours[:4] == ["1F77B4"] * 4
    assert len(set(colours)) == 2


def test_the_table_of_contents_is_a_field_whose_entries_lead_to_the_headings():
    body = part(written(), "word/document.xml")
    assert 'TOC \\o "1-3"' in body.find(f".//{W}instrText").text
    kinds = [each.get(f"{W}fldCharType") for each in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    entries = {
        link.get(f"{W}anchor"): "".join(text.text for text in link.iter(f"{W}t"))
        for link in body.iter(f"{W}hyperlink")
    }
    bookmarks = {
        mark.get(f"{W}name"): "".join(text.text for text in mark.getparent().iter(f"{W}t"))
        for mark in body.iter(f"{W}bookmarkStart")
    }
    assert list(bookmarks.values()) == ["Struktur", "Rutiner", "Ledning & styrning"]
    assert list(entries) == list(bookmarks)
    assert all(entries[name].startswith(title) for name, title in bookmarks.items())


def test_the_footer_numbers_the_pages():
    footer = read().sections[0].footer._element
    fields = [each.get(f"{W}instr") for each in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(("lang", "locale"), [("sv", "sv-SE"), ("en", "en-GB")])
def test_the_language_is_set_and_quotations_have_the_codebooks(lang, locale):
    data = written(lang=lang)
    styles = part(data, "word/styles.xml")
    assert styles.find(f"{W}docDefaults//{W}lang").get(f"{W}val") == locale
    quote = next(each for each in styles.iter(f"{W}style") if each.get(f"{W}styleId") == "Quote")
    assert quote.find(f".//{W}lang").get(f"{W}val") == "sv-SE"


def test_every_style_that_is_used_is_there():
    data = written()
    there = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/footer1.xml"):
        for tag in ("pStyle", "rStyle"):
            for each in part(data, name).iter(f"{W}{tag}"):
                assert each.get(f"{W}val") in there


def test_the_same_excerpts_give_the_same_bytes_and_no_date():
    data = written()
    assert data == written(list(EXCERPTS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert (properties.created, properties.modified) == (None, None)
    assert (properties.title, properties.author) == ("demo · A", "A")


def test_the_file_passes_our_own_checks_and_is_small():
    data = written()
    check_archive(data, name="utdrag.docx")
    assert len(data) < 40_000


def test_an_attribute_that_is_missing_everywhere_makes_no_groups():
    document = read([EXCERPTS[0]])
    assert paragraphs(document, "Excerpt group") == []


def test_an_empty_export_says_so():
    assert "Inga utdrag." in [each.text for each in read([]).paragraphs]


def test_characters_that_xml_forbids_do_not_stop_the_file():
    odd = excerpt("1:1", "LED", 'a\x0bb<&>"', memo="\x00\ud83d\uffff", speaker="\x1b")
    document = read([odd], by=None)
    assert ("Quote", 'ab<&>"') in paragraphs(document, "Quote")
