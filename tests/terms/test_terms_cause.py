"""A cause is the same from run to run as long as it is about the same."""

from jicha.terms.cause import CauseKind, SharedAttribute, cause_id

CODE, UNIT = SharedAttribute("bill.price_code", ("2001", "2002")), SharedAttribute("customer.org_id", ("north",))


def test_the_identity_does_not_depend_on_the_order_of_what_is_named() -> None:
    turned = SharedAttribute("bill.price_code", ("2002", "2001"))
    assert cause_id("shared", "BIL-048", [CODE, UNIT]) == cause_id("shared", "BIL-048", [UNIT, turned])


def test_kind_rule_attribute_and_value_are_in_it() -> None:
    other = SharedAttribute("bill.price_code", ("2001",))
    numbers = {
        cause_id(CauseKind.SHARED, "BIL-048", [CODE]),
        cause_id(CauseKind.SHARED, "BIL-048", [other]),
        cause_id(CauseKind.SHARED, "BIL-048", [CODE, UNIT]),
        cause_id(CauseKind.SHARED, "BIL-059", [CODE]),
        cause_id(CauseKind.SYSTEMIC, "BIL-048"),
    }
    assert len(numbers) == 5
    assert all(len(one) == 24 for one in numbers)
