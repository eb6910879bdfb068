"""Contrasts, codes together, saturation, voices and participants as they are set.

Invariant: a grid holds what was found, none of it computed again.
"""

from collections.abc import Sequence

from workbench.export.grids import Counted
from workbench.export.labels import Language
from workbench.export.wording import (
    finding_words,
    grid_labels,
    nearness_words,
    remark_words,
    unit_name,
    words_in,
)
from workbench.model import (
    AttendanceGroup,
    CodeId,
    Column,
    Contrast,
    Cooccurrence,
    Grid,
    GridCell,
    GridRow,
    ParticipantTable,
    Saturation,
    Shape,
    Voices,
    readable_id,
)


def _columns(lang: Language, *wanted: tuple[str, Shape]) -> tuple[Column, ...]:
    words = words_in(lang)
    return tuple(Column((words[name],), shape) for name, shape in wanted)


def _grid(
    lang: Language,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[GridRow],
    *,
    heads: int,
    below: Sequence[str] = (),
    counted: Counted = (),
) -> Grid:
    return Grid(
        title=title,
        columns=tuple(columns),
        rows=tuple(rows),
        heads=heads,
        below=tuple(below),
        counted=counted,
        language=lang,
        labels=grid_labels(lang),
    )


def contrast_grids(found: Contrast, *, lang: Language, counted: Counted = ()) -> tuple[Grid, Grid]:
    """What is common to all values, then what distinguishes each."""
    words = words_in(lang)
    told = {"by": found.by, "unit": unit_name(found.unit, lang), "coder": found.coder}
    below = [remark_words(each, lang) for each in found.remarks]
    if found.mixed:
        below.append(words["mixed"].format(number=found.mixed))
    alone = [value for value, number in found.interviews.items() if number == 1]
    if alone:
        below.append(words["one each"].format(values=", ".join(alone)))
    common = _grid(
        lang,
        words["common"].format(**told),
        _columns(
            lang,
            ("id", Shape.TEXT),
            ("code", Shape.TEXT),
            ("is common", Shape.TEXT),
            ("occurs", Shape.TEXT),
            ("interviews", Shape.TEXT),
            ("lowest", Shape.TEXT),
            ("here", Shape.SHARE),
            ("highest", Shape.TEXT),
            ("here", Shape.SHARE),
            ("g2", Shape.RATE),
            ("p", Shape.CHANCE),
            ("p adjusted", Shape.CHANCE),
            ("finding", Shape.TEXT),
        ),
        _common_rows(found, lang),
        heads=2,
        counted=counted,
    )
    cells = _grid(
        lang,
        words["contrast"].format(**told),
        _columns(
            lang,
            ("value", Shape.TEXT),
            ("interviews", Shape.COUNT),
            ("id", Shape.TEXT),
            ("count", Shape.COUNT),
            ("here", Shape.SHARE),
            ("elsewhere", Shape.SHARE),
            ("residual", Shape.FIGURE),
            ("g2", Shape.RATE),
            ("log ratio", Shape.FIGURE),
            ("p", Shape.CHANCE),
            ("p adjusted", Shape.CHANCE),
            ("finding", Shape.TEXT),
        ),
        _contrast_rows(found, lang),
        heads=1,
        below=below,
        counted=counted,
    )
    return common, cells


def _common_rows(found: Contrast, lang: Language) -> list[GridRow]:
    words = words_in(lang)
    rows = []
    for each in found.codes:
        low, high = each.lowest or ("", None), each.highest or ("", None)
        cells: list[GridCell] = [
            readable_id(each.code),
            each.name,
            words["yes" if each.common else "no"],
            words["of"].format(number=each.values_with, all=len(found.values)),
            words["of"].format(number=each.interviews_with, all=each.interviews),
            *low,
            *high,
            each.log_likelihood,
            each.p,
            each.p_adjusted,
            finding_words(each.finding, lang),
        ]
        rows.append(GridRow(tuple(cells)))
    return rows


