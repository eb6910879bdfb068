"""A query on one line, and below it every passage that it finds."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection
from textual.worker import get_current_worker

from workbench.errors import QueryError, WorkbenchError
from workbench.model import FoundPassage, FoundPassages, Polarity
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.dialog import Problem
from workbench.tui.screens.tables.passages import PassagesScreen
from workbench.tui.widgets.interview_columns import grouped
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.tables.passages import Passage, PassageList

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace

_DIRECTIONS = {None: "", Polarity.PROMOTES: " +", Polarity.HINDERS: " −", Polarity.NEUTRAL: " 0"}


class QueryField(Input):
    """Where the query is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.ask", _("Find"), id="query.find", tooltip=_("Find passages")),
        Binding(
            "down",
            "screen.to_the_list",
            _("To the list"),
            show=False,
            id="query.down",
            tooltip=_("To what was found"),
        ),
    ]


class QueryScreen(PassagesScreen):
    """Finds passages by codes, cases and words; a passage leads into its interview."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "to_the_query",
            _("Query"),
            key_display="/",
            id="query.change",
            tooltip=_("Change the query"),
        ),
    ]

    class Answered(Message):
        """What a query has found."""

        def __init__(self, found: FoundPassages) -> None:
            super().__init__()
            self.found = found

    class Refused(Message):
        """A query that cannot be read."""

        def __init__(self, error: WorkbenchError) -> None:
            super().__init__()
            self.error = error

    class Kept(Message):
        """The queries that are kept in the project."""

        def __init__(self, queries: dict[str, str]) -> None:
            super().__init__()
            self.queries = queries

    def __init__(self, workspace: "Workspace") -> None:
        super().__init__(workspace)
        self._query = ""
        self._coder = ""
        self._queries: dict[str, str] = {}

    def compose_above(self) -> ComposeResult:
        example = _("STR- near:1 STA where kommun=Eksjö")
        yield QueryField(placeholder=example, select_on_focus=False, id="query")
        yield Problem()

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(QueryField).focus()

    def action_ask(self) -> None:
        self._query = self.query_one(QueryField).value.strip()
        self.reload()
        if self._query:
            self.query_one(PassageList).focus()

    def action_to_the_query(self) -> None:
        self.query_one(QueryField).focus()

    def action_to_the_list(self) -> None:
        self.query_one(PassageList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a query is written, the keys of the list are letters."""
        typing = self.query_one(QueryField).has_focus
        return not (typing and action in ("to_the_query", "scroll_whole"))

    def reload(self) -> None:
        self._find(self._query)

    @work(thread=True, exclusive=True, group="passages", exit_on_error=False)
    def _find(self, query: str) -> None:
        worker = get_current_worker()
        workspace = self.workspace
        try:
            revision = workspace.revision()
            self.post_message(self.Kept(workspace.tables.queries()))
            every = tuple(each.id for each in workspace.interviews())
            found = None if not query else workspace.tables.find(query, workspace.coder)
        except QueryError as error:
            self.post_message(self.Refused(error))
            return
        except WorkbenchError as error:
            self.post_message(self.Failed(error))
            return
        if worker.is_cancelled:
            return
        if found is not None:
            self.post_message(self.Answered(found))
        passages = () if found is None else tuple(map(_listed, found.passages))
        self.post_message(self.Listed(revision, passages, every))

    @on(Kept)
    def _take_queries(self, message: Kept) -> None:
        self._queries = message.queries

    @on(Answered)
    def _take_answer(self, message: Answered) -> None:
        self._coder = message.found.coder
        self.query_one(Problem).say("")

    @on(Refused)
    def _point_at_word(self, message: Refused) -> None:
        self.query_one(Problem).say(str(message.error))
        field = self.query_one(QueryField)
        field.focus()
        if isinstance(message.error, QueryError) and field.value.strip() == message.error.query:
            lead = len(field.value) - len(field.value.lstrip())
            start, end = message.error.start, message.error.end
            field.selection = Selection(lead + start, lead + end)

    def told_nothing(self) -> Content:
        if self._query:
            told = _("Nothing answers to “{query}”.").format(query=self._query)
            return Content.styled(told, "bold")
        lines: list[str | tuple[str, str]] = [
            (_("What to find"), "bold"),
            "\n\n",
            ("STR\n", "$accent"),
            _("    the code, with those below it; STR- only where it hinders\n"),
            ("STR and not STA\n", "$accent"),
            _("    the same words, or not\n"),
            ("STR near:2 FOR where kommun=Eksjö roll=chefer\n", "$accent"),
            _("    within two turns of each other, in some cases only\n"),
            ('text:"ringa"\n', "$accent"),
            _("    words, coded or not\n"),
        ]
        if self._queries:
            lines += ["\n", (_("Kept under a name"), "bold"), "\n\n"]
            for name, query in self._queries.items():
                lines += [(f"@{name}", "$accent"), f"  {query}\n"]
        return Content.assemble(*lines)

    def tell_heading(self) -> None:
        passages = self.query_one(PassageList).passages
        who = _("coder {name}").format(name=self._coder) if self._coder else ""
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(who)
        )
        told = ""
        if self._query:
            number = len(passages)
            places = len({each.reference.interview for each in passages})
            told = ngettext("{n} passage", "{n} passages", number).format(n=grouped(number))
            told += " " + ngettext("in {n} interview", "in {n} interviews", places).format(
                n=grouped(places)
            )
        hint = _("{key} changes the query").format(key=key_of(self, "query.change"))
        self.query_one("#subject", Line).say(
            Content.assemble((_("Find passages"), "bold"), "  ", (told, "$quiet")),
            Content.styled(hint if self._query else "", "$quiet"),
        )


def _listed(found: FoundPassage) -> Passage:
    code = f"{found.code}{_DIRECTIONS[found.polarity]}" if found.code else ""
    around = f"… {found.before}" if found.before and not found.code else ""
    said = [each for each in found.attributes.values() if any(map(str.isalpha, each))]
    told = " · ".join(filter(None, (found.code_path.replace("/", " / "), *said)))
    return Passage(
        reference=found.reference,
        speaker=found.speaker,
        note=code,
        text=f"{around}{found.text}{found.after + ' …' if around or not found.code else ''}",
        spans=(found.span,),
        told=told,
    )
