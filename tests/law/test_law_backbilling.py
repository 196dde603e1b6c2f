"""What every back-billing shares."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jicha.law.backbilling import BadReadings, Begins, Billing, Reading, back_bill
from jicha.law.ceiling import Connection
from jicha.law.datum import NoDatum
from jicha.law.priced import Rate, RatePrice
from jicha.law.settings import NO_SETTINGS, Override, Settings
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.worksheet import Worksheet

PRICE = (RatePrice(Decimal("0.5")),)


def _reading(start: str, end: str, kwh: int, rate: Rate | None = None) -> Reading:
    return Reading(date.fromisoformat(start), date.fromisoformat(end), Decimal(kwh), rate)


def _sheet(
    readings: tuple[Reading, ...],
    rate: str = "0.2",
    *,
    kind: str = "wiring_error",
    settings: Settings = NO_SETTINGS,
    **more: Any,
) -> Worksheet:
    sheet = Sheet("theft")
    sheet.given("difference_rate", Decimal(rate), origin="case")
    billing = Billing(Begins.VERIFICATION, readings, **{"prices": PRICE, **more})
    results = back_bill(sheet, billing, kind=kind, begins=(Begins.VERIFICATION,), settings=settings)
    done = sheet.done(*results)
    do_again(done)
    return done


def _results(sheet: Worksheet) -> Mapping[str, Decimal]:
    return {name: sheet.value_of(name).value for name in sheet.results}


def test_energy_and_money_are_collected_and_the_money_is_rounded_once() -> None:
    readings = (_reading("2024-01-01", "2024-02-01", 101), _reading("2024-02-01", "2024-03-01", 101))
    # 20.2 kWh x 0.52 = 10.504 twice: 21.008; rounded month by month it would be 21.00
    prices = (RatePrice(Decimal("0.52")),)
    assert _results(_sheet(readings, prices=prices)) == {"collect_kwh": Decimal("40.4"), "collect": Decimal("21.01")}


def test_a_meter_that_ran_fast_gives_a_refund_rounded_away_from_zero() -> None:
    found = _sheet((_reading("2024-01-01", "2024-02-01", 100),), "-0.1001")
    # -10.01 kWh x 0.5 = -5.005
    assert _results(found) == {"refund_kwh": Decimal("10.01"), "refund": Decimal("5.01")}
    assert "metering_is_refund" in {one.word for one in found.remarks}


def test_half_of_the_time_counts_for_an_error_of_the_device_by_both_editions() -> None:
    readings = (_reading("2024-05-01", "2024-06-01", 1000), _reading("2024-06-01", "2024-07-01", 3000))
    found = _sheet(readings, kind="meter_error")
    assert _results(found)["collect_kwh"] == 400  # (200 + 600) / 2
    sources = [one.source for one in found.steps if one.name.startswith("difference_") and one.source]
    assert sources[0].startswith("供电营业规则(1996) 第80条")
    assert "废止" in sources[0]
    assert sources[1].startswith("供电营业规则(2024)")


def test_rates_are_priced_each_and_must_cover_the_same_days() -> None:
    readings = (
        _reading("2024-01-01", "2024-02-01", 100, Rate.PEAK),
        _reading("2024-01-01", "2024-02-01", 50, Rate.VALLEY),
    )
    prices = (RatePrice(Decimal(1), rate=Rate.PEAK), RatePrice(Decimal("0.4"), rate=Rate.VALLEY))
    assert _results(_sheet(readings, prices=prices)) == {"collect_kwh": 30, "collect": 24}  # 20 x 1 + 10 x 0.4
    with pytest.raises(BadReadings, match="different days"):
        Billing(Begins.SERVICE, (*readings[:1], _reading("2024-01-01", "2024-01-31", 50, Rate.VALLEY)), prices)


@pytest.mark.parametrize(
    "readings",
    [
        (),
        (_reading("2024-01-01", "2024-02-01", 1), _reading("2024-02-02", "2024-03-01", 1)),
        (_reading("2024-01-01", "2024-02-01", 1), _reading("2024-01-31", "2024-03-01", 1)),
    ],
)
def test_readings_with_holes_or_overlaps_are_refused(readings: tuple[Reading, ...]) -> None:
    with pytest.raises(BadReadings):
        Billing(Begins.SERVICE, readings, PRICE)


def test_a_reading_has_days() -> None:
    with pytest.raises(BadReadings, match="no day"):
        _reading("2024-02-01", "2024-02-01", 1)


def test_the_time_must_begin_with_what_the_error_allows() -> None:
    billing = Billing(Begins.RECORDER, (_reading("2024-01-01", "2024-02-01", 1),), PRICE)
    with pytest.raises(BadReadings, match="does not begin with recorder"):
        back_bill(Sheet("theft"), billing, kind="fuse", begins=(Begins.SERVICE,), settings=NO_SETTINGS)


def test_how_far_a_claim_reaches_is_a_default_that_may_be_set_and_is_never_law() -> None:
    long = (_reading("2020-01-01", "2023-06-01", 1000),)
    found = _sheet(long)
    limitation = next(one for one in found.givens if one.name == "limitation")
    assert (limitation.value.value, limitation.origin, limitation.source) == (3, "default", "")
    assert "metering_beyond_limitation" in {one.word for one in found.remarks if one.warns}
    five = Settings(data=(Override("refund_limitation", Decimal(5), "法务部意见 2024-03"),))
    assert "metering_beyond_limitation" not in {one.word for one in _sheet(long, settings=five).remarks}
    exactly = (_reading("2020-06-01", "2023-06-01", 1000),)
    assert "limitation" not in {one.name for one in _sheet(exactly).givens}


def test_a_correction_above_what_the_connection_carries_is_warned_of() -> None:
    readings = (_reading("2024-01-01", "2024-01-11", 2000),)
    small = Connection(transformer_kva=Decimal(10))  # 10 kW x 24 h x 10 days = 2400 kWh, less 2000 counted
    found = _sheet(readings, "0.5", connection=small)
    assert found.value_of("ceiling").value == 400
    assert "above_ceiling" in {one.word for one in found.remarks if one.warns}
    assert "above_ceiling" not in {one.word for one in _sheet(readings, "0.2", connection=small).remarks}


def test_a_kind_that_no_text_knows_is_refused() -> None:
    with pytest.raises(NoDatum):
        _sheet((_reading("2024-01-01", "2024-02-01", 1),), kind="unheard_of")


def test_where_energy_and_money_part_ways_each_has_its_own_sign() -> None:
    """20 kWh too few at night, 10 too many by day: 10 kWh to collect, and 4 CNY to give back."""
    readings = tuple(
        _reading("2023-01-01", "2023-02-01", kwh, rate) for kwh, rate in ((1, Rate.PEAK), (2, Rate.VALLEY))
    )
    prices = (RatePrice(Decimal(1), rate=Rate.PEAK), RatePrice(Decimal("0.3"), rate=Rate.VALLEY))
    sheet = Sheet("theft")
    results = back_bill(
        sheet,
        Billing(Begins.READING_RECORD, readings, prices),
        kind="normal_month",
        begins=(Begins.READING_RECORD,),
        settings=NO_SETTINGS,
        energy=lambda one: f"{one.energy()} * {-10 if one.portion.rate is Rate.PEAK else 10}",
    )
    done = sheet.done(*results)
    assert {one: done.value_of(one).value for one in results} == {"collect_kwh": 10, "refund": 4}
    assert {"metering_is_refund", "metering_rates_part_ways"} <= {one.word for one in done.remarks}
