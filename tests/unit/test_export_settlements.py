"""Decisions as a document: what was taken, why, by whom and when, read back."""

import csv
import io
from datetime import UTC, datetime

import docx
import pytest

from workbench.export.settlements import (
    Decisions,
    decisions_csv,
    decisions_docx,
    decisions_markdown,
)
from workbench.model import (
    Codebook,
    CodeId,
    Coder,
    CodingId,
    InterviewId,
    Polarity,
    QuotedCoding,
    Reference,
    SettledPlace,
    Settlement,
    Side,
    Span,
    Taken,
)

ANNA, BO, TEAM = Coder("Anna"), Coder("Bo"), Coder("consensus")
MINE = QuotedCoding(CodeId("STR"), "Struktur", Polarity.HINDERS, "Ingen vet *vem*\nman ringer.")
HERS = QuotedCoding(CodeId("LED"), "Ledning", None, "=man ringer.")
NEW = QuotedCoding(CodeId("STA"), "Stabilitet", Polarity.NEUTRAL, "vem man ringer")


def place(number, first, second, taken, codings, *, reason="", overtaken=False):
    sides = [
        Side(CodingId(name), Span(0, 4), each.code, each.polarity) if each else None
        for name, each in (("a", first), ("b", second))
    ]
    settlement = Settlement(
        InterviewId(number), (ANNA, BO), TEAM, *sides, taken, reason, (CodingId("c"),),
        author="eva", time=datetime(2026, 3, 1, 14, 5, tzinfo=UTC),
    )  # fmt: skip
    return SettledPlace(
        settlement, Reference(InterviewId(number), 31, 4), f"Intervju {number} å", "IP1",
        first, second, codings, overtaken,
    )  # fmt: skip


PLACES = (
    place("07", MINE, HERS, Taken.FIRST, (MINE,), reason="Det är strukturen\noch inte chefen"),
    place("07", None, HERS, Taken.NEITHER, (), overtaken=True),
    place("08", MINE, HERS, Taken.NEW, (NEW,)),
    place("09", MINE, HERS, Taken.BOTH, (MINE, HERS)),
)
DECISIONS = Decisions((ANNA, BO), TEAM, PLACES, agreed=40, total=9)
NONE = Decisions((ANNA, BO), TEAM, (), agreed=0, total=9)


def rows(lang="sv"):
    out = io.BytesIO()
    decisions_csv(out, DECISIONS, excel=False, lang=lang)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode())))


def document(decisions=DECISIONS, lang="sv"):
    out = io.BytesIO()
    decisions_docx(out, decisions, Codebook(), heading="studie", lang=lang)
    return docx.Document(io.BytesIO(out.getvalue()))


def markdown(decisions=DECISIONS, lang="sv"):
    out = io.BytesIO()
    decisions_markdown(out, decisions, heading="studie", lang=lang)
    return out.getvalue().decode()


def test_a_row_holds_both_codings_the_decision_the_reason_and_who_decided_when():
    first = rows()[0]
    assert first == {
        "referens": "07:31+4",
        "intervju": "07",
        "titel": "Intervju 07 å",
        "deltagare": "IP1",
        "slag": "kod",
        "kodare 1": "Anna",
        "kod 1": "STR",
        "riktning 1": "-",
        "text 1": MINE.text,
        "kodare 2": "Bo",
        "kod 2": "LED",
        "riktning 2": "",
        "text 2": "'=man ringer.",  # No formula in a spreadsheet.
        "beslut": "Anna",
        "kod": "STR",
        "riktning": "-",
        "text": MINE.text,
        "skäl": "Det är strukturen\noch inte chefen",
        "beslutat av": "eva",
        "tid": "2026-03-01 14:05",
        "överspelat": "",
    }


def test_a_side_that_coded_nothing_is_empty_and_what_was_overtaken_says_so():
    row = rows()[1]
    assert (row["slag"], row["kod 1"], row["text 1"]) == ("bara en kodade", "", "")
    assert (row["beslut"], row["text"], row["överspelat"]) == ("ingendera", "", "ja")


def test_several_codings_that_came_of_one_decision_stand_in_one_cell():
    row = rows()[3]
    assert (row["beslut"], row["kod"], row["riktning"]) == (
        "båda",
        "STR | LED",
        "'- | ",
    )  # Guarded.


def test_headings_and_words_are_english_where_asked():
    row = rows("en")[0]
    assert (row["kind"], row["decision"], row["decided by"]) == ("code", "Anna", "eva")


def test_the_document_has_a_heading_for_each_interview_and_quotes_verbatim():
    found = document()
    headings = [each.text for each in found.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["07 Intervju 07 å", "08 Intervju 08 å", "09 Intervju 09 å"]
    quotes = [each.text for each in found.paragraphs if each.style.name == "Quote"]
    assert quotes[:3] == ["Ingen vet *vem*", "man ringer.", "=man ringer."]
    assert NEW.text in quotes


def test_the_document_tells_what_was_taken_why_who_and_when():
    found = [each.text for each in document().paragraphs]
    assert "07:31+4  kod · IP1\tBeslut: Anna" in found
    assert "Skäl: Det är strukturen\noch inte chefen" in found
    assert "eva, 2026-03-01 14:05" in found
    assert "Anna: kodade inte här" in found
    assert "Beslut: Stabilitet · 0 neutral eller önskan" in found
    assert any("har ändrat sin kodning" in each for each in found)


@pytest.mark.parametrize(
    "written", [markdown, lambda: "\n".join(p.text for p in document().paragraphs)]
)
def test_it_says_how_many_were_settled_of_how_many(written):
    # One of the four rests on what has been changed since.
    assert "Anna och Bo · 3 av 9 skillnader avgjorda · 40 kodningar lika från början" in written()


def test_markdown_quotes_so_that_it_reads_verbatim():
    found = markdown()
    assert "> Ingen vet \\*vem\\*\n>\n> man ringer." in found
    assert "*Skäl:* Det är strukturen\\\noch inte chefen" in found


def test_where_nothing_is_decided_the_document_says_so():
    assert "Inget är beslutat än." in markdown(NONE)
    assert "Nothing has been decided yet." in [
        each.text for each in document(NONE, "en").paragraphs
    ]


def test_the_same_decisions_give_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        decisions_docx(out, DECISIONS, Codebook(), heading="studie")
    assert first.getvalue() == second.getvalue()
