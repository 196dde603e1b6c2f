"""Begin a new rule: a page with every part in its place, that says what is still to be filled in."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from jicha.terms.errors import Fault, JichaError

FAMILIES = {
    "MET": "metering", "INS": "inspection", "BIL": "billing", "ACC": "acceptance", "LOS": "losses", "SVC": "service",
    "CHG": "charges", "STF": "staff", "CON": "contracts", "RPT": "reports", "PRC": "process", "DAT": "data",
    "AUD": "audit",
}  # fmt: skip
_CODE = re.compile(r"^([A-Z]{3})-\d{3}$")

_TEMPLATE = """---
code: {code}
title: {title}
title_zh: {title_zh}
topic: <audit topic this belongs to>
subject: {{bill: bill_id}}
severity: check
impact: charge
source: <law, contract or handbook it rests on>
confidence: U
since: 0.1.0
scope: row
history: 1 month
grain: period
needs: []
params:
  limit: 100 kWh       # <why this number>
---
## English
<Why this is wrong. What else could explain it. What to check at the desk and in the field.>

## 中文
<为什么不对; 正常情况; 核查要点.>

```sql
SELECT b.bill_id AS subject_id, b.month AS period, b.kwh AS at_stake_kwh,
       b.kwh > :limit AS breach
FROM bill AS b
```

| bill.bill_id | bill.kwh | expect       |
|--------------|---------:|--------------|
| over         |      101 | find 101 kWh |
| just_not     |      100 | spare        |
| unknown      |          | unsure       |
"""


class BadScaffold(JichaError):
    """A new page that cannot be begun there."""


def new_page(code: str, *, title: str, title_zh: str, folder: Path, taken: Collection[str]) -> Path:
    """Write the page of a new rule under ``folder`` and give its path; it proves as it stands. Raises BadScaffold."""
    match = _CODE.match(code)
    if not match or match[1] not in FAMILIES:
        raise BadScaffold(
            Fault(f"{code!r} is no rule code", f"Write one of {', '.join(FAMILIES)}, a dash, three digits.")
        )
    path = folder / FAMILIES[match[1]] / f"{code}.md"
    if code in taken or path.exists():
        raise BadScaffold(Fault(f"{code} is taken", "Choose a free number: jicha rules list.", str(path)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_TEMPLATE.format(code=code, title=title, title_zh=title_zh), encoding="utf-8")
    return path
