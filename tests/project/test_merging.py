"""Bundles and copies taken in: what is told, what is refused, what is forgotten."""

import dataclasses
import shutil
import sqlite3

import pytest

from tests.project.apart import HERS, OTHER, SECRET, TALK, codes, merged, state_of, written
from tests.project.samples import BOOK, add, interview, words_of
from workbench.errors import InputError, LockedError
from workbench.model import (
    Code,
    Codebook,
    CodeId,
    Coder,
    EditCodebook,
    EditCoding,
    EditInterview,
    PutCode,
    RemoveCode,
    RemoveCoding,
    RemoveInterview,
    SetFinished,
)
from workbench.project import Project, restore
from workbench.workflows.bundling import merge
from workbench.workflows.telling import log_lines

# -- what is told -------------------------------------------------------------------------------


def test_new_codings_are_told_per_coder_and_interview(copy):
    anna = copy("anna", codes(("Chefen", "STR"), ("läser dem", "LED")))
    bo = copy("bo", codes(("ring mig", "STR"), coder="B"))
    report = merged(bo, written(anna, coders=["A"]))
    assert [(each.coder, each.interview, each.new) for each in report.changes.codings] == [
        ("A", "07", 2)
    ]
    with Project.open(bo) as project:
        assert {each[1:] for each in words_of(project)} == {
            ("Chefen", "STR", "A"),
            ("läser dem", "LED", "A"),
            ("ring mig", "STR", "B"),
        }


def test_changed_and_removed_codings_are_told(copy, base):
    anna = copy("anna", codes(("Chefen", "STR"), ("läser dem", "LED")))
    merged(base, anna)
    with Project.open(anna) as project:
        first, second = project.codings()
    copy("anna", [EditCoding(first.id, memo="Ny")])
    with Project.open(anna, author="anna") as project:
        project.commit([RemoveCoding(second.id)], verb="x")
    (changes,) = merged(base, anna).changes.codings
    assert (changes.new, changes.changed, changes.gone) == (0, 1, 1)


def test_what_both_have_is_told_by_text_and_by_id(copy):
    report = merged(copy("bo"), written(copy("anna", codes(("Chefen", "STR"))), coders=["A"]))
    (source,) = report.sources
    assert source.interviews == ("05", "07")
    assert source.codes == len(BOOK.codes)
    assert (source.events, source.events - source.known) == (source.known + 2, 2)


def test_new_interviews_are_told(copy):
    anna = copy("anna", [add(OTHER)])
    report = merged(copy("bo"), anna)
    assert report.changes.interviews_new == ("08",)


def test_another_text_under_the_same_id_is_kept_and_told(copy):
    anna = copy("anna", [add(interview("08", header="Första utskriften"))])
    bo = copy("bo", [add(interview("08", header="Andra utskriften"))])
    report = merged(bo, anna)
    (clash,) = report.changes.shared_ids
    assert (clash.interview, clash.shown) == ("08", "08-2")
    with Project.open(bo) as project:
        texts = {project.text(each) for each in ("08", "08-2")}
    assert {each.splitlines()[0] for each in texts} == {"Första utskriften", "Andra utskriften"}


def test_attributes_and_memos_of_an_interview_are_told(copy):
    anna = copy("anna", [EditInterview("07", memo="Läst", attributes={"roll": "chef"})])
    (change,) = merged(copy("bo"), anna).changes.interviews_changed
    assert (change.interview, change.fields) == ("07", ("memo", "attributes"))


def test_codes_added_changed_and_deleted_on_either_side_are_told(copy):
    anna = copy(
        "anna",
        [PutCode(Code(CodeId("NY"), "Nytt")), PutCode(Code(CodeId("LED"), "Ledning", key="2"))],
        [RemoveCode(CodeId("STA"))],
    )
    bo = copy("bo", [PutCode(Code(CodeId("EGET"), "Eget"))], [RemoveCode(CodeId("STR.rutiner"))])
    report = merged(bo, anna)
    assert report.changes.codes_new == ("NY",)
    assert report.changes.codes_gone == ("STA",)
    assert [(each.code, each.fields) for each in report.changes.codes_changed] == [
        ("LED", ("key",))
    ]
    (source,) = report.sources
    assert source.codes_only_here == ("EGET",)
    assert source.codes_only_there == ("STR.rutiner",)


def test_equal_names_are_both_kept_and_told_with_how_much_is_coded_with_each(copy):
    anna = copy(
        "anna", [PutCode(Code(CodeId("c1"), "Vardag"))], codes(("Chefen", "c1"), ("ring", "c1"))
    )
    bo = copy("bo", [PutCode(Code(CodeId("c2"), "vardag"))])
    (shared,) = merged(bo, anna).changes.shared_names
    assert dict(zip(shared.codes, shared.codings, strict=True)) == {"c1": 2, "c2": 0}
    with Project.open(bo) as project:
        assert {"c1", "c2"} <= {code.id for code in project.codebook().codes}
    assert merged(bo, anna).changes.shared_names == ()


