"""Reports of agreement, read back with python-docx and openpyxl."""

import ast
import csv
import io
import re
import string
import zipfile
from collections import Counter
from itertools import permutations
from pathlib import Path

import docx
import openpyxl
import pytest
from agreement_samples import ANNA, BO, BOOK, SETS, divided, of_many, of_two, part, report

import workbench
from workbench.agreement.interpretation import THRESHOLDS
from workbench.export.agreement_labels import MANY_CODERS_FORMULAS, TWO_CODERS_FORMULAS
from workbench.export.agreement_notes import SWEDISH, decimal, in_language
from workbench.export.agreement_sheet import agreement_csv, agreement_xlsx
from workbench.export.agreement_word import agreement_docx
from workbench.files.archives import check_archive
from workbench.model import AgreementUnit, Note, Undefined


def word(found=None, **options):
    out = io.BytesIO()
    agreement_docx(
        out, found or report(), BOOK, heading="prov · Anna, Bo", thresholds=THRESHOLDS, **options
    )
    return out.getvalue()


def read_word(found=None, **options):
    return docx.Document(io.BytesIO(word(found, **options)))


def sheet(found=None, **options):
    out = io.BytesIO()
    agreement_xlsx(
        out, found or report(), BOOK, heading="prov · Anna, Bo", thresholds=THRESHOLDS, **options
    )
    return out.getvalue()


def read_sheet(found=None, **options):
    return openpyxl.load_workbook(io.BytesIO(sheet(found, **options)))


def read_csv(found=None, *, excel=False, **options):
    out = io.BytesIO()
    agreement_csv(out, found or report(), BOOK, excel=excel, **options)
    text = out.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if excel else ","))


