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
_OPERATOR = re.compile(r"[!?+*]|\{(\d{1,2})\}|\{(\d{0,2}),(\d{0,2})\}")
_MANY_WORDS = 20
"""Repetitions of one word of a pattern that spaCy lays out one by one."""
_WIDE = 10
"""A repetition of more than this is as good as one without end."""
_SAME_SIDE_BY_SIDE = 3
_MOST_ENDLESS = 3


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


def cue_faults(cue: Cue) -> tuple[str, ...]:
    """Why a cue that is an expression or pattern cannot be used, a sentence each."""
    if cue.rule == "regex":
        return tuple(message for message, _ in _expression_problems(cue.text))
    if cue.rule == "pattern":
        return tuple(message for message, _ in _pattern_problems(cue.text))
    return ()


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
    if _stands_side_by_side(parsed):
        yield (
            f"The expression “{text}” has repetitions side by side, which may take for ever.",
            "Write one of them, or what must stand between them.",
        )
    if _repeats_within_repeats(parsed, inside=False):
        yield (
            f"The expression “{text}” repeats a repetition or a choice, which may take for ever.",
            "Take the inner or the outer * or + away, or write a choice of letters as [ab].",
        )


def _repeats_within_repeats(parsed: Any, *, inside: bool) -> bool:
    for operation, argument in parsed:
        repeats = "REPEAT" in str(operation)
        unbounded = repeats and argument[1] > _WIDE
        varies = repeats and argument[1] > argument[0]
        if inside and (unbounded or varies or str(operation) == "BRANCH"):
            return True
        parts = argument if isinstance(argument, list | tuple) else [argument]
        for part in _parts(parts):
            if _repeats_within_repeats(part, inside=inside or unbounded):
                return True
    return False


def _stands_side_by_side(parsed: Any) -> bool:
    """Whether wide repetitions of the same, or several of any sign, follow each other directly."""
    run: list[str] = []
    for operation, argument in _flat(parsed):
        wide = "REPEAT" in str(operation) and argument[1] > _WIDE
        run = [*run, str(argument[2])] if wide else []
        anything = sum(
            "(ANY, " in each or "NEGATE" in each or "NOT_LITERAL" in each for each in run
        )
        if anything > 1 or any(run.count(each) >= _SAME_SIDE_BY_SIDE for each in run):
            return True
    return any(_stands_side_by_side(part) for _, each in parsed for part in _parts([each]))


def _flat(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """The items of an expression, those of groups in their groups' place."""
    for operation, argument in parsed:
        if str(operation) == "SUBPATTERN":
            yield from _flat(argument[-1])
        else:
            yield operation, argument


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
        elif "OP" in token and not _is_operator(token["OP"]):
            yield (
                f"“{token['OP']}” is no operator.",
                f"Write !, ?, +, * or {{2,4}}, with numbers up to {_MANY_WORDS}.",
            )
        else:
            for key, value in token.items():
                yield from _value_problems(key, value)
    endless = sum(isinstance(each, dict) and each.get("OP") in ("*", "+") for each in tokens)
    if endless > _MOST_ENDLESS:
        yield (
            f"The pattern has {endless} words with * or +, which may take for ever.",
            f"Keep {_MOST_ENDLESS}, or write how often: {{0,4}}.",
        )


def _is_operator(value: object) -> bool:
    found = _OPERATOR.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return False
    exactly, least, most = found.groups()
    if least is None:
        return exactly is None or int(exactly) <= _MANY_WORDS
    if not least and not most:
        return False
    return int(least or 0) <= int(most or _MANY_WORDS) <= _MANY_WORDS


def _value_problems(key: str, value: object) -> Iterator[tuple[str, str]]:
    """What is wrong with what a word of a pattern must be: `"rutin"`, `true`, `{"IN": [...]}`."""
    if key == "OP":
        return
    if isinstance(value, dict) and not key.startswith(("IS_", "LIKE_")):
        yield from _predicate_problems(value)
        kind = int if key == "LENGTH" else str
        listed = [value[each] for each in ("IN", "NOT_IN") if each in value]
        compared = [each for name, each in value.items() if name not in ("IN", "NOT_IN", "REGEX")]
        sound = all(isinstance(each, list) for each in listed) and all(
            _is_kind(one, kind) for each in listed for one in each
        )
        sound = sound and (key == "LENGTH" or not compared)
        sound = sound and all(_is_kind(each, int) for each in compared)
        sound = sound and not (key == "LENGTH" and "REGEX" in value)
    else:
        flag = key.startswith(("IS_", "LIKE_"))
        sound = _is_kind(value, bool if flag else int if key == "LENGTH" else str)
    if not sound:
        yield (
            f"“{key}” cannot be {json.dumps(value, ensure_ascii=False)}.",
            'Write "text" or {"IN": ["one", "two"]}, of LENGTH a number or {">=": 3}, of IS_ and'
            " LIKE_ true or false.",
        )


def _is_kind(value: object, kind: type) -> bool:
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


def _predicate_problems(value: dict[str, object]) -> Iterator[tuple[str, str]]:
    """What is wrong with the predicates of `{"IN": [...]}` and the like."""
    if unknown := sorted(set(value) - _PREDICATES):
        yield (
            f"A pattern has no predicate “{unknown[0]}”.",
            f"Known: {', '.join(sorted(_PREDICATES))}.",
        )
    if "REGEX" in value:
        yield from _expression_problems(str(value["REGEX"]))
