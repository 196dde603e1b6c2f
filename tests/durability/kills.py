"""Kill a worker at a point or a while after it, see what is left, and let the work be done again.

A stage is one piece of work on a store as it stood before it. Its kills run one after the other on one store: each
worker starts from what the last victim left, and the stores of some are copied and finished, so that recovery from a
single kill is seen too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from soundness import faults_of
from town import differences, identity_of, state_at
from workers import Ended, Workers

from jicha.store.check import check_unnamed
from jicha.store.errors import DuplicateDelivery

State = Mapping[str, object] | None

# The instant at which work becomes visible: the manifest, or the index that lists the run, gets its name.
_VISIBLE = re.compile(r"(\d{8}|index)\.json (renamed|written aside)")


@dataclass(frozen=True)
class Stage:
    """One piece of work: the store before it, what is seen before and after, and the points and times in between."""

    name: str
    order: Mapping[str, Any]
    base: Path
    before: State
    after: State
    points: tuple[str, ...]
    seconds: tuple[float, ...]


@dataclass(frozen=True)
class Kill:
    """One kill, and what was wrong after it."""

    stage: str
    point: str
    after_seconds: float
    was_mid_work: bool
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Where a stage is killed: the numbers of points (from 0) with the seconds to wait there."""

    at: tuple[tuple[int, float], ...]
    finished_each: int = 6  # every so many kills the store is copied and the work finished there


def stages(workers: Workers, folder: Path, orders: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Stage]:
    """Do all work without a kill, keeping the store before each piece, so that there is something to compare with."""
    root = folder / "uninterrupted"
    done: list[Stage] = []
    before: State = None
    for number, (name, order) in enumerate(orders):
        base = folder / f"base_{number}"
        if root.exists():
            shutil.copytree(root, base)
        ended = workers.run(**order, root=root)
        assert ended.is_done, (name, ended, workers.complaints())
        after = state_at(root)
        done.append(Stage(name, order, base, before, after, ended.points, ended.seconds))
        before = after
    return done


def at_points(stage: Stage, *, each: int = 1, also: str = "") -> Plan:
    """Kill at every point, or at every so manieth and where the point is called ``also``.

    Never at the first and the last, where nothing or all is done.
    """
    inner = range(1, len(stage.points) - 1)
    return Plan(tuple((one, 0.0) for one in inner if (one - 1) % each == 0 or stage.points[one] == also))


def at_random(stage: Stage, times: int, random: Random) -> Plan:
    """Kill at moments spread evenly over the time that the stage took, told from the last point before each."""
    whole = stage.seconds[-1]
    moments = sorted(random.uniform(stage.seconds[0], whole) for _ in range(times))
    at = []
    for moment in moments:
        number = max(one for one, seconds in enumerate(stage.seconds) if seconds <= moment)
        at.append((number, max(1e-6, moment - stage.seconds[number])))
    return Plan(tuple(at))


def kill(workers: Workers, stage: Stage, plan: Plan, folder: Path) -> list[Kill]:
    """Carry out a plan; in the end the work is done once undisturbed."""
    root = folder / "store"
    _restore(stage.base, root)
    kills: list[Kill] = []
    for turn, (number, after_seconds) in enumerate(plan.at):
        if _is_seen(root, stage):
            _restore(stage.base, root)
        ended = workers.run(**stage.order, root=root, kill_at=number, after_seconds=after_seconds)
        faults = _aftermath(root, stage, ended)
        if turn % plan.finished_each == plan.finished_each - 1:
            copy = folder / "copy"
            _restore(root, copy)
            faults += finished(workers, stage, copy)
        kills.append(Kill(stage.name, stage.points[number], after_seconds, ended.was_mid_work, tuple(faults)))
    faults = finished(workers, stage, root)
    faults += [f"not as if undisturbed: {name}" for name in differences(state_at(root) or {}, stage.after or {})]
    return [*kills[:-1], Kill(**{**vars(kills[-1]), "faults": (*kills[-1].faults, *faults)})]


def finished(workers: Workers, stage: Stage, root: Path) -> list[str]:
    """Do the work again, undisturbed; returns what is then not as if nothing had happened before.

    Stores that agree in their identity and in whose bytes no fault is found hold the same rows.
    """
    was_accepted = _is_seen(root, stage)
    ended = workers.run(**stage.order, root=root)
    faults = []
    refused = ended.refusal.get("error")
    if not ended.is_done and not (was_accepted and refused == DuplicateDelivery.__name__):
        faults.append(f"it cannot be done again: {ended}; {workers.complaints()}")
    faults += [*faults_of(root), *map(str, check_unnamed(root))]
    if identity_of(root) != _identity(stage.after):
        faults.append(f"done again it is not as if undisturbed: {differences(state_at(root) or {}, stage.after or {})}")
    faults += [f"left over: {path}" for path in (root / "runs").glob(".*") if path.is_dir()]
    return faults


def _aftermath(root: Path, stage: Stage, ended: Ended) -> list[str]:
    """What is wrong with the store right after a kill."""
    faults = [] if ended.was_killed or ended.is_done else [f"it ended by itself: {ended}"]
    seen_now = identity_of(root)
    if seen_now:
        faults += faults_of(root)
    turned = _turned_visible(ended.points, stage)
    if ended.is_done or "renamed" in turned:
        allowed: Sequence[State] = [stage.after]
    elif turned and ended.points[-1].endswith("written aside"):
        allowed = [stage.before, stage.after]  # the rename may be done and not yet be told
    else:
        allowed = [stage.before]
    if not any(seen_now == _identity(one) for one in allowed):
        faults.append("what is seen is neither all nor nothing")
    return faults


def _turned_visible(points: Sequence[str], stage: Stage) -> list[str]:
    """How far the name was given that makes the work visible. The index is renewed before a new run is there, too."""
    begins = points.index("run renamed") if "run renamed" in points else len(points)
    begins = begins if "run renamed" in stage.points else 0
    found = [(_VISIBLE.fullmatch(point), place) for place, point in enumerate(points)]
    return [match[2] for match, place in found if match and (match[1] != "index" or place >= begins)]


def _is_seen(root: Path, stage: Stage) -> bool:
    return stage.before != stage.after and identity_of(root) == _identity(stage.after)


def _identity(state: State) -> object:
    return (state or {}).get("identity")


def _restore(base: Path, root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    if base.exists():
        shutil.copytree(base, root)
