"""Small projects for the tests: interviews, codebooks, codings in a few words."""

from hashlib import sha256
from pathlib import Path

from workbench.model import (
    AddCoding,
    AddInterview,
    Code,
    Codebook,
    CodeId,
    Coder,
    Coding,
    CodingId,
    Cue,
    Interview,
    InterviewId,
    Participant,
    Polarity,
    SourceFile,
    Span,
    Turn,
)
from workbench.project import Project

BOOK = Codebook(
    title="Framgångsfaktorer",
    language="sv",
    description="För proven",
    sources=("Egen",),
    codes=(
        Code(CodeId("STR"), "Struktur", definition="Hur arbetet är ordnat", colour="#336699"),
        Code(
            CodeId("STR.rutiner"),
            "Rutiner",
            CodeId("STR"),
            cues=(Cue("rutin"), Cue("så gör vi", "exact")),
        ),
        Code(CodeId("LED"), "Ledning", key="1"),
        Code(CodeId("STA"), "Stabilitet"),
    ),
)

LINES = (
    ("Moderator", "Hur ser samverkan ut här i Åmål?"),
    ("IP1", "Vi har en handläggare som slutat. Ingen vet vem man ringer."),
    ("IP2", "Chefen står bakom oss, det gör skillnad."),
    ("IP1", "Då sa hon: ring mig. (skratt) Och det gjorde vi."),
    ("IP3", "Rutinerna finns, men ingen läser dem."),
)


def interview(
    interview_id="07", lines=LINES, *, kommun="Åmål", header="Deltagare: IP1 chefen för öppenvården"
):
    text = f"{header}\n"
    turns = []
    for number, (label, words) in enumerate(lines, start=1):
        text += f"{label}: "
        turns.append(Turn(number, label, len(text), len(text) + len(words)))
        text += f"{words}\n"
    heard = dict.fromkeys(label for label, _ in lines if label != "Moderator")
    return Interview(
        id=InterviewId(interview_id),
        title=f"Intervju {interview_id}",
        text=text,
        turns=tuple(turns),
        participants=tuple(
            Participant(label, f"chefen för {place}", {"kön": "kvinna"})
            for label, place in zip(
                heard, ("öppenvården", "hemtjänsten", "vuxenstödet", "x"), strict=False
            )
        ),
        moderators=frozenset({"Moderator"}),
        attributes={"kommun": kommun, "roll": "medarbetare"},
        source_name=f"{interview_id}.txt",
        sha256=sha256(text.encode()).hexdigest(),
    )


def add(made):
    return AddInterview(made, SourceFile(made.source_name, made.text.encode()))


def coding(project, made, words, code="STR", *, coder="A", **fields):
    """A coding of the first place where the words stand."""
    start = made.text.index(words)
    return AddCoding(
        Coding(
            project.new_coding_id(),
            made.id,
            Span(start, start + len(words)),
            CodeId(code),
            Coder(coder),
            **fields,
        )
    )


def new_project(folder: Path, *, author="eva", name="studie.workbench", book=BOOK) -> Project:
    return Project.create(folder / name, book, author=author)


def words_of(project, **wanted):
    """What is coded: (interview, words, code, coder)."""
    texts = {}
    found = []
    for each in project.codings(**wanted):
        text = texts.setdefault(each.interview, project.interview(each.interview).text)
        found.append((each.interview, text[each.span.start : each.span.end], each.code, each.coder))
    return found


__all__ = [
    "BOOK",
    "LINES",
    "CodingId",
    "Polarity",
    "add",
    "coding",
    "interview",
    "new_project",
    "words_of",
]
