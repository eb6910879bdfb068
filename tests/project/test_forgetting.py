"""Withdrawn consent: no byte of the words is left in any file, and everything else stands."""

import dataclasses
import subprocess
import sys

import pytest

from tests.project.samples import LINES, add, coding, interview, new_project, words_of
from workbench.errors import InputError, ProjectError, UsageError
from workbench.model import (
    CodeId,
    Coder,
    DecideSuggestion,
    Decision,
    EditCoding,
    EditInterview,
    EditParticipant,
    Participant,
    RemoveInterview,
    RenameSpeaker,
    SeenEvidence,
    SetFinished,
    Span,
    Verdict,
)
from workbench.project import Project

SECRET = "handläggare som slutat"
MEMO = "Hemlig anteckning om Åsa"
DESCRIPTION = "chefen för öppenvården"
HERS = (SECRET, "Då sa hon: ring mig", MEMO, DESCRIPTION, "IP1", "Göteborgskan")


@pytest.fixture
def study(tmp_path):
    """Two interviews, codings with memos, edits, a backup, something undone: all holding words."""
    talk = interview("07")
    other = interview("08", (("IP2", "Åttonde samtalet handlar om annat."),), header="Nr 8")
    other = dataclasses.replace(other, participants=(Participant("IP2", "vid sidan av"),))
    with new_project(tmp_path) as project:
        project.commit([add(talk), add(other)], verb="import", facts={"files": 2})
    with Project.open(project.path, author="eva") as project:
        secret = coding(project, talk, SECRET, memo=MEMO)
        project.commit(
            [secret, coding(project, talk, "Chefen", memo="Bra")],
            verb="code",
            facts={"file": "07.csv"},
        )
        project.commit([EditCoding(secret.coding.id, memo=f"{MEMO}, igen")], verb="edit")
        project.undo()
        project.commit(
            [
                EditParticipant(
                    "7", "IP1", description="Göteborgskan", attributes={"ort": "Göteborgskans"}
                )
            ],
            verb="speakers",
            facts={"speaker": "IP1"},
        )
        project.commit(
            [coding(project, other, "samtalet", memo="Åttonde"), SetFinished(Coder("A"), "7")],
            verb="code",
        )
        project.store_cache("ord", SECRET.encode())
        project.note_export(tmp_path / "ut.docx", "excerpts", ["07", "08"])
        project.note_export(tmp_path / "åtta.docx", "excerpts", ["08"])
    return project.path


def bytes_left(path, *phrases):
    """The phrases that stand in any file of the folder, backups and logs among them."""
    files = [each for each in path.parent.rglob("*") if each.is_file()]
    assert len(files) >= 2
    return {
        (phrase, each.name)
        for phrase in phrases
        for each in files
        if phrase.encode() in each.read_bytes()
    }


def test_before_forgetting_the_words_are_there(study):
    files = {name for _, name in bytes_left(study, SECRET)}
    assert len(files) == 2


def test_an_interview_leaves_no_byte_of_its_words_in_any_file(study):
    with Project.open(study, author="eva") as project:
        report = project.forget("7")
        assert bytes_left(study, *HERS, "Intervju 07", "07.csv") == set()
    assert bytes_left(study, *HERS, "Intervju 07", "07.csv") == set()
    assert (report.interview, report.codings, report.backups) == ("07", 2, 1)
    assert [each.path.name for each in report.exports] == ["ut.docx"]


def test_what_is_left_is_whole_and_says_who_forgot(study):
    with Project.open(study, author="eva") as project:
        project.forget("7")
        assert [each.id for each in project.interviews()] == ["08"]
        assert words_of(project) == [("08", "samtalet", "STR", "A")]
        assert project.check().ok, project.check().problems
        last = list(project.actions())[-1]
        assert (last.verb, last.author, dict(last.facts)) == ("forget", "eva", {})
        assert last.changes == {"interview.forget": 1}
    with Project.open(project.backups()[0].path) as old:
        assert old.check().ok, old.check().problems
        assert [each.id for each in old.interviews()] == ["08"]


