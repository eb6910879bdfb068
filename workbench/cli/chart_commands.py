"""`chart`: a picture for the report, or the same in characters."""

from pathlib import Path

import click

from workbench.cli.charts import print_balance, print_heat, print_saturation, print_voices
from workbench.cli.cutting import (
    by_option,
    coder_of,
    counting,
    group_option,
    names_of,
    unit_option,
)
from workbench.cli.options import (
    coder_option,
    codes_option,
    command,
    force_option,
    lang_option,
    output_option,
    project_argument,
    where_option,
)
from workbench.cli.output import tell
from workbench.model import FrequencyTable, Percent, Saturation, Unit, Voices
from workbench.text.translation import _
from workbench.workflows.charting import ChartKind
from workbench.workflows.projects import Language, known_coder


@command(
    "workbench chart study.workbench --kind heat --by kommun -o kommuner.png",
    "workbench chart study.workbench --kind balance --code STR -o struktur.svg",
    "workbench chart study.workbench --kind voices",
)
@project_argument
@click.option(
    "--kind",
    type=click.Choice([each.value for each in ChartKind]),
    default=ChartKind.HEAT.value,
    show_default=True,
    help=_("Codes by values; promotes and hinders; new codes; speakers' shares."),
)
@by_option()
@unit_option
@click.option(
    "--percent",
    type=click.Choice([each.value for each in Percent]),
    help=_("In a heat map, shares instead of counts."),
)
@coder_option
@codes_option
@where_option
@group_option
@output_option(_("A file: .png or .svg; without it the chart is drawn here."))
@lang_option
@force_option
def chart(
    *,
    project: Path,
    kind: str,
    by: tuple[str, ...],
    unit: str,
    percent: str | None,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    groups: tuple[str, ...],
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Draw a chart that can be read in print and with any colour vision."""
    from workbench.workflows.attending import saturation_of, voices_of
    from workbench.workflows.charting import write_chart
    from workbench.workflows.counting import cut_of, read_groups
    from workbench.workflows.tabulating import table_of

    wanted = ChartKind(kind)
    with counting(project) as counts:
        cut = cut_of(
            counts.codebook(),
            by=names_of(by),
            unit=Unit(unit),
            polarity=wanted is ChartKind.BALANCE,
            codes=codes,
            where=where,
            groups=read_groups(groups),
            percent=Percent(percent) if percent and wanted is ChartKind.HEAT else None,
        )
        drawn: FrequencyTable | Saturation | Voices
        if wanted is ChartKind.VOICES:
            drawn = voices_of(counts, cut, coder=known_coder(counts.project, coder))
        elif wanted is ChartKind.SATURATION:
            drawn = saturation_of(counts, cut, coder=coder_of(counts, coder))
        else:
            drawn = table_of(counts, cut, coder=coder_of(counts, coder))
        if output is not None:
            write_chart(counts, wanted, drawn, output, lang=lang, force=force)
            tell(_("Written: {path}").format(path=output))
            return
        _print_chart(wanted, drawn, counts.language(lang))


def _print_chart(
    kind: ChartKind, drawn: FrequencyTable | Saturation | Voices, lang: Language
) -> None:
    if isinstance(drawn, Saturation):
        print_saturation(drawn)
    elif isinstance(drawn, Voices):
        print_voices(drawn)
    elif kind is ChartKind.BALANCE:
        print_balance(drawn)
    else:
        print_heat(drawn, lang=lang)
