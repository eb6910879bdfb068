"""What queries find in an interview."""

import pytest

from tests.unit.query_samples import BOOK, found, frame
from workbench.analysis import Material, find_in, read_query, refuse_names
from workbench.errors import InputError, QueryError

RING, RUTINER, CHEF = (
    "Vi ringer varandra. Rutiner har vi inga.",
    "Rutiner har vi inga.",
    "Chefen står bakom oss.",
)
SLUTADE, VET, ALDRIG = "Hon slutade i våras.", "vet ingen vem man ska ringa", "Jag ringer aldrig."


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("STR", [RING, RUTINER, VET, ALDRIG]),
        ("=STR", [RING, VET, ALDRIG]),
        ("STR-", [RING, RUTINER]),
        ("STR?", [VET]),
        ("STR0", [ALDRIG]),
        ("*+", [CHEF]),
        ("STA or FOR", [CHEF, SLUTADE]),
        # The same characters, not the same turn.
        ("STR and STA", []),
        ("=STR and STR.rutiner", [RING]),
        ("STR and not STR.rutiner", [VET, ALDRIG]),
        ("STR and not STA near:0 STR", [RING, RUTINER, VET, ALDRIG]),
        # Turns, the moderator's among them.
        ("STR near:0 STA", [VET]),
        ("STR near:1 FOR", [RING, RUTINER]),
        ("STR near:2 FOR", [RING, RUTINER, VET]),
        ("STR near:3 FOR", [RING, RUTINER, VET, ALDRIG]),
        ("STR not near:2 FOR", [ALDRIG]),
        # Hon slutade i våras. (Sedan dess) vet ingen …
        ("STA near:1w STR", []),
        ("STA near:2w STR", [SLUTADE]),
        ("STR near:2words STA", [VET]),
        # Something else has to be near, not the coding itself.
        ("STA near:9 STA", []),
        ("=STR near:0 =STR", []),
        ("STR near:0 STR", [RING, RUTINER]),
        ("STR within STR", [RUTINER]),
        ("STR.rutiner within =STR", [RUTINER]),
        ("=STR within STR.rutiner", []),
        ("STR followed by FOR", [RING, RUTINER]),
        ("FOR followed by STR", []),
        ("FOR followed by:2 STA", [CHEF]),
        ("STA followed by:0 STR", [SLUTADE]),
        ("STA followed by:1w STR", []),
        ("STR not followed by:9 *", [ALDRIG]),
        # Turns of participants, where nothing is said about a code.
        ("not STR", [CHEF]),
        ("speaker:ip2", [CHEF]),
        ("speaker:IP1 and not STA", [RING]),
        ("not STR and not FOR", []),
        # Words.
        ("text:ringer", ["ringer", "ringer"]),
        ('text:"ska  RINGA"', ["ska ringa"]),
        ("text:ring and not STR", []),
        ("STR and text:ringa", [VET]),
        (r'regex:"\bring(a|er)\b" and STR-', ["ringer"]),
        ("text:hos", []),
        ("text:IP1", []),
        # Conditions on the case and on the passage.
        ("STR where kommun=eksjö", [RING, RUTINER, VET, ALDRIG]),
        ("STR where roll=chefer", [RING, RUTINER, VET]),
        ("* where kommun=Nässjö", [CHEF]),
        ("* where kommun=Nässjö kommun=Eksjö roll=chefer", [RING, RUTINER, CHEF, SLUTADE, VET]),
        ("STR where not roll=chefer", [ALDRIG]),
        ("STR where roll=(saknas)", [ALDRIG]),
        ('STR where text:"ringa"', [VET]),
        ("STR where not text:ring", [RUTINER]),
        ("where speaker:IP3", [ALDRIG]),
        ("STR where intervju=7", [RING, RUTINER, VET, ALDRIG]),
        ("STR near:2 (FOR where kommun=Nässjö)", [RING, RUTINER, VET]),
        ("STR near:2 (FOR where kommun=Eksjö)", []),
    ],
)
def test_what_is_found(query, words):
    # “(saknas)” is a value between quotation marks in a query: parentheses group.
    assert found(query.replace("(saknas)", '"(saknas)"')) == words


def test_the_moderators_words_and_codings_are_left_out_unless_asked_for():
    assert found("FOR") == [CHEF]
    assert found("FOR", with_moderator=True) == [CHEF, "Är det så?"]
    assert found("text:hos", with_moderator=True) == ["hos"]


def test_a_coding_that_begins_with_the_moderator_belongs_to_her_who_answers():
    turns = (("M", "Ringer ni?"), ("IP2", "Ja."))
    codings = (("Ringer ni?\nIP2: Ja.", "STR", ""),)
    assert found("STR where kommun=Nässjö", turns=turns, codings=codings) == [
        "Ringer ni?\nIP2: Ja."
    ]


def test_marks_and_memos():
    _made, text = frame()
    start = text.index(CHEF)
    other = text.index(VET)
    marks = {
        (start, start + len(CHEF), "FOR"): (True, ""),
        (other, other + len(VET), "STR"): (False, "Stark bild"),
    }
    assert found("quotable", marks=marks) == [CHEF]
    assert found("* where quotable", marks=marks) == [CHEF]
    assert found("memo", marks=marks) == [VET]
    assert found("memo:stark", marks=marks) == [VET]
    assert found("STR where not memo", marks=marks) == [RING, RUTINER, ALDRIG]
    assert found("STR where memo:svag", marks=marks) == []


def test_an_expression_without_end_is_given_up():
    made, _ = frame()
    text = "a" * 60_000
    node = read_query('regex:"(a+a+)+b"', BOOK).node
    with pytest.raises(InputError, match="takes longer"):
        find_in(Material(made, lambda: text, dict), node)


@pytest.mark.parametrize(
    ("query", "word", "told"),
    [
        ("STR where komun=Eksjö", "komun=Eksjö", "attribute “komun”"),
        ("STR where roll=chefer kommun=Eksjo", "kommun=Eksjo", "kommun may be Eksjö, Nässjö"),
        ("STR where not kommun=Eksjo", "kommun=Eksjo", "kommun may be"),
        ("speaker:IP9", "speaker:IP9", "no speaker “ip9”"),
        ("STR where speaker:IP9", "speaker:IP9", "There are IP1, IP2, IP3"),
        ("STR where intervju=8", "intervju=8", "no interview “8”"),
    ],
)
def test_names_that_nobody_has_are_pointed_at(query, word, told):
    made, _ = frame()
    with pytest.raises(QueryError) as caught:
        refuse_names(read_query(query, BOOK), [made])
    assert query[caught.value.start : caught.value.end] == word
    assert told in str(caught.value)
