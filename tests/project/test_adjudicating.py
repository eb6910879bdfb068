"""Two coders settle where they differ: what the consensus coder has afterwards, and what stays."""

from datetime import UTC

import pytest

from tests.project.samples import add, coding, interview, new_project, words_of
from workbench.errors import InputError
from workbench.model import (
    CodeId,
    Coder,
    DisagreementKind,
    EditCoding,
    EditProject,
    Origin,
    Polarity,
    RemoveCoding,
    SetFinished,
    Span,
    Taken,
)
from workbench.project import Project
from workbench.workflows.editing_codebook import merge_codes
from workbench.workflows.pairing import NewCoding, Sought, pair_of
from workbench.workflows.projects import known_coder, resolve_coder

A, B, CONSENSUS = Coder("Anna"), Coder("Bo"), Coder("consensus")
TALK = interview("07")
OTHER = interview("08", kommun="Eksjö", header="Åttan")
KINDS = DisagreementKind


@pytest.fixture
def project(tmp_path):
    """Agreed: Chefen. Edges: handläggare ... Code: ring mig. Anna alone: Rutinerna."""
    with new_project(tmp_path) as made:
        made.commit([add(TALK), add(OTHER)], verb="import")
        for coder, words, code, more in (
            (A, "Chefen", "LED", {"memo": "Tydlig å", "polarity": Polarity.PROMOTES}),
            (B, "Chefen", "LED", {"quotable": True}),
            (A, "handläggare som slutat", "STA", {"polarity": Polarity.HINDERS, "memo": "Hur"}),
            (B, "en handläggare som slutat.", "STA", {}),
            (A, "ring mig", "STR", {}),
            (B, "sa hon: ring", "LED", {}),
            (A, "Rutinerna finns", "STR.rutiner", {}),
        ):
            made.commit([coding(made, TALK, words, code, coder=coder, **more)], verb="code")
        finish(made, "07")
        yield made


def finish(project, *interviews, coders=(A, B)):
    marks = [SetFinished(coder, each) for coder in coders for each in interviews]
    project.commit(marks, verb="finish")


@pytest.fixture
def pair(project):
    return pair_of(project, A, B)


def by_kind(pair, kind, **sought):
    (found,) = [each for each in pair.disagreements(Sought(**sought)) if each.kind is kind]
    return found


def agreed_words(project):
    return [(words, code) for _, words, code, _ in words_of(project, coder=CONSENSUS)]


AGREED = ("Chefen", "LED")


def test_the_disagreements_stand_in_the_order_of_the_text(pair):
    assert [(each.kind, str(each.reference), each.size) for each in pair.disagreements()] == [
        (KINDS.BOUNDARIES, "07:2+7", 4),
        (KINDS.CODE, "07:4+3", 16),
        (KINDS.ONE_CODED, "07:5", 15),
    ]


def test_taking_one_coders_coding_makes_it_the_consensus_coders(project, pair):
    outcome = pair.settle(
        by_kind(pair, KINDS.BOUNDARIES), Taken.FIRST, reason="Artikeln hör ej hit"
    )
    assert outcome.told == "settled 07:2+7: took Anna's STA"
    assert agreed_words(project) == [("handläggare som slutat", "STA"), AGREED]
    (made,) = project.codings(coder=CONSENSUS, codes=[CodeId("STA")])
    assert (made.polarity, made.memo, made.origin) == (Polarity.HINDERS, "Hur", Origin.CONSENSUS)
    assert made.id == outcome.coding
    key = by_kind(pair, KINDS.BOUNDARIES).key
    decided = pair.settled()[key].settlement
    assert (decided.taken, decided.reason) == (Taken.FIRST, "Artikeln hör ej hit")
    assert (decided.author, decided.time.tzinfo, decided.codings) == ("eva", UTC, (made.id,))


