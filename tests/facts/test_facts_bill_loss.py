"""The kernel of losses against the exact biller's own formula, on random transformers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jicha.facts.bill_loss import kernel
from jicha.tariffs.case import Case, Loss, PeriodEnergy
from jicha.tariffs.conventions import Settled
from jicha.tariffs.measure import measure
from jicha.terms.sheet import Sheet

COLUMNS = ("bill_id", "due", "loss_method", "read_kwh", "reactive_kvarh", "days", "loss_hours", "capacity",
           "no_load_loss_w", "load_loss_w", "loss_k", "active_loss_agreed", "rounding", "copper_percent")  # fmt: skip


def kernel_row(**told: Any) -> dict[str, Any]:
    blank: dict[str, Any] = dict.fromkeys(COLUMNS)
    row = blank | {"bill_id": "b", "due": True, "days": 31, "copper_percent": Decimal(2)}
    rows = pa.Table.from_pylist([row | told])
    rows = rows.set_column(rows.column_names.index("due"), "due", rows["due"].cast(pa.bool_()))
    return dict(kernel(rows).to_pylist()[0])


@given(
    st.sampled_from(["iron_copper", "formula"]),
    st.integers(0, 900_000),
    st.integers(0, 900_000),
    st.integers(30, 1600),
    st.integers(1, 744),
    st.sampled_from(["exact", "to_kwh"]),
)
def test_the_kernel_adds_what_the_exact_biller_adds(
    method: str, kwh: int, kvarh: int, kva: int, hours: int, rounding: str
) -> None:
    active, reactive = Decimal(kwh) / 10, Decimal(kvarh) / 10
    row = kernel_row(
        loss_method=method, read_kwh=active, reactive_kvarh=reactive, capacity=Decimal(kva), rounding=rounding,
        loss_hours=Decimal(hours), no_load_loss_w=Decimal(570), load_loss_w=Decimal(4300), loss_k=Decimal("1.5"),
    )  # fmt: skip
    loss = Loss(
        method, kva=Decimal(kva), hours=Decimal(hours), no_load_loss_w=Decimal(570), load_loss_w=Decimal(4300),
        k=Decimal("1.5"), copper_percent=Decimal(2),
    )  # fmt: skip
    energy = (PeriodEnergy("total", active),)
    case = Case("P", date(2026, 1, 1), date(2026, 2, 1), energy=energy, kvarh=reactive, loss=loss)
    sheet = Sheet("bill")
    measure(sheet, case, Settled.of({"loss_rounding": rounding}))
    assert abs(float(row["loss_kwh"]) - float(sheet.value("loss_kwh"))) <= 0.0005


def test_nothing_is_due_where_the_meter_sees_the_loss() -> None:
    assert kernel_row(due=False, loss_method="formula")["loss_kwh"] == 0
    assert kernel_row(loss_method="formula")["loss_kwh"] is None


def test_nothing_is_said_where_it_is_not_known_whether_loss_is_due() -> None:
    told = {"loss_method": "iron_copper", "read_kwh": Decimal(100), "no_load_loss_w": Decimal(570), "rounding": "exact"}
    assert kernel_row(**told)["loss_kwh"] == Decimal("426.08")  # 570 W for 744 h, and 2 % of 100 kWh
    blank: dict[str, Any] = {"due": None}
    assert kernel_row(**told | blank)["loss_kwh"] is None
