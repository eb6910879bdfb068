"""Suggestions: quality on the demonstration corpus, typing errors, judged evidence, and speed.

Quality is coder A's: every interview foreseen from the others. The engine was tuned on interviews
01-14; 15-21 are told of apart.
"""

import csv
import random
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Run, median_run, run
from benchmarks.report import Line
from benchmarks.speed import measured
from workbench.model import Coder
from workbench.project import Project
from workbench.suggest.evaluating import Evaluation, evaluate
from workbench.suggest.figures import (
    Figures,
    bothered_share,
    figures,
    interval,
    macro_recall3,
    macro_top1,
    shown_precision,
)
from workbench.suggest.forms import FormMatcher, Kind, frequent
from workbench.suggest.language import TableLexicon
from workbench.suggest.patterns import cue_forms, patterns, words_of
from workbench.suggest.scoring import Background
from workbench.workflows.demonstrating import demonstrate

JUDGED = Path(__file__).with_name("judged") / "evidence.csv"
_TUNED = 14
"""Interviews that the engine was tuned on."""
_SLIPS = 600
_ALPHABET = "abcdefghijklmnoprstuvyåäö"
_RIGHT_SPELLINGS = frozenset({"avstämningsmötet", "dörrn", "måndan", "rehabkedjan"})
"""Words of the corpus that no table knows and that are what they were taken for; read by hand."""


def measure(workplace: Path) -> list[Line]:
    """Build the demonstration, then measure each thing on it."""
    folder = workplace / "suggesting"
    command = str(Path(sys.executable).with_name("workbench"))
    project = folder / "demo.workbench"
    if not project.exists():
        demonstrate(folder)
    with Project.open(project, author="bench") as opened:
        interviews = [opened.interview(each.id) for each in opened.interviews()]
        background = Background(interviews, opened.codebook(), TableLexicon("sv"))
        codings = opened.codings(coder=Coder("A"))
    done = evaluate(background, codings)
    return [
        *_quality(done, range(_TUNED), "01-14"),
        *_quality(done, range(_TUNED, len(done.interviews)), "15-21"),
        _judged(background),
        *_spelling(background),
        *_commands(command, project, workplace),
        *measured(workplace),
    ]


def _quality(done: Evaluation, which: range, name: str) -> list[Line]:
    trials = {method: [each[at] for at in which] for method, each in done.trials.items()}
    found = {method: figures(each, done.codes) for method, each in trials.items()}
    learned, cold = found["learned"], found["cold"]
    simple, whole = found["centroid"], found["centroid of whole passages"]
    beside = (
        f"TF-IDF centroid {_rank(simple)}; of whole passages {_rank(whole)}; "
        f"most frequent {_rank(found['most frequent'])}; random "
        f"{done.chance[0]:.2f} / {done.chance[1]:.2f}"
    )
    ahead = learned.macro.top1 - max(simple.macro.top1, whole.macro.top1)
    return [
        Line(
            f"{name}, cold: macro top-1 / recall@3",
            f"{_rank(cold)} ({_spread(trials['cold'])})",
            beside,
            "0.42 / 0.68",
            cold.macro.top1 >= 0.42 and cold.macro.recall3 >= 0.68,
        ),
        Line(
            f"{name}, learned: macro top-1 / recall@3",
            f"{_rank(learned)} ({_spread(trials['learned'])})",
            f"{ahead:+.2f} in top-1 beside the better centroid",
            "0.68 / 0.90, and 0.04 above",
            learned.macro.top1 >= 0.68 and learned.macro.recall3 >= 0.9 and ahead >= 0.04,
        ),
        Line(
            f"{name}, shown, learned: precision; uncoded sentences that get something",
            f"{shown_precision(trials['learned']):.2f}; {bothered_share(trials['learned']):.2f}",
            f"cold {shown_precision(trials['cold']):.2f}; {bothered_share(trials['cold']):.2f}",
            "at least 0.50; at most 0.25",
            shown_precision(trials["learned"]) >= 0.5 and bothered_share(trials["learned"]) <= 0.25,
        ),
        Line(
            f"{name}, bands, learned: predicted → right",
            "; ".join(
                f"{each.confidence.value} {each.predicted:.2f} → {each.right:.2f}"
                for each in learned.reliability
            ),
            "",
            "within 0.1 of the prediction, or better",
            all(each.right >= each.predicted - 0.1 for each in learned.reliability),
        ),
    ]


def _rank(found: Figures) -> str:
    return f"{found.macro.top1:.2f} / {found.macro.recall3:.2f}"


def _spread(trials: Sequence[object]) -> str:
    low, high = interval(trials, macro_top1)  # type: ignore[arg-type]
    below, above = interval(trials, macro_recall3)  # type: ignore[arg-type]
    return f"95 %: {low:.2f}-{high:.2f} / {below:.2f}-{above:.2f}"


