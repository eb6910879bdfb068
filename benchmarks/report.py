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
    """Write all lines, also those that fall short."""
    rows = [
        f"| {line.measure} | {line.ours} | {line.beside} | {line.aim} | "
        f"{'yes' if line.reached else '**no**'} |"
        for line in lines
    ]
    head = [
        "# Measured",
        "",
        f"{date.today().isoformat()}, {_machine()}. `make bench` measures anew.",
        "",
        "| measure | workbench | beside it, same run | aim | reached |",
        "|---|---|---|---|---|",
    ]
    RESULTS.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def _machine() -> str:
    cores = os.cpu_count()
    return (
        f"{platform.system()} {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )
