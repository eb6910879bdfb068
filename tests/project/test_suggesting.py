"""Suggestions of a project: whose hand they learn from, accepting unseen, figures, cues."""

import shutil

import pytest

from tests.project.samples import new_project
from tests.unit.suggest_samples import interview
from workbench.errors import InputError, UsageError
from workbench.model import (
    AddCoding,
    AddInterview,
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    Confidence,
    Cue,
    Origin,
    SetFinished,
    SourceFile,
    Span,
    Verdict,
)
from workbench.project import Project
from workbench.workflows.cues import cue_report
from workbench.workflows.deciding import decide
from workbench.workflows.engines import keep, lexicon_of
from workbench.workflows.evaluating import assess
from workbench.workflows.hand_coding import Hand
from workbench.workflows.suggesting import accept, advice, suggest, suggestions

BOOK = Codebook(
    codes=(
        Code(CodeId("STR"), "Struktur", cues=(Cue("rutin"), Cue("kafferutin", exclude=True))),
        Code(CodeId("STA"), "Stabilitet", definition="Folk är kvar länge på jobbet."),
    )
)
SAID = ("Vi har en rutin för det.", "Lokalen var iskall hela vintern.", "Ja, det var den.")


def imported(talk):
    return AddInterview(talk, SourceFile(f"{talk.id}.txt", f"{talk.id} {talk.text}".encode()))


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path, book=BOOK) as project:
        talks = [
            interview(*(("IP1", said) for said in SAID), number=number) for number in ("01", "02")
        ]
        project.commit([imported(talk) for talk in talks], verb="import")
    return project.path


def code(path, number, words, code_id, *, coder="A", origin=Origin.HAND):
    with Project.open(path, author="eva") as project:
        start = project.interview(number).text.index(words)
        coding = Coding(
            project.new_coding_id(), project.find(number), Span(start, start + len(words)),
            CodeId(code_id), Coder(coder), origin=origin,
        )  # fmt: skip
        project.commit([AddCoding(coding)], verb="coding", coder=Coder(coder))


def ranked(path, coder):
    return {
        (each.interview, each.text, each.code): each.score
        for each in suggestions(path, coder=coder, everything=True)
    }


def test_suggestions_learn_from_the_coder_named_and_from_nobody_else(path):
    before = ranked(path, "A")
    code(path, "01", "Lokalen var iskall hela vintern.", "STA", coder="B")
    assert ranked(path, "A") == before
    place = ("02", "Lokalen var iskall hela vintern.", "STA")
    assert ranked(path, "B")[place] > before[place]


def test_what_was_accepted_unseen_teaches_nothing(path):
    before = ranked(path, "A")
    code(path, "01", "Lokalen var iskall", "STA", coder="A", origin=Origin.AUTOMATIC)
    assert ranked(path, "A") == before


def test_the_screen_gets_what_is_coded_too_and_the_command_does_not(path):
    code(path, "01", "en rutin", "STR")
    assert "STR" in {each.code for each in advice(path, "01", Coder("A"))}
    assert "STR" not in {each.code for each in suggestions(path, interview="01", coder="A")}


def test_accepting_is_one_action_says_its_origin_and_is_undone_at_once(path):
    done = accept(path, least=Confidence.LOW, coder="auto")
    assert done.interviews == 2
    with Project.open(path, author="eva") as project:
        made = project.codings(coder=Coder("auto"))
        assert {each.origin for each in made} == {Origin.AUTOMATIC}
        assert len(made) == sum(done.codings.values()) == len(project.decisions(Coder("auto")))
    assert accept(path, least=Confidence.LOW, coder="auto").interviews == 0


def test_one_undo_takes_the_batch_back(path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "eva")
    accept(path, least=Confidence.LOW, coder="auto")
    with Project.open(path, author="eva") as project:
        project.undo()
        assert project.codings() == []
        assert project.decisions(Coder("auto")) == []


