"""The grammar of labels, times and headers, on plain text."""

import unicodedata

import pytest
from transcript_files import aside, read, said


def test_colon_after_known_forms_begins_a_turn() -> None:
    transcript = read("Moderator: Hej?\nIP1: Ja.\nK2 : Nej.\nD3:\tJo.\nR4:\xa0Va?\nP5:Mm.\n")
    assert said(transcript) == [
        ("Moderator", "Hej?"),
        ("IP1", "Ja."),
        ("K2", "Nej."),
        ("D3", "Jo."),
        ("R4", "Va?"),
        ("P5", "Mm."),
    ]
    assert transcript.text.splitlines()[2] == "K2: Nej."


@pytest.mark.parametrize(
    "words",
    [
        "Då sa hon: det går inte.",
        "Vi: vi ville inte.",
        "Kommun: Eksjö",
        "Klockan: 10",
        "nej: aldrig",
    ],
)
def test_words_before_a_colon_begin_nothing(words: str) -> None:
    transcript = read(f"Moderator: Hej?\n\nIP1: Ja.\n\n{words}\n\nIP2: Nej.\n")
    assert said(transcript)[1] == ("IP1", f"Ja.\n{words}")
    assert len(transcript.turns) == 3


@pytest.mark.parametrize("words", ["Då sa hon", "Vi", "Och sen", "Nej", "Hon säger"])
def test_beginnings_of_sentences_are_no_labels_however_often_they_come(words: str) -> None:
    transcript = read(f"Moderator: Hej?\n\nIP1: Ja.\n\n{words}: a\n\n{words}: b\n\n{words}: c\n")
    assert {turn.speaker for turn in transcript.turns} == {"Moderator", "IP1"}


def test_a_name_that_begins_two_paragraphs_is_a_label_and_once_is_a_doubt() -> None:
    transcript = read("Moderator: Hej?\nAnna Öst: Ja.\nBo: Nej.\nAnna Öst: Jo.\n")
    assert said(transcript) == [
        ("Moderator", "Hej?"),
        ("Anna Öst", "Ja.\nBo: Nej."),
        ("Anna Öst", "Jo."),
    ]
    assert any("Bo: Nej." in warning for warning in transcript.warnings)


def test_a_listed_name_needs_no_repetition() -> None:
    transcript = read("Moderator: Hej?\nAnna Öst: Ja.\nBo: Nej.\n", listed=("Anna Öst", "bo"))
    assert said(transcript)[1:] == [("Anna Öst", "Ja."), ("bo", "Nej.")]


def test_four_words_are_no_label() -> None:
    transcript = read("Moderator: Hej?\nEn av de andra: a\nEn av de andra: b\n")
    assert len(transcript.turns) == 1


def test_a_dash_marks_known_and_repeated_labels_only() -> None:
    transcript = read(
        "Intervjuare - Hur är det?\nIP1 – Bra.\nSlutsats - ingen.\nAnna — Ja.\nAnna — Jo.\n"
        "Nej - inte så.\nNej - aldrig.\n"
    )
    assert said(transcript) == [
        ("Intervjuare", "Hur är det?"),
        ("IP1", "Bra.\nSlutsats - ingen."),
        ("Anna", "Ja."),
        ("Anna", "Jo.\nNej - inte så.\nNej - aldrig."),
    ]
    assert transcript.moderators == {"Intervjuare"}


def test_tabs_divide_labels_from_words() -> None:
    transcript = read("Moderator\tHur är det?\nIP1\tBra.\nIP1\tJo\tdå.\n")
    assert said(transcript) == [("Moderator", "Hur är det?"), ("IP1", "Bra."), ("IP1", "Jo då.")]


def test_inside_a_paragraph_only_known_labels_after_a_sentence_end() -> None:
    transcript = read(
        "Moderator: Hur är det? IP1: Bra. IP2: Jo (skratt) IP1: Ja. Anna: tja, IP2: nej.\n"
    )
    assert said(transcript) == [
        ("Moderator", "Hur är det?"),
        ("IP1", "Bra."),
        ("IP2", "Jo (skratt)"),
        ("IP1", "Ja. Anna: tja, IP2: nej."),
    ]