def test_a_code_deleted_here_and_coded_with_there_comes_back_and_is_told(copy):
    anna = copy("anna", codes(("Chefen", "STA")))
    bo = copy("bo", [RemoveCode(CodeId("STA"))])
    assert merged(bo, anna).changes.codes_revived == ("STA",)


def test_an_interview_taken_out_here_and_coded_there_comes_back_and_is_told(copy):
    anna = copy("anna", codes(("Chefen", "STR")))
    bo = copy("bo", [RemoveInterview("07")])
    assert merged(bo, anna).changes.interviews_revived == ("07",)


def test_the_log_tells_that_of_anothers_action_only_a_part_came(copy, base):
    with Project.open(copy("eva"), author="eva") as project:
        made = [PutCode(Code(CodeId("NY"), "Ny")), *codes(("ring", "NY"), coder="B")(project)]
        project.commit(made, verb="in vivo", facts={"code": "NY"}, coder=Coder("B"))
        project.commit(codes(("ring", "NY"))(project), verb="x", coder=Coder("A"))
    merged(base, written(project.path, coders=["A"]))
    with Project.open(base) as project:
        *_before, part, _hers = log_lines(project.actions(), project.code_names())
    assert part.words == "changed what all share, as a coder whose own work has not come"
    merged(base, written(copy("eva"), coders=["B"]))
    with Project.open(base) as project:
        *_before, whole, _hers = log_lines(project.actions(), project.code_names())
    assert whole.words == "B: made the code NY of the words at a forgotten place"


def test_finished_marks_are_told(copy):
    anna = copy("anna", [SetFinished(Coder("A"), "07")])
    assert merged(copy("bo"), anna).changes.finished == (("A", "07"),)


def test_a_clock_far_ahead_is_told(copy, monkeypatch):
    import time

    anna = copy("anna")
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 3 * 24 * 3600 * 10**9)
    copy("anna", codes(("Chefen", "STR")))
    monkeypatch.setattr(time, "time_ns", real)
    assert merged(copy("bo"), anna).ahead == ("anna",)


def test_in_words_it_says_the_same(copy, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "leda")
    anna = copy(
        "anna", [add(OTHER)], [PutCode(Code(CodeId("c1"), "Vardag"))], codes(("Chefen", "c1"))
    )
    bo = copy("bo", [PutCode(Code(CodeId("c2"), "Vardag"))])
    done = merge(bo, [anna], rehearsal=True)
    told = "\n".join(done.told)
    assert "New interviews: 08" in told
    assert "A: 1 codings new (07: 1)" in told
    assert "New codes: c1" in told
    assert "Codes that are not in studie.workbench: c2" in told
    assert "“Vardag” is the name of 2 codes" in "\n".join(done.warned)


# -- rehearsal, twice, backup -------------------------------------------------------------------


def test_a_rehearsal_tells_the_same_and_changes_no_byte(copy):
    anna = copy("anna", [add(OTHER)], codes(("Chefen", "STR")))
    bo = copy("bo")
    before = bo.read_bytes()
    rehearsed = merged(bo, anna, rehearsal=True)
    assert bo.read_bytes() == before
    assert not list(bo.parent.glob("*.backups/*"))
    done = merged(bo, anna)
    assert rehearsed.changes == done.changes
    assert (rehearsed.added, rehearsed.backup) == (done.added, None)


def test_twice_is_once(copy):
    anna = written(copy("anna", codes(("Chefen", "STR"))), coders=["A"])
    bo = copy("bo")
    merged(bo, anna)
    before = bo.read_bytes()
    again = merged(bo, anna)
    assert (again.added, again.backup) == (0, None)
    assert again.sources[0].known == again.sources[0].events
    assert bo.read_bytes() == before


def test_the_backup_before_takes_everything_back(copy):
    anna = copy("anna", codes(("Chefen", "STR")))
    bo = copy("bo", codes(("ring mig", "STR"), coder="B"))
    before = state_of(bo)
    report = merged(bo, anna)
    assert report.backup is not None
    assert report.backup.reason == "merge"
    restore(bo, report.backup.name)
    assert state_of(bo) == before


def test_ten_backups_of_merges_are_kept(copy):
    bo = copy("bo")
    for number in range(12):
        anna = copy("anna", [EditInterview("07", memo=str(number))])
        merged(bo, anna)
    with Project.open(bo) as project:
        assert sum(each.reason == "merge" for each in project.backups()) == 10


