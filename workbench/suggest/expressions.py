"""Cues that are regular expressions or spaCy Matcher patterns.

They are the codebook's own small programs: a regular expression sees a sentence as it is written,
without regard to case; a Matcher pattern sees its words with ORTH, LOWER, LEMMA and shape, and with
part of speech where a trained pipeline is used. spaCy is imported only when a pattern is there.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from workbench.errors import InputError, WorkbenchError
from workbench.model import Span
from workbench.suggest.language import UNKNOWN, Facts, Lexicon
from workbench.suggest.patterns import Pattern
from workbench.suggest.reading import ReadInterview
from workbench.text import fold

_AT_ONCE = 5_000
"""Characters of a sentence that a regular expression sees at once: a transcript without full stops
must not take for ever."""
_TAGGED = frozenset({"POS", "TAG", "MORPH", "DEP"})
"""What only a trained pipeline knows; a pattern that asks for it finds nothing without one."""

Found = tuple[Pattern, Span, str]


class Expressions:
    """The regular expressions and Matcher patterns of a codebook; false when it has none."""

    def __init__(
        self, patterns: Sequence[Pattern], language: str, lexicon: Lexicon, *, pipeline: str = ""
    ) -> None:
        """pipeline: the name of a trained spaCy pipeline, or empty for a blank one, in which
        LEMMA is what the lexicon has, not spaCy's one guess per form."""
        self._regular = [
            (pattern, compiled)
            for pattern in patterns
            if pattern.cue.rule == "regex" and (compiled := _compiled(pattern.cue.text))
        ]
        self._patterns = [
            pattern
            for pattern in patterns
            if pattern.cue.rule == "pattern" and (pipeline or not _asks_for_tags(pattern.cue.text))
        ]
        self._lexicon = lexicon
        self._wanted = {
            fold(each): each
            for pattern in self._patterns
            for each in _lemmas_wanted(pattern.cue.text)
        }
        self._language = language.partition("-")[0]
        self._trained = pipeline
        self._matcher: Any = None
        self._pipeline: Any = None
        self._vocabulary: Any = None

    def __bool__(self) -> bool:
        return bool(self._regular or self._patterns)

    def hits(self, text: ReadInterview, spans: Sequence[Span]) -> Iterator[tuple[int, list[Found]]]:
        """Number of each segment with its hits."""
        written = text.interview.text
        for place, segment in enumerate(spans):
            found = list(self._regular_hits(written, segment))
            if self._patterns:
                found += self._pattern_hits(text, segment)
            if found:
                yield place, found

    def _regular_hits(self, written: str, segment: Span) -> Iterator[Found]:
        for pattern, expression in self._regular:
            for start, end in _parts(written, segment):
                for match in expression.finditer(written[start:end]):
                    if match.end() > match.start():
                        span = Span(start + match.start(), start + match.end())
                        yield pattern, span, "regex"

    def _pattern_hits(self, text: ReadInterview, segment: Span) -> Iterator[Found]:
        first, last = (int(place) for place in _words_in(text, segment))
        if first == last:
            return
        document = self._document(text, first, last)
        for key, start, end in self._found(document):
            pattern = self._patterns[int(self._vocabulary.strings[key])]
            span = Span(int(text.starts[first + start]), int(text.ends[first + end - 1]))
            yield pattern, span, "pattern"

    def _found(self, document: Any) -> Any:
        try:
            return self._matcher(document)
        except ValueError as error:
            raise InputError(
                "A pattern among the cues asks for what the spaCy pipeline "
                f"“{self._trained}” does not know ({error}).",
                "Mend it, or name another pipeline in WORKBENCH_SPACY.",
            ) from error

    def _document(self, text: ReadInterview, first: int, last: int) -> Any:
        from spacy.tokens import Doc

        if self._matcher is None:
            self._build()
        written = text.interview.text
        words = [written[text.starts[each] : text.ends[each]] for each in range(first, last)]
        if self._pipeline is not None:
            return self._pipeline(Doc(self._vocabulary, words=words))
        facts = self._lexicon.facts(sorted({fold(word) for word in words}))
        lemmas = [self._lemma(fold(word), facts) for word in words]
        return Doc(self._vocabulary, words=words, lemmas=lemmas)

    def _lemma(self, form: str, facts: Facts) -> str:
        """Of the lemmas a form may have the one that a pattern asks for, as it is written there."""
        each = facts.get(form, UNKNOWN)
        possible = sorted(each.lemmas if each.known else {form, *each.lemmas})
        asked = [self._wanted[lemma] for lemma in possible if lemma in self._wanted]
        return (asked or possible or [form])[0]

    def _build(self) -> None:
        from spacy.matcher import Matcher

        if self._trained:
            pipeline = self._pipeline = _trained(self._trained)
        else:
            pipeline = _blank(self._language)
        self._vocabulary = pipeline.vocab
        self._matcher = Matcher(pipeline.vocab)
        for number, pattern in enumerate(self._patterns):
            try:
                self._matcher.add(str(number), [json.loads(pattern.cue.text)], greedy="LONGEST")
            except ValueError as error:
                raise InputError(
                    f"spaCy cannot read the pattern {pattern.cue.text} of {pattern.code}.",
                    "Mend it, see https://spacy.io/usage/rule-based-matching.",
                ) from error


def _blank(language: str) -> Any:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank("xx")


def _lemmas_wanted(pattern: str) -> Iterator[str]:
    """The values of LEMMA in a Matcher pattern; none where it is not sound."""
    try:
        words = json.loads(pattern)
    except ValueError:
        return
    for word in words if isinstance(words, list) else ():
        value = word.get("LEMMA") if isinstance(word, dict) else None
        listed = value.get("IN") if isinstance(value, dict) else [value]
        yield from (each for each in listed or () if isinstance(each, str))


def _trained(name: str) -> Any:
    import spacy

    try:
        return spacy.load(name)
    except OSError as error:
        raise WorkbenchError(
            f"The spaCy pipeline “{name}” is not installed.",
            f"Install it (python -m spacy download {name}), or take WORKBENCH_SPACY away.",
        ) from error


def _asks_for_tags(pattern: str) -> bool:
    return any(f'"{key}"' in pattern for key in _TAGGED)


def _parts(written: str, segment: Span) -> Iterator[tuple[int, int]]:
    """A segment, one that is very long in several parts, divided at spaces where there are any."""
    start = segment.start
    while segment.end - start > _AT_ONCE:
        space = written.rfind(" ", start + 1, start + _AT_ONCE)
        end = start + _AT_ONCE if space < 0 else space
        yield start, end
        start = end
    yield start, segment.end


def _words_in(text: ReadInterview, segment: Span) -> tuple[int, int]:
    first, last = text.starts.searchsorted([segment.start, segment.end])
    return int(first), int(last)


def _compiled(expression: str) -> re.Pattern[str] | None:
    """None for one that an older project holds and this Python cannot read."""
    try:
        return re.compile(expression, re.IGNORECASE)
    except re.error:
        return None
