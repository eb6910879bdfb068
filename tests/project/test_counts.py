"""What is counted beside an open project follows what is written to it."""

from workbench.model import AddCoding, CellKey, Coder, Coding, CodingId, Cut, Span
from workbench.project import Project
from workbench.workflows.counting import Counts
from workbench.workflows.tabulating import cell_of, table_of

A = Coder("A")


def test_a_table_follows_a_coding_that_is_written(demo):
    with Project.open(demo, author="tester") as project:
        counts = Counts(project)
        cut = Cut(by=("kommun",))
        before = table_of(counts, cut, coder=A)
        assert counts.frames(A) is counts.frames(A)
        interview = project.interview("03")
        turn = next(interview.participant_turns())
        code = before.codes[0][0]
        coding = Coding(
            CodingId(project.new_coding_id()),
            interview.id,
            Span(turn.start, turn.start + 1),
            code,
            A,
        )
        project.commit([AddCoding(coding)], verb="code", coder=A)
        after = table_of(counts, cut, coder=A)
        assert after.totals[0].count == before.totals[0].count + 1
        passages = cell_of(counts, cut, CellKey(("Eksjö",), code), coder=A)
        assert coding.span in [each.entry.span for each in passages]
        assert next(str(p.reference) for p in passages).startswith("03:")
