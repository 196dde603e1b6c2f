"""The CSVs are read as they stand, and one that cannot be used says file, line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from jicha.schema import code_list, code_lists, table, tables
from jicha.schema.load import CODES_HEADER, TABLE_HEADER, BadSchema, read_code_list, read_table

HEAD = ",".join(TABLE_HEADER)
THING = "*,reference,,,,,,A thing,物,,,"
CORE = [
    "org",
    "customer",
    "site",
    "point",
    "meter",
    "meter_installation",
    "area",
    "line",
    "transformer",
    "bill",
    "bill_line",
    "reading",
    "register_daily",
    "curve",
    "event",
    "area_loss_daily",
    "service_order",
    "order_stage",
    "parameter_change",
    "seal",
    "seal_operation",
    "reading_section",
    "section_assignment",
    "adjustment",
    "staff",
    "feed",
    "audit_case",
    "audit_order",
    "field_order",
    "visit",
    "outcome",
    "recovery_payment",
    "whitelist",
    "parameter_setting",
]
KEY = "thing_id,text,,no,pk,,thing_1,Its number,编号,public,,"


def test_the_core_tables_of_the_seam_are_there() -> None:
    assert [name for name in CORE if name not in tables()] == []


def test_a_table_knows_its_keys_time_and_path() -> None:
    bill = table("bill")
    assert bill.primary_key == bill.correction_key == ("bill_id",)
    assert bill.time_column == "issued_on"
    assert bill.org_path == ("customer_id", "org_id")
    assert table("register_daily").primary_key == ("point_id", "register", "day")
    assert table("contract").by_name["penalty_multiple_theft"].example == ""


def test_codes_of_a_source_are_mapped_to_ours() -> None:
    assert code_list("register").mappings["sg186"]["11"] == "active_total"
    assert code_list("register").mappings["marketing2"]["11"] == "reactive_total"
    assert code_list("customer_class").mappings["sg186"]["00"] == "assessment"
    assert code_list("commodity").mappings["steg"] == {"ELEC": "electricity", "GAZ": "gas"}
    assert code_list("order_kind").mappings["sg186"]["106"] == "temporary_new"
    assert code_list("order_kind").confidence["meter_exchange"] == "C"


def test_a_name_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        table("nowhere")
    with pytest.raises(KeyError):
        code_list("nowhere")


def test_a_table_of_one_column_is_read(tmp_path: Path) -> None:
    read = read_table(file(tmp_path, HEAD, THING, KEY))
    assert (read.name, read.meaning_zh, read.group, list(read.by_name)) == ("thing", "物", "reference", ["thing_id"])


PLANTED_TABLES = [
    (["column,type", THING, KEY], "thing.csv:1: wrong header"),
    ([HEAD, KEY], "thing.csv:2: the first row must describe the table"),
    ([HEAD], "thing.csv:2: the first row must describe the table"),
    ([HEAD, THING], "no primary key"),
    ([HEAD, THING, KEY, KEY], "a column stands twice"),
    ([HEAD, THING, KEY.replace("text", "string")], "thing.csv:3: unknown column type 'string'"),
    ([HEAD, THING, KEY.replace("pk", "pk primary")], "unknown key word"),
    ([HEAD, THING, KEY.replace(",no,", ",never,")], "null is 'never'"),
    ([HEAD, THING, KEY.replace("public", "secret")], "unknown privacy level"),
    ([HEAD, THING, KEY.replace("text,,", "text,kWx,")], "unknown unit 'kWx'"),
    ([HEAD, THING, KEY + ",more"], "thing.csv:3: the row has not as many cells as the header"),
    ([HEAD, THING, "thing_id,text"], "thing.csv:3: the row has not as many cells as the header"),
]


@pytest.mark.parametrize(("lines", "message"), PLANTED_TABLES)
def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(BadSchema) as caught:
        read_table(file(tmp_path, *lines))
    assert message in str(caught.value)


CODES = ",".join([*CODES_HEADER, "source:sg186"])
PLANTED_CODES = [
    (["code,meaning", "a,A"], "thing.csv:1: wrong header"),
    ([CODES.replace("source:", ""), "a,A,甲,A,1"], "wrong header"),
    ([CODES, "a,A,甲,A,1", "a,A,甲,A,2"], "thing.csv:3: a stands twice"),
    ([CODES, "a,A,甲,A,1", "b,B,乙,A,2|1"], "thing.csv:3: sg186 1 means a and b"),
    ([CODES, "a,A,甲,sure,1"], "thing.csv:2: the confidence is 'sure'"),
    ([CODES, "a,A,甲,A"], "the row has not as many cells as the header"),
]


@pytest.mark.parametrize(("lines", "message"), PLANTED_CODES)
def test_a_code_list_that_cannot_be_used_is_refused(tmp_path: Path, lines: list[str], message: str) -> None:
    with pytest.raises(BadSchema) as caught:
        read_code_list(file(tmp_path, *lines))
    assert message in str(caught.value)


def test_every_code_list_has_codes() -> None:
    assert all(one.meanings for one in code_lists().values())


def file(folder: Path, *lines: str) -> Path:
    path = folder / "thing.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