def rows_of(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def rows_of_sheet(worksheet):
    names, *rows = worksheet.iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def text_of(document):
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


# -- Figures beside what they come from -------------------------------------------------------


def by_hand(formula, counts):
    """What the formula of the report gives, written out with the numbers of a row."""
    a, b, c, d = counts
    n = a + b + c + d
    letters = {"a": a, "b": b, "c": c, "d": d, "n": n, "s": (2 * a + b + c) * (2 * d + b + c)}
    written = formula.replace("−", "-").replace("²", "**2")
    written = re.sub(r"(?<=[0-9a-z)])\s?(?=[a-z(])", "*", written)
    return eval(written, {"__builtins__": {}}, letters)


def test_every_figure_of_the_sheet_is_the_formula_of_the_report_on_the_counts_beside_it():
    row = rows_of_sheet(read_sheet()["Siffror per kod"])[0]
    counts = [row[name] for name in ("båda", "bara Anna", "bara Bo", "ingen")]
    assert counts == [47, 56, 28, 269]
    for name, formula in TWO_CODERS_FORMULAS.items():
        assert row[name] == pytest.approx(by_hand(formula, counts), abs=1e-12)


def test_the_formulas_for_many_coders_give_the_figures_of_the_sheet():
    row = rows_of_sheet(read_sheet(of_many())["Siffror per kod"])[0]
    units = {
        (there, given): row[f"kodat av {given} av {there}"]
        for there in (2, 3)
        for given in range(there + 1)
    }
    assert units[3, 1] == 2
    assert units[2, 2] == 3

    def total(weight):
        return sum(weight(r, k) * u for (r, k), u in units.items())

    apart = total(lambda r, k: 2 * k * (r - k) / (r * (r - 1))) / total(lambda r, k: 1)
    p = total(lambda r, k: k / r) / total(lambda r, k: 1)
    values, ones = total(lambda r, k: r), total(lambda r, k: k)
    spread = total(lambda r, k: 2 * k * (r - k) / (r - 1))
    assert row["percent"] == pytest.approx(1 - apart)
    assert row["fleiss_kappa"] == pytest.approx(1 - apart / (2 * p * (1 - p)))
    assert row["gwet_ac1"] == pytest.approx(1 - apart / (1 - 2 * p * (1 - p)))
    assert row["brennan_prediger"] == pytest.approx(1 - 2 * apart)
    assert row["krippendorff_alpha"] == pytest.approx(
        1 - (values - 1) * spread / (2 * ones * (values - ones))
    )
    assert row["positive_agreement"] == pytest.approx(
        total(lambda r, k: k * (k - 1)) / total(lambda r, k: k * (r - 1))
    )
    assert MANY_CODERS_FORMULAS.keys() <= row.keys()


def test_alpha_over_all_codes_comes_from_the_sets_beside_it():
    book = read_sheet()
    rows = [
        (row["tecken"], as_set(row["Anna"]), as_set(row["Bo"]))
        for row in rows_of_sheet(book["Mängder av koder"])
    ]
    given = Counter()
    for u, first, second in rows:
        given.update({first: u})
        given.update({second: u})
    v = given.total()
    last = rows_of_sheet(book["Siffror per kod"])[-1]
    assert last["kod"] == "(alla)"
    for name, factor in (("alpha_jaccard", lambda s, t: 1), ("alpha_masi", by_inclusion)):

        def d(s, t, factor=factor):
            return 1 - factor(s, t) * len(s & t) / len(s | t) if s | t else 0

        above = sum(2 * d(s, t) * u for u, s, t in rows)
        below = sum(given[s] * given[t] * d(s, t) for s, t in permutations(given, 2))
        assert last[name] == pytest.approx(1 - (v - 1) * above / below)


def test_the_sets_of_each_part_stand_in_a_sheet_of_their_own():
    found = divided()
    book = read_sheet(found)
    (name,) = [each for each in book.sheetnames if each.startswith("Mängder av koder per")]
    rows = [tuple(row.values()) for row in rows_of_sheet(book[name])]
    assert ("Åmål / norr", "STR", "ingen kod", 1) in rows
    counted = Counter()
    for value, *_, units in rows:
        counted[value] += units
    assert counted == {part.value: sum(each.units for each in part.sets) for part in found.parts}


def by_inclusion(s, t):
    return 1 if s == t else 2 / 3 if s <= t or t <= s else 1 / 3


def as_set(written):
    return frozenset() if written == "ingen kod" else frozenset(written.split(", "))


def test_the_document_has_counts_figures_and_intervals_in_one_row():
    table = read_word().tables[0]
    head, first, *_ = rows_of(table)
    assert head[:5] == ["kod", "a: båda", "b: bara Anna", "c: bara Bo", "d: ingen"]
    assert first[:5] == ["STR Struktur", "47", "56", "28", "269"]
    assert first[5] == "0,79\n0,25 – 0,75"
    assert [style.text for style in table.rows[1].cells[5].paragraphs] == ["0,79", "0,25 – 0,75"]


def test_csv_says_the_same_as_the_sheet():
    for found in (report(), divided(), of_many()):
        book = read_sheet(found)
        in_sheet = [
            row
            for name in book.sheetnames
            if name.startswith(("Siffror", "Per "))
            for row in rows_of_sheet(book[name])
        ]
        in_csv = read_csv(found)
        assert len(in_csv) == len(in_sheet)
        for written, read in zip(in_csv, in_sheet, strict=True):
            assert written.keys() == read.keys()
            for name, value in read.items():
                if isinstance(value, float):
                    assert float(written[name]) == pytest.approx(value, abs=1e-6)
                else:
                    assert written[name].removeprefix("'") == ("" if value is None else str(value))


def test_csv_for_swedish_excel_has_semicolons_and_decimal_commas():
    (first, *_) = read_csv(excel=True)
    assert first["percent"] == "0,79"
    assert first["bara Anna"] == "56"


# -- What is undefined, and what misleads -----------------------------------------------------


def test_an_undefined_figure_is_a_dash_and_its_reason_stands_below():
    document = read_word()
    row = rows_of(document.tables[0])[3]
    assert row[0] == "ÖVR =Övrigt"
    assert row[8] == "–"
    reason = "Ingen av kodarna satte koden på någon av de 400 enheterna: inget varierar."
    assert f"ÖVR (kappa, pi, alfa): {reason}" in text_of(document)
    assert f"cohen_kappa: {reason}" in read_csv()[2]["anmärkningar"]
    assert read_csv()[2]["cohen_kappa"] == ""


def test_a_note_on_several_codes_is_said_once():
    codes = [of_two("STR", (3, 5, 4, 388)), of_two("LED", (2, 6, 4, 388))]
    text = text_of(read_word(report(part(codes, sets=SETS))))
    assert text.count("Få enheter har koden") == 1
    assert "STR, LED: Få enheter har koden" in text


def test_no_interval_where_interviews_are_too_few_and_the_reason_is_told():
    text = text_of(read_word(of_many()))
    assert (
        "Inget intervall: det skulle komma av att dra bland intervjuerna, och 3 är för få" in text
    )
    assert "2 000 gånger" not in text.replace("\u00a0", " ")
    assert rows_of(read_word(of_many()).tables[0])[1][-1].count("\n") == 0


def test_the_reports_say_who_is_left_out_and_how_units_count():
    text = text_of(read_word(divided()))
    assert "Utelämnad: 03, inte klar hos Bo." in text
    assert "En enhet är kodad när minst 0,50 av dess tecken är det." in text
    assert "Också intervjuer som inte är klara jämförs" in text_of(read_word(of_many()))
    how = [row[1].value for row in read_sheet(divided())["Hur det räknades"].rows]
    assert "Utelämnad: 03, inte klar hos Bo." in how


def test_parts_stand_by_themselves_with_their_notes():
    document = read_word(divided())
    text = text_of(document)
    assert "Per kommun" in text
    assert "Åmål / norr" in text
    assert "Bo har inte kodat 1 av de här intervjuerna; där jämförs bara de andra." in text
    rows = rows_of_sheet(read_sheet(divided())["Per kommun"])
    assert [(row["kommun"], row["kod"], row["båda"]) for row in rows] == [
        ("Åmål / norr", "STR", 4),
        ("Åmål / norr", "(alla)", None),
    ]


def test_nothing_to_compare_is_said_in_place_of_tables():
    document = read_word(report(part([], interviews=(), units=0)))
    assert not document.tables
    assert "Det finns inga enheter att jämföra." in text_of(document)


# -- Conventions ------------------------------------------------------------------------------


def test_conventions_are_words_with_their_sources_and_never_a_verdict():
    document = read_word(lang="en")
    text = text_of(document)
    called = next(rows_of(table) for table in document.tables if "Landis" in rows_of(table)[0][1])
    assert called[1][1:] == ["0.397 fair", "0.397 poor", "0.394 not to be relied on"]
    assert "Biometrics 33, 159-174" in text
    assert "Content Analysis, 2nd ed." in text
    assert "habits, not verdicts" in text
    everything = text + "".join(
        cell for table in document.tables for row in rows_of(table) for cell in row
    )
    assert not set("✓✔✅☑") & set(everything)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.81, ("almost perfect", "excellent", "to be relied on")),
        (0.8, ("substantial", "excellent", "to be relied on")),
        (0.75, ("substantial", "fair to good", "for tentative conclusions only")),
        (0.667, ("substantial", "fair to good", "for tentative conclusions only")),
        (0.6669, ("substantial", "fair to good", "not to be relied on")),
        (0.4, ("fair", "fair to good", "not to be relied on")),
        (0.2, ("slight", "poor", "not to be relied on")),
        (0.0, ("slight", "poor", "not to be relied on")),
        (-0.01, ("poor", "poor", "not to be relied on")),
    ],
)
def test_the_limits_of_conventions_are_those_of_their_sources(value, words):
    assert tuple(threshold.word(value).template for threshold in THRESHOLDS) == words


