"""Tables crossed, grouped, limited and as shares, each on a case counted by hand."""

import pytest

from tests.unit.frame_samples import BOOK, LED, RUT, STA, STR, talk
from workbench.analysis import cut_table
from workbench.errors import InputError, UsageError
from workbench.model import (
    MISSING,
    UNGROUPED,
    CodeId,
    Coder,
    CountingFrame,
    Cut,
    FrequencyRow,
    FrequencyTable,
    Percent,
    Unit,
    ValueGroups,
)

FRAMES = [
    talk(
        "01",
        ("M", "Hur går det", ""),
        ("A", "ett två tre", "LED+ STR"),
        ("B", "fyra fem", "LED-"),
        kommun="Aneby",
        aktör="Kommun",
        datum="2015-09-15",
    ),
    talk("02", ("A", "ett två", "LED+"), kommun="Aneby", aktör="Vård", datum="2015-12-31"),
    talk(
        "03",
        ("A", "ett två tre fyra", "STR.rutiner- STA"),
        ("B", "fem", ""),
        kommun="Eksjö",
        aktör="Kommun",
        datum="2016-01-04",
    ),
    talk("04", ("A", "ett", "STA0"), kommun="Eksjö"),
]


def table(*by: str, frames: list[CountingFrame] = FRAMES, **cut: object) -> FrequencyTable:
    return cut_table(frames, BOOK, Cut(by=by, **cut), coder=Coder("A"))  # type: ignore[arg-type]


def row(found: FrequencyTable, value: str, code: CodeId, sign: str | None = None) -> FrequencyRow:
    rows = (*found.rows, *found.totals)
    return next(r for r in rows if (r.value, r.code, r.polarity) == (value, code, sign))


def counts(found: FrequencyTable, code: CodeId) -> dict[str, int]:
    return {r.value: r.count_with_children for r in found.rows if r.code == code}


def groups(attribute: str, *rules: tuple[str, str]) -> tuple[ValueGroups, ...]:
    return (ValueGroups(attribute, rules),)


def test_two_attributes_are_crossed_in_the_combinations_that_occur() -> None:
    found = table("kommun", "aktör")
    assert found.parts == (
        ("Aneby", "Kommun"),
        ("Aneby", "Vård"),
        ("Eksjö", "Kommun"),
        ("Eksjö", MISSING),
    )
    assert found.by == "kommun × aktör"
    assert counts(found, LED) == {
        "Aneby × Kommun": 2,
        "Aneby × Vård": 1,
        "Eksjö × Kommun": 0,
        "Eksjö × (saknas)": 0,
    }
    assert found.bases["Aneby × Kommun"].words == 5


@pytest.mark.parametrize("by", ["week", "vecka"])
def test_weeks_are_those_of_the_iso_calendar(by: str) -> None:
    found = table(by)
    assert found.values == ("2015-W38", "2015-W53", "2016-W01", MISSING)
    assert [(each.kind, each.facts) for each in found.remarks] == [("undated", ("04",))]


def test_an_attribute_called_week_is_an_attribute() -> None:
    assert table("vecka", frames=[talk("01", ("A", "ett", ""), vecka="7")]).values == ("7",)


def test_weeks_need_a_date() -> None:
    with pytest.raises(InputError, match="date") as raised:
        table("vecka", frames=[talk("01", ("A", "ett", ""), kommun="Aneby")])
    assert "datum" in raised.value.remedy


def test_values_are_put_together_in_the_order_of_the_groups() -> None:
    found = table("kommun", groups=groups("Kommun", ("eksjö", "Öster"), ("Aneby", "Väster")))
    assert found.values == ("Öster", "Väster")
    assert counts(found, LED) == {"Öster": 0, "Väster": 3}


def test_a_value_without_a_group_and_a_group_without_a_value_are_told() -> None:
    found = table("kommun", groups=groups("kommun", ("Aneby", "Väster"), ("Habo", "Norr")))
    assert found.values == ("Väster", UNGROUPED)
    assert [(each.kind, each.facts) for each in found.remarks] == [
        ("ungrouped", ("kommun", "Eksjö")),
        ("unused group", ("kommun", "Norr")),
    ]


