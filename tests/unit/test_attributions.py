"""Attributions: by template, in short forms, read back from a report, and whom they give away."""

import pytest

from tests.project.samples import interview
from tests.unit.query_samples import frame
from workbench.analysis.attributions import Vocabulary, short_form
from workbench.analysis.recognition import Crowd
from workbench.analysis.templates import Template
from workbench.errors import UsageError
from workbench.model import InterviewId, Reference

VALUES = {"roll": "chef", "aktör": "FK", "kommun": "Nässjö", "deltagare": "IP2"}
KNOWN = ("roll", "aktör", "kommun")


@pytest.mark.parametrize(
    ("template", "without", "expected"),
    [
        ("({roll}, {aktör}, {kommun})", (), "(chef, FK, Nässjö)"),
        ("({roll}, {aktör}, {kommun})", ("aktör",), "(chef, Nässjö)"),
        ("({roll}, {aktör}, {kommun})", ("roll",), "(FK, Nässjö)"),
        ("({roll}, {aktör}, {kommun})", ("roll", "kommun"), "(FK)"),
        ("({roll}, {aktör}, {kommun})", KNOWN, ""),
        ("– {Roll} i {kommun}", (), "– chef i Nässjö"),
        ("[{deltagare}: {roll}]", (), "[IP2: chef]"),
        ("{speaker}", (), "IP2"),
        ("({befattning}, {kommun})", (), "(Nässjö)"),
    ],
)
def test_templates(template, without, expected):
    assert Template.parse(template, KNOWN).filled(VALUES, without=without) == expected


@pytest.mark.parametrize("template", ["(chef)", "({roll", "(roll})", "({ort})", "{}", ""])
def test_templates_that_cannot_be_read(template):
    with pytest.raises(UsageError):
        Template.parse(template, KNOWN)


def test_short_forms():
    assert short_form("Försäkringskassan") == "FK"
    assert short_form("chefer") == "chef"
    assert short_form("Nässjö") == "Nässjö"
    assert short_form("Chefer", {"chefer": "leder"}) == "leder"


TALK = interview("07", kommun="Eksjö")
VOCABULARY = Vocabulary(
    {
        "kommun": ("Eksjö", "Nässjö", "Norra Nässjö"),
        "roll": ("chefer", "medarbetare"),
        "aktör": ("Försäkringskassan", "Kommun"),
    },
    ("IP1", "IP2", "Moderator"),
    frozenset({"7", "8"}),
)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("chef, FK, Nässjö", {"roll": "chefer", "aktör": "Försäkringskassan", "kommun": "Nässjö"}),
        ("En chef på försäkringskassans kontor", {"roll": "chefer", "aktör": "Försäkringskassan"}),
        ("medarbetaren, kommunen", {"roll": "medarbetare", "aktör": "Kommun"}),
        ("i Norra Nässjö", {"kommun": "Norra Nässjö"}),
        ("FK:s chef", {"roll": "chefer", "aktör": "Försäkringskassan"}),
        ("kommunikation och chefsskap", {}),
        ("skratt", {}),
    ],
)
def test_values_are_named_in_any_inflection(words, named):
    assert {name: ", ".join(found) for name, found in VOCABULARY.named_in(words).items()} == named


@pytest.mark.parametrize(
    ("words", "loose", "told"),
    [
        ("medarbetare, Eksjö", False, []),
        ("medarbetare, Nässjö", False, ["the report says kommun Nässjö, the interview Eksjö"]),
        ("chef, Eksjö", False, ["the report says roll chefer, the interview medarbetare"]),
        ("Eksjö och Nässjö", False, []),
        ("Eller som i Nässjö eller Norra Nässjö", True, []),
        ("en medarbetare i Nässjö", True, ["the report says kommun Nässjö, the interview Eksjö"]),
        ("07:2", False, []),
        ("7:2+5", False, []),
        ("07:3", False, ["the report says 07:3, it is 07:2"]),
        ("intervju 8", False, ["the report says interview 8, it is 07"]),
        ("intervju 7", False, []),
        ("IP1", False, []),
        ("IP2, Eksjö", False, ["the report says IP2, it was IP1"]),
        ("FK", False, []),
    ],
)
def test_contradictions_between_report_and_interview(words, loose, told):
    assert VOCABULARY.contradictions(words, TALK, Reference(TALK.id, 2), loose=loose) == told


def test_the_vocabulary_of_a_study():
    made, _ = frame()
    found = Vocabulary.of([made])
    assert found.values == {"kommun": ("Eksjö", "Nässjö"), "roll": ("chefer",)}
    assert found.labels == ("IP1", "IP2", "IP3", "M")
    assert found.speaks_of_someone("IP3")
    assert found.speaks_of_someone("chef i Eksjö")
    assert not found.speaks_of_someone("skratt")


PEOPLE = Crowd(
    tuple(
        {"roll": roll, "aktör": actor, "kommun": kommun}
        for roll, actor, kommun, number in [
            ("chef", "fk", "nässjö", 1),
            ("chef", "fk", "eksjö", 2),
            ("chef", "kommun", "nässjö", 4),
            ("medarbetare", "fk", "nässjö", 3),
        ]
        for _ in range(number)
    )
)
TOLD = (("roll", "chef"), ("aktör", "fk"), ("kommun", "nässjö"))


def test_how_many_people_an_attribution_fits():
    assert PEOPLE.fits(TOLD) == 1
    assert PEOPLE.fits(TOLD[:2]) == 3
    assert PEOPLE.fits(()) == 10
    assert PEOPLE.fits((("kommun", "åmål"),)) == 0


def test_the_fewest_names_are_left_out_and_the_gentlest_comes_first():
    assert PEOPLE.remedies(TOLD, 3) == [(("kommun",), 3), (("roll",), 4), (("aktör",), 5)]
    assert PEOPLE.remedies(TOLD, 5) == [(("aktör",), 5)]
    assert PEOPLE.remedies(TOLD, 6) == [
        (("roll", "kommun"), 6),
        (("aktör", "kommun"), 7),
        (("roll", "aktör"), 8),
    ]


def test_where_nothing_helps_everything_is_left_out():
    assert PEOPLE.remedies(TOLD, 11) == [(("roll", "aktör", "kommun"), 10)]


def test_moderators_and_speakers_without_a_label_are_nobody():
    made, _ = frame(turns=(("M", "Hej."), ("IP1", "Hej."), ("", "Hej.")), codings=())
    crowd = Crowd.of([made], {(InterviewId("07"), "IP1"): {"befattning": "rektor"}})
    assert [dict(each) for each in crowd.people] == [
        {"kommun": "eksjö", "roll": "chefer", "befattning": "rektor"}
    ]
