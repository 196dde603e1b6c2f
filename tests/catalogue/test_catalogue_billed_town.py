"""A town that is billed rightly is accused of nothing, and each planted fault is found, alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from billed_people import billed_town
from billed_town import Row, Town
from billed_verdicts import accusing, finds, settled_in, verdicts


def test_no_accusing_rule_finds_anything_in_a_town_that_is_billed_rightly() -> None:
    with settled_in(billed_town()) as engine:
        found = verdicts(engine, accusing())
    assert {code: finds(rows) for code, rows in found.items() if finds(rows)} == {}


def test_what_stands_behind_a_master_or_lives_in_a_listed_works_is_computed_and_spared() -> None:
    """No loss of the transformer a second time behind a master, no addition of a list on a dwelling."""
    points = ("works_dormitory", "works_office", "listed_dwelling")
    with settled_in(billed_town()) as engine:
        found = {row["subject_id"]: row["verdict"] for row in verdicts(engine, ["BIL-048"])["BIL-048"]}
    assert {found[f"{point}-2026{month}"] for point in points for month in ("08", "09", "10")} == {"spare"}


def test_most_bills_of_the_town_are_judged_and_not_left_open() -> None:
    """A page that is unsure of everything would also find nothing."""
    codes = [
        "BIL-001",
        "BIL-002",
        "BIL-003",
        "BIL-006",
        "BIL-009",
        "BIL-010",
        "BIL-011",
        "BIL-012",
        "BIL-017",
        "BIL-018",
    ]
    with settled_in(billed_town()) as engine:
        found = verdicts(engine, codes)
    spared = {code: sum(row["verdict"] == "spare" for row in rows) / len(rows) for code, rows in found.items()}
    assert min(spared.values()) > 0.85, spared


Plant = Callable[[Town], object]


def _bill(number: str, **changed: object) -> Plant:
    def plant(town: Town) -> None:
        row = town.one("bill", bill_id=number)
        assert set(changed) <= set(row)
        row.update(changed)

    return plant


def _more(number: str, column: str, much: str) -> Plant:
    def plant(town: Town) -> None:
        town.one("bill", bill_id=number)[column] += Decimal(much)

    return plant


def _file(name: str, key: dict[str, str], **changed: object) -> Plant:
    def plant(town: Town) -> None:
        town.one(name, **key).update(changed)

    return plant


def _fund(item: str | None, price: str) -> Plant:
    """A fund's line in a bill of a shop: another item, or another price."""

    def plant(town: Town) -> None:
        line: Row = next(
            one for one in town.of("bill_line", bill_id="shop0-202609") if one["surcharge_item"] == "renewables"
        )
        line |= {"surcharge_item": item or "renewables", "unit_price": Decimal(price)}
        line["money"] = round(line["kwh"] * line["unit_price"], 2)

    return plant


