"""Writes vN.workbench, a project of the form of today, and vN.json, what it says.

Run once for each new form of the file (`python -m tests.data.projects.make v2`), before the form
changes again; the files of earlier forms are never written anew.
"""

import dataclasses
import json
import sys
from pathlib import Path

from tests.project.samples import BOOK, add, coding, interview
from workbench.model import (
    AddCoding,
    Code,
    CodeId,
    Coder,
    Confidence,
    DecideSuggestion,
    Decision,
    EditCoding,
    EditInterview,
    EditParticipant,
    EditProject,
    LookAtCoding,
    Origin,
    Polarity,
    PutCode,
    RemoveCode,
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

FOLDER = Path(__file__).parent


def told(project):
    """Everything a project says about itself, as JSON can hold it."""
    coders = project.coders()
    return json.loads(
        json.dumps(
            {
                "codebook": _fields(project.codebook()),
                "version": project.codebook_version(),
                "interviews": [dataclasses.asdict(project.interview(each.id)) for each in project.interviews()],
                "summaries": [dataclasses.asdict(each) for coder in coders for each in project.interviews(coder)],
                "codings": [dataclasses.asdict(each) for each in project.codings()],
                "finished": {coder: sorted(project.finished(coder)) for coder in coders},
                "frames": [_frame(each) for coder in coders for each in project.counting_frames(coder)],
                "actions": [dataclasses.asdict(each) for each in project.actions()],
                "memo": project.memo(),
                "decisions": [dataclasses.asdict(each) for coder in coders for each in project.decisions(coder)],
                "places": {coder: project.places(coder) for coder in coders},
                "drafts": {coder: project.draft(coder, "project") for coder in coders},
                "blind": project.blind(),
                "revised": [dataclasses.asdict(each) for each in project.revised_codings()],
                "settlements": [dataclasses.asdict(each) for each in project.settlements(Coder("A"), Coder("B"), consensus=Coder("consensus"))],
                "versions": [{"number": each.number, "since": each.since, "authors": each.authors, "codings": each.codings, "codes": [_plain(code) for code in each.codebook.codes]} for each in project.codebook_versions()],
            },
            default=_plain,
            ensure_ascii=False,
        )
    )  # fmt: skip


def _fields(book):
    return {each.name: getattr(book, each.name) for each in dataclasses.fields(book) if each.init}


def _frame(frame):
    return {each.name: getattr(frame, each.name) for each in dataclasses.fields(frame)}


def _plain(value):
    if isinstance(value, Code):
        return dataclasses.asdict(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return list(value) if hasattr(value, "itemsize") else value.value


def fill(project):
    """A bit of everything."""
    first, second = interview("07"), interview("8", kommun="Eksjö", header="Åttan")
    third = interview("9", (("IP1", "Tas bort igen."),))
    project.commit([add(first), add(second), add(third)], verb="import", facts={"files": 3})
    made = coding(project, first, "Chefen står", "LED", polarity=Polarity.PROMOTES, memo="Memo å")
    project.commit(
        [made, coding(project, first, "läser dem", "STR.rutiner"), coding(project, second, "slutat", "STA", coder="B")],
        verb="code", facts={"file": "koder.csv"}, coder=Coder("A"),
    )  # fmt: skip
    project.commit(
        [EditCoding(made.coding.id, polarity=Polarity.NEUTRAL, quotable=True)], verb="edit"
    )
    project.commit(
        [
            EditInterview("7", title="Ny titel", attributes={"roll": "", "aktör": "Kommun"}),
            EditParticipant("7", "IP2", description="ny"),
            EditParticipant("8", "Bisittare", attributes={"kön": "man"}),
            RenameSpeaker("7", "IP3", "IP2"),
            SetModerators("8", frozenset({"Moderator", "IP2"})),
        ],
        verb="speakers",
    )
    project.commit([PutCode(Code(CodeId("NY"), "Ny")), RemoveCode(CodeId("STA"))], verb="codebook")
    project.commit([RemoveInterview("9")], verb="remove", facts={"interview": "9"})
    project.commit(
        [EditProject(memo="Projektets memo å"), EditInterview("7", memo="Intervjuns memo")],
        verb="note", facts={"project": 1},
    )  # fmt: skip
    project.commit(
        [DecideSuggestion(decided(first, "ring mig", Verdict.REJECTED)), DecideSuggestion(decided(first, "läser dem", Verdict.RECODED))],
        verb="decide", facts={"reference": "07:4", "code": "LED"}, coder=Coder("A"),
    )  # fmt: skip
    settle(project, first, second)
    revise(project)
    project.remember_place(Coder("A"), "8", 17)
    project.remember_place(Coder("A"), "7", 71)
    project.commit([SetFinished(Coder("A"), "7")], verb="finish", coder=Coder("A"))
    project.commit([coding(project, second, "ring mig", "NY", coder="B")], verb="code")
    project.undo()
    project.redo()
    project.undo()
    project.forget("8", speaker="IP3")
    project.keep_draft(Coder("A"), "project", "Halvskrivet å")


def revise(project):
    """One word corrected, one turn gone, one given to somebody else; one of three looked at."""
    lines = (
        ("Moderator", "Hur ser samverkan ut här i Åmål?"),
        ("IP1", "Vi har en handläggare som har slutat. Ingen vet vem man ringer."),
        ("IP3", "Chefen står bakom oss, det gör all skillnad."),
        ("IP1", "Då sa hon: ring mig. (skratt) Och det gjorde vi."),
    )
    text = interview("07", lines)
    source = SourceFile("07 rättad.txt", text.text.encode())
    project.revise(ReviseInterview("7", text, source), facts={"interview": "07"})
    (looked, *_) = project.revised_codings(coder=Coder("A"))
    project.commit([LookAtCoding(looked.coding.id)], verb="look", coder=Coder("A"))


def settle(project, first, second):
    """One of A's codings taken, one of B's not, and that decided anew and opened again."""
    project.commit([coding(project, second, "Chefen står", "LED", coder="B")], verb="code")
    (mine, *_), (hers, *_) = (project.codings(coder=Coder(who)) for who in "AB")
    taken = dataclasses.replace(
        mine, id=project.new_coding_id(), coder=Coder("consensus"), origin=Origin.CONSENSUS
    )
    one = Settlement(
        first.id,
        (Coder("A"), Coder("B")),
        Coder("consensus"),
        side(mine),
        None,
        Taken.FIRST,
        "Chefen är tydlig å",
        (taken.id,),
    )
    other = Settlement(
        second.id,
        (Coder("B"), Coder("A")),
        Coder("consensus"),
        side(hers),
        None,
        Taken.NEITHER,
        "Hör inte hit",
        (),
    )
    project.commit(
        [AddCoding(taken), SettleDisagreement(one)],
        verb="settle",
        facts={"reference": "07:3", "taken": "first"},
        coder=Coder("consensus"),
    )
    project.commit([SettleDisagreement(other), EditProject(blind=False)], verb="settle")
    project.commit(
        [SettleDisagreement(dataclasses.replace(other, reason="Säger inget"))], verb="settle"
    )
    project.commit([ReopenDisagreement(other)], verb="reopen")
    project.undo()


def side(coding):
    return Side(coding.id, coding.span, coding.code, coding.polarity)


def decided(made, words, verdict):
    start = made.text.index(words)
    span = Span(start, start + len(words))
    seen = SeenEvidence("lemma", "chef", Span(start, start + 4), CodeId("LED"))
    return Decision(
        made.id, span, CodeId("LED"), Coder("A"), verdict,
        taken=CodeId("STR") if verdict is Verdict.RECODED else None,
        score=0.55, confidence=Confidence.MEDIUM, evidence=(seen,),
    )  # fmt: skip


def main(name):
    path = FOLDER / f"{name}.workbench"
    with Project.create(path, BOOK, author="eva") as project:
        fill(project)
        said = told(project)
    path.with_suffix(".json").write_text(
        json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1])
