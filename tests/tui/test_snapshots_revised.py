"""What the coding screen looks like after a correction; look at a change before accepting it."""

from tests.tui.desk import coding_at, view_of
from tests.tui.pictures import LARGE, SIZES, no_clock, pressing  # noqa: F401


def beginning_at(coding, *keys):
    """Go to a coding, then press keys."""

    async def before(pilot):
        await pressing()(pilot)
        there = pilot.app.screen.loaded.coded.get(coding.id)
        view_of(pilot.app).go_to(there.span.start)
        await pressing(*keys)(pilot)

    return before


@SIZES
def test_a_coding_that_grew_with_its_mark_and_its_old_words(snap_compare, revised, size):
    workspace, grew, _ = revised
    app = coding_at(workspace, "06:1")
    assert snap_compare(app, terminal_size=size, run_before=beginning_at(grew))


def test_the_codings_that_lost_their_place(snap_compare, revised):
    workspace, grew, _ = revised
    app = coding_at(workspace, "06:1")
    assert snap_compare(app, terminal_size=LARGE, run_before=beginning_at(grew, "L"))
