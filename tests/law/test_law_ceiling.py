"""What a connection can carry, and the warning of a default above it."""

from decimal import Decimal

import pytest

from jicha.law.ceiling import BadConnection, Connection, ceiling
from jicha.law.counted import BadAmount
from jicha.terms.sheet import Sheet, do_again
from jicha.terms.worksheet import Worksheet

D = Decimal


def bounded(connection: Connection | None, kwh: str, metered: str | None = None) -> Worksheet:
    sheet = Sheet("test")
    sheet.given("kwh", D(kwh), "kWh", origin="case")
    sheet.given("days", 10, "day", origin="case")
    ceiling(sheet, connection, energy="kwh", days="days", metered=D(metered) if metered else None)
    done = sheet.done("kwh")
    do_again(done)
    return done


@pytest.mark.parametrize(
    ("connection", "kwh"),
    [
        (Connection(transformer_kva=D(50)), "12000"),  # 50 x 24 x 10
        (Connection(breaker_a=D(63), phases=1), "3326.4"),  # 0.22 x 63 = 13.86 kW
        (Connection(breaker_a=D(63)), "9979.2"),  # three phases
        (Connection(transformer_kva=D(50), breaker_a=D(63), cable_a=D(40)), "6336"),  # 0.66 x 40 = 26.4 kW
        (Connection(cable_a=D(100), voltage=D(230)), "16560"),  # 0.69 x 100 = 69 kW
    ],
)
def test_the_smallest_limit_round_the_clock_is_the_ceiling(connection: Connection, kwh: str) -> None:
    sheet = bounded(connection, "1")
    assert sheet.value_of("ceiling").value == D(kwh)
    (bound,) = sheet.bounds
    assert (bound.name, bound.low, bound.high, bound.word) == ("kwh", "", "ceiling", "bound_physical")


def test_what_the_meter_counted_is_taken_off_and_never_below_nothing() -> None:
    assert bounded(Connection(transformer_kva=D(50)), "1", "2000").value_of("ceiling").value == 10000
    assert bounded(Connection(transformer_kva=D(50)), "1", "20000").value_of("ceiling").value == 0


def test_energy_above_the_ceiling_warns_and_energy_at_it_does_not() -> None:
    above = bounded(Connection(transformer_kva=D(50)), "12000.01")
    (warning,) = (one for one in above.remarks if one.warns)
    assert (warning.word, dict(warning.arguments)) == (
        "above_ceiling",
        {"energy": "12,000.01 kWh", "ceiling": "12,000 kWh"},
    )
    assert not any(one.warns for one in bounded(Connection(transformer_kva=D(50)), "12000").remarks)


def test_what_is_not_known_is_said() -> None:
    assert [one.word for one in bounded(None, "1").remarks] == ["connection_unknown"]
    assert bounded(None, "1").bounds == ()
    assert [one.word for one in bounded(Connection(cable_a=D(1)), "1").remarks] == ["metered_unknown"]


def test_a_connection_that_bounds_nothing_is_refused() -> None:
    with pytest.raises(BadConnection, match="names nothing that bounds it"):
        Connection()
    with pytest.raises(BadConnection, match="2 phases"):
        Connection(breaker_a=D(10), phases=2)


@pytest.mark.parametrize("wrong", [{"breaker_a": D(-5)}, {"cable_a": D(0)}, {"breaker_a": D(5), "voltage": D(0)}])
def test_a_connection_of_nothing_or_less_is_refused(wrong: dict[str, Decimal]) -> None:
    with pytest.raises(BadAmount):
        Connection(**wrong)  # type: ignore[arg-type]


def test_an_assumed_energy_that_nothing_bounds_warns() -> None:
    for assumed in (True, False):
        sheet = Sheet("test")
        ceiling(sheet, None, energy="kwh", days="days", assumed=assumed)
        assert [(one.word, one.warns) for one in sheet.done().remarks] == [("connection_unknown", assumed)]
