"""Coding by hand: one verb of the coder, one action of the journal, one undo."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import InputError
from workbench.model import (
    AddCoding,
    Change,
    CodeId,
    Coder,
    Coding,
    CodingId,
    EditCoding,
    Fate,
    InterviewId,
    LookAtCoding,
    Origin,
    Polarity,
    Reference,
    RemoveCoding,
    Span,
)
from workbench.project import Project
from workbench.text.translation import _
from workbench.workflows.projects import Facts
from workbench.workflows.remembering import refuse_overtaken
from workbench.workflows.telling import Outcome, words_of


@dataclass(frozen=True, slots=True)
class Hand:
    """A coder at work in a project: everything she does goes through here."""

    project: Project
    coder: Coder

    def code(
        self, interview: str, span: Span, code: CodeId, *, polarity: Polarity | None = None
    ) -> Outcome:
        """Code a passage; where she has coded exactly this so already, take it off again."""
        found, at = self.project.passage(interview, span)
        there = self.project.coding_at(interview, found, code=code, coder=self.coder)
        if there is not None:
            return self._remove(there, at)
        made = self.new(at.interview, found, code, polarity=polarity)
        facts: Facts = {"reference": str(at), "code": code}
        return self.write([AddCoding(made)], "coding", facts, coding=made.id, at=at)

    def uncode(self, coding: CodingId) -> Outcome:
        there = self._own(coding)
        return self._remove(there, self._at(there))

    def set_polarity(self, coding: CodingId, polarity: Polarity | None) -> Outcome:
        """None takes the direction off: not set."""
        there = self._own(coding)
        edit = EditCoding(coding, polarity=polarity, clear_polarity=polarity is None)
        sign = "" if polarity is None else polarity.value
        return self._edit(there, edit, "polarity", {"polarity": sign})

    def set_memo(self, coding: CodingId, text: str, *, before: str | None = None) -> Outcome:
        """See `refuse_overtaken` for `before`."""
        there = self._own(coding)
        refuse_overtaken(there.memo, before=before, after=text)
        return self._edit(there, EditCoding(coding, memo=text), "memo", {})

    def set_quotable(self, coding: CodingId, quotable: bool) -> Outcome:
        edit = EditCoding(coding, quotable=quotable)
        return self._edit(self._own(coding), edit, "quotable", {"quotable": int(quotable)})

    def recode(self, coding: CodingId, code: CodeId) -> Outcome:
        """Give the passage another code; direction, memo and mark stay."""
        there = self._own(coding)
        edit = EditCoding(coding, code=code)
        return self._edit(there, edit, "recode", {"old": there.code, "code": code})

    def set_span(self, coding: CodingId, span: Span) -> Outcome:
        """Move the edges."""
        there = self._own(coding)
        _found, at = self.project.passage(there.interview, span)
        facts: Facts = {"reference": str(at), "code": there.code}
        edit = EditCoding(coding, span=span)
        return self.write([edit], "span", facts, coding=coding, at=at)

    def look(self, interview: str, codings: Sequence[CodingId]) -> Outcome:
        """Let codings stand where a corrected text put them; one action."""
        there = [self._own(each) for each in codings]
        facts: Facts = {"codings": len(there)}
        at = None if not there else self._at(there[0])
        if len(there) == 1:
            facts = {"reference": str(at), "code": there[0].code}
        looks: list[Change] = [LookAtCoding(each.id) for each in there]
        only = there[0].id if len(there) == 1 else None
        return self.write(looks, "look", facts, coding=only, at=at)

    def place_lost(self, interview: str, coding: CodingId, span: Span) -> Outcome:
        """Put a coding that lost its place on other words."""
        lost = self._lost(interview, coding)
        _found, at = self.project.passage(interview, span)
        facts: Facts = {"reference": str(at), "code": lost.code}
        return self.write([EditCoding(coding, span=span)], "replace", facts, coding=coding, at=at)

    def drop_lost(self, interview: str, coding: CodingId) -> Outcome:
        """Take a coding that lost its place away."""
        lost = self._lost(interview, coding)
        facts: Facts = {"reference": lost.interview, "code": lost.code}
        return self.write([RemoveCoding(coding)], "uncode", facts)

    def _lost(self, interview: str, coding: CodingId) -> Coding:
        found = self.project.revised_codings(
            interview=interview, coder=self.coder, codings=[coding]
        )
        if found and found[0].fate is Fate.LOST:
            return found[0].coding
        raise InputError(
            f"This coding of {self.coder} is not without a place.",
            "It was placed or taken away, here or in another window.",
        )

    def new(
        self,
        interview: InterviewId,
        span: Span,
        code: CodeId,
        *,
        polarity: Polarity | None = None,
        origin: Origin = Origin.HAND,
    ) -> Coding:
        """A coding that is not written yet."""
        return Coding(
            self.project.new_coding_id(),
            interview,
            span,
            code,
            self.coder,
            polarity=polarity,
            origin=origin,
        )

    def write(
        self,
        changes: list[Change],
        verb: str,
        facts: Facts,
        *,
        coding: CodingId | None = None,
        at: Reference | None = None,
        code: CodeId | None = None,
    ) -> Outcome:
        """Write one action and tell of it."""
        action = self.project.commit(changes, verb=verb, facts=facts, coder=self.coder)
        if action is None:
            return Outcome(_("nothing changed"), coding, at, code)
        return Outcome(words_of(verb, facts, self.project.code_names()), coding, at, code)

    def _edit(self, there: Coding, edit: EditCoding, verb: str, facts: Facts) -> Outcome:
        at = self._at(there)
        whole: Facts = {"reference": str(at), "code": there.code, **facts}
        return self.write([edit], verb, whole, coding=there.id, at=at)

    def _remove(self, there: Coding, at: Reference) -> Outcome:
        facts: Facts = {"reference": str(at), "code": there.code}
        return self.write([RemoveCoding(there.id)], "uncode", facts, at=at)

    def _own(self, coding: CodingId) -> Coding:
        """The coding as it is now. Errors: InputError where it is gone, or another coder's."""
        found = self.project.codings_by_id([coding])
        if found and found[0].coder == self.coder:
            return found[0]
        raise InputError(
            f"This coding of {self.coder} is no longer there.",
            "It was taken away, here or in another window.",
        )

    def _at(self, coding: Coding) -> Reference:
        return self.project.reference(coding.interview, coding.span)
