"""Read a codebook file, and say everything that is wrong with it.

Invariant: a Codebook that leaves here has ids that are unique without regard to case, names unique
among siblings, parents before their children, and single keys that are unique.
"""

import re
from collections.abc import Hashable
from typing import TypeVar

import yaml

from workbench.codebook.cues import CueReading
from workbench.codebook.nodes import MAX_DEPTH, TreeReader, compose, line_of
from workbench.codebook.problems import Problem, ProblemList
from workbench.errors import InputError
from workbench.model import Code, Codebook, CodeId, readable_id
from workbench.text import fold

BOOK_KEYS = ("title", "language", "description", "sources", "codes")
CODE_KEYS = (
    "id",
    "name",
    "definition",
    "include",
    "exclude",
    "example",
    "colour",
    "key",
    "memo",
    "cues",
    "codes",
)

Name = TypeVar("Name", bound=Hashable)

_ID = re.compile(r"\w(?:[\w.-]*\w)?")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_codebook(text: str, *, name: str) -> Codebook:
    """Read the codebook in `text`; `name` is the file's name, for messages.

    Raises InputError with file, line and remedy of the first error, and how many more there are.
    """
    codebook, problems = _read(text)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        first = errors[0]
        place = f"{name}:{first.line}" if first.line else name
        more = f"({len(errors) - 1} more in this file.)" if len(errors) > 1 else ""
        raise InputError(f"{place}: {first.message}", f"{first.remedy} {more}".strip())
    return codebook


def check_codebook(text: str, *, name: str) -> tuple[Problem, ...]:
    """Everything that is wrong with the codebook in `text`, in the order of its lines.

    `name` is the file's name; a codebook without a title is told from it.
    """
    codebook, problems = _read(text)
    if not codebook.title and not any(problem.severity == "error" for problem in problems):
        missing = Problem(0, "warning", f"The codebook in {name} has no title.", "Add `title:`.")
        return (missing, *problems)
    return problems


def _read(text: str) -> tuple[Codebook, tuple[Problem, ...]]:
    problems = ProblemList()
    root = compose(text.removeprefix("\ufeff"), problems)
    book = Codebook() if root is None else _Reading(problems).book(root)
    return book, problems.in_order()


def _taken(lines: dict[Name, int], name: Name, line: int) -> int | None:
    """The line on which `name` stands already; None, and it is noted, where it is new."""
    if name in lines:
        return lines[name]
    lines[name] = line
    return None