@pytest.mark.parametrize(
    "rules",
    [
        (("2015", "före"), ("2016", "efter")),
        (("2015-09", "före"), ("2015-12", "före"), ("2016-01", "efter")),
        (("..2015-12-31", "före"), ("2016-01-01..", "efter")),
        (("2015-09-15..2015-12-31", "före"), ("2016-W01", "efter")),
    ],
)
def test_dates_are_put_into_rounds(rules: tuple[tuple[str, str], ...]) -> None:
    found = table("datum", groups=groups("datum", *rules))
    assert found.values == ("före", "efter", MISSING)
    assert counts(found, LED) == {"före": 3, "efter": 0, MISSING: 0}


def test_groups_of_an_attribute_that_nothing_is_counted_by_are_refused() -> None:
    with pytest.raises(UsageError, match="aktör"):
        table("kommun", groups=groups("aktör", ("Vård", "x")))


def test_conditions_limit_the_counts_and_what_they_rest_on() -> None:
    found = table("kommun", where=("aktör=Kommun", "deltagare=A"))
    assert counts(found, LED) == {"Aneby": 1, "Eksjö": 0}
    assert found.bases[""].words == 7
    assert found.bases[""].participants == 2


def test_a_condition_names_interviews_as_people_write_them() -> None:
    assert table("kommun", where=("intervju=1",)).bases[""].words == 5


def test_a_condition_on_what_nobody_has_is_refused() -> None:
    with pytest.raises(InputError, match="habo"):
        table("kommun", where=("kommun=Habo",))


def test_percent_of_the_row_is_of_the_codes_total() -> None:
    found = table("kommun", percent=Percent.ROW)
    assert row(found, "Aneby", LED).percent == 1
    assert row(found, "Aneby", STR).percent_with_children == pytest.approx(1 / 2)
    assert row(found, "Eksjö", STR).percent == 0


def test_percent_of_the_column_is_of_all_that_is_coded_there() -> None:
    found = table("kommun", percent=Percent.COLUMN)
    assert row(found, "Aneby", LED).percent == pytest.approx(3 / 4)
    assert row(found, "", STA).percent == pytest.approx(2 / 7)


def test_a_turn_with_two_codes_is_one_coded_turn() -> None:
    found = table("kommun", unit=Unit.TURNS, percent=Percent.COLUMN)
    assert row(found, "Aneby", LED).percent == 1
    assert row(found, "Aneby", STR).percent == pytest.approx(1 / 3)


def test_percent_of_the_whole_is_of_all_that_is_coded() -> None:
    found = table("kommun", percent=Percent.TOTAL, polarity=True)
    assert row(found, "Aneby", LED, "+").percent == pytest.approx(2 / 7)


@pytest.mark.parametrize(
    ("unit", "share"),
    [
        (Unit.TURNS, 1 / 3),
        (Unit.PARTICIPANTS, 1 / 3),
        (Unit.INTERVIEWS, 1 / 2),
        (Unit.WORDS, 4 / 6),
    ],
)
def test_percent_of_the_base_is_of_all_there_are(unit: Unit, share: float) -> None:
    found = table("kommun", unit=unit, percent=Percent.BASE)
    assert row(found, "Eksjö", RUT).percent == pytest.approx(share)


def test_segments_have_no_base() -> None:
    with pytest.raises(UsageError, match="Segments"):
        table("kommun", percent=Percent.BASE)


def test_rates_are_for_each_thousand_words_said_under_the_value() -> None:
    found = table("kommun", per_1000=True)
    assert row(found, "Aneby", LED).per_1000 == pytest.approx(3 / 7 * 1000)
    assert row(found, "", STR).per_1000_with_children == pytest.approx(2 / 13 * 1000)


def test_the_balance_is_what_promotes_less_what_hinders() -> None:
    found = table("kommun", polarity=True)
    balances = {(b.value, b.code): b for b in found.balances}
    assert balances["Aneby", LED].balance == 1
    assert balances["Aneby", LED].leaning == pytest.approx(1 / 3)
    assert balances["Eksjö", STR].balance == 0
    assert balances["Eksjö", STR].balance_with_children == -1
    assert balances["Eksjö", STA].leaning is None
    assert balances["", STR].balance_with_children == -1
