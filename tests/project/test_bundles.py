"""A bundle: what travels in it, what stays at home, and what is refused when it is read."""

import stat
import sys

import pytest

from tests.project.apart import TALK, events_of, forged, read, unpacked, written
from tests.project.samples import add, coding, interview, new_project
from workbench.errors import InputError, ProjectError
from workbench.model import (
    Code,
    CodeId,
    Coder,
    DecideSuggestion,
    Decision,
    EditInterview,
    EditProject,
    PutCode,
    RemoveCode,
    RemoveInterview,
    SetFinished,
    Span,
    Verdict,
)
from workbench.project import Project, vetting
from workbench.project import events as kinds
from workbench.project.absorbing import all_contents
from workbench.project.bundles import BundleFile, BundleHead, write_bundle
from workbench.project.schema import SCHEMA
from workbench.project.store import ordered_events
from workbench.workflows.bundling import bundle


@pytest.fixture
def shared(tmp_path):
    """A project in which A and B have both coded under one author's name."""
    with new_project(tmp_path, author="eva") as project:
        project.commit([add(TALK)], verb="import", facts={"files": 1})
        for coder, words in (("A", "Chefen"), ("B", "ring mig"), ("A", "läser dem")):
            project.commit(
                [coding(project, TALK, words, coder=coder, memo=f"{coder}:s tanke")],
                verb="code",
                coder=Coder(coder),
            )
        project.commit([SetFinished(Coder("B"), "07")], verb="finish", coder=Coder("B"))
    return project.path


def test_one_coders_bundle_holds_her_work_and_not_a_word_of_anothers(shared):
    target = written(shared, coders=["A"])
    events = events_of(target)
    assert {each["coder"] for each in events} == {"", "A"}
    assert sum(each["kind"] == "coding.add" for each in events) == 2
    assert "B:s tanke" not in unpacked(target)
    assert "A:s tanke" in unpacked(target)


def test_interviews_with_text_head_and_file_travel_and_so_does_the_codebook(shared):
    _events, contents = read(written(shared, coders=["A"]))
    assert sorted(each.kind for each in contents) == ["head", "source", "text"]
    kinds = {each["kind"] for each in events_of(written(shared, coders=["B"]))}
    assert {"interview.add", "code.put", "codebook.edit", "finished.set"} <= kinds


def test_without_a_coder_everything_travels(shared):
    with Project.open(shared) as project:
        total = project.check().events
    made = bundle(shared, shared.with_name("alla.bundle"))
    assert (made.events, made.codings, made.interviews) == (total, 3, 1)
    assert made.coders == ("A", "B")


def test_undo_travels_with_what_it_names_and_not_with_anothers(tmp_path):
    with new_project(tmp_path, author="eva") as project:
        project.commit([add(TALK)], verb="import")
        for coder, words in (("A", "Chefen"), ("B", "ring mig")):
            project.commit(
                [coding(project, TALK, words, coder=coder)], verb="code", coder=Coder(coder)
            )
            project.undo()
    undone = [
        [each["subject"] for each in events_of(written(project.path, coders=[coder]))
         if each["kind"] == "undo"]
        for coder in "AB"
    ]  # fmt: skip
    assert [len(each) for each in undone] == [1, 1]
    assert undone[0] != undone[1]


def test_taking_out_anothers_coding_stays_at_home(shared):
    with Project.open(shared, author="eva") as project:
        project.commit([RemoveCode(CodeId("STR"))], verb="codebook", coder=Coder("A"))
    events = events_of(written(shared, coders=["A"]))
    removed = [each for each in events if each["kind"] == "coding.remove"]
    assert {each["coder"] for each in removed} == {"A"}
    assert any(each["kind"] == "code.remove" for each in events)


def test_what_anothers_action_says_of_where_she_coded_stays_at_home(shared):
    with Project.open(shared, author="eva") as project:
        project.commit(
            [PutCode(Code(CodeId("NY"), "Ny")), coding(project, TALK, "(skratt)", "NY", coder="B")],
            verb="in vivo",
            facts={"place": "07:4", "code": "NY"},
            coder=Coder("B"),
        )
    assert "07:4" not in unpacked(written(shared, coders=["A"]))
    assert '"name\\":\\"Ny' in unpacked(written(shared, coders=["A"]))


