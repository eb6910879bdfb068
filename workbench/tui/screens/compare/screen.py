"""The compare screen: two coders' codings in one transcript, where they differ, what is settled."""

from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from workbench.model import InterviewId
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens.compare.bindings import COMPARE
from workbench.tui.screens.compare.loading import LoadedPair
from workbench.tui.screens.compare.settling import Settling
from workbench.tui.widgets.compare.names import MarginNames
from workbench.tui.widgets.compare.sides import Sides, There
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line

_WIDE = 110
"""Cells from which there is room for a column beside the transcript."""
_WIDTHS: list[tuple[int, str]] | None = [(0, "-narrow"), (_WIDE, "-wide")]


class CompareScreen(Settling):
    """Compares one interview after the other; returns the one last shown."""

    BINDINGS: ClassVar[list[BindingType]] = [*COMPARE]
    CSS_PATH = "../../compare.tcss"
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    _side_is_due = False
    """Whether what is told beside the text is about to be brought up to date."""

    def on_mount(self) -> None:
        self.query_one("#filter").display = False
        self.view.show_settled(self.app.size.width >= _WIDE)

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell_margins)

    def _tell_margins(self) -> None:
        if not self.is_left:
            self.query_one(MarginNames).stand(self.view.columns)

    def action_show_settled(self) -> None:
        self.view.show_settled(not self.view.with_settled)
        self._tell_margins()
        told = (
            _("What was settled stands on the right.")
            if self.view.with_settled
            else _("What was settled is hidden.")
        )
        self.say(told)

    def action_directions(self) -> None:
        """Whether unlike directions count, too; everything is compared anew."""
        self.with_direction = not self.with_direction
        told = (
            _("Where only directions differ is shown, too.")
            if self.with_direction
            else _("Where only directions differ is left out.")
        )
        self.say(told)
        self._load()

    def action_matrix(self) -> None:
        """Code by code; from a cell to the disagreements behind it."""
        from workbench.tui.screens.compare.figures import MatrixScreen

        if self.loaded is not None and self.loaded.compared.interviews:
            screen = MatrixScreen(self.pair, self.codebook, here=self.wanted)
            self.app.push_screen(screen, self._sift_to_cell)

    def _sift_to_cell(self, words: str | None) -> None:
        if words is not None:
            self.sift_by(words)
            self.rows_changed()
            self.action_leave_filter()

    def action_drift(self) -> None:
        """Interview by interview, in the order of coding."""
        from workbench.tui.screens.compare.figures import DriftScreen

        if self.loaded is not None and self.loaded.compared.interviews:
            screen = DriftScreen(self.pair, here=self.wanted)
            self.app.push_screen(screen, self._go_to_drifted)

    def _go_to_drifted(self, interview: InterviewId | None) -> None:
        if interview is not None:
            self.go_to_interview(interview)

    def action_codebook(self) -> None:
        from workbench.tui.screens.codebook import CodebookScreen

        self.app.push_screen(CodebookScreen(self.workspace), lambda _answer: self.reload())

    def action_whole(self) -> None:
        from workbench.tui.screens.compare.whole import WholeScreen

        there = self._there()
        if there.listed is None or self.sides is None:
            self.say(_("There is no disagreement here; n goes to the next."))
            return
        ink = self.query_one(Sides).ink
        self.app.push_screen(WholeScreen(there, self.sides.interview, self.codebook, ink))

    # Telling

    def refresh_told(self) -> None:
        if not self.is_mounted or self.is_left:
            return
        self._tell_heading()
        self._tell_status()
        if not self._side_is_due:
            self._side_is_due = True
            self.call_after_refresh(self._tell_side)

    def _tell_side(self) -> None:
        """The words are painted first: what stands beside them comes with the next frame."""
        self._side_is_due = False
        if self.loaded is not None and not self.is_left:
            self.query_one(Sides).tell(self._there(), self.codebook)

    def _there(self) -> There:
        current, sides, place = self.current, self.sides, self.view.place
        coders = (self.pair.first, self.pair.second)
        if current is None:
            return There(
                coders,
                first=() if sides is None else sides.first.at(place),
                second=() if sides is None else sides.second.at(place),
                hint=_("n goes to the next disagreement."),
            )
        return There(
            coders,
            current,
            made=self.made_of(current),
            draft=self.draft_of(current) if current.open else "",
            hint=self._hint(),
        )

    def _hint(self) -> str:
        keys = {
            name: key_of(self, f"settle.{name}") for name in ("first", "second", "both", "neither")
        }
        told = _("{first} {a}'s · {second} {b}'s · {both} both · {neither} neither · {new} new")
        return told.format(
            a=self.pair.first, b=self.pair.second, new=key_of(self, "code.pick"), **keys
        )

    def _tell_heading(self) -> None:
        loaded = self.loaded
        pair = _("{first} and {second}").format(first=self.pair.first, second=self.pair.second)
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary"), ("  " + pair, "bold")),
            Content.styled("" if loaded is None else self._told_compared(loaded), "$quiet"),
        )
        if loaded is None:
            return
        interview = loaded.interviews.get(self.wanted or InterviewId(""))
        if interview is None:
            self.query_one("#subject", Line).say(Content())
            self._tell_nothing(loaded)
            return
        finished = _(" ● settled") if interview.id in loaded.finished else ""
        self.query_one("#subject", Line).say(
            Content.assemble(
                (interview.id, "bold $accent"),
                (finished, "$success"),
                "  ",
                (interview.title, "bold"),
            ),
            Content.styled(self._told_sifted(), "$accent" if self.written else "$quiet"),
        )
        self._tell_nothing(loaded)

    def _told_compared(self, loaded: LoadedPair) -> str:
        compared = loaded.compared
        number = len(compared.interviews)
        told = ngettext("{n} interview", "{n} interviews", number).format(n=grouped(number))
        if compared.left_out:
            told += " · " + _("{n} left out").format(n=grouped(len(compared.left_out)))
        return told

    def _told_sifted(self) -> str:
        total = 0 if self.loaded is None else len(self.loaded.rows)
        shown = len(self.shown_rows)
        if shown != total:
            return _("{shown} of {total} shown").format(shown=grouped(shown), total=grouped(total))
        told = ngettext("{n} disagreement", "{n} disagreements", total).format(n=grouped(total))
        return _("{told} · {key} filters").format(told=told, key=key_of(self, "compare.filter"))

    def _tell_nothing(self, loaded: LoadedPair) -> None:
        """Where there is nothing to compare, say why and what to do."""
        self._show_nothing(None if loaded.compared.interviews else self._told_blind(loaded))

    def _show_nothing(self, words: Content | None) -> None:
        """Say why there is nothing to compare; None shows the text."""
        self.query_one("#nothing", Static).display = words is not None
        self.query_one("#compared").display = words is None
        if words is not None:
            self.query_one("#nothing", Static).update(words)

    def _told_blind(self, loaded: LoadedPair) -> Content:
        name = self.workspace.path.name
        project = f'"{name}"' if " " in name else name
        lines: list[Content | str | tuple[str, str]] = [
            (_("No interview can be compared yet."), "bold"),
            "\n\n",
        ]
        if not loaded.compared.left_out:
            return Content.assemble(*lines, _("There are no interviews in this project."))
        both = _("{first} and {second} are compared on the interviews that both have finished.")
        lines += [
            both.format(first=self.pair.first, second=self.pair.second),
            "\n\n",
        ]
        for coder in (self.pair.first, self.pair.second):
            missing = [
                each.interview for each in loaded.compared.left_out if coder in each.unfinished
            ]
            told = _("{coder} has not finished: {interviews}")
            if missing:
                lines += [
                    told.format(coder=coder, interviews=", ".join(missing)),
                    "\n",
                ]
        lines += [
            "\n",
            _("Who codes marks an interview finished with f, or all of them:"),
            "\n\n",
            (f"workbench finish {project} --coder {self.pair.first}", "$accent"),
            "\n\n",
            _("Or the team lifts the rule for this project:"),
            "\n\n",
            (f"workbench blind {project} --lift", "$accent"),
        ]
        return Content.assemble(*lines)

    def _tell_status(self) -> None:
        self.query_one("#status", Line).say(self._doing(), Content(self._told_progress()))

    def _doing(self) -> Content:
        """What is going on; else where one is."""
        if self.waiting:
            return Content.styled(_("Waiting for another program to let go…"), "$warning")
        if self.said:
            return Content.styled(self.said, "$accent")
        if self.view.selection is not None:
            told = _("{new} or Enter settles what is selected · Esc ends")
            return Content.styled(told.format(new=key_of(self, "code.pick")), "$accent")
        return Content(self._where()) if self.shown_rows else self._told_none()

    def _told_none(self) -> Content:
        """Why no disagreement is shown."""
        if self.loaded is None:
            return Content(_("Comparing…"))
        if self.loaded.rows:
            told = _("Nothing answers to “{words}”; Esc shows all.")
            return Content.styled(told.format(words=self.written.strip()), "$warning")
        return Content(_("The two agree everywhere.") if self.loaded.compared.interviews else "")

    def _where(self) -> str:
        at = self._row_here()
        if at is None:
            turn = self.view.turn
            return _("Turn {turn}").format(turn=0 if turn is None else turn.number)
        told = _("{n} of {total}")
        return told.format(n=grouped(at + 1), total=grouped(len(self.shown_rows)))

    def _told_progress(self) -> str:
        loaded = self.loaded
        if loaded is None or not loaded.rows:
            return ""
        rows = loaded.rows
        narrow = self.size.width < _WIDE
        told = _("settled {done}/{total}") if narrow else _("settled {done} of {total}")
        told = told.format(done=grouped(rows.settled()), total=grouped(len(rows)))
        here = len(rows.of(self.wanted))
        if not here:
            return told
        where = _("here {done}/{total}") if narrow else _("here {done} of {total}")
        where = where.format(done=grouped(rows.settled(self.wanted)), total=grouped(here))
        return f"{where} · {told}"
