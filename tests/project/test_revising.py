"""A corrected text in a project: what moves along, what is undone, merged, forgotten and checked."""

import sqlite3
from dataclasses import replace

import pytest

from tests.project.apart import merged, state_of, written
from tests.project.samples import LINES, add, coding, interview, new_project, words_of
from workbench.errors import InputError, UsageError
from workbench.model import (
    AddInterview,
    CodeId,
    Coder,
    DecideSuggestion,
    Decision,
    EditCoding,
    EditInterview,
    EditParticipant,
    Fate,
    InterviewId,
    LookAtCoding,
    RenameSpeaker,
    ReviseInterview,
    SeenEvidence,
    SetFinished,
    SetModerators,
    SettleDisagreement,
    Settlement,
    Side,
    SourceFile,
    Span,
    Taken,
    Verdict,
)
from workbench.project import Project
from workbench.workflows.editing_codebook import merge_codes

FIXED = (
    ("Moderator", "Hur ser samverkan ut här i Åmål?"),
    ("IP1", "Vi har en handläggare som har slutat. Ingen vet vem man ringer."),
    ("IP3", "Chefen står bakom oss, det gör skillnad."),
    ("IP1", "Då sa hon: ring mig. (skratt) Och det gjorde vi."),
)
"""A word more in turn 2, turn 3 given to IP3, turn 5 gone."""
LATER = (("Moderator", "Välkomna!"), *LINES)
SECRET = "Urskiljbart vittnesmål"


def revision(lines=FIXED, *, name="07 rättad.txt", header="Rättad", vouched=False):
    made = interview("07", lines, header=header)
    return ReviseInterview(
        InterviewId("7"), made, SourceFile(name, made.text.encode()), vouched=vouched
    )


def revise(project, *args, **how):
    return project.revise(revision(*args, **how), facts={"interview": "07"})


def sound(project):
    report = project.check()
    assert report.ok, report.problems
    return project


def fates(project, **wanted):
    return {each.words: each.fate for each in project.revised_codings(**wanted)}


@pytest.fixture
def marked(coded, talk):
    """With codings by A and B."""
    words = ("slutat", "Chefen står bakom", "ring mig", "läser dem", "handläggare som slutat")
    coded.commit([coding(coded, talk, each) for each in words], verb="code", coder=Coder("A"))
    coded.commit([coding(coded, talk, "ring mig", "LED", coder="B", memo="Så")], verb="code")
    return coded


def test_codings_of_every_coder_stand_on_their_words(marked):
    revise(marked)
    assert words_of(sound(marked), coder=Coder("A")) == [
        ("07", "handläggare som har slutat", "STR", "A"),
        ("07", "slutat", "STR", "A"),
        ("07", "Chefen står bakom", "STR", "A"),
        ("07", "ring mig", "STR", "A"),
    ]
    assert words_of(marked, coder=Coder("B")) == [("07", "ring mig", "LED", "B")]


def test_each_is_told_with_what_became_of_it(marked):
    told = revise(marked)
    assert {each.words: each.fate for each in told.codings} == {
        "slutat": Fate.MOVED,
        "handläggare som slutat": Fate.GREW,
        "Chefen står bakom": Fate.MOVED,
        "ring mig": Fate.UNMOVED,
        "läser dem": Fate.LOST,
    }
    (changed,) = told.speakers
    assert (changed.was_speaker, changed.now_speaker) == ("IP2", "IP3")
    assert told.gone == ("IP2",)


def test_a_rehearsal_tells_the_same_and_writes_nothing(marked):
    before = state_of(marked.path)
    rehearsed = marked.revise(revision(), facts={}, rehearsal=True)
    assert state_of(marked.path) == before
    assert rehearsed == revise(marked)


def test_one_undo_takes_the_text_and_every_coding_back_and_redo_puts_them_there_again(marked):
    before, text = marked.codings(), marked.text("07")
    revise(marked)
    after = marked.codings()
    assert marked.undo().verb == "revise"
    assert (marked.codings(), marked.text("07")) == (before, text)
    assert marked.revised_codings() == []
    sound(marked).redo()
    assert marked.codings() == after
    sound(marked)


def test_what_was_coded_on_the_new_text_stands_on_the_old_one_after_an_undo(marked):
    revise(marked)
    made = coding(marked, marked.interview("07"), "gör skillnad", "LED")
    with Project.open(marked.path, author="nils") as nils:
        nils.commit([made], verb="code", coder=Coder("A"))
    with pytest.raises(UsageError, match="rests on it"):
        marked.undo()