def test_one_speaker_in_several_spellings_is_one() -> None:
    transcript = read("Moderator: Hej?\nIP1: a\nIp1: b\nIP 1: c\nIP01: d\nIP1 : e\nMODERATOR: f\n")
    assert [turn.speaker for turn in transcript.turns] == ["Moderator", *["IP1"] * 5, "Moderator"]
    assert [who.label for who in transcript.participants] == ["IP1"]


def test_the_listed_spelling_wins() -> None:
    transcript = read("Moderator: Hej?\nip 1: a\nip 1: b\n", listed=("IP1",))
    assert [turn.speaker for turn in transcript.turns] == ["Moderator", "IP1", "IP1"]


def test_a_label_begins_a_new_turn_also_the_same_speakers() -> None:
    assert len(read("Moderator: Hej?\nIP1: a\nIP1: b\n").turns) == 3


def test_letters_in_nfd_become_nfc_in_labels_and_words() -> None:
    nfd = unicodedata.normalize("NFD", "Moderator: Får jag?\nÅsa: Så är det på ön.\nÅsa: Då så.\n")
    transcript = read(nfd)
    assert said(transcript)[1] == ("Åsa", "Så är det på ön.")


def test_soft_hyphens_and_zero_width_characters_are_taken_out() -> None:
    transcript = read("Mode\xadrator: Sam\xadverkan\u200b?\n\ufeffIP1: Ja\u200d.\n")
    assert said(transcript) == [("Moderator", "Samverkan?"), ("IP1", "Ja.")]


def test_short_words_for_the_moderator_yield_to_the_word_in_full() -> None:
    assert read("I: Hej?\nIP: Ja.\nI: Va?\nIP: Jo.\n").moderators == {"I"}
    assert read("M: Hej?\nIP1: Ja.\n").moderators == {"M"}
    both = read("Moderator: Hej?\nM: Ja.\nM: Jo.\nK: Nej.\nK: Nä.\n")
    assert both.moderators == {"Moderator"}
    assert [who.label for who in both.participants] == ["M", "K"]


def test_two_short_words_are_not_both_moderators() -> None:
    transcript = read("I: Hur är det?\nM: Bra.\nI: Jaså?\nM: Jo.\n")
    assert transcript.moderators == {"I"}
    assert [who.label for who in transcript.participants] == ["M"]


def test_question_and_answer_name_the_moderator_only_together() -> None:
    assert read("F: Hur?\nS: Så.\nF: Va?\nS: Jo.\n").moderators == {"F"}
    assert read("F: Hur?\nP: Så.\nF: Va?\nP: Jo.\n").moderators == frozenset()


def test_the_moderator_named_in_the_header_is_known_by_initials() -> None:
    transcript = read(
        "Intervju 3\nModerator: Anna Berg\nPlats: Eksjö\n\nAB: Hej?\nIP1: Ja.\nAB: Jaha?\n"
    )
    assert transcript.moderators == {"AB"}
    assert transcript.attributes == {"moderator": "Anna Berg", "plats": "Eksjö"}
    assert len(transcript.turns) == 3


def test_label_alone_on_its_line_takes_the_next_paragraph() -> None:
    transcript = read("Moderator:\nHur är det?\n\nIP1\nBra.\nJo.\n")
    assert said(transcript) == [("Moderator", "Hur är det?"), ("IP1", "Bra.\nJo.")]


def test_a_label_without_words_is_no_turn_but_stays_in_the_text() -> None:
    transcript = read("Moderator: Hej?\nIP1:\nIP2: Ja.\n")
    assert said(transcript) == [("Moderator", "Hej?"), ("IP2", "Ja.")]
    assert "\nIP1:\n" in transcript.text
    assert any("IP1" in warning for warning in transcript.warnings)


