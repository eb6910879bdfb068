"""What a query finds in one interview: codings of one coder, places in the text, turns.

Invariant: what `A and B` finds, `A` finds; every thing is found once. Moderators' words and codings
are left out unless asked for, as everywhere where something is counted.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from workbench.analysis.excerpts import Where, matches
from workbench.analysis.queries import (
    And,
    Attribute,
    Coded,
    Condition,
    Filtered,
    Marked,
    Node,
    Not,
    Noted,
    Or,
    Related,
    Said,
    SpokenBy,
)
from workbench.analysis.queries_places import NO_CODE, Places
from workbench.analysis.queries_reading import INTERVIEW, SPEAKER
from workbench.model import CodedSpan, CountingFrame, interview_key
from workbench.text import fold

Marks = Mapping[tuple[int, int, str], tuple[bool, str]]
"""For each coding (start, end, code) whether it is quotable, and its memo."""

Holds = Callable[[CodedSpan], bool]


@dataclass(frozen=True, slots=True)
class Material:
    """One interview as a query sees it; text and marks are fetched when first needed."""

    frame: CountingFrame
    text: Callable[[], str]
    marks: Callable[[], Marks]


def find_in(material: Material, node: Node, *, with_moderator: bool = False) -> list[CodedSpan]:
    """Everything found in one interview, in order of start, end and code.

    A place in the text and a turn have no code and no direction. Raises InputError where a regular
    expression takes too long.
    """
    return _Finder(material, with_moderator=with_moderator).find(node)


@dataclass(slots=True)
class _Finder:
    material: Material
    with_moderator: bool
    places: Places = field(init=False)
    _found: dict[Node, list[CodedSpan]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places(self.material.frame, with_moderator=self.with_moderator)

    def find(self, node: Node) -> list[CodedSpan]:
        if node not in self._found:
            self._found[node] = self._find(node)
        return self._found[node]

    def _find(self, node: Node) -> list[CodedSpan]:
        if isinstance(node, Or):
            return sorted({each for part in node.parts for each in self.find(part)})
        if isinstance(node, And):
            return self._find_all(node)
        if isinstance(node, Not):
            holds = self.holds(node)
            return [turn for turn in self.places.all_turns() if holds(turn)]
        if isinstance(node, Related):
            return self._find_related(node)
        if isinstance(node, Filtered):
            return self._filtered(self.find(node.found), node.conditions)
        return self._find_term(node)

    def _find_term(self, node: Coded | Said | SpokenBy | Marked | Noted) -> list[CodedSpan]:
        if isinstance(node, Coded):
            codes, directions = node.codes, node.directions
            return self.places.heard(
                span
                for span in self.material.frame.spans
                if (codes is None or span[2] in codes)
                and (directions is None or span[3] in directions)
            )
        if isinstance(node, Said):
            hits = node.search.hits(self.material.text())
            return self.places.heard((start, end, NO_CODE, "") for start, end in hits)
        if isinstance(node, SpokenBy):
            labels = self.material.frame.speakers
            return self.places.all_turns(each for each in labels if fold(each) == node.label)
        passes = self._mark_test(node)
        return self.places.heard(span for span in self.material.frame.spans if passes(span))

    def _find_all(self, node: And) -> list[CodedSpan]:
        """What the first part that is not negated finds, where the others hold."""
        subject = next((part for part in node.parts if not isinstance(part, Not)), None)
        found = self.places.all_turns() if subject is None else self.find(subject)
        for part in node.parts:
            if found and part is not subject:
                holds = self.holds(part)
                found = [each for each in found if holds(each)]
        return found

    def _find_related(self, node: Related) -> list[CodedSpan]:
        left = self.find(node.left)
        if not left:
            return []
        test = _TESTS[node.kind](self.places, self.find(node.right), node)
        return [each for each in left if test(each) is not node.negated]

    # -- Whether something is so of a passage ---------------------------------------------------

    def holds(self, node: Node) -> Holds:
        """A passage meets a term when it shares a character with something the term finds."""
        if isinstance(node, Not):
            inner = self.holds(node.part)
            return lambda each: not inner(each)
        if isinstance(node, And):
            all_of = [self.holds(part) for part in node.parts]
            return lambda each: all(holds(each) for holds in all_of)
        if isinstance(node, Or):
            any_of = [self.holds(part) for part in node.parts]
            return lambda each: any(holds(each) for holds in any_of)
        found = self.find(node)
        starts = [each[0] for each in found]
        ends = sorted(each[1] for each in found)
        # Those that begin before the end, but for those that are over before the start.
        return lambda each: bisect_left(starts, each[1]) > bisect_right(ends, each[0])

    # -- Conditions -----------------------------------------------------------------------------

    def _filtered(
        self, found: list[CodedSpan], conditions: tuple[Condition, ...]
    ) -> list[CodedSpan]:
        cases = [each for each in conditions if isinstance(each.asks, Attribute)]
        if cases and found:
            passing = self._passing(cases)
            speakers = self.material.frame.turn_speakers
            found = [
                each
                for each in found
                if (home := self.places.home(each[0], each[1])) is not None
                and passing[speakers[home]]
            ]
        for condition in conditions:
            if found and not isinstance(condition.asks, Attribute):
                test = self._passage_test(condition.asks)
                found = [each for each in found if test(each) is not condition.negated]
        return found

    def _passing(self, conditions: Sequence[Condition]) -> list[bool]:
        """For each speaker whether every condition on the case lets him through."""
        frame = self.material.frame
        wanted = _joined(each.asks for each in conditions if not each.negated)
        barred = [_joined([each.asks]) for each in conditions if each.negated]
        cases = (
            {**attributes, INTERVIEW: interview_key(frame.interview), SPEAKER: label}
            for label, attributes in zip(frame.speakers, frame.speaker_attributes, strict=True)
        )
        return [
            matches(wanted, case) and not any(matches(each, case) for each in barred)
            for case in cases
        ]

    def _passage_test(self, asks: object) -> Holds:
        if isinstance(asks, Said):
            text, search = self.material.text(), asks.search
            return lambda each: any(True for _ in search.hits(text[each[0] : each[1]]))
        if isinstance(asks, (Marked, Noted)):
            return self._mark_test(asks)
        raise TypeError(f"no condition on a passage: {asks}")

    def _mark_test(self, asks: Marked | Noted) -> Holds:
        marks = self.material.marks()

        def passes(each: CodedSpan) -> bool:
            quotable, memo = marks.get(each[:3], (False, ""))
            if isinstance(asks, Marked):
                return quotable
            if asks.search is None:
                return bool(memo.strip())
            return any(True for _ in asks.search.hits(memo))

        return passes


def _joined(asked: Iterable[object]) -> list[Where]:
    """Values of one attribute mean or, different attributes and."""
    values: dict[str, set[str]] = {}
    for each in asked:
        if isinstance(each, Attribute):
            same = map(interview_key, each.values) if each.name == INTERVIEW else each.values
            values.setdefault(each.name, set()).update(same)
    return [(name, frozenset(wanted)) for name, wanted in values.items()]


# -- Relations --------------------------------------------------------------------------------


def _near(places: Places, others: list[CodedSpan], node: Related) -> Holds:
    """Within so many turns, or so many words between; sharing a character is nearest."""
    reached = [places.reach(each, node.distance) for each in others]
    firsts, lasts = sorted(first for first, _ in reached), sorted(last for _, last in reached)
    known = set(others)

    def test(each: CodedSpan) -> bool:
        first, last = places.reach(each, node.distance)
        # Those that begin in time, but for those that are over too early.
        begun = bisect_right(firsts, last + node.reach)
        number = begun - bisect_left(lasts, first - node.reach)
        return number > (each in known)

    return test


def _within(_places: Places, others: list[CodedSpan], _node: Related) -> Holds:
    """Wholly inside something else."""
    starts = [each[0] for each in others]
    furthest = list(accumulate((each[1] for each in others), max))
    known = set(others)

    def test(each: CodedSpan) -> bool:
        before = bisect_right(starts, each[0])
        if not before or furthest[before - 1] < each[1]:
            return False
        return each not in known or any(
            other[1] >= each[1] and other != each for other in others[:before]
        )

    return test


def _followed(places: Places, others: list[CodedSpan], node: Related) -> Holds:
    """Something begins behind it, within so many turns or words."""
    starts = [each[0] for each in others]

    def test(each: CodedSpan) -> bool:
        following = bisect_left(starts, each[1])
        if following == len(others):
            return False
        begins = places.reach(others[following], node.distance)[0]
        return begins - places.reach(each, node.distance)[1] <= node.reach

    return test


_TESTS: Mapping[str, Callable[[Places, list[CodedSpan], Related], Holds]] = {
    "near": _near,
    "within": _within,
    "followed": _followed,
}
