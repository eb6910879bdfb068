"""`make bench`: measure everything, or the subjects named, into `benchmarks/results.md`."""

import sys
import tempfile
from pathlib import Path

from benchmarks import agreement, importing, merging, report, screen, study, suggesting

SUBJECTS = {
    "importing": importing.measure,
    "study": study.measure,
    "screen": screen.measure,
    "suggesting": suggesting.measure,
    "agreement": agreement.measure,
    "merging": merging.measure,
}


def main(chosen: list[str]) -> None:
    """Measure the subjects named (all by default) and print each line as it is there."""
    workplace = Path(tempfile.gettempdir()) / "workbench-bench"
    workplace.mkdir(exist_ok=True)
    lines = []
    for name in chosen or SUBJECTS:
        for line in SUBJECTS[name](workplace):
            mark = "reached" if line.reached else "NOT REACHED"
            print(
                f"{line.measure}: {line.ours} | {line.beside} | aim {line.aim}: {mark}", flush=True
            )
            lines.append(line)
    report.write(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
