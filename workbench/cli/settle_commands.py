"""`settle`, `blind`: what two coders decide together, and what they may see of each other."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from workbench.cli.options import (
    code_completion,
    coders_option,
    codes_option,
    command,
    force_option,
    interview_completion,
    json_option,
    lang_option,
    output_option,
    project_argument,
    where_option,
)
from workbench.cli.output import print_json, say, tell, tell_all
from workbench.errors import InputError, UsageError
from workbench.model import (
    CONSENSUS,
    Codebook,
    Coder,
    Coding,
    Disagreement,
    DisagreementKind,
    InterviewId,
    PairKey,
    Taken,
)
from workbench.text.translation import _, ngettext
from workbench.workflows.pairing import (
    Compared,
    NewCoding,
    Pair,
    Settled,
    Sought,
    paired,
    place_id,
)
from workbench.workflows.projects import Language

_KINDS = {each.value.replace(" ", "-"): each for each in DisagreementKind}
_TAKEN = {each.value: each for each in (Taken.FIRST, Taken.SECOND, Taken.BOTH, Taken.NEITHER)}


@command(
    "workbench settle study.workbench --coder Anna --coder Bo --kind code --where kommun=Eksjö",
    "workbench settle study.workbench --coder Anna --coder Bo --take Anna 3f2a9c --reason ...",
    "workbench settle study.workbench --coder Anna --coder Bo --edges 20",
    "workbench settle study.workbench --coder Anna --coder Bo -o beslut.docx",
)
@project_argument
@coders_option
@click.option(
    "--consensus",
    default=CONSENSUS,
    show_default=True,
    metavar=_("NAME"),
    help=_("The coder to whom what is settled belongs."),
)
@click.option(
    "--interview",
    "interviews",
    multiple=True,
    metavar=_("ID"),
    shell_complete=interview_completion,
    help=_("Only this interview. May repeat."),
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(list(_KINDS)),
    help=_("Only disagreements of this kind. May repeat."),
)
@codes_option
@where_option
@click.option(
    "--min-size",
    type=click.IntRange(min=0),
    default=0,
    metavar=_("N"),
    help=_("Only where the two differ on at least N characters."),
)
@click.option("--open", "only_open", is_flag=True, help=_("Only what is not settled."))
@click.option(
    "--direction", is_flag=True, help=_("Unlike directions on one coding are a disagreement, too.")
)
@click.option(
    "--take",
    "takes",
    nargs=2,
    multiple=True,
    metavar=_("WHOSE ID"),
    help=_("Decide: first, second (or their names), both or neither. May repeat."),
)
@click.option(
    "--new",
    "news",
    nargs=2,
    multiple=True,
    metavar=_("CODE ID"),
    shell_complete=code_completion,
    help=_("Decide: the whole passage gets CODE, and the two's common direction. May repeat."),
)
@click.option("--reason", default="", metavar=_("TEXT"), help=_("Why; stands in the document."))
@click.option(
    "--edges",
    type=click.IntRange(min=1),
    metavar=_("N"),
    help=_("Take the longer wherever only edges differ, by less than N characters."),
)
@click.option("--agreed", is_flag=True, help=_("Take over what both have coded the same."))
@click.option(
    "--reopen",
    "reopened",
    multiple=True,
    metavar=_("ID"),
    help=_("Take a decision back. May repeat."),
)
@json_option
@output_option(_("Write the decisions: a name ending in .docx, .csv or .md."))
@lang_option
@force_option
def settle(
    *,
    project: Path,
    coders: tuple[str, ...],
    consensus: str,
    interviews: tuple[str, ...],
    kinds: tuple[str, ...],
    codes: tuple[str, ...],
    where: tuple[str, ...],
    min_size: int,
    only_open: bool,
    direction: bool,
    takes: tuple[tuple[str, str], ...],
    news: tuple[tuple[str, str], ...],
    reason: str,
    edges: int | None,
    agreed: bool,
    reopened: tuple[str, ...],
    as_json: bool,
    output: Path | None,
    lang: Language | None,
    force: bool,
) -> None:
    """List where two coders differ, and decide: what is taken belongs to a coder of its own.

    Without --take, --new, --edges, --agreed, --reopen or -o the disagreements are listed, each
    with the ID by which it is decided on. What both coded the same is taken over with the first
    decision in an interview. Both coders' own codings stay as they are, so that their agreement
    can be computed again. Interviews that one of the two has not finished are left out.
    """
    with paired(project, coders, consensus=consensus) as pair:
        sought = _sought(
            pair,
            interviews=interviews,
            kinds=kinds,
            codes=codes,
            where=where,
            min_size=min_size,
            direction=direction,
        )
        told = [
            *_take(pair, takes, reason),
            *_code_anew(pair, news, reason),
            *_reopen(pair, reopened),
        ]
        if edges is not None:
            told.append(pair.settle_edges(edges, interviews=sought.interviews, reason=reason).told)
        if agreed:
            told.append(pair.take_agreed(sought.interviews).told)
        if output is not None:
            number = pair.write_decisions(output, lang=lang, force=force)
            line = ngettext("{path}: {number} decision.", "{path}: {number} decisions.", number)
            told.append(line.format(path=output, number=number))
        if as_json:
            print_json(_open_facts(pair.facts(sought), only_open=only_open))
        elif told:
            for line in told:
                say(line)
        else:
            _list(pair, sought, only_open=only_open)
        _tell_left_out(pair.compared())
        _tell_progress(pair, sought)


@command(
    "workbench blind study.workbench",
    "workbench blind study.workbench --lift",
)
@project_argument
@click.option("--lift", is_flag=True, help=_("Compare unfinished interviews, too."))
@click.option("--restore", is_flag=True, help=_("Compare only what every coder has finished."))
def blind(*, project: Path, lift: bool, restore: bool) -> None:
    """Say whether coders are compared only on what each has finished; lift that, or restore it.

    It holds for the whole project, is in the log, and can be undone. It keeps honest people apart
    while they code; it is no protection against the curious.
    """
    from workbench.workflows.blinding import is_blind, set_blind

    if lift and restore:
        raise UsageError(_("--lift and --restore contradict each other."), _("Choose one."))
    if lift or restore:
        set_blind(project, restore)
    if is_blind(project):
        say(_("Blind: coders are compared on interviews that every one of them has finished."))
    else:
        say(_("Not blind: coders are compared on every interview that each of them has begun."))


# -- What is asked for ------------------------------------------------------------------------


def _sought(
    pair: Pair,
    *,
    interviews: Sequence[str],
    kinds: Sequence[str],
    codes: Sequence[str],
    where: Sequence[str],
    min_size: int,
    direction: bool,
) -> Sought:
    book = pair.codebook()
    return Sought(
        interviews=[pair.one_compared(each) for each in interviews] or None,
        codes=[book.resolve(each) for each in codes] or None,
        kinds=[_KINDS[each] for each in kinds] or None,
        where=where,
        least_size=min_size,
        direction=direction or _KINDS["direction"].value in kinds,
    )


class _Places:
    """Disagreements by what they are called here; asked again after each decision."""

    def __init__(self, pair: Pair) -> None:
        self._pair = pair

    def disagreement(self, written: str) -> Disagreement:
        # One that is of code or edges otherwise is of direction only where directions count.
        found = {
            place_id(each.key): each for each in self._pair.disagreements(Sought(direction=True))
        }
        return found[_one(written, list(found))]

    def settled(self, written: str) -> Settled:
        found = {place_id(key): each for key, each in self._pair.settled().items()}
        return found[_one(written, list(found))]


def _one(written: str, ids: Sequence[str]) -> str:
    """The id that begins so. Errors: InputError where none, or more than one, does."""
    wanted = written.strip().casefold()
    found = [each for each in ids if wanted and each.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            _("More than one disagreement is called “{id}”.").format(id=written),
            _("Write more of it: {ids}.").format(ids=", ".join(found[:5])),
        )
    raise InputError(
        _("There is no disagreement “{id}” between these two.").format(id=written),
        _("Write an ID that `workbench settle` lists; it changes when a coding does."),
    )


def _taken(pair: Pair, written: str) -> Taken:
    names = {pair.first: Taken.FIRST, pair.second: Taken.SECOND, **_TAKEN}
    taken = names.get(written)
    if taken is None:
        raise UsageError(
            _("“{word}” cannot be taken.").format(word=written),
            _("Write first, second, both, neither, or the name of one of the two."),
        )
    return taken


def _take(pair: Pair, takes: Sequence[tuple[str, str]], reason: str) -> Iterator[str]:
    places = _Places(pair)
    for whose, written in takes:
        taken = _taken(pair, whose)
        yield pair.settle(places.disagreement(written), taken, reason=reason).told


def _code_anew(pair: Pair, news: Sequence[tuple[str, str]], reason: str) -> Iterator[str]:
    places = _Places(pair)
    for code, written in news:
        each = places.disagreement(written)
        new = NewCoding(each.span, pair.codebook().resolve(code), each.direction)
        yield pair.settle(each, Taken.NEW, new=new, reason=reason).told


def _reopen(pair: Pair, reopened: Sequence[str]) -> Iterator[str]:
    places = _Places(pair)
    for written in reopened:
        yield pair.reopen(places.settled(written).settlement).told


def _open_facts(facts: dict[str, object], *, only_open: bool) -> dict[str, object]:
    listed = facts["disagreements"]
    if only_open and isinstance(listed, list):
        facts["disagreements"] = [
            each for each in listed if not each["settled"] or each["settled"]["overtaken"]
        ]
    return facts


# -- What is said -----------------------------------------------------------------------------


def _list(pair: Pair, sought: Sought, *, only_open: bool) -> None:
    settled = pair.settled()
    book = pair.codebook()
    texts: dict[InterviewId, str] = {}
    for each in pair.disagreements(sought):
        known = _decision(settled, each.key)
        if only_open and known is not None and not known.overtaken:
            continue
        if each.interview not in texts:
            texts[each.interview] = pair.text(each.interview)
        for line in _lines(pair, each, book=book, text=texts[each.interview], known=known):
            say(line)
    gone = [each for each in pair.overtaken() if each.settlement.taken is not Taken.AGREED]
    if gone:
        told = ngettext(
            "{number} decision rests on what has been changed since; decide anew, or --reopen ID:",
            "{number} decisions rest on what has been changed since; decide anew, or --reopen ID:",
            len(gone),
        )
        tell(told.format(number=len(gone)))
        tell_all(f"{place_id(each.settlement.key)}  {each.settlement.interview}" for each in gone)


def _decision(settled: Mapping[PairKey, Settled], key: PairKey) -> Settled | None:
    known = settled.get(key)
    return None if known is None or known.settlement.taken is Taken.AGREED else known


def _lines(
    pair: Pair, each: Disagreement, *, book: Codebook, text: str, known: Settled | None
) -> Iterator[str]:
    size = ngettext("{number} character", "{number} characters", each.size)
    number = size.format(number=each.size)
    yield f"{place_id(each.key)}  {each.reference}  {_kind(each.kind)}, {number}"
    for coder, coding in ((pair.first, each.first), (pair.second, each.second)):
        yield f"  {_side(coder, coding, book=book, text=text)}"
    if known is not None:
        yield f"  {_settled(pair, known)}"


def _kind(kind: DisagreementKind) -> str:
    return {
        DisagreementKind.BOUNDARIES: _("boundaries"),
        DisagreementKind.CODE: _("code"),
        DisagreementKind.ONE_CODED: _("only one coded"),
        DisagreementKind.DIRECTION: _("direction"),
    }[kind]


def _side(coder: Coder, coding: Coding | None, *, book: Codebook, text: str) -> str:
    if coding is None:
        return _("{coder}: did not code here").format(coder=coder)
    sign = f" {coding.polarity.value}" if coding.polarity else ""
    words = " / ".join(text[coding.span.start : coding.span.end].split("\n"))
    known = book.by_id.get(coding.code)
    code = coding.code if known is None else known.short_name
    return _("{coder}: {code}  “{words}”").format(coder=coder, code=code + sign, words=words)


def _settled(pair: Pair, known: Settled) -> str:
    told = {
        Taken.FIRST: _("settled: took {coder}'s").format(coder=pair.first),
        Taken.SECOND: _("settled: took {coder}'s").format(coder=pair.second),
        Taken.BOTH: _("settled: took both"),
        Taken.NEITHER: _("settled: took neither"),
        Taken.NEW: _("settled: coded anew"),
    }[known.settlement.taken]
    if known.settlement.reason:
        told = f"{told}. {' '.join(known.settlement.reason.split())}"
    if known.overtaken:
        told = f"{told} [{_('changed since: decide anew')}]"
    return told


def _tell_left_out(compared: Compared) -> None:
    if not compared.left_out:
        return
    number = len(compared.left_out)
    told = ngettext(
        "{number} interview is left out, because not finished:",
        "{number} interviews are left out, because not finished:",
        number,
    )
    tell(told.format(number=number))
    tell_all(f"{each.interview} ({', '.join(each.unfinished)})" for each in compared.left_out)


def _tell_progress(pair: Pair, sought: Sought) -> None:
    done = pair.progress(direction=sought.direction)
    told = _("{settled} of {total} disagreements settled.")
    tell(told.format(settled=done.settled, total=done.total))
