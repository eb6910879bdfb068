"""The journal's actions in words, for the log, the screens and the command alike.

What an action's facts say may have been erased when words were forgotten: then less is told. Codes
are told by their ids; those made in the workbench have ids that say nothing, and go by their names.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workbench.model import CodeId, CodingId, Reference, readable_id
from workbench.text.translation import _, ngettext

Facts = Mapping[str, str | int]
Names = Mapping[CodeId, str]
"""The names of codes, deleted ones too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, for the line that tells it and for the cursor."""

    told: str
    """One line in words."""
    coding: CodingId | None = None
    """The coding made or changed."""
    at: Reference | None = None
    """Where it happened."""
    code: CodeId | None = None
    """The code made or changed."""


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


def log_lines(actions: Iterable[Done], names: Names) -> Iterator[LogLine]:
    """Every action in words, oldest first; rows that came through one pipe are told together."""
    known: dict[str, Done] = {}
    for run in _runs(actions):
        known.update({each.id: each for each in run})
        first = run[0]
        codings = sum(_codings(each) for each in run)
        words = _code({**first.facts, "codings": codings}, names) if len(run) > 1 else ""
        told = _with_coder(first, words) if words else action_words(first, names, known)
        yield LogLine(first.time, first.author, told, first.undone)


def action_words(action: Done, names: Names, known: Mapping[str, Done] | None = None) -> str:
    """One line: what was done, and as which coder.

    `known` are earlier actions by id, so that an undo can say what it undid.
    """
    if action.verb in ("undo", "redo"):
        return _undoing(action, names, known or {})
    facts = {"codings": _codings(action), "interviews": _interviews(action), **action.facts}
    return _with_coder(action, words_of(action.verb, facts, names))


def words_of(verb: str, facts: Facts, names: Names) -> str:
    """What was done, without saying by whom; a verb that nobody knows is told as it stands."""
    tell = _TELLERS.get(verb)
    return tell(facts, names) if tell else verb


def code_label(code: str, names: Names) -> str:
    """The id of a code, or its name where the id says nothing."""
    if not code:
        return _("a code")
    if readable_id(CodeId(code)):
        return code
    name = names.get(CodeId(code))
    return _("“{name}”").format(name=name) if name else _("a code")


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


def _undoing(action: Done, names: Names, known: Mapping[str, Done]) -> str:
    target = known.get(str(action.facts.get("action", "")))
    what = action_words(target, names) if target else _("an action")
    told = _("undid: {what}") if action.verb == "undo" else _("did again: {what}")
    return told.format(what=what)


def _label(facts: Facts, names: Names, name: str = "code") -> str:
    return code_label(str(facts.get(name, "")), names)


def _place(facts: Facts) -> str:
    return str(facts.get("reference", "")) or _("a forgotten place")


def _number(facts: Facts, name: str) -> int:
    value = facts.get(name, 0)
    return value if isinstance(value, int) else 0


def _import(facts: Facts, _names: Names) -> str:
    number = _number(facts, "interviews")
    told = ngettext("imported {number} interview", "imported {number} interviews", number)
    return told.format(number=number)


def _attributes(facts: Facts, _names: Names) -> str:
    number = _number(facts, "interviews")
    told = ngettext(
        "updated the attributes of {number} interview",
        "updated the attributes of {number} interviews",
        number,
    )
    return told.format(number=number)


def _speakers(facts: Facts, _names: Names) -> str:
    number = _number(facts, "interviews")
    told = ngettext(
        "changed speakers in {number} interview", "changed speakers in {number} interviews", number
    )
    return told.format(number=number)


def _revise(facts: Facts, _names: Names) -> str:
    if not facts.get("file"):
        return _("gave an interview a corrected text")
    return _("gave interview {which} the corrected text of {file}").format(
        which=facts.get("interview", ""), file=facts["file"]
    )


def _look(facts: Facts, names: Names) -> str:
    number = _number(facts, "codings")
    if number > 1:
        return _("looked at {number} codings that had moved").format(number=number)
    told = _("looked at {code} at {place}, in the corrected text")
    return told.format(code=_label(facts, names), place=_place(facts))


def _replace(facts: Facts, names: Names) -> str:
    told = _("placed {code}, which had lost its place, at {place}")
    return told.format(code=_label(facts, names), place=_place(facts))


def _remove(facts: Facts, _names: Names) -> str:
    which = facts.get("interview", "")
    number = _number(facts, "codings")
    told = ngettext(
        "took out interview {which} with {number} coding",
        "took out interview {which} with {number} codings",
        number,
    )
    return told.format(which=which, number=number)


def _codebook(facts: Facts, _names: Names) -> str:
    told = _("changed the codebook ({added} added, {changed} changed, {removed} removed)")
    return told.format(**{name: _number(facts, name) for name in ("added", "changed", "removed")})


def _code(facts: Facts, _names: Names) -> str:
    number = _number(facts, "codings")
    file = str(facts.get("file", ""))
    source = _("a pipe") if file == PIPE else file or _("a sheet")
    told = ngettext("{number} coding from {source}", "{number} codings from {source}", number)
    return told.format(number=number, source=source)


def _finish(facts: Facts, _names: Names) -> str:
    number = _number(facts, "interviews")
    which = facts.get("interview", "")
    if which and facts.get("undo"):
        return _("took the finished mark off interview {which}").format(which=which)
    if which:
        return _("marked interview {which} finished").format(which=which)
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


def _in_part(_facts: Facts, _names: Names) -> str:
    """What another coder did besides is not here: a bundle left it out."""
    return _("changed what all share, as a coder whose own work has not come")


def _create(_facts: Facts, _names: Names) -> str:
    return _("made the project")


def _forget(_facts: Facts, _names: Names) -> str:
    return _("erased, for good, words for which consent was withdrawn")


def _coding(facts: Facts, names: Names) -> str:
    return _("coded {code} at {place}").format(code=_label(facts, names), place=_place(facts))


def _uncode(facts: Facts, names: Names) -> str:
    return _("took {code} off {place}").format(code=_label(facts, names), place=_place(facts))


def _recode(facts: Facts, names: Names) -> str:
    return _("recoded {place} from {old} to {code}").format(
        place=_place(facts), old=_label(facts, names, "old"), code=_label(facts, names)
    )


def _polarity(facts: Facts, names: Names) -> str:
    told = {
        "+": _("{code} at {place}: + promotes"),
        "-": _("{code} at {place}: - hinders"),
        "0": _("{code} at {place}: 0 neutral or a wish"),
    }.get(str(facts.get("polarity", "")), _("took the direction off {code} at {place}"))
    return told.format(code=_label(facts, names), place=_place(facts))


def _memo(facts: Facts, names: Names) -> str:
    told = _("wrote a memo on {code} at {place}")
    return told.format(code=_label(facts, names), place=_place(facts))


def _quotable(facts: Facts, names: Names) -> str:
    told = (
        _("marked {code} at {place} quotable")
        if facts.get("quotable")
        else _("took the quotable mark off {code} at {place}")
    )
    return told.format(code=_label(facts, names), place=_place(facts))


def _span(facts: Facts, names: Names) -> str:
    told = _("moved the edges of {code} at {place}")
    return told.format(code=_label(facts, names), place=_place(facts))


def _decide(facts: Facts, names: Names) -> str:
    told = {
        "accepted": _("accepted {code} at {place}"),
        "recoded": _("coded {taken} at {place}, where {code} was suggested"),
        "rejected": _("rejected {code} at {place}"),
        "skipped": _("passed over {code} at {place}"),
    }.get(str(facts.get("verdict", "")), _("decided on a suggestion"))
    return told.format(
        code=_label(facts, names), taken=_label(facts, names, "taken"), place=_place(facts)
    )


def _accept(facts: Facts, _names: Names) -> str:
    number = _number(facts, "interviews")
    told = ngettext(
        "accepted suggestions ({least} and surer) unseen in {number} interview",
        "accepted suggestions ({least} and surer) unseen in {number} interviews",
        number,
    )
    return told.format(least=facts.get("least", ""), number=number)


def _note(facts: Facts, _names: Names) -> str:
    which = facts.get("interview")
    if facts.get("project"):
        return _("wrote the project's memo")
    if which:
        return _("wrote a memo on interview {which}").format(which=which)
    return _("wrote a memo")


def _add_code(facts: Facts, names: Names) -> str:
    return _("added the code {code}").format(code=_label(facts, names))


def _edit_code(facts: Facts, names: Names) -> str:
    return _("changed the code {code}").format(code=_label(facts, names))


def _move_code(facts: Facts, names: Names) -> str:
    return _("moved the code {code}").format(code=_label(facts, names))


def _merge_codes(facts: Facts, names: Names) -> str:
    number = _number(facts, "codings")
    told = ngettext(
        "merged {code} into {target} with {number} coding",
        "merged {code} into {target} with {number} codings",
        number,
    )
    return told.format(
        code=_label(facts, names), target=_label(facts, names, "target"), number=number
    )


def _delete_code(facts: Facts, names: Names) -> str:
    number = _number(facts, "codings")
    told = ngettext(
        "deleted the code {code} with {number} coding",
        "deleted the code {code} with {number} codings",
        number,
    )
    return told.format(code=_label(facts, names), number=number)


def _in_vivo(facts: Facts, names: Names) -> str:
    if not facts.get("code"):
        return _("made a code of words that were forgotten")
    told = _("made the code {code} of the words at {place}")
    return told.format(code=_label(facts, names), place=_place(facts))


def _settle(facts: Facts, names: Names) -> str:
    told = {
        "first": _("settled {place}: took {coder}'s {code}"),
        "second": _("settled {place}: took {coder}'s {code}"),
        "both": _("settled {place}: took both"),
        "neither": _("settled {place}: took neither"),
        "new": _("settled {place}: coded {code} anew"),
    }.get(str(facts.get("taken", "")), _("settled a disagreement"))
    coder = str(facts.get("coder", "")) or _("someone")
    return told.format(place=_place(facts), coder=coder, code=_label(facts, names))


def _reopen(facts: Facts, _names: Names) -> str:
    return _("opened again what was settled at {place}").format(place=_place(facts))


def _take_agreed(facts: Facts, _names: Names) -> str:
    number = _number(facts, "agreed")
    told = ngettext(
        "took over {number} coding on which both agree",
        "took over {number} codings on which both agree",
        number,
    )
    return told.format(number=number)


def _settle_edges(facts: Facts, _names: Names) -> str:
    number = _number(facts, "settled")
    told = ngettext(
        "took the longer at {number} place where only edges differ, by less than {less_than}",
        "took the longer at {number} places where only edges differ, by less than {less_than}",
        number,
    )
    return told.format(number=number, less_than=_number(facts, "less_than"))


def _query(facts: Facts, _names: Names) -> str:
    if facts.get("remove"):
        return _("took away the query @{name}").format(name=facts["name"])
    return _("kept a query as @{name}").format(name=facts["name"])


def _blind(facts: Facts, _names: Names) -> str:
    if facts.get("blind"):
        return _("restored blindness: coders are compared on what each has finished")
    return _("lifted blindness: coders are compared on unfinished interviews, too")


def _exchange(facts: Facts, _names: Names) -> str:
    told = _("took over {file}: {interviews} interviews, {codings} codings")
    return told.format(
        file=facts.get("file", "?"),
        interviews=_number(facts, "interviews"),
        codings=_number(facts, "codings"),
    )


_TELLERS: dict[str, Callable[[Facts, Names], str]] = {
    "": _in_part,
    "create": _create,
    "import": _import,
    "attributes": _attributes,
    "speakers": _speakers,
    "remove": _remove,
    "revise": _revise,
    "look": _look,
    "replace": _replace,
    "codebook": _codebook,
    "code": _code,
    "finish": _finish,
    "forget": _forget,
    "exchange": _exchange,
    "coding": _coding,
    "uncode": _uncode,
    "recode": _recode,
    "polarity": _polarity,
    "memo": _memo,
    "quotable": _quotable,
    "span": _span,
    "decide": _decide,
    "accept": _accept,
    "note": _note,
    "add code": _add_code,
    "edit code": _edit_code,
    "move code": _move_code,
    "merge codes": _merge_codes,
    "delete code": _delete_code,
    "in vivo": _in_vivo,
    "settle": _settle,
    "reopen": _reopen,
    "take agreed": _take_agreed,
    "settle edges": _settle_edges,
    "blind": _blind,
    "query": _query,
}