_ASSESSED = {"power_factor_standard": "std_085", "power_factor_mode": "standard"}
PLANTED: list[tuple[str, str, Plant]] = [
    ("BIL-001", "shop0-202609", _bill("shop0-202609", price_class="residential")),
    ("BIL-001", "farm_50-202609", _bill("farm_50-202609", price_class="commercial_industrial")),
    ("BIL-002", "shop0-202609", _bill("shop0-202609", price_class="agricultural")),
    ("BIL-003", "plant_35kv-202609", _bill("plant_35kv-202609", supply_voltage="ac_10_kv")),
    ("BIL-003", "plant_161-202609", _bill("plant_161-202609", supply_voltage="ac_380_v")),
    (
        "BIL-004",
        "plant_315_0-202609",
        _bill("plant_315_0-202609", price_strategy="single_part", capacity_charge_mode="none"),
    ),
    ("BIL-004", "plant_315_0-202609", _bill("plant_315_0-202609", capacity_charge_mode="none")),
    ("BIL-004", "sewage-202609", _bill("sewage-202609", capacity_charge_mode="waived")),
    ("BIL-005", "hotel_80-202609", _bill("hotel_80-202609", price_strategy="two_part")),
    ("BIL-006", "by_demand-202609", _bill("by_demand-202609", time_of_use=False)),
    ("BIL-007", "home0-202609", _bill("home0-202609", time_of_use=True)),
    ("BIL-009", "plant_161-202609", _bill("plant_161-202609", power_factor_standard="std_085")),
    ("BIL-009", "plant_160-202609", _bill("plant_160-202609", power_factor_standard="std_085")),
    ("BIL-010", "shop_100-202609", _bill("shop_100-202609", power_factor_standard="std_080")),
    ("BIL-010", "plant_159-202609", _bill("plant_159-202609", power_factor_mode="not_assessed")),
    ("BIL-011", "farm_100-202609", _bill("farm_100-202609", power_factor_standard="std_085")),
    ("BIL-012", "shop0-202609", _bill("shop0-202609", **_ASSESSED)),
    ("BIL-012", "home0-202609", _bill("home0-202609", **_ASSESSED)),
    ("BIL-013", "plant_161-202609", _more("plant_161-202609", "power_factor_charge", "50")),
    ("BIL-016", "plant_35kv-202609", _bill("plant_35kv-202609", loss_kwh=Decimal(100))),
    ("BIL-017", "shop0-202609", _bill("shop0-202609", loss_kwh=Decimal(100))),
    ("BIL-018", "plant_159-202609", _bill("plant_159-202609", loss_kwh=Decimal(0))),
    (
        "BIL-019",
        "paused-202609",
        _bill("paused-202609", kwh=Decimal(10), loss_kwh=Decimal(10), loss_copper_kwh=Decimal(10)),
    ),
    ("BIL-027", "home29-202609", _more("home29-202609", "tier_charge", "50")),
    ("BIL-033", "listed-202609", _bill("listed-202609", difference_charge=Decimal(0))),
    ("BIL-033", "shop0-202609", _bill("shop0-202609", difference_charge=Decimal(150))),
    ("BIL-034", "home0-202609", _bill("home0-202609", relief_charge=Decimal(-6))),
    ("BIL-035", "roof-202608", _file("feed_in_bill", {"feed_in_bill_id": "roof-202608"}, price=Decimal("0.45"))),
    ("BIL-036", "left-202609", _bill("left-202609", price_ratio=Decimal(1))),
    ("BIL-036", "stayed-202609", _bill("stayed-202609", price_ratio=Decimal("1.5"))),
    ("BIL-048", "shop0-202609", _more("shop0-202609", "total_charge", "50")),
    ("CHG-001", "shop0-202609", _fund("city_utility", "0.011")),
    ("CHG-002", "shop0-202609", _fund(None, "0.029")),
]


@pytest.mark.parametrize(
    ("code", "subject", "plant"), PLANTED, ids=[f"{code}-{subject}" for code, subject, _ in PLANTED]
)
def test_a_planted_fault_is_found_exactly(code: str, subject: str, plant: Plant) -> None:
    town = billed_town()
    plant(town)
    with settled_in(town) as engine:
        found = verdicts(engine, [code])
    assert finds(found[code]) == {subject}


KINDS_READ = ["BIL-004", "BIL-005", "BIL-006", "BIL-009", "BIL-010", "BIL-012", "BIL-018", "BIL-033", "BIL-036"]


def test_a_source_that_never_states_the_kind_of_a_bill_is_judged_all_the_same_and_accuses_no_correction() -> None:
    town = billed_town()
    for row in town.of("bill"):
        row["bill_kind"] = None
    with settled_in(town) as engine:
        found = verdicts(engine, KINDS_READ)
    assert {code: finds(rows) for code, rows in found.items() if finds(rows)} == {}
    unknown = {code: sum(row["reason"] == "kind_unknown" for row in rows) / len(rows) for code, rows in found.items()}
    assert 0 < max(unknown.values()) < 0.1, unknown


def test_one_bill_that_states_its_kind_shows_that_the_blanks_were_left_out() -> None:
    town = billed_town()
    for row in town.of("bill"):
        row["bill_kind"] = "ordinary" if row["bill_id"] == "shop1-202609" else None
    with settled_in(town) as engine:
        found = verdicts(engine, ["BIL-012"])["BIL-012"]
    assert {row["subject_id"] for row in found if row["verdict"] == "spare"} == {"shop1-202609"}


def test_an_agency_customer_who_never_was_in_the_market_pays_the_agency_price_once() -> None:
    town = billed_town()
    town.one("bill", bill_id="shop0-202609")["price_ratio"] = Decimal("1.5")
    with settled_in(town) as engine:
        found = verdicts(engine, ["BIL-036"])["BIL-036"]
    assert finds(found) == {"shop0-202609"}
    assert sum(row["verdict"] == "spare" for row in found) / len(found) > 0.9


