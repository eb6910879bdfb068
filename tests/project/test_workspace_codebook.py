"""The codebook changed code by code through a workspace: words, undo, refusals, what follows."""

import re
from dataclasses import replace

import pytest

from tests.project.samples import BOOK, coding
from workbench.errors import InputError
from workbench.model import CodeId, Cue, Polarity
from workbench.project import Project
from workbench.workflows.editing_codebook import CodeUse

LED, STA, STR, RUT = CodeId("LED"), CodeId("STA"), CodeId("STR"), CodeId("STR.rutiner")


def names(workspace):
    """The codebook as a tree, one name a line."""
    return [("  " * depth) + code.name for code, depth in workspace.codebook().walk()]


def ids_below(workspace, parent):
    return [each.id for each in workspace.codebook().children(parent)]


def test_a_new_code_stands_last_among_its_siblings(workspace):
    top = workspace.add_code("Tillit")
    below = workspace.add_code(" Möten ", parent=STR, definition="Träffas", cues=(Cue("möte"),))
    assert names(workspace) == [
        "Struktur", "  Rutiner", "  Möten", "Ledning", "Stabilitet", "Tillit",
    ]  # fmt: skip
    made = workspace.codebook().by_id[below.code]
    assert (made.definition, made.cues) == ("Träffas", (Cue("möte"),))
    assert top.told == "added the code “Tillit”"


