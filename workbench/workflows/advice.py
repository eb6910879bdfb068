"""The child process that computes suggestions: requests in, suggestions out.

Invariant: only JSON crosses (see `workbench.files.pipes`); the project is open only while a request
is answered. Once the language's tables are in memory the child leaves after its answer: what it
looked up is kept in the project, and the next child needs none of it.
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from workbench.errors import WorkbenchError
from workbench.files.pipes import private_pipes, read_frame, write_frame
from workbench.model import (
    CodeId,
    Coder,
    Confidence,
    Evidence,
    InterviewId,
    Polarity,
    Span,
    Suggestion,
)

_SECONDS = 600
"""After so long a child gives up, so that none outlives its parent for ever."""

_PART = 100
"""Suggestions in one frame: the reader is never busy for long."""


def serve() -> None:
    """Answer requests until the parent closes the pipe; the main loop of the child."""
    requests, replies = private_pipes()
    # Ctrl-C reaches the whole group: the parent decides, and ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(10)
    while True:
        try:
            header, _ = read_frame(requests)
        except EOFError:
            return
        faulthandler.dump_traceback_later(_SECONDS, exit=True)
        _answer(json.loads(header), replies)
        faulthandler.cancel_dump_traceback_later()
        if _is_heavy():
            return


def _answer(request: Mapping[str, Any], replies: IO[bytes]) -> None:
    from workbench.workflows.suggesting import advice

    try:
        coder = request.get("coder")
        found = advice(
            Path(request["project"]), request["interview"], Coder(coder) if coder else None
        )
        for part in _parts(found):
            _reply(replies, {"some": [packed(each) for each in part]})
        _reply(replies, {"done": True, "leaving": _is_heavy()})
    except WorkbenchError as error:
        _reply(replies, {"message": error.message, "remedy": error.remedy})
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the coder is told and codes on
        _reply(replies, {"failure": f"{type(error).__name__}: {error}"})


def _is_heavy() -> bool:
    """Whether a language's tables are in memory."""
    from workbench.suggest.language import tables_in_memory

    return tables_in_memory() or "spacy" in sys.modules


def _reply(replies: IO[bytes], content: object) -> None:
    write_frame(replies, json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _parts(found: list[Suggestion]) -> Iterator[list[Suggestion]]:
    for start in range(0, len(found), _PART):
        yield found[start : start + _PART]


def packed(each: Suggestion) -> list[Any]:
    """A suggestion as JSON can hold it."""
    return [
        each.interview,
        each.turn,
        each.speaker,
        [each.span.start, each.span.end],
        each.text,
        each.code,
        each.score,
        each.confidence.value,
        [
            [why.kind, why.cue, why.text, [why.span.start, why.span.end], why.code]
            for why in each.evidence
        ],
        None if each.polarity is None else each.polarity.value,
    ]


def unpacked(part: Iterable[list[Any]]) -> Iterator[Suggestion]:
    """Suggestions from what `packed` made of them."""
    for interview, turn, speaker, span, text, code, score, confidence, evidence, polarity in part:
        yield Suggestion(
            InterviewId(interview),
            turn,
            speaker,
            Span(*span),
            text,
            CodeId(code),
            score,
            Confidence(confidence),
            tuple(
                Evidence(kind, cue, words, Span(*where), CodeId(whose))
                for kind, cue, words, where, whose in evidence
            ),
            None if polarity is None else Polarity(polarity),
        )
