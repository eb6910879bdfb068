"""What a merge changes, as facts: the project as it was, beside what it has become.

Invariant: nothing is told twice: what went because it was forgotten is told as forgotten.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypedDict

from workbench.model import Code, Codebook, CodeId, Coder, InterviewId
from workbench.project import payloads, reading, remembered
from workbench.project.store import listed
from workbench.text import natural_key

_CHUNK = 2_000
CODE_FIELDS = (*payloads.CODE_FIELDS, "cues")


@dataclass(frozen=True, slots=True)
class CodingChanges:
    """One coder's codings in one interview."""

    coder: Coder
    interview: InterviewId
    new: int = 0
    changed: int = 0
    """Another passage, code, direction, memo or mark."""
    gone: int = 0


@dataclass(frozen=True, slots=True)
class CodeChange:
    """A code that is there before and after, and looks different."""

    code: CodeId
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewChange:
    """An interview that is there before and after, and is described differently."""

    interview: InterviewId
    fields: tuple[str, ...]
    """`title`, `memo`, `attributes`, `speakers`, `text` (a corrected one)."""


@dataclass(frozen=True, slots=True)
class SharedName:
    """Codes beside each other that bear one name: whether they mean the same, people decide."""

    name: str
    codes: tuple[CodeId, ...]
    codings: tuple[int, ...]
    """How many each has, of all coders."""


@dataclass(frozen=True, slots=True)
class SharedId:
    """Two texts that both call themselves by one id."""

    interview: InterviewId
    shown: InterviewId
    """What the later one is called here."""


@dataclass(frozen=True, slots=True)
class Differences:
    """What is otherwise than before."""

    interviews_new: tuple[InterviewId, ...] = ()
    interviews_changed: tuple[InterviewChange, ...] = ()
    interviews_gone: tuple[InterviewId, ...] = ()
    interviews_revived: tuple[InterviewId, ...] = ()
    """Taken out by somebody, and coded by somebody else."""
    shared_ids: tuple[SharedId, ...] = ()
    codings: tuple[CodingChanges, ...] = ()
    decisions: Mapping[Coder, int] = field(default_factory=dict)
    """Answers to suggestions that are new or other."""
    settled: int = 0
    """Decisions on disagreements that are new or other."""
    left_over: tuple[tuple[Coder, InterviewId], ...] = ()
    """Where a consensus coder has codings of a decision that another copy's has replaced."""
    finished: tuple[tuple[Coder, InterviewId], ...] = ()
    unfinished: tuple[tuple[Coder, InterviewId], ...] = ()
    codes_new: tuple[CodeId, ...] = ()
    codes_changed: tuple[CodeChange, ...] = ()
    codes_gone: tuple[CodeId, ...] = ()
    codes_revived: tuple[CodeId, ...] = ()
    shared_names: tuple[SharedName, ...] = ()
    book: tuple[str, ...] = ()
    """Fields of the codebook itself: title, language, description, sources, order."""
    project: tuple[str, ...] = ()
    """Fields of the project: memo, blind, queries."""
    forgotten: tuple[InterviewId, ...] = ()
    """Interviews of which the whole, or a speaker, is forgotten from now on."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """An interview as the tables have it."""

    id: InterviewId
    declared: str
    alive: bool
    title: str
    memo: str
    attributes: str
    text: str
    speakers: tuple[str, ...]


_Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A project at one moment, as far as merging may change it."""

    interviews: Mapping[str, _Shown]
    """By key, those that are shown."""
    book: Codebook
    finished: frozenset[tuple[Coder, str]]
    """Coder and interview's key."""
    project: Mapping[str, object]
    codings: Mapping[str, _Row]
    """Of the subjects asked for: coder, interview's key, and the rest."""
    decisions: Mapping[str, _Row]
    settlements: Mapping[str, _Row]

    @classmethod
    def of(cls, sql: sqlite3.Connection, subjects: Iterable[str] = ()) -> "Picture":
        """subjects: of which codings, decisions and settlements are looked at."""
        by_kind = _by_kind(subjects)
        marks = sql.execute("SELECT coder, interview FROM finished")
        return cls(
            dict(_interviews(sql)),
            reading.codebook(sql),
            frozenset((Coder(coder), key) for coder, key in marks),
            {
                "memo": remembered.memo(sql),
                "blind": remembered.blind(sql),
                "queries": remembered.queries(sql),
            },
            dict(_rows(sql, _CODINGS, by_kind.get("coding", []))),
            dict(_rows(sql, _DECISIONS, by_kind.get("suggestion", []))),
            dict(_rows(sql, _SETTLEMENTS, by_kind.get("settlement", []))),
        )

    def named(self, keys: Iterable[str]) -> tuple[InterviewId, ...]:
        """The ids of those interviews that are shown, in natural order."""
        return _in_order(self.interviews[key].id for key in keys if key in self.interviews)


