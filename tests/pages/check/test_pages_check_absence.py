"""Reading absence: a page that accuses because nothing was found asks whether everything has come."""

import pytest
from planted import Found, codes, found, rule, the_fault

from jicha.pages.page import Page

_ORDERS = "LEFT JOIN (SELECT o.point_id, count(*) AS orders, max(o.finished_at) AS last_at FROM service_order AS o " \
          "GROUP BY o.point_id) AS o ON o.point_id = s.point_id"  # fmt: skip
_FEED = "LEFT JOIN point AS p ON p.point_id = s.point_id\n" \
        "LEFT JOIN feed AS f ON f.org_id = p.org_id AND f.record = 'service_order'"  # fmt: skip


def _opened(breach: str, *, more: str = "", front: str = "", join: str = _ORDERS) -> Page:
    return rule(f"SELECT s.operation_id AS subject_id,\n  {breach} AS breach{more}\nFROM seal_operation AS s\n{join}",
                subject="{seal_operation: operation_id}", front=front)  # fmt: skip


@pytest.mark.parametrize(
    "breach",
    [
        "s.operation = 'opened' AND o.point_id IS NULL",
        "NOT (o.point_id IS NOT NULL)",
        "coalesce(o.orders, 0) < 1",
        "CASE WHEN o.last_at IS NULL THEN TRUE ELSE FALSE END",
        "o.orders < 2",
        "NOT o.orders >= 2",
        "o.orders = 0",
    ],
)
def test_absence_without_a_need_on_the_feed_is_refused(breach: str) -> None:
    assert "absence-without-feed" in codes(_opened(breach, front="needs: {few_rows: breach}"))


def test_the_fault_stands_where_absence_is_read_and_says_what_to_do() -> None:
    fault: Found = the_fault(_opened("o.point_id IS NULL"), "absence-without-feed")
    assert fault.at.startswith("o.point_id IS NULL")
    assert "LEFT JOIN feed" in fault.remedy


def test_a_need_on_a_column_of_the_feed_makes_it_right() -> None:
    page = _opened("o.point_id IS NULL", more=", f.complete_to", join=f"{_ORDERS}\n{_FEED}",
                   front="needs: {feed_incomplete: complete_to >= :today}")  # fmt: skip
    assert codes(page) == []


def test_reading_the_feed_without_a_need_on_it_is_not_enough() -> None:
    page = _opened("o.point_id IS NULL", more=", f.complete_to", join=f"{_ORDERS}\n{_FEED}")
    assert "absence-without-feed" in codes(page)


def test_absence_in_a_with_is_seen() -> None:
    page = rule("WITH a AS (SELECT s.operation_id, o.order_id IS NULL AS without_order FROM seal_operation AS s\n"
                "LEFT JOIN service_order AS o ON o.order_id = s.order_id)\n"
                "SELECT a.operation_id AS subject_id, a.without_order AS breach FROM a",
                subject="{seal_operation: operation_id}")  # fmt: skip
    assert the_fault(page, "absence-without-feed").at.startswith("o.order_id IS NULL AS without_order")


def test_a_blank_of_the_judged_row_itself_is_not_absence() -> None:
    assert codes(_opened("s.order_id IS NULL")) == []


def test_a_count_of_many_is_not_absence() -> None:
    assert "absence-without-feed" not in codes(_opened("o.orders > 3", front="needs: {few_rows: orders > 0}",
                                                      more=", o.orders"))  # fmt: skip


def test_a_feed_of_a_record_that_does_not_exist_is_refused() -> None:
    page = _opened("o.point_id IS NULL", more=", f.complete_to", join=f"{_ORDERS}\n{_FEED}".replace("'service_order'",
                   "'service_orders'"), front="needs: {feed_incomplete: complete_to >= :today}")  # fmt: skip
    assert the_fault(page, "unknown-record").remedy == "Did you mean service_order?"
    assert [one.code for one in found(page)] == ["unknown-record"]
