"""What subjects may have in common comes from the schema."""

from jicha.audit.attributes import ABOVE, PERIOD, TWO_ABOVE, attributes_of, joined, owner_sql
from jicha.schema import table, tables
from jicha.terms.privacy import Privacy


def names(kind: str) -> list[str]:
    return [one.name for one in attributes_of(kind)]


def test_bills_have_price_unit_section_staff_industry_and_month() -> None:
    told = set(names("bill"))
    wanted = {"price_code", "price_version", "section_id", "reader_id", "clerk_id", "month", "period_table"}
    assert {f"bill.{one}" for one in wanted | {"industry_code"}} <= told
    assert {"customer.org_id", "customer.area_id"} <= told


def test_the_unit_is_told_before_codes_and_the_month_last() -> None:
    told = names("bill")
    assert told[:3] == ["customer.org_id", ABOVE, TWO_ABOVE]
    assert told[-1] == "bill.month"
    assert told.index("bill.price_code") < told.index("bill.price_class")


def test_what_has_no_month_of_its_own_has_the_period_of_the_find() -> None:
    assert names("point")[-1] == PERIOD
    assert PERIOD not in names("bill")


def test_measures_days_keys_and_personal_data_are_no_attributes() -> None:
    for kind in tables():
        for one in attributes_of(kind):
            if one.name == PERIOD:
                continue
            found = table(one.name.partition(".")[0]).by_name[one.name.rpartition(".")[2]]
            assert found.unit == ""
            assert found.type.name in ("text", "code", "boolean", "month")
            assert found.privacy in (Privacy.PUBLIC, Privacy.INTERNAL)


def test_no_attribute_stands_twice() -> None:
    for kind in tables():
        assert len(set(names(kind))) == len(names(kind))


def test_the_finds_of_a_bill_are_its_customers_and_those_of_staff_their_own() -> None:
    assert owner_sql("bill") == "COALESCE(l.customer_id, d.subject_id)"
    assert owner_sql("staff") == "d.subject_id"
    assert joined("bill", "x").startswith("FROM x AS d LEFT JOIN bill AS s ON s.bill_id = d.subject_id")


def test_the_units_above_are_attributes_wherever_a_unit_is() -> None:
    assert {ABOVE, TWO_ABOVE} <= set(names("meter"))
    assert ABOVE not in names("price_item")  # belongs to no unit
    assert " LEFT JOIN org " not in joined("price_item", "x")
