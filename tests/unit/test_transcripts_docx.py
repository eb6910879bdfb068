"""Word files: what is in the text, what is aside, and who speaks."""

import io
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from transcript_files import W, aside, docx, p, r, read, said, table, zipped

from workbench.errors import InputError

QUESTION = p("Moderator: Hej?")


def test_bold_labels_written_by_python_docx() -> None:
    made = Document()
    made.add_heading("Gruppen i Eksjö", 1)
    made.add_paragraph("Kommun: Eksjö")
    for label, words in (("Moderator:", " Hej?"), ("IP1:", " Ja."), ("Kajsa:", " Jo.")):
        paragraph = made.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(words)
    buffer = io.BytesIO()
    made.save(buffer)
    transcript = read(buffer.getvalue(), "01.docx")
    assert transcript.title == "Gruppen i Eksjö"
    assert transcript.attributes == {"kommun": "Eksjö"}
    # All labels are bold, so the one that comes once is a label too.
    assert said(transcript) == [("Moderator", "Hej?"), ("IP1", "Ja."), ("Kajsa", "Jo.")]


def test_speakers_divided_by_shift_enter() -> None:
    made = Document()
    run = made.add_paragraph().add_run("Moderator: Hej?")
    for line in ("IP1: Ja.", "och så här.", "Vi: nej", "IP2: Jo."):
        run.add_break(WD_BREAK.LINE)
        run.add_text(line)
    buffer = io.BytesIO()
    made.save(buffer)
    assert said(read(buffer.getvalue(), "01.docx")) == [
        ("Moderator", "Hej?"),
        ("IP1", "Ja.\noch så här.\nVi: nej"),
        ("IP2", "Jo."),
    ]


def test_insertions_are_kept_and_deletions_are_aside() -> None:
    transcript = read(
        docx(
            QUESTION,
            p(
                "IP1: Vi ",
                f"<w:ins>{r('har ')}</w:ins>",
                "<w:del><w:r><w:delText>hade </w:delText></w:r></w:del>",
                "rutiner.",
            ),
        ),
        "01.docx",
    )
    assert said(transcript)[1] == ("IP1", "Vi har rutiner.")
    assert aside(transcript, "deleted") == ["hade"]


def test_moved_text_stands_at_its_new_place() -> None:
    transcript = read(
        docx(
            QUESTION,
            p("IP1: a ", f"<w:moveFrom>{r('flyttad')}</w:moveFrom>", "b"),
            p("IP2: ", f"<w:moveTo>{r('flyttad')}</w:moveTo>"),
        ),
        "01.docx",
    )
    assert said(transcript)[1:] == [("IP1", "a b"), ("IP2", "flyttad")]


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    gone = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    transcript = read(docx(QUESTION, p("IP1: Ja, ", properties=gone), p("det är så.")), "01.docx")
    assert said(transcript)[1] == ("IP1", "Ja, det är så.")


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:hyperlink>{}</w:hyperlink>",
        '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
        "<w:customXml><w:smartTag>{}</w:smartTag></w:customXml>",
        "<w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby>",
    ],
)
def test_words_inside_other_elements_are_read(wrapped: str) -> None:
    inner = wrapped.format(r("Anna Berg"))
    transcript = read(docx(QUESTION, p("IP1: Jag ringde ", inner, " då.")), "01.docx")
    assert said(transcript)[1] == ("IP1", "Jag ringde Anna Berg då.")


def test_paragraphs_inside_a_content_control_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{p('IP1: Ja.')}{p('IP2: Nej.')}</w:sdtContent></w:sdt>"
    assert said(read(docx(QUESTION, control), "01.docx"))[1:] == [("IP1", "Ja."), ("IP2", "Nej.")]


def test_field_results_are_read_and_instructions_are_not() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("sidan 3")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert said(read(docx(QUESTION, p("IP1: Se ", field, ".")), "01.docx"))[1][1] == "Se sidan 3."


def test_special_characters_of_word() -> None:
    run = (
        "<w:r><w:t>IP1:</w:t><w:tab/><w:t>Jönköping</w:t><w:noBreakHyphen/><w:t>Nässjö sam</w:t>"
        '<w:softHyphen/><w:t>verkan </w:t><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    )
    transcript = read(docx(QUESTION, p(run)), "01.docx")
    assert said(transcript)[1] == ("IP1", "Jönköping-Nässjö samverkan ☺")


def test_notes_comments_boxes_headers_and_hidden_words_are_aside() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>"
        f"{p('I rutan')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox><w:txbxContent>{p('I rutan')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>gömt</w:t></w:r>"
    parts = {
        "comments": f"<w:comments {W}><w:comment w:author='B'>{p('En fråga')}</w:comment></w:comments>",
        "footnotes": f"<w:footnotes {W}><w:footnote w:type='separator'>{p('x')}</w:footnote>"
        f"<w:footnote>{p('Not ett')}</w:footnote></w:footnotes>",
        "endnotes": f"<w:endnotes {W}><w:endnote>{p('Not två')}</w:endnote></w:endnotes>",
        "header": f"<w:hdr {W}>{p('Sidhuvud')}</w:hdr>",
    }
    body = p("IP1: Ja", "<w:r><w:footnoteReference w:id='2'/></w:r>", box, hidden, " då.")
    transcript = read(docx(QUESTION, body, parts=parts), "01.docx")
    assert said(transcript)[1] == ("IP1", "Ja då.")
    assert {(found.kind, found.text) for found in transcript.aside} == {
        ("comment", "En fråga"),
        ("footnote", "Not ett"),
        ("endnote", "Not två"),
        ("header", "Sidhuvud"),
        ("textbox", "I rutan"),
        ("hidden", "gömt"),
    }


def test_formulas_are_read() -> None:
    math = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>x+1</m:t></m:r></m:oMath>"
    )
    assert said(read(docx(QUESTION, p("IP1: Det är ", math)), "01.docx"))[1][1] == "Det är x+1"


