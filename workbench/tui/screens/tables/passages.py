"""A list of passages on the whole screen, the one under the cursor in full below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model import CellKey, CellPassage, InterviewId, Unit
from workbench.text.translation import _, ngettext
from workbench.tui.screens.tables.asked import Asked
from workbench.tui.screens.tables.reading import PassageReader, joined
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.tables.passages import Passage, PassageList

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


class PassagesScreen(ProjectScreen[None]):
    """What lists passages: from each one goes into its interview and comes back."""

    CSS_PATH = "../../tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "scroll_whole(1)",
            _("Read on"),
            show=False,
            id="passages.read-on",
            tooltip=_("Scroll the passage"),
        ),
        Binding(
            "backspace",
            "scroll_whole(-1)",
            _("Read back"),
            show=False,
            id="passages.read-back",
            tooltip=_("Scroll the passage back"),
        ),
        Binding(
            "escape",
            "back",
            _("Back"),
            id="passages.back",
            tooltip=_("Back to where you were"),
        ),
    ]

    class Listed(Message):
        """The passages have been found."""

        def __init__(
            self, revision: int, passages: Sequence[Passage], every: tuple[InterviewId, ...]
        ) -> None:
            super().__init__()
            self.revision, self.passages, self.every = revision, passages, every

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self._every: tuple[InterviewId, ...] = ()

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        yield from self.compose_above()
        yield PassageList(id="passages")
        yield Static(id="no-passages", markup=False)
        with VerticalScroll(id="whole-passage", can_focus=False):
            yield Static(id="passage", markup=False)
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def compose_above(self) -> ComposeResult:
        """What stands above the list."""
        yield from ()

    def on_mount(self) -> None:
        self.query_one("#no-passages").display = False
        self.query_one(PassageList).focus()
        self.reload()

    def told_nothing(self) -> Content:
        """What is said where there are no passages."""
        return Content(_("There is nothing here any more."))

    @on(Listed)
    def _show_listed(self, message: Listed) -> None:
        self.shown_revision, self._every = message.revision, message.every
        rows = self.query_one(PassageList)
        rows.show_passages(message.passages)
        some = bool(message.passages)
        for name in ("#passages", "#whole-passage"):
            self.query_one(name).display = some
        nothing = self.query_one("#no-passages", Static)
        nothing.display = not some
        if not some:
            nothing.update(self.told_nothing())
        self.tell_heading()
        self._tell_passage()

    def tell_heading(self) -> None:
        """Say what is listed."""
        raise NotImplementedError

    @on(PassageList.Moved)
    def _tell_passage(self) -> None:
        rows = self.query_one(PassageList)
        passage = rows.under_cursor
        about = self.query_one("#whole-passage", VerticalScroll)
        about.scroll_home(animate=False)
        if passage is None:
            self.query_one("#passage", Static).update("")
            self.query_one("#status", Line).say(Content())
            return
        text = (passage.text,) if not passage.told else (passage.text, "\n\n")
        self.query_one("#passage", Static).update(Content.assemble(*text, (passage.told, "$quiet")))
        where = " · ".join(filter(None, (str(passage.reference), passage.speaker, passage.note)))
        told = _("{n} of {all}").format(n=grouped(rows.cursor + 1), all=grouped(len(rows.passages)))
        self.query_one("#status", Line).say(Content.styled(where, "$accent"), Content(told))

    @on(PassageList.Chosen)
    def action_go(self) -> None:
        rows = self.query_one(PassageList)
        passage = rows.under_cursor
        if passage is not None:
            screen = PassageReader(self.workspace, rows.passages, passage, every=self._every)
            self.app.push_screen(screen, lambda _interview: self.reload())

    def action_scroll_whole(self, step: int) -> None:
        about = self.query_one("#whole-passage", VerticalScroll)
        about.scroll_relative(y=step * max(1, about.size.height - 1), animate=False)

    def action_back(self) -> None:
        self.dismiss(None)


class CellScreen(PassagesScreen):
    """What one cell of a table counts; the numbers of the passages add up to it."""

    def __init__(self, workspace: "Workspace", asked: Asked, key: CellKey, named: str) -> None:
        """`named` is the cell in words."""
        super().__init__(workspace)
        self._asked, self._key, self._named = asked, key, named

    def reload(self) -> None:
        self._list()

    @work(thread=True, exclusive=True, group="passages", exit_on_error=False)
    def _list(self) -> None:
        worker = get_current_worker()
        asked = self._asked
        try:
            revision = self.workspace.revision()
            found = self.workspace.tables.passages(asked.cut, self._key, asked.coder)
            every = tuple(each.id for each in self.workspace.interviews())
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            passages = [_listed(each, asked.cut.unit) for each in found]
            self.post_message(self.Listed(revision, passages, every))

    def tell_heading(self) -> None:
        passages = self.query_one(PassageList).passages
        number = sum(each.number for each in passages)
        coder = _("coder {name}").format(name=self._asked.coder)
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(coder)
        )
        self.query_one("#subject", Line).say(
            Content.assemble(
                (told_number(number, self._asked.cut.unit), "bold"), "  ", (self._named, "$quiet")
            )
        )


def _listed(found: CellPassage, unit: Unit) -> Passage:
    entry = found.entry
    note = told = ""
    if unit is Unit.WORDS:
        words = ngettext("{n} word", "{n} words", entry.number)
        note = words.format(n=grouped(entry.number))
    elif len(entry.codings) > 1:
        number = len(entry.codings)
        note = ngettext("{n} coding", "{n} codings", number).format(n=grouped(number))
    if unit in (Unit.PARTICIPANTS, Unit.INTERVIEWS) and note:
        told = _("The first of them.")
    return Passage(
        reference=found.reference,
        speaker=entry.speaker,
        note=note,
        text=found.text,
        spans=tuple(joined(entry.codings)),
        number=entry.number,
        told=told,
    )


def told_number(number: int, unit: Unit) -> str:
    """How many, of what."""
    told = {
        Unit.SEGMENTS: ngettext("{n} coded segment", "{n} coded segments", number),
        Unit.TURNS: ngettext("{n} turn", "{n} turns", number),
        Unit.PARTICIPANTS: ngettext("{n} participant", "{n} participants", number),
        Unit.INTERVIEWS: ngettext("{n} interview", "{n} interviews", number),
        Unit.WORDS: ngettext("{n} coded word", "{n} coded words", number),
    }
    return told[unit].format(n=grouped(number))
