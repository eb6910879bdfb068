"""The results as a table in `benchmarks/results.md`, with machine and date."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: what was seen, what stands beside it, and what was aimed at."""

    measure: str
    ours: str
    beside: str
    aim: str
    reached: bool


def write(lines: Sequence[Line]) -> None:
    """Put the lines, also those that fall short, in the place of earlier ones of their measure."""
    today = date.today().isoformat()
    rows = _earlier()
    for line in lines:
        cells = (line.measure, line.ours, line.beside, line.aim)
        rows[line.measure] = (*cells, "yes" if line.reached else "**no**", today)
    head = [
        "# Measured",
        "",
        f"{_machine()}. `make bench` measures anew; `python -m benchmarks screen` one subject.",
        "",
        "| measure | workbench | beside it, same run | aim | reached | measured |",
        "|---|---|---|---|---|---|",
    ]
    table = [f"| {' | '.join(cells)} |" for cells in rows.values()]
    RESULTS.write_text("\n".join([*head, *table]) + "\n", encoding="utf-8")


def _earlier() -> dict[str, tuple[str, ...]]:
    """The rows that are there, by measure."""
    rows = {}
    for line in RESULTS.read_text(encoding="utf-8").splitlines() if RESULTS.exists() else ():
        cells = tuple(line.removeprefix("| ").removesuffix(" |").split(" | "))
        if line.startswith("| ") and cells[0] != "measure":
            rows[cells[0]] = cells
    return rows


def _machine() -> str:
    cores = os.cpu_count()
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
