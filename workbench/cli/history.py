"""An action of the journal in words."""

from collections.abc import Mapping
from typing import Protocol

from workbench.text.translation import _


class Done(Protocol):
    """What is needed of an action to tell of it."""

    @property
    def verb(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, str | int]: ...
    @property
    def coder(self) -> str | None: ...
    @property
    def changes(self) -> Mapping[str, int]: ...


_SENTENCES = {
    "create": _("made the project"),
    "import": _("imported {files} interviews"),
    "attributes": _("updated the attributes of {interviews} interviews"),
    "speakers": _("changed speakers in {interviews} interviews"),
    "remove": _("took out interview {interview} with {codings} codings"),
    "codebook": _("changed the codebook ({added} added, {changed} changed, {removed} removed)"),
    "code": _("{codings} codings from {file}"),
    "finish": _("changed the finished mark of {interviews} interviews"),
    "forget": _("erased for good what consent was withdrawn for"),
    "undo": _("undid an action"),
    "redo": _("did an action again"),
}


def action_words(action: Done) -> str:
    """One line: what was done, and as which coder."""
    sentence = _SENTENCES.get(action.verb, action.verb)
    codings = action.changes.get("coding.add", 0) + action.changes.get("coding.edit", 0)
    facts = {"codings": str(codings), **{name: str(each) for name, each in action.facts.items()}}
    words = sentence.format_map(_Facts(facts))
    return _("{coder}: {words}").format(coder=action.coder, words=words) if action.coder else words


class _Facts(dict[str, str]):
    """Facts may have been erased with an interview that was forgotten."""

    def __missing__(self, name: str) -> str:
        return _("(erased)")
