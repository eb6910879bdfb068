"""Whom an attribution gives away: how many participants of the study it fits.

The measure is k-anonymity (Samarati & Sweeney 1998) among those who took part: what a quotation
tells about its speaker should fit at least k of them.
Invariant: what is proposed to be left out is the least that helps.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from workbench.model import CountingFrame, InterviewId
from workbench.text import fold

Told = tuple[tuple[str, str], ...]
"""What is told about someone: folded names with folded values."""


@dataclass(frozen=True)
class Crowd:
    """Those who took part, each with everything known of them, folded."""

    people: tuple[Mapping[str, str], ...]

    @classmethod
    def of(
        cls,
        frames: Sequence[CountingFrame],
        own: Mapping[tuple[InterviewId, str], Mapping[str, str]],
    ) -> "Crowd":
        """Everybody who said something, but the moderators and those without a label.

        own: what is known of someone beside the attributes, by interview and label.
        """
        return cls(
            tuple(
                _folded({**attributes, **own.get((frame.interview, label), {})})
                for frame in frames
                for label, attributes in zip(frame.speakers, frame.speaker_attributes, strict=True)
                if label and label not in frame.moderators
            )
        )

    @cached_property
    def _known(self) -> dict[Told, int]:
        return {}

    def fits(self, told: Told) -> int:
        """How many people everything told fits."""
        if told not in self._known:
            self._known[told] = sum(
                all(person.get(name, "") == value for name, value in told) for person in self.people
            )
        return self._known[told]

    def remedies(
        self, told: Told, least: int, *, keep: Collection[str] = ()
    ) -> list[tuple[tuple[str, ...], int]]:
        """The fewest names to leave out so that the rest fits `least` people, and how many then.

        Every set of that size that helps; first the one that keeps the attribution closest. All
        the names where even nothing at all fits too few. What is in `keep` is told anyway.
        """
        free = [at for at, (name, _) in enumerate(told) if name not in keep]
        for size in range(1, len(free) + bool(len(free) < len(told))):
            helpful = []
            for left_out in combinations(free, size):
                rest = tuple(each for at, each in enumerate(told) if at not in left_out)
                number = self.fits(rest)
                if number >= least:
                    helpful.append((tuple(told[at][0] for at in left_out), number))
            if helpful:
                return sorted(helpful, key=lambda each: each[1])
        rest = tuple(each for each in told if each[0] in keep)
        return [(tuple(told[at][0] for at in free), self.fits(rest))]


def _folded(attributes: Mapping[str, str]) -> dict[str, str]:
    return {fold(name): fold(value.strip()) for name, value in attributes.items()}
