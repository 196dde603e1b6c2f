"""One case of each kind with its answer worked out on paper, to the fen, as it comes in at the door."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jicha import facade
from jicha.law.recover import kinds
from jicha.terms.sheet import do_again

TODAY = date(2026, 11, 24)


def billed(kwh: str, price: str, begins: str) -> dict[str, Any]:
    """One reading of the spring of 2023, and its price."""
    readings = [{"start": "2023-03-01", "end": "2023-06-01", "kwh": kwh}]
    return {"begins": begins, "readings": readings, "prices": [{"cny_per_kwh": price}]}


def four_wires(*factors: str) -> list[dict[str, str]]:
    """Three right elements with what is left of each."""
    return [{"voltage": one, "current": one, "factor": factor} for one, factor in zip("abc", factors, strict=True)]


CASES: Mapping[str, tuple[dict[str, Any], dict[str, str]]] = {
    # 3 kW x 2 + 4 kVA = 10 kW for lighting, 6 h; 22 to 31 May by the 1996 text, 1 to 10 June by the 2024 text: 600 kWh
    # and 300.00 each; 3 x 300 = 900, and as agreed 1.5 x 300 = 450
    "theft_connection": (
        {
            "act": {"start": "2024-05-22", "end": "2024-06-11"},
            "use": "lighting",
            "equipment": [{"name": "暖风机", "kw": 3, "count": 2}, {"name": "电焊机", "kva": 4}],
            "prices": [{"cny_per_kwh": "0.5"}],
            "contract_multiple": "1.5",
        },
        {
            "kwh": "1200",
            "charge": "600.00",
            "penalty_1996": "900.00",
            "penalty_2024": "450.00",
            "penalty_most_2024": "900.00",
            "penalty": "1350.00",
        },
    ),
    # 3 x 220 V x 1.5 A x 30 = 29.7 kVA; 180 days end on 10 June 2024: 18 + 31 + 29 + 31 + 30 + 31 = 170 of them before
    # June, 29.7 x 12 x 170 = 60,588 kWh and 10 after, 3,564 kWh; x 0.70 = 42,411.60 and 2,494.80; the contract agrees
    # nothing, so there is a penalty of 3 x 42,411.60 = 127,234.80 and a range up to 7,484.40
    "theft_meter_current": (
        {
            "act": {"end": "2024-06-11"},
            "use": "power",
            "wiring": "three_phase_four_wire",
            "meter_current": "1.5(6)",
            "ct_ratio": "30",
            "prices": [{"cny_per_kwh": "0.70"}],
        },
        {
            "capacity": "29.7",
            "days_1": "170",
            "days_2": "10",
            "kwh": "64152",
            "charge": "44906.40",
            "penalty_1996": "127234.80",
            "penalty_most_2024": "7484.40",
        },
    ),
    # 4,321 x 37.5 % = 1,620.375 kWh x 0.6543 = 1,060.2113625; 3 x 1,060.21 = 3,180.63
    "theft_proven": (
        {
            "quantities": [
                {
                    "start": "2023-05-01",
                    "end": "2023-07-01",
                    "metered_kwh": "4321",
                    "correction_percent": "37.5",
                    "evidence": "现场校验记录",
                }
            ],
            "prices": [{"cny_per_kwh": "0.6543"}],
        },
        {"kwh": "1620.375", "charge": "1060.21", "penalty": "3180.63"},
    ),
    # 1,200 x 3.3 + 40 - 3,100 = 900 kWh; 1,050 a month x 3 - 3,100 = 50; 900 x 0.80 = 720.00, x 3 = 2,160.00
    "theft_estimate": (
        {
            "start": "2023-01-01",
            "end": "2023-04-01",
            "metered_kwh": "3100",
            "chosen": "output",
            "reason": "产量台账完整",
            "output": {"pieces": "1200", "kwh_per_piece": "3.3", "auxiliary_kwh": "40"},
            "normal_months": {"kwh": ["1000", "1100"]},
            "prices": [{"cny_per_kwh": "0.80"}],
        },
        {
            "kwh": "900",
            "estimate_normal_months": "50",
            "estimate_least": "50",
            "estimate_most": "900",
            "charge": "720.00",
            "penalty": "2160.00",
        },
    ),
    # 250 kWh a month x 3 = 750 x 0.31 = 232.50; x 2 = 465.00
    "breach_price": (
        {
            "end": "2023-10-01",
            "uses": [{"name": "商铺", "kwh_per_month": "250", "prices": [{"charged": "0.50", "due": "0.81"}]}],
        },
        {"kwh": "750", "charge": "232.50", "penalty": "465.00"},
    ),
    # 16 days of May by the 1996 text: 80 x 28 x 16/30 = 1,194.666..., x 3 = 3,584.00; June: 2,240.00, x 2 = 4,480.00
    "breach_capacity": (
        {
            "period": {"start": "2024-05-16", "end": "2024-07-01"},
            "two_part": True,
            "added": [{"name": "变压器", "kva": 80}],
            "prices": [{"cny_per_kva_month": "28"}],
            "contract_multiple": "2",
        },
        {
            "charge_1996": "1194.67",
            "charge_2024": "2240.00",
            "penalty_1996": "3584.00",
            "penalty_2024": "4480.00",
            "charge": "3434.67",
            "penalty": "8064.00",
        },
    ),
    # 10 kW x 1 x 2 + 5 x 30 kWh x 0.60 = 20 + 90
    "breach_quota": (
        {"day": "2010-01-05", "excess_kw": "10", "times": 2, "excess_kwh": "30", "price": "0.60"},
        {"penalty": "110.00"},
    ),
    # 63 kVA x 30 x 2 times
    "breach_suspended": (
        {
            "period": {"start": "2022-07-01", "end": "2022-08-01"},
            "two_part": False,
            "used": [{"name": "变压器", "kva": 63}],
            "times": 2,
        },
        {"penalty": "3780.00"},
    ),
    "breach_equipment": ({"day": "2025-03-14", "resident": True, "times": 2}, {"penalty": "1000.00"}),
    # 30 kW + 20 kVA, 500 each
    "breach_source": (
        {"day": "2025-05-10", "sources": [{"name": "柴油机", "kw": 30}, {"name": "逆变器", "kva": 20}]},
        {"load": "50", "penalty": "25000.00"},
    ),
    # 27 to 31 December 5 x 2 + 1 to 3 January 3 x 3 = 19 permille of 12,345.67 = 234.56773
    "late_fee": (
        {"resident": False, "bills": [{"amount": "12345.67", "due": "2024-12-26", "paid": "2025-01-03"}]},
        {"fee_1": "234.57", "late_fee": "234.57"},
    ),
    # (1,000 - 400) x 2.5 months = 1,500 kWh x 0.60 = 900.00
    "referral": (
        {
            "period": {"start": "2024-01-01", "end": "2024-03-16"},
            "region": "360000",
            "normal_months": ["900", "1100"],
            "months_after": ["300", "500", "400"],
            "prices": [{"cny_per_kwh": "0.60"}],
        },
        {"months": "2.5", "kwh": "1500", "value_stolen": "900.00", "criminal_large": "1500"},
    ),
    # (1 + 1 + 0.5) of 3: K = 1.2; 5,000 x 0.2 = 1,000 kWh x 0.66
    "wrong_wiring": (
        {
            "wiring": "three_phase_four_wire",
            "elements": four_wires("1", "1", "0.5"),
            "billing": billed("5000", "0.66", "verification"),
        },
        {"k": "1.2", "collect_kwh": "1000", "collect": "660.00"},
    ),
    # 40 % of one voltage of three left: 2.4 of 3, K = 1.25; 8,000 x 0.25 = 2,000 kWh x 0.70
    "lost_phase": (
        {
            "wiring": "three_phase_four_wire",
            "lost": [{"phase": "b", "remaining": "40"}],
            "cause": "wiring",
            "billing": billed("8000", "0.70", "service"),
        },
        {"k": "1.25", "collect_kwh": "2000", "collect": "1400.00"},
    ),
    # 3 - 0.3 - 0.6 = 2.1 of 3: 7,000 counted were 10,000
    "ct_shunt": (
        {
            "wiring": "three_phase_four_wire",
            "shunted": [{"phase": "a", "share": "30"}, {"phase": "b", "share": "60"}],
            "deliberate": [{"start": "2023-03-01", "end": "2023-06-01", "kwh": "7000"}],
        },
        {"proven_kwh": "3000", "correction_percent": "42.857142857143"},
    ),
    # billed by 40, in truth 30: 4,000 were 3,000; 1,000 x 0.61 back
    "wrong_ratio": (
        {
            "billed": {"primary": "200", "secondary": "5"},
            "real": [{"primary": "150", "secondary": "5"}],
            "billing": billed("4000", "0.61", "reading_record"),
        },
        {"k": "0.75", "refund_kwh": "1000", "refund": "610.00"},
    ),
    # fast by 4 %: 52,000 were 50,000; half of 2,000 x 0.55 back
    "meter_error": (
        {"error": "4", "accuracy_class": "1", "billing": billed("52000", "0.55", "verification")},
        {"beyond": "3", "refund_kwh": "1000", "refund": "550.00"},
    ),
    # 1 + 0.8 + 0.6 of 3: K = 1.25; 4,000 x 0.25 = 1,000 kWh x 0.59
    "transformer_fault": (
        {
            "wiring": "three_phase_four_wire",
            "left": ["100", "80", "60"],
            "billing": billed("4000", "0.59", "reading_record"),
        },
        {"k": "1.25", "collect_kwh": "1000", "collect": "590.00"},
    ),
    # (1.5 - 0.5) % of 250,000 = 2,500 kWh x 0.64
    "voltage_drop": (
        {"verified": "1.5", "allowed": "0.5", "billing": billed("250000", "0.64", "service")},
        {"beyond": "1", "collect_kwh": "2500", "collect": "1600.00"},
    ),
    # 10 pulses of 1,200 to a kWh at 600 W: 10 / 1200 x 3,600,000 / 600 = 50 s; (50 - 48) / 48 = 4.17 %
    "meter_test": (
        {
            "day": "2024-08-20",
            "turns": "10",
            "constant": "1200",
            "seconds": "48",
            "power": "600",
            "accuracy_class": "2",
        },
        {"theory_seconds": "50", "error": "4.2"},
    ),
    # -0.3 + 0.0291 x (6 - 14) x 0.75 = -0.4746; -0.1 - 0.0291 x 4 x 0.75 = -0.1873; 0.3 - 0.4746 - 0.1873 = -0.3619
    "error_combined": (
        {
            "meter": "0.3",
            "current_ratio": "-0.1",
            "current_angle": "6",
            "voltage_ratio": "-0.2",
            "voltage_angle": "14",
            "wire_ratio": "0.1",
            "wire_angle": "4",
            "load": {"cos_phi": "0.8"},
        },
        {"transformers": "-0.47", "wires": "-0.19", "whole": "-0.36"},
    ),
    # 3,000 in 30 days: 100 a day; 20 days x 100 - 500 = 1,500 kWh x 0.60
    "other_inaccuracy": (
        {
            "normal": [{"start": "2024-01-01", "end": "2024-01-31", "kwh": "3000"}],
            "billing": {
                "begins": "reading_record",
                "readings": [{"start": "2024-02-01", "end": "2024-02-21", "kwh": "500"}],
                "prices": [{"cny_per_kwh": "0.60"}],
            },
        },
        {"collect_kwh": "1500", "collect": "900.00"},
    ),
}


def test_every_kind_has_a_case() -> None:
    assert set(CASES) == set(kinds())


@pytest.mark.parametrize("kind", CASES)
def test_the_sheet_says_what_paper_says(kind: str) -> None:
    case, expected = CASES[kind]
    sheet = facade.recover(json.dumps({"kind": kind, **case}, ensure_ascii=False), today=TODAY)
    do_again(sheet)
    got = {name: sheet.value_of(name).value for name in expected}
    print("\n".join(f"{kind:<20} {name:<24} paper {wanted:>16} got {got[name]:f}" for name, wanted in expected.items()))
    assert got == {name: Decimal(wanted) for name, wanted in expected.items()}
