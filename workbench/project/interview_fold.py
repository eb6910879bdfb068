"""The fold of interviews: texts, speakers, participants, attributes. Pure.

Invariant: as of `fold`; what is said of a speaker is said of her label in the file, whatever she is
shown as, and so holds in every text that the interview has had.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.project import events as kinds
from workbench.project.fold import Entry, Life
from workbench.project.payloads import Head


@dataclass(frozen=True, slots=True)
class Person:
    """A participant of an interview, under the label the file gives."""

    label: str
    description: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InterviewState:
    declared: str
    """The id it was imported under."""
    alive: bool
    clock: int
    event: str
    title: str
    memo: str
    attributes: Mapping[str, str]
    labels: tuple[str, ...]
    """The shown label of each label of the head."""
    people: tuple[Person, ...]
    """Under their shown labels, the moderator not among them."""
    moderators: tuple[str, ...]
    text: str
    head: str
    source: str
    source_name: str
    first: str
    """The text it was imported with."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Which speakers of an interview's texts were forgotten, in the order of forgetting."""

    speakers: tuple[tuple[int, Mapping[str, Any]], ...] = ()
    """Number of the forgetting, from 1, and payload of `speaker.forget`."""

    def number(self, head_sha: str, label: int, head: Head, *, texts: Collection[str]) -> int:
        """Which forgetting took this label of a head of these texts; 0 for none."""
        for order, payload in self.speakers:
            if payload["text"] in texts and label in forgotten_labels(head_sha, head, payload):
                return order
        return 0


def forgotten_labels(head_sha: str, head: Head, payload: Mapping[str, Any]) -> frozenset[int]:
    """The labels of a head that a `speaker.forget` takes.

    Those it lists, and those heard in the turns it lists: another copy's head of the same text may
    count its labels in another order. Where that follows from the forgetting in another text of
    the interview, only those it lists: a turn may have changed its speaker.
    """
    listed = set(payload["heads"].get(head_sha, ()))
    if payload.get("derived"):
        return frozenset(listed)
    spans = payload["turns"]
    starts = [start for start, _ in spans]
    for start, end, label in zip(head.starts, head.ends, head.speakers, strict=True):
        at = bisect_left(starts, end) - 1
        if at >= 0 and spans[at][1] > start and label != head.nameless:
            listed.add(label)
    return frozenset(listed)


def placeholder(number: int) -> str:
    """What a forgotten speaker is called."""
    return f"(borttagen {number})"


@dataclass(slots=True)
class _Interview:
    """An interview while its events are being folded."""

    heads: Mapping[str, Head]
    forgotten: Forgotten
    texts: Mapping[str, set[str]]
    """The texts that each head was found with."""
    life: Life = field(default_factory=Life)
    base: Mapping[str, Any] | None = None
    present: Mapping[str, Any] = field(default_factory=dict)
    """Text, head and source of today: those of the latest revision, else the import's."""
    known: set[str] = field(default_factory=set)
    """Labels of every text so far."""
    names: dict[str, list[str]] = field(default_factory=dict)
    """Per head: the original label of each number, placeholders for the forgotten."""
    introduced: dict[str, str] = field(default_factory=dict)
    """Event id -> label it introduced."""
    title: str = ""
    memo: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    people: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    """Original label -> label it is shown as, where they differ."""
    moderators: set[str] = field(default_factory=set)

    def start(self, payload: Mapping[str, Any]) -> None:
        head_sha = payload["head"]
        head = self.heads[head_sha]
        names = self.labels_of(head_sha)
        self.base = self.present = payload
        self.known = set(names)
        self.title, self.memo = head.title, ""
        self.attributes = dict(head.attributes)
        self.people = {names[at]: (text, dict(own)) for at, text, own in head.participants}
        self.moderators = {names[at] for at in head.moderators}
        self.shown = {}

    def revise(self, payload: Mapping[str, Any]) -> None:
        """Another text: who was not met before comes with it, the others are as they were."""
        if self.base is None or payload["head"] not in self.heads:
            return
        head = self.heads[payload["head"]]
        names = self.labels_of(payload["head"])
        self.present = payload
        for at, text, own in head.participants:
            if names[at] not in self.known:
                self.people.setdefault(names[at], (text, dict(own)))
        self.moderators |= {names[at] for at in head.moderators} - self.known
        self.known |= set(names)

    def labels_of(self, head_sha: str) -> list[str]:
        if head_sha not in self.names:
            head = self.heads.get(head_sha)
            if head is None:
                return []
            texts = self.texts.get(head_sha, set())
            numbers = [
                self.forgotten.number(head_sha, at, head, texts=texts)
                for at in range(len(head.labels))
            ]
            self.names[head_sha] = [
                placeholder(number) if number else label
                for number, label in zip(numbers, head.labels, strict=True)
            ]
        return self.names[head_sha]

    def labels(self, payload: Mapping[str, Any]) -> list[str]:
        """The original labels that a payload refers to; unknown references are left aside."""
        found = []
        known = self.labels_of(payload.get("head", ""))
        for reference in payload.get("who", ()):
            if isinstance(reference, str):
                label = self.introduced.get(reference)
            else:
                label = known[reference] if 0 <= reference < len(known) else None
            if label is not None:
                found.append(label)
        return found

    def show(self, label: str) -> str:
        return self.shown.get(label, label)

    def apply(self, entry: Entry, payload: Mapping[str, Any]) -> None:
        if entry.kind == kinds.INTERVIEW_EDIT:
            self.title = payload.get("title", self.title)
            self.memo = payload.get("memo", self.memo)
            _change(self.attributes, payload.get("attributes", {}))
        elif entry.kind == kinds.INTERVIEW_REVISE:
            self.revise(payload)
        elif entry.kind == kinds.PARTICIPANT_EDIT:
            self._edit_people(payload)
        elif entry.kind == kinds.SPEAKER_RENAME:
            self.shown.update(dict.fromkeys(self.labels(payload), payload["new"]))
        elif entry.kind == kinds.MODERATORS_SET:
            self._set_moderators(set(self.labels(payload)))

    def _edit_people(self, payload: Mapping[str, Any]) -> None:
        for label in self.labels(payload):
            description, own = self.people.get(label, ("", {}))
            changed = dict(own)
            _change(changed, payload.get("attributes", {}))
            self.people[label] = (payload.get("description", description), changed)

    def _set_moderators(self, labels: set[str]) -> None:
        for label in sorted(self.moderators - labels):
            self.people.setdefault(label, ("", {}))
        self.moderators = labels

    def shown_people(self) -> tuple[Person, ...]:
        """One person per shown label: of several labels, the one so called goes first."""
        moderators = {self.show(label) for label in self.moderators}
        merged: dict[str, Person] = {}
        for label, (description, own) in self.people.items():
            name = self.show(label)
            if name in moderators or not name:
                continue
            there = merged.get(name)
            mine = Person(name, description, own)
            if there is None:
                merged[name] = mine
            elif label == name:
                merged[name] = _joined(mine, there)
            else:
                merged[name] = _joined(there, mine)
        return tuple(merged.values())