class _Reading:
    """One pass over the tree of one file."""

    def __init__(self, problems: ProblemList) -> None:
        self.tree = TreeReader(problems)
        self.problems = problems
        self.cue_reading = CueReading(self.tree, problems)
        self.codes: list[Code] = []
        self.id_lines: dict[str, int] = {}
        self.key_lines: dict[str, int] = {}

    def book(self, root: yaml.Node) -> Codebook:
        fields = self.tree.fields(root, BOOK_KEYS, what="A codebook")
        if fields is None:
            return Codebook()
        language = self.tree.word(fields.get("language"), what="`language`") or "sv"
        if not _LANGUAGE.fullmatch(language):
            self.problems.error(
                line_of(fields["language"]),
                f"“{language}” is no language code.",
                "Write two or three small letters: sv, en, fi.",
            )
        if "codes" not in fields:
            self.problems.error(line_of(root), "The codebook has no `codes`.", "Add the list.")
        self._codes(fields.get("codes"), parent=None, depth=0)
        if "codes" in fields and not self.codes and not self.problems.found:
            self.problems.warn(line_of(fields["codes"]), "The codebook has no codes yet.")
        self._check_top_ids()
        return Codebook(
            title=self.tree.word(fields.get("title"), what="`title`"),
            language=language,
            description=self.tree.text(fields.get("description"), what="`description`"),
            sources=self._sources(fields.get("sources")),
            codes=tuple(self.codes),
        )

    def _sources(self, node: yaml.Node | None) -> tuple[str, ...]:
        listed = self.tree.sequence(
            node, what="`sources`", remedy="Begin each source with “- ” on a line of its own."
        )
        texts = (self.tree.text(source, what="A source") for source in listed)
        return tuple(text for text in texts if text)

    def _codes(self, node: yaml.Node | None, *, parent: CodeId | None, depth: int) -> None:
        if depth * 2 > MAX_DEPTH:
            return
        listed = self.tree.sequence(
            node, what="`codes`", remedy="Begin each code with “- id: ...”."
        )
        names: dict[str, int] = {}
        for code_node in listed:
            if not self.tree.may_visit(code_node):
                return
            self._code(code_node, names, parent=parent, depth=depth)

    def _code(
        self, node: yaml.Node, names: dict[str, int], *, parent: CodeId | None, depth: int
    ) -> None:
        fields = self.tree.fields(node, CODE_KEYS, what="A code")
        if fields is None:
            return
        code_id = self._id(node, fields.get("id"), parent)
        name = self._name(node, fields.get("name"), code_id, names)
        label = code_id or name or "?"
        if not any(self._written(fields, key) for key in ("definition", "include", "example")):
            self.problems.warn(line_of(node), f"The code {label} has no definition.")
        self.codes.append(
            Code(
                id=code_id,
                name=name,
                parent=parent,
                definition=self.tree.text(fields.get("definition"), what="`definition`"),
                include=self.tree.text(fields.get("include"), what="`include`"),
                exclude=self.tree.text(fields.get("exclude"), what="`exclude`"),
                example=self.tree.text(fields.get("example"), what="`example`"),
                colour=self._colour(fields.get("colour")),
                key=self._key(fields.get("key"), label),
                memo=self.tree.text(fields.get("memo"), what="`memo`"),
                cues=self.cue_reading.cues(fields.get("cues")),
            )
        )
        self._codes(fields.get("codes"), parent=code_id, depth=depth + 1)

    @staticmethod
    def _written(fields: dict[str, yaml.Node], key: str) -> bool:
        return key in fields and bool(fields[key].value)

    def _id(self, code: yaml.Node, node: yaml.Node | None, parent: CodeId | None) -> CodeId:
        written = self.tree.word(node, what="`id`")
        line = line_of(code if node is None else node)
        if not written:
            self.problems.error(line, "A code has no `id`.", "Add `id:` with a short name.")
            return CodeId("")
        if not _ID.fullmatch(written):
            self.problems.error(
                line,
                f"The id “{written}” holds a character that ids cannot have.",
                "Use letters, digits, - and _, and a dot between parent and child.",
            )
        first = _taken(self.id_lines, fold(written), line)
        if first is not None:
            self.problems.error(
                line,
                f"The id “{written}” is taken on line {first} (upper and lower case do not count).",
                "Give each code an id of its own.",
            )
        if parent and not self._belongs_below(written, parent):
            self.problems.error(
                line,
                f"The id “{written}” stands below {parent} but does not begin with “{parent}.”.",
                f"Write “{parent}.{written.rpartition('.')[2]}”, or move the code.",
            )
        return CodeId(written)

    @staticmethod
    def _belongs_below(code_id: str, parent: CodeId) -> bool:
        return code_id.startswith(f"{parent}.") or not readable_id(CodeId(code_id))

    def _check_top_ids(self) -> None:
        """An id such as STR.rutiner at the top is a code that slipped out of its parent."""
        for code in self.codes:
            above = code.id.rpartition(".")[0]
            if code.parent is None and above and fold(above) in self.id_lines:
                self.problems.error(
                    self.id_lines[fold(code.id)],
                    f"The id “{code.id}” says that the code belongs below {above},"
                    " but it stands at the top.",
                    f"Indent it below the `codes:` of {above}, or give it an id without that"
                    " beginning.",
                )

    def _name(
        self, code: yaml.Node, node: yaml.Node | None, code_id: str, names: dict[str, int]
    ) -> str:
        written = self.tree.word(node, what="`name`")
        line = line_of(code if node is None else node)
        if not written:
            which = f"The code {code_id}" if code_id else "A code"
            self.problems.error(line, f"{which} has no `name`.", "Add `name:`.")
            return ""
        first = _taken(names, fold(written), line)
        if first is not None:
            self.problems.error(
                line,
                f"The name “{written}” is taken on line {first} by a code of the same level.",
                "Give codes of one level different names.",
            )
        return written

    def _colour(self, node: yaml.Node | None) -> str:
        written = self.tree.word(node, what="`colour`")
        if node is not None and not written:
            # An unquoted "#aabbcc" is a comment to YAML, so the value seems empty.
            self.problems.error(
                line_of(node), "The colour is empty.", 'Put it in quotation marks: "#3366cc".'
            )
        elif written and not _COLOUR.fullmatch(written):
            self.problems.error(
                line_of(node or yaml.ScalarNode("", "")),
                f"“{written}” is no colour.",
                'Write # and six digits or letters a-f in quotation marks: "#3366cc".',
            )
        return written.lower()

    def _key(self, node: yaml.Node | None, label: str) -> str:
        written = self.tree.word(node, what="`key`")
        if node is None or not written:
            return ""
        line = line_of(node)
        if len(written) != 1:
            self.problems.error(
                line, f"The key “{written}” of {label} is not one character.", "Use one: 1, a, ö."
            )
            return written
        first = _taken(self.key_lines, written, line)
        if first is not None:
            self.problems.error(
                line, f"The key “{written}” is taken on line {first}.", "Use another character."
            )
        return written
