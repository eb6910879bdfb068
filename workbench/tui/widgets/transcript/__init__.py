"""The transcript: layout (characters to rows), columns, codings and margin, painting, moving."""

from workbench.tui.widgets.transcript.coded import Coded
from workbench.tui.widgets.transcript.offered import Offered
from workbench.tui.widgets.transcript.pane import Page, TranscriptPane
from workbench.tui.widgets.transcript.view import TranscriptView

__all__ = ["Coded", "Offered", "Page", "TranscriptPane", "TranscriptView"]
