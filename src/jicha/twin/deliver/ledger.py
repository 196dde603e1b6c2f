"""Ledgers (台账): the layout of a table that no export carries, made from the schema; header words are its own.

The words are those of the templates that an audit centre fills in: what a column is called in Chinese, and for the
number of another thing what the exports call it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from jicha.schema import Column, Table, table
from jicha.terms.errors import Fault
from jicha.twin.deliver.layout import NEW, BadLayout, Layout

SYSTEM = "ledger"
# What the exports call the number of a thing; the layouts beside say the same.
_NUMBERS = {
    "org_id": "供电单位", "customer_id": "户号", "point_id": "计量点编号", "meter_id": "资产编号",
    "area_id": "台区编号", "line_id": "线路编号", "transformer_id": "变压器编号", "section_id": "抄表段编号",
    "bill_id": "账单编号", "staff_id": "工号",
}  # fmt: skip
_DESK = "desk"  # tables whose truth is in the desk
# What jicha writes itself: how far records are complete, price books and where they hold, the watch over a policy.
_WRITTEN_BY_JICHA = frozenset({
    "feed", "capacity_rule", "component_waiver", "convention", "period_table", "policy_watch", "policy_watch_day",
    "power_factor_step", "price_book", "price_component", "price_item", "price_ratio", "price_region", "price_scope",
    "surcharge_rate", "tier_rule",
})  # fmt: skip
_BEHIND = re.compile(r"[(（][^()（）]*[)）]$")
_ENDS_BEFORE = "(不含)"


def ledger_words(one: Table) -> dict[str, str]:
    """The header word of each column: its short meaning where that is the table's only one, else longer ones."""
    chosen: dict[str, str] = {}
    for ways in zip(*(_ways(column) for column in one.columns), strict=True):
        taken = Counter((*ways, *chosen.values()))
        for column, word in zip(one.columns, ways, strict=True):
            if column.name not in chosen and taken[word] == 1:
                chosen[column.name] = word
    return {column.name: chosen.get(column.name, column.name) for column in one.columns}


def is_kept(name: str) -> bool:
    """Whether a utility can keep a ledger of the table, exports aside."""
    return name not in _WRITTEN_BY_JICHA and table(name).group != _DESK


@cache
def ledger(name: str) -> Layout:
    """The layout of a table's ledger. Raises BadLayout for a table that no ledger can hold."""
    one = table(name)
    if any(column.type.name == "list" for column in one.columns):
        raise BadLayout(Fault("a column of lists stands in no ledger", "Write a layout for the table.", name))
    words = ledger_words(one)
    listed = ",\n".join(f'  t.{column} AS "{word}"' for column, word in words.items())
    key = tuple(words[column] for column in one.primary_key)
    ordered = ", ".join(f"t.{column}" for column in one.primary_key)
    numbers = [column for column in one.columns if column.type.name in ("decimal", "integer")]
    dates = [column for column in one.columns if column.type.name in ("date", "instant")]
    return Layout(
        name=f"ledger_{name}",
        title=f"{shortened(one.meaning_zh)}台账",
        system=SYSTEM,
        form="csv",
        tables=(name,),
        driven_by=(name,),
        key=key,
        sql=f"SELECT\n{listed}\nFROM {NEW}{name} AS t\nORDER BY {ordered}",
        disturbed=one.time_column is not None,
        breaks=(
            *((words[column.name], "number") for column in numbers if not column.in_primary_key),
            *((words[column.name], "moment" if column.type.name == "instant" else "date") for column in dates),
            (key[0], "key"),
        ),
        corrects=next(
            (words[one.name] for one in numbers if one.type.name == "decimal" and not one.in_primary_key), ""
        ),
        months=frozenset(words[column.name] for column in one.columns if column.type.name == "month"),
    )


def shortened(meaning: str) -> str:
    """A meaning without what stands in brackets behind it, unless that says that the end does not count.

    >>> shortened("单价(元/千瓦时)"), shortened("失效日期(不含)")
    ('单价', '失效日期(不含)')
    """
    return meaning if meaning.endswith(_ENDS_BEFORE) else _BEHIND.sub("", meaning).strip() or meaning


def _ways(column: Column) -> tuple[str, str]:
    if column.references and column.name == column.references[1] and column.name in _NUMBERS:
        return _NUMBERS[column.name], shortened(column.meaning_zh)
    return shortened(column.meaning_zh), column.meaning_zh
