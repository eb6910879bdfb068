"""Finding passages among 50,000 codings and 2,000,000 words, and checking a report of 60 pages."""

import random
import sys
import time
from pathlib import Path

from benchmarks.material import WORDS, write_folder
from benchmarks.measuring import median_run, run, timed
from benchmarks.report import Line
from benchmarks.study import codings_on
from workbench.model import AddCoding, Coder, Interview
from workbench.project import Project
from workbench.workflows.creating import new_project
from workbench.workflows.importing import import_interviews
from workbench.workflows.querying import find_in_project
from workbench.workflows.verifying import verify_quotations

_INTERVIEWS = 200
_CHARACTERS = 89_000
_CODINGS = 50_000
_CODER = Coder("A")
_QUOTATIONS = 150
_PAGES = 60
_WORDS_A_PAGE = 400
_QUERIES = (
    ("two codes and near", "STR near:2 STA"),
    ("two codes and near, a case and words", 'STR- and not STA near:2 FOR where text:"rehab"'),
    ("words anywhere", 'text:"överenskommelse hon" where kommun=Eksjö'),
    ("a regular expression", r'regex:"\bhandlägg\w+ slutade\b"'),
)


def measure(workplace: Path) -> list[Line]:
    """Build the project once, then measure each thing on it."""
    path, words = _build(workplace)
    return [*_queries(path, words), _whole_find(path), *_report(path, workplace)]


def _build(workplace: Path) -> tuple[Path, int]:
    path = workplace / "finding.workbench"
    path.unlink(missing_ok=True)
    new_project(path, "danermark")
    folder = write_folder(
        workplace / f"texts-{_INTERVIEWS}-{_CHARACTERS}", texts=_INTERVIEWS, characters=_CHARACTERS
    )
    import_interviews(path, [folder])
    chance = random.Random(1)
    with Project.open(path, author="bench") as project:
        for summary in project.interviews():
            interview = project.interview(summary.id)
            codings = codings_on(project, interview, chance, _CODINGS // _INTERVIEWS)
            project.commit([AddCoding(each) for each in codings], verb="code", coder=_CODER)
        words = sum(each.words for each in project.interviews())
    return path, words


def _queries(path: Path, words: int) -> list[Line]:
    lines = []
    with Project.open(path, author="bench") as project:
        for name, query in _QUERIES:
            begun = time.perf_counter()
            frames = project.counting_frames(_CODER)
            read = time.perf_counter() - begun
            del frames
            seconds = [timed(lambda query=query: find_in_project(project, query)) for _ in range(3)]
            number = len(find_in_project(project, query).passages)
            lines.append(
                Line(
                    f"find {name}, {_CODINGS:,} codings, {words:,} words said, project open",
                    f"{sorted(seconds)[1]:.3f} s ({number:,} found)",
                    f"of which reading frames {read:.3f} s",
                    "below 0.3 s",
                    sorted(seconds)[1] < 0.3,
                )
            )
    return lines


def _whole_find(path: Path) -> Line:
    command = str(Path(sys.executable).with_name("workbench"))
    ours = median_run(lambda: run([command, "find", str(path), "STR near:2 STA", "--json"]), 3)
    bare = median_run(lambda: run([sys.executable, "-c", "import sqlite_utils, rich.table"]), 3)
    return Line(
        "`workbench find 'STR near:2 STA' --json`, the whole command",
        f"{ours.seconds:.2f} s, {ours.megabytes:.0f} MB",
        f"importing sqlite-utils and rich alone: {bare.seconds:.2f} s",
        "below 1 s",
        ours.seconds < 1,
    )


def _report(path: Path, workplace: Path) -> list[Line]:
    report = workplace / "report.docx"
    altered = _write_report(path, report)
    begun = time.perf_counter()
    verified = verify_quotations(path, report)
    seconds = time.perf_counter() - begun
    missed = [
        each.quotation.text
        for each in verified.quotations
        if (each.wording.value in ("altered", "not found")) != (each.quotation.text in altered)
    ]
    counted = len(verified.quotations)
    return [
        Line(
            f"verify-quotes, {_PAGES} pages, {_QUOTATIONS} quotations, {_INTERVIEWS} interviews",
            f"{seconds:.2f} s ({counted} quotations, {len(missed)} misjudged)",
            "",
            "below 5 s",
            seconds < 5 and not missed and counted == _QUOTATIONS,
        )
    ]


def _write_report(path: Path, report: Path) -> frozenset[str]:
    """A report in Word; every tenth quotation has a word exchanged. Returns those."""
    import docx

    chance = random.Random(3)
    document = docx.Document()
    altered = set()
    each_page = _QUOTATIONS / _PAGES
    with Project.open(path, author="bench") as project:
        ids = [summary.id for summary in project.interviews()]
        written = 0
        for page in range(_PAGES):
            prose = chance.choices(WORDS, k=_WORDS_A_PAGE - 60)
            document.add_paragraph(" ".join(prose).capitalize() + ".")
            while written < (page + 1) * each_page:
                said = _sentences_of(project.interview(chance.choice(ids)), chance)
                if written % 10 == 0:
                    words = said.split(" ")
                    words[len(words) // 2] = "zebra"
                    said = " ".join(words)
                    altered.add(said)
                style = "Quote" if written % 3 else "Normal"
                document.add_paragraph(f"”{said}” (medarbetare, Eksjö)", style=style)
                written += 1
    document.save(str(report))
    return frozenset(altered)


def _sentences_of(interview: Interview, chance: random.Random) -> str:
    turns = [turn for turn in interview.participant_turns() if turn.end - turn.start > 100]
    turn = chance.choice(turns)
    return interview.text[turn.start : turn.end]