def test_bold_marks_a_label_without_a_colon() -> None:
    body = [
        p(r(label, bold=True), words)
        for label, words in (("Moderator", " Hej?"), ("Anna", " Ja."), ("Anna", " Jo."))
    ]
    assert said(read(docx(*body), "01.docx")) == [
        ("Moderator", "Hej?"),
        ("Anna", "Ja."),
        ("Anna", "Jo."),
    ]


def test_where_labels_are_bold_a_plain_repeated_word_is_none() -> None:
    labels = [p(r(f"IP{n}:", bold=True), " Ja.") for n in (1, 2, 3, 1)]
    body = [QUESTION, *labels, p("Resultat: a"), p("Resultat: b")]
    transcript = read(docx(*body), "01.docx")
    assert "Resultat" not in {turn.speaker for turn in transcript.turns}
    assert any("Resultat" in warning for warning in transcript.warnings)


def test_time_before_a_bold_label() -> None:
    transcript = read(
        docx(p("[00:00:04] ", r("Anna", bold=True), " Ja."), p("Moderator: Va?")),
        "01.docx",
        listed=("Anna",),
    )
    assert said(transcript)[0] == ("Anna", "Ja.")
    assert transcript.turns[0].time == "00:00:04"


@pytest.mark.parametrize("apart", [False, True])
def test_word_files_of_teams(apart: bool) -> None:
    def entry(name: str, time: str, words: str) -> str:
        if apart:
            return p(r(name, bold=True), f"   {time}") + p(words)
        return p(r(name, bold=True), f"<w:r><w:t>   {time}</w:t><w:br/><w:t>{words}</w:t></w:r>")

    transcript = read(
        docx(
            p("Fokusgrupp 3-20240101_130000-Mötesinspelning"),
            p("1 januari 2024, 12:00"),
            entry("Berg, Anna (Region Jönköping)", "0:03", "Välkomna: nu kör vi."),
            entry("Bo Ek", "0:10", "Tack."),
            p("Och hej."),
            entry("Vi", "1:02:03", "Jag heter så."),
        ),
        "01.docx",
    )
    assert [words for _, words in said(transcript)][:2] == [
        "Välkomna: nu kör vi.",
        "Tack.\nOch hej.",
    ]
    assert [turn.speaker for turn in transcript.turns][:2] == [
        "Berg, Anna (Region Jönköping)",
        "Bo Ek",
    ]
    assert [turn.time for turn in transcript.turns][:2] == ["00:00:03", "00:00:10"]
    assert transcript.title.startswith("Fokusgrupp 3")


def test_older_word_files_of_teams() -> None:
    transcript = read(
        docx(
            p("0:0:0.0 --> 0:0:2.340"),
            p("Anna Berg"),
            p("Hej hej."),
            p("0:0:3.100 --> 0:0:5.0"),
            p("Bo Ek"),
            p("Ja."),
        ),
        "01.docx",
    )
    assert said(transcript) == [("Anna Berg", "Hej hej."), ("Bo Ek", "Ja.")]
    assert [turn.time for turn in transcript.turns] == ["00:00:00", "00:00:03"]


# -- Tables -----------------------------------------------------------------------------------

SPOKEN = [("00:00:04", "Moderator", "Hur är det?"), ("00:00:09", "IP1", "Bra, tack så mycket.")]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1), (1, 0, 2)])
@pytest.mark.parametrize("headed", [False, True])
def test_columns_are_found_in_any_order(order: tuple[int, int, int], headed: bool) -> None:
    rows = [("Tid", "Talare", "Text")] if headed else []
    rows += [*SPOKEN, ("00:00:12", "Moderator", "Och du själv då, hur har du det?")]
    made = table(*[tuple(row[column] for column in order) for row in rows])
    transcript = read(docx(p("Intervju 3"), made), "01.docx")
    assert said(transcript) == [
        ("Moderator", "Hur är det?"),
        ("IP1", "Bra, tack så mycket."),
        ("Moderator", "Och du själv då, hur har du det?"),
    ]
    assert [turn.time for turn in transcript.turns] == ["00:00:04", "00:00:09", "00:00:12"]
    assert transcript.text.startswith("Intervju 3\nModerator: Hur")


