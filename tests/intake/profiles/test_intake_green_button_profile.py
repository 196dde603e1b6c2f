"""Green Button from feed to store: quarter hours become a day's curve, summaries become bills."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jicha.intake.load import load_files
from jicha.intake.report import IntakeReport
from jicha.store.store import Store

Bring = Callable[..., IntakeReport]
Stored = Callable[..., list[dict[str, Any]]]

EASTERN = -18_000
MIDNIGHT = 1_780_290_000  # 2026-06-01 00:00 Eastern standard time, one o'clock on the wall in summer
POINT = "urn:uuid:48c2a019-5598-4e16-b0f9-49e4ff27f5fb"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@pytest.fixture
def bring(tmp_path: Path, store: Store) -> Bring:
    def deliver(*entries: str) -> IntakeReport:
        path = tmp_path / f"usage{len(list(tmp_path.iterdir()))}.xml"
        path.write_text(
            f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:e="http://naesb.org/espi">{"".join(entries)}</feed>',
            encoding="utf-8",
        )
        return load_files(store, [path], received_at=datetime(2026, 7, 4, tzinfo=UTC))

    return deliver


def entry(self_: str, content: str, *, up: str = "", related: tuple[str, ...] = (), id_: str = "urn:uuid:0") -> str:
    links = f'<link rel="self" href="{self_}"/>' + (f'<link rel="up" href="{up}"/>' if up else "")
    links += "".join(f'<link rel="related" href="{one}"/>' for one in related)
    return f"<entry><id>{id_}</id>{links}<content>{content}</content></entry>\n"


def meter(flow: int, number: int, *, multiplier: int = 0, unit: int = 72) -> str:
    here = f"UsagePoint/1/MeterReading/{number}"
    kind = (
        f"<e:ReadingType><e:accumulationBehaviour>4</e:accumulationBehaviour><e:commodity>1</e:commodity><e:flowDirection>"
        f"{flow}</e:flowDirection><e:powerOfTenMultiplier>{multiplier}</e:powerOfTenMultiplier><e:uom>{unit}</e:uom>"
        "</e:ReadingType>"
    )
    return entry(
        here, "<e:MeterReading/>", up="UsagePoint/1/MeterReading",
        related=(f"{here}/IntervalBlock", f"ReadingType/{number}"),
    ) + entry(f"ReadingType/{number}", kind)  # fmt: skip


def block(number: int, *values: int, start: int = MIDNIGHT, seconds: int = 900) -> str:
    readings = "".join(
        f"<e:IntervalReading><e:timePeriod><e:duration>{seconds}</e:duration>"
        f"<e:start>{start + place * seconds}</e:start></e:timePeriod><e:value>{value}</e:value></e:IntervalReading>\n"
        for place, value in enumerate(values)
    )
    here = f"UsagePoint/1/MeterReading/{number}/IntervalBlock"
    return entry(f"{here}/{start}", f"<e:IntervalBlock>\n{readings}</e:IntervalBlock>", up=here)


HOME = entry(
    "UsagePoint/1", "<e:UsagePoint><e:ServiceCategory><e:kind>0</e:kind></e:ServiceCategory></e:UsagePoint>",
    related=("UsagePoint/1/MeterReading", "UsagePoint/1/UsageSummary", "LocalTimeParameters/1"), id_=POINT,
)  # fmt: skip
CLOCK = entry(
    "LocalTimeParameters/1",
    f"<e:LocalTimeParameters><e:tzOffset>{EASTERN}</e:tzOffset></e:LocalTimeParameters>",
)


def test_each_quarter_hour_is_a_slot_of_a_day_of_standard_time(bring: Bring, stored: Stored) -> None:
    taken, fed_in = range(1, 97), [7] * 96
    report = bring(HOME, CLOCK, meter(1, 2), meter(19, 3, multiplier=-1), block(2, *taken), block(3, *fed_in))
    assert (report.profile.name, report.rows, report.accepted, report.quarantined) == ("green_button", 192, 192, 0)
    same = {"point_id": f"espi:{POINT.replace(':', '%3A')}", "day": date(2026, 6, 1), "slot_minutes": 15, "unit": "Wh"}
    assert stored("curve", "point_id, day, quantity, slots, slot_minutes, unit", "quantity") == [
        {"quantity": "active_energy", "slots": list(taken), **same},
        {"quantity": "reverse_active_energy", "slots": [1] * 96, **same},  # 0.7 Wh is 1 to the whole watt-hour
    ]
    assert stored("point", "point_id, org_id, commodity") == [
        {"point_id": same["point_id"], "org_id": "espi:utility", "commodity": "electricity"}
    ]


@pytest.mark.parametrize(("seconds", "minutes"), [(300, 5), (900, 15), (1800, 30), (3600, 60)])
def test_every_usual_length_of_interval_is_read(bring: Bring, stored: Stored, seconds: int, minutes: int) -> None:
    bring(HOME, CLOCK, meter(1, 2, multiplier=3), block(2, 4, 5, seconds=seconds))
    (curve,) = stored("curve", "slots, slot_minutes")
    assert (curve["slots"][:3], len(curve["slots"]), curve["slot_minutes"]) == (
        [4000, 5000, None],
        1440 // minutes,
        minutes,
    )


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ((HOME, CLOCK, meter(4, 2), block(2, 1, 2)), "unclaimed"),
        ((HOME, CLOCK, meter(1, 2, unit=38), block(2, 1, 2)), "unclaimed"),
        ((HOME, CLOCK, meter(1, 2), block(2, 1, 2, seconds=600)), "unclaimed"),
        ((HOME, CLOCK, block(2, 1, 2)), "unclaimed"),
        ((CLOCK, meter(1, 2), block(2, 1, 2)), "unclaimed"),
        ((HOME, meter(1, 2), block(2, 1, 2)), "missing_value"),
        ((HOME, CLOCK, meter(1, 2), block(2, 1, 2, start=MIDNIGHT + 1)), "off_grid"),
    ],
)
def test_readings_that_cannot_be_placed_are_quarantined_and_not_left_out(
    bring: Bring, entries: tuple[str, ...], reason: str
) -> None:
    report = bring(*entries)
    assert (report.rows, report.accepted, report.quarantined_by_reason) == (2, 0, {reason: 2})


def test_a_billing_summary_is_a_bill_with_its_period(bring: Bring, stored: Stored) -> None:
    summary = entry(
        "UsagePoint/1/UsageSummary/9",
        f"<e:UsageSummary><e:billingPeriod><e:duration>2592000</e:duration><e:start>{MIDNIGHT}</e:start>"
        "</e:billingPeriod><e:billLastPeriod>8050000</e:billLastPeriod><e:overallConsumptionLastPeriod>"
        "<e:powerOfTenMultiplier>0</e:powerOfTenMultiplier><e:uom>72</e:uom><e:value>412345</e:value>"
        "</e:overallConsumptionLastPeriod></e:UsageSummary>",
        up="UsagePoint/1/UsageSummary", id_="urn:uuid:9",
    )  # fmt: skip
    report = bring(HOME, CLOCK, summary)
    assert (report.rows, report.accepted) == (1, 1)
    assert stored("bill", "bill_id, period_start, period_end, kwh, total_charge") == [{
        "bill_id": "espi:urn%3Auuid%3A9", "period_start": date(2026, 6, 1), "period_end": date(2026, 7, 1),
        "kwh": Decimal("412.345"), "total_charge": None,
    }]  # fmt: skip


def test_what_was_billed_is_what_the_intervals_of_the_period_add_up_to(bring: Bring, stored: Stored) -> None:
    summary = entry(
        "UsagePoint/1/UsageSummary/9",
        f"<e:UsageSummary><e:billingPeriod><e:duration>172800</e:duration><e:start>{MIDNIGHT}</e:start>"
        "</e:billingPeriod><e:overallConsumptionLastPeriod><e:powerOfTenMultiplier>3</e:powerOfTenMultiplier>"
        "<e:uom>72</e:uom><e:value>12</e:value></e:overallConsumptionLastPeriod></e:UsageSummary>",
        up="UsagePoint/1/UsageSummary", id_="urn:uuid:9",
    )  # fmt: skip
    second = block(2, *[250_000] * 24, start=MIDNIGHT + 86_400, seconds=3600)
    report = bring(
        HOME, CLOCK, meter(1, 2, multiplier=-3), meter(19, 3), block(2, *[250_000] * 24, seconds=3600), second,
        block(3, *[40] * 24, seconds=3600), summary,
    )  # fmt: skip
    assert (report.rows, report.accepted, report.quarantined) == (73, 73, 0)
    told = stored("curve", "quantity, day, slots", "quantity, day")
    assert [(one["quantity"], one["day"].day, sum(one["slots"])) for one in told] == [
        ("active_energy", 1, 6000), ("active_energy", 2, 6000), ("reverse_active_energy", 1, 960),
    ]  # fmt: skip
    (bill,) = stored("bill", "kwh, period_start, period_end")
    assert bill == {"kwh": Decimal("12.000"), "period_start": date(2026, 6, 1), "period_end": date(2026, 6, 3)}


@pytest.mark.parametrize(
    ("multiplier", "raw", "slot"), [(-3, 1500, 2), (-3, 1499, 1), (-1, 4, 0), (0, 7, 7), (1, 7, 70), (6, 2, 2_000_000)]
)
def test_values_are_kept_to_the_whole_watt_hour(
    bring: Bring, stored: Stored, multiplier: int, raw: int, slot: int
) -> None:
    bring(HOME, CLOCK, meter(1, 2, multiplier=multiplier), block(2, raw))
    assert stored("curve", "slots, unit") == [{"slots": [slot] + [None] * 95, "unit": "Wh"}]


@pytest.mark.parametrize("date_", [date(2026, 3, 8), date(2025, 11, 2)])
def test_a_day_on_which_new_york_moves_its_clocks_has_24_hours(bring: Bring, stored: Stored, date_: date) -> None:
    midnight = int(datetime(date_.year, date_.month, date_.day, tzinfo=UTC).timestamp()) - EASTERN
    summer = CLOCK.replace("</e:tzOffset>", "</e:tzOffset><e:dstOffset>3600</e:dstOffset>")
    report = bring(HOME, summer, meter(1, 2), block(2, *range(1, 25), start=midnight, seconds=3600))
    assert report.quarantined == 0
    assert stored("curve", "day, slots") == [{"day": date_, "slots": list(range(1, 25))}]


def test_the_same_moment_is_another_slot_where_clocks_stand_elsewhere(bring: Bring, stored: Stored) -> None:
    pacific = CLOCK.replace(str(EASTERN), "-28800")
    bring(HOME, pacific, meter(1, 2), block(2, *[9] * 4, seconds=3600))  # from nine in the evening of the day before
    assert stored("curve", "day, slots", "day") == [
        {"day": date(2026, 5, 31), "slots": [None] * 21 + [9] * 3},
        {"day": date(2026, 6, 1), "slots": [9] + [None] * 23},
    ]


def test_two_meters_of_one_point_that_differ_are_believed_in_neither_and_a_repeated_one_once(
    bring: Bring, stored: Stored
) -> None:
    meters = HOME, CLOCK, meter(1, 2), meter(1, 3)
    report = bring(*meters, block(2, 1, 2, 3, 4), block(3, 10, 20, 30, 40))
    assert (report.accepted, report.quarantined_by_reason) == (0, {"conflict": 8})
    report = bring(*meters, block(2, 1, 2, 3, 4), block(3, 1, 2, 3, 4))
    assert (report.accepted, report.duplicate, report.quarantined) == (4, 4, 0)
    assert [one["slots"][:5] for one in stored("curve", "slots")] == [[1, 2, 3, 4, None]]