# -- The files --------------------------------------------------------------------------------


def test_tables_repeat_their_heads_and_use_styles():
    document = read_word()
    for table in document.tables:
        assert table.style.name == "Figures table"
        assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Heading 1", "Caption", "Table note"} <= used
    assert not document.element.body.xpath(".//w:rPr/w:sz")


def test_tables_fit_the_page():
    for found in (report(), of_many(), divided()):
        document = read_word(found)
        section = document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        for table in document.tables:
            assert sum(column.width for column in table.columns) <= room


def test_the_same_report_gives_the_same_bytes():
    assert word(divided()) == word(divided())
    assert sheet(divided()) == sheet(divided())
    for data in (word(), sheet()):
        check_archive(data, name="report")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_cells_are_text_or_numbers_never_formulas_or_links():
    data = sheet(report(coders=(ANNA, BO)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)
                assert b"hyperlink" not in archive.read(name)
    row = rows_of_sheet(read_sheet()["Siffror per kod"])[2]
    assert row["namn"] == "=Övrigt"
    assert read_csv()[2]["namn"] == "'=Övrigt"


@pytest.mark.parametrize("value", ["a" * 40, "[x]:*?/\\", "'x'"])
def test_any_attribute_gives_a_sheet_a_name(value):
    found = divided()
    names = read_sheet(report(by=value, parts=found.parts)).sheetnames
    assert len(names) == len(set(names)) == 5
    assert all(len(name) <= 31 for name in names)


def test_names_of_people_are_text_in_the_document():
    found = report(coders=("<b>&Anna", "Bo\x00"))
    assert "b: bara <b>&Anna" in rows_of(read_word(found).tables[0])[0]


def test_english_reports_have_decimal_points_and_english_heads():
    document = read_word(lang="en")
    head, first, *_ = rows_of(document.tables[0])
    assert head[1:5] == ["a: both", "b: only Anna", "c: only Bo", "d: neither"]
    assert first[5] == "0.79\n0.25 – 0.75"
    assert read_csv(lang="en")[0].keys() >= {"code", "only Anna", "percent low", "notes"}


def test_directions_are_part_of_the_category():
    codes = [of_two("STR", (4, 1, 2, 9), polarity=sign) for sign in "+-0"]
    found = report(part(codes, sets=SETS), polarity=True, unit=AgreementUnit.TURN)
    assert [row[0] for row in rows_of(read_word(found).tables[0])[1:]] == [
        "STR Struktur +",
        "STR Struktur −",
        "STR Struktur 0",
    ]
    assert [row["riktning"] for row in read_csv(found)] == ["+", "-", "0", ""]
    assert {row["enhet"] for row in read_csv(found)} == {"repliker"}


def test_unitizing_alphas_stand_over_all_codes_and_with_their_code():
    refused = Undefined("No coder has a passage with this code.")
    whole = part(
        [of_two("STR", (4, 1, 2, 9)), of_two("LED", (4, 1, 2, 9))],
        sets=SETS,
        unitized={"STR": 0.5, "LED": refused},
    )
    whole.overall["u_alpha"] = 0.25
    rows = read_csv(report(whole))
    assert [row["ku_alpha"] for row in rows] == ["0.5", "", ""]
    assert rows[1]["anmärkningar"].endswith("ku_alpha: Ingen kodare har något avsnitt med koden.")
    assert rows[2]["u_alpha"] == "0.25"
    tables = [rows_of(table) for table in read_word(report(whole)).tables]
    shown = [row for rows in tables for row in rows]
    assert ["u-alfa (avsnitt och koder)", "0,25", ""] in shown
    assert ["(k)u-alfa: STR Struktur", "0,50", ""] in shown
    assert ["(k)u-alfa", "1 − Dₒ / Dₑ"] in [row[:2] for row in shown]


# -- Words ------------------------------------------------------------------------------------


def test_numbers_are_written_as_the_language_does():
    assert decimal(-0.4567, 2, "sv") == "−0,46"
    assert decimal(-0.001, 2, "en") == "0.00"
    told = Note("None of the {units} units has values of two coders.", {"units": 12345})
    assert (
        in_language(told, "sv") == "Ingen av de 12\u00a0345 enheterna har värden från två kodare."
    )
    assert in_language(told, "en").startswith("None of the 12\u00a0345 units")


def sentences():
    """The template of every note and reason that the figures can come with."""
    root = Path(workbench.__file__).parent
    modules = [*(root / "agreement").glob("*.py"), root / "workflows" / "matrices.py"]
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Note", "Undefined"):
                template = node.args[0]
                assert isinstance(template, ast.Constant), f"{module.name}:{node.lineno}"
                yield template.value


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_every_sentence_has_its_swedish_with_the_same_facts():
    found = set(sentences())
    assert len(found) > 30
    assert found == SWEDISH.keys()
    for template in found:
        assert fields(SWEDISH[template]) == fields(template)
