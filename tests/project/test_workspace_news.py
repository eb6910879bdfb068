"""News: what a screen must read again, whoever wrote it."""

import subprocess
import sys

import pytest

from tests.project.samples import add, coding, interview, new_project
from workbench.model import (
    AddCoding,
    Code,
    CodeId,
    Coder,
    Coding,
    EditInterview,
    InterviewId,
    Polarity,
    PutCode,
    RemoveInterview,
    RenameSpeaker,
    Span,
    Suggestion,
    Verdict,
)
from workbench.model import Confidence as Conf
from workbench.project import Project, Since
from workbench.project.absorbing import absorb, all_contents
from workbench.project.store import all_events
from workbench.workflows.news import News
from workbench.workflows.opening import Workspace

LED, STR, STA = CodeId("LED"), CodeId("STR"), CodeId("STA")


class Watcher:
    """A screen with interview 07, which asks for what is new."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.revision = workspace.revision()

    def look(self):
        news = self.workspace.news(self.revision, "7")
        assert news.revision == self.workspace.revision()
        self.revision = news.revision
        return news


@pytest.fixture
def watcher(workspace):
    return Watcher(workspace)


def what(news):
    """The names of the fields that say something."""
    return {
        name
        for name in (
            "changed",
            "gone",
            "codebook",
            "interview",
            "decisions",
            "others",
            "everything",
        )
        if getattr(news, name)
    }


def test_nothing_new_is_nothing(watcher):
    assert watcher.look() == News(watcher.revision)


def test_a_coding_of_ones_own_is_there_as_it_is_now(watcher, workspace, span_of):
    made = workspace.code("07", span_of("Chefen"), LED).coding
    workspace.set_polarity(made, Polarity.HINDERS)
    news = watcher.look()
    assert what(news) == {"changed"}
    assert news.changed == tuple(workspace.codings("07"))


def test_a_coding_taken_off_is_gone_also_by_undo(watcher, workspace, span_of):
    made = workspace.code("07", span_of("Chefen"), LED).coding
    watcher.look()
    workspace.undo()
    assert watcher.look().gone == {made}
    workspace.redo()
    assert [each.id for each in watcher.look().changed] == [made]
    workspace.uncode(made)
    assert watcher.look() == News(watcher.revision, gone=frozenset({made}))


def test_a_coding_in_another_interview_is_for_the_list(watcher, workspace, span_of):
    workspace.code("08", span_of("Moderator"), LED)
    news = watcher.look()
    assert (what(news), news.changed) == ({"gone", "others"}, ())


def test_another_coders_coding_shows_nothing(watcher, opening, span_of):
    opening("B", "nils").code("07", span_of("Chefen"), LED)
    assert what(watcher.look()) == {"gone"}


@pytest.mark.parametrize(
    ("do", "names"),
    [
        (lambda w: w.add_code("Tillit"), {"codebook"}),
        (lambda w: w.move_code(LED, parent=None, before=STR), {"codebook"}),
        (lambda w: w.delete_code(LED), {"codebook"}),
        (lambda w: w.note_interview("07", "m"), {"interview"}),
        (lambda w: w.note_interview("08", "m"), {"others"}),
        (lambda w: w.note_project("m"), {"others"}),
        (lambda w: w.finish("07", True), {"others"}),
    ],
)
def test_each_change_is_news_of_its_own_kind_and_so_is_its_undo(watcher, workspace, do, names):
    do(workspace)
    assert what(watcher.look()) == names
    workspace.undo()
    assert what(watcher.look()) == names


def test_a_decision_is_news(watcher, workspace, span_of):
    offer = Suggestion(
        InterviewId("07"), 3, "IP2", span_of("Chefen"), "Chefen", LED, 0.5, Conf.LOW, ()
    )
    workspace.decide(offer, Verdict.REJECTED)
    assert what(watcher.look()) == {"decisions"}


def test_an_interview_renamed_inside_or_taken_out_is_read_again(watcher, workspace):
    project = workspace._project
    project.commit([RenameSpeaker("07", "IP1", "IP9")], verb="speakers")
    assert what(watcher.look()) == {"interview"}
    project.commit([RemoveInterview("07")], verb="remove")
    assert what(watcher.look()) == {"interview"}


def test_many_events_are_everything(watcher, workspace, talk):
    many = [
        AddCoding(
            Coding(
                workspace._project.new_coding_id(), talk.id, Span(at, at + 1), STR, Coder(f"C{n}")
            )
        )
        for at in range(4)
        for n in range(501)
    ]
    workspace._project.commit(many[:1000], verb="code")
    assert not watcher.look().everything
    workspace._project.commit(many, verb="code")
    assert not watcher.look().everything  # those that were there already are no events
    last = watcher.revision
    workspace.merge_codes(STR, LED)
    assert watcher.look() == News(watcher.revision, everything=True)
    workspace.undo()
    assert watcher.look() == News(watcher.revision, everything=True)
    assert workspace._project.since(last).everything


def test_forgetting_is_everything(watcher, workspace):
    workspace._project.forget("08")
    assert watcher.look().everything


def test_a_revision_from_the_future_is_everything(workspace):
    """A backup was taken back: the file has fewer events than the screen has seen."""
    assert workspace.news(workspace.revision() + 5, "07").everything


ELSEWHERE = """
import sys
from pathlib import Path
from workbench.model import CodeId, Span
from workbench.workflows.opening import Workspace
workspace = Workspace.open(Path(sys.argv[1]), coder=sys.argv[2])
made = workspace.code("07", Span(int(sys.argv[3]), int(sys.argv[4])), CodeId("LED"))
workspace.set_memo(made.coding, "utifrån")
workspace.close()
print(made.coding)
"""


def elsewhere(workspace, coder, span):
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, workspace.path, coder, str(span.start), str(span.end)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_what_another_process_writes_is_news_and_neither_overwrites_the_other(
    watcher, workspace, span_of
):
    mine = workspace.code("07", span_of("ring mig"), STR).coding
    watcher.look()
    theirs = elsewhere(workspace, "A", span_of("Chefen"))
    news = watcher.look()
    assert [(each.id, each.memo) for each in news.changed] == [(theirs, "utifrån")]
    workspace.set_polarity(theirs, Polarity.NEUTRAL)
    kept = {each.id: (each.memo, each.polarity) for each in workspace.codings("07")}
    assert kept == {mine: ("", None), theirs: ("utifrån", Polarity.NEUTRAL)}


def test_the_same_passage_coded_in_two_windows_is_coded_once(workspace, watcher, span_of):
    """The second window does not know of the coding yet, and takes it for one to take off."""
    theirs = elsewhere(workspace, "A", span_of("Chefen"))
    assert workspace.code("07", span_of("Chefen"), LED).told == "took LED off 07:3"
    assert watcher.look().gone == {theirs}


def take_in(target, source):
    with source._connection.reading() as theirs:
        events, contents = list(all_events(theirs)), all_contents(theirs)
    with target._connection.writing() as sql:
        absorb(sql, events, contents, now_ms=0)


@pytest.fixture
def copies(tmp_path, talk):
    """Two copies that have imported the same interview, as eva and nils."""
    folders = (tmp_path / "eva", tmp_path / "nils")
    for folder in folders:
        folder.mkdir()
    with new_project(folders[0]) as eva, new_project(folders[1], author="nils") as nils:
        eva.commit([add(talk)], verb="import")
        nils.commit([add(talk)], verb="import")
        yield eva, nils


def test_a_twin_that_comes_to_light_is_news(copies, talk):
    eva, nils = copies
    first = coding(eva, talk, "Chefen", "LED")
    second = coding(nils, talk, "Chefen", "LED")
    eva.commit([first], verb="coding")
    nils.commit([second], verb="coding")
    take_in(eva, nils)
    assert [each.id for each in eva.codings()] == [first.coding.id]
    before = eva.revision()
    eva.undo()
    assert eva.since(before).codings == {first.coding.id, second.coding.id}
    assert eva.codings_by_id(eva.since(before).codings) == eva.codings()


def test_a_code_that_comes_back_for_a_coding_is_news(copies, talk):
    from workbench.model import RemoveCode

    eva, nils = copies
    take_in(nils, eva)
    nils.commit([coding(nils, talk, "Chefen", "STA")], verb="coding")
    eva.commit([RemoveCode(STA)], verb="delete code")
    before = eva.revision()
    take_in(eva, nils)
    assert eva.codebook().by_id[STA].revived
    assert eva.since(before).codebook


def test_since_names_whose_codings_changed_where(coded, talk):
    before = coded.revision()
    made = coding(coded, talk, "Chefen", "LED", coder="B")
    coded.commit([made], verb="code")
    assert coded.since(before) == Since(
        coded.revision(),
        codings=frozenset({made.coding.id}),
        coded=frozenset({("B", "07")}),
    )


def test_an_interview_that_gets_anothers_id_is_news_with_it(coded):
    with Project.open(coded.path, author="nils") as project:
        before = project.revision()
        project.commit([EditInterview("07", title="t")], verb="edit")
        assert project.since(before).interviews == {"07"}
        project.commit([PutCode(Code(CodeId("NY"), "Ny"))], verb="codebook")
        assert project.since(before) == Since(
            project.revision(), interviews=frozenset({"07"}), codebook=True
        )


def test_a_workspace_without_a_coder_gets_news_too(opening, span_of):
    nobody = Watcher(opening(None))
    opening("A").code("07", span_of("Chefen"), LED)
    assert what(nobody.look()) == {"gone"}
    assert isinstance(nobody.workspace, Workspace)
    assert interview("07").id == "07"


CODES_ON = """
import sys, time
from pathlib import Path
from workbench.model import CodeId, Span
from workbench.workflows.opening import Workspace
workspace = Workspace.open(Path(sys.argv[1]), coder="A")
starts = [place for place, char in enumerate(workspace.text_of("07")[:-9]) if char == " "]
for number, start in enumerate(starts * 9):
    workspace.remember("07", start)
    workspace.keep_draft("project", f"halv {start}")
    made = workspace.code("07", Span(start, start + 5 + number // len(starts)), CodeId("LED"))
    print(made.coding, start, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a Unix thing")
def test_a_killed_process_leaves_codings_place_and_draft_as_acknowledged(opening, workspace, talk):
    child = subprocess.Popen(
        [sys.executable, "-c", CODES_ON, workspace.path], stdout=subprocess.PIPE, text=True
    )
    first = [child.stdout.readline() for _ in range(25)]
    child.kill()
    said = [*first, *(line for line in child.stdout if line.endswith("\n"))]
    child.wait()
    back = opening()
    kept = {each.id for each in back.codings("07")}
    assert {line.split()[0] for line in said} <= kept
    starts = [place for place, char in enumerate(talk.text[:-9]) if char == " "]
    last = starts.index(int(said[-1].split()[1]))
    # It may have begun the next one.
    near = {starts[last], starts[(last + 1) % len(starts)]}
    assert back.place().offset in near
    assert int(back.draft("project").removeprefix("halv ")) in near
    assert len(kept) in (len(said), len(said) + 1)


def test_on_a_network_drive_it_is_said_that_there_are_no_suggestions(coded, monkeypatch):
    coded.close()
    monkeypatch.setattr("workbench.project.opening.on_network", lambda folder: True)
    alone = Workspace.open(coded.path, coder="A", advised=True)
    try:
        assert alone.suggest("07") is None
        assert "no suggestions are made" in alone.notices[-1]
    finally:
        alone.close()