def test_a_voltage_that_was_changed_since_is_that_of_the_history_and_without_one_open() -> None:
    town = billed_town()
    for name, begin in (("shop0", date(2024, 3, 1)), ("shop1", None)):
        town.one("customer", customer_id=name).update(supply_voltage="ac_10_kv", data_changed_on=date(2026, 11, 1))
        town.one("point", point_id=name)["metering_side"] = "lv_metered_hv_supplied"
        if begin:
            then = {"valid_from": begin, "valid_to": date(2026, 11, 1)}
            town.put("customer_history", customer_id=name, supply_voltage="ac_380_v", **then)
            town.put("point_history", point_id=name, metering_side="lv_metered_lv_supplied", **then)
    with settled_in(town) as engine:
        found = {row["subject_id"]: row["verdict"] for row in verdicts(engine, ["BIL-003"])["BIL-003"]}
    assert {found["shop0-202609"]} == {"spare"}
    assert {found["shop1-202609"]} == {"unsure"}


def test_low_income_relief_without_a_list_entry_is_found_in_every_bill_that_gives_it() -> None:
    town = billed_town()
    town.one("low_income_household", customer_id="relieved")["on_civil_list"] = False
    with settled_in(town) as engine:
        found = verdicts(engine, ["BIL-034"])["BIL-034"]
    assert finds(found) == {f"relieved-2026{month:02d}" for month in range(1, 11)}
    assert {row["at_stake_money"] for row in found if row["verdict"] == "find"} == {Decimal("6.00")}  # 10 kWh at 0.60


def _corrected(town: Town, number: str, **more: object) -> None:
    town.put("adjustment", adjustment_id="a1", customer_id=number.split("-")[0], **{"bill_id": number, **more})


PUT_RIGHT = {"adjustment_kind": "error", "method": "separate", "money": Decimal(-50)}


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        (PUT_RIGHT, "spare"),
        (PUT_RIGHT | {"adjustment_kind": "policy"}, "spare"),
        (PUT_RIGHT | {"money": Decimal(-30)}, "find"),
        (PUT_RIGHT | {"method": "cancelled"}, "find"),
        (PUT_RIGHT | {"adjustment_kind": "theft"}, "find"),
        (PUT_RIGHT | {"method": "reissue"}, "excluded"),
        (PUT_RIGHT | {"bill_id": None}, "unsure"),
        (PUT_RIGHT | {"bill_id": None, "decided_on": date(2026, 8, 1)}, "find"),
    ],
)
def test_a_bill_that_a_correction_put_right_is_judged_net_of_it(more: dict[str, object], verdict: str) -> None:
    town = billed_town()
    _more("shop0-202609", "total_charge", "50")(town)
    _corrected(town, "shop0-202609", **more)
    with settled_in(town) as engine:
        found = {row["subject_id"]: row for row in verdicts(engine, ["BIL-048"])["BIL-048"]}
    assert found["shop0-202609"]["verdict"] == verdict
    if more.get("money") == Decimal(-30):
        assert found["shop0-202609"]["at_stake_money"] == Decimal(20)


def test_a_bill_that_another_takes_back_is_not_judged_whatever_its_own_state_says() -> None:
    town = billed_town()
    town.one("bill", bill_id="corrected-202608").update(bill_status="issued", total_charge=Decimal(1))
    with settled_in(town) as engine:
        found = {row["subject_id"]: row for row in verdicts(engine, ["BIL-048"])["BIL-048"]}
    assert (found["corrected-202608"]["verdict"], found["corrected-202608"]["reason"]) == ("excluded", "reversed")


def test_an_error_that_was_put_right_is_not_found_again_by_the_other_rules() -> None:
    town = billed_town()
    for code, subject, plant in PLANTED:
        if code in ("BIL-002", "BIL-016", "BIL-017"):
            plant(town)
            town.put("adjustment", adjustment_id=code, bill_id=subject, **PUT_RIGHT)
    with settled_in(town) as engine:
        found = verdicts(engine, ["BIL-002", "BIL-016", "BIL-017"])
    assert {code: finds(rows) for code, rows in found.items() if finds(rows)} == {}
