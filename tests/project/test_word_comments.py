"""Comments of a Word file as codings: exported ones, changed ones, and those typed by hand."""

import io
from dataclasses import replace

import pytest
from docx import Document

from tests.project.samples import BOOK, LINES, add, coding, interview, new_project
from workbench.errors import InputError, UsageError
from workbench.model import Coder, EditInterview, Polarity
from workbench.project import Project
from workbench.workflows.commenting import code_from_comments, export_comments


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_AUTHOR", "eva")
    made = interview()
    with new_project(tmp_path) as project:
        changes = [
            add(made),
            add(interview("08", (*LINES[:2], ("IP1", "Något helt annat sades här i stället.")))),
            coding(project, made, "en handläggare som slutat", polarity=Polarity.HINDERS),
            coding(project, made, "handläggare som slutat. Ingen", "LED", memo="STR -\n  å"),
            coding(project, made, "Chefen står bakom oss", "LED", coder="Bo Ek", quotable=True),
            coding(
                project,
                made,
                "Ingen vet vem man ringer.\nIP2: Chefen",
                "STR.rutiner",
                polarity=Polarity.NEUTRAL,
            ),
        ]
        project.commit(changes, verb="test")
    return tmp_path / "studie.workbench"


def facts(path, coder):
    with Project.open(path, author="eva") as project:
        return {
            (each.interview, each.span, each.code, each.polarity, each.memo, each.quotable)
            for each in project.codings(coder=Coder(coder))
        }


def memo_of(path, which="07"):
    with Project.open(path, author="eva") as project:
        return project.interview(which).memo


def commented(folder, *comments, lines=LINES, author="Anna", name="copy.docx"):
    """A transcript in which somebody typed comments: (words, comment)."""
    made = Document()
    for label, words in lines:
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        said = f" {words}"
        for quoted, text in comments:
            if quoted in said:
                before, said = said.split(quoted, 1)
                paragraph.add_run(before)
                half = len(quoted) // 2
                runs = [paragraph.add_run(quoted[:half]), paragraph.add_run(quoted[half:])]
                made.add_comment(runs, text, author=author, initials="A")
        paragraph.add_run(said)
    made.save(folder / name)
    return folder / name


def test_what_one_coder_exports_another_takes_in_the_same(study, tmp_path):
    export_comments(study, "07", tmp_path / "coded.docx", coders=["A"], force=False)
    report = code_from_comments(study, tmp_path / "coded.docx", coder="C")
    assert [each.how for each in report.placed] == ["verbatim"] * 3
    assert facts(study, "C") == facts(study, "A")
    assert len(facts(study, "A")) == 3


def test_comments_say_who_coded(study, tmp_path):
    export_comments(study, "07", tmp_path / "coded.docx", force=False)
    comments = list(Document(str(tmp_path / "coded.docx")).comments)
    assert {(each.author, each.initials) for each in comments} == {("A", "A"), ("Bo Ek", "BE")}
    assert "LED (Ledning) citerbar" in [each.text for each in comments]


def test_the_same_project_makes_the_same_file(study, tmp_path):
    export_comments(study, "07", tmp_path / "one.docx", force=False)
    export_comments(study, "07", tmp_path / "two.docx", force=False)
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()


def test_comments_of_several_people_are_not_added_up(study, tmp_path):
    export_comments(study, "07", tmp_path / "coded.docx", force=False)
    with pytest.raises(UsageError, match=r"A \(3\), Bo Ek \(1\)"):
        code_from_comments(study, tmp_path / "coded.docx", coder="C")
    code_from_comments(study, tmp_path / "coded.docx", coder="C", authors=["bo ek"])
    assert facts(study, "C") == facts(study, "Bo Ek")
    with pytest.raises(InputError, match="wrote no comment"):
        code_from_comments(study, tmp_path / "coded.docx", coder="C", authors=["Cia"])