def _contrast_rows(found: Contrast, lang: Language) -> list[GridRow]:
    """By value; within each, what is most unlike the others first."""
    names = {each.code: each.name for each in found.codes}
    rows = []
    for value in found.values:
        cells = [cell for cell in found.cells if cell.value == value]
        cells.sort(key=lambda cell: -abs(cell.residual or 0))
        for at, cell in enumerate(cells):
            named: list[GridCell] = [value, found.interviews[value]] if at == 0 else ["", None]
            figures: list[GridCell] = [
                readable_id(cell.code) or names[cell.code],
                cell.count,
                cell.count / cell.base if cell.base else None,
                cell.elsewhere / cell.base_elsewhere if cell.base_elsewhere else None,
                cell.residual,
                cell.log_likelihood,
                cell.log_ratio,
                cell.p,
                cell.p_adjusted,
                finding_words(cell.finding, lang),
            ]
            rows.append(GridRow((*named, *figures), last=at == len(cells) - 1))
    return rows


def cooccurrence_grid(found: Cooccurrence, *, lang: Language, counted: Counted = ()) -> Grid:
    """Every pair that occurs, the most alike first."""
    words = words_in(lang)
    names = dict(found.codes)
    pairs = sorted(
        (pair for pair in found.pairs if pair.together),
        key=lambda pair: (-(pair.jaccard or 0), -pair.together, pair.first, pair.second),
    )
    rows = [
        GridRow(
            (
                _short(pair.first, names),
                _short(pair.second, names),
                pair.together,
                pair.with_first,
                pair.with_second,
                pair.jaccard,
            )
        )
        for pair in pairs
    ]
    columns = (
        *_columns(
            lang,
            ("first", Shape.TEXT),
            ("second", Shape.TEXT),
            ("together", Shape.COUNT),
            ("with first", Shape.COUNT),
            ("with second", Shape.COUNT),
        ),
        Column((words["jaccard"],), Shape.CHANCE, shaded=True),
    )
    near = nearness_words(found.near, found.distance, lang)
    title = words["cooccurrence"].format(near=near, coder=found.coder)
    return _grid(lang, title, columns, rows, heads=2, counted=counted)


def matrix_grid(found: Cooccurrence, *, lang: Language, counted: Counted = ()) -> Grid:
    """Codes by codes: how often each pair is together, the code's own number in its own cell."""
    near = nearness_words(found.near, found.distance, lang)
    title = words_in(lang)["cooccurrence"].format(near=near, coder=found.coder)
    together = {frozenset((pair.first, pair.second)): pair.together for pair in found.pairs}
    alone = {pair.first: pair.with_first for pair in found.pairs}
    alone |= {pair.second: pair.with_second for pair in found.pairs}
    names = dict(found.codes)
    columns = [
        *_columns(lang, ("id", Shape.TEXT), ("code", Shape.TEXT), ("total", Shape.COUNT)),
        *(Column((_short(code, names),), Shape.COUNT, shaded=True) for code in names),
    ]
    rows = [
        GridRow(
            (
                readable_id(code),
                name,
                alone.get(code, 0),
                *(together.get(frozenset((code, other))) for other in names),
            )
        )
        for code, name in found.codes
    ]
    return _grid(lang, title, columns, rows, heads=2, counted=counted)


def _short(code: CodeId, names: dict[CodeId, str]) -> str:
    return readable_id(code) or names[code]


def saturation_grid(
    found: Saturation, names: dict[CodeId, str], *, lang: Language, counted: Counted = ()
) -> Grid:
    """One row for each interview in order of date."""
    words = words_in(lang)
    rows = [
        GridRow(
            (
                step.interview,
                step.title,
                step.date,
                step.codings,
                step.codes,
                len(step.new_codes),
                step.cumulative,
                step.expected,
                ", ".join(_short(code, names) for code in step.new_codes),
            )
        )
        for step in found.steps
    ]
    columns = _columns(
        lang,
        ("interview", Shape.TEXT),
        ("title", Shape.TEXT),
        ("date", Shape.TEXT),
        ("codings", Shape.COUNT),
        ("codes", Shape.COUNT),
        ("new", Shape.COUNT),
        ("cumulative", Shape.COUNT),
        ("expected", Shape.RATE),
        ("new codes", Shape.TEXT),
    )
    reached = words["reached" if found.reached else "not reached"]
    stop = words["saturation stop"].format(
        run=found.run_length, threshold=f"{100 * found.threshold:.0f} %", base=found.base_size
    )
    below = [f"{stop} {reached.format(interview=found.reached)}"]
    if found.never:
        below.append(
            words["never"].format(codes=", ".join(_short(code, names) for code in found.never))
        )
    if found.undated:
        below.append(words["undated"].format(", ".join(found.undated)))
    title = words["saturation"].format(coder=found.coder)
    return _grid(lang, title, columns, rows, heads=2, below=below, counted=counted)


