"""Excerpts leave by code and value, verbatim, as csv and Markdown; codings can be read back."""

import csv
import io
import re

import pytest
from excerpt_samples import BOOK, EXCERPTS, LONG, excerpt
from markdown_it import MarkdownIt

from workbench.export.excerpts import codings_csv, excerpts_csv, excerpts_markdown
from workbench.export.ordering import in_sections
from workbench.files.sheets import read_sheet
from workbench.model import MISSING, Interview, InterviewId, Polarity, Turn
from workbench.placing import place


def sheet_of(write, *arguments, **options):
    out = io.BytesIO()
    write(out, *arguments, **options)
    return read_sheet(None, data=out.getvalue())


def markdown(excerpts, **options):
    out = io.BytesIO()
    excerpts_markdown(out, excerpts, BOOK, heading="demo · A", **options)
    return out.getvalue().decode()


# -- Order ------------------------------------------------------------------------------------


def test_codes_come_in_the_books_order_and_values_in_swedish_order_with_missing_last():
    found = [
        (section.code.id, group.value)
        for section in in_sections(EXCERPTS, BOOK, by="Kommun")
        for group in section.groups
    ]
    assert found == [
        ("STR", MISSING),
        ("STR.rutiner", "Örebro"),
        ("LED", "Zinkgruvan"),
        ("LED", "Åmål"),
        ("LED", "Ängelholm"),
    ]


def test_a_code_without_excerpts_is_shown_only_above_one_that_has():
    sections = in_sections([EXCERPTS[1]], BOOK, by=None)
    assert [(each.code.id, each.depth) for each in sections] == [("STR", 0), ("STR.rutiner", 1)]
    assert sections[0].excerpts == ()
    assert sections[1].colour == "#1F77B4"


def test_an_attribute_nobody_has_divides_nothing():
    for by in ("kommun", "okänd", None):
        sections = in_sections([EXCERPTS[0]], BOOK, by=by)
        assert [group.value for group in sections[0].groups] == [""]


def test_excerpts_can_be_divided_by_interview_and_by_participant():
    values = [
        group.value
        for by in ("intervju", "deltagare")
        for group in in_sections(EXCERPTS[2:], BOOK, by=by)[0].groups
    ]
    assert values == ["1 Intervju 1", "2 Intervju 2", "07 Intervju 07", "1 IP1", "2 IP1", "07 IP1"]


def test_a_code_that_the_book_lacks_is_not_lost():
    lost = excerpt("1:1", "BORTA", "Ord.", code_path="Borttagen")
    sections = in_sections([lost, EXCERPTS[0]], BOOK, by=None)
    assert [each.code.name for each in sections] == ["Struktur", "Borttagen"]


# -- csv --------------------------------------------------------------------------------------


def test_every_excerpt_is_a_row_with_everything_needed_to_quote_it():
    sheet = sheet_of(excerpts_csv, EXCERPTS, BOOK)
    assert sheet.columns == (
        *("referens", "intervju", "titel", "replik", "deltagare", "beskrivning", "kod"),
        *("kodens namn", "riktning", "riktning i ord", "text", "memo", "citerbar", "kodare"),
        *("ursprung", "kommun", "attribut titel"),
    )
    assert [row.cells["referens"] for row in sheet.rows] == [
        "10:2",
        "07:31+12",
        "2:5",
        "1:1",
        "07:3",
    ]
    row = sheet.rows[1].cells
    assert row["text"] == LONG
    assert (row["riktning"], row["riktning i ord"]) == ("-", "hindrar")
    assert (row["kodens namn"], row["kommun"]) == ("Struktur/Rutiner", "Örebro")
    assert sheet.rows[2].cells["text"] == "-nej, = inte"
    assert sheet.rows[4].cells["citerbar"] == "ja"


def test_plain_csv_in_english_is_read_by_other_programs():
    out = io.BytesIO()
    excerpts_csv(out, EXCERPTS, BOOK, excel=False, lang="en")
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert rows[1]["text"] == LONG
    assert rows[1]["polarity in words"] == "hinders"


