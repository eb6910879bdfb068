"""What the values of an attribute have in common, and what distinguishes one of them."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model import Codebook, Contrast
from workbench.text.translation import _, ngettext
from workbench.tui.screens.tables.asked import Asked, told_by, told_unit
from workbench.tui.screens.tables.passages import CellScreen
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.tables.contrasted import (
    lay_out_contrast,
    told_cell,
    told_code,
    told_finding,
    told_legend,
)
from workbench.tui.widgets.tables.grid import TableGrid
from workbench.tui.widgets.tables.laid import Laid, LaidColumn, LaidRow, label_of

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


class ContrastScreen(ProjectScreen[None]):
    """Each value against all others; a cell leads to its passages."""

    CSS_PATH = "../../tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "u",
            "step_unit(1)",
            _("Unit"),
            id="contrast.unit",
            tooltip=_("Compare segments, turns, participants, interviews or words"),
        ),
        Binding(
            "escape,q,c",
            "back",
            _("Back"),
            id="contrast.back",
            tooltip=_("Back to the table"),
        ),
    ]

    class Contrasted(Message):
        """The values have been compared."""

        def __init__(
            self, revision: int, asked: Asked, found: Contrast, codebook: Codebook, laid: Laid
        ) -> None:
            super().__init__()
            self.revision, self.asked = revision, asked
            self.found, self.codebook, self.laid = found, codebook, laid

    def __init__(self, workspace: "Workspace", asked: Asked) -> None:
        super().__init__(workspace)
        plain = replace(asked.cut, polarity=False, percent=None, per_1000=False)
        self._asked = replace(asked, cut=plain)
        self._found: Contrast | None = None
        self._codebook: Codebook | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        yield TableGrid(id="table")
        yield Static(id="no-table", markup=False)
        yield Line(id="cell")
        yield Line(id="status")
        yield Line(id="legend")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#no-table", Static).display = False
        self.query_one("#legend", Line).say(Content(told_legend()))
        self.query_one(TableGrid).focus()
        self._tell_heading(_("comparing …"))
        self.reload()

    def reload(self) -> None:
        self._compare(self._asked)

    @work(thread=True, exclusive=True, group="contrast", exit_on_error=False)
    def _compare(self, asked: Asked) -> None:
        worker = get_current_worker()
        try:
            revision = self.workspace.revision()
            codebook = self.workspace.codebook()
            found = self.workspace.tables.contrast(asked.cut, asked.coder)
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            laid = lay_out_contrast(found, codebook)
            self.post_message(self.Contrasted(revision, asked, found, codebook, laid))

    @on(Contrasted)
    def _show_contrast(self, message: Contrasted) -> None:
        if message.asked != self._asked:
            return
        self.shown_revision = message.revision
        self._found, self._codebook = message.found, message.codebook
        grid, nothing = self.query_one(TableGrid), self.query_one("#no-table", Static)
        grid.show_laid(message.laid)
        empty = not message.found.codes or len(message.found.values) < 2
        grid.display, nothing.display = not empty, empty
        if empty:
            nothing.update(_("There are no two values that could be compared."))
        common = sum(each.common for each in message.found.codes)
        told = ngettext("{n} code common to all", "{n} codes common to all", common)
        residuals = _("adjusted residuals")
        self._tell_heading(f"{residuals} · {told.format(n=grouped(common))}")
        self._tell_cell()

    def _tell_heading(self, told: str) -> None:
        coder = _("coder {name}").format(name=self._asked.coder)
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(coder)
        )
        unit = told_unit(self._asked.cut.unit).lower()
        self.query_one("#subject", Line).say(
            Content.assemble(
                (_("Common and different"), "bold"), f" {told_by(self._asked)}: {unit}"
            ),
            Content.styled(told, "$quiet"),
        )

    @on(TableGrid.Moved)
    def _tell_cell(self) -> None:
        here, found = self.query_one(TableGrid).here, self._found
        if here is None or found is None:
            return
        row, column, _cell = here
        finding, told = self._told_figures(found, row, column)
        self.query_one("#cell", Line).say(
            Content.assemble((finding, "bold $accent"), f"  {self._named(row, column)}"),
            Content.styled(self._told_own(found, column), "$quiet"),
        )
        self.query_one("#status", Line).say(Content(told))

    def _told_own(self, found: Contrast, column: LaidColumn) -> str:
        """How many interviews can be dealt out: those that belong to one value alone."""
        number = found.interviews.get(column.value)
        if number is None:
            return ""
        told = ngettext("{n} interview of its own", "{n} interviews of its own", number)
        return told.format(n=grouped(number))

    def _told_figures(self, found: Contrast, row: LaidRow, column: LaidColumn) -> tuple[str, str]:
        """What can be said of a cell, and on which figures."""
        if column.parts is None:
            code = next(each for each in found.codes if each.code == row.code)
            common = _("common to all; ") if code.common else ""
            return common + told_finding(code.finding), told_code(code, len(found.values))
        cell = next(
            each for each in found.cells if (each.value, each.code) == (column.value, row.code)
        )
        return told_finding(cell.finding), told_cell(cell)

    def _named(self, row: LaidRow, column: LaidColumn) -> str:
        code = "" if self._codebook is None else label_of(self._codebook, row.code)
        return " · ".join(filter(None, (column.value, code)))

    @on(TableGrid.Chosen)
    def action_passages(self) -> None:
        here = self.query_one(TableGrid).here
        if here is not None and here[2].key is not None and here[2].count:
            named = self._named(here[0], here[1])
            self.app.push_screen(CellScreen(self.workspace, self._asked, here[2].key, named))

    def action_step_unit(self, step: int) -> None:
        self._asked = self._asked.step_unit(step)
        self._tell_heading(_("comparing …"))
        self.reload()

    def action_back(self) -> None:
        self.dismiss(None)
