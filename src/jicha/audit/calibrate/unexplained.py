"""The bills that no reading explains, one by one and by what differs first; and those that stay unsure, by reason."""

from __future__ import annotations

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.calibrate.population import BILLS
from jicha.audit.calibrate.rerate import Rerated
from jicha.audit.calibrate.result import Difference
from jicha.engine.engine import Engine

COLUMNS = (
    "region", "org_id", "org", "customer_id", "bill_id", "month", "price_code", "first_difference",
    "billed_kwh", "expected_kwh", "billed_money", "expected_money", "difference_money",
)  # fmt: skip
_LISTED = "calibrate_unexplained"


def unexplained_of(engine: Engine, rated: Rerated) -> pa.Table:
    """The rows of the bills that are sure and not explained, by unit, price code and id.

    ``expected_bill`` must stand in the engine as it was rated.
    """
    mask = rated.sure & ~rated.whole
    engine.register(_LISTED, pa.table({"bill_id": rated.bill_id.filter(pa.array(mask))}))
    return engine.query(
        "SELECT p.region, p.org_id, COALESCE(o.name, p.org_id) AS org, b.customer_id, p.bill_id, p.month, "
        "p.price_code, "
        "COALESCE(e.first_difference, 'total') AS first_difference, b.kwh AS billed_kwh, e.expected_kwh, "
        "b.total_charge AS billed_money, e.total_money AS expected_money, e.total_difference AS difference_money "
        f"FROM {_LISTED} AS u INNER JOIN expected_bill AS e ON e.bill_id = u.bill_id "
        f"INNER JOIN bill AS b ON b.bill_id = u.bill_id INNER JOIN {BILLS} AS p ON p.bill_id = u.bill_id "
        "LEFT JOIN org AS o ON o.org_id = p.org_id ORDER BY p.org_id, p.price_code, p.bill_id"
    )


def differences_of(unexplained: pa.Table) -> tuple[Difference, ...]:
    """Counted by the first component that differs and by price code, most bills first."""
    pairs = zip(unexplained["first_difference"].to_pylist(), unexplained["price_code"].to_pylist(), strict=True)
    counted = Counter((component, code or "") for component, code in pairs)
    found = [Difference(component, code, bills) for (component, code), bills in counted.items()]
    return tuple(sorted(found, key=lambda one: (-one.bills, one.component, one.price_code)))


def unsure_of(rated: Rerated) -> dict[str, int]:
    """How many bills could not be rated, by reason, most first."""
    counted = Counter(pc.drop_null(rated.unsure).to_pylist())
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
