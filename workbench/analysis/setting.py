"""A passage set as a quotation: cut at sentence ends, with […] where words are left out.

Invariant: outside square brackets every character is the interview's, and every bracket is an edit
that says which words it stands for.
"""

from collections.abc import Sequence

from workbench.model import Interview, QuotationEdit, Span
from workbench.text import count_words, sentences, word_spans

OMISSION = "[…]"

_ENOUGH = 0.6
"""Of the words allowed; so many from the beginning are better than more from further on."""

Hidden = tuple[Span, str]
"""Words that are not to be shown, and what they name."""


def set_quotation(
    interview: Interview,
    span: Span,
    *,
    most_words: int | None = None,
    hidden: Sequence[Hidden] = (),
) -> tuple[str, tuple[QuotationEdit, ...]]:
    """The words of the passage as they are set, and what was done to them.

    Of a passage of more than `most_words` words the sentences from its beginning that fit are
    shown, or those from a later one where more of it fits; where no sentence does, the beginning
    of the first. A passage that begins or ends within a sentence says so.
    `hidden` words give way to what they name, in square brackets.
    """
    text = interview.text
    shown = _shortened(text, span, most_words)
    edits = [
        QuotationEdit(where, f"[{what}]", count_words(text[where.start : where.end]))
        for where, what in hidden
        if shown.contains(where)
    ]
    before, after = _sentence_edges(interview, shown)
    edits += _omitted(text, min(before, span.start), shown.start)
    edits += _omitted(text, shown.end, max(after, span.end))
    edits.sort(key=lambda edit: edit.span)
    return _written(text, shown, edits), tuple(edits)


def _shortened(text: str, span: Span, most_words: int | None) -> Span:
    """The part of the passage that is shown: whole sentences, no more words than allowed."""
    if most_words is None or count_words(text[span.start : span.end]) <= most_words:
        return span
    found = sentences(text, span.start, span.end)
    counts = [count_words(text[start:end]) for start, end in found]
    runs = [_run(counts, first, most_words) for first in range(len(found))]
    best = max(range(len(runs)), key=lambda first: (runs[first][1], -first), default=0)
    if runs and runs[0][1] >= _ENOUGH * most_words:
        best = 0
    if not runs or not runs[best][1]:
        return Span(span.start, _within_sentence(text, span, most_words))
    start = span.start if best == 0 else found[best][0]
    return Span(start, found[runs[best][0] - 1][1])


def _run(counts: Sequence[int], first: int, most_words: int) -> tuple[int, int]:
    """How far sentences from `first` on fit, and how many words they have."""
    words = 0
    for at in range(first, len(counts)):
        if words + counts[at] > most_words:
            return at, words
        words += counts[at]
    return len(counts), words


def _within_sentence(text: str, span: Span, most_words: int) -> int:
    """Where a sentence is cut that is too long by itself."""
    words = word_spans(text, span.start, span.end)[:most_words]
    # A clause is better than a word, if most of what is allowed remains.
    for _, stop in reversed(words[2 * most_words // 3 :]):
        if text[stop : stop + 1] == ",":
            return stop
    return words[-1][1]


def _sentence_edges(interview: Interview, span: Span) -> tuple[int, int]:
    """Where the sentences begin and end that the passage begins and ends in."""
    start, end = span.start, span.end
    for turn in interview.turns_in(span.start, span.end):
        for begin, stop in sentences(interview.text, turn.start, turn.end):
            if begin < span.start < stop:
                start = begin
            if begin < span.end < stop:
                end = stop
    return start, end


def _omitted(text: str, start: int, end: int) -> list[QuotationEdit]:
    words = count_words(text[start:end]) if start < end else 0
    return [QuotationEdit(Span(start, end), OMISSION, words)] if words else []


def _written(text: str, span: Span, edits: Sequence[QuotationEdit]) -> str:
    written = ""
    at = span.start
    for edit in edits:
        if edit.shown == OMISSION and edit.span.end <= span.start:
            written = f"{OMISSION} "
        elif edit.shown == OMISSION:
            written += f"{text[at : span.end].rstrip(' ,;:–-')} {OMISSION}"
            at = span.end
        else:
            written += text[at : edit.span.start] + edit.shown
            at = edit.span.end
    return written + text[at : span.end]