def test_what_both_coded_the_same_is_taken_over_with_the_first_decision(project, pair):
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.NEITHER)
    (made,) = project.codings(coder=CONSENSUS)
    assert agreed_words(project) == [AGREED]
    assert (made.polarity, made.memo, made.quotable) == (Polarity.PROMOTES, "Tydlig å", True)


@pytest.mark.parametrize(
    ("kind", "taken", "words"),
    [
        (KINDS.CODE, Taken.BOTH, [("sa hon: ring", "LED"), ("ring mig", "STR")]),
        (KINDS.CODE, Taken.SECOND, [("sa hon: ring", "LED")]),
        (KINDS.CODE, Taken.NEITHER, []),
        (KINDS.ONE_CODED, Taken.FIRST, [("Rutinerna finns", "STR.rutiner")]),
    ],
)
def test_every_way_of_deciding(project, pair, kind, taken, words):
    pair.settle(by_kind(pair, kind), taken)
    assert sorted(agreed_words(project)) == sorted([AGREED, *words])


def test_a_new_coding_may_be_decided_on(project, pair):
    start = TALK.text.index(" Då sa hon: ring mig. ")
    new = NewCoding(Span(start, start + 21), CodeId("STA"), Polarity.NEUTRAL)
    pair.settle(by_kind(pair, KINDS.CODE), Taken.NEW, new=new)
    (made,) = project.codings(coder=CONSENSUS, codes=[CodeId("STA")])
    assert TALK.text[made.span.start : made.span.end] == "Då sa hon: ring mig."
    assert (made.polarity, made.memo) == (Polarity.NEUTRAL, "")


def test_the_coders_own_codings_are_never_touched(project, pair):
    before = [each for each in project.codings() if each.coder != CONSENSUS]
    for each in pair.disagreements():
        pair.settle(each, Taken.FIRST if each.first else Taken.SECOND)
    pair.settle_edges(100)
    assert [each for each in project.codings() if each.coder != CONSENSUS] == before


