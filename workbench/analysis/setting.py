"""A passage set as a quotation: cut at sentence ends, with […] where words are left out.

Invariant: outside square brackets every character is the interview's, and every bracket is an edit
that says which words it stands for.
"""

from collections.abc import Sequence

from workbench.model import Interview, QuotationEdit, Span
from workbench.text import count_words, sentences, word_spans

OMISSION = "[…]"

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

    A passage of more than `most_words` words ends with the last sentence that fits, or within the
    first one where that is longer. A passage that begins or ends within a sentence says so.
    `hidden` words give way to what they name, in square brackets.
    """
    text = interview.text
    end = _cut(text, span, most_words)
    edits = [
        QuotationEdit(where, f"[{what}]", count_words(text[where.start : where.end]))
        for where, what in hidden
        if span.start <= where.start and where.end <= end
    ]
    before, after = _sentence_edges(interview, Span(span.start, end))
    edits += _omitted(text, before, span.start)
    edits += _omitted(text, end, max(after, span.end))
    edits.sort(key=lambda edit: edit.span)
    return _written(text, Span(span.start, end), edits), tuple(edits)


def _cut(text: str, span: Span, most_words: int | None) -> int:
    """Where the passage ends that has no more words than allowed."""
    if most_words is None or count_words(text[span.start : span.end]) <= most_words:
        return span.end
    end = 0
    for _, stop in sentences(text, span.start, span.end):
        if count_words(text[span.start : stop]) > most_words:
            break
        end = stop
    if end:
        return end
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
