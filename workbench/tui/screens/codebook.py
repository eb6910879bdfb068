"""The codebook on the whole screen: read it, change it, see what is used.

Invariant: what a dialog holds is written by the dialog or kept by it; nothing typed is lost when
the writing fails.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Footer, Static

from workbench.model import Code, Codebook, CodeId
from workbench.text.translation import _, ngettext
from workbench.tui.keymap import key_of
from workbench.tui.screens import consequences
from workbench.tui.screens.ask import Answer, AskScreen, name_refused
from workbench.tui.screens.book import BookScreen, Deed, LoadedBook
from workbench.tui.screens.code_form import CodeForm
from workbench.tui.screens.codebook_bindings import CODEBOOK_BINDINGS
from workbench.tui.screens.confirm import ConfirmScreen
from workbench.tui.screens.memo import MemoScreen
from workbench.tui.screens.picker import CodePicker
from workbench.tui.widgets.code_detail import CodeDetail, flowing
from workbench.tui.widgets.code_rows import CodeRows
from workbench.tui.widgets.code_tree import CodeTree
from workbench.tui.widgets.interview_table import grouped
from workbench.tui.widgets.line import Line
from workbench.workflows.rearranging import Position, inwards, one_down, one_up, outwards

if TYPE_CHECKING:
    from workbench.workflows.editing_codebook import CodeUse
    from workbench.workflows.telling import Outcome

_STEPS: dict[str, Callable[[Codebook, CodeId], Position | None]] = {
    "up": one_up,
    "down": one_down,
    "out": outwards,
    "in": inwards,
}


class CodebookScreen(BookScreen):
    """Every code with all that is said of it; returns the code last looked at."""

    CSS_PATH = "../codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = CODEBOOK_BINDINGS

    def compose(self) -> ComposeResult:
        with Vertical(id="heading"):
            yield Line(id="project")
            yield Line(id="subject")
        with Horizontal(id="book"):
            with Vertical(id="book-left"):
                yield Line(id="book-columns")
                yield CodeTree(id="book-tree", keeps_cursor=True, click_chooses=False)
            yield CodeDetail(id="book-detail")
        yield Static(id="empty-book", markup=False)
        yield Line(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#empty-book").display = False
        self.query_one(CodeTree).focus()
        self._tell_project()
        self.reload()

    # What is shown

    def show_book(self, loaded: LoadedBook, *, at: CodeId | None) -> None:
        tree = self.query_one(CodeTree)
        tree.show(loaded.codebook, loaded.counts, at=at)
        empty = not loaded.codebook.codes
        self.query_one("#book").display = not empty
        nothing = self.query_one("#empty-book", Static)
        nothing.display = empty
        if empty:
            nothing.update(
                Content.assemble(
                    (_("The codebook has no codes yet."), "bold"),
                    "\n\n",
                    _("{key} makes the first one.").format(key=key_of(self, "codebook.add")),
                )
            )
        self._tell_columns()
        self._tell_code()
        self._tell_project()

    def on_resize(self) -> None:
        self.call_after_refresh(self._tell_columns)

    def _tell_columns(self) -> None:
        words = self.query_one(CodeTree).headings(_("own"), _("all"))
        self.query_one("#book-columns", Line).say(Content(), Content.styled(words, "$quiet"))

    @on(CodeRows.Highlighted)
    def _tell_code(self) -> None:
        loaded = self._loaded
        if loaded is not None:
            code = self.query_one(CodeTree).under_cursor
            self.query_one(CodeDetail).show(loaded.codebook, code, loaded.counts)
            self._tell_status()

    @property
    def _code(self) -> Code | None:
        """The code under the cursor."""
        code = self.query_one(CodeTree).under_cursor
        return None if code is None else self._book.by_id.get(code)

    def _tell_project(self) -> None:
        coder = self.workspace.coder
        who = _("coder {name}").format(name=coder) if coder else _("reading without a coder")
        self.query_one("#project", Line).say(
            Content.assemble((self.workspace.title, "bold $primary")), Content(who)
        )
        codes = len(self._book.codes)
        told = ngettext("{n} code", "{n} codes", codes).format(n=grouped(codes))
        title = self._book.title or _("Codebook")
        self.query_one("#subject", Line).say(
            Content.assemble((title, "bold"), "  ", (told, "$quiet"))
        )

    @property
    def _hint(self) -> str:
        """What the footer has no room for."""
        ids = ("move-up", "move-down", "move-out", "move-in", "rename", "merge", "memo")
        keys = {ident: key_of(self, f"codebook.{ident}") for ident in ids}
        moves = _("{up} {down} {out} {into} move").format(
            up=keys["move-up"], down=keys["move-down"], out=keys["move-out"], into=keys["move-in"]
        )
        return " · ".join(
            (
                moves,
                _("{key} renames").format(key=keys["rename"]),
                _("{key} merges").format(key=keys["merge"]),
                _("{key} memo").format(key=keys["memo"]),
            )
        )

    def _tell_status(self) -> None:
        uses = sum(self._counts.values())
        told = ngettext("{n} coding", "{n} codings", uses).format(n=grouped(uses))
        left = Content.styled(self._done, "$foreground") if self._done else Content(self._hint)
        self.query_one("#status", Line).say(left, Content(told))

    # What the keys do

    @on(CodeRows.Chosen)
    def action_edit(self) -> None:
        code = self._code
        if code is not None:
            self.app.push_screen(CodeForm(code, self._book, save=self._save), self._returned)

    def action_add(self, below: bool) -> None:
        code = self._code
        parent = None if code is None else (code.id if below else code.parent)
        screen: AskScreen[Outcome] = AskScreen(
            _("New code"),
            carry_out=lambda answer: self.workspace.add_code(answer.text, parent=answer.parent),
            placeholder=_("Its name"),
            refuse=lambda answer: name_refused(self._book, answer.text, answer.parent),
            codebook=self._book,
            counts=self._counts,
            parent=parent,
        )
        self.app.push_screen(screen, self._returned)

    def action_rename(self) -> None:
        code = self._code
        if code is None:
            return
        before = code

        def refused(answer: Answer) -> str:
            return name_refused(self._book, answer.text, before.parent, besides=before.id)

        screen: AskScreen[Outcome] = AskScreen(
            _("Rename {code}").format(code=consequences.told_code(self._book, code.id)),
            carry_out=lambda answer: self._save(before, replace(before, name=answer.text)),
            suggested=code.name,
            refuse=refused,
        )
        self.app.push_screen(screen, self._returned)

    def action_memo(self) -> None:
        code = self._code
        if code is None:
            return
        before, subject = code, f"code:{code.id}"

        def question() -> Callable[[], None]:
            draft = self.workspace.draft(subject)
            return lambda: self._open_memo(before, subject, draft)

        self._ask_project(question)

    def _open_memo(self, code: Code, subject: str, draft: str | None) -> None:
        def keep_draft(text: str) -> None:
            self.workspace.keep_draft(subject, text)

        def write(text: str) -> "Outcome | None":
            changed = text != code.memo
            outcome = self._save(code, replace(code, memo=text)) if changed else None
            # Only now: a memo that could not be written is found again.
            keep_draft("")
            return outcome

        def closed(text: str | None) -> None:
            if text is not None:
                self._do(lambda: write(text.rstrip()))

        title = _("Memo on {code}").format(code=consequences.told_code(self._book, code.id))
        context = flowing(code.definition).split("\n")[:1]
        self.app.push_screen(MemoScreen(title, context, code.memo, draft, keep_draft), closed)

    def action_merge(self) -> None:
        source = self._code
        if source is None:
            return
        code = source.id

        def chosen(target: CodeId | None) -> None:
            if target is not None:
                self._ask_use(code, lambda use: self._confirm_merge(code, target, use))

        title = _("Merge {code} into").format(code=consequences.short_code(self._book, code))
        picker = CodePicker(self._book, self._counts, title, without=[code])
        self.app.push_screen(picker, chosen)

    def _ask_use(self, code: CodeId, then: Callable[["CodeUse"], None]) -> None:
        def question() -> Callable[[], None]:
            use = self.workspace.code_use(code)
            return lambda: then(use)

        self._ask_project(question)

    def _confirm_merge(self, source: CodeId, target: CodeId, use: "CodeUse") -> None:
        self._confirm(
            _("Merge {source} into {target}?").format(
                source=consequences.told_code(self._book, source),
                target=consequences.told_code(self._book, target),
            ),
            consequences.of_merging(use, target),
            _("Merge"),
            lambda: self.workspace.merge_codes(source, target),
        )

    def action_delete(self) -> None:
        code = self._code
        if code is not None:
            found = code.id
            self._ask_use(found, lambda use: self._confirm_delete(found, use))

    def _confirm_delete(self, code: CodeId, use: "CodeUse") -> None:
        self._confirm(
            _("Delete {code}?").format(code=consequences.told_code(self._book, code)),
            consequences.of_deleting(self._book, use),
            _("Delete"),
            lambda: self.workspace.delete_code(code),
        )

    def _confirm(self, question: str, lines: list[str], yes: str, deed: Deed) -> None:
        def answered(agreed: bool | None) -> None:
            if agreed:
                self._do(deed)

        told = [*lines, "", _("Undo brings it back.")]
        self.app.push_screen(ConfirmScreen(question, told, yes=yes, no=_("Leave it")), answered)

    def action_move(self, direction: str) -> None:
        code = self._code
        if code is not None:
            found, step = code.id, _STEPS[direction]
            self._do(lambda: self._move(found, step))

    def _move(
        self, code: CodeId, step: Callable[[Codebook, CodeId], Position | None]
    ) -> "Outcome | None":
        book = self.workspace.codebook()
        position = step(book, code) if code in book.by_id else None
        if position is None:
            return None
        return self.workspace.move_code(code, parent=position.parent, before=position.before)

    def action_move_below(self) -> None:
        moved = self._code
        if moved is None:
            return
        code = moved.id

        def chosen(parent: CodeId | None) -> None:
            if parent is not None:
                self._do(lambda: self.workspace.move_code(code, parent=parent, before=None))

        title = _("Move {code} below").format(code=consequences.short_code(self._book, code))
        own = self._book.descendants(code)
        self.app.push_screen(CodePicker(self._book, self._counts, title, without=own), chosen)

    def action_scroll_detail(self, step: int) -> None:
        detail = self.query_one(CodeDetail)
        rows = max(1, detail.size.height - 2)
        detail.scroll_relative(y=step * rows, animate=False)

    def action_undo(self) -> None:
        self._do(self.workspace.undo)

    def action_redo(self) -> None:
        self._do(self.workspace.redo)

    def action_back(self) -> None:
        self.dismiss(self.query_one(CodeTree).under_cursor)
