"""A project of 200 interviews and 50,000 codings: durable codings, tables, start of the command."""

import os
import random
import sys
import time
from pathlib import Path

from benchmarks.material import write_folder
from benchmarks.measuring import median_run, percentile, run, timed
from benchmarks.report import Line
from workbench.analysis import frequency_table
from workbench.model import (
    AddCoding,
    Coder,
    Coding,
    Interview,
    Polarity,
    Span,
    Unit,
)
from workbench.project import Project
from workbench.workflows.creating import load_codebook, new_project
from workbench.workflows.importing import import_interviews

_INTERVIEWS = 200
_CODINGS = 50_000
_SINGLE = 300
_CODER = Coder("A")


def measure(workplace: Path) -> list[Line]:
    """Build the project once, then measure each thing on it."""
    project = _build(workplace)
    return [
        _durable(project, workplace),
        *_tables(project),
        _whole_table(project),
        _help(),
    ]


def _build(workplace: Path) -> Path:
    path = workplace / "study.workbench"
    path.unlink(missing_ok=True)
    new_project(path, "danermark")
    folder = write_folder(workplace / f"texts-{_INTERVIEWS}", texts=_INTERVIEWS, characters=50_000)
    import_interviews(path, [folder])
    chance = random.Random(1)
    with Project.open(path, author="bench") as project:
        for summary in project.interviews():
            interview = project.interview(summary.id)
            made = codings(project, interview, chance, _CODINGS // _INTERVIEWS)
            project.commit([AddCoding(each) for each in made], verb="code", coder=_CODER)
    return path


def codings(
    project: Project, interview: Interview, chance: random.Random, number: int
) -> list[Coding]:
    tops = [code.id for code in load_codebook("danermark").children(None)]
    turns = list(interview.participant_turns())
    made: dict[tuple[Span, str], Coding] = {}
    while len(made) < number:
        turn = chance.choice(turns)
        start = chance.randrange(turn.start, turn.end - 1)
        end = min(turn.end, start + chance.randint(20, 200))
        words = interview.text[start:end]
        span = Span(
            start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        )
        code = chance.choice(tops)
        if span.start < span.end and (span, code) not in made:
            made[span, code] = Coding(
                id=project.new_coding_id(),
                interview=interview.id,
                span=span,
                code=code,
                coder=_CODER,
                polarity=chance.choice([*Polarity, None]),
            )
    return list(made.values())


def _durable(path: Path, workplace: Path) -> Line:
    chance = random.Random(2)
    seconds = []
    with Project.open(path, author="bench") as project:
        interview = project.interview(project.interviews()[0].id)
        for coding in codings(project, interview, chance, _SINGLE):
            change = [AddCoding(coding)]
            seconds.append(timed(lambda change=change: project.commit(change, verb="code")))
    bare = [timed(lambda: _write_and_sync(workplace / "bare")) for _ in range(_SINGLE)]
    ours, floor = percentile(seconds, 95) * 1000, percentile(bare, 95) * 1000
    return Line(
        f"one coding made durable ({_CODINGS:,} there), p95",
        f"{ours:.2f} ms",
        f"4 kB written with fsync: {floor:.2f} ms",
        "below 5 ms",
        ours < 5,
    )


def _write_and_sync(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())


def _tables(path: Path) -> list[Line]:
    lines = []
    with Project.open(path, author="bench") as project:
        codebook = project.codebook()
        for unit in Unit:
            begun = time.perf_counter()
            frames = project.counting_frames(_CODER)
            read = time.perf_counter() - begun
            frequency_table(frames, codebook, by="kommun", unit=unit, coder=_CODER)
            seconds = time.perf_counter() - begun
            lines.append(
                Line(
                    f"table by kommun, {unit.value}, project open",
                    f"{seconds:.3f} s",
                    f"of which reading {read:.3f} s",
                    "below 0.2 s",
                    seconds < 0.2,
                )
            )
    return lines


def _whole_table(path: Path) -> Line:
    command = str(Path(sys.executable).with_name("workbench"))
    ours = median_run(lambda: run([command, "table", str(path), "--by", "kommun"]), 5)
    bare = median_run(lambda: run([sys.executable, "-c", "import sqlite_utils, rich.table"]), 5)
    return Line(
        "`workbench table --by kommun`, the whole command",
        f"{ours.seconds:.2f} s, {ours.megabytes:.0f} MB",
        f"importing sqlite-utils and rich alone: {bare.seconds:.2f} s",
        "below 0.6 s",
        ours.seconds < 0.6,
    )


def _help() -> Line:
    command = str(Path(sys.executable).with_name("workbench"))
    ours = median_run(lambda: run([command, "--help"]), 9)
    bare = median_run(lambda: run([sys.executable, "-c", "pass"]), 9)
    return Line(
        "`workbench --help`",
        f"{ours.seconds:.3f} s",
        f"python alone: {bare.seconds:.3f} s",
        "below 0.2 s",
        ours.seconds < 0.2,
    )
