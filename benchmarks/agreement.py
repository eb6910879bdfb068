"""Agreement of two coders on 1,000,000 characters, 8 codes, 10,000 passages each, in 25 interviews.

Beside it, in the same run and on the same passages, krippendorff, scikit-learn and nltk, which take
one value per character; they live in an environment of their own. What they give must be what the
workbench gives, or a line is not reached.
"""

import json
import random
import statistics
import subprocess
import venv
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import timed
from benchmarks.report import Line
from workbench.agreement.comparing import Comparison, compare_part, intervals_of, set_alphas
from workbench.agreement.counts import two_by_two_counts
from workbench.agreement.resampling import bounds, draws
from workbench.agreement.tables import two_by_two, two_by_two_many
from workbench.agreement.units import (
    Cells,
    ComparedText,
    ComparedTurn,
    Continuum,
    cells,
    continuum,
)
from workbench.model import AgreementUnit, CodedSpan, CodeId, Coder, InterviewId, Span

PEERS = ("krippendorff==0.9.0", "scikit-learn==1.9.1", "nltk==3.10.4")
CODERS = (Coder("A"), Coder("B"))
CODES = tuple(CodeId(each) for each in ("LED", "STR", "STA", "KUN", "MAL", "FOR", "IND", "SAM"))
_INTERVIEWS = 25
_CHARACTERS = 40_000
_PASSAGES = 400
"""Of each coder in each interview."""
_ALIKE = 1e-9


def measure(workplace: Path) -> list[Line]:
    """The workbench and the others on the same passages."""
    texts = _texts()
    how = Comparison(coders=CODERS, codes=CODES, count_as={code: code for code in CODES})
    theirs = _others(workplace, texts)
    ours = compare_part(texts, how)
    laid = _laid(texts)
    marked = cells(laid, how.categories)
    tables = two_by_two_counts(marked)
    drawn = draws(_INTERVIEWS)

    def family() -> object:
        counted = two_by_two_counts(cells(laid, how.categories)).sum(axis=0).tolist()
        return [two_by_two(*table) for table in counted]

    kappas = [each.coefficients["cohen_kappa"] for each in ours.codes]
    alphas = [each.coefficients["krippendorff_alpha"] for each in ours.codes]
    same = _alike(kappas, theirs["sklearn_kappa"]) and _alike(alphas, theirs["krippendorff_alpha"])
    same_sets = _alike([ours.overall["alpha_jaccard"]], [theirs["nltk_jaccard"]])
    from_spans = _median(family)
    laying = _median(lambda: _laid(texts))
    sets = _median(lambda: set_alphas(marked).exact())
    resampled = _median(lambda: intervals_of(tables, draws(_INTERVIEWS), two_by_two_many))
    resampled_sets = _median(lambda: _spread(marked, drawn))
    whole = _median(lambda: compare_part(texts, how), times=3)
    return [
        Line(
            "agreement, 1,000,000 characters x 8 codes, 10,000 passages each: 8 coefficients",
            f"{1000 * from_spans:.1f} ms, exact; {1000 * laying:.0f} ms to lay the passages out",
            f"krippendorff 0.9: {theirs['krippendorff_seconds']:.2f} s for alpha; scikit-learn "
            f"{theirs['sklearn_seconds']:.2f} s for kappa and F1; nltk "
            f"{theirs['nltk_seconds']:.1f} s for pi and kappa of one code; same values: "
            f"{_yes(same)}",
            "below 20 ms",
            from_spans < 0.02 and same,
        ),
        Line(
            "the same: alpha over sets of codes, Jaccard and MASI",
            f"{sets:.3f} s, exact",
            f"nltk {theirs['nltk_sets_seconds']:.1f} s for Jaccard; same value: {_yes(same_sets)}",
            "below 0.5 s",
            sets < 0.5 and same_sets,
        ),
        Line(
            "the same: 2,000 resamples of 25 interviews, 8 coefficients of 8 codes",
            f"{resampled:.3f} s",
            f"both alphas over sets: {resampled_sets:.3f} s",
            "below 0.2 s",
            resampled < 0.2,
        ),
        Line(
            "the same: all figures, intervals and matched passages",
            f"{whole:.2f} s",
            "",
            "below 2 s",
            whole < 2,
        ),
    ]


def _laid(texts: list[ComparedText]) -> Continuum:
    return continuum(
        texts,
        coders=CODERS,
        codes=CODES,
        count_as={code: code for code in CODES},
        unit=AgreementUnit.CHARACTER,
    )


def _spread(marked: Cells, drawn: object) -> object:
    spread = set_alphas(marked).many(drawn)  # type: ignore[arg-type]
    return [bounds(values[:, None]) for values in spread.values()]


def _median(work: Callable[[], object], *, times: int = 7) -> float:
    return statistics.median(timed(work) for _ in range(times))


def _alike(ours: list[object], theirs: list[float]) -> bool:
    return all(abs(one - other) < _ALIKE for one, other in zip(ours, theirs, strict=True))  # type: ignore[operator]


def _yes(same: bool) -> str:
    return "yes" if same else "NO"


def _texts() -> list[ComparedText]:
    """Interviews in which the second coder has most of the first one's passages, moved a little."""
    chance = random.Random(1)
    texts = []
    for number in range(1, _INTERVIEWS + 1):
        first = [_passage(chance) for _ in range(_PASSAGES)]
        second = [
            _moved(each, chance) if chance.random() < 0.7 else _passage(chance) for each in first
        ]
        turn = ComparedTurn(1, Span(0, _CHARACTERS))
        codings = {CODERS[0]: first, CODERS[1]: second}
        texts.append(ComparedText(InterviewId(f"{number:02}"), (turn,), codings))
    return texts


def _passage(chance: random.Random) -> CodedSpan:
    start = chance.randrange(_CHARACTERS - 200)
    return start, start + chance.randint(20, 200), chance.choice(CODES), ""


def _moved(passage: CodedSpan, chance: random.Random) -> CodedSpan:
    start, end, code, direction = passage
    start = max(0, start + chance.randint(-10, 10))
    return start, min(_CHARACTERS, max(start + 5, end + chance.randint(-30, 30))), code, direction


def _others(workplace: Path, texts: list[ComparedText]) -> dict[str, object]:
    """What the other programs give for the same passages, and how long they take."""
    home = workplace / "agreement-peers"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    passages = workplace / "agreement-passages.json"
    rows = [
        [
            (CODES.index(code), at * _CHARACTERS + start, at * _CHARACTERS + end)
            for at, text in enumerate(texts)
            for start, end, code, _ in text.codings[coder]
        ]
        for coder in CODERS
    ]
    passages.write_text(
        json.dumps(
            {"characters": _INTERVIEWS * _CHARACTERS, "codes": len(CODES), "passages": rows}
        ),
        encoding="utf-8",
    )
    script = Path(__file__).with_name("agreement_peers.py")
    done = subprocess.run([python, script, passages], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))
