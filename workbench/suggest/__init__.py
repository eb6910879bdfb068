"""Suggestions: passages that may belong to a code, each with its evidence.

Cues of the codebook, likeness to its definitions, and what a coder's own codings and decisions
taught, in the context of the conversation. Described in docs/suggestions.md. The seam is the
`Suggester` protocol; spaCy is imported only for Matcher patterns.
"""

from workbench.suggest.engine import Engine
from workbench.suggest.language import KeptLexicon, Lexicon, TableLexicon, missing
from workbench.suggest.scoring import Background
from workbench.suggest.suggester import ENTRY_POINTS, Suggester, SuggesterFactory, drop_known

__all__ = [
    "ENTRY_POINTS",
    "Background",
    "Engine",
    "KeptLexicon",
    "Lexicon",
    "Suggester",
    "SuggesterFactory",
    "TableLexicon",
    "drop_known",
    "missing",
]
