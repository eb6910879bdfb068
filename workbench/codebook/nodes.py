"""The file as a tree of nodes with line numbers, in which every scalar is text.

YAML would turn `no`, `on`, `1` and dates into other things than text, and would drop a key that
stands twice; the node tree does neither. Invariant: reading takes time and memory in proportion to
the file, whatever its anchors and nesting.
"""

from collections.abc import Collection

import yaml

from workbench.codebook.problems import ProblemList
from workbench.text import normal_text

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_CHARACTERS = 5_000_000
"""Far above any codebook; a file beyond it is something else."""
MAX_DEPTH = 60
"""Levels of nesting; every level of codes takes two."""
MAX_VISITS = 300_000
"""Nodes looked at, those behind an alias counted each time they are met."""

_UNCLOSED = ("quoted scalar", "flow sequence", "flow mapping")

_REMEDIES = {
    "mapping values are not allowed": "Put the text in quotation marks if it holds a colon"
    " followed by a space, and begin the keys of one code in the same column.",
    "cannot start any token": "Put a text that begins with @, `, % or another sign in quotation"
    " marks, and indent with spaces, not tabs.",
    "did not find expected key": "Close the quotation mark (a ' inside '...' is written ''), and"
    " begin the keys of one code in the same column.",
    "did not find expected '-'": "Begin the “-” of every code in one list, and the keys of one"
    " code, in the same column.",
    "found another document": "Take the second line “---” away: a file holds one codebook.",
    "found undefined alias": "Put a text that begins with * in quotation marks.",
    "unexpected end of stream": "Close the quotation mark.",
    "did not find expected ',' or": "Close the bracket, or put the text in quotation marks.",
}


def line_of(node: yaml.Node) -> int:
    """The line a node begins on, from 1."""
    return int(node.start_mark.line) + 1


def compose(text: str, problems: ProblemList) -> yaml.Node | None:
    """The root of the file, or None with a problem noted."""
    if len(text) > MAX_CHARACTERS:
        problems.error(0, f"The file has {len(text):,} characters: it is no codebook.")
        return None
    try:
        if not _nesting_is_bounded(text, problems):
            return None
        root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, max(0, error.position)) + 1
        problems.error(
            line,
            f"The character U+{_code_point(error.character):04X} does not belong in text.",
            "Take it away.",
        )
        return None
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        problems.error(line, "There is half a character here.", "Save the file as UTF-8.")
        return None
    except yaml.MarkedYAMLError as error:
        _report(error, text, problems)
        return None
    if root is None:
        problems.error(0, "The file is empty.", "A codebook needs at least `title` and `codes`.")
    return root


def _code_point(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def _nesting_is_bounded(text: str, problems: ProblemList) -> bool:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                problems.error(
                    _event_line(event),
                    f"The file is nested more than {MAX_DEPTH} levels deep.",
                    "Give the codes fewer levels.",
                )
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _event_line(event: yaml.Event) -> int:
    return 0 if event.start_mark is None else int(event.start_mark.line) + 1


def _report(error: yaml.MarkedYAMLError, text: str, problems: ProblemList) -> None:
    context = error.context or ""
    mark = error.problem_mark
    if mark is None or any(kind in context for kind in _UNCLOSED):
        mark = error.context_mark
    line = 0 if mark is None else int(mark.line) + 1
    problem = error.problem or "it cannot be read"
    lines = text.splitlines()
    written = lines[line - 1] if 0 < line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        problems.error(line, "The line is indented with a tab.", "Indent with spaces.")
        return
    remedy = next((help_ for part, help_ in _REMEDIES.items() if part in problem), "")
    problems.error(
        line, f"The file is not YAML from here on ({problem}).", remedy or "Mend the line."
    )


class TreeReader:
    """Takes values out of nodes and notes what does not fit."""

    def __init__(self, problems: ProblemList) -> None:
        self.problems = problems
        self._visits = 0
        self._depth = 0

    def may_visit(self, node: yaml.Node) -> bool:
        """Whether the bound on nodes looked at still holds; notes once that it does not."""
        self._visits += 1
        if self._visits == MAX_VISITS:
            self.problems.error(
                line_of(node),
                "The file refers to its own parts so often that it cannot be read.",
                "Write the texts out instead of using anchors (&) and aliases (*).",
            )
        return self._visits < MAX_VISITS

    def fields(
        self, node: yaml.Node, known: Collection[str], *, what: str
    ) -> dict[str, yaml.Node] | None:
        """The keys of a mapping and their values; None with a problem where it is none."""
        if not isinstance(node, yaml.MappingNode):
            self.problems.error(
                line_of(node),
                f"{what} must be keys with values, not {_kind(node)}.",
                f"Write keys such as `{next(iter(known))}: ...`.",
            )
            return None
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            if not self.may_visit(key_node):
                break
            key = self._key(key_node)
            if key is None:
                continue
            if key in found:
                self.problems.error(
                    line_of(key_node),
                    f"The key “{key}” stands twice, first on line {line_of(found[key])}.",
                    "Keep one of them.",
                )
            elif key not in known:
                self._unknown(key_node, key, known, what=what)
            else:
                found[key] = value
        return found

    def _key(self, node: yaml.Node) -> str | None:
        if isinstance(node, yaml.ScalarNode):
            return normal_text(str(node.value)).strip()
        self.problems.error(line_of(node), "A key must be a word.", "Write `key: value`.")
        return None

    def _unknown(self, node: yaml.Node, key: str, known: Collection[str], *, what: str) -> None:
        from rapidfuzz import fuzz, process  # only a file with a slip needs it

        near = process.extractOne(key.casefold(), known, scorer=fuzz.ratio, score_cutoff=60)
        remedy = f"Is “{near[0]}” meant?" if near else f"Known are {', '.join(known)}."
        self.problems.error(line_of(node), f"{what} has no key “{key}”.", remedy)

    def text(self, node: yaml.Node | None, *, what: str) -> str:
        """A text as written, without white space around it; line breaks are kept."""
        if node is None or not self.may_visit(node):
            return ""
        if isinstance(node, yaml.ScalarNode):
            return normal_text(str(node.value)).strip()
        self.problems.error(
            line_of(node),
            f"{what} must be text, not {_kind(node)}.",
            "Write it after the colon, in quotation marks if it begins with [ or {.",
        )
        return ""

    def word(self, node: yaml.Node | None, *, what: str) -> str:
        """A text on one line."""
        return " ".join(self.text(node, what=what).split())

    def sequence(self, node: yaml.Node | None, *, what: str, remedy: str) -> list[yaml.Node]:
        """The nodes of a list; an empty value is an empty list."""
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.problems.error(line_of(node), f"{what} must be a list, not {_kind(node)}.", remedy)
            return []
        return list(node.value)


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    return "keys with values" if isinstance(node, yaml.MappingNode) else "text"
