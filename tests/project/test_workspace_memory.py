"""Decisions, memos, places, drafts, the share coded: what a coder finds when she comes back."""

import pytest

from tests.project.samples import LINES
from workbench.errors import InputError
from workbench.model import (
    CodeId,
    Confidence,
    Evidence,
    InterviewId,
    Origin,
    Polarity,
    Reference,
    SeenEvidence,
    Span,
    Suggestion,
    Verdict,
)
from workbench.text import count_words
from workbench.workflows.opening import Place
from workbench.workflows.remembering import MemoOvertakenError

LED, STR = CodeId("LED"), CodeId("STR")


@pytest.fixture
def offer(span_of):
    """“Chefen står bakom oss” for LED, with a direction guessed."""
    words = "Chefen står bakom oss"
    why = Evidence("lemma", "chef", "Chefen", span_of("Chefen"), LED)
    return Suggestion(
        InterviewId("07"), 3, "IP2", span_of(words), words, LED, 0.55, Confidence.MEDIUM, (why,),
        Polarity.PROMOTES,
    )  # fmt: skip


def the_decision(workspace):
    (found,) = workspace.decisions("7")
    return found


def test_accepting_codes_and_remembers_in_one_action(workspace, offer):
    done = workspace.decide(offer, Verdict.ACCEPTED)
    (made,) = workspace.codings("07")
    assert (made.id, made.span, made.code) == (done.coding, offer.span, LED)
    assert (made.origin, made.polarity) == (Origin.SUGGESTION, Polarity.PROMOTES)
    assert (done.told, done.at) == ("accepted LED at 07:3", Reference("07", 3))
    decision = the_decision(workspace)
    assert (decision.verdict, decision.taken, decision.coder) == (Verdict.ACCEPTED, LED, "A")
    assert (decision.score, decision.confidence) == (0.55, Confidence.MEDIUM)
    assert decision.evidence == (SeenEvidence("lemma", "chef", offer.evidence[0].span, LED),)
    assert decision.time is not None
    assert workspace.undo().told == "undone: A: accepted LED at 07:3"
    assert (workspace.codings("07"), workspace.decisions("07")) == ([], [])
    workspace.redo()
    assert (workspace.codings("07"), the_decision(workspace)) == ([made], decision)


def test_another_code_may_be_taken(workspace, offer):
    done = workspace.decide(offer, Verdict.RECODED, STR)
    (made,) = workspace.codings("07")
    assert (made.code, made.polarity, made.origin) == (STR, None, Origin.HAND)
    assert (the_decision(workspace).code, the_decision(workspace).taken) == (LED, STR)
    assert done.told == "coded STR at 07:3, where LED was suggested"


@pytest.mark.parametrize(
    ("verdict", "told"),
    [(Verdict.REJECTED, "rejected LED at 07:3"), (Verdict.SKIPPED, "passed over LED at 07:3")],
)
def test_rejecting_and_passing_over_code_nothing(workspace, offer, verdict, told):
    assert workspace.decide(offer, verdict).told == told
    assert workspace.codings("07") == []
    assert (the_decision(workspace).verdict, the_decision(workspace).taken) == (verdict, None)


def test_the_latest_decision_counts_and_undo_brings_back_the_one_before(workspace, offer):
    workspace.decide(offer, Verdict.SKIPPED)
    workspace.decide(offer, Verdict.REJECTED)
    assert the_decision(workspace).verdict is Verdict.REJECTED
    workspace.undo()
    assert the_decision(workspace).verdict is Verdict.SKIPPED


def test_the_same_decision_again_changes_nothing(workspace, offer):
    workspace.decide(offer, Verdict.REJECTED)
    before = workspace.revision()
    assert workspace.decide(offer, Verdict.REJECTED).told == "nothing changed"
    assert workspace.revision() == before


def test_accepting_what_is_coded_so_already_only_remembers(workspace, offer):
    there = workspace.code("07", offer.span, LED).coding
    assert workspace.decide(offer, Verdict.ACCEPTED).coding == there
    assert len(workspace.codings("07")) == 1
    workspace.undo()
    assert [each.id for each in workspace.codings("07")] == [there]


def test_recoding_wants_a_code_that_is_there(workspace, offer):
    with pytest.raises(InputError, match="which code"):
        workspace.decide(offer, Verdict.RECODED)
    with pytest.raises(InputError, match="no code NIX"):
        workspace.decide(offer, Verdict.RECODED, CodeId("NIX"))


def test_decisions_are_each_coders_own(opening, offer):
    opening("B", "nils").decide(offer, Verdict.REJECTED)
    a = opening("A", "eva")
    assert a.decisions("07") == []
    a.decide(offer, Verdict.ACCEPTED)
    assert [each.verdict for each in a.decisions("07")] == [Verdict.ACCEPTED]


def test_decisions_hold_no_words_of_the_interview(workspace, offer):
    workspace.decide(offer, Verdict.REJECTED)
    with workspace._project._connection.reading() as sql:
        rows = sql.execute(
            "SELECT subject, payload FROM event WHERE kind IN ('suggestion.decide', 'action')"
        ).fetchall()
    assert not [row for row in rows if "Chefen" in str(row)]