def test_the_old_text_and_file_stay_in_the_project(marked, talk):
    revise(marked)
    with sqlite3.connect(marked.path) as raw:
        kept = {bytes(row[0]) for row in raw.execute("SELECT data FROM content")}
    raw.close()
    assert talk.text.encode() in kept
    assert sound(marked).source("07").data != talk.text.encode()


def test_a_coding_that_lost_its_place_is_kept_and_found_again_where_somebody_puts_it(marked):
    revise(marked)
    (lost,) = [each for each in marked.revised_codings() if each.fate is Fate.LOST]
    assert lost.coding.id not in {each.id for each in marked.codings()}
    assert (lost.words, str(lost.was), lost.was_speaker) == ("läser dem", "07:5+27", "IP3")
    text = marked.text("07")
    start = text.index("Ingen vet")
    marked.commit([EditCoding(lost.coding.id, span=Span(start, start + 9))], verb="replace")
    placed = next(each for each in marked.codings() if each.id == lost.coding.id)
    assert (placed.code, placed.coder) == (lost.coding.code, lost.coding.coder)
    assert lost.coding.id not in {each.coding.id for each in marked.revised_codings()}
    sound(marked).undo()
    assert lost.words in fates(marked)


def test_a_coding_is_marked_until_somebody_has_looked_and_undo_marks_it_again(marked):
    revise(marked)
    (grew,) = [each for each in marked.revised_codings() if each.fate is Fate.GREW]
    marked.commit([LookAtCoding(grew.coding.id)], verb="look", coder=Coder("A"))
    assert grew.words not in fates(marked)
    assert grew.coding.span == next(
        each.span for each in sound(marked).codings() if each.id == grew.coding.id
    )
    marked.undo()
    assert fates(marked)[grew.words] is Fate.GREW


def test_what_lost_its_place_cannot_be_let_stand(marked):
    revise(marked)
    (lost,) = [each for each in marked.revised_codings() if each.fate is Fate.LOST]
    with pytest.raises(InputError, match="lost its place"):
        marked.commit([LookAtCoding(lost.coding.id)], verb="look")


def test_a_second_revision_finds_the_words_of_the_first_text_again(marked):
    """What the second text has lost is not lost to the third."""
    revise(marked)
    revise(marked, LATER, name="tredje.txt")
    assert "läser dem" in {words for _, words, _, _ in words_of(sound(marked))}
    assert Fate.LOST not in fates(marked).values()


def test_back_to_the_first_text_everything_is_where_it_was(marked, talk):
    before = marked.codings()
    revise(marked)
    marked.revise(
        ReviseInterview(talk.id, talk, SourceFile("07.txt", talk.text.encode())), facts={}
    )
    assert marked.codings() == before
    assert sound(marked).revised_codings() == []


def test_the_same_text_is_refused(marked, talk):
    change = ReviseInterview(talk.id, talk, SourceFile("kopia.txt", b"annan fil"))
    with pytest.raises(InputError, match="nothing to revise"):
        marked.revise(change, facts={})


def test_title_attributes_speakers_and_moderators_stay_by_label(marked):
    marked.commit(
        [
            EditInterview("07", title="Min titel", attributes={"kommun": "Eksjö"}),
            EditParticipant("07", "IP3", description="den nya", attributes={"kön": "man"}),
            RenameSpeaker("07", "IP1", "Åsa"),
            SetModerators("07", frozenset({"Moderator", "IP2"})),
        ],
        verb="speakers",
    )
    revise(marked, (*FIXED, ("IP4", "Jag kom sent.")))
    now = sound(marked).interview("07")
    assert (now.title, now.attributes["kommun"]) == ("Min titel", "Eksjö")
    assert now.moderators == {"Moderator", "IP2"}
    assert [turn.speaker for turn in now.turns] == ["Moderator", "Åsa", "IP3", "Åsa", "IP4"]
    assert now.participant("IP3").description == "den nya"
    assert now.participant("IP4") is not None
    marked.commit([EditParticipant("07", "IP3", description="igen")], verb="speakers")
    assert sound(marked).interview("07").participant("IP3").description == "igen"


def test_a_speaker_who_no_longer_speaks_can_still_be_described(marked):
    revise(marked)
    marked.commit([EditParticipant("07", "IP2", description="gick tidigt")], verb="speakers")
    assert sound(marked).interview("07").participant("IP2").description == "gick tidigt"


