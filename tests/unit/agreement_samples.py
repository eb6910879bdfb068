"""Reports of agreement made from small counts, for the tests of export."""

from fractions import Fraction

from workbench.agreement.distances import jaccard, masi
from workbench.agreement.interpretation import notes, unused
from workbench.agreement.reliability import alpha, binary
from workbench.agreement.tables import figures, two_by_two
from workbench.model import (
    AgreementPart,
    AgreementReport,
    AgreementUnit,
    Code,
    CodeAgreement,
    Codebook,
    CodeId,
    Coder,
    ConfidenceInterval,
    InterviewId,
    LeftOut,
    Note,
    PassageCounts,
    SetCount,
    Undefined,
)

BOOK = Codebook(
    title="Prov",
    codes=(
        Code(CodeId("STR"), "Struktur"),
        Code(CodeId("LED"), "Ledning & styrning"),
        Code(CodeId("ÖVR"), "=Övrigt"),
    ),
)
ANNA, BO, CIA = Coder("Anna"), Coder("Bo"), Coder("Cia")
TOO_FEW = Undefined(
    "No interval: it would come from drawing among the interviews, and {interviews} are too few "
    "({least} at least); characters and sentences are not independent of each other.",
    {"interviews": 3, "least": 5},
)


def of_two(code, counts, *, passages=(3, 1, 2, 0), bounds=None, polarity=None):
    both, only_a, only_b, neither = counts
    units = sum(counts)
    found = figures(two_by_two(*counts))
    return CodeAgreement(
        code=CodeId(code),
        polarity=polarity,
        coded_by=(neither, only_a + only_b, both),
        both=both,
        only_a=only_a,
        only_b=only_b,
        neither=neither,
        prevalence=((both + only_a) / units, (both + only_b) / units),
        passages=PassageCounts(*passages),
        coefficients=found,
        intervals=dict.fromkeys(found, bounds or ConfidenceInterval(0.25, 0.75)),
        notes=notes(counts, found, (ANNA, BO)),
    )


def of_three(code, counted):
    """`counted[r][k]`."""
    rows = [
        (number, (True,) * given + (False,) * (there - given) + (None,) * (3 - there))
        for there, row in enumerate(counted)
        for given, number in enumerate(row)
    ]
    found = figures(binary(rows))
    return CodeAgreement(
        code=CodeId(code),
        polarity=None,
        coded_by=tuple(counted[3]),
        both=None,
        only_a=None,
        only_b=None,
        neither=None,
        prevalence=(0.5, 0.25, 0.0),
        passages=None,
        coefficients=found,
        intervals=dict.fromkeys(found, TOO_FEW),
        notes=unused((5, 3, 0), (ANNA, BO, CIA)),
        counted=tuple(map(tuple, counted)),
    )


def part(codes, *, value="", interviews=("01", "02"), units=400, sets=(), bounds=None, **more):
    counted = tuple(
        SetCount(tuple(tuple((CodeId(code), None) for code in each) for each in given), number)
        for given, number in sets
    )
    rows = [(number, tuple(map(frozenset, given))) for given, number in sets]
    overall = figures({"alpha_jaccard": alpha(rows, jaccard), "alpha_masi": alpha(rows, masi)})
    return AgreementPart(
        value=value,
        interviews=tuple(map(InterviewId, interviews)),
        units=units,
        codes=tuple(codes),
        overall=overall,
        intervals=dict.fromkeys(overall, bounds or ConfidenceInterval(0.25, 0.75)),
        sets=counted,
        **more,
    )


SETS = (
    (((), ()), 268),
    ((("STR",), ("STR",)), 47),
    ((("STR",), ()), 56),
    (((), ("STR", "LED")), 28),
    ((("LED",), ("LED",)), 1),
)


def report(whole=None, *, coders=(ANNA, BO), **fields):
    codes = [of_two("STR", (47, 56, 28, 269)), of_two("LED", (1, 0, 28, 371))]
    codes.append(of_two("ÖVR", (0, 0, 0, 400)))
    settings = {
        "coders": coders,
        "unit": AgreementUnit.CHARACTER,
        "overlap": None,
        "by": None,
        "polarity": False,
        "depth": None,
        "whole": whole or part(codes, sets=SETS),
        "parts": (),
        "left_out": (LeftOut(InterviewId("03"), (BO,)),),
        "blind": True,
        "resamples": 2000,
        "seed": 1,
    }
    return AgreementReport(**{**settings, **fields})


def divided():
    """A report with parts, in sentences."""
    few = part(
        [of_two("STR", (4, 1, 2, 9), bounds=TOO_FEW)],
        value="Åmål / norr",
        interviews=("01",),
        units=16,
        sets=((((), ()), 9), ((("STR",), ("STR",)), 4), ((("STR",), ()), 1), (((), ("STR",)), 2)),
        bounds=TOO_FEW,
        notes=(
            Note(
                "{coder} has not coded {interviews} of these interviews; there the others alone "
                "are compared.",
                {"coder": "Bo", "interviews": 1},
            ),
        ),
    )
    return report(by="kommun", parts=(few,), unit=AgreementUnit.SENTENCE, overlap=Fraction(1, 2))


def of_many():
    """Three coders, of whom one is missing on some units."""
    code = of_three("STR", [[0, 0, 0, 0], [0, 0, 0, 0], [2, 1, 3, 0], [10, 2, 1, 4]])
    sets = ((((), (), ()), 10), ((("STR",), ("STR",), ("STR",)), 4), ((("STR",), (), ()), 2))
    return report(
        part([code], interviews=("01", "02", "03"), units=23, sets=sets, bounds=TOO_FEW),
        coders=(ANNA, BO, CIA),
        left_out=(),
        blind=False,
    )
