"""The kernel of daily energy against its slow plain twin, and what must hold whatever the readings say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from energy_rows import SCHEMA, START, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_energy import Change, Meter, Reading, Register, plain_rows

from jicha.facts.energy_day import kernel
from jicha.facts.registers import belief, estimate, spans


def told(table: pa.Table, point: str) -> list[tuple[object, ...]]:
    return sorted(
        (
            (row["day"] - START).days,
            row["method"],
            row["quality"],
            micro(row["kwh"]),
            micro(row["candidate_1_kwh"]),
            micro(row["candidate_2_kwh"]),
            row["flag"],
            row["reading_flag"],
        )
        for row in table.to_pylist()
        if row["point_id"] == point
    )


def micro(value: Decimal | None) -> int | None:
    return None if value is None else int(value.scaleb(6))


def expected(register: Register) -> list[tuple[object, ...]]:
    return sorted(plain_rows(register))


STEP = st.sampled_from([0, 0, 1, 5_000, 12_345, 400_000, -3_000, -20_000])
METER = st.builds(
    Meter,
    name=st.sampled_from(["a", "b", "c"]),
    installed_on=st.one_of(st.none(), st.integers(0, 20)),
    removed_on=st.one_of(st.none(), st.integers(0, 20)),
    installed=st.one_of(st.none(), st.sampled_from([0, 5_000])),
    removed=st.one_of(st.none(), st.sampled_from([99_990_000, 100_500, 1_000_000])),
    ratio=st.sampled_from([1000, 80_000, 1500, 0, None]),
    digits=st.sampled_from([None, 4, 5, 6]),
    meter_w=st.sampled_from([None, 0, 13_200]),
    capacity_va=st.sampled_from([None, 0, 8_000]),
)
CHANGE = st.builds(
    Change,
    effective_on=st.integers(0, 25),
    recorded_on=st.one_of(st.none(), st.integers(0, 30)),
    old=st.sampled_from([1000, 15_000, None]),
    new=st.sampled_from([1000, 30_000, None]),
)


CAPACITY = st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0, 6_000, 20_000]))
SUN = st.tuples(st.one_of(st.none(), st.integers(0, 40)), st.one_of(st.none(), st.integers(0, 40)))


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """A register that mostly goes on, with everything that can happen to one now and then."""
    meters = list({one.name: one for one in draw(st.lists(METER, max_size=3))}.values())
    names = [one.name for one in meters] or ["nowhere"]
    value = draw(st.sampled_from([100_000, 99_980_000, 9_999_000, 65_530_000, 0]))
    readings = []
    length = draw(st.integers(0, 45))
    changes_at = sorted(draw(st.lists(st.integers(0, 45), min_size=len(names) - 1, max_size=len(names) - 1)))
    odd = draw(
        st.dictionaries(st.integers(0, 44), st.sampled_from(["lost", "gone", "fault", "fill", "typed", "low", "reset"]))
    )
    for day in range(length):
        meter = names[sum(day >= at for at in changes_at)]
        value = max(0, value + draw(STEP)) % draw(st.sampled_from([10**8, 10**9]))
        if odd.get(day) == "reset":
            value //= draw(st.sampled_from([200, 5, 2]))
        if odd.get(day) == "gone":
            continue
        shown = {"lost": None, "fill": 65_535_000, "typed": value * 10 + 1, "low": value // 3}.get(
            odd.get(day, ""), value
        )
        readings.append(
            Reading(
                day,
                shown,
                draw(st.sampled_from([meter, meter, meter, names[0]])),
                "negative_register" if odd.get(day) == "fault" else None,
                draw(st.sampled_from([False, False, False, True])),
            )
        )
    name = draw(st.sampled_from(["active_total", "active_total", "active_peak"]))
    return Register(
        name,
        readings,
        meters,
        draw(st.lists(CHANGE, max_size=3)),
        draw(st.lists(SUN, max_size=2)),
        draw(st.lists(CAPACITY, max_size=2)),
    )


@given(registers(), registers())
@settings(max_examples=150, deadline=None)
def test_the_kernel_gives_the_rows_of_the_plain_twin(first: Register, second: Register) -> None:
    table = kernel(rows_of({"p": first, "q": second}))
    assert told(table, "p") == expected(first)
    assert told(table, "q") == expected(second)


@pytest.mark.parametrize(
    ("room", "number", "planted", "kwh"),
    [
        (spans, "BELIEVED_PART", 3, [99_990, 20_000]),
        (spans, "NEAR_ZERO_PART", 2, [50_000, 20_000]),
        (belief, "FAR", 2, [10, 90, 91, 92, 13]),
        (estimate, "FEWEST_WEEKS", 1, [*range(9), None, 11]),
    ],
)
def test_a_planted_fault_is_seen_by_the_twin(
    room: object, number: str, planted: int, kwh: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    register = series(kwh, digits=5)
    assert told(kernel(rows_of({"p": register})), "p") == expected(register)
    monkeypatch.setattr(room, number, planted)
    assert told(kernel(rows_of({"p": register})), "p") != expected(register)


@given(registers(), registers(), st.randoms())
@settings(max_examples=60, deadline=None)
def test_neither_company_nor_order_of_rows_changes_a_row(first: Register, second: Register, random: object) -> None:
    rows = rows_of({"p": first, "q": second}).to_pylist()
    random.shuffle(rows)  # type: ignore[attr-defined]
    table = kernel(pa.Table.from_pylist(rows, schema=SCHEMA))
    assert told(table, "p") == told(kernel(rows_of({"p": first})), "p")
    assert told(table, "q") == told(kernel(rows_of({"q": second})), "q")


@given(
    st.lists(st.integers(0, 2_000_000), min_size=2, max_size=60),
    st.sets(st.integers(1, 58)),
    st.sampled_from([1000, 1500, 80_000, 333]),
)
@settings(max_examples=200, deadline=None)
def test_the_days_of_every_method_add_up_to_what_the_register_went_on_times_the_ratio(
    steps: list[int], holes: set[int], ratio: int
) -> None:
    values = [sum(steps[: number + 1]) for number in range(len(steps))]
    whole = [number for number in range(len(values)) if number not in holes or number == len(values) - 1]
    register = Register("active_total", [Reading(day, values[day], "a") for day in whole], [Meter("a", ratio=ratio)])
    rows = told(kernel(rows_of({"p": register})), "p")
    by_register = sum(row[3] for row in rows if row[1] == "register")
    linear = sum(row[3] for row in rows if row[1] == "linear")
    # A fill value among the readings is not believed; what lies between its neighbours is the same.
    assert by_register + linear == (values[whole[-1]] - values[whole[0]]) * ratio or "sentinel" in {
        row[7] for row in rows
    }
    for first, last in itertools.pairwise(whole):
        own = [row for row in rows if row[1] == "weekday_profile" and first <= row[0] < last]
        assert not own or sum(row[3] for row in own) == (values[last] - values[first]) * ratio


def series(values: Sequence[int | None], suns: Sequence[tuple[None, None]] = (), **meter: object) -> Register:
    """Whole kWh by day."""
    readings = [Reading(day, None if value is None else value * 1000, "a") for day, value in enumerate(values)]
    return Register("active_total", readings, [Meter("a", **meter)], suns=suns)  # type: ignore[arg-type]


def test_four_causes_of_a_lower_reading_have_four_outcomes_and_none_is_negative_energy() -> None:
    outcomes = {
        "rollover": series([99_990, 99_995, 3, 8], digits=5),
        "typing": series([100, 1005, 110, 115]),
        "sun": series([500, 490, 480, 470], suns=[(None, None)], digits=5),
        "exchange": Register(
            "active_total",
            [Reading(0, 990_000, "a"), Reading(1, 5_000, "b")],
            [Meter("a", 0, 0, removed=995_000), Meter("b", 0, None, installed=1_000)],
        ),
    }
    table = kernel(rows_of(outcomes))
    assert [row[2:4] for row in told(table, "rollover")] == [
        ("measured", 5_000_000),
        ("measured_across_rollover", 8_000_000),
        ("measured", 5_000_000),
    ]
    assert [row[2:4] for row in told(table, "typing")] == [
        ("estimated", 5_000_000),
        ("estimated", 5_000_000),
        ("measured", 5_000_000),
    ]
    assert {row[6] for row in told(table, "sun")} == {"export_backward"}
    assert [row[2:4] for row in told(table, "exchange")] == [("measured_across_swap", 9_000_000)]


def test_a_gap_is_spread_by_the_weekdays_around_and_the_two_methods_stay_apart() -> None:
    # 2 kWh on working days, 9 on the sixth and seventh day of each week; the 15th to 21st day is not read.
    uses = [9 if day % 7 >= 5 else 2 for day in range(35)]
    values: list[int | None] = [sum(uses[:day]) for day in range(36)]
    values[15:21] = [None] * 6
    rows = told(kernel(rows_of({"p": series(values)})), "p")
    by_method = {method: [row[3] for row in rows if row[1] == method] for method in ("linear", "weekday_profile")}
    assert by_method["weekday_profile"] == [2_000_000] * 5 + [9_000_000] * 2
    assert by_method["linear"] == [4_000_000] * 7
    assert {row[2] for row in rows if row[1] == "register"} == {"measured"}


def test_a_standstill_of_fifteen_days_is_named_and_fourteen_days_are_not() -> None:
    still = kernel(rows_of({"p": series([1, 2] + [2] * 15), "q": series([1, 2] + [2] * 14)}))
    named = [(row["point_id"], row["day"]) for row in still.to_pylist() if row["use_flag"] == "standstill"]
    assert sorted(named) == [("p", START + timedelta(days=day)) for day in range(1, 16)]


def test_a_day_of_more_than_ten_times_the_middle_day_is_named() -> None:
    uses = [3] * 14 + [31] + [30]
    values = [sum(uses[:day]) for day in range(len(uses) + 1)]
    rows = kernel(rows_of({"p": series(values), "q": series([*values[:13], values[12] + 31])})).to_pylist()
    assert [(row["point_id"], row["kwh"]) for row in rows if row["use_flag"] == "far_above_own"] == [("p", Decimal(31))]


def test_numbers_too_large_for_the_column_are_unknown_and_not_wrong() -> None:
    huge = Register(
        "active_total",
        [Reading(0, 0, "a"), Reading(1, 10**14, "a")],
        [Meter("a", ratio=10**8)],
    )
    assert [row[1:7] for row in told(kernel(rows_of({"p": huge})), "p")] == [
        ("none", "unknown", None, None, None, "beyond_capacity")
    ]


@pytest.mark.parametrize("rows", [{}, {"p": Register("active_total", [])}])
def test_no_rows_give_none(rows: dict[str, Register]) -> None:
    assert kernel(rows_of(rows)).num_rows == 0
