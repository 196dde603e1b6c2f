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
