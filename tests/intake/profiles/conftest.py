"""A town of three accounts, as its marketing system exports it, and a way to deliver further exports to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.report import IntakeReport
from jicha.intake.take_up import deliver
from jicha.schema import tables
from jicha.store.errors import DuplicateDelivery
from jicha.store.store import Store

UNITS = """供电单位,上级单位,单位级别
甲县供电公司,,县公司
城关供电所,甲县供电公司,供电所
"""

# A title above, as screens print it.
LINES = """线路档案
线路编号,线路名称,供电单位,线路性质,电压等级
L001,10kV城关一线,城关供电所,公线,10kV
"""

AREAS = """台区编码,台区名称,单位名称,变压器标志,线路编号,容量,运行状态
0000310,公园公变,城关供电所,公变,L001,400,运行
"""

# Li's roof feeds in through a second point. The mill's meter was exchanged on 10 April; both have a ratio of 20.
# A title stands above, a total and who made the list below.
POINTS = (
    "用户档案明细表\n"
    "单位名称,用户编号,用户名称,用户分类,用电性质,供电电压,合同容量,计量点,计量点分类,计量点状态,计量方式,"
    "台区编码,线路编码,资产编号,表号,综合倍率,CT变比,安装日期,拆除日期\n"
    "城关供电所,0200000011,张三,低压居民,城镇居民生活用电,交流220V,8,9100000011,用电客户,在用,低供低计,0000310,,"
    "3330001000000000000011,J11,1,,2020-01-05,\n"
    '城关供电所,0200000022,大华面粉厂,高压,大工业用电,交流10kV,"1,250",9100000022,用电客户,在用,高供低计,,L001,'
    "3330001000000000000022,J22,20,100/5,2019/6/1,2026-04-10\n"
    '城关供电所,0200000022,大华面粉厂,高压,大工业用电,交流10kV,"1,250",9100000022,用电客户,在用,高供低计,,L001,'
    "3330001000000000000023,J23,20,100/5,2026-04-10,\n"
    "城关供电所,0200000033,李四,低压居民,城镇居民生活用电,交流220V,8,9100000033,用电客户,在用,低供低计,0000310,,"
    "3330001000000000000033,J33,1,,2021-03-02,\n"
    "城关供电所,0200000033,李四,低压居民,城镇居民生活用电,交流220V,8,9100000034,上网关口,在用,低供低计,0000310,,"
    "3330001000000000000034,J34,1,,2023-08-15,\n"
    "合计,,,,,,,,,,,,,,,,,,\n"
    "制表人：王芳,,,制表日期：2026-05-01,,,,,,,,,,,,,,,\n"
)

CHECK_POINTS = """单位名称,计量点编号,计量名称,计量点分类,计量点状态,台区编码,资产编号,出厂编号,综合倍率,安装日期
城关供电所,9100000090,公园公变总表,台区供电考核,在用,0000310,3330001000000000000090,J90,80,2018-11-20
"""

ARCHIVE = UNITS, LINES, AREAS, POINTS, CHECK_POINTS
RECEIVED = datetime(2026, 5, 2, tzinfo=UTC)
Deliver = Callable[..., IntakeReport]
Rows = Callable[[str], list[dict[str, Any]]]


def deliver_to(store: Store, folder: Path, *texts: str, encoding: str = "gb18030", **options: Any) -> IntakeReport:
    """Load texts as files in the encoding of a Chinese Windows."""
    folder.mkdir(exist_ok=True)
    paths = []
    for text in texts:
        path = folder / f"导出{len(list(folder.iterdir())) + 1}.csv"
        path.write_bytes(text.encode(encoding))
        paths.append(path)
    later = timedelta(minutes=len(list(folder.iterdir())))  # each delivery comes after those before it
    return deliver(store, paths, **{"received_at": RECEIVED + later, **options})


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IntakeReport]:
    """The town's store, filled once, and what the report said."""
    folder = tmp_path_factory.mktemp("town")
    report = deliver_to(Store.create(folder / "store"), folder / "files", *ARCHIVE, received_at=RECEIVED)
    return folder / "store", report


@pytest.fixture
def store(built: tuple[Path, IntakeReport], tmp_path: Path) -> Store:
    """The town's store, a copy for each test."""
    shutil.copytree(built[0], tmp_path / "store")
    return Store.open(tmp_path / "store")


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Deliver:
    """Deliver further files to the town; the profile is found by their words."""
    return lambda *texts, **options: deliver_to(store, tmp_path / "files", *texts, **options)


@pytest.fixture
def rows(store: Store) -> Rows:
    """What a query over all stored tables gives."""

    def query(sql: str) -> list[dict[str, Any]]:
        snapshot = store.snapshot()
        with DuckDbEngine(threads=1) as engine:
            snapshot.open(engine, sorted(snapshot.tables))
            listed: list[dict[str, Any]] = engine.query(sql).to_pylist()
        return listed

    return query


@pytest.fixture
def kept_out(store: Store) -> Callable[[], list[tuple[int, str, str, str]]]:
    """Quarantined rows: line, reason, column and what stood there."""

    def listed() -> list[tuple[int, str, str, str]]:
        found = [one for one in store.snapshot().quarantine().to_pylist() if one["reason"] != "whole_record"]
        return sorted((one["line"], one["reason"], one["column_name"], one["raw_value"]) for one in found)

    return listed


def state_after(folder: Path, texts: Sequence[str], order: Sequence[int]) -> dict[str, list[str]]:
    """All rows of all tables, and what is kept out, once deliveries received on days of their own came in this order.

    The archive is delivery 0, and ``texts`` are those after it.
    """
    folder.mkdir()
    store = Store.create(folder / "store")
    for number in order:
        paths = []
        for part, text in enumerate(ARCHIVE if number == 0 else [texts[number - 1]]):
            paths.append(folder / f"{number}_{part}.csv")
            paths[-1].write_bytes(text.encode("gb18030"))
        with suppress(DuplicateDelivery):
            deliver(store, paths, received_at=RECEIVED + timedelta(days=number))
    assert store.check_manifests() == []
    snapshot = store.snapshot()
    kept_out = [f"{one['file']} {one['line']} {one['reason']}" for one in snapshot.open_quarantine().to_pylist()]
    found = {"quarantine": sorted(kept_out)}
    with DuckDbEngine(threads=1) as engine:
        snapshot.open(engine, sorted(snapshot.tables))
        for table in snapshot.tables:
            rows = engine.query(f"SELECT {', '.join(tables()[table].by_name)} FROM {table}").to_pylist()
            found[table] = sorted(map(repr, rows))
    return found


@pytest.fixture
def town_after(tmp_path: Path) -> Callable[[Sequence[str], Sequence[int]], dict[str, list[str]]]:
    """`state_after` in a folder of its own for every call."""
    calls = count(1)
    return lambda texts, order: state_after(tmp_path / f"order_{next(calls)}", texts, order)