def test_comments_typed_by_hand_become_codings(study, tmp_path):
    copy = commented(
        tmp_path,
        ("en handläggare", "STR -"),
        ("bakom oss", "STR, LED +"),
        ("(skratt) Och", "rutiner: för många\nblanketter"),
        ("Rutinerna finns", "1 (hindrar)"),
    )
    report = code_from_comments(study, copy, coder="C")
    with Project.open(study, author="eva") as project:
        text = project.interview("07").text
    told = {
        (text[span.start : span.end], code, sign.value if sign else "", memo)
        for _id, span, code, sign, memo, _quotable in facts(study, "C")
    }
    assert told == {
        ("en handläggare", "STR", "-", ""),
        ("bakom oss", "STR", "+", ""),
        ("bakom oss", "LED", "+", ""),
        ("(skratt) Och", "STR.rutiner", "", "för många\nblanketter"),
        ("Rutinerna finns", "LED", "-", ""),
    }
    assert report.interview == "07"
    assert not report.unplaced


def test_what_names_no_code_becomes_a_memo_once_behind_its_reference(study, tmp_path):
    with Project.open(study, author="eva") as project:
        project.commit([EditInterview(project.interview("07").id, memo="Först")], verb="test")
    copy = commented(tmp_path, ("bakom oss", "Fråga Karin om det här"))
    for expected in ("interview", "already there"):
        report = code_from_comments(study, copy, coder="C", interview="07")
        assert [(each.at, each.on) for each in report.memos] == [("07:3+12", expected)]
    assert memo_of(study) == "Först\n07:3+12 Anna: Fråga Karin om det här"


def test_a_dry_run_writes_nothing_and_one_undo_takes_all_back(study, tmp_path):
    copy = commented(tmp_path, ("bakom oss", "STR +"), ("en handläggare", "En tanke"))
    code_from_comments(study, copy, coder="C", dry_run=True)
    assert facts(study, "C") == set()
    code_from_comments(study, copy, coder="C")
    with Project.open(study, author="eva") as project:
        project.undo()
    assert facts(study, "C") == set()
    assert memo_of(study) == ""


def edited(path, change):
    made = Document(str(path))
    change(made)
    made.save(path)


def test_a_colleague_changes_comments_adds_one_and_deletes_one(study, tmp_path):
    path = tmp_path / "coded.docx"
    export_comments(study, "07", path, coders=["A"], force=False)

    def change(made):
        first, second, third = made.comments
        first.paragraphs[0].runs[-1].text = "STR (Struktur) +"
        element = second._comment_elm
        number = element.get(element.nsmap["w"].join("{}") + "id")
        element.getparent().remove(element)
        body = made.element.body
        for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in body.xpath(f"//w:{kind}[@w:id='{number}']"):
                mark.getparent().remove(mark)
        words = made.paragraphs[4]
        made.add_comment(words.runs[1:], "STA -", author="A", initials="A")
        assert third is not None

    edited(path, change)
    report = code_from_comments(study, path, coder="A")
    assert sorted(each.how for each in report.placed) == ["already there", "updated", "verbatim"]
    assert [code for _at, code in report.missing] == ["LED"]
    assert len(facts(study, "A")) == 4
    report = code_from_comments(study, path, coder="A", exact=True)
    assert report.removed
    assert {(code, sign) for _id, _span, code, sign, _memo, _q in facts(study, "A")} == {
        ("STR", Polarity.PROMOTES),
        ("STR.rutiner", Polarity.NEUTRAL),
        ("STA", Polarity.HINDERS),
    }


def test_a_copy_whose_words_were_touched_still_tells_its_places(study, tmp_path):
    lines = [("Moderator", "En fråga som inte fanns."), *LINES]
    lines[2] = ("IP1", "Vi har en handläggare som har slutat. Ingen vet vem man ringer till.")
    copy = commented(
        tmp_path,
        ("Ingen vet vem man ringer", "STR -"),
        ("Rutinerna finns", "LED"),
        ("som inte fanns", "STA"),
        lines=lines,
    )
    report = code_from_comments(study, copy, coder="C", interview="07")
    assert [(each.turn, each.code) for each in report.placed] == [(2, "STR"), (5, "LED")]
    (missed,) = report.unplaced
    assert "STA" in missed.reason
    assert report.share < 1


