"""The figures of an evaluation, as a table and as JSON."""

from typing import TYPE_CHECKING

from workbench.cli.output import result_console, say
from workbench.text.translation import _

if TYPE_CHECKING:
    from workbench.workflows.evaluating import Assessment


def assessment_json(assessed: "Assessment") -> dict[str, object]:
    """Everything; shares rounded to four decimals."""
    from dataclasses import asdict

    names = ("top1", "recall3", "mrr")
    methods: dict[str, object] = {
        name: {
            **_rounded(asdict(each)),
            "intervals": _rounded(assessed.intervals[name]),
        }
        for name, each in assessed.methods.items()
    }
    return {
        "coder": assessed.coder,
        "interviews": list(assessed.interviews),
        "methods": methods,
        "random": dict(zip(names, (round(each, 4) for each in assessed.chance), strict=True)),
    }


def _rounded(value: object) -> dict[str, object]:
    rounded = _round(value)
    return rounded if isinstance(rounded, dict) else {}


def _round(value: object) -> object:
    from enum import Enum

    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _round(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_round(each) for each in value]
    return value


def print_assessment(assessed: "Assessment") -> None:
    """Three tables: rankings, what is shown, and code by code."""
    say(
        _("{coder}, {number} interviews, each foreseen from the others. In brackets 95 %.").format(
            coder=assessed.coder, number=len(assessed.interviews)
        )
    )
    _print_rankings(assessed)
    _print_shown(assessed)
    _print_codes(assessed)


def _print_rankings(assessed: "Assessment") -> None:
    rows = [
        [
            name,
            *(
                _with_interval(value, assessed.intervals[name][measure])
                for measure, value in (
                    ("top1", each.macro.top1),
                    ("recall3", each.macro.recall3),
                    ("mrr", each.macro.mrr),
                )
            ),
            *(f"{value:.2f}" for value in (each.micro.top1, each.micro.recall3, each.micro.mrr)),
        ]
        for name, each in assessed.methods.items()
    ]
    rows.append([_("random"), *(f"{each:.2f}" for each in assessed.chance), "", "", ""])
    _print_table(
        [
            _("ranking"),
            _("top-1, macro"),
            _("recall@3"),
            _("MRR"),
            _("top-1, micro"),
            _("recall@3"),
            _("MRR"),
        ],
        rows,
    )


def _print_shown(assessed: "Assessment") -> None:
    rows = []
    for name, each in assessed.methods.items():
        spread = assessed.intervals[name]
        if "precision" not in spread:
            continue
        bands = ", ".join(
            f"{band.confidence.value} {band.shown}: {band.predicted:.2f} → {band.right:.2f}"
            for band in each.reliability
        )
        rows.append(
            [
                name,
                _with_interval(each.micro_shown.precision, spread["precision"]),
                _with_interval(each.micro_shown.recall, spread["recall"]),
                f"{each.micro_shown.f1:.2f}",
                f"{each.macro_shown.precision:.2f} {each.macro_shown.recall:.2f}",
                _with_interval(each.bothered, spread["uncoded"]),
                bands,
            ]
        )
    _print_table(
        [
            _("shown"),
            _("precision, micro"),
            _("recall"),
            _("F1"),
            _("macro P R"),
            _("uncoded sentences"),
            _("bands: number, predicted → right"),
        ],
        rows,
    )


def _print_codes(assessed: "Assessment") -> None:
    learned, cold = assessed.methods["learned"], assessed.methods["cold"]
    rows = [
        [
            each.code,
            str(each.codings),
            f"{each.ranking.top1:.2f} {each.ranking.recall3:.2f} {each.ranking.mrr:.2f}",
            f"{each.showing.precision:.2f} {each.showing.recall:.2f} {each.showing.f1:.2f}",
            f"{other.ranking.top1:.2f} {other.ranking.recall3:.2f} {other.ranking.mrr:.2f}",
            f"{other.showing.precision:.2f} {other.showing.recall:.2f} {other.showing.f1:.2f}",
        ]
        for each, other in zip(learned.per_code, cold.per_code, strict=True)
    ]
    _print_table(
        [
            _("code"),
            _("codings"),
            _("learned: top-1 recall@3 MRR"),
            _("P R F1"),
            _("cold: top-1 recall@3 MRR"),
            _("P R F1"),
        ],
        rows,
    )


def _with_interval(value: float, spread: tuple[float, float]) -> str:
    return f"{value:.2f} ({spread[0]:.2f}–{spread[1]:.2f})"


def _print_table(heads: list[str], rows: list[list[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, head in enumerate(heads):
        drawn.add_column(head, justify="left" if place == 0 else "right")
    for row in rows:
        drawn.add_row(*row)
    result_console().print(drawn)
