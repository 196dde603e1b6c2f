"""Words that mean nothing: each is refused where it stands, with the nearest right word."""

from planted import codes, judging, rule, the_fault


def test_an_unknown_table_is_refused_with_the_nearest_one() -> None:
    fault = the_fault(rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach\nFROM bil AS b"), "unknown-table")
    assert fault.at == "bil AS b"
    assert (fault.message, fault.remedy) == ("no table is called bil", "Did you mean bill?")


def test_an_unknown_column_is_refused_at_its_line_and_column() -> None:
    fault = the_fault(judging("b.loss_kw > 0"), "unknown-column")
    assert fault.at.startswith("b.loss_kw > 0")
    assert "loss_kwh" in fault.remedy


def test_a_column_of_two_tables_must_say_which() -> None:
    page = judging("b.kwh > 0 AND commodity = 'electricity'",
                   tables="bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id")  # fmt: skip
    fault = the_fault(page, "ambiguous-column")
    assert fault.remedy == "Write b.commodity or p.commodity."


def test_an_alias_that_is_not_in_the_from_is_refused() -> None:
    fault = the_fault(judging("bb.kwh > 0"), "unknown-alias")
    assert (fault.at[:6], fault.message) == ("bb.kwh", "nothing is called bb in this FROM")


def test_a_name_given_in_the_same_select_cannot_be_used_beside() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh AS energy,\n  energy > 0 AS breach FROM bill AS b",
                front="captions: {energy: [Energy, 电量]}")  # fmt: skip
    assert the_fault(page, "alias-beside").remedy == "Compute it in a WITH, and use it outside."


def test_an_undeclared_parameter_is_refused_where_it_is_used() -> None:
    fault = the_fault(judging("b.loss_kwh > :tolerence", front="params: {tolerance: 1 kWh}"), "unknown-parameter")
    assert fault.at.startswith(":tolerence")
    assert fault.remedy.startswith("Did you mean tolerance?")


def test_the_parameters_of_every_page_need_no_declaration() -> None:
    assert codes(judging("b.issued_on < :today AND b.month >= :run_from AND b.month < :run_to")) == []


def test_an_unused_parameter_is_refused_at_its_own_line() -> None:
    fault = the_fault(judging("b.loss_kwh > 0", front="params:\n  tolerance: 1 kWh"), "unused-parameter")
    assert fault.at == "  tolerance: 1 kWh"


def test_a_parameter_that_only_a_need_uses_is_used() -> None:
    front = "needs: {not_yet_due: loss_kwh < :most}\nparams: {most: 900000 kWh}"
    page = rule("SELECT b.bill_id AS subject_id, b.loss_kwh > 0 AS breach, b.loss_kwh FROM bill AS b", front=front)
    assert codes(page) == []


def test_a_parameter_may_not_take_the_name_of_a_common_one() -> None:
    assert "reserved-parameter" in codes(judging("b.month < :today", front="params: {today: 2026-01-01}"))


def test_an_unknown_function_is_refused_with_the_nearest_one() -> None:
    fault = the_fault(judging("day_between(b.period_start, b.period_end) > 0"), "unknown-function")
    assert fault.at.startswith("day_between(")
    assert "days_between" in fault.remedy


def test_a_with_may_not_hide_a_table() -> None:
    page = rule("WITH point AS (SELECT b.bill_id FROM bill AS b)\n"
                "SELECT p.bill_id AS subject_id, p.bill_id = 'x' AS breach FROM point AS p")  # fmt: skip
    assert the_fault(page, "shadowed-table").at.startswith("point AS (")


def test_an_alias_may_not_hide_a_table() -> None:
    page = rule("SELECT point.bill_id AS subject_id, point.kwh > 0 AS breach FROM bill AS point")
    assert the_fault(page, "shadowed-table").message == "point is the name of a table of its own"


def test_two_tables_need_two_names_and_so_do_two_columns() -> None:
    twice = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, b.kwh, b.kwh FROM bill AS b\n"
                 "LEFT JOIN point AS b ON b.point_id = b.point_id")  # fmt: skip
    assert {"duplicate-alias", "duplicate-column"} <= set(codes(twice))


def test_every_output_has_a_name() -> None:
    page = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach, abs(b.kwh)\nFROM bill AS b")
    assert the_fault(page, "unnamed-column").at.startswith("abs(b.kwh)")


def test_the_parts_of_a_union_all_yield_as_many_columns() -> None:
    page = rule("WITH u AS (SELECT bill_id, kwh FROM bill UNION ALL SELECT bill_id FROM bill)\n"
                "SELECT u.bill_id AS subject_id, u.kwh > 0 AS breach FROM u")  # fmt: skip
    assert the_fault(page, "union-columns").message == "the parts of the UNION ALL yield 2 and 1 columns"


def test_a_page_reads_no_rule_and_no_suspicion() -> None:
    other = judging("b.kwh > 0")
    reading = rule("SELECT b.bill_id AS subject_id, b.kwh > 0 AS breach FROM bill AS b\n"
                   "LEFT JOIN bil_016 AS r ON r.subject_id = b.bill_id")  # fmt: skip
    assert the_fault(reading, "reads-rule", other).message.startswith("BIL-016 is a rule")
    suspecting = rule("SELECT s.customer_id AS subject_id, s.p > 0 AS breach FROM suspicion AS s",
                      subject="{customer: customer_id}")  # fmt: skip
    assert "reads-suspicion" in codes(suspecting)


def test_a_file_of_the_machine_is_no_table() -> None:
    for name in ("read_csv('/etc/passwd')", "'rows.parquet'", "information_schema.tables"):
        assert "unknown-table" in codes(rule(f"SELECT b.bill_id AS subject_id, b.x = 1 AS breach FROM {name} AS b"))