def test_no_labels_at_all_one_turn_a_paragraph_without_speaker() -> None:
    transcript = read("Det var så här.\n\nSedan blev det bra: mycket bra.\n\nSlut.\n")
    assert said(transcript) == [
        ("", "Det var så här."),
        ("", "Sedan blev det bra: mycket bra."),
        ("", "Slut."),
    ]
    assert transcript.warnings[0].startswith("No speakers")


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    line = "ord som fyller en rad ungefär till sextio tecken och sedan bryts\n"
    transcript = read(f"{line}{line}slut.\n\n{line}{line}slut.\n\nTredje.\n")
    assert len(transcript.turns) == 3


def test_typing_errors_in_labels_are_doubts() -> None:
    transcript = read("Moderator: Hej?\nIP1: Ja.\nModertor: Hur?\nIP2; jo\nlP3: nä\n")
    assert len(transcript.turns) == 2
    for words in ("Modertor", "IP2;", "lP3"):
        assert any(words in warning for warning in transcript.warnings)


def test_unlisted_and_silent_participants_are_reported() -> None:
    transcript = read(
        "Deltagare:\nIP1 = kurator\nIP2 = chef\n\nModerator: Hej?\nIP1: Ja.\nIP7: Va?\n"
    )
    assert any(
        "“IP7”" in warning and "not in the list" in warning for warning in transcript.warnings
    )
    assert any("“IP2”" in warning and "says nothing" in warning for warning in transcript.warnings)
    assert [who.label for who in transcript.participants] == ["IP1", "IP2", "IP7"]


def test_what_stands_in_brackets_after_a_label_goes_aside() -> None:
    transcript = read("Moderator (MG): Hej?\nIP1 (kvinna): Ja.\nIP1: Jo.\n")
    assert [turn.speaker for turn in transcript.turns] == ["Moderator", "IP1", "IP1"]
    assert aside(transcript, "label") == ["Moderator (MG)", "IP1 (kvinna)"]


# -- Times ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("[00:12:04] IP1: Ja.", "00:12:04"),
        ("(00:12:04) IP1: Ja.", "00:12:04"),
        ("#00:12:04-5# IP1: Ja.", "00:12:04"),
        ("00:12:04 IP1: Ja.", "00:12:04"),
        ("0:12 IP1: Ja.", "00:00:12"),
        ("[75:10] IP1: Ja.", "01:15:10"),
        ("[00:00:12.340 --> 00:00:15.000] IP1: Ja.", "00:00:12"),
        ("[00:12:04 - 00:12:09] IP1: Ja.", "00:12:04"),
        ("00:12:04\tIP1\tJa.", "00:12:04"),
        ("IP1 [00:12:04]: Ja.", "00:12:04"),
        ("IP1 (0:12): Ja.", "00:00:12"),
        ("IP1 (00:12:04)\nJa.", "00:12:04"),
        ("IP1: [00:12:04] Ja.", "00:12:04"),
        ("IP1: Ja. [00:12:04]", "00:12:04"),
        ("IP1: Ja. (00:12:04)", "00:12:04"),
        ("IP1: Ja. #00:12:04-5#", "00:12:04"),
        ("IP1: Ja. 00:12:04", "00:12:04"),
        ("IP1: [0:12] Ja.", "00:00:12"),
    ],
)
def test_times_are_on_the_turn_and_not_in_the_text(line: str, time: str) -> None:
    transcript = read(f"Moderator: Hej?\n{line}\nIP2: Nej.\n")
    assert said(transcript)[1] == ("IP1", "Ja.")
    assert transcript.turns[1].time == time
    assert transcript.text == "Moderator: Hej?\nIP1: Ja.\nIP2: Nej."


def test_a_time_on_a_line_of_its_own_is_that_of_the_next_turn() -> None:
    transcript = read("Moderator: Hej?\n[00:05:00]\nIP1: Ja.\n")
    assert [turn.time for turn in transcript.turns] == ["", "00:05:00"]