def test_memos_on_interview_and_project_are_kept_told_and_undone(workspace):
    assert workspace.note_interview("7", "Å ä ö\n").told == "wrote a memo on interview 07"
    assert workspace.note_project("Allt").told == "wrote the project's memo"
    assert (workspace.interview("07").memo, workspace.project_memo()) == ("Å ä ö\n", "Allt")
    workspace.undo()
    workspace.undo()
    assert (workspace.interview("07").memo, workspace.project_memo()) == ("", "")
    assert workspace.note_project("").told == "nothing changed"
    with pytest.raises(InputError, match="no interview 99"):
        workspace.note_interview("99", "x")


def test_a_memo_that_somebody_else_has_written_meanwhile_is_not_overwritten(opening):
    mine, theirs = opening("A", "eva"), opening("B", "nils")
    theirs.note_project("deras")
    theirs.note_interview("07", "deras")
    for attempt in (
        lambda: mine.note_project("mitt", before=""),
        lambda: mine.note_interview("07", "mitt", before=""),
    ):
        with pytest.raises(MemoOvertakenError, match="Somebody else") as refused:
            attempt()
        assert refused.value.now == "deras"
    assert mine.note_project("deras", before="").told == "nothing changed"
    mine.note_project("deras och mitt", before="deras")
    assert theirs.project_memo() == "deras och mitt"


def test_a_coder_comes_back_to_where_she_was(opening):
    a = opening("A")
    assert (a.place(), a.places()) == (None, {})
    a.remember("7", 12)
    a.remember("08", 5)
    a.remember("07", 40)
    assert opening("A").place() == Place(InterviewId("07"), 40)
    assert opening("A").places() == {"08": 5, "07": 40}
    assert opening("B").place() is None


def test_a_place_in_an_interview_that_was_taken_out_is_none(workspace):
    from workbench.workflows.keeping import remove_interview

    workspace.remember("08", 5)
    workspace.remember("07", 40)
    remove_interview(workspace.path, "07")
    assert workspace.place() == Place(InterviewId("08"), 5)
    with pytest.raises(InputError, match="no interview 07"):
        workspace.remember("07", 1)


def test_places_and_drafts_are_neither_news_nor_history(workspace):
    before = workspace.revision()
    workspace.remember("07", 12)
    workspace.keep_draft("project", "x")
    assert workspace.revision() == before
    assert workspace._project.check().ok


def test_a_draft_is_kept_until_it_is_emptied_each_coders_own(opening):
    a = opening("A")
    assert a.draft("coding:1") is None
    a.keep_draft("coding:1", "halv")
    a.keep_draft("coding:1", "halvs")
    a.keep_draft("project", "annat")
    assert (opening("A").draft("coding:1"), opening("B").draft("coding:1")) == ("halvs", None)
    a.keep_draft("coding:1", "")
    assert (a.draft("coding:1"), a.draft("project")) == (None, "annat")


def test_places_and_drafts_are_kept_without_a_coder_too(opening):
    nobody = opening(None)
    nobody.remember("07", 3)
    nobody.keep_draft("project", "x")
    assert (nobody.place(), nobody.draft("project")) == (Place(InterviewId("07"), 3), "x")


def summary(workspace):
    return workspace.interviews()[0]


def test_the_share_coded_counts_each_word_of_participants_once(workspace, span_of, talk):
    workspace.code("07", span_of("Chefen står bakom"), LED)
    workspace.code("07", span_of("står bakom oss"), STR, polarity=Polarity.HINDERS)
    workspace.code("07", span_of("skillnad"), STR)
    assert (summary(workspace).coded_words, summary(workspace).codings) == (5, 3)
    assert summary(workspace).undirected == 2


def test_a_coding_over_everything_covers_what_participants_said_and_no_more(workspace, talk):
    workspace.code("07", Span(0, len(talk.text)), LED)
    said = sum(count_words(words) for label, words in LINES if label != "Moderator")
    assert summary(workspace).coded_words == summary(workspace).words == said


def test_the_moderators_words_and_headers_are_not_counted(workspace, span_of):
    workspace.code("07", span_of("Hur ser samverkan ut här"), LED)
    workspace.code("07", span_of("Deltagare: IP1"), LED)
    assert (summary(workspace).codings, summary(workspace).coded_words) == (2, 0)


def test_the_share_follows_who_is_a_moderator(workspace, span_of):
    from workbench.model import SetModerators

    workspace.code("07", span_of("Chefen står bakom"), LED)
    workspace._project.commit([SetModerators("07", frozenset({"IP2"}))], verb="speakers")
    assert summary(workspace).coded_words == 0


def test_each_coders_share_is_her_own(opening, span_of):
    opening("B", "nils").code("07", span_of("Chefen står"), LED)
    assert (summary(opening("A")).coded_words, summary(opening("B")).coded_words) == (0, 2)
    assert summary(opening(None)).coded_words == 2  # the only one who has coded


def test_a_text_can_be_had_without_its_turns(workspace, talk):
    assert workspace.text_of("7") == talk.text
    with pytest.raises(InputError, match="no interview 99"):
        workspace.text_of("99")