def test_a_speaker_column_may_hold_any_words() -> None:
    rows = [
        ("Den äldre kvinnan vid fönstret", "Jag tycker att det är bra."),
        ("Vi", "Nej, det är det inte alls."),
        ("Den äldre kvinnan vid fönstret", "Jo: så är det."),
        ("Vi", "Jaha då."),
    ]
    assert said(read(docx(table(*rows)), "01.docx")) == rows


def test_a_row_without_speaker_continues_the_turn() -> None:
    rows = [
        ("Moderator", "Hej allihop?"),
        ("IP1", "Ja, hej."),
        ("", "Och hej igen."),
        ("IP2", "Hej då."),
    ]
    assert said(read(docx(table(*rows)), "01.docx"))[1] == ("IP1", "Ja, hej.\nOch hej igen.")


def test_the_same_speaker_in_two_rows_has_two_turns() -> None:
    rows = [("Moderator:", "Hej allihop?"), ("IP1:", "Ja, hej."), ("IP1:", "Och hej igen.")]
    assert said(read(docx(table(*rows)), "01.docx")) == [
        ("Moderator", "Hej allihop?"),
        ("IP1", "Ja, hej."),
        ("IP1", "Och hej igen."),
    ]


def test_other_columns_are_aside() -> None:
    rows = [
        ("Nr", "Talare", "Text", "Kommentar"),
        ("1", "Moderator", "Hur är det egentligen?", ""),
        ("2", "IP1", "Bra, tack så mycket för det.", "ler"),
        ("3", "Moderator", "Jaha, så bra.", ""),
    ]
    transcript = read(docx(table(*rows)), "01.docx")
    assert [speaker for speaker, _ in said(transcript)] == ["Moderator", "IP1", "Moderator"]
    assert "ler" in aside(transcript, "column")


def test_tables_of_facts_and_participants_before_the_conversation_are_header() -> None:
    transcript = read(
        docx(
            table(("Kommun", "Eksjö"), ("Datum", "2015-10-08")),
            table(("Deltagare", "Befattning"), ("IP1", "kurator"), ("IP2", "chef")),
            p("Moderator: Hej?"),
            p("IP1: Ja."),
            p("IP2: Jo."),
        ),
        "01.docx",
    )
    assert transcript.attributes == {"kommun": "Eksjö", "datum": "2015-10-08"}
    assert [(who.label, who.description) for who in transcript.participants] == [
        ("IP1", "kurator"),
        ("IP2", "chef"),
    ]
    assert len(transcript.turns) == 3


def test_several_paragraphs_and_nested_tables_in_a_cell() -> None:
    cell = p("Första stycket.") + p("Andra stycket.") + table(("inre", "tabell"))
    rows = [("Moderator", "Hur är det med er?"), ("IP1", cell), ("Moderator", "Jaha.")]
    words = said(read(docx(table(*rows)), "01.docx"))[1][1]
    assert words.startswith("Första stycket.\nAndra stycket.\n")
    assert "inre" in words
    assert "tabell" in words


def test_a_time_column_without_speakers_leaves_labels_in_the_text() -> None:
    rows = [("00:00:01", "Moderator: Hej?"), ("00:00:05", "IP1: Ja."), ("00:00:07", "IP2: Nej.")]
    transcript = read(docx(table(*rows)), "01.docx")
    assert said(transcript) == [("Moderator", "Hej?"), ("IP1", "Ja."), ("IP2", "Nej.")]
    assert [turn.time for turn in transcript.turns] == ["00:00:01", "00:00:05", "00:00:07"]


def test_the_whole_interview_in_one_cell() -> None:
    cell = p("Moderator: Hej?") + p("IP1: Ja.") + p("IP2: Nej.")
    assert len(read(docx(table((cell,))), "01.docx").turns) == 3


def test_an_embedded_document_is_reported() -> None:
    transcript = read(docx(QUESTION, p("IP1: Ja."), "<w:altChunk/>"), "01.docx")
    assert any("embeds another document" in warning for warning in transcript.warnings)


def test_strict_open_xml_is_read() -> None:
    data = docx(QUESTION, p("IP1: Ja."))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    ours = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    members["word/document.xml"] = members["word/document.xml"].replace(ours, strict)

    assert said(read(zipped(dict(members)), "01.docx")) == [("Moderator", "Hej?"), ("IP1", "Ja.")]


def test_a_word_file_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="holds no text"):
        read(docx(p(" ")), "01.docx")


def test_a_short_table_after_which_nobody_speaks_is_the_conversation() -> None:
    rows = [("Moderator", "Välkomna"), ("IP1", "Hej hej"), ("IP2", "Hallå där")]
    transcript = read(docx(p("Intervju 3"), table(*rows), p("Slut")), "01.docx")
    assert said(transcript) == [*rows[:2], ("IP2", "Hallå där\nSlut")]
