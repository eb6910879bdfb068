"""The agreement of a table's coders, on the terminal."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from workbench.cli.output import result_console, say
from workbench.model import Figure, Note, Threshold, Undefined
from workbench.text.translation import _

if TYPE_CHECKING:
    from rich.table import Table

    from workbench.workflows.matrices import MatrixAgreement

_MOST_VALUES = 12
"""Above so many values the table of pairs is too wide to read."""


def coefficient_names() -> dict[str, str]:
    """What each coefficient is called."""
    return {
        "percent": _("percent agreement (a fraction)"),
        "cohen_kappa": _("Cohen's kappa"),
        "weighted_kappa": _("weighted kappa"),
        "scott_pi": _("Scott's pi"),
        "fleiss_kappa": _("Fleiss' kappa"),
        "krippendorff_alpha": _("Krippendorff's alpha"),
        "gwet_ac1": _("Gwet's AC1"),
        "gwet_ac2": _("Gwet's AC2"),
        "brennan_prediger": _("Brennan-Prediger"),
        "positive_agreement": _("positive agreement (F1)"),
        "negative_agreement": _("negative agreement"),
        "alpha_jaccard": _("alpha, sets, Jaccard"),
        "alpha_masi": _("alpha, sets, MASI"),
    }


def in_words(note: Note) -> str:
    """A note or the reason of an undefined figure, in the language of the interface."""
    return str(Note(_(note.template), note.facts))


def print_matrix(found: "MatrixAgreement") -> None:
    """Print the counts, every coefficient, what misleads, and what conventions call the figures."""
    say(_summary(found))
    if found.table is not None and 0 < len(found.values) <= _MOST_VALUES:
        first, second = found.coders
        say(
            _("Units by the values of {first} (rows) and {second}:").format(
                first=first, second=second
            )
        )
        result_console().print(_pairs(found))
    else:
        say(_("Coders: {names}").format(names=", ".join(found.coders)))
    shown = _shown_figures(found)
    result_console().print(_figures(shown))
    for note in found.notes:
        say(in_words(note))
    if found.notes:
        say()
    for line in customary_words(shown, found.thresholds):
        say(line)


def customary_words(
    coefficients: Mapping[str, Figure], thresholds: tuple[Threshold, ...]
) -> Iterator[str]:
    """What each convention calls the figures it was made for."""
    names = coefficient_names()
    for threshold in thresholds:
        called = [
            f"{names.get(name, name)} “{in_words(threshold.word(figure))}”"
            for name in threshold.coefficients
            if (figure := coefficients.get(name)) is not None and not isinstance(figure, Undefined)
        ]
        if called:
            told = _("{author} would call {called}.")
            yield told.format(author=threshold.author, called=", ".join(called))


def _summary(found: "MatrixAgreement") -> str:
    told = _("{file}: {units} units, {paired} with values of two coders or more; {level} level.")
    return told.format(
        file=found.name, units=found.units, paired=found.paired, level=found.level.value
    )


def _pairs(found: "MatrixAgreement") -> "Table":
    """Units by both coders' values, with sums: what the coefficients are computed from."""
    drawn = _table()
    drawn.add_column("")
    for value in (*found.values, _("total")):
        drawn.add_column(value, justify="right")
    rows = found.table or ()
    for value, row in zip(found.values, rows, strict=True):
        drawn.add_row(value, *map(str, row), str(sum(row)))
    totals = [sum(column) for column in zip(*rows, strict=True)]
    drawn.add_row(_("total"), *map(str, totals), str(sum(totals)))
    return drawn


def _shown_figures(found: "MatrixAgreement") -> dict[str, Figure]:
    """Without those over sets where no value is one: they are alpha itself."""
    sets = any("|" in value for value in found.values)
    return {
        name: figure
        for name, figure in found.coefficients.items()
        if sets or name not in ("alpha_jaccard", "alpha_masi")
    }


def _figures(coefficients: Mapping[str, Figure]) -> "Table":
    drawn = _table()
    drawn.add_column(_("coefficient"), no_wrap=True)
    drawn.add_column(_("value"), justify="right", no_wrap=True)
    drawn.add_column(_("why there is none"), overflow="fold")
    names = coefficient_names()
    for name, figure in coefficients.items():
        if isinstance(figure, Undefined):
            drawn.add_row(names[name], "–", in_words(figure))
        else:
            drawn.add_row(names[name], f"{figure:.3f}", "")
    return drawn


def _table() -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
