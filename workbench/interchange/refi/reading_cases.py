"""Cases, variables and sets: what is known about interviews and about who takes part in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workbench.interchange.refi import names, notes
from workbench.interchange.refi.reading_texts import ReadText
from workbench.interchange.refi.telling import Plain, Report, Words
from workbench.model import Participant

_CASE = "fall"
"""The attribute that holds the name of a case whose text is called otherwise."""
_SET = "grupp"
"""The attribute that holds the sets a text belongs to."""


@dataclass(slots=True)
class Known:
    """What the file knows about one text."""

    attributes: dict[str, str] = field(default_factory=dict)
    people: list[Participant] = field(default_factory=list)


def read_cases(
    plain: Plain, texts: Sequence[ReadText], *, words: Words, report: Report
) -> list[Known]:
    """Attributes and participants of each text.

    One case for a text describes the text; several for one text are people who take part in it.
    """
    reading = _Reading(plain, texts, words, report)
    reading.our_cases()
    reading.other_cases()
    reading.values_of_texts()
    reading.sets()
    return reading.known


class _Reading:
    def __init__(
        self, plain: Plain, texts: Sequence[ReadText], words: Words, report: Report
    ) -> None:
        self._plain = plain
        self._texts = texts
        self._words = words
        self._report = report
        self.known = [Known() for _ in texts]
        self._at = {read.plain["guid"]: at for at, read in enumerate(texts)}
        self._of_selection = {
            each["guid"]: at for at, read in enumerate(texts) for each in read.plain["selections"]
        }
        self._cases = {each["guid"]: each for each in plain["cases"]}

    def our_cases(self) -> None:
        """Those that our notes say are an interview or one of its participants."""
        for known, read in zip(self.known, self._texts, strict=True):
            case = self._cases.pop(notes.words(read.facts, "case"), None)
            if case is not None:
                known.attributes.update(self._values(case["values"]))
            for person in notes.many(read.facts, "participants"):
                if not isinstance(person, dict):
                    continue
                case = self._cases.pop(notes.words(person, "case"), None)
                about = Participant(
                    notes.words(person, "label"),
                    "" if case is None else self._words.text(case["description"]),
                    {} if case is None else self._values(case["values"]),
                )
                known.people.append(about)

    def other_cases(self) -> None:
        of_text: dict[int, list[Plain]] = {}
        for case in self._cases.values():
            places = self._places(case)
            for at in places:
                of_text.setdefault(at, []).append(case)
            if not places:
                name = self._words.line(case["name"])
                self._report.aside.append(f"The case “{name}” belongs to no text that was read.")
            if case["codes"]:
                name = self._words.line(case["name"])
                self._report.aside.append(
                    f"The case “{name}” as a whole has {len(case['codes'])} codes: not taken over."
                )
        for at, cases in of_text.items():
            if len(cases) == 1 and cases[0]["sources"]:
                self._describe(at, cases[0])
            else:
                self.known[at].people.extend(self._person(each) for each in cases)

    def _places(self, case: Plain) -> list[int]:
        """The texts that a case is about."""
        found = [self._at[each] for each in case["sources"] if each in self._at]
        found += [
            self._of_selection[each] for each in case["selections"] if each in self._of_selection
        ]
        return list(dict.fromkeys(found))

    def _describe(self, at: int, case: Plain) -> None:
        name, known = self._words.line(case["name"]), self.known[at]
        if name and name != self._words.line(self._texts[at].name):
            known.attributes.setdefault(_CASE, name)
        known.attributes.update(self._values(case["values"]))

    def _person(self, case: Plain) -> Participant:
        name = self._words.line(case["name"]) or "?"
        description = " ".join(self._words.text(case["description"]).split())
        return Participant(name, description, self._values(case["values"]))

    def values_of_texts(self) -> None:
        for known, read in zip(self.known, self._texts, strict=True):
            known.attributes.update(self._values(read.plain["values"]))

    def sets(self) -> None:
        for each in self._plain["sets"]:
            if each["name"].startswith(names.NOTE_PREFIX):
                continue
            name = self._words.line(each["name"])
            members = [self._at[member] for member in each["sources"] if member in self._at]
            for at in members:
                held = self.known[at].attributes
                held[_SET] = f"{held[_SET]}; {name}" if held.get(_SET) else name
            if members:
                self._report.changed.append(
                    f"The set “{name}” of {len(members)} texts is the attribute “{_SET}” here."
                )
            if each["codes"] or each["notes"] or not members:
                number = len(each["codes"]) + len(each["notes"])
                self._report.aside.append(
                    f"The set “{name}” ({number} codes and notes) is not taken over."
                )

    def _values(self, values: Iterable[Sequence[str]]) -> dict[str, str]:
        found = {}
        for variable, written in values:
            name = self._words.line(self._plain["variables"].get(variable, ""))
            name = name if self._words.own else name.lower()
            value = self._words.line(written)
            if name and (value or self._words.own):
                found[name] = value
        return found
