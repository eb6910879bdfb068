"""Suggestions: passages that may belong to a code, each with its evidence.

The seam is the `Suggester` protocol; the first implementation matches the codebook's cues. Only
`language` touches spaCy, and only when the lemmas of words not met before are needed.
"""

from workbench.suggest.cues import CueSuggester, build_suggester, cue_types, word_types
from workbench.suggest.language import (
    Lemmas,
    Vocabulary,
    lemmas,
    pack_lemmas,
    unpack_lemmas,
)
from workbench.suggest.suggester import Suggester, drop_known

__all__ = [
    "CueSuggester",
    "Lemmas",
    "Suggester",
    "Vocabulary",
    "build_suggester",
    "cue_types",
    "drop_known",
    "lemmas",
    "pack_lemmas",
    "unpack_lemmas",
    "word_types",
]
