"""Reports are read for their quotations: Word, Markdown, text."""

import io

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.shared import Cm

from workbench.errors import InputError, UsageError
from workbench.files.contained import Containment
from workbench.transcripts.readers.report_markdown import markdown_paragraphs
from workbench.transcripts.reports import read_report


@pytest.fixture(scope="module")
def containment():
    with Containment() as made:
        yield made


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document, containment):
    found = read_report("rapport.docx", saved(document), containment=containment)
    return [(each.text, each.quote) for each in found]


def test_styles_for_quotations_are_known_by_name_and_by_what_they_are_based_on(containment):
    document = docx.Document()
    document.add_paragraph("Löptext.")
    document.add_paragraph("Ett citat.", style="Quote")
    document.add_paragraph("Ett starkt citat.", style="Intense Quote")
    styles = document.styles
    ours = styles.add_style("Eget block", WD_STYLE_TYPE.PARAGRAPH)
    ours.base_style = styles["Quote"]
    document.add_paragraph("Ett eget.", style="Eget block")
    styles.add_style("Citat utan indrag", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Ett svenskt.", style="Citat utan indrag")
    styles.add_style("Citatkälla", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("(chef, FK)", style="Citatkälla")
    assert read(document, containment) == [
        ("Löptext.", False),
        ("Ett citat.", True),
        ("Ett starkt citat.", True),
        ("Ett eget.", True),
        ("Ett svenskt.", True),
        ("(chef, FK)", False),
    ]


def test_a_paragraph_set_in_on_both_sides_is_a_block(containment):
    document = docx.Document()
    for left, right in ((1, 1), (1, 0), (0, 1)):
        paragraph = document.add_paragraph(f"{left} {right}")
        paragraph.paragraph_format.left_indent = Cm(left)
        paragraph.paragraph_format.right_indent = Cm(right)
    assert [quote for _, quote in read(document, containment)] == [True, False, False]


def test_cells_are_paragraphs_and_keep_their_styles(containment):
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Eksjö"
    table.cell(0, 1).paragraphs[0].style = document.styles["Quote"]
    table.cell(0, 1).paragraphs[0].add_run("Vi ringer.")
    document.add_paragraph("Efter.")
    assert read(document, containment) == [
        ("Eksjö", False),
        ("Vi ringer.", True),
        ("Efter.", False),
    ]


def test_accepted_insertions_are_read_and_deletions_are_not(containment):
    document = docx.Document()
    paragraph = document.add_paragraph("”Vi ")
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run("ringer.”")._r)
    paragraph._p.append(inserted)
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    text = OxmlElement("w:delText")
    text.text = "borta"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    assert read(document, containment) == [("”Vi ringer.”", False)]


def test_line_breaks_and_spaces_are_normal(containment):
    document = docx.Document()
    run = document.add_paragraph().add_run("Vi  ringer.")
    run.add_break()
    run.add_text("Jämt. ")
    assert read(document, containment) == [("Vi ringer.\nJämt.", False)]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ett.\nTvå.\n\nTre.", [("Ett. Två.", False), ("Tre.", False)]),
        ("> Vi ringer.\n> Jämt.\n\nEfter.", [("Vi ringer. Jämt.", True), ("Efter.", False)]),
        ("Före:\n> Vi ringer.\n", [("Före:", False), ("Vi ringer.", True)]),
        ("> Ett.\n>\n> Två.", [("Ett.", True), ("Två.", True)]),
        ("> Vi ringer.\\\n> Jämt.", [("Vi ringer.\nJämt.", True)]),
        ("# Rubrik\nText", [("Rubrik", False), ("Text", False)]),
        ("- ett\n- två", [("ett", False), ("två", False)]),
        (r"Vi \[…\] ringer \*nu\*", [("Vi […] ringer *nu*", False)]),
        ("Vi […] ringer [dit](http://x)", [("Vi […] ringer dit", False)]),
        (
            "*”Vi ringer.”* **(chef)** _nu_ snake_case_namn",
            [("”Vi ringer.” (chef) nu snake_case_namn", False)],
        ),
        ("```\n”kod”\n```\nText &amp; mer <!-- ”nej” -->", [("Text & mer", False)]),
        (
            "| a | ”Vi ringer.” |\n|---|---|\n| b | c |",
            [("a", False), ("”Vi ringer.”", False), ("b", False), ("c", False)],
        ),
    ],
)
def test_markdown(raw, expected):
    assert markdown_paragraphs(raw) == expected


def test_plain_text_is_taken_as_it_stands():
    assert markdown_paragraphs("”Vi *ringer*.”\n\n> nej", markdown=False) == [
        ("”Vi *ringer*.”", False),
        ("> nej", False),
    ]


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("r.pdf", b"%PDF", UsageError),
        ("rapport", b"x", UsageError),
        ("r.docx", b"PK\x03\x04 broken", InputError),
        ("r.docx", b"", InputError),
        ("r.md", b"  \n ", InputError),
        ("r.md", b"\x00\x01\x02\x03" * 50, InputError),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(containment, name, data, error):
    with pytest.raises(error) as caught:
        read_report(name, data, containment=containment)
    assert caught.value.message


@pytest.mark.parametrize("sign", ["<!--", "[", "*a ", "![", "> ", "| ", "\\", "_", "<b"])
def test_signs_that_are_never_closed_do_not_hide_what_follows(sign):
    found = markdown_paragraphs(f"{sign * 50_000}\n\n”Vi ringer.”\n")
    assert found[-1][0].endswith("”Vi ringer.”")
