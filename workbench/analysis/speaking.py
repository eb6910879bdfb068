"""Who speaks, how much, on whose voices a code rests, and who was listed but never heard.

Invariant: shares of words are of what participants said, the moderator left out; those of one
interview add up to 1.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.analysis.frames import LEFT_OUT, FrameCounter
from workbench.analysis.values import Values
from workbench.model import (
    CROSS,
    Attendance,
    AttendanceGroup,
    Codebook,
    CodeId,
    Coder,
    CodeVoices,
    Conversation,
    CountingFrame,
    Cut,
    InterviewId,
    Participant,
    ParticipantTable,
    Remark,
    Voice,
    Voices,
)
from workbench.text import natural_key

NUMBER_SAID = ("antal deltagare", "participants", "number of participants")
"""Attributes in which the sheet of interviews says how many took part."""


def voices(
    frames: Sequence[CountingFrame],
    codebook: Codebook,
    cut: Cut,
    *,
    coder: Coder | None,
    titles: Mapping[InterviewId, str],
) -> Voices:
    """Each participant's share of the words, and of each code's codings.

    `effective` is the inverse of the sum of squared shares: Hill, M. O. (1973). Diversity and
    evenness: a unifying notation and its consequences. Ecology 54(2), 427-432, N2.
    """
    values = Values(replace(cut, with_moderator=False), frames)
    conversations = []
    speakers_of: defaultdict[CodeId, Counter[tuple[str, str]]] = defaultdict(Counter)
    for frame in frames:
        counter = FrameCounter(frame, values.speaker_values(frame), ancestors={}, split=False)
        if not {*counter.values} - {LEFT_OUT}:
            continue
        by_speaker: Counter[int] = Counter()
        for start, end, code, _ in frame.spans:
            home = counter.home(start, end)
            if home is None or counter.values[home] == LEFT_OUT:
                continue
            speaker = frame.turn_speakers[home]
            by_speaker[speaker] += 1
            for each in codebook.ancestors(code):
                speakers_of[each][frame.interview, frame.speakers[speaker]] += 1
        conversations.append(_conversation(counter, titles, by_speaker))
    shown = [
        code
        for code, depth in codebook.walk()
        if (depth == 0 if cut.codes is None else code.id in cut.codes)
    ]
    return Voices(
        coder=coder,
        conversations=tuple(conversations),
        codes=tuple(_code_voices(code.id, code.name, speakers_of[code.id]) for code in shown)
        if coder is not None
        else (),
    )


def _words_of(counter: FrameCounter) -> tuple[Counter[int], Counter[int]]:
    """Turns and words of each speaker, the moderator too."""
    turns: Counter[int] = Counter()
    words: Counter[int] = Counter()
    firsts = counter.first_words
    for turn, speaker in enumerate(counter.frame.turn_speakers):
        turns[speaker] += 1
        words[speaker] += firsts[turn + 1] - firsts[turn]
    return turns, words


def _conversation(
    counter: FrameCounter, titles: Mapping[InterviewId, str], codings: Mapping[int, int]
) -> Conversation:
    frame = counter.frame
    turns, words = _words_of(counter)
    ours = [each for each in turns if counter.speaker_values[each] != LEFT_OUT]
    said = sum(words[each] for each in ours)
    moderated = sum(words[each] for each in turns if frame.speakers[each] in frame.moderators)
    everything = sum(words.values())
    shares = [words[each] / said for each in ours] if said else []
    return Conversation(
        interview=frame.interview,
        title=titles.get(frame.interview, ""),
        words=said,
        moderator_share=moderated / everything if everything else None,
        voices=tuple(
            Voice(
                interview=frame.interview,
                speaker=frame.speakers[each],
                turns=turns[each],
                words=words[each],
                share=words[each] / said if said else None,
                codings=codings.get(each, 0),
            )
            for each in sorted(
                ours, key=lambda each: (-words[each], natural_key(frame.speakers[each]))
            )
        ),
        effective=1 / sum(share * share for share in shares) if shares else None,
    )


def _code_voices(code: CodeId, name: str, speakers: Mapping[tuple[str, str], int]) -> CodeVoices:
    named = {who: number for who, number in speakers.items() if who[1]}
    codings = sum(speakers.values())
    loudest = min(
        named, key=lambda who: (-named[who], natural_key(who[0]), natural_key(who[1])), default=None
    )
    return CodeVoices(
        code=code,
        name=name,
        codings=codings,
        participants=len(named),
        interviews=len({interview for interview, _ in speakers}),
        loudest=" ".join(loudest) if loudest else "",
        loudest_share=named[loudest] / codings if loudest else None,
    )


def attendance(
    frames: Sequence[CountingFrame],
    people: Mapping[InterviewId, Sequence[Participant]],
    cut: Cut,
) -> ParticipantTable:
    """Everyone listed or heard, the moderator left out; drop-out are those listed, never heard.

    Raises InputError for an attribute that nobody has.
    """
    crowds = [_with_everyone(frame, people.get(frame.interview, ())) for frame in frames]
    values = Values(replace(cut, with_moderator=False), crowds)
    present: list[tuple[tuple[str, ...], Attendance]] = []
    remarks = list(values.remarks())
    for frame, crowd in zip(frames, crowds, strict=True):
        counted = FrameCounter(frame, [0] * len(frame.speakers), ancestors={}, split=False)
        turns, words = _words_of(counted)
        listed = {who.label: who for who in people.get(frame.interview, ())}
        ours = [
            (at, label)
            for at, label in enumerate(crowd.speakers)
            if label and values.counts(crowd, at)
        ]
        said = sum(
            words[at] for at, label in enumerate(frame.speakers) if label not in frame.moderators
        )
        for at, label in ours:
            present.append(
                (
                    values.parts(crowd, at),
                    Attendance(
                        interview=frame.interview,
                        label=label,
                        description=listed[label].description if label in listed else "",
                        attributes=crowd.speaker_attributes[at],
                        turns=turns[at],
                        words=words[at],
                        share=words[at] / said if said else None,
                    ),
                )
            )
        remarks += _other_number(frame, sum(turns[at] > 0 for at, _ in ours), cut)
    names = {parts: CROSS.join(parts) for parts in values.ordered({parts for parts, _ in present})}
    everyone = [who for _, who in present]
    return ParticipantTable(
        by=values.by,
        people=tuple(everyone),
        groups=tuple(
            _group(name, [who for parts, who in present if parts == wanted])
            for wanted, name in names.items()
        )
        if values.dimensions
        else (),
        total=_group("", everyone),
        remarks=tuple(remarks),
    )


def _with_everyone(frame: CountingFrame, people: Sequence[Participant]) -> CountingFrame:
    """The frame with those who were listed and say nothing among its speakers, after the others."""
    silent = [who for who in people if who.label not in frame.speakers]
    return replace(
        frame,
        speakers=(*frame.speakers, *(who.label for who in silent)),
        speaker_attributes=(
            *frame.speaker_attributes,
            *({**frame.attributes, **_filled(who)} for who in silent),
        ),
    )


def _filled(who: Participant) -> dict[str, str]:
    return {name: value for name, value in who.attributes.items() if value}


def _other_number(frame: CountingFrame, spoke: int, cut: Cut) -> list[Remark]:
    """Where the sheet says that another number took part than were heard."""
    said = next((frame.attributes[name] for name in NUMBER_SAID if name in frame.attributes), "")
    if cut.where or not said.strip().isdecimal() or int(said) == spoke:
        return []
    return [Remark("other number", (frame.interview, said.strip(), str(spoke)))]


def _group(value: str, people: Sequence[Attendance]) -> AttendanceGroup:
    spoke = sum(who.spoke for who in people)
    return AttendanceGroup(
        value=value,
        interviews=len({who.interview for who in people}),
        known=len(people),
        spoke=spoke,
        dropped_out=len(people) - spoke,
        words=sum(who.words for who in people),
    )
