"""kill -9 at every step of intake and at random moments of it: nothing lost, nothing twice, and it can be repeated."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from kills import Kill, Stage, at_points, at_random, kill, stages
from town import DELIVERIES
from workers import Workers

SEED = 37
# After all deliveries a blank is filled in for which a row waited, and quarantined rows are read by a mended profile.
FILL, MEND = len(DELIVERIES) + 1, len(DELIVERIES) + 2
RANDOM_KILLS = {1: 8, 2: 8, 3: 10, 4: 12, 5: 8, FILL: 4, MEND: 8}
# Delivery 3 appends, corrects and repeats: killed at every point, the others at some of theirs.
EACH = {1: 5, 2: 4, 3: 1, 4: 6, 5: 4, FILL: 4, MEND: 4}
AT_LEAST = 120


@pytest.fixture(scope="module")
def undisturbed(crew: Workers, folder: Path) -> list[Stage]:
    orders = [
        (f"delivery {number}", {"work": "deliver", "folder": folder / "deliveries", "number": number})
        for number in range(1, len(DELIVERIES) + 1)
    ]
    return stages(crew, folder, [*orders, ("filling in", {"work": "fill_in"}), ("mending", {"work": "mend"})])


@pytest.fixture(scope="module")
def kills(crew: Workers, folder: Path, undisturbed: list[Stage]) -> list[Kill]:
    random = Random(SEED)
    done: list[Kill] = []
    for number, stage in enumerate(undisturbed, start=1):
        done += kill(crew, stage, at_points(stage, each=EACH[number], also="leftover removed"), folder)
        done += kill(crew, stage, at_random(stage, RANDOM_KILLS[number], random), folder)
    return done


@pytest.mark.slow
def test_no_kill_of_an_intake_loses_doubles_or_halves_anything(kills: list[Kill]) -> None:
    bad = [one for one in kills if one.faults]
    assert bad == [], f"seed {SEED}"


@pytest.mark.slow
def test_the_kills_were_many_and_hit_the_work(kills: list[Kill]) -> None:
    assert len(kills) >= AT_LEAST
    assert sum(one.was_mid_work for one in kills) >= 0.9 * len(kills)
    random = [one for one in kills if one.after_seconds]
    assert len(random) >= 50
    assert sum(one.was_mid_work for one in random) >= 0.9 * len(random)


@pytest.mark.slow
def test_mending_takes_rows_out_of_the_quarantine(undisturbed: list[Stage]) -> None:
    last = undisturbed[-1]
    assert last.before
    assert last.after
    assert last.before["bill"] != last.after["bill"]
    assert last.before["quarantine"] != last.after["quarantine"]


@pytest.mark.slow
def test_filling_in_changes_the_bill_that_waited_and_nothing_else(undisturbed: list[Stage]) -> None:
    filled = undisturbed[FILL - 1]
    assert filled.before
    assert filled.after
    assert {name for name in filled.before if filled.before[name] != filled.after[name]} == {"identity", "bill"}


@pytest.mark.slow
def test_every_named_point_of_intake_was_one_to_die_at(kills: list[Kill], undisturbed: list[Stage]) -> None:
    named = {unnumbered(point) for stage in undisturbed for point in stage.points} - {"begun", "done"}
    assert {"intake read", "intake compared", "announced", "data file begun", "file_written", "Delta log written",
            "table_committed", "before_manifest", "published", "settled", "store.json written aside",
            "N.json renamed"} <= named  # fmt: skip
    assert named - {unnumbered(one.point) for one in kills if one.was_mid_work} == set()


def unnumbered(point: str) -> str:
    """A point without the number of the manifest."""
    return re.sub(r"\d{8}", "N", point)
