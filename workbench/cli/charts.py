"""Charts in characters: bars of eighths, shades in quarters; they need no colour."""

from workbench.cli.grids import bar
from workbench.cli.output import say
from workbench.cli.tables import print_table
from workbench.model import FrequencyTable, Saturation, Voices
from workbench.text.translation import _
from workbench.workflows.charting import balance_lines
from workbench.workflows.projects import Language

_WIDTH = 24


def print_heat(table: FrequencyTable, *, lang: Language) -> None:
    """The table with its shades."""
    print_table(table, lang=lang)


def print_balance(table: FrequencyTable) -> None:
    """What hinders to the left, what promotes to the right, then the balance."""
    lines = balance_lines(table)
    most = max((max(plus, minus) for _name, plus, minus in lines), default=0) or 1
    widest = max((len(name) for name, _plus, _minus in lines), default=0)
    head = f"{_('hinders'):>{_WIDTH + 5}} │ {_('promotes'):<{_WIDTH + 5}} {_('balance')}"
    say(f"{'':{widest}} {head}")
    for name, plus, minus in lines:
        # Whole blocks to the left: eighths fill from the left only.
        left = "▒" * round(minus / most * _WIDTH)
        right = bar(plus / most, width=_WIDTH)
        balance = f"{plus - minus:+d}".replace("-", "−") if plus != minus else "0"
        say(
            f"{name:{widest}} {minus:>4} {left:>{_WIDTH}} │ "
            f"{right:<{_WIDTH}} {plus:<4} {balance:>5}"
        )


def print_saturation(found: Saturation) -> None:
    """New codes and all codes so far, interview by interview."""
    most = max((step.cumulative for step in found.steps), default=0) or 1
    for step in found.steps:
        new = len(step.new_codes)
        before = round((step.cumulative - new) / most * _WIDTH)
        grown = round(step.cumulative / most * _WIDTH) - before
        drawn = "░" * before + "█" * grown
        mark = "  ◀" if step.interview == found.reached else ""
        say(
            f"{step.date or '–':10}  {step.interview:>6}  {drawn:<{_WIDTH}} "
            f"{step.cumulative:>3} (+{new}){mark}"
        )
    say(_("█ new codes, ░ codes met before, ◀ saturation (see `workbench saturation`)."))


def print_voices(found: Voices) -> None:
    """Each participant's share of the words of the interview."""
    for talk in found.conversations:
        say(f"{talk.interview}  {talk.title}")
        for voice in talk.voices:
            share = voice.share or 0.0
            say(f"    {voice.speaker or '–':<12} {100 * share:5.1f} %  {bar(share, width=40)}")
