"""Two people who coded apart, 100,000 events each: one's bundle made, and taken in by the other."""

import os
import random
import shutil
import sqlite3
import sys
from pathlib import Path

from benchmarks.material import write_folder
from benchmarks.measuring import Run, median_run, run, timed
from benchmarks.report import Line
from workbench.model import AddCoding, Coder, Coding, Interview, Span
from workbench.project import Project
from workbench.workflows.creating import load_codebook, new_project
from workbench.workflows.importing import import_interviews

_INTERVIEWS = 100
_CODINGS = 100_000


def measure(workplace: Path) -> list[Line]:
    """Build both projects once, then measure bundling, merging, and a merge that brings nothing."""
    folder = workplace / "merging"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    base = folder / "base.workbench"
    new_project(base, "danermark")
    texts = write_folder(workplace / f"texts-{_INTERVIEWS}", texts=_INTERVIEWS, characters=50_000)
    import_interviews(base, [texts])
    ours, theirs = (_coded(base, folder / f"{who}.workbench", Coder(who)) for who in "AB")
    bundle = folder / "B.bundle"
    return [
        _bundling(theirs, bundle),
        _merging(ours, bundle, "a bundle", folder),
        _merging(ours, theirs, "another copy", folder),
        _again(bundle, folder),
    ]


def _coded(base: Path, path: Path, coder: Coder) -> Path:
    shutil.copy(base, path)
    tops = [code.id for code in load_codebook("danermark").children(None)]
    chance = random.Random(str(coder))
    with Project.open(path, author=f"computer of {coder}") as project:
        for summary in project.interviews():
            interview = project.interview(summary.id)
            places = _places(interview, chance, _CODINGS // _INTERVIEWS)
            codings = [
                Coding(project.new_coding_id(), interview.id, span, chance.choice(tops), coder)
                for span in places
            ]
            project.commit([AddCoding(each) for each in codings], verb="code", coder=coder)
    shutil.rmtree(f"{path}.backups", ignore_errors=True)
    return path


def _places(interview: Interview, chance: random.Random, number: int) -> list[Span]:
    turns = list(interview.participant_turns())
    found: set[Span] = set()
    while len(found) < number:
        turn = chance.choice(turns)
        start = chance.randrange(turn.start, turn.end - 1)
        end = min(turn.end, start + chance.randint(20, 200))
        words = interview.text[start:end]
        span = Span(
            start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        )
        if span.start < span.end:
            found.add(span)
    return sorted(found)


def _workbench(*words: object) -> list[str]:
    return [str(Path(sys.executable).with_name("workbench")), *map(str, words)]


def _bundling(theirs: Path, bundle: Path) -> Line:
    ours = median_run(
        lambda: run(_workbench("bundle", theirs, "-o", bundle, "--coder", "B", "--force"))
    )
    size = bundle.stat().st_size / 1_000_000
    return Line(
        f"`bundle`: {_CODINGS:,} events of one coder, {_INTERVIEWS} interviews",
        f"{ours.seconds:.1f} s, {ours.megabytes:.0f} MB; a file of {size:.0f} MB",
        f"the project itself: {theirs.stat().st_size / 1_000_000:.0f} MB",
        "below 5 s",
        ours.seconds < 5,
    )


def _merging(ours: Path, source: Path, what: str, folder: Path) -> Line:
    target = folder / "merged.workbench"

    def once() -> Run:
        shutil.copy(ours, target)
        shutil.rmtree(f"{target}.backups", ignore_errors=True)
        return run(_workbench("merge", target, source))

    merged = median_run(once)
    bare = timed(lambda: _copied(ours, folder))
    return Line(
        f"`merge`: {_CODINGS:,} events and {what} with {_CODINGS:,}, backup and report included",
        f"{merged.seconds:.1f} s, {merged.megabytes:.0f} MB",
        f"SQLite copying as many rows, unverified and unfolded: {bare:.1f} s",
        "below 10 s",
        merged.seconds < 10,
    )


def _copied(ours: Path, folder: Path) -> None:
    """The rows of a journal into another file with the same tables and keys."""
    target = folder / "copied.workbench"
    shutil.copy(ours, target)
    with sqlite3.connect(target) as sql:
        sql.execute("ATTACH ? AS theirs", (os.fspath(folder / "B.workbench"),))
        sql.execute(
            "INSERT INTO event SELECT NULL, id, clock, author, coder, action, kind, subject,"
            " interview, code, payload, salt, digest, prev, hash FROM theirs.event"
            " WHERE id NOT IN (SELECT id FROM main.event)"
        )
    sql.close()
    target.unlink()


def _again(bundle: Path, folder: Path) -> Line:
    target = folder / "merged.workbench"
    again = median_run(lambda: run(_workbench("merge", target, bundle)))
    return Line(
        f"`merge` of the same {_CODINGS:,} events again",
        f"{again.seconds:.1f} s, {again.megabytes:.0f} MB",
        f"the project holds {2 * _CODINGS:,}",
        "below 4 s",
        again.seconds < 4,
    )