def test_deciding_anew_replaces_what_was_decided_before(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    pair.settle(edges, Taken.FIRST, reason="först")
    pair.settle(edges, Taken.SECOND, reason="sedan")
    assert agreed_words(project) == [("en handläggare som slutat.", "STA"), AGREED]
    assert pair.settled()[edges.key].settlement.reason == "sedan"
    pair.settle(edges, Taken.NEITHER)
    assert agreed_words(project) == [AGREED]


def test_deciding_the_same_again_with_another_reason_keeps_the_coding(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    made = pair.settle(edges, Taken.FIRST).coding
    pair.note(made, "Vår egen anteckning")
    pair.settle(edges, Taken.FIRST, reason="Nu med skäl")
    (kept,) = project.codings(coder=CONSENSUS, codes=[CodeId("STA")])
    assert (kept.id, kept.memo) == (made, "Vår egen anteckning")
    assert pair.settle(edges, Taken.FIRST, reason="Nu med skäl").told == "nothing changed"


def test_what_two_decisions_made_goes_with_the_last_of_them(project, pair):
    edges, code = by_kind(pair, KINDS.BOUNDARIES), by_kind(pair, KINDS.CODE)
    pair.settle(edges, Taken.FIRST)
    same = NewCoding(edges.first.span, edges.first.code, edges.first.polarity)
    pair.settle(code, Taken.NEW, new=same)
    pair.settle(edges, Taken.NEITHER)
    assert ("handläggare som slutat", "STA") in agreed_words(project)
    pair.settle(code, Taken.NEITHER)
    assert agreed_words(project) == [AGREED]


def test_what_was_coded_by_hand_as_the_consensus_coder_stays(project, pair):
    fields = {"polarity": Polarity.PROMOTES, "memo": "Egen"}
    by_hand = coding(project, TALK, "Rutinerna finns", "STR.rutiner", coder=CONSENSUS, **fields)
    project.commit([by_hand], verb="coding", coder=CONSENSUS)
    alone = by_kind(pair, KINDS.ONE_CODED)
    pair.settle(alone, Taken.FIRST)
    pair.settle(alone, Taken.NEITHER)
    (kept,) = project.codings(coder=CONSENSUS, codes=[CodeId("STR.rutiner")])
    assert (kept.id, kept.polarity, kept.memo) == (by_hand.coding.id, Polarity.PROMOTES, "Egen")


def test_a_decision_is_one_action_and_one_undo(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    pair.settle(edges, Taken.FIRST)
    pair.settle(edges, Taken.SECOND)
    assert pair.undo().told == "undone: consensus: settled 07:2+7: took Bo's STA"
    assert agreed_words(project) == [("handläggare som slutat", "STA"), AGREED]
    pair.undo()
    assert agreed_words(project) == []
    assert pair.settled() == {}
    pair.redo()
    pair.redo()
    assert agreed_words(project) == [("en handläggare som slutat.", "STA"), AGREED]
    assert project.check().ok


def test_undoing_a_decision_leaves_what_she_coded_herself(project, pair):
    pair.settle(by_kind(pair, KINDS.CODE), Taken.FIRST)
    project.commit([coding(project, OTHER, "Chefen", coder=A)], verb="coding", coder=A)
    pair.undo()
    assert [each.interview for each in project.codings(coder=A)].count("08") == 1


def test_a_decision_on_what_has_changed_since_is_overtaken(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    pair.settle(edges, Taken.FIRST)
    assert (pair.progress().settled, pair.progress().total) == (1, 3)
    shorter = Span(edges.second.span.start + 3, edges.second.span.end)
    project.commit([EditCoding(edges.second.id, span=shorter)], verb="span", coder=B)
    assert [each.settlement.key for each in pair.overtaken()] == [edges.key]
    assert pair.progress().settled == 0
    with pytest.raises(InputError, match="changed her coding meanwhile"):
        pair.settle(edges, Taken.SECOND)
    pair.settle(by_kind(pair, KINDS.BOUNDARIES), Taken.SECOND)
    assert pair.overtaken() == []
    assert agreed_words(project) == [("handläggare som slutat.", "STA"), AGREED]


def test_agreement_that_comes_after_a_decision_replaces_it(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    pair.settle(edges, Taken.NEITHER)
    project.commit([EditCoding(edges.second.id, span=edges.first.span)], verb="span", coder=B)
    pair.take_agreed()
    assert agreed_words(project) == [("handläggare som slutat", "STA"), AGREED]
    assert pair.settled()[edges.key].settlement.taken is Taken.AGREED


def test_what_was_agreed_and_no_longer_is_goes_with_the_next_decision(project, pair):
    pair.take_agreed()
    (both,) = [one for one, _ in pair.agreed("07")]
    longer = Span(both.span.start, both.span.end + 5)
    project.commit([EditCoding(both.id, span=longer)], verb="span", coder=A)
    assert [each.settlement.taken for each in pair.overtaken()] == [Taken.AGREED]
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.NEITHER)
    assert agreed_words(project) == []
    assert pair.overtaken() == []


def test_a_decision_on_a_coding_that_is_gone_can_be_opened_again(project, pair):
    alone = by_kind(pair, KINDS.ONE_CODED)
    pair.settle(alone, Taken.FIRST)
    project.commit([RemoveCoding(alone.first.id)], verb="uncode", coder=A)
    (left,) = pair.overtaken()
    told = pair.reopen(left.settlement).told
    assert told == "opened again what was settled at 07:5"
    assert agreed_words(project) == [AGREED]
    pair.undo()
    assert len(pair.overtaken()) == 1


def test_deciding_on_a_pair_gives_up_what_was_decided_on_one_of_it_alone(project, pair):
    alone = by_kind(pair, KINDS.ONE_CODED)
    pair.settle(alone, Taken.FIRST)
    other = coding(project, TALK, "Rutinerna finns, men ingen", "STR.rutiner", coder=B)
    project.commit([other], verb="coding", coder=B)
    (now,) = [each for each in pair.disagreements() if each.first == alone.first]
    pair.settle(now, Taken.SECOND)
    assert ("Rutinerna finns", "STR.rutiner") not in agreed_words(project)
    assert set(pair.settled()) == {now.key, *((one.id, two.id) for one, two in pair.agreed("07"))}


def test_the_longer_is_taken_where_only_edges_differ_by_little(project, pair):
    assert pair.settle_edges(4).told == "nothing changed"
    told = pair.settle_edges(5, reason="Kanterna").told
    assert told == "took the longer at 1 place where only edges differ, by less than 5"
    assert agreed_words(project) == [("en handläggare som slutat.", "STA"), AGREED]
    (made,) = project.codings(coder=CONSENSUS, codes=[CodeId("STA")])
    assert made.polarity is Polarity.HINDERS  # Anna's, who alone gave one.
    assert pair.settle_edges(5).told == "nothing changed"
    pair.undo()
    assert agreed_words(project) == []


def test_edges_are_not_all_that_differs_where_directions_do(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    edit = EditCoding(edges.second.id, polarity=Polarity.PROMOTES)
    project.commit([edit], verb="polarity", coder=B)
    assert pair.settle_edges(100).told == "nothing changed"


def test_what_was_decided_by_hand_is_left_by_deciding_on_all_edges(project, pair):
    pair.settle(by_kind(pair, KINDS.BOUNDARIES), Taken.FIRST)
    assert pair.settle_edges(100).told == "nothing changed"


def test_unlike_directions_are_a_disagreement_where_asked(project, pair):
    (one, other) = pair.agreed("07")[0]
    edit = EditCoding(other.id, polarity=Polarity.HINDERS)
    project.commit([edit], verb="polarity", coder=B)
    pair.take_agreed()
    assert [each.polarity for each in project.codings(coder=CONSENSUS)] == [None]
    assert len(pair.disagreements()) == 3
    unlike = by_kind(pair, KINDS.DIRECTION, direction=True)
    assert pair.progress(direction=True).total == 4
    assert pair.progress(direction=True).settled == 0
    with pytest.raises(InputError, match="one direction only"):
        pair.settle(unlike, Taken.BOTH)
    pair.settle(unlike, Taken.SECOND)
    assert [each.polarity for each in project.codings(coder=CONSENSUS)] == [Polarity.HINDERS]
    assert pair.progress(direction=True).settled == 1
    pair.settle(by_kind(pair, KINDS.CODE), Taken.NEITHER)
    assert [each.polarity for each in project.codings(coder=CONSENSUS)] == [Polarity.HINDERS]
    assert one.polarity is Polarity.PROMOTES


def test_the_two_may_be_named_in_either_order(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    pair.settle(edges, Taken.FIRST, reason="Annas")
    swapped = pair_of(project, B, A)
    same = by_kind(swapped, KINDS.BOUNDARIES)
    assert same.key == edges.key[::-1]
    decided = swapped.settled()[same.key].settlement
    assert (decided.taken, decided.coders) == (Taken.SECOND, (B, A))
    swapped.settle(same, Taken.FIRST)
    assert pair.settled()[edges.key].settlement.taken is Taken.SECOND
    assert agreed_words(project) == [("en handläggare som slutat.", "STA"), AGREED]


@pytest.mark.parametrize(
    ("kind", "taken", "said"),
    [
        (KINDS.ONE_CODED, Taken.SECOND, "coded nothing here"),
        (KINDS.ONE_CODED, Taken.BOTH, "Only one of the two"),
        (KINDS.CODE, Taken.NEW, "what is coded instead"),
        (KINDS.CODE, Taken.AGREED, "what is coded instead"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_written(project, pair, kind, taken, said):
    before = project.revision()
    with pytest.raises(InputError, match=said):
        pair.settle(by_kind(pair, kind), taken)
    assert project.revision() == before


def test_interviews_that_one_has_not_finished_are_left_out(project, pair):
    project.commit([coding(project, OTHER, "Chefen", coder=A)], verb="coding", coder=A)
    compared = pair.compared()
    assert compared.interviews == ("07",)
    assert [(each.interview, each.unfinished) for each in compared.left_out] == [("08", (A, B))]
    assert {each.interview for each in pair.disagreements()} == {"07"}
    project.commit([EditProject(blind=False)], verb="blind")
    assert pair.compared().interviews == ("07",)  # Bo has not begun.
    project.commit([coding(project, OTHER, "ring mig", coder=B)], verb="coding", coder=B)
    assert pair.compared().interviews == ("07", "08")
    assert not pair.compared().blind
    project.undo()
    finish(project, "08")
    project.commit([EditProject(blind=True)], verb="blind")
    assert pair.compared().interviews == ("07", "08")


def test_nothing_is_settled_in_an_interview_that_is_not_compared(project, pair):
    edges = by_kind(pair, KINDS.BOUNDARIES)
    project.commit([SetFinished(B, "07", finished=False)], verb="finish")
    with pytest.raises(InputError, match="Bo has not finished"):
        pair.settle(edges, Taken.FIRST)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ({"kinds": [KINDS.CODE]}, 1),
        ({"codes": [CodeId("STR")]}, 2),
        ({"codes": [CodeId("STR.rutiner")]}, 1),
        ({"least_size": 16}, 1),
        ({"where": ["kommun=åmål"]}, 3),
        ({"where": ["kommun=Eksjö"]}, 0),
        ({"where": ["deltagare=IP1"]}, 2),
        ({"where": ["intervju=7", "deltagare=IP3", "deltagare=IP2"]}, 1),
        ({"interviews": ["7"]}, 3),
        ({"interviews": ["08"]}, 0),
    ],
)
def test_disagreements_are_sought_by_what_they_are(project, pair, sought, found):
    assert len(pair.disagreements(Sought(**sought))) == found


def test_an_attribute_that_nobody_has_is_named(pair):
    with pytest.raises(InputError, match="landsting"):
        pair.disagreements(Sought(where=["landsting=Skåne"]))


def test_two_coders_have_two_names_and_something_to_compare(project):
    with pytest.raises(InputError, match="Cissi"):
        pair_of(project, A, "Cissi")
    with pytest.raises(InputError, match="are not three"):
        pair_of(project, A, A)
    with pytest.raises(InputError, match="are not three"):
        pair_of(project, A, B, consensus=B)


def test_whom_the_settled_belongs_to_is_not_taken_for_a_coder(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(TALK), coding(project, TALK, "Chefen", coder=A)], verb="code")
        finish(project, "07")
        pair = pair_of(project, A, B)
        pair.settle(pair.disagreements()[0], Taken.FIRST)
        assert project.coders() == (A, CONSENSUS)
        assert resolve_coder(project, None) == A
        assert known_coder(project, None) == A
        assert resolve_coder(project, "consensus") == CONSENSUS


def test_another_consensus_has_codings_and_decisions_of_its_own(project, pair):
    other = pair_of(project, A, B, consensus="team")
    pair.settle(by_kind(pair, KINDS.CODE), Taken.FIRST)
    assert other.settled() == {}
    assert other.progress().settled == 0
    other.settle(by_kind(other, KINDS.CODE), Taken.SECOND)
    assert ("ring mig", "STR") in agreed_words(project)


def test_what_was_settled_stays_so_when_its_codes_are_merged(project, pair):
    code = by_kind(pair, KINDS.CODE)
    pair.settle(code, Taken.BOTH, reason="Båda")
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.FIRST)
    before = pair.settled()[code.key].settlement
    merge_codes(project, CodeId("STR"), CodeId("LED"))
    assert pair.overtaken() == []
    now = pair.settled()[code.key].settlement
    assert (now.reason, now.time, now.author, now.taken) == (
        *(before.reason, before.time, before.author, before.taken),
    )
    assert {now.first.code, now.second.code} == {"LED"}
    assert sorted(agreed_words(project))[-1] == ("sa hon: ring", "LED")
    pair.undo()
    assert project.check().ok


def test_a_settled_coding_that_a_merge_joins_with_another_stays(project, pair):
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.FIRST)
    by_hand = coding(project, TALK, "Rutinerna finns", "LED", coder=CONSENSUS)
    project.commit([by_hand], verb="coding", coder=CONSENSUS)
    merge_codes(project, CodeId("STR.rutiner"), CodeId("LED"))
    pair.settle(by_kind(pair, KINDS.CODE), Taken.NEITHER)
    assert ("Rutinerna finns", "LED") in agreed_words(project)


def test_two_copies_that_decided_differently_leave_one_decision(project, pair, tmp_path):
    from workbench.project.absorbing import absorb, all_contents
    from workbench.project.store import all_events

    path = tmp_path / "kopia" / project.path.name
    path.parent.mkdir()
    with project._connection.reading() as sql:
        import sqlite3

        made = sqlite3.connect(path)
        sql.backup(made)
        made.close()
    pair.settle(by_kind(pair, KINDS.BOUNDARIES), Taken.FIRST)
    with Project.open(path, author="nils") as copy:
        theirs = pair_of(copy, A, B)
        theirs.settle(by_kind(theirs, KINDS.BOUNDARIES), Taken.SECOND)
        with copy._connection.reading() as sql:
            events, contents = list(all_events(sql)), all_contents(sql)
    with project._connection.writing() as sql:
        absorb(sql, events, contents, now_ms=0)
    edges = by_kind(pair, KINDS.BOUNDARIES)
    assert pair.settled()[edges.key].settlement.taken is Taken.SECOND
    assert pair.settled()[edges.key].settlement.author == "nils"
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.NEITHER)
    assert agreed_words(project) == [("en handläggare som slutat.", "STA"), AGREED]
    assert project.check().ok


def test_a_speaker_who_is_forgotten_takes_the_reasons_on_her_words_along(project, pair):
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.FIRST, reason="Rutinerna sa hon")
    pair.settle(by_kind(pair, KINDS.CODE), Taken.FIRST, reason="Ordet ring är nyckeln")
    path = project.path
    project.forget("07", speaker="IP3")
    assert [each.settlement.reason for each in pair.settled().values()] == [
        "",
        "Ordet ring är nyckeln",
    ]
    assert project.check().ok
    project.close()
    assert b"Rutinerna sa hon" not in path.read_bytes()
    assert b"Ordet ring" in path.read_bytes()


def test_an_interview_that_is_forgotten_takes_every_reason_along(project, pair):
    pair.settle(by_kind(pair, KINDS.CODE), Taken.FIRST, reason="Ordet ring är nyckeln")
    path = project.path
    project.forget("07")
    assert pair.settled() == {}
    project.close()
    assert b"Ordet ring" not in path.read_bytes()


def test_news_name_the_interviews_in_which_something_was_settled(project, pair):
    before = pair.revision()
    pair.settle(by_kind(pair, KINDS.ONE_CODED), Taken.NEITHER)
    news = pair.news(before)
    assert (news.interviews, news.compared, news.everything) == ({"07"}, False, False)
    finish(project, "08")
    again = pair.news(news.revision)
    assert (again.interviews, again.compared) == (frozenset(), True)
    assert again.revision == pair.revision()


def test_an_interview_is_marked_as_settled_for_the_consensus_coder(pair):
    assert pair.finish("07").told == "marked interview 07 finished"
    assert pair.finished() == {"07"}
