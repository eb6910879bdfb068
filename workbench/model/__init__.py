"""The nouns of the workbench: frozen values without files, clocks or databases.

Invariant: offsets are half-open Unicode code points into an interview's immutable text.
"""

from workbench.model.changes import (
    AddCoding,
    AddInterview,
    Change,
    DecideSuggestion,
    EditCodebook,
    EditCoding,
    EditInterview,
    EditParticipant,
    EditProject,
    PutCode,
    RemoveCode,
    RemoveCoding,
    RemoveInterview,
    RenameSpeaker,
    SetFinished,
    SetModerators,
)
from workbench.model.codebook import Code, Codebook, CodeId, Cue
from workbench.model.coding import Coder, Coding, CodingId, Origin, Polarity, Span
from workbench.model.counting import CodedSpan, CountingFrame
from workbench.model.decision import Decision, SeenEvidence, Verdict
from workbench.model.interview import (
    MISSING,
    Attributes,
    Interview,
    InterviewId,
    Participant,
    Reference,
    SourceFile,
    Turn,
    interview_key,
)
from workbench.model.results import (
    Base,
    Excerpt,
    FrequencyRow,
    FrequencyTable,
    InterviewSummary,
    Unit,
)
from workbench.model.suggestion import Confidence, Evidence, Suggestion

__all__ = [
    "MISSING",
    "AddCoding",
    "AddInterview",
    "Attributes",
    "Base",
    "Change",
    "Code",
    "CodeId",
    "Codebook",
    "CodedSpan",
    "Coder",
    "Coding",
    "CodingId",
    "Confidence",
    "CountingFrame",
    "Cue",
    "DecideSuggestion",
    "Decision",
    "EditCodebook",
    "EditCoding",
    "EditInterview",
    "EditParticipant",
    "EditProject",
    "Evidence",
    "Excerpt",
    "FrequencyRow",
    "FrequencyTable",
    "Interview",
    "InterviewId",
    "InterviewSummary",
    "Origin",
    "Participant",
    "Polarity",
    "PutCode",
    "Reference",
    "RemoveCode",
    "RemoveCoding",
    "RemoveInterview",
    "RenameSpeaker",
    "SeenEvidence",
    "SetFinished",
    "SetModerators",
    "SourceFile",
    "Span",
    "Suggestion",
    "Turn",
    "Unit",
    "Verdict",
    "interview_key",
]