def test_accepting_needs_a_coder_by_name(path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_CODER", "A")
    with pytest.raises(UsageError, match="whose codings"):
        accept(path, least=Confidence.HIGH, coder=None)


def test_the_share_accepted_so_far_stands_beside_the_bands(path):
    (found, *_) = suggestions(path, coder="A")
    with Project.open(path, author="eva") as project:
        decide(Hand(project, Coder("A")), found, Verdict.ACCEPTED)
    assert suggest(path, coder="A").accepted[found.confidence] == (1, 1)


def test_what_was_accepted_unseen_counts_in_no_share(path):
    assert accept(path, least=Confidence.LOW, coder="auto").codings
    assert not any(answered for _, answered in suggest(path, coder="auto").accepted.values())


def test_accepting_a_second_time_codes_nothing_and_says_so(path):
    accept(path, least=Confidence.LOW, coder="auto")
    again = accept(path, least=Confidence.LOW, coder="auto")
    assert (again.codings, again.interviews) == ({}, 0)


def test_word_facts_are_kept_in_the_project(path):
    suggestions(path)
    with Project.open(path, author="eva") as project:
        assert b"iskall" in project.cached("words:sv")


def test_an_evaluation_needs_two_interviews(path):
    code(path, "01", "en rutin", "STR")
    with pytest.raises(InputError, match="fewer than two"):
        assess(path, coder="A")
    code(path, "02", "en rutin", "STR")
    assessed = assess(path, coder="A")
    assert assessed.interviews == ("01", "02")
    assert assessed.methods["learned"].micro.top1 == 1
    assert assessed.methods == assess(path, coder="A").methods


def test_cues_are_judged_where_the_coder_has_spoken(path):
    code(path, "01", "en rutin", "STR")
    rutin, excluding = cue_report(path, coder="A").cues
    assert (rutin.hits, rutin.accepted, rutin.rejected, rutin.precision) == (2, 1, 0, 1.0)
    assert excluding.hits == 0
    with Project.open(path, author="eva") as project:
        project.commit([SetFinished(Coder("A"), project.find("02"))], verb="finish")
    rutin = cue_report(path, coder="A").cues[0]
    assert (rutin.accepted, rutin.rejected, rutin.precision) == (1, 1, 0.5)


def test_a_language_without_tables_is_said_and_works(tmp_path):
    book = Codebook(language="fi", codes=(Code(CodeId("A"), "A", cues=(Cue("kokous"),)),))
    with new_project(tmp_path, book=book) as project:
        project.commit([imported(interview(("IP1", "Kokous oli hyvä.")))], verb="import")
    found = suggest(project.path)
    assert [each.code for each in found.suggestions] == ["A"]
    (note,) = found.notes
    assert "“fi”" in note
    assert "table of word forms" in note


def test_words_looked_up_before_something_was_forgotten_are_not_kept_after_it(path):
    """Suggestions that are being made while an interview is forgotten."""
    with Project.open(path, author="eva") as project:
        lexicon = lexicon_of(project, "sv")
        lexicon.facts(["iskall"])
        assert lexicon.changed
        project.forget("01")
        project.forget("02")
        keep(project, lexicon, "sv")
    assert b"iskall" not in path.read_bytes()
    suggest(path)
    assert b"iskall" not in path.read_bytes()


def test_nor_those_looked_up_before_a_merge_that_forgets(path, tmp_path):
    other = tmp_path / "annan" / path.name
    other.parent.mkdir()
    shutil.copy(path, other)
    with Project.open(other, author="nils") as project:
        project.forget("01")
        project.forget("02")
    suggest(path)
    assert b"iskall" in path.read_bytes()
    with Project.open(path, author="eva") as project:
        lexicon = lexicon_of(project, "sv")
        lexicon.facts(["lokal"])
        project.merge([other])
        keep(project, lexicon, "sv")
    assert b"iskall" not in path.read_bytes()
