"""What is coded and suggested where one is: codes, directions, memos, evidence.

Invariant: painting it lays nothing out anew, so that it can follow every key.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from textual.color import Color
from textual.content import Content
from textual.widget import Widget

from workbench.model import (
    Codebook,
    CodeId,
    Coding,
    CodingId,
    Confidence,
    Evidence,
    Fate,
    Origin,
    Polarity,
    RevisedCoding,
    Suggestion,
)
from workbench.text.translation import _
from workbench.tui.widgets.transcript.colours import code_colours, readable
from workbench.workflows.reasons import told_reason

_ROOMY = 8
"""From this many rows on, each thing is told on rows of its own."""


@dataclass(frozen=True, slots=True)
class Here:
    """What there is to tell of a place."""

    codings: Sequence[Coding] = ()
    """The innermost first."""
    suggestions: Sequence[Suggestion] = ()
    """The best first."""
    meant: Coding | None = None
    """The coding that keys for directions, memos and the like act on."""
    hint: str = ""
    """What can be done where nothing is coded."""
    answers: str = ""
    """How a suggestion is answered."""
    looked_at: CodeId | None = None
    """A code whose definition is wanted, whatever is here."""
    revised: Mapping[CodingId, RevisedCoding] = field(default_factory=dict)
    """What a corrected text did to the codings here, while nobody has looked."""
    looking: str = ""
    """How one says that one has looked."""
    accepted: Mapping[Confidence, tuple[int, int]] = field(default_factory=dict)
    """Of each band, how many suggestions were accepted so far, of how many answered."""


class Inspector(Widget):
    """Tells of one place; short in a few rows, at length in many."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - textual's own name
        super().__init__(id=id)
        self._here = Here()
        self._codebook = Codebook()
        self._colours: Mapping[CodeId, Color] = {}

    def use(self, codebook: Codebook) -> None:
        """Name and colour codes by this codebook."""
        if codebook is not self._codebook:
            self._codebook, self._colours = codebook, code_colours(codebook)
            self.refresh()

    def tell(self, here: Here) -> None:
        """Tell of another place."""
        if here != self._here:
            self._here = here
            self.refresh()

    def render(self) -> Content:
        width, height = self.size
        roomy = height >= _ROOMY
        told = self._at_length(width) if roomy else self._in_short()
        lines: list[Content] = []
        for line in told:
            lines += line.wrap(width) if roomy else [line.truncate(width, ellipsis=True)]
            if roomy and len(lines) >= height:
                break
        if not roomy and len(lines) > height:
            more = _("  and {n} more").format(n=len(lines) - height + 1)
            lines[height - 1 :] = [Content.styled(more, "$quiet")]
        elif not roomy and len(lines) < height:
            lines += [Content("")] * (height - len(lines) - 1)
            lines.append(self._code_keys().truncate(width, ellipsis=True))
        return Content("\n").join(lines[:height])

    def _code_keys(self) -> Content:
        """Which key is which code, where the tree of codes is not in sight."""
        parts: list[Content | tuple[str, str]] = []
        for code in self._codebook.codes:
            if code.key:
                parts.append((f"{code.key} ", "$accent"))
                parts.append((f"{code.short_name}  ", self._ink(code.id)))
        return Content.assemble(*parts)

    # At length

    def _at_length(self, width: int) -> Iterator[Content]:
        here = self._here
        for coding in here.codings:
            yield self._code_line(coding.code, "", width=width, meant=coding == here.meant)
            yield Content.styled(f"  {told_meaning(coding)}", "$foreground")
            yield Content.styled(f"  {told_making(coding)}", "$quiet")
            if coding.memo:
                yield Content.assemble(("  ✎ ", "$accent"), (coding.memo, "italic $foreground"))
            revised = here.revised.get(coding.id)
            if revised is not None:
                yield Content.styled(f"  ≠ {told_revision(revised)}", "$warning")
                yield Content.styled(f"  {here.looking}", "$quiet")
        if here.codings and here.suggestions:
            yield Content("")
        for suggestion in here.suggestions:
            sure = _told_confidence(suggestion.confidence)
            yield self._code_line(suggestion.code, sure, width=width)
            for evidence in suggestion.evidence[:4]:
                yield Content.styled(f"  {_told_evidence(evidence)}", "$quiet")
            if suggestion.polarity is not None:
                yield Content.styled(f"  {told_polarity(suggestion.polarity)}?", "$quiet")
        yield from self._shares()
        if here.suggestions:
            yield Content.styled(here.answers, "$quiet")
        elif not here.codings:
            yield Content.styled(_("Not coded."), "bold $foreground")
            yield Content.styled(here.hint, "$quiet")
        yield from self._definition()

    def _shares(self) -> Iterator[Content]:
        """How the coder has answered suggestions as sure as the best one here."""
        for suggestion in self._here.suggestions[:1]:
            taken, answered = self._here.accepted.get(suggestion.confidence, (0, 0))
            if answered:
                told = _("You accepted {taken} of {answered} that were as sure.")
                words = told.format(taken=taken, answered=answered)
                yield Content.styled(words, "$quiet")

    def _definition(self) -> Iterator[Content]:
        """What the code means that is being looked at, as far as there is room."""
        here = self._here
        meant = here.meant or next(iter(here.codings), None)
        first = meant.code if meant else next((each.code for each in here.suggestions), None)
        looked_at = here.looked_at or first
        code = None if looked_at is None else self._codebook.by_id.get(looked_at)
        if code is not None and code.definition:
            yield Content("")
            yield Content.assemble(
                (f"{code.short_name}  ", f"bold {self._ink(code.id)}"),
                (" ".join(code.definition.split()), "$quiet"),
            )

    def _code_line(self, code: CodeId, after: str, *, width: int, meant: bool = False) -> Content:
        known = self._codebook.by_id.get(code)
        short = self._short_name(code)
        name = "" if known is None or known.name == short else known.name
        sign = "◆ " if after else ("▶ " if meant else "▪ ")
        tail = f" · {after}" if after else ""
        room = max(4, width - len(sign) - len(short) - 2 - len(tail))
        shown = Content(name).truncate(room, ellipsis=True).plain
        return Content.assemble(
            (sign, self._ink(code)),
            (short, f"bold {self._ink(code)}"),
            (f"  {shown}", "$foreground"),
            (tail, "$accent"),
        )

    # In short

    def _in_short(self) -> Iterator[Content]:
        here = self._here
        for coding in here.codings:
            sign = "▶ " if coding == here.meant else "▪ "
            memo = f"  ✎ {' '.join(coding.memo.split())}" if coding.memo else ""
            revised = here.revised.get(coding.id)
            changed = "" if revised is None else f"  ≠ {told_revision(revised)}"
            yield Content.assemble(
                (sign, self._ink(coding.code)),
                (self._short_name(coding.code), f"bold {self._ink(coding.code)}"),
                (f"  {told_meaning(coding)}", "$foreground"),
                (changed, "$warning"),
                (f"  {told_making(coding)}", "$quiet"),
                (memo, "italic $foreground"),
            )
        for suggestion in here.suggestions:
            evidence = "; ".join(_told_evidence(each) for each in suggestion.evidence[:3])
            yield Content.assemble(
                ("◆ ", self._ink(suggestion.code)),
                (self._short_name(suggestion.code), f"bold {self._ink(suggestion.code)}"),
                (f" {_told_confidence(suggestion.confidence)}", "$accent"),
                (f"  {evidence}", "$quiet"),
            )
        if not here.codings and not here.suggestions:
            yield Content.assemble((_("Not coded."), "bold"), ("  " + here.hint, "$quiet"))

    def _short_name(self, code: CodeId) -> str:
        known = self._codebook.by_id.get(code)
        return code if known is None else known.short_name

    def _ink(self, code: CodeId) -> str:
        _below, _ink_below, ground, ink = self.colors
        colour = self._colours.get(code)
        return (ink if colour is None else readable(colour, ground=ground, ink=ink)).hex


