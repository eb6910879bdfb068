"""Answers read as one text: each coding lands in its own answer and is shown where it stands."""

from dataclasses import replace

import pytest

from workbench.errors import InputError
from workbench.model import InterviewId, Reference, Span
from workbench.project import Project
from workbench.workflows.answers import import_answers
from workbench.workflows.creating import new_project
from workbench.workflows.joining import JointWorkspace
from workbench.workflows.opening import Workspace

GROUP = InterviewId("svar.csv")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "eva")
    path = tmp_path / "studie.workbench"
    new_project(path, "danermark")
    rows = tmp_path / "svar.csv"
    rows.write_text(
        "Kommun;Kommentar;Förslag\nEksjö;Rutinerna saknas.;Fler möten.\nÅmål;Nej;\n"
        "Eksjö;Ingen vet vem man ringer.;\n",
        encoding="utf-8",
    )
    import_answers(path, [rows], texts=["Kommentar", "Förslag"], attributes=["Kommun"])
    workspace = Workspace.open(path, coder="A")
    yield workspace
    workspace.close()


@pytest.fixture
def together(opened):
    made = JointWorkspace(opened, GROUP, [each.id for each in opened.interviews()])
    made.adopt(made.interview(GROUP))
    return made


def span_of(together, words):
    start = together.joint.interview.text.index(words)
    return Span(start, start + len(words))


def test_the_joint_text_holds_every_turn_word_for_word(together):
    joint = together.joint
    said = [joint.interview.text[turn.start : turn.end] for turn in joint.interview.turns]
    assert said == ["Rutinerna saknas.", "Fler möten.", "Nej", "Ingen vet vem man ringer."]
    assert [turn.speaker for turn in joint.interview.turns] == [
        "0001 Kommentar",
        "0001 Förslag",
        "0002 Kommentar",
        "0003 Kommentar",
    ]


def test_a_coding_lands_in_its_answer_and_is_shown_where_it_was_made(together, opened):
    span = span_of(together, "vet vem")
    outcome = together.code(GROUP, span, "STR")
    assert outcome.at == Reference(InterviewId("svar-0003"), 1, 6)
    (own,) = opened.codings("svar-0003")
    text = opened.interview("svar-0003").text
    assert text[own.span.start : own.span.end] == "vet vem"
    (shown,) = together.codings(GROUP)
    assert (shown.id, shown.span, shown.interview) == (own.id, span, GROUP)


def test_a_passage_over_both_questions_of_one_answer_is_one_coding(together, opened):
    start, end = span_of(together, "saknas.").start, span_of(together, "Fler").end
    together.code(GROUP, Span(start, end), "STR")
    (own,) = opened.codings("svar-0001")
    text = opened.interview("svar-0001").text
    assert text[own.span.start : own.span.end] == "saknas.\nFörslag: Fler"
    assert together.codings(GROUP)[0].span == Span(start, end)


def test_a_passage_from_one_answer_into_another_is_refused(together, opened):
    start, end = span_of(together, "möten").start, span_of(together, "Nej").end
    with pytest.raises(InputError, match="into another"):
        together.code(GROUP, Span(start, end), "STR")
    assert [opened.codings(each.id) for each in opened.interviews()] == [[], [], []]


def test_edges_stay_in_their_answer(together):
    made = together.code(GROUP, span_of(together, "Rutinerna"), "STR")
    together.set_span(made.coding, span_of(together, "Rutinerna saknas."))
    assert together.codings(GROUP)[0].span == span_of(together, "Rutinerna saknas.")
    with pytest.raises(InputError, match="another answer"):
        together.set_span(made.coding, span_of(together, "Nej"))


def test_news_and_undo_speak_of_the_joint_text(together):
    before = together.revision()
    made = together.code(GROUP, span_of(together, "Nej"), "STR")
    news = together.news(before, GROUP)
    assert [(each.id, each.span) for each in news.changed] == [
        (made.coding, span_of(together, "Nej"))
    ]
    assert not news.interview
    before = together.revision()
    undone = together.undo()
    assert undone.at == Reference(GROUP, 3)
    assert together.news(before, GROUP).gone == {made.coding}


def test_all_answers_are_marked_finished_with_one_action(together, opened):
    together.finish(GROUP, True)
    assert together.finished() >= {GROUP, "svar-0001", "svar-0002", "svar-0003"}
    opened.undo()
    assert together.finished() == frozenset()


def test_where_one_was_is_kept_for_each_answer(together, opened):
    place = span_of(together, "vem").start
    together.remember(GROUP, place)
    assert list(opened.places()) == ["svar-0003"]
    again = JointWorkspace(opened, GROUP, together.members)
    again.interview(GROUP)
    assert again.begin == place


def test_offsets_mean_the_text_that_is_shown_though_another_was_read_since(together, opened):
    span = span_of(together, "Ingen vet")
    with Project.open(opened.path, author="eva") as project:
        from workbench.model import RemoveInterview

        project.commit([RemoveInterview(InterviewId("svar-0001"))], verb="remove")
    together.interview(GROUP)
    together.code(GROUP, span, "STR")
    (own,) = opened.codings("svar-0003")
    assert opened.interview("svar-0003").text[own.span.start : own.span.end] == "Ingen vet"


def test_other_interviews_are_reached_as_ever(together):
    plain = together.interview("svar-0002")
    assert plain == replace(plain, id=InterviewId("svar-0002"))
    assert together.codings("svar-0002") == []
    together.code("svar-0002", Span(plain.turns[0].start, plain.turns[0].end), "STR")
    assert len(together.codings("svar-0002")) == 1
