"""Charts for print and screen: heat map, balance, saturation, speakers' shares.

Invariant: nothing is told by colour alone: every figure stands in its cell or beside its mark, and
areas that meet differ in hatching too. Equal findings give equal bytes on equal library versions.
Colours: Okabe, M. & Ito, K. (2008). Color universal design; viridis' sibling cividis for scales
(Nuñez, J. R., Anderton, C. R. & Renslow, R. S. (2018). PLoS ONE 13(7), e0199239).
"""

import warnings
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from textwrap import fill, shorten
from typing import TYPE_CHECKING, BinaryIO, Literal

from workbench.export.grids import top_codes
from workbench.export.labels import Language
from workbench.export.wording import unit_name, words_in
from workbench.model import CodeId, Conversation, FrequencyTable, Saturation, Voices, readable_id

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PROMOTES, HINDERS = "#0072B2", "#D55E00"
"""Okabe and Ito's blue and vermilion: apart for every kind of colour vision, and in grey."""

SPEAKERS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
HATCHES = ("", "///", "...", "xx", "\\\\\\", "++", "oo")

Kind = Literal["png", "svg"]

_DPI = 200
_SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    # A dollar sign in a name begins no formula.
    "text.parse_math": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.hashsalt": "workbench",
    "svg.fonttype": "path",
    "hatch.linewidth": 0.6,
}


def heat_chart(
    out: BinaryIO, table: FrequencyTable, *, kind: Kind, lang: Language, titled: bool = True
) -> None:
    """Codes by values, each cell with its figure: a share where the table has one, else a count.

    titled: whether the picture says what it shows; a report has captions for that.
    """
    with _settings():
        words = words_in(lang)
        codes = top_codes(table)
        values = dict(zip(table.values, table.values, strict=True)) or {"": words["total"]}
        cells = {(row.value, row.code): row for row in (*table.rows, *table.totals)}
        figures = [[cells[value, code] for value in values] for code, _, _ in codes]
        by_share = bool(table.percent)
        numbers = [
            [
                100 * (row.percent_with_children or 0.0) if by_share else row.count_with_children
                for row in line
            ]
            for line in figures
        ]
        most = max((number for line in numbers for number in line), default=0) or 1
        figure, axes = _figure(3.2 + 0.75 * len(values), 1.6 + 0.42 * len(codes))
        if numbers:
            axes.pcolormesh(
                numbers, cmap="cividis_r", vmin=0, vmax=most, edgecolors="white", linewidth=1.5
            )
        _write_figures(axes, numbers, unit=" %" if by_share else "")
        axes.set_xticks([at + 0.5 for at in range(len(values))], list(values.values()))
        for label in axes.get_xticklabels():
            label.set(rotation=35, ha="right", rotation_mode="anchor")
        axes.set_yticks(
            [at + 0.5 for at in range(len(codes))],
            [_label(*each[:2]) if titled else fill(each[1], 36) for each in codes],
        )
        axes.invert_yaxis()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        told = words["heat" if table.by else "table"].format(
            unit=unit_name(table.unit, lang), by=table.by, coder=table.coder
        )
        if by_share:
            told += f" ({words[f'percent {table.percent}']})"
        _finish(out, figure, axes, title=told, kind=kind, titled=titled)


def _write_figures(axes: "Axes", numbers: Sequence[Sequence[float]], *, unit: str) -> None:
    """Each figure in its cell, white on what is dark."""
    most = max((number for line in numbers for number in line), default=0) or 1
    for row, line in enumerate(numbers):
        for column, number in enumerate(line):
            ink = "white" if number > 0.55 * most else "black"
            words = f"{number:.0f}{unit}"
            axes.text(column + 0.5, row + 0.5, words, ha="center", va="center", color=ink)


