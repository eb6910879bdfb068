"""The list of interviews: find one, sort them, open one, see how far one has come."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer, Input, Static
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model import InterviewId, InterviewSummary, Reference, interview_key
from workbench.text.translation import _, ngettext
from workbench.tui.listing import LoadedList, load_list
from workbench.tui.screens.answer_deeds import AnswerDeeds
from workbench.tui.screens.answers import AnswersScreen
from workbench.tui.screens.interview_filter import FilterField, matches
from workbench.tui.screens.transcript import TranscriptScreen
from workbench.tui.widgets.answer_groups import told_left
from workbench.tui.widgets.interview_columns import Column, columns_for, grouped
from workbench.tui.widgets.interview_table import InterviewTable
from workbench.tui.widgets.line import Line

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace
    from workbench.workflows.pairing import Pair
    from workbench.workflows.telling import Outcome

_OF_THE_LIST = frozenset(
    {
        "filter",
        "sort",
        "turn_round",
        "finish",
        "note_interview",
        "note_project",
        "codebook",
        "compare",
        "tables",
        "find_passages",
        "fold",
        "undo",
        "redo",
    }
)
"""Actions whose keys are letters while words are typed."""


class InterviewsScreen(AnswerDeeds):
    """The first screen: every interview of the project."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            _("Filter"),
            key_display="/",
            id="interviews.filter",
            tooltip=_("Show only the interviews that hold the words you type"),
        ),
        Binding(
            "o",
            "sort(1)",
            _("Order"),
            show=False,
            id="interviews.order",
            tooltip=_("Sort by the next column"),
        ),
        Binding(
            "O",
            "turn_round",
            _("Turn round"),
            show=False,
            id="interviews.turn-round",
            tooltip=_("Sort the other way round"),
        ),
        Binding(
            "escape",
            "clear_filter",
            _("Show all"),
            show=False,
            id="interviews.show-all",
            tooltip=_("Take the filter away"),
        ),
    ]

    class Loaded(Message):
        """The list has been read."""

        def __init__(self, loaded: LoadedList) -> None:
            super().__init__()
            self.loaded = loaded

    def __init__(
        self,
        workspace: "Workspace",
        *,
        open_first: str | None = None,
        at: Reference | None = None,
        pair: "Pair | None" = None,
        tables: bool = False,
    ) -> None:
        """`open_first` is opened as soon as the list is there, `at` in sight; without, the
        interview where the coder was last. With a `pair`, these two are shown side by side; with
        `tables`, those."""
        super().__init__(workspace)
        self._open_pair, self._open_tables = pair, tables
        self._open_first, self._at = open_first, at
        self._said_at: InterviewId | None = None
        """Where one was when something was said."""
        self._begun = False
        """Whether anything has been read."""
        self._interviews: tuple[InterviewSummary, ...] = ()
        self._shown: list[InterviewSummary] = []
        self._project_memo = ""
        self._sorted_by, self._backwards = "id", False
        self._places: dict[InterviewId, int] = {}
        """Where one last was in each interview."""

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        yield FilterField(
            placeholder=_("Words to look for: id, title, attributes, state"), id="filter"
        )
        yield InterviewTable(id="interviews")
        yield Static(id="nothing", markup=False)
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#filter").display = False
        self.query_one("#nothing").display = False
        self.query_one(InterviewTable).focus()
        self._tell_project()
        for notice in self.workspace.notices:
            self.notify(notice, severity="warning", markup=False)
        self.reload()

    # -- reading and opening ----------------------------------------------------------------

    def reload(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, group="list", exit_on_error=False)
    def _load(self) -> None:
        worker = get_current_worker()
        try:
            loaded = load_list(self.workspace)
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(loaded))

    @on(Loaded)
    def _show_loaded(self, message: Loaded) -> None:
        self.shown_revision = message.loaded.revision
        self._interviews = message.loaded.interviews
        self.group(self._interviews)
        self._project_memo = message.loaded.project_memo
        self.refill()
        if not self._begun:
            self._begun = True
            self._places.update(message.loaded.places)
            self._go_on_where_one_was(message.loaded.places)

    def _go_on_where_one_was(self, places: dict[InterviewId, int]) -> None:
        if self._open_pair is not None:
            self._compare(self._open_pair)
            return
        if self._open_tables:
            self.action_tables()
            return
        if self._open_first is not None:
            self._open_named(self._open_first)
            return
        last = next(reversed(places), None)
        if last is not None and any(each.id == last for each in self._interviews):
            self._open(self.group_of.get(last, last))

    def _open_named(self, written: str) -> None:
        key = interview_key(written)
        found = [each.id for each in self._interviews if interview_key(each.id) == key]
        if found:
            at = self._at or Reference(found[0], 1)
            group = self.group_of.get(found[0])
            self._open(group or found[0], at=at if group else self._at)
            return
        self.notify(
            _("There is no interview “{id}” in this project.").format(id=written),
            severity="error",
            markup=False,
        )

    @on(InterviewTable.Chosen)
    def _open_chosen(self, message: InterviewTable.Chosen) -> None:
        self._open(message.interview)

    def _open(self, interview: InterviewId, *, at: Reference | None = None) -> None:
        self.said = ""
        if interview in self.groups:
            self.app.push_screen(AnswersScreen(self.together(interview), at=at), self._returned)
            return
        screen = TranscriptScreen(
            self.workspace,
            interview,
            walk=tuple(each.id for each in self._shown if each.id not in self.groups),
            places=self._places,
            at=at,
            every=tuple(each.id for each in self._interviews if each.id not in self.group_of),
        )
        self.app.push_screen(screen, self._returned)

    def _returned(self, interview: InterviewId | None) -> None:
        if interview is not None:
            self.query_one(InterviewTable).go_to(interview)

    def _compare(self, pair: "Pair") -> None:
        """As the command said, at the place it named."""
        from workbench.tui.screens.compare.screen import CompareScreen

        named = interview_key(self._open_first or "")
        interview = next(
            (each.id for each in self._interviews if interview_key(each.id) == named), None
        )
        screen = CompareScreen(self.workspace, pair, interview=interview, at=self._at)
        self.app.push_screen(screen, self.compared)

    def compare_from(self) -> tuple[InterviewId | None, int | None]:
        here = self.under_cursor()
        return (None if here in self.groups else here), None

    def compared(self, interview: InterviewId | None) -> None:
        self._returned(interview)
        self.reload()

    # -- what is done -----------------------------------------------------------------------

    def under_cursor(self) -> InterviewId | None:
        return self.query_one(InterviewTable).under_cursor

    def show_done(self, outcome: "Outcome | None") -> None:
        if outcome is not None and outcome.at is not None:
            self.query_one(InterviewTable).go_to(outcome.at.interview)
        self._said_at = self.under_cursor()
        self.tell_status()
        self.reload()

    @on(InterviewTable.Moved)
    def _forget_said(self) -> None:
        """What was done is told until one goes on."""
        here = self.under_cursor()
        if here != self._said_at:
            self._said_at = here
            if self.said:
                self.said = ""
                self.tell_status()

    # -- sorting and filtering --------------------------------------------------------------

    @on(InterviewTable.HeadingChosen)
    def _sort_by_heading(self, message: InterviewTable.HeadingChosen) -> None:
        self._sort_by(message.column)

    def action_sort(self, step: int) -> None:
        names = [column.name for column in columns_for(self._interviews)]
        at = names.index(self._sorted_by) if self._sorted_by in names else -1
        self._sorted_by, self._backwards = names[(at + step) % len(names)], False
        self.refill()

    def action_turn_round(self) -> None:
        self._backwards = not self._backwards
        self.refill()

    def _sort_by(self, column: str) -> None:
        self._backwards = column == self._sorted_by and not self._backwards
        self._sorted_by = column
        self.refill()

    def action_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = True
        field.focus()

    def action_clear_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.value = ""
        field.display = False
        self.query_one(InterviewTable).focus()

    @on(Input.Changed, "#filter")
    def _filter(self) -> None:
        self.refill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are typed, the keys of the list are letters."""
        return action not in _OF_THE_LIST or not self.query_one("#filter").has_focus

    def action_leave_filter(self) -> None:
        field = self.query_one("#filter", Input)
        field.display = bool(field.value.strip())
        self.query_one(InterviewTable).focus()

    # -- showing ----------------------------------------------------------------------------

    def refill(self) -> None:
        wanted = self.query_one("#filter", Input).value
        column = self._column
        kept = [each for each in self._interviews if matches(each, wanted)]
        among, _every = self.rows(self._interviews, column)
        self._shown, self.behind = self.rows(kept, column, backwards=self._backwards)
        table = self.query_one(InterviewTable)
        table.show(
            self._shown,
            among=among,
            sorted_by=column.name,
            backwards=self._backwards,
        )
        table.display = bool(self._shown)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not self._shown
        if not self._shown:
            nothing.update(self._told_nothing(wanted))
        self._tell_project()
        self.tell_status()

    @property
    def _column(self) -> Column:
        """What the list is sorted by."""
        columns = {column.name: column for column in columns_for(self._interviews)}
        return columns.get(self._sorted_by, columns["id"])

    def _told_nothing(self, wanted: str) -> Content:
        if self._interviews:
            return Content.assemble(
                (_("Nothing matches “{words}”.").format(words=wanted.strip()), "bold"),
                "\n\n",
                _("Esc shows all interviews again."),
            )
        name = self.workspace.path.name
        project = f'"{name}"' if " " in name else name
        return Content.assemble(
            (_("There are no interviews in this project yet."), "bold"),
            "\n\n",
            _("Leave with ctrl+q and bring the transcripts in:"),
            "\n\n",
            (f"workbench import {project} transcripts/*", "$accent"),
            "\n\n",
            _("Add their attributes from sheets, then or later:"),
            "\n\n",
            (
                f"workbench import {project}\n"
                "    --interviews interviews.csv --participants participants.csv",
                "$accent",
            ),
        )

    def _tell_project(self) -> None:
        coder = self.workspace.coder
        who = _("coder {name}").format(name=coder) if coder else _("reading without a coder")
        memo = " ✎" if self._project_memo.strip() else ""
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary"), (memo, "$accent")),
            Content(who),
        )
        self.query_one("#subject", Line).say(
            Content.assemble((_("Interviews"), "bold"), "  ", (self._told_sums(), "$quiet"))
        )

    def tell_status(self) -> None:
        order = _("sorted by {column}").format(column=self._column.words.lower())
        told = Content(self._told_left())
        if self.said:
            told = Content.styled(self.said, "$warning" if self.said_in_vain else "$accent")
        self.query_one("#status", Line).say(told, Content(order))

    def _told_left(self) -> str:
        """What is still to be done; of the whole project, also while it is filtered."""
        interviews = [each for each in self._interviews if each.id not in self.group_of]
        answers = [each for each in self._interviews if each.id in self.group_of]
        total, shown = len(self._interviews), self._number_shown() + self.number_behind
        parts = []
        if shown != total:
            parts.append(_("{shown} of {total} shown").format(shown=shown, total=total))
        if self.workspace.coder is not None and total:
            if interviews:
                parts.append(_told_unfinished(interviews, short=shown != total))
            if answers:
                parts.append(told_left(answers))
            undirected = sum(each.undirected for each in self._interviews)
            if undirected:
                parts.append(
                    ngettext(
                        "{n} coding without direction",
                        "{n} codings without direction",
                        undirected,
                    ).format(n=grouped(undirected))
                )
        return " · ".join(parts)

    def _number_shown(self) -> int:
        """Interviews among the rows, answers aside."""
        return sum(
            each.id not in self.group_of and each.id not in self.groups for each in self._shown
        )

    def _told_sums(self) -> str:
        """How much is shown: interviews, answers, people, codings."""
        rows = [each for each in self._shown if each.id not in self.group_of]
        interviews, answers = self._number_shown(), self.number_behind
        people = sum(each.participants for each in rows)
        codings = sum(each.codings for each in rows)
        parts = [
            ngettext("{n} interview", "{n} interviews", interviews).format(n=grouped(interviews)),
            ngettext("{n} answer", "{n} answers", answers).format(n=grouped(answers)),
            ngettext("{n} participant", "{n} participants", people).format(n=grouped(people)),
            ngettext("{n} coding", "{n} codings", codings).format(n=grouped(codings)),
        ]
        if not answers:
            del parts[1]
        return " · ".join(parts)


def _told_unfinished(interviews: Sequence[InterviewSummary], *, short: bool) -> str:
    total, left = len(interviews), sum(not each.finished for each in interviews)
    if not left:
        return _("all {total} interviews finished").format(total=grouped(total))
    if short:
        return _("{n} left").format(n=grouped(left))
    return _("{n} of {total} interviews left").format(n=grouped(left), total=grouped(total))
