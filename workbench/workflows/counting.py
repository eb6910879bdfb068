"""What every figure begins with: the cut in words, one coder's codings, where they come from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from workbench import __version__
from workbench.errors import InputError, UsageError
from workbench.export.labels import Language
from workbench.export.provenance import Provenance, origin_lines
from workbench.files.decoding import decode
from workbench.files.sheets import Sheet, read_sheet
from workbench.files.writing import whole_file
from workbench.model import (
    Codebook,
    Coder,
    CountingFrame,
    Cut,
    Grid,
    Percent,
    Unit,
    ValueGroups,
)
from workbench.project import Project
from workbench.text import fold
from workbench.workflows.projects import default_language, refuse_kind

GRID_KINDS = (".xlsx", ".csv", ".md", ".html")


@dataclass(slots=True)
class Counts:
    """An open project as counting sees it; read again only after something was written.

    Keep one beside a project that stays open: a table is then a matter of counting alone.
    """

    project: Project
    _revision: int = -1
    _frames: dict[Coder, list[CountingFrame]] = field(default_factory=dict)
    _codebook: Codebook | None = None

    def frames(self, coder: Coder | None) -> list[CountingFrame]:
        """Every interview with the coder's codings; with none for None."""
        self._refresh()
        who = coder or Coder("")
        if who not in self._frames:
            self._frames[who] = self.project.counting_frames(who)
        return self._frames[who]

    def codebook(self) -> Codebook:
        self._refresh()
        if self._codebook is None:
            self._codebook = self.project.codebook()
        return self._codebook

    def language(self, lang: Language | None) -> Language:
        """The language asked for, else the codebook's."""
        return lang or default_language(self.codebook().language)

    def provenance(self, coder: Coder | None) -> Provenance:
        last = self.project.last_event()
        return Provenance(
            project=self.project.path.stem,
            event=last[0] if last else None,
            program=f"workbench {__version__}",
            codebook=self.codebook().title,
            codebook_version=self.project.codebook_version(),
            coder=coder or "",
        )

    def _refresh(self) -> None:
        revision = self.project.revision()
        if revision != self._revision:
            self._frames.clear()
            self._codebook = None
            self._revision = revision


def cut_of(
    codebook: Codebook,
    *,
    by: Sequence[str] = (),
    unit: Unit = Unit.SEGMENTS,
    polarity: bool = False,
    with_moderator: bool = False,
    codes: Sequence[str] = (),
    where: Sequence[str] = (),
    groups: Sequence[ValueGroups] = (),
    percent: Percent | None = None,
    per_1000: bool = False,
) -> Cut:
    """A cut from words; `codes` are ids, paths or names, those below them included.

    Raises InputError for an unknown code, UsageError for more than two attributes, or one twice.
    """
    names = [fold(each.strip()) for each in by]
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError(
            f"A table can be cut by two different attributes, not by {', '.join(by)}.",
            "Name --by once or twice; --where limits what is counted.",
        )
    wanted = frozenset(
        below for written in codes for below in codebook.descendants(codebook.resolve(written))
    )
    return Cut(
        by=tuple(by),
        unit=unit,
        polarity=polarity,
        with_moderator=with_moderator,
        codes=wanted or None,
        where=tuple(where),
        groups=tuple(groups),
        percent=percent,
        per_1000=per_1000,
    )


# -- groups of values -------------------------------------------------------------------------

_HEADS = frozenset({"värde", "value", "grupp", "group"})


def read_groups(written: Sequence[str]) -> tuple[ValueGroups, ...]:
    """Read `kommun=grupper.csv`: a sheet of two columns, a value and the group it belongs to.

    Its first row is a heading, unless it is a csv file whose headings are neither the attribute's
    name nor `värde`, `grupp`. Raises UsageError for what names no sheet, InputError for a sheet
    that cannot be read, has not two columns, or puts one value in two groups.
    """
    found: dict[str, ValueGroups] = {}
    for each in written:
        name, sign, path = each.partition("=")
        if not sign or not name.strip() or not path.strip():
            raise UsageError(
                f"“{each}” names no groups.", "Write ATTRIBUTE=SHEET, such as kommun=grupper.csv."
            )
        if fold(name.strip()) in found:
            raise UsageError(
                f"The values of “{name.strip()}” are put together twice.", "Give one sheet."
            )
        sheet = _group_sheet(Path(path.strip()), name.strip())
        found[fold(name.strip())] = ValueGroups(name.strip(), _rules(sheet), sheet.name)
    return tuple(found.values())


def _group_sheet(path: Path, attribute: str) -> Sheet:
    sheet = read_sheet(path)
    headings = {fold(column.strip()) for column in sheet.columns}
    if path.suffix.lower() != ".xlsx" and headings.isdisjoint(_HEADS | {fold(attribute)}):
        text = decode(path.read_bytes(), name=path.name).text
        first = next(line for line in text.splitlines() if line.strip())
        mark = next((mark for mark in ";\t," if mark in first), ";")
        headed = f"value{mark}group\n{text}"
        sheet = read_sheet(None, data=headed.encode(), name=path.name)
    if len(sheet.columns) != 2:
        raise InputError(
            f"{sheet.name} has {len(sheet.columns)} columns.",
            "A sheet of groups has two: a value, and the group it belongs to.",
        )
    return sheet


def _rules(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    value_column, group_column = sheet.columns
    rules: dict[str, tuple[str, str]] = {}
    for row in sheet.rows:
        value = row.cells.get(value_column, "").strip()
        group = row.cells.get(group_column, "").strip()
        if not value or not group:
            raise InputError(
                f"{sheet.name}, row {row.number}: a value or its group is missing.",
                "Fill in both columns, or take the row away.",
            )
        earlier = rules.setdefault(fold(value), (value, group))
        if earlier[1] != group:
            raise InputError(
                f"{sheet.name}, row {row.number}: “{value}” is in group “{earlier[1]}” already.",
                "Keep one row for each value.",
            )
    return tuple(rules.values())


# -- writing ----------------------------------------------------------------------------------


def write_grids(
    counts: Counts,
    grids: Sequence[Grid],
    target: Path,
    *,
    names: Sequence[str],
    force: bool,
    interviews: Iterable[str] = (),
) -> None:
    """Write grids as xlsx, md or html, or the last of them as csv, as the name ends.

    names: of the sheets of a workbook. interviews: whose words or people are in it, for `forget`.
    Raises UsageError for another kind of file, InputError where it cannot be written.
    """
    from workbench.export.pages import grid_csv, markdown, page

    refuse_kind(target, GRID_KINDS)
    kind = target.suffix.lower()
    with whole_file(target, force=force) as out:
        if kind == ".xlsx":
            from workbench.export.workbooks import workbook

            last = counts.project.last_event()
            created = (last[0] if last else datetime(2000, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
            workbook(out, grids, names=names, created=created, author=f"workbench {__version__}")
        elif kind == ".csv":
            grid_csv(out, grids[-1], excel=True)
        else:
            (page if kind == ".html" else markdown)(out, grids)
    counts.project.note_export(target, "table", set(interviews))


def origin_of(counts: Counts, coder: Coder | None, lang: Language) -> Iterator[tuple[str, str]]:
    return origin_lines(counts.provenance(coder), lang)
