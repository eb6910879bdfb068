"""Reports and the codebook as Word documents: their parts, their words, and studies of all kinds."""

import io
import re
import string
import zipfile

import docx
import pytest
from lxml import etree

from tests.conftest import run_workbench, write_transcript
from tests.report_reading import read_report
from workbench.export import report_english, report_swedish
from workbench.export.codebook_word import codebook_docx
from workbench.export.report_phrases import Phrases
from workbench.model import Code, Codebook, CodeId, Cue, Unit
from workbench.workflows.reporting_study import ReportOptions, write_reports

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@pytest.fixture(scope="module")
def eksjo(built_demo):
    return built_demo / "exports" / "demo-rapport-Eksjö.docx"


def part(path, name="word/document.xml"):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def test_both_languages_say_the_same_things_with_the_same_facts():
    assert report_swedish.SENTENCES.keys() == report_english.SENTENCES.keys()

    def facts(sentence):
        return {name.casefold() for _, name, _, _ in string.Formatter().parse(sentence) if name}

    different = {
        key
        for key, sentence in report_swedish.SENTENCES.items()
        if facts(sentence) != facts(report_english.SENTENCES[key])
    }
    assert different == set()


def test_nothing_of_ours_stands_between_quotation_marks():
    for sentences in (report_swedish.SENTENCES, report_english.SENTENCES):
        assert [each for each in sentences.values() if re.search('[”“"»«]', each)] == []


def test_headings_go_down_one_level_at_a_time_and_none_is_empty(eksjo):
    document = docx.Document(str(eksjo))
    levels, blocks = [], list(document.iter_inner_content())
    for at, block in enumerate(blocks):
        style = block.style.name if block.style is not None else ""
        if not style.startswith("Heading"):
            continue
        level = int(style[-1])
        assert level <= (levels[-1] if levels else 0) + 1
        levels.append(level)
        following = blocks[at + 1]
        assert following.style.name in ("Normal", "Code definition", f"Heading {level + 1}")
    assert max(levels) == 3


def test_contents_are_a_field_that_names_every_chapter(eksjo):
    body = part(eksjo)
    (instruction,) = [each.text for each in body.iter(f"{W}instrText") if "TOC" in each.text]
    assert '"1-2"' in instruction
    anchors = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")]
    marks = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]
    headings = [level for level, _ in read_report(eksjo).headings]
    assert len(anchors) == sum(level < 3 for level in headings) > 15
    assert len(set(marks)) == len(marks) == len(headings)
    assert set(anchors) < set(marks)


def test_tables_and_figures_are_numbered_by_fields_and_pictures_are_told_in_words(eksjo):
    body, read = part(eksjo), read_report(eksjo)
    fields = [each.get(f"{W}instr") for each in body.iter(f"{W}fldSimple")]
    assert fields.count("SEQ Tabell \\* ARABIC") == len(read.tables) == 13
    assert fields.count("SEQ Figur \\* ARABIC") == len(read.figures) == 9
    told = [each.get("descr") for each in body.iter(f"{WP}docPr")]
    assert len(told) == 9
    assert "Stabila organisationer: främjar 0, hindrar 11" in told[0]
    assert "Eksjö: främjar 4, hindrar 7" in told[1]


def test_every_table_repeats_its_head_and_no_row_is_divided(eksjo):
    tables = list(part(eksjo).iter(f"{W}tbl"))
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_language_title_and_page_numbers_are_set(eksjo):
    styles = part(eksjo, "word/styles.xml")
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "sv-SE"
    document = docx.Document(str(eksjo))
    assert document.core_properties.title == "Eksjö – Danermarks framgångsfaktorer för samverkan"
    footer = etree.tostring(document.sections[0].footer._element, encoding="unicode")
    assert "NUMPAGES" in footer
    assert document.sections[0].different_first_page_header_footer


def test_english_reports_are_in_english(built_demo, tmp_path):
    options = ReportOptions(coder="A", lang="en", codes=("STA",))
    write_reports(built_demo / "demo.workbench", "kommun", tmp_path, options)
    read = read_report(tmp_path / "kommun-Eksjö.docx")
    headings = [text for _, text in read.headings]
    assert headings[0] == "How the study was done"
    assert "Eksjö compared with the other municipalities" in headings
    said = " ".join(text for _, text in read.paragraphs)
    assert "In Eksjö, 97 excerpts are coded, of 485 in the study (20.0 %)" in said.replace(
        "\u00a0", " "
    )
    assert (
        part(tmp_path / "kommun-Eksjö.docx", "word/styles.xml")
        .find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
        .get(f"{W}val")
        == "en-GB"
    )


def test_few_interviews_are_told_honestly(built_demo, tmp_path):
    write_reports(built_demo / "demo.workbench", "kommun", tmp_path, ReportOptions(coder="A"))
    said = dict(read_report(tmp_path / "kommun-Aneby.docx").paragraphs)
    assert (
        "går inte att avgöra"
        in said["En tydlig arbetsstruktur med ansvarsfördelning, kontaktvägar och rutiner"]
    )


# -- Studies that are not as the demonstration ------------------------------------------------


