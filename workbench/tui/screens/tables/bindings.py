"""The keys of the tables."""

from textual.binding import Binding, BindingType

from workbench.text.translation import _


def _key(key: str, action: str, ident: str, name: str, tooltip: str) -> Binding:
    shown = ident in _IN_FOOTER
    display = "%" if key == "percent_sign" else None
    return Binding(
        key, action, name, id=f"tables.{ident}", show=shown, tooltip=tooltip, key_display=display
    )


_IN_FOOTER = frozenset({"next-attribute", "unit", "percent", "write", "back"})

TABLES: list[BindingType] = [
    _key("a", "step_first(1)", "next-attribute", _("Attribute"), _("Count by the next attribute")),
    _key(
        "A",
        "step_first(-1)",
        "previous-attribute",
        _("Attribute before"),
        _("Count by the attribute before"),
    ),
    _key("b", "pick_first", "attribute", _("By …"), _("Choose what to count by from a list")),
    _key(
        "x",
        "step_second(1)",
        "next-crossed",
        _("Crossed"),
        _("Cross it with the next attribute, at last with none"),
    ),
    _key(
        "X",
        "step_second(-1)",
        "previous-crossed",
        _("Crossed before"),
        _("Cross it with the attribute before"),
    ),
    _key("B", "pick_second", "crossed", _("Crossed with …"), _("Choose what to cross it with")),
    _key(
        "u",
        "step_unit(1)",
        "unit",
        _("Unit"),
        _("Count segments, turns, participants, interviews or words"),
    ),
    _key("U", "step_unit(-1)", "previous-unit", _("Unit before"), _("Count in the unit before")),
    _key(
        "percent_sign",
        "step_percent(1)",
        "percent",
        _("Per cent"),
        _("Shares of the row, the column, all coded, all there are, or none"),
    ),
    _key("d", "turn_polarity", "direction", _("Direction"), _("Split by direction, with balance")),
    _key(
        "t",
        "turn_per_1000",
        "per-1000",
        _("Per 1,000 words"),
        _("Also for each 1,000 words that were said"),
    ),
    _key("k", "step_coder(1)", "coder", _("Coder"), _("Count the next coder's codings")),
    _key("K", "step_coder(-1)", "previous-coder", _("Coder before"), _("Count the coder's before")),
    _key("s", "fold_all", "fold-all", _("Sub-codes"), _("Fold all sub-codes up, or down")),
    _key("space", "fold_one", "fold", _("Fold"), _("Fold what is below this code up, or down")),
    _key(
        "c",
        "contrast",
        "contrast",
        _("Contrasts"),
        _("What the values have in common, and what distinguishes one"),
    ),
    Binding(
        "F",
        "find",
        _("Find passages"),
        show=False,
        id="query.open",
        tooltip=_("Find passages by codes, cases and words"),
    ),
    _key("w", "write", "write", _("Write"), _("Write the table to a file")),
    _key("escape,q", "back", "back", _("Back"), _("Back to where you were")),
]
