"""The two coders in figures: code by code, and interview by interview over time."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Static
from textual.worker import Worker, WorkerState

from workbench.errors import WorkbenchError
from workbench.model import Codebook, CodeId, Confusion, DriftPoint, InterviewId
from workbench.text.translation import _
from workbench.tui.screens.dialog import Dialog, Problem, Result
from workbench.tui.widgets.compare.confusion import ConfusionTable
from workbench.tui.widgets.compare.drift_chart import DriftChart, sparkline, told_figure
from workbench.tui.widgets.compare.listed import NOBODY, code_name
from workbench.tui.widgets.compare.sifting import code_word
from workbench.tui.widgets.interview_table import grouped

if TYPE_CHECKING:
    from workbench.workflows.pairing import Pair


class FiguresScreen(Dialog[Result | None]):
    """A sheet over the compare screen; None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q",
            "leave",
            _("Back"),
            id="figures.close",
            tooltip=_("Back to the text"),
        ),
    ]

    class Failed(Message):
        """The figures could not be computed."""

        def __init__(self, error: WorkbenchError) -> None:
            super().__init__()
            self.error = error

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_figures_screen_failed(self, message: Failed) -> None:
        self.query_one(Problem).say(str(message.error))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What no one foresaw is said as well: a worker never fails in silence."""
        if event.state is WorkerState.ERROR:
            self.query_one(Problem).say(
                str(event.worker.error) or type(event.worker.error).__name__
            )


class MatrixScreen(FiguresScreen[str]):
    """Code by code; gives the words that sift the disagreements of a cell."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f2",
            "turn_scope",
            _("Here or everywhere"),
            id="matrix.scope",
            tooltip=_("Of this interview, or of all"),
        ),
        Binding(
            "t",
            "turn_tops",
            _("Top codes"),
            id="matrix.tops",
            tooltip=_("Count sub-codes as their top code, or each code by itself"),
        ),
        Binding(
            "percent_sign",
            "turn_shares",
            _("Per cent"),
            id="matrix.shares",
            tooltip=_("Per cent of the row, or characters"),
        ),
    ]

    class Crossed(Message):
        """The table is there."""

        def __init__(self, table: Confusion) -> None:
            super().__init__()
            self.table = table

    def __init__(self, pair: "Pair", codebook: Codebook, *, here: InterviewId | None) -> None:
        super().__init__()
        self._pair, self._codebook, self._here = pair, codebook, here
        self._everywhere, self._tops, self._shares = True, False, False
        self._table: Confusion | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="matrix", classes="dialog figures") as panel:
            panel.border_title = _("Code by code")
            yield Static(id="figures-told", markup=False)
            yield ConfusionTable(id="confusion")
            yield Static(id="figures-cell", markup=False)
            yield Problem()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(ConfusionTable).focus()
        self._cross()

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def _cross(self) -> None:
        here = None if self._everywhere or self._here is None else [self._here]
        try:
            self.post_message(self.Crossed(self._pair.confusion(here, tops=self._tops)))
        except WorkbenchError as error:
            self.post_message(self.Failed(error))

    @on(Crossed)
    def _show_crossed(self, message: Crossed) -> None:
        self._table = message.table
        self._show()

    def _show(self) -> None:
        if self._table is None:
            return
        coders = (self._pair.first, self._pair.second)
        self.query_one(ConfusionTable).show_table(
            self._table, self._codebook, coders, shares=self._shares
        )
        where = _("all interviews") if self._everywhere else _("interview {id}")
        self.query_one("#matrix").border_subtitle = where.format(id=self._here)
        unit = _("per cent of what {first} gave") if self._shares else _("characters")
        told = _("Rows: what {first} gave · columns: what {second} gave · {unit}")
        self.query_one("#figures-told", Static).update(
            Content(
                told.format(
                    first=coders[0],
                    second=coders[1],
                    unit=unit.format(first=coders[0]),
                )
            )
        )
        self._tell_cell()

    @on(ConfusionTable.Moved)
    def _tell_cell(self) -> None:
        table = self.query_one(ConfusionTable)
        if self._table is None or not self._table.characters:
            return
        first, second = table.cell
        number = grouped(table.characters)
        self.query_one("#figures-cell", Static).update(
            self._told_cell(first, second).format(
                number=number,
                one=self._pair.first,
                other=self._pair.second,
                first="" if first is None else code_name(first, self._codebook),
                second="" if second is None else code_name(second, self._codebook),
            )
        )

    def _told_cell(self, first: CodeId | None, second: CodeId | None) -> str:
        if first is None and second is None:
            return _("{number} characters that neither coded")
        if first == second:
            return _("{number} characters that both gave {first}")
        if first is None:
            return _("{number} characters that {other} gave {second} and {one} nothing instead")
        if second is None:
            return _("{number} characters that {one} gave {first} and {other} nothing instead")
        return _("{number} characters that {one} gave {first} and {other} {second} instead")

    def action_turn_scope(self) -> None:
        self._everywhere = self._here is None or not self._everywhere
        self._cross()

    def action_turn_tops(self) -> None:
        self._tops = not self._tops
        self._cross()

    def action_turn_shares(self) -> None:
        self._shares = not self._shares
        self._show()

    @on(ConfusionTable.Chosen)
    def _show_disagreements(self, message: ConfusionTable.Chosen) -> None:
        if message.first is None and message.second is None:
            self.query_one(Problem).say(_("Where neither coded, there is nothing to settle."))
            return
        sides = [
            NOBODY if code is None else code_word(code, self._codebook)
            for code in (message.first, message.second)
        ]
        words = ["|".join(sides)]
        if not self._everywhere and self._here is not None:
            words.append(f"interview={self._here}")
        self.dismiss(" ".join(words))


class DriftScreen(FiguresScreen[InterviewId]):
    """Interview by interview; gives the one to be shown."""

    class Drifted(Message):
        """The figures are there."""

        def __init__(self, points: tuple[DriftPoint, ...]) -> None:
            super().__init__()
            self.points = points

    def __init__(self, pair: "Pair", *, here: InterviewId | None) -> None:
        super().__init__()
        self._pair, self._here = pair, here

    def compose(self) -> ComposeResult:
        with Vertical(id="drift", classes="dialog figures") as panel:
            panel.border_title = _("Agreement in the order of coding")
            yield Static(id="figures-told", markup=False)
            yield DriftChart(id="points")
            yield Problem()
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(DriftChart).focus()
        self._compute()

    @work(thread=True, exclusive=True, group="figures", exit_on_error=False)
    def _compute(self) -> None:
        try:
            self.post_message(self.Drifted(self._pair.drift()))
        except WorkbenchError as error:
            self.post_message(self.Failed(error))

    @on(Drifted)
    def _show_drifted(self, message: Drifted) -> None:
        chart, points = self.query_one(DriftChart), message.points
        chart.show_points(points)
        if self._here is not None:
            chart.go_to(self._here)
        figures = [each.alpha for each in points]
        told = _("Krippendorff's alpha over all codes (sets, Jaccard)")
        lines = [Content(told)]
        if points:
            first, last = told_figure(figures[0]), told_figure(figures[-1])
            line = (sparkline(figures), "$primary")
            lines.append(Content.assemble(f"{first} ", line, f" {last}"))
        self.query_one("#figures-told", Static).update(Content("\n").join(lines))

    @on(DriftChart.Chosen)
    def _open(self, message: DriftChart.Chosen) -> None:
        self.dismiss(message.interview)
