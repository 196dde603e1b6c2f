"""The tables of data items: rules instead of lists, blocks, and no row that cannot be laid out."""

from __future__ import annotations

import pytest

from jicha.intake.frames.bcd import is_time
from jicha.intake.frames.catalogue import bits, data_items, layout, record
from jicha.intake.frames.words import rows
from jicha.schema import code_lists

FORMS = ("bcd", "demand", "ascii", "digits", "hex", "binary", "bits", "raw", "record", "sections", "load", "secret")
TABLES = ("dlt645_2007", "dlt645_1997")


def name_of(table: str, identifier: str) -> tuple[str, str]:
    found = layout(table, identifier)
    assert found is not None, identifier
    return found.name, found.name_zh


@pytest.mark.parametrize(
    ("identifier", "name", "name_zh"),
    [
        ("00010000", "Forward active energy, total", "(当前)正向有功总电能"),
        ("00010400", "Forward active energy, rate 4", "(当前)正向有功费率4电能"),
        ("00013F0C", "Forward active energy, rate 63, 12 settlement days back", "(上12结算日)正向有功费率63电能"),
        ("00020001", "Reverse active energy, total, 1 settlement days back", "(上1结算日)反向有功总电能"),
        ("00080000", "Reactive energy, quadrant 4, total", "(当前)第四象限无功总电能"),
        ("00160000", "Reverse active energy, phase A", "(当前)A相反向有功电能"),
        ("01010000", "Highest forward active demand, total", "(当前)正向有功总最大需量及发生时间"),
        ("02010200", "Voltage, phase B", "B相电压"),
        ("02030000", "Active power", "瞬时总有功功率"),
        ("020A0305", "Harmonic content of voltage, phase C, order 5", "C相电压5次谐波含量"),
        ("02800002", "Mains frequency", "电网频率"),
        ("03300D0A", "Record of opening of the meter cover, 10 back", "(上10次)开表盖记录"),
        ("04000501", "Running status word 1", "电表运行状态字1"),
        ("05060101", "Daily freeze: forward active energy, 1 back", "(上1次)日冻结正向有功电能"),
        ("10010001", "Count of voltage loss, phase A", "A相失压总次数"),
    ],
)
def test_identifiers_of_2007_are_named_by_rule(identifier: str, name: str, name_zh: str) -> None:
    assert name_of("dlt645_2007", identifier) == (name, name_zh)


@pytest.mark.parametrize(
    ("identifier", "name_zh"),
    [
        ("9010", "(当前)正向有功总电能"),
        ("9412", "(上月)正向有功费率2电能"),
        ("9820", "(上上月)反向有功总电能"),
        ("9140", "(当前)四象限无功总电能"),
        ("A010", "(当前)正向有功总最大需量"),
        ("B410", "(上月)正向有功总最大需量发生时间"),
        ("B613", "C相电压"),
        ("B635", "反向有功功率上限值"),
        ("C032", "表号"),
    ],
)
def test_identifiers_of_1997_are_named_by_rule(identifier: str, name_zh: str) -> None:
    assert name_of("dlt645_1997", identifier)[1] == name_zh


@pytest.mark.parametrize(
    ("table", "identifier"),
    [
        ("dlt645_2007", "00014000"),  # rate 64
        ("dlt645_2007", "0001000D"),  # settlement day 13
        ("dlt645_2007", "02010400"),  # a fourth phase
        ("dlt645_2007", "0001FFFF"),  # two blocks at once
        ("dlt645_2007", "0330000B"),  # the eleventh record
        ("dlt645_2007", "DEADBEEF"),
        ("dlt645_1997", "9210"),
        ("dlt645_1997", "B614"),
        ("dlt645_1997", "C135"),
    ],
)
def test_what_no_rule_covers_is_unknown(table: str, identifier: str) -> None:
    assert layout(table, identifier) is None


def test_a_block_holds_its_members_in_order_and_may_end_early() -> None:
    block = layout("dlt645_2007", "0001FF02")
    assert block is not None
    assert [one.identifier for one in block.fields[:3]] == ["00010002", "00010102", "00010202"]
    assert (len(block.fields), block.ends[4], block.ends[20], 18 in block.ends) == (64, 1, 5, False)
    phases = layout("dlt645_2007", "0201FF00")
    assert phases is not None
    assert [one.identifier for one in phases.fields] == ["02010100", "02010200", "02010300"]
    assert [one.quantity for one in phases.fields] == ["voltage_a", "voltage_b", "voltage_c"]


def test_only_totals_have_a_code_of_ours() -> None:
    block = layout("dlt645_2007", "0001FF00")
    assert block is not None
    assert [one.quantity for one in block.fields[:3]] == ["active_total", "", ""]


def test_the_tables_are_large_enough_and_no_identifier_stands_twice() -> None:
    for table, least in (("dlt645_2007", 150), ("dlt645_1997", 60)):
        identifiers = [item.identifier for item in data_items(table)]
        assert len(identifiers) >= least
        assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_can_be_laid_out(table: str) -> None:
    for item in data_items(table):
        form, _, argument = item.form.partition(":")
        assert form in FORMS or is_time(form), item
        if form in ("bcd", "demand"):
            assert item.digits > item.decimals or item.digits, item
            assert item.digits % 2 == 0, item
        if form == "bits" and argument:
            assert bits(argument.replace("{status}", "1")), item
        if form == "record":
            assert record(argument, "", ("", ""))[0], item


@pytest.mark.parametrize("table", TABLES)
def test_every_code_of_ours_exists(table: str) -> None:
    known = {code for name in ("curve_quantity", "register") for code in code_lists()[name].meanings}
    for row in rows(f"{table}.csv"):
        plain = row["quantity"].partition("{")[0]
        if plain:
            assert any(code.startswith(plain) for code in known), row
    found = [layout("dlt645_2007", one) for one in ("0201FF00", "0202FF00", "0203FF00", "0204FF00", "0206FF00")]
    assert all(field.quantity in known for one in found if one is not None for field in one.fields)


def test_records_know_their_length() -> None:
    fields, least = record("loss_record", "03010101", ("Record", "记录"))
    assert sum(one.size for one in fields) == 131  # the length that the standard gives
    assert sum(one.size for one in fields[:least]) == 115  # without the ampere hours
    for name, size in (("programming", 50), ("meter_clear", 106), ("demand_clear", 202), ("cover_open", 60),
                       ("phase_counts", 18), ("clock_set", 16), ("event_clear", 14), ("powers", 24)):  # fmt: skip
        assert sum(one.size for one in record(name, "", ("", ""))[0]) == size, name


def test_each_status_word_has_bits_of_its_own() -> None:
    groups = [layout("dlt645_2007", f"040005{number:02X}") for number in range(1, 8)]
    assert [one.fields[0].bits for one in groups if one is not None] == [f"status{number}" for number in range(1, 8)]
    assert all(bits(f"status{number}") for number in range(1, 8))
