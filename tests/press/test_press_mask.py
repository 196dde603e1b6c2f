"""What is left of a private value, and what decides it."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jicha.press.mask import (
    HIDDEN,
    Shape,
    is_masked,
    mask_address,
    mask_digits,
    mask_name,
    masked,
    private_names,
    shape_of,
)
from jicha.schema import table, tables
from jicha.terms.privacy import Privacy


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("张三", "张**"),
        ("张小三", "张**"),
        ("欧阳娜娜", "欧阳**"),
        ("司马", "司**"),
        ("阿卜杜拉·买买提", "阿**"),
        ("Li Ming", "Li **"),
        ("Smith", HIDDEN),
        ("张", HIDDEN),
        ("安平县永兴铸造有限公司", "安平**有限公司"),
        ("李记饭店", "李**"),
        ("大庙镇二道沟村民委员会", "大庙**村民委员会"),
    ],
)
def test_a_name_keeps_the_family_name_and_a_firm_what_it_is(name: str, left: str) -> None:
    assert mask_name(name) == left


@pytest.mark.parametrize(
    ("number", "left"),
    [
        ("13800000123", "***0123"),
        ("0318-5551234", "***1234"),
        ("110101199001011237", "***1237"),
        ("11010119900101123X", "***123X"),
        ("12345", "***45"),
        ("12", HIDDEN),
        ("", HIDDEN),
    ],
)
def test_a_number_keeps_its_last_digits_and_never_half_of_them(number: str, left: str) -> None:
    assert mask_digits(number) == left


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("浙江省杭州市西湖区文三路138号东方公寓3单元502室", "浙江省杭州市西湖区文三路**"),
        ("文三路１３８号", "文三路**"),
        ("北京市朝阳区建国路甲8号", "北京市朝阳区建国路**"),
        ("哈尔滨市道里区中央大街12号", "哈尔滨市道里区中央大街**"),
        ("乌海市海勃湾区阳光花园小区3号楼", "乌海市海勃湾区**"),
        ("阳光小区5栋", HIDDEN),
        ("大庙镇二道沟村三组12号", "大庙镇二道沟村**"),
        ("张家村李四家", "张家村**"),
        ("某处", HIDDEN),
        ("Example Road 1", "Example Road **"),
        ("12 Main Street Apt 4", "Main Street **"),
        ("7", HIDDEN),
    ],
)
def test_an_address_ends_with_the_street_or_the_village(address: str, left: str) -> None:
    assert mask_address(address) == left


@given(st.text(max_size=60))
def test_no_digit_of_a_house_is_left_in_any_address(address: str) -> None:
    assert not any(sign.isdigit() for sign in mask_address(address))


@given(st.text(max_size=30))
def test_what_is_cut_is_never_the_value_itself(value: str) -> None:
    assert all(cut(value) != value or value == HIDDEN for cut in (mask_name, mask_digits))


@pytest.mark.parametrize(
    ("column", "shape"),
    [
        ("customer.name", Shape.NAME),
        ("customer.address", Shape.ADDRESS),
        ("customer.phone", Shape.PHONE),
        ("customer.owner_id_no", Shape.IDENTITY),
        ("customer.longitude", Shape.WITHHELD),
        ("receipt.payer_name", Shape.NAME),
        ("ticket.reporter_name", Shape.WITHHELD),  # who reported something: a family name is enough in a village
        ("ticket.reporter_phone", Shape.WITHHELD),
        ("ticket.content", Shape.WITHHELD),
        ("violation.nature", Shape.WITHHELD),
        ("staff_relation.staff_id", Shape.WITHHELD),
        ("invoice.buyer_tax_no", Shape.IDENTITY),
    ],
)
def test_the_name_and_level_of_a_column_say_how_it_is_cut(column: str, shape: Shape) -> None:
    name, _, field = column.partition(".")
    assert shape_of(table(name).by_name[field]) is shape


def test_every_private_column_is_masked_and_no_other() -> None:
    for one in tables().values():
        for column in one.columns:
            private = column.privacy > Privacy.INTERNAL and column.name != "subject_id"
            assert is_masked(column, Privacy.INTERNAL) is private
            assert not is_masked(column, Privacy.SENSITIVE)


def test_the_key_of_a_record_that_stands_beside_it_is_shown() -> None:
    assert not is_masked(table("whitelist").by_name["subject_id"], Privacy.INTERNAL)


def test_missing_values_stay_missing_and_numbers_are_withheld() -> None:
    names = pa.chunked_array([["张三", None], ["李四"]])
    assert masked(names, table("customer").by_name["name"]).to_pylist() == ["张**", None, "李**"]
    places = pa.array([None, 1], pa.decimal128(9, 6))
    assert masked(places, table("customer").by_name["longitude"]).to_pylist() == [None, HIDDEN]


def test_evidence_is_withheld_by_the_same_levels() -> None:
    assert {"name", "phone", "owner_id_no"} <= private_names(Privacy.INTERNAL)
    assert not {"customer_id", "kwh", "subject_id"} & private_names(Privacy.INTERNAL)
    assert private_names(Privacy.SENSITIVE) == frozenset()
