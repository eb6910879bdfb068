"""Charts of tables, saturation and speakers, as picture files."""

from enum import Enum
from pathlib import Path

from workbench.export.labels import Language
from workbench.files.writing import whole_file
from workbench.model import FrequencyTable, Saturation, Voices
from workbench.workflows.counting import Counts
from workbench.workflows.projects import refuse_kind

KINDS = (".png", ".svg")


class ChartKind(Enum):
    """What is drawn."""

    HEAT = "heat"
    """Codes by values."""
    BALANCE = "balance"
    """What promotes against what hinders, by code; of one code by value."""
    SATURATION = "saturation"
    VOICES = "voices"


def write_chart(
    counts: Counts,
    kind: ChartKind,
    drawn: FrequencyTable | Saturation | Voices,
    target: Path,
    *,
    lang: Language | None,
    force: bool,
) -> None:
    """Draw a chart into a png or svg file.

    drawn: a table for HEAT, a table split by direction for BALANCE, else what the kind is called.
    Raises UsageError for another kind of file, InputError where it cannot be written, TypeError
    for a chart of something else.
    """
    from workbench.export import charts

    refuse_kind(target, KINDS)
    language = counts.language(lang)
    picture: charts.Kind = "png" if target.suffix.lower() == ".png" else "svg"
    with whole_file(target, force=force) as out:
        match kind, drawn:
            case ChartKind.HEAT, FrequencyTable():
                charts.heat_chart(out, drawn, kind=picture, lang=language)
            case ChartKind.BALANCE, FrequencyTable():
                charts.balance_chart(out, drawn, kind=picture, lang=language)
            case ChartKind.SATURATION, Saturation():
                charts.saturation_chart(out, drawn, kind=picture, lang=language)
            case ChartKind.VOICES, Voices():
                charts.voices_chart(out, drawn, kind=picture, lang=language)
            case _:
                raise TypeError(f"{type(drawn).__name__} cannot be drawn as {kind.value}.")
    # A picture of speakers names them.
    named = {talk.interview for talk in drawn.conversations} if isinstance(drawn, Voices) else ()
    counts.project.note_export(target, "chart", named)


def balance_lines(table: FrequencyTable) -> list[tuple[str, int, int]]:
    """Name, what promotes, what hinders: what the balance chart shows, for a terminal."""
    from workbench.export.charts import balance_lines as lines

    return lines(table)
