"""Who speaks, who was listed and never heard, and when new interviews bring nothing new."""

from dataclasses import replace

from workbench.export.findings import participants_grids, saturation_grid, voices_grids
from workbench.export.labels import Language
from workbench.export.wording import words_in
from workbench.model import (
    AttendanceGroup,
    Coder,
    CodeVoices,
    Conversation,
    Cut,
    Grid,
    InterviewId,
    ParticipantTable,
    Saturation,
    SaturationStep,
    Voices,
)
from workbench.workflows.counting import Counts, origin_of

_SATURATION = {"sv": ["Mättnad"], "en": ["Saturation"]}
_VOICES = {"sv": ["Talare", "Koder"], "en": ["Speakers", "Codes"]}
_PARTICIPANTS = {"sv": ["Bortfall", "Deltagare"], "en": ["Drop-out", "Participants"]}


def saturation_of(counts: Counts, cut: Cut, *, coder: Coder) -> Saturation:
    """New codes of each interview in order of date, on a project that is open."""
    from workbench.analysis.growth import saturation

    return saturation(
        counts.frames(coder),
        counts.codebook(),
        replace(cut, by=(), groups=()),
        coder=coder,
        titles=_titles(counts),
        finished=counts.project.finished(coder),
    )


def saturation_as_grids(
    counts: Counts, found: Saturation, *, lang: Language | None
) -> tuple[tuple[Grid, ...], list[str]]:
    """The interviews in order, with how it was counted; and the names of the sheets."""
    language = counts.language(lang)
    words = words_in(language)
    lines = (
        *origin_of(counts, found.coder, language),
        (words["new codes"], words["saturation rule"]),
    )
    names = {code.id: code.name for code in counts.codebook().codes}
    grid = saturation_grid(found, names, lang=language, counted=lines)
    return (grid,), _SATURATION[language]


def saturation_facts(found: Saturation) -> dict[str, object]:
    """As JSON holds it: `coder interviews book never reached base_size run_length threshold`."""
    return {
        "coder": found.coder,
        "interviews": [_step_facts(step) for step in found.steps],
        "book": found.book,
        "never": list(found.never),
        "reached": found.reached,
        "base_size": found.base_size,
        "run_length": found.run_length,
        "threshold": found.threshold,
        "undated": list(found.undated),
    }


def _step_facts(step: SaturationStep) -> dict[str, object]:
    return {
        "interview": step.interview,
        "title": step.title,
        "date": step.date,
        "codings": step.codings,
        "codes": step.codes,
        "new": len(step.new_codes),
        "new_codes": list(step.new_codes),
        "cumulative": step.cumulative,
        "expected": step.expected,
    }


def voices_of(counts: Counts, cut: Cut, *, coder: Coder | None) -> Voices:
    """Each participant's share of the words and of a coder's codings; the project is open."""
    from workbench.analysis.speaking import voices

    return voices(
        counts.frames(coder),
        counts.codebook(),
        replace(cut, by=(), groups=()),
        coder=coder,
        titles=_titles(counts),
    )


def voices_as_grids(
    counts: Counts, found: Voices, *, lang: Language | None
) -> tuple[tuple[Grid, ...], list[str]]:
    """Speakers, then codes where a coder is known; and the names of the sheets."""
    language = counts.language(lang)
    words = words_in(language)
    lines = (
        *origin_of(counts, found.coder, language),
        (words["speaker share"], words["voices rule"]),
    )
    grids = voices_grids(found, lang=language, counted=lines)
    return grids, _VOICES[language][: len(grids)]


def voices_facts(found: Voices) -> dict[str, object]:
    """As JSON holds it: `coder interviews codes`."""
    return {
        "coder": found.coder,
        "interviews": [_conversation_facts(each) for each in found.conversations],
        "codes": [_code_facts(each) for each in found.codes],
    }


def _conversation_facts(each: Conversation) -> dict[str, object]:
    return {
        "interview": each.interview,
        "words": each.words,
        "moderator_share": each.moderator_share,
        "effective": each.effective,
        "speakers": [
            {
                "speaker": voice.speaker,
                "turns": voice.turns,
                "words": voice.words,
                "share": voice.share,
                "codings": voice.codings,
            }
            for voice in each.voices
        ],
    }


def _code_facts(each: CodeVoices) -> dict[str, object]:
    return {
        "code": each.code,
        "codings": each.codings,
        "participants": each.participants,
        "interviews": each.interviews,
        "loudest": each.loudest,
        "loudest_share": each.loudest_share,
    }


def participants_of(counts: Counts, cut: Cut) -> ParticipantTable:
    """Everyone listed or heard, by the values of a cut, on a project that is open."""
    from workbench.analysis.speaking import attendance

    return attendance(counts.frames(None), counts.project.people(), cut)


def participants_as_grids(
    counts: Counts, found: ParticipantTable, *, lang: Language | None
) -> tuple[tuple[Grid, ...], list[str]]:
    """Drop-out by value, then everyone; and the names of the sheets."""
    language = counts.language(lang)
    words = words_in(language)
    lines = (*origin_of(counts, None, language), (words["dropped"], words["attendance rule"]))
    return participants_grids(found, lang=language, counted=lines), _PARTICIPANTS[language]


def participants_facts(found: ParticipantTable) -> dict[str, object]:
    """As JSON holds it: `by groups total participants remarks`."""
    return {
        "by": found.by,
        "groups": [{"value": each.value, **_group_facts(each)} for each in found.groups],
        "total": _group_facts(found.total),
        "participants": [
            {
                "interview": who.interview,
                "label": who.label,
                "description": who.description,
                "attributes": dict(who.attributes),
                "turns": who.turns,
                "words": who.words,
                "share": who.share,
                "spoke": who.spoke,
            }
            for who in found.people
        ],
        "remarks": [{"kind": each.kind, "facts": list(each.facts)} for each in found.remarks],
    }


def _group_facts(each: AttendanceGroup) -> dict[str, object]:
    return {
        "interviews": each.interviews,
        "known": each.known,
        "spoke": each.spoke,
        "dropped_out": each.dropped_out,
        "words": each.words,
    }


def _titles(counts: Counts) -> dict[InterviewId, str]:
    return {each.id: each.title for each in counts.project.interviews()}
