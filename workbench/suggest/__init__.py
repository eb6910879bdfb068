"""Suggestions: passages that may belong to a code, each with its evidence.

Cues of the codebook, likeness to its definitions, and what a coder's own codings and decisions
taught, in the context of the conversation. Described in docs/suggestions.md. The seam is the
`Suggester` protocol. The engine is imported from its modules (`suggest.engine`, `suggest.scoring`,
`suggest.language`) where it is needed: it brings numpy, which the interface does without.
"""

from workbench.suggest.suggester import ENTRY_POINTS, Suggester, SuggesterFactory, drop_known

__all__ = ["ENTRY_POINTS", "Suggester", "SuggesterFactory", "drop_known"]
