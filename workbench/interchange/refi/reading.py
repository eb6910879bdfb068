"""A .qdpx file as a study, whoever wrote it, and the report on what was read, changed and left."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from workbench.errors import InputError
from workbench.files.contained import Containment
from workbench.interchange.refi import names, notes
from workbench.interchange.refi.archive import Archive, opened_archive
from workbench.interchange.refi.notes import Json
from workbench.interchange.refi.reading_cases import Known, read_cases
from workbench.interchange.refi.reading_codes import arranged, read_codes
from workbench.interchange.refi.reading_codings import read_codings
from workbench.interchange.refi.reading_texts import ReadText, RichText, read_texts
from workbench.interchange.refi.telling import Notes, Plain, Report, Users, Words
from workbench.interchange.study import Arrival, AsideFile, Study
from workbench.model import Coder, Interview, InterviewId, SourceFile, interview_key

_PARSE = "workbench.interchange.refi.parsing:parse"
_KINDS = re.compile(r"\.(?:docx?|odt|rtf|txt|md|pdf|vtt|srt)$", re.IGNORECASE)

_T = TypeVar("_T")


def read_study(
    path: Path, *, containment: Containment, rich_text: RichText, nobody: str
) -> Arrival:
    """Read a project of any program.

    containment: parses the XML. rich_text: the words of a Word file that has no plain text beside
    it. nobody: whose the codings are that name no user.
    Raises InputError where the file is damaged, hostile or no REFI-QDA project.
    """
    with opened_archive(path) as archive:
        with ThreadPoolExecutor(max_workers=1) as beside:
            parsing = beside.submit(
                containment.call,
                _PARSE,
                archive.project_xml(),
                name=path.name,
                options={"name": path.name},
            )
            archive.read_ahead()
            plain = parsing.result()
        if not isinstance(plain, dict) or plain.get("kind") != "project":
            raise InputError(
                f"“{path.name}” holds a codebook, no project.",
                "Use it with `workbench codebook update PROJECT FILE.qdc`.",
            )
        reading = _Reading(plain, archive, nobody)
        return reading.arrival(path.stem, rich_text)


class _Reading:
    """One file; the parts in the order in which they need each other."""

    def __init__(self, plain: Plain, archive: Archive, nobody: str) -> None:
        self._plain = plain
        self._archive = archive
        self._own = str(plain["origin"]).startswith(f"{names.ORIGIN} ")
        words, report = Words(self._own), Report()
        self._words, self._report = words, report
        self._notes = Notes(plain["notes"], words=words, archive=archive, report=report)
        self._users = Users(plain["users"], words=words, nobody=nobody, report=report)
        self._facts = notes.decoded(self._notes.own(plain["notes_of"], names.PROJECT_NOTE))

    def arrival(self, stem: str, rich_text: RichText) -> Arrival:
        plain, words, report = self._plain, self._words, self._report
        codes = read_codes(
            plain["codes"],
            words=words,
            facts_of=lambda each: notes.decoded(self._notes.own(each["notes"], names.CODE_NOTE)),
            memo_of=lambda each: self._notes.memo(each["notes"]),
            report=report,
        )
        texts, readings = read_texts(
            [(each, self._interview_facts(each)) for each in plain["texts"]],
            archive=self._archive,
            own=self._own,
            rich_text=rich_text,
            report=report,
        )
        ids = _ids(texts)
        coded = read_codings(
            texts,
            ids,
            codes=codes,
            users=self._users,
            notes=self._notes,
            words=words,
            own_ids=notes.facts_in(self._facts, "codings"),
            report=report,
        )
        known = read_cases(plain, texts, words=words, report=report)
        name = words.line(plain["name"]) or stem
        study = Study(
            name=name,
            codebook=arranged(coded.codes, notes.facts_in(self._facts, "codebook"), title=name),
            interviews=tuple(map(self._interview, texts, ids, known, coded.memos)),
            codings=tuple(coded.codings),
            memo=self._memo(),
            finished=frozenset(_finished(texts, ids)),
            decisions=tuple(self._noted("decisions", notes.decision_from, texts, ids)),
            settlements=tuple(self._noted("settlements", notes.settlement_from, texts, ids)),
            facts=notes.facts_in(self._facts, "facts"),
        )
        self._users.tell()
        self._tell_rest()
        return Arrival(
            study,
            origin=words.line(plain["origin"]),
            own=self._own,
            sources={
                interview: SourceFile(_file_name(read), read.data)
                for interview, read in zip(ids, texts, strict=True)
            },
            unread_turns=frozenset(
                interview for interview, read in zip(ids, texts, strict=True) if read.turns is None
            ),
            readings=readings,
            changed=tuple(report.changed),
            aside=tuple(report.aside),
            aside_files=tuple(self._aside_files()),
            doubtful=tuple(report.doubtful),
        )

    def _interview_facts(self, source: Plain) -> Json:
        return notes.decoded(self._notes.own(source["notes"], names.INTERVIEW_NOTE))

    def _interview(
        self, read: ReadText, interview: InterviewId, known: Known, memo: str
    ) -> Interview:
        facts = read.facts
        return Interview(
            id=interview,
            title=notes.words(facts, "title", self._words.line(_KINDS.sub("", read.name))),
            text=read.text,
            turns=read.turns or (),
            participants=tuple(known.people),
            moderators=frozenset(map(str, notes.many(facts, "moderators"))),
            attributes=known.attributes,
            source_name=notes.words(facts, "file") if facts else _file_name(read),
            sha256=facts["sha256"] if read.known else sha256(read.text.encode()).hexdigest(),
            memo=memo,
        )

    def _memo(self) -> str:
        """The project's own, with notes that belong nowhere else."""
        memos = [self._notes.memo(self._plain["notes_of"])]
        if not self._own:
            memos.append(self._words.text(self._plain["description"]))
            loose = self._notes.unused()
            if loose:
                memos.append(self._notes.memo(loose))
                self._report.changed.append(
                    f"{len(loose)} notes that belong to nothing are in the project's memo here."
                )
        return "\n\n".join(each for each in memos if each)

    def _noted(
        self,
        kind: str,
        read_one: Callable[[Json, InterviewId], _T],
        texts: Sequence[ReadText],
        ids: Sequence[InterviewId],
    ) -> Iterator[_T]:
        """What our notes on interviews list; what cannot be read is told."""
        for read, interview in zip(texts, ids, strict=True):
            if read.turns is None:
                continue
            for facts in notes.many(read.facts, kind):
                try:
                    yield read_one(facts, interview)
                except notes.UNREADABLE:
                    self._report.aside.append(f"One of the {kind} on “{read.name}” cannot be read.")

    def _tell_rest(self) -> None:
        if self._plain["links"]:
            self._report.aside.append(f"{self._plain['links']} links are not taken over.")
        for name in self._plain["graphs"]:
            told = f" “{self._words.line(name)}”" if name else ""
            self._report.aside.append(f"The graph{told} is not taken over.")

    def _aside_files(self) -> Iterator[AsideFile]:
        for each in self._plain["media"]:
            member = self._archive.member(each["path"]) if each["path"] else ""
            name = self._words.line(each["name"]) or member.rpartition("/")[2] or each["kind"]
            yield AsideFile(each["kind"], name, member, each["codings"])


