"""One coder's codings for models: whole interviews in a part, every passage where it was."""

import json

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from tests.project.samples import LINES, add, coding, interview, new_project
from workbench.errors import InputError
from workbench.interchange.training import parts_of
from workbench.model import InterviewId, Polarity
from workbench.workflows.training_data import PARTS, write_training_data


@pytest.fixture
def path(tmp_path):
    with new_project(tmp_path) as project:
        texts = [interview(f"{number:02d}", header=f"Nr {number}") for number in range(1, 11)]
        changes = [add(each) for each in texts]
        for each in texts:
            changes.append(
                coding(project, each, "handläggare som slutat", polarity=Polarity.HINDERS)
            )
            across = each.text.index("ringer.\nIP2: Chefen"), each.text.index(" står bakom")
            made = coding(project, each, "ringer", "LED").coding
            changes.append(type(changes[-1])(_over(made, *across)))
            changes.append(coding(project, each, "Rutinerna finns", "STR.rutiner", coder="B"))
        project.commit(changes, verb="code")
        return project.path


def _over(made, start, end):
    from dataclasses import replace

    from workbench.model import Span

    return replace(made, span=Span(start, end))


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_a_turn_of_one_coder_without_the_moderator(path, tmp_path):
    done = write_training_data(path, tmp_path / "a.jsonl", coder="A")
    found = lines(tmp_path / "a.jsonl")
    assert (done.interviews, done.turns, done.spans) == (10, 40, 30)
    assert {each["speaker"] for each in found} == {"IP1", "IP2", "IP3"}
    assert [each["text"] for each in found[:4]] == [
        words for who, words in LINES if who != "Moderator"
    ]
    spans = [
        (each["text"][span["start"] : span["end"]], span["code"], span["polarity"], span["cut"])
        for each in found[:4]
        for span in each["spans"]
    ]
    assert spans == [
        ("handläggare som slutat", "STR", "-", False),
        ("ringer.", "LED", "", True),
        ("Chefen", "LED", "", True),
    ]


def test_parts_divide_the_interviews_and_none_is_in_two(path, tmp_path):
    seen = {}
    for part in PARTS:
        write_training_data(path, tmp_path / f"{part}.jsonl", coder="A", part=part)
        for each in lines(tmp_path / f"{part}.jsonl"):
            assert each["part"] == part
            assert seen.setdefault(each["interview"], part) == part
    assert len(seen) == 10


def test_spacy_reads_what_was_written(path, tmp_path):
    write_training_data(path, tmp_path / "a.spacy", coder="A")
    docs = list(DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("sv").vocab))
    assert len(docs) == 40
    assert docs[0].text == LINES[1][1]
    assert [(span.text, span.label_) for span in docs[0].spans["sc"]] == [
        ("handläggare som slutat", "STR"),
        ("ringer.", "LED"),
    ]
    assert [span.label_ for span in docs[0].spans["direction"]] == ["-"]
    assert docs[0].user_data["interview"] == "01"


def test_the_same_project_makes_the_same_bytes(path, tmp_path):
    for name in ("a.spacy", "b.spacy"):
        write_training_data(path, tmp_path / name, coder="A")
    assert (tmp_path / "a.spacy").read_bytes() == (tmp_path / "b.spacy").read_bytes()


def test_a_part_without_interviews_is_told(tmp_path):
    with new_project(tmp_path) as project:
        talk = interview()
        project.commit([add(talk), coding(project, talk, "Chefen")], verb="code")
        path = project.path
    with pytest.raises(InputError, match="too few interviews for a part “test”"):
        write_training_data(path, tmp_path / "a.jsonl", part="test")


@given(st.sets(st.text("0123456789", min_size=1), max_size=60), st.integers(0, 5))
def test_every_interview_is_in_one_part_and_parts_are_not_empty(ids, seed):
    parts = parts_of([InterviewId(each) for each in ids], seed=seed)
    assert set(parts) == ids
    assert parts == parts_of([InterviewId(each) for each in sorted(ids, reverse=True)], seed=seed)
    if len(ids) >= 3:
        assert set(parts.values()) == set(PARTS)
    assert len(ids) < 10 or list(parts.values()).count("train") > len(ids) / 2
