"""Two or three copies of a project go their own ways; taking in each other's events is a set union.

Whatever they did, the tables equal a fold over the journal, and the order of taking in is of no
account. What one has forgotten is forgotten in all.
"""

import random
import shutil
import sqlite3
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project.samples import add, coding, interview, new_project
from workbench.errors import WorkbenchError
from workbench.model import (
    AddCoding,
    Code,
    CodeId,
    Coder,
    DecideSuggestion,
    Decision,
    EditCoding,
    EditInterview,
    EditParticipant,
    EditProject,
    LookAtCoding,
    Origin,
    PutCode,
    RemoveCode,
    RemoveCoding,
    RemoveInterview,
    RenameSpeaker,
    ReopenDisagreement,
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
from workbench.project.absorbing import absorb, all_contents
from workbench.project.schema import FOLDED
from workbench.project.store import all_events

SECRET = "Urskiljbart vittnesmål"
WORDS = ("handläggare som slutat", "Chefen", "ring mig", SECRET, "läser dem")
CODES = ("STR", "STR.rutiner", "LED", "NY")
INTERVIEWS = {
    "05": interview("05", (("Moderator", "Chefen?"), ("IP1", f"{SECRET}."), ("IP2", "Nej."))),
    "07": interview("07"),
    "08": interview("08", header="Åttan"),
    "09": interview("09", header="Nian"),
}

pick = st.integers(0, 7)
operations = st.one_of(
    st.tuples(st.just("code"), pick, pick, pick, pick),
    st.tuples(st.just("code"), pick, pick, pick, pick),
    st.tuples(st.just("uncode"), pick),
    st.tuples(st.just("edit"), pick, pick, pick),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("uncodebook"), pick),
    st.tuples(st.just("codebook"), pick, pick),
    st.tuples(st.just("remove"), pick),
    st.tuples(st.just("import"), pick),
    st.tuples(st.just("describe"), pick, pick),
    st.tuples(st.just("speaker"), pick, pick),
    st.tuples(st.just("moderators"), pick, pick),
    st.tuples(st.just("finish"), pick, pick),
    st.tuples(st.just("decide"), pick, pick, pick, pick),
    st.tuples(st.just("decide"), pick, pick, pick, pick),
    st.tuples(st.just("about"), pick),
    st.tuples(st.just("settle"), pick, pick, pick, pick),
    st.tuples(st.just("settle"), pick, pick, pick, pick),
    st.tuples(st.just("reopen"), pick),
    st.tuples(st.just("note"), pick, pick),
    st.tuples(st.just("revise"), pick, pick),
    st.tuples(st.just("revise"), pick, pick),
    st.tuples(st.just("look"), pick),
    st.tuples(st.just("forget"), pick),
    st.tuples(st.just("forget speaker"), pick, pick),
)


def one_of(values, number):
    found = list(values)
    return found[number % len(found)] if found else None


def changes_for(project, operation):
    what, *numbers = operation
    if what == "revise":
        return [revision_of(*numbers)]
    if what == "look":
        return [LookAtCoding(one_of(project.revised_codings(), numbers[0]).coding.id)]
    if what in ("code", "uncode", "edit"):
        return coding_changes(project, what, numbers)
    if what in ("codebook", "uncodebook"):
        return codebook_changes(what, numbers)
    if what == "decide":
        return [decision_change(project, numbers)]
    if what == "about":
        return [EditProject(memo=f"m{numbers[0]}", blind=bool(numbers[0] % 2))]
    if what == "settle":
        return settlement_changes(project, numbers)
    if what == "reopen":
        return [ReopenDisagreement(one_of(settled(project), numbers[0]))]
    return interview_changes(what, numbers)


def revision_of(name, number):
    """The interview with turns gone, added, reworded, or given to somebody else."""
    there = INTERVIEWS[one_of(sorted(INTERVIEWS), name)]
    lines = [(turn.speaker, there.text[turn.start : turn.end]) for turn in there.turns]
    if number % 2:
        lines.insert(0, ("IP4", "Det här hördes inte först."))
    if number % 3 == 1:
        lines = [
            (who, words.replace("hade", "har").replace("slutat", "gått i pension"))
            for who, words in lines
        ]
    if number % 3 == 2:
        lines = lines[:-1]
    if number > 4:
        lines = [("IP2" if who == "IP1" else who, words) for who, words in lines]
    made = interview(there.id, tuple(lines), header=f"Rättad {number}")
    return ReviseInterview(there.id, made, SourceFile(f"rättad {number}.txt", made.text.encode()))