def voices_grids(found: Voices, *, lang: Language, counted: Counted = ()) -> tuple[Grid, ...]:
    """Who speaks in each interview; and, of a coder, on how many voices each code rests."""
    words = words_in(lang)
    rows = []
    for talk in found.conversations:
        for at, voice in enumerate(talk.voices):
            named = (talk.interview, talk.title) if at == 0 else ("", "")
            figures = (voice.speaker or "–", voice.turns, voice.words, voice.share, voice.codings)
            rows.append(GridRow((*named, *figures)))
        moderated = ("", "", words["moderator"], "", "", talk.moderator_share, "")
        effective = ("", "", words["effective"], "", "", talk.effective, "")
        rows.append(GridRow(moderated, shades=False))
        rows.append(GridRow(effective, last=True, shades=False, shape=Shape.RATE))
    columns = (
        *_columns(
            lang,
            ("interview", Shape.TEXT),
            ("title", Shape.TEXT),
            ("speaker", Shape.TEXT),
            ("turns", Shape.COUNT),
            ("words", Shape.COUNT),
        ),
        Column((words["speaker share"],), Shape.SHARE, shaded=True),
        *_columns(lang, ("codings", Shape.COUNT)),
    )
    grids = [_grid(lang, words["voices"], columns, rows, heads=3, counted=counted)]
    if found.coder is not None:
        grids.append(_code_voices(found, lang, counted))
    return tuple(grids)


def _code_voices(found: Voices, lang: Language, counted: Counted) -> Grid:
    words = words_in(lang)
    rows = [
        GridRow(
            (
                readable_id(each.code),
                each.name,
                each.codings,
                each.participants,
                each.interviews,
                each.loudest,
                each.loudest_share,
            )
        )
        for each in found.codes
    ]
    columns = (
        *_columns(
            lang,
            ("id", Shape.TEXT),
            ("code", Shape.TEXT),
            ("codings", Shape.COUNT),
            ("participants column", Shape.COUNT),
            ("interviews", Shape.COUNT),
            ("loudest", Shape.TEXT),
        ),
        Column((words["loudest share"],), Shape.SHARE, shaded=True),
    )
    title = words["voices codes"].format(coder=found.coder)
    return _grid(lang, title, columns, rows, heads=2, counted=counted)


def participants_grids(
    found: ParticipantTable, *, lang: Language, counted: Counted = ()
) -> tuple[Grid, Grid]:
    """How many took part and dropped out, by value; then everyone."""
    words = words_in(lang)
    totals = [_attendance_row(group.value, group) for group in found.groups]
    totals.append(_attendance_row(words["total"], found.total, total=True))
    columns = _columns(
        lang,
        ("value", Shape.TEXT),
        ("interviews", Shape.COUNT),
        ("known", Shape.COUNT),
        ("spoke", Shape.COUNT),
        ("dropped", Shape.COUNT),
        ("words", Shape.COUNT),
    )
    told = words["participants by"].format(by=found.by) if found.by else words["participants"]
    below = [remark_words(each, lang) for each in found.remarks]
    return (
        _grid(lang, told, columns, totals, heads=1, below=below, counted=counted),
        _people_grid(found, lang, counted),
    )


def _people_grid(found: ParticipantTable, lang: Language, counted: Counted) -> Grid:
    words = words_in(lang)
    names = list(dict.fromkeys(name for who in found.people for name in who.attributes))
    rows = [
        GridRow(
            (
                who.interview,
                who.label,
                who.description,
                *(who.attributes.get(name, "") for name in names),
                who.turns,
                who.words,
                who.share,
                words["yes" if who.spoke else "no"],
            )
        )
        for who in found.people
    ]
    columns = (
        *_columns(
            lang, ("interview", Shape.TEXT), ("label", Shape.TEXT), ("description", Shape.TEXT)
        ),
        *(Column((name,), Shape.TEXT) for name in names),
        *_columns(lang, ("turns", Shape.COUNT), ("words", Shape.COUNT)),
        Column((words["speaker share"],), Shape.SHARE, shaded=True),
        *_columns(lang, ("spoke", Shape.TEXT)),
    )
    return _grid(lang, words["participants"], columns, rows, heads=2, counted=counted)


def _attendance_row(name: str, group: AttendanceGroup, *, total: bool = False) -> GridRow:
    cells = (name, group.interviews, group.known, group.spoke, group.dropped_out, group.words)
    return GridRow(cells, total=total)
