"""How fast cues are matched in 1,000,000 words: ours, spaCy's PhraseMatcher, rapidfuzz.

Each runs in a process of its own: `python -m benchmarks.speed ours|edit|spacy|fuzz FOLDER`.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.report import Line

_WORDS = 1_000_000
_TYPES = 44_000
_CUES = 300
_PER_INTERVIEW = 50_000
_PER_TURN = 60
_PER_SENTENCE = 12
_COMMON = "och att det som vi inte är på har man för med så de jag".split()
_SAMPLE = 20_000
"""Words the slower ones are given; their speed does not depend on the number."""


def measured(workplace: Path) -> list[Line]:
    """All of them in this run, one after the other."""
    folder = workplace / "speed"
    folder.mkdir(exist_ok=True)
    ours, edit = _child("ours", folder), _child("edit", folder)
    spacy, fuzz = _child("spacy", folder), _child("fuzz", folder)
    beside = (
        f"spaCy tokenizer, lemmatizer and PhraseMatcher {spacy['words']:,.0f} words/s; "
        f"rapidfuzz partial_ratio {fuzz['words']:,.0f} words/s"
    )
    return [
        Line(
            f"first pass over {_WORDS:,} words, {_CUES} cues, {ours['types']:,.0f} types",
            f"{ours['words']:,.0f} words/s, {ours['megabytes']:.0f} MB",
            beside,
            "500,000 words/s (aim 1,500,000), below 450 MB",
            ours["words"] >= 500_000 and ours["megabytes"] < 450,
        ),
        Line(
            "after a codebook edit, words kept",
            f"{edit['seconds']:.2f} s, {edit['megabytes']:.0f} MB",
            "",
            "below 0.3 s, 200 MB",
            edit["seconds"] < 0.3 and edit["megabytes"] < 200,
        ),
        Line(
            "one sentence",
            f"{edit['sentence'] * 1000:.2f} ms",
            "",
            "below 1 ms",
            edit["sentence"] < 0.001,
        ),
    ]


def _child(what: str, folder: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", what, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _megabytes() -> float:
    """Peak memory of this program; what getrusage tells begins with that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _vocabulary() -> list[str]:
    from workbench.suggest.language import _load

    table = _load("sv").forms
    forms = sorted(form for form in table if form.isalpha() and len(form) > 2)
    return [*_COMMON, *random.Random(1).sample(forms, _TYPES - len(_COMMON))]


def _texts(folder: Path) -> list[str]:
    """Turns of a moderator and participants; words as often as Zipf says. Made once."""
    kept = folder / "texts.json"
    if not kept.exists():
        vocabulary = _vocabulary()
        weights = [1 / (rank + 2.7) for rank in range(len(vocabulary))]
        said = random.Random(2).choices(vocabulary, weights=weights, k=_WORDS)
        texts = [
            _text(said[start : start + _PER_INTERVIEW])
            for start in range(0, _WORDS, _PER_INTERVIEW)
        ]
        kept.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return list(json.loads(kept.read_text(encoding="utf-8")))


def _text(words: list[str]) -> str:
    turns = []
    for number, start in enumerate(range(0, len(words), _PER_TURN)):
        turn = words[start : start + _PER_TURN]
        sentences = [
            " ".join(turn[at : at + _PER_SENTENCE]).capitalize() + "."
            for at in range(0, len(turn), _PER_SENTENCE)
        ]
        turns.append(f"{'M' if number % 6 == 0 else 'IP1'}: {' '.join(sentences)}")
    return "\n".join(turns) + "\n"


def _interviews(folder: Path) -> list:
    from workbench.model import Interview, InterviewId, Turn

    made = []
    for number, text in enumerate(_texts(folder)):
        turns, start = [], 0
        for place, line in enumerate(text.splitlines(), start=1):
            label = line.partition(": ")[0]
            turns.append(Turn(place, label, start + len(label) + 2, start + len(line)))
            start += len(line) + 1
        made.append(
            Interview(InterviewId(str(number)), "", text, tuple(turns), moderators=frozenset("M"))
        )
    return made


