"""The words of agreement in Swedish and English: the same on the terminal as in reports."""

from workbench.agreement.interpretation import THRESHOLDS
from workbench.export.agreement_labels import agreement_labels
from workbench.export.agreement_notes import decimal, grouped, in_language
from workbench.export.agreement_rows import Told

__all__ = ["THRESHOLDS", "Told", "agreement_labels", "decimal", "grouped", "in_language"]