def test_a_forgotten_text_is_not_taken_in_again(study):
    with Project.open(study, author="eva") as project:
        project.forget("7")
        for again in (interview("07"), interview("9")):
            with pytest.raises(InputError, match="forgotten"):
                project.commit([add(again)], verb="import")
        reworded = dataclasses.replace(interview("7", (("IP1", "Något nytt."),)))
        project.commit([add(reworded)], verb="import")


def test_forgetting_is_not_undone_and_what_came_before_can_be(study):
    with Project.open(study, author="eva") as project:
        project.forget("7")
        undone = [project.undo().verb for _ in range(4)]
        assert undone == ["code", "speakers", "code", "import"]
        with pytest.raises(UsageError, match="nothing to undo"):
            project.undo()
        assert project.interviews() == ()
        assert project.check().ok
    assert bytes_left(study, *HERS) == set()


def test_an_interview_that_was_removed_or_undone_can_still_be_forgotten(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07"))], verb="import")
        project.commit([RemoveInterview("7")], verb="remove")
        project.commit([add(interview("8", LINES[:2]))], verb="import")
        project.undo()
        project.forget("7")
        project.forget("8")
        assert project.check().ok
    assert SECRET.encode() not in project.path.read_bytes()


def test_forgetting_again_is_no_error_so_that_an_interrupted_one_can_be_finished(study):
    with Project.open(study, author="eva") as project:
        (backup,) = project.backups()
        untouched = backup.path.read_bytes()
        project.forget("7")
        backup.path.write_bytes(untouched)
        report = project.forget("7")
        assert report.backups == 1
    assert bytes_left(study, *HERS) == set()


def test_unknown_interviews_and_speakers_are_refused(study):
    with Project.open(study, author="eva") as project:
        with pytest.raises(InputError, match="no interview 99"):
            project.forget("99")
        with pytest.raises(InputError, match="no speaker") as caught:
            project.forget("7", speaker="IP7")
        assert "IP2" in caught.value.remedy
        with pytest.raises(InputError, match="no speaker"):
            project.forget("7", speaker="")


def test_a_speaker_leaves_no_byte_in_any_file(study):
    with Project.open(study, author="eva") as project:
        report = project.forget("7", speaker="IP1")
    assert bytes_left(study, *HERS) == set()
    assert (report.speaker, report.codings) == ("IP1", 1)


def test_the_words_of_the_others_stand_where_they_stood(study):
    before = interview("07")
    with Project.open(study, author="eva") as project:
        project.forget("7", speaker="IP1")
        after = project.interview("7")
        assert len(after.text) == len(before.text)
        assert after.text.count("\n") == before.text.count("\n")
        for old, new in zip(before.turns, after.turns, strict=True):
            assert (old.start, old.end, old.number) == (new.start, new.end, new.number)
            words = after.text[new.start : new.end]
            if old.speaker == "IP1":
                assert new.speaker == "(borttagen 1)"
                assert set(words) == {"█", " "}
            else:
                assert (new.speaker, words) == (old.speaker, before.text[old.start : old.end])
        assert [who.label for who in after.participants] == ["(borttagen 1)", "IP2", "IP3"]
        assert after.participants[0].description == ""
        assert after.participants[0].attributes == {}
        assert words_of(project) == [("07", "Chefen", "STR", "A"), ("08", "samtalet", "STR", "A")]
        assert project.check().ok, project.check().problems
        with pytest.raises(InputError, match="deleted"):
            project.source("7")
        assert project.source("8").name == "08.txt"


def test_what_was_erased_cannot_be_coded_and_what_others_said_can(study):
    talk = interview("07")
    with Project.open(study, author="eva") as project:
        project.forget("7", speaker="IP1")
        with pytest.raises(InputError, match="were erased"):
            project.commit([coding(project, talk, SECRET)], verb="code")
        project.commit([coding(project, talk, "Chefen", "LED")], verb="code")
        assert ("07", "Chefen", "LED", "A") in words_of(project)


def test_masked_words_are_not_counted(study):
    with Project.open(study, author="eva") as project:
        before = project.interviews()[0].words
        project.forget("7", speaker="IP1")
        after = project.interviews()[0]
        assert 0 < after.words < before
        assert after.participants == 3
        assert after.turns == 5


def test_speakers_can_be_forgotten_one_after_the_other(study):
    with Project.open(study, author="eva") as project:
        project.forget("7", speaker="IP3")
        project.forget("7", speaker="IP1")
        there = project.interview("7")
        assert [turn.speaker for turn in there.turns] == [
            "Moderator", "(borttagen 2)", "IP2", "(borttagen 2)", "(borttagen 1)",
        ]  # fmt: skip
        assert project.check().ok
    assert bytes_left(study, *HERS, "Rutinerna finns", "vuxenstödet") == set()


def test_a_renamed_speaker_is_forgotten_under_her_new_name_and_the_old(study):
    with Project.open(study, author="eva") as project:
        project.commit(
            [RenameSpeaker("7", "IP1", "Åsa Lund")], verb="speakers", facts={"new": "Åsa Lund"}
        )
        project.forget("7", speaker="Åsa Lund")
        assert project.interview("7").turns[1].speaker == "(borttagen 1)"
        assert project.check().ok
    assert bytes_left(study, *HERS, "Åsa Lund") == set()


def test_a_participant_added_by_hand_can_be_forgotten(study):
    with Project.open(study, author="eva") as project:
        project.commit(
            [EditParticipant("7", "Bisittaren", description="satt tyst")], verb="speakers"
        )
        project.commit(
            [EditParticipant("7", "Bisittaren", attributes={"ort": "Tystberga"})], verb="speakers"
        )
        project.forget("7", speaker="Bisittaren")
        assert [who.label for who in project.interview("7").participants] == ["IP1", "IP2", "IP3"]
        assert project.check().ok
    assert bytes_left(study, "Bisittaren", "satt tyst", "Tystberga") == set()


def test_the_text_of_a_forgotten_speaker_is_not_taken_in_again_under_any_id(study):
    with Project.open(study, author="eva") as project:
        project.forget("7", speaker="IP1")
        project.commit([RemoveInterview("7")], verb="remove")
        for again in ("7", "70"):
            with pytest.raises(InputError, match="one of its speakers"):
                project.commit([add(interview(again))], verb="import")


def test_the_interview_can_be_worked_on_afterwards_and_forgotten_too(study):
    with Project.open(study, author="eva") as project:
        project.forget("7", speaker="IP1")
        talk = project.interview("7")
        project.commit(
            [
                coding(project, talk, "skillnad"),
                EditInterview("7", title="Kvar"),
                EditParticipant("7", "IP2", description="ny"),
            ],
            verb="code",
        )
        project.forget("7")
        assert project.check().ok
    assert bytes_left(study, "skillnad", "Kvar") == set()


def test_forgetting_is_refused_while_another_has_the_project_open(study):
    script = (
        "import sys; from pathlib import Path; from workbench.project import Project\n"
        "project = Project.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.readline()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, str(study)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert other.stdout.readline() == "open\n"
    with Project.open(study, author="eva") as project:
        with pytest.raises(ProjectError, match="locked by another"):
            project.forget("7")
        assert project.find("7") == "07"
        other.communicate("\n")
        project.forget("7")
    assert bytes_left(study, *HERS) == set()


def test_nothing_derived_earlier_is_kept_after_forgetting(study):
    with Project.open(study, author="eva") as project:
        derived = SECRET.encode()
        project.forget("7")
        project.store_cache("ord", derived)
        assert project.cached("ord") is None
    assert bytes_left(study, SECRET) == set()


def test_a_damaged_backup_is_named_so_that_it_can_be_deleted(study):
    with Project.open(study, author="eva") as project:
        (backup,) = project.backups()
        backup.path.write_bytes(b"skr\xc3\xa4p" + SECRET.encode())
        report = project.forget("7")
    assert report.backups == 0
    assert [each.path for each in report.exports if "damaged" in each.kind] == [backup.path]


def decided(talk, words, *, coder="A", verdict=Verdict.REJECTED):
    start = talk.text.index(words)
    span = Span(start, start + len(words))
    seen = SeenEvidence("lemma", "chef", span, CodeId("LED"))
    return DecideSuggestion(
        Decision(talk.id, span, CodeId("LED"), Coder(coder), verdict, evidence=(seen,))
    )


@pytest.fixture
def answered(tmp_path):
    """Decisions on words of IP1 and of IP2, a draft and a place, all of them also in a backup."""
    talk = interview("07")
    with new_project(tmp_path) as project:
        project.commit([add(talk), add(interview("08", header="Nr 8"))], verb="import")
        hers, others = decided(talk, SECRET), decided(talk, "Chefen står")
        facts = {"reference": "07:2", "code": "LED", "verdict": "rejected"}
        project.commit([hers], verb="decide", facts=facts, coder=Coder("A"))
        project.commit([others], verb="decide", facts={**facts, "reference": "07:3"})
        project.keep_draft(Coder("A"), "project", f"Hon sa: {SECRET}")
        project.remember_place(Coder("A"), "7", 40)
        project.remember_place(Coder("A"), "8", 4)
    yesterday = project.path.with_name(project.path.name + ".backups")
    for backup in yesterday.glob("*"):
        backup.unlink()
    with Project.open(project.path, author="eva") as project:
        project.undo()
        project.redo()
    assert len(project.backups()) == 1
    return project.path


def payloads(path, kind):
    with Project.open(path) as project, project._connection.reading() as sql:
        return [row[0] for row in sql.execute("SELECT payload FROM event WHERE kind = ?", (kind,))]


def test_decisions_on_a_forgotten_interview_are_erased(answered):
    with Project.open(answered, author="eva") as project:
        project.forget("7")
        assert project.decisions(Coder("A")) == []
        assert project.places(Coder("A")) == {"08": 4}
        assert project.check().ok, project.check().problems
        (backup,) = project.backups()
    for path in (answered, backup.path):
        assert payloads(path, "suggestion.decide") == [None, None]


def test_decisions_on_a_forgotten_speakers_words_are_erased_and_others_stand(answered):
    with Project.open(answered, author="eva") as project:
        project.forget("7", speaker="IP1")
        (left,) = project.decisions(Coder("A"))
        assert project.interview("7").text[left.span.start : left.span.end] == "Chefen står"
        assert project.check().ok, project.check().problems
        told = [dict(each.facts) for each in project.actions() if each.verb == "decide"]
        assert [each.get("reference") for each in told] == [None, "07:3"]
        assert project.places(Coder("A")) == {"07": 40, "08": 4}
    assert sorted(map(bool, payloads(answered, "suggestion.decide"))) == [False, True]


@pytest.mark.parametrize("speaker", [None, "IP3"])
def test_what_was_being_typed_is_deleted_whatever_is_forgotten(answered, speaker):
    draft = f"Hon sa: {SECRET}"
    assert len(bytes_left(answered, draft)) == 2
    with Project.open(answered, author="eva") as project:
        project.forget("08", speaker=speaker)
        assert project.draft(Coder("A"), "project") is None
    assert bytes_left(answered, draft) == set()


def test_a_log_that_has_lost_its_facts_still_tells_what_was_done(answered):
    from workbench.workflows.keeping import told_history

    with Project.open(answered, author="eva") as project:
        project.forget("7")
    assert [line.words for line in told_history(answered)][2:] == [
        "A: decided on a suggestion",
        "decided on a suggestion",
        "undid: decided on a suggestion",
        "did again: decided on a suggestion",
        "erased, for good, words for which consent was withdrawn",
    ]
