"""The keys of the codebook."""

from textual.binding import Binding, BindingType

from workbench.text.translation import _


def _key(key: str, action: str, ident: str, name: str, tooltip: str) -> Binding:
    shown = ident in _IN_FOOTER
    # Undo and redo are the same on every screen, so they have one id and one key.
    full = ident if "." in ident else f"codebook.{ident}"
    return Binding(key, action, name, id=full, show=shown, tooltip=tooltip)


_IN_FOOTER = frozenset({"edit", "add", "delete", "project.undo", "back"})

CODEBOOK_BINDINGS: list[BindingType] = [
    _key("e", "edit", "edit", _("Edit"), _("Edit every field of the code")),
    _key("a", "add(False)", "add", _("Add"), _("Add a code beside this one")),
    _key("A", "add(True)", "add-below", _("Add below"), _("Add a code below this one")),
    _key("R,f2", "rename", "rename", _("Rename"), _("Give the code another name")),
    _key("M", "merge", "merge", _("Merge"), _("Give its codings to another code, and delete it")),
    _key("m", "memo", "memo", _("Memo"), _("Write the memo on the code")),
    _key(
        "d,delete",
        "delete",
        "delete",
        _("Delete"),
        _("Delete the code, after saying what hangs on it"),
    ),
    _key(
        "K,shift+up",
        "move('up')",
        "move-up",
        _("Move up"),
        _("Put the code before the one above it"),
    ),
    _key(
        "J,shift+down",
        "move('down')",
        "move-down",
        _("Move down"),
        _("Put the code after the one below it"),
    ),
    _key(
        "less_than_sign,shift+left",
        "move('out')",
        "move-out",
        _("Move out"),
        _("Put the code beside the one it stands below"),
    ),
    _key(
        "greater_than_sign,shift+right",
        "move('in')",
        "move-in",
        _("Move in"),
        _("Put the code below the one above it"),
    ),
    _key(
        "b",
        "move_below",
        "move-below",
        _("Move below…"),
        _("Choose the code below which it is to stand"),
    ),
    _key(
        "space",
        "scroll_detail(1)",
        "read-on",
        _("Read on"),
        _("Scroll what is said of the code"),
    ),
    _key(
        "backspace",
        "scroll_detail(-1)",
        "read-back",
        _("Read back"),
        _("Scroll what is said of the code back"),
    ),
    _key("u", "undo", "project.undo", _("Undo"), _("Take back what you did last")),
    _key("ctrl+r", "redo", "project.redo", _("Redo"), _("Do again what you took back")),
    _key("escape", "back", "back", _("Back"), _("Back to where you were")),
]
