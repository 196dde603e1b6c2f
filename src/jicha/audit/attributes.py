"""What subjects of a kind may have in common: the attributes that the schema gives them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from jicha.pages.reach import links_of
from jicha.schema import Column, table
from jicha.terms.privacy import Privacy

PERIOD = "period_start"  # the attribute of finds whose subject has no month of its own
_TOLD = (Privacy.PUBLIC, Privacy.INTERNAL)
# The units above: what a county or a city does wrong would else be told as a handful of its stations, or not at all.
ABOVE, TWO_ABOVE = "org.parent_org_id", "org.parent_org_id.parent_org_id"
# Where two attributes mark off the very same subjects, the first of them is told: the unit that can act, the nearest
# first, then the utility's own codes, then our classes, then the time.
_UNIT, _ABOVE, _OWN_CODE, _BEHIND, _CLASS, _TIME = range(6)
_ORDER = {"text": _OWN_CODE, "code": _CLASS, "boolean": _CLASS, "month": _TIME}


@dataclass(frozen=True, slots=True)
class Attribute:
    """``name`` is ``table.column``, or a reference followed on; ``sql`` gives its value as text.

    It reads the aliases of `joined`.
    """

    name: str
    sql: str


@cache
def attributes_of(kind: str) -> tuple[Attribute, ...]:
    """The attributes of the subjects of table ``kind``, the one to be told first in front.

    They are the codes, texts, yes-or-no columns and months of its own row, the unit it belongs to with the two above
    it, and what it hangs on by the schema's references (area, line, site). Measures, days, keys and personal data are
    none.
    """
    own, links = table(kind), links_of(kind)
    kinds = {"s": kind, **{hop.alias: hop.kind for hop in links.hops}}
    found: dict[str, tuple[int, str]] = {}
    if links.org:
        alias, column = links.org
        found[f"{kinds[alias]}.{column}"] = (_UNIT, "l.org_id")
        found |= {ABOVE: (_ABOVE, "u.parent_org_id"), TWO_ABOVE: (_ABOVE, "w.parent_org_id")}
    for one in own.columns if len(own.primary_key) == 1 else ():
        if _is_attribute(one):
            found.setdefault(f"{kind}.{one.name}", (_ORDER[one.type.name], f"s.{one.name}"))
    for hop in links.hops:
        if table(kinds[hop.from_alias]).by_name[hop.column].privacy in _TOLD:
            found.setdefault(f"{kinds[hop.from_alias]}.{hop.column}", (_BEHIND, f"l.{hop.alias}_id"))
    if not any(one.type.name == "month" for one in own.columns):
        found[PERIOD] = (_TIME, "d.period_start")
    ordered = sorted(found, key=lambda name: found[name][0])  # stable: else in the order of the schema
    return tuple(Attribute(name, f"CAST({found[name][1]} AS VARCHAR)") for name in ordered)


def owner_sql(kind: str) -> str:
    """Whose find it is: the customer that the subject leads to, else the subject itself."""
    customer = any(hop.alias == "customer" for hop in links_of(kind).hops)
    return "COALESCE(l.customer_id, d.subject_id)" if customer else "d.subject_id"


def joined(kind: str, decided: str) -> str:
    """FROM with the joins that the attributes are taken from, over the rows ``decided`` (subject_id, period_start)."""
    key = table(kind).primary_key[0]
    own = f"LEFT JOIN {kind} AS s ON s.{key} = d.subject_id " if len(table(kind).primary_key) == 1 else ""
    units = (
        " LEFT JOIN org AS u ON u.org_id = l.org_id LEFT JOIN org AS w ON w.org_id = u.parent_org_id"
        if links_of(kind).org
        else ""
    )
    return f"FROM {decided} AS d {own}LEFT JOIN subject__{kind} AS l ON l.subject_id = d.subject_id{units}"


def _is_attribute(column: Column) -> bool:
    return column.type.name in _ORDER and not column.in_primary_key and not column.unit and column.privacy in _TOLD
