"""What criminal law counts."""

from decimal import Decimal
from typing import Any

import pytest

from jicha.law.cases.referral import NoCriminalQuantity
from jicha.law.datum import NoDatum
from jicha.law.recover import recover
from jicha.terms.record import BadRecord
from jicha.terms.worksheet import Worksheet


def sheet(**changed: Any) -> Worksheet:
    case = {
        "kind": "referral",
        "period": {"start": "2023-03-01", "end": "2023-09-01"},
        "region": "360000",
        "normal_months": [980, 1010, 960, 990, 1000, 970],  # mean 985
        "months_after": [410, 395, 402, 420, 388, 405],  # mean 403.333
        "prices": [{"cny_per_kwh": Decimal("0.5")}],
    }
    return recover(case | changed)


def words(found: Worksheet) -> set[str]:
    return {one.word for one in found.remarks}


def test_the_mean_month_before_less_the_metered_one_after() -> None:
    found = sheet()
    assert found.results == ("kwh", "value_stolen")
    assert [found.value_of(one).value for one in found.results] == [3490, 1745]  # (985 - 403.333) x 6
    assert {"reaches_large", "referral_excludes"} <= words(found)


def test_the_proven_quantity_goes_before() -> None:
    found = sheet(proven_kwh=2000, evidence="check meter")
    assert [found.value_of(one).value for one in found.results] == [2000, 1000]
    assert {"evidence", "below_large"} <= words(found)


def test_fewer_normal_months_are_averaged_as_they_are() -> None:
    found = sheet(normal_months=[900, 1000])
    assert found.value_of("normal_mean").value == 950
    assert "fewer_months_before" in words(found)
    assert "fewer_months_before" not in words(sheet())


def test_no_assumed_days_and_no_penalty_can_get_in() -> None:
    names = {one.name for one in (*sheet().givens, *sheet().steps)}
    assert not any("penalty" in one or "unknown" in one or "multiple" in one for one in names)
    with pytest.raises(BadRecord, match="nothing that criminal law counts is known"):
        sheet(normal_months=[])
    with pytest.raises(BadRecord, match="nothing that criminal law counts is known"):
        sheet(months_after=[], proven_kwh=2000)  # without its evidence
    with pytest.raises(BadRecord, match="act: is not known here"):
        sheet(act={"end": "2023-09-01"})


def test_the_change_of_the_supply_rules_cuts_nothing() -> None:
    found = sheet(period={"start": "2024-03-01", "end": "2024-09-01"})
    assert [one.name for one in found.steps if one.name.startswith("kwh_")] == ["kwh_1"]


def test_more_months_than_the_text_takes_are_refused() -> None:
    with pytest.raises(NoCriminalQuantity, match="7 months before are given"):
        sheet(normal_months=[1, 2, 3, 4, 5, 6, 7])


def test_before_the_interpretation_was_in_force_there_is_no_answer() -> None:
    with pytest.raises(NoDatum):
        sheet(period={"start": "2012-03-01", "end": "2012-09-01"})


def test_a_quantity_without_evidence_is_not_a_proven_one_even_beside_months() -> None:
    with pytest.raises(BadRecord, match="nothing that criminal law counts is known"):
        sheet(proven_kwh=5000)


def test_a_month_of_nothing_is_a_vacancy_until_somebody_shows_otherwise() -> None:
    for changed in ({"months_after": [0, 400]}, {"normal_months": [0, 900]}):
        assert any(one.word == "month_of_nothing" and one.warns for one in sheet(**changed).remarks)
    assert "month_of_nothing" not in words(sheet())


def test_months_that_differ_give_a_range() -> None:
    (found,) = (one for one in sheet().bounds if one.name == "kwh")
    ends = [sheet().value_of(one).value for one in (found.low, found.high)]
    assert ends == [3240, 3732]  # (960 - 420) x 6 and (1010 - 388) x 6


def test_more_after_than_before_is_nothing_and_says_so() -> None:
    found = sheet(months_after=[5000])
    assert found.value_of("value_stolen").value == 0
    assert {"estimate_nothing", "below_large"} <= words(found)


def test_an_act_before_the_interpretation_is_refused_without_an_id() -> None:
    with pytest.raises(NoDatum) as caught:
        sheet(period={"start": "2012-03-01", "end": "2012-09-01"})
    assert "criminal_months" not in caught.value.faults[0].chinese + str(caught.value)


def test_nobody_is_asked_on_this_sheet_to_pay_for_the_quantity() -> None:
    for found in (sheet(), sheet(proven_kwh=2000, evidence="check meter")):
        assert [one.word for one in found.steps if one.name == "kwh"] == ["criminal_kwh"]


def test_months_beside_a_proven_quantity_are_said_to_be_left_aside() -> None:
    proven = {"proven_kwh": 2000, "evidence": "check meter"}
    assert "proven_before_months" in words(sheet(**proven))
    assert "proven_before_months" not in words(sheet(**proven, normal_months=[], months_after=[]))
