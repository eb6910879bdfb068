"""What a query asks for, as a tree; docs/find.md has the grammar.

Invariant: a tree is a value: equal queries are equal, and evaluating one changes nothing.
"""

from dataclasses import dataclass, field
from typing import Literal

from workbench.model import CodeId
from workbench.text.searching import Search

Distance = Literal["turns", "words"]


@dataclass(frozen=True, slots=True)
class Coded:
    """Codings with one of the codes, of one of the directions."""

    codes: frozenset[CodeId] | None
    """None: any."""
    directions: frozenset[str] | None = None
    """Of `+ - 0` and empty (not set); None: any."""


@dataclass(frozen=True, slots=True)
class Said:
    """Places where the words of participants match."""

    search: Search


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """The turns of everybody with this label."""

    label: str
    """Folded."""
    at: tuple[int, int] = field(default=(0, 0), compare=False)
    """Where it stands in the query."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Codings marked as quotable."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Codings with a memo, or with these words in it."""

    search: Search | None = None


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Related:
    """What `left` finds, where something else that `right` finds is near, around or behind it."""

    kind: Literal["near", "within", "followed"]
    left: "Node"
    right: "Node"
    reach: int = 1
    """At most so many turns away, or with so many words between."""
    distance: Distance = "turns"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Attribute:
    """The speaker's effective attribute has one of the values."""

    name: str
    """Folded."""
    values: frozenset[str]
    """Folded."""
    at: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Condition:
    """One of a list of conditions."""

    asks: Attribute | Said | Marked | Noted
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Filtered:
    """What `found` finds and every condition lets through."""

    found: "Node"
    conditions: tuple[Condition, ...]


Node = Coded | Said | SpokenBy | Marked | Noted | Not | And | Or | Related | Filtered


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was read."""

    written: str
    node: Node


def nodes_of(node: Node) -> list[Node]:
    """The node and everything below it."""
    below: tuple[Node, ...] = ()
    if isinstance(node, Not):
        below = (node.part,)
    elif isinstance(node, (And, Or)):
        below = node.parts
    elif isinstance(node, Related):
        below = (node.left, node.right)
    elif isinstance(node, Filtered):
        below = (node.found,)
    return [node, *(each for part in below for each in nodes_of(part))]


def searches_in(node: Node) -> tuple[Search, ...]:
    """What conditions look for in the text of each passage: its keywords."""
    return tuple(
        condition.asks.search
        for each in nodes_of(node)
        if isinstance(each, Filtered)
        for condition in each.conditions
        if isinstance(condition.asks, Said) and not condition.negated
    )
