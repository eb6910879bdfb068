"""RTF: characters in every way RTF writes them, and its destinations."""

import pytest
from transcript_files import aside, read, said

from workbench.errors import InputError


def rtf(body: str, *, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return ("{\\rtf1" + head + "\n" + body + "}").encode("latin-1")


def words_of(body: str, *, head: str = r"\ansi\ansicpg1252\deff0") -> str:
    transcript = read(rtf(rf"Moderator: Hej?\par IP1: {body}\par", head=head), "01.rtf")
    return said(transcript)[1][1]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (r"\ansi\ansicpg1252", r"\'e5 \'e4 \'f6 \'c5"),
        (r"\ansi", "\xe5 \xe4 \xf6 \xc5"),
        (r"\mac", r"\'8c \'8a \'9a \'81"),
        (r"\ansi\ansicpg10000", r"\'8c \'8a \'9a \'81"),
        (r"\pc", r"\'86 \'84 \'94 \'8f"),
        (r"\pca", r"\'86 \'84 \'94 \'8f"),
        (r"\ansi", r"\u229? \u228? \u246? \u197?"),
        (r"\ansi", r"\uc0\u229 \u32 \u228  \u246  \u197 "),
        (r"\ansi", r"\uc2\u229\'3f\'3f \u228?? \u246\'e5\'e5 \u197xx"),
        (r"\ansi", r"{\uc0\u229} {\uc1 \u228\'e4} \u246o \u197A"),
        (r"\ansi\ansicpg65001", r"\'c3\'a5 \'c3\'a4 \'c3\'b6 \'c3\'85"),
    ],
)
def test_letters_in_every_encoding(head: str, body: str) -> None:
    assert words_of(body, head=head).split() == ["å", "ä", "ö", "Å"]


def test_fonts_have_code_pages_of_their_own() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial CYR;}{\f2\fcharset128 MS;}}"
    assert words_of(fonts + r"\f0 \'e5\f1 \'cc\'e8\'f0\f2 \'93\'fa\'96\'7b\f0 \'e5") == "åМир日本å"


def test_negative_numbers_and_surrogate_pairs() -> None:
    assert words_of(r"\u-10179?\u-8694? \u-3?") == "😊 \ufffd"
    assert "\ufffd" in words_of(r"x\u-10179?y")


def test_breaks_tabs_and_signs() -> None:
    body = r"a\~b\_c sam\-verkan\line d\tab e\emdash f\ldblquote g\rdblquote\{\\\}"
    assert words_of(body) == "a\xa0b-c samverkan\nd e—f“g”{\\}"


def test_line_breaks_divide_speakers() -> None:
    transcript = read(rtf(r"Moderator: Hej?\line IP1: Ja.\line IP2: Nej.\par"), "01.rtf")
    assert len(transcript.turns) == 3


def test_settings_fonts_pictures_and_unknown_destinations_are_no_words() -> None:
    body = (
        (
            r"{\fonttbl{\f0 Calibri;}}{\stylesheet{\s1 heading 1;}}{\info{\title T}}"
            r"{\*\generator Word;}{\*\okänd x{\b y}}{\pict\pngblip 89504e47}"
            r"{\field{\*\fldinst HYPERLINK x}{\fldrslt länken}}"
        )
        .encode("latin-1")
        .decode("latin-1")
    )
    assert words_of(f"före {body} efter") == "före länken efter"


def test_binary_data_is_passed_over() -> None:
    assert words_of("a{\\pict\\bin5 }}{{\\}b") == "ab"


def test_notes_comments_boxes_headers_and_deletions_are_aside() -> None:
    body = (
        r"{\header Sidhuvud\par}Moderator: Hej?\par IP1: Ja{\footnote Fotnot}"
        r"{\footnote\ftnalt Slutnot}{\*\atnid AB}{\*\atnauthor B}{\*\annotation En fr\'e5ga}"
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt Rutan\par}}{\shprslt Rutan}}"
        r"{\deleted borta}{\revised  kvar}{\v g\'f6mt} d\'e5.\par"
    )
    transcript = read(rtf(body), "01.rtf")
    assert said(transcript)[1] == ("IP1", "Ja kvar då.")
    assert {(found.kind, found.text) for found in transcript.aside} == {
        ("header", "Sidhuvud"),
        ("footnote", "Fotnot"),
        ("endnote", "Slutnot"),
        ("comment", "En fråga"),
        ("textbox", "Rutan"),
        ("deleted", "borta"),
        ("hidden", "gömt"),
    }


def test_tables_with_a_speaker_column() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    rows = [("Moderator", "Hur \\'e4r det?"), ("IP1", "Bra, tack."), ("IP1", "Jo.\\par Ja.")]
    body = r"Intervju\par " + "".join(row.format(*one) for one in rows) + r"\pard Slut.\par"
    assert said(read(rtf(body), "01.rtf")) == [
        ("Moderator", "Hur är det?"),
        ("IP1", "Bra, tack."),
        ("IP1", "Jo.\nJa.\nSlut."),
    ]


def test_text_in_unicode_is_taken_from_both_halves_once() -> None:
    assert words_of(r"a{\upr{aao}{\*\ud{\u229?\u228?\u246?}}}b") == "aåäöb"


def test_bold_labels() -> None:
    body = r"{\b Moderator} Hej?\par{\b Anna} Ja.\par\b Anna\b0  Jo.\par"
    assert [speaker for speaker, _ in said(read(rtf(body), "01.rtf"))] == [
        "Moderator",
        "Anna",
        "Anna",
    ]


def test_a_file_that_breaks_off_is_read_and_reported() -> None:
    transcript = read(rtf(r"Moderator: Hej?\par IP1: {\b Ja\par")[:-1], "01.rtf")
    assert said(transcript)[1] == ("IP1", "Ja")
    assert any("breaks off" in warning for warning in transcript.warnings)


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(InputError, match="nested"):
        read(b"{\\rtf1 " + b"{" * 100_000, "01.rtf")


def test_asides_inside_notes_stay_apart() -> None:
    transcript = read(
        rtf(r"Moderator: Hej?\par IP1: a{\footnote yttre{\*\annotation inre}}b\par"), "01.rtf"
    )
    assert said(transcript)[1] == ("IP1", "ab")
    assert aside(transcript, "footnote") == ["yttre"]
    assert aside(transcript, "comment") == ["inre"]
