"""Import of 200 texts of 50 kB, and of one of 1 MB, beside qualitative-coding 1.7.8.

The peer's `corpus import` hands each file to pandoc, which must be on the machine; beside it stands
its importer that copies files as they are, without reading anything in them.
"""

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.material import write_folder
from benchmarks.measuring import Run, median_run, run
from benchmarks.report import Line

PEER = "qualitative-coding==1.7.8"


def measure(workplace: Path) -> list[Line]:
    """Both programs on the same files in the same run."""
    if shutil.which("pandoc") is None:
        sys.exit("The peer needs pandoc: install it, then run again.")
    peer = peer_command(workplace)
    lines = []
    for name, texts, characters in (
        ("import of 200 texts of 50 kB", 200, 50_000),
        ("import of one text of 1 MB", 1, 1_000_000),
    ):
        folder = write_folder(workplace / f"texts-{texts}", texts=texts, characters=characters)
        theirs = median_run(lambda folder=folder: _import_with_peer(peer, workplace, folder))
        copied = median_run(
            lambda folder=folder: _import_with_peer(
                peer, workplace, folder, "--importer", "verbatim"
            )
        )
        ours = median_run(lambda folder=folder: _import(workplace, folder))
        ratio = theirs.seconds / ours.seconds
        lines.append(
            Line(
                name,
                f"{ours.seconds:.2f} s, {ours.megabytes:.0f} MB",
                f"{PEER}: {theirs.seconds:.2f} s, {theirs.megabytes:.0f} MB ({ratio:.1f} x); "
                f"its verbatim copy: {copied.seconds:.2f} s",
                "3 x faster, below 150 MB",
                ratio >= 3 and ours.megabytes < 150,
            )
        )
    return lines


def _import(workplace: Path, folder: Path) -> Run:
    project = workplace / "import.workbench"
    project.unlink(missing_ok=True)
    command = str(Path(sys.executable).with_name("workbench"))
    subprocess.run(
        [command, "new", str(project), "--codebook", "danermark"], check=True, capture_output=True
    )
    return run([command, "import", str(project), str(folder)])


def _import_with_peer(peer: Path, workplace: Path, folder: Path, *options: str) -> Run:
    project = workplace / "peer"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    subprocess.run([peer, "init"], cwd=project, check=True, capture_output=True)
    return run(
        [str(peer), "corpus", "import", str(folder), "--recursive", *options],
        cwd=project,
    )


def peer_command(workplace: Path) -> Path:
    """The peer's command, in an environment of its own that later runs use again."""
    home = workplace / "peer-environment"
    command = home / "bin" / "qc"
    if not command.exists():
        venv.create(home, with_pip=True)
        python = home / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "--quiet", PEER], check=True)
    return command
