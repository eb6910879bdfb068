"""Everything that a study reports, of 200 interviews with 2,000,000 words and 50,000 codings."""

import shutil
import sys
from pathlib import Path

from benchmarks.measuring import run
from benchmarks.report import Line
from benchmarks.tables import build_study

_SECONDS, _MEGABYTES = 60, 500


def measure(workplace: Path) -> list[Line]:
    """Export everything with the command, as a process of its own."""
    project = build_study(workplace)
    folder = workplace / "exports"
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-c", "from workbench.cli import main; main()"]
    whole = run([*command, "export", str(project), "-o", str(folder), "--coder", "A"])
    files = sum(path.is_file() for path in folder.rglob("*"))
    check = run([*command, "export", str(project), "-o", str(folder), "--check"])
    return [
        Line(
            "export of 200 interviews, 2,000,000 words, 50,000 codings",
            f"{whole.seconds:.1f} s, {whole.megabytes:.0f} MB",
            f"{files} files",
            f"below {_SECONDS} s and {_MEGABYTES} MB",
            whole.seconds < _SECONDS and whole.megabytes < _MEGABYTES,
        ),
        Line(
            "export --check of the same",
            f"{check.seconds:.2f} s",
            "",
            "below 2 s",
            check.seconds < 2,
        ),
    ]