_CODINGS = (
    'SELECT wanted.value, c.coder, c.interview, c."start", c."end", c.code, c.polarity, c.memo,'
    " c.quotable FROM json_each(?) wanted CROSS JOIN coding c ON c.id = substr(wanted.value, 8)"
    " WHERE c.visible = 1"
)
_NEW_CODINGS = (
    "SELECT c.coder, c.interview, count(*)"
    " FROM json_each(?) wanted CROSS JOIN coding c ON c.id = substr(wanted.value, 8)"
    " WHERE c.visible = 1 GROUP BY c.coder, c.interview"
)
_DECISIONS = (
    "SELECT d.subject, d.coder, d.verdict, d.taken FROM json_each(?) wanted"
    " CROSS JOIN decision d ON d.subject = wanted.value"
)
_SETTLEMENTS = (
    "SELECT s.subject, s.consensus, s.fields FROM json_each(?) wanted"
    " CROSS JOIN settlement s ON s.subject = wanted.value"
    " WHERE json_extract(s.fields, '$.taken') <> 'agreed'"
)


_SETTLED_WHERE = (
    "SELECT DISTINCT s.interview, s.consensus FROM json_each(?) wanted"
    " CROSS JOIN settlement s ON s.subject = wanted.value"
)
_SETTLED_THERE = (
    'SELECT c."start", c."end", c.code FROM settlement s, json_each(s.fields, \'$.codings\') named'
    " CROSS JOIN coding c ON c.id = named.value WHERE s.consensus = ? AND s.interview = ?"
)
_CODED_THERE = (
    'SELECT "start", "end", code FROM coding'
    " WHERE coder = ? AND interview = ? AND visible = 1 AND origin = 'consensus'"
)