def coding_changes(project, what, numbers):
    codings = project.codings()
    if what == "uncode":
        return [RemoveCoding(one_of(codings, numbers[0]).id)]
    code = one_of(CODES, numbers[1])
    if what == "edit":
        span = one_of(codings, numbers[2]).span
        made = one_of(codings, numbers[0]).id
        return [EditCoding(made, code=CodeId(code), span=span, memo=f"e{numbers[2]}")]
    there = project.interview(one_of(sorted(INTERVIEWS), numbers[0]))
    words = one_of(WORDS, numbers[2])
    return [
        coding(
            project, there, words, code, coder="AB"[numbers[3] % 2], memo=f"{words} {numbers[3]}"
        )
    ]


def decision_change(project, numbers):
    there = project.interview(one_of(sorted(INTERVIEWS), numbers[0]))
    words = one_of([each for each in WORDS if each in there.text], numbers[1])
    start = there.text.index(words)
    span = Span(start, start + len(words))
    code = CodeId(one_of(CODES, numbers[2]))
    return DecideSuggestion(
        Decision(
            there.id, span, code, Coder("AB"[numbers[3] % 2]), one_of(Verdict, numbers[3]),
            taken=code if numbers[3] % 4 < 2 else None,
            evidence=(SeenEvidence("lemma", "chef", span, code),),
        )
    )  # fmt: skip


def settled(project):
    return project.settlements(Coder("A"), Coder("B"), consensus=Coder("S"))


def settlement_changes(project, numbers):
    """What A coded beside what B coded in the same interview, if anything, decided upon."""
    mine = one_of(project.codings(coder=Coder("A")), numbers[0])
    hers = one_of(project.codings(coder=Coder("B"), interviews=[mine.interview]), numbers[1])
    first, second = (side(mine), None if hers is None else side(hers))
    made = replace(mine, id=project.new_coding_id(), coder=Coder("S"), origin=Origin.CONSENSUS)
    taken = one_of((Taken.FIRST, Taken.NEITHER), numbers[2])
    codings = (made.id,) if taken is Taken.FIRST else ()
    text = project.interview(mine.interview).text
    settlement = Settlement(
        mine.interview, (Coder("A"), Coder("B")), Coder("S"), first, second, taken,
        f"{text[mine.span.start : mine.span.end]} {numbers[3]}", codings,
    )  # fmt: skip
    if numbers[3] % 2:
        settlement = replace(
            settlement, coders=settlement.coders[::-1], first=second, second=first,
            taken=Taken.SECOND if taken is Taken.FIRST else taken,
        )  # fmt: skip
    return [*([AddCoding(made)] if codings else []), SettleDisagreement(settlement)]


def side(coding):
    return Side(coding.id, coding.span, coding.code, coding.polarity)


def codebook_changes(what, numbers):
    code = CodeId(one_of(CODES, numbers[0]))
    if what == "uncodebook":
        return [RemoveCode(code)]
    parent = CodeId(one_of(CODES, numbers[1])) if numbers[1] % 2 else None
    return [PutCode(Code(code, f"namn {numbers[1]}", parent))]


def interview_changes(what, numbers):
    name = one_of(sorted(INTERVIEWS), numbers[0])
    if what == "remove":
        return [RemoveInterview(name)]
    if what == "import":
        return [add(INTERVIEWS[name])]
    number = numbers[1]
    if what == "note":
        return [EditInterview(name, memo=f"n{number}")]
    if what == "describe":
        return [EditInterview(name, title=f"t{number}", attributes={"roll": "xy"[number % 2]})]
    labels = ("IP1", "IP2", "IP3", "Moderator", "Åsa")
    label = one_of(labels, number)
    if what == "speaker" and number % 2:
        return [EditParticipant(name, label, description=f"d{numbers[0]}")]
    if what == "speaker":
        return [RenameSpeaker(name, label, one_of(labels, numbers[0]))]
    if what == "moderators":
        return [SetModerators(name, frozenset({label}))]
    return [SetFinished("AB"[number % 2], name, finished=bool(number % 3))]


