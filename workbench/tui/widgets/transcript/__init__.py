"""The transcript: layout (characters to rows), columns, highlights and brackets, painting, view."""

from workbench.tui.widgets.transcript.layout import Layout, Paragraph, paragraphs_of
from workbench.tui.widgets.transcript.view import TranscriptView

__all__ = ["Layout", "Paragraph", "TranscriptView", "paragraphs_of"]
