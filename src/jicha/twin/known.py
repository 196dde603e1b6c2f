"""The tables under ``truth/``: what is known of the simulated utility and in no delivery.

Written by the build, read by the scorer alone. Numbers of customers, points and areas are those of the deliveries,
months are their first days, periods are half-open, energies kWh, money CNY.
"""

from __future__ import annotations

import pyarrow as pa

_KWH = pa.decimal128(18, 6)
_MONEY = pa.decimal128(18, 2)

PLANTINGS = pa.schema(
    [
        ("planting_id", pa.string()),
        ("kind", pa.string()),  # a code of twin.every_kind
        ("is_theft", pa.bool_()),  # otherwise a fault or a wrong record
        ("subject_kind", pa.string()),  # point, customer, or area (nobody's hook, a lamp, the area's own meter)
        ("customer_id", pa.string()),
        ("point_id", pa.string()),
        ("area_id", pa.string()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),  # the first day after
        ("strength", pa.float64()),
        ("lost_kwh", _KWH),  # what it took from the bills within the build's days; negative where it added
        ("lost_money", _MONEY),
    ]
)

LIVES = pa.schema(
    [
        ("life", pa.string()),  # a code of twin.every_life
        ("customer_id", pa.string()),
        ("point_id", pa.string()),
        ("area_id", pa.string()),
        ("starts_on", pa.date32()),
        ("ends_on", pa.date32()),
    ]
)

ERRORS = pa.schema(
    [
        ("error_id", pa.string()),
        ("kind", pa.string()),  # a code of twin.every_error
        ("code", pa.string()),  # the rule
        ("expect", pa.string()),  # find: planted; spare: a near miss, which must not be found
        ("subject_kind", pa.string()),
        ("subject_id", pa.string()),  # as the delivery prints it
        ("period", pa.date32()),  # first day of the month; null where the rule has none
        ("kwh", _KWH),  # null where the rule states none
        ("money", _MONEY),
        ("tolerance", _MONEY),  # by which a stated sum may differ from ``money``
        ("cause", pa.string()),  # errors of one root cause have one name
        ("staff_id", pa.string()),  # whose doing it was, where it was somebody's
    ]
)

LEDGER = pa.schema(
    [
        ("point_id", pa.string()),
        ("customer_id", pa.string()),
        ("area_id", pa.string()),
        ("month", pa.date32()),
        ("true_kwh", _KWH),  # what was used
        # What each stage took away, in this order; true_kwh less all of them is billed_kwh.
        ("bypass_kwh", _KWH),
        ("wiring_kwh", _KWH),
        ("fault_kwh", _KWH),
        ("class_kwh", _KWH),
        ("register_kwh", _KWH),
        ("multiplier_kwh", _KWH),
        ("bill_kwh", _KWH),
        ("billed_kwh", _KWH),
        # The exact biller on what was used, by the right terms; what each stage took; what the bill asks for. Where
        # nothing is planted the error of the class is not priced: true_money is what a right bill asks for.
        ("true_money", _MONEY),
        ("bypass_money", _MONEY),
        ("wiring_money", _MONEY),
        ("fault_money", _MONEY),
        ("class_money", _MONEY),
        ("register_money", _MONEY),
        ("multiplier_money", _MONEY),
        ("bill_money", _MONEY),
        ("billed_money", _MONEY),
    ]
)

AREA_DAYS = pa.schema(
    [
        ("area_id", pa.string()),
        ("day", pa.date32()),
        ("supply_kwh", _KWH),
        ("used_kwh", _KWH),
        ("unmetered_kwh", _KWH),
        ("generated_kwh", _KWH),
        ("loss_kwh", _KWH),
        ("by_flow", pa.bool_()),  # a power flow, otherwise the area's fitted loss
    ]
)

PLACES = pa.schema(
    [
        ("point_id", pa.string()),
        ("area_id", pa.string()),  # where it really hangs
        ("recorded_area_id", pa.string()),
        ("phases", pa.string()),  # such as A or ABC
        ("box_id", pa.string()),
    ]
)

# Whose a subject is that bears no number of the tables above, such as a bill or a meter.
SUBJECTS = pa.schema(
    [
        ("subject_kind", pa.string()),  # the canonical table
        ("subject_id", pa.string()),
        ("point_id", pa.string()),
        ("customer_id", pa.string()),
        ("area_id", pa.string()),
    ]
)

DAMAGED = pa.schema(
    [
        ("file", pa.string()),  # path under the folder of the deliveries
        ("row", pa.int64()),  # of the data, 1 for the first
        ("column", pa.string()),
        ("damage", pa.string()),  # malformed, late, doubled, corrected
    ]
)

TABLES: dict[str, pa.Schema] = {
    "plantings": PLANTINGS,
    "lives": LIVES,
    "errors": ERRORS,
    "ledger": LEDGER,
    "area_days": AREA_DAYS,
    "places": PLACES,
    "subjects": SUBJECTS,
    "damaged": DAMAGED,
}
