"""Names in a query that nobody has: attributes, their values, speakers, interviews.

A query that asks for one would find nothing, and nobody would know why.
"""

from collections.abc import Iterable, Iterator, Sequence

from workbench.analysis.excerpts import refuse_unknown
from workbench.analysis.queries import Attribute, Filtered, Query, SpokenBy, nodes_of
from workbench.analysis.queries_reading import INTERVIEW, SPEAKER
from workbench.errors import InputError, QueryError
from workbench.model import CountingFrame, interview_key
from workbench.text import fold, natural_key

_MOST = 12


def refuse_names(query: Query, frames: Sequence[CountingFrame]) -> None:
    """Raise QueryError where the query names what is not there."""
    for asked in _asked(query):
        if asked.name == SPEAKER:
            labels = {label for frame in frames for label in frame.speakers}
            _refuse(query, asked, {fold(each): each for each in labels}, "speaker")
        elif asked.name == INTERVIEW:
            ids = {interview_key(frame.interview): frame.interview for frame in frames}
            asked_for = Attribute(INTERVIEW, frozenset(map(interview_key, asked.values)), asked.at)
            _refuse(query, asked_for, dict(ids), "interview")
        else:
            try:
                refuse_unknown([(asked.name, asked.values)], frames)
            except InputError as error:
                raise _at(query, asked, _lowered(error.message), error.remedy) from None


def _asked(query: Query) -> Iterator[Attribute]:
    for node in nodes_of(query.node):
        if isinstance(node, SpokenBy):
            yield Attribute(SPEAKER, frozenset([node.label]), node.at)
        elif isinstance(node, Filtered):
            for condition in node.conditions:
                if isinstance(condition.asks, Attribute):
                    yield condition.asks


def _refuse(query: Query, asked: Attribute, known: dict[str, str], what: str) -> None:
    for value in asked.values - known.keys():
        names = _some(known.values())
        raise _at(query, asked, f"there is no {what} “{value}”.", f"There are {names}.")


def _at(query: Query, asked: Attribute, problem: str, remedy: str) -> QueryError:
    start, end = asked.at
    return QueryError(problem, remedy, query=query.written, start=start, end=end)


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]


def _some(values: Iterable[str]) -> str:
    named = sorted(filter(None, values), key=natural_key)
    more = ", …" if len(named) > _MOST else ""
    return ", ".join(named[:_MOST]) + more