def test_tombstones_and_shared_memos_travel_with_every_bundle(shared):
    with Project.open(shared, author="eva") as project:
        project.commit([EditProject(memo="Gemensam tanke")], verb="note")
        project.commit([add(interview("08", header="Nr 8"))], verb="import")
        project.commit([EditInterview("07", memo="Om samtalet")], verb="note")
        project.forget("08")
    target = written(shared, coders=["B"])
    assert any(each["kind"] == "interview.forget" for each in events_of(target))
    assert "Gemensam tanke" in unpacked(target)
    assert "Om samtalet" in unpacked(target)
    assert "Nr 8" not in unpacked(target)


def test_decisions_on_suggestions_are_the_coders_own(shared):
    with Project.open(shared, author="eva") as project:
        for coder in "AB":
            decision = Decision(
                TALK.id, Span(60, 66), CodeId("LED"), Coder(coder), Verdict.REJECTED
            )
            project.commit([DecideSuggestion(decision)], verb="decide", coder=Coder(coder))
    decided = [
        each["coder"]
        for each in events_of(written(shared, coders=["A"]))
        if each["kind"] == "suggestion.decide"
    ]
    assert decided == ["A"]


def test_the_same_project_gives_the_same_bytes(shared):
    first = written(shared, coders=["A"]).read_bytes()
    written(shared, coders=["A", "B"])
    other = shared.with_name("igen.bundle")
    bundle(shared, other, coders=["A"])
    assert other.read_bytes() == first


@pytest.mark.skipif(sys.platform == "win32", reason="modes are a Unix thing")
def test_only_its_owner_may_read_a_bundle_also_one_that_replaces_another(shared):
    target = shared.with_name("a.bundle")
    target.write_text("gammal")
    target.chmod(0o644)
    bundle(shared, target, coders=["A"], force=True)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_bundle_is_not_written_over_another_file_and_leaves_nothing_behind(shared):
    target = shared.with_name("a.bundle")
    target.write_text("gammal")
    with pytest.raises(InputError, match="exists"):
        bundle(shared, target, coders=["A"])
    assert target.read_text() == "gammal"
    assert not list(shared.parent.glob(".*.tmp"))


def test_forget_lists_the_bundle_also_for_an_interview_that_was_taken_out(shared):
    with Project.open(shared, author="eva") as project:
        project.commit([RemoveInterview("07")], verb="remove")
    target = written(shared, coders=["B"])
    with Project.open(shared, author="eva") as project:
        report = project.forget("07")
    assert [(each.path, each.kind) for each in report.exports] == [(target, "bundle")]


def test_forget_lists_a_bundle_that_was_merged_here_as_well(shared, tmp_path):
    target = written(shared, coders=["A"])
    (tmp_path / "mitt").mkdir()
    with new_project(tmp_path / "mitt", author="bo") as project:
        project.merge([target])
        report = project.forget("07")
    assert [(each.path, each.kind) for each in report.exports] == [(target, "merged")]


def test_an_unknown_coder_is_refused_with_those_there_are(shared):
    with pytest.raises(InputError, match="There is work by: A, B"):
        bundle(shared, shared.with_name("x.bundle"), coders=["C"])
    assert not shared.with_name("x.bundle").exists()


def test_a_journal_with_a_hole_is_not_passed_on(shared):
    with Project.open(shared) as project, project._connection.writing() as sql:
        sql.execute("DELETE FROM event WHERE kind = 'coding.add' AND coder = 'B'")
    with pytest.raises(ProjectError, match="missing from the journal"):
        bundle(shared, shared.with_name("x.bundle"))
    assert not shared.with_name("x.bundle").exists()


def test_every_kind_of_event_has_a_shape_in_which_it_may_come_in():
    named = {
        value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str)
    }
    assert named == set(vetting._SHAPES)