# -- order, and projects made apart -------------------------------------------------------------


def test_the_order_of_merging_is_of_no_account(copy):
    sources = [
        written(copy("anna", codes(("Chefen", "STA"))), coders=["A"]),
        written(copy("bo", [RemoveCode(CodeId("STA"))], codes(("ring", "LED"), coder="B")), coders=["B"]),
        copy("cia", [EditInterview("07", memo="C")], [add(OTHER)]),
    ]  # fmt: skip
    found = []
    for number, order in enumerate(([0, 1, 2], [2, 1, 0], [1, 2, 0])):
        target = copy(f"leda{number}")
        for each in order:
            merged(target, sources[each])
        found.append(state_of(target))
    together = copy("leda9")
    merged(together, *sources)
    assert found[0] == found[1] == found[2] == state_of(together)


def apart(folder, who, coder, *actions):
    """A project of one's own, made from the same codebook and transcripts."""
    folder.mkdir()
    with Project.create(folder / "studie.workbench", BOOK, author=who) as project:
        project.commit([add(TALK), add(HERS)], verb="import")
        for action in actions:
            project.commit(action(project) if callable(action) else action, verb="x")
    return project.path


def test_projects_made_apart_from_the_same_transcripts_become_one_in_either_order(tmp_path):
    anna = apart(tmp_path / "a", "anna", "A", codes(("Chefen", "STR"), ("läser dem", "LED")))
    bo = apart(tmp_path / "b", "bo", "B", codes(("Chefen", "STR"), coder="B"))
    bundles = [written(anna, coders=["A"]), written(bo, coders=["B"])]
    report = merged(anna, bundles[1])
    assert report.sources[0].known == 0
    assert report.sources[0].interviews == ("05", "07")
    assert report.changes.interviews_new == ()
    assert report.changes.codes_changed == ()
    merged(bo, bundles[0])
    assert state_of(anna) == state_of(bo)
    with Project.open(anna) as project:
        assert [each.id for each in project.interviews()] == ["05", "07"]
        assert len(project.codings()) == 3


def test_making_a_project_anew_elsewhere_resets_nothing_that_was_changed_here(tmp_path):
    anna = apart(
        tmp_path / "a", "anna", "A",
        [PutCode(Code(CodeId("LED"), "Ledarskap")), EditCodebook(title="Vår bok")],
        [EditInterview("07", title="Om chefen", attributes={"kommun": "Eksjö"})],
    )  # fmt: skip
    bo = apart(tmp_path / "b", "bo", "B")
    merged(anna, bo)
    merged(bo, anna)
    for path in (anna, bo):
        with Project.open(path) as project:
            book = project.codebook()
            assert (book.title, book.by_id[CodeId("LED")].name) == ("Vår bok", "Ledarskap")
            talk = project.interview("07")
            assert (talk.title, talk.attributes["kommun"]) == ("Om chefen", "Eksjö")


def test_an_import_that_read_the_same_text_otherwise_is_told_and_the_first_stands(tmp_path):
    anna = apart(tmp_path / "a", "anna", "A")
    (tmp_path / "b").mkdir()
    with Project.create(tmp_path / "b" / "studie.workbench", BOOK, author="bo") as project:
        bare = dataclasses.replace(TALK, attributes={}, participants=())
        project.commit([add(bare), add(HERS)], verb="import")
        later = project.path
    (unlike,) = merged(anna, later).sources[0].interviews_unlike
    assert (unlike.interview, unlike.fields) == ("07", ("attributes", "speakers"))
    (changed,) = merged(later, anna).changes.interviews_changed
    assert (changed.interview, changed.fields) == ("07", ("attributes", "speakers"))
    with Project.open(later) as project:
        assert project.interview("07").attributes["kommun"] == "Åmål"


def test_another_study_is_refused_unless_one_insists(tmp_path, base):
    folder = tmp_path / "annan"
    folder.mkdir()
    book = Codebook(title="Annan", codes=(Code(CodeId("X"), "X"),))
    with Project.create(folder / "annan.workbench", book, author="u") as project:
        project.commit([add(OTHER)], verb="import")
    before = base.read_bytes()
    with pytest.raises(InputError, match="another study"):
        merged(base, project.path)
    assert base.read_bytes() == before
    assert merged(base, project.path, unrelated=True).changes.interviews_new == ("08",)


# -- one name on two machines, and holes --------------------------------------------------------


