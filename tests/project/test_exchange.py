"""Other programs' projects come in with every quotation right, and the report says what did not fit."""

import io
import stat
import zipfile

import docx
import pytest

from tests.refi_files import TALK, WORDS, Writer, guid, project_file, project_xml, zipped
from workbench.errors import InputError, UsageError
from workbench.model import Origin
from workbench.project import Project
from workbench.workflows.exchanging import new_project_from

CONVENTIONS = {
    "the standard": Writer(),
    "NVivo for Windows: UTF-16, CRLF as two, the mark not counted": Writer(
        utf16=True, crlf=True, bom=True
    ),
    "CRLF counted as one": Writer(crlf=True, line_end=1),
    "LF in the file, counted as two": Writer(line_end=2),
    "off by a mark": Writer(mark_counted=True, bom=True),
    "UTF-16, off by a mark, CRLF as one": Writer(
        utf16=True, crlf=True, line_end=1, mark_counted=True, bom=True
    ),
    "the last character instead of the end": Writer(last_included=True),
    "decomposed letters": Writer(decomposed=True),
    "decomposed letters, UTF-16, CRLF": Writer(decomposed=True, utf16=True, crlf=True),
    "the words beside": Writer(utf16=True, crlf=True, quoted=True),
}
EMPTY = Writer()


def coded(project):
    """Interview and words of every coding."""
    return [
        (each.interview, project.text(each.interview)[each.span.start : each.span.end])
        for each in project.codings()
    ]


def arrived(folder, source, **options):
    made = new_project_from(folder / "studie.workbench", source, **options)
    with Project.open(made.path) as project:
        assert project.check().ok
        return (
            made,
            coded(project),
            project.codings(),
            [project.interview(each.id) for each in project.interviews()],
        )


def minimal(folder, *, selections="", more="", notes="", text="Vi ringer chefen.", **options):
    """One text called Samtal, with these selections in it."""
    source = (
        f'<TextSource guid="{guid("s")}" name="Samtal" plainTextPath="internal://s.txt">'
        f"{selections}</TextSource>{more}"
    )
    xml = project_xml(EMPTY, sources=(), extra=source, notes=notes, **options)
    return zipped(folder / "in.qdpx", xml, [("sources/s.txt", text.encode())])


def selection(start, end, *, code="kod", user="Anna", inside="", tail=""):
    signed = f' creatingUser="{guid(user)}"' if user else ""
    return (
        f'<PlainTextSelection guid="{guid(start, end, code, user)}" startPosition="{start}"'
        f' endPosition="{end}"><Coding guid="{guid("c", start, end, code, user)}"{signed}>'
        f'<CodeRef targetGUID="{guid(code)}"/>{inside}</Coding>{tail}</PlainTextSelection>'
    )


@pytest.mark.parametrize("writer", CONVENTIONS.values(), ids=CONVENTIONS.keys())
def test_every_quotation_is_right_in_every_convention(tmp_path, writer):
    made, found, codings, _ = arrived(tmp_path, project_file(tmp_path / "in.qdpx", writer))
    assert sorted(found) == sorted(("Intervju A", each) for each in WORDS)
    assert {each.coder for each in codings} == {"Anna"}
    assert {each.origin for each in codings} == {Origin.EXCHANGE}
    assert made.arrival.doubtful == ()
    (reading,) = made.arrival.readings
    assert reading.score == 1.0
    assert reading.selections == len(WORDS)


def test_speakers_are_found_in_the_text_which_stays_as_it_was(tmp_path):
    writer = Writer(crlf=True, utf16=True)
    *_, (interview,) = arrived(tmp_path, project_file(tmp_path / "in.qdpx", writer))
    assert interview.text == "\n".join(TALK).replace("🏽", "🏽")
    said = {interview.text[each.start : each.end]: each.speaker for each in interview.turns}
    assert said["Chefen står bakom oss, det gör skillnad."] == "IP2"
    assert interview.moderators == {"Moderator"}


def test_the_project_in_the_archive_may_have_any_name_and_folder(tmp_path):
    path = project_file(tmp_path / "in.qdpx", Writer(), folder="Sources", qde="Min studie.qde")
    _, found, _, _ = arrived(tmp_path, path)
    assert len(found) == len(WORDS)


def test_interviews_take_the_number_their_name_begins_with(tmp_path):
    sources = (("07 Åmål.docx", TALK, WORDS[:1]), ("12-Eksjö", TALK[2:], WORDS[:1]))
    *_, interviews = arrived(
        tmp_path, project_file(tmp_path / "in.qdpx", Writer(), sources=sources)
    )
    assert [(each.id, each.title) for each in interviews] == [("07", "07 Åmål"), ("12", "12-Eksjö")]