def test_codings_come_by_interview_and_place_with_the_columns_of_a_coding_sheet():
    sheet = sheet_of(codings_csv, EXCERPTS, excel=True)
    assert sheet.columns[:6] == ("intervju", "replik", "deltagare", "kod", "riktning", "text")
    assert sheet.columns[6:] == ("kodare", "memo", "citerbar", "ursprung", "referens")
    assert [row.cells["intervju"] for row in sheet.rows] == ["1", "2", "07", "07", "10"]


@pytest.mark.parametrize("excel", [True, False])
def test_codings_written_out_are_placed_again_where_they_were(excel):
    text = "IP1: Ja. Ja, så är det.\nIP2: -nej\noch = inte\nIP1: Tredje\n"
    turns = (Turn(1, "IP1", 5, 23), Turn(2, "IP2", 29, 44), Turn(3, "IP1", 50, 56))
    interview = Interview(InterviewId("07"), "", text, turns)
    spans = [(5, 7), (5, 23), (9, 11), (29, 44), (9, 33), (38, 56)]
    made = [
        excerpt(
            f"07:{home.number}+{max(0, start - home.start)}",
            "LED",
            text[start:end],
            Polarity.HINDERS,
            speaker=home.speaker,
        )
        for start, end in spans
        if (home := interview.home_turn(start, end))
    ]
    found = set()
    for row in sheet_of(codings_csv, made, excel=excel).rows:
        cells = row.cells
        offset = int(cells["referens"].partition("+")[2] or 0)
        placed = place(cells["text"], interview, turn=int(cells["replik"]), offset=offset)
        assert placed.how == "verbatim"
        assert Polarity.parse(cells["riktning"]) is Polarity.HINDERS
        found.add((placed.span.start, placed.span.end))
    assert found == set(spans)


def test_the_same_excerpts_give_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    excerpts_csv(first, EXCERPTS, BOOK)
    excerpts_csv(second, list(EXCERPTS), BOOK)
    assert first.getvalue() == second.getvalue()


# -- Markdown ---------------------------------------------------------------------------------


def rendered(source):
    """Headings and paragraphs as plain text, by a Markdown program of others."""
    found = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(source):
        if token.type == "inline":
            assert all(
                child.type in ("text", "text_special", "strong_open", "strong_close", "em_open")
                or child.type in ("em_close", "hardbreak", "softbreak")
                for child in token.children
            ), token
            found.append("".join(child.content or "" for child in token.children))
    return found


def test_headings_follow_codes_and_values():
    lines = re.findall(r"(?m)^#+ .*", markdown(EXCERPTS))
    assert lines == [
        "# Kodade utdrag",
        "## Struktur",
        f"### {MISSING}",
        "### Rutiner",
        "#### Örebro",
        "## Ledning & styrning",
        "### Zinkgruvan",
        "### Åmål",
        "### Ängelholm",
    ]


def test_a_quotation_reads_verbatim_when_rendered_paragraph_by_paragraph():
    lines = rendered(markdown([EXCERPTS[1]]))
    assert "07:31+12 · Intervju 07 · − hindrar" in lines
    start = lines.index(LONG.split("\n")[0])
    assert lines[start : start + 3] == LONG.split("\n")
    assert "IP1, enhetschef, äldreomsorg · kommun Örebro" in lines


@pytest.mark.parametrize(
    "text",
    [
        "*stjärnor* __och__ `kod` ~~struket~~",
        "[länk](http://exempel) ![bild](x) <b>html</b> <!-- x -->",
        "# ingen rubrik",
        "1. ingen lista",
        "2015) inte heller",
        "- nej",
        "+ ja",
        "= = =",
        "---",
        "> citat i citat",
        "| a | b |",
        r"bak\streck \* och &amp; &#65; A&O",
        "    indraget",
        "[ohörbart] (skratt) 8:30 ...",
        "```",
        "[1]: http://exempel",
    ],
)
def test_what_looks_like_formatting_is_text(text):
    lines = rendered(markdown([excerpt("1:1", "LED", text, memo=text)]))
    assert text.strip() in lines
    assert f"Memo: {text.strip()}" in lines


def test_an_empty_export_says_so():
    assert "Inga utdrag." in markdown([])
    assert "No excerpts." in markdown([], lang="en")


def test_unwritable_characters_of_a_memo_are_left_out():
    text = markdown([EXCERPTS[3]])
    assert "*Memo:* Stark.\\\nSe  även 10:2" in text