def told_revision(revised: RevisedCoding) -> str:
    """What a corrected text did to a coding, and what it was before."""
    words = " ".join(revised.words.split())
    was = f"{revised.was} {revised.was_speaker}".rstrip()
    told = {
        Fate.UNMOVED: "",
        Fate.MOVED: _("Moved in the corrected text: it was at {was}."),
        Fate.REWORDED: _("Reworded in the corrected text; it was “{words}” ({was})."),
        Fate.SHRANK: _("Words are gone in the corrected text; it was “{words}” ({was})."),
        Fate.GREW: _("Words came in between in the corrected text; it was “{words}” ({was})."),
        Fate.LOST: _("Without a place in the corrected text; it was “{words}” ({was})."),
    }
    return told[revised.fate].format(was=was, words=words)


def told_meaning(coding: Coding) -> str:
    """Direction, and whether it is worth quoting."""
    told = told_polarity(coding.polarity)
    return f"{told} · {_('quotable')}" if coding.quotable else told


def told_making(coding: Coding) -> str:
    """When it was made, and how where it was not by hand."""
    made = "" if coding.time is None else told_time(coding.time)
    origins = {
        Origin.SUGGESTION: _("as suggested"),
        Origin.SHEET: _("from a sheet"),
        Origin.CONSENSUS: _("agreed"),
        Origin.EXCHANGE: _("from another program"),
        Origin.AUTOMATIC: _("automatic"),
    }
    return " · ".join(filter(None, [made, origins.get(coding.origin, "")]))


def told_time(time: datetime) -> str:
    """In the time zone of this computer."""
    return time.astimezone().strftime("%Y-%m-%d %H:%M")


def told_polarity(polarity: Polarity | None) -> str:
    names = {
        Polarity.PROMOTES: _("+ promotes"),
        Polarity.HINDERS: _("− hinders"),
        Polarity.NEUTRAL: _("0 neutral"),
    }
    return _("no direction") if polarity is None else names[polarity]


def _told_confidence(confidence: Confidence) -> str:
    names = {
        Confidence.HIGH: _("high ●●●"),
        Confidence.MEDIUM: _("medium ●●○"),
        Confidence.LOW: _("low ●○○"),
    }
    return names[confidence]


def _told_evidence(evidence: Evidence) -> str:
    """`“rutinerna” (rutin)`: the words hit and the cue, where it is another form."""
    if not evidence.cue or evidence.kind in ("like", "question", "turn"):
        return told_reason(evidence)
    if evidence.text.casefold() == evidence.cue.casefold():
        return f"“{evidence.text}”"
    return f"“{evidence.text}” ({evidence.cue})"
