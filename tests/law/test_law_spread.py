"""Energy spread over days and priced."""

from datetime import date
from decimal import Decimal

from jicha.law.act import Price, pieces, spans_of
from jicha.law.spread import priced, spread
from jicha.terms.period import Period
from jicha.terms.sheet import Sheet

STEADY = (Price(Decimal("0.60")),)


def test_energy_is_spread_by_days_and_nothing_is_lost() -> None:
    sheet = Sheet("test")
    sheet.given("kwh", 410, "kWh", origin="case")
    cut = pieces(spans_of(Period(date(2024, 5, 1), date(2024, 6, 11))), STEADY)
    spread(sheet, "kwh", cut)
    assert (sheet.value("kwh_1"), sheet.value("kwh_2")) == (310, 100)  # 31 and 10 of 41 days
    assert dict(priced(sheet, cut, STEADY)) == {"1996": "kwh_1 * price_1", "2024": "kwh_2 * price_2"}
    assert [one.word for one in sheet.done().remarks] == ["spread_by_days"]


def test_one_piece_takes_all_and_nothing_need_be_said() -> None:
    sheet = Sheet("test")
    sheet.given("kwh", 310, "kWh", origin="case")
    spread(sheet, "kwh", pieces(spans_of(Period(date(2024, 5, 1), date(2024, 6, 1))), STEADY))
    assert sheet.value("kwh_1") == 310
    assert sheet.done().remarks == ()