def test_words_are_counted_anew_also_where_no_turn_begins_elsewhere(coded, talk):
    lines = tuple((who, words.replace("slutat", "slu at")) for who, words in LINES)
    before = next(iter(coded.interviews())).words
    revise(coded, lines, header="Deltagare: IP1 chefen för öppenvården")
    assert next(iter(sound(coded).interviews())).words == before + 1


def test_places_lead_to_the_same_words(marked):
    old = marked.text("07")
    marked.remember_place(Coder("A"), "07", old.index("ring mig"))
    revise(marked)
    place = marked.places(Coder("A"))["07"]
    assert marked.text("07")[place:].startswith("ring mig")
    marked.undo()
    assert old[marked.places(Coder("A"))["07"] :].startswith("ring mig")


def test_finished_marks_stay_and_are_told(marked):
    marked.commit([SetFinished(Coder("B"), InterviewId("07"))], verb="finish")
    assert revise(marked).finished == ("B",)
    assert marked.finished(Coder("B")) == {"07"}


def decided(talk, words, verdict=Verdict.REJECTED):
    start = talk.text.index(words)
    span = Span(start, start + len(words))
    evidence = (SeenEvidence("lemma", "chef", Span(start, start + 4), CodeId("LED")),)
    return DecideSuggestion(
        Decision(talk.id, span, CodeId("LED"), Coder("A"), verdict, evidence=evidence)
    )


def test_decisions_on_the_same_words_go_on_counting_and_others_do_not(marked, talk):
    marked.commit([decided(talk, "ring mig"), decided(talk, "som slutat")], verb="decide")
    told = revise(marked)
    assert (told.decisions, told.decisions_dropped) == (1, 1)
    (left,) = sound(marked).decisions(Coder("A"))
    text = marked.text("07")
    assert text[left.span.start : left.span.end] == "ring mig"
    assert text[left.evidence[0].span.start :].startswith("ring")
    marked.undo()
    assert len(marked.decisions(Coder("A"))) == 2


def test_of_decisions_made_on_two_texts_the_later_counts(marked, talk):
    marked.commit([decided(talk, "ring mig")], verb="decide")
    revise(marked)
    now = marked.interview("07")
    marked.commit([decided(now, "ring mig", Verdict.SKIPPED)], verb="decide")
    (left,) = sound(marked).decisions(Coder("A"))
    assert left.verdict is Verdict.SKIPPED
    assert marked.commit([decided(now, "ring mig", Verdict.SKIPPED)], verb="decide") is None


def test_what_two_settled_moves_with_their_codings(marked, talk):
    mine = next(each for each in marked.codings(coder=Coder("A")) if len(each.span) == 8)
    (hers,) = marked.codings(coder=Coder("B"))
    sides = [Side(each.id, each.span, each.code, each.polarity) for each in (mine, hers)]
    settlement = Settlement(
        talk.id, (Coder("A"), Coder("B")), Coder("S"), *sides, Taken.NEITHER, "Nej", ()
    )
    marked.commit([SettleDisagreement(settlement)], verb="settle")
    revise(marked)
    (there,) = sound(marked).settlements(Coder("A"), Coder("B"), consensus=Coder("S"))
    moved = {each.id: each.span for each in marked.codings()}
    assert (there.first.span, there.second.span) == (moved[mine.id], moved[hers.id])


# Copies that went their own ways


def on_old(words, code="STA"):
    talk = interview("07")
    return lambda project: [coding(project, talk, words, code, coder="B")]


@pytest.fixture
def revised_copy(copy):
    """eva's copy with a corrected text; nils's, which has coded on the old one."""
    eva = copy("eva")
    with Project.open(eva, author="eva") as project:
        revise(project)
    nils = copy("nils", on_old("Och det gjorde vi"), on_old("Rutinerna finns"))
    return eva, nils


def test_codings_made_on_the_old_text_elsewhere_move_when_they_come_whoever_takes_in(revised_copy):
    eva, nils = revised_copy
    merged(eva, nils)
    (changed,) = merged(nils, eva).changes.interviews_changed
    assert (changed.interview, "text" in changed.fields) == ("07", True)
    first, second = state_of(eva), state_of(nils)
    assert first == second
    with Project.open(eva, author="x") as project:
        assert ("07", "Och det gjorde vi", "STA", "B") in words_of(project)
        assert fates(project, coder=Coder("B"))["Rutinerna finns"] is Fate.LOST


def test_a_bundle_of_codings_on_the_old_text_does_the_same(revised_copy):
    eva, nils = revised_copy
    merged(eva, written(nils, coders=["B"]))
    with Project.open(eva, author="x") as project:
        assert ("07", "Och det gjorde vi", "STA", "B") in words_of(project)
        sound(project)


