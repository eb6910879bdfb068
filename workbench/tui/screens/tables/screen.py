"""Tables of every cut: what is counted is changed by keys, a cell leads to its passages.

Invariant: what is shown is what was asked for last; an answer to an earlier question is thrown
away.
"""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static

from workbench.errors import InputError, WorkbenchError
from workbench.model import Base, CodeId, Coder
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.ask import Answer, AskScreen
from workbench.tui.screens.tables.asked import (
    Asked,
    told_by,
    told_measures,
    told_unit,
    told_ways,
    told_whole,
)
from workbench.tui.screens.tables.bindings import TABLES
from workbench.tui.screens.tables.choosing import ChooseAttribute
from workbench.tui.screens.tables.passages import CellScreen, told_number
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
    parents,
    uncoded_below,
    visible_codes,
)

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.tables import Counted

_WIDE = 110
"""Cells from which there is room to say what the whole rests on."""

_last: "WeakKeyDictionary[Workspace, Asked]" = WeakKeyDictionary()
"""What each open project was last asked for, shown again."""


class TablesScreen(ProjectScreen[None]):
    """One table at a time, as it is asked for."""

    CSS_PATH = "../../tables.tcss"
    BINDINGS: ClassVar[list[BindingType]] = TABLES

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
        self._asked = _last.get(workspace) or Asked(coder=workspace.coder or Coder(""))
        self._shown: Counted | None = None
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
        self.opening = self._shown is None
        self._count(self._number, self._asked)

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
        self._asked = _last[self.workspace] = message.asked
        self.shown_revision = message.counted.revision
        self._shown = message.counted
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
        if self._shown is not None:
            self._asked = _last[self.workspace]
        else:
            # What was remembered may be gone: begin anew with the next look.
            self._asked = Asked(coder=self._asked.coder)
            _last.pop(self.workspace, None)
            self.query_one(TableGrid).display = False
            nothing = self.query_one("#no-table", Static)
            nothing.display = True
            nothing.update(Content(str(message.error)))

    def _look_again(self) -> None:
        self.opening = False

    def _ask(self, asked: Asked) -> None:
        self._said = ""
        if asked != self._asked:
            self._asked = asked
            self.reload()

    @property
    def _attributes(self) -> tuple[str, ...]:
        return () if self._shown is None else self._shown.choices.attributes

    # -- what the keys do ---------------------------------------------------------------------

    def action_step_first(self, step: int) -> None:
        self._ask(self._asked.step_first(self._attributes, step))

    def action_step_second(self, step: int) -> None:
        self._ask(self._asked.step_second(self._attributes, step))

    def action_pick_first(self) -> None:
        def chosen(found: tuple[str | None] | None) -> None:
            if found is not None:
                self._ask(self._asked.with_first(found[0]))

        self.app.push_screen(
            ChooseAttribute(
                _("Count by"), self._attributes, _("(the whole only)"), self._asked.first
            ),
            chosen,
        )

    def action_pick_second(self) -> None:
        def chosen(found: tuple[str | None] | None) -> None:
            if found is not None:
                self._ask(self._asked.with_second(found[0]))

        if self._asked.first is not None:
            others = [each for each in self._attributes if each != self._asked.first]
            title = _("Cross {attribute} with").format(attribute=self._asked.first)
            self.app.push_screen(
                ChooseAttribute(title, others, _("(nothing)"), self._asked.second), chosen
            )

    def action_step_unit(self, step: int) -> None:
        self._ask(self._asked.step_unit(step))

    def action_step_percent(self, step: int) -> None:
        self._ask(self._asked.step_percent(step))

    def action_turn_polarity(self) -> None:
        self._ask(self._asked.turn_polarity())

    def action_turn_per_1000(self) -> None:
        self._ask(self._asked.turn_per_1000())

    def action_step_coder(self, step: int) -> None:
        if self._shown is not None:
            self._ask(self._asked.step_coder(self._shown.choices.coders, step))

    def action_fold_all(self) -> None:
        shown, here = self._shown, self.query_one(TableGrid).here
        if shown is None:
            return
        codebook = shown.choices.codebook
        self._ask(self._asked.fold_all(parents(shown.table, codebook)))
        if here is not None and self._asked.folded:
            top = codebook.ancestors(here[0].code)[-1]
            self.query_one(TableGrid).go_to_code(top)

    def action_fold_one(self) -> None:
        """Fold what is below the code, or with it what is below the code above it."""
        shown, here = self._shown, self.query_one(TableGrid).here
        if shown is None or here is None:
            return
        codebook = shown.choices.codebook
        with_below = parents(shown.table, codebook)
        code: CodeId | None = here[0].code
        if code is not None and code not in with_below:
            code = codebook.by_id[code].parent
        if code in with_below and code is not None:
            self.query_one(TableGrid).go_to_code(code)
            self._ask(self._asked.fold_one(code))

    @on(TableGrid.Chosen)
    def action_passages(self) -> None:
        here = self.query_one(TableGrid).here
        if here is None:
            return
        row, column, cell = here
        if cell.key is None:
            self._tell_done(
                _("The balance has no passages of its own: see what promotes and hinders.")
            )
        elif not cell.count:
            self._tell_done(_("There is nothing in this cell."))
        else:
            named = self._named(row, column)
            self.app.push_screen(CellScreen(self.workspace, self._asked, cell.key, named))

    def action_contrast(self) -> None:
        from workbench.tui.screens.tables.contrast import ContrastScreen

        if self._asked.first is None:
            self._tell_done(_("Nothing is compared: count by an attribute first."))
        elif self._shown is not None:
            self.app.push_screen(ContrastScreen(self.workspace, self._asked))

    def action_find(self) -> None:
        from workbench.tui.screens.tables.query import QueryScreen

        self.app.push_screen(QueryScreen(self.workspace))

    def action_write(self) -> None:
        shown = self._shown
        if shown is None:
            return
        asked, name = self._asked, "-".join(("table", *self._asked.cut.by))
        cut = asked.cut
        if asked.folded:
            codes = visible_codes(shown.table, shown.choices.codebook, asked.folded)
            cut = replace(cut, codes=frozenset(codes))

        def write(answer: Answer) -> Path:
            target = _new_file(answer.text)
            self.workspace.tables.write(cut, asked.coder, target)
            return target

        def written(target: Path | None) -> None:
            if target is not None:
                self._tell_done(_("Written: {path}").format(path=target))

        screen: AskScreen[Path] = AskScreen(
            _("Write the table to"),
            carry_out=write,
            context=(told_whole(asked), _("As .xlsx, .csv, .md, .html or .json.")),
            suggested=f"{name}.xlsx",
            placeholder=_("A file"),
        )
        self.app.push_screen(screen, written)

    def action_back(self) -> None:
        self.dismiss(None)

    # -- what is said -------------------------------------------------------------------------

    def _tell_done(self, words: str) -> None:
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
        elif self._asked.coder not in choices.coders:
            told = _("{coder} has coded nothing yet.").format(coder=self._asked.coder)
            remedy = _("{key} counts another coder's codings.").format(
                key=key_of(self, "tables.coder")
            )
        return Content.assemble((told, "bold"), "\n\n", remedy) if told else None

    def _tell_heading(self) -> None:
        asked, shown = self._asked, self._shown
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
        shown = self._shown
        if shown is None:
            return ""
        number = uncoded_below(shown.table)
        left_out = ngettext("{n} sub-code not used", "{n} sub-codes not used", number)
        parts = (
            _("none without direction") if all_directed(shown.table) else "",
            left_out.format(n=grouped(number)) if number else "",
        )
        told = " · ".join(filter(None, parts))
        return f" · {told}" if told and told_ways(self._asked) else told

    def _named(self, row: LaidRow, column: LaidColumn) -> str:
        """A cell by its value, code and direction."""
        book = None if self._shown is None else self._shown.choices.codebook
        code = "" if book is None else label_of(book, row.code)
        return " · ".join(filter(None, (column.value or _("total"), code, row.note)))

    @on(TableGrid.Moved)
    def _forget_said(self) -> None:
        self._said = ""
        self._tell_cell()

    def _tell_cell(self) -> None:
        grid, shown = self.query_one(TableGrid), self._shown
        here = grid.here
        cell_line, status = self.query_one("#cell", Line), self.query_one("#status", Line)
        if here is None or shown is None or not grid.display:
            cell_line.say(Content())
            status.say(Content(self._said))
            return
        row, column, cell = here
        cell_line.say(
            Content.assemble(
                (self._told_count(row, cell), "bold $accent"), f"  {self._named(row, column)}"
            )
        )
        base = shown.table.bases.get(column.value)
        where = "" if base is None or column.parts is None else f"{column.value}: "
        told = "" if base is None else where + told_base(base)
        status.say(Content.styled(self._said, "$accent") if self._said else Content(told))

    def _told_count(self, row: LaidRow, cell: LaidCell) -> str:
        if row.direction == BALANCE:
            return _("{n}, what promotes less what hinders").format(n=cell.words[0])
        unit = self._asked.cut.unit
        parts = [told_number(cell.count, unit)]
        parts += [
            f"{words} {name}".strip() if words else ""
            for words, name in zip(cell.words[1:], told_measures(self._asked), strict=False)
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


def _new_file(written: str) -> Path:
    """Raises InputError for a name that there is already."""
    target = Path(written).expanduser()
    if not written.strip():
        raise InputError(_("A file needs a name."))
    if target.exists():
        raise InputError(
            _("There is “{path}” already.").format(path=target), _("Choose another name.")
        )
    return target