def test_two_texts_with_the_same_words_are_two_interviews(tmp_path):
    sources = (("A", TALK, WORDS[:1]), ("B", TALK, WORDS[:2]))
    _, found, _, _ = arrived(
        tmp_path, project_file(tmp_path / "in.qdpx", Writer(), sources=sources)
    )
    assert [where for where, _ in found].count("B") == 2


def test_names_repeated_under_other_parents_stay_and_among_siblings_are_told_apart(tmp_path):
    codes = (
        f'<Code guid="{guid("kod")}" name="Övrigt" isCodable="true" color="#F00">'
        f"<Description>Det andra</Description>"
        f'<Code guid="{guid(1)}" name="Rutiner" isCodable="true"/></Code>'
        f'<Code guid="{guid(2)}" name="Hinder" isCodable="false">'
        f'<Code guid="{guid(3)}" name="Rutiner" isCodable="true"/>'
        f'<Code guid="{guid(4)}" name="rutiner" isCodable="true"/></Code>'
    )
    made, _, codings, _ = arrived(
        tmp_path, project_file(tmp_path / "in.qdpx", Writer(), codes=codes)
    )
    book = made.arrival.study.codebook
    paths = [book.path(code.id) for code in book.codes]
    assert paths == ["Övrigt", "Övrigt/Rutiner", "Hinder", "Hinder/Rutiner", "Hinder/rutiner (2)"]
    assert (book.codes[0].colour, book.codes[0].definition) == ("#ff0000", "Det andra")
    assert {each.code for each in codings} == {guid("kod")}
    assert any("rutiner (2)" in each for each in made.arrival.changed)


def test_codings_without_a_known_user_are_given_to_the_name_asked_for(tmp_path):
    path = minimal(tmp_path, selections=selection(3, 9, user="") + selection(10, 16, user="borta"))
    made, found, codings, _ = arrived(tmp_path, path, coder="Eva")
    assert {each.coder for each in codings} == {"Eva"}
    assert [words for _, words in found] == ["ringer", "chefen"]
    assert any("2 codings name no user" in each for each in made.arrival.changed)


def test_two_users_with_one_name_are_two_coders(tmp_path):
    xml = project_xml(EMPTY, sources=(), extra=(
        f'<TextSource guid="{guid("s")}" name="S" plainTextPath="internal://s.txt">'
        f'{selection(0, 2)}{selection(0, 2, user="Anna 2")}</TextSource>'
    )).replace("</Users>", f'<User guid="{guid("Anna 2")}" name="Anna"/></Users>')  # fmt: skip
    path = zipped(tmp_path / "in.qdpx", xml, [("sources/s.txt", b"Vi ringer.")])
    _, _, codings, _ = arrived(tmp_path, path)
    assert {each.coder for each in codings} == {"Anna", "Anna (2)"}


def test_a_word_file_with_a_plain_twin_is_read_by_the_twin(tmp_path):
    xml = project_xml(Writer()).replace(
        "plainTextPath=", f'richTextPath="internal://{guid("w")}.docx" plainTextPath='
    )
    text = Writer().text(TALK).encode()
    members = [(f"sources/{guid('Intervju A')}.txt", text), (f"sources/{guid('w')}.docx", b"no")]
    _, found, _, _ = arrived(tmp_path, zipped(tmp_path / "in.qdpx", xml, members))
    assert len(found) == len(WORDS)


def test_a_word_file_alone_is_read_as_a_transcript(tmp_path):
    document, buffer = docx.Document(), io.BytesIO()
    document.add_paragraph("IP1: Vi ringer chefen.")
    document.add_paragraph("IP2: Det gör vi med.")
    document.save(buffer)
    xml = project_xml(EMPTY, sources=(), extra=(
        f'<TextSource guid="{guid("s")}" name="S" richTextPath="internal://s.docx">'
        f"{selection(8, 14)}</TextSource>"
    ))  # fmt: skip
    path = zipped(tmp_path / "in.qdpx", xml, [("sources/s.docx", buffer.getvalue())])
    _, found, _, _ = arrived(tmp_path, path)
    assert found == [("S", "ringer")]


def test_text_within_the_xml_is_read(tmp_path):
    xml = project_xml(EMPTY, sources=(), extra=(
        f'<TextSource guid="{guid("s")}" name="S"><PlainTextContent>Vi ringer &amp; hör 😀 av oss.'
        f"</PlainTextContent>{selection(18, 20)}</TextSource>"
    ))  # fmt: skip
    _, found, _, _ = arrived(tmp_path, zipped(tmp_path / "in.qdpx", xml))
    assert found == [("S", "av")]