def test_times_amid_a_turn_go_aside() -> None:
    transcript = read("[00:00:01] Moderator: Hej?\n[00:00:05] Jag menar.\nIP1: Ja.\n")
    assert said(transcript)[0] == ("Moderator", "Hej?\nJag menar.")
    assert aside(transcript, "time") == ["00:00:05"]


@pytest.mark.parametrize("words", ["Vi ses klockan 10:30", "10:30 började vi", "Vi slutar (10:30)"])
def test_a_time_of_day_that_is_said_stays(words: str) -> None:
    assert said(read(f"Moderator: Hej?\nIP1: {words}\n"))[1] == ("IP1", words)
    assert said(read(f"Moderator: Hej?\nIP1: Ja.\n{words}\n"))[1] == ("IP1", f"Ja.\n{words}")


def test_bare_times_throughout_are_times() -> None:
    transcript = read("0:01 Hej hej allihop.\n\n0:05 Nu börjar vi här.\n\n0:09 Då kör vi igång.\n")
    assert said(transcript)[1] == ("", "Nu börjar vi här.")
    assert [turn.time for turn in transcript.turns] == ["00:00:01", "00:00:05", "00:00:09"]


@pytest.mark.parametrize(
    "text",
    [
        "Möte\n\nAnna Andersson   0:03\nHej.\nSå.\n\nBo Berg   0:10\nJa.\n\nAnna Andersson   0:12\nJo.\n",
        "Möte\n\n[Anna Andersson] 00:00:03\nHej.\nSå.\n\n[Bo Berg] 00:00:10\nJa.\n\n[Anna Andersson] 00:00:12\nJo.\n",
        "Möte\n\n**Anna Andersson** 0:03\nHej.\nSå.\n\n**Bo Berg** 0:10\nJa.\n\n**Anna Andersson** 0:12\nJo.\n",
    ],
)
def test_lines_of_name_and_time_mark_the_speaker(text: str) -> None:
    transcript = read(text)
    assert said(transcript) == [
        ("Anna Andersson", "Hej.\nSå."),
        ("Bo Berg", "Ja."),
        ("Anna Andersson", "Jo."),
    ]
    assert [turn.time for turn in transcript.turns] == ["00:00:03", "00:00:10", "00:00:12"]
    assert transcript.title == "Möte"


def test_time_before_name_on_a_line_of_its_own() -> None:
    transcript = read("00:00:03 Talare 1\nHej.\n\n00:00:05 Talare 2\nJa.\n")
    assert said(transcript) == [("Talare 1", "Hej."), ("Talare 2", "Ja.")]


# -- Header -----------------------------------------------------------------------------------


def test_header_lines_stand_in_the_text_and_become_attributes() -> None:
    transcript = read(
        "Gruppen i Eksjö\nKommun: Eksjö\nAktör:  Vårdgivare\nDATUM: 2015-11-18\nTema: Roller\n"
        "Deltagare: 4\n\nModerator: Hej?\nIP1: Ja.\n"
    )
    assert transcript.title == "Gruppen i Eksjö"
    assert transcript.attributes == {
        "kommun": "Eksjö",
        "aktör": "Vårdgivare",
        "datum": "2015-11-18",
        "tema": "Roller",
        "deltagare": "4",
    }
    assert transcript.text.startswith("Gruppen i Eksjö\nKommun: Eksjö\nAktör:  Vårdgivare\n")