def test_one_author_on_two_machines_is_told_and_checks(copy, base, tmp_path):
    one = copy("eva", codes(("Chefen", "STR")))
    folder = tmp_path / "hemma"
    folder.mkdir()
    two = folder / "studie.workbench"
    shutil.copy(base, two)
    with Project.open(two, author="eva") as project:
        project.commit(codes(("ring mig", "STR"))(project), verb="x")
    merged(base, one)
    report = merged(base, two)
    assert report.forked == ("eva",)
    with Project.open(base, author="eva") as project:
        project.commit(codes(("läser dem", "STR"))(project), verb="x")
        assert project.check().ok
        assert len(project.codings()) == 3
    assert merged(base, one).forked == ()


def test_events_a_bundle_left_out_are_no_damage_and_may_come_later(copy, base):
    with Project.open(copy("eva"), author="eva") as project:
        for number, words in enumerate(("Chefen", "ring mig", "läser dem", "(skratt)")):
            project.commit(codes((words, "STR"), coder="AB"[number % 2])(project), verb="x")
        shared = project.path
    only_a, only_b = written(shared, coders=["A"]), written(shared, coders=["B"])
    merged(base, only_a)
    onward = written(base, coders=["A"])
    merged(copy("bo"), onward)
    merged(base, only_b)
    assert state_of(base) == state_of(shared)
    with Project.open(base)._connection.reading() as sql:
        assert sql.execute("SELECT count(*) FROM withheld").fetchone()[0] == 0


def test_a_row_lost_from_the_journal_is_still_found_after_a_merge(copy, base):
    merged(
        base, written(copy("anna", codes(("Chefen", "STR")), codes(("ring", "LED"))), coders=["A"])
    )
    with Project.open(base) as project:
        with project._connection.writing() as sql:
            sql.execute("DELETE FROM event WHERE kind = 'coding.add' AND code = 'STR'")
        assert any("before it is missing" in each for each in project.check().problems)


def test_a_copy_with_a_hole_is_refused(copy, base):
    anna = copy("anna", codes(("Chefen", "STR")), codes(("ring", "LED")))
    with Project.open(anna) as project, project._connection.writing() as sql:
        sql.execute("DELETE FROM event WHERE kind = 'coding.add' AND code = 'STR'")
    with pytest.raises(InputError, match="events are missing"):
        merged(base, anna)


# -- forgetting ---------------------------------------------------------------------------------


def bytes_left(folder, phrase):
    return [
        each.name
        for each in folder.rglob("*")
        if each.is_file() and phrase.encode() in each.read_bytes()
    ]


@pytest.mark.parametrize("speaker", [None, "IP1"])
def test_what_another_has_forgotten_is_forgotten_here_in_every_file(copy, speaker):
    anna = copy("anna")
    bo = copy("bo", codes((SECRET, "STR"), coder="B", talk=HERS))
    with Project.open(bo, author="bo") as project:
        project.note_export(bo.with_name("ut.docx"), "excerpts", ["05"])
    merged(bo, copy("cia", codes(("Chefen", "STR"))))
    assert bytes_left(bo.parent, SECRET)
    with Project.open(anna, author="anna") as project:
        project.forget("05", speaker=speaker)
    rehearsed = merged(bo, written(anna, coders=[]), rehearsal=True)
    assert rehearsed.changes.forgotten == ("05",)
    assert bytes_left(bo.parent, SECRET)
    report = merged(bo, written(anna, coders=[]))
    assert report.changes.forgotten == ("05",)
    assert report.changes.codings == ()
    # Files written from here, and what was merged before, which still holds the words.
    assert {each.path.name for each in report.exports} == {"ut.docx", "studie.workbench"}
    assert bytes_left(bo.parent, SECRET) == []
    restore(bo, report.backup.name)
    assert bytes_left(bo.parent, SECRET) == []


@pytest.mark.parametrize("speaker", [None, "IP1"])
def test_what_was_forgotten_here_does_not_come_back(copy, speaker):
    anna = copy("anna", codes((SECRET, "STR"), talk=HERS))
    bo = copy("bo")
    with Project.open(bo, author="bo") as project:
        project.forget("05", speaker=speaker)
    report = merged(bo, written(anna, coders=["A"]))
    assert report.erased > 0
    assert report.changes.codings == ()
    assert bytes_left(bo.parent, SECRET) == []


def test_while_another_program_has_the_project_nothing_is_forgotten_half(copy):
    anna = copy("anna")
    bo = copy("bo")
    with Project.open(anna, author="anna") as project:
        project.forget("05")
    before = state_of(bo)
    held = sqlite3.connect(bo)
    held.execute("SELECT count(*) FROM event").fetchone()
    held.execute("BEGIN")
    held.execute("SELECT count(*) FROM event").fetchone()
    try:
        with pytest.raises(LockedError, match="locked by another program"):
            merged(bo, anna)
    finally:
        held.close()
    assert state_of(bo) == before
