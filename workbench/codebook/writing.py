"""Write a codebook as the YAML file that `read_codebook` reads back to the same value."""

from typing import Any

import yaml

from workbench.model import Code, Codebook, CodeId, Cue

_WIDTH = 96


class _Inline(dict[str, str]):
    """A mapping on one line, in braces."""


class _Dumper(yaml.SafeDumper):
    """Lists indented below their key, several lines of text as a block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _inline_node(dumper: yaml.SafeDumper, mapping: _Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping, flow_style=True)


_Dumper.add_representer(str, _text_node)
_Dumper.add_representer(_Inline, _inline_node)

Plain = dict[str, Any]


def write_codebook(codebook: Codebook) -> str:
    """The codebook as YAML, in the book's order, empty fields left out.

    The marks that only a project has (a code revived after a deletion) are not written.
    """
    below: dict[CodeId | None, list[Code]] = {}
    for code in codebook.codes:
        # A code whose parent is gone would be lost below it.
        parent = code.parent if code.parent in codebook.by_id else None
        below.setdefault(parent, []).append(code)
    plain: Plain = {"title": codebook.title, "language": codebook.language}
    plain["description"] = codebook.description
    plain["sources"] = list(codebook.sources)
    written = {key: value for key, value in plain.items() if value}
    written["codes"] = _codes(below, None)
    return yaml.dump(
        written,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=_WIDTH,
    )


def _codes(below: dict[CodeId | None, list[Code]], parent: CodeId | None) -> list[Plain]:
    return [_code(code, below) for code in below.get(parent, [])]


def _code(code: Code, below: dict[CodeId | None, list[Code]]) -> Plain:
    plain: Plain = {
        "id": str(code.id),
        "name": code.name,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "colour": code.colour,
        "key": code.key,
        "memo": code.memo,
        "cues": [_cue(cue) for cue in code.cues],
        "codes": _codes(below, code.id),
    }
    return {key: value for key, value in plain.items() if value}


def _cue(cue: Cue) -> str | _Inline:
    plain = {
        "match": cue.rule if cue.rule != "lemma" else "",
        "exclude": "yes" if cue.exclude else "",
        "weight": f"{cue.weight:g}" if cue.weight != 1 else "",
        "direction": cue.polarity.value if cue.polarity else "",
    }
    written = {key: value for key, value in plain.items() if value}
    return _Inline(text=cue.text, **written) if written else cue.text
