"""WebVTT and SubRip."""

from transcript_files import aside, read, said


def vtt(*cues: str) -> str:
    timed = (
        f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.500 align:start\n{cue}"
        for number, cue in enumerate(cues, 1)
    )
    return "WEBVTT\n\n" + "\n\n".join(timed) + "\n"


def test_consecutive_cues_of_one_speaker_are_one_turn() -> None:
    transcript = read(
        vtt("<v Anna>Hej</v>", "<v Anna>och\nhå</v>", "<v Bo>Ja", "<v Anna>Jo"), "1.vtt"
    )
    assert said(transcript) == [("Anna", "Hej och hå"), ("Bo", "Ja"), ("Anna", "Jo")]
    assert [turn.time for turn in transcript.turns] == ["00:00:01", "00:00:03", "00:00:04"]


def test_several_voices_in_one_cue() -> None:
    transcript = read(vtt("<v Anna>Hej</v> <v.loud.first Bo Ek>Ja <v Anna>Jo"), "1.vtt")
    assert said(transcript) == [("Anna", "Hej"), ("Bo Ek", "Ja"), ("Anna", "Jo")]


def test_any_words_are_a_label_in_a_voice_tag() -> None:
    transcript = read(vtt("<v En av de andra, Då sa hon>Nej: så."), "1.vtt")
    assert said(transcript) == [("En av de andra, Då sa hon", "Nej: så.")]


def test_teams_names_cues_by_guid() -> None:
    text = (
        "WEBVTT\n\n3f2a-44/12-0\n00:00:03.123 --> 00:00:05.000\n<v Anna Berg>Hej.</v>\n\n"
        "3f2a-44/12-1\n00:00:05.000 --> 00:00:06.000\n<v Anna Berg>Så.</v>\n"
    )
    assert said(read(text, "1.vtt")) == [("Anna Berg", "Hej. Så.")]


def test_zoom_writes_names_into_the_words() -> None:
    transcript = read(
        vtt("Anna Berg: Hej &amp; hå", "Anna Berg: igen&nbsp;då", "Bo Ek: Ja", "Cilla: Jo: så"),
        "1.vtt",
    )
    assert said(transcript) == [
        ("Anna Berg", "Hej & hå igen\xa0då"),
        ("Bo Ek", "Ja"),
        ("Cilla", "Jo: så"),
    ]


def test_whisper_names_nobody() -> None:
    transcript = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nHej och\n\n01:02.000 --> 01:04.000\nhå.\n", "1.vtt"
    )
    assert said(transcript) == [("", "Hej och"), ("", "hå.")]
    assert [turn.time for turn in transcript.turns] == ["00:00:01", "00:01:02"]


def test_header_notes_and_styles() -> None:
    text = (
        "\ufeffWEBVTT Gruppen i Eksjö\r\nKind: captions\r\nKommun: Eksjö\r\n\r\nNOTE\r\nAktör: Kommun\r\n\r\n"
        "STYLE\r\n::cue { color: red }\r\n\r\nREGION\r\nid:r\r\n\r\n00:00:01.000 --> 00:00:02.000\r\n<v A>Hej\r\n\r\n"
        "NOTE ett påpekande\r\n"
    )
    transcript = read(text, "1.vtt")
    assert transcript.title == "Gruppen i Eksjö"
    assert transcript.attributes == {"kommun": "Eksjö", "aktör": "Kommun"}
    assert said(transcript) == [("A", "Hej")]
    assert aside(transcript, "note") == ["ett påpekande"]
    assert "Kind: captions" in aside(transcript, "metadata")


def test_tags_are_taken_out_and_words_in_angle_brackets_are_not() -> None:
    cue = "<v A>Hej <i>du</i> <00:00:01.200><c.yellow>där</c> <ohörbart> 3 < 4 <lang sv>så</lang>"
    assert said(read(vtt(cue), "1.vtt")) == [("A", "Hej du där <ohörbart> 3 < 4 så")]


def test_subrip() -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Anna: Hej</i>\r\n\r\n2\r\n00:00:03,500 --> 00:00:04,000\r\n"
        'Anna: <font color="red">då</font>\r\n\r\n3\r\n00:00:05,000 --> 00:00:06,000\r\n{\\an8}Bo: Ja\r\n'
    )
    for name in ("1.srt", "1.txt", "1.vtt"):
        transcript = read(text, name)
        assert said(transcript) == [("Anna", "Hej då"), ("Bo", "Ja")]
        assert [turn.time for turn in transcript.turns] == ["00:00:01", "00:00:05"]


def test_cues_without_empty_lines_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nAnna: Hej\n2\n00:00:03,000 --> 00:00:04,000\nBo: Ja\n"
    transcript = read(text.replace("Anna", "IP1").replace("Bo", "IP2"), "1.srt")
    assert said(transcript) == [("IP1", "Hej"), ("IP2", "Ja")]


def test_a_cue_without_voice_continues_the_one_before() -> None:
    assert said(read(vtt("<v Anna>Hej", "och hå", "<v Bo>Ja"), "1.vtt"))[0] == (
        "Anna",
        "Hej och hå",
    )