def balance_chart(
    out: BinaryIO, table: FrequencyTable, *, kind: Kind, lang: Language, titled: bool = True
) -> None:
    """What hinders to the left, what promotes to the right, the balance at the edge.

    The table is split by direction: by values for one code, else by codes.
    """
    with _settings():
        lines = balance_lines(table)
        by_code = {_label(code, name): name for code, name, _ in table.codes}
        names = [name if titled else by_code.get(name, name) for name, _, _ in lines]
        words = words_in(lang)
        height = 1.5 + 0.42 * len(lines) if titled else 0.7 + 0.4 * len(lines)
        figure, axes = _figure(7.2, height)
        most = max((max(plus, minus) for _, plus, minus in lines), default=0) or 1
        for at, (_, plus, minus) in enumerate(lines):
            axes.barh(at, plus, color=PROMOTES, edgecolor="white", height=0.7)
            axes.barh(at, -minus, color=HINDERS, edgecolor="white", height=0.7, hatch="///")
            axes.text(plus + most * 0.02, at, str(plus), va="center", ha="left")
            axes.text(-minus - most * 0.02, at, str(minus), va="center", ha="right")
            signed = f"{plus - minus:+d}".replace("-", "−") if plus != minus else "0"
            axes.text(most * 1.32, at, signed, va="center", ha="right", fontweight="bold")
        axes.text(most * 1.32, -0.8, words["balance row"], ha="right", va="center")
        axes.text(-most * 0.02, -0.8, f"← {words['-']}", ha="right", va="center", color="black")
        axes.text(most * 0.02, -0.8, f"{words['+']} →", ha="left", va="center", color="black")
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set_xlim(-most * 1.15, most * 1.35)
        axes.set_ylim(len(lines) - 0.4, -1.2)
        named = [name if titled else fill(name, 36) for name in names]
        axes.set_yticks(range(len(lines)), named)
        axes.set_xticks([])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        told = words["balance"].format(unit=unit_name(table.unit, lang), coder=table.coder)
        only = top_codes(table)
        if len(only) == 1:
            told = f"{_label(*only[0][:2])}: {told[0].lower()}{told[1:]}"
        _finish(out, figure, axes, title=told, kind=kind, titled=titled)


def balance_lines(table: FrequencyTable) -> list[tuple[str, int, int]]:
    """Name, what promotes, what hinders: by values for one code, else by codes."""
    codes = top_codes(table)
    rows = {(row.value, row.code, row.polarity): row for row in (*table.rows, *table.totals)}

    def line(name: str, value: str, code: CodeId) -> tuple[str, int, int]:
        plus, minus = rows[value, code, "+"], rows[value, code, "-"]
        return name, plus.count_with_children, minus.count_with_children

    if len(codes) == 1 and table.values:
        return [line(value, value, codes[0][0]) for value in table.values]
    return [line(_label(code, name), "", code) for code, name, _ in codes]


def saturation_chart(out: BinaryIO, found: Saturation, *, kind: Kind, lang: Language) -> None:
    """New codes of each interview as bars, all so far as a line, what any order gives as dots."""
    with _settings():
        words = words_in(lang)
        steps = found.steps
        places = range(len(steps))
        figure, axes = _figure(max(5.0, 1.8 + 0.3 * len(steps)), 3.6)
        _draw_steps(axes, found, words)
        axes.set_xticks(places, [step.interview for step in steps])
        axes.set_xlabel(f"{words['interview']} ({words['date']})")
        axes.set_ylabel(words["codes"])
        axes.set_ylim(0, 1.15 * max([step.cumulative for step in steps], default=1))
        axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=3)
        _finish(out, figure, axes, title=words["saturation"].format(coder=found.coder), kind=kind)