def _by_kind(subjects: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for subject in subjects:
        found.setdefault(subject.partition(":")[0], []).append(subject)
    return found


def _rows(sql: sqlite3.Connection, query: str, names: Iterable[str]) -> Iterator[tuple[str, _Row]]:
    for chunk in _chunks(names):
        for name, *row in sql.execute(query, (listed(chunk),)):
            yield name, tuple(row)


def _chunks(names: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(names)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _interviews(sql: sqlite3.Connection) -> Iterator[tuple[str, _Shown]]:
    for key, shown, declared, alive, title, memo, attributes, text, *speakers in sql.execute(
        "SELECT key, id, declared, alive, title, memo, attributes, text, labels, people, moderators"
        " FROM interview WHERE present = 1"
    ):
        yield (
            key,
            _Shown(
                InterviewId(shown),
                declared,
                bool(alive),
                title,
                memo,
                attributes,
                text,
                tuple(speakers),
            ),
        )


def differences(
    before: Picture, sql: sqlite3.Connection, subjects: Collection[str], forgotten: Iterable[str]
) -> Differences:
    """What is otherwise than before.

    before: with the same subjects.
    forgotten: keys of interviews of which something is forgotten since; what went with it is not
    told as gone.
    """
    now = Picture.of(sql)
    by_kind = _by_kind(subjects)
    shown = {key: each.id for key, each in {**before.interviews, **now.interviews}.items()}
    return Differences(
        **_interview_differences(before, now, set(forgotten)),
        codings=_coding_changes(sql, before.codings, by_kind.get("coding", []), shown),
        decisions=_counted(before.decisions, _rows(sql, _DECISIONS, by_kind.get("suggestion", []))),
        settled=sum(
            _counted(
                before.settlements, _rows(sql, _SETTLEMENTS, by_kind.get("settlement", []))
            ).values()
        ),
        left_over=_marks(_left_over(sql, by_kind.get("settlement", [])), shown),
        finished=_marks(now.finished - before.finished, shown),
        unfinished=_marks(before.finished - now.finished, shown),
        **_code_differences(before.book, now.book, sql),
        project=tuple(name for name in now.project if now.project[name] != before.project[name]),
    )


def _in_order(names: Iterable[InterviewId]) -> tuple[InterviewId, ...]:
    return tuple(sorted(names, key=natural_key))


class _InterviewDifferences(TypedDict):
    interviews_new: tuple[InterviewId, ...]
    interviews_changed: tuple[InterviewChange, ...]
    interviews_gone: tuple[InterviewId, ...]
    interviews_revived: tuple[InterviewId, ...]
    shared_ids: tuple[SharedId, ...]
    forgotten: tuple[InterviewId, ...]


def _interview_differences(
    before: Picture, now: Picture, forgotten: set[str]
) -> _InterviewDifferences:
    old, new = before.interviews, now.interviews
    both = [key for key in new if key in old]
    changed = [
        InterviewChange(new[key].id, names)
        for key in both
        if key not in forgotten and (names := _described_otherwise(old[key], new[key]))
    ]
    revived = [new[key].id for key in new if not new[key].alive and _was_alive(old.get(key))]
    clashes = [
        SharedId(InterviewId(each.declared), each.id)
        for key, each in new.items()
        if each.id != each.declared and (key not in old or old[key].id != each.id)
    ]
    return {
        "interviews_new": _in_order(new[key].id for key in new if key not in old),
        "interviews_changed": tuple(sorted(changed, key=lambda one: natural_key(one.interview))),
        "interviews_gone": _in_order(
            old[key].id for key in old if key not in new and key not in forgotten
        ),
        "interviews_revived": _in_order(revived),
        "shared_ids": tuple(sorted(clashes, key=lambda one: natural_key(one.shown))),
        "forgotten": _in_order(
            (old.get(key) or new[key]).id for key in forgotten if key in old or key in new
        ),
    }


def _was_alive(shown: _Shown | None) -> bool:
    return shown is None or shown.alive


def _described_otherwise(old: _Shown, new: _Shown) -> tuple[str, ...]:
    named = ("title", "memo", "attributes", "speakers", "text")
    return tuple(name for name in named if getattr(old, name) != getattr(new, name))


def _coding_changes(
    sql: sqlite3.Connection,
    before: Mapping[str, _Row],
    subjects: Iterable[str],
    shown: Mapping[str, InterviewId],
) -> tuple[CodingChanges, ...]:
    """By coder and interview, in their order."""
    new: Counter[_Row] = Counter()
    changed: Counter[_Row] = Counter()
    gone = Counter(row[:2] for row in before.values())
    for name, row in _rows(sql, _CODINGS, before):
        there = before[name]
        gone[there[:2]] -= 1
        if there != row:
            changed[row[:2]] += 1
    for chunk in _chunks(each for each in subjects if each not in before):
        for coder, key, number in sql.execute(_NEW_CODINGS, (listed(chunk),)):
            new[coder, key] += number
    places = {place for counts in (new, changed, gone) for place in counts if counts[place]}
    found = [
        CodingChanges(
            Coder(str(coder)), shown[str(key)],
            new[coder, key], changed[coder, key], gone[coder, key],
        )
        for coder, key in places
        if key in shown
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda each: (each.coder, natural_key(each.interview))))


def _counted(before: Mapping[str, _Row], now: Iterable[tuple[str, _Row]]) -> dict[Coder, int]:
    """By coder, how many are new or other."""
    counts = Counter(Coder(str(row[0])) for name, row in now if before.get(name) != row)
    return dict(sorted(counts.items()))


def _left_over(sql: sqlite3.Connection, subjects: Iterable[str]) -> Iterator[tuple[Coder, str]]:
    """Consensus coder and interview's key, where something coded comes of no decision in force."""
    settled = {(str(row[0]), where) for where, row in _rows(sql, _SETTLED_WHERE, subjects)}
    for place in settled:
        if {*sql.execute(_CODED_THERE, place)} - {*sql.execute(_SETTLED_THERE, place)}:
            yield Coder(place[0]), place[1]


def _marks(
    marks: Iterable[tuple[Coder, str]], shown: Mapping[str, InterviewId]
) -> tuple[tuple[Coder, InterviewId], ...]:
    named = [(coder, shown[key]) for coder, key in marks if key in shown]
    return tuple(sorted(named, key=lambda mark: (mark[0], natural_key(mark[1]))))


class _CodeDifferences(TypedDict):
    codes_new: tuple[CodeId, ...]
    codes_changed: tuple[CodeChange, ...]
    codes_gone: tuple[CodeId, ...]
    codes_revived: tuple[CodeId, ...]
    shared_names: tuple[SharedName, ...]
    book: tuple[str, ...]


def _code_differences(before: Codebook, now: Codebook, sql: sqlite3.Connection) -> _CodeDifferences:
    old = {code.id: code for code in before.codes}
    new = {code.id: code for code in now.codes}
    changed = changed_codes(before, now)
    fresh = {code for code in new if code not in old}
    renamed = {each.code for each in changed if {"name", "parent"} & set(each.fields)}
    return {
        "codes_new": tuple(code for code in new if code in fresh),
        "codes_changed": changed,
        "codes_gone": tuple(code for code in old if code not in new),
        "codes_revived": tuple(
            code for code in new if new[code].revived and not (code in old and old[code].revived)
        ),
        "shared_names": _shared_names(now, fresh | renamed, sql),
        "book": _book_fields(before, now),
    }


def changed_codes(old: Codebook, new: Codebook) -> tuple[CodeChange, ...]:
    """The codes that are in both books and look different, with the fields that do."""
    before = {code.id: code for code in old.codes}
    found = []
    for code in new.codes:
        there = before.get(code.id)
        names = () if there is None else _unlike(there, code)
        if names:
            found.append(CodeChange(code.id, code.name, names))
    return tuple(found)


def _unlike(first: Code, second: Code) -> tuple[str, ...]:
    return tuple(name for name in CODE_FIELDS if getattr(first, name) != getattr(second, name))


def _shared_names(
    book: Codebook, touched: Collection[CodeId], sql: sqlite3.Connection
) -> tuple[SharedName, ...]:
    """Siblings of one name, where one of them came, or came to be called so."""
    groups: dict[tuple[str | None, str], list[Code]] = {}
    for code in book.codes:
        groups.setdefault((code.parent, code.name.strip().casefold()), []).append(code)
    shared = [
        codes
        for codes in groups.values()
        if len(codes) > 1 and any(code.id in touched for code in codes)
    ]
    counts: dict[str, int] = dict(
        sql.execute(
            "SELECT c.code, count(*) FROM json_each(?) wanted"
            " CROSS JOIN coding c ON c.code = wanted.value WHERE c.visible = 1 GROUP BY c.code",
            (listed(code.id for codes in shared for code in codes),),
        )
    )
    return tuple(
        SharedName(
            codes[0].name,
            tuple(code.id for code in codes),
            tuple(counts.get(code.id, 0) for code in codes),
        )
        for codes in shared
    )


def _book_fields(old: Codebook, new: Codebook) -> tuple[str, ...]:
    named = ("title", "language", "description", "sources")
    changed = [name for name in named if getattr(old, name) != getattr(new, name)]
    in_both = {code.id for code in old.codes} & {code.id for code in new.codes}
    orders = [[code.id for code in book.codes if code.id in in_both] for book in (old, new)]
    return (*changed, "order") if orders[0] != orders[1] else tuple(changed)
