"""Finding, key by key: what narrows while one types, where Enter jumps."""

import pytest
from textual.widgets import Input

from tests.conftest import run_workbench
from tests.tui.conftest import settle, shown
from workbench.model import InterviewId, Span
from workbench.text.searching import Search
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens import find as finding
from workbench.tui.screens.find import FindScreen
from workbench.tui.widgets.hit_list import HitList
from workbench.workflows.finding import find

HERE = InterviewId("07")


class Asking:
    """An app with the screen open, and what it was dismissed with."""

    def __init__(self, workspace, **where):
        self.workspace = workspace
        self.app = WorkbenchApp(workspace)
        self.results = []
        self.where = {"interview": HERE, **where}

    def open(self):
        among = [each.id for each in self.workspace.interviews()]
        self.app.push_screen(
            FindScreen(self.workspace, among=among, **self.where), self.results.append
        )

    @property
    def hits(self):
        return self.app.screen.query_one(HitList)

    def text(self):
        return "\n".join(shown(self.app))


@pytest.fixture
def asking(workspace):
    return Asking(workspace)


async def answered(pilot):
    """Wait for the pause after the last key, then for what is found."""
    await pilot.pause(finding._PAUSE)
    await settle(pilot)
    await settle(pilot)


async def begin(pilot, asking, *keys):
    await settle(pilot)
    asking.open()
    await settle(pilot)
    await pilot.press(*keys)
    await answered(pilot)


def expected(workspace, search, among):
    return [(hit.interview, hit.span) for hit in find(workspace, search, among)]


async def test_hits_in_this_interview_narrow_while_one_types(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, *"vi")
        wide = len(asking.hits.hits)
        await pilot.press(*" har")
        await answered(pilot)
        found = [(hit.interview, hit.span) for hit in asking.hits.hits]
        assert 0 < len(found) < wide
        assert found == expected(asking.workspace, Search("vi har"), [HERE])
        assert f"{len(found)} hits" in asking.text()


async def test_the_words_found_stand_below_one_another(asking):
    async with asking.app.run_test(size=(140, 45)) as pilot:
        await begin(pilot, asking, "f2", *"samverk")
        rows = [line for line in shown(asking.app) if "samverk" in line.lower()][1:]
        columns = {line.lower().rindex("samverk") for line in rows if line.count("amverk") == 1}
        assert len(rows) > 20
        assert len(columns) == 1


async def test_in_front_stand_interview_turn_and_speaker(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, *"vi har")
        hit = asking.hits.under_cursor
        row = next(line for line in shown(asking.app) if "▸" in line)
        assert f"{hit.interview}:{hit.turn}" in row
        assert hit.speaker in row