def _draw_steps(axes: "Axes", found: Saturation, words: Mapping[str, str]) -> None:
    steps = found.steps
    places = range(len(steps))
    axes.bar(
        places,
        [len(step.new_codes) for step in steps],
        color="#E69F00",
        edgecolor="black",
        linewidth=0.5,
        hatch="///",
        label=words["new codes"],
    )
    axes.plot(
        places,
        [step.cumulative for step in steps],
        color=PROMOTES,
        marker="o",
        markersize=3.5,
        label=words["cumulative"],
    )
    axes.plot(
        places,
        [step.expected for step in steps],
        color="black",
        linestyle=":",
        label=words["expected"],
    )
    for at, step in enumerate(steps):
        if step.new_codes:
            axes.text(at, len(step.new_codes), str(len(step.new_codes)), ha="center", va="bottom")
    reached = [at for at, step in enumerate(steps) if step.interview == found.reached]
    for at in reached:
        axes.axvline(at, color="black", linewidth=0.8, linestyle="--")
        axes.text(
            at + 0.15,
            0.5 * max(1, steps[-1].cumulative),
            words["reached"].format(interview=found.reached).rstrip("."),
            rotation=90,
            va="center",
            ha="left",
            fontsize=8,
        )


def voices_chart(out: BinaryIO, found: Voices, *, kind: Kind, lang: Language) -> None:
    """One bar for each interview, divided among its participants, most words first."""
    with _settings():
        words = words_in(lang)
        talks = found.conversations
        figure, axes = _figure(7.2, 1.3 + 0.3 * len(talks))
        for at, talk in enumerate(talks):
            _draw_voices(axes, at, talk)
        axes.set_yticks(
            range(len(talks)), [_talk_label(talk.interview, talk.title) for talk in talks]
        )
        axes.set_ylim(len(talks) - 0.4, -0.6)
        axes.set_xlim(0, 1)
        ticks = [0, 0.25, 0.5, 0.75, 1]
        axes.set_xticks(ticks, [f"{100 * tick:.0f} %" for tick in ticks])
        axes.tick_params(axis="y", length=0)
        title = f"{words['voices']}: {words['speaker share']}"
        _finish(out, figure, axes, title=title, kind=kind)


def _draw_voices(axes: "Axes", at: int, talk: Conversation) -> None:
    """One bar; those too narrow for their label have none."""
    left = 0.0
    for number, voice in enumerate(talk.voices):
        share = voice.share or 0.0
        colour = SPEAKERS[number % len(SPEAKERS)]
        axes.barh(
            at,
            share,
            left=left,
            color=colour,
            hatch=HATCHES[number % len(HATCHES)],
            edgecolor="white",
            height=0.8,
        )
        if share >= 0.08:
            axes.text(
                left + share / 2,
                at,
                f"{voice.speaker} {100 * share:.0f}",
                ha="center",
                va="center",
                fontsize=7,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
            )
        left += share


# -- what they share --------------------------------------------------------------------------


def _label(code: CodeId, name: str) -> str:
    """`STR  En tydlig arbetsstruktur …`."""
    short = readable_id(code)
    return f"{shorten(name, 34, placeholder=' …')}  {short}".strip()


def _talk_label(interview: str, title: str) -> str:
    return f"{shorten(title, 38, placeholder=' …')}  {interview}".strip()


def _settings() -> AbstractContextManager[None]:
    import matplotlib

    return matplotlib.rc_context(_SETTINGS)  # type: ignore[arg-type]


def _figure(width: float, height: float) -> "tuple[Figure, Axes]":
    """A figure of inches of which nothing is global."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(min(width, 40), min(height, 60)), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def _finish(
    out: BinaryIO,
    figure: "Figure",
    axes: "Axes",
    *,
    title: str,
    kind: Kind,
    titled: bool = True,
) -> None:
    title = title[:1].upper() + title[1:]
    if titled:
        axes.set_title(title, loc="left", fontsize=10, fontweight="bold")
    metadata: dict[str, str | None] = (
        {"Date": None, "Creator": None, "Title": title}
        if kind == "svg"
        else {"Software": None, "Title": title}
    )
    with warnings.catch_warnings():
        # A letter that the font lacks is drawn as a box; the picture is whole.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(out, format=kind, dpi=_DPI, metadata=metadata, facecolor="white")
