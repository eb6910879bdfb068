"""`contrast`, `cooccurrence`, `saturation`, `voices`, `participants`: beyond the counts."""

from pathlib import Path

import click

from workbench.cli.cutting import (
    by_option,
    coder_of,
    counting,
    group_option,
    names_of,
    put_out,
    unit_option,
)
from workbench.cli.options import (
    coder_option,
    codes_option,
    command,
    force_option,
    json_option,
    lang_option,
    output_option,
    project_argument,
    where_option,
)
from workbench.model import Unit
from workbench.text.translation import _
from workbench.workflows.projects import Language, known_coder

_FILE = _("A file: .xlsx, .csv, .md or .html.")


@command(
    "workbench contrast study.workbench --by kommun",
    "workbench contrast study.workbench --by aktör --unit turns -o kontraster.xlsx",
)
@project_argument
@by_option(crossed=False)
@unit_option
@coder_option
@codes_option
@where_option
@group_option
@click.option(
    "--permutations",
    type=click.IntRange(99, 1_000_000),
    default=9_999,
    show_default=True,
    help=_("How often the values are dealt out anew among interviews."),
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@json_option
@output_option(_FILE)
@lang_option
@force_option
def contrast(
    *,
    project: Path,
    by: tuple[str, ...],
    unit: str,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    groups: tuple[str, ...],
    permutations: int,
    seed: int,
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Tell what is common to all values of an attribute, and what distinguishes one.

    Chance is what comes of dealing the values out anew among whole interviews, never passages.
    Where interviews are too few for that, the answer is that it cannot be told.
    """
    from workbench.workflows.contrasting import contrast_as_grids, contrast_facts, contrast_of
    from workbench.workflows.counting import cut_of, read_groups

    with counting(project) as counts:
        cut = cut_of(
            counts.codebook(),
            by=names_of(by),
            unit=Unit(unit),
            codes=codes,
            where=where,
            groups=read_groups(groups),
        )
        found = contrast_of(
            counts, cut, coder=coder_of(counts, coder), permutations=permutations, seed=seed
        )
        put_out(
            counts,
            contrast_as_grids(counts, found, cut, lang=lang),
            contrast_facts(found),
            output=output,
            as_json=as_json,
            force=force,
        )


@command(
    "workbench cooccurrence study.workbench",
    "workbench cooccurrence study.workbench --within 3 --code STR --code LED",
)
@project_argument
@click.option(
    "--within",
    default="passage",
    show_default=True,
    metavar="passage|overlap|turn|N",
    help=_("The same passage, passages that overlap, the same turn, or turns at most N apart."),
)
@coder_option
@codes_option
@where_option
@json_option
@output_option(_FILE)
@lang_option
@force_option
def cooccurrence(
    *,
    project: Path,
    within: str,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Count how often each two codes are together, and how alike that makes them (Jaccard)."""
    from workbench.workflows.contrasting import (
        cooccurrence_as_grids,
        cooccurrence_facts,
        cooccurrence_of,
        nearness,
    )
    from workbench.workflows.counting import cut_of

    near, distance = nearness(within)
    with counting(project) as counts:
        cut = cut_of(counts.codebook(), codes=codes, where=where)
        found = cooccurrence_of(
            counts, cut, coder=coder_of(counts, coder), near=near, distance=distance
        )
        put_out(
            counts,
            cooccurrence_as_grids(counts, found, cut, lang=lang),
            cooccurrence_facts(found),
            output=output,
            as_json=as_json,
            force=force,
        )


@command(
    "workbench saturation study.workbench",
    "workbench saturation study.workbench --where aktör=Kommun -o mättnad.xlsx",
)
@project_argument
@coder_option
@codes_option
@where_option
@json_option
@output_option(_FILE)
@lang_option
@force_option
def saturation(
    *,
    project: Path,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Tell how many new codes each interview brings, in order of date."""
    from workbench.workflows.attending import saturation_as_grids, saturation_facts, saturation_of
    from workbench.workflows.counting import cut_of

    with counting(project) as counts:
        cut = cut_of(counts.codebook(), codes=codes, where=where)
        found = saturation_of(counts, cut, coder=coder_of(counts, coder))
        put_out(
            counts,
            saturation_as_grids(counts, found, lang=lang),
            saturation_facts(found),
            output=output,
            as_json=as_json,
            force=force,
        )


@command("workbench voices study.workbench", "workbench voices study.workbench --where intervju=07")
@project_argument
@coder_option
@codes_option
@where_option
@json_option
@output_option(_FILE)
@lang_option
@force_option
def voices(
    *,
    project: Path,
    coder: str | None,
    codes: tuple[str, ...],
    where: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """Tell each participant's share of the words, and on how many voices each code rests."""
    from workbench.workflows.attending import voices_as_grids, voices_facts, voices_of
    from workbench.workflows.counting import cut_of

    with counting(project) as counts:
        cut = cut_of(counts.codebook(), codes=codes, where=where)
        found = voices_of(counts, cut, coder=known_coder(counts.project, coder))
        put_out(
            counts,
            voices_as_grids(counts, found, lang=lang),
            voices_facts(found),
            output=output,
            as_json=as_json,
            force=force,
            interviews=[each.interview for each in found.conversations],
        )


@command(
    "workbench participants study.workbench",
    "workbench participants study.workbench --by kommun -o deltagare.xlsx",
)
@project_argument
@by_option(default=())
@where_option
@group_option
@json_option
@output_option(_FILE)
@lang_option
@force_option
def participants(
    *,
    project: Path,
    by: tuple[str, ...],
    where: tuple[str, ...],
    groups: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """List who took part, and who was listed but never heard (drop-out)."""
    from workbench.workflows.attending import (
        participants_as_grids,
        participants_facts,
        participants_of,
    )
    from workbench.workflows.counting import cut_of, read_groups

    with counting(project) as counts:
        cut = cut_of(counts.codebook(), by=names_of(by), where=where, groups=read_groups(groups))
        found = participants_of(counts, cut)
        put_out(
            counts,
            participants_as_grids(counts, found, lang=lang),
            participants_facts(found),
            output=output,
            as_json=as_json,
            force=force,
            interviews=sorted({who.interview for who in found.people}),
        )
