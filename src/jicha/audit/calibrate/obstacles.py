"""What must be there before bills can tell anything: bills, prices, and a region whose prices hold for their units."""

from __future__ import annotations

from collections.abc import Mapping

from jicha.audit.calibrate.population import BILLS
from jicha.engine.engine import Engine
from jicha.terms.errors import Fault, JichaError, Words


class NothingToCalibrate(JichaError):
    """There are no bills, no prices, or no region."""


def refuse_without_bills_and_prices(engine: Engine) -> None:
    """Raises NothingToCalibrate, with all that is lacking."""
    faults = []
    if not _count(engine, BILLS):
        faults.append(
            Fault.of(
                Words(
                    "the store holds no ordinary bill of electricity of these months", "库中没有这些月份的普通电费账单"
                ),
                Words(
                    "Bring in bills: jicha intake load FILES; or widen --from and --to.",
                    "请导入账单：jicha intake load 文件；或放宽 --from 与 --to。",
                ),
            )
        )
    if not _count(engine, "price_book"):
        faults.append(
            Fault.of(
                Words("the store holds no price book", "库中没有电价本"),
                Words(
                    "Load one: jicha tariffs load BOOK --store STORE. See: jicha tariffs list.",
                    "请导入：jicha tariffs load 电价本 --store 库。清单见：jicha tariffs list。",
                ),
            )
        )
    if faults:
        raise NothingToCalibrate(faults)


def refuse_without_region(counted: Mapping[str | None, int]) -> None:
    """Raises NothingToCalibrate if no bill is of a unit that prices hold for."""
    if any(region is not None for region in counted):
        return
    raise NothingToCalibrate(
        Fault.of(
            Words("no unit of these bills has a region whose prices hold for it", "这些账单的供电单位均未指定电价区域"),
            Words(
                "Say whose they are: jicha tariffs use REGION --org UNIT --from DAY --store STORE.",
                "请指定：jicha tariffs use 区域 --org 供电单位 --from 日期 --store 库。",
            ),
        )
    )


def _count(engine: Engine, table: str) -> int:
    return int(engine.query(f"SELECT COUNT(*) AS rows FROM {table}").to_pylist()[0]["rows"])