def test_of_two_corrections_the_later_counts_and_codings_on_the_other_follow(copy):
    eva, nils = copy("eva"), copy("nils")
    with Project.open(eva, author="eva") as project:
        revise(project)
        there = project.interview("07")
        project.commit([coding(project, there, "har slutat. Ingen", coder="B")], verb="code")
    with Project.open(nils, author="nils") as project:
        revise(project, LATER, name="nils.txt")
    merged(eva, nils)
    merged(nils, eva)
    assert state_of(eva) == state_of(nils)
    with Project.open(nils, author="x") as project:
        sound(project)
        assert project.text("07") == interview("07", LATER, header="Rättad").text
        (found,) = [words for _, words, _, coder in words_of(project) if coder == "B"]
        assert found == "slutat. Ingen"


def test_looking_in_one_copy_and_coding_in_another_come_together(copy):
    base = copy("eva", on_old("ring mig"), on_old("handläggare som slutat"))
    with Project.open(base, author="eva") as project:
        revise(project)
        grew = next(each for each in project.revised_codings() if each.fate is Fate.GREW)
    nils = base.parent.parent / "nils.workbench"
    nils.write_bytes(base.read_bytes())
    with Project.open(base, author="eva") as project:
        project.commit([LookAtCoding(grew.coding.id)], verb="look", coder=Coder("B"))
    with Project.open(nils, author="nils") as project:
        project.commit([EditCoding(grew.coding.id, memo="Nils")], verb="memo", coder=Coder("B"))
    merged(base, nils)
    merged(nils, base)
    assert state_of(base) == state_of(nils)
    with Project.open(base, author="x") as project:
        assert grew.words not in fates(project)
        assert "Nils" in {each.memo for each in project.codings()}


# Where other work meets it


def test_nothing_is_coded_by_a_text_that_another_process_has_corrected_meanwhile(marked):
    with Project.open(marked.path, author="nils") as other:
        read = other.interview("07")
        revise(marked)
        before = words_of(marked)
        late = coding(other, read, "handläggare", "LED", coder="C")
        with pytest.raises(InputError, match="corrected text meanwhile"):
            other.commit([late], verb="code", coder=Coder("C"))
        assert words_of(marked) == before
        again = coding(other, other.interview("07"), "handläggare", "LED", coder="C")
        other.commit([again], verb="code", coder=Coder("C"))
    assert ("07", "handläggare", "LED", "C") in words_of(sound(marked))


def lost_with(project, code):
    return [
        each for each in project.revised_codings() if each.now is None and each.coding.code == code
    ]


def test_a_lost_coding_counts_among_what_hangs_on_its_code_and_goes_along_when_codes_merge(marked):
    revise(marked)
    lost = next(each for each in marked.revised_codings() if each.now is None)
    source = lost.coding.code
    target = next(each.id for each in marked.codebook().codes if each.id != source)
    placed = len(marked.codings(codes=[source]))
    counts, _ = marked.coders_on([source])
    assert sum(counts.values()) == placed + len(lost_with(marked, source))
    waiting = [each.words for each in lost_with(marked, source)]
    merge_codes(marked, source, target)
    assert set(waiting) <= {each.words for each in lost_with(sound(marked), target)}


# Forgetting


def has(path, words):
    """Whether the project, its log or a backup holds them."""
    files = [each for each in path.parent.rglob("*.workbench*") if each.is_file()]
    return any(words.encode() in each.read_bytes() for each in files)


SECRETIVE = (("Moderator", "Hur är det?"), ("IP1", f"{SECRET} säger jag."), ("IP2", "Jaså, hm."))
OTHERWISE = (
    ("Moderator", "Hur är det då?"),
    ("IP1", f"{SECRET} säger jag er."),
    ("IP2", "Jaså, hm."),
)


@pytest.fixture
def secretive(tmp_path):
    with new_project(tmp_path) as project:
        made = interview("07", SECRETIVE)
        project.commit([add(made)], verb="import")
        project.commit([coding(project, made, SECRET, memo=f"{SECRET}, minsann")], verb="code")
        project.commit([coding(project, made, "Jaså", coder="B")], verb="code")
        revise(project, OTHERWISE)
        yield project


def test_forgetting_an_interview_erases_every_text_it_has_had(secretive):
    secretive.forget("07")
    sound(secretive).close()
    assert not has(secretive.path, SECRET)