def _finished(
    texts: Sequence[ReadText], ids: Sequence[InterviewId]
) -> Iterator[tuple[Coder, InterviewId]]:
    for read, interview in zip(texts, ids, strict=True):
        for who in notes.many(read.facts, "finished"):
            if str(who).strip():
                yield Coder(str(who)), interview


def _ids(texts: Sequence[ReadText]) -> list[InterviewId]:
    """What each interview is called: as our note has it, else the number its name begins with
    where no other begins so, else its name; made different where two would be the same."""
    stems = [" ".join(_KINDS.sub("", read.name).split()) or "1" for read in texts]
    numbers = [found[0] if (found := re.match(r"\d+", stem)) else "" for stem in stems]
    keys = Counter(map(interview_key, numbers))
    found_ids: list[InterviewId] = []
    taken: set[str] = set()
    for read, stem, number in zip(texts, stems, numbers, strict=True):
        alone = number if number and keys[interview_key(number)] == 1 else ""
        wanted = unique = notes.words(read.facts, "id").strip() or alone or stem
        again = 2
        while interview_key(unique) in taken:
            unique, again = f"{wanted}-{again}", again + 1
        taken.add(interview_key(unique))
        found_ids.append(InterviewId(unique))
    return found_ids


def _file_name(read: ReadText) -> str:
    name = " ".join(read.name.split())
    return name if _KINDS.search(name) else f"{name}.txt"