def test_pictures_and_sound_are_put_aside_and_listed(tmp_path):
    more = (
        f'<PictureSource guid="{guid("b")}" name="Tavlan" path="internal://../../b.PNG">'
        f'<PictureSelection guid="{guid("bs")}" firstX="0" firstY="0" secondX="1" secondY="1">'
        f'<Coding guid="{guid("bc")}"><CodeRef targetGUID="{guid("kod")}"/></Coding>'
        f"</PictureSelection></PictureSource>"
        f'<PDFSource guid="{guid("p")}" name="Rapport" path="internal://r.pdf"/>'
        f'<AudioSource guid="{guid("l")}" name="Band 1" path="relative:///band.mp3"/>'
    )
    xml = project_xml(Writer(), extra=more)
    members = [
        (f"sources/{guid('Intervju A')}.txt", Writer().text(TALK).encode()),
        ("sources/../../b.PNG", b"bild"),
        ("sources/r.pdf", b"%PDF"),
    ]
    made, found, _, _ = arrived(tmp_path, zipped(tmp_path / "in.qdpx", xml, members))
    assert len(found) == len(WORDS)
    folder = tmp_path / "studie.aside"
    assert made.aside_folder == folder
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == {
        "001.png": b"bild",
        "002.pdf": b"%PDF",
    }
    told = "\n".join(made.aside)
    assert "picture “Tavlan”, 1 codings on it: its file is studie.aside/001.png" in told
    assert "audio “Band 1”: its file does not lie in the project" in told
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_memos_come_along_wherever_they_are(tmp_path):
    def note(name, content):
        return (
            f'<Note guid="{guid(name)}" name="{name}">'
            f"<PlainTextContent>{content}</PlainTextContent></Note>"
        )

    def ref(name):
        return f'<NoteRef targetGUID="{guid(name)}"/>'

    notes = f"<Notes>{note('ett', 'om kodningen')}{note('två', 'om stället')}{note('tre', 'lös')}"
    notes += f"{note('fyra', 'om orden')}</Notes>"
    bare = (
        f'<PlainTextSelection guid="{guid("x")}" startPosition="10" endPosition="16">'
        f"{ref('fyra')}</PlainTextSelection>"
    )
    marked = selection(3, 9, inside=ref("ett"), tail=ref("två"))
    made, _, (coding,), (interview,) = arrived(
        tmp_path, minimal(tmp_path, selections=marked + bare, notes=notes)
    )
    assert coding.memo == "ett\nom kodningen\n\ntvå\nom stället"
    assert interview.memo == "“chefen”: fyra\nom orden"
    assert made.arrival.study.memo == "tre\nlös"


def test_cases_become_attributes_and_participants(tmp_path):
    def case(name, *, value="", refs):
        held = (
            f'<VariableValue><VariableRef targetGUID="{guid("v")}"/>'
            f"<TextValue>{value}</TextValue></VariableValue>"
        )
        return (
            f'<Case guid="{guid("case", name)}" name="{name}">{held if value else ""}{refs}</Case>'
        )

    a = f'<SourceRef targetGUID="{guid("A")}"/>'
    b = f'<SourceRef targetGUID="{guid("B")}"/>'
    cases = (
        f'<Variables><Variable guid="{guid("v")}" name="Kommun" typeOfVariable="Text"/></Variables>'
        f"<Cases>{case('Åmål', value='Åmål', refs=a)}{case('IP1', value='Eksjö', refs=b)}"
        f"{case('IP9', refs=b)}</Cases>"
    )
    sets = (
        f'<Sets><Set guid="{guid("set")}" name="Chefer"><MemberSource targetGUID="{guid("B")}"/>'
        "</Set></Sets>"
    )
    sources = (("A", TALK, WORDS[:1]), ("B", TALK[2:], WORDS[:1]))
    xml = project_xml(Writer(), sources=sources, notes=sets).replace(
        "<Sources>", f"{cases}<Sources>"
    )
    members = [
        (f"sources/{guid(name)}.txt", Writer().text(lines).encode()) for name, lines, _ in sources
    ]
    *_, (first, second) = arrived(tmp_path, zipped(tmp_path / "in.qdpx", xml, members))
    assert dict(first.attributes) == {"fall": "Åmål", "kommun": "Åmål"}
    assert dict(second.attributes) == {"grupp": "Chefer"}
    people = {each.label: dict(each.attributes) for each in second.participants}
    assert people["IP1"] == {"kommun": "Eksjö"}
    assert "IP9" in people


