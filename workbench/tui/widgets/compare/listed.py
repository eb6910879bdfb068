"""A disagreement with what is told of it in a list: kind, codes, where, what was decided."""

from dataclasses import dataclass, field

from workbench.model import (
    Attributes,
    Codebook,
    CodeId,
    Coding,
    CodingId,
    Disagreement,
    DisagreementKind,
    PairKey,
    Polarity,
    Taken,
)
from workbench.text.translation import _
from workbench.workflows.pairing import Settled

_DIRECTIONS = {None: "", Polarity.PROMOTES: " +", Polarity.HINDERS: " −", Polarity.NEUTRAL: " 0"}
NOBODY = "–"
"""Stands where one of the two has coded nothing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One place where the two differ, and what has become of it."""

    disagreement: Disagreement
    settled: Settled | None = None
    attributes: Attributes = field(default_factory=dict)
    """Those of the speaker whose turn it is."""
    words: str = ""
    """How the passage begins."""
    met: frozenset[tuple[CodeId, CodeId]] = frozenset()
    """What stands opposite each other here: a code of the first coder's and one of the second's,
    of this disagreement or of others that overlap it."""

    @property
    def key(self) -> PairKey:
        return self.disagreement.key

    @property
    def open(self) -> bool:
        """Whether there is still something to decide."""
        return self.settled is None or self.settled.overtaken

    @property
    def codings(self) -> tuple[Coding, ...]:
        """The first coder's and the second's, as far as there are any."""
        both = (self.disagreement.first, self.disagreement.second)
        return tuple(each for each in both if each is not None)

    @property
    def ids(self) -> frozenset[CodingId]:
        return frozenset(each.id for each in self.codings)

    @property
    def codes(self) -> tuple[CodeId, ...]:
        """The first coder's first; each once."""
        return tuple(dict.fromkeys(each.code for each in self.codings))


def told_kind(kind: DisagreementKind) -> str:
    names = {
        DisagreementKind.BOUNDARIES: _("boundaries"),
        DisagreementKind.CODE: _("code"),
        DisagreementKind.ONE_CODED: _("only one"),
        DisagreementKind.DIRECTION: _("direction"),
    }
    return names[kind]


def told_codes(disagreement: Disagreement, codebook: Codebook) -> str:
    """`STR` where only edges differ; else what stands left and right: `STR | KUN`, `STR | –`."""
    if disagreement.kind is DisagreementKind.BOUNDARIES and disagreement.first is not None:
        return code_name(disagreement.first.code, codebook)
    with_direction = disagreement.kind is DisagreementKind.DIRECTION
    sides = [
        NOBODY
        if coding is None
        else code_name(coding.code, codebook)
        + (_DIRECTIONS[coding.polarity] if with_direction else "")
        for coding in (disagreement.first, disagreement.second)
    ]
    return " | ".join(sides)


def code_name(code: CodeId, codebook: Codebook) -> str:
    """What a code is called in a margin."""
    known = codebook.by_id.get(code)
    return code if known is None else known.short_name


def taken_sign(listed: Listed) -> str:
    """Three cells: whether it is settled, and what was taken."""
    settled = listed.settled
    if settled is None:
        return "   "
    if settled.overtaken:
        return "!  "
    signs = {
        Taken.FIRST: "✓< ",
        Taken.SECOND: "✓> ",
        Taken.BOTH: "✓<>",
        Taken.NEITHER: "✓∅ ",
        Taken.NEW: "✓* ",
        Taken.AGREED: "✓= ",
    }
    return signs[settled.settlement.taken]
