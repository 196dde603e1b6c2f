"""What a profile's values can answer."""

from jicha.intake.profile import Profile
from jicha.intake.read_profile import read_text


def test_a_kind_of_file_fits_when_all_its_words_are_there(trial: Profile) -> None:
    (kind,) = trial.files
    assert kind.fits(("no", "customer", "day", "kwh", "status", "more"))
    assert not kind.fits(("no", "customer", "day", "kwh"))


def test_a_kind_of_file_knows_what_it_reads(trial: Profile) -> None:
    assert trial.files[0].reads == ("customer", "day", "kwh", "no", "status")


OPTIONAL = """
profile: o
source: o
description: Bills with optional columns
description_zh: 可选列
confidence: observed
confidence_from: made for tests
files:
  - file: bills
    header: [no, day]
    optional: [kwh, money, meter, a, b, kind]
    tables:
      - table: bill
        columns:
          bill_id: {identifier: [no]}
          issued_on: day
          kwh: kwh
          total_charge: {number: money, missing: "0"}
          meter_serial_no: {first: [meter, a]}
          adjusted_kwh: {total: [kwh, money]}
          commodity: {constant: electricity}
          customer_id: {identifier: [no, meter]}
      - table: point
        when: {column: kind, is: [x]}
        columns: {point_id: {identifier: [no]}}
      - table: curve
        kind: curve
        columns: {point_id: {identifier: [no]}}
        curve: {start: day, slot_minutes: 15, unit: W, quantities: {active_power: a, reactive_power: b}}
"""


def test_a_file_says_nothing_of_the_optional_columns_that_it_lacks() -> None:
    (kind,) = read_text(OPTIONAL, "o.yaml").files
    assert kind.for_file(("no", "day", *kind.optional)) is kind
    bill, curve = kind.for_file(("no", "day", "money", "a")).targets
    # kwh is absent and so is a sum with it; meter_serial_no has its second way left, total_charge a value for nothing
    assert list(bill.columns) == ["bill_id", "issued_on", "total_charge", "meter_serial_no", "commodity"]
    assert curve.curve is not None
    assert dict(curve.curve.quantities) == {"active_power": "a"}


def test_a_curve_of_which_nothing_is_left_is_no_target() -> None:
    (kind,) = read_text(OPTIONAL, "o.yaml").files
    assert [one.table for one in kind.for_file(("no", "day", "kwh", "kind")).targets] == ["bill", "point"]
