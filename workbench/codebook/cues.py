"""Read the cues of a code, and say what is wrong with each.

Invariant: a cue that leaves here can be matched: its expression compiles, its weight is above 0.
"""

import json
import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]  # no public way to look into an expression
from typing import Any

import yaml

from workbench.codebook.nodes import TreeReader, line_of
from workbench.codebook.problems import ProblemList
from workbench.errors import InputError
from workbench.model import CUE_RULES, Cue, Polarity
from workbench.text import fold, word_spans

CUE_KEYS = ("text", "match", "exclude", "weight", "direction")

_RULES_TOLD = (
    "Write lemma (every inflected form, also in compounds), word (not in compounds), exact (as"
    " written), part (of a compound), pattern (spaCy Matcher, JSON) or regex."
)
_YES = frozenset({"yes", "true", "ja", "on", "1"})
_NO = frozenset({"no", "false", "nej", "off", "0", ""})
_HEAVIEST = 10.0
_LONGEST_EXPRESSION = 500
_TOKEN_KEYS = frozenset(
    """
    ORTH TEXT NORM LOWER LENGTH IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT
    IS_SPACE IS_STOP LIKE_NUM LIKE_URL LIKE_EMAIL LEMMA SHAPE POS TAG MORPH DEP ENT_TYPE OP
    """.split()
)
_TAGGED = frozenset({"POS", "TAG", "MORPH", "DEP", "ENT_TYPE"})
_PREDICATES = frozenset({"IN", "NOT_IN", "REGEX", "==", ">=", "<=", ">", "<"})
_OPERATOR = re.compile(r"[!?+*]|\{\d*,?\d*\}")


class CueReading:
    """Reads lists of cues and notes what does not fit."""

    def __init__(self, tree: TreeReader, problems: ProblemList) -> None:
        self._tree = tree
        self._problems = problems

    def cues(self, node: yaml.Node | None) -> tuple[Cue, ...]:
        """The cues of one code; one that stands twice gets a warning."""
        listed = self._tree.sequence(
            node, what="`cues`", remedy="Begin each cue with “- ” on a line of its own."
        )
        lines: dict[tuple[str, str], int] = {}
        found = []
        for cue_node in listed:
            if not self._tree.may_visit(cue_node):
                break
            cue = self._cue(cue_node)
            if cue is None:
                continue
            line = line_of(cue_node)
            first = lines.get((fold(cue.text), cue.rule))
            lines.setdefault((fold(cue.text), cue.rule), line)
            if first is not None:
                self._problems.warn(
                    line, f"The cue “{cue.text}” stands already on line {first}.", "Keep one."
                )
            found.append(cue)
        return tuple(found)

    def _cue(self, node: yaml.Node) -> Cue | None:
        fields: dict[str, yaml.Node] = {"text": node}
        if isinstance(node, yaml.MappingNode):
            given = self._tree.fields(node, CUE_KEYS, what="A cue")
            if given is None or "text" not in given:
                self._problems.error(line_of(node), "A cue has no `text`.", "Add `text:`.")
                return None
            fields = given
        written = fields["text"]
        text = self._tree.word(written, what="A cue")
        if not text:
            if isinstance(written, yaml.ScalarNode):
                self._problems.error(
                    line_of(node), "A cue is empty.", "Write it or remove the “-”."
                )
            return None
        cue = Cue(
            text,
            self._rule(fields.get("match")),
            self._exclude(fields.get("exclude")),
            self._weight(fields.get("weight")),
            self._direction(fields.get("direction")),
        )
        self._check_text(cue, line_of(node))
        return cue

    def _rule(self, node: yaml.Node | None) -> str:
        rule = self._tree.word(node, what="`match`") or "lemma"
        if node is not None and rule not in CUE_RULES:
            self._problems.error(
                line_of(node), f"A cue cannot be matched by “{rule}”.", _RULES_TOLD
            )
        return rule

    def _exclude(self, node: yaml.Node | None) -> bool:
        written = self._tree.word(node, what="`exclude`").casefold()
        if node is not None and written not in _YES | _NO:
            self._problems.error(
                line_of(node), f"`exclude` cannot be “{written}”.", "Write yes, or leave it out."
            )
        return written in _YES

    def _weight(self, node: yaml.Node | None) -> float:
        written = self._tree.word(node, what="`weight`")
        if node is None or not written:
            return 1.0
        try:
            weight = float(written.replace(",", "."))
        except ValueError:
            weight = 0.0
        if not 0 < weight <= _HEAVIEST:
            self._problems.error(
                line_of(node),
                f"“{written}” is no weight.",
                f"Write a number above 0 and up to {_HEAVIEST:g}; 1 is the usual.",
            )
            return 1.0
        return weight

    def _direction(self, node: yaml.Node | None) -> Polarity | None:
        try:
            return Polarity.parse(self._tree.word(node, what="`direction`"))
        except InputError as error:
            line = line_of(node) if node is not None else 0
            self._problems.error(line, error.message, 'Write "+", "-" or "0" in quotation marks.')
            return None

    def _check_text(self, cue: Cue, line: int) -> None:
        if cue.rule == "regex":
            for message, remedy in _expression_problems(cue.text):
                self._problems.error(line, message, remedy)
        elif cue.rule == "pattern":
            for message, remedy in _pattern_problems(cue.text):
                self._problems.error(line, message, remedy)
            if any(f'"{key}"' in cue.text for key in _TAGGED):
                self._problems.warn(
                    line, "The pattern asks for parts of speech, which only a trained pipeline has."
                )
        elif not word_spans(cue.text):
            self._problems.warn(line, f"The cue “{cue.text}” holds no word, so it finds nothing.")
        elif cue.rule == "part" and len(word_spans(cue.text)) > 1:
            self._problems.error(
                line, f"“{cue.text}” is no part of one word.", "Write one word: möte, -möte, möte-."
            )