def _joined(first: Person, second: Person) -> Person:
    return Person(
        first.label,
        first.description or second.description,
        {**second.attributes, **first.attributes},
    )


def _change(there: dict[str, str], changes: Mapping[str, str]) -> None:
    for name, value in changes.items():
        if value:
            there[name] = value
        else:
            there.pop(name, None)


def fold_interview(
    entries: Sequence[Entry], heads: Mapping[str, Head], forgotten: Forgotten
) -> InterviewState | None:
    """An interview's state, alive or not; None where it is forgotten or was never there.

    The events of an interview that is forgotten as a whole are all erased: nothing defines it.

    heads: the heads that the entries name, by sha256.
    """
    return _finished_state(_folded(entries, heads, forgotten))


def shown_labels(
    entries: Sequence[Entry], heads: Mapping[str, Head], forgotten: Forgotten
) -> dict[str, list[str]]:
    """What the labels of each head are shown as, also of texts that another took the place of."""
    state = _folded(entries, heads, forgotten)
    return {head: [state.show(label) for label in state.labels_of(head)] for head in heads}


def _folded(
    entries: Sequence[Entry], heads: Mapping[str, Head], forgotten: Forgotten
) -> _Interview:
    state = _Interview(heads, forgotten, _texts_of_heads(entries))
    adds = [entry for entry in entries if _defines(entry, heads)]
    # One whose import was undone is kept, not alive, in case someone has coded it.
    revivable = not any(not entry.undone for entry in adds)
    for entry in entries:
        if entry.payload is None:
            continue
        if entry.kind == kinds.PARTICIPANT_EDIT and "new" in entry.payload:
            state.introduced[entry.id] = entry.payload["new"]
        if entry in adds:
            _begin(state, entry, revivable=revivable)
        elif entry.undone:
            continue
        elif entry.kind == kinds.INTERVIEW_REMOVE:
            state.life.alive = False
        else:
            state.apply(entry, entry.payload)
    return state


def _texts_of_heads(entries: Sequence[Entry]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in entries:
        if entry.kind in kinds.TEXTS and entry.payload is not None:
            found.setdefault(entry.payload["head"], set()).add(entry.payload["text"])
    return found


def _defines(entry: Entry, heads: Mapping[str, Head]) -> bool:
    return (
        entry.kind == kinds.INTERVIEW_ADD
        and entry.payload is not None
        and entry.payload["head"] in heads
    )


def _begin(state: _Interview, entry: Entry, *, revivable: bool) -> None:
    if entry.payload is None or (entry.undone and not revivable):
        return
    if not state.life.alive:
        state.start(entry.payload)
    state.life.begin(entry)
    state.life.alive = not entry.undone


def _finished_state(state: _Interview) -> InterviewState | None:
    base = state.base
    if base is None:
        return None
    return InterviewState(
        declared=base["id"],
        alive=state.life.alive,
        clock=state.life.clock,
        event=state.life.event,
        title=state.title,
        memo=state.memo,
        attributes=state.attributes,
        labels=tuple(state.show(label) for label in state.labels_of(state.present["head"])),
        people=state.shown_people(),
        moderators=tuple(sorted({state.show(label) for label in state.moderators})),
        text=state.present["text"],
        head=state.present["head"],
        source=state.present["source"],
        source_name=state.present["source_name"],
        first=base["text"],
    )
