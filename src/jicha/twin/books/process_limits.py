"""The working days that the stages of a new connection may take, as a ledger with its documents.

Secondary sources (confidence b): the promises of 2005 until the supply rules of 2024 shortened the reply for high
voltage; documents of design are looked at only for important customers and estates since then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jicha.twin.books.book import Books

_PROMISED, _RULED = date(2005, 4, 1), date(2024, 6, 1)
_DOCUMENTS = {_PROMISED: "供电服务“十项承诺”", _RULED: "国家发展改革委令第14号"}
_BUSINESS = ("commercial_industrial", "agricultural", "irrigation", "residential_institution")
_HIGH = (*_BUSINESS, "large_industry")


@dataclass(frozen=True, slots=True)
class Limit:
    """Of one stage: its place in the order of stages, and the days until when and from when on."""

    stage: str
    place: int
    days: int
    since: date = _PROMISED
    until: date | None = None
    required: bool = True


LIMITS: dict[tuple[str, int], tuple[Limit, ...]] = {
    ("lv_resident_new", 1): (Limit("plan_reply", 2, 3), Limit("meter_installation", 4, 3)),
    ("lv_non_resident_new", 1): (Limit("plan_reply", 2, 7), Limit("meter_installation", 4, 5)),
    ("hv_new", 1): (
        Limit("plan_reply", 2, 15, until=_RULED),
        Limit("plan_reply", 2, 10, since=_RULED),
        Limit("design_review", 3, 10, until=_RULED),
        Limit("design_review", 3, 10, since=_RULED, required=False),
        Limit("interim_inspection", 4, 5, until=_RULED),
        Limit("interim_inspection", 4, 5, since=_RULED, required=False),
        Limit("final_inspection", 5, 5),
        Limit("meter_installation", 7, 5),
    ),
    ("hv_new", 2): (
        Limit("plan_reply", 2, 30, until=_RULED),
        Limit("plan_reply", 2, 20, since=_RULED),
        Limit("final_inspection", 5, 5),
        Limit("meter_installation", 7, 5),
    ),
}
_CLASSES = {"lv_resident_new": ("residential",), "lv_non_resident_new": _BUSINESS, "hv_new": _HIGH}
_VOLTAGE = {"lv_resident_new": "household", "lv_non_resident_new": "low", "hv_new": "high"}


def limit_of(kind: str, sources: int, stage: str, day: date) -> int | None:
    """The working days that a stage of an order accepted on a day may take; None where nothing is set."""
    for one in LIMITS.get((kind, sources), ()):
        if one.stage == stage and one.since <= day and (one.until is None or day < one.until):
            return one.days
    return None


def write_process_limits(books: Books) -> None:
    """The ledger; it is the same for all stations."""
    for (kind, sources), limits in LIMITS.items():
        for price_class in _CLASSES[kind]:
            for one in limits:
                books.records.put(
                    "process_limit", books.world.first, order_kind=kind, stage=one.stage,
                    voltage_class=_VOLTAGE[kind], price_class=price_class, source_count=sources,
                    valid_from=one.since, valid_to=one.until, limit_days=one.days, required=one.required,
                    stage_order=one.place, document_no=_DOCUMENTS[one.since if one.since == _RULED else _PROMISED],
                    confidence="b",
                )  # fmt: skip