def do(project, operation):
    what, *numbers = operation
    try:
        if what == "undo":
            project.undo()
        elif what == "redo":
            project.redo()
        elif what == "forget":
            project.forget(one_of(sorted(INTERVIEWS), numbers[0]))
        elif what == "forget speaker":
            project.forget(
                one_of(sorted(INTERVIEWS), numbers[0]), speaker=f"IP{numbers[1] % 3 + 1}"
            )
        else:
            project.commit(changes_for(project, operation), verb=what)
    except (WorkbenchError, AttributeError, ValueError):
        return False  # Refused, or nothing to do it to.
    return True


def take_in(target, source):
    with source._connection.reading() as theirs:
        events, contents = list(all_events(theirs)), all_contents(theirs)
    with target._connection.writing() as sql:
        return absorb(sql, events, contents, now_ms=0)


def state(project):
    """Events, contents and every folded table."""
    with project._connection.reading() as sql:
        found = {table: sorted(sql.execute(select)) for table, select in FOLDED.items()}
        found["event"] = sorted(
            sql.execute("SELECT id, payload, hash FROM event").fetchall(), key=str
        )
        found["content"] = sorted(sql.execute("SELECT kind, sha256, masked, data FROM content"))
    return found


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """Where all copies begin."""
    with new_project(tmp_path_factory.mktemp("base"), author="noll") as project:
        project.commit([add(INTERVIEWS[each]) for each in ("05", "07", "08")], verb="import")
        project.commit(
            [
                coding(project, INTERVIEWS["07"], "Chefen", coder="A"),
                coding(project, INTERVIEWS["05"], SECRET, coder="A", memo=f"{SECRET}, minsann"),
            ],
            verb="code",
        )
    return project.path


def copies(base, stack, count, *, folder):
    opened = []
    for number in range(count):
        path = Path(folder) / str(number) / base.name
        path.parent.mkdir()
        shutil.copy(base, path)
        author = ("eva", "nils", "åsa")[number % 3]
        opened.append(stack.enter_context(Project.open(path, author=author)))
    return opened


slow = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@slow
@given(history=st.lists(operations, max_size=14))
def test_after_any_history_the_tables_equal_the_journal(base, history):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        (project,) = copies(base, stack, 1, folder=folder)
        for operation in history:
            do(project, operation)
        report = project.check()
        assert report.ok, report.problems


@slow
@given(history=st.lists(st.tuples(st.integers(0, 1), operations), max_size=16))
def test_taking_in_commutes_and_is_idempotent(base, history):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        eva, nils = copies(base, stack, 2, folder=folder)
        for who, operation in history:
            do((eva, nils)[who], operation)
        take_in(eva, nils)
        take_in(nils, eva)
        assert state(eva) == state(nils)
        before = state(eva)
        assert take_in(eva, nils).added == 0
        assert state(eva) == before
        report = eva.check()
        assert report.ok, report.problems


@settings(slow, max_examples=25)
@given(history=st.lists(st.tuples(st.integers(0, 2), operations), max_size=16))
def test_taking_in_is_associative(base, history):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        three = copies(base, stack, 3, folder=folder)
        for who, operation in history:
            do(three[who], operation)
        twins = []
        for number, each in enumerate(three):
            path = Path(folder) / f"tvilling{number}" / base.name
            path.parent.mkdir()
            with each._connection.reading() as sql:
                made = sqlite3.connect(path)
                sql.backup(made)
                made.close()
            twins.append(stack.enter_context(Project.open(path, author="x")))
        # (first + second) + third, and first + (second + third)
        take_in(three[0], three[1])
        take_in(three[0], three[2])
        take_in(twins[1], twins[2])
        take_in(twins[0], twins[1])
        assert state(three[0]) == state(twins[0])
        assert three[0].check().ok


@settings(slow, max_examples=25)
@given(
    history=st.lists(st.tuples(st.integers(0, 1), operations), max_size=10),
    later=st.lists(operations, max_size=6),
)
def test_work_goes_on_after_taking_in(base, history, later):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        eva, nils = copies(base, stack, 2, folder=folder)
        for who, operation in history:
            do((eva, nils)[who], operation)
        take_in(eva, nils)
        for operation in later:
            do(eva, operation)
        take_in(nils, eva)
        assert state(eva) == state(nils)
        report = eva.check()
        assert report.ok, report.problems