def test_what_has_no_place_is_told(tmp_path):
    wrong = (
        selection(3, 9)
        + selection(10, 16, code="kod2")
        + selection(5, 8)
        + selection(400, 410, code="borta")
        + selection("x", 4, code="kod3")
    )
    made, found, _, _ = arrived(tmp_path, minimal(tmp_path, selections=wrong))
    assert ("Samtal", "ringer") in found
    doubts = {(each.start, each.end): each.reason for each in made.arrival.doubtful}
    assert doubts[(5, 8)] == "it begins or ends inside a word"
    assert doubts[(400, 410)] == "it lies outside the text"
    assert doubts[(None, 4)] == "it has no position"
    assert any("2 codings have no place" in each for each in made.aside)
    assert any("Okänd kod 1" in each for each in made.arrival.changed)


def test_a_coding_that_is_there_twice_is_one_and_keeps_both_memos(tmp_path):
    notes = (
        f'<Notes><Note guid="{guid("n1")}"><PlainTextContent>ett</PlainTextContent></Note>'
        f'<Note guid="{guid("n2")}"><PlainTextContent>två</PlainTextContent></Note></Notes>'
    )
    first = selection(3, 9, inside=f'<NoteRef targetGUID="{guid("n1")}"/>')
    second = selection(3, 10, inside=f'<NoteRef targetGUID="{guid("n2")}"/>')
    made, found, (coding,), _ = arrived(
        tmp_path, minimal(tmp_path, selections=first + second, notes=notes)
    )
    assert found == [("Samtal", "ringer")]
    assert coding.memo == "ett\n\ntvå"
    assert any("1 codings repeat another" in each for each in made.arrival.changed)


def test_a_text_that_is_coded_as_a_whole_says_so_in_its_memo(tmp_path):
    whole = f'<Coding guid="{guid("h")}" creatingUser="{guid("Anna")}"><CodeRef targetGUID="{guid("kod")}"/></Coding>'
    *_, codings, (interview,) = arrived(tmp_path, minimal(tmp_path, selections=whole))
    assert codings == []
    assert interview.memo == "Kod (Anna)"


# -- Hostile and broken files -----------------------------------------------------------------


def refused(folder, path, words):
    with pytest.raises(InputError, match=words):
        new_project_from(folder / "studie.workbench", path)
    assert not (folder / "studie.workbench").exists()
    assert not list(folder.glob("*.aside"))


def test_what_is_no_archive_is_refused(tmp_path):
    path = tmp_path / "in.qdpx"
    path.write_bytes(b"PK\x03\x04 no")
    refused(tmp_path, path, "no REFI-QDA project")
    refused(tmp_path, tmp_path / "missing.qdpx", "cannot be opened")


def test_another_kind_of_file_is_refused_before_it_is_opened(tmp_path):
    with pytest.raises(UsageError, match=r"study\.docx"):
        new_project_from(tmp_path / "studie.workbench", tmp_path / "study.docx")


def test_two_projects_in_one_archive_are_refused(tmp_path):
    path = zipped(tmp_path / "in.qdpx", "<Project/>", [("b.qde", b"<Project/>")])
    refused(tmp_path, path, "2 projects")


def test_entities_are_refused(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt")
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><Project name="x"><Description>&e;</Description></Project>'
    refused(tmp_path, zipped(tmp_path / "in.qdpx", xml), "entities")


def test_xml_of_another_kind_is_refused(tmp_path):
    refused(tmp_path, zipped(tmp_path / "in.qdpx", "<html/>"), "no REFI-QDA file")
    refused(tmp_path, zipped(tmp_path / "in2.qdpx", "<Project"), "XML breaks off")


def test_a_path_that_leads_out_of_the_file_is_not_followed(tmp_path):
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt")
    for number, where in enumerate(
        (secret.as_uri(), f"relative://{secret}", f"absolute://{secret}")
    ):
        xml = project_xml(EMPTY, sources=(), extra=(
            f'<TextSource guid="{guid("s")}" name="S" plainTextPath="{where}"/>'
        ))  # fmt: skip
        folder = tmp_path / str(number)
        folder.mkdir()
        made, *_, interviews = arrived(folder, zipped(folder / "in.qdpx", xml))
        assert interviews == []
        assert any("are not in the file" in each for each in made.aside)


def test_a_project_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path):
    path = tmp_path / "in.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 101_000_000)
    refused(tmp_path, path, "more than 100 MB")


def test_a_text_that_unpacks_to_hundreds_of_megabytes_is_left_aside(tmp_path):
    xml = project_xml(Writer())
    path = zipped(
        tmp_path / "in.qdpx", xml, [(f"sources/{guid('Intervju A')}.txt", b"a" * 33_000_000)]
    )
    made, found, _, _ = arrived(tmp_path, path)
    assert found == []
    assert any("more than 32 MB" in each for each in made.aside)
