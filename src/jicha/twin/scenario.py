"""A scenario: how large, how honest and how tidy the simulated utility is, as a file that a person can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.record import BadRecord, read
from jicha.twin.every_kind import all_kinds
from jicha.twin.every_life import all_lives

_NONE = Decimal(0)


class BadScenario(JichaError):
    """A scenario that cannot be built: each fault says where."""


@dataclass(frozen=True, slots=True)
class Weighted:
    """A kind, life or error by its code, and how often it is chosen beside the others."""

    kind: str
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Planted:
    """``share`` of the customers have one, of the kinds of ``mix`` (all kinds alike where it is blank).

    ``weakest`` and ``strongest`` bound its strength in (0, 1]; ``earliest`` and ``latest`` its first day and
    ``shortest`` its length, as shares of the window. ``in_each_area`` more are planted in each area.
    """

    share: Decimal = _NONE
    in_each_area: Decimal = _NONE
    mix: tuple[Weighted, ...] = ()
    weakest: Decimal = Decimal("0.3")
    strongest: Decimal = Decimal(1)
    earliest: Decimal = Decimal("0.2")
    latest: Decimal = Decimal("0.7")
    shortest: Decimal = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Network:
    """Sizes: customers of an area on average, areas of a station, and the share of customers with a transformer."""

    customers_of_an_area: int = 55
    areas_of_a_station: int = 8
    dedicated_share: Decimal = Decimal("0.05")


@dataclass(frozen=True, slots=True)
class Acquisition:
    """How well readings get through.

    Shares of the days: ``lost`` for ever, ``late`` by days. Of the values of curves: ``missing_voltage``. ``step_v`` is
    the resolution of voltages, ``clock_seconds`` the standard deviation of meters' clocks, ``wrong_area`` the share of
    points booked under another area.
    """

    lost: Decimal = _NONE
    late: Decimal = _NONE
    missing_voltage: Decimal = _NONE
    step_v: Decimal = Decimal("0.1")
    clock_seconds: int = 0
    wrong_area: Decimal = _NONE


@dataclass(frozen=True, slots=True)
class Files:
    """Shares of delivered rows that come late, twice, wrong at first, or malformed."""

    late: Decimal = _NONE
    doubled: Decimal = _NONE
    corrected: Decimal = _NONE
    malformed: Decimal = _NONE


@dataclass(frozen=True, slots=True)
class Errors:
    """Planted errors of the utility: ``of_each`` subjects and as many near misses of each kind in the whole town.

    ``leave_out`` are kinds that are not planted; ``only``, where given, are the only ones that are.
    """

    of_each: int = 0
    only: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is built. ``curve_days`` are the last days of the window, for which curves and a power flow exist."""

    name: str
    description: str
    description_zh: str
    customers: int = 1000
    climate: str = "36"
    curve_days: int = 30
    network: Network = field(default_factory=Network)
    theft: Planted = field(default_factory=Planted)
    faults: Planted = field(default_factory=Planted)
    lives: Planted = field(default_factory=Planted)
    errors: Errors = field(default_factory=Errors)
    acquisition: Acquisition = field(default_factory=Acquisition)
    files: Files = field(default_factory=Files)

    def __post_init__(self) -> None:
        for told in (self.theft, self.faults, self.lives):
            if not 0 < told.weakest <= told.strongest <= 1:
                raise _bad(
                    self.name, "strengths lie outside 0 to 1, or the weakest is above the strongest",
                    "强度不在 0 至 1 之间，或最弱大于最强",
                )  # fmt: skip
            if not 0 <= told.earliest <= told.latest <= 1 or not 0 <= told.share <= 1:
                raise _bad(self.name, "a share lies outside 0 to 1", "份额不在 0 至 1 之间")
        if self.customers < 1 or self.curve_days < 0:
            raise _bad(self.name, "fewer than one customer, or fewer than no curve days", "客户数或曲线天数过小")
        for place, told, is_theft in (("theft.mix", self.theft, True), ("faults.mix", self.faults, False)):
            _check_mix(self.name, place, told.mix, is_theft=is_theft)
        _check_lives(self.name, self.lives.mix)


