"""Tables of every cut: what is counted is changed by keys, a cell leads to its passages."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from workbench.errors import InputError
from workbench.model import CodeId
from workbench.text.translation import _
from workbench.tui.screens.ask import Answer, AskScreen
from workbench.tui.screens.tables.asked import told_whole
from workbench.tui.screens.tables.bindings import TABLES
from workbench.tui.screens.tables.choosing import ChooseAttribute
from workbench.tui.screens.tables.ground import TablesGround
from workbench.tui.screens.tables.passages import CellScreen
from workbench.tui.widgets.tables.grid import TableGrid
from workbench.tui.widgets.tables.laid import parents, visible_codes


class TablesScreen(TablesGround):
    """One table at a time, as it is asked for."""

    BINDINGS: ClassVar[list[BindingType]] = TABLES

    def action_step_first(self, step: int) -> None:
        self.ask(self.asked.step_first(self.attributes, step))

    def action_step_second(self, step: int) -> None:
        self.ask(self.asked.step_second(self.attributes, step))

    def action_pick_first(self) -> None:
        def chosen(found: tuple[str | None] | None) -> None:
            if found is not None:
                self.ask(self.asked.with_first(found[0]))

        self.app.push_screen(
            ChooseAttribute(
                _("Count by"), self.attributes, _("(the whole only)"), self.asked.first
            ),
            chosen,
        )

    def action_pick_second(self) -> None:
        def chosen(found: tuple[str | None] | None) -> None:
            if found is not None:
                self.ask(self.asked.with_second(found[0]))

        if self.asked.first is not None:
            others = [each for each in self.attributes if each != self.asked.first]
            title = _("Cross {attribute} with").format(attribute=self.asked.first)
            self.app.push_screen(
                ChooseAttribute(title, others, _("(nothing)"), self.asked.second), chosen
            )

    def action_step_unit(self, step: int) -> None:
        self.ask(self.asked.step_unit(step))

    def action_step_percent(self, step: int) -> None:
        self.ask(self.asked.step_percent(step))

    def action_turn_polarity(self) -> None:
        self.ask(self.asked.turn_polarity())

    def action_turn_per_1000(self) -> None:
        self.ask(self.asked.turn_per_1000())

    def action_step_coder(self, step: int) -> None:
        if self.shown is not None:
            self.ask(self.asked.step_coder(self.shown.choices.coders, step))

    def action_fold_all(self) -> None:
        shown, here = self.shown, self.query_one(TableGrid).here
        if shown is None:
            return
        codebook = shown.choices.codebook
        self.ask(self.asked.fold_all(parents(shown.table, codebook)))
        if here is not None and self.asked.folded:
            top = codebook.ancestors(here[0].code)[-1]
            self.query_one(TableGrid).go_to_code(top)

    def action_fold_one(self) -> None:
        """Fold what is below the code, or with it what is below the code above it."""
        shown, here = self.shown, self.query_one(TableGrid).here
        if shown is None or here is None:
            return
        codebook = shown.choices.codebook
        with_below = parents(shown.table, codebook)
        code: CodeId | None = here[0].code
        if code is not None and code not in with_below:
            code = codebook.by_id[code].parent
        if code in with_below and code is not None:
            self.query_one(TableGrid).go_to_code(code)
            self.ask(self.asked.fold_one(code))

    @on(TableGrid.Chosen)
    def action_passages(self) -> None:
        here = self.query_one(TableGrid).here
        if here is None:
            return
        row, column, cell = here
        if cell.key is None:
            self.tell_done(
                _("The balance has no passages of its own: see what promotes and hinders.")
            )
        elif not cell.count:
            self.tell_done(_("There is nothing in this cell."))
        else:
            named = self.named(row, column)
            self.app.push_screen(CellScreen(self.workspace, self.asked, cell.key, named))

    def action_contrast(self) -> None:
        from workbench.tui.screens.tables.contrast import ContrastScreen

        if self.asked.first is None:
            self.tell_done(_("Nothing is compared: count by an attribute first."))
        elif self.shown is not None:
            self.app.push_screen(ContrastScreen(self.workspace, self.asked))

    def action_find(self) -> None:
        from workbench.tui.screens.tables.query import QueryScreen

        self.app.push_screen(QueryScreen(self.workspace))

    def action_write(self) -> None:
        shown = self.shown
        if shown is None:
            return
        asked, name = self.asked, "-".join(("table", *self.asked.cut.by))
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
                self.tell_done(_("Written: {path}").format(path=target))

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
