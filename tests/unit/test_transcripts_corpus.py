"""The demonstration corpus, read and compared with its own sheets."""

import csv
from functools import cache
from pathlib import Path

import pytest
from transcript_files import read

from workbench.text import normal_text
from workbench.transcripts import Transcript

CORPUS = Path(__file__).parents[2] / "corpus"


def rows_of(name: str) -> list[dict[str, str]]:
    with (CORPUS / name).open(encoding="utf-8-sig", newline="") as sheet:
        return list(csv.DictReader(sheet, delimiter=";"))


INTERVIEWS = {row["id"]: row for row in rows_of("intervjuer.csv")}
LISTED = rows_of("deltagare.csv")


@cache
def interview(key: str) -> Transcript:
    name = INTERVIEWS[key]["fil"]
    return read((CORPUS / name).read_bytes(), name)


@pytest.mark.parametrize("key", INTERVIEWS)
def test_participants_are_exactly_the_listed_ones_and_the_moderator(key: str) -> None:
    transcript = interview(key)
    listed = [row["deltagare"] for row in LISTED if row["intervju"] == key]
    assert sorted(who.label for who in transcript.participants) == sorted(listed)
    assert transcript.moderators == {"Moderator"}
    assert {turn.speaker for turn in transcript.turns} == {*listed, "Moderator"}


@pytest.mark.parametrize("key", INTERVIEWS)
def test_descriptions_come_from_the_header(key: str) -> None:
    transcript = interview(key)
    described = {who.label: who.description for who in transcript.participants}
    for row in LISTED:
        if row["intervju"] == key and INTERVIEWS[key]["fil"].endswith(".vtt") is False:
            assert described[row["deltagare"]].startswith(row["befattning"])


@pytest.mark.parametrize("key", INTERVIEWS)
def test_attributes_and_title_are_those_of_the_sheet(key: str) -> None:
    transcript = interview(key)
    if INTERVIEWS[key]["fil"].endswith(".vtt"):
        assert transcript.attributes == {}
        return
    names = ("kommun", "aktör", "roll", "datum", "längd")
    assert transcript.attributes == {name: INTERVIEWS[key][name] for name in names}
    assert transcript.title == INTERVIEWS[key]["titel"]


@pytest.mark.parametrize("sheet", ["kodare-a.csv", "kodare-b.csv"])
def test_every_coded_quotation_stands_verbatim_in_its_turn(sheet: str) -> None:
    for row in rows_of(f"codings/{sheet}"):
        transcript = interview(row["intervju"])
        turn = transcript.turns[int(row["replik"]) - 1]
        assert turn.number == int(row["replik"])
        assert turn.speaker == row["deltagare"], row
        assert row["text"] in transcript.text[turn.start : turn.end], row


@pytest.mark.parametrize("key", INTERVIEWS)
def test_nothing_is_doubtful_and_nothing_is_aside(key: str) -> None:
    assert interview(key).warnings == ()
    assert interview(key).aside == ()


@pytest.mark.parametrize("key", INTERVIEWS)
def test_the_text_is_normal_and_labels_stand_before_their_turns(key: str) -> None:
    transcript = interview(key)
    assert transcript.text == normal_text(transcript.text)
    for turn in transcript.turns:
        label = f"{turn.speaker}: "
        assert transcript.text[turn.start - len(label) : turn.start] == label
        words = transcript.text[turn.start : turn.end]
        assert words
        assert words == words.strip()


def test_times_are_read_from_brackets_columns_and_cues() -> None:
    assert [turn.time for turn in interview("02").turns[:2]] == ["00:00:04", "00:00:14"]
    assert [turn.time for turn in interview("04").turns[:2]] == ["00:00:04", "00:00:13"]
    assert [turn.time for turn in interview("13").turns[:2]] == ["00:00:04", "00:00:10"]
    assert "00:00:04" not in interview("02").text + interview("04").text + interview("13").text


def test_encodings_of_the_text_files() -> None:
    assert interview("06").encoding == "utf-8"
    assert interview("11").encoding == "cp1252"
