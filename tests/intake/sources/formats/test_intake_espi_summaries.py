"""Usage summaries as rows: the period in standard time, the energy in its unit, the cost as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from jicha.intake.sources.formats.espi_feed import Entry, Feed
from jicha.intake.sources.formats.espi_links import Links
from jicha.intake.sources.formats.espi_summaries import SUMMARY_WORDS, summary_cuts
from jicha.intake.sources.formats.grid import Asked

MIDNIGHT = 1_780_290_000  # 2026-06-01 00:00 Eastern standard time
USED = "overallConsumptionLastPeriod"
JUNE = {
    "billingPeriod/start": str(MIDNIGHT), "billingPeriod/duration": str(30 * 86_400), "billLastPeriod": "8050000",
    "statusTimeStamp": str(MIDNIGHT + 31 * 86_400), f"{USED}/value": "412345", f"{USED}/uom": "72",
    f"{USED}/powerOfTenMultiplier": "-1", "qualityOfReading": "14",
}  # fmt: skip
POINT = Entry(0, id="urn:uuid:1", self_="P/1", related=["P/1/UsageSummary", "L/1"], kind="UsagePoint",
              values={"ServiceCategory/kind": "0"})  # fmt: skip
UNCHANGED: Mapping[str, str] = MappingProxyType({})
CLOCK = Entry(1, self_="L/1", kind="LocalTimeParameters", values={"tzOffset": "-18000"})


def summary(
    number: int = 2, line: int = 20, kind: str = "UsageSummary", *, changes: Mapping[str, str] = UNCHANGED
) -> Entry:
    values = {**JUNE, **changes}
    here, name = "P/1/UsageSummary", f"urn:uuid:{number}"
    return Entry(number, id=name, self_=f"{here}/{number}", up=here, kind=kind, line=line, values=values)


def rows(*entries: Entry) -> list[dict[str, str | int | None]]:
    found = Feed(entries=list(entries))
    cuts = summary_cuts(found, Links(found.entries), Asked(0, 0, len(SUMMARY_WORDS)))
    return [
        dict(zip((*SUMMARY_WORDS, "line"), row.values(), strict=True)) for cut in cuts for row in cut.rows.to_pylist()
    ]


def test_a_summary_is_a_row_with_its_period_and_what_was_used() -> None:
    (row,) = rows(POINT, CLOCK, summary())
    assert row == {
        "summary": "P/1/UsageSummary/2", "summary_id": "urn:uuid:2", "resource": "UsageSummary", "usage_point": "P/1",
        "usage_point_id": "urn:uuid:1", "service_kind": "0", "start_utc": "2026-06-01 05:00:00",
        "start_standard": "2026-06-01 00:00:00", "end_standard": "2026-07-01 00:00:00",
        "status_utc": "2026-07-02 05:00:00", "value": "41234.5", "unit": "Wh", "commodity": "", "currency": "",
        "cost": "8050000", "cost_additional": "", "raw_value": "412345", "multiplier": "-1", "uom": "72",
        "seconds": "2592000", "quality": "14", "tz_offset": "-18000", "line": 20,
    }  # fmt: skip


def test_both_names_of_the_resource_are_read_in_their_order() -> None:
    told = rows(POINT, CLOCK, summary(2, 20), summary(3, 30, "ElectricPowerUsageSummary"))
    assert [(one["resource"], one["line"]) for one in told] == [
        ("UsageSummary", 20), ("ElectricPowerUsageSummary", 30),
    ]  # fmt: skip
    told = rows(POINT, CLOCK, summary(2, 20), summary(3, 20))  # on one line: numbered
    assert [(one["summary_id"], one["line"]) for one in told] == [("urn:uuid:2", 1), ("urn:uuid:3", 2)]


@pytest.mark.parametrize(
    ("changes", "start", "end"),
    [
        ({"billingPeriod/start": "June"}, None, None),
        ({"billingPeriod/duration": "a month"}, "2026-06-01 00:00:00", None),
        ({"billingPeriod/duration": ""}, "2026-06-01 00:00:00", None),
    ],
)
def test_a_period_that_is_none_is_left_open(changes: dict[str, str], start: str | None, end: str | None) -> None:
    (row,) = rows(POINT, CLOCK, summary(changes=changes))
    assert (row["start_standard"], row["end_standard"]) == (start, end)


def test_without_a_clock_only_the_time_in_utc_is_known() -> None:
    (row,) = rows(POINT, summary())
    assert (row["start_utc"], row["start_standard"], row["end_standard"]) == ("2026-06-01 05:00:00", None, None)


def test_a_summary_of_no_point_keeps_what_it_says_itself() -> None:
    (row,) = rows(CLOCK, summary())
    assert (row["usage_point_id"], row["service_kind"], row["value"]) == ("", "", "41234.5")
