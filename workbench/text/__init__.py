"""Words, sentences and normal forms: the one place that says what is counted.

Pure functions over strings; offsets are half-open code points.
"""

from workbench.text.normal import (
    fold,
    loosen,
    natural_key,
    normal_text,
    swedish_key,
    without_dots,
)
from workbench.text.sentences import sentences
from workbench.text.tracing import traced_normal_text
from workbench.text.words import count_words, cut_words, word_spans, word_starts

__all__ = [
    "count_words",
    "cut_words",
    "fold",
    "loosen",
    "natural_key",
    "normal_text",
    "sentences",
    "swedish_key",
    "traced_normal_text",
    "without_dots",
    "word_spans",
    "word_starts",
]
