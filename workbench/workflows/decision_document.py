"""What was settled, as a document and as the `--json` of `settle`."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from workbench.files.writing import whole_file
from workbench.model import (
    Codebook,
    Coding,
    Disagreement,
    InterviewId,
    PairKey,
    QuotedCoding,
    Reference,
    SettledPlace,
    Settlement,
    Side,
    Taken,
)
from workbench.project import Project
from workbench.text import natural_key
from workbench.workflows.adjudicating import Adjudication, Sought
from workbench.workflows.projects import Language, default_language, refuse_kind
from workbench.workflows.settling import Settled, place_id

KINDS = (".docx", ".csv", ".md")


def write_decisions(
    desk: Adjudication, target: Path, *, lang: Language | None = None, force: bool = False
) -> int:
    """Write every decision of two coders to `target`, by interview and place; return how many.

    The kind is told by the suffix: .docx, .csv or .md. `lang` is the codebook's when not given.
    """
    from workbench.export.settlements import (
        Decisions,
        decisions_csv,
        decisions_docx,
        decisions_markdown,
    )

    refuse_kind(target, KINDS)
    project = desk.project
    codebook = project.codebook()
    decided = [each for each in desk.settled() if each.settlement.taken is not Taken.AGREED]
    direction = _any_direction(decided)
    decisions = Decisions(
        coders=(desk.first, desk.second),
        consensus=desk.consensus,
        places=_Quoting(project, codebook).places(decided),
        agreed=desk.alike(direction=direction),
        total=len(desk.disagreements(Sought(direction=direction))),
    )
    language = lang or default_language(codebook.language)
    heading = project.path.stem
    with whole_file(target, force=force) as out:
        match target.suffix.lower():
            case ".csv":
                decisions_csv(out, decisions, excel=True, lang=language)
            case ".docx":
                decisions_docx(out, decisions, codebook, heading=heading, lang=language)
            case _:
                decisions_markdown(out, decisions, heading=heading, lang=language)
    project.note_export(
        target, "decisions", {each.settlement.interview for each in decisions.places}
    )
    return len(decisions.places)


def _any_direction(decided: Iterable[Settled]) -> bool:
    kinds = {each.settlement.kind for each in decided}
    return any(kind is not None and kind.value == "direction" for kind in kinds)


class _Quoting:
    """Reads each interview once."""

    def __init__(self, project: Project, codebook: Codebook) -> None:
        self._project = project
        self._codebook = codebook

    def places(self, settled: Sequence[Settled]) -> list[SettledPlace]:
        """By interview and place."""
        by_interview: dict[InterviewId, list[Settled]] = {}
        for each in settled:
            by_interview.setdefault(each.settlement.interview, []).append(each)
        return [
            place
            for interview in sorted(by_interview, key=natural_key)
            for place in self._in_interview(interview, by_interview[interview])
        ]

    def _in_interview(
        self, interview: InterviewId, settled: Sequence[Settled]
    ) -> list[SettledPlace]:
        whole = self._project.interview(interview)
        wanted = [coding for each in settled for coding in each.settlement.codings]
        there = {each.id: each for each in self._project.codings_by_id(wanted)}
        found = []
        for each in settled:
            settlement = each.settlement
            sides = [side.span for side in (settlement.first, settlement.second) if side]
            # Empty are those that a corrected text left without a place.
            spans = [span for span in sides if span.end] or sides
            start, end = min(span.start for span in spans), max(span.end for span in spans)
            turn = whole.home_turn(start, end)
            codings = (there[coding] for coding in settlement.codings if coding in there)
            place = SettledPlace(
                settlement,
                Reference.to(whole, start, end),
                whole.title,
                "" if turn is None else turn.speaker,
                self._quoted(settlement.first, whole.text),
                self._quoted(settlement.second, whole.text),
                tuple(self._quote(coding, whole.text) for coding in codings),
                each.overtaken,
            )
            found.append((start, end, place))
        return [place for *_, place in sorted(found, key=lambda each: each[:2])]

    def _quoted(self, side: Side | None, text: str) -> QuotedCoding | None:
        return None if side is None else self._quote(side, text)

    def _quote(self, each: Side | Coding, text: str) -> QuotedCoding:
        words = text[each.span.start : each.span.end]
        return QuotedCoding(each.code, self._codebook.path(each.code), each.polarity, words)


# -- As JSON ----------------------------------------------------------------------------------


def settle_facts(desk: Adjudication, sought: Sought) -> dict[str, object]:
    """Disagreements, what was decided, and progress, as `settle --json` prints them."""
    compared = desk.compared()
    texts: dict[InterviewId, str] = {}
    settled = {each.settlement.key: each for each in desk.settled()}

    def text_of(interview: InterviewId) -> str:
        if interview not in texts:
            texts[interview] = desk.project.text(interview)
        return texts[interview]

    progress = desk.progress(None, direction=sought.direction)
    return {
        "coders": [desk.first, desk.second],
        "consensus": desk.consensus,
        "interviews": list(compared.interviews),
        "left_out": [
            {"interview": each.interview, "unfinished": list(each.unfinished)}
            for each in compared.left_out
        ],
        "blind": compared.blind,
        "settled": progress.settled,
        "total": progress.total,
        "disagreements": [
            _disagreement(each, settled, text_of(each.interview))
            for each in desk.disagreements(sought)
        ],
        "overtaken": [
            {
                "id": place_id(each.settlement.key),
                "interview": each.settlement.interview,
                **_decision(each.settlement),
            }
            for each in settled.values()
            if each.overtaken
        ],
    }


def _disagreement(
    each: Disagreement, settled: Mapping[PairKey, Settled], text: str
) -> dict[str, object]:
    known = settled.get(each.key)
    stands = known is not None and known.settlement.taken is not Taken.AGREED
    return {
        "id": place_id(each.key),
        "interview": each.interview,
        "reference": str(each.reference),
        "kind": each.kind.value,
        "size": each.size,
        "start": each.span.start,
        "end": each.span.end,
        "first": _coding(each.first, text),
        "second": _coding(each.second, text),
        "settled": {**_decision(known.settlement), "overtaken": known.overtaken}
        if known is not None and stands
        else None,
    }


def _coding(each: Coding | None, text: str) -> dict[str, object] | None:
    if each is None:
        return None
    return {
        "id": each.id,
        "start": each.span.start,
        "end": each.span.end,
        "text": text[each.span.start : each.span.end],
        "code": each.code,
        "polarity": each.polarity.value if each.polarity else "",
        "memo": each.memo,
    }


def _decision(each: Settlement) -> dict[str, object]:
    return {
        "taken": each.taken.value,
        "reason": each.reason,
        "author": each.author,
        "time": "" if each.time is None else each.time.isoformat(timespec="seconds"),
        "codings": list(each.codings),
    }
