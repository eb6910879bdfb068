"""The coding screen: one reads an interview, codes it, and sees what is there and what is left."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from workbench.model import Attributes, CodeId
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.loading import LoadedInterview
from workbench.tui.screens.desk.bindings import DESK
from workbench.tui.screens.desk.revising import Revising
from workbench.tui.widgets.code_tree import CodeTree
from workbench.tui.widgets.inspector import Here, Inspector
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line

_WIDE = 110
"""Cells from which there is room for a column beside the transcript."""
_WIDTHS: list[tuple[int, str]] | None = [(0, "-narrow"), (_WIDE, "-wide")]


class TranscriptScreen(Revising):
    """Codes one interview after the other; returns the one last read."""

    BINDINGS: ClassVar[list[BindingType]] = [*DESK]
    CSS_PATH = "../desk.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    _side_is_due = False
    """Whether the inspector is about to be brought up to date."""
    _looked_at: CodeId | None = None
    """The code clicked on in the tree."""
    _looked_at_after = -1
    """How often one had moved then."""
    _tree_is_old = False
    """Whether the codebook or the counts have changed since it was."""

    def compose_side(self) -> ComposeResult:
        with Vertical(id="side"):
            yield Inspector(id="inspector")
            yield CodeTree(id="codes", click_chooses=False)

    @property
    def code_tree(self) -> CodeTree:
        return self.query_one(CodeTree)

    @on(CodeTree.Chosen)
    def _code_chosen(self, message: CodeTree.Chosen) -> None:
        """A code that is clicked on codes, as its key does."""
        self.code_with(message.code)
        self.view.focus()

    def refresh_told(self) -> None:
        if not self.is_mounted or self.is_left:
            return
        self._tell_project()
        loaded = self.loaded
        if loaded is not None and self.view.interview is not None:
            self._tell_status(loaded)
            self._tell_side_soon()

    def codebook_changed(self) -> None:
        self._tree_is_old = True
        self._tell_side_soon()

    def counts_changed(self) -> None:
        self._tree_is_old = True
        self._tell_side_soon()

    def interview_shown(self) -> None:
        super().interview_shown()
        self._tree_is_old = True
        self._tell_side_soon()

    def _tell_side_soon(self) -> None:
        """The words are painted first: what stands beside them comes with the next frame."""
        if not self._side_is_due:
            self._side_is_due = True
            self.call_after_refresh(self._tell_side)

    def _tell_side(self) -> None:
        self._side_is_due = False
        loaded = self.loaded
        if loaded is None or self.is_left:
            return
        self.inspector.use(loaded.codebook)
        self._tell_place(loaded)
        if self._tree_is_old:
            self._tree_is_old = False
            here = self._codes_here(loaded)
            self.code_tree.show(loaded.codebook, loaded.counts, here=here)

    def _codes_here(self, loaded: LoadedInterview) -> set[CodeId]:
        return {coding.code for coding in loaded.coded.at(self.view.place)}

    def _tell_project(self) -> None:
        coder = self.workspace.coder
        who = _("coder {name}").format(name=coder) if coder else _("reading without a coder")
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(who)
        )
        if self.loaded is None:
            return
        interview = self.loaded.interview
        finished = interview.id in self.loaded.finished
        told = _("finished") if self.size.width >= _WIDE else ""
        self.query_one("#subject", Line).say(
            Content.assemble(
                (interview.id, "bold $accent"),
                (f" ● {told}" if finished else "", "$success"),
                "  ",
                (interview.title, "bold"),
                (" ✎" if interview.memo else "", "$accent"),
            ),
            Content.styled(told_attributes(interview.attributes), "$quiet"),
        )

    def _tell_place(self, loaded: LoadedInterview) -> None:
        offered = None if self.hidden else self.offered
        place, selection = self.view.place, self.view.selection
        codings = loaded.coded.at(place)
        if self.edged is not None:
            codings = [self.edged]
        elif selection is not None:
            codings = loaded.coded.touching(selection.span.start, selection.span.end)
        here = Here(
            codings=codings,
            suggestions=() if offered is None else offered.at(place),
            meant=self.edged or self.meant(),
            hint=self._hint(),
            answers=self._answers(),
            looked_at=self._looked_at if self._looked_at_after == self.view.moves else None,
            accepted=loaded.accepted,
            revised={
                each.id: revised
                for each in codings
                if (revised := loaded.coded.revision(each.id)) is not None
            },
            looking=_("{key}: you have looked at it").format(key=key_of(self, "revised.look")),
        )
        self.inspector.tell(here)
        self.code_tree.mark({coding.code for coding in here.codings})

    def _answers(self) -> str:
        keys = {
            name: key_of(self, f"suggest.{name}")
            for name in ("accept", "accept-with", "reject", "skip")
        }
        return _("{accept} accepts · {other} as another · {reject} rejects · {skip} skips").format(
            accept=keys["accept"],
            other=keys["accept-with"],
            reject=keys["reject"],
            skip=keys["skip"],
        )

    @on(CodeTree.Clicked)
    def _look_at_code(self, message: CodeTree.Clicked) -> None:
        """One click on a code tells what it means; the second one codes."""
        self._looked_at, self._looked_at_after = message.code, self.view.moves
        self._tell_side_soon()

    def _hint(self) -> str:
        if self.workspace.coder is None:
            return _("Open the project with --coder NAME to code.")
        if self.edged is not None:
            return _("Keys that move now move its end; o takes the other end.")
        if self.view.selection is not None:
            return _("A code's key codes what is selected; c finds a code.")
        return _("A code's key codes the sentence; c finds a code, v selects.")

    def _tell_status(self, loaded: LoadedInterview) -> None:
        self.query_one("#status", Line).say(self._doing(loaded), Content(self._left(loaded)))

    def _doing(self, loaded: LoadedInterview) -> Content:
        """What is going on; else where one is."""
        view, edged = self.view, self.edged
        if self.waiting:
            return Content.styled(_("Waiting for another program to let go…"), "$warning")
        if self.said:
            return Content.styled(self.said, "$accent")
        if edged is not None:
            told = _("Edges of {code} · Enter keeps · Esc leaves")
            name = loaded.codebook.by_id[edged.code].short_name
            return Content.styled(told.format(code=name), "$accent")
        if view.selection is not None:
            span = view.selection.span
            words = loaded.words_before(span.end) - loaded.words_before(span.start)
            told = ngettext("{n} word selected", "{n} words selected", words)
            more = _(" · v or Esc ends") if view.selecting else ""
            return Content.styled(told.format(n=grouped(words)) + more, "$accent")
        return Content(self._where(loaded))

    def _where(self, loaded: LoadedInterview) -> str:
        turn, total = self.view.turn, len(loaded.words)
        number = 0 if turn is None else turn.number
        told = _("Turn {turn} of {turns}").format(turn=number, turns=len(loaded.interview.turns))
        if turn is not None and turn.time:
            told += f" · {turn.time}"
            if self.size.width < _WIDE:
                return told
        word = min(loaded.words_before(self.view.place) + 1, total)
        said = _("word {word} of {words}").format(word=grouped(word), words=grouped(total))
        return f"{told} · {said}"

    def _left(self, loaded: LoadedInterview) -> str:
        """What is still to be done, and what next and previous go through."""
        if self.workspace.coder is None:
            return ""
        uncoded, undirected = loaded.coded.uncoded, loaded.coded.undirected
        others = sum(each not in loaded.finished for each in self.every)
        if self.size.width < _WIDE:
            left = _("{uncoded} uncoded · {undirected} undirected · {others} left").format(
                uncoded=grouped(uncoded), undirected=grouped(undirected), others=others
            )
            return self.told_revised() or left
        parts = [
            ngettext("{n} turn uncoded", "{n} turns uncoded", uncoded).format(n=grouped(uncoded)),
            _("{n} without direction").format(n=grouped(undirected)),
            ngettext("{n} interview left", "{n} interviews left", others).format(n=others),
        ]
        if self.advice_pending and self.offered is None:
            parts.insert(0, _("making suggestions…"))
        elif self.offered is not None:
            number = len(self.offered)
            told = ngettext("{n} suggestion", "{n} suggestions", number)
            parts.insert(0, told.format(n=grouped(number)))
        if self.told_revised():
            parts.insert(0, self.told_revised())
        return " · ".join(parts)


def told_attributes(attributes: Attributes) -> str:
    """Values that speak for themselves as they are, figures with their names after them."""
    words = [value for value in attributes.values() if any(char.isalpha() for char in value)]
    figures = [
        f"{name} {value}" for name, value in attributes.items() if value and value not in words
    ]
    return " · ".join([*words, *figures])
