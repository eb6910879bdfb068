"""One interview: read it, go on to the next one."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Footer
from textual.worker import get_current_worker

from workbench.errors import WorkbenchError
from workbench.model import Attributes, InterviewId, Reference
from workbench.text.translation import _, ngettext
from workbench.tui.loading import LoadedInterview, load_interview
from workbench.tui.screens.watching import ProjectScreen
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line
from workbench.tui.widgets.transcript import TranscriptView

if TYPE_CHECKING:
    from workbench.workflows.opening import Workspace


class TranscriptScreen(ProjectScreen[InterviewId]):
    """Reads one interview after the other; returns the one last read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "walk(1)",
            _("Next interview"),
            id="transcript.next-interview",
            tooltip=_("To the next interview of the list"),
        ),
        Binding(
            "p",
            "walk(-1)",
            _("Previous"),
            id="transcript.previous-interview",
            tooltip=_("To the previous interview of the list"),
        ),
        Binding(
            "escape",
            "back",
            _("Back"),
            id="transcript.back",
            tooltip=_("Back to the list of interviews"),
        ),
    ]

    class Loaded(Message):
        """An interview has been read from the project."""

        def __init__(self, loaded: LoadedInterview) -> None:
            super().__init__()
            self.loaded = loaded

    class Gone(Message):
        """The interview asked for could not be read."""

        def __init__(self, interview: InterviewId, error: WorkbenchError) -> None:
            super().__init__()
            self.interview = interview
            self.error = error

    def __init__(
        self,
        workspace: "Workspace",
        interview: InterviewId,
        *,
        walk: tuple[InterviewId, ...],
        places: dict[InterviewId, int],
        at: Reference | None = None,
    ) -> None:
        """`walk` is the order of next and previous; `places` remembers where one was."""
        super().__init__(workspace)
        self._wanted = interview
        self._walk = walk
        self._places = places
        self._at = at
        self._loaded: LoadedInterview | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        yield TranscriptView(id="transcript")
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(TranscriptView).focus()
        self._tell_project()
        self.reload()

    def reload(self) -> None:
        self._load(self._wanted)

    @work(thread=True, exclusive=True, group="interview", exit_on_error=False)
    def _load(self, interview: InterviewId) -> None:
        worker = get_current_worker()
        try:
            loaded = load_interview(self.workspace, interview)
        except WorkbenchError as error:
            self.post_message(self.Gone(interview, error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(loaded))

    @on(Loaded)
    def _show_loaded(self, message: Loaded) -> None:
        loaded = message.loaded
        if loaded.interview.id != self._wanted:
            return
        before = self._loaded
        self._loaded = loaded
        self.shown_revision = loaded.revision
        view = self.query_one(TranscriptView)
        if before is not None and before.interview == loaded.interview:
            view.recode(loaded.codings, loaded.codebook)
        else:
            view.read(
                loaded.interview,
                codings=loaded.codings,
                codebook=loaded.codebook,
                place=self._place_in(loaded),
                paragraphs=loaded.paragraphs,
            )
        self._tell_project()
        self._tell_status()

    def _place_in(self, loaded: LoadedInterview) -> int | None:
        """Where to begin: at the reference asked for, else where one was, else nowhere special."""
        at, self._at = self._at, None
        if at is None:
            return self._places.get(loaded.interview.id)
        turn = loaded.interview.turn(at.turn)
        if turn is None:
            self.notify(
                _("There is no turn {number} in this interview.").format(number=at.turn),
                severity="warning",
                markup=False,
            )
            return None
        return min(turn.start + at.offset, max(turn.start, turn.end - 1))

    @on(Gone)
    def _leave_gone(self, message: Gone) -> None:
        self.tell(message.error)
        if self._loaded is None or message.interview == self._loaded.interview.id:
            self.dismiss(None)
        else:
            self._wanted = self._loaded.interview.id

    @on(TranscriptView.Moved)
    def _remember_place(self, message: TranscriptView.Moved) -> None:
        if self._loaded is not None:
            self._places[self._loaded.interview.id] = message.place
            self._tell_status()

    def action_walk(self, step: int) -> None:
        at = self._walk.index(self._wanted) if self._wanted in self._walk else -1
        following = at + step
        if at < 0 or not 0 <= following < len(self._walk):
            end = (
                _("This is the last interview.") if step > 0 else _("This is the first interview.")
            )
            self.notify(end, timeout=2, markup=False)
            return
        self._wanted = self._walk[following]
        self.reload()

    def action_back(self) -> None:
        self.dismiss(self._wanted)

    def _tell_project(self) -> None:
        coder = self.workspace.coder
        who = _("coder {name}").format(name=coder) if coder else _("reading without a coder")
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(who)
        )
        if self._loaded is None:
            return
        interview = self._loaded.interview
        self.query_one("#subject", Line).say(
            Content.assemble((interview.id, "bold $accent"), "  ", (interview.title, "bold")),
            Content.styled(_told_attributes(interview.attributes), "$quiet"),
        )

    def _tell_status(self) -> None:
        loaded, view = self._loaded, self.query_one(TranscriptView)
        if loaded is None or view.interview is None:
            return
        turn = 0 if view.turn is None else view.turn.number
        total = len(loaded.words)
        left = _("Turn {turn} of {turns}").format(turn=turn, turns=len(loaded.interview.turns))
        if view.turn is not None and view.turn.time:
            left += f" · {view.turn.time}"
        said = _("word {word} of {words}").format(
            word=grouped(min(loaded.words_before(view.place) + 1, total)), words=grouped(total)
        )
        codings = len(loaded.codings)
        right = ngettext("{n} coding", "{n} codings", codings).format(n=grouped(codings))
        if self._wanted in self._walk:
            right += " · " + _("interview {n} of {total}").format(
                n=self._walk.index(self._wanted) + 1, total=len(self._walk)
            )
        self.query_one("#status", Line).say(Content(f"{left} · {said}"), Content(right))


def _told_attributes(attributes: Attributes) -> str:
    """Values that speak for themselves as they are, figures with their names after them."""
    words = [value for value in attributes.values() if any(char.isalpha() for char in value)]
    figures = [
        f"{name} {value}" for name, value in attributes.items() if value and value not in words
    ]
    return " · ".join([*words, *figures])