def test_a_forgotten_text_is_not_taken_in_again_neither_the_old_nor_the_corrected(secretive):
    secretive.forget("07")
    again = AddInterview(interview("08", OTHERWISE, header="Rättad"), SourceFile("8.txt", b"8"))
    with pytest.raises(InputError, match="forgotten"):
        secretive.commit([again], verb="import")
    for lines, header in (
        (SECRETIVE, "Deltagare: IP1 chefen för öppenvården"),
        (OTHERWISE, "Rättad"),
    ):
        with pytest.raises(InputError, match="forgotten"):
            secretive.commit([add(interview("07", lines, header=header))], verb="import")


def test_forgetting_a_speaker_takes_her_words_out_of_every_text(secretive):
    report = secretive.forget("07", speaker="IP1")
    assert report.codings == 1
    assert words_of(sound(secretive)) == [("07", "Jaså", "STR", "B")]
    secretive.undo()  # The revision.
    assert words_of(sound(secretive)) == [("07", "Jaså", "STR", "B")]
    secretive.close()
    assert not has(secretive.path, SECRET)


def test_an_interview_can_be_forgotten_after_a_speaker_in_its_texts(secretive):
    secretive.forget("07", speaker="IP1")
    sound(secretive).forget("07")
    sound(secretive).close()
    assert not has(secretive.path, "Jaså")


def test_words_given_to_another_speaker_by_a_correction_are_erased_in_both_texts(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07", SECRETIVE))], verb="import")
        lines = tuple(("IP3" if who == "IP1" else who, words) for who, words in SECRETIVE)
        revise(project, lines)
        project.forget("07", speaker="IP3")
        sound(project)
    assert not has(project.path, SECRET)


def test_a_speaker_forgotten_in_one_copy_is_forgotten_in_the_text_corrected_in_another(tmp_path):
    with new_project(tmp_path) as project:
        project.commit([add(interview("07", SECRETIVE))], verb="import")
    path, other = (tmp_path / who / project.path.name for who in ("eva", "nils"))
    for each in (path, other):
        each.parent.mkdir()
        each.write_bytes(project.path.read_bytes())
    with Project.open(path, author="eva") as eva:
        eva.forget("07", speaker="IP1")
    with Project.open(other, author="nils") as nils:
        revise(nils, OTHERWISE)
        there = nils.interview("07")
        nils.commit([coding(nils, there, f"{SECRET} säger", memo=SECRET)], verb="code")
    merged(other, path)
    merged(path, other)
    assert state_of(path) == state_of(other)
    for each in (path, other):
        with Project.open(each, author="x") as project:
            assert project.codings() == []
            assert project.interview("07").turns[1].speaker == "(borttagen 1)"
        assert not has(each, SECRET)


def test_a_text_that_may_hold_withdrawn_words_is_taken_only_when_somebody_vouches(secretive):
    secretive.forget("07", speaker="IP1")
    lines = (OTHERWISE[0], ("IP2", "Jaså, hm, jaha."))
    with pytest.raises(InputError, match="withdrawn"):
        revise(secretive, lines, name="tredje.txt")
    revise(secretive, lines, name="tredje.txt", vouched=True)
    assert [turn.speaker for turn in sound(secretive).interview("07").turns] == ["Moderator", "IP2"]


# What strangers send


def forged_revision(project, change):
    """The journal with one stretch of the revision moved."""
    with project._connection.reading() as sql:
        from workbench.project.store import all_events

        events = list(all_events(sql))
    return [change(each) for each in events]


def test_a_revision_that_leads_past_its_text_is_not_taken_in(marked, tmp_path):
    import json

    from workbench.project.absorbing import absorb, all_contents
    from workbench.project.events import canonical, digest_of, hash_of
    from workbench.project.vetting import UnfitError

    revise(marked)

    def further(event):
        if event.kind != "interview.revise":
            return event
        said = json.loads(event.payload)
        for rows in said["from"].values():
            rows[-1][3] += 10_000
        payload = canonical(said)
        digest = digest_of(event.salt, payload)
        new = replace(event, payload=payload, digest=digest)
        return replace(new, hash=hash_of(new, digest, event.prev))

    events = forged_revision(marked, further)
    with marked._connection.reading() as sql:
        contents = list(all_contents(sql))
    with new_project(tmp_path, name="annan.workbench") as other:
        with (
            pytest.raises(UnfitError, match="reaches past"),
            other._connection.writing() as sql,
        ):
            absorb(sql, events, contents, now_ms=0)
        assert other.check().ok