def _expression_problems(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > _LONGEST_EXPRESSION:
        yield "The expression is too long to be understood.", "Divide it into several cues."
        return
    try:
        parsed = _parser.parse(text, re.IGNORECASE)
        re.compile(text, re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        yield f"“{text}” is no regular expression ({error}).", "Put \\ before a sign meant as such."
        return
    if parsed.getwidth()[0] == 0:
        yield f"The expression “{text}” also matches nothing at all.", "Require a letter."
    if _repeats_within_repeats(parsed, inside=False):
        yield (
            f"The expression “{text}” repeats a repetition or a choice, which may take for ever.",
            "Take the inner or the outer * or + away, or write a choice of letters as [ab].",
        )


def _repeats_within_repeats(parsed: Any, *, inside: bool) -> bool:
    for operation, argument in parsed:
        unbounded = "REPEAT" in str(operation) and argument[1] > _LONGEST_EXPRESSION
        if inside and (unbounded or str(operation) == "BRANCH"):
            return True
        parts = argument if isinstance(argument, list | tuple) else [argument]
        for part in _parts(parts):
            if _repeats_within_repeats(part, inside=inside or unbounded):
                return True
    return False


def _parts(values: Any) -> Iterator[Any]:
    """The parsed expressions within an argument, which nests them in lists."""
    for value in values:
        if isinstance(value, _parser.SubPattern):
            yield value
        elif isinstance(value, list | tuple):
            yield from _parts(value)


def _pattern_problems(text: str) -> Iterator[tuple[str, str]]:
    remedy = 'Write a list of words, each with what it must be: \'[{"LEMMA": "sakna"}]\'.'
    try:
        tokens = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield f"The pattern is not JSON ({error}).", remedy
        return
    if not isinstance(tokens, list) or not tokens:
        yield "A pattern must be a list of words.", remedy
        return
    for token in tokens:
        if not isinstance(token, dict):
            yield "Each word of a pattern must be in braces.", remedy
        elif unknown := sorted(set(token) - _TOKEN_KEYS):
            yield (
                f"A pattern has no key “{unknown[0]}”.",
                f"Known: {', '.join(sorted(_TOKEN_KEYS))}.",
            )
        elif "OP" in token and not _OPERATOR.fullmatch(str(token["OP"])):
            yield f"“{token['OP']}” is no operator.", "Write !, ?, +, * or {2,4}."
        else:
            for value in token.values():
                yield from _predicate_problems(value)


def _predicate_problems(value: object) -> Iterator[tuple[str, str]]:
    """What is wrong with `{"IN": [...]}` and the like; plain values are sound."""
    if not isinstance(value, dict):
        return
    if unknown := sorted(set(value) - _PREDICATES):
        yield (
            f"A pattern has no predicate “{unknown[0]}”.",
            f"Known: {', '.join(sorted(_PREDICATES))}.",
        )
    if "REGEX" in value:
        yield from _expression_problems(str(value["REGEX"]))