def test_the_id_of_a_new_code_cannot_be_guessed_and_holds_no_words(workspace):
    made = [workspace.add_code(f"Kod {number}").code for number in range(3)]
    assert len(set(made)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", each) for each in made)


def test_every_field_is_changed_and_undone(workspace):
    before = workspace.codebook()
    wanted = replace(
        before.by_id[LED], name="Ledarskap", definition="d", include="i", exclude="e",
        example="x", colour="#aa00FF", key="7", cues=(Cue("chef"),), memo="m",
    )  # fmt: skip
    done = workspace.put_code(wanted)
    assert (done.told, done.code) == ("changed the code LED", LED)
    assert workspace.codebook().by_id[LED] == wanted
    assert workspace.undo().told == "undone: changed the code LED"
    assert workspace.codebook() == before
    workspace.redo()
    assert workspace.codebook().by_id[LED] == wanted


@pytest.mark.parametrize(
    ("code", "fields", "words"),
    [
        (STA, {"name": "ledning"}, "already a code “Ledning”"),
        (STA, {"name": "  "}, "needs a name"),
        (STA, {"name": "a\nb"}, "needs a name"),
        (STA, {"key": "1"}, "The key 1 belongs to Ledning"),
        (STA, {"key": "ab"}, "is no key"),
        (STA, {"key": " "}, "is no key"),
        (STA, {"colour": "red"}, "is no colour"),
        (STA, {"parent": CodeId("NIX")}, "no longer in the codebook"),
        (STA, {"id": CodeId("NIX")}, "no longer in the codebook"),
        (STR, {"parent": RUT}, "cannot stand below itself"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(workspace, code, fields, words):
    before = workspace.revision()
    with pytest.raises(InputError, match=words) as refused:
        workspace.put_code(replace(workspace.codebook().by_id[code], **fields))
    assert refused.value.remedy
    assert workspace.revision() == before


def test_a_name_may_be_taken_elsewhere_in_the_tree(workspace):
    assert workspace.add_code("Ledning", parent=STR).code in ids_below(workspace, STR)


def test_a_taken_name_is_refused_for_new_codes(workspace, span_of):
    for attempt in (
        lambda: workspace.add_code("LEDNING"),
        lambda: workspace.code_in_vivo("07", span_of("Chefen"), "Ledning"),
        lambda: workspace.add_code("x", parent=CodeId("NIX")),
    ):
        with pytest.raises(InputError):
            attempt()


@pytest.mark.parametrize(
    ("code", "parent", "before", "tree"),
    [
        (STA, None, STR, ["Stabilitet", "Struktur", "  Rutiner", "Ledning"]),
        (STA, STR, RUT, ["Struktur", "  Stabilitet", "  Rutiner", "Ledning"]),
        (STA, STR, None, ["Struktur", "  Rutiner", "  Stabilitet", "Ledning"]),
        (RUT, None, LED, ["Struktur", "Rutiner", "Ledning", "Stabilitet"]),
        (RUT, None, None, ["Struktur", "Ledning", "Stabilitet", "Rutiner"]),
        (STR, LED, None, ["Ledning", "  Struktur", "    Rutiner", "Stabilitet"]),
        (STR, None, STA, ["Ledning", "Struktur", "  Rutiner", "Stabilitet"]),
    ],
)
def test_a_code_is_moved_with_what_is_below_it_and_moved_back(
    workspace, code, parent, before, tree
):
    was = names(workspace)
    done = workspace.move_code(code, parent=parent, before=before)
    assert names(workspace) == tree
    assert (done.told, done.code) == (f"moved the code {code}", code)
    workspace.undo()
    assert names(workspace) == was


def test_a_code_is_not_moved_below_itself_nor_beside_its_namesake(workspace):
    with pytest.raises(InputError, match="cannot stand below itself"):
        workspace.move_code(STR, parent=RUT, before=None)
    workspace.add_code("Ledning", parent=STR)
    with pytest.raises(InputError, match="already a code “Ledning”"):
        workspace.move_code(LED, parent=STR, before=None)


def test_a_code_made_after_a_move_still_stands_last(workspace):
    workspace.move_code(STA, parent=None, before=STR)
    workspace.add_code("Sist")
    assert names(workspace)[-1] == "Sist"


def test_what_hangs_on_a_code_counts_everyone_and_what_is_below(opening, span_of):
    opening("B", "nils").code("08", span_of("Moderator"), RUT)
    a = opening("A", "eva")
    a.code("07", span_of("Chefen"), STR)
    a.code("07", span_of("Chefen"), RUT)
    assert a.code_use(STR) == CodeUse({"A": 2, "B": 1}, 2, (RUT,))
    assert a.code_use(LED) == CodeUse({}, 0, ())
    assert a.code_counts() == {STR: 1, RUT: 1}


def test_deleting_takes_codings_and_children_along_and_undo_brings_all_back(workspace, span_of):
    workspace.code("07", span_of("Chefen"), STR)
    workspace.code("07", span_of("ring mig"), RUT)
    before, book = workspace.codings("07"), workspace.codebook()
    done = workspace.delete_code(STR)
    assert done.told == "deleted the code STR with 2 codings"
    assert workspace.codings("07") == []
    assert names(workspace) == ["Ledning", "Stabilitet"]
    workspace.undo()
    assert (workspace.codings("07"), workspace.codebook()) == (before, book)


def test_a_deleted_code_from_the_workbench_is_told_by_its_name(workspace):
    made = workspace.add_code("Tillit").code
    assert workspace.delete_code(made).told == "deleted the code “Tillit” with 0 codings"


def test_what_is_gone_cannot_be_changed(workspace):
    for attempt in (
        lambda: workspace.delete_code(CodeId("NIX")),
        lambda: workspace.merge_codes(CodeId("NIX"), LED),
        lambda: workspace.merge_codes(LED, CodeId("NIX")),
        lambda: workspace.move_code(CodeId("NIX"), parent=None, before=None),
    ):
        with pytest.raises(InputError, match="no longer in the codebook"):
            attempt()
    with pytest.raises(InputError, match="with itself"):
        workspace.merge_codes(LED, LED)


def spans(workspace):
    return [(each.span, each.code, each.polarity) for each in workspace.codings("07")]


def test_merging_moves_every_coders_codings(opening, span_of):
    a, b = opening("A", "eva"), opening("B", "nils")
    a.code("07", span_of("Chefen"), STA)
    b.code("07", span_of("Chefen"), STA, polarity=Polarity.HINDERS)
    before = spans(b)
    done = a.merge_codes(STA, LED)
    assert (done.told, done.code) == ("merged STA into LED with 2 codings", LED)
    assert spans(a) == [(span_of("Chefen"), LED, None)]
    assert spans(b) == [(span_of("Chefen"), LED, Polarity.HINDERS)]
    assert STA not in a.codebook().by_id
    assert opening("A", "eva").undo().told == "undone: merged STA into LED with 2 codings"
    assert spans(b) == before


def test_merging_leaves_one_coding_of_a_passage_with_both(workspace, span_of):
    one = workspace.code("07", span_of("Chefen"), STA, polarity=Polarity.HINDERS).coding
    workspace.set_memo(one, "ena")
    workspace.set_quotable(one, True)
    other = workspace.code("07", span_of("Chefen"), LED).coding
    workspace.set_memo(other, "andra")
    before = workspace.codings("07")
    workspace.merge_codes(STA, LED)
    (left,) = workspace.codings("07")
    assert (left.id, left.code, left.polarity) == (other, LED, Polarity.HINDERS)
    assert (left.memo, left.quotable) == ("andra\nena", True)
    workspace.undo()
    assert workspace.codings("07") == before


def test_merging_moves_the_codes_below(workspace):
    workspace.merge_codes(STR, LED)
    assert names(workspace) == ["Ledning", "  Rutiner", "Stabilitet"]
    workspace.undo()
    assert names(workspace) == ["Struktur", "  Rutiner", "Ledning", "Stabilitet"]


def test_a_code_can_be_merged_into_one_below_it(workspace, span_of):
    kept = workspace.add_code("Möten", parent=STR).code
    workspace.code("07", span_of("Chefen"), STR)
    workspace.merge_codes(STR, RUT)
    assert sorted(names(workspace)) == ["  Möten", "Ledning", "Rutiner", "Stabilitet"]
    assert workspace.codebook().by_id[kept].parent == RUT
    assert [each.code for each in workspace.codings("07")] == [RUT]


def test_merging_is_refused_where_names_below_would_meet(workspace):
    workspace.add_code("rutiner", parent=LED)
    with pytest.raises(InputError, match="Both codes have a code “Rutiner”"):
        workspace.merge_codes(STR, LED)


def test_in_vivo_makes_a_code_and_a_coding_that_go_with_one_undo(workspace, span_of):
    done = workspace.code_in_vivo("07", span_of("ring mig"), "ring mig", parent=STR)
    (made,) = workspace.codings("07")
    assert (made.id, made.code, made.span) == (done.coding, done.code, span_of("ring mig"))
    assert workspace.codebook().by_id[done.code].parent == STR
    assert done.told == "made the code “ring mig” of the words at 07:4+11"
    workspace.undo()
    assert workspace.codings("07") == []
    assert done.code not in workspace.codebook().by_id
    workspace.redo()
    assert len(workspace.codings("07")) == 1


def test_in_vivo_writes_no_words_but_the_codes_name(workspace, span_of):
    workspace.code_in_vivo("07", span_of("ring mig"), "ring mig")
    with workspace._project._connection.reading() as sql:
        rows = sql.execute("SELECT kind, subject, code, payload FROM event").fetchall()
    assert {row[0] for row in rows if "ring" in "".join(row[1:])} == {"code.put"}


def test_a_code_someone_else_has_coded_with_cannot_be_undone_away(opening, span_of):
    a, b = opening("A", "eva"), opening("B", "nils")
    made = a.add_code("Tillit").code
    b.code("07", span_of("Chefen"), made)
    a = opening("A", "eva")
    with pytest.raises(Exception, match="rests on it"):
        a.undo()


def test_the_book_of_the_samples_is_what_these_tests_think(workspace):
    assert workspace.codebook().codes == BOOK.codes


def test_codes_changed_here_are_seen_by_whoever_opens_the_file_next(workspace, talk):
    made = workspace.add_code("Tillit").code
    with Project.open(workspace.path, author="nils") as project:
        project.commit([coding(project, talk, "Chefen", made, coder="B")], verb="code")
        assert project.check().ok
