"""Two rules that find one forgotten price tell one cause."""

from datetime import date
from decimal import Decimal

import pyarrow as pa

from jicha.audit.results import LAYOUT
from jicha.audit.together import Folding, together
from jicha.terms.cause import Cause, SharedAttribute

CODE, UNIT = SharedAttribute("bill.price_code", ("2001",)), SharedAttribute("customer.org_id", ("north",))


def folding(code: str, bills: range, *attributes: SharedAttribute, severity: str = "error") -> Folding:
    rows = [
        {"finding_id": f"{code}{bill}", "code": code, "subject_kind": "bill", "subject_id": f"b{bill}",
         "period_start": date(2026, 3, 1), "severity": severity, "standing": "new"}
        for bill in bills
    ]  # fmt: skip
    cause = Cause(cause_id=f"cause of {code}", code=code, kind="shared", found=len(rows), tested=100, share=Decimal(1),
                  orgs=(), first=None, last=None, at_stake_kwh=None, at_stake_money=None, sample=(),
                  attributes=attributes)  # fmt: skip
    return Folding(cause, pa.Table.from_pylist(rows, schema=LAYOUT))


def told(*foldings: Folding) -> dict[str, str | None]:
    return {one.code: one.same_as for one in together(foldings)}


def test_the_rule_with_most_finds_leads_and_the_other_is_told_with_it() -> None:
    found = told(folding("BIL-059", range(40), CODE, UNIT), folding("BIL-048", range(50), CODE, UNIT))
    assert found == {"BIL-059": "cause of BIL-048", "BIL-048": None}


def test_of_equal_causes_the_graver_leads() -> None:
    found = told(folding("BIL-048", range(50), CODE), folding("BIL-059", range(50), CODE, severity="breach"))
    assert found == {"BIL-048": "cause of BIL-059", "BIL-059": None}


def test_half_of_the_smaller_must_lie_in_the_larger() -> None:
    assert told(folding("A", range(50), CODE), folding("B", range(30, 70), CODE))["B"] == "cause of A"  # 20 of 40
    assert told(folding("A", range(50), CODE), folding("B", range(31, 71), CODE))["B"] is None  # 19 of 40


def test_another_attribute_is_another_cause() -> None:
    assert told(folding("A", range(50), CODE), folding("B", range(50), CODE, UNIT)) == {"A": None, "B": None}
    assert told(folding("A", range(50)), folding("B", range(50))) == {"A": None, "B": None}  # systemic: no attribute


def test_two_causes_of_one_rule_stay_two() -> None:
    assert told(folding("A", range(50), CODE), folding("A", range(40), CODE)) == {"A": None}
