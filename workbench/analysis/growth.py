"""Saturation: how many new codes each interview brings, in order of date.

Invariant: every code that occurs is new exactly once, so the new codes add up to the last
cumulative number.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from workbench.analysis.frames import LEFT_OUT, FrameCounter
from workbench.analysis.values import DATES, Values, day_in
from workbench.model import (
    Codebook,
    CodeId,
    Coder,
    CountingFrame,
    Cut,
    InterviewId,
    Saturation,
    SaturationStep,
)
from workbench.text import natural_key

BASE_SIZE = 4
RUN_LENGTH = 2
THRESHOLD = 0.05


def saturation(
    frames: Sequence[CountingFrame],
    codebook: Codebook,
    cut: Cut,
    *,
    coder: Coder,
    titles: Mapping[InterviewId, str],
    finished: Collection[InterviewId] = (),
) -> Saturation:
    """New codes of each interview that one coder has coded or finished, the undated ones last.

    A code counts as itself, not for its parent. It is new where no earlier interview has it.
    Saturation is reached where a run of 2 interviews brings at most 5 % as many new codes as the
    first 4 had: Guest, G., Namey, E. & Chen, M. (2020). A simple method to assess and report
    thematic saturation in qualitative research. PLoS ONE 15(5), e0232076.
    """
    values = Values(cut, frames)
    met = [_met(frame, values, codebook, cut) for frame in frames]
    chosen = sorted(
        (each for each in met if each.codings or each.interview in finished),
        key=lambda each: (not each.date, each.date, natural_key(each.interview), each.interview),
    )
    having = Counter(code for each in chosen for code in each.codes)
    seen: dict[CodeId, None] = {}
    steps = []
    for number, each in enumerate(chosen, start=1):
        new = tuple(code for code in each.codes if code not in seen)
        seen.update(dict.fromkeys(new))
        steps.append(
            SaturationStep(
                interview=each.interview,
                title=titles.get(each.interview, ""),
                date=each.date,
                codings=each.codings,
                codes=len(each.codes),
                new_codes=new,
                cumulative=len(seen),
                expected=expected_codes(having.values(), len(chosen), number),
            )
        )
    book = [code.id for code in codebook.codes if cut.codes is None or code.id in cut.codes]
    return Saturation(
        coder=coder,
        steps=tuple(steps),
        book=len(book),
        never=tuple(code for code in book if code not in seen),
        base_size=BASE_SIZE,
        run_length=RUN_LENGTH,
        threshold=THRESHOLD,
        reached=_reached(steps),
        undated=tuple(each.interview for each in chosen if not each.date),
    )


def expected_codes(having: Collection[int], interviews: int, number: int) -> float:
    """How many codes `number` of the interviews have on average: sum of 1 - C(N - n, k) / C(N, k).

    `having`: in how many of the N interviews each code occurs. Colwell, R. K., Mao, C. X. &
    Chang, J. (2004). Interpolating, extrapolating, and comparing incidence-based species
    accumulation curves. Ecology 85(10), 2717-2727, eq. 5.
    """
    ways = comb(interviews, number)
    return sum(1 - comb(interviews - each, number) / ways for each in having)


@dataclass(frozen=True, slots=True)
class _Met:
    """What one interview has."""

    interview: InterviewId
    date: str
    codings: int
    codes: tuple[CodeId, ...]
    """In the book's order."""


def _met(frame: CountingFrame, values: Values, codebook: Codebook, cut: Cut) -> _Met:
    counter = FrameCounter(frame, values.speaker_values(frame), ancestors={}, split=False)
    counts: Counter[CodeId] = Counter()
    for start, end, code, _ in frame.spans:
        home = counter.home(start, end)
        if home is not None and counter.values[home] != LEFT_OUT:
            counts[code] += 1
    shown = [
        code.id
        for code in codebook.codes
        if code.id in counts and (cut.codes is None or code.id in cut.codes)
    ]
    written = next((frame.attributes[name] for name in DATES if frame.attributes.get(name)), "")
    day = day_in(written)
    return _Met(
        interview=frame.interview,
        date=day.isoformat() if day else "",
        codings=sum(counts[code] for code in shown),
        codes=tuple(shown),
    )


def _reached(steps: Sequence[SaturationStep]) -> InterviewId | None:
    if len(steps) < BASE_SIZE + RUN_LENGTH or not steps[BASE_SIZE - 1].cumulative:
        return None
    base = steps[BASE_SIZE - 1].cumulative
    for last in range(BASE_SIZE + RUN_LENGTH - 1, len(steps)):
        new = steps[last].cumulative - steps[last - RUN_LENGTH].cumulative
        if new / base <= THRESHOLD:
            return steps[last].interview
    return None