@settings(slow, max_examples=25)
@given(
    history=st.lists(st.tuples(st.integers(0, 1), operations), max_size=10),
    speaker=st.sampled_from([None, "IP1"]),
)
def test_what_one_copy_forgets_is_in_no_byte_of_another(base, history, speaker):
    with tempfile.TemporaryDirectory() as folder:
        with ExitStack() as stack:
            eva, nils = copies(base, stack, 2, folder=folder)
            eva.forget("5", speaker=speaker)
            for who, operation in history:
                do((eva, nils)[who], operation)
            take_in(nils, eva)
            take_in(eva, nils)
            assert state(eva) == state(nils)
            assert nils.check().ok
        for path in (eva.path, nils.path):
            assert SECRET.encode() not in path.read_bytes()


def everything_of(project):
    """What screens show, by the parts that `since` tells apart."""
    coders = (Coder("A"), Coder("B"))
    interviews = {each.id: project.interview(each.id) for each in project.interviews()}
    return {
        "codings": {each.id: each for each in project.codings()},
        "revised": project.revised_codings(),
        "interviews": interviews,
        "codebook": project.codebook(),
        "decisions": {each: project.decisions(each) for each in coders},
        "finished": {each: project.finished(each) for each in coders},
        "project": (project.memo(), project.blind()),
        "settled": {
            where: [s for s in settled(project) if s.interview == where] for where in interviews
        },
    }


def brought_up_to_date(project, seen, news):
    """What was seen before, with only that read again which the news name."""
    if news.everything:
        return everything_of(project)
    fresh = everything_of(project)
    touched = {each: coding for each, coding in fresh["codings"].items() if each in news.codings}
    stale = news.codings | {
        each for each, coding in seen["codings"].items() if coding.interview in news.interviews
    }
    moved = {
        each: coding
        for each, coding in fresh["codings"].items()
        if coding.interview in news.interviews
    }
    codings = {each: coding for each, coding in seen["codings"].items() if each not in stale}
    interviews = {
        each: found for each, found in seen["interviews"].items() if each not in news.interviews
    }
    again = {each: found for each, found in fresh["interviews"].items() if each in news.interviews}
    # An interview that came or went takes decisions and marks along.
    also = bool(news.interviews)
    return {
        "codings": codings | touched | moved,
        "revised": (fresh if news.codings or also else seen)["revised"],
        "interviews": interviews | again,
        "codebook": (fresh if news.codebook else seen)["codebook"],
        "decisions": (fresh if news.decisions or also else seen)["decisions"],
        "finished": (fresh if news.finished or also else seen)["finished"],
        "project": (fresh if news.project else seen)["project"],
        "settled": {
            each: (fresh if each in news.settled or also else seen)["settled"][each]
            for each in fresh["interviews"]
        },
    }


@settings(slow, max_examples=60)
@given(history=st.lists(st.tuples(st.integers(0, 2), operations), max_size=20))
def test_news_name_whatever_looks_different_from_before(base, history):
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        eva, nils = copies(base, stack, 2, folder=folder)
        seen, revision = everything_of(eva), eva.revision()
        for who, operation in history:
            if who == 2:
                take_in(eva, nils)
            else:
                do((eva, nils)[who], operation)
            news = eva.since(revision)
            assert brought_up_to_date(eva, seen, news) == everything_of(eva)
            seen, revision = everything_of(eva), news.revision
        assert revision == eva.revision()


KINDS = ("code", "code", "edit", "undo", "redo", "codebook", "speaker", "finish", "decide", "about", "note", "settle")  # fmt: skip


def test_the_histories_do_something(base):
    """Most of what the histories above try is not refused."""
    rng = random.Random(5)
    done = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        (project,) = copies(base, stack, 1, folder=folder)
        for _ in range(90):
            what = rng.choice([*KINDS])
            done.append(do(project, (what, *(rng.randrange(8) for _ in range(4)))))
        assert project.decisions(Coder("A")) + project.decisions(Coder("B"))
        assert project.memo()
        assert settled(project)
    assert sum(done) > 45
