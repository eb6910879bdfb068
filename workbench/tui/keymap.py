"""Every action that has a key: what it is called, where it holds, and which keys a person gave it.

Invariant: after `fitted`, no two actions that can be at hand at once share a key because of what
somebody wrote; what cannot hold keeps the keys it came with.
"""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from rapidfuzz import process
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, _character_to_key, format_key, key_to_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from workbench.text.translation import _
from workbench.tui.headings import heading_order, place_of
from workbench.workflows.settings import KeysFile, WrittenKeys

_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})
_SIGNS = {_character_to_key(sign): sign for sign in string.punctuation}
"""`slash` is "/": textual names some keys otherwise than Unicode does."""
_NAMED = frozenset(key.value for key in Keys) | {f"f{number}" for number in range(1, 25)}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does, wherever it does it."""

    id: str
    keys: tuple[str, ...]
    """As textual names them: `question_mark`, `ctrl+right`."""
    name: str
    explained: str
    typed: bool
    """Whether letters would be swallowed: it holds while words are typed."""

    @property
    def place(self) -> str:
        """Where it belongs: its heading in `workbench keys`."""
        return place_of(self.id)

    @property
    def order(self) -> tuple[int, str]:
        """For sorting: places in their order, within them as in the program."""
        return heading_order(self.place)


@dataclass(frozen=True, slots=True)
class Place:
    """What is at hand together: a screen, the parts it may have, and the application."""

    screen: frozenset[str]
    """Ids of the actions of the screen and the application."""
    parts: tuple[frozenset[str], ...]
    """Ids of the actions of each part; only one part at a time has the focus."""

    def together(self, one: str, other: str) -> bool:
        """Whether a key could mean either of the two."""
        if one in self.screen:
            return other in self.screen or any(other in part for part in self.parts)
        return any(one in part and (other in part or other in self.screen) for part in self.parts)


# -- keys as they are written and shown -----------------------------------------------------


def normal_key(written: str) -> str:
    """The key as textual names it: `?` is `question_mark`."""
    *modifiers, key = written.split("+") if len(written) > 1 else [written]
    return "+".join([*modifiers, _character_to_key(key) if len(key) == 1 else key])


def is_key(key: str) -> bool:
    """Whether a keyboard could have such a key; `key` is as textual names it."""
    if key in _NAMED:
        return True
    *modifiers, last = key.split("+")
    if not last or not set(modifiers) <= _MODIFIERS:
        return False
    return last in _NAMED or _character(last) is not None


def _character(key: str) -> str | None:
    """What the key writes where words are typed; None when it writes nothing."""
    character = _SIGNS.get(key) or key_to_character(key)
    return character if character is not None and character.isprintable() else None


def written_key(key: str) -> str:
    """The key as one writes it in the file of keys: `?`, `ctrl+right`, `comma`."""
    character = _character(key)
    return character if character and character not in ", " else key


def shown_key(key: str) -> str:
    """The key as it is said on the screen: `?`, `ctrl+q`, `→`."""
    *modifiers, last = key.split("+")
    shown = last.upper() if re.fullmatch(r"f\d+", last) else format_key(last)
    return "+".join([*modifiers, shown])


def key_of(node: DOMNode, action: str) -> str:
    """The first key that does `action` of this part of the screen, as it is said."""
    chosen = node.app._keymap.get(action)
    if chosen:
        return shown_key(chosen.split(",")[0])
    for key, binding in node._bindings:
        if binding.id == action:
            return shown_key(key)
    return ""


def in_effect(action: Action, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The action's keys as they are written, with what somebody has set."""
    chosen = keymap.get(action.id)
    return tuple(map(written_key, chosen.split(",") if chosen else action.keys))


# -- every action there is ------------------------------------------------------------------


@lru_cache(1)
def actions() -> dict[str, Action]:
    """Every action of every screen and part, by id, in the order of the program."""
    found: dict[str, Action] = {}
    for node in _nodes():
        for binding in Binding.make_bindings(node.__dict__.get("BINDINGS", ())):
            if binding.id:
                found[binding.id] = _joined(found.get(binding.id), binding, node)
    return found


def _joined(known: Action | None, binding: Binding, node: type[DOMNode]) -> Action:
    keys = () if known is None else known.keys
    typed = binding.priority or issubclass(node, Input | TextArea)
    return Action(
        id=binding.id or "",
        keys=keys if binding.key in keys else (*keys, binding.key),
        name=binding.description,
        explained=binding.tooltip,
        typed=typed or (known is not None and known.typed),
    )


def _modules() -> Iterator[ModuleType]:
    import workbench.tui

    for each in pkgutil.walk_packages(workbench.tui.__path__, "workbench.tui."):
        yield importlib.import_module(each.name)


