"""The ground of the tables: one table asked for, counted beside the screen, shown and told.

Invariant: what is shown is what was asked for last; an answer to an earlier question is thrown
away.
"""

from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static

from workbench.errors import WorkbenchError
from workbench.model import Base, Coder
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.tables.asked import (
    Asked,
    told_by,
    told_measures,
    told_unit,
    told_ways,
)
from workbench.tui.screens.tables.passages import told_number
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.tables.grid import TableGrid
from workbench.tui.widgets.tables.laid import (
    BALANCE,
    Laid,
    LaidCell,
    LaidColumn,
    LaidRow,
    all_directed,
    label_of,
    lay_out,
    uncoded_below,
)

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.tables import Counted

_WIDE = 110
"""Cells from which there is room to say what the whole rests on."""

_last: "WeakKeyDictionary[Workspace, Asked]" = WeakKeyDictionary()
"""What each open project was last asked for, shown again."""


class TablesGround(ProjectScreen[None]):
    """Owns the question and the answer."""

    CSS_PATH = "../../tables.tcss"

    class Answered(Message):
        """A table has been counted."""

        def __init__(self, number: int, asked: Asked, counted: "Counted", laid: Laid) -> None:
            super().__init__()
            self.number, self.asked = number, asked
            self.counted, self.laid = counted, laid

    class NotCounted(Message):
        """It could not be counted."""

        def __init__(self, number: int, error: WorkbenchError) -> None:
            super().__init__()
            self.number, self.error = number, error

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self.asked = _last.get(workspace) or Asked(coder=workspace.coder or Coder(""))
        self.shown: Counted | None = None
        """What is on the screen."""
        self._number = 0
        """Of the latest question."""
        self._said = ""
        """What was done last, until one goes on."""

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
            yield Line(id="ways")
        yield TableGrid(id="table")
        yield Static(id="no-table", markup=False)
        yield Line(id="cell")
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#no-table").display = False
        self.query_one(TableGrid).focus()
        self._tell_heading()
        self.reload()

    # -- asking -------------------------------------------------------------------------------

    def reload(self) -> None:
        self._number += 1
        self.opening = self.shown is None
        self._count(self._number, self.asked)

    @work(thread=True, exclusive=True, group="tables", exit_on_error=False)
    def _count(self, number: int, asked: Asked) -> None:
        try:
            asked, counted = self._answer(asked)
        except WorkbenchError as error:
            self.post_message(self.NotCounted(number, error))
            return
        laid = lay_out(counted.table, counted.choices.codebook, asked.folded)
        self.post_message(self.Answered(number, asked, counted, laid))

    def _answer(self, asked: Asked) -> "tuple[Asked, Counted]":
        """What is asked for; at first what there is decides where one begins."""
        tables = self.workspace.tables
        counted = tables.count(asked.cut, asked.coder)
        choices, begun = counted.choices, asked
        if not asked.coder and choices.coders:
            begun = replace(begun, coder=choices.coders[0])
        if not asked.begun:
            begun = begun.beginning(choices.attributes)
        return begun, counted if begun == asked else tables.count(begun.cut, begun.coder)

    @on(Answered)
    def _show_answer(self, message: Answered) -> None:
        self._look_again()
        if message.number != self._number:
            return
        self.asked = _last[self.workspace] = message.asked
        self.shown_revision = message.counted.revision
        self.shown = message.counted
        grid, nothing = self.query_one(TableGrid), self.query_one("#no-table", Static)
        grid.show_laid(message.laid)
        empty = self._told_empty(message.counted)
        grid.display, nothing.display = empty is None, empty is not None
        if empty is not None:
            nothing.update(empty)
        self._tell_heading()
        self._tell_cell()

    @on(NotCounted)
    def _keep_what_was_shown(self, message: NotCounted) -> None:
        self._look_again()
        if message.number != self._number:
            return
        self.tell(message.error)
        if self.shown is not None:
            self.asked = _last[self.workspace]
        else:
            # What was remembered may be gone: begin anew with the next look.
            self.asked = Asked(coder=self.asked.coder)
            _last.pop(self.workspace, None)
            self.query_one(TableGrid).display = False
            nothing = self.query_one("#no-table", Static)
            nothing.display = True
            nothing.update(Content(str(message.error)))

    def _look_again(self) -> None:
        self.opening = False

    def ask(self, asked: Asked) -> None:
        self._said = ""
        if asked != self.asked:
            self.asked = asked
            self.reload()

    @property
    def attributes(self) -> tuple[str, ...]:
        return () if self.shown is None else self.shown.choices.attributes

    # -- what is said -------------------------------------------------------------------------

    def tell_done(self, words: str) -> None:
        self._said = words
        self._tell_cell()

    def _told_empty(self, counted: "Counted") -> Content | None:
        choices = counted.choices
        told = remedy = ""
        if not choices.interviews:
            told = _("There are no interviews in this project yet.")
            remedy = _("Leave with {key} and bring transcripts in with workbench import.")
            remedy = remedy.format(key=key_of(self.app, "app.quit"))
        elif not choices.codebook.codes:
            told = _("The codebook has no codes yet.")
            remedy = _("In the list of interviews, b opens the codebook.")
        elif not choices.coders:
            told = _("Nobody has coded anything yet.")
            remedy = _("Every table counts codings: open an interview and code.")
        elif self.asked.coder not in choices.coders:
            told = _("{coder} has coded nothing yet.").format(coder=self.asked.coder)
            remedy = _("{key} counts another coder's codings.").format(
                key=key_of(self, "tables.coder")
            )
        return Content.assemble((told, "bold"), "\n\n", remedy) if told else None

    def _tell_heading(self) -> None:
        asked, shown = self.asked, self.shown
        who = _("coder {name}").format(name=asked.coder) if asked.coder else ""
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(who)
        )
        if shown is None:
            self.query_one("#subject", Line).say(Content(_("Counting …")))
            return
        self.query_one("#subject", Line).say(
            Content.assemble((told_unit(asked.cut.unit), "bold"), f" {told_by(asked)}"),
            Content.styled(" · ".join(shown.remarks), "$warning"),
        )
        base = shown.table.bases.get("") if self.size.width >= _WIDE else None
        self.query_one("#ways", Line).say(
            Content.assemble((told_ways(asked), "$accent"), (self._told_left_out(), "$quiet")),
            Content.styled("" if base is None else told_base(base), "$quiet"),
        )

    def _told_left_out(self) -> str:
        """Which rows are not there because they would be empty."""
        shown = self.shown
        if shown is None:
            return ""
        number = uncoded_below(shown.table)
        left_out = ngettext("{n} sub-code not used", "{n} sub-codes not used", number)
        parts = (
            _("none without direction") if all_directed(shown.table) else "",
            left_out.format(n=grouped(number)) if number else "",
        )
        told = " · ".join(filter(None, parts))
        return f" · {told}" if told and told_ways(self.asked) else told

    def named(self, row: LaidRow, column: LaidColumn) -> str:
        """A cell by its value, code and direction."""
        book = None if self.shown is None else self.shown.choices.codebook
        code = "" if book is None else label_of(book, row.code)
        return " · ".join(filter(None, (column.value or _("total"), code, row.note)))

    @on(TableGrid.Moved)
    def _forget_said(self) -> None:
        self._said = ""
        self._tell_cell()

    def _tell_cell(self) -> None:
        grid, shown = self.query_one(TableGrid), self.shown
        here = grid.here
        cell_line, status = self.query_one("#cell", Line), self.query_one("#status", Line)
        if here is None or shown is None or not grid.display:
            cell_line.say(Content())
            status.say(Content(self._said))
            return
        row, column, cell = here
        cell_line.say(
            Content.assemble(
                (self._told_count(row, cell), "bold $accent"), f"  {self.named(row, column)}"
            )
        )
        base = shown.table.bases.get(column.value)
        where = "" if base is None or column.parts is None else f"{column.value}: "
        told = "" if base is None else where + told_base(base)
        status.say(Content.styled(self._said, "$accent") if self._said else Content(told))

    def _told_count(self, row: LaidRow, cell: LaidCell) -> str:
        if row.direction == BALANCE:
            return _("{n}, what promotes less what hinders").format(n=cell.words[0])
        unit = self.asked.cut.unit
        parts = [told_number(cell.count, unit)]
        parts += [
            f"{words} {name}".strip() if words else ""
            for words, name in zip(cell.words[1:], told_measures(self.asked), strict=False)
        ]
        if cell.own != cell.count:
            parts.append(_("{n} of the code itself").format(n=grouped(cell.own)))
        return ", ".join(filter(None, parts))


def told_base(base: Base) -> str:
    """What the figures of a value rest on."""
    parts = (
        ngettext("{n} interview", "{n} interviews", base.interviews),
        ngettext("{n} participant", "{n} participants", base.participants),
        ngettext("{n} turn", "{n} turns", base.turns),
        ngettext("{n} word", "{n} words", base.words),
    )
    numbers = (base.interviews, base.participants, base.turns, base.words)
    told = (part.format(n=grouped(n)) for part, n in zip(parts, numbers, strict=True))
    return " · ".join(told)
