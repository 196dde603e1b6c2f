"""Units: kWh stays kWh, and a number beside it has a unit."""

import pytest
from planted import codes, fact, judging, rule, the_fault


@pytest.mark.parametrize(
    "breach",
    [
        "b.kwh + b.total_charge > 0",
        "b.kwh > b.reactive_kvarh",
        "CASE WHEN b.time_of_use THEN b.kwh ELSE b.total_charge END > 0",
        "coalesce(b.kwh, b.gas_m3) > 0",
        "b.kwh BETWEEN 0 AND b.contract_capacity",
        "b.kwh IN (b.loss_kwh, b.capacity_charge)",
    ],
)
def test_two_units_are_not_mixed(breach: str) -> None:
    assert "unit-mismatch" in codes(judging(breach))


def test_the_fault_stands_at_the_second_unit_and_says_both() -> None:
    fault = the_fault(judging("b.kwh + b.total_charge > 0"), "unit-mismatch")
    assert fault.at.startswith("b.total_charge")
    assert fault.message == "kWh and CNY are added"


def test_a_bare_number_beside_a_unit_must_become_a_parameter() -> None:
    fault = the_fault(judging("b.kwh > 100"), "bare-number")
    assert fault.at.startswith("100 AS breach")
    assert fault.remedy == "Make it a parameter with a unit: `params: {limit: 100 kWh}`."


def test_zero_has_every_unit_and_a_bare_factor_scales() -> None:
    assert codes(judging("b.kwh > 0 AND b.kwh < 2 * b.reading_kwh AND b.kwh - 0.5 * b.loss_kwh > 0")) == []


def test_a_parameter_has_the_unit_it_is_declared_with() -> None:
    assert codes(judging("b.kwh > :limit", front="params: {limit: 100 kWh}")) == []
    assert "unit-mismatch" in codes(judging("b.kwh > :limit", front="params: {limit: 100 CNY}"))


def test_products_and_ratios_have_the_unit_that_follows() -> None:
    fits = "CAST(b.kwh AS DECIMAL(19, 3)) * b.unit_price > b.energy_charge AND ratio(b.kwh, b.reading_kwh, 3) > 1.2"
    assert codes(judging(fits)) == []
    assert "unit-mismatch" in codes(judging("b.kwh * b.ratio > b.energy_charge"))
    assert "bare-number" in codes(judging("ratio(b.energy_charge, b.kwh, 3) > 1.2"))


def test_days_months_and_workdays_are_three_units() -> None:
    assert "unit-mismatch" in codes(judging("days_between(b.period_start, b.period_end) > b.months_stated"))
    assert codes(judging("months_between(b.period_start, b.period_end) > b.months_stated")) == []
    fault = the_fault(judging("add_days(b.read_on, b.months_stated) > :today"), "unit-mismatch")
    assert fault.message == "add_days counts in day, not in month"
    assert codes(judging("add_days(b.read_on, 3) > :today")) == []


def test_units_go_through_a_with_and_through_windows() -> None:
    page = rule("WITH a AS (SELECT bill_id, sum(kwh) OVER (PARTITION BY bill_id) AS energy FROM bill)\n"
                "SELECT a.bill_id AS subject_id, a.energy > 100 AS breach FROM a",
                front="needs: {few_rows: breach}")  # fmt: skip
    assert the_fault(page, "bare-number").at.startswith("100 AS breach")


def test_a_count_is_a_plain_number() -> None:
    page = rule("SELECT o.order_id AS subject_id, o.attachments_present < 1 AS breach FROM service_order AS o",
                subject="{service_order: order_id}")  # fmt: skip
    assert codes(page) == []


def test_what_is_at_stake_is_in_kwh_and_in_yuan() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach,\n  b.total_charge AS at_stake_kwh,\n"
                "  b.kwh AS at_stake_money\nFROM bill AS b")  # fmt: skip
    assert [one for one in codes(page) if one == "wrong-unit"] == ["wrong-unit", "wrong-unit"]


def test_a_fact_yields_the_units_it_declares() -> None:
    page = fact("energy", ["customer_id: [text, '', Customer, 客户]", "energy: ['decimal(18,2)', CNY, Money, 金额]"],
                "SELECT customer_id, round(sum(kwh), 2) AS energy FROM bill GROUP BY customer_id")  # fmt: skip
    assert the_fault(page, "wrong-unit").message == "energy is kWh, but must be CNY"


def test_the_parts_of_a_union_all_have_one_unit() -> None:
    page = rule("WITH u AS (SELECT bill_id, kwh AS x FROM bill UNION ALL SELECT bill_id, total_charge FROM bill)\n"
                "SELECT u.bill_id AS subject_id, u.x > 0 AS breach FROM u")  # fmt: skip
    assert the_fault(page, "unit-mismatch").message.endswith("kWh and CNY")