def _nodes() -> list[type[DOMNode]]:
    """Every class of the interface that may have keys, the application first."""
    found: dict[type[DOMNode], None] = {}
    for module in sorted(_modules(), key=lambda each: each.__name__):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and _is_ours(value):
                found[value] = None
    return list(found)


def _is_ours(node: type) -> bool:
    return node.__module__.startswith("workbench.tui.")


@lru_cache(1)
def places() -> tuple[Place, ...]:
    """Every screen with its parts: those that its module names, and those that these name."""
    from workbench.tui.app import WorkbenchApp

    app = list(Binding.make_bindings(WorkbenchApp.BINDINGS))
    found = []
    for screen in _nodes():
        if not issubclass(screen, Screen):
            continue
        modal = issubclass(screen, ModalScreen)
        everywhere = {each.id for each in app if each.id and (each.priority or not modal)}
        parts = tuple(_ids(part) for part in _parts(screen))
        found.append(Place(frozenset(everywhere) | _ids(screen), parts))
    return tuple(found)


def _ids(node: type[DOMNode]) -> frozenset[str]:
    own = (each.__dict__.get("BINDINGS", ()) for each in node.__mro__ if _is_ours(each))
    return frozenset(
        binding.id for bindings in own for binding in Binding.make_bindings(bindings) if binding.id
    )


def _parts(screen: type[DOMNode]) -> list[type[DOMNode]]:
    modules = [each.__module__ for each in screen.__mro__ if _is_ours(each)]
    found: dict[type[DOMNode], None] = {}
    for module in modules:
        for value in vars(importlib.import_module(module)).values():
            if _is_part(value) and value not in found:
                found[value] = None
                modules.append(value.__module__)
    return list(found)


def _is_part(value: object) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, Widget)
        and not issubclass(value, Screen)
        and _is_ours(value)
    )


# -- what somebody wrote --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FittedKeys:
    """What of a file of keys holds, and a sentence for each line that does not."""

    keymap: dict[str, str]
    """For App.set_keymap: id -> keys divided by commas."""
    warnings: tuple[str, ...] = ()


def fitted(file: KeysFile) -> FittedKeys:
    """Take over what can hold: known actions, keys that exist, no clash with another action."""
    warnings: list[tuple[int, str]] = []
    wanted: dict[str, WrittenKeys] = {}
    for each in file.written:
        told = _problem(each)
        if told:
            warnings.append((each.line, told))
        else:
            wanted[each.action] = each
    while clash := _first_clash(wanted):
        loser, told = clash
        warnings.append((wanted.pop(loser).line, told))
    return FittedKeys(
        {action: ",".join(map(normal_key, each.keys)) for action, each in wanted.items()},
        tuple(
            _("{file}, line {line}: {problem}").format(file=file.path.name, line=line, problem=told)
            for line, told in sorted(warnings)
        ),
    )


def _problem(written: WrittenKeys) -> str:
    """Why a line cannot hold by itself; empty when it can."""
    known = actions()
    action = known.get(written.action)
    if action is None:
        near = process.extractOne(written.action, list(known), score_cutoff=80)
        hint = (
            _("Did you mean “{id}”?").format(id=near[0])
            if near
            else _("`workbench keys` lists them.")
        )
        return _("there is no action “{id}”. {hint}").format(id=written.action, hint=hint)
    for key in written.keys:
        if not is_key(normal_key(key)):
            return _("“{key}” is no key. Write x, X, f5, ctrl+x, pageup …").format(key=key)
        if action.typed and _character(normal_key(key)):
            told = _("“{key}” writes a letter there. Give “{id}” a key with ctrl, or f1 to f12.")
            return told.format(key=key, id=action.id)
    return ""


def _first_clash(wanted: dict[str, WrittenKeys]) -> tuple[str, str] | None:
    """The first line that takes a key another action has, and what to say about it."""
    known = actions()
    held: dict[str, list[str]] = {}
    for action in known.values():
        given = wanted.get(action.id)
        for key in action.keys if given is None else map(normal_key, given.keys):
            held.setdefault(key, []).append(action.id)
    for written in sorted(wanted.values(), key=lambda each: -each.line):
        for key in map(normal_key, written.keys):
            other = _other_holder(written.action, key, held.get(key, ()))
            if other:
                told = _("“{key}” already does “{name}” ({other}). “{id}” keeps {keys}.")
                return written.action, told.format(
                    key=written_key(key),
                    name=known[other].name,
                    other=other,
                    id=written.action,
                    keys=", ".join(map(written_key, known[written.action].keys)),
                )
    return None


def _other_holder(action: str, key: str, holders: Sequence[str]) -> str | None:
    known = actions()
    for other in holders:
        by_design = key in known[action].keys and key in known[other].keys
        together = any(place.together(action, other) for place in places())
        if other != action and together and not by_design:
            return other
    return None
