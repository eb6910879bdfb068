"""A study of 201 texts (10 MB) with 8,000 codings out as REFI-QDA and in again, beside
qualitative-coding 1.7.8.

The peer gets the same texts, copied as they are, and as many codings, each on a whole line, through
its own interface. Reading its own export back it stops at a forgotten breakpoint, which
PYTHONBREAKPOINT=0 passes over.
"""

import random
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.importing import PEER, peer_command
from benchmarks.material import write_folder
from benchmarks.measuring import Run, median_run, run
from benchmarks.report import Line
from workbench.model import AddCoding, CodeId, Coder, Coding, Polarity, Span
from workbench.project import Project

_CODINGS = 8_000
_CODES = ("LED", "STR", "SAM", "STA", "FOR", "MAL", "KUN", "RES")

_CODE_WITH_PEER = f"""
import pathlib, random
from qualitative_coding.corpus import QCCorpus
corpus = QCCorpus(pathlib.Path("settings.yaml"))
chance = random.Random(1)
with corpus.session():
    for name in {_CODES!r}:
        corpus.get_or_create_code(name)
    for coder in ("A", "B"):
        corpus.get_or_create_coder(coder)
    documents = [each.file_path for each in corpus.get_documents()]
    share = -(-{_CODINGS} // (2 * len(documents)))
    for document in documents:
        lines = len((corpus.corpus_dir / document).read_text().splitlines())
        for coder in ("A", "B"):
            chosen = chance.sample(range(lines), share)
            coded = [{{"line": line, "code_id": chance.choice({_CODES!r})}} for line in chosen]
            corpus.update_coded_lines(document, coder, coded)
"""


def measure(workplace: Path) -> list[Line]:
    """Both programs on the same texts in the same run."""
    folder = write_folder(workplace / "texts-201", texts=200, characters=50_000)
    large = write_folder(workplace / "texts-1", texts=1, characters=1_000_000) / "001.txt"
    shutil.copy(large, folder / "201.txt")
    project = _coded_project(workplace / "exchange.workbench", folder)
    out, theirs = workplace / "exchange.qdpx", workplace / "peer.qdpx"
    home = _coded_with_peer(workplace, folder)
    peer = str(peer_command(workplace))
    ours_out = median_run(lambda: _workbench("export", project, "-o", out, "--force"))
    ours_in = median_run(lambda: _back(workplace / "back.workbench", out))
    peer_out = run([peer, "export", str(theirs)], cwd=home)
    peer_in = _back_with_peer(peer, workplace / "peer-back", theirs)
    return [
        _line("export of 201 texts (11 MB) with 8,000 codings as .qdpx", ours_out, peer_out),
        _line("a project made of that .qdpx", ours_in, peer_in),
    ]


def _line(measure: str, ours: Run, theirs: Run) -> Line:
    ratio = theirs.seconds / ours.seconds
    return Line(
        measure,
        f"{ours.seconds:.2f} s, {ours.megabytes:.0f} MB",
        f"{PEER}: {theirs.seconds:.2f} s, {theirs.megabytes:.0f} MB ({ratio:.1f} x)",
        "below 2 s",
        ours.seconds < 2,
    )


def _coded_project(path: Path, folder: Path) -> Path:
    path.unlink(missing_ok=True)
    _workbench("new", path, "--codebook", "danermark")
    _workbench("import", path, folder)
    chance = random.Random(1)
    with Project.open(path) as project:
        codes = [code.id for code in project.codebook().codes]
        changes = []
        for summary in project.interviews():
            interview = project.interview(summary.id)
            for number in range(-(-_CODINGS // 201)):
                turn = chance.choice(list(interview.participant_turns()))
                coding = Coding(
                    project.new_coding_id(),
                    interview.id,
                    Span(turn.start, turn.end),
                    CodeId(chance.choice(codes)),
                    Coder("AB"[number % 2]),
                    chance.choice([None, *Polarity]),
                    "En tanke om detta." if number % 10 == 0 else "",
                )
                changes.append(AddCoding(coding))
        project.commit(changes, verb="code")
    return path


def _workbench(*words: str | Path) -> Run:
    return run([str(Path(sys.executable).with_name("workbench")), *map(str, words)])


def _back(path: Path, source: Path) -> Run:
    path.unlink(missing_ok=True)
    return _workbench("new", path, "--from", source)


def _coded_with_peer(workplace: Path, folder: Path) -> Path:
    home = workplace / "peer-exchange"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    peer = peer_command(workplace)
    subprocess.run([peer, "init"], cwd=home, check=True, capture_output=True)
    subprocess.run(
        [peer, "corpus", "import", folder, "--recursive", "--importer", "verbatim"],
        cwd=home,
        check=True,
        capture_output=True,
    )
    python = peer.with_name("python")
    subprocess.run([python, "-c", _CODE_WITH_PEER], cwd=home, check=True, capture_output=True)
    (workplace / "peer.qdpx").unlink(missing_ok=True)
    return home


def _back_with_peer(peer: str, home: Path, source: Path) -> Run:
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    return run([peer, "init", "--import", str(source)], cwd=home, env={"PYTHONBREAKPOINT": "0"})
