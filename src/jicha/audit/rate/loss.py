"""The transformer loss that a stored bill owes, by the transformer behind its point."""

from __future__ import annotations

from decimal import Decimal

from jicha.audit.rate.rows import Row, Rows
from jicha.tariffs.case import Loss
from jicha.tariffs.errors import MissingInput

_ADDS_LOSS = "lv_metered_hv_supplied"
_SEES_LOSS = "hv_metered_hv_supplied"
_HOURS_A_DAY = 24
_WHOLE_MONTH = range(28, 32)
_COPPER_PERCENT = Decimal(2)  # usual practice by the iron and copper method; no table of ours states another


def loss_of(rows: Rows, bill: Row, point: Row) -> Loss | None:
    """What the biller must know of the loss; None where none is due. Raises MissingInput where that is not known.

    Loss is due where a customer is supplied at high voltage and metered on the low side of its own transformer, and
    not again at a meter below one that bears it.
    """
    side = point["metering_side"]
    if side is not None and side != _ADDS_LOSS:
        return None
    if side is not None and point["parent_point_id"] is not None and _borne_above(rows, bill, point):
        return None
    transformer: Row = rows.one("transformer", transformer_id=point["transformer_id"]) or {}
    method = transformer.get("loss_method") or point["loss_method"]
    if side is None or method in (None, "none"):
        raise MissingInput("loss_method", "how the transformer loss is found", "变损计算方式")
    start, end, hours = bill["period_start"], bill["period_end"], bill["loss_hours"]
    days = None if start is None or end is None else (end - start).days
    if hours is None and days is not None:
        hours = Decimal(days * _HOURS_A_DAY)
    agreed, months = transformer.get("active_loss_agreed"), max(bill["months_stated"] or 1, 1)
    whole = days in _WHOLE_MONTH or months > 1
    return Loss(
        method=method,
        kva=transformer.get("capacity") or None,
        hours=hours or None,
        no_load_loss_w=transformer.get("no_load_loss_w"),
        load_loss_w=transformer.get("load_loss_w"),
        k=transformer.get("loss_k"),
        copper_percent=_COPPER_PERCENT,
        kwh=None if agreed is None or days is None else agreed * months,
        days=None if whole else days,
    )


def _borne_above(rows: Rows, bill: Row, point: Row) -> bool:
    """Whether the master has the loss: on the high side its meter sees it, on the low side it was added there.

    Raises MissingInput where the master is not known for it, or the bill states a loss of its own (a share, by
    agreement).
    """
    master: Row = rows.one("point", point_id=point["parent_point_id"]) or {}
    if master.get("point_nature") == "check":
        return False
    same = master.get("transformer_id") is not None and master["transformer_id"] == point["transformer_id"]
    side = master.get("metering_side")
    own = bill["loss_kwh"] is None or bill["loss_kwh"] != (bill["line_loss_kwh"] or 0)
    if master.get("point_status") != "in_use" or own or not (side == _SEES_LOSS or (side == _ADDS_LOSS and same)):
        raise MissingInput("parent_point_id", "whether the master bears the transformer loss", "变损是否由总表承担")
    return True
