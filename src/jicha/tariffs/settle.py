"""Whose prices a unit has, and how a region reads a rule: decisions of people, kept in the store with their days."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jicha.engine.duckdb import DuckDbEngine
from jicha.schema import table
from jicha.store.delivery import Batch, DeliveredFile
from jicha.store.disk_faults import naming_disk_faults
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.tariffs.conventions import CHOICES
from jicha.tariffs.deliver import refuse_late, write_all
from jicha.tariffs.replacement import keys_known, replacement, rows_there
from jicha.terms.errors import Fault, JichaError, Words

NAME = "NAME"  # stands for whoever confirms in the commands that a calibration prints: it is nobody's name


class NotKnown(JichaError):
    """A unit, region, convention or choice that does not exist here, or nobody who confirms it."""


class CannotConfirm(JichaError):
    """A confirmation on a day to come, or one that explains more bills than were tried."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A reading of a rule for a region from a day on, and who confirmed it when; on how many bills it was tried."""

    convention: str
    choice: str
    region: str
    valid_from: date
    confirmed_by: str
    confirmed_on: date
    document_no: str = ""
    bills_tested: int | None = None
    bills_explained: int | None = None


@dataclass(frozen=True, slots=True)
class RegionOfUnit:
    """The region of a unit from a day on."""

    org_id: str
    region: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was settled; ``before`` are the rows of the same matter, ``batch`` None where it was settled so already."""

    before: tuple[Mapping[str, Any], ...]
    batch: Batch | None


def use_region(root: Path, use: RegionOfUnit, *, received_at: datetime) -> Settlement:
    """Let the price books of a region hold for a unit, and all below it, from a day on.

    Raises NotKnown for a unit that was never delivered, and for a region whose prices are not loaded.
    """
    with naming_disk_faults(root):
        store = Store.open(root)
        snapshot = store.snapshot()
        with DuckDbEngine() as engine:
            snapshot.open(engine, ("org", "price_book"))
            units = [row["org_id"] for row in engine.query("SELECT org_id FROM org ORDER BY org_id").to_pylist()]
            regions = engine.query("SELECT DISTINCT region FROM price_book WHERE region IS NOT NULL").to_pylist()
        _refuse_unknown("unit", "供电单位", use.org_id, units)
        _refuse_unknown(
            "region with a price book", "已导入电价本的区域", use.region, [row["region"] for row in regions]
        )
        row = {"org_id": use.org_id, "valid_from": use.valid_from, "valid_to": None, "region": use.region}
        before = tuple(one for one in _there(snapshot, "price_region") if one["org_id"] == use.org_id)
        return Settlement(before, _write(store, snapshot, "price_region", row, received_at))


def confirmed_before(root: Path, convention: str, region: str) -> tuple[Mapping[str, Any], ...]:
    """Every reading of a convention that the store holds for a region, oldest first. Raises NotKnown."""
    _refuse_unknown("convention", "计费口径", convention, list(CHOICES))
    found = _there(Store.open(root).snapshot(), "convention")
    return tuple(one for one in found if (one["convention"], one["region"]) == (convention, region))


def confirm(root: Path, confirmation: Confirmation, *, received_at: datetime) -> Settlement:
    """Keep that a named person confirmed a reading of a rule for a region. Raises NotKnown, CannotConfirm."""
    _refuse_unknown("convention", "计费口径", confirmation.convention, list(CHOICES))
    choices = list(CHOICES[confirmation.convention])
    _refuse_unknown(
        f"choice of {confirmation.convention}", f"{confirmation.convention} 的选项", confirmation.choice, choices
    )
    if confirmation.confirmed_by.strip() in ("", NAME):
        message = Words("nobody is named who confirms it", "未写明确认人")
        remedy = Words("Give --by with the name of that person.", "请用 --by 写明确认人本人姓名。")
        raise NotKnown(Fault.of(message, remedy))
    _refuse_impossible(confirmation, received_at)
    with naming_disk_faults(root):
        store = Store.open(root)
        _refuse_unknown("region with prices", "有电价的区域", confirmation.region, _regions(store.snapshot()))
        before = confirmed_before(root, confirmation.convention, confirmation.region)
        row = {
            "region": confirmation.region,
            "convention": confirmation.convention,
            "valid_from": confirmation.valid_from,
            "choice": confirmation.choice,
            "confirmed_by": confirmation.confirmed_by.strip(),
            "confirmed_on": confirmation.confirmed_on,
            "document_no": confirmation.document_no or None,
            "bills_tested": confirmation.bills_tested,
            "bills_explained": confirmation.bills_explained,
        }
        return Settlement(before, _write(store, store.snapshot(), "convention", row, received_at))


def _refuse_impossible(confirmation: Confirmation, received_at: datetime) -> None:
    if confirmation.confirmed_on > (received_at + timedelta(days=1)).date():  # local days may be ahead of UTC
        message = Words(f"{confirmation.confirmed_on} has not come yet", f"{confirmation.confirmed_on} 尚未到来")
        remedy = Words("Give the day of the confirmation: --on DAY.", "请用 --on 给出确认日期。")
        raise CannotConfirm(Fault.of(message, remedy))
    tested, explained = confirmation.bills_tested, confirmation.bills_explained
    if explained is not None and (tested is None or explained > tested):
        tried = 0 if tested is None else tested
        message = Words(
            f"{explained} bills cannot be explained of {tried} that tell",
            f"可判别 {tried} 张，不可能还原 {explained} 张",
        )
        remedy = Words(
            "Give --tested and --explained as calibrate counted them.", "请按校准结果填写 --tested 和 --explained。"
        )
        raise CannotConfirm(Fault.of(message, remedy))


def _regions(snapshot: Snapshot) -> list[str]:
    """The regions that have a price book, or whose prices hold for a unit."""
    with DuckDbEngine() as engine:
        snapshot.open(engine, ("price_book", "price_region"))
        rows = [row for name in ("price_book", "price_region") for row in rows_there(engine, name)]
    return sorted({row["region"] for row in rows if row["region"] is not None})


def _write(store: Store, snapshot: Snapshot, name: str, row: Mapping[str, Any], received_at: datetime) -> Batch | None:
    """Add a row, or correct the one of its key; nothing where it is there as it is."""
    full = {column: row.get(column) for column in table(name).by_name}
    key = table(name).primary_key
    refuse_late(snapshot, (name,), received_at)
    with DuckDbEngine() as engine:
        snapshot.open(engine, (name,))
        there = [one for one in rows_there(engine, name) if all(one[column] == full[column] for column in key)]
        found = replacement(name, [full], there, keys_known(snapshot, engine, name))
    content = json.dumps(full, default=str, sort_keys=True).encode()
    file = DeliveredFile(f"{name}.json", hashlib.sha256(content).hexdigest(), len(content))
    return write_all(store, snapshot, [found], file, received_at=received_at, profile=name)


def _there(snapshot: Snapshot, name: str) -> list[dict[str, Any]]:
    with DuckDbEngine() as engine:
        snapshot.open(engine, (name,))
        return sorted(rows_there(engine, name), key=lambda row: row["valid_from"])


def _refuse_unknown(what: str, what_zh: str, word: str, known: list[str]) -> None:
    if word in known:
        return
    near = get_close_matches(word, known, 3)
    listed = near or known[:20]
    remedy = Words(f"Known: {', '.join(listed)}.", f"现有：{'，'.join(listed)}。")
    if not known:
        remedy = Words("None is in the store yet.", "库中尚无。")
    raise NotKnown(Fault.of(Words(f"there is no {what} {word}", f"没有{what_zh} {word}"), remedy))
