"""The newest edition beside the one of the act, only where it asks for less."""

from decimal import Decimal

from jicha.law.milder import money, with_newer
from jicha.law.supply_rules import Edition
from jicha.terms.sheet import Sheet
from jicha.terms.worksheet import Worksheet


def sheet_of(own: str, newest: str, as_if: Edition | None) -> Worksheet:
    sheet = Sheet("test")
    sheet.given("kwh", Decimal(1000), "kWh", origin="case")
    sheet.given("penalty", Decimal(own if as_if is None else newest), "CNY", origin="case")
    return sheet.done("kwh", "penalty")


def found(own: str, newest: str) -> Worksheet:
    return with_newer(lambda as_if: sheet_of(own, newest, as_if))


def test_a_milder_newest_edition_stands_beside_with_a_warning() -> None:
    sheet = found("300", "100")
    assert sheet.value_of("penalty").value == 300
    (beside,) = sheet.alternatives
    assert beside.value_of("penalty").value == 100
    assert [one.word for one in beside.remarks] == ["as_if_newest"]
    assert [(one.word, one.warns) for one in sheet.remarks] == [("newest_is_milder", True)]


def test_one_that_is_harder_or_the_same_but_for_rounding_does_not() -> None:
    for newest in ("300", "400", "299.95"):
        assert found("300", newest).alternatives == ()
    assert len(found("300", "299.94").alternatives) == 1


def test_a_paper_that_stands_beside_both_is_shown_once() -> None:
    def write(as_if: Edition | None) -> Worksheet:
        sheet = Sheet("test")
        sheet.given("penalty", Decimal(300 if as_if is None else 100), "CNY", origin="case")
        fee = Sheet("fee" if as_if is None else "fee_of_newest")
        same = Sheet("same")
        for one in (fee, same):
            one.given("penalty", Decimal(5), "CNY", origin="case")
            sheet.beside(one.done("penalty"))
        return sheet.done("penalty")

    sheet = with_newer(write)
    assert [one.title for one in sheet.alternatives] == ["test", "fee", "same"]
    assert [one.title for one in sheet.alternatives[0].alternatives] == ["fee_of_newest"]


def test_only_money_is_compared() -> None:
    assert money(sheet_of("300", "0", None)) == 300