def test_a_file_that_is_the_copy_of_no_interview_is_refused(study, tmp_path):
    copy = commented(
        tmp_path, ("annat samtal", "STR"), lines=[("IP1", "Ett helt annat samtal än våra två.")]
    )
    with pytest.raises(InputError, match="copy of no interview"):
        code_from_comments(study, copy, coder="C")
    assert facts(study, "C") == set()


def test_files_without_comments_and_other_files_are_refused(study, tmp_path):
    with pytest.raises(InputError, match="no comments"):
        code_from_comments(study, commented(tmp_path), coder="C")
    other = tmp_path / "x.docx"
    other.write_text("IP1: Hej")
    with pytest.raises(InputError, match=r"x\.docx"):
        code_from_comments(study, other, coder="C")


def test_the_exported_file_is_read_again_as_the_same_text(study, tmp_path):
    from workbench.files.contained import Containment
    from workbench.transcripts import read_transcript

    export_comments(study, "07", tmp_path / "coded.docx", force=False)
    data = (tmp_path / "coded.docx").read_bytes()
    with Containment() as containment:
        again = read_transcript("coded.docx", data, containment=containment)
    with Project.open(study, author="eva") as project:
        ours = project.interview("07")
    assert again.text == ours.text.rstrip("\n")
    assert [(each.speaker, each.start, each.end) for each in again.turns] == [
        (each.speaker, each.start, each.end) for each in ours.turns
    ]


def test_a_reply_codes_what_it_answers_or_says_more_of_it(study, tmp_path):
    copy = commented(tmp_path, ("bakom oss", "STR +"))
    with_replies(copy, "LED", "Är du säker?")
    report = code_from_comments(study, copy, coder="C")
    found = {(code, memo) for _id, _span, code, _sign, memo, _q in facts(study, "C")}
    assert found == {("STR", "Anna: Är du säker?"), ("LED", "")}
    assert [each.on for each in report.memos] == ["coding"]


def with_replies(path, *texts):
    """Add replies to the only comment, as Word does: by the ids of paragraphs."""
    import zipfile

    made = Document(str(path))
    ns = "http://schemas.microsoft.com/office/word/2010/wordml"
    (first,) = made.comments
    for number, comment in enumerate(
        [first, *(made.comments.add_comment(text=text, author="Anna") for text in texts)]
    ):
        for paragraph in comment._comment_elm.iter(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
        ):
            paragraph.set(f"{{{ns}}}paraId", f"0000000{number + 1}")
    out = io.BytesIO()
    made.save(out)
    extended = "".join(
        f'<w15:commentEx w15:paraId="0000000{number + 2}" w15:paraIdParent="00000001"/>'
        for number in range(len(texts))
    )
    word15 = "http://schemas.microsoft.com/office/word/2012/wordml"
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(path, "w") as target:
        for member in source.namelist():
            data = source.read(member)
            if member == "word/_rels/document.xml.rels":
                link = (
                    '<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/'
                    'relationships/commentsExtended" Target="commentsExtended.xml"/>'
                )
                data = data.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            target.writestr(member, data)
        whole = f'<w15:commentsEx xmlns:w15="{word15}">{extended}</w15:commentsEx>'
        target.writestr("word/commentsExtended.xml", whole)


def test_a_book_with_another_code_of_the_name_still_brings_codings_back(tmp_path):
    twin = replace(BOOK.codes[1], id="0190a0b0-0000-7000-8000-000000000001", parent="LED")
    made = interview()
    with new_project(tmp_path, book=replace(BOOK, codes=(*BOOK.codes, twin))) as project:
        project.commit([add(made), coding(project, made, "Chefen", twin.id)], verb="test")
    path = tmp_path / "studie.workbench"
    export_comments(path, None, tmp_path / "coded.docx", force=False)
    code_from_comments(path, tmp_path / "coded.docx", coder="C")
    assert facts(path, "C") == facts(path, "A")
