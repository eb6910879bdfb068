"""An interview whose text was corrected, for tests of the coding screen."""

from workbench.workflows.opening import Workspace
from workbench.workflows.revising import revise
from workbench.workflows.transcribing import show_interview


def rewritten(text, codings):
    """A turn more at the beginning, a word more in one passage, another passage gone."""
    first, second, *_ = codings
    grown = text[first.span.start : first.span.end].replace(" ", " alltså ", 1)
    pieces = sorted([(first.span, grown), (second.span, "")], key=lambda each: each[0].start)
    made, last = "", 0
    for span, words in pieces:
        made += text[last : span.start] + words
        last = span.end
    return made + text[last:]


def correct(path, folder):
    """Give interview 06 a corrected text; the codings of A that grew and were lost."""
    opened = Workspace.open(path, coder="A")
    apart = [each for each in opened.codings("06") if " " in words(opened, each)]
    first = apart[0]
    second = next(each for each in apart if not each.span.overlaps(first.span))
    opened.close()
    text = rewritten(show_interview(path, "06").text, (first, second))
    file = folder / "06-rättad.txt"
    file.write_text(text, encoding="utf-8")
    revise(path, "06", file)
    return first, second


def words(workspace, coding):
    return workspace.text_of("06")[coding.span.start : coding.span.end]