# -- reading -----------------------------------------------------------------------------------


def test_whatever_is_cut_off_it_was_not_copied_whole(shared):
    target = written(shared, coders=["A"])
    whole = target.read_bytes()
    for length in (25, len(whole) // 2, len(whole) - 1):
        target.write_bytes(whole[:length])
        with pytest.raises(InputError, match="was not copied whole"):
            read(target)


def test_a_flipped_bit_anywhere_is_found(shared):
    target = written(shared, coders=["A"])
    whole = target.read_bytes()
    line = whole.index(b"\n")
    for place in (30, line // 2, line + 1, line + 12, (line + len(whole)) // 2, len(whole) - 1):
        if whole[place : place + 1] == b" ":
            continue
        damaged = bytearray(whole)
        damaged[place] ^= 1
        target.write_bytes(damaged)
        with pytest.raises(InputError, match=r"damaged|not copied whole|no bundle|newer"):
            read(target)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"Hej", b'{"annat":1}\n', bytes(range(255, 0, -1))],
    ids=["empty", "archive", "words", "object", "bytes"],
)
def test_another_file_is_no_bundle(tmp_path, content):
    target = tmp_path / "x.bundle"
    target.write_bytes(content)
    with pytest.raises(InputError, match="no bundle and no project"):
        BundleFile(target, newest_form=SCHEMA)


@pytest.mark.parametrize("newer", [{"workbench-bundle": 2}, {"form": SCHEMA + 1}])
def test_a_newer_one_is_refused_with_the_remedy(shared, newer):
    target = forged(written(shared, coders=["A"]), **newer)
    with pytest.raises(InputError, match=r"newer version.*Update the workbench"):
        read(target)


def test_one_made_to_fill_the_memory_is_refused_before_it_is_unpacked(shared):
    target = written(shared, coders=["A"])
    with pytest.raises(InputError, match="made to fill the memory"):
        read(forged(target, body="x" * 60_000_000 + "\n"))


def test_unpacking_stops_where_the_first_line_says(shared):
    target = forged(written(shared, coders=["A"]), body="[1]\n" * 1000, unpacked=8)
    with pytest.raises(InputError, match="more in it than it says"):
        for _event in BundleFile(target, newest_form=SCHEMA).contents():
            pass


def test_more_than_it_says_behind_its_end_is_damage(shared):
    target = written(shared, coders=["A"])
    target.write_bytes(target.read_bytes() + b"mer")
    with pytest.raises(InputError, match="more in it than it says"):
        read(target)


def test_events_left_out_on_the_way_are_missed(shared):
    target = written(shared, coders=["A"])
    lines = unpacked(target).splitlines(keepends=True)
    kept = [line for line in lines if '"interview.add"' not in line]
    events = sum(line.startswith("[") for line in kept)
    with pytest.raises(InputError, match="events, not"):
        read(forged(target, body="".join(kept)))
    with pytest.raises(InputError, match="events are missing"):
        read(forged(target, body="".join(kept), events=events))


@pytest.mark.parametrize(
    "line",
    ["[]\n", "[1,2]\n", "nej\n", "[" * 100_000 + "\n", '{"kind":1}\n'],
    ids=["no list", "numbers", "words", "brackets", "object"],
)
def test_lines_that_are_no_events_are_damage(shared, line):
    target = forged(written(shared, coders=["A"]), body=line, events=1, contents=0, withheld=0)
    with pytest.raises(InputError, match="is damaged"):
        read(target)


def test_what_was_written_is_read_back(shared):
    with Project.open(shared) as project, project._connection.reading() as sql:
        events, contents = list(ordered_events(sql)), list(all_contents(sql))
    target = shared.with_name("rå.bundle")
    with target.open("wb+") as out:
        head = write_bundle(out, form=SCHEMA, coders=["Åsa"], events=events, contents=contents)
    assert read(target) == (events, contents)
    assert BundleFile(target, newest_form=SCHEMA).head == head
    assert isinstance(head, BundleHead)
    assert head.coders == ("Åsa",)
