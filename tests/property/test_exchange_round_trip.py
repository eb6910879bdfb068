"""What leaves as REFI-QDA keeps the standard's rules and comes back the same."""

import json
import re
import tempfile
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from studies import CODERS, codebooks, studies

from tests.refi_files import broken_rules, zipped
from workbench.files.contained import Containment
from workbench.interchange.refi.codebooks import read_qdc, write_qdc
from workbench.interchange.refi.names import escaped, unescaped
from workbench.interchange.refi.notes import decoded
from workbench.interchange.refi.reading import read_study
from workbench.interchange.refi.writing import write_study
from workbench.interchange.values import clean
from workbench.model import (
    CONSENSUS,
    AddCoding,
    AddInterview,
    DecideSuggestion,
    EditInterview,
    EditProject,
    SetFinished,
    SettleDisagreement,
    SourceFile,
)
from workbench.project import Project
from workbench.text import normal_text, traced_normal_text
from workbench.workflows.exchanging import export_project, new_project_from

_child = Containment()


def no_word_file(name, _data):
    pytest.fail(f"{name} should have a plain text")


def written(folder, study):
    path = Path(folder) / "study.qdpx"
    with path.open("wb") as out:
        write_study(out, study)
    return path


@settings(max_examples=150)
@given(studies())
def test_a_study_comes_back_the_same(study):
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, study)
        assert broken_rules(path) == []
        back = read_study(path, containment=_child, rich_text=no_word_file, nobody="okänd")
    assert back.own
    assert (back.changed, back.aside, back.doubtful, back.unread_turns) == ((), (), (), frozenset())
    assert back.study.codebook == study.codebook
    assert back.study.interviews == study.interviews
    assert sorted(back.study.codings, key=str) == sorted(study.codings, key=str)
    kept = replace(study, codings=back.study.codings)
    assert back.study == kept


@settings(max_examples=20)
@given(studies())
def test_a_project_comes_back_the_same(study):
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "a.workbench", Path(folder) / "b.workbench"
        with Project.create(first, study.codebook) as project:
            changes = [
                AddInterview(each, SourceFile(f"{each.id}.txt", f"{each.id}".encode()))
                for each in study.interviews
            ]
            changes += [AddCoding(each) for each in study.codings]
            changes += [EditInterview(each.id, memo=each.memo) for each in study.interviews]
            changes += [SetFinished(*each) for each in sorted(study.finished)]
            changes += [DecideSuggestion(each) for each in study.decisions]
            for each in study.settlements:
                made = replace(each, consensus=CONSENSUS, codings=())
                changes.append(SettleDisagreement(made))
            kept = {each.name: 'STR- and not text:"å 😀"' for each in study.codebook.codes}
            changes.append(
                EditProject(memo=study.memo, blind=len(study.memo) % 2 == 0, queries=kept)
            )
            project.commit(changes, verb="import")
            before = everything(project)
        target = Path(folder) / "study.qdpx"
        export_project(first, target, force=False)
        new_project_from(second, target)
        with Project.open(second) as project:
            assert everything(project) == before
            assert project.check().ok


def everything(project):
    return (
        project.codebook(),
        [project.interview(each.id) for each in project.interviews()],
        project.codings(),
        project.memo(),
        {coder: project.finished(coder) for coder in CODERS},
        sorted(
            (replace(each, time=None) for who in CODERS for each in project.decisions(who)), key=str
        ),
        sorted(
            (replace(each, time=None, author="") for each in project.all_settlements()), key=str
        ),
        project.blind(),
        project.queries(),
    )


@settings(max_examples=100)
@given(codebooks())
def test_a_codebook_comes_back_the_same(book):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codes.qdc"
        with path.open("wb") as out:
            write_qdc(out, book)
        assert broken_rules(path) == []
        read = read_qdc(path.read_bytes(), name="codes.qdc", containment=_child)
    assert read.book == book
    assert (read.changed, read.says_book) == ((), True)


@given(st.text(st.characters()))
def test_what_xml_cannot_hold_is_escaped_and_comes_back(text):
    assert unescaped(escaped(text)) == text


@given(st.text(st.characters()))
def test_no_control_character_and_no_half_character_comes_in(text):
    kept = clean(text)
    assert not any(
        unicodedata.category(each) in ("Cc", "Cs") for each in kept if each not in "\n\t"
    )
    assert decoded(json.dumps({"x": [{"y": text}]})) == {"x": [{"y": kept}]}


RAW = st.text(
    "aåA\u030aa\u0308e\u0301\u200b\u200d\u0301\r\n\t\u2028한\u1112\u1161\u11ab😀👩\ufeff\xad ",
    max_size=40,
)


@given(RAW)
def test_a_traced_text_is_the_normal_text_and_offsets_keep_their_order(raw):
    text, traced = traced_normal_text(raw)
    assert text == normal_text(raw)
    places = [traced(offset) for offset in range(len(raw) + 1)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, len(text))


@given(RAW, st.data())
def test_a_word_is_found_again_in_the_normal_text(raw, data):
    start = data.draw(st.integers(0, len(raw)))
    words = "räksmörgås"
    composed = data.draw(st.sampled_from(["NFC", "NFD"]))
    word = unicodedata.normalize(composed, words)
    whole = f"{raw[:start]} {word} {raw[start:]}"
    text, traced = traced_normal_text(whole)
    begin = start + 1
    assert text[traced(begin) : traced(begin + len(word))] == words


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(max_size=5), below),
    max_leaves=5,
)


_OWN_NOTE = re.compile(
    r'(name="workbench:(?:project|interview|code)">)<PlainTextContent>(.*?)</PlainTextContent>',
    re.DOTALL,
)


@settings(max_examples=40)
@given(studies(), st.data())
def test_notes_that_another_program_changed_do_no_harm(study, data):
    def changed(found):
        facts = json.loads(found[2].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        facts[data.draw(st.sampled_from(sorted(facts)))] = data.draw(JSON)
        content = escape(escaped(json.dumps(facts)))
        return f"{found[1]}<PlainTextContent>{content}</PlainTextContent>"

    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, study)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        xml = parts.pop("project.qde").decode()
        xml = _OWN_NOTE.sub(changed, xml)
        zipped(path, xml, parts.items())
        back = new_project_from(Path(folder) / "study", path)
        with Project.open(back.path) as project:
            assert len(project.codings()) == len(study.codings)
            assert [project.text(each.id) for each in project.interviews()] or not study.interviews