async def test_f2_looks_in_all_interviews_and_back(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", *"forum")
        everywhere = [(hit.interview, hit.span) for hit in asking.hits.hits]
        among = [each.id for each in asking.workspace.interviews()]
        assert everywhere == expected(asking.workspace, Search("forum"), among)
        assert len({interview for interview, _ in everywhere}) > 1
        assert "● all" in asking.text()
        await pilot.press("f2")
        await answered(pilot)
        assert "● this interview" in asking.text()
        assert {hit.interview for hit in asking.hits.hits} <= {HERE}


async def test_all_are_all_those_first_that_were_walked_through(workspace):
    asking = Asking(workspace)
    async with asking.app.run_test() as pilot:
        await settle(pilot)
        among = [InterviewId("09"), InterviewId("03")]
        asking.app.push_screen(FindScreen(workspace, interview=HERE, among=among))
        await settle(pilot)
        await pilot.press("f2", *"samverk")
        await answered(pilot)
        met = list(dict.fromkeys(hit.interview for hit in asking.hits.hits))
        assert met[:2] == ["09", "03"]
        assert "01" in met or "02" in met


async def test_f3_takes_what_is_typed_as_a_regular_expression(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, *r"vi \w+r\b")
        assert asking.hits.under_cursor is None
        await pilot.press("f3")
        await answered(pilot)
        assert all(hit.words.lower().startswith("vi ") for hit in asking.hits.hits)
        assert len(asking.hits.hits) > 3


async def test_scope_and_kind_can_be_clicked(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking)
        await pilot.click("#scope")
        await pilot.click("#kind")
        await settle(pilot)
        assert "● all" in asking.text()
        assert "● regular expression" in asking.text()


async def test_an_unfinished_expression_is_said_quietly_and_the_hits_stay(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f3", *"vi")
        before = list(asking.hits.hits)
        await pilot.press("left_parenthesis")
        await answered(pilot)
        assert "is no regular expression yet: missing )" in asking.text()
        assert list(asking.hits.hits) == before
        assert not asking.app._notifications
        await pilot.press("enter")
        await settle(pilot)
        assert asking.results == []


async def test_an_expression_that_never_ends_is_said_and_typing_goes_on(asking, monkeypatch):
    monkeypatch.setattr("workbench.text.searching.TIME_LIMIT", 0.1)
    slow = r"(.+)+\d{6}"
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f3", *slow)
        assert "takes longer than 0.1 s" in asking.text()
        assert asking.app.screen.query_one(Input).value == slow
        await pilot.press(*["backspace"] * len(slow), *"vi")
        await answered(pilot)
        assert asking.hits.hits


async def test_enter_jumps_with_every_hit_of_that_interview(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", *"samverk")
        await pilot.press("ctrl+home", "down", "down")
        hit = asking.hits.under_cursor
        await pilot.press("enter")
        await settle(pilot)
        (place,) = asking.results
        spans = [span for _, span in expected(asking.workspace, place.search, [hit.interview])]
        assert (place.interview, place.span, place.search, place.hits) == (
            hit.interview,
            hit.span,
            Search("samverk"),
            tuple(spans),
        )
        assert not isinstance(asking.app.screen, FindScreen)


async def test_enter_pressed_before_the_answer_jumps_as_soon_as_it_is_there(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking)
        await pilot.press(*"vi har", "enter")
        await answered(pilot)
        await settle(pilot)
        (place,) = asking.results
        assert isinstance(place.span, Span)


async def test_escape_leaves_without_a_place(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, *"vi")
        await pilot.press("escape")
        await settle(pilot)
        assert asking.results == [None]


async def test_the_cursor_begins_at_the_first_hit_after_the_place_one_is_at(workspace):
    text = workspace.interview("07").text
    spans = [span for _, span in expected(workspace, Search("vi"), [HERE])]
    third = spans[3]
    asking = Asking(workspace, place=third.start - 1)
    assert text[third.start : third.end].lower() == "vi"
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, *"vi")
        assert asking.hits.under_cursor.span == third


async def test_arrows_and_pages_move_in_the_hits_and_stop_at_the_ends(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", *"och")
        hits = asking.hits
        await pilot.press("ctrl+home", "up")
        assert hits.cursor == 0
        await pilot.press("down", "down", "up")
        assert hits.cursor == 1
        await pilot.press("pagedown")
        page = hits.cursor - 1
        assert page == hits.scrollable_content_region.height - 1
        await pilot.press("pageup")
        assert hits.cursor == 1
        await pilot.press("ctrl+end", "down")
        assert hits.cursor == len(hits.hits) - 1
        await settle(pilot)
        assert any("▸" in line for line in shown(asking.app))


async def test_a_click_moves_the_cursor_and_a_second_one_jumps(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", *"och")
        await pilot.press("ctrl+home")
        await pilot.click(HitList, offset=(20, 3))
        assert asking.hits.cursor == 3
        hit = asking.hits.under_cursor
        await pilot.click(HitList, offset=(20, 3))
        await settle(pilot)
        (place,) = asking.results
        assert place.span == hit.span


async def test_the_last_search_is_offered_again_and_typing_replaces_it(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", *"forum")
        found = len(asking.hits.hits)
        await pilot.press("escape")
        await settle(pilot)
        asking.open()
        await answered(pilot)
        assert asking.app.screen.query_one(Input).value == "forum"
        assert len(asking.hits.hits) == found
        await pilot.press(*"vi")
        assert asking.app.screen.query_one(Input).value == "vi"


async def test_words_may_be_given_to_begin_with(workspace):
    asking = Asking(workspace, words="vi har")
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking)
        assert asking.hits.hits


async def test_nothing_found_says_what_to_do(asking):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking)
        assert "Type what to look for." in asking.text()
        await pilot.press(*"[xyz]")
        await answered(pilot)
        assert "Nothing in this interview holds “[xyz]”." in asking.text()
        assert "F2 looks in all interviews." in asking.text()
        await pilot.press("f2")
        await answered(pilot)
        assert "Nothing holds “[xyz]”." in asking.text()


async def test_more_hits_than_are_listed_is_said(asking, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 100)
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking, "f2", "e")
        assert "The first 100 hits; type more to narrow them" in asking.text()


async def test_an_interview_that_cannot_be_read_is_said_in_the_status(asking, highlands):
    async with asking.app.run_test() as pilot:
        await begin(pilot, asking)
        assert run_workbench("remove", highlands, "07").code == 0
        await pilot.press(*"vi")
        await answered(pilot)
        assert "07" in asking.text()
        assert not asking.hits.hits


async def test_the_screen_may_be_resized_while_it_is_open(asking):
    async with asking.app.run_test(size=(140, 45)) as pilot:
        await begin(pilot, asking, "f2", *"och")
        await pilot.press("ctrl+end")
        for size in ((80, 24), (250, 70), (60, 15)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert any("▸" in line for line in shown(asking.app)), size
