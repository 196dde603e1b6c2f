"""kill -9 at every step of an audit, a compaction, the giving up of a run: no half run; done again the same bytes."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from kills import Kill, Stage, at_points, at_random, kill, stages
from town import DELIVERIES
from workers import Workers

SEED = 41
RANDOM_KILLS = 6
AT_LEAST = 80


@pytest.fixture(scope="module")
def undisturbed(crew: Workers, folder: Path) -> list[Stage]:
    """A first audit in the middle of the deliveries, a second after them that supersedes it; then what tidies up."""
    orders = [
        (f"delivery {number}", {"work": "deliver", "folder": folder / "deliveries", "number": number})
        for number in range(1, len(DELIVERIES) + 1)
    ]
    orders.insert(2, ("first audit", {"work": "audit"}))
    orders += [
        ("second audit", {"work": "audit"}),
        ("compaction", {"work": "compact"}),
        ("run given up", {"work": "forget"}),
    ]
    return [stage for stage in stages(crew, folder, orders) if not stage.name.startswith("delivery")]


@pytest.fixture(scope="module")
def kills(crew: Workers, folder: Path, undisturbed: list[Stage]) -> list[Kill]:
    random = Random(SEED)
    done: list[Kill] = []
    for stage in undisturbed:
        done += kill(crew, stage, at_points(stage), folder)
        done += kill(crew, stage, at_random(stage, RANDOM_KILLS, random), folder)
    return done


@pytest.mark.slow
def test_no_kill_of_an_audit_or_a_compaction_leaves_a_trace(kills: list[Kill]) -> None:
    bad = [one for one in kills if one.faults]
    assert bad == [], f"seed {SEED}"


@pytest.mark.slow
def test_the_kills_were_many_and_hit_the_work(kills: list[Kill]) -> None:
    assert len(kills) >= AT_LEAST
    assert sum(one.was_mid_work for one in kills) >= 0.9 * len(kills)


@pytest.mark.slow
def test_every_named_point_of_an_audit_was_one_to_die_at(kills: list[Kill], undisturbed: list[Stage]) -> None:
    named = {point for stage in undisturbed for point in stage.points} - {"begun", "done"}
    assert {"audit BIL-016", "audit BIL-017", "audit judged", "run folder made", "findings of the run written",
            "siblings of the run written", "open_after of the run written", "run written", "digests.json written aside",
            "run synced", "run renamed", "index.json written aside", "index.json renamed", "run listed",
            "announced", "run given up"} <= named  # fmt: skip
    assert named - {one.point for one in kills if one.was_mid_work} == set()


@pytest.mark.slow
def test_the_second_audit_supersedes_the_first(undisturbed: list[Stage]) -> None:
    second = next(stage for stage in undisturbed if stage.name == "second audit")
    assert second.before
    assert second.after
    first_runs, both_runs = second.before["runs"], second.after["runs"]
    assert isinstance(first_runs, dict)
    assert isinstance(both_runs, dict)
    assert len(both_runs) == len(first_runs) + 1 == 2
    assert first_runs.items() <= both_runs.items()
