"""What the table of effects says of each flag is what the facts do with it, and docs/vee.md is written from it."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from energy_rows import rows_of
from plain_energy import Change, Meter, Reading, Register

from jicha.engine.duckdb import DuckDbEngine
from jicha.facts.energy_day import GAP, kernel
from jicha.facts.registers.belief import FILL, OFF, OLD_METER
from jicha.facts.registers.spans import Move
from jicha.facts.registers.use import Use
from jicha.pages.judge import Window, page_sql
from jicha.pages.library import Library
from jicha.schema import code_list

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = runpy.run_path(str(ROOT / ".ci" / "vee_page.py"))
EFFECTS: dict[str, dict[str, str]] = {one["flag"]: one for one in DOCUMENT["effects"]()}
ROW_FAULTS = ("day_impossible", "day_outside_life", "foreign_meter", "negative_register")


def kwh(*values: int | None, meters: tuple[Meter, ...] = (Meter("a"),), **more: Any) -> Register:
    """Whole kWh by day, of meter ``a``; ``b`` from the last day on where there are two meters."""
    names = ["a"] * len(values) if len(meters) == 1 else ["a"] * (len(values) - 1) + ["b"]
    readings = [
        Reading(day, None if value is None else value * 1000, name)
        for day, (value, name) in enumerate(zip(values, names, strict=True))
    ]
    return Register("active_total", readings, meters, more.get("changes", ()), more.get("suns", ()))


def exchanged(**old: Any) -> Register:
    return kwh(100, 10, meters=(Meter("a", **{"removed_on": 0, "removed": 105_000, **old}), Meter("b", 0)))


FAULTY = {
    flag: Register(
        "active_total", [Reading(0, 100_000, "a"), Reading(1, 1, "a", flag), Reading(2, 104_000, "a")], [Meter("a")]
    )
    for flag in ROW_FAULTS
}
SAMPLES: dict[str, Register] = {
    **FAULTY,
    FILL: kwh(100, 65_535, 104),
    OFF: kwh(100, 990, 104),
    OLD_METER: Register(
        "active_total",
        [Reading(day, day * 1000, name) for day, name in enumerate("abab")],
        [Meter("a", 0, 1, removed=500), Meter("b", 1)],
    ),
    GAP: kwh(100, None, 104),
    "rollover": kwh(99_998, 12, meters=(Meter("a", digits=5),)),
    "rollover_ambiguous": kwh(99_998, 12),
    "register_reset": kwh(52_000, 3),
    "register_backward": kwh(52_000, 51_000),
    "export_backward": kwh(52_000, 51_000, suns=[(None, None)]),
    "meter_swap": exchanged(),
    "swap_incomplete": exchanged(removed=None),
    "swap_hole": exchanged(removed_on=-1),
    "swap_overlap": exchanged(removed_on=1),
    "ratio_restated": kwh(100, 102, changes=(Change(0, 5, 15_000, 30_000),)),
    "ratio_within": kwh(100, None, 104, changes=(Change(1, 5, 15_000, 30_000),)),
    "ratio_unknown": kwh(100, 104, meters=(Meter("a", ratio=None),)),
    "beyond_capacity": kwh(100, 9_000, meters=(Meter("a", meter_w=13_200),)),
    "far_above_own": kwh(*range(20), 99),
    "standstill": kwh(1, 2, *[2] * 15),
    "stuck": kwh(1, 2, *[2] * 15),
}
# What the kernel calls a restated day is a quality, and what is stuck stands still.
ALIAS = {"ratio_restated": "restated_ratio", "stuck": "standstill"}


def energy_of(flag: str) -> set[str]:
    """What energy_day says of the days of a sample that bear the flag."""
    name = ALIAS.get(flag, flag)
    rows = kernel(rows_of({"p": SAMPLES[flag]})).to_pylist()
    bearing = [row for row in rows if name in (row["flag"], row["reading_flag"], row["use_flag"], row["quality"])]
    assert bearing, f"the sample of {flag} does not bear it"
    return {"measured" if row["method"] == "register" else row["quality"] for row in bearing}


def doubts() -> dict[str, str]:
    """What the page reading_flag says of each flag, when any fact brings it."""
    page = Library.shipped().pages["reading_flag"]
    window = Window(date(2020, 1, 1), date(2030, 1, 1), date(2026, 1, 31))
    flags = list(code_list("reading_flag").meanings)
    with DuckDbEngine() as engine:
        for name, part in (
            ("register_flag", "register"),
            ("metering_flag", "part"),
            ("read_flag", "part"),
            ("curve_flag", "part"),
        ):
            own = flags if name == "register_flag" else []
            days = {"day_from": [date(2026, 1, 1)] * len(own), "day_to": [date(2026, 1, 2)] * len(own)}
            engine.register(
                name,
                pa.table(
                    {
                        "point_id": pa.array(["p"] * len(own), pa.string()),
                        part: pa.array(["x"] * len(own), pa.string()),
                        "flag": pa.array(own, pa.string()),
                        **{day: pa.array(values, pa.date32()) for day, values in days.items()},
                        "candidate_1_kwh": pa.nulls(len(own), pa.decimal128(18, 6)),
                        "candidate_2_kwh": pa.nulls(len(own), pa.decimal128(18, 6)),
                        "clock_seconds": pa.nulls(len(own), pa.int64()),
                    }
                ),
            )
        rows = engine.query(page_sql(page, {}, window)).to_pylist()
    return {row["flag"]: row["doubt"] for row in rows}


def test_every_flag_has_its_effect_and_no_other_has() -> None:
    assert list(EFFECTS) == list(code_list("reading_flag").meanings)
    assert all(all(one.values()) for one in EFFECTS.values())


def test_the_doubt_of_each_flag_is_the_one_that_the_page_gives() -> None:
    assert {flag: one["doubt"] for flag, one in EFFECTS.items()} == doubts()


@pytest.mark.parametrize("flag", SAMPLES)
def test_the_energy_of_flagged_days_is_what_the_table_says(flag: str) -> None:
    assert energy_of(flag) == {EFFECTS[flag]["energy"]}


def test_what_touches_no_daily_energy_is_what_the_kernel_does_not_know() -> None:
    known = {*ROW_FAULTS, FILL, OFF, OLD_METER, GAP, *(one.flag for one in (*Move, *Use)), *ALIAS}
    unchanged = {flag for flag, one in EFFECTS.items() if one["energy"] == "unchanged"}
    assert unchanged == EFFECTS.keys() - known
    assert EFFECTS.keys() - unchanged == SAMPLES.keys()


def test_the_words_are_in_both_languages() -> None:
    for one in EFFECTS.values():
        for column in ("found", "causes", "effect"):
            assert one[column].isascii() or "°" in one[column]
            assert any("\u4e00" <= letter <= "\u9fff" for letter in one[f"{column}_zh"])


def test_the_document_is_as_generated_and_names_every_flag_and_the_rules_that_ask() -> None:
    generated = DOCUMENT["page"]()
    assert (ROOT / "docs" / "vee.md").read_text(encoding="utf-8") == generated.rstrip("\n") + "\n", "run: make docs"
    assert all(f"### `{flag}` " in generated for flag in EFFECTS)
    asked = {need.reason for rule in Library.shipped().rules for need in rule.needs}
    assert {"reading_doubtful", "fall_explained", "day_doubtful", "systemic"} <= asked


def test_a_table_that_says_another_thing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        EFFECTS, "rollover_ambiguous", {**EFFECTS["rollover_ambiguous"], "energy": "measured", "doubt": "none"}
    )
    with pytest.raises(AssertionError):
        test_the_energy_of_flagged_days_is_what_the_table_says("rollover_ambiguous")
    with pytest.raises(AssertionError):
        test_the_doubt_of_each_flag_is_the_one_that_the_page_gives()
