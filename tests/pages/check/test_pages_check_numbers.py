"""Decimals: one product in a chain, and rounding that is written down."""

from planted import codes, fact, judging, rule, the_fault


def test_two_products_of_decimals_in_a_row_are_refused() -> None:
    fault = the_fault(judging("b.kwh * b.unit_price * b.ratio > b.energy_charge"), "decimal-chain")
    assert fault.at.startswith("b.kwh * b.unit_price * b.ratio")
    assert "CAST(round(a * b, 2) AS DECIMAL(18, 2)) * c" in fault.remedy


def test_rounding_in_between_ends_the_chain_and_integers_do_not_count() -> None:
    assert codes(judging("CAST(round(b.kwh * b.unit_price, 2) AS DECIMAL(18, 2)) * b.ratio > b.energy_charge")) == []
    assert codes(judging("2 * b.kwh * b.ratio * b.months_stated > b.reading_kwh * b.months_stated")) == []


def test_a_chain_through_a_with_is_seen() -> None:
    page = rule("WITH a AS (SELECT bill_id, kwh * unit_price AS money, ratio FROM bill)\n"
                "SELECT a.bill_id AS subject_id, a.money * a.ratio > 0 AS breach FROM a")  # fmt: skip
    assert the_fault(page, "decimal-chain").at.startswith("a.money * a.ratio")


def test_a_sum_times_a_price_loses_decimals_on_spark() -> None:
    page = rule("SELECT b.customer_id AS subject_id, sum(b.kwh) * max(b.unit_price) > 0 AS breach\nFROM bill AS b\n"
                "GROUP BY b.customer_id", subject="{customer: customer_id}",
                front="needs: {few_rows: breach}")  # fmt: skip
    assert the_fault(page, "decimal-too-wide").message.startswith("the product needs 47 digits with 11 decimals")


def test_a_cast_that_drops_decimals_must_say_how() -> None:
    fault = the_fault(judging("CAST(b.kwh AS BIGINT) > 0"), "silent-rounding")
    assert fault.remedy == "Say which: CAST(floor(b.kwh) AS BIGINT)."
    fault = the_fault(judging("CAST(b.unit_price AS DECIMAL(18, 4)) > 0"), "silent-rounding")
    assert "CAST(ROUND(b.unit_price, 4) AS DECIMAL(18, 4))" in fault.remedy or "round(b.unit_price, 4)" in fault.remedy


def test_casts_that_change_no_value_pass() -> None:
    casts = [
        "CAST(floor(b.kwh) AS BIGINT) > 0",
        "CAST(b.kwh AS DECIMAL(19, 3)) > 0",
        "CAST(round(b.unit_price, 2) AS DECIMAL(18, 2)) > 0",
        "CAST(b.months_stated AS DECIMAL(18, 2)) > 0",
        "b.ratio > DECIMAL '0.25'",
    ]
    assert codes(judging(" AND ".join(casts))) == []


def test_a_text_is_not_cast_to_a_number() -> None:
    assert the_fault(judging("CAST(b.meter_code AS BIGINT) > 0"), "cast-of-text").at.startswith("b.meter_code AS")


def test_a_fact_does_not_round_without_saying_so() -> None:
    page = fact("money", ["customer_id: [text, '', Customer, 客户]", "money: ['decimal(18,2)', CNY, Money, 金额]"],
                "SELECT customer_id, max(kwh * unit_price) AS money FROM bill GROUP BY customer_id")  # fmt: skip
    fault = the_fault(page, "silent-rounding")
    assert fault.message == "money has 11 decimals, but `columns` declares decimal(18,2)"