@pytest.mark.parametrize(
    "items",
    [
        "Deltagare:\nIP1: kurator, psykiatri\nIP2: chef\n\n",
        "Deltagare:\n- IP1 = kurator, psykiatri\n- IP2 = chef\n",
        "Deltagare\n\nIP1 – kurator, psykiatri\nIP2 – chef\n\n",
        "Närvarande:\n• IP1 (kurator, psykiatri)\n• IP2 (chef)\n\n",
        "IP1 = kurator, psykiatri\nIP2 = chef\n",
        "**Deltagare:**\n1. IP1\tkurator, psykiatri\n2. IP2\tchef\n\n",
    ],
)
def test_lists_of_participants_are_header_and_not_turns(items: str) -> None:
    transcript = read(f"Plats: Eksjö\n{items}IP1: Hej.\nModerator: Va?\nIP2: Jo.\n")
    assert said(transcript) == [("IP1", "Hej."), ("Moderator", "Va?"), ("IP2", "Jo.")]
    assert [(who.label, who.description) for who in transcript.participants] == [
        ("IP1", "kurator, psykiatri"),
        ("IP2", "chef"),
    ]


def test_participants_listed_on_one_line() -> None:
    transcript = read(
        "Deltagare: IP1 (kurator), IP2 och IP3\n\nModerator: Hej?\nIP1: a\nIP2: b\nIP3: c\n"
    )
    assert [(who.label, who.description) for who in transcript.participants] == [
        ("IP1", "kurator"),
        ("IP2", ""),
        ("IP3", ""),
    ]


def test_names_listed_on_one_line_are_labels_when_heard() -> None:
    transcript = read("Deltagare: Anna, Bo och Cilla\n\nModerator: Hej?\nAnna: Ja.\nBo: Nej.\n")
    assert [turn.speaker for turn in transcript.turns] == ["Moderator", "Anna", "Bo"]


def test_a_dash_inside_a_description_is_kept() -> None:
    transcript = read(
        "Deltagare:\nIP1 = chef, individ- och familjeomsorg\n\nModerator: a?\nIP1: b\n"
    )
    assert transcript.participants[0].description == "chef, individ- och familjeomsorg"


def test_the_moderator_in_the_list_is_no_participant() -> None:
    transcript = read("Deltagare:\nAB = moderator\nIP1 = chef\n\nAB: Hej?\nIP1: Ja.\nAB: Tack.\n")
    assert transcript.moderators == {"AB"}
    assert [who.label for who in transcript.participants] == ["IP1"]


def test_words_before_the_first_speaker_belong_to_no_turn() -> None:
    transcript = read("Inspelningen startar mitt i.\n\nModerator: Hej?\nIP1: Ja.\n")
    assert transcript.text.startswith("Inspelningen startar mitt i.\n")
    assert transcript.turns[0].start == len("Inspelningen startar mitt i.\nModerator: ")


def test_markdown_emphasis_around_labels_is_understood() -> None:
    transcript = read(
        "# Intervju\n\n**Kommun:** Eksjö\n\n**Moderator:** Hur är *det*?\n\n**IP1**: Bra.\n\n"
        "__IP2:__ Jo\nfortsätter\n\n## Tema 2\n\n*Moderator:* Va?\n",
        "01.md",
    )
    assert said(transcript) == [
        ("Moderator", "Hur är *det*?"),
        ("IP1", "Bra."),
        ("IP2", "Jo\nfortsätter"),
        ("Moderator", "Va?"),
    ]
    assert transcript.title == "Intervju"
    assert transcript.attributes == {"kommun": "Eksjö"}
    assert "\n## Tema 2\n" in transcript.text


def test_markdown_without_labels_has_paragraphs_between_empty_lines() -> None:
    transcript = read("Ett stycke\nmed två rader.\n\nEtt till.\n", "01.md")
    assert said(transcript) == [("", "Ett stycke\nmed två rader."), ("", "Ett till.")]


def test_the_moderators_name_as_last_line_of_the_header_is_no_turn() -> None:
    transcript = read("Kommun: Eksjö\nModerator: Anna Berg\n\nModerator: Hej?\n\nIP1: Ja.\n")
    assert said(transcript) == [("Moderator", "Hej?"), ("IP1", "Ja.")]
    short = read("Kommun: Eksjö\n\nModerator: Välkomna\n\nIP1: Ja.\n")
    assert said(short)[0] == ("Moderator", "Välkomna")
