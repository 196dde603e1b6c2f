"""The last WHERE is the population: nothing unknown may acquit there."""

from planted import codes, judging, rule, the_fault

_POINT = "bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id"


def test_a_condition_on_a_row_that_may_be_missing_is_refused_in_where() -> None:
    fault = the_fault(judging("b.kwh > 0", tables=f"{_POINT}\nWHERE b.kwh > 0 AND p.tiered"), "population-on-missing")
    assert fault.at == "p.tiered"
    assert fault.remedy.startswith("Move the condition into breach")


def test_is_null_and_coalesce_do_not_make_it_right() -> None:
    for condition in ("p.point_id IS NOT NULL", "coalesce(p.tiered, FALSE)"):
        assert "population-on-missing" in codes(judging("b.kwh > 0", tables=f"{_POINT}\nWHERE {condition}"))


def test_it_is_seen_through_a_with() -> None:
    page = rule(f"WITH a AS (SELECT b.bill_id, b.kwh, p.tiered FROM {_POINT})\n"
                "SELECT a.bill_id AS subject_id, a.kwh > 0 AS breach FROM a WHERE a.tiered")  # fmt: skip
    assert the_fault(page, "population-on-missing").at == "a.tiered"


def test_a_condition_on_the_judged_rows_themselves_is_the_population() -> None:
    assert codes(judging("b.kwh > 0", tables=f"{_POINT}\nWHERE b.commodity = 'electricity'")) == []


def test_a_condition_is_not_decided_by_coalesce_in_breach() -> None:
    fault = the_fault(judging("coalesce(b.kwh > b.reading_kwh, FALSE)"), "null-decides")
    assert fault.at.startswith("coalesce(b.kwh")
