"""OpenDocument texts."""

import pytest
from transcript_files import aside, odt, read, said

from workbench.errors import InputError


def test_paragraphs_headings_and_lists() -> None:
    transcript = read(
        odt(
            "<text:h>Gruppen</text:h><text:p>Kommun: Eksjö</text:p><text:p>Deltagare:</text:p>"
            "<text:list><text:list-item><text:p>IP1 = kurator</text:p></text:list-item></text:list>"
            "<text:section><text:p>Moderator: Hej?</text:p></text:section><text:p>IP1: Ja.</text:p>"
        ),
        "01.odt",
    )
    assert transcript.title == "Gruppen"
    assert transcript.participants[0].description == "kurator"
    assert said(transcript) == [("Moderator", "Hej?"), ("IP1", "Ja.")]


def test_white_space_collapses_and_its_elements_do_not() -> None:
    transcript = read(
        odt(
            "<text:p>Moderator: Hej?</text:p><text:p>IP1:<text:tab/>Ja\n   <text:span> du</text:span>"
            '<text:s text:c="2"/>så.<text:line-break/>IP2: Nej.</text:p>'
        ),
        "01.odt",
    )
    assert said(transcript)[1:] == [("IP1", "Ja du  så."), ("IP2", "Nej.")]


def test_deletions_notes_and_annotations_are_aside() -> None:
    transcript = read(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>borta</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
            "<text:p>Moderator: Hej?</text:p><text:p>IP1: Ja"
            "<office:annotation><dc:creator>B</dc:creator><text:p>fråga</text:p></office:annotation>"
            '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>Noten</text:p></text:note-body></text:note>"
            '<text:note text:note-class="endnote"><text:note-body><text:p>Slutnoten</text:p>'
            "</text:note-body></text:note><draw:frame><draw:text-box><text:p>Rutan</text:p>"
            "</draw:text-box></draw:frame><text:change-start/> då.<text:change-end/></text:p>"
        ),
        "01.odt",
    )
    assert said(transcript)[1] == ("IP1", "Ja då.")
    assert {(found.kind, found.text) for found in transcript.aside} == {
        ("deleted", "borta"),
        ("comment", "fråga"),
        ("footnote", "Noten"),
        ("endnote", "Slutnoten"),
        ("textbox", "Rutan"),
    }


def test_bold_styles_mark_labels() -> None:
    bold = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = "".join(
        f'<text:p><text:span text:style-name="T1">{label}</text:span> {words}</text:p>'
        for label, words in (("Moderator", "Hej?"), ("Anna", "Ja."), ("Anna", "Jo."))
    )
    assert [speaker for speaker, _ in said(read(odt(body, styles=bold), "01.odt"))] == [
        "Moderator",
        "Anna",
        "Anna",
    ]


def test_tables_with_a_speaker_column() -> None:
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = [
        ("Talare", "Text"),
        ("Moderator", "Hur är det?"),
        ("IP1", "Bra, tack."),
        ("IP2", "Jo då."),
    ]
    made = "".join(row.format("".join(cell.format(text) for text in one)) for one in rows)
    transcript = read(odt(f"<table:table>{made}</table:table>"), "01.odt")
    assert said(transcript) == rows[1:]
    assert aside(transcript, "column") == ["Talare Text"]


def test_an_encrypted_file_is_refused() -> None:
    data = odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>")
    with pytest.raises(InputError, match="encrypted"):
        read(data, "01.odt")