@pytest.fixture
def bare(study, tmp_path):
    """Two interviews without attributes; one coder, one code without direction."""
    for name, words in (("1.txt", "Vi ringer alltid varandra först."), ("2.txt", "Det vet ingen.")):
        source = write_transcript(tmp_path, name, [f"IP1: {words}", "", "IP2: Ja.", "", "IP1: Så."])
        assert run_workbench("import", study, source).code == 0
    sheet = tmp_path / "k.csv"
    sheet.write_text(
        "intervju;replik;deltagare;kod;riktning;text\n"
        "1;1;IP1;STR;;Vi ringer alltid varandra först.\n",
        encoding="utf-8",
    )
    assert run_workbench("code", study, "--from", sheet, "--coder", "Å").code == 0
    return study


def test_a_study_without_attributes_or_directions_has_a_whole_report(bare, tmp_path):
    write_reports(bare, "helhet", tmp_path / "r", ReportOptions())
    read = read_report(tmp_path / "r" / "helhet.docx")
    parts = [text for _, text in read.headings]
    assert "Citat" in parts
    assert "Vad som främjar" not in parts
    (quoted,) = read.quotations
    assert quoted[2].replace("\u00a0", " ").startswith("”Vi ringer alltid varandra först.” (IP1)")
    assert read.figures == []
    said = " ".join(text for _, text in read.paragraphs)
    assert "En enda kodare har kodat materialet" in said
    assert "ännu inte kodade (2)" in said
    assert "Inga utdrag i hela studien har fått koden." in said
    assert "Intervjuerna har ingen uppgift om kommun eller aktör" in said


def test_a_value_without_a_coding_has_a_report_that_says_so(bare, tmp_path):
    sheet = tmp_path / "i.csv"
    sheet.write_text("id;kommun\n1;Eksjö\n2;A/B: *Ö*\n", encoding="utf-8")
    assert run_workbench("import", bare, "--interviews", sheet).code == 0
    written = write_reports(bare, "kommun", tmp_path / "r", ReportOptions())
    assert sorted(path.name for path in written.paths) == [
        "kommun-A-B- -Ö-.docx",
        "kommun-Eksjö.docx",
    ]
    read = read_report(tmp_path / "r" / "kommun-A-B- -Ö-.docx")
    said = " ".join(text for _, text in read.paragraphs)
    assert "I A/B: *Ö* är inga utdrag kodade ännu." in said
    assert "går inte att avgöra" in said or "Ingenting kan sägas" in said


def test_numbers_and_places_are_said_as_people_say_them():
    kommun, actor, week = (Phrases(by, "sv") for by in ("kommun", "aktör", "vecka"))
    assert (kommun.here("Eksjö"), kommun.others) == ("i Eksjö", "i övriga kommuner")
    assert (actor.here("Kommun"), actor.name("Kommun")) == ("hos kommunerna", "Kommunerna")
    assert week.here("2015-W38") == "för 2015-W38"
    assert kommun.number(1, Unit.INTERVIEWS) == "1\u00a0intervju"
    assert kommun.number(1200, Unit.WORDS) == "1\u00a0200\u00a0ord"
    assert kommun.listed(["a", "b", "c"]) == "a, b och c"
    assert Phrases("kommun", "en").everywhere(6) == "in all 6\u00a0municipalities"


# -- The codebook -----------------------------------------------------------------------------


def codebook(book, lang="sv"):
    out = io.BytesIO()
    codebook_docx(out, book, project="demo", version=2, event=None, lang=lang)
    return out


def test_the_codebook_has_every_field_of_every_code():
    book = Codebook(
        title="Vår bok",
        codes=(
            Code(
                CodeId("STR"),
                "Struktur & <ordning>",
                definition="Ordning.\nReda.\n\nOckså annat.",
                include="Rutiner",
                exclude="Slump",
                example="”Så gör vi.”",
                colour="#123456",
                cues=(Cue("rutin"), Cue("slump", exclude=True)),
            ),
            Code(CodeId("STR.r"), "Rutiner", parent=CodeId("STR")),
        ),
        description="En bok.",
        sources=("Danermark 2000",),
    )
    document = docx.Document(codebook(book))
    words = [each.text for each in document.paragraphs]
    assert "Definition. Ordning. Reda.\nOckså annat." in words
    assert {"Räkna hit. Rutiner", "Räkna inte hit. Slump", "Exempel. ”Så gör vi.”"} <= set(words)
    headings = [
        (each.style.name, each.text) for each in document.paragraphs if "Head" in each.style.name
    ]
    assert ("Heading 2", "STR Struktur & <ordning>") in headings
    assert ("Heading 3", "STR.r Rutiner") in headings
    assert "Koden har ingen definition ännu." in words
    assert "Struktur & <ordning>. rutin, inte slump" in words
    assert {"En bok.", "Danermark 2000"} <= set(words)


def test_an_empty_codebook_says_that_it_is_empty():
    words = [each.text for each in docx.Document(codebook(Codebook(title="Tom"))).paragraphs]
    assert {"Kodboken har inga koder ännu.", "Kodboken har inga ledtrådar."} <= set(words)