def shipped_scenarios() -> tuple[str, ...]:
    """The names of the scenarios that ship."""
    return tuple(sorted(one.name[:-5] for one in _folder().iterdir() if one.name.endswith(".yaml")))


def scenario(name: str) -> Scenario:
    """A shipped scenario by its name, or the one in a file. Raises BadScenario."""
    if name in shipped_scenarios():
        return read_scenario((_folder() / f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")
    path = Path(name)
    if not path.is_file():
        listed = ", ".join(shipped_scenarios())
        raise BadScenario(
            Fault.of(
                Words(f"there is no scenario {name}", f"没有场景 {name}"),
                Words(f"Give a file, or one of: {listed}.", f"请给出文件，或其中之一：{listed}。"),
            )
        )
    return read_scenario(path.read_text(encoding="utf-8"), str(path))


def read_scenario(text: str, file: str = "") -> Scenario:
    """A scenario from its YAML. Raises BadScenario."""
    try:
        data: Any = yaml.load(text, _Exact)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = Words(f"this is not YAML: {getattr(error, 'problem', error)}", "不是有效的YAML")
        raise BadScenario(Fault.of(message, Words("Correct it.", "请改正。"), file, line, column)) from None
    try:
        return read(Scenario, data, file)
    except BadRecord as error:
        raise BadScenario(error.faults) from None


class _Exact(yaml.SafeLoader):
    """YAML whose fractions are exact decimals and whose codes of regions stay text."""


def _exactly(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Exact.add_constructor("tag:yaml.org,2002:float", _exactly)


def _folder() -> Any:
    return files("jicha.twin") / "scenarios"


def _check_mix(name: str, place: str, mix: tuple[Weighted, ...], *, is_theft: bool) -> None:
    """Refuse kinds that do not exist or belong to the other mix, and weights by which nothing can be drawn."""
    kinds = all_kinds()
    fitting = sorted(code for code, one in kinds.items() if one.is_theft == is_theft)
    for one in mix:
        if one.kind in fitting:
            continue
        near = get_close_matches(one.kind, fitting, 1) or fitting
        why, why_zh = ("no kind", "不存在的种类")
        if one.kind in kinds:
            why, why_zh = ("a fault", "故障") if is_theft else ("a theft", "窃电")
        raise BadScenario(
            f"scenario {name}: {place} names {one.kind}, which is {why}", f"Write {', '.join(near)}.",
            message_zh=f"场景 {name}：{place} 中的 {one.kind} 为{why_zh}", remedy_zh=f"请填写 {'、'.join(near)}。",
        )  # fmt: skip
    _check_weights(name, place, mix)


def _check_lives(name: str, mix: tuple[Weighted, ...]) -> None:
    """Refuse lives that do not exist."""
    lives = sorted(all_lives())
    for one in mix:
        if one.kind not in lives:
            near = get_close_matches(one.kind, lives, 1) or lives
            raise BadScenario(
                f"scenario {name}: lives.mix names {one.kind}, which is no life", f"Write {', '.join(near)}.",
                message_zh=f"场景 {name}：lives.mix 中的 {one.kind} 不存在", remedy_zh=f"请填写 {'、'.join(near)}。",
            )  # fmt: skip
    _check_weights(name, "lives.mix", mix)


def _check_weights(name: str, place: str, mix: tuple[Weighted, ...]) -> None:
    """Refuse weights by which nothing can be drawn."""
    if mix and (min(one.weight for one in mix) < 0 or not any(one.weight for one in mix)):
        raise _bad(name, f"the weights of {place} are negative or all 0", f"{place} 的权重为负或全为零")


def _bad(name: str, what: str, what_zh: str) -> BadScenario:
    return BadScenario(
        f"scenario {name}: {what}", "Correct the file.", message_zh=f"场景 {name}：{what_zh}", remedy_zh="请改正文件。"
    )
