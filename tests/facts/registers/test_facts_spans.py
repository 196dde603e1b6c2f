"""What a register did between two believed readings: one row each, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest
from energy_rows import rows_of
from plain_energy import Change, Meter, Reading, Register

from jicha.facts.registers.belief import believe
from jicha.facts.registers.lines import lines_of
from jicha.facts.registers.spans import Move, spans_of

KWH = 1_000_000


def span(before: int, behind: int, meters: list[Meter], **more: Any) -> tuple[Move, int | None, list[int]]:
    """Move, energy and candidates from day 0 to ``day`` (1), in millionths."""
    readings = [
        Reading(0, before * 1000, meters[0].name),
        Reading(more.get("day", 1), behind * 1000, meters[-1].name, turned=more.get("turned", False)),
    ]
    register = Register(
        more.get("name", "active_total"),
        readings,
        meters,
        more.get("changes", []),
        more.get("suns", []),
        more.get("capacities", []),
    )
    found = spans_of(believe(lines_of(rows_of({"p": register}))))
    assert len(found.first) == 1
    candidates = [value for one in found.candidates if (value := one.at(0)) is not None]
    return Move(int(found.move[0])), found.energy.at(0), candidates


def one(**more: Any) -> list[Meter]:
    return [Meter("a", **more)]


@pytest.mark.parametrize(
    ("before", "behind", "meter", "move", "energy", "candidates"),
    [
        (100, 103, {"ratio": 80_000}, Move.ADVANCE, 240 * KWH, []),
        (100, 103, {"ratio": None}, Move.RATIO_UNKNOWN, None, []),
        (99_998, 12, {"digits": 5, "ratio": 80_000}, Move.ROLLOVER, 1120 * KWH, []),
        (999_998, 12, {"ratio": 80_000}, Move.ROLLOVER_AMBIGUOUS, None, [1120 * KWH, 720_001_120 * KWH]),
        (99_998, 12, {"ratio": 80_000}, Move.ROLLOVER_AMBIGUOUS, None, [1120 * KWH, 72_001_120 * KWH]),
        # More digits in the register than in the file: the file is wrong, so the digits are not known.
        (123_456, 5, {"digits": 5}, Move.REGISTER_RESET, None, []),
        (999_998, 12, {"digits": 5}, Move.ROLLOVER_AMBIGUOUS, None, [14 * KWH, 9_000_014 * KWH]),
        # A turn of a tenth of the range is not believed, one of just under it is.
        (99_997, 9_997, {"digits": 5}, Move.REGISTER_BACKWARD, None, []),
        (99_997, 9_996, {"digits": 5}, Move.ROLLOVER, 9_999 * KWH, []),
        # 10 kW for a day, and a fifth: 288 kWh.
        (99_997, 285, {"digits": 5, "meter_w": 10_000}, Move.ROLLOVER, 288 * KWH, []),
        (99_997, 286, {"digits": 5, "meter_w": 10_000}, Move.REGISTER_RESET, None, []),
        (52_000, 519, {"digits": 5}, Move.REGISTER_RESET, None, []),
        (52_000, 520, {"digits": 5}, Move.REGISTER_BACKWARD, None, []),
        (100, 388, {"meter_w": 10_000}, Move.ADVANCE, 288 * KWH, []),
        (100, 389, {"meter_w": 10_000}, Move.BEYOND_CAPACITY, None, [289 * KWH]),
        # 4 kVA for a day, three times: 288 kWh after the ratio.
        (100, 103, {"capacity_va": 4_000, "ratio": 96_000}, Move.ADVANCE, 288 * KWH, []),
        (100, 104, {"capacity_va": 4_000, "ratio": 96_000}, Move.BEYOND_CAPACITY, None, [384 * KWH]),
        # A capacity or current of nothing was never entered, and limits nothing.
        (100, 9_000, {"capacity_va": 0, "meter_w": 0}, Move.ADVANCE, 8_900 * KWH, []),
        (100, 104, {"ratio": 0}, Move.RATIO_UNKNOWN, None, []),
    ],
)
def test_one_meter(
    before: int, behind: int, meter: dict[str, Any], move: Move, energy: int | None, candidates: list[int]
) -> None:
    assert span(before, behind, one(**meter)) == (move, energy, candidates)


def test_a_rollover_that_the_source_states_is_ambiguous_where_it_is_not_believed() -> None:
    assert span(60_000, 12, one(digits=5), turned=True) == (Move.ROLLOVER_AMBIGUOUS, None, [40_012 * KWH])


@pytest.mark.parametrize(
    ("since", "until", "move"),
    [
        (None, None, Move.EXPORT_BACKWARD),
        (1, None, Move.EXPORT_BACKWARD),
        (2, None, Move.REGISTER_BACKWARD),
        (-90, 1, Move.EXPORT_BACKWARD),
        (-90, 0, Move.REGISTER_BACKWARD),
    ],
)
def test_generation_explains_a_fall_only_while_it_is_connected(
    since: int | None, until: int | None, move: Move
) -> None:
    assert span(52_000, 51_000, one(digits=5), day=2, suns=[(since, until)])[0] is move


def test_a_longer_span_may_carry_more() -> None:
    assert span(100, 676, one(meter_w=10_000), day=2)[0] is Move.ADVANCE
    assert span(100, 677, one(meter_w=10_000), day=2)[0] is Move.BEYOND_CAPACITY


@pytest.mark.parametrize(
    ("old", "new", "name", "move", "energy", "candidates"),
    [
        ({"removed": 105_000}, {"installed": 2_000, "ratio": 10_000}, "active_total", Move.METER_SWAP, 85 * KWH, []),
        ({"removed": None}, {}, "active_total", Move.SWAP_INCOMPLETE, None, []),
        ({"removed": 105_000}, {"installed": None}, "active_total", Move.SWAP_INCOMPLETE, None, []),
        ({"removed": 105_000}, {}, "active_peak", Move.SWAP_INCOMPLETE, None, []),
        # The removed reading lies under the last one read; the new meter's first under its own start.
        ({"removed": 99_000}, {}, "active_total", Move.SWAP_INCOMPLETE, None, []),
        ({"removed": 105_000}, {"installed": 11_000}, "active_total", Move.SWAP_INCOMPLETE, None, []),
        ({"removed": 105_000, "removed_on": None}, {}, "active_total", Move.SWAP_INCOMPLETE, None, []),
        ({"removed": 105_000, "removed_on": -1}, {}, "active_total", Move.SWAP_HOLE, None, [15 * KWH]),
        ({"removed": 105_000, "removed_on": 1}, {}, "active_total", Move.SWAP_OVERLAP, None, [10 * KWH, 15 * KWH]),
        ({"removed": 400_000, "meter_w": 10_000}, {}, "active_total", Move.SWAP_INCOMPLETE, None, []),
    ],
)
def test_two_meters(
    old: dict[str, Any], new: dict[str, Any], name: str, move: Move, energy: int | None, candidates: list[int]
) -> None:
    meters = [Meter("a", **{"installed_on": -100, "removed_on": 0, **old}), Meter("b", **{"installed_on": 0, **new})]
    assert span(100, 10, meters, name=name) == (move, energy, candidates)


def test_a_meter_that_stood_between_two_is_counted_once() -> None:
    meters = [
        Meter("a", -100, 0, removed=105_000),
        Meter("m", 0, 0, installed=1_000, removed=4_000, ratio=2_000),
        Meter("b", 0, None, installed=0),
    ]
    assert span(100, 10, meters) == (Move.METER_SWAP, (5 + 6 + 10) * KWH, [])


@pytest.mark.parametrize(
    ("change", "day", "expected"),
    [
        # In force from the span's first day, or from its last: one ratio for the whole span.
        (Change(0, 5, 15_000, 30_000), 2, (Move.ADVANCE, 120 * KWH, [])),
        (Change(2, 5, 15_000, 30_000), 2, (Move.ADVANCE, 60 * KWH, [])),
        (Change(1, 5, 15_000, 30_000), 2, (Move.RATIO_WITHIN, None, [60 * KWH, 120 * KWH])),
        (Change(1, 5, 15_000, None), 2, (Move.RATIO_UNKNOWN, None, [])),
        (Change(5, 9, None, 30_000), 2, (Move.RATIO_UNKNOWN, None, [])),
        # It belongs to another meter's time.
        (Change(-200, 5, 15_000, 30_000), 2, (Move.ADVANCE, 4 * KWH, [])),
        (Change(90, 95, 15_000, 30_000), 2, (Move.ADVANCE, 4 * KWH, [])),
    ],
)
def test_a_change_of_ratio(change: Change, day: int, expected: object) -> None:
    meters = [Meter("a", -100, 90, ratio=1_000)]
    assert span(100, 104, meters, day=day, changes=[change]) == expected


def test_a_rollover_over_a_change_of_ratio_keeps_both_energies() -> None:
    found = span(99_998, 12, one(digits=5), day=2, changes=[Change(1, 5, 15_000, 30_000)])
    assert found == (Move.RATIO_WITHIN, None, [210 * KWH, 420 * KWH])


@pytest.mark.parametrize(
    ("capacities", "move"),
    [
        # 3 kVA carry 216 kWh a day, 4 kVA 288.
        ([], Move.BEYOND_CAPACITY),
        ([(-9, 1, 4_000)], Move.ADVANCE),
        ([(-9, 0, 4_000)], Move.BEYOND_CAPACITY),
        ([(1, 9, 4_000)], Move.BEYOND_CAPACITY),
        ([(-9, 1, 3_500)], Move.BEYOND_CAPACITY),
        ([(-9, 1, 3_500), (0, 9, 4_000)], Move.ADVANCE),
        ([(0, None, 4_000)], Move.BEYOND_CAPACITY),
    ],
)
def test_a_capacity_reduced_since_counts_on_the_days_before(
    capacities: list[tuple[int, int | None, int]], move: Move
) -> None:
    assert span(100, 103, one(capacity_va=3_000, ratio=96_000), capacities=capacities)[0] is move


def test_an_earlier_capacity_counts_for_rollovers_and_exchanges_and_cannot_limit_where_the_file_says_nothing() -> None:
    earlier = [(-9, 1, 4_000)]
    turned = one(capacity_va=3_000, ratio=96_000, digits=5)
    assert span(99_998, 1, turned, capacities=earlier) == (Move.ROLLOVER, 288 * KWH, [])
    assert span(99_998, 1, turned)[0] is Move.REGISTER_RESET
    meters = [
        Meter("a", installed_on=-100, removed_on=0, removed=103_000, capacity_va=3_000, ratio=96_000),
        Meter("b", installed_on=0, installed=0, capacity_va=3_000, ratio=96_000),
    ]
    assert span(100, 1, meters, capacities=earlier)[0] is Move.METER_SWAP
    assert span(100, 1, meters)[0] is Move.SWAP_INCOMPLETE
    assert span(100, 104, one(ratio=96_000), capacities=earlier)[0] is Move.ADVANCE


def test_what_the_point_carries_is_asked_of_the_ratio_in_force_and_not_of_the_one_that_came_later() -> None:
    # 4 kVA carry 288 kWh a day: 19 steps at the old ratio of 15, though only 2 at the later one of 96.
    meters = one(capacity_va=4_000, ratio=96_000)
    changes = [Change(5, 5, 15_000, 96_000)]
    assert span(100, 119, meters, changes=changes) == (Move.ADVANCE, 285 * KWH, [])
    assert span(100, 120, meters, changes=changes) == (Move.BEYOND_CAPACITY, None, [300 * KWH])


@pytest.mark.parametrize(
    ("changes", "new", "expected"),
    [
        # The old meter counts 5, the new one 10. The change falls into the old meter's days within the span,
        ([Change(1, 9, 15_000, 30_000)], {"ratio": 30_000}, (Move.RATIO_WITHIN, None, [375 * KWH, 450 * KWH])),
        # or into the new one's,
        ([Change(3, 9, 15_000, 30_000)], {"ratio": 30_000}, (Move.RATIO_WITHIN, None, [225 * KWH, 375 * KWH])),
        # or is that of the exchange itself, or was in force before the span.
        ([Change(2, 9, 15_000, 30_000)], {"ratio": 30_000}, (Move.METER_SWAP, 375 * KWH, [])),
        ([Change(0, 9, 15_000, 30_000)], {"ratio": 30_000}, (Move.METER_SWAP, 450 * KWH, [])),
        # Recorded after the exchange, whose entry still has the old ratio: it counts for the new meter too.
        ([Change(0, 9, 15_000, 30_000)], {"ratio": 15_000}, (Move.METER_SWAP, 450 * KWH, [])),
        # Recorded before it, or another ratio than the old one was entered: the new meter's entry counts.
        ([Change(0, 2, 15_000, 30_000)], {"ratio": 15_000}, (Move.METER_SWAP, 300 * KWH, [])),
        ([Change(0, 9, 15_000, 30_000)], {"ratio": 1_000}, (Move.METER_SWAP, 160 * KWH, [])),
        ([Change(0, 9, None, 30_000)], {"ratio": None}, (Move.SWAP_INCOMPLETE, None, [])),
        # With a hole or an overlap besides, the candidates reach from the least to the most.
        (
            [Change(1, 9, 15_000, 30_000)],
            {"ratio": 30_000, "installed_on": 3},
            (Move.SWAP_HOLE, None, [375 * KWH, 450 * KWH]),
        ),
        (
            [Change(1, 9, 15_000, 30_000)],
            {"ratio": 30_000, "installed_on": 1},
            (Move.SWAP_OVERLAP, None, [300 * KWH, 450 * KWH]),
        ),
    ],
)
def test_a_change_of_ratio_around_an_exchange(
    changes: list[Change], new: dict[str, Any], expected: tuple[Move, int | None, list[int]]
) -> None:
    meters = [
        Meter("a", -100, 2, removed=105_000, ratio=15_000),
        Meter("b", **{"installed_on": 2, "installed": 0, **new}),
    ]
    assert span(100, 10, meters, day=4, changes=changes) == expected


def test_a_change_on_the_day_of_exchange_whose_morning_closes_the_span() -> None:
    meters = [Meter("a", -100, 1, removed=105_000, ratio=15_000), Meter("b", 1, None, installed=10_000, ratio=15_000)]
    assert span(100, 10, meters, changes=[Change(1, 1, 15_000, 30_000)]) == (Move.METER_SWAP, 75 * KWH, [])
