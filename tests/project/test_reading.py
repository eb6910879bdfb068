"""What the project answers: order, summaries, frames, the log, the cache."""

import dataclasses

import pytest

from tests.project.samples import add, coding, interview, words_of
from workbench.errors import InputError
from workbench.model import (
    CodeId,
    Coder,
    EditParticipant,
    Participant,
    Polarity,
    RenameSpeaker,
    SetFinished,
    SetModerators,
)
from workbench.text import word_starts

A = Coder("A")


def several(project, ids):
    made = [
        interview(each, (("IP1", f"Ett ord {each}."), ("IP2", "Två ord till."))) for each in ids
    ]
    project.commit([add(each) for each in made], verb="import")
    return made


def test_interviews_come_in_natural_order(project):
    several(project, ["10", "2", "1b", "1"])
    assert [each.id for each in project.interviews()] == ["1", "1b", "2", "10"]


def test_a_summary_counts_what_participants_said(coded, talk):
    coded.commit([coding(coded, talk, "Chefen"), SetFinished(A, "7")], verb="code")
    (line,) = coded.interviews(A)
    said = sum(
        len(word_starts(talk.text, turn.start, turn.end)) for turn in talk.participant_turns()
    )
    assert (line.turns, line.words, line.participants) == (5, said, 3)
    assert (line.codings, line.finished) == (1, True)
    (other,) = coded.interviews()
    assert (other.codings, other.finished) == (0, False)


def test_ids_are_found_without_regard_to_case_and_zeros(project):
    several(project, ["007", "Aneby"])
    assert project.find("7") == "007"
    assert project.find("ANEBY") == "Aneby"
    assert project.find("8") is None


def test_has_source_knows_the_digest_of_the_bytes(coded, talk):
    assert coded.has_source(talk.sha256) == "07"
    assert coded.has_source("0" * 64) is None


def test_codings_come_by_interview_start_end_and_code(project):
    two, ten = several(project, ["2", "10"])
    made = [
        coding(project, ten, "Ett"),
        coding(project, two, "ord 2", "STR"),
        coding(project, two, "ord", "STR"),
        coding(project, two, "ord", "LED"),
    ]
    project.commit(made, verb="code")
    assert [(i, words, code) for i, words, code, _ in words_of(project)] == [
        ("2", "ord", "LED"), ("2", "ord", "STR"), ("2", "ord 2", "STR"), ("10", "Ett", "STR"),
    ]  # fmt: skip


def test_codings_can_be_asked_for_by_coder_code_and_interview(project):
    two, ten = several(project, ["2", "10"])
    project.commit(
        [coding(project, ten, "Ett", "LED"), coding(project, two, "Ett", coder="B")], verb="code"
    )
    assert len(project.codings(coder=Coder("B"))) == 1
    assert len(project.codings(codes=[CodeId("LED")])) == 1
    assert len(project.codings(interviews=["02"])) == 1
    assert project.codings(codes=[]) == []
    assert project.codings(coder=A, interviews=["2"]) == []


def test_frames_hold_turns_words_and_one_coders_spans(coded, talk):
    coded.commit(
        [
            coding(coded, talk, "Chefen", polarity=Polarity.HINDERS),
            coding(coded, talk, "Chefen", coder="B"),
        ],
        verb="code",
    )
    (frame,) = coded.counting_frames(A)
    start = talk.text.index("Chefen")
    assert frame.spans == [(start, start + 6, "STR", "-")]
    assert list(frame.turn_starts) == [turn.start for turn in talk.turns]
    assert list(frame.turn_ends) == [turn.end for turn in talk.turns]
    assert [frame.speakers[at] for at in frame.turn_speakers] == [
        turn.speaker for turn in talk.turns
    ]
    expected = [w for turn in talk.turns for w in word_starts(talk.text, turn.start, turn.end)]
    assert list(frame.word_starts) == expected
    assert frame.moderators == {"Moderator"}
    assert frame.speaker_attributes[frame.speakers.index("IP1")] == talk.attributes_of("IP1")


def test_frames_follow_renamed_and_joined_speakers(coded):
    coded.commit([RenameSpeaker("7", "IP3", "IP2")], verb="speakers")
    (frame,) = coded.counting_frames(A)
    there = coded.interview("7")
    assert sorted(frame.speakers) == ["IP1", "IP2", "Moderator"]
    assert [frame.speakers[at] for at in frame.turn_speakers] == [
        turn.speaker for turn in there.turns
    ]
    assert coded.interviews()[0].participants == 2


def test_a_renamed_speaker_keeps_description_and_attributes(coded, talk):
    coded.commit([RenameSpeaker("7", "IP1", "Chef 1")], verb="speakers")
    there = coded.interview("7")
    assert there.participants[0] == dataclasses.replace(talk.participants[0], label="Chef 1")
    coded.commit(
        [EditParticipant("7", "Chef 1", attributes={"kön": "", "ålder": "50"})], verb="speakers"
    )
    assert coded.interview("7").participants[0].attributes == {"ålder": "50"}
    coded.undo()
    coded.undo()
    assert coded.interview("7") == talk


def test_a_participant_who_was_not_heard_can_be_added_and_renamed(coded):
    coded.commit([EditParticipant("7", "IP9", description="tyst")], verb="speakers")
    assert coded.interview("7").participants[-1] == Participant("IP9", "tyst")
    coded.commit(
        [
            RenameSpeaker("7", "IP9", "IP10"),
            EditParticipant("7", "IP10", attributes={"kön": "man"}),
        ],
        verb="speakers",
    )
    assert coded.interview("7").participants[-1] == Participant("IP10", "tyst", {"kön": "man"})
    assert coded.check().ok


def test_a_label_of_the_file_that_is_shown_as_another_is_not_given_to_somebody_else(coded):
    coded.commit([RenameSpeaker("7", "IP1", "Chef 1")], verb="speakers")
    with pytest.raises(InputError, match="shown as “Chef 1”"):
        coded.commit([EditParticipant("7", "IP1", description="ny")], verb="speakers")


def test_moderators_can_be_named_anew(coded, talk):
    coded.commit([SetModerators("7", frozenset({"IP1"}))], verb="speakers")
    there = coded.interview("7")
    assert there.moderators == {"IP1"}
    assert [who.label for who in there.participants] == ["IP2", "IP3", "Moderator"]
    coded.undo()
    assert coded.interview("7") == talk


def test_the_log_tells_undone_actions_and_the_undo(coded, talk):
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    coded.undo()
    log = [(each.verb, each.undone) for each in coded.actions()]
    assert log == [("create", False), ("import", False), ("code", True), ("undo", False)]


def test_revision_and_last_event_move_with_every_commit(coded, talk):
    before, last = coded.revision(), coded.last_event()
    coded.commit([coding(coded, talk, "Chefen")], verb="code")
    assert coded.revision() > before
    assert coded.last_event() > last


def test_the_cache_keeps_bytes_and_moves_no_revision(coded):
    before = coded.revision()
    coded.store_cache("förslag", b"\x00\xff")
    assert coded.cached("förslag") == b"\x00\xff"
    assert coded.cached("annat") is None
    assert coded.revision() == before
