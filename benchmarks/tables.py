"""Tables, contrasts and the rest on 200 interviews of 10,000 words with 50,000 codings."""

import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.material import write_folder
from benchmarks.measuring import timed
from benchmarks.report import Line
from benchmarks.study import codings_on
from workbench.model import AddCoding, CellKey, Coder, Cut, Nearness, Percent, Unit
from workbench.project import Project
from workbench.workflows.attending import participants_of, saturation_of, voices_of
from workbench.workflows.contrasting import contrast_of, cooccurrence_of
from workbench.workflows.counting import Counts
from workbench.workflows.creating import new_project
from workbench.workflows.importing import import_interviews
from workbench.workflows.tabulating import cell_of, table_as_grid, table_of, write_cut_table

_INTERVIEWS = 200
_CHARACTERS = 90_000
"""Of a text: about 10,000 words."""
_CODINGS = 50_000
_CODER = Coder("A")
_PLACES = ["Aneby", "Eksjö", "Nässjö", "Sävsjö", "Tranås", "Vetlanda"]
_ACTORS = ["Kommun", "Vårdgivare", "Arbetsförmedlingen", "Försäkringskassan"]


def measure(workplace: Path) -> list[Line]:
    """Build the project once, then time each cut on it as the screen does: project open."""
    path = build_study(workplace)
    with Project.open(path, author="bench") as project:
        words = sum(each.words for each in project.interviews())
        counts = Counts(project)
        by_place = Cut(by=("kommun",))
        first = min(
            timed(lambda: table_of(Counts(project), by_place, coder=_CODER)) for _ in range(3)
        )
        slowest, name = max((_seconds(counts, cut), told) for told, cut in _CUTS.items())
        return [
            Line(
                f"table by kommun of {words:,} words, {_CODINGS:,} codings, project open",
                f"{first:.3f} s",
                "reading the codings included",
                "below 0.3 s",
                first < 0.3,
            ),
            Line(
                f"the slowest of {len(_CUTS)} cuts of the same",
                f"{slowest:.3f} s",
                name,
                "below 0.3 s",
                slowest < 0.3,
            ),
            *(_line(name, work) for name, work in _others(counts, workplace).items()),
        ]


_CUTS = {
    **{f"kommun, {unit.value}": Cut(by=("kommun",), unit=unit) for unit in Unit},
    "kommun x aktör, words, split, percent, per 1,000": Cut(
        by=("kommun", "aktör"),
        unit=Unit.WORDS,
        polarity=True,
        percent=Percent.COLUMN,
        per_1000=True,
    ),
    "week, turns": Cut(by=("week",), unit=Unit.TURNS),
    "interview, words, percent": Cut(by=("interview",), unit=Unit.WORDS, percent=Percent.ROW),
    "1,000 participants, turns": Cut(by=("participant",), unit=Unit.TURNS),
    "1,000 participants, segments, split": Cut(by=("participant",), polarity=True),
}


def _seconds(counts: Counts, cut: Cut) -> float:
    return min(timed(lambda: table_of(counts, cut, coder=_CODER)) for _ in range(7))


def _others(counts: Counts, workplace: Path) -> dict[str, tuple[Callable[[], object], float]]:
    by_place = Cut(by=("kommun",))
    table = table_of(counts, by_place, coder=_CODER)
    key = CellKey(("Eksjö",), table.codes[0][0])
    target = Path(tempfile.mkdtemp(dir=workplace)) / "tabell.xlsx"
    return {
        "the passages of one cell, of about 1,000": (
            lambda: cell_of(counts, by_place, key, coder=_CODER),
            0.5,
        ),
        "contrast by kommun, 9,999 permutations": (
            lambda: contrast_of(counts, by_place, coder=_CODER),
            2.0,
        ),
        "codes within three turns of each other": (
            lambda: cooccurrence_of(counts, Cut(), coder=_CODER, near=Nearness.TURNS, distance=3),
            1.0,
        ),
        "saturation": (lambda: saturation_of(counts, Cut(), coder=_CODER), 0.3),
        "voices": (lambda: voices_of(counts, Cut(), coder=_CODER), 0.5),
        "participants": (lambda: participants_of(counts, by_place), 0.3),
        "the table as a workbook": (
            lambda: write_cut_table(counts, table, by_place, target, lang="sv", force=True),
            0.5,
        ),
        "the table as it is set": (
            lambda: table_as_grid(counts, table, by_place, lang="sv"),
            0.1,
        ),
    }


def _line(name: str, work: tuple[Callable[[], object], float]) -> Line:
    done, aim = work
    seconds = min(timed(done) for _ in range(3))
    return Line(
        f"{name}, the same project", f"{seconds:.3f} s", "", f"below {aim} s", seconds < aim
    )


def build_study(workplace: Path) -> Path:
    """200 interviews of 10,000 words, with 50,000 codings of one coder."""
    path = workplace / "tables.workbench"
    path.unlink(missing_ok=True)
    new_project(path, "danermark")
    folder = write_folder(
        workplace / f"long-{_INTERVIEWS}", texts=_INTERVIEWS, characters=_CHARACTERS
    )
    sheet = workplace / "tables.csv"
    rows = [
        f"{n:03};{_PLACES[n % 6]};{_ACTORS[n % 4]};2015-{1 + n % 12:02}-{1 + n % 28:02}"
        for n in range(1, _INTERVIEWS + 1)
    ]
    sheet.write_text("id;kommun;aktör;datum\n" + "\n".join(rows) + "\n", encoding="utf-8")
    import_interviews(path, [folder], interviews=sheet)
    chance = random.Random(1)
    with Project.open(path, author="bench") as project:
        for summary in project.interviews():
            made = codings_on(
                project, project.interview(summary.id), chance, _CODINGS // _INTERVIEWS
            )
            project.commit([AddCoding(each) for each in made], verb="code", coder=_CODER)
    return path
