"""The journal's actions in words: what was done, to how much, as which coder."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workbench.text.translation import _, ngettext


class Done(Protocol):
    """What is needed of an action to tell of it."""

    @property
    def id(self) -> str: ...
    @property
    def verb(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, str | int]: ...
    @property
    def author(self) -> str: ...
    @property
    def coder(self) -> str | None: ...
    @property
    def time(self) -> datetime: ...
    @property
    def changes(self) -> Mapping[str, int]: ...
    @property
    def undone(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; several rows of one pipe are one line."""

    time: datetime
    author: str
    words: str
    undone: bool


PIPE = "-"
"""What the journal calls a pipe where it names a sheet."""


def log_lines(actions: Iterable[Done]) -> Iterator[LogLine]:
    """Every action in words, oldest first; rows that came through one pipe are told together."""
    known: dict[str, Done] = {}
    for run in _runs(actions):
        known.update({each.id: each for each in run})
        first = run[0]
        codings = sum(_codings(each) for each in run)
        words = _code({**first.facts, "codings": codings}) if len(run) > 1 else ""
        told = _with_coder(first, words) if words else action_words(first, known)
        yield LogLine(first.time, first.author, told, first.undone)


def action_words(action: Done, known: Mapping[str, Done] | None = None) -> str:
    """One line: what was done, and as which coder.

    `known` are earlier actions by id, so that an undo can say what it undid.
    """
    if action.verb in ("undo", "redo"):
        return _undoing(action, known or {})
    tell = _TELLERS.get(action.verb)
    facts = {"codings": _codings(action), "interviews": _interviews(action), **action.facts}
    return _with_coder(action, tell(facts) if tell else action.verb)


Facts = Mapping[str, str | int]


def _runs(actions: Iterable[Done]) -> Iterator[Sequence[Done]]:
    run: list[Done] = []
    for action in actions:
        if run and not _continues(run[-1], action):
            yield run
            run = []
        run.append(action)
    if run:
        yield run


def _continues(before: Done, action: Done) -> bool:
    both = (before, action)
    return all(each.verb == "code" and each.facts.get("file") == PIPE for each in both) and (
        (before.author, before.coder, before.undone) == (action.author, action.coder, action.undone)
    )


def _with_coder(action: Done, words: str) -> str:
    return _("{coder}: {words}").format(coder=action.coder, words=words) if action.coder else words


def _codings(action: Done) -> int:
    return action.changes.get("coding.add", 0) + action.changes.get("coding.edit", 0)


def _interviews(action: Done) -> int:
    return action.changes.get("interview.add", 0) or action.changes.get("finished.set", 0)


def _undoing(action: Done, known: Mapping[str, Done]) -> str:
    target = known.get(str(action.facts.get("action", "")))
    what = action_words(target) if target else _("an action")
    told = _("undid: {what}") if action.verb == "undo" else _("did again: {what}")
    return told.format(what=what)


def _number(facts: Facts, name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0


def _import(facts: Facts) -> str:
    number = _number(facts, "interviews")
    told = ngettext("imported {number} interview", "imported {number} interviews", number)
    return told.format(number=number)


def _attributes(facts: Facts) -> str:
    number = _number(facts, "interviews")
    told = ngettext(
        "updated the attributes of {number} interview",
        "updated the attributes of {number} interviews",
        number,
    )
    return told.format(number=number)


def _speakers(facts: Facts) -> str:
    number = _number(facts, "interviews")
    told = ngettext(
        "changed speakers in {number} interview", "changed speakers in {number} interviews", number
    )
    return told.format(number=number)


def _remove(facts: Facts) -> str:
    which = facts.get("interview", "")
    number = _number(facts, "codings")
    told = ngettext(
        "took out interview {which} with {number} coding",
        "took out interview {which} with {number} codings",
        number,
    )
    return told.format(which=which, number=number)


def _codebook(facts: Facts) -> str:
    told = _("changed the codebook ({added} added, {changed} changed, {removed} removed)")
    return told.format(**{name: _number(facts, name) for name in ("added", "changed", "removed")})


def _code(facts: Facts) -> str:
    number = _number(facts, "codings")
    file = str(facts.get("file", ""))
    source = _("a pipe") if file == PIPE else file or _("a sheet")
    told = ngettext("{number} coding from {source}", "{number} codings from {source}", number)
    return told.format(number=number, source=source)


def _finish(facts: Facts) -> str:
    number = _number(facts, "interviews")
    if facts.get("undo"):
        told = ngettext(
            "took the finished mark off {number} interview",
            "took the finished mark off {number} interviews",
            number,
        )
    else:
        told = ngettext(
            "marked {number} interview finished", "marked {number} interviews finished", number
        )
    return told.format(number=number)


def _create(_facts: Facts) -> str:
    return _("made the project")


def _forget(_facts: Facts) -> str:
    return _("erased, for good, words for which consent was withdrawn")


_TELLERS: dict[str, Callable[[Facts], str]] = {
    "create": _create,
    "import": _import,
    "attributes": _attributes,
    "speakers": _speakers,
    "remove": _remove,
    "codebook": _codebook,
    "code": _code,
    "finish": _finish,
    "forget": _forget,
}