def _book(cues: int):
    """The first cues of each of Danermark's codes, as many as asked for."""
    from dataclasses import replace

    from workbench.model import Codebook
    from workbench.workflows.creating import load_codebook

    book = load_codebook("danermark")
    each = -(-cues // len(book.codes))
    codes = tuple(replace(code, cues=code.cues[:each]) for code in book.codes)
    return Codebook(language="sv", codes=codes)


def ours(folder: Path) -> dict[str, float]:
    """Words cut and numbered, facts looked up, forms matched, hits found; table loaded before."""
    import numpy as np

    from workbench.model.objects import many_objects
    from workbench.suggest.forms import frequent
    from workbench.suggest.language import KeptLexicon, TableLexicon
    from workbench.suggest.matching import CueMatcher
    from workbench.suggest.reading import Forms, read

    lexicon = TableLexicon("sv")
    lexicon.facts(["ord"])
    interviews, book = _interviews(folder), _book(_CUES)
    kept = KeptLexicon(None, language="sv", table=lexicon)
    begun = time.perf_counter()
    with many_objects():
        forms = Forms()
        texts = [read(each, forms) for each in interviews]
        counts = sum(np.bincount(text.words, minlength=len(forms)) for text in texts)
        matcher = CueMatcher(book, kept, forms)
        matcher.meet(frequent(forms.all, counts.tolist()))
        for text in texts:
            matcher.hits(text)
    seconds = time.perf_counter() - begun
    (folder / "words.json").write_bytes(kept.pack())
    words = sum(len(text.words) for text in texts)
    return {"words": words / seconds, "types": len(forms), "megabytes": _megabytes()}


def edit(folder: Path) -> dict[str, float]:
    """The codebook changes; then single sentences."""
    from workbench.suggest.language import KeptLexicon, TableLexicon
    from workbench.suggest.matching import CueMatcher
    from workbench.suggest.reading import Forms, read

    lexicon = KeptLexicon(
        (folder / "words.json").read_bytes(), language="sv", table=TableLexicon("sv")
    )
    forms = Forms()
    texts = [read(each, forms) for each in _interviews(folder)]
    times = []
    for cues in (_CUES - 40, _CUES - 20, _CUES):
        book = _book(cues)
        begun = time.perf_counter()
        matcher = CueMatcher(book, lexicon, forms)
        matcher.meet()
        for text in texts:
            matcher.hits(text)
        times.append(time.perf_counter() - begun)
    megabytes = _megabytes()
    sentence = _one_sentence(matcher, forms)
    return {"seconds": statistics.median(times), "sentence": sentence, "megabytes": megabytes}


def _one_sentence(matcher, forms) -> float:
    from workbench.model import Interview, InterviewId, Turn
    from workbench.suggest.reading import read

    said = "Vi har ingen rutin för hur man lämnar över ett ärende när någon slutar."
    talk = Interview(InterviewId("x"), "", said, (Turn(1, "A", 0, len(said)),))
    times = []
    for _ in range(200):
        begun = time.perf_counter()
        matcher.hits(read(talk, forms))
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def spacy(folder: Path) -> dict[str, float]:
    """A blank Swedish pipeline with lookup lemmas, and the cues as phrases of lemmas."""
    import spacy as library
    from spacy.matcher import PhraseMatcher

    pipeline = library.blank("sv")
    pipeline.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize()
    matcher = PhraseMatcher(pipeline.vocab, attr="LEMMA")
    cues = [cue.text for code in _book(_CUES).codes for cue in code.cues]
    matcher.add("cues", list(pipeline.pipe(cues)))
    lines = _texts(folder)[0].splitlines()[: _SAMPLE // _PER_TURN]
    begun = time.perf_counter()
    for document in pipeline.pipe(lines):
        matcher(document)
    return {"words": len(lines) * _PER_TURN / (time.perf_counter() - begun)}


def fuzz(folder: Path) -> dict[str, float]:
    """Every sentence against every cue, by the best partial match."""
    from rapidfuzz import fuzz as scorers
    from rapidfuzz import process

    cues = [cue.text for code in _book(_CUES).codes for cue in code.cues]
    sentences = _texts(folder)[0].split(".")[: _SAMPLE // _PER_SENTENCE]
    begun = time.perf_counter()
    process.cdist(sentences, cues, scorer=scorers.partial_ratio, score_cutoff=90, workers=1)
    return {"words": len(sentences) * _PER_SENTENCE / (time.perf_counter() - begun)}


if __name__ == "__main__":
    subjects = {"ours": ours, "edit": edit, "spacy": spacy, "fuzz": fuzz}
    print(json.dumps(subjects[sys.argv[1]](Path(sys.argv[2]))))
