"""Pages with a fault planted, and what the checker says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jicha.pages.check import Catalogue, check
from jicha.pages.page import Page
from jicha.pages.read import read_text

_RULE = """---
code: BIL-016
title: A rule to plant faults in
title_zh: 用于检验的规则
subject: {subject}
severity: {severity}
impact: price
source: supply rules
confidence: B
grain: {grain}
{front}
---
## English
Why.

## 中文
为什么。

```sql
{sql}
```

| bill.bill_id | expect |
|--------------|--------|
| wrong        | find   |
| right        | spare  |
| blank        | unsure |
"""
_FACT = """---
fact: {name}
title: A fact
title_zh: 事实表
key: [{key}]
{front}
columns:
{columns}
---
## English
What it is.

## 中文
说明。

```sql
{sql}
```

| case | bill.kwh |
|------|----------|
| one  | 1        |
"""


@dataclass(frozen=True)
class Found:
    """One fault; ``at`` is the text of the file from the place of the fault to the end of its line."""

    code: str
    at: str
    message: str
    remedy: str


def rule(
    sql: str, *, front: str = "", severity: str = "check", grain: str = "state", subject: str = "{bill: bill_id}"
) -> Page:
    """A rule whose SELECT is ``sql``; ``front`` are more lines of front matter."""
    text = _RULE.format(sql=sql, front=front, severity=severity, grain=grain, subject=subject)
    return read_text(text, "rules/billing/BIL-016.md")


def judging(breach: str, *, front: str = "", tables: str = "bill AS b") -> Page:
    """A rule on bills whose breach is ``breach``."""
    return rule(f"SELECT b.bill_id AS subject_id,\n       {breach} AS breach\nFROM {tables}", front=front)


def fact(name: str, columns: Iterable[str], sql: str, *, key: str = "customer_id", front: str = "") -> Page:
    """A fact with lines of ``columns`` like ``kwh: [decimal(18,3), kWh, Energy, 电量]``."""
    written = "\n".join(f"  {column}" for column in columns)
    return read_text(_FACT.format(name=name, columns=written, sql=sql, key=key, front=front), f"facts/{name}.md")


def found(page: Page, *others: Page) -> list[Found]:
    """All faults of a page, in a world of the canonical tables and ``others``."""
    lines = page.text.splitlines()
    faults = check(page, Catalogue.of([page, *others]))
    assert all(fault.file == page.path and fault.remedy for fault in faults)
    return [Found(one.code, lines[one.line - 1][max(one.column - 1, 0) :], one.message, one.remedy) for one in faults]


def codes(page: Page, *others: Page) -> list[str]:
    """The codes of all faults of a page."""
    return [one.code for one in found(page, *others)]


def the_fault(page: Page, code: str, *others: Page) -> Found:
    """The one fault of that code; the page must have no second one of it."""
    every = found(page, *others)
    these = [one for one in every if one.code == code]
    assert len(these) == 1, every
    return these[0]
