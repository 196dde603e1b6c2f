"""Numbers that texts fix: by day, with clause and confidence; proven ones are nobody's to move."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jicha.law.datum import CONFIGURABLE, Datum, NoDatum, check, datum, every, exists, in_edition, put
from jicha.law.settings import BadSettings, Override, Settings
from jicha.law.supply_rules import editions
from jicha.terms.sheet import Sheet
from jicha.terms.units import parse_unit

RULES = Path(__file__).resolve().parents[2] / "src" / "jicha" / "rules"
EVERY = [one for rows in every().values() for one in rows]


@pytest.mark.parametrize("one", EVERY, ids=[f"{one.id}-{one.edition}" for one in EVERY])
def test_every_row_has_a_unit_that_exists_and_says_where_it_was_seen_unless_it_was_not(one: Datum) -> None:
    parse_unit(one.unit)
    assert one.value > 0
    assert one.confidence in tuple("ABCUM")
    assert bool(one.seen_in) == (one.confidence != "U")
    assert one.in_force_to is None or one.in_force_from < one.in_force_to


def test_the_edition_of_the_day_decides_and_the_day_of_the_change_is_the_newer_ones() -> None:
    assert datum("breach_price_multiple", date(2024, 5, 31)).edition == "1996"
    with pytest.raises(NoDatum, match="no text fixes breach_price_multiple on 2024-06-01"):
        datum("breach_price_multiple", date(2024, 6, 1))
    assert datum("breach_price_multiple_ceiling", date(2024, 6, 1)).value == 2


def test_a_repealed_text_is_cited_as_such_and_one_in_force_is_not() -> None:
    old = datum("late_resident", date(2024, 5, 31))
    assert old.source == (
        "供电营业规则(1996) 第98条 ‖ Rules of electricity supply and use (1996), Art. 98 ‖ 2024-06-01 废止 repealed"
    )
    in_force = datum("criminal_large_least", date(2025, 1, 1)).text
    assert (in_force.zh, in_force.repealed_on) == ("法释〔2013〕8号 第1条", "")


def test_a_number_that_was_not_found_is_a_default_and_cites_nothing() -> None:
    found = datum("theft_days_unknown", date(2025, 1, 1))
    assert (found.confidence, found.origin, found.source) == ("U", "default", "")


def test_every_open_number_is_a_default_and_every_proven_one_law() -> None:
    assert {one.origin for one in EVERY if one.confidence in CONFIGURABLE} == {"default"}
    assert {one.origin for one in EVERY if one.confidence not in CONFIGURABLE} == {"law"}


def test_an_open_number_may_be_set_and_says_by_whom() -> None:
    settings = Settings(data=(Override("theft_hours_lighting", Decimal(5), "省公司2025年第3号文", "2024"),))
    check(settings)
    found = in_edition("theft_hours_lighting", "2024", settings)
    assert (found.value, found.origin, found.confidence) == (5, "setting", "U")
    assert found.source == "省公司2025年第3号文"
    assert found.cited == {}


def test_a_proven_number_may_not_be_set() -> None:
    settings = Settings(data=(Override("theft_multiple", Decimal(5), "nobody", "1996"),))
    with pytest.raises(BadSettings, match="theft_multiple is fixed by Rules of electricity supply and use"):
        check(settings)
    with pytest.raises(BadSettings):
        datum("theft_multiple", date(2020, 1, 1), settings)


def test_a_setting_for_all_editions_reaches_the_open_ones_only() -> None:
    settings = Settings(data=(Override("theft_hours_power", Decimal(10), "paper"),))
    check(settings)
    assert in_edition("theft_hours_power", "1996", settings).value == 12
    assert in_edition("theft_hours_power", "2024", settings).value == 10


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadSettings, match="Did you mean theft_multiple"):
        check(Settings(data=(Override("theft_multipel", Decimal(1), "paper"),)))
    with pytest.raises(NoDatum, match="there is no datum nonsense"):
        datum("nonsense", date(2020, 1, 1))
    with pytest.raises(NoDatum, match="2024 has no breach_quota_fee"):
        in_edition("breach_quota_fee", "2024")


def test_what_an_edition_lacks_does_not_exist_there() -> None:
    assert exists("breach_quota_fee", "1996")
    assert not exists("breach_quota_fee", "2024")
    assert not exists("nonsense", "1996")


def test_on_a_sheet_an_open_number_brings_a_remark_and_a_proven_one_none() -> None:
    sheet = Sheet("test")
    put(sheet, "proven", in_edition("theft_multiple", "1996"))
    assert sheet.done().remarks == ()
    put(sheet, "remembered", in_edition("theft_multiple_ceiling", "2024"))
    put(sheet, "not_found", in_edition("theft_days_unknown", "2024"))
    assert [(one.word, one.warns) for one in sheet.done().remarks] == [
        ("datum_not_proven", False),
        ("datum_not_found", True),
    ]
    given = sheet.done().givens[0]
    assert (given.word, given.origin, given.confidence) == ("theft_multiple", "law", "B")


@pytest.mark.parametrize("value", ["-5", "0", "180.5", "1000000000"])
def test_a_setting_cannot_make_days_that_are_none(value: str) -> None:
    settings = Settings(data=(Override("theft_days_unknown", Decimal(value), "paper", "2024"),))
    with pytest.raises(BadSettings, match="theft_days_unknown cannot be"):
        check(settings)
    with pytest.raises(BadSettings):
        datum("theft_days_unknown", date(2024, 7, 1), settings)


@pytest.mark.parametrize("one", EVERY, ids=[f"{one.id}-{one.edition}" for one in EVERY])
def test_a_source_has_no_blank_at_its_ends(one: Datum) -> None:
    assert one.source == one.source.strip()


def test_the_rates_of_the_rule_on_late_fees_are_those_of_every_edition() -> None:
    """The page of BIL-055 keeps them as parameters; a change of the dated data must not pass it by."""
    page = (RULES / "billing" / "BIL-055.md").read_text(encoding="utf-8")
    names = {"household": "late_resident", "others": "late_current_year", "others_later": "late_earlier_years"}
    for parameter, name in names.items():
        (written,) = re.findall(rf"(?m)^  {parameter}: (\S+) permille/day", page)
        assert {(one.value, one.unit) for one in every()[name]} == {(Decimal(written), "permille/day")}
    assert {one.edition for name in names.values() for one in every()[name]} == {one.edition for one in editions()}