def _judged(background: Background) -> Line:
    """Words highlighted, judged by hand: whether they are the cue's words at all."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    there = {
        (interview, hit.span.start, hit.pattern.cue.text)
        for interview, segments in background.hits.items()
        for hits in segments
        for hit in hits
    }
    found = [row for row in rows if (row["interview"], int(row["start"]), row["cue"]) in there]
    right = sum(row["verdict"] == "right" for row in rows) / len(rows)
    now = sum(row["verdict"] == "right" for row in found) / len(found)
    return Line(
        f"highlighted words lexically right, {len(rows)} judged by hand",
        f"{right:.3f}",
        f"{len(found)} of them are still given, {now:.3f} right",
        "at least 0.98",
        right >= 0.98 and now >= 0.98,
    )


def _spelling(background: Background) -> list[Line]:
    lexicon = TableLexicon("sv")
    words = _cue_words(background, lexicon)
    matcher = FormMatcher(words, lexicon)
    slips = _slips(lexicon, sorted({key for word in words for key in word.keys}))
    found = matcher.match([slip for slip, _ in slips])
    recall = sum(bool(each) for each in found) / len(slips)
    said = background.forms.all[: len(background.said)]
    common = frequent(said, background.said.tolist())
    false = sum(
        form not in _RIGHT_SPELLINGS and Kind.SPELLING in each.values()
        for form, each in zip(said, matcher.match(said, common=common), strict=True)
    )
    rate = 1_500 * false / len(said)
    return [
        Line(
            f"typing errors found, {len(slips)} made at random",
            f"{recall:.3f}",
            "",
            "0.90",
            recall >= 0.9,
        ),
        Line(
            "words taken for typing errors wrongly, per 1,500 types",
            f"{rate:.1f} ({false} of {len(said)})",
            "",
            "at most 2",
            rate <= 2,
        ),
    ]


def _cue_words(background: Background, lexicon: TableLexicon) -> list:
    made = patterns(background.codebook)
    facts = lexicon.facts(sorted(cue_forms(made)))
    return list(
        dict.fromkeys(
            word
            for pattern in made
            for word in words_of(pattern, facts, "sv")
            if word.rule in ("lemma", "word")
        )
    )


def _slips(lexicon: TableLexicon, lemmas: list[str]) -> list[tuple[str, str]]:
    """Forms of cue words of six letters or more with one random edit that gives no other word."""
    chance = random.Random(7)
    inflected = lexicon.inflections(lemmas)
    forms = sorted({form for each in inflected.values() for form in each if len(form) >= 6})
    made: list[tuple[str, str]] = []
    while len(made) < _SLIPS:
        form = chance.choice(forms)
        slip = _edited(form, chance)
        if slip != form and not lexicon.facts([slip])[slip].known:
            made.append((slip, form))
    return made


def _edited(form: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(form) - 1)
    letter = chance.choice(_ALPHABET)
    return chance.choice(
        (
            form[:at] + form[at + 1 :],
            form[:at] + letter + form[at:],
            form[:at] + letter + form[at + 1 :],
            form[:at] + form[at + 1] + form[at] + form[at + 2 :],
        )
    )


def _commands(command: str, project: Path, workplace: Path) -> list[Line]:
    """The whole command, first without and then with what the project has kept."""

    def first() -> Run:
        fresh = workplace / "first.workbench"
        fresh.write_bytes(project.read_bytes())
        with Project.open(fresh, author="bench") as opened:
            opened.store_cache("words:sv", b"")
        return run([command, "suggest", str(fresh)])

    begun = median_run(first)
    again = median_run(lambda: run([command, "suggest", str(workplace / "first.workbench")]))
    taught = median_run(
        lambda: run([command, "suggest", str(workplace / "first.workbench"), "--coder", "A"])
    )
    bare = median_run(lambda: run([sys.executable, "-c", "import spacy"]))
    return [
        Line(
            "first `workbench suggest` on the demonstration",
            f"{begun.seconds:.2f} s, {begun.megabytes:.0f} MB",
            f"importing spaCy alone: {bare.seconds:.2f} s, {bare.megabytes:.0f} MB",
            "below 5 s, 450 MB",
            begun.seconds < 5 and begun.megabytes < 450,
        ),
        Line(
            "again, with words kept; learning from coder A",
            f"{again.seconds:.2f} s, {again.megabytes:.0f} MB; "
            f"{taught.seconds:.2f} s, {taught.megabytes:.0f} MB",
            "",
            "below 1 s, 200 MB",
            again.seconds < 1 and again.megabytes < 200,
        ),
    ]
