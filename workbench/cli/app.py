"""The command `workbench` and its subcommands, each loaded when it is called."""

import importlib
from dataclasses import dataclass

import click

from workbench import __version__
from workbench.text.translation import _


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a subcommand stands, and its line in the help, so that help loads none of them."""

    module: str
    attribute: str
    line: str
    group: str


START = _("Start")
MATERIAL = _("Material")
CODING = _("Coding")
RESULTS = _("Results")
SAFETY = _("Safety")

COMMANDS = {
    "demo": Entry("demo", "demo", _("Build the demonstration and open it."), START),
    "new": Entry("new", "new", _("Make a project with a codebook."), START),
    "open": Entry("open", "open_", _("Open the workbench on the screen."), START),
    "import": Entry("material", "import_", _("Read transcripts and their attributes."), MATERIAL),
    "show": Entry("material", "show", _("Show one interview with its turns."), MATERIAL),
    "revise": Entry("revise", "revise", _("Put a corrected transcript in place."), MATERIAL),
    "speakers": Entry("material", "speakers", _("List, rename and mark speakers."), MATERIAL),
    "remove": Entry("material", "remove", _("Take an interview out of the project."), MATERIAL),
    "forget": Entry("material", "forget", _("Erase an interview or a speaker."), MATERIAL),
    "codebook": Entry("codebook", "codebook", _("Check, show, export, update."), CODING),
    "code": Entry("coding", "code", _("Take codings from a sheet or a pipe."), CODING),
    "suggest": Entry("suggest", "suggest", _("Suggest codes, each with its evidence."), CODING),
    "cues": Entry("cues", "cues", _("What became of each cue; words for new ones."), CODING),
    "finish": Entry("coding", "finish", _("Mark interviews as finished."), CODING),
    "settle": Entry("settle", "settle", _("Decide where two coders differ."), CODING),
    "blind": Entry("settle", "blind", _("Compare unfinished interviews, or not."), CODING),
    "bundle": Entry("bundle", "bundle", _("Put one coder's work into a file."), CODING),
    "merge": Entry("bundle", "merge", _("Take in what others did."), CODING),
    "codings": Entry("results", "codings", _("List one coder's codings."), RESULTS),
    "table": Entry("table", "table", _("Count codes by attributes; list a cell."), RESULTS),
    "contrast": Entry("analysis", "contrast", _("Tell what values share, and what not."), RESULTS),
    "cooccurrence": Entry("analysis", "cooccurrence", _("Codes that are together."), RESULTS),
    "saturation": Entry("analysis", "saturation", _("New codes per interview."), RESULTS),
    "voices": Entry("analysis", "voices", _("Who speaks, and how much."), RESULTS),
    "participants": Entry("analysis", "participants", _("Participants, drop-out."), RESULTS),
    "chart": Entry("chart", "chart", _("Draw a chart, as a file or here."), RESULTS),
    "agree": Entry("agree", "agree", _("Compare coders in figures."), RESULTS),
    "excerpts": Entry("results", "excerpts", _("Write coded excerpts."), RESULTS),
    "find": Entry("find", "find", _("Find passages by a query."), RESULTS),
    "quotations": Entry("quotations", "quotations", _("Write quotations for a report."), RESULTS),
    "verify-quotes": Entry("verify", "verify_quotes", _("Check a report's quotations."), RESULTS),
    "report": Entry("report", "report", _("Write the report as Word documents."), RESULTS),
    "export": Entry("export", "export", _("Write it all, or for other programs."), RESULTS),
    "undo": Entry("safety", "undo", _("Take back your latest action."), SAFETY),
    "redo": Entry("safety", "redo", _("Do again what was undone."), SAFETY),
    "log": Entry("safety", "log", _("Tell who did what, and when."), SAFETY),
    "check": Entry("safety", "check", _("Verify that nothing is damaged."), SAFETY),
    "restore": Entry("safety", "restore", _("Put a backup in place."), SAFETY),
    "keys": Entry("keys", "keys", _("Show every key, or write a file to change them."), START),
    "completion": Entry("new", "completion", _("Print the shell's tab completion."), START),
}


class LazyCommands(click.Group):
    """Lists every subcommand without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module = importlib.import_module(f"workbench.cli.{entry.module}_commands")
        command = getattr(module, entry.attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{entry.module}.{entry.attribute} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise click.UsageError(_unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            groups.setdefault(entry.group, []).append((name, entry.line))
        for group, lines in groups.items():
            with formatter.section(group):
                formatter.write_dl(lines, col_max=14)


def _unknown(word: str) -> str:
    from rapidfuzz import process

    near = process.extractOne(word, list(COMMANDS), score_cutoff=60)
    if near:
        return _("There is no command “{word}”. Did you mean “{near}”?").format(
            word=word, near=near[0]
        )
    return _("There is no command “{word}”. See `workbench --help`.").format(word=word)


@click.group(
    cls=LazyCommands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_("Each command tells more with --help. --debug shows the traceback of an error."),
)
@click.version_option(__version__, prog_name="workbench")
def workbench() -> None:
    """Code interviews with a codebook, in the terminal.

    \b
    The way from a folder of transcripts to a table:
      workbench new study.workbench --codebook danermark
      workbench import study.workbench interviews/ --interviews intervjuer.csv
      workbench open study.workbench --coder Anna
      workbench table study.workbench --by kommun
    """
